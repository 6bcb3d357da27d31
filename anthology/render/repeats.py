"""An index set until each heading that goes on over a page is said again on the new page.

Sets the galley by what it is handed; knows neither pages of the book nor markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from anthology.index import Index
from anthology.indexprint import IndexPrint
from anthology.render.job import Galley, GalleyMap

_LINE = 11.0
"""Points from line to line of an index (styles/print.css)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The first line of a heading or a subentry. `lines`: how many it takes, as far as seen."""

    id: str
    part: bool
    page: int
    lines: int


def set_index(
    index: Index,
    made: IndexPrint,
    set_galley: Callable[[IndexPrint], Galley],
    before: Iterable[str] = (),
) -> tuple[Galley, frozenset[str]]:
    """The galley, and the subentries, by id, before which a heading is said again.

    A heading said again moves what follows, so what was found is looked at in the next layout. Up
    to the first difference that layout stands for good; so each round settles one break at least,
    and what will come of it further on is foreseen, which saves most of the rounds. `before`: what
    was said again when the index was last set, perhaps with other pages.
    """
    said = _in_order(index, made, frozenset(before))
    tried: list[list[str]] = []
    while True:
        tried.append(said)
        galley = set_galley(replace(made, continued=frozenset(said)))
        lines = tuple(_lines(index, made, galley.map))
        found = list(_broken(lines))
        if found == said:
            return galley, frozenset(said)
        same = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, said, strict=False))
        )
        settled = found[: same + 1]
        said = [*settled, *_foreseen(lines, settled, frozenset(said))]
        if said in tried:
            said = settled
        if said in tried:  # a break comes and goes
            return galley, frozenset(tried[-1])


def _in_order(index: Index, made: IndexPrint, ids: frozenset[str]) -> list[str]:
    """Those of the ids that are subentries of this index."""
    parts = (
        made.part_id(entry, number)
        for entry in index.entries
        if ids and not entry.see
        for number in range(1, len(made.parts(entry)))
    )
    return [id for id in parts if id in ids]


def _lines(index: Index, made: IndexPrint, laid: GalleyMap) -> Iterator[_Line]:
    """Each heading and subentry of the index in order, as it was laid out."""
    ids = [
        (id, number > 0)
        for entry in index.entries
        if not entry.see
        for number in range(len(made.parts(entry)))
        for id in (made.part_id(entry, number) if number else entry.id,)
    ]
    places = [laid.anchors[id] for id, _ in ids]
    heights = [
        max(1, round((below.y - above.y) / _LINE)) if below.y > above.y else 1
        for above, below in pairwise(places)
    ]
    for (id, part), place, height in zip(ids, places, (*heights, 1), strict=True):
        yield _Line(id, part, place.page, height)


def _broken(lines: Sequence[_Line]) -> Iterator[str]:
    """The subentries that begin a page, in order."""
    return (line.id for _, line in _firsts(lines) if line.part)


def _firsts(lines: Sequence[_Line]) -> Iterator[tuple[int, _Line]]:
    """What each page but the first begins with, and which line that is."""
    for number, (above, below) in enumerate(pairwise(lines), 1):
        if below.page > above.page:
            yield number, below


def _foreseen(
    lines: Sequence[_Line], settled: Sequence[str], said: frozenset[str]
) -> Iterator[str]:
    """The subentries that will begin pages once the settled headings are said again.

    Each heading said again moves the beginning of all later pages back by a line; each that was
    said in this layout and will not be there moves it on.
    """
    moved = len(set(settled) - said)
    known = next((n for n, line in enumerate(lines) if line.id == settled[-1]), 0)
    gone = [n for n, line in enumerate(lines) if line.id in said and line.id not in settled]
    for number, _ in _firsts(lines):
        if number > known:
            line = lines[_back(lines, number, moved - sum(1 for n in gone if n < number))]
            if line.part:
                moved += 1
                yield line.id


def _back(lines: Sequence[_Line], number: int, moved: int) -> int:
    """The line that will begin the page that this one begins now, if that moves back so far."""
    while moved > 0 and number > 0:
        number -= 1
        moved -= lines[number].lines
    while moved < 0 and number < len(lines) - 1:
        moved += lines[number].lines
        number += 1
    return number
