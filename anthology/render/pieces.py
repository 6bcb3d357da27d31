"""The pieces of the book: which galley and which file of the e-book each id lives in, the contents.

Knows names and order, no markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from anthology.aids import title_of
from anthology.book import Book
from anthology.document import Table, plain
from anthology.indexprint import IndexPrint
from anthology.labels import Labels

_TEXT = re.compile(r"t\d+")
_SECTION = re.compile(r"questions(?=-t\d)|(?:index|organizations)(?=-\d)|[a-z-]+(?=-[ms]\d+$)")
_PRELIMS = frozenset({"half-title", "title-page", "imprint"})
_LETTERS = 60  # in a line of a table
_LINE = 40  # letters, wide ones, in a line of text
_STRING = 2000  # letters; what is longer is no writing
_JOINTS = re.compile(r"[\s/?&…–—-]+")
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
    children: tuple[TocEntry, ...] = ()


def galley_of(id: str) -> str:
    """The galley in which an id of the book is printed."""
    text = _TEXT.match(id) or _SECTION.match(id)
    if text:
        return text[0]
    return "prelims" if id in _PRELIMS else id


def file_of(id: str) -> str:
    """The file of the e-book in which an id stands."""
    text, section = _TEXT.match(id), _SECTION.match(id)
    if text:
        return f"text-{text[0][1:]}.xhtml"
    return f"{section[0]}.xhtml" if section else _FILES.get(id, f"{id}.xhtml")


def is_long(words: str, most: int = _LINE) -> bool:
    """Whether a string may have no room in a line: an address has places to break it.

    One that no writing has is left as it is: to break it would take the engine hours.
    """
    if max(map(len, words.split()), default=0) <= most:
        return False
    return most < max(map(len, _JOINTS.split(words))) <= _STRING


def is_wide(table: Table, longest: int = _LINE) -> bool:
    """Whether the longest words of a table's columns have no room side by side on a page.

    Counted in letters, by the narrower paper; a column has two letters' room on its right.
    `longest`: how many letters of a word a line surely holds.
    """
    columns: Counter[int] = Counter()
    for row in table.rows:
        at = 0
        for cell in row:
            word = max(map(len, plain(cell.children).split()), default=0)
            share = -(-word // cell.columns)
            for column in range(at, at + cell.columns):
                columns[column] = max(columns[column], share)
            at += cell.columns
    return columns.total() + 2 * len(columns) > _LETTERS * min(1, longest / _LINE)


def contents(
    book: Book, labels: Labels, page_of: Callable[[str], str] = lambda _: ""
) -> tuple[TocEntry, ...]:
    """The contents of the book; `page_of` gives the printed page of an id."""
    front = (TocEntry("front", id, title_of(b), page=page_of(id)) for id, b in book.front)
    texts = (
        TocEntry("text", t.id, t.title, str(t.entry.number), t.entry.byline, page_of(t.id))
        for t in book.texts
    )
    back = [TocEntry("back", id, title_of(b), page=page_of(id)) for id, b in book.back]
    setting = IndexPrint(labels)
    for index in book.indexes:
        back.append(TocEntry("back", index.id, setting.title(index), page=page_of(index.id)))
    back += [TocEntry("back", id, title_of(b), page=page_of(id)) for id, b in book.end]
    return (*front, *texts, *back)
