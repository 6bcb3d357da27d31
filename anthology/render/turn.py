"""Puts the boxes of a finished line into the order of reading (Unicode Standard Annex 9, rule L2).

The engine has laid them out from left to right, in the order of the text; lines end where they
would have ended anyway. Boxes move sideways within their line, and nothing else is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import (
    AtomicInlineLevelBox,
    InlineBox,
    LineBox,
    TextBox,
)
from weasyprint.text.line_break import create_layout, line_size

from anthology.render.bidi import LEVEL, SPACE_LEVEL, visual


@dataclass(frozen=True, slots=True)
class _Atom:
    """What moves as one: the words of a box, or the space before them; the `whole` box is as wide.

    In CSS pixels.
    """

    box: Any
    level: int
    width: float
    whole: float
    is_space: bool = False


def turn_lines(document: Any, root: Element) -> None:
    """Order every line of the document; `root` is its tree as `part_directions` left it."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for page in document.pages:
        for line, block in _lines(page._page_box, None):
            _turn(line, block, parents)
    # Links and anchors were taken from where the boxes stood before.
    document.pages[:] = [Page(page._page_box) for page in document.pages]


def _lines(box: Any, block: Any) -> Iterator[tuple[Any, Any]]:
    """Every line with the block whose line it is."""
    if isinstance(box, LineBox):
        yield box, block
    for child in getattr(box, "children", ()):
        yield from _lines(child, box)


def _turn(line: Any, block: Any, parents: dict[Element, Element]) -> None:
    base = _level(block.element, parents)
    atoms = [atom for box in _leaves(line) for atom in _atoms(box, parents)]
    if not any(atom.level for atom in atoms):
        return
    left = min(atom.box.position_x for atom in atoms)
    if base % 2:
        # Laid out from the left edge, the line is mirrored: its end, indent and rest change sides.
        right = max(atom.box.position_x + atom.whole for atom in atoms)
        left = 2 * block.content_box_x() + block.width - right
    for atom in visual(atoms, [atom.level for atom in atoms]):
        if not atom.is_space:
            # In a box that runs to the left, its space stands at the right of the words.
            before = 0.0 if atom.level % 2 else atom.whole - atom.width
            atom.box.translate(dx=left - before - atom.box.position_x)
        left += atom.width
    _fit(line)


def _leaves(box: Any) -> Iterator[Any]:
    """The boxes of a line that hold no other of it: text, and what is as good as a letter."""
    for child in box.children:
        if isinstance(child, InlineBox):
            yield from _leaves(child)
        elif isinstance(child, TextBox | AtomicInlineLevelBox):
            yield child


def _atoms(box: Any, parents: dict[Element, Element]) -> Iterator[_Atom]:
    level = _level(box.element, parents)
    if not isinstance(box, TextBox):
        yield _Atom(box, level, box.margin_width(), box.margin_width())
        return
    words = box.text.lstrip(" ")
    gap = box.width - _width(box, words) if words != box.text else 0.0
    if gap:
        space = int(box.element.get(SPACE_LEVEL, level))
        yield _Atom(box, space, gap, box.width, is_space=True)
    yield _Atom(box, level, box.width - gap, box.width)


def _width(box: Any, words: str) -> float:
    """How wide some of a box's words are in its line, spaces as wide as they were made there."""
    if not words:
        return 0.0
    layout = create_layout(words, box.style, None, None, 0)
    natural, _ = line_size(layout.get_first_line()[0], box.style)
    spaces = words.count(" ") + words.count("\u00a0")
    return float(natural + spaces * box.justification_spacing)


def _level(element: Element, parents: dict[Element, Element]) -> int:
    """The level that stands at the element or around it."""
    while (level := element.get(LEVEL)) is None and element in parents:
        element = parents[element]
    return int(level or 0)


def _fit(box: Any) -> None:
    """Let each inline box of a line reach again from its first words to its last."""
    for child in box.children:
        if isinstance(child, InlineBox):
            _fit(child)
            if inside := list(_leaves(child)):
                child.position_x = min(box.position_x for box in inside)
                child.width = max(b.position_x + b.width for b in inside) - child.position_x
