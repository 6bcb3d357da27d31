"""A printing is frozen; what has moved since is told, and an e-book keeps its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.book import Book
from anthology.check import check
from anthology.diagnostic import EditionError, Severity
from anthology.output import printing_toml
from anthology.printing import freeze, latest, page_moves, statement
from anthology.schema import PrintedPage

if TYPE_CHECKING:
    from tests.core.conftest import Desk

WORDS = "First words of all.\n\nSecond words here.\n\nThird words."
PAGES = (
    PrintedPage("i", "title-page", 0, "ABook"),
    PrintedPage("1", "t1", 0, "[ATitle]"),
    PrintedPage("2", "t1b", 22, "wordshere."),
)


def printed(desk: Desk, words: str = WORDS) -> Book:
    """A book whose first printing was just frozen."""
    desk.edit(words)
    book = desk.book()
    desk.write("printings/1.toml", printing_toml(freeze(1, book, "a5", PAGES)))
    keep(desk, book)
    return desk.book()


def keep(desk: Desk, book: Book) -> None:
    from anthology.output import numbers_toml

    desk.write("numbers/one.toml", numbers_toml(book.texts[0].numbers, "A"))


def said(desk: Desk) -> list[str]:
    return [f"{d.rule}: {d.message}" for d in check(desk.book(), desk.edition())]


def test_a_printing_is_read_as_it_was_written(desk: Desk) -> None:
    book = printed(desk)
    printing = latest(book.printings)
    assert printing == freeze(1, book, "a5", PAGES)
    assert [(p.label, p.paragraph) for p in printing.page] == [("i", ""), ("1", ""), ("2", "1.2")]
    assert [p.number for p in printing.text[0].paragraph] == ["1", "2", "3"]
    assert said(desk) == []


def test_a_changed_paragraph_is_told_with_its_page(desk: Desk) -> None:
    printed(desk)
    desk.write("texts/one.txt", WORDS.replace("words here", "words, newly"))
    assert said(desk) == [
        "printing-changed: printing 1: 1.2 (page 2), “Second words here.”, has other words now"
    ]


def test_a_paragraph_that_is_gone_is_told(desk: Desk) -> None:
    printed(desk)
    desk.write("texts/one.txt", WORDS.replace("Third words.", ""))
    assert said(desk) == [
        "printing-gone: printing 1: 1.3, “Third words.”, is no longer in the book"
    ]


def test_numbers_given_anew_are_an_error(desk: Desk) -> None:
    printed(desk)
    desk.write("numbers/one.toml", "")
    desk.write("texts/one.txt", "An added paragraph.\n\n" + WORDS)
    found = [d for d in check(desk.book(), desk.edition()) if d.severity is Severity.ERROR]
    assert [d.message.partition(", ")[2] for d in found] == [
        "“First words of all.”, now has the number 1.2",
        "“Second words here.”, now has the number 1.3",
        "“Third words.”, now has the number 1.4",
    ]


def test_a_text_taken_out_is_told(desk: Desk) -> None:
    printed(desk)
    toml = (desk.root / "edition.toml").read_text().replace("number = 1", "number = 2")
    desk.write("edition.toml", toml)
    assert said(desk) == ["printing-gone: printing 1: text 1 (one) is no longer in the book"]


def test_pages_that_would_begin_elsewhere(desk: Desk) -> None:
    printing = latest(printed(desk).printings)
    assert printing
    assert list(page_moves(printing, PAGES)) == []
    now = (*PAGES[:2], PrintedPage("2", "t1b", 27, "here."), PrintedPage("3", "t1b", 31, "Third"))
    (found,) = page_moves(printing, now)
    assert found.message == (
        "printing 1: 1 of 3 pages would begin elsewhere, the first of them page 2; "
        "the book would have 1 page more"
    )


def test_what_the_imprint_says(desk: Desk) -> None:
    desk.edit(WORDS)
    book = desk.book()
    assert statement(None, book, book.labels, ()) == book.labels.no_printing
    book = printed(desk)
    printing = latest(book.printings)
    told = [statement(printing, book, book.labels, pages) for pages in (PAGES, PAGES[:2], None)]
    assert told == [
        "Printing 1, 2 January 2026.",
        "Changed since printing 1, 2 January 2026: paragraph numbers are those of that printing, "
        "page numbers are not.",
        "Page numbers are those of printing 1, 2 January 2026.",
    ]


def test_a_printing_under_another_name(desk: Desk) -> None:
    printed(desk)
    (desk.root / "printings/1.toml").rename(desk.root / "printings/7.toml")
    with pytest.raises(EditionError) as error:
        desk.book()
    assert str(error.value).startswith("printings/7.toml: printing-name: this is printing 1")


WITHHOLD = '[[withhold]]\nfrom = "Second"\nto = "here."\nreason = "not asked"\n'


def test_words_withheld_later_go_out_of_the_numbers(desk: Desk) -> None:
    printed(desk)
    desk.write("decisions/one.toml", WITHHOLD)
    (told,) = (d for d in check(desk.book(), desk.edition()) if d.rule == "numbers-withheld")
    assert str(told) == (
        "numbers/one.toml:10: warning: numbers-withheld: this line repeats words of the text that "
        "are withheld\n  hint: `anthology build` writes the file anew without them"
    )
    keep(desk, desk.book())
    kept = (desk.root / "numbers/one.toml").read_text(encoding="utf-8")
    assert 'begins = ""' in kept
    assert "Second" not in kept
    assert "numbers-withheld" not in {d.rule for d in check(desk.book(), desk.edition())}
    desk.write("decisions/one.toml", "")  # brought back, it is known again by its letters
    numbers = desk.book().texts[0].numbers.paragraph
    assert [(p.number, p.begins) for p in numbers][1] == ("2", "Second words here.")


def test_a_printing_with_words_withheld_later_is_told_line_by_line(desk: Desk) -> None:
    printed(desk)
    desk.write("decisions/one.toml", WITHHOLD)
    found = [d for d in check(desk.book(), desk.edition()) if d.rule.startswith("printing-")]
    lines = (desk.root / "printings/1.toml").read_text(encoding="utf-8").splitlines()
    told = [d.place.line for d in found if d.rule == "printing-withheld"]
    assert [lines[line - 1] for line in told] == [
        'begins = "wordshere."', 'begins = "Second words here."'
    ]  # fmt: skip
    assert not any(word in str(d) for d in found for word in ("Second", "wordshere", "here."))
    assert any("1.2 (page 2) is no longer in the book" in d.message for d in found)
    for line in told:
        lines[line - 1] = 'begins = ""'
    desk.write("printings/1.toml", "\n".join(lines))
    rules = {d.rule for d in check(desk.book(), desk.edition())}
    assert "printing-withheld" not in rules


def test_words_that_also_stand_openly_are_no_secret(desk: Desk) -> None:
    desk.edit("Yes.\n\nNo.\n\nYes.")
    keep(desk, desk.book())
    desk.write("decisions/one.toml", '[[withhold]]\nexact = "No. Yes."\nreason = "x"\n')
    found = [d for d in check(desk.book(), desk.edition()) if d.rule == "numbers-withheld"]
    assert [d.place.line for d in found] == [10]
