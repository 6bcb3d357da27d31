"""Type rules for the words of a block: which signs change, and why.

Pure and idempotent: the edits of a text already set in type are none. Changes signs, never words;
each edit becomes a row of the ledger. Only languages with rules are touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anthology.document import (
    Blocks,
    Code,
    CrossRef,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mention,
    Strong,
    Text,
    Wrapper,
    map_inlines,
    plain,
)
from anthology.ledger import Row
from anthology.span import Span

NBSP = "\u00a0"
_OPENERS = "([{–—“‘-/"
_ELISIONS = re.compile(r"(?:\d\ds?|[Tt]is|[Tt]was|em|n)\b")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: the stretch of a block's words, what stands there instead, by which rule."""

    start: int
    end: int
    new: str
    rule: str


def edits(text: str, language: str = "en") -> tuple[Edit, ...]:
    """The changes that type rules ask for in a block's words, in order, never overlapping."""
    if language.split("-", maxsplit=1)[0] != "en":
        return ()
    quotes = tuple(_quotes(text))
    curled = apply(text, quotes)  # of the same length: the other rules see marks as printed
    found = sorted((*_dots(curled), *_spaces(curled), *_dashes(curled), *quotes), key=_start)
    kept: list[Edit] = []
    for edit in found:
        if (not kept or edit.start >= kept[-1].end) and text[edit.start : edit.end] != edit.new:
            kept.append(edit)
    return tuple(kept)


def _start(edit: Edit) -> int:
    return edit.start


def apply(text: str, changes: tuple[Edit, ...]) -> str:
    """The words with the changes made."""
    parts, at = [], 0
    for edit in changes:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*parts, text[at:]))


def _spaces(text: str) -> Iterator[Edit]:
    """French spaces before high signs, hard spaces left over from a page, doubled spaces."""
    for found in re.finditer(r"(?<=[\w”’)\]])[ \u00a0\u202f]+(?=[:;?!](?:[\s”’)]|$))", text):
        yield Edit(*found.span(), "", "french-space")
    for found in re.finditer(r"[ \u00a0]{2,}|(?<![. ])\u00a0(?![. ])", text):
        yield Edit(*found.span(), " ", "stray-space")


def _dashes(text: str) -> Iterator[Edit]:
    for found in re.finditer(r"(?:(?<=\s)|^)-(?=\s)", text):
        yield Edit(*found.span(), "–", "spaced-dash")


def _dots(text: str) -> Iterator[Edit]:
    """The spaces inside “. . .” must not end a line."""
    for found in re.finditer(r"(?<=\.)[ \u00a0]+(?=\.)", text):
        yield Edit(*found.span(), NBSP, "ellipsis-space")


def _quotes(text: str) -> Iterator[Edit]:
    for found in re.finditer("[\"']", text):
        at = found.start()
        double = found[0] == '"'
        if _opens(text, at):
            elided = not double and _ELISIONS.match(text, at + 1)
            new = "“" if double else "’" if elided else "‘"
        else:
            new = "”" if double else "’"
        yield Edit(at, at + 1, new, "quotation-mark" if double or new == "‘" else "apostrophe")


def _opens(text: str, at: int) -> bool:
    """A straight mark opens after nothing, a space, a bracket, a dash or an opening mark."""
    first = at  # of marks in a row the first decides
    while first > 0 and text[first - 1] in "\"'":
        first -= 1
    before = text[first - 1] if first else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in _OPENERS) and not after.isspace()


def set_in_type(
    blocks: Blocks, language: str, emended: frozenset[Span] = frozenset()
) -> tuple[Blocks, tuple[Row, ...]]:
    """Apply the type rules to every block, and write down each change that has a place.

    Words at the `emended` places are the editor's and stay as the editor wrote them.
    """
    rows: list[Row] = []

    def change(inlines: Inlines) -> Inlines:
        return _apply(inlines, edits(_visible(inlines), language), rows, emended)

    return map_inlines(blocks, change), tuple(rows)


def _visible(inlines: Inlines) -> str:
    """The words with code blotted out, so that no rule touches it."""
    return "".join(
        "\ufffc" * len(plain((i,)))
        if isinstance(i, Code)
        else _visible(i.children)
        if isinstance(i, Wrapper)
        else plain((i,))
        for i in inlines
    )


def _apply(
    inlines: Inlines, changes: tuple[Edit, ...], rows: list[Row], emended: frozenset[Span]
) -> Inlines:
    """Replace the changed stretches, leaf by leaf, each changed piece a leaf of its own."""
    out: list[Inline] = []
    at = 0
    for inline in inlines:
        size = len(plain((inline,)))
        inside = tuple(
            Edit(e.start - at, e.end - at, e.new, e.rule)
            for e in changes
            if e.start < at + size and e.end > at
        )
        match inline:
            case Text() if inside and inline.span not in emended:
                out.extend(_edit_leaf(inline, inside, rows))
            case Emphasis() | Strong() | Link() | CrossRef() | Mention() if inside:
                children = _apply(inline.children, inside, rows, emended)
                out.append(_with(inline, children))
            case _:
                out.append(inline)
        at += size
    return tuple(out)


def _with(inline: Emphasis | Strong | Link | CrossRef | Mention, children: Inlines) -> Inline:
    match inline:
        case Emphasis():
            return Emphasis(children)
        case Strong():
            return Strong(children)
        case Link():
            return Link(inline.href, children)
        case CrossRef():
            return CrossRef(inline.target, children)
        case Mention():
            return Mention(inline.person, inline.id, children)


def _edit_leaf(leaf: Text, changes: tuple[Edit, ...], rows: list[Row]) -> Iterator[Text]:
    at = 0
    for edit in changes:
        start, end = max(edit.start, 0), min(edit.end, len(leaf.text))
        # A change that runs over two leaves is printed in the first and taken out of the second.
        new = edit.new if edit.start >= 0 else ""
        if start > at:
            yield _part(leaf, at, start)
        place = _place(leaf, start, end)
        yield Text(new, place)
        if place is not None:
            rows.append(Row("typographic", edit.rule, place, leaf.text[start:end], new))
        at = end
    if at < len(leaf.text):
        yield _part(leaf, at, len(leaf.text))


def _part(leaf: Text, start: int, end: int) -> Text:
    return Text(leaf.text[start:end], _place(leaf, start, end))


def _place(leaf: Text, start: int, end: int) -> Span | None:
    """The place of a piece; None for words of no source and for words changed as a whole."""
    if leaf.span is None:
        return None
    if len(leaf.span) != len(leaf.text):
        return leaf.span if start == 0 else Span(leaf.span.source, leaf.span.end, leaf.span.end)
    return Span(leaf.span.source, leaf.span.start + start, leaf.span.start + end)
