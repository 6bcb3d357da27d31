"""What the package of the e-book says: nothing guessed, nothing claimed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from anthology.creators import Creator
from anthology.diagnostic import EditionError
from anthology.document import Heading, walk
from anthology.languagetag import is_language
from anthology.render.access import Contents, look
from anthology.render.metadata import Statement, metadata
from anthology.render.navigation import sectioned, two_levels

if TYPE_CHECKING:
    from anthology.book import Book
    from tests.core.conftest import Desk

NAMES = """
[[person]]
heading = "Luxemburg, Rosa"
variants = ["Rosa Luxemburg", "Luxemburg"]
"""


def with_byline(
    desk: Desk, byline: str, more: str = "", head: str = "", names: str = NAMES
) -> Book:
    desk.write("names.toml", names)
    entry = f'title = "[A Title]"\nsupplied = true\n{more}'
    desk.text("Some words.\n", entry=entry)
    written = (desk.root / "edition.toml").read_text().replace('"Nobody"', f'"{byline}"')
    top, bar, texts = written.partition("\n[[text]]")
    desk.write("edition.toml", f"{top}{head}{bar}{texts}")
    return desk.book()


def said(book: Book, name: str, *, paged: bool = False) -> list[str]:
    return [s.value for s in metadata(book, paged=paged) if s.name == name]


# --- Who made it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        ("Rosa Luxemburg", [("Rosa Luxemburg", "aut", "Luxemburg, Rosa")]),
        ("by Rosa Luxemburg and others", [("Rosa Luxemburg", "aut", "Luxemburg, Rosa")]),
        ("[Rosa Luxemburg]", [("[Rosa Luxemburg]", "att", "Luxemburg, Rosa")]),
        ("A. Writer", [("A. Writer", "aut", "")]),  # in what order, nobody has said
        ("Paul Luxemburg", [("Paul Luxemburg", "aut", "")]),  # another person
        ("[A. Writer]", [("[A. Writer]", "att", "")]),
        ("Unsigned", []),
        ("Anonymous", []),
    ],
)
def test_the_author_is_whom_the_byline_names(
    desk: Desk, byline: str, found: list[tuple[str, str, str]]
) -> None:
    creators = with_byline(desk, byline).creators
    assert [(c.name, c.role, c.file_as) for c in creators] == found


def test_the_edition_may_say_who_the_authors_are(desk: Desk) -> None:
    more = (
        '[[text.author]]\nname = "Rosa Luxemburg"\n'
        '[[text.author]]\nname = "E. P."\nfile-as = "P., E."\nrole = "translator"\n'
    )
    assert with_byline(desk, "Whoever", more).creators == (
        Creator("Rosa Luxemburg", "aut", "Luxemburg, Rosa", "one"),
        Creator("E. P.", "trl", "P., E.", "one"),
    )


def test_the_edition_may_say_that_nobody_is_named(desk: Desk) -> None:
    assert with_byline(desk, "The editors", "author = []\n").creators == ()


def test_the_editor_is_filed_as_the_edition_says(desk: Desk) -> None:
    head = 'editor = "Vera Smith"\neditor-file-as = "Smith, Vera"\n'
    book = with_byline(desk, "Unsigned", head=head)
    assert book.creators == (Creator("Vera Smith", "edt", "Smith, Vera"),)


def test_an_editor_of_whom_nobody_says_how_to_file_has_no_such_form(desk: Desk) -> None:
    book = with_byline(desk, "Unsigned", head='editor = "Vera Smith"\n')
    assert said(book, "creator") == ["Vera Smith"]
    assert said(book, "role") == ["edt"]
    assert said(book, "file-as") == []


# --- What it is -----------------------------------------------------------------------------------


def test_series_subjects_and_edition_are_said_where_they_are_given(desk: Desk) -> None:
    head = (
        'subjects = ["Socialism", "Parties"]\nedition-statement = "Second edition"\n'
        '[series]\ntitle = "Pamphlets"\nnumber = "3"\n'
    )
    book = with_byline(desk, "Unsigned", head=head)
    assert said(book, "subject") == ["Socialism", "Parties"]
    assert said(book, "schema:bookEdition") == ["Second edition"]
    assert said(book, "belongs-to-collection") == ["Pamphlets"]
    assert said(book, "group-position") == ["3"]


def test_what_the_edition_does_not_give_is_not_said(desk: Desk) -> None:
    book = with_byline(desk, "Unsigned")
    names = {s.name for s in metadata(book, paged=False)}
    assert names.isdisjoint({"publisher", "subject", "belongs-to-collection", "source", "creator"})


def test_each_text_has_its_author_and_its_rights(desk: Desk) -> None:
    book = with_byline(desk, "A. Writer", 'address = "example.org/a"\n')
    about = {
        s.name: s.value for s in metadata(book, paged=False) if s.attributes.get("refines") == "#t1"
    }
    assert about == {
        "dcterms:title": "[A Title]",
        "dcterms:creator": "A. Writer",
        "dcterms:source": "example.org/a",
        "dcterms:rights": "No permission is recorded.",
    }
    assert said(book, "source") == ["example.org/a"]


# --- What it says of its accessibility ------------------------------------------------------------


def test_conformance_is_claimed_only_with_the_name_of_who_assessed_it(desk: Desk) -> None:
    head = '[accessibility]\nassessed-by = "The Reading Room"\ndate = 2026-12-01\n'
    book = with_byline(desk, "Unsigned", head=head)
    claim = ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert said(book, "dcterms:conformsTo") == claim
    assert Statement(
        "meta",
        "a11y:certifiedBy",
        "The Reading Room",
        {"refines": "#conformance", "id": "assessor"},
    ) in list(metadata(book, paged=False))
    assert said(book, "dcterms:date") == ["2026-12-01"]
    assert book.labels.not_assessed not in said(book, "schema:accessibilitySummary")[0]


def test_without_an_assessment_nothing_is_claimed(desk: Desk) -> None:
    book = with_byline(desk, "Unsigned")
    assert said(book, "dcterms:conformsTo") == said(book, "a11y:certifiedBy") == []
    assert book.labels.not_assessed in said(book, "schema:accessibilitySummary")[0]


def test_an_assessment_without_a_date_is_an_error(desk: Desk) -> None:
    with pytest.raises(EditionError, match="date"):
        with_byline(desk, "Unsigned", head='[accessibility]\nassessed-by = "The Reading Room"\n')


def test_features_are_those_of_the_book(desk: Desk) -> None:
    bare = said(with_byline(desk, "Unsigned"), "schema:accessibilityFeature")
    assert "index" not in bare
    assert "pageNavigation" not in bare
    more = said(desk.book(), "schema:accessibilityFeature", paged=True)
    assert set(more) - set(bare) == {"pageBreakMarkers", "pageNavigation"}


def test_the_seeds_have_notes_numbers_and_an_index(book: Book) -> None:
    assert look(book, paged=False) == Contents(
        numbered=True, notes=True, index=True, pages=False, pictures=False, told=True
    )


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("alt", "told"), [("A door.", True), ("", False)])
def test_pictures_without_words_make_eyes_needful(desk: Desk, alt: str, told: bool) -> None:
    desk.write("texts/p.png", png())
    desk.text(f"Some words.\n\n![{alt}](p.png)\n", slug="one")
    (desk.root / "texts/one.txt").rename(desk.root / "texts/one.md")
    path = desk.root / "edition.toml"
    path.write_text(path.read_text().replace("one.txt", "one.md"))
    book = desk.book()
    assert look(book, paged=False).pictures
    assert said(book, "schema:accessModeSufficient") == ["textual" if told else "textual,visual"]
    assert ("alternativeText" in said(book, "schema:accessibilityFeature")) == told


# --- Contents in two levels -----------------------------------------------------------------------


def test_the_contents_have_the_headings_of_each_text(book: Book) -> None:
    made = sectioned(book)
    entries = {e.target: e for e in two_levels(made, made.labels)}
    assert [(e.target, e.title) for e in entries["t1"].children] == [
        ("t1s1", "The Period, The Party and the Next Left"),
        ("t1s2", "1. The period and the revolutionary left"),
        ("t1s3", "2. The problem of the “Micro-Party”"),
        ("t1s4", "3. Thinking about the Road to a Revolutionary Party"),
    ]
    assert len(entries["introduction"].children) == 6
    assert entries["sources"].children == ()  # its headings are the texts again


def test_every_line_of_the_contents_has_its_heading(book: Book) -> None:
    made = sectioned(book)
    ids = [b.id for text in made.texts for b in walk(text.body) if isinstance(b, Heading) and b.id]
    lines = [e.target for entry in two_levels(made, made.labels) for e in entry.children]
    assert [line for line in lines if line.startswith("t")] == ids


def test_no_level_of_headings_is_left_out(desk: Desk) -> None:
    decisions = '[[heading]]\nexact = "A heading"\nlevel = 3\n'
    desk.text("Some words.\n\nA heading\n\nMore words.\n", decisions=decisions)
    (text,) = sectioned(desk.book()).texts
    assert [b.level for b in text.body if isinstance(b, Heading)] == [2]


# --- Languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag", ["en", "de-CH", "zh-Hans", "sr-latn-rs", "grc", "de-1996", "en-x-a"]
)
def test_tags_of_languages(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "xx", "english", "en_US", "e", "de-", "xx-DE"])
def test_what_names_no_language(tag: str) -> None:
    assert not is_language(tag)


def test_a_language_that_there_is_not_is_told_with_its_line(desk: Desk) -> None:
    with pytest.raises(EditionError, match="language-unknown: “xx” names no language") as raised:
        with_byline(desk, "Unsigned", 'language = "xx"\n')
    assert raised.value.diagnostics[0].place.line > 0
