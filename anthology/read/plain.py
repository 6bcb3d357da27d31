"""Plain text → chunks: the paragraphs as the file shows them, and the marks they begin with.

Only sees signs on the page (blank lines, indents, “1.”, “•”, “[iv]”); what a chunk is in the book
is settled by `structure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from anthology.span import Source, Span

_MARK = re.compile(
    r"(?P<number>\d{1,3})\.\s+|(?P<bullet>[•◦▪*-])\s+(?![•◦▪*\s-]+$)|\[(?P<note>[ivxlc]+|\d{1,3})\]\s+"
)
_CONTENT = re.compile(r"\S(?:.*\S)?", re.DOTALL)
Frame = Literal["lines", "blocks"]
Kind = Literal["plain", "number", "bullet", "note"]
_KINDS: dict[str, Kind] = {"number": "number", "bullet": "bullet", "note": "note"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A paragraph as the file shows it.

    `span` runs from its first sign to its last; `mark` is the place of a list or note marker at
    its head; `indent` counts spaces before it; `kind` is what the marker looks like.
    """

    span: Span
    indent: int
    mark: Span | None = None
    kind: Kind = "plain"
    value: str = ""


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
