"""Looks over laid-out pages for what WeasyPrint loses or prints off the page, without a warning.

Never mends anything: `galley` does that, or gives up. See docs/engines.md for the limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from anthology.render.layoutmap import POINTS, Run, direct_text, is_note_area, text_runs

_TOLERANCE = 3 / POINTS  # a line's box may reach a little below its baseline grid


@dataclass(frozen=True, slots=True)
class Fault:
    """Text of `element` that is not where a reader would find it."""

    element: Element
    message: str


def faults(pages: Sequence[Any], root: Element) -> tuple[Fault, ...]:
    """Text of the body of `root` that is lost, or printed outside its area of a page."""
    runs = tuple(text_runs(pages, root))
    return (*_lost(runs, root), *_outside(runs, pages))


def _lost(runs: Iterable[Run], root: Element) -> Iterator[Fault]:
    """Every character must be laid out: a lost note shows as the text of its elements."""
    shown: dict[Element, int] = {}
    for run in runs:
        if run.text:
            shown[run.box.element] = shown.get(run.box.element, 0) + len(run.text)
    for body in root.findall("body"):
        for element in body.iter():
            text = direct_text(element)
            if (count := shown.get(element, 0)) != len(text):
                yield Fault(element, f"{len(text) - count} characters lost of “{text[:40]}”")


def _outside(runs: Iterable[Run], pages: Sequence[Any]) -> Iterator[Fault]:
    limits = [_limits(page._page_box) for page in pages]
    for run in runs:
        floor = limits[run.page][run.in_notes]
        if not run.text or _stands_inside(run.box, pages[run.page], floor):
            continue
        yield Fault(run.box.element, f"“{run.text[:40]}” outside page {run.page + 1} of the galley")


def _limits(page: Any) -> tuple[float, float]:
    """How far down text may reach, and how far down notes may."""
    bottom = page.content_box_y() + page.height
    tops = [area.position_y for area in page.children if is_note_area(area)]
    return min([bottom, *tops]), bottom


def _stands_inside(box: Any, page: Any, floor: float) -> bool:
    return bool(
        box.position_x >= -_TOLERANCE
        and box.position_x + box.width <= page.width + _TOLERANCE
        and box.position_y >= -_TOLERANCE
        and box.position_y + box.height <= floor + _TOLERANCE
    )
