"""Drafts (chunks with what is kept of them) → entries: each a block, and how it goes into lists.

Follows the places that hold; decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from anthology.comments import fold_thread
from anthology.decisions import Places
from anthology.document import (
    Block,
    Blocks,
    Cell,
    Figure,
    Foreign,
    Heading,
    Inlines,
    Paragraph,
    Quotation,
    SceneBreak,
    Table,
    Verse,
    Withheld,
)
from anthology.edition import EditedText
from anthology.hang import printable
from anthology.ledger import Row
from anthology.lists import Entry
from anthology.read.inline import Scene, read_inlines
from anthology.read.reading import Chunk, Mark
from anthology.span import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A chunk on its way to being a block: the stretches of it that are kept.

    Words withheld or abridged are among them, under a mark of the chunk.
    """

    chunk: Chunk
    kept: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where its kept words begin."""
        return self.kept[0].start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.kept[-1].end

    @property
    def shown(self) -> tuple[Span, ...]:
        """The stretches of which the book prints the words."""
        return tuple(part for kept in self.kept for part in kept.less(self.gaps))

    @property
    def gaps(self) -> tuple[Span, ...]:
        """The stretches for which it prints […]."""
        marks = (m for m in self.chunk.marks if m.kind in {"withheld", "abridged"})
        return tuple(sorted(m.span for m in marks))


@dataclass(slots=True)
class Shaper:
    """Makes blocks of drafts and collects the ledger rows that this gives."""

    text: EditedText
    places: Places
    notes: Mapping[str, str]
    rows: list[Row] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    figures: int = 0

    def entries(self, drafts: Sequence[Draft]) -> list[Entry]:
        """The drafts as entries of the body, pauses put in their place."""
        found: list[Entry] = []
        at = 0
        while at < len(drafts):
            found.extend(self._before(drafts[at].start, drafts[at - 1].end if at else -1))
            at, entry = self._entry(drafts, at, depth=0)
            found.append(entry)
        found.extend(self._before(len(self.text.source.text), drafts[-1].end if drafts else -1))
        return found

    def inlines(self, draft: Draft, *, keep_mark: bool = False, calls: bool = True) -> Inlines:
        """The inlines of a draft, without its list or note marker unless that is kept."""
        kept = draft.kept
        mark = draft.chunk.mark
        if mark and not keep_mark:
            kept = self._without_mark(draft, mark)
        return self._spoken(draft, self._read(kept, draft.chunk.marks, calls=calls))

    def _spoken(self, draft: Draft, inlines: Inlines) -> Inlines:
        """The inlines of a block in the language and direction that its format declares."""
        chunk = draft.chunk
        language = "" if chunk.language == self.text.entry.language else chunk.language
        if not inlines or not (language or chunk.direction):
            return inlines
        return (Foreign(language, inlines, chunk.direction),)

    def _read(self, kept: Sequence[Span], marks: Sequence[Mark], *, calls: bool = True) -> Inlines:
        notes = dict(self.notes) if calls else {}
        scene = Scene(self.text.source, notes, self.places.emended, self.called)
        inlines, rows = read_inlines(scene, kept, marks)
        self.rows.extend(rows)
        return inlines

    def _without_mark(self, draft: Draft, mark: Span) -> tuple[Span, ...]:
        rule = "note-marker" if draft.chunk.kind == "note" else "list-marker"
        self.rows.append(Row("markup", rule, mark, self.text.source.cut(mark)))
        rest = self.text.source.text[mark.end : draft.kept[0].end]
        start = mark.end + len(rest) - len(rest.lstrip())
        return (Span(mark.source, start, max(start, draft.kept[0].end)), *draft.kept[1:])

    def _before(self, start: int, after: int) -> Iterator[Entry]:
        """What stands between two drafts without words of its own."""
        for span in self.places.pauses:
            if after < span.start <= start:
                yield Entry(SceneBreak())

    def _entry(self, drafts: Sequence[Draft], at: int, depth: int) -> tuple[int, Entry]:
        """The block that begins at a draft, and where the next one begins."""
        draft = drafts[at]
        if draft.chunk.thread and depth == 0:
            return self._thread(drafts, at)
        quotes = self.places.quotes_at(draft.start)
        goes_on = self.places.in_item(draft.start) or draft.chunk.continues
        if depth < len(quotes):
            end = at
            quote = quotes[depth]
            while end < len(drafts) and quote.start <= drafts[end].start < quote.end:
                end += 1
            inside = self._quoted(drafts[at:end], depth + 1)
            return end, Entry(Quotation(inside), continues=goes_on)
        return at + 1, self._one(draft, depth, goes_on)

    def _thread(self, drafts: Sequence[Draft], at: int) -> tuple[int, Entry]:
        """The readers' comments that begin at a draft."""
        end = at
        while end < len(drafts) and drafts[end].chunk.thread:
            end += 1
        run = drafts[at:end]

        def block_of(i: int) -> Block:
            listed = run[i].chunk.opens
            return Paragraph(self.inlines(run[i], keep_mark=not listed))

        return end, Entry(fold_thread([draft.chunk for draft in run], block_of))

    def _one(self, draft: Draft, depth: int, goes_on: bool) -> Entry:
        chunk = draft.chunk
        heading = self._heading(draft)
        if heading:
            return Entry(heading)
        if chunk.kind in {"number", "bullet"} and (depth == 0 or self.text.reading.exact):
            kind: Literal["number", "bullet"] = "number" if chunk.kind == "number" else "bullet"
            return Entry(self._paragraph(draft), kind, chunk.value, chunk.indent)
        return Entry(self._block(draft), continues=goes_on)

    def _block(self, draft: Draft) -> Block:
        chunk = draft.chunk
        match chunk.kind:
            case "verse":
                return Verse(self.inlines(draft))
            case "table" if chunk.rows:
                return Table(tuple(self._row(draft, row) for row in range(len(chunk.rows))))
            case "figure":
                return self._figure(draft)
            case "rule":
                self._drop(draft)
                return SceneBreak()
            case "elided":
                gap = next(r for r in self.places.elided if r.span.touches(draft.kept[0]))
                return Withheld(gap.reason, "abridged" if gap.kind == "abridged" else "withheld")
            case _:
                return self._paragraph(draft)

    def _figure(self, draft: Draft) -> Figure:
        chunk, hung = draft.chunk, self.text.gallery.of(draft.chunk.value)
        self.figures += 1
        return Figure(
            chunk.value,
            printable(hung.decided.alt or chunk.alternative),
            self.inlines(draft),
            f"t{self.text.entry.number}f{self.figures}",
            hung.picture.name if hung.picture else "",
            hung.decided.decorative or (chunk.decorative and not hung.decided.alt),
            hung.picture is None and hung.fault is None,
            chunk.span,
        )

    def _paragraph(self, draft: Draft) -> Paragraph:
        listed = draft.chunk.kind in {"number", "bullet", "note"}
        role = self.places.role_in(draft.start, draft.end) or "body"
        return Paragraph(self.inlines(draft, keep_mark=not listed), role)

    def _row(self, draft: Draft, row: int) -> tuple[Cell, ...]:
        cells = []
        for cell in draft.chunk.rows[row]:
            kept = [
                Span(k.source, max(k.start, cell.span.start), min(k.end, cell.span.end))
                for k in draft.kept
                if k.start < cell.span.end and cell.span.start < k.end
            ]
            marks = [m for m in draft.chunk.marks if m.span.within(cell.span)]
            words = self._spoken(Draft(draft.chunk, tuple(kept)), self._read(kept, marks))
            cells.append(Cell(words, cell.head, cell.columns, cell.rows))
        return tuple(cells)

    def _heading(self, draft: Draft) -> Heading | None:
        decided = self.places.heading_in(draft.start, draft.end)
        if decided:
            span = replace(draft.kept[0], end=draft.end)
            self.rows.append(
                Row("structural", "heading", span, reason=decided.reason, by=decided.by)
            )
            level, number = decided.level, decided.number
        elif draft.chunk.kind in {"heading", "title"}:
            level, number = 2 if draft.chunk.level <= 2 else 3, ""
        else:
            return None
        capitals = "".join(map(self.text.source.cut, draft.shown)).isupper()
        return Heading(self.inlines(draft), level, number, capitals)

    def _quoted(self, drafts: Sequence[Draft], depth: int) -> Blocks:
        blocks: list[Block] = []
        at = 0
        while at < len(drafts):
            if at:
                between = self._before(drafts[at].start, drafts[at - 1].end)
                blocks.extend(entry.block for entry in between)
            at, entry = self._entry(drafts, at, depth)
            blocks.append(entry.block)
        return tuple(blocks)

    def _drop(self, draft: Draft) -> None:
        """A rule's own signs become the pause that they stand for."""
        for span in draft.kept:
            if len(span):
                self.rows.append(Row("markup", "rule", span, self.text.source.cut(span)))
