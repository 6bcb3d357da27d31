"""The cover of the e-book, from the page that the engine of print set from its template.

Never decides what a cover says or where it stands.
"""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from anthology.render.cover import WIDTH, Cover
from anthology.render.outline import drawing


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
    flat = picture.quantize(64, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    flat.save(out, "PNG", compress_level=8)
    return out.getvalue()
