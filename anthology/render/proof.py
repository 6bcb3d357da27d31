"""What the engine made of our lines, seen on the pages that it laid out.

Never mends anything: `galley` sets the paragraph anew, or leaves it to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from anthology.render.fit import Fit, Key
from anthology.render.layoutmap import POINTS, boxes
from anthology.render.lines import Mark

# A line that comes out wider or narrower than it was reckoned by more than this was not understood.
_TOLERANCE = 0.1 / POINTS


def misfits(pages: Sequence[Any], fit: Fit) -> dict[Key, str]:
    """Paragraphs whose lines the engine did not print as they were set, with what came of them."""
    shown: dict[Mark, int] = {}
    wrong: dict[Key, str] = {}
    for texts in _shown(pages):
        marks = {text.set_line for text in texts}
        for plan, number in marks:
            shown[plan, number] = shown.get((plan, number), 0) + 1
            if len(marks) > 1:
                wrong[plan.key] = "the engine ran two of its lines together"
        [(plan, number), *_] = marks
        right = max(text.position_x + text.margin_width() for text in texts)
        width = right - min(text.position_x for text in texts)
        line = plan.lines[number]
        # Nothing was added to the spaces of a ragged line: it may be as wide as it comes out.
        if line.space and abs(width - line.width) > _TOLERANCE:
            wrong.setdefault(plan.key, "a line came out of another width than was reckoned")
    known = {plan for plan, _ in shown}  # a lost note is the business of `audit`
    for plan in fit.plans.values():
        if plan in known and any(
            shown.get((plan, number)) != 1 for number in range(len(plan.lines))
        ):
            wrong.setdefault(plan.key, "the engine broke one of its lines again")
    return wrong


def _shown(pages: Sequence[Any]) -> Iterator[list[Any]]:
    """Every line of ours: its pieces and boxes of fixed width."""
    for page in pages:
        found: dict[int, list[Any]] = {}
        for box, line in boxes(page._page_box):
            if hasattr(box, "set_line"):
                found.setdefault(id(line), []).append(box)
        yield from found.values()
