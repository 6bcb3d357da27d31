"""Pages that were placed anew, on sheets or for a press, compared with those of the finished book.

The finished book was collated with its sources; here its words are looked for, page by page. Never
sees how the pages were placed: it reads what is drawn on each half of each side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2

from anthology.collation.report import Report, collate
from anthology.collation.streams import Stream, words
from anthology.gathering import sides

Words = tuple[str, ...]


def collate_sheets(name: str, book: bytes, pdf: bytes, gatherings: Sequence[int]) -> Report:
    """Hold what stands on the halves of sheets against the pages of the book."""
    places = [n for side in sides(tuple(gatherings)) for n in (side.left, side.right)]
    halves = [half for side in _read(pdf, halves=2) for half in side]
    found = dict(zip(places, halves, strict=True))
    return _collated(name, book, [found[page] for page in sorted(found)])


def collate_pages(name: str, book: bytes, pdf: bytes) -> Report:
    """Hold pages against those of the book, one by one."""
    return _collated(name, book, [words for (words,) in _read(pdf)])


def _collated(name: str, book: bytes, found: Sequence[Words]) -> Report:
    """A page that the book has not must be blank."""
    pages = [words for (words,) in _read(book)]
    blank = [()] * (len(found) - len(pages))
    expected = [Stream(_key(i), words) for i, words in enumerate([*pages, *blank])]
    return collate(name, expected, {_key(i): words for i, words in enumerate(found)})


def _key(page: int) -> str:
    return f"page-{page + 1}"


def _read(pdf: bytes, halves: int = 1) -> Iterator[tuple[Words, ...]]:
    """The words on each page, or on its left and right half."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text, width = page.get_textpage(), page.get_width() / halves
            yield tuple(
                words(text.get_text_bounded(left=i * width, right=(i + 1) * width))
                for i in range(halves)
            )
