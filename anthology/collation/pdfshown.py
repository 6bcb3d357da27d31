"""What a page of a PDF shows: runs of text, each with its place and its marked-content id.

Never reads one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import msgspec

UNMARKED = -1
"""Instead of a marked-content id: text that is neither tagged nor an artifact."""

ARTIFACT = -2
"""Instead of a marked-content id: text that is no part of the text (folio, running head)."""


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Text shown by one operator: from `x0` to `x1` on the baseline `y`, `size` high, in points.

    `mcid` is the marked-content id, or UNMARKED, or ARTIFACT.
    """

    mcid: int
    text: str
    x0: float
    x1: float
    y: float
    size: float


Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a rectangle."""

# How far ink reaches from the baseline, in em: enough to find a line that is cut.
_ASCENT, _DESCENT = 0.7, 0.25
_NO_INK: Box = (inf, inf, -inf, -inf)


class Shown(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a page shows: the runs of each marked-content id in the order of painting, and where."""

    marked: dict[int, tuple[Run, ...]]
    ink: Box


def shown(runs: Sequence[Run]) -> Shown:
    """What a page with these runs shows."""
    marked: dict[int, list[Run]] = {}
    for run in runs:
        marked.setdefault(run.mcid, []).append(run)
    inks = [ink_of(run) for run in runs]
    lefts, bottoms, rights, tops = zip(_NO_INK, *inks, strict=True)
    ink = (min(lefts), min(bottoms), max(rights), max(tops))
    return Shown({mcid: tuple(found) for mcid, found in marked.items()}, ink)


def ink_of(run: Run) -> Box:
    """Where the ink of a run lies; spaces have none."""
    if not run.text.strip():
        return _NO_INK
    left, right = (run.x0, run.x1) if run.x0 < run.x1 else (run.x1, run.x0)
    return left, run.y - _DESCENT * run.size, right, run.y + _ASCENT * run.size
