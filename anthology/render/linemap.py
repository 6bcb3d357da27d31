"""Where the lines of a galley came to stand, and the words in them, read off the laid-out boxes.

For books that number lines or say in their margins where another book's pages begin. Measures are
points from the top left corner of a page; characters are counted as `layoutmap` counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.text.ffi import FROM_UNITS, ffi

from anthology.render.elements import classes
from anthology.render.job import TextLine
from anthology.render.layoutmap import POINTS, Run, pieces_of, text_runs, visible

_UNCOUNTED = frozenset({"h1", "h2", "h3", "dl", "figcaption"})
_SAME = 1.0  # point by which baselines of one line may differ: cells of a row, a raised sign


def text_lines(pages: Sequence[Any], root: Element) -> tuple[TextLine, ...]:
    """The lines of the laid-out `pages` of the XHTML tree `root`, in the order of the text."""
    pieces, counted = pieces_of(root), _counted(root)
    before: dict[str, int] = {}
    lines: list[_Line] = []
    for run in text_runs(pages, root):
        place = pieces.get(run.box.element, "")
        if not place or not run.text or run.in_notes:
            continue
        line = _line_of(lines, run, place)
        count = before.get(place, 0)
        line.words += [(count + at, x) for at, x in _words(run)]
        line.right = max(line.right, (run.box.position_x + run.box.width) * POINTS)
        line.counted |= run.box.element in counted
        before[place] = count + len(run.text)
    return tuple(line.done() for line in lines)


@dataclass(slots=True)
class _Line:
    page: int
    base: float
    place: str
    words: list[tuple[int, float]] = field(default_factory=list)
    right: float = 0.0
    counted: bool = False

    def done(self) -> TextLine:
        words = tuple((at, round(x, 3)) for at, x in self.words)
        left = min(x for _, x in words) if words else self.right
        ends = round(left, 3), round(self.right, 3)
        return TextLine(self.page, round(self.base, 3), *ends, self.place, words, self.counted)


def _line_of(lines: list[_Line], run: Run, place: str) -> _Line:
    """The last line, if the run stands in it; else a new one."""
    base = (run.line.position_y + run.line.baseline) * POINTS
    last = lines[-1] if lines else None
    if last and (last.page, last.place) == (run.page, place) and abs(last.base - base) < _SAME:
        return last
    lines.append(_Line(run.page, base, place))
    return lines[-1]


def _counted(root: Element) -> set[Element]:
    """The elements whose lines have numbers: bodies of texts and prose, no headings or lists of
    terms."""
    found: set[Element] = set()

    def enter(element: Element, inside: bool) -> None:
        if element.tag in _UNCOUNTED:
            return
        inside = inside or "body" in classes(element) or "prose" in classes(element)
        if inside:
            found.add(element)
        for child in element:
            enter(child, inside)

    body = root.find("body")
    if body is not None and "back" not in classes(body):
        for child in body:
            enter(child, False)
    return found


def _words(run: Run) -> Iterator[tuple[int, float]]:
    """Where words begin in a run: the characters of it that stand before each, and the place.

    A page may begin behind a dash or a hyphen too, so what follows one counts as a word.
    """
    text, count, fresh = run.box.text, 0, True
    places = dict(_places(run.box))
    for at, char in enumerate(text):
        if not visible(char):
            fresh = True
            continue
        if fresh and at in places and count < len(run.text):
            yield count, places[at]
        fresh = not char.isalnum()
        count += 1


def _places(box: Any) -> Iterator[tuple[int, float]]:
    """Where the characters of a box begin: index in its text, place in points."""
    if not box.text.strip():
        return
    encoded, x = box.text.encode(), box.position_x
    box.pango_layout.reactivate(box.style)
    line, _ = box.pango_layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        for i in range(glyphs.num_glyphs):
            byte = item.offset + glyphs.log_clusters[i]
            yield len(encoded[:byte].decode(errors="ignore")), x * POINTS
            x += glyphs.glyphs[i].geometry.width * FROM_UNITS
        run = run.next
    box.pango_layout.deactivate()
