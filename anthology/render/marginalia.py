"""What stands in the margins of a variant: numbers of lines, and where the reader's pages begin.

Reckons places from the lines of a galley; draws nothing and counts no pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anthology.render.job import TextLine
from anthology.schema import PrintedPage


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where a page of the reader begins: its number, the baseline of the line.

    `at` is where the word begins; None: with the line.
    """

    label: str
    base: float
    at: float | None


def line_numbers(lines: Iterable[TextLine], every: int) -> dict[int, tuple[tuple[str, float], ...]]:
    """The numbers of lines, each with its baseline, by the page of the galley; `every` so many.

    Lines are counted from 1 on every page.
    """
    bases: defaultdict[int, list[float]] = defaultdict(list)
    for line in lines:
        if line.counted and (not bases[line.page] or line.base > bases[line.page][-1]):
            bases[line.page].append(line.base)
    return {
        page: tuple((str(n), base) for n, base in enumerate(found, 1) if n % every == 0)
        for page, found in bases.items()
    }


def page_marks(
    lines: Sequence[TextLine], pages: Iterable[PrintedPage]
) -> dict[int, tuple[PageMark, ...]]:
    """Where the reader's `pages` begin in these lines, by the page of the galley."""
    places: defaultdict[str, list[TextLine]] = defaultdict(list)
    for line in lines:
        places[line.place].append(line)
    found: defaultdict[int, list[PageMark]] = defaultdict(list)
    for page in pages:
        if page.place in places:
            line, at = _spot(places[page.place], page.after)
            found[line.page].append(PageMark(page.label, line.base, at))
    return {page: tuple(marks) for page, marks in found.items()}


def _spot(lines: Sequence[TextLine], after: int) -> tuple[TextLine, float | None]:
    """The line in which a piece's character stands, and where its word begins."""
    spots = ((count, x, line) for line in lines for count, x in line.words if count <= after)
    _, x, line = max(spots, key=lambda spot: spot[0])
    return line, None if x == line.words[0][1] else x
