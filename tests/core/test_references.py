"""References fill themselves in, and lead nowhere where the book has not the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.book import make_book
from anthology.build import prepare
from anthology.check import check
from anthology.document import Blocks, CrossRef, inlines_of, plain, walk
from anthology.document import Flow as FlowBlock
from anthology.edition import read_edition
from anthology.labels import ENGLISH
from anthology.references import paged

if TYPE_CHECKING:
    from tests.core.conftest import Desk


def said(blocks: Blocks) -> str:
    return " ".join(plain(b.children) for b in walk(blocks) if isinstance(b, FlowBlock))


def headnote(desk: Desk, words: str) -> Blocks:
    desk.text(
        "One.\n\nTwo.[i]\n\n[i] Own.",
        headnotes=words,
        notes="> **One**\n\nA note.\n",
        entry='title = "[A Long Title]"\nshort-title = "Short"\nsupplied = true',
    )
    desk.write("introduction.md", "# By Way of Introduction\n\nWords.\n")
    assert check(desk.book(), desk.edition()) == ()
    return desk.book().texts[0].headnote


@pytest.mark.parametrize(
    ("written", "printed", "target"),
    [
        ("[](#1.2)", "1.2", "t1p2"),
        ("[](#t1p2)", "1.2", "t1p2"),
        ("[](#1)", "Short", "t1"),
        ("[](#t1n1)", "note 1", "t1n1"),
        ("[](#1n.i)", "note [i]", "t1n-i"),
        ("[](#introduction)", "By Way of Introduction", "introduction"),
        ("[](#sources)", "Sources and rights", "sources"),
        ("[words of *one’s* own](#1.2)", "words of one’s own", "t1p2"),
        ("*see [](#1.2)*", "see 1.2", "t1p2"),
    ],
)
def test_words_of_a_reference(desk: Desk, written: str, printed: str, target: str) -> None:
    blocks = headnote(desk, written)
    assert said(blocks) == printed
    assert [i.target for i in inlines_of(blocks) if isinstance(i, CrossRef)] == [target]


def test_a_reference_may_ask_for_the_page(desk: Desk) -> None:
    blocks = headnote(desk, 'See [](#1.2 "page"), and [](#1.1).')
    assert said(blocks) == "See 1.2, and 1.1."
    asked = paged(blocks, ENGLISH, {"t1p2": "41"}.__getitem__)
    assert said(asked) == "See 1.2, p.\u00a041, and 1.1."


def test_in_a_book_of_one_text_references_to_the_others_are_words(desk: Desk) -> None:
    desk.text("One.", slug="one", headnotes="See [](#2.1), [there](#2) and [](#1.1).")
    desk.text("Two.", slug="two")
    _, alone, found = prepare(desk.root, "one")
    assert found == ()
    (text,) = alone.texts
    assert said(text.headnote) == "See 2.1, there and 1.1."
    links = [i.target for i in inlines_of(text.headnote) if isinstance(i, CrossRef)]
    assert links == ["t1p1"]
    shown = make_book(read_edition(desk.root, "one"))
    assert said(shown.texts[0].headnote) == "See 2.1, there and 1.1."
