"""Plain text → chunks: the paragraphs as the file shows them, and the marks they begin with.

Only sees signs on the page (blank lines, indents, “1.”, “•”, “[iv]”); what a chunk is in the book
is settled by `structure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from anthology.read.inline import text_marks
from anthology.read.reading import Chunk, Kind, Reading
from anthology.span import Source

_MARK = re.compile(
    r"(?P<number>\d{1,3})\.\s+|(?P<bullet>[•◦▪*-])\s+(?![•◦▪*\s-]+$)|\[(?P<note>[ivxlc]+|\d{1,3})\]\s+"
)
_CONTENT = re.compile(r"\S(?:.*\S)?", re.DOTALL)
Frame = Literal["lines", "blocks"]
_KINDS: dict[str, Kind] = {"number": "number", "bullet": "bullet", "note": "note"}
_REFERENCE = re.compile(r"\[([ivxlc]+|\d{1,3})\]")


def plain_reading(
    source: Source, frame: Literal["auto", "lines", "blocks"], markup: str
) -> Reading:
    """The reading of a plain text: its chunks, the notes at its end, the marks it shows."""
    chosen = frame_of(source.text) if frame == "auto" else frame
    chunks = list(read_plain(source, chosen))
    first = len(chunks)
    while first and chunks[first - 1].kind == "note":
        first -= 1
    markers = {chunk.value for chunk in chunks[first:]}
    marked = (
        replace(
            chunk,
            kind="plain" if chunk.kind == "note" and i < first else chunk.kind,
            marks=tuple(text_marks(source, chunk.span, markers, stars=markup == "asterisks")),
        )
        for i, chunk in enumerate(chunks)
    )
    return Reading(source, tuple(marked))


def emphasized(reading: Reading, markup: Literal["auto", "none", "asterisks"]) -> Reading:
    """A reading with emphasis as the editor says: as found, none, or between all asterisks."""
    if markup == "auto":
        return reading
    chunks = []
    for chunk in reading.chunks:
        marks = [mark for mark in chunk.marks if mark.kind != "emphasis"]
        if markup == "asterisks":
            found = text_marks(reading.source, chunk.span, (), stars=True)
            marks += [mark for mark in found if mark.kind == "emphasis"]
        chunks.append(replace(chunk, marks=tuple(marks)))
    return replace(reading, chunks=tuple(chunks))


def frame_of(text: str) -> Frame:
    """Whether each line is a paragraph (no blank line parts them) or blank lines part blocks."""
    lines = text.strip().split("\n")
    return "lines" if len(lines) > 1 and all(line.strip() for line in lines) else "blocks"


def read_plain(source: Source, frame: Frame) -> tuple[Chunk, ...]:
    """The chunks of a source, in order; together they hold all its non-space characters."""
    return tuple(_chunk(source, start, end) for start, end in _stretches(source.text, frame))


def _stretches(text: str, frame: Frame) -> Iterator[tuple[int, int]]:
    """Runs of lines that belong together: ended by a blank line, a marker, or each line's end."""
    start: int | None = None
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        begins = not line.strip() or frame == "lines" or _MARK.match(line.lstrip()) is not None
        if start is not None and begins:
            yield start, at
            start = None
        if line.strip() and start is None:
            start = at
        at = end + 1
    if start is not None:
        yield start, len(text)


def _chunk(source: Source, start: int, end: int) -> Chunk:
    content = _CONTENT.search(source.text, start, end)
    assert content is not None, "a stretch holds at least one sign"
    span = source.span(content.start(), content.end())
    indent = content.start() - start
    found = _MARK.match(source.text, span.start, span.end)
    if found is None or found.lastgroup is None:
        return Chunk(span, indent)
    mark = source.span(span.start, span.start + len(found[0].rstrip()))
    return Chunk(span, indent, mark, _KINDS[found.lastgroup], found[found.lastgroup])
