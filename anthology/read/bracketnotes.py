"""Notes of a page that have no links: a `[1]` in the text, a paragraph that begins with `[1]`.

Only used where a page has no linked notes. What is called nowhere stays a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from anthology.read.nodes import Node
from anthology.read.notebodies import Note, Notes
from anthology.read.notepairs import Placed, keys_of, pair
from anthology.read.webnotes import marker_of

_SIGN = re.compile(r"\[(\d{1,3}|[ivxlc]{1,6}|\*{1,3})\]")
_HEAD = re.compile(r"\s*\[(\d{1,3}|[ivxlc]{1,6}|\*{1,3})\]\s*\S")
_BLOCKS = frozenset({"p", "li", "div", "dd", "td"})


@dataclass(frozen=True, slots=True)
class _Sign:
    """A marker in the text: the words or the raised sign it stands in, and where in the words."""

    node: Node
    start: int
    end: int
    marker: str


def find_plain_notes(root: Node) -> Notes:
    """Pair paragraphs that begin with a marker with the markers in the text before them."""
    bodies: dict[Node, str] = {}
    signs: list[tuple[int, _Sign]] = []
    placed: list[Placed] = []
    called: set[str] = set()
    within: set[Node] = set()
    for place, node in enumerate(list(root.walk())):
        if node.parent in within:
            within.add(node)
        elif node.tag in _BLOCKS and not any(child.block for child in node.children):
            marker = _head_of(node)
            if marker in called:
                bodies[node] = marker
                placed.append((place, marker))
                within.add(node)
        elif not node.tag or node.tag == "sup":
            for sign in _signs_in(node):
                called.add(sign.marker)
                signs.append((place, sign))
    return _paired(signs, list(bodies.items()), placed) if bodies else Notes()


def _paired(
    signs: list[tuple[int, _Sign]], bodies: list[tuple[Node, str]], placed: list[Placed]
) -> Notes:
    found = Notes()
    pairs = pair([(place, sign.marker) for place, sign in signs], placed)
    notes: dict[int, Note] = {}
    calls: dict[Node, list[tuple[_Sign, Note]]] = {}
    for (_, sign), at in zip(signs, pairs, strict=True):
        if at is not None:
            body, marker = bodies[at]
            note = notes.setdefault(at, Note(marker, marker, body, [body]))
            calls.setdefault(sign.node, []).append((sign, note))
    found.notes = list(notes.values())
    for note, key in zip(found.notes, keys_of([n.marker for n in found.notes]), strict=True):
        note.key = key
    parts = {node: _parts(node, here, found) for node, here in calls.items()}
    for parent in {node.parent for node in parts if node.parent is not None}:
        parent.children = [part for node in parent.children for part in parts.get(node, [node])]
    return found


def _head_of(block: Node) -> str:
    """The marker that a block begins with: in brackets, or raised."""
    first = next((n for n in block.walk() if n is not block and n.words()), None)
    if first is not None and first.tag == "sup":
        return marker_of(first.words())
    head = _HEAD.match(block.words())
    return head[1] if head is not None else ""


def _signs_in(node: Node) -> list[_Sign]:
    """Markers in a text or raised signs, not at the head of its block."""
    if node.tag == "sup":
        marker = marker_of(node.words())
        good = marker and not marker.isalpha() and not _first(node)
        return [_Sign(node, 0, 0, marker)] if good else []
    if _SIGN.search(node.text) is None or any(
        above.tag in {"a", "sup", "pre", "code"} for above in node.above()
    ):
        return []
    found = (_Sign(node, *m.span(), m[1]) for m in _SIGN.finditer(node.text))
    return [sign for sign in found if sign.start or not _first(node)]


def _first(node: Node) -> bool:
    """Whether nothing stands before a node in its block."""
    one = node
    while one.parent is not None and not one.block:
        for other in one.parent.children:
            if other is one:
                break
            if other.words():
                return False
        one = one.parent
    return True


def _parts(node: Node, signs: list[tuple[_Sign, Note]], found: Notes) -> list[Node]:
    """What comes in the place of a text, so that the signs in it are elements of their own."""
    if node.tag:
        found.calls[node] = signs[0][1]
        return [node]
    parts: list[Node] = []
    at = 0
    for sign, note in signs:
        call = Node("a")
        call.add(Node(text=node.text[sign.start : sign.end]))
        found.calls[call] = note
        parts += [Node(text=node.text[at : sign.start]), call]
        at = sign.end
    parts.append(Node(text=node.text[at:]))
    for part in parts:
        part.parent = node.parent
    return parts
