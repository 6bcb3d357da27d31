"""Signs at the ends of lines that hang in the margin: so much of each, and lines moved for it.

A margin looks straight where letters stand at it; a hyphen, a full stop or a quotation mark there
leaves a dent. Never chooses where a line ends: `paragraph` counts what hangs, the engine sets the
line from the margin on, and here it is moved to its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from anthology.render.layoutmap import boxes

# Shares of the signs' own widths, for the left margin and the right: the measures for EB Garamond
# of the package microtype (R Schlicht, mt-EBGaramond.cfg 2.0, 2021). Of it we take signs alone;
# letters, which it lets hang by a twentieth, stay.
_LEFT = {
    "“": 0.3, "‘": 0.3, "’": 0.4, "”": 0.3, "„": 0.4, "‚": 0.4, "«": 0.3, "‹": 0.4, "»": 0.2,
    "›": 0.3, "(": 0.1, "[": 0.25, "…": 0.1,
}  # fmt: skip
_RIGHT = {
    "-": 0.5, "‐": 0.5, "–": 0.3, "—": 0.2, ".": 0.6, ",": 0.5, ":": 0.4, ";": 0.3, "!": 0.1,
    "?": 0.1, "”": 0.4, "’": 0.4, "“": 0.4, "‘": 0.5, "»": 0.3, "›": 0.5, "«": 0.3, "‹": 0.4,
    ")": 0.2, "]": 0.25, "…": 0.15,
}  # fmt: skip


class _Set(Protocol):
    """Text in a box of the engine, and its type."""

    @property
    def box(self) -> Any: ...
    @property
    def type(self) -> Any: ...


def at_start(sign: str, leaf: _Set) -> float:
    """By how much, in px, a sign that begins a line stands before the margin."""
    return _LEFT[sign] * _width(sign, leaf) if sign in _LEFT else 0.0


def at_end(sign: str, leaf: _Set) -> float:
    """By how much, in px, a sign that ends a line stands behind the margin."""
    return _RIGHT[sign] * _width(sign, leaf) if sign in _RIGHT else 0.0


def _width(sign: str, leaf: _Set) -> float:
    if leaf.type is None or leaf.box.style["font_variant_position"] != "normal":
        return 0.0
    return float(leaf.type.width(sign))


def hang_lines(pages: Iterable[Any]) -> None:
    """Move every line of ours that begins with such a sign out by what hangs of it."""
    for page in pages:
        lines: dict[int, tuple[Any, float]] = {}
        for box, line in boxes(page._page_box):
            if (mark := getattr(box, "set_line", None)) is not None:
                plan, number = mark
                lines[id(line)] = (line, plan.lines[number].hang)
        for line, hang in lines.values():
            if hang:
                line.translate(-hang, 0)
