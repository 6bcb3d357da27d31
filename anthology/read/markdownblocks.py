"""Blocks of Markdown that are more than words in lines: code, HTML, front matter, table rows.

Finds the places of their words in the file; makes no chunk of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from anthology.read.markdownspans import Content, cells_of, content_of
from anthology.read.reading import Hints, Mark
from anthology.span import Source, Span

_HTML = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z][^>]*>|<[!?][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_FIELD = re.compile(r"^(?P<key>[A-Za-z_-]+):[ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_KEYS = {"lang": "language", "url": "address", "link": "address", "creator": "author"}
Words = tuple[Span, tuple[Mark, ...]]


class Lines:
    """A file as lines: the text of each, and where it begins."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def end(self, number: int) -> int:
        """Behind the last sign of a line, counted from 0."""
        return self.starts[number] + len(self.lines[number].rstrip())

    def trimmed(self, start: int, end: int) -> Span | None:
        """A place without the space at its edges; None if it is all space."""
        words = self.source.text[start:end]
        if not words.strip():
            return None
        lead = len(words) - len(words.lstrip())
        return self.source.span(start + lead, start + len(words.rstrip()))

    def whole(self, token: Token) -> tuple[int, int]:
        """Where the lines of a block begin and end."""
        first, last = token.map or [0, 0]
        return self.starts[first], min(self.starts[last], len(self.source.text))

    def row(self, number: int, after: int, quoted: int) -> tuple[Content, ...]:
        """The cells of a table's row; it begins behind `after` and the signs of quotations."""
        column = max(0, after - self.starts[number])
        line = self.lines[number]
        while line[column : column + 1] in {" ", "\t"} or (quoted and line[column] == ">"):
            quoted -= line[column] == ">"
            column += 1
        return tuple(cells_of(line, self.starts[number], column))

    def code(self, token: Token) -> Iterator[Span]:
        """The lines of a block of code that hold something, without what stands before them."""
        first, last = token.map or [0, 0]
        first += token.type == "fence"
        for number, line in enumerate(token.content.split("\n")[: last - first], first):
            whole = self.lines[number].rstrip()
            if line.strip():
                words = line.rstrip() if whole.endswith(line.rstrip()) else line.strip()
                end = self.starts[number] + len(whole)
                yield self.source.span(end - len(words), end)

    def html(self, token: Token) -> tuple[tuple[Words, ...], tuple[Span, ...]]:
        """Of a block of HTML the words, and the places of tags, comments and scripts."""
        content = content_of(token, self.lines, self.starts)
        tags = [found.span() for found in _HTML.finditer(content.text)]
        words = []
        start = 0
        for left, right in (*tags, (len(content.text), 0)):
            for found in re.finditer(r"\S(?:.*\S)?", content.text[start:left], re.DOTALL):
                words.append(self._words(content, start + found.start(), start + found.end()))
            start = right
        return tuple(words), tuple(self._span(content, *tag) for tag in tags)

    def _span(self, content: Content, start: int, end: int) -> Span:
        return self.source.span(content.place(start), content.end(end))

    def _words(self, content: Content, start: int, end: int) -> Words:
        turns = re.finditer(r"\s*\n\s*", content.text[start:end])
        ends = [(start + turn.start(), start + turn.end()) for turn in turns]
        spaces = (self.source.span(content.end(a), content.place(b)) for a, b in ends)
        return self._span(content, start, end), tuple(Mark("space", space) for space in spaces)


def front_hints(content: str) -> Hints:
    """Title, author, date, address and language that front matter gives as plain values."""
    found = {m["key"].lower(): m["value"].strip("\"'") for m in _FIELD.finditer(content)}
    named = {_KEYS.get(key, key): value for key, value in found.items()}
    known = ("title", "author", "date", "address", "language")
    if re.match(r"\d{4}-\d\d-\d\d[ T]", named.get("date", "")):
        named["date"] = named["date"][:10]  # the hour is of no use to a book
    return Hints(**{key: named[key] for key in known if key in named})
