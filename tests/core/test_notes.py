"""The editor's notes: read with their places, hung behind the words they are on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from anthology.check import check
from anthology.diagnostic import EditionError
from anthology.document import NoteRef, Paragraph, Text, inlines_of
from anthology.notes import read_notes
from anthology.span import Source

if TYPE_CHECKING:
    from anthology.booktext import BookText
    from tests.core.conftest import Desk

    Edit = Callable[..., BookText]


def read(text: str) -> list[tuple[int, str, str, str]]:
    written = read_notes(Source("notes/one.md", text))
    return [(w.line, w.selector.prefix, w.selector.exact, w.selector.suffix) for w in written]


def faults(call: Callable[[], object]) -> list[str]:
    with pytest.raises(EditionError) as caught:
        call()
    return [str(d).partition("\n")[0] for d in caught.value.diagnostics]


def hung(text: BookText) -> str:
    """The words of a text with its calls as `{id}`."""
    out = []
    for inline in inlines_of(text.body):
        if isinstance(inline, NoteRef):
            out.append(f"{{{inline.note[2:]}}}")
        elif isinstance(inline, Text):
            out.append(inline.text)
    return "".join(out)


def note(line: str, words: str = "Says so.") -> str:
    return f"> {line}\n\n{words}\n\n"


# --- Reading --------------------------------------------------------------------------------------


def test_a_note_is_a_quoted_line_and_what_it_says() -> None:
    assert read(f"<!-- head -->\n\n{note('the **IMT**, I found')}{note('**so**')}") == [
        (3, "the ", "IMT", ", I found"),
        (7, "", "so", ""),
    ]


def test_a_note_in_a_comment_is_no_note() -> None:
    assert read(f"<!--\n{note('**old**')}-->\n\n{note('**new**')}") == [(8, "", "new", "")]


def test_what_is_wrong_in_a_notes_file_is_told_all_at_once() -> None:
    text = f"{note('no bold')}{note('**a**', '')}{note('**b**', '# Head')}{note('**c**', '<b>')}"
    assert faults(lambda: read(text)) == [
        "notes/one.md:1: note-place: the quoted line does not say which words the note is on",
        "notes/one.md:5: note-empty: the note says nothing",
        "notes/one.md:9: note-form: a note can hold paragraphs and lists alone",
        "notes/one.md:15: prose-unknown: the book has no form for html_block",
    ]


def test_a_place_drifts_when_the_source_is_corrected_around_it(edit: Edit) -> None:
    text = edit("When he wented to London, so.", notes=note("When he went to **London**, so."))
    assert hung(text) == "When he wented to London,{n1} so."
    assert [d.rule for d in text.drifts] == ["note-drifted"]


def test_a_note_on_a_part_of_a_name_leaves_it_one_mention(desk: Desk) -> None:
    desk.write("names.toml", '[[person]]\nheading = "Roe, Ann"\nvariants = ["Ann Roe"]\n')
    desk.text("Then Ann Roe spoke.", notes=note("Then **Ann** Roe"))
    book = desk.book()
    assert hung(book.texts[0]) == "Then Ann{n1} Roe spoke."
    assert [str(d) for d in check(book, desk.edition())] == []
    ((heading, (locus,)),) = [(e.heading, e.loci) for e in book.index.entries]
    assert (heading, locus.anchor) == ("Roe, Ann", "t1m1")


def test_words_before_the_first_place_are_not_lost() -> None:
    assert faults(lambda: read(f"<!-- x -->\n\nA note.\n\n{note('**a**')}")) == [
        "notes/one.md:3: note-place: these words belong to no note"
    ]


def test_a_place_needs_a_blank_line_before_it() -> None:
    (said,) = faults(lambda: read("> **a**\n\nSays so.\n> **b**\n\nToo.\n"))
    assert said.startswith("notes/one.md:1: note-form")


# --- Hanging --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "line", "shown"),
    [
        ("He went. So.", "He **went**", "He went.{n1} So."),
        ("He ‘went’, so.", "He ‘**went**", "He ‘went’,{n1} so."),
        ("In Grant’s time.", "In **Grant**", "In Grant{n1}’s time."),
        ("It is *The Book*. So.", "is **The Book**", "It is The Book.{n1} So."),
        ("It is *The Book*. So.", "is The **Book**. So", "It is The Book.{n1} So."),
        ("Vain ? So.", "**Vain**", "Vain?{n1} So."),
        ("“So.” He.", "**So**", "“So.”{n1} He."),
        ("A b - c.", "A **b**", "A b{n1} – c."),
        ("One two", "**two**", "One two{n1}"),
    ],
)
def test_a_call_stands_behind_closing_punctuation(
    edit: Edit, words: str, line: str, shown: str
) -> None:
    text = edit(words, decisions='markup = "asterisks"', notes=note(line))
    assert hung(text) == shown


def test_notes_are_numbered_in_reading_order_wherever_they_are_written(edit: Edit) -> None:
    text = edit("One. Two. Three.", notes=note("**Three**", "3") + note("**One**", "1"))
    assert hung(text) == "One.{n1} Two. Three.{n2}"
    assert [(n.id, n.marker, n.blocks) for n in text.notes] == [
        ("t1n1", "1", (Paragraph((Text("1"),)),)),
        ("t1n2", "2", (Paragraph((Text("3"),)),)),
    ]


def test_a_note_on_an_authors_note_is_read_where_that_is_called(desk: Desk, edit: Edit) -> None:
    words = "One.[i] Two.\n\n[i] Ibid. as ever."
    text = edit(words, notes=note("**Two**") + note("**Ibid**", "Not so.") + note("**One**"))
    assert hung(text) == "One.{n1}{n-i} Two.{n3}"
    assert [n.id for n in text.notes] == ["t1n1", "t1n-i", "t1n2", "t1n3"]
    assert NoteRef("t1n2") in text.notes[1].blocks[0].children  # type: ignore[union-attr]
    assert check(desk.book(), desk.edition()) == ()


def test_calls_at_one_place_stand_in_their_order(edit: Edit) -> None:
    text = edit("One two.", notes=note("**two**", "a") + note("One **two**", "b"))
    assert hung(text) == "One two.{n1}{n2}"
    text = edit("One.[i] Two.\n\n[i] So.", notes=note("One.**[i]**", "b") + note("**So**", "a"))
    assert hung(text) == "One.{n-i}{n2} Two."


def test_all_places_that_fail_are_told_at_once(edit: Edit) -> None:
    notes = note("**four**") + note("**One**") + note("**e**")
    assert faults(lambda: edit("One two three.", notes=notes)) == [
        "notes/one.md:1: note-missing: “four” is nowhere in texts/one.txt",
        "notes/one.md:9: note-ambiguous: “e” matches 3 places in texts/one.txt",
    ]


@pytest.mark.parametrize("omitted", ["Two three.", "two.", "One two."])
def test_a_note_on_words_left_out_is_never_hung_elsewhere(edit: Edit, omitted: str) -> None:
    words = "One two. Two three.\n\nFour."
    omit = f'[[omit]]\nexact = "{omitted}"\nreason = "x"\n'
    on = {"Two three.": "**three**", "two.": "**two**", "One two.": "**One**"}[omitted]
    (said,) = faults(lambda: edit(words, decisions=omit, notes=note(on)))
    assert said.startswith("notes/one.md:1: note-unprinted: ")


def test_a_note_on_the_title(edit: Edit) -> None:
    (said,) = faults(
        lambda: edit("A Title\n\nWords.", entry='title = "A Title"', notes=note("**Title**"))
    )
    assert said.startswith("notes/one.md:1: note-unprinted")
