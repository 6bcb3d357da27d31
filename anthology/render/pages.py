"""Which page of the book each page of a galley becomes, and what that page is called.

Pure arithmetic on page maps: opens no PDF and draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from anthology.render.job import GalleyMap
from anthology.schema import PrintedPage

Outline = tuple[tuple[str, str, "Outline"], ...]
"""Bookmarks: title, target id, and the bookmarks below it."""

ROMAN, ARABIC, LETTER = "roman", "arabic", "letter"


class MakeupError(Exception):
    """The galleys do not make one book: an id stands twice, or a link leads nowhere."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one galley goes into the book.

    `numbering` is “roman”, “arabic” or, for pages that are no pages of the reader, “letter”;
    `head_left` and `head_right` are the running heads of verso and recto pages (empty: none);
    `opening_pages` are the galley's pages with the folio at the foot and no running head, its first
    page always; `bare` pages bear nothing at all. `start`: the number of its first page, if that
    does not follow from the pages before.
    """

    key: str
    numbering: str
    head_left: str
    head_right: str
    outline: Outline = ()
    opening_pages: frozenset[int] = frozenset()
    bare: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Pagination:
    """Absolute pages, from 0: the first of each galley, the label of every one, that of each id.

    `numbering` has the kind of number and the number of each page, which its label says.
    """

    first: dict[str, int]
    labels: tuple[str, ...]
    where: dict[str, int]
    numbering: tuple[tuple[str, int], ...]

    def label(self, anchor_id: str) -> str:
        """What is printed on the page of an id. Raises `MakeupError` where no page has it."""
        if anchor_id not in self.where:
            raise MakeupError(f"no page has the id {anchor_id}")
        return self.labels[self.where[anchor_id]]


@dataclass(frozen=True, slots=True)
class Cited:
    """The pages of the reader, for a book that cites those: the label of each id's, all of them."""

    label: Callable[[str], str]
    pages: tuple[PrintedPage, ...] = ()


def last_page(galley: GalleyMap, first: int) -> int:
    """The last page of a galley that shows something."""
    return first + max(i for i, frame in enumerate(galley.frames) if not frame.blank)


def paginate(galleys: Mapping[str, GalleyMap], sheets: Sequence[Sheet]) -> Pagination:
    """Open each galley on a recto; count roman pages on from i, arabic ones from the first's 1."""
    first: dict[str, int] = {}
    numbering: list[tuple[str, int]] = []
    where: dict[str, int] = {}
    for sheet in sheets:
        if len(numbering) % 2:
            numbering.append((numbering[-1][0], 0))  # a blank verso goes with what is before it
        first[sheet.key] = len(numbering)
        galley = galleys[sheet.key]
        for name, point in galley.anchors.items():
            if name in where:
                raise MakeupError(f"the id {name} stands twice, once in galley {sheet.key}")
            where[name] = len(numbering) + point.page
        pages = len(galley.frames)
        numbering += [(sheet.numbering, sheet.start), *[(sheet.numbering, 0)] * (pages - 1)]
    counted = tuple(_counted(numbering))
    labels = tuple(_NUMERAL[kind](number) for kind, number in counted)
    return Pagination(first, labels, where, counted)


def _counted(numbering: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The number of each page; one above 0 starts the count there."""
    counts = {ROMAN: 0, ARABIC: 0, LETTER: 0}
    for kind, start in numbering:
        counts[kind] = start or counts[kind] + 1
        yield kind, counts[kind]


def letters(number: int) -> str:
    """A number above 0 as PDF counts in letters (ISO 32000-1, table 159): a to z, aa to zz."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


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

_NUMERAL: dict[str, Callable[[int], str]] = {ROMAN: roman, ARABIC: str, LETTER: letters}
