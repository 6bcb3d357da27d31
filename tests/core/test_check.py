"""One test a rule: what makes it speak, and that the seeds give it no cause."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from anthology.book import Book, make_book
from anthology.build import Order, build
from anthology.check import check
from anthology.diagnostic import Diagnostic, EditionError, Severity
from anthology.document import Blocks, NoteRef, Paragraph, Text
from anthology.edition import Edition, read_edition
from anthology.index import Locus
from anthology.locators import paragraph_locators

if TYPE_CHECKING:
    from tests.core.conftest import Desk

NAMES = '[[person]]\nheading = "A"\nvariants = ["A"]\ntexts = ["two"]\n'


def lines(found: tuple[Diagnostic, ...]) -> list[str]:
    return [str(d).partition("\n")[0] for d in found]


def with_body(desk: Desk, change: Blocks) -> list[str]:
    """What is said of a book whose only text has another body than its own."""
    book = desk.book()
    broken = replace(book, texts=(replace(book.texts[0], body=change),))
    return lines(check(broken, desk.edition()))


def test_the_seeds_are_sound(book: Book, seeds: Edition) -> None:
    assert check(book, seeds) == ()


def test_each_seed_alone_is_sound(seeds: Edition) -> None:
    for entry in seeds.file.text:
        alone = read_edition(seeds.root, entry.slug)
        assert check(make_book(alone), alone, whole=False) == ()


def test_a_book_of_one_text_knows_no_other(desk: Desk) -> None:
    desk.text("One.", slug="one")
    desk.text("A two.", slug="two")
    desk.write("names.toml", NAMES)
    alone = read_edition(desk.root, "one")
    own = replace(alone, file=msgspec.structs.replace(alone.file, text=alone.file.text[:1]))
    assert check(make_book(own), own, whole=False) == ()
    assert check(desk.book(), desk.edition()) == ()


def test_tiling(desk: Desk) -> None:
    desk.text("One two.")
    text = desk.edition().texts[0].source
    said = with_body(desk, (Paragraph((Text("One", text.span(0, 3)),)),))
    (line,) = said
    assert line.startswith("texts/one.txt:1:5: lost-words: ")


def test_order(desk: Desk) -> None:
    desk.text("One two.")
    s = desk.edition().texts[0].source
    one, two = Text("One", s.span(0, 3)), Text("two.", s.span(4, 8))
    assert with_body(desk, (Paragraph((two, one)),)) == [
        "texts/one.txt:1:1: words-moved: “One” stands too late in the book"
    ]


def test_note_calls(desk: Desk) -> None:
    desk.text("One.", notes="> **One**\n\nSays so.\n")
    s = desk.edition().texts[0].source
    words = Text("One.", s.span(0, 4))
    assert with_body(desk, (Paragraph((words, NoteRef("t1n7"))),)) == [
        "texts/one.txt: note-call: note 1 is not called once",
        "texts/one.txt: note-call: “t1n7” is called, but there is no such note",
    ]


def test_ids(desk: Desk) -> None:
    numbers = "".join(
        f'[[paragraph]]\nnumber = "1"\nbegins = "{w}"\ndigest = "{d}"\n\n'
        for w, d in (("One.", "x"), ("Two.", "y"))
    )
    desk.text("One.\n\nTwo.", numbers=numbers)
    assert lines(check(desk.book(), desk.edition())) == [
        "edition.toml: id-doubled: the id “t1p1” stands for 2 places"
    ]


def test_cross_references(desk: Desk) -> None:
    desk.text("One.", headnotes="See [one](#t1p1) and [nine](#t9p1).")
    assert lines(check(desk.book(), desk.edition())) == [
        "headnotes/one.md:1: reference-dead: #t9p1 is no place in the book"
    ]


def test_words_that_are_another_number(desk: Desk) -> None:
    desk.text(
        "One.\n\nTwo.",
        headnotes="[1.2](#1.2), [paragraph 1](#1.2), [1.1–2](#1.1).\n\n"
        "[1.1](#1.2) and\n[1.1–2](#1.2), [1.2](#1).",
    )
    assert lines(check(desk.book(), desk.edition())) == [
        "headnotes/one.md:3: reference-differs: “1.1” leads to 1.2",
        "headnotes/one.md:4: reference-differs: “1.1–2” leads to 1.2",
        "headnotes/one.md:4: reference-differs: “1.2” leads to #t1",
    ]


def test_a_reference_without_words(desk: Desk) -> None:
    desk.text("One.\n\nOf Abe.", headnotes="See [](#t1m1).")
    desk.write("names.toml", '[[person]]\nheading = "Abe"\nvariants = ["Abe"]\n')
    assert lines(check(desk.book(), desk.edition())) == [
        "headnotes/one.md:1: reference-empty: the reference to #t1m1 prints nothing"
    ]


def test_references_in_questions_name_their_file(desk: Desk) -> None:
    desk.text("One.", slug="one", questions="1. What of [](#1.9)?\n")
    desk.text("Two.", slug="two", questions="1. What?\n2. And [](#2.9)?\n")
    assert lines(check(desk.book(), desk.edition())) == [
        "questions/one.md:1: reference-dead: #t1p9 is no place in the book",
        "questions/two.md:2: reference-dead: #t2p9 is no place in the book",
    ]


PIECES = "title-page imprint contents introduction content-note note-on-texts sources t1h index"


def test_pieces_of_the_book_are_places_in_both_books(desk: Desk) -> None:
    links = " ".join(f"[there](#{id})" for id in PIECES.split())
    desk.text("One Doe.", headnotes=f"See {links}.")
    desk.write("names.toml", '[[person]]\nheading = "Doe"\nvariants = ["Doe"]\n')
    desk.write("introduction.md", "# Introduction\n\nWords.\n")
    desk.write("content-note.md", "# A note\n\nWords.\n")
    assert lines(check(desk.book(), desk.edition())) == []
    made = build(Order(desk.root, desk.root / "out", workers=1))
    with zipfile.ZipFile(io.BytesIO(made.files[0].read_bytes())) as epub:
        page = epub.read("EPUB/text-1.xhtml").decode()
        for file, id in re.findall(r'<a href="([\w.-]+)#([\w-]+)">there</a>', page):
            assert f'id="{id}"' in epub.read(f"EPUB/{file}").decode()
    assert page.count(">there</a>") == len(PIECES.split())


def test_a_piece_that_the_book_has_not_is_no_place(desk: Desk) -> None:
    desk.text("One.", headnotes="See [the index](#index) and [this](#introduction).")
    assert lines(check(desk.book(), desk.edition())) == [
        "headnotes/one.md:1: reference-dead: #index is no place in the book",
        "headnotes/one.md:1: reference-dead: #introduction is no place in the book",
    ]


def test_control_characters(desk: Desk) -> None:
    desk.text("One.\n\nTwo\x01three.")
    with pytest.raises(EditionError) as caught:
        desk.book()
    assert str(caught.value).startswith("texts/one.txt:3: control-sign: ")


def test_names(desk: Desk) -> None:
    desk.text("One.")
    desk.write("names.toml", '[[person]]\nheading = "B"\nvariants = ["B"]\n')
    assert lines(check(desk.book(), desk.edition())) == [
        "names.toml:1: name-unused: “B” is named nowhere in the book"
    ]


def test_a_person_named_in_a_title_is_named(desk: Desk) -> None:
    desk.text("One.", entry='title = "[On Jane Doe]"\nsupplied = true')
    desk.write("names.toml", '[[person]]\nheading = "Doe, Jane"\nvariants = ["Jane Doe"]\n')
    book = desk.book()
    assert lines(check(book, desk.edition())) == []
    (entry,) = book.index.entries
    assert entry.loci == (Locus("t1", 1),)
    assert [locator.label for locator in paragraph_locators(entry)] == ["1"]


def test_a_file_of_no_text_is_a_warning(desk: Desk) -> None:
    desk.text("One.", notes="")
    desk.write("notes/onne.md", "> **One**\n\nLost by a slip of the pen.\n")
    desk.write("numbers/gone.toml", "")
    (found,) = check(desk.book(), desk.edition())
    assert found.severity is Severity.WARNING
    assert str(found).startswith("notes/onne.md: warning: file-stray: ")


def test_signs_without_a_typeface_are_named_once_a_file(desk: Desk) -> None:
    desk.text("All is well 😉.\n\nA face 😀, and 漢字; a face 😀 again, ☐ and ✓.\n")
    desk.write("introduction.md", "# Introduction\n\nשלום, السلام, हिन्दी: these we have.\n")
    (found,) = check(desk.book(), desk.edition())
    assert (found.rule, found.severity) == ("sign-not-in-face", Severity.WARNING)
    assert str(found).startswith(
        "texts/one.txt:3:8: warning: sign-not-in-face: no typeface of ours has 😀 (U+1F600 "
        "GRINNING FACE), 漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22), 字 (U+5B57 CJK UNIFIED "
        "IDEOGRAPH-5B57) and 2 more: the PDF shows their numbers in frames"
    )


def test_signs_of_titles_are_named_too(desk: Desk) -> None:
    desk.text("Words.", entry='title = "漢"\nsupplied = true')
    assert lines(check(desk.book(), desk.edition())) == [
        "edition.toml: warning: sign-not-in-face: no typeface of ours has 漢 (U+6F22 CJK UNIFIED "
        "IDEOGRAPH-6F22): the PDF shows its number in a frame; the e-book shows the sign"
    ]


def test_code_points_that_are_no_signs_are_refused(desk: Desk) -> None:
    desk.text("One \U00050000 two.")
    assert lines(check(desk.book(), desk.edition()))[0] == (
        "texts/one.txt:1:5: sign-forbidden: no book can hold the code point U+50000"
    )


def test_a_link_to_an_address_that_is_not_whole_is_told(desk: Desk) -> None:
    """What it is relative to is not in the book."""
    desk.text(
        "One word.", notes="> **One** word.\n\nSee [it](other.html) and [this](https://a.b/c).\n"
    )
    found = lines(check(desk.book(), desk.edition()))
    assert found == ["notes/one.md: link-relative: “other.html” is no whole address"]
