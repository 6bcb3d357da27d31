"""The editor's notes, read from `notes/<slug>.md` and hung on their places beside the author's.

A note of the editor's is a line quoted from the text, with the words it is on in **bold**, and
below it what it says, in Markdown:

    > When I joined the **IMT**, I found

    International Marxist Tendency, …

Never guesses a place: one that is missing or ambiguous is an error.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.document import (
    Blocks,
    Inlines,
    ListBlock,
    NoteRef,
    Paragraph,
    Text,
    Wrapper,
    inlines_of,
    map_inlines,
    plain,
    query,
    split_at,
)
from anthology.read.inline import note_id
from anthology.read.markdown import read_markdown
from anthology.read.notepairs import shown as shown_marker
from anthology.selector import Folded, Selector, locate
from anthology.span import Source, Span
from anthology.structure import AuthorNote

Series = Literal["author", "editor"]
_PLACE = re.compile(r"^>[ \t]?(?P<line>.*)$")
_BOLD = re.compile(r"^(?P<prefix>.*?)\*\*(?P<exact>.+?)\*\*(?P<suffix>.*)$")
_CLOSERS = ")]}”’\"',.;:?!…*"
_FRENCH = re.compile(r"[ \u00a0\u202f]+(?=[:;?!](?:\s|$))")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the book: its id, whose it is, its marker as printed, what it says.

    `line`: where the place of an editor's note stands in its file.
    """

    id: str
    series: Series
    marker: str
    blocks: Blocks
    line: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A note as the editor wrote it: where it is to hang, what it says, the line it stands on."""

    selector: Selector
    blocks: Blocks
    line: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its notes hung: the body and the author's notes with calls, and all notes."""

    body: Blocks
    notes: tuple[Note, ...]
    drifts: tuple[Diagnostic, ...] = ()


def read_notes(source: Source) -> tuple[Written, ...]:
    """The notes of a file. Raises EditionError `note-place` for those whose place is not marked."""
    written, problems = [], list[Diagnostic]()
    for line, head, body in _cut(_COMMENT.sub(_blank, source.text)):
        try:
            written.append(_written(source, line, head, body))
        except EditionError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise EditionError(*problems)
    return tuple(written)


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def _cut(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, quoted line and body of each note; words before the first have no quoted line."""
    start, head, body = 0, "", list[str]()
    blank = True
    for number, line in enumerate(text.split("\n"), 1):
        place = _PLACE.match(line)
        if place and blank:
            if start:
                yield start, head, "\n".join(body)
            start, head, body = number, place["line"], []
        elif start or line.strip():
            start = start or number
            body.append(line)
        blank = not line.strip()
    if start:
        yield start, head, "\n".join(body)


def _written(source: Source, line: int, head: str, body: str) -> Written:
    place = Place(source.name, line)
    if not head:
        begin = "begin each note with a line quoted from the text: > some **words** of it"
        raise _fault("note-place", "these words belong to no note", place, begin)
    found = _BOLD.match(head)
    if found is None:
        what = "the quoted line does not say which words the note is on"
        mark = "put those words between two pairs of asterisks: **words**"
        raise _fault("note-place", what, place, mark)
    blocks = read_markdown(body, source.name, line + 1)
    if not blocks:
        below = "write it below the quoted line"
        raise _fault("note-empty", "the note says nothing", place, below)
    if not all(isinstance(block, Paragraph | ListBlock) for block in blocks):
        what = "a note can hold paragraphs and lists alone"
        raise _fault("note-form", what, place, "write quotations and headings as running text")
    return Written(Selector(found["exact"], found["prefix"], found["suffix"]), blocks, line)


def _fault(rule: str, message: str, place: Place, hint: str) -> EditionError:
    return EditionError(Diagnostic(rule, message, place, hint))


def annotate(
    number: int,
    body: Blocks,
    authors: Sequence[AuthorNote],
    source: Source,
    folded: Folded,
    hidden: Sequence[Span] = (),
) -> Annotated:
    """Hang the editor's notes of a file on a text and its author's notes, in reading order.

    `hidden`: places that the book prints as […]. Raises EditionError for every place that cannot be
    found, or is not printed.
    """
    author_ids = {note_id(number, note.marker): note for note in authors}
    shown = _shown((*body, *(block for note in authors for block in note.blocks)))
    placed, drifts = _place(read_notes(source), source.name, folded, shown, hidden)
    ordered = sorted(placed, key=lambda p: _reading_order(p[0], body, author_ids))
    calls = [(f"t{number}n{i}", at) for i, (at, _) in enumerate(ordered, 1)]
    hung = _hang(body, calls)
    author_notes = [
        Note(id, "author", f"[{shown_marker(note.marker)}]", _hang(note.blocks, calls))
        for id, note in author_ids.items()
    ]
    editor_notes = [
        Note(call, "editor", str(i), written.blocks, written.line)
        for i, ((call, _), (_, written)) in enumerate(zip(calls, ordered, strict=True), 1)
    ]
    _check_hung(hung, author_notes, calls, ordered, source.name)
    return Annotated(hung, _by_call(hung, (*author_notes, *editor_notes)), drifts)


def _shown(blocks: Blocks) -> tuple[Span, ...]:
    """The places of the source that these blocks print, in order."""
    printed = (i.span for i in inlines_of(blocks) if isinstance(i, Text | NoteRef) and i.span)
    return tuple(sorted(span for span in printed if len(span)))


def _place(
    written: Sequence[Written],
    file: str,
    folded: Folded,
    shown: Sequence[Span],
    hidden: Sequence[Span],
) -> tuple[list[tuple[int, Written]], tuple[Diagnostic, ...]]:
    """Where in the source each call stands: behind the words and the marks that close them."""
    placed, problems, drifts = [], list[Diagnostic](), list[Diagnostic]()
    for note in written:
        try:
            found = locate(folded, note.selector, Place(file, note.line), "note")
            span = found.span
            drifts += [found.drift] if found.drift else []
            if any(span.touches(gone) for gone in hidden):
                raise _fault("note-hidden", _HIDDEN, Place(file, note.line), _UNHIDE)
            if not _is_shown(folded.source, span, shown):
                raise _unprinted(note, file)
            placed.append((_behind(folded.source.text, span), note))
        except EditionError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise EditionError(*problems)
    return placed, tuple(drifts)


_HIDDEN = "the note is on words that are withheld or abridged: the book shows […] there"
_UNHIDE = "hang the note on other words, or take it out with them"


def _is_shown(source: Source, span: Span, shown: Sequence[Span]) -> bool:
    """Whether the last sign of a place, asterisks apart, is printed."""
    last = span.start + len(source.cut(span).rstrip("*\u00ad\u200b \n")) - 1
    at = bisect_left(shown, Span(span.source, last + 1, last + 1)) - 1
    return at >= 0 and shown[at].end > last


def _unprinted(written: Written, file: str) -> EditionError:
    what = f"“{written.selector.exact}” stands in a passage that is not printed as text"
    return _fault("note-unprinted", what, Place(file, written.line), "hang the note on other words")


def _behind(text: str, span: Span) -> int:
    """A call stands after closing punctuation (The Chicago Manual of Style, 17th ed., 14.26)."""
    at = span.end
    while at < len(text) and (text[at] in _CLOSERS or _FRENCH.match(text, at)):
        apostrophe = text[at] in "’'" and text[at + 1 : at + 2].isalnum()
        if apostrophe:
            break
        at += 1
    return at


def _reading_order(at: int, body: Blocks, authors: dict[str, AuthorNote]) -> tuple[int, int]:
    """A note hung on an author's note is read where that note is called."""
    for id, note in authors.items():
        if note.span.start <= at <= note.span.end:
            call = next(i for i in inlines_of(body) if isinstance(i, NoteRef) and i.note == id)
            return (call.span.start if call.span else 0, at)
    return (at, 0)


def _hang(blocks: Blocks, calls: Sequence[tuple[str, int]]) -> Blocks:
    ordered = sorted(calls, key=lambda call: call[1])
    offsets = [at for _, at in ordered]

    def hang(inlines: Inlines) -> Inlines:
        spans = [leaf.span for leaf in query(inlines) if isinstance(leaf, Text) and leaf.span]
        if not spans:
            return inlines
        first = bisect_left(offsets, spans[0].start + 1)
        last = bisect_left(offsets, spans[-1].end + 1)
        for id, at in reversed(ordered[first:last]):
            inlines = _insert(inlines, at, NoteRef(id))
        return inlines

    return map_inlines(blocks, hang)


def _insert(inlines: Inlines, at: int, call: NoteRef) -> Inlines:
    """Put a call in: before the calls already there, but behind those the source has before it."""
    before, after = split_at(inlines, _position(inlines, at), calls_left=False)
    passed = 0
    for inline in after:
        if not isinstance(inline, NoteRef | Text) or plain((inline,)):
            break
        if inline.span is None or inline.span.start >= at:
            break
        passed += 1
    return (*before, *after[:passed], call, *after[passed:])


def _position(inlines: Inlines, offset: int) -> int:
    """The position in the block's words that stands for an offset of the source."""
    at = best = 0
    for inline in query(inlines):
        if isinstance(inline, Wrapper):
            continue
        size = len(plain((inline,)))
        if isinstance(inline, Text) and inline.span and inline.span.start < offset:
            inside = offset - inline.span.start
            same = len(inline.span) == size
            best = at + (min(inside, size) if same else size)
        at += size
    return best


def _check_hung(
    body: Blocks,
    authors: Sequence[Note],
    calls: Sequence[tuple[str, int]],
    ordered: Sequence[tuple[int, Written]],
    file: str,
) -> None:
    everywhere = (*body, *(block for note in authors for block in note.blocks))
    hung = {i.note for i in inlines_of(everywhere) if isinstance(i, NoteRef)}
    for (id, _), (_, written) in zip(calls, ordered, strict=True):
        if id not in hung:
            raise _unprinted(written, file)


def _by_call(body: Blocks, notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes in the order in which a reader meets their calls."""
    found = {note.id: note for note in notes}
    ordered: list[Note] = []

    def meet(blocks: Blocks) -> None:
        for inline in inlines_of(blocks):
            if isinstance(inline, NoteRef):
                ordered.append(found[inline.note])
                meet(found[inline.note].blocks)

    meet(body)
    return tuple(ordered)
