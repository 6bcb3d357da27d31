"""What a DOCX says of the looks of its paragraphs and runs: styles, languages, numbers of items.

Reads the parts for styles and numbering; changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from anthology.read.docxnumbering import Item, Numbering, value
from anthology.read.docxpackage import Package, W

_QUOTE = re.compile(r"quot|zitat|citation|block text", re.IGNORECASE)
_VERSE = re.compile(r"verse|poem|poetry|vers\b|gedicht", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|überschrift|titre) ?(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents) (?:\d|heading)|table of (?:figures|authorities)", re.I)
_WHOLE = re.compile("-?[0-9]{1,6}")
_INSET = 200  # twentieths of a point: what is less is no more than a tidy margin
_MOST_INSET = 0.5  # of the body: where more of it is drawn in, its margins are only wide
_OFF = frozenset({"0", "false", "off", "none"})


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is set, set off, or not spoken of (ECMA-376, 17.17.4, ST_OnOff)."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(W + "val", "1") not in _OFF


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is by its style and properties; `item`: its list level, or -1.

    `label`: what Word shows before it and no number of a list would. `contents`: it is a line of
    a contents list, whose page numbers are those of another book; `byline`: it names the author;
    `inset`: it is body text drawn in at both sides.
    """

    kind: str = "plain"
    level: int = 0
    quoted: int = 0
    item: int = -1
    number: str = ""
    label: str = ""
    direction: str = ""
    continues: bool = False
    contents: bool = False
    byline: bool = False
    inset: bool = False


def inset_quotations(looks: list[Look]) -> list[Look]:
    """The looks; paragraphs drawn in at both sides are quotations, if most others are not so."""
    plain = [look for look in looks if look.kind == "plain"]
    if sum(look.inset for look in plain) > len(plain) * _MOST_INSET:
        return looks
    return [replace(look, quoted=max(look.quoted, int(look.inset))) for look in looks]


@dataclass(slots=True)
class Styles:
    """The styles of a document, and how far each of its lists has counted."""

    package: Package
    _styles: dict[str, etree._Element] = field(default_factory=dict)
    language: str = ""
    numbering: Numbering = field(init=False)

    def __post_init__(self) -> None:
        styles = self.package.part("styles")
        for style in styles.iter(W + "style") if styles is not None else ():
            self._styles[style.get(W + "styleId", "")] = style
        defaults = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.language = value(defaults, "lang")
        self.numbering = Numbering(self.package.part("numbering"))

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
        kind, level = self._kind(names, properties)
        look = Look(
            kind=kind,
            level=level,
            quoted=any(_QUOTE.search(name) for name in names) and not level,
            direction="rtl" if rtl else "",
            continues=names[0].startswith("List Continue"),
            byline=names[0].lower() in {"author", "autor", "auteur", "byline"},
            inset=kind == "plain" and _is_inset(properties),
            contents=any(_CONTENTS.fullmatch(name) for name in names),
        )
        look = _listed(look, self._item(properties, chain))
        return replace(look, inset=look.inset and look.item < 0)

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

    def _item(
        self, properties: list[etree._Element | None], chain: list[etree._Element]
    ) -> Item | None:
        """The paragraph's place in its list. A style without a level has that which names it."""
        ids = ["", *(style.get(W + "styleId", "") for style in chain)]
        for each, style in zip(properties, ids, strict=True):
            numbered = each.find(W + "numPr") if each is not None else None
            if numbered is not None:
                list_ = value(numbered, "numId") or _list_of(properties)
                depth = value(numbered, "ilvl") or self.numbering.depth_of(list_, style)
                return self.numbering.item(list_, depth)
        return None


def _is_inset(properties: list[etree._Element | None]) -> bool:
    """Whether a paragraph is drawn in at both sides (17.3.1.12), and neither centred nor right."""
    aligned = next((v for p in properties if (v := value(p, "jc"))), "")
    sides = (("left", "start"), ("right", "end"))
    return aligned not in {"center", "right", "end"} and all(
        _indent(properties, names) >= _INSET for names in sides
    )


def _indent(properties: list[etree._Element | None], names: tuple[str, str]) -> int:
    """An indent in twentieths of a point; the nearest that says it holds."""
    found = (each.find(W + "ind") for each in properties if each is not None)
    said = (indents.get(W + name, "") for indents in found if indents is not None for name in names)
    return next((int(number) for number in said if _WHOLE.fullmatch(number)), 0)


def _list_of(properties: list[etree._Element | None]) -> str:
    """The list of the style, where the paragraph itself says only how deep it is in it."""
    return next(filter(None, (value(each, "numPr", "numId") for each in properties)), "")


def _listed(look: Look, item: Item | None) -> Look:
    """A look with its place in a list, or with what its numbering sets before it as words."""
    if item is None:
        return look
    if item.unmarked:
        return replace(look, continues=look.kind == "plain")
    if look.kind == "plain" and not (item.number and item.words):
        kind = "number" if item.number else "bullet"
        label = item.label if item.words else ""
        return replace(look, kind=kind, item=item.depth, number=item.number, label=label)
    shown = item.words or (item.number and look.kind in {"heading", "title"})
    return replace(look, label=item.label if shown else "", continues=False)
