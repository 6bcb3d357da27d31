"""The XHTML of a galley made ready for WeasyPrint: the same words in a form that it sets well.

Never adds or removes anything but spaces that CSS would collapse, and elements around words that
run the other way.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from anthology.render.bidi import part_directions
from anthology.render.elements import classes
from anthology.render.signs import face_of, to_private
from anthology.typefaces import BOOK

_SPACES = " \t\r\n"
_INLINE = frozenset({"a", "abbr", "code", "em", "span", "strong", "sub", "sup"})
Slot = tuple[ET.Element, str]


# What is longer is no word of a language. The engine tries each of its syllables in each of its
# lines, which takes minutes for one of a page.
_LONGEST = re.compile(r"\S{200}")
_BROKEN = "hyphens: manual; overflow-wrap: break-word"

# For plain “en” the engine takes patterns that divide by origin (foun-ded), as in British use.
PLAIN_ENGLISH = "en-US"


@dataclass(frozen=True, slots=True)
class Copy:
    """A galley's text as the engine takes it.

    `faces` are the files it needs beside the book's own face; `turned`: some of it runs to the
    left, so that its lines are to be put in order.
    """

    root: ET.Element
    faces: tuple[str, ...]
    turned: bool


def prepare(xhtml: bytes) -> Copy:
    """The document without namespaces; spaces, list numbers, faces and directions settled.

    Raises `ElementTree.ParseError` where the file is not well-formed XML.
    """
    root = engine_tree(xhtml)
    text = "".join(root.itertext())
    homes = set() if text.isascii() else {face_of(sign) for sign in set(text)}
    return Copy(root, tuple(sorted(homes - {BOOK}, key=_rank)), part_directions(root))


def _rank(face: str) -> tuple[bool, str]:
    """Frames come last: their fonts claim signs that another face may have."""
    return face.startswith("Frames-"), face


def engine_tree(xhtml: bytes) -> ET.Element:
    """The document without namespaces, signs carried, spaces and list numbers settled."""
    root = ET.fromstring(xhtml)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.text = to_private(element.text) if element.text else None
        element.tail = to_private(element.tail) if element.tail else None
        if element.get("lang") == "en":
            element.set("lang", PLAIN_ENGLISH)
    for element in root.iter():
        if is_block(element):
            _move_spaces(element)
        if element.tag == "li" and (value := element.get("value")):
            # The engine knows the counter, but not the attribute.
            style = f"counter-increment: list-item 0; counter-set: list-item {value}"
            element.set("style", style)
        if any(
            _LONGEST.search(text) for text in (element.text, *(c.tail for c in element)) if text
        ):
            element.set("style", f"{element.get('style', '')}; {_BROKEN}".lstrip("; "))
    return root


def is_block(element: ET.Element) -> bool:
    """Whether the element makes lines of its own; a note does, wherever it stands."""
    return element.tag not in _INLINE or "note-par" in classes(element)


def _move_spaces(block: ET.Element) -> None:
    """Let no piece of text end with a space: it goes before the next piece, or away.

    A piece that fits its line but for that space is broken after its first word by the engine.
    """
    carried = "continued" in classes(block)  # a piece of a note that runs on from the one before
    for slot in _slots(block):
        if slot is None:
            carried = False
            continue
        holder, name = slot
        if text := getattr(holder, name):
            words = text.rstrip(_SPACES)
            lead = " " if carried and words and words[0] not in _SPACES else ""
            setattr(holder, name, lead + words)
            carried = words != text if words else True


def _slots(element: ET.Element) -> Iterator[Slot | None]:
    """Where text of a block's own lines may stand, in order; None for a break between lines."""
    yield element, "text"
    paragraphs = [child for child in element if "note-par" in classes(child)]
    for child in element:
        # The first paragraph of a note goes on in the line of its marker.
        if not is_block(child) or child in paragraphs[:1]:
            yield from _slots(child)
        elif child.tag != "aside":
            yield None
        yield child, "tail"
