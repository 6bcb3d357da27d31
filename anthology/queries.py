"""Likely slips in the blocks of a text → rows of the ledger: queried, and left as they stand.

Changes nothing. What the editor queried, emended or called right (`[[sic]]`) is not asked again.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from anthology.document import Blocks, Flow, Inlines, Text, plain, query, walk
from anthology.foreign import language_in
from anthology.ledger import Row
from anthology.slips import Slip, find_slips
from anthology.span import Span

_REASONS = {
    "quotation-unclosed": "the quotation is not closed",
    "quotation-unopened": "the quotation is not opened",
    "number-twice": "the number is given twice",
}
"""Why a place is queried for which no other words are proposed."""


def queried(
    blocks: Blocks, language: str, settled: Sequence[Span], known: Container[str]
) -> tuple[Row, ...]:
    """A row for each likely slip; `settled`: places the editor has judged, `known`: right words."""
    return tuple(_rows(blocks, language, settled, known))


def _rows(
    blocks: Blocks, language: str, settled: Sequence[Span], known: Container[str]
) -> Iterator[Row]:
    flow = [block for block in walk(blocks) if isinstance(block, Flow)]
    for i, block in enumerate(flow):
        words = plain(block.children)
        # By custom only the last paragraph of a long quotation closes it.
        goes_on = i + 1 < len(flow) and plain(flow[i + 1].children)[:1] in {"“", "”", "«", "„"}
        own = language_in(block.children, language)
        for slip in find_slips(words, own, known, continued=goes_on):
            judged = place_of_words(block.children, slip.start, slip.end)
            start, end = shown(words, slip)
            span = place_of_words(block.children, start, end)
            if judged and span and not any(_touch(judged, place) for place in settled):
                new = words[start : slip.start] + slip.perhaps + words[slip.end : end]
                reason = _REASONS.get(slip.rule, "")
                new = "" if reason else new
                yield Row("queried", slip.rule, span, words[start:end], new, reason)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def shown(words: str, slip: Slip) -> tuple[int, int]:
    """As much of the words as a reader needs to see the slip: whole words, and three at least."""
    start, end = slip.start, slip.end
    while start and not words[start - 1].isspace():
        start -= 1
    while end < len(words) and not words[end].isspace():
        end += 1
    if len(words[start:end]) <= 4 or slip.rule in _REASONS:
        end += sum(len(part) for part in re.findall(r"\s+\S+", words[end:])[:3])
    return start, end


def place_of_words(inlines: Inlines, start: int, end: int) -> Span | None:
    """The place in the source of a stretch of a block's words; None where no source has them."""
    at = 0
    first: Span | None = None
    last: Span | None = None
    for inline in query(inlines):
        if not isinstance(inline, Text):
            at += len(plain((inline,))) if not hasattr(inline, "children") else 0
            continue
        low, high = max(start, at), min(end, at + len(inline.text))
        if low < high and inline.span:
            part = _part(inline, inline.span, low - at, high - at)
            first, last = first or part, part
        at += len(inline.text)
    if first is None or last is None:
        return None
    return Span(first.source, first.start, last.end)


def _part(leaf: Text, span: Span, start: int, end: int) -> Span:
    """The place of a piece of a leaf; of one changed as a whole, the whole."""
    if len(span) != len(leaf.text):
        return span
    return Span(span.source, span.start + start, span.start + end)
