"""Front and back matter: the form its files must have, and what the book makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.check import check
from anthology.diagnostic import EditionError
from anthology.document import DefinitionList, Heading, Paragraph, Text, plain
from anthology.matter import chronology, questions
from anthology.render.pieces import file_of, galley_of
from anthology.span import Source

if TYPE_CHECKING:
    from tests.core.conftest import Desk

DATES = """\
# Chronology

Some dates.

- **1917** The *revolution* ([](#1.1)).
- **March 1921** Kronstadt.

  And its end.
"""


def test_a_chronology() -> None:
    heading, lead, listed = chronology(Source("chronology.md", DATES))
    assert isinstance(heading, Heading)
    assert lead == Paragraph((Text("Some dates."),))
    assert isinstance(listed, DefinitionList)
    assert [plain(item.term.children) for item in listed.items] == ["1917", "March 1921"]
    first, second = (
        [plain(b.children) for b in item.blocks if isinstance(b, Paragraph)]
        for item in listed.items
    )
    assert first == ["The revolution ()."]  # the number is filled in with the book
    assert second == ["Kronstadt.", "And its end."]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("# C\n\n- **1** One.\n- 2 Two.\n", "c.md:4: chronology-entry: "),
        ("# C\n\n- **1** One.\n- **2**\n", "c.md:4: chronology-entry: "),
        ("# C\n\n- > **1** One.\n", "c.md:3: chronology-entry: "),
        ("# C\n\nNothing.\n", "c.md: chronology-form: it has no entry"),
        ("# C\n\n1. One.\n", "c.md: chronology-form: it has no entry"),
    ],
)
def test_what_is_no_chronology(written: str, message: str) -> None:
    with pytest.raises(EditionError) as caught:
        chronology(Source("c.md", written))
    assert str(caught.value).startswith(message)


def test_every_wrong_entry_is_told() -> None:
    with pytest.raises(EditionError) as caught:
        chronology(Source("c.md", "- a\n- **b**\n\nWords.\n\n- c\n"))
    assert [d.place.line for d in caught.value.diagnostics] == [1, 2, 6]


def test_questions_stand_under_the_title_of_their_text() -> None:
    heading, lead, _ = questions(3, "On It", Source("q.md", "Read 1.\n\n1. What?\n2. Why?\n"))
    assert heading == Heading((Text("3. On It"),), 2, id="questions-t3")
    assert lead == Paragraph((Text("Read 1."),))
    assert questions(3, "On It", Source("q.md", "")) == ()


@pytest.mark.parametrize(
    "written", ["- What?\n", "What?\n", "# Q\n\n1. What?\n", "1. A\n\na\n\n1) B"]
)
def test_what_are_no_questions(written: str) -> None:
    with pytest.raises(EditionError) as caught:
        questions(3, "On It", Source("questions/on-it.md", written))
    assert str(caught.value).startswith("questions/on-it.md: questions-form: ")


def test_the_pieces_stand_in_their_order(desk: Desk) -> None:
    desk.text("The ISO.", questions="1. What?\n")
    desk.write("abbreviations.toml", '[[abbreviation]]\nshort = "ISO"\nfull = "I. S. O."\n')
    desk.write("chronology.md", DATES)
    for name in ("introduction", "content-note", "colophon"):
        desk.write(f"{name}.md", f"# {name}\n\nSee [](#questions-t1), [](#chronology).\n")
    book = desk.book()
    assert check(book, desk.edition()) == ()
    assert [id for id, _ in book.front] == ["introduction", "abbreviations", "content-note"]
    assert [id for id, _ in book.back] == ["questions", "chronology", "note-on-texts", "sources"]
    assert [id for id, _ in book.end] == ["colophon"]


def test_what_is_not_written_is_not_there(desk: Desk) -> None:
    desk.text("One.")
    book = desk.book()
    assert [id for id, _ in book.pieces] == ["note-on-texts", "sources"]


def test_a_section_stands_in_its_chapter() -> None:
    assert galley_of("questions-t1") == galley_of("questions") == "questions"
    assert file_of("questions-t12") == file_of("questions") == "questions.xhtml"


def test_questions_on_no_text_are_an_error(desk: Desk) -> None:
    desk.text("One.")
    desk.write("questions/onne.md", "1. What?\n")
    (found,) = check(desk.book(), desk.edition())
    assert str(found).startswith("questions/onne.md: questions-stray: ")


@pytest.mark.parametrize("name", ["chronology", "colophon"])
def test_a_piece_begins_with_its_heading(desk: Desk, name: str) -> None:
    desk.text("One.")
    desk.write(f"{name}.md", "- **1** One.\n")
    (found,) = check(desk.book(), desk.edition())
    assert str(found) == (
        f"{name}.md:1: prose-untitled: it does not begin with a heading\n"
        f"  hint: let its first line be: # {name.capitalize()}"
    )
