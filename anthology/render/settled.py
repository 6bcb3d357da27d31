"""Lengths that a style settles by itself, worked out once for all boxes that share it.

WeasyPrint 70.0 works out margins, borders, padding and sizes, and the height of a line, for each
box anew and each time that it lays it out; few of them depend on the box around. Never changes a
length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.layout import block, inline

_SIDES = ("top", "right", "bottom", "left")
_SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
_SPACES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES)
_NAMES = (*_SIZES, *_SPACES, *(f"border_{side}_width" for side in _SIDES))
Resolve = Callable[[Any, Any], None]


@contextmanager
def settled_once() -> Iterator[None]:
    """While it lasts, WeasyPrint does so."""
    resolve, strut = inline.resolve_percentages, inline.strut

    def resolve_once(box: Any, around: Any) -> None:
        style = box.style
        # Flex and grid layout write sizes into a style that has been used before.
        sizes = tuple([style[name] for name in _SIZES])
        known = style.__dict__.get("settled")
        if known is not None and known[0] == sizes:
            box.__dict__.update(known[1])
            return
        resolve(box, around)
        if _is_settled(style):
            style.settled = sizes, {name: box.__dict__[name] for name in _NAMES}

    def strut_once(style: Any) -> Any:
        asked = style["font_size"], style["line_height"]
        known = style.__dict__.get("strut")
        if known is None or known[0] != asked:
            known = style.strut = asked, strut(style)
        return known[1]

    inline.resolve_percentages = block.resolve_percentages = resolve_once
    inline.strut = strut_once
    try:
        yield
    finally:
        inline.resolve_percentages = block.resolve_percentages = resolve
        inline.strut = strut


def _is_settled(style: Any) -> bool:
    """Whether no length is a part of another, or of what is around the box."""
    lengths = [style[name] for name in (*_SIZES, *_SPACES)]
    plain = (x == "auto" or (isinstance(x, Dimension) and x.unit == "px") for x in lengths)
    return all(plain) and style["border_collapse"] != "collapse"
