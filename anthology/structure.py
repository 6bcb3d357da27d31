"""Chunks and the editor's decisions → the blocks of a text, its author's notes, its ledger.

What the signs of the text do not show, `decisions/<slug>.toml` says. Changes no word: leaves hold
exactly what the source has at their place, but for the title and for emendations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from anthology.decisions import Places, idle, locate
from anthology.diagnostic import Diagnostic, EditionError, Place, place_of
from anthology.document import (
    Block,
    Blocks,
    Heading,
    Inlines,
    Paragraph,
    Quotation,
    SceneBreak,
    Text,
    Withheld,
)
from anthology.edition import EditedText
from anthology.ledger import Ledger, Row
from anthology.lists import Entry, fold_lists
from anthology.read.inline import read_inlines
from anthology.read.plain import Chunk, frame_of, read_plain
from anthology.span import Source, Span

_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(r"\[([ivxlc]+|\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """A note of the author's own, under the author's own marker; `span`: its words."""

    marker: str
    blocks: Blocks
    span: Span


@dataclass(frozen=True, slots=True)
class Structured:
    """A text with its structure settled. `title_span` is None where the title is supplied."""

    title: Text
    body: Blocks
    notes: tuple[AuthorNote, ...]
    ledger: Ledger
    title_span: Span | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A chunk on its way to being a block: the stretches of it that are kept."""

    chunk: Chunk
    kept: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.kept[0].start

    @property
    def end(self) -> int:
        return self.kept[-1].end


def structure(text: EditedText) -> Structured:
    """Settle the structure of one text.

    Raises EditionError for a decision whose place is missing or ambiguous, or that changes
    nothing; a note without a reference; a title that the source does not have. A reference
    without a note stays as the words it is.
    """
    places = locate(text)
    decided = text.decisions.paragraphs
    frame = frame_of(text.source.text) if decided == "auto" else decided
    drafts = tuple(_drafts(text.source, read_plain(text.source, frame), places))
    if not drafts:
        raise EditionError(_nothing_left(text))
    title, title_rows, drafts = _take_title(text, drafts)
    problems = tuple(idle(places, [draft.kept for draft in drafts]))
    if problems:
        raise EditionError(*problems)
    body, notes = _part_notes(drafts)
    rows = [*places.rows, *title_rows]
    markers = _pair(text.source, body, notes)
    builder = _Builder(text, places, markers, rows)
    blocks = fold_lists(builder.entries(body))
    author = tuple(builder.note(draft) for draft in notes)
    return Structured(title, blocks, author, Ledger().joined(rows), title.span)


def _nothing_left(text: EditedText) -> Diagnostic:
    return Diagnostic(
        "text-empty",
        "the decisions leave nothing of the source to print",
        Place(text.decisions_name),
        "omit less, or take the text out of edition.toml",
    )


def _drafts(source: Source, chunks: Iterable[Chunk], places: Places) -> Iterator[_Draft]:
    """Cut chunks where the editor splits them, join them where the editor joins them."""
    waiting: _Draft | None = None
    for chunk in chunks:
        for draft in _split(source, chunk, places):
            if waiting and any(waiting.end <= j.start <= draft.start for j in places.joins):
                waiting = replace(waiting, kept=(*waiting.kept, *draft.kept))
                continue
            if waiting:
                yield waiting
            waiting = draft
    if waiting:
        yield waiting


def _split(source: Source, chunk: Chunk, places: Places) -> Iterator[_Draft]:
    cuts = [s.start for s in places.splits if chunk.span.start < s.start < chunk.span.end]
    edges = [chunk.span.start, *cuts, chunk.span.end]
    for at, (start, end) in enumerate(pairwise(edges)):
        whole = Span(chunk.span.source, start, end)
        kept = tuple(s for s in (_trim(source, k) for k in places.kept(whole)) if len(s))
        if kept:
            part = (
                chunk
                if at == 0 and _keeps_mark(chunk, kept[0])
                else replace(chunk, span=whole, mark=None, kind="plain")
            )
            yield _Draft(part, kept)


def _keeps_mark(chunk: Chunk, first: Span) -> bool:
    return first.start == chunk.span.start and (not chunk.mark or chunk.mark.end <= first.end)


def _trim(source: Source, span: Span) -> Span:
    words = source.cut(span)
    start = span.start + len(words) - len(words.lstrip())
    return source.span(start, max(start, span.start + len(words.rstrip())))


def _take_title(
    text: EditedText, drafts: tuple[_Draft, ...]
) -> tuple[Text, list[Row], tuple[_Draft, ...]]:
    """The title as printed, and the drafts without the line that is the source's own title."""
    entry = text.entry
    if entry.supplied:
        return Text(entry.title), [], drafts
    first = drafts[0].kept
    words = "".join(text.source.cut(span) for span in first)
    if _WORD.findall(words.casefold()) != _WORD.findall(entry.title.casefold()):
        raise EditionError(
            Diagnostic(
                "title-differs",
                f"the title “{entry.title}” is not what the source begins with",
                place_of(text.source, first[0]),
                "give the source's own title, or say `supplied = true` in edition.toml",
            )
        )
    span = Span(text.source.name, first[0].start, first[-1].end)
    rows = []
    if words != entry.title:
        rows = [
            Row(
                "typographic",
                "title-style",
                span,
                words,
                entry.title,
                "titles are set in one style",
            )
        ]
    return Text(entry.title, span), rows, drafts[1:]


def _part_notes(drafts: tuple[_Draft, ...]) -> tuple[tuple[_Draft, ...], tuple[_Draft, ...]]:
    """The body, and the run of notes at the end, each begun by its marker."""
    first = len(drafts)
    while first and drafts[first - 1].chunk.kind == "note":
        first -= 1
    return drafts[:first], drafts[first:]


def _pair(source: Source, body: Sequence[_Draft], notes: Sequence[_Draft]) -> frozenset[str]:
    """The markers of the author's notes; each must be called once in the body."""
    markers = [draft.chunk.value for draft in notes]
    called = [m[1] for d in body for k in d.kept for m in _REFERENCE.finditer(source.cut(k))]
    problems = [
        Diagnostic(
            "note-unpaired",
            f"the note [{draft.chunk.value}] is called "
            f"{called.count(draft.chunk.value)} times and given "
            f"{markers.count(draft.chunk.value)} times",
            place_of(source, draft.chunk.span),
            "take the odd note, or the odd call, out of the text by an [[omit]] decision",
        )
        for draft in notes
        if called.count(draft.chunk.value) != 1 or markers.count(draft.chunk.value) != 1
    ]
    if problems:
        raise EditionError(*problems)
    return frozenset(markers)


class _Builder:
    """Makes blocks of drafts and collects the ledger rows that this gives."""

    def __init__(
        self, text: EditedText, places: Places, markers: frozenset[str], rows: list[Row]
    ) -> None:
        self.text, self.places, self.markers, self.rows = text, places, markers, rows
        self.withheld = tuple(row for row in rows if row.kind == "withheld")

    def entries(self, drafts: Sequence[_Draft]) -> list[Entry]:
        """The drafts as entries of the body, pauses and withheld passages put in their place."""
        found: list[Entry] = []
        at = 0
        while at < len(drafts):
            found.extend(self._before(drafts[at].start, drafts[at - 1].end if at else -1))
            at, entry = self._entry(drafts, at, depth=0)
            found.append(entry)
        found.extend(self._before(len(self.text.source.text), drafts[-1].end if drafts else -1))
        return found

    def note(self, draft: _Draft) -> AuthorNote:
        """A note at the end of the text, without its marker; one it names is called elsewhere."""
        paragraph = Paragraph(self._inlines(draft, drop_mark=True, markers=frozenset()))
        mark = draft.chunk.mark
        start = mark.end if mark else draft.start
        return AuthorNote(
            draft.chunk.value, (paragraph,), Span(draft.chunk.span.source, start, draft.end)
        )

    def _before(self, start: int, after: int) -> Iterator[Entry]:
        """What stands between two drafts without words of its own."""
        for row in self.withheld:
            if after < row.span.start < start:
                yield Entry(Withheld(row.reason))
        for span in self.places.pauses:
            if after < span.start <= start:
                yield Entry(SceneBreak())

    def _entry(self, drafts: Sequence[_Draft], at: int, depth: int) -> tuple[int, Entry]:
        """The block that begins at a draft, and where the next one begins."""
        draft = drafts[at]
        quotes = self.places.quotes_at(draft.start)
        item = self.places.in_item(draft.start)
        if depth < len(quotes):
            end = at
            while (
                end < len(drafts) and quotes[depth].start <= drafts[end].start < quotes[depth].end
            ):
                end += 1
            inside = self._quoted(drafts[at:end], depth + 1)
            return end, Entry(Quotation(inside), continues=item)
        heading = self.places.heading_in(draft.start, draft.end)
        if heading:
            self._structural("heading", draft, heading.reason)
            return at + 1, Entry(
                Heading(
                    self._inlines(draft, drop_mark=True),
                    heading.level,
                    heading.number,
                    self._capitals(draft),
                )
            )
        chunk = draft.chunk
        listed = chunk.kind in {"number", "bullet"} and depth == 0
        paragraph = Paragraph(
            self._inlines(draft, drop_mark=listed),
            self.places.role_in(draft.start, draft.end) or "body",
        )
        if not listed:
            return at + 1, Entry(paragraph, continues=item)
        return at + 1, Entry(paragraph, chunk.kind, chunk.value, chunk.indent)

    def _quoted(self, drafts: Sequence[_Draft], depth: int) -> Blocks:
        blocks: list[Block] = []
        at = 0
        while at < len(drafts):
            if at:
                between = self._before(drafts[at].start, drafts[at - 1].end)
                blocks.extend(entry.block for entry in between)
            at, entry = self._entry(drafts, at, depth)
            blocks.append(entry.block)
        return tuple(blocks)

    def _capitals(self, draft: _Draft) -> bool:
        return "".join(map(self.text.source.cut, draft.kept)).isupper()

    def _structural(self, rule: str, draft: _Draft, reason: str) -> None:
        span = Span(self.text.source.name, draft.start, draft.end)
        self.rows.append(Row("structural", rule, span, reason=reason))

    def _inlines(
        self, draft: _Draft, *, drop_mark: bool, markers: frozenset[str] | None = None
    ) -> Inlines:
        kept = draft.kept
        mark = draft.chunk.mark
        if drop_mark and mark:
            rule = "note-marker" if draft.chunk.kind == "note" else "list-marker"
            self.rows.append(Row("markup", rule, mark, self.text.source.cut(mark)))
            rest = Span(mark.source, mark.end, kept[0].end)
            lead = len(self.text.source.cut(rest)) - len(self.text.source.cut(rest).lstrip())
            kept = (Span(mark.source, mark.end + lead, rest.end), *kept[1:])
        inlines, rows = read_inlines(
            self.text.source,
            kept,
            self.markers if markers is None else markers,
            self.text.entry.number,
            stars=self.text.decisions.markup == "asterisks",
            emended=self.places.emended,
        )
        self.rows.extend(rows)
        return inlines
