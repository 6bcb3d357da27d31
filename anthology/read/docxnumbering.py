"""The numbers and labels that Word makes for paragraphs: of list items, and of headings.

Counts as Word does (ECMA-376, 17.9): lists of one abstract definition share their counters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from anthology.read.docxpackage import W

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
# A label that the book's own way of counting shows as well: “3”, “3.”, “(3)”.
_BARE = re.compile(r"[\s().\[\]:–—-]*%\d[\s().\[\]:–—-]*")
_BOXES = frozenset("☐☑☒")  # the bullets of a list of things to do say which are done


def value(parent: etree._Element | None, *path: str) -> str:
    """The `w:val` of an element below another, or nothing."""
    found = parent.find("/".join(W + step for step in path)) if parent is not None else None
    return found.get(W + "val", "") if found is not None else ""


def numeral(number: int, form: str) -> str:
    """A number as a numbering writes it (ECMA-376, 17.18.59, ST_NumberFormat)."""
    if form.endswith("Roman"):
        text, left = "", number
        for size, sign in _ROMAN:
            text += sign * (left // size)
            left %= size
        return text.upper() if form.startswith("upper") else text
    if form.endswith("Letter"):
        sign = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return sign.upper() if form.startswith("upper") else sign
    return f"{number:02}" if form == "decimalZero" else str(number)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph's place in its list: the depth; its number, unless it is a bullet.

    `label` is all that Word shows before the paragraph; `words` says that no plain number would
    show the same. `unmarked`: nothing stands before it, it goes on the item above.
    """

    depth: int
    number: str = ""
    label: str = ""
    words: bool = False
    unmarked: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    root: etree._Element | None
    links: dict[str, str] = field(default_factory=dict)
    _levels: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    _own: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for abstract in self.root.iter(W + "abstractNum"):
            id = abstract.get(W + "abstractNumId", "")
            for level in abstract.iter(W + "lvl"):
                self._levels[id, level.get(W + "ilvl", "")] = level
            if style := value(abstract, "styleLink"):
                self.links[style] = id
        for number in self.root.iter(W + "num"):
            self._read_number(number)

    def _read_number(self, number: etree._Element) -> None:
        id = number.get(W + "numId", "")
        self._abstract[id] = self._settled(value(number, "abstractNumId"))
        for override in number.iter(W + "lvlOverride"):
            depth = override.get(W + "ilvl", "0")
            for level in override.iter(W + "lvl"):
                self._own[id, depth] = level
            if start := value(override, "startOverride"):
                self._starts[id][int(depth)] = int(start) - 1

    def _settled(self, abstract: str) -> str:
        """The definition itself, where one only names the style that has it."""
        assert self.root is not None, "there are numbers in it"
        for found in self.root.iter(W + "abstractNum"):
            if found.get(W + "abstractNumId") == abstract and (
                style := value(found, "numStyleLink")
            ):
                return self.links.get(style, abstract)
        return abstract

    def item(self, list_: str, depth: str) -> Item | None:
        """The next item of a list; None where there is no such list."""
        level = self._level(list_, depth)
        if list_ in {"", "0"} or level is None or not depth.isdigit():
            return None
        form = value(level, "numFmt") or "decimal"
        shown = value(level, "lvlText")
        unmarked = not shown.strip() and level.find(W + "lvlText") is not None
        if form in {"bullet", "none"} or unmarked:
            sign = shown.strip()
            return Item(int(depth), "", sign, sign in _BOXES, unmarked)
        number = self._count(list_, int(depth), level)
        label = re.sub(r"%(\d)", lambda m: self._counted(list_, int(m[1]) - 1, level), shown)
        words = bool(shown) and _BARE.fullmatch(shown) is None
        return Item(int(depth), numeral(number, form), label.strip(), words)

    def depth_of(self, list_: str, style: str) -> str:
        """The level of a list that belongs to a style of paragraphs; else the first."""
        abstract = self._abstract.get(list_, "")
        for (of, depth), level in self._levels.items():
            if style and of == abstract and value(level, "pStyle") == style:
                return depth
        return "0"

    def _level(self, list_: str, depth: str) -> etree._Element | None:
        own = self._own.get((list_, depth))
        return own if own is not None else self._levels.get((self._abstract.get(list_, ""), depth))

    def _count(self, list_: str, depth: int, level: etree._Element) -> int:
        counts = self._counts[self._abstract[list_]]
        # Where a list says where it starts, that holds for its first item (17.9.27).
        counts.update(self._starts.pop(list_, {}))
        counts[depth] = counts.get(depth, _start(level) - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            below = self._level(list_, str(deeper))
            if below is None or value(below, "lvlRestart") != "0":
                del counts[deeper]
        return counts[depth]

    def _counted(self, list_: str, depth: int, asking: etree._Element) -> str:
        """How far a level has counted, as it writes it; in figures if the label wants them."""
        level = self._level(list_, str(depth))
        if level is None:
            return ""
        number = self._counts[self._abstract[list_]].get(depth, _start(level))
        plain = asking.find(W + "isLgl") is not None
        return numeral(number, "decimal" if plain else value(level, "numFmt") or "decimal")


def _start(level: etree._Element) -> int:
    start = value(level, "start")
    return int(start) if start.isdigit() else 1
