"""A paragraph's stretches of source → inlines: note calls, emphasis, emended words.

Takes the signs it knows for markup and writes them down; changes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anthology.document import Emphasis, Inline, Inlines, NoteRef, Text
from anthology.ledger import Row
from anthology.span import Source, Span

_SIGN = re.compile(r"\[(?P<note>[ivxlc]+|\d{1,3})\]|(?P<star>\*)|(?P<wrap>[ \t]*\n[ \t]*)")


def note_id(text: int, marker: str) -> str:
    """The id of an author's note: `t3n-iv`."""
    return f"t{text}n-{marker}"


def read_inlines(
    source: Source,
    kept: Sequence[Span],
    markers: frozenset[str],
    text: int,
    *,
    stars: bool,
    emended: Sequence[Row],
) -> tuple[Inlines, tuple[Row, ...]]:
    """The inlines of a paragraph, and a markup row for each sign that became structure."""
    settled = [row.span for row in emended]
    signs = [
        sign
        for span in kept
        for sign in _signs(source, span, markers, text, stars)
        if not any(sign[0].start < s.end and s.start < sign[0].end for s in settled)
    ]
    items: list[Inline | Row] = []
    for i, span in enumerate(kept):
        if i:
            items.extend(_space(source, kept[i - 1].end, span.start))
        inside = [s for s in signs if span.start <= s[0].start < span.end]
        items.extend(_leaves(source, span, inside, emended))
    stars_seen = [item for item in items if isinstance(item, Row)]
    paired = stars_seen[: len(stars_seen) // 2 * 2]
    calls = (s for s, i in signs if isinstance(i, NoteRef))
    rows = (*paired, *(Row("markup", "note-call", s, source.cut(s)) for s in calls))
    return _emphasize(items), rows


def _space(source: Source, end: int, start: int) -> Iterator[Text]:
    """The space between two stretches, behind the first or before the second."""
    between = source.text[end:start]
    behind = len(between) - len(between.lstrip())
    before = len(between) - len(between.rstrip())
    if behind:
        yield Text(" ", source.span(end, end + behind))
    elif before:
        yield Text(" ", source.span(start - before, start))


def _signs(
    source: Source, span: Span, markers: frozenset[str], text: int, stars: bool
) -> Iterator[tuple[Span, Inline | Row]]:
    for found in _SIGN.finditer(source.text, span.start, span.end):
        place = source.span(*found.span())
        if found["note"] in markers:
            yield place, NoteRef(note_id(text, found["note"]), place)
        elif found["star"] and stars:
            yield place, Row("markup", "emphasis", place, "*")
        elif found["wrap"]:
            yield place, Text(" ", place)


def _leaves(
    source: Source, span: Span, signs: Sequence[tuple[Span, Inline | Row]], emended: Sequence[Row]
) -> Iterator[Inline | Row]:
    cuts = [*signs, *((r.span, Text(r.new, r.span)) for r in emended if r.span.within(span))]
    at = span.start
    for place, item in sorted(cuts, key=lambda cut: cut[0].start):
        if place.start > at:
            yield Text(source.text[at : place.start], source.span(at, place.start))
        yield item
        at = place.end
    if at < span.end:
        yield Text(source.text[at : span.end], source.span(at, span.end))


def _emphasize(items: Sequence[Inline | Row]) -> Inlines:
    """Put what stands between two asterisks into an Emphasis; a lone one stays a sign."""
    out: list[Inline] = []
    inner: list[Inline] | None = None
    opened: Row | None = None
    for item in items:
        if not isinstance(item, Row):
            (out if inner is None else inner).append(item)
        elif inner is None:
            inner, opened = [], item
        else:
            out.append(Emphasis(tuple(inner)))
            inner = None
    if inner is not None and opened is not None:
        out.extend((Text(opened.old, opened.span), *inner))
    return tuple(out)
