"""The ledger: every difference between a source and the book, and the proof that there is no other.

Knows places and words, never blocks or files. The classes: *omitted* (site debris, with a reason),
*withheld* (taken out for a reason of rights or consent), *abridged* (taken out to shorten it),
*markup* (signs that became structure), *structural* (joined, split, read as heading or quotation),
*typographic*, *emended*, *queried* (left as it stands).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from anthology.diagnostic import Diagnostic, place_of
from anthology.span import Source, Span

Kind = Literal[
    "omitted", "withheld", "abridged", "markup", "structural", "typographic", "emended", "queried"
]
REMOVED: frozenset[Kind] = frozenset({"omitted", "withheld", "abridged", "markup"})
CHANGED: frozenset[Kind] = frozenset({"typographic", "emended"})


@dataclass(frozen=True, slots=True)
class Row:
    """One difference: its class, the rule that made it, where, the words before and after.

    `by`: who decided it; empty for the program. Of what is withheld `old` is empty: nothing that is
    made of the ledger can repeat those words.
    """

    kind: Kind
    rule: str
    span: Span
    old: str = ""
    new: str = ""
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All rows of one source, in the order of their places."""

    rows: tuple[Row, ...] = ()

    def joined(self, more: Iterable[Row]) -> Ledger:
        """The ledger with more rows, each at its place."""
        rows = (*self.rows, *more)
        return Ledger(tuple(sorted(rows, key=lambda r: (r.span.start, r.span.end, r.kind))))

    def of(self, *kinds: Kind) -> tuple[Row, ...]:
        """The rows of these classes."""
        return tuple(row for row in self.rows if row.kind in kinds)


def tile(source: Source, leaves: Iterable[Span], ledger: Ledger) -> tuple[Diagnostic, ...]:
    """Check that every non-space character of the source lies in one leaf or one removed place.

    `leaves` are the places of the words that the book prints, with those of note markers. Returns
    a diagnostic for each stretch that is lost and for each that stands twice.
    """
    removed = (row.span for row in ledger.rows if row.kind in REMOVED)
    places = sorted((s for s in (*leaves, *removed) if len(s)), key=lambda s: (s.start, s.end))
    return tuple(_gaps(source, places))


def _gaps(source: Source, places: list[Span]) -> Iterator[Diagnostic]:
    reached = 0
    for span in (*places, source.span(len(source.text), len(source.text))):
        if span.start > reached:
            yield from _unless_blank(
                source, reached, span.start, "lost-words", "in neither the book nor the ledger"
            )
        elif span.start < reached:
            yield from _unless_blank(
                source,
                span.start,
                min(reached, span.end),
                "doubled-words",
                "counted twice, in the book or the ledger",
            )
        reached = max(reached, span.end)


def _unless_blank(
    source: Source, start: int, end: int, rule: str, what: str
) -> Iterator[Diagnostic]:
    words = source.text[start:end]
    if words.strip():
        lead = len(words) - len(words.lstrip())
        place = place_of(source, source.span(start + lead, end))
        yield Diagnostic(
            rule,
            f"“{_short(words)}” is {what}",
            place,
            "this is a fault of the program: please report it with the source",
        )


def _short(words: str, most: int = 60) -> str:
    text = " ".join(words.split())
    return text if len(text) <= most else f"{text[:most]}…"


def respelt(
    source: Source, leaves: Iterable[tuple[Span, str]], ledger: Ledger
) -> Iterator[Diagnostic]:
    """Check that each leaf has the source's words at its place, or those the ledger puts there.

    White space may stand for white space. Of words that the ledger changed, the leaf that has their
    place may be followed by others without length: together they are the new words.
    """
    changed = {(row.span, row.new) for row in ledger.of(*CHANGED)}
    for span, words in _rejoined(leaves):
        old = source.cut(span)
        if words == old or (span, words) in changed or not (words.strip() or old.strip()):
            continue
        yield Diagnostic(
            "changed-words",
            f"“{_short(old)}” stands in the book as “{_short(words)}”, and no row says so",
            place_of(source, span),
            "this is a fault of the program: please report it with the source",
        )


def _rejoined(leaves: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Leaves with what was split off them: a piece without length right behind a changed leaf."""
    waiting: tuple[Span, str] | None = None
    for span, words in leaves:
        if waiting and not len(span) and span.start == waiting[0].end:
            waiting = (waiting[0], waiting[1] + words)
            continue
        if waiting:
            yield waiting
        waiting = (span, words)
    if waiting:
        yield waiting


def printed(source: Source, start: int, end: int, ledger: Ledger) -> str:
    """The words of a stretch of source as the book must print them, by the ledger alone.

    Removed places are left out and changes made, without a look at the book itself: this is what
    the collation holds against the finished files.
    """
    parts, reached = [], start
    for row in ledger.rows:
        if row.kind not in REMOVED | CHANGED or not _meets(row.span, start, end):
            continue
        if row.span.start < start:  # runs into the stretch
            reached = max(reached, row.span.end)
        if row.span.start < reached:  # inside a place already removed as a whole
            continue
        parts.append(source.text[reached : row.span.start])
        parts.append(row.new if row.kind in CHANGED else "")
        reached = row.span.end
    parts.append(source.text[reached:end] if reached < end else "")
    return "".join(parts)


def _meets(span: Span, start: int, end: int) -> bool:
    """Whether a place lies in a stretch, or runs into it."""
    return start <= span.start < end or span.start < start < span.end


def discreet(source: Source, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows without words that others of them withhold, where they quote a longer passage."""
    rows = tuple(rows)
    secret = sorted(row.span for row in rows if row.kind == "withheld")
    return tuple(
        replace(row, old="[…]".join(source.cut(s) for s in row.span.less(secret)).strip())
        if row.kind == "structural" and any(row.span.touches(span) for span in secret)
        else row
        for row in rows
    )
