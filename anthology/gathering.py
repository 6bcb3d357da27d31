"""Which pages stand on which side of which sheet, so that folded sheets read in order.

Arithmetic on numbers of pages, counted from 0; knows no PDF and no paper size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

STAPLED = 20
"""Sheets of 80 g/m² that a common long-arm stapler with 24/6 staples drives through: makers say 20
to 25 for office models; heavy ones take more."""
THICKNESS = 0.1
"""Of such a sheet, in millimetres."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet, lying on its long edge: its pages, and how far they lie inside.

    `inner` is the number of sheets that are folded around this one. A page may be behind the last
    one of the book: it is blank.
    """

    left: int
    right: int
    inner: int


def divide(pages: int, most: int = 0) -> tuple[int, ...]:
    """How many sheets each gathering of a book has, none more than `most`, all alike but for one.

    Without `most`: one gathering where a stapler takes it, else as few as it takes.
    """
    sheets = max(1, -(-pages // 4))
    count = -(-sheets // (most or STAPLED))
    return tuple(sheets // count + (i < sheets % count) for i in range(count))


def sides(gatherings: tuple[int, ...]) -> Iterator[Side]:
    """Front and back of every sheet, in the order in which a printer takes them.

    The back is seen after the sheet was turned over its short edge, like the leaf of a book: what
    stands at its left is behind the front's right.
    """
    first = 0
    for sheets in gatherings:
        last = first + 4 * sheets - 1
        for i in range(sheets):
            yield Side(last - 2 * i, first + 2 * i, i)
            yield Side(first + 2 * i + 1, last - 2 * i - 1, i)
        first = last + 1


def creep(side: Side, thickness: float = THICKNESS) -> float:
    """How far the pages of a side are moved towards the fold, in millimetres.

    Each sheet folded around another holds that off the spine by its own thickness. When the fore
    edges are cut level, so much is lost of the inner sheet's outer margin; moved inward by as
    much, its pages keep the margin of the outermost ones.
    """
    return side.inner * thickness
