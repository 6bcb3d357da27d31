"""The author's notes in a plain text: which chunks are notes, and where each is called.

Marks calls and moves the notes behind the body; changes no word of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from anthology.diagnostic import Diagnostic, Severity, place_of
from anthology.ledger import Row
from anthology.read.notepairs import keys_of, pair, shown
from anthology.read.plainmarks import with_marks, words_of
from anthology.read.reading import Chunk, Mark
from anthology.span import Source, Span

RAISED = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_HEADING = re.compile(
    r"(?:the |author[’']s )?(?:end|foot)?notes?\W*|anmerkungen\W*|fu(?:ß|ss)noten\W*|endnoten\W*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\[(?:\^|Footnote |Note )?(?P<bracket>[ivxlc]+|\d{1,3}|[A-Z]{1,2}|[*†‡]+)\]"
    r"|(?P<raised>[¹²³⁰⁴-⁹]+)|(?<=\S)(?P<sign>\*{1,3}|[†‡]+)(?![\w*†‡])"
)
# How notes numbered “1.” under a heading may be called: raised, in brackets, or by a number glued
# to a word or to the stop and the quotation mark behind it.
_COUNTED = (
    re.compile(r"\[(\d{1,3})\]"),
    re.compile(r"([¹²³⁰⁴-⁹]+)"),
    re.compile(r"\((\d{1,3})\)"),
    re.compile(r"(?<=[^\W\d_])(\d{1,3})(?=[\s.,;:!?]|$)"),
    re.compile(r"(?:(?<=[^\W\d_][.,;:!?…”’\"')])|(?<=[^\W\d_][.,;:!?…][”’\"')]))(\d{1,3})(?=\s|$)"),
)
_STAR_BEHIND = re.compile(r"(?<=[^\s*])\*(?![\w*])")
_STAR_BEFORE = re.compile(r"(?<![\w*])\*(?=[^\s*])")
_FURTHER = 40  # no note has more paragraphs
_DEEPER = 16  # spaces; a line set in deeper than that is centred, and no part of a note


@dataclass(frozen=True, slots=True)
class Paired:
    """The chunks, notes last, with the rows and messages that pairing gave."""

    chunks: tuple[Chunk, ...]
    rows: tuple[Row, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Call:
    """A call: the chunk it stands in, its place there, its marker."""

    chunk: int
    span: Span
    marker: str


def pair_notes(source: Source, chunks: Sequence[Chunk]) -> Paired:
    """Find notes and their calls; where markers begin anew, chapter is paired with chapter.

    A call with no note left for it is a warning `note-unpaired`; what becomes of a note that
    nothing calls is for the editor to say. Where nothing at all is called, bracketed numbers are
    the numbers of paragraphs.
    """
    found = list(chunks)
    _star_notes(source, found)
    counted = _counted_notes(source, found)
    rows = _close_brackets(source, found)
    if not any(chunk.kind == "note" for chunk in found):
        return Paired(tuple(found), rows)
    notes = _notes(found)
    calls, spare = _calls(source, found, notes, counted)
    if not calls and not rows:
        return Paired(tuple(map(_uncalled, found)))
    keys = keys_of([note[0].value for note in notes])
    for at, call in calls.items():
        mark = Mark("call", call.span, keys[at])
        found[call.chunk] = with_marks(found[call.chunk], (mark,))
    body = [chunk for chunk in found if chunk.kind != "note"]
    order = sorted(range(len(notes)), key=lambda at: (at not in calls, _place(calls, notes, at)))
    behind = [replace(chunk, value=keys[at]) for at in order for chunk in notes[at]]
    return Paired((*body, *behind), rows, _told(source, spare))


def _place(calls: Mapping[int, _Call], notes: Sequence[Sequence[Chunk]], at: int) -> Span:
    return calls[at].span if at in calls else notes[at][0].span


def _notes(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """The notes in the order of the text, each with its further paragraphs."""
    notes: list[list[Chunk]] = []
    for chunk in chunks:
        if chunk.kind == "note" and not (chunk.continues and notes):
            notes.append([chunk])
        elif chunk.kind == "note":
            notes[-1].append(chunk)
    return notes


def _uncalled(chunk: Chunk) -> Chunk:
    if chunk.kind != "note":
        return chunk
    if chunk.value.isdigit():
        return replace(chunk, kind="number", continues=False)
    return replace(chunk, kind="plain", mark=None, value="", continues=False)


# --- Which chunks are notes -----------------------------------------------------------------------


def _star_notes(source: Source, chunks: list[Chunk]) -> None:
    """Items headed “*” are notes if a lone asterisk behind a word calls each of them."""
    items = [at for at, c in enumerate(chunks) if c.value == "*" and c.kind == "bullet"]
    if not items or any(chunks[at].thread for at in items):
        return
    spare = 0
    for chunk in chunks[: items[-1]]:
        words = source.cut(words_of(chunk))
        spare += len(_STAR_BEHIND.findall(words)) - len(_STAR_BEFORE.findall(words))
    if spare == len(items):
        for at in items:
            chunks[at] = replace(chunks[at], kind="note")


def _counted_notes(source: Source, chunks: list[Chunk]) -> list[_Call]:
    """Items “1.” under a heading Notes are notes if all are called, in turn, in the text before."""
    calls: list[_Call] = []
    since = 0
    for at, chunk in enumerate(chunks):
        if not _is_heading(source, chunk):
            continue
        items = _items_after(chunks, at)
        found = _called_in_turn(source, chunks, range(since, at), [chunks[i].value for i in items])
        for item in items if found else ():
            chunks[item] = replace(chunks[item], kind="note")
        calls.extend(found)
        if any(c.kind == "note" for c in chunks[at + 1 : at + 2]):
            chunks[at] = replace(chunk, kind="heading", level=2)
            since = at + 1
    return calls


def _is_heading(source: Source, chunk: Chunk) -> bool:
    short = chunk.kind == "plain" and len(chunk.span) <= 40
    return short and _HEADING.fullmatch(source.cut(chunk.span)) is not None


def _items_after(chunks: Sequence[Chunk], at: int) -> list[int]:
    """The numbered items behind a heading, as far as the numbers rise."""
    items: list[int] = []
    for place in range(at + 1, len(chunks)):
        chunk = chunks[place]
        if chunk.kind == "number" and chunk.value.isdigit():
            if items and int(chunk.value) <= int(chunks[items[-1]].value):
                break
            items.append(place)
        elif not items:
            break
    return items


def _called_in_turn(
    source: Source, chunks: Sequence[Chunk], places: range, wanted: Sequence[str]
) -> list[_Call]:
    """The calls of notes in the first form that has them all, each number in its turn."""
    for form in _COUNTED if wanted else ():
        calls: list[_Call] = []
        for place in places:
            span = chunks[place].span
            for found in form.finditer(source.text, span.start, span.end):
                number = found[1].translate(RAISED)
                if len(calls) < len(wanted) and number == wanted[len(calls)]:
                    calls.append(_Call(place, source.span(*found.span()), number))
        if len(calls) == len(wanted):
            return calls
    return []


# --- How far a note goes --------------------------------------------------------------------------


def _close_brackets(source: Source, chunks: list[Chunk]) -> tuple[Row, ...]:
    """Give notes their further paragraphs: to the bracket that closes `[Footnote 1: … ]`, or as
    far as they are set in deeper than the first.

    The closing bracket is no word of a note, but a sign of markup.
    """
    rows: list[Row] = []
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        last = at
        if chunk.kind == "note":
            end = _bracket(source, chunks, at) if _is_bracketed(source, chunk) else None
            last = end[0] if end else _deeper(chunks, at)
            for place in range(at + 1, last + 1):
                further = replace(chunks[place], kind="note", mark=None, value=chunk.value)
                chunks[place] = replace(further, continues=True)
            if end:
                rows.append(Row("markup", "note-bracket", source.span(end[1], end[1] + 1), "]"))
                chunks[end[0]] = _cut(source, chunks[end[0]], end[1])
        at = last + 1
    chunks[:] = [chunk for chunk in chunks if len(chunk.span)]
    return tuple(rows)


def _is_bracketed(source: Source, chunk: Chunk) -> bool:
    mark = source.cut(chunk.mark) if chunk.mark else ""
    return mark.startswith("[") and mark.endswith(":") and "]" not in mark


def _bracket(source: Source, chunks: Sequence[Chunk], at: int) -> tuple[int, int] | None:
    """The chunk that the note's closing bracket ends, and where it is."""
    depth = 0
    for place in range(at, min(at + _FURTHER, len(chunks))):
        if place > at and chunks[place].kind not in {"plain", "verse", "number", "bullet"}:
            return None
        span = chunks[place].span
        for sign in re.finditer(r"[\[\]]", source.cut(span)):
            depth += 1 if sign[0] == "[" else -1
            if depth == 0:
                offset = span.start + sign.start()
                return (place, offset) if offset + 1 == span.end else None
    return None


def _deeper(chunks: Sequence[Chunk], at: int) -> int:
    last = at
    while (
        last + 1 < len(chunks)
        and chunks[last + 1].kind == "plain"
        and 0 < chunks[last + 1].indent - chunks[at].indent <= _DEEPER
        and not chunks[last + 1].thread
    ):
        last += 1
    return last


def _cut(source: Source, chunk: Chunk, offset: int) -> Chunk:
    end = chunk.span.start + len(source.text[chunk.span.start : offset].rstrip())
    span = source.span(chunk.span.start, end)
    marks = tuple(mark for mark in chunk.marks if mark.span.within(span))
    return replace(chunk, span=span, marks=marks)


# --- Where notes are called -----------------------------------------------------------------------


def _calls(
    source: Source,
    chunks: Sequence[Chunk],
    notes: Sequence[Sequence[Chunk]],
    counted: Sequence[_Call],
) -> tuple[dict[int, _Call], list[_Call]]:
    """The call of each note, by the note's place in their order; and calls with no note left."""
    known = {note[0].value for note in notes}
    taken = {call.span.start for call in counted}
    further = [c for c in _candidates(source, chunks) if c.marker in known]
    found = [*counted, *(call for call in further if call.span.start not in taken)]
    found.sort(key=lambda call: call.span)
    placed = [(note[0].span.start, note[0].value) for note in notes]
    calls: dict[int, _Call] = {}
    spare: list[_Call] = []
    paired = pair([(call.span.start, call.marker) for call in found], placed)
    for call, at in zip(found, paired, strict=True):
        if at is None or at in calls:
            spare.append(call)
        else:
            calls[at] = call
    return calls, [] if counted else spare


def _candidates(source: Source, chunks: Sequence[Chunk]) -> Iterator[_Call]:
    for at, chunk in enumerate(chunks):
        if chunk.kind in {"note", "rule"}:
            continue
        words = words_of(chunk)
        for found in _CALL.finditer(source.text, words.start, words.end):
            marker = next(m for m in found.groups() if m).translate(RAISED)
            yield _Call(at, source.span(*found.span()), marker)


def _told(source: Source, calls: Sequence[_Call]) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            "note-unpaired",
            f"the note [{shown(call.marker)}] has no text",
            place_of(source, call.span),
            "compare it with another copy, or leave it out by an [[omit]] decision",
            Severity.WARNING,
        )
        for call in calls
    )
