"""Decisions without effect: those that would be in the ledger and nowhere in the book.

Asks of each whether it changes a paragraph near its place; changes nothing itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from anthology.decisions import Places
from anthology.diagnostic import Diagnostic
from anthology.span import Span

Passage = Sequence[Span]
"""The stretches of source that one paragraph keeps."""


def idle(places: Places, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Decisions that would be in the ledger and nowhere in the book."""
    starts = [passage[0].start for passage in passages]
    for asked in places.asked:
        effect = _EFFECTS.get(asked.key)
        # The beginning of a place can touch the paragraph it stands in and the next one.
        near = max(0, bisect_right(starts, asked.span.start) - 1)
        if effect and not effect.happens(asked.span, passages[near : near + 2]):
            yield Diagnostic("decision-idle", effect.otherwise, asked.place, effect.hint)


@dataclass(frozen=True, slots=True)
class _Effect:
    """Whether a decision changes one of the paragraphs near it, and what is said if not."""

    happens: Callable[[Span, Sequence[Passage]], bool]
    otherwise: str
    hint: str


def _begins(span: Span, near: Sequence[Passage]) -> bool:
    return any(span.start <= passage[0].start < span.end for passage in near)


def _holds(span: Span, near: Sequence[Passage]) -> bool:
    return any(passage[0].start <= span.start < passage[-1].end for passage in near)


def _heads(span: Span, near: Sequence[Passage]) -> bool:
    """Whether a paragraph begins there, a number before it apart."""
    return any(p[0].start <= span.start <= p[0].start + 8 for p in near)


def _joins(span: Span, near: Sequence[Passage]) -> bool:
    return any(a.end <= span.start <= b.start for passage in near for a, b in pairwise(passage))


def _changes(span: Span, near: Sequence[Passage]) -> bool:
    return any(span.within(kept) for passage in near for kept in passage)


_PARAGRAPH = _Effect(
    _begins, "no paragraph of the body begins at this place", "quote the first words of one"
)
_INSIDE = _Effect(
    _holds, "this place is not in a paragraph of the body", "quote words of the body that are kept"
)
_EFFECTS = {
    "quote": _PARAGRAPH,
    "item": _PARAGRAPH,
    "pause": _PARAGRAPH,
    "split": _PARAGRAPH,
    "heading": _Effect(
        _heads, "no paragraph of the body begins at this place", "quote the first words of one"
    ),
    "role": _INSIDE,
    "plain": _INSIDE,
    "language": _INSIDE,
    "join": _Effect(
        _joins,
        "no paragraph that begins here can be joined to the one before",
        "quote the first words of the second paragraph",
    ),
    "emend": _Effect(
        _changes,
        "this place is not inside one printed paragraph",
        "emend each paragraph by itself; a title is corrected in edition.toml",
    ),
}
