"""The page of the reader: its size, its measure and where the type area stands on it.

Two pages are ours, A5 and half-letter; an edition may give measures of its own. Sets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anthology.schema import Print

_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?) *(mm|cm|in|pt)")
_SIZE = re.compile(r"(.+?) *[x×] *(.+)")
_UNIT = re.compile(r"(mm|cm|in|pt)$")
_OURS = {"a5": (148.0, 210.0), "half-letter": (139.7, 215.9)}
_A5_WIDTH, _A5_MEASURE = 148.0, 114.0
NARROWEST, WIDEST = (80.0, 110.0), (300.0, 430.0)
"""Width and height of the smallest and the largest page, in millimetres."""
LEAST_MEASURE, LEAST_MARGINS = 40.0, 24.0
"""Millimetres of a line; of both margins together, for paragraph numbers stand in the outer one."""
_LINE = 14.0  # points from one line of the grid to the next
_INNER = 18 / 34  # the inner margin's share, as on A5
_HIGH, _ABOVE = 0.8, 62 / 119.2  # the type area's share of the page; the share above it of the rest
_SUNK = 16 / 34  # how far down the imprint begins
_TWO_COLUMNS = 90.0  # millimetres of measure that an index of two columns needs


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an edition's own; all measures are millimetres."""

    width: float
    height: float
    measure: float

    @property
    def lines(self) -> int:
        """How many lines the type area holds."""
        return round(self.height / _MM["pt"] * _HIGH / _LINE)

    @property
    def share(self) -> float:
        """How much of what an A5 line holds has room in one of its own."""
        return self.measure / _A5_MEASURE

    def css(self) -> str:
        """Its style sheet: whole lines of 14 pt, margins in the proportions of the A5 page."""
        inner = (self.width - self.measure) * _INNER
        outer = self.width - self.measure - inner
        rest = self.height / _MM["pt"] - self.lines * _LINE
        above, below = rest * _ABOVE, rest * (1 - _ABOVE)
        parts = [
            f"@page {{ size: {self.width:.3f}mm {self.height:.3f}mm; "
            f"margin-top: {above:.3f}pt; margin-bottom: {below - 0.01:.3f}pt }}",
            f"@page :right {{ margin-left: {inner:.3f}mm; margin-right: {outer:.3f}mm }}",
            f"@page :left {{ margin-left: {outer:.3f}mm; margin-right: {inner:.3f}mm }}",
            f".imprint {{ padding-top: {round(self.lines * _SUNK) * _LINE:g}pt }}",
        ]
        if self.measure < _TWO_COLUMNS:
            parts.append("section.index { columns: auto }")
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class PageFault:
    """What is wrong with a setting of the page: its key, the rule, what to do."""

    key: str
    rule: str
    message: str
    hint: str


def own_page(settings: Print) -> Page | None:
    """The page that the settings give measures of; None if it is one of ours, or none at all."""
    if not (settings.page or settings.measure) or next(page_faults(settings), None):
        return None
    width, height = _size(settings.page) or _OURS[settings.paper]
    default = width * _A5_MEASURE / _A5_WIDTH
    return Page(width, height, _length(settings.measure) or default)


def page_faults(settings: Print) -> Iterator[PageFault]:
    """What keeps the settings from being a page."""
    size = _size(settings.page) if settings.page else _OURS[settings.paper]
    if size is None:
        message = f"“{settings.page}” is no size of a page"
        yield PageFault("page", "page-form", message, 'write it as "148 mm x 210 mm"')
        return
    (width, height), least, most = size, NARROWEST, WIDEST
    if not (least[0] <= width <= most[0] and least[1] <= height <= most[1]):
        message = f"no book can be made of pages of {width:g} × {height:g} mm"
        hint = f"from {least[0]:g} × {least[1]:g} to {most[0]:g} × {most[1]:g} mm will do"
        yield PageFault("page", "page-size", message, hint)
    if settings.measure:
        yield from _measure_faults(settings.measure, width)


def _measure_faults(said: str, width: float) -> Iterator[PageFault]:
    measure, most = _length(said), width - LEAST_MARGINS
    if measure is None:
        hint = 'write it as "114 mm"'
        yield PageFault("measure", "measure-form", f"“{said}” is no length", hint)
    elif measure > width:
        message = f"lines of {measure:g} mm are wider than the page, which has {width:g} mm"
        yield PageFault("measure", "measure-size", message, f"at most {most:g} mm leaves margins")
    elif measure > most:
        message = f"lines of {measure:g} mm leave no margins on a page of {width:g} mm"
        hint = f"at most {most:g} mm: paragraph numbers stand in the margin"
        yield PageFault("measure", "measure-size", message, hint)
    elif measure < LEAST_MEASURE:
        message = f"lines of {measure:g} mm hold too few words to be set"
        yield PageFault("measure", "measure-size", message, f"at least {LEAST_MEASURE:g} mm")


def _size(said: str) -> tuple[float, float] | None:
    """Width and height in millimetres; a unit may be said once for both."""
    parts = _SIZE.fullmatch(said.strip())
    unit = _UNIT.search(said.strip())
    if not parts or not unit:
        return None
    first = parts[1] if _UNIT.search(parts[1]) else f"{parts[1]} {unit[1]}"
    width, height = _length(first), _length(parts[2])
    return (width, height) if width is not None and height is not None else None


def _length(said: str) -> float | None:
    """Millimetres."""
    found = _LENGTH.fullmatch(said.strip())
    return round(float(found[1]) * _MM[found[2]], 3) if found else None
