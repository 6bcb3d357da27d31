"""Places in a source: spans of code points, and the lines and columns people see.

Never reads a file and never changes a text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source: code points `start` up to, not including, `end` of its decoded text."""

    source: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span runs from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def within(self, other: Span) -> bool:
        """Whether this place lies wholly inside another of the same source."""
        return self.source == other.source and other.start <= self.start and self.end <= other.end

    def touches(self, other: Span) -> bool:
        """Whether two places of one source have a code point in common."""
        return self.start < other.end and other.start < self.end

    def common(self, other: Span) -> Span:
        """What two places that touch have in common."""
        return Span(self.source, max(self.start, other.start), min(self.end, other.end))

    def less(self, others: Iterable[Span]) -> Iterator[Span]:
        """The stretches of this place that lie in none of the others (in order of their starts)."""
        start = self.start
        for gone in others:
            if gone.end <= start or gone.start >= self.end:
                continue
            if gone.start > start:
                yield Span(self.source, start, gone.start)
            start = max(start, gone.end)
        if start < self.end:
            yield Span(self.source, start, self.end)


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text and the name (a path inside the edition) under which messages speak of it."""

    name: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lengths = (len(line) + 1 for line in self.text.split("\n")[:-1])
        object.__setattr__(self, "_starts", tuple(accumulate(lengths, initial=0)))

    def span(self, start: int, end: int) -> Span:
        """The place from code point `start` to code point `end`."""
        return Span(self.name, start, end)

    def cut(self, span: Span) -> str:
        """The words at a place."""
        return self.text[span.start : span.end]

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column, both counted from 1, of a code point."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
