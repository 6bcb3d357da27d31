"""The cover as a picture: the page that the engine drew → a PNG, and the same as SVG.

Draws nothing itself; the art is a template and a style sheet like any other page.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2

from anthology.render.outline import Drawing, drawing
from anthology.schema import EditionFile

WIDTH = 1600
"""Pixels across; with 2560 down, the size that bookshops ask for."""

_SIZES = ((40, "large"), (90, "middling"), (10_000, "small"))
"""How long a title may be for each size of type on the cover."""


def title_size(edition: EditionFile) -> str:
    """The class of the cover by the length of its title."""
    longest = max(len(edition.title), len(edition.subtitle) // 2)
    return next(name for most, name in _SIZES if longest <= most)


@dataclass(frozen=True, slots=True)
class Cover:
    """One cover in two forms: pixels for shelves and shops, shapes for the page of the e-book."""

    png: bytes
    art: Drawing


def make_cover(pdf: bytes) -> Cover:
    """The cover that stands on the first page of a PDF. Raises EditionError as `drawing` does."""
    return Cover(_png(pdf), drawing(pdf))


def _png(pdf: bytes) -> bytes:
    """The page, `WIDTH` pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    # Few colours, much flat ground: a palette makes the file a quarter of the size.
    out = io.BytesIO()
    picture.quantize(64, dither=0).save(out, "PNG", optimize=True)
    return out.getvalue()
