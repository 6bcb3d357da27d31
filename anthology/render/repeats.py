"""An index set until each heading that goes on over a page is said again on the new page.

Sets the galley by what it is handed; knows neither pages of the book nor markup.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from anthology.index import Index
from anthology.indexprint import IndexPrint
from anthology.render.job import Galley, GalleyMap

_LINE = 11.0
"""Points from line to line of an index (styles/print.css)."""
_COLUMNS = 2  # both only foresee: a sheet that has others costs layouts, and no break


@dataclass(frozen=True, slots=True)
class _Line:
    """The first line of a heading or a subentry. `gap`: lines of white before it in a column.

    `lines`: how many it takes itself, as far as seen.
    """

    id: str
    part: bool
    page: int
    gap: int
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
    heights: dict[str, int] = {}
    while True:
        tried.append(said)
        galley = set_galley(replace(made, continued=frozenset(said)))
        lines = tuple(_lines(index, made, galley.map, said, heights))
        found = list(_broken(lines))
        if found == said:
            return galley, frozenset(said)
        same = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, said, strict=False))
        )
        settled = found[: same + 1]
        said = [*settled, *_foreseen(lines, settled, _room(galley.map))]
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


def _lines(
    index: Index,
    made: IndexPrint,
    laid: GalleyMap,
    said: Collection[str],
    heights: dict[str, int],
) -> Iterator[_Line]:
    """Each heading and subentry of the index in order, as it was laid out.

    The last one of a column does not show how many lines it takes; `heights` remembers what others
    showed.
    """
    items = tuple(_items(index, made))
    places = [laid.anchors[id] for id, _, _ in items]
    for number, ((id, part, gap), place) in enumerate(zip(items, places, strict=True)):
        if number + 1 < len(items) and places[number + 1].y > place.y:
            below, _, white = items[number + 1]
            seen = round((places[number + 1].y - place.y) / _LINE) - white - (below in said)
            heights[id] = max(1, seen)
        yield _Line(id, part, place.page, gap, heights.get(id, 1))


def _items(index: Index, made: IndexPrint) -> Iterator[tuple[str, bool, int]]:
    """The id of each heading and subentry, whether it is one of these, the white before it."""
    for _, entries in index.letters:
        gap = 1
        for entry in entries:
            for number in range(0 if entry.see else len(made.parts(entry))):
                yield made.part_id(entry, number) if number else entry.id, number > 0, gap
                gap = 0


def _broken(lines: Sequence[_Line]) -> Iterator[str]:
    """The subentries that begin a page, in order."""
    return (below.id for above, below in pairwise(lines) if below.part and below.page > above.page)


def _room(laid: GalleyMap) -> int:
    """How many lines a column of a page holds."""
    frame = laid.frames[-1]
    return int((frame.bottom - frame.top) / _LINE)


def _foreseen(lines: Sequence[_Line], settled: Sequence[str], room: int) -> Iterator[str]:
    """The subentries that will begin pages once the settled headings are said again.

    What follows the last of these is put into columns of as many lines as pages have.
    """
    first = next((n for n, line in enumerate(lines) if line.id == settled[-1]), len(lines))
    column, filled = 0, 1  # of the page that the last settled one begins, behind its heading
    for line in lines[first:]:
        if filled + line.gap + line.lines > room:
            column, filled = (column + 1) % _COLUMNS, 0
            if column == 0 and line.part:
                filled = 1
                yield line.id
        filled += line.lines + (line.gap if filled else 0)
