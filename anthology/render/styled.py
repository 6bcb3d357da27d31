"""Values of a style that no sheet speaks of, found at once.

WeasyPrint 70.0 settles each property of each style when it is first asked for, and goes through
variables, functions and logical names even where the value is the initial or the inherited one.
Never changes a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

_DECORATION = "text_decoration_"
# What depends on more than the cascade: the page's name, and those that settle one another.
_SPECIAL = {"page", "position", "float", "display"}
_INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if name not in INITIAL_NOT_COMPUTED | INHERITED | _SPECIAL
    and not name.startswith((_DECORATION, "__"))
    and not check_math(value)
}
_INHERITED = frozenset(name for name in INHERITED if not name.startswith(_DECORATION))
_LOGICAL = ("block", "inline")
"""The words in the names of properties that overrule those of the sides and sizes of a box."""


@contextmanager
def plain_values() -> Iterator[None]:
    """While it lasts, WeasyPrint finds such values so."""
    theirs = ComputedStyle.__missing__

    def missing(style: Any, name: str) -> Any:
        cascaded = style.cascaded
        if name in cascaded:
            return theirs(style, name)
        if name in _INITIAL:
            if name not in PHYSICAL_FUNCTIONS or not _speaks_logically(style):
                value = style[name] = _INITIAL[name]
                return value
        elif name in _INHERITED and style.parent_style is not None:
            value = style.parent_style[name]
            if not check_math(value) and name not in PHYSICAL_FUNCTIONS:
                style[name] = value
                return value
        return theirs(style, name)

    ComputedStyle.__missing__ = missing
    try:
        yield
    finally:
        ComputedStyle.__missing__ = theirs


def _speaks_logically(style: Any) -> bool:
    """Whether a sheet names a side or a size of the box by the direction of the text."""
    known: bool | None = style.__dict__.get("speaks_logically")
    if known is None:
        known = any(word in name for name in style.cascaded for word in _LOGICAL)
        style.speaks_logically = known
    return known
