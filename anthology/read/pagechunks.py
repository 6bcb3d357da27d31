"""The chunks of a page: what has been read of a block becomes one, in the form it was begun.

Pictures and words left out that come inside a block are put off until it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from anthology.read.composer import Composer, Removed
from anthology.read.flow import Flow, Run, TableCell, emit, emit_note, emit_table, tidy
from anthology.read.nodes import Node
from anthology.read.notebodies import Note
from anthology.read.notices import Omission
from anthology.read.pageforms import Around, form_of
from anthology.read.pageparts import alternative_of, is_decorative
from anthology.read.pictureparts import Parts
from anthology.read.verse import looks_like_verse

_OPENING = re.compile(r"[\s^↑↩]*(?P<bracket>[\[({]\s*)?")
_CLOSING = re.compile(r"\s*[\])}][.:]?")
_STOP = re.compile(r"[.:)\]]?(?!\w)")


@dataclass(slots=True)
class PageChunks:
    """What is being read; `parts` takes out the pictures that are inside the file."""

    composer: Composer
    language: str
    flow: Flow = field(default_factory=Flow)
    figures: list[tuple[Node, dict[str, Any]]] = field(default_factory=list)
    left: list[tuple[str, Omission]] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)

    def add(self, run: Run, around: Around) -> None:
        """Add words; the first of a block say what it is."""
        if self.flow.form is None and not around.cell and run.text.strip():
            self.flow.form = form_of(around, self.language)
            self.flow.verse = around.verse
            self.flow.fixed = bool(around.pre)
        self.flow.runs.append(run)

    def line(self) -> None:
        """Begin a line, unless one has just begun."""
        if not self.flow.blank() and not self.flow.breaks():
            self.flow.runs.append(Run("\n", (), "break"))

    def flush(self, *, last: bool = False) -> None:
        """End the chunk; what was put off comes behind it. Page signs alone wait for words."""
        flow, self.flow = self.flow, Flow()
        if not flow.blank() and flow.form is not None:
            self._emit(tidy(flow.runs, fixed=flow.verse or flow.fixed), flow)
        else:
            self.flow.runs = [run for run in flow.runs if run.part == "page"]
        if last:
            self._last_pages()
        self.put_off()

    def _last_pages(self) -> None:
        """Page signs behind the last words; those that show nothing begin no page."""
        pages = [run for run in self.flow.runs if run.text]
        self.flow = Flow()
        if pages:
            emit(self.composer, pages, {})

    def _emit(self, runs: Sequence[Run], flow: Flow) -> None:
        form = dict(flow.form or {})
        lines = "".join(run.text for run in runs).split("\n")
        free = form.get("kind", "plain") == "plain" and not form.get("thread")
        if free and len(lines) > 1 and (flow.verse or looks_like_verse(lines)):
            form["kind"] = "verse"
        emit(self.composer, runs, form)

    def emit_note(self, note: Note, runs: Sequence[Run], around: Around) -> None:
        """Compose a note as one chunk; line ends part its paragraphs."""
        runs = tidy(runs)
        words = "".join(run.text for run in runs)
        head = _head_length(words, note)
        if words[head:].startswith("\n") and words[:head].strip():
            runs = _joined_after(runs, head)
        if words.strip():
            form = form_of(around, self.language) | {"kind": "note", "value": note.key}
            emit_note(self.composer, runs, form, head)
        self.put_off()

    # --- What is put off --------------------------------------------------------------------------

    def put_off(self) -> None:
        """Compose the pictures and the words left out that came inside the chunk before."""
        figures, self.figures = self.figures, []
        for image, form in figures:
            self.figure(image, [], form)
        left, self.left = self.left, []
        for words, omission in left:
            self.leave_out([words], omission)

    def leave_out(self, lines: Sequence[str], omission: Omission) -> None:
        """Compose words that are not for the book, and say why."""
        lines = [line for line in lines if line.strip()]
        if lines:
            kind: Removed = "withheld" if omission.withheld else "omitted"
            self.composer.set_aside(lines, omission.rule, omission.reason, kind)

    def figure(self, image: Node, caption: Sequence[Run], form: dict[str, Any]) -> None:
        """Compose a picture and its caption."""
        figure = {
            "kind": "figure",
            "value": self.parts.choose(image),
            "alternative": alternative_of(image),
            "decorative": is_decorative(image) and not caption,
        }
        emit(self.composer, caption, {**form, **figure})

    def table(self, rows: Sequence[Sequence[TableCell]], form: dict[str, Any]) -> None:
        """Compose a table, unless it is empty."""
        if any(cell.runs for row in rows for cell in row):
            emit_table(self.composer, rows, {**form, "kind": "table"})

    def rule(self, around: Around) -> None:
        """Compose a rule across the page."""
        self.composer.begin(kind="rule", quoted=around.quoted)
        self.composer.end()


def _head_length(words: str, note: Note) -> int:
    """How many signs at the head of a note are its printed marker.

    In a list the browser prints the number: there a bare one is the author's word, as a year is.
    """
    opening = _OPENING.match(words)
    at = opening.end() if opening is not None else 0
    if not words.startswith(note.marker, at):
        return 0
    bracketed = opening is not None and opening["bracket"] is not None
    closing = (_CLOSING if bracketed else _STOP).match(words, at + len(note.marker))
    if closing is None:
        return 0
    bare = words[: closing.end()].strip() == note.marker
    return 0 if bare and note.body[0].tag == "li" else closing.end()


def _joined_after(runs: Sequence[Run], head: int) -> list[Run]:
    """The runs with the line end behind a marker made a space."""
    out: list[Run] = []
    reached = 0
    for run in runs:
        at_head = run.part == "break" and reached == head
        out.append(Run(" ") if at_head else run)
        reached += len(run.text)
    return out
