"""What a DOCX says of the looks of its paragraphs and runs: styles, languages, numbers of items.

Reads the parts for styles and numbering; changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from anthology.read.docxpackage import Package, W

_QUOTE = re.compile(r"quot|zitat|citation|block text", re.IGNORECASE)
_VERSE = re.compile(r"verse|poem|poetry|vers\b|gedicht", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|überschrift|titre) ?(\d)", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def value(parent: etree._Element | None, *path: str) -> str:
    """The `w:val` of an element below another, or nothing."""
    found = parent.find("/".join(W + step for step in path)) if parent is not None else None
    return found.get(W + "val", "") if found is not None else ""


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is set, set off, or not spoken of (ECMA-376, 17.17.4, ST_OnOff)."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(W + "val", "1") not in _OFF


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
    return str(number)


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is by its style and properties; `item`: its list level, or -1."""

    kind: str = "plain"
    level: int = 0
    quoted: int = 0
    item: int = -1
    number: str = ""
    direction: str = ""
    continues: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document, and how far each of its lists has counted."""

    package: Package
    _styles: dict[str, etree._Element] = field(default_factory=dict)
    _levels: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    language: str = ""

    def __post_init__(self) -> None:
        styles = self.package.part("styles")
        for style in styles.iter(W + "style") if styles is not None else ():
            self._styles[style.get(W + "styleId", "")] = style
        defaults = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.language = value(defaults, "lang")
        self._read_numbering()

    def _read_numbering(self) -> None:
        numbering = self.package.part("numbering")
        if numbering is None:
            return
        for abstract in numbering.iter(W + "abstractNum"):
            for level in abstract.iter(W + "lvl"):
                key = (abstract.get(W + "abstractNumId", ""), level.get(W + "ilvl", ""))
                self._levels[key] = level
        for number in numbering.iter(W + "num"):
            self._abstract[number.get(W + "numId", "")] = value(number, "abstractNumId")
            for override in number.iter(W + "lvlOverride"):
                if start := value(override, "startOverride"):
                    level_at = int(override.get(W + "ilvl", "0"))
                    self._counts[number.get(W + "numId", "")][level_at] = int(start) - 1

    def chain(self, style: str) -> list[etree._Element]:
        """A style and those it is based on."""
        found: list[etree._Element] = []
        while style in self._styles and self._styles[style] not in found:
            found.append(self._styles[style])
            style = value(found[-1], "basedOn")
        return found

    def run_has(self, properties: etree._Element | None, name: str) -> bool:
        """Whether a run has a property itself or by its character style."""
        own = is_on(properties, name)
        if own is not None:
            return own
        for style in self.chain(value(properties, "rStyle")):
            said = is_on(style.find(W + "rPr"), name)
            if said is not None:
                return said
        return False

    def look(self, paragraph: etree._Element) -> Look:
        """What a paragraph is; counts its list on."""
        own = paragraph.find(W + "pPr")
        chain = self.chain(value(own, "pStyle"))
        names = [value(style, "name") for style in chain] or [value(own, "pStyle")]
        properties = [own, *(style.find(W + "pPr") for style in chain)]
        rtl = next((on for p in properties if (on := is_on(p, "bidi")) is not None), False)
        item, number = self._item(properties)
        kind, level = self._kind(names, properties)
        if kind == "plain" and item >= 0:
            kind = "number" if number else "bullet"
        return Look(
            kind=kind,
            level=level,
            quoted=any(_QUOTE.search(name) for name in names) and not level,
            item=item,
            number=number,
            direction="rtl" if rtl else "",
            continues=item < 0 and names[0].startswith("List Continue"),
        )

    def _kind(self, names: list[str], properties: list[etree._Element | None]) -> tuple[str, int]:
        if names[0].lower() in {"title", "titel", "titre"}:
            return "title", 0
        for name in names:
            if found := _HEADING.match(name):
                return "heading", min(max(int(found[1]), 1), 6)
        outline = next((v for p in properties if (v := value(p, "outlineLvl"))), "9")
        if outline.isdigit() and int(outline) < 6:
            return "heading", int(outline) + 1
        return ("verse" if any(_VERSE.search(name) for name in names) else "plain"), 0

    def _item(self, properties: list[etree._Element | None]) -> tuple[int, str]:
        """The level in its list, and the number unless it is a bullet."""
        for each in properties:
            numbered = each.find(W + "numPr") if each is not None else None
            if numbered is None:
                continue
            list_, depth = value(numbered, "numId"), value(numbered, "ilvl") or "0"
            level = self._levels.get((self._abstract.get(list_, ""), depth))
            if list_ in {"", "0"} or level is None or not depth.isdigit():
                return -1, ""
            return int(depth), self._number(list_, int(depth), level)
        return -1, ""

    def _number(self, list_: str, depth: int, level: etree._Element) -> str:
        form = value(level, "numFmt") or "decimal"
        if form in {"bullet", "none"}:
            return ""
        # Lists of one abstract definition count on, unless one of them says where it starts.
        counts = self._counts[list_ if list_ in self._counts else f"{self._abstract[list_]} shared"]
        start = value(level, "start")
        counts[depth] = counts.get(depth, (int(start) if start.isdigit() else 1) - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return numeral(counts[depth], form)
