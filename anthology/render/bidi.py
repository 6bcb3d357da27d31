"""Text that runs both ways: which words of a line run to the left (Unicode Standard Annex 9).

The engine sets each box by itself and all boxes from left to right. So a galley's words are parted
here where the direction changes, each part under its level; `turn` puts the boxes of a finished
line into the order of reading. Never changes a word.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from anthology import direction
from anthology.render.elements import classes
from anthology.render.signs import to_public

Thing = TypeVar("Thing")

LEVEL = "data-level"
"""On an element: the level of the words that stand in it (odd: they run to the left)."""

SPACE_LEVEL = "data-space"
"""On an element whose words begin with a space: the level of that space."""

# The letters, and the marks of direction that turn others round.
LEFTWARD = re.compile(f"[{direction.LEFTWARD}\u200f\u202b\u202e\u2067]")
_INLINE = frozenset({"a", "code", "em", "span", "strong", "sup"})
_ISOLATES = {"rtl": "\u2067", "ltr": "\u2066", "auto": "\u2068"}
_END = "\u2069"
_SPACES = " \t\r\n"


@dataclass(slots=True)
class _Slot:
    """A piece of text in a line: where it stands, and where its signs are in the running text."""

    holder: ET.Element
    name: str
    places: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return getattr(self.holder, self.name) or ""


def part_directions(root: ET.Element) -> bool:
    """Part the text of a document by direction; say whether any of it runs to the left."""
    turned = [e for e in root.iter() if e.get("dir")]
    if not turned and not any(LEFTWARD.search(text) for text in root.itertext()):
        return False
    parents = {child: parent for parent in root.iter() for child in parent}
    for block in [e for e in root.iter() if _is_block(e)]:
        base = _base(block, parents)
        if base:
            block.set(LEVEL, str(base))
        for line in _lines(block):
            _part(line, base, parents)
    for element in turned:
        del element.attrib["dir"]  # or the engine would turn lines of its own accord
    return True


def directed_runs(text: str) -> list[tuple[str, bool]]:
    """The runs of a line from left to right, and which of them run to the left."""
    if not LEFTWARD.search(text):
        return [(text, False)]
    levels, _ = _levels(text, 0)
    runs = [
        ("".join(sign for sign, _ in run), level)
        for level, run in groupby(zip(text, levels, strict=True), key=lambda pair: pair[1])
    ]
    return [(words, level % 2 == 1) for words, level in visual(runs, [level for _, level in runs])]


def visual(things: Sequence[Thing], levels: Sequence[int]) -> list[Thing]:
    """Rule L2: from the highest level down to 1, turn round each run of that level or higher."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return [things[at] for at in order]


def _is_block(element: ET.Element) -> bool:
    return element.tag not in _INLINE or "note-par" in classes(element)


def _base(block: ET.Element, parents: dict[ET.Element, ET.Element]) -> int:
    """The level of a block: 1 where the nearest declaration says that it runs to the left."""
    element: ET.Element | None = block
    while element is not None:
        if direction := element.get("dir"):
            if direction == "auto":
                return _levels("".join(element.itertext()), None)[1]
            return int(direction == "rtl")
        element = parents.get(element)
    return 0


def _lines(block: ET.Element) -> Iterator[list[_Slot | str]]:
    """The running texts of a block: slots, and the marks that set an inline of its own apart."""
    line: list[_Slot | str] = []
    for piece in _pieces(block):
        if piece is None:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _pieces(element: ET.Element) -> Iterator[_Slot | str | None]:
    yield _Slot(element, "text")
    first = next((child for child in element if "note-par" in classes(child)), None)
    for child in element:
        if not _is_block(child):
            # Digits of a call are not the text's own: they take no part in its order.
            apart = child.get("dir") or ("auto" if "noteref" in classes(child) else "")
            yield from [_ISOLATES[apart]] if apart in _ISOLATES else []
            yield from _pieces(child)
            yield from [_END] if apart in _ISOLATES else []
        elif child.tag != "aside" and child is not first:
            yield None
        yield _Slot(child, "tail")


def _part(line: Sequence[_Slot | str], base: int, parents: dict[ET.Element, ET.Element]) -> None:
    """Give each piece of a running text its levels."""
    text = _running_text(line)
    if not base and not LEFTWARD.search(text):
        return
    levels, _ = _levels(text, base)
    for slot in line:
        if isinstance(slot, _Slot) and slot.text:
            _part_slot(slot, [levels[place] for place in slot.places], parents)


def _running_text(line: Sequence[_Slot | str]) -> str:
    """The text of a line, and in each slot the places of its signs.

    Spaces at the head of what is set apart were moved there from before it, and belong there.
    """
    text, waiting = "", ""
    for piece in line:
        if piece == _END:
            text, waiting = text + waiting + _END, ""
            continue
        if not isinstance(piece, _Slot):
            waiting += piece
            continue
        words = to_public(piece.text)
        body = words.lstrip(_SPACES)
        gap = len(words) - len(body)
        piece.places += range(len(text), len(text) + gap)
        text += words[:gap]
        if body:
            text, waiting = text + waiting, ""
            piece.places += range(len(text), len(text) + len(body))
            text += body
    return text + waiting


def _part_slot(slot: _Slot, levels: Sequence[int], parents: dict[ET.Element, ET.Element]) -> None:
    parts = tuple(_parts(slot.text, levels))
    holder = slot.holder if slot.name == "text" else parents[slot.holder]
    if holder.tag == "a":
        # A link holds text alone (docs/engines.md): it is one box, whichever ways its words run.
        _mark(holder, *max(parts, key=lambda part: len(part[0]))[1:])
        return
    if all(level == 0 for _, level, _ in parts):
        return
    at = 0 if slot.name == "text" else list(holder).index(slot.holder) + 1
    before: ET.Element | None = None if slot.name == "text" else slot.holder
    setattr(slot.holder, slot.name, None)
    for text, level, space in parts:
        if level == 0:
            _append(holder, before, text)
            continue
        before = ET.Element("span", {"class": "directed"})
        before.text = text
        _mark(before, level, space)
        holder.insert(at, before)
        parents[before] = holder
        at += 1


def _append(holder: ET.Element, before: ET.Element | None, text: str) -> None:
    if before is None:
        holder.text = text
    else:
        before.tail = text


def _mark(element: ET.Element, level: int, space: int) -> None:
    element.set(LEVEL, str(level))
    element.set(SPACE_LEVEL, str(space))
    if level % 2:
        element.set("style", "direction: rtl; hyphens: none")


def _parts(text: str, levels: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """Runs of one level, with that of the spaces before each: no part may end with a space."""
    at, waiting, space = 0, "", 0
    for level, run in groupby(levels):
        length = sum(1 for _ in run)
        words = text[at : at + length]
        at += length
        body = words.rstrip(_SPACES)
        gap = words[len(body) :]
        if not waiting:
            space = level
        if body:
            yield waiting + body, level, space
            waiting, space = gap, level
        else:
            waiting += gap
    if waiting:
        yield waiting, space, space


def _levels(text: str, base: int | None) -> tuple[list[int], int]:
    from anthology.render.levels import levels  # asks the engine's libraries, for a few texts only

    return levels(text, base)
