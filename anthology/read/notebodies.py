"""Which elements a note fills: the block it is in, a part of a block shared with others, or more.

The tree is changed only where notes share a block: each then gets one of its own in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from anthology.read.nodes import Node

NOTE_TYPES = frozenset({"footnote", "endnote", "rearnote", "note"})
NOTE_ID = re.compile(
    r"_?(?:fn|ftn|edn|note|nb|n|cite_note|footnote|endnote|sdfootnote)(?![a-z])", re.IGNORECASE
)
_STOPS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "nav", "footer", "form"})
_MOST_BLOCKS = 4  # a note with more paragraphs than these is rather a piece of the text


@dataclass(slots=True, eq=False)
class Note:
    """A note: its marker as the author has it, `key` unique on the page, the elements it fills."""

    marker: str
    key: str
    target: Node
    body: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Notes:
    """The notes of a page in the order of their calls; each call by its element."""

    notes: list[Note] = field(default_factory=list)
    calls: dict[Node, Note] = field(default_factory=dict)
    backs: set[Node] = field(default_factory=set)
    headings: set[Node] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    def take(self, other: Notes) -> None:
        """Take over the notes that were found in another way."""
        self.notes, self.calls = other.notes, other.calls

    def bodies(self) -> Iterator[Node]:
        """Every element that a note fills."""
        return (node for note in self.notes for node in note.body)


def block_of(node: Node) -> Node:
    """The block that an element is or stands in."""
    return next((n for n in (node, *node.above()) if n.block), node)


def settle_bodies(found: Notes, order: Mapping[Node, int]) -> None:
    """Give every note the elements it fills."""
    shared: dict[Node, list[Note]] = {}
    for note in sorted(found.notes, key=lambda n: order[n.target]):
        shared.setdefault(block_of(note.target), []).append(note)
    for block, notes in shared.items():
        if len(notes) > 1 or block.tag in {"body", "html", "article", "main", "ol", "ul"}:
            _divide(block, notes)
        else:
            notes[0].body = [_widened(block, found.calls)]
    _take_what_follows(found)
    found.notes = [note for note in found.notes if note.body]
    lost = {note for note in found.calls.values() if not note.body}
    found.calls = {call: note for call, note in found.calls.items() if note not in lost}
    _drop_markers(found)


def _widened(block: Node, calls: dict[Node, Note]) -> Node:
    """The element around a block that is the note as a whole, as in `<div id="ftn1"><p>`."""
    for above in block.above():
        first = next((c for c in above.children if c.tag or c.text.strip()), None)
        named = NOTE_ID.match(above.get("id")) or NOTE_TYPES.intersection(above.types())
        if above.tag == "li" or (above.tag in {"div", "aside", "dd"} and named):
            lone = not any(n in calls for n in above.walk())
            if first is not None and block in {first, *first.walk()} and lone:
                return above
        if above.tag not in {"p", "div", "span", "font", "small"}:
            break
    return block


def _divide(block: Node, notes: list[Note]) -> None:
    """Notes that share a block, parted by their anchors, get blocks of their own in it."""
    while True:
        heads = [_child_with(block, note.target) for note in notes]
        if len({id(head) for head in heads}) > 1 or heads[0] is None or len(notes) == 1:
            break
        if heads[0] is notes[0].target:
            break
        block = heads[0]
    own = {child: at for at, child in enumerate(block.children)}
    places = sorted({own[head] for head in heads if head is not None})
    if len(places) != len(notes):
        return  # two notes begin at one place: leave them as they stand
    ends = [*places[1:], _end_of_last(block, places[-1])]
    tail = block.children[ends[-1] :]
    parts = [block.children[s:e] for s, e in zip(places, ends, strict=True)]
    del block.children[places[0] :]
    for note, part in zip(notes, parts, strict=True):
        body = block.add(Node("div"))
        for child in part:
            body.add(child)
        note.body = [body]
    block.children.extend(tail)


def _end_of_last(block: Node, start: int) -> int:
    """Where the last of several notes in one block ends: at a heading, a rule, an empty line."""
    for at in range(start + 1, len(block.children)):
        node = block.children[at]
        double = node.tag == "br" and block.children[at - 1].tag == "br"
        begun = any(c.words() for c in block.children[start:at])
        if begun and (node.tag in _STOPS or double or node.block):
            return at
    return len(block.children)


def _child_with(block: Node, node: Node) -> Node | None:
    """The child of a block that is or holds a node."""
    for one in (node, *node.above()):
        if one.parent is block:
            return one
    return None


def _take_what_follows(found: Notes) -> None:
    """Blocks between the starts of two notes go on the first."""
    starts = {note.body[0]: note for note in found.notes if note.body}
    for parent in {node.parent for node in starts}:
        if parent is None or parent.tag in {"ol", "ul", "dl", "tr"}:
            continue
        note: Note | None = None
        waiting: list[Node] = []
        for child in parent.children:
            if child in starts:
                if note is not None and len(waiting) <= _MOST_BLOCKS:
                    note.body.extend(waiting)
                note, waiting = starts[child], []
            elif child.tag in _STOPS or any(n in found.calls for n in child.walk()):
                note, waiting = None, []
            elif note is not None:
                waiting.append(child)


def _drop_markers(found: Notes) -> None:
    """The printed marker of a note, which links back, is not a call of it."""
    for note in found.notes:
        for node in (n for body in note.body for n in body.walk()):
            if found.calls.get(node) is note:
                del found.calls[node]
    called = set(found.calls.values())
    found.notes = [note for note in found.notes if note in called]
