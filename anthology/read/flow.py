"""The words of one block as they come, each with its styles → a chunk of the composer.

Space is settled here as a browser does it: runs are one space, none stands at an edge or at a
line end. Knows no HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from anthology.read.composer import Composer
from anthology.read.reading import Cell, MarkKind
from anthology.span import Span

Style = tuple[MarkKind, str]
Part = Literal["words", "call", "break", "page", "made"]
_RUN = re.compile(r"[ \t\n\r\f]+")
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; or a sign: the call of a note, a line end, a page number, one made."""

    text: str
    styles: tuple[Style, ...] = ()
    part: Part = "words"
    value: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """The tidy runs of a cell, whether it heads a row or column, what it spans of each."""

    runs: Sequence[Run]
    head: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Flow:
    """A block in the making: `form` is what its chunk will be, once there are words for one.

    `verse`: its lines are; `fixed`: its lines and spaces are as the author set them.
    """

    runs: list[Run] = field(default_factory=list)
    form: dict[str, Any] | None = None
    verse: bool = False
    fixed: bool = False

    def blank(self) -> bool:
        """Whether a reader would see no words in it yet."""
        return all(not run.text.strip() for run in self.runs)

    def breaks(self) -> int:
        """How many line ends it ends with."""
        count = 0
        for run in reversed(self.runs):
            if run.part == "break":
                count += 1
            elif run.part != "words" or run.text.strip(" \t\r\n\f\xa0"):
                break
        return count


def tidy(runs: Sequence[Run], *, fixed: bool = False) -> list[Run]:
    """The runs with space settled, those left without words taken out.

    `fixed`: unbreakable space at the head counts, as in verse; else it is an indent, and goes.
    """
    out: list[Run] = []
    space = True  # a space would come to stand behind another, or at an edge
    for run in runs:
        if run.part == "break":
            _trim(out)
            out.append(run)
            space = True
        elif run.part == "words":
            text = _RUN.sub(" ", run.text)
            text = text[1:] if space and text.startswith(" ") else text
            if not fixed and not any(r.part != "page" for r in out):
                text = text.lstrip()
            if text:
                out.append(run if text == run.text else replace(run, text=text))
                space = text.endswith(" ")
        else:
            out.append(run)
            space = space and not run.text
    _trim(out)
    return _without_edge_breaks(out)


def _trim(out: list[Run]) -> None:
    """Take the space off the end; page signs without words do not hide it."""
    for at in range(len(out) - 1, -1, -1):
        run = out[at]
        if run.part == "words":
            if run.text[-1:].strip():
                return
            out[at] = replace(run, text=run.text.rstrip())
            if out[at].text:
                return
        elif run.part != "page" or run.text:
            return


def _without_edge_breaks(runs: list[Run]) -> list[Run]:
    kept = [run for run in runs if run.text or run.part == "page"]
    shown = [i for i, run in enumerate(kept) if run.part != "break"]
    if not shown:
        return []
    return kept[shown[0] : shown[-1] + 1]


def emit(composer: Composer, runs: Sequence[Run], form: dict[str, Any]) -> None:
    """Compose tidy runs as one chunk; styles that go on from run to run are one mark."""
    composer.begin(**form)
    _compose(composer, runs)
    composer.end()


def _compose(composer: Composer, runs: Sequence[Run]) -> None:
    open_styles: list[tuple[Style, ExitStack]] = []
    for run in runs:
        kept = _common([style for style, _ in open_styles], run.styles)
        _close(open_styles, kept)
        for style in run.styles[kept:]:
            stack = ExitStack()
            stack.enter_context(composer.marked(*style))
            open_styles.append((style, stack))
        _say(composer, run)
    _close(open_styles, 0)


def _common(now: Sequence[Style], wanted: Sequence[Style]) -> int:
    count = 0
    for one, other in zip(now, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count


def _close(open_styles: list[tuple[Style, ExitStack]], keep: int) -> None:
    while len(open_styles) > keep:
        open_styles.pop()[1].close()


def _say(composer: Composer, run: Run) -> None:
    match run.part:
        case "words":
            for at, words in enumerate(run.text.split(_SOFT_HYPHEN)):
                if at:
                    composer.sign("space", _SOFT_HYPHEN, "none")
                composer.words(words)
        case "made":
            composer.made(run.text, run.value)
        case "call" | "page":
            composer.sign(run.part, run.text, run.value)
        case "break":
            composer.line_break()


def emit_note(composer: Composer, runs: Sequence[Run], form: dict[str, Any], head: int) -> None:
    """Compose a note whose first `head` signs are its printed marker."""
    before = len(composer.chunks)
    emit(composer, runs, form)
    if len(composer.chunks) > before and head:
        chunk = composer.chunks[-1]
        place = Span(chunk.span.source, chunk.span.start, chunk.span.start + head)
        marks = tuple(mark for mark in chunk.marks if mark.span.start >= place.end)
        composer.chunks[-1] = replace(chunk, mark=place, marks=marks)


def emit_table(
    composer: Composer, rows: Sequence[Sequence[TableCell]], form: dict[str, Any]
) -> None:
    """Compose a table as one chunk: signs that nobody prints part its cells and rows."""
    composer.begin(**form)
    places: list[tuple[Cell, ...]] = []
    for row in rows:
        if places:
            composer.sign("break", "\n")
        cells: list[Cell] = []
        for cell in row:
            if cells:
                composer.sign("space", "\t")
            start = composer.length
            _compose(composer, cell.runs)
            span = Span(composer.name, start, composer.length)
            cells.append(Cell(span, cell.head, cell.columns, cell.rows))
        places.append(tuple(cells))
    composer.end()
    chunk = composer.chunks[-1]
    spans = [cell.span for row in places for cell in row if len(cell.span)]
    marks = tuple(m for m in chunk.marks if _inside(m.span, spans))
    composer.chunks[-1] = replace(chunk, rows=tuple(places), marks=marks)


def _inside(place: Span, spans: Sequence[Span]) -> bool:
    """Whether a place lies in one of these, which come in order."""
    at = bisect_right(spans, place.start, key=lambda span: span.start) - 1
    return at >= 0 and place.within(spans[at])
