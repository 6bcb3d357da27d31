"""Columns filled once: what the engine lays out to see whether all fits is kept, if not all does.

WeasyPrint 70.0 fills the columns of a page, sees that more is left than they hold, and fills them
once more to keep them. Never balances columns, and never breaks one elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from weasyprint.layout import block

_Asked = tuple[tuple[Any, ...], str, float, bool]


@contextmanager
def columns_filled_once() -> Iterator[None]:
    """While it lasts, WeasyPrint does so."""
    columns, blocks = block.columns_layout, block.block_box_layout
    filled: list[dict[_Asked, Any]] = []

    def lay_columns(context: Any, *rest: Any) -> Any:
        filled.append({})
        try:
            return columns(context, *rest)
        finally:
            filled.pop()

    def lay_block(
        context: Any, box: Any, space: float, skip: Any, around: Any, empty: Any, *rest: Any,
        **named: Any,
    ) -> Any:  # fmt: skip
        if not box.is_column or space == inf:
            return blocks(context, box, space, skip, around, empty, *rest, **named)
        known, asked = filled[-1], (box.children[:1], repr(skip), round(space, 6), bool(empty))
        if (kept := known.pop(asked, None)) is not None:
            kept[0].translate(dx=box.position_x - kept[0].position_x)
            return kept
        laid = blocks(context, box, space, skip, around, empty, *rest, **named)
        if laid[0] is not None and _is_plain(context, *rest[:2]):
            known[asked] = laid
        return laid

    block.columns_layout, block.block_box_layout = lay_columns, lay_block
    try:
        yield
    finally:
        block.columns_layout, block.block_box_layout = columns, blocks


def _is_plain(context: Any, absolute: list[Any], fixed: list[Any]) -> bool:
    """Whether the page has nothing but blocks of lines: no notes, floats or placed boxes."""
    notes = context.current_page_footnotes or context.footnotes
    floats = context.excluded_shapes or context.broken_out_of_flow
    moved = absolute or fixed or any(context.running_elements.values())
    return not (notes or floats or moved)
