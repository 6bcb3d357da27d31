"""What surrounds a word on a page (lists, quotations, languages, styles) → the form of its chunk.

Derives the surroundings inside an element from those around it. Composes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urljoin

from anthology.read.flow import Style
from anthology.read.nodes import Node
from anthology.read.pageparts import holds_code, holds_lines
from anthology.read.reading import Kind, MarkKind
from anthology.read.threads import Comment
from anthology.read.verse import names_quotation, names_verse, wrapped_prose

_STYLES: dict[str, MarkKind] = {
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "u": "emphasis",
    "b": "strong",
    "strong": "strong",
    "sup": "superscript",
    "sub": "subscript",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
_SMALL_CAPS = frozenset({"smallcaps", "small-caps", "sc", "smcap", "smallcap", "caps"})
# What stands below and above in a formula, by its place in the element (MathML 3, section 3.4).
_SCRIPTS: dict[str, dict[int, MarkKind]] = {
    "msub": {1: "subscript"},
    "msup": {1: "superscript"},
    "msubsup": {1: "subscript", 2: "superscript"},
}
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CAPS = re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps", re.IGNORECASE)
_LOOKS: tuple[tuple[re.Pattern[str], MarkKind], ...] = (
    (_ITALIC, "emphasis"),
    (_BOLD, "strong"),
    (_CAPS, "smallcaps"),
)
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(slots=True, eq=False)
class Item:
    """A list item: what marks it; `begun`: its first paragraph has been read."""

    kind: Kind
    value: str = ""
    begun: bool = False


@dataclass(slots=True, eq=False)
class Numbering:
    """An ordered list on its way: the next number, the step, how it is written."""

    next: int = 1
    step: int = 1
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a word."""

    styles: tuple[Style, ...] = ()
    quoted: int = 0
    lists: int = 0
    item: Item | None = None
    numbering: Numbering | None = None
    heading: int = 0
    title: bool = False
    language: str = ""
    direction: str = ""
    comment: Comment | None = None
    verse: bool = False
    cell: bool = False
    pre: Literal["", "prose", "lines", "code"] = ""

    def styled(self, kind: MarkKind, value: str = "") -> Around:
        """With one style more, unless it is there."""
        if any(style[0] == kind for style in self.styles) or (kind == "strong" and self.heading):
            return self
        return replace(self, styles=(*self.styles, (kind, value)))


def form_of(around: Around, language: str) -> dict[str, Any]:
    """The fields of the chunk that begins here; `language` is that of the whole text."""
    form: dict[str, Any] = {"quoted": around.quoted}
    if around.language and around.language != language:
        form["language"] = around.language
    if around.direction == "rtl":
        form["direction"] = "rtl"
    if around.comment is not None:
        form.update(_comment_form(around.comment))
    if around.lists:
        form["indent"] = max(around.lists - 1, 0)
    if around.heading:
        form.update(kind="title" if around.title else "heading", level=around.heading)
    elif around.item is not None:
        form.update(_item_form(around.item))
    return form


def _item_form(item: Item) -> dict[str, Any]:
    if item.begun:
        return {"continues": True}
    item.begun = True
    return {"kind": item.kind, "value": item.value}


def _comment_form(comment: Comment) -> dict[str, Any]:
    form: dict[str, Any] = {"thread": comment.depth}
    if not comment.begun:
        comment.begun = True
        form.update(opens=True, value=comment.number)
    return form


def styles_of(node: Node, around: Around, base: str) -> Around:
    """The surroundings inside an element that begins no line."""
    if node.tag in _STYLES:
        around = around.styled(_STYLES[node.tag])
    if node.parent is not None and node.parent.tag in _SCRIPTS:
        elements = [child for child in node.parent.children if child.tag][:3]
        kind = _SCRIPTS[node.parent.tag].get(elements.index(node)) if node in elements else None
        around = around.styled(kind) if kind is not None else around
    style = node.get("style")
    if style:
        for pattern, kind in _LOOKS:
            if pattern.search(style):
                around = around.styled(kind)
    if _SMALL_CAPS.intersection(node.get("class").lower().split()):
        around = around.styled("smallcaps")
    address = address_of(node, base) if node.tag == "a" else ""
    return around.styled("link", address) if address else around


def address_of(link: Node, base: str) -> str:
    """Where a link leads, if that is outside the page; a relative one needs a base."""
    href = "".join(link.get("href").split())
    try:
        whole = urljoin(base, href) if base else href
    except ValueError:
        return ""
    if href.startswith("#") or not re.match(r"(?:https?|ftp|mailto|doi|urn):", whole, re.I):
        return ""
    return whole


def surround(node: Node, around: Around, *, title: bool) -> Around:
    """The surroundings inside a block."""
    if names_verse(node.tokens()) or holds_lines(node):
        around = replace(around, verse=True)
    match node.tag:
        case "p" | "div" if names_quotation(node.tokens()):
            return replace(around, quoted=around.quoted + 1)
        case "blockquote":
            return replace(around, quoted=around.quoted + 1, heading=0)
        case "ol":
            return replace(around, lists=around.lists + 1, numbering=numbering_of(node))
        case "ul" | "menu" | "dir":
            return replace(around, lists=around.lists + 1, numbering=None)
        case "dl" | "dd":
            return replace(around, lists=around.lists + 1)
        case "li":
            return replace(around, item=item_of(node, around.numbering))
        case "pre":
            return _preformatted(node, around)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            level = int(node.tag[1])
            return replace(around, heading=level, title=title)
        case _:
            return around


def _preformatted(node: Node, around: Around) -> Around:
    text = "".join("\n" if n.tag == "br" else n.text for n in node.walk())
    if holds_code(node):
        return replace(around.styled("code"), pre="code")
    return replace(around, pre="prose" if wrapped_prose(text) else "lines")


def spoken(node: Node, around: Around) -> Around:
    """The surroundings inside an element that declares a language or a direction."""
    language = (node.get("lang") or node.get("xml:lang")).strip()
    direction = node.get("dir").strip().lower()
    if not language and not direction:
        return around
    if direction == "auto":
        direction = "rtl" if _RIGHT.match(_first_letter(node.words()[:200])) else "ltr"
    foreign = language if language != around.language else ""
    if node.block or node.tag == "":
        turned = direction if direction in {"ltr", "rtl"} else around.direction
        return replace(around, language=foreign or around.language, direction=turned)
    turned = direction if direction in {"ltr", "rtl"} - {around.direction or "ltr"} else ""
    return around.styled("foreign", f"{foreign} {turned}".rstrip()) if foreign or turned else around


def _first_letter(words: str) -> str:
    return next((sign for sign in words if sign.isalpha()), "")


def numbering_of(node: Node) -> Numbering:
    """How an ordered list counts (HTML, section 4.4.5)."""
    step = -1 if "reversed" in node.attrs else 1
    items = sum(child.tag == "li" for child in node.children)
    start = _number(node.get("start"))
    first = start if start is not None else (items if step < 0 else 1)
    letters = node.get("type") if node.get("type") in {"a", "A", "i", "I"} else ""
    return Numbering(first, step, letters)


def item_of(node: Node, numbering: Numbering | None) -> Item:
    """The item that an element begins."""
    if numbering is None:
        return Item("bullet")
    said = _number(node.get("value"))
    number = numbering.next if said is None else said
    numbering.next = number + numbering.step
    return Item("number", _written(number, numbering.letters))


def _number(words: str) -> int | None:
    found = re.match(r"\s*([+-]?[0-9]{1,6})", words)
    return int(found[1]) if found else None


def _written(number: int, letters: str) -> str:
    if not letters or not 0 < number < 4000:
        return str(number)
    written = _roman(number) if letters in "iI" else _alphabetic(number)
    return written.upper() if letters in "AI" else written


def _alphabetic(number: int) -> str:
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def _roman(number: int) -> str:
    out = ""
    for value, signs in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        while number >= value:
            out, number = out + signs, number - value
    return out
