"""Notes of a page that have no links: a `[1]` in the text, a paragraph that begins with `[1]`.

Only used where a page has no linked notes. What is called nowhere stays a paragraph.
"""

from __future__ import annotations

import re

from anthology.read.nodes import Node
from anthology.read.notebodies import Note, Notes
from anthology.read.webnotes import marker_of

_SIGN = re.compile(r"\[(\d{1,3}|[ivxlc]{1,6}|\*{1,3})\]")
_HEAD = re.compile(r"\s*\[(\d{1,3}|[ivxlc]{1,6}|\*{1,3})\]\s*\S")
_BLOCKS = frozenset({"p", "li", "div", "dd", "td"})


def find_plain_notes(root: Node) -> Notes:
    """Pair paragraphs that begin with a marker with the markers in the text before them."""
    found = Notes()
    signs: dict[str, list[Node]] = {}
    bodies: dict[str, Node] = {}
    for node in list(root.walk()):
        if node.tag in _BLOCKS and not any(child.block for child in node.children):
            marker = _head_of(node)
            if marker and marker in signs and marker not in bodies:
                bodies[marker] = node
        elif not node.tag or node.tag == "sup":
            for marker in _markers_in(node):
                if not _in_any(node, bodies):
                    signs.setdefault(marker, []).append(node)
    for marker in (m for m in signs if m in bodies):
        found.notes.append(Note(marker, marker, bodies[marker], [bodies[marker]]))
    notes = {note.marker: note for note in found.notes}
    for node in {id(n): n for marker in notes for n in signs[marker]}.values():
        _make_calls(node, notes, found)
    return found


def _head_of(block: Node) -> str:
    """The marker that a block begins with: in brackets, or raised."""
    first = next((n for n in block.walk() if n is not block and n.words()), None)
    if first is not None and first.tag == "sup":
        return marker_of(first.words())
    head = _HEAD.match(block.words())
    return head[1] if head is not None else ""


def _markers_in(node: Node) -> list[str]:
    """Markers in a text or raised signs, not at the head of its block."""
    if node.tag == "sup":
        marker = marker_of(node.words())
        return [marker] if marker and not marker.isalpha() and not _first(node) else []
    if _SIGN.search(node.text) is None or any(
        above.tag in {"a", "sup", "pre", "code"} for above in node.above()
    ):
        return []
    return [m[1] for m in _SIGN.finditer(node.text) if m.start() or not _first(node)]


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


def _in_any(node: Node, bodies: dict[str, Node]) -> bool:
    parents = set(bodies.values())
    return any(above in parents for above in node.above())


def _make_calls(node: Node, notes: dict[str, Note], found: Notes) -> None:
    """Give the signs in a text elements of their own."""
    if node.tag:
        found.calls[node] = notes[marker_of(node.words())]
        return
    assert node.parent is not None, "words stand in an element"
    parts: list[Node] = []
    at = 0
    for sign in _SIGN.finditer(node.text):
        if sign[1] not in notes or (not sign.start() and _first(node)):
            continue
        call = Node("a")
        call.add(Node(text=sign[0]))
        found.calls[call] = notes[sign[1]]
        parts += [Node(text=node.text[at : sign.start()]), call]
        at = sign.end()
    parts.append(Node(text=node.text[at:]))
    place = node.parent.children.index(node)
    for part in parts:
        part.parent = node.parent
    node.parent.children[place : place + 1] = parts
