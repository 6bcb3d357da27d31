"""What a build needs the engine of print for: the book set and read back, the cover drawn.

Whoever imports this module loads that engine, which takes longer than to edit five texts; `build`
does so when type is to be set.
"""

from __future__ import annotations

from collections.abc import Sequence

from anthology.book import Book
from anthology.collation.expected import expected_apparatus, expected_texts
from anthology.collation.pagekeep import Pages
from anthology.collation.pdf import read_pdf
from anthology.collation.pictures import KEY as PICTURES
from anthology.collation.pictures import expected_pictures
from anthology.collation.report import Report, collate
from anthology.collation.streams import Stream, keys
from anthology.pagemap import page_map
from anthology.render.cover import Cover
from anthology.render.job import GalleyJob
from anthology.render.printed import Printed, print_book, told
from anthology.render.setting import set_galleys

__all__ = ["Pages", "collate_pdf", "draw_cover", "page_map", "print_book", "read_back"]


def collate_pdf(
    book: Book, printed: Printed, pdf: bytes, name: str = "pdf", pages: Pages | None = None
) -> Report:
    """Hold the words of a finished PDF against what must be in it; `printed` says what it is of.

    `pages` know what pages with these bytes were seen to show.
    """
    page_of = printed.cited.label
    apparatus = expected_apparatus(
        book,
        book.labels,
        page_of=page_of,
        imprint=printed.imprint,
        entries=printed.entries,
        index=printed.index,
    )
    return read_back(pdf, (*expected_texts(book, page_of), *apparatus), book, name, pages)


def read_back(
    pdf: bytes, expected: Sequence[Stream], book: Book, name: str, pages: Pages | None = None
) -> Report:
    """Hold a finished PDF against the words that must be in it, and the pictures of this book."""
    with told(book):
        reading = read_pdf(pdf, keys(expected), pages)
    found = {**reading.streams, **({PICTURES: reading.pictures} if reading.pictures else {})}
    return collate(name, (*expected, *expected_pictures(book)), found, reading.outside)


def draw_cover(book: Book, art: bytes, styles: Sequence[str], workers: int) -> Cover:
    """The cover whose XHTML is `art`. Raises EditionError as `print_book` does."""
    from anthology.render.coverdraw import make_cover  # what draws pages: a cover is drawn seldom

    with told(book):
        (galley,) = set_galleys([GalleyJob("cover", art, tuple(styles))], None, workers)
    return make_cover(galley.pdf)
