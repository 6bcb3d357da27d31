"""The machine's calls, and the editor's decisions over them → the places that hold.

The editor is always right: a call that touches a decision of the same kind, or lies in what the
editor left out or calls `plain`, counts for nothing. What holds of the calls goes into the ledger.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from anthology.comments import withheld_comments
from anthology.decisions import Places
from anthology.ledger import REMOVED, Row
from anthology.looks import SURE, Seen
from anthology.read.reading import Chunk, Reading
from anthology.schema import HeadingDecision, RoleDecision, TextEntry
from anthology.span import Source, Span

_RULES = {"quote": "block-quotation", "heading": "heading", "join": "joined", "split": "split"}
_QUOTED = re.compile("“[^”]*”")
_DEEPEST = 12  # quotations, one in another; no page has room for more
_ROLES = {"salutation", "signature", "preface"}


def settle(reading: Reading, seen: Iterable[Seen], places: Places, entry: TextEntry) -> Places:
    """The editor's places, with those of the calls that are sure and not overruled."""
    held = tuple(call for call in seen if call.score >= SURE and not overruled(call, places))
    source = reading.source
    omitted = tuple(call.span for call in held if call.call == "omit")
    explicit = tuple(_explicit(reading.chunks))
    gone = sorted((*places.removed, *omitted, *(row.span for row in places.elided)))
    comments = tuple(withheld_comments(reading, entry, gone))
    elided = tuple(sorted((*places.elided, *comments), key=lambda row: row.span))
    found = tuple(_outside(reading.rows, sorted((*gone, *(row.span for row in comments)))))
    markup = (row.span for row in found if row.kind in REMOVED)
    removed = (*places.removed, *omitted, *markup)
    return replace(
        places,
        rows=(*places.rows, *found, *comments, *_rows(source, held, places)),
        removed=tuple(sorted(removed)),
        left_out=tuple(sorted((*places.removed, *omitted))),
        elided=elided,
        quotes=(*places.quotes, *_spans(held, "quote"), *explicit),
        items=(*places.items, *_spans(held, "item")),
        joins=(*places.joins, *_spans(held, "join")),
        splits=(*places.splits, *_spans(held, "split")),
        pauses=(*places.pauses, *_spans(held, "pause")),
        headings=(*places.headings, *_headings(held)),
        roles=(*places.roles, *_roles(held)),
    )


def overruled(call: Seen, places: Places) -> bool:
    """Whether a decision of the editor's stands against a call."""
    for asked in places.asked:
        if not asked.span.touches(call.span):
            continue
        gone = asked.key in {"omit", "withhold", "abridge"}
        if asked.key in {call.call, "plain"} or (gone and call.call == "omit"):
            return True
        if gone and call.span.within(asked.span):
            return True
    return False


def _outside(rows: Iterable[Row], gone: Sequence[Span]) -> Iterator[Row]:
    """The reader's rows without what the editor took out as a whole: nothing is counted twice."""
    for row in rows:
        if not any(row.span.touches(span) for span in gone):
            yield row
            continue
        for part in row.span.less(gone):
            at = part.start - row.span.start
            yield replace(row, span=part, old=row.old[at : at + len(part)])


def _spans(held: Iterable[Seen], kind: str) -> tuple[Span, ...]:
    return tuple(call.span for call in held if call.call == kind)


def _headings(held: tuple[Seen, ...]) -> Iterator[tuple[Span, HeadingDecision]]:
    """Headings are of the second level; below one that repeats the title, of the third."""
    below = False
    for call in held:
        if call.call == "heading":
            level: Literal[2, 3] = 3 if below else 2
            yield call.span, HeadingDecision(reason=call.why, level=level, number=call.value)
            below = below or call.why.startswith("repeats the title")


def _roles(held: Iterable[Seen]) -> Iterator[tuple[Span, RoleDecision]]:
    for call in held:
        match call.call, call.value:
            case "role", "salutation" | "signature" | "preface" as role:
                yield call.span, RoleDecision(reason=call.why, role=role)
            case _:
                pass


def _rows(source: Source, held: Iterable[Seen], places: Places) -> Iterator[Row]:
    """Debris that stands together is one row, under the reason that most of it has."""
    secret = [row.span for row in places.elided if row.kind == "withheld"]
    run: list[Seen] = []
    for call in held:
        if call.call == "omit":
            if run and not _together(source, run[-1], call):
                yield _omitted(source, run)
                run = []
            run.append(call)
        elif call.call in _RULES and call.call != "heading":
            words = source.cut(call.span).rstrip()
            why = call.why
            if call.quoting and any(call.quoting.touches(span) for span in secret):
                why = _QUOTED.sub("“[…]”", why)
            yield Row("structural", _RULES[call.call], call.span, words, reason=why)
    if run:
        yield _omitted(source, run)


def _together(source: Source, one: Seen, other: Seen) -> bool:
    """Whether debris goes on: nothing between, and of a kind (a contents list with its heading)."""
    between = source.text[one.span.end : other.span.start].strip()
    lists = "contents list" in one.why and "contents list" in other.why
    return not between and (one.why == other.why or lists)


def _omitted(source: Source, run: list[Seen]) -> Row:
    span = Span(source.name, run[0].span.start, run[-1].span.end)
    reasons = Counter(call.why for call in run)
    return Row("omitted", "site", span, source.cut(span), reason=reasons.most_common(1)[0][0])


def _explicit(chunks: Iterable[Chunk]) -> Iterator[Span]:
    """The block quotations that the format itself marks, one span a depth."""
    open_at: list[Span] = []
    for chunk in chunks:
        depth = min(chunk.quoted, _DEEPEST)
        while len(open_at) > depth:
            yield open_at.pop()
        open_at = [Span(s.source, s.start, chunk.span.end) for s in open_at]
        open_at += [chunk.span] * (depth - len(open_at))
    yield from reversed(open_at)
