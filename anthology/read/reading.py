"""What every reader gives: a decoded source, the chunks that stand in it, what was left out.

A chunk is a paragraph, heading, item, cell … as the format shows it; `structure` settles what it is
in the book. Formats with markup of their own (HTML, DOCX, EPUB) have their visible text for a
source, composed here, so that a place always is a place in words that a reader could see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from anthology.diagnostic import Diagnostic
from anthology.ledger import Row
from anthology.span import Source, Span

Kind = Literal[
    "plain", "number", "bullet", "note", "heading", "verse", "table", "figure", "rule", "title",
    "elided"
]  # fmt: skip
MarkKind = Literal[
    "emphasis",
    "strong",
    "code",
    "superscript",
    "subscript",
    "smallcaps",
    "link",
    "foreign",
    "call",
    "break",
    "page",
    "space",
    "withheld",
    "abridged",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a chunk that is more than words.

    `value`: the address of a link, the language of foreign words, the marker of a note that is
    called, the number of a page of the original. A `call`, a `break`, a `page` and a `space` stand
    for the signs they cover, `withheld` and `abridged` (no reader makes them) for words taken out;
    `open` and `close` (code points) are signs of markup at the edges that the book does not print.
    """

    kind: MarkKind
    span: Span
    value: str = ""
    open: int = 0
    close: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, whether it heads a row or column, what it spans of each."""

    span: Span
    head: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text as the format shows it.

    `span` runs from its first sign to its last; `mark` is the place of a list or note marker at
    its head, `value` the marker's number or letters (for a figure: the picture's file). `indent`
    tells nested lists apart; `level` is a heading's; `quoted` how many quotations it stands in;
    `thread` the depth of the reader's comment it belongs to (0: none), `opens` its first chunk.
    `alternative` says what a figure shows, for those who do not see it; `decorative`: the source
    says that it shows nothing.
    """

    span: Span
    indent: int = 0
    mark: Span | None = None
    kind: Kind = "plain"
    value: str = ""
    level: int = 0
    quoted: int = 0
    thread: int = 0
    opens: bool = False
    continues: bool = False
    language: str = ""
    direction: str = ""
    marks: tuple[Mark, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    alternative: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    """What the format says of the whole text; an editor may take it over, no stage does."""

    title: str = ""
    author: str = ""
    date: str = ""
    address: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as its reader saw it.

    Chunks and `rows` (omitted or markup, by class and rule) together cover every non-space sign.
    `exact` formats show structure by signs of their own: nothing need be inferred from looks.
    `pictures` are those inside the file itself, by the names that figures have; empty ones are not
    there. All others are to be looked for beside the file.
    """

    source: Source
    chunks: tuple[Chunk, ...]
    rows: tuple[Row, ...] = ()
    hints: Hints = Hints()
    diagnostics: tuple[Diagnostic, ...] = ()
    exact: bool = False
    pictures: tuple[tuple[str, bytes], ...] = ()


def unmarked(source: Source, span: Span, marks: Iterable[Mark], gone: Iterable[Span] = ()) -> str:
    """The words of a stretch without signs of markup, calls of notes, and what else is `gone`."""
    hidden = {i for each in gone for i in range(each.start, each.end)}
    for mark in marks:
        inner = mark.span.end if mark.kind == "call" else mark.span.start + mark.open
        hidden.update(range(mark.span.start, inner))
        hidden.update(range(mark.span.end - mark.close, mark.span.end))
    return "".join(c for i, c in enumerate(source.cut(span), span.start) if i not in hidden)
