"""The words of our lines, shaped once: the engine is handed them wherever it asks for them again.

WeasyPrint 70.0 shapes a text to see where it breaks, again without what stands behind the break,
and once more to draw it; and all of this as often as it lays a page out. Where a line ends is
settled before it begins (`lines`). Whether words are shaped by the engine at all, `rows` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages, resolve_radii_percentages
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, line_size

from anthology.render.rows import Kept, Row, kept_layout, row_of
from anthology.render.widths import Type

# What ends a line within a text, besides the one that ends it.
_BREAKS = re.compile("[\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")
_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Shaped:
    """What a piece of a line, and every copy of it, comes out as; empty until it is asked for."""

    __slots__ = ("box", "resume_at", "type")

    def __init__(self, type_: Type | None) -> None:
        """`type_` is that of its words, if they have one."""
        self.type = type_
        self.box: Any = None
        self.resume_at: dict[int, None] | None = None


@contextmanager
def shaped_once() -> Iterator[None]:
    """While it lasts, WeasyPrint takes pieces that have an attribute `shaped` as they are."""
    theirs = inline.split_inline_level
    resolved: dict[str, Any] = {}

    def split(
        context: Any, box: Any, x: float, max_x: float, bottom: float, skip: Any, *rest: Any
    ) -> Any:
        shaped = getattr(box, "shaped", None)
        if shaped is None or skip is not None or rest[-1] or not _is_plain(box):
            return theirs(context, box, x, max_x, bottom, skip, *rest)
        if shaped.box is None:
            _shape(box, shaped, max_x - x, resolved)
        new = shaped.box.copy()
        new.position_x, new.position_y = x, box.position_y
        floats = {"left": 0, "right": 0}
        if shaped.resume_at is None:
            return new, None, False, box.text[0], box.text[-1], floats
        return new, dict(shaped.resume_at), "\n", box.text[0], "\n", floats

    inline.split_inline_level = split
    try:
        yield
    finally:
        inline.split_inline_level = theirs


@contextmanager
def layouts_kept() -> Iterator[None]:
    """While it lasts, WeasyPrint draws other texts from the shapes that it measured them by.

    Not where it justified a line: those spaces come last.
    """
    free, again, take = Layout.deactivate, Layout.reactivate, Layout.set_text

    def deactivate(self: Any) -> None:
        if self.justification_spacing:
            free(self)

    def reactivate(self: Any, style: Any) -> None:
        if self.justification_spacing or not is_kept(self):
            again(self, style)

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        # As where it is drawn, if it can be: to change that there is to shape it anew.
        pango.pango_layout_set_single_paragraph_mode(self.layout, _ENDS.search(text) is None)
        take(self, text, justify)

    Layout.deactivate, Layout.reactivate, Layout.set_text = deactivate, reactivate, set_text
    try:
        yield
    finally:
        Layout.deactivate, Layout.reactivate, Layout.set_text = free, again, take


def is_kept(layout: Any) -> bool:
    """Whether a text still has its shapes."""
    return isinstance(layout, Row) or "layout" in layout.__dict__


def is_shaped(box: Any) -> bool:
    """Whether a box is a piece of a line that was shaped so."""
    return "pango_layout" in box.__dict__ and isinstance(box.pango_layout, Row | Kept)


def _is_plain(box: Any) -> bool:
    """Whether there are words in the box, all of one line, in a style that sets no box around."""
    words = box.text.rstrip("\n")
    plain = not words.isspace() and not _BREAKS.search(words) and "\n" not in words
    return bool(words) and plain and isinstance(box.style, AnonymousStyle)


def _shape(box: Any, shaped: Shaped, width: float, resolved: dict[str, Any]) -> None:
    """Shape the text of a piece as `split_text_box` of the engine does."""
    text, _, _ = box.text.partition("\n")
    if not resolved:
        before = set(box.__dict__)
        resolve_percentages(box, (0, 0))
        resolve_radii_percentages(box)
        resolved["background"] = None
        resolved.update((name, box.__dict__[name]) for name in box.__dict__.keys() - before)
    new = shaped.box = box.copy()
    new.__dict__.update(resolved)
    new.text = text
    if row := row_of(text, shaped.type, box.style):
        new.pango_layout, new.width, new.height = row, row.width, row.measure.height
        baseline = row.measure.baseline
    else:
        new.pango_layout = layout = kept_layout(text, box.style, width)
        new.width, new.height = line_size(layout.get_first_line()[0], box.style)
        baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    half_leading = (box.style["line_height"].value - new.height) / 2
    new.margin_top = new.margin_bottom = half_leading
    new.baseline = baseline + half_leading
    if text != box.text:
        shaped.resume_at = {len(text.encode()) + 1: None}
