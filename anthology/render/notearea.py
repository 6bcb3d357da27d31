"""The notes at the foot of a page: their height, how much of the page they may fill, their order.

The engine lays all notes of a page out again whenever one is added or put off; notes stand under
one another without margins, so their heights add up, and each is measured once. It lets notes that
come from the page before fill more than a page, and forgets their order where it puts off one more.
Never decides which note stands where.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block_level_layout, page
from weasyprint.text.line_break import strut

_Measured = tuple[tuple[Any, ...], float]


_LEAST_TEXT = 4  # lines of the text that notes leave room for on every page


@contextmanager
def notes_in_order() -> Iterator[None]:
    """While it lasts, WeasyPrint's notes keep their order and their page, and cost little."""
    their_update, their_page = LayoutContext._update_footnote_area, page.make_page
    heights: dict[Any, _Measured] = {}
    order: dict[int, int] = {}

    def update(context: Any) -> Any:
        notes = context.current_page_footnotes
        if not notes or context.in_column or not all(map(_stacked, notes)):
            return their_update(context)
        return _add_up(context, sum(_height(context, note, heights) for note in notes))

    def make_page(context: Any, root: Any, kind: Any, start: Any, number: int, state: Any) -> Any:
        context.line_of_text, _ = strut(root.style)
        if number == 1:
            order.update((id(note), place) for place, note in enumerate(context.footnotes))
        context.reported_footnotes.sort(key=lambda note: order[id(note)])
        return their_page(context, root, kind, start, number, state)

    LayoutContext._update_footnote_area, page.make_page = update, make_page
    try:
        yield
    finally:
        LayoutContext._update_footnote_area, page.make_page = their_update, their_page


def _add_up(context: Any, height: float) -> bool:
    """Give the area its height; whether that is more than it may have."""
    area = context.current_footnote_area
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children, area.height = context.current_page_footnotes, height
    context.page_bottom -= area.margin_height()
    most = area.page.height - _LEAST_TEXT * context.line_of_text
    return bool(area.margin_height() > most)


def _stacked(note: Any) -> bool:
    """Whether a note stands under the one before, with nothing between them."""
    style = note.style
    margins = (style["margin_top"], style["margin_bottom"])
    return style["footnote_display"] == "block" and all(
        margin != "auto" and margin.value == 0 for margin in margins
    )


def _height(context: Any, note: Any, heights: dict[Any, _Measured]) -> float:
    """The height of one note, px; measured again where its lines were set anew."""
    leaves = tuple(_leaves(note))
    known = heights.get(note)
    if known is None or known[0] != leaves:  # boxes are equal if they are the same
        alone = context.current_footnote_area.copy_with_children([note])
        alone.height = "auto"
        alone = build.create_anonymous_boxes(alone.deepcopy())
        laid = block_level_layout(context, alone, -inf, None, alone.page)[0]
        known = heights[note] = (leaves, laid.height)
    return known[1]


def _leaves(box: Any) -> Iterator[Any]:
    children = getattr(box, "children", ())
    if not children:
        yield box
    for child in children:
        yield from _leaves(child)
