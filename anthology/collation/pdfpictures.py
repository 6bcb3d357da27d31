"""The pictures that a finished PDF draws, as `pictures` counts them in all books."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pikepdf

from anthology.collation.pictures import KEY


def pdf_pictures(data: bytes) -> Mapping[str, tuple[str, ...]]:
    """The pictures that the pages of a PDF draw (ISO 32000-1, 8.9.5); nothing if none is drawn."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = tuple(size for page in pdf.pages for size in _drawn(page))
    return {KEY: found} if found else {}


def _drawn(page: pikepdf.Page) -> Iterator[str]:
    objects = page.obj.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    images = {name: x for name, x in objects.items() if x.get("/Subtype") == pikepdf.Name.Image}
    for instruction in pikepdf.parse_content_stream(page, "Do") if images else ():
        if image := images.get(str(instruction.operands[0])):
            yield f"{int(image.Width)}×{int(image.Height)}"
