"""Which page of the book each page of a galley becomes, and what that page is called.

Pure arithmetic on page maps: opens no PDF and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from anthology.render.layoutmap import GalleyMap

Outline = tuple[tuple[str, str, "Outline"], ...]
"""Bookmarks: title, target id, and the bookmarks below it."""

ROMAN, ARABIC = "roman", "arabic"


class MakeupError(Exception):
    """The galleys do not make one book: an id stands twice, or a link leads nowhere."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one galley goes into the book.

    `numbering` is “roman” or “arabic”; `head_left` and `head_right` are the running heads of verso
    and recto pages (empty: none); `opening_pages` are the galley's pages with the folio at the foot
    and no running head, its first page always; `bare` pages bear nothing at all.
    """

    key: str
    numbering: str
    head_left: str
    head_right: str
    outline: Outline = ()
    opening_pages: frozenset[int] = frozenset()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Pagination:
    """Absolute pages, from 0: the first of each galley, the label of every one, that of each id."""

    first: dict[str, int]
    labels: tuple[str, ...]
    where: dict[str, int]

    def label(self, anchor_id: str) -> str:
        """What is printed on the page of an id. Raises `MakeupError` where no page has it."""
        if anchor_id not in self.where:
            raise MakeupError(f"no page has the id {anchor_id}")
        return self.labels[self.where[anchor_id]]


def paginate(galleys: Mapping[str, GalleyMap], sheets: Sequence[Sheet]) -> Pagination:
    """Open each galley on a recto; count roman pages on from i, arabic ones from the first's 1."""
    first: dict[str, int] = {}
    numbering: list[str] = []
    where: dict[str, int] = {}
    for sheet in sheets:
        if len(numbering) % 2:
            numbering.append(numbering[-1])  # a blank verso belongs to what stands before it
        first[sheet.key] = len(numbering)
        galley = galleys[sheet.key]
        for name, point in galley.anchors.items():
            if name in where:
                raise MakeupError(f"the id {name} stands twice, once in galley {sheet.key}")
            where[name] = len(numbering) + point.page
        numbering += [sheet.numbering] * len(galley.frames)
    return Pagination(first, tuple(_labels(numbering)), where)


def _labels(numbering: Sequence[str]) -> Iterator[str]:
    counts = {ROMAN: 0, ARABIC: 0}
    for kind in numbering:
        counts[kind] += 1
        yield roman(counts[kind]) if kind == ROMAN else str(counts[kind])


def roman(number: int) -> str:
    """A number above 0 in small roman numerals."""
    numeral = ""
    for value, letters in _NUMERALS:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral


_NUMERALS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
