"""A page that ends short: the space around its headings, quotations and lists made larger.

What no paragraph could mend is mended as a compositor does it: a line more over a heading, or half
a line above and half below what is set apart. Moves finished boxes down; never breaks a line and
never changes the height of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure.boxes import BlockLevelBox, LineBox, ReplacedBox

from anthology.render.elements import classes
from anthology.render.layoutmap import boxes

_LEAST = 0.9  # lines: so much space there is where more does no harm
_HEADINGS = frozenset({"h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class _Gap:
    """Space before a box on a page, `place` being the way to it: parents and which child each."""

    place: tuple[tuple[Any, int], ...]
    above: Any
    below: Any

    def widen(self, by: float) -> None:
        """Move down all that stands below."""
        for parent, number in self.place:
            for box in parent.children[number:]:
                box.translate(dy=by)
            if parent.height != "auto":
                parent.height += by


def fill(page: Any, lack: int, line: float) -> int:
    """Let a page grow by `lack` lines of `line` px; return how many it still ends short.

    Either all, or none: one line of two would leave facing pages as uneven as before.
    """
    steps = _steps(tuple(_gaps(page.children[0], (), line)), line)
    if len(steps) < lack:
        return lack
    for step in steps[:lack]:
        for gap, by in step:
            gap.widen(by)
    return 0


_Step = tuple[tuple[_Gap, float], ...]


def _steps(gaps: Sequence[_Gap], line: float) -> list[_Step]:
    """Ways to win a line each, none of which takes from another; the least seen first."""
    headings = [gap for gap in gaps if gap.below.element_tag in _HEADINGS]
    rest = [gap for gap in gaps if gap not in headings]
    steps: list[_Step] = [((gap, line),) for gap in headings]
    while rest:
        gap = rest.pop(0)
        if rest and rest[0].above is gap.below:
            below = rest.pop(0)
            steps.append(((gap, line / 2), (below, line / 2)))
        else:
            steps.append(((gap, line),))
    return steps


def _gaps(box: Any, way: tuple[tuple[Any, int], ...], line: float) -> Iterator[_Gap]:
    """Spaces between blocks in the order of the page: not in an opening, nor below a heading."""
    above, bottom = None, 0.0
    for number, child in enumerate(box.children):
        if not isinstance(child, BlockLevelBox) or not child.is_in_normal_flow():
            continue
        ends = _ends(child)
        if ends is None:
            continue
        open_ = above is not None and above.element_tag not in _HEADINGS
        if open_ and ends[0] - bottom >= _LEAST * line:
            yield _Gap((*way, (box, number)), above, child)
        if child.element is None or "opening" not in classes(child.element):
            yield from _gaps(child, (*way, (box, number + 1)), line)
        above, bottom = child, ends[1]


def _ends(box: Any) -> tuple[float, float] | None:
    """Where the first line of a block begins and its last one ends; None if it has none."""
    found = [b for b, _ in boxes(box) if isinstance(b, LineBox | ReplacedBox)]
    if not found:
        return None
    return min(b.position_y for b in found), max(b.position_y + b.height for b in found)
