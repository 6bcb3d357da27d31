"""What a Markdown file was found to hold, and the account of what is left of it.

Every sign of the file ends in a chunk or a row; what cannot be placed becomes a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.ledger import Row
from anthology.read.pictureparts import Parts
from anthology.read.reading import Chunk, Hints, Reading
from anthology.span import Source, Span

_HINTS = {
    "html": "write it in Markdown, or save the whole text as HTML",
    "picture-title": "let it be the last in its paragraph, and its title is its caption",
    "html-tag": "write it in Markdown, or leave it so",
    "entity": "write the sign itself into the file",
    "markdown-unread": "compare it with the file; it stands as a paragraph of its own",
}


@dataclass(slots=True)
class Found:
    """Chunks, notes, rows and messages as they are found; `account` then closes the gaps."""

    source: Source
    chunks: list[Chunk] = field(default_factory=list)
    notes: list[Chunk] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    hints: Hints = field(default_factory=Hints)
    parts: Parts = field(default_factory=Parts)

    def markup(self, rule: str, span: Span) -> None:
        """Signs that are no words."""
        self.rows.append(Row("markup", rule, span, self.source.cut(span)))

    def tell(self, rule: str, at: int, message: str) -> None:
        """Keep a warning on a place."""
        place = Place(self.source.name, *self.source.locate(at))
        self.told.append(Diagnostic(rule, message, place, _HINTS[rule], Severity.WARNING))

    def account(self, env: dict[str, Any]) -> None:
        """Account for every sign that is left; `env` is where markdown-it keeps definitions."""
        defined = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
        lines = {number for entry in defined for number in range(*entry["map"])}
        end = len(self.source.text)
        taken = [chunk.span for chunk in (*self.chunks, *self.notes)]
        taken += [row.span for row in self.rows]
        at = 0
        for span in (*sorted(taken), self.source.span(end, end)):
            for left in re.finditer(r"\S(?:[^\n]*\S)?", self.source.text[at : span.start]):
                self._left(self.source.span(at + left.start(), at + left.end()), lines)
            at = max(at, span.end)

    def _left(self, span: Span, defined: set[int]) -> None:
        words = self.source.cut(span)
        if not any(sign.isalnum() for sign in words):
            self.markup("markdown", span)
        elif self.source.locate(span.start)[0] - 1 in defined:
            self.markup("link-definition", span)
        else:
            self.chunks.append(Chunk(span))
            self.tell("markdown-unread", span.start, f"“{words[:60]}” was not read as Markdown")

    def reading(self, warnings: tuple[Diagnostic, ...]) -> Reading:
        """All that was read: chunks as they stand, then notes in the order of their calls."""
        body = sorted(self.chunks, key=lambda chunk: (chunk.span.start, chunk.span.end))
        calls = [mark.value for c in body for mark in c.marks if mark.kind == "call"]
        order = {value: at for at, value in reversed(list(enumerate(calls)))}
        notes = sorted(self.notes, key=lambda note: order.get(note.value, len(order)))
        rows = tuple(sorted(self.rows, key=lambda row: row.span))
        told = (*warnings, *self.told)
        pictures = tuple(self.parts.taken.items())
        every = (*body, *notes)
        return Reading(self.source, every, rows, self.hints, told, exact=True, pictures=pictures)
