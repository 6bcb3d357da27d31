"""A last page of a line or two is filled, or spared: paragraphs of the galley are set anew for it.

Chooses paragraphs, those near the end first, and never lays anything out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox

from anthology.render.fit import Composed, Fit, Lines
from anthology.render.layoutmap import boxes, is_note_area
from anthology.render.lines import Plan

LEAST_LINES = 5
"""So many lines a last page should have: fewer look like something left over."""


def lines_missing(pages: Sequence[Any]) -> int:
    """How many lines the last page of several has too few; 0 if it has enough."""
    if len(pages) < 2:
        return 0
    areas = [area for area in pages[-1]._page_box.children if not is_note_area(area)]
    lines = sum(isinstance(box, LineBox) for area in areas for box, _ in boxes(area))
    return max(0, LEAST_LINES - lines)


def remedies(fit: Fit, missing: int) -> Iterator[dict[Plan, Lines]]:
    """Paragraphs in other lines: so many shorter that the page is spared, or longer to fill it."""
    last = reversed([c for c in fit.composed.values() if c.note is None])
    paragraphs = [composed for composed in last if composed.plan.lines]
    for more, wanted in ((-1, LEAST_LINES - missing), (1, missing)):
        found = list(_others(paragraphs, more, wanted))
        if len(found) == wanted:
            yield dict(found)


def _others(paragraphs: Sequence[Composed], more: int, wanted: int) -> Iterator[tuple[Plan, Lines]]:
    for composed in paragraphs:
        count = len(composed.plan.lines) + more
        lines = composed.lines(0, count) if count > 1 and wanted else None
        if lines is not None:
            wanted -= 1
            yield composed.plan, lines
