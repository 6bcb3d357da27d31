"""An equation of Word (OMML, ECMA-376, 22.1) → runs of words in one line.

Keeps every sign of it, in order; adds the signs that its layout stood for: a stroke for a
fraction's bar, a root sign, brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from anthology.read.docxpackage import W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PLACES = {M + "sub": "subscript", M + "sup": "superscript"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Piece:
    """Signs of an equation; `place` is `superscript`, `subscript` or nothing."""

    signs: str
    place: str = ""


def runs(equation: etree._Element) -> list[etree._Element]:
    """An equation as runs of a paragraph."""
    return [_run(piece) for piece in _pieces(equation, "") if piece.signs]


def _run(piece: Piece) -> etree._Element:
    run = etree.Element(W + "r")
    if piece.place:
        properties = etree.SubElement(run, W + "rPr")
        etree.SubElement(properties, W + "vertAlign").set(W + "val", piece.place)
    text = etree.SubElement(run, W + "t")
    text.text = piece.signs
    text.set(_SPACE, "preserve")
    return run


def _pieces(element: etree._Element, place: str) -> Iterator[Piece]:
    """The pieces of an element, in the order in which they are read."""
    tag = element.tag if isinstance(element.tag, str) else ""
    match tag.removeprefix(M):
        case "f":
            yield from _bracketed(element, "num", place)
            yield Piece("/", place)
            yield from _bracketed(element, "den", place)
        case "rad":
            yield from _part(element, "deg", "superscript")
            yield Piece("√", place)
            yield from _bracketed(element, "e", place)
        case "d":
            yield from _delimited(element, place)
        case "nary":
            yield Piece(_said(element, "naryPr", "chr") or "∫", place)
            for name, where in (("sub", "subscript"), ("sup", "superscript"), ("e", place)):
                yield from _part(element, name, where)
        case _:
            yield from _plain(element, _PLACES.get(tag, place))


def _plain(element: etree._Element, place: str) -> Iterator[Piece]:
    if element.tag in {M + "t", W + "t"}:
        yield Piece(element.text or "", place)
    for child in element:
        yield from _pieces(child, place)


def _part(element: etree._Element, name: str, place: str) -> Iterator[Piece]:
    for part in element.findall(M + name):
        for child in part:
            yield from _pieces(child, place)


def _bracketed(element: etree._Element, name: str, place: str) -> Iterator[Piece]:
    """A part, in brackets where it is more than one sign or number."""
    inside = list(_part(element, name, place))
    words = "".join(piece.signs for piece in inside).strip()
    simple = len(words) < 2 or words.isalnum()
    yield from inside if simple else (Piece("(", place), *inside, Piece(")", place))


def _delimited(element: etree._Element, place: str) -> Iterator[Piece]:
    between = _said(element, "dPr", "sepChr")
    yield Piece(_said(element, "dPr", "begChr", "("), place)
    for at, part in enumerate(element.findall(M + "e")):
        if at:
            yield Piece(between or "|", place)
        for child in part:
            yield from _pieces(child, place)
    yield Piece(_said(element, "dPr", "endChr", ")"), place)


def _said(element: etree._Element, properties: str, name: str, usual: str = "") -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return found.get(M + "val", "") if found is not None else usual
