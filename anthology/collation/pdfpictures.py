"""The pictures that a finished PDF draws, as `pictures` counts them in all books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf


def drawn(pages: Iterable[pikepdf.Page]) -> Iterator[str]:
    """The sizes of the pictures that pages draw (ISO 32000-1, 8.9.5), in the order of drawing."""
    for page in pages:
        images = dict(_images(page))
        for instruction in pikepdf.parse_content_stream(page, "Do") if images else ():
            if image := images.get(str(instruction.operands[0])):
                yield f"{int(image.Width)}×{int(image.Height)}"


def _images(page: pikepdf.Page) -> Iterator[tuple[str, pikepdf.Object]]:
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    for name, item in resources.get("/XObject", pikepdf.Dictionary()).items():
        if item.get("/Subtype") == pikepdf.Name.Image:
            yield name, item
