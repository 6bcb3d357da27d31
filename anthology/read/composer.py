"""Composes the visible text of a marked-up document, and remembers where everything came to stand.

Knows no format: readers tell it words, blocks and marks in the order in which a reader meets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from anthology.diagnostic import Diagnostic
from anthology.ledger import Row
from anthology.read.generated import REASONS
from anthology.read.reading import Chunk, Hints, Mark, MarkKind, Reading
from anthology.span import Source, Span

_SPACES = (" ", "\t", "\n", "\r", "\f")
_RUN = re.compile(r"[ \t\n\r\f]+")

Removed = Literal["omitted", "withheld"]
"""How words come to be not for the book: as debris, or as other people's."""


@dataclass(slots=True)
class _Block:
    """The chunk being composed: where its words begin, what is marked in it."""

    start: int
    form: dict[str, Any]
    marks: list[Mark]


class Composer:
    """Takes words in order; a blank line parts blocks, and runs of space inside are one space."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[str] = []
        self.length = 0
        self.chunks: list[Chunk] = []
        self._omitted: list[tuple[Removed, Span, str, str]] = []
        self._made: list[tuple[Span, str]] = []
        self.diagnostics: list[Diagnostic] = []
        self._block: _Block | None = None
        self._space = False

    def words(self, text: str) -> None:
        """Words of the open block; at its head and after a space, space counts for nothing."""
        if self._block is None:
            self.begin()
        self._space = self._space or text[:1] in _SPACES
        collapsed = _RUN.sub(" ", text).strip(" ")
        if collapsed:
            self._flush_space()
            self._put(collapsed)
            self._space = text[-1:] in _SPACES

    def begin(self, **form: Any) -> None:
        """Begin a block, ending the one before; `form` gives fields of its chunk."""
        self.end()
        if self.length:
            self._put("\n\n")
        self._space = False
        self._block = _Block(self.length, form, [])

    def end(self) -> None:
        """End the open block; one without words leaves no chunk, unless it is a rule or figure."""
        block, self._block = self._block, None
        if block is None:
            return
        span = Span(self.name, block.start, self.length)
        if len(span) or block.form.get("kind") in {"rule", "figure", "table"}:
            self.chunks.append(Chunk(span, marks=tuple(block.marks), **block.form))

    @contextmanager
    def marked(self, kind: MarkKind, value: str = "") -> Iterator[None]:
        """What is said inside is marked."""
        self._flush_space()
        start, block = self.length, self._block
        yield
        if block is not None and block is self._block and self.length > start:
            block.marks.append(Mark(kind, Span(self.name, start, self.length), value))

    def sign(self, kind: MarkKind, text: str, value: str = "") -> None:
        """A sign that stands for something: the call of a note, a page number of the original."""
        self._flush_space()
        start = self.length
        self._put(text)
        if self._block is not None:
            self._block.marks.append(Mark(kind, Span(self.name, start, self.length), value))

    def made(self, text: str, rule: str) -> None:
        """A sign that a reader sees but the page's maker did not type."""
        words = text.lstrip(" ")
        self._space = self._space or words != text
        self._flush_space()
        self._made.append((Span(self.name, self.length, self.length + len(words)), rule))
        self._put(words)

    def line_break(self) -> None:
        """A line end that the author made."""
        self._space = False
        if self._block is not None and self.length > self._block.start:
            self.sign("break", "\n")

    def omit(self, start: int, rule: str, reason: str) -> None:
        """Say that what was composed since `start` (a `length`) is not for the book."""
        self.end()
        self._omitted.append(("omitted", Span(self.name, start, self.length), rule, reason))
        while self.chunks and self.chunks[-1].span.start >= start:
            self.chunks.pop()

    def set_aside(
        self, lines: Sequence[str], rule: str, reason: str, kind: Removed = "omitted"
    ) -> None:
        """Say words that are not for the book; they make no chunk."""
        self.begin()
        start = self.length
        for at, line in enumerate(lines):
            if at:
                self.line_break()
            self.words(line)
        self._block = None
        self._omitted.append((kind, Span(self.name, start, self.length), rule, reason))

    def reading(self, hints: Hints) -> Reading:
        """All that was composed."""
        self.end()
        source = Source(self.name, "".join(self.parts))
        rows = [
            Row(kind, rule, span, "" if kind == "withheld" else source.cut(span), reason=reason)
            for kind, span, rule, reason in self._omitted
            if source.cut(span).strip()
        ]
        rows += (
            Row("structural", rule, span, new=source.cut(span), reason=REASONS[rule])
            for span, rule in self._made
        )
        said = tuple(self.diagnostics)
        return Reading(source, tuple(self.chunks), tuple(rows), hints, said, exact=True)

    def _flush_space(self) -> None:
        if self._block is None:
            self.begin()
        if self._space and self._block is not None and self.length != self._block.start:
            self._put(" ")
        self._space = False

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
