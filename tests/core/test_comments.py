"""Readers' comments: left out by default, printed as a thread where every consent is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.check import check
from anthology.diagnostic import EditionError
from anthology.document import CommentThread, Withheld

if TYPE_CHECKING:
    from tests.core.conftest import Desk

PAGE = """A text that is long enough to stand here by itself.

2 thoughts on “A text”

  1. I liked it.

    • So did I.

Comments are closed.
"""
ENTRY = 'title = "[A]"\nsupplied = true\ncomments = "print"'


def consents(*numbers: int) -> str:
    one = '\n[[text.consent]]\ncomment = {}\nby = "A reader"\nrecorded = "letter of 2 May"'
    return ENTRY + "".join(one.format(number) for number in numbers)


def test_comments_are_withheld_by_default(desk: Desk) -> None:
    desk.text(PAGE)
    text = desk.book().texts[0]
    assert isinstance(text.body[-1], Withheld)
    assert [row.rule for row in text.ledger.of("withheld")] == ["comments"]


def test_each_comment_without_consent_is_named(desk: Desk) -> None:
    desk.text(PAGE, entry=consents(1))
    with pytest.raises(EditionError) as caught:
        desk.book()
    (said,) = caught.value.diagnostics
    assert str(said).startswith("texts/one.txt:7:")
    assert "comment-consent: comment 2 is to be printed" in str(said)


def test_with_all_consents_a_thread_is_printed(desk: Desk) -> None:
    desk.text(PAGE, entry=consents(1, 2))
    book = desk.book()
    (thread,) = (b for b in book.texts[0].body if isinstance(b, CommentThread))
    (first,) = thread.comments
    assert (first.number, len(first.replies), first.replies[0].number) == ("1", 1, "")
    assert check(book, desk.edition()) == ()
