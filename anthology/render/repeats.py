"""An index set until each heading that goes on over a page is said again on the new page.

Sets the galley by what it is handed; knows neither pages of the book nor markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile

from anthology.index import Index
from anthology.indexprint import IndexPrint
from anthology.render.galley import Galley
from anthology.render.layoutmap import GalleyMap


def set_index(
    index: Index, made: IndexPrint, set_galley: Callable[[IndexPrint], Galley]
) -> tuple[Galley, frozenset[str]]:
    """The galley, and the subentries, by id, before which a heading is said again.

    A heading said again moves what follows, so what was found is looked at in the next layout. Up
    to the first difference that layout stands for good; so each round settles one break at least.
    """
    said: list[str] = []
    tried: list[list[str]] = []
    while True:
        tried.append(said)
        galley = set_galley(replace(made, continued=frozenset(said)))
        found = list(broken(index, made, galley.map))
        same = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, said, strict=False))
        )
        following = found[: same + 1]
        if following in tried:  # it is settled, or a break comes and goes
            return galley, frozenset(said)
        said = following


def broken(index: Index, made: IndexPrint, galley: GalleyMap) -> Iterator[str]:
    """The subentries that begin a page of the galley, in order."""
    for entry in index.entries:
        if entry.see:
            continue
        page = galley.anchors[entry.id].page
        for number in range(1, len(made.parts(entry))):
            id = made.part_id(entry, number)
            if galley.anchors[id].page > page:
                yield id
            page = galley.anchors[id].page
