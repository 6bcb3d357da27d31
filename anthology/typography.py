"""Type rules for the words of a block: which signs change, and why.

Pure and idempotent: the edits of a text already set in type are none. Changes signs, never words;
each edit becomes a row of the ledger. Only languages with rules (English, French, German) are
touched; web and e-mail addresses and code never are.

House rules where usage differs: an author's quotation style is never turned into another; three
points (“...”, “…”) stay as they are, spaced ones are kept on one line; a hyphen or two between
spaces is a spaced en dash, two between words a dash without spaces; in French the space before
; ? ! is narrow, that before the colon and inside guillemets is wide, and a hard space of either
width that the author set stays. The dash in ranges (“range”) is off: the texts keep 1980-82.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from anthology import typography_quotes as quotes
from anthology import typography_spaces as spaces
from anthology.document import (
    Blocks,
    Code,
    Elision,
    Foreign,
    Inline,
    Inlines,
    Text,
    Wrapper,
    map_inlines,
    plain,
)
from anthology.foreign import language_in
from anthology.ledger import Row
from anthology.span import Span
from anthology.typography_changes import Edit, Rule, apply, settle

__all__ = ["RULES", "Edit", "apply", "edits", "set_in_type"]

RULES = frozenset(
    "apostrophe dash ellipsis-space french-space no-break prime quotation-mark sign-space "
    "spaced-dash stray-space".split()
)
"""The names of the rules that hold unless others are asked for: all but `range`."""

_KEPT = re.compile(
    r"(?:https?|ftp|mailto|file):(?:[^\s\"'<>“”‘’«»„]|['’](?=[\w&=/;]))+(?<![.,;:!?)\]])"
    r"|\bwww\.[\w-]+\.[^\s\"'<>“”‘’«»„]*[\w/]"
    r"|[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)+/[^\s\"<>“”‘’«»„]*[\w/]"
    r"|&#?\w+;"
    r"|\ufffc+"
)
"""Addresses, entities, and code (which comes blotted out)."""
_SIGNS_OF_KEPT = ("http:", "https:", "ftp:", "mailto:", "file:", "www.", "@", "/", "&", "\ufffc")
"""One of these is in each of them."""


def _kept(text: str) -> list[tuple[int, int]]:
    for sign in _SIGNS_OF_KEPT:
        if sign in text:
            return [found.span() for found in _KEPT.finditer(text)]
    return []


def edits(text: str, language: str = "en", rules: frozenset[str] = RULES) -> tuple[Edit, ...]:
    """The changes that type rules ask for in a block's words, in order, never overlapping.

    `language` is a BCP 47 tag. `rules`: the names of those that hold.
    """
    return settle(text, _rules(language, text), rules, _kept)


def _rules(language: str, text: str) -> Sequence[Rule]:
    """In this order: marks first, so that the other rules see them as they are printed."""
    primary, *subtags = language.casefold().split("-")
    match primary:
        case "en":
            return _ENGLISH
        case "fr":
            return _FRENCH
        case "de":
            swiss = bool({"ch", "li"} & set(subtags))
            return (*_marks(quotes.german(text, swiss)), *_GERMAN)
        case _:
            return ()


def _marks(style: quotes.Style) -> tuple[Rule, ...]:
    return (quotes.primes, partial(quotes.typed, style=style), partial(quotes.curled, style=style))


_ENGLISH: tuple[Rule, ...] = (
    *_marks(quotes.ENGLISH),
    spaces.ELLIPSIS,
    spaces.NO_FRENCH_SPACES_ENGLISH,
    spaces.STRAY,
    spaces.dashes("—"),
    spaces.ranges,
    spaces.UNBROKEN_ENGLISH,
)
_FRENCH: tuple[Rule, ...] = (
    *_marks(quotes.FRENCH),
    spaces.ELLIPSIS,
    spaces.STRAY_FRENCH,
    spaces.FRENCH_SPACES,
    spaces.dashes("—"),
    spaces.ranges,
    spaces.UNBROKEN_FRENCH,
)
_GERMAN: tuple[Rule, ...] = (
    spaces.ELLIPSIS,
    spaces.NO_FRENCH_SPACES,
    spaces.STRAY,
    spaces.dashes("–"),
    spaces.ranges,
    spaces.UNBROKEN_GERMAN,
)


def set_in_type(
    blocks: Blocks,
    language: str,
    emended: frozenset[Span] = frozenset(),
    rules: frozenset[str] = RULES,
) -> tuple[Blocks, tuple[Row, ...]]:
    """Apply the type rules to every block, and write down each change that has a place.

    A block, or a stretch of one, that is in another language follows the rules of that.
    Words at the `emended` places are the editor's and stay as the editor wrote them.
    """
    rows: list[Row] = []

    def change(inlines: Inlines, spoken: str) -> Inlines:
        own = language_in(inlines, spoken)
        inlines = tuple(foreign(inline, own) for inline in inlines)
        return _apply(inlines, edits(_visible(inlines, own), own, rules), rows, emended)

    def foreign(inline: Inline, around: str) -> Inline:
        if isinstance(inline, Foreign) and inline.language not in {"", around}:
            return replace(inline, children=change(inline.children, inline.language))
        if not isinstance(inline, Wrapper) or isinstance(inline, Code):
            return inline
        return replace(inline, children=tuple(foreign(i, around) for i in inline.children))

    return map_inlines(blocks, lambda inlines: change(inlines, language)), tuple(rows)


def _visible(inlines: Inlines, language: str) -> str:
    """The words with code, words of another language and […] blotted out: no rule touches them."""
    return "".join(
        i.text
        if isinstance(i, Text)
        else "\ufffc" * len(plain((i,)))
        if isinstance(i, Code | Elision) or (isinstance(i, Foreign) and i.language != language)
        else _visible(i.children, language)
        if isinstance(i, Wrapper)
        else plain((i,))
        for i in inlines
    )


def _apply(
    inlines: Inlines, changes: tuple[Edit, ...], rows: list[Row], emended: frozenset[Span]
) -> Inlines:
    """Replace the changed stretches, leaf by leaf, each changed piece a leaf of its own."""
    out: list[Inline] = []
    at = first = 0
    for inline in inlines:
        size = len(inline.text if isinstance(inline, Text) else plain((inline,)))
        while first < len(changes) and changes[first].end <= at:
            first += 1
        last = first
        while last < len(changes) and changes[last].start < at + size:
            last += 1
        inside = tuple(Edit(e.start - at, e.end - at, e.new, e.rule) for e in changes[first:last])
        match inline:
            case Text() if inside and inline.span not in emended:
                out.extend(_edit_leaf(inline, inside, rows))
            case Code():
                out.append(inline)
            case _ if inside and isinstance(inline, Wrapper):
                out.append(replace(inline, children=_apply(inline.children, inside, rows, emended)))
            case _:
                out.append(inline)
        at += size
    return tuple(out)


def _edit_leaf(leaf: Text, changes: tuple[Edit, ...], rows: list[Row]) -> Iterator[Text]:
    at = 0
    for edit in changes:
        start, end = max(edit.start, 0), min(edit.end, len(leaf.text))
        # A change that runs over two leaves is printed in the first and taken out of the second,
        # under another rule: it is one change and counts once.
        new = edit.new if edit.start >= 0 else ""
        if start > at:
            yield _part(leaf, at, start)
        place = _place(leaf, start, end)
        yield Text(new, place)
        if place is not None:
            old, going_on = leaf.text[start:end], edit.start < 0
            rule, reason = ("continued", edit.rule) if going_on else (edit.rule, "")
            rows.append(Row("typographic", rule, place, old, new, reason))
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
