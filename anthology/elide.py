"""What is taken out of the chunks → marks, so that […] stands in place of what is withheld.

A chunk of which words are left has a mark where others were withheld or abridged; chunks that are
gone as a whole leave one mark together, unless what stands beside them has one already. Other marks
end where words were taken out. Takes out no word itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from anthology.decisions import Places
from anthology.diagnostic import Diagnostic
from anthology.document import Elided
from anthology.hang import named
from anthology.ledger import Row
from anthology.read.reading import Chunk, Kind, Mark, MarkKind
from anthology.span import Source, Span

_SIGNS: frozenset[MarkKind] = frozenset({"call", "break", "page", "space"})
_STAY: frozenset[Kind] = frozenset({"number", "bullet", "note", "heading"})
"""Kinds of chunk that stay what they are when nothing but […] is left of them."""


def elide(
    source: Source, chunks: Sequence[Chunk], places: Places
) -> tuple[tuple[Chunk, ...], tuple[Row, ...]]:
    """The chunks with their marks, and rows for what goes along: notes of lost calls, pictures."""
    chunks = tuple(_cleared(chunk, places.left_out) for chunk in chunks)
    if not places.elided:
        return chunks, ()
    live, rows = _without_lost_notes(chunks, places)
    cuts = tuple(_cuts(source, live, places))
    return tuple(_marked(cuts)), (*rows, *_pictures(cuts, places))


def unprinted(chunks: Sequence[Chunk], places: Places) -> Iterator[Diagnostic]:
    """Decisions to take out with a mark what the book does not print in any case."""
    for asked in places.asked:
        printed = (chunk.span for chunk in chunks if chunk.span.touches(asked.span))
        if asked.key in {"withhold", "abridge"} and not any(printed):
            yield Diagnostic(
                "decision-idle",
                "nothing is printed from this place: there would be no […]",
                asked.place,
                "take the decision out",
            )


# --- Author's notes that nothing calls any more ---------------------------------------------------


def _without_lost_notes(
    chunks: Sequence[Chunk], places: Places
) -> tuple[list[Chunk], tuple[Row, ...]]:
    """The chunks without notes whose only calls are taken out, and a row for each such note."""
    lost = dict[str, Row]()
    live = set[str]()
    for mark in (m for c in chunks if c.kind != "note" for m in c.marks if m.kind == "call"):
        row = next((row for row in places.elided if mark.span.touches(row.span)), None)
        if row:
            lost.setdefault(mark.value, row)
        elif any(places.kept(mark.span)):
            live.add(mark.value)
    kept, rows = list[Chunk](), list[Row]()
    taken: Row | None = None
    for chunk in chunks:
        if chunk.kind == "note" and not chunk.continues:
            taken = None if chunk.value in live else lost.get(chunk.value)
        elif not chunk.continues:
            taken = None
        if taken:
            rows += _note_rows(chunk, places, taken)
        else:
            kept.append(chunk)
    return kept, tuple(rows)


def _note_rows(chunk: Chunk, places: Places, taken: Row) -> Iterator[Row]:
    reason = f"an author’s note to words {taken.kind}"
    reason = f"{reason}: {taken.reason}" if taken.reason else reason
    own = sorted((*places.removed, *(row.span for row in places.elided)))
    for span in chunk.span.less(own):
        yield Row(taken.kind, "note", span, "", "", reason, taken.by)


# --- Where the marks stand ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cut:
    """A chunk and the marks in it; `whole`: no word is left of it; `runs`: the gaps it is part of.

    A gap is what stands together of what was taken out. Body and notes are printed apart, so that
    each shows a gap that runs through both.
    """

    chunk: Chunk
    marks: tuple[Mark, ...]
    whole: bool
    runs: frozenset[tuple[int, bool]]


def _cuts(source: Source, chunks: Iterable[Chunk], places: Places) -> Iterator[_Cut]:
    runs = _runs(source, places)
    gone = sorted((*places.removed, *(row.span for row in places.elided)))
    for chunk in chunks:
        rows = [row for row in places.elided if row.span.touches(chunk.span)]
        marks = tuple(_places(source, chunk, rows))
        left = rows and any(source.cut(span).strip() for span in chunk.span.less(gone))
        note = chunk.kind == "note"
        found = frozenset((runs[row.span], note) for row in rows)
        yield _Cut(chunk, marks, whole=bool(rows) and not left, runs=found)


def _runs(source: Source, places: Places) -> dict[Span, int]:
    """What is taken out, by the gap it is part of: nothing that is printed stands inside one."""
    found = dict[Span, int]()
    reached = -1
    for row in places.elided:
        between = Span(source.name, max(reached, 0), max(reached, 0, row.span.start))
        kept = any(source.cut(span).strip() for span in places.kept(between))
        found[row.span] = len(found) if kept else max(found.values(), default=0)
        reached = max(reached, row.span.end)
    return found


def _places(source: Source, chunk: Chunk, rows: Iterable[Row]) -> Iterator[Mark]:
    """Where […] stands: once for each place taken out, in a table once for each of its cells."""
    parts = [cell.span for row in chunk.rows for cell in row] or [chunk.span]
    for row in rows:
        for part in parts:
            if part.touches(row.span):
                place = part.common(row.span)
                words = source.cut(place)
                start = place.start + len(words) - len(words.lstrip())
                if words.strip():
                    kind: Elided = "abridged" if row.kind == "abridged" else "withheld"
                    yield Mark(kind, source.span(start, start + len(words.strip())))


def _marked(cuts: Sequence[_Cut]) -> Iterator[Chunk]:
    """The chunks that leave a mark or words; of a gap between them, the first."""
    shown = {run for cut in cuts if not cut.whole for run in cut.runs}
    thread = any(cut.chunk.thread and not cut.whole for cut in cuts)
    for cut in cuts:
        called = cut.chunk.kind == "note" and not cut.chunk.continues
        if not cut.whole:
            yield _with_marks(cut) if cut.marks else cut.chunk
        elif cut.marks and (called or not cut.runs <= shown):
            shown |= cut.runs
            yield _emptied(cut, thread=thread)


def _pictures(cuts: Iterable[_Cut], places: Places) -> Iterator[Row]:
    """A row for each picture that is taken out. Of one withheld not even the name is told."""
    for chunk in (cut.chunk for cut in cuts if cut.whole and cut.chunk.kind == "figure"):
        row = next(row for row in places.elided if row.span.touches(chunk.span))
        place = Span(chunk.span.source, chunk.span.start, chunk.span.start)
        old = "" if row.kind == "withheld" else named(chunk)
        yield Row(row.kind, "picture", place, old, "", row.reason, row.by)


def _with_marks(cut: _Cut) -> Chunk:
    """A chunk of which words are left. A list or note marker that was taken out is none."""
    clear = _cleared(cut.chunk, [gap.span for gap in cut.marks])
    marker = cut.chunk.mark
    if marker and any(marker.touches(gap.span) for gap in cut.marks):
        marker = None
    return replace(clear, mark=marker, marks=(*clear.marks, *cut.marks))


def _cleared(chunk: Chunk, gaps: Iterable[Span]) -> Chunk:
    """The chunk with its marks cut off where words, and signs among them, are taken out."""
    marks = chunk.marks
    for gap in gaps:
        if gap.touches(chunk.span):
            marks = tuple(clipped for mark in marks if (clipped := _clipped(mark, gap)))
    return replace(chunk, marks=marks) if marks is not chunk.marks else chunk


def _emptied(cut: _Cut, *, thread: bool) -> Chunk:
    """A chunk of which nothing is left but […]: no picture, no name of who commented, no number.

    `thread`: other comments are printed, so that it has its place among them.
    """
    chunk = cut.chunk
    if chunk.thread and thread:
        return replace(chunk, mark=None, value="", alternative="", marks=cut.marks)
    kind: Kind = chunk.kind if chunk.kind in _STAY and not chunk.thread else "elided"
    value = chunk.value if kind != "elided" else ""
    bare = Chunk(chunk.span, chunk.indent, None, kind, value, chunk.level, chunk.quoted)
    return replace(bare, continues=chunk.continues, marks=cut.marks)


def _clipped(mark: Mark, gap: Span) -> Mark | None:
    """What is left of another mark beside a gap; a wrapper may go round it."""
    start, end = mark.span.start, mark.span.end
    inner = Span(gap.source, start + mark.open, end - mark.close)
    if not mark.span.touches(gap) or (mark.kind not in _SIGNS and gap.within(inner)):
        return mark
    before, behind = start < gap.start, gap.end < end
    if mark.kind in _SIGNS or before == behind:
        return None
    if before:
        close = max(0, gap.start - inner.end)
        return replace(mark, span=Span(gap.source, start, gap.start), close=close)
    return replace(mark, span=Span(gap.source, gap.end, end), open=max(0, inner.start - gap.end))
