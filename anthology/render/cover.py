"""The cover of the e-book as it is kept: pixels for shops, shapes for its first page.

Drawn once for the same words, style sheets and typefaces; never opens a page itself, and needs no
engine of print where the cover is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from anthology.render.shelf import SETTING, Shelf, made_by
from anthology.schema import EditionFile
from anthology.typefaces import own_faces

WIDTH = 1600
"""Pixels across; with 2560 down, the size that bookshops ask for."""

_SIZES = ((40, "large"), (90, "middling"), (10_000, "small"))
"""How long a title may be for each size of type on the cover."""
DRAWING = (*SETTING, "render/cover", "render/coverdraw", "render/outline")
"""The modules that draw a cover."""
_ENGINES = ("pikepdf", "pypdfium2")  # besides those of print


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled path: what SVG calls its data, its colour (#rrggbb), whether holes are even-odd."""

    data: str
    fill: str
    evenodd: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as shapes, in the order in which they are painted; its size in CSS pixels."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """One cover in two forms: pixels for shelves and shops, shapes for the page of the e-book."""

    png: bytes
    art: Drawing


def title_size(edition: EditionFile) -> str:
    """The class of the cover by the length of its title."""
    longest = max(len(edition.title), len(edition.subtitle) // 2)
    return next(name for most, name in _SIZES if longest <= most)


def kept_cover(
    cache: Path | None, art: bytes, styles: Sequence[str], draw: Callable[[], Cover]
) -> Cover:
    """The cover for this XHTML and these style sheets: from the folder `cache`, or drawn and kept.

    One drawn with another Pango counts as the same: to ask for that takes the engine of print.
    """
    shelf = Shelf(cache, Cover, made_by(DRAWING, _ENGINES))
    own = (part for name, data in own_faces() for part in (name.encode(), data))
    content = (art, *(style.encode() for style in styles), *own)
    cover = shelf.find(*content)
    if cover is None:
        cover = draw()
        shelf.keep(cover, *content)
    shelf.note_use([content])
    return cover
