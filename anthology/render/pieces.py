"""The pieces of the book: which galley and which file of the e-book each id lives in, the contents.

Knows names and order, no markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from anthology.book import Book
from anthology.document import Blocks, Heading, plain
from anthology.labels import Labels

_TEXT = re.compile(r"t\d+")
_PRELIMS = frozenset({"half-title", "title-page", "imprint"})
_FILES = {"contents": "nav.xhtml"}


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the contents."""

    role: Literal["front", "text", "back"]
    target: str
    title: str
    number: str = ""
    byline: str = ""
    page: str = ""


def galley_of(id: str) -> str:
    """The galley in which an id of the book is printed."""
    text = _TEXT.match(id)
    if text:
        return text[0]
    return "prelims" if id in _PRELIMS else id


def file_of(id: str) -> str:
    """The file of the e-book in which an id stands."""
    text = _TEXT.match(id)
    return f"text-{text[0][1:]}.xhtml" if text else _FILES.get(id, f"{id}.xhtml")


def title_of(blocks: Blocks) -> str:
    """The first heading of a piece of prose."""
    return next((plain(b.children) for b in blocks if isinstance(b, Heading)), "")


def front_sections(book: Book) -> tuple[tuple[str, Blocks], ...]:
    """The pieces of prose before the texts, with their ids; absent ones are left out."""
    both = (("introduction", book.introduction), ("content-note", book.content_note))
    return tuple((id, blocks) for id, blocks in both if blocks)


def back_sections(book: Book) -> tuple[tuple[str, Blocks], ...]:
    """The pieces of prose behind the texts, with their ids."""
    return (("note-on-texts", book.textual_note), ("sources", book.sources))


def contents(
    book: Book, labels: Labels, page_of: Callable[[str], str] = lambda _: ""
) -> tuple[TocEntry, ...]:
    """The contents of the book; `page_of` gives the printed page of an id."""
    front = (TocEntry("front", id, title_of(b), page=page_of(id)) for id, b in front_sections(book))
    texts = (
        TocEntry("text", t.id, t.title, str(t.entry.number), t.entry.byline, page_of(t.id))
        for t in book.texts
    )
    back = [TocEntry("back", id, title_of(b), page=page_of(id)) for id, b in back_sections(book)]
    if book.index.entries:
        back.append(TocEntry("back", "index", labels.index, page=page_of("index")))
    return (*front, *texts, *back)
