"""What the rows of a ledger do to a source, offset by offset.

Settles which rows act and which have nothing to show; sets nothing and reads no word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from anthology.booktext import BookText
from anthology.document import LineBreak, inlines_of
from anthology.ledger import CHANGED, REMOVED, Row


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the ledger with its id on the page; `inside`: the row that swallowed its place."""

    id: str
    row: Row
    inside: Row | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens at each offset of a source.

    Rows act there, or something is said of them before or behind. `doubts` and `secrets`: how many
    queries and withheld passages begin, less those that end; `breaks`: lines that the book breaks.
    """

    cuts: tuple[int, ...]
    acting: dict[int, list[Change]]
    before: dict[int, list[Change]]
    behind: dict[int, list[Change]]
    doubts: Counter[int]
    secrets: Counter[int]
    breaks: frozenset[int]


def plan_of(text: BookText, edges: Iterable[int]) -> Plan:
    """Sort the rows by what they do and where."""
    changes = [Change(f"{text.id}c{at}", row) for at, row in enumerate(text.ledger.rows, 1)]
    settled, others = _settle(changes)
    acting, before, behind = (defaultdict[int, list[Change]](list) for _ in range(3))
    for change in settled:
        acting[change.row.span.start].append(change)
    ends = [change.row.span.end for change in settled]
    for change in others:
        row = change.row
        near = range(bisect_right(ends, row.span.start), len(settled))
        change = replace(change, inside=_swallowing(row, (settled[i].row for i in near)))
        if row.kind == "structural" or not len(row.span):
            before[row.span.start].append(change)
        else:
            behind[row.span.end].append(change)
    breaks = frozenset(
        i.span.start for i in inlines_of(text.body) if isinstance(i, LineBreak) and i.span
    )
    places = {at for row in text.ledger.rows for at in (row.span.start, row.span.end)}
    cuts = tuple(sorted({0, len(text.source.text), *edges, *places, *breaks}))
    doubts, secrets = (_turns(text.ledger.of(kind)) for kind in ("queried", "withheld"))
    return Plan(cuts, acting, before, behind, doubts, secrets, breaks)


def _turns(rows: Iterable[Row]) -> Counter[int]:
    turns = Counter[int]()
    for row in rows:
        turns[row.span.start] += 1
        turns[row.span.end] -= 1
    return turns


def _settle(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """The rows that remove or change words, as `ledger.printed` goes by them; and all others.

    What is withheld goes before all else, though the tiling check lets no two such rows overlap.
    """
    withheld = (change.row.span for change in changes if change.row.kind == "withheld")
    secret = [span for span in withheld if len(span)]
    starts = [span.start for span in secret]
    ends = list(accumulate((span.end for span in secret), max))

    def apart(row: Row) -> bool:
        at = bisect_left(starts, row.span.end) - 1
        return row.kind == "withheld" or at < 0 or ends[at] <= row.span.start

    acting, others, reached = list[Change](), list[Change](), 0
    for change in changes:
        row = change.row
        acts = row.kind in REMOVED | CHANGED and row.span.start >= reached and apart(row)
        (acting if acts else others).append(change)
        reached = row.span.end if acts else reached
    return acting, others


def _swallowing(row: Row, acting: Iterable[Row]) -> Row | None:
    """The row that acts on the same place, so that this one has no words to show there.

    Of a passage withheld even what is said of a part of it could tell the words.
    """
    for other in acting:
        if other.span.start >= row.span.end:
            return None
        if (
            row.kind in REMOVED | CHANGED
            or (row.kind == "queried" and other.kind == "withheld")
            or (other.kind in REMOVED and row.span.within(other.span))
        ):
            return other
    return None
