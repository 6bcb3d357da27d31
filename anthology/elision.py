"""Ranges of numbers in print: which figures of the second number are said.

Pure arithmetic; knows no pages.
"""

from __future__ import annotations

from typing import Literal

Elision = Literal["chicago", "oxford", "full"]


def elide(first: int, last: int, style: Elision = "chicago") -> str:
    """A range such as 321–28, with an en dash.

    `chicago`: The Chicago Manual of Style, 17th ed., 9.61 (18th ed., 9.63). `oxford`: the fewest
    figures, but two for 10 to 19 (New Hart's Rules, 14.1.4). `full`: all figures.
    """
    low, high = str(first), str(last)
    if style == "full" or len(low) != len(high):
        return f"{low}–{high}"
    return f"{low}–{_oxford(low, high) if style == 'oxford' else _chicago(first, last)}"


def _changed(low: str, high: str) -> int:
    """How many figures there are from the first that differs."""
    common = next((i for i, (a, b) in enumerate(zip(low, high, strict=True)) if a != b), len(low))
    return len(low) - common


def _chicago(first: int, last: int) -> str:
    low, high = str(first), str(last)
    if first < 100 or first % 100 == 0:
        return high
    if 1 <= first % 100 <= 9 and low[:-2] == high[:-2]:
        return str(last % 100)
    return high[-max(2, _changed(low, high)) :]


def _oxford(low: str, high: str) -> str:
    teens = high[-2:-1] == "1"
    return high[-max(2 if teens else 1, _changed(low, high)) :]
