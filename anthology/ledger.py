"""The ledger: every difference between a source and the book, and the proof that there is no other.

Knows places and words, never blocks or files. The classes: *omitted*
(site debris, with a reason), *withheld* (taken out for a reason of rights or consent), *markup*
(signs that became structure), *structural* (joined, split, read as heading or quotation),
*typographic*, *emended*, *queried* (left as it stands).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from anthology.diagnostic import Diagnostic, place_of
from anthology.span import Source, Span

Kind = Literal["omitted", "withheld", "markup", "structural", "typographic", "emended", "queried"]
REMOVED: frozenset[Kind] = frozenset({"omitted", "withheld", "markup"})
CHANGED: frozenset[Kind] = frozenset({"typographic", "emended"})


@dataclass(frozen=True, slots=True)
class Row:
    """One difference: its class, the rule that made it, where, the words before and after."""

    kind: Kind
    rule: str
    span: Span
    old: str = ""
    new: str = ""
    reason: str = ""


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


def printed(source: Source, start: int, end: int, ledger: Ledger) -> str:
    """The words of a stretch of source as the book must print them, by the ledger alone.

    Removed places are left out and changes made, without a look at the book itself: this is what
    the collation holds against the finished files.
    """
    parts, reached = [], start
    for row in ledger.rows:
        if row.kind not in REMOVED | CHANGED or not start <= row.span.start < end:
            continue
        if row.span.start < reached:  # inside a place already removed as a whole
            continue
        parts.append(source.text[reached : row.span.start])
        parts.append(row.new if row.kind in CHANGED else "")
        reached = row.span.end
    parts.append(source.text[reached:end] if reached < end else "")
    return "".join(parts)
