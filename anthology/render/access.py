"""What the e-book says of its accessibility, computed from what is in the book.

The vocabulary is that of schema.org (EPUB Accessibility 1.1, §2). Claims nothing: conformance to a
standard is said only where the edition names who assessed it, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anthology.book import Book
from anthology.document import Figure, Numbered, walk


@dataclass(frozen=True, slots=True)
class Contents:
    """What of the book bears on its accessibility. `told`: each picture has words for it."""

    numbered: bool
    notes: bool
    index: bool
    pages: bool
    pictures: bool
    told: bool


def look(book: Book, *, paged: bool) -> Contents:
    """What is in the book; `paged`: the pages of the printed book are marked in it."""
    blocks = [block for text in book.texts for block in walk(text.body)]
    figures = [block for block in blocks if isinstance(block, Figure) and block.picture]
    return Contents(
        numbered=any(isinstance(block, Numbered) and block.number for block in blocks),
        notes=bool(book.notes),
        index=bool(book.indexes),
        pages=paged,
        pictures=bool(figures),
        told=all(f.alternative or f.children or f.decorative for f in figures),
    )


def statements(book: Book, found: Contents) -> Iterator[tuple[str, str]]:
    """Properties of schema.org and their values, in the order of the specification."""
    yield "accessMode", "textual"
    yield "accessMode", "visual"  # the cover, at least
    yield "accessModeSufficient", "textual" if found.told else "textual,visual"
    yield from (("accessibilityFeature", feature) for feature in _features(found))
    yield "accessibilityHazard", "none"  # still pictures only, no sound
    yield "accessibilitySummary", " ".join(_summary(book, found))


def _features(found: Contents) -> Iterator[str]:
    if found.told:
        yield "alternativeText"
    # The style sheet leaves font, size, colours and margins to the reader (tests/core/test_css).
    yield "displayTransformability"
    yield from ("ARIA", "readingOrder", "structuralNavigation", "tableOfContents")
    if found.index:
        yield "index"
    if found.pages:
        yield from ("pageBreakMarkers", "pageNavigation")


def _summary(book: Book, found: Contents) -> Iterator[str]:
    labels = book.labels
    yield labels.access_text
    if found.numbered:
        yield labels.access_paragraphs
    if found.notes:
        yield labels.access_notes
    if found.index:
        yield labels.access_index
    if found.pages:
        yield labels.access_pages
    if not found.told:
        yield labels.pictures_untold
    else:
        yield labels.pictures_told if found.pictures else labels.only_cover
    if not book.edition.accessibility:
        yield labels.not_assessed
