"""Work that WeasyPrint is spared: what it would look for where there can be none of it.

It asks every box for backgrounds, bookmarks, anchors and a plane of its own, every page for sixteen
boxes in its margins, and every style for the name of an anchor; and it has styles ready for the
marker and the note that any element might have (version 70.0). Pieces of our lines have styles that
say nothing of all this, for it is not inherited. Never changes what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import anchors, layout, stacking
from weasyprint.css import PAGE_MARGIN_BOXES, StyleFor
from weasyprint.layout import background

from anthology.render.shaped import is_shaped

_MARGINS = tuple(f"@{name}" for name in sorted(PAGE_MARGIN_BOXES - {"footnote", "note-area"}))


@contextmanager
def spared() -> Iterator[None]:
    """While it lasts, WeasyPrint does without."""
    with _boxes_spared(), _styles_spared():
        yield


@contextmanager
def _boxes_spared() -> Iterator[None]:
    backgrounds, planes = background.layout_box_backgrounds, stacking._dispatch
    gathered, margins = anchors.gather_anchors, layout.make_margin_boxes

    def lay_background(page: Any, box: Any, *rest: Any, **others: Any) -> None:
        if not is_shaped(box):
            backgrounds(page, box, *rest, **others)

    def dispatch(box: Any, *rest: Any) -> Any:
        return box if is_shaped(box) else planes(box, *rest)

    def gather(box: Any, *rest: Any) -> None:
        if not is_shaped(box):
            gathered(box, *rest)

    def margin_boxes(context: Any, page: Any, state: Any) -> Any:
        return margins(context, page, state) if _has_margins(context.style_for, page) else ()

    background.layout_box_backgrounds, stacking._dispatch = lay_background, dispatch
    anchors.gather_anchors, layout.make_margin_boxes = gather, margin_boxes
    try:
        yield
    finally:
        background.layout_box_backgrounds, stacking._dispatch = backgrounds, planes
        anchors.gather_anchors, layout.make_margin_boxes = gathered, margins


@contextmanager
def _styles_spared() -> Iterator[None]:
    styled = StyleFor.set_computed_styles

    def style(self: Any, element: Any, *rest: Any, **named: Any) -> None:
        pseudo = named.get("pseudo_type")
        if pseudo and not _may_have(self.get_computed_styles()[element, None], pseudo):
            return
        if "anchor" not in self.get_cascaded_styles().get((element, pseudo), ()):
            named["target_collector"] = None
        styled(self, element, *rest, **named)

    StyleFor.set_computed_styles = style
    try:
        yield
    finally:
        StyleFor.set_computed_styles = styled


def _may_have(style: Any, pseudo: str) -> bool:
    """Whether the engine asks for a part of this kind where an element has this style."""
    kind, _, _ = pseudo.partition("-")
    if kind == "footnote":
        return bool(style["float"] == "footnote")
    if kind == "note":
        return bool(style["position"][0] == "note()")
    return kind != "marker" or "list-item" in style["display"]


def _has_margins(style_for: Any, page: Any) -> bool:
    """Whether a style sheet writes something into a margin of the page."""
    styles = style_for.get_computed_styles()
    found = (styles.get((page.page_type, name)) for name in _MARGINS)
    return any(style is not None and "content" in style.cascaded for style in found)
