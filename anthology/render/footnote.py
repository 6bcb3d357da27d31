"""Notes as the templates see them: labelled, split where print must split them, in their order.

An engine that never splits a note at a page's end is handed long ones in chunks (docs/engines.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from anthology.document import (
    Blocks,
    Cell,
    Code,
    CommentThread,
    DefinitionList,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inlines,
    ListBlock,
    NoteRef,
    Paragraph,
    Quotation,
    SceneBreak,
    SmallCaps,
    Strong,
    Table,
    Term,
    Text,
    Verse,
    Withheld,
    inlines_of,
    plain,
    split_at,
)
from anthology.labels import Labels
from anthology.notes import Note, Series

CHUNK_WORDS = 32
"""How many words a chunk has, more or less: two lines, the least that stands alone at a page's end.

Short chunks let a note begin on the page of its call and fill that page.
"""


@dataclass(frozen=True, slots=True)
class NotePar:
    """A paragraph at the foot of the page; `kind` is how it is set, `marker` a list item's own.

    `runs_on`: it goes on in the next chunk.
    """

    children: Inlines
    kind: Literal["", "item", "quoted"] = ""
    marker: str = ""
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a note that is kept together on a page."""

    id: str
    paragraphs: tuple[NotePar, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note ready for a template. `nested`: called from another; `hung`: notes called from it."""

    id: str
    series: Series
    marker: str
    label: str
    blocks: Blocks
    chunks: tuple[Chunk, ...]
    nested: bool
    hung: tuple[Footnote, ...]
    language: str = ""


def footnotes(
    notes: tuple[Note, ...], labels: Labels, languages: Mapping[str, str] | None = None
) -> dict[str, Footnote]:
    """Every note of a text by its id; `languages`: of those not in the language around them."""
    by_id = {note.id: note for note in notes}
    calls = {note.id: _calls(note) for note in notes}
    nested = {id for called in calls.values() for id in called}

    def ready(note: Note) -> Footnote:
        own = labels.editors_note if note.series == "editor" else labels.authors_note
        hung = tuple(ready(by_id[id]) for id in calls[note.id])
        return Footnote(
            note.id,
            note.series,
            note.marker,
            f"{own} {note.marker}",
            note.blocks,
            tuple(_chunks(note)),
            note.id in nested,
            hung,
            (languages or {}).get(note.id, ""),
        )

    return {note.id: ready(note) for note in notes}


def _calls(note: Note) -> tuple[str, ...]:
    return tuple(i.note for i in inlines_of(note.blocks) if isinstance(i, NoteRef))


def _chunks(note: Note) -> Iterator[Chunk]:
    """Paragraphs gathered, and cut between words into chunks of about the same length."""
    paragraphs = tuple(_pars(note.blocks))
    size = _chunk_size(sum(_count(paragraph) for paragraph in paragraphs))
    ids = (_chunk_id(note.id, number) for number in count(1))
    waiting: list[NotePar] = []
    room = size
    for paragraph in paragraphs:
        rest = paragraph
        if room <= 0:
            yield Chunk(next(ids), tuple(waiting))
            waiting, room = [], size
        while (cut := _cut(rest, room)) is not None:
            part, after = split_at(rest.children, cut)
            yield Chunk(next(ids), (*waiting, replace(rest, children=part, runs_on=True)))
            waiting, room = [], size
            rest = replace(rest, children=after, marker="")
        waiting.append(rest)
        room -= _count(rest)
    if waiting:
        yield Chunk(next(ids), tuple(waiting))


def _chunk_size(words: int) -> int:
    """How many words a chunk has, if all are to be about as long."""
    return math.ceil(words / max(1, round(words / CHUNK_WORDS)))


def _count(paragraph: NotePar) -> int:
    return len(plain(paragraph.children).split())


_LEAST_WORDS = 8  # about half a line


def _cut(paragraph: NotePar, room: int) -> int | None:
    """Where to cut a paragraph that has more words than there is room for; None: nowhere."""
    words = plain(paragraph.children)
    if _count(paragraph) <= room:
        return None
    cut, moved = -1, _end_of_word(words, room)
    while cut != moved:
        cut, moved = moved, _behind(paragraph.children, moved)
        moved += len(words[moved:].split(maxsplit=1)[0]) if words[moved:][:1].strip() else 0
    return cut if len(words[cut:].split()) >= _LEAST_WORDS else None


def _behind(inlines: Inlines, position: int) -> int:
    """The position; where a link or a name would be cut in two, its end. (Each has one anchor.)"""
    start = 0
    for inline in inlines:
        end = start + len(plain((inline,)))
        if start < position < end:
            match inline:
                case Text():
                    return position
                case Emphasis() | Strong() | Code() | SmallCaps() | Foreign():
                    return start + _behind(inline.children, position - start)
                case _:
                    return end
        start = end
    return position


Kind = Literal["", "item", "quoted"]


def _pars(  # noqa: C901 – a case for each kind of block
    blocks: Blocks, kind: Kind = "", marker: str = ""
) -> Iterator[NotePar]:
    """The blocks of a note as paragraphs: at the foot of a page nothing else can be set."""
    for block in blocks:
        match block:
            case Paragraph() | Heading() | Verse() | Figure() | Cell() | Term():
                yield NotePar(block.children, kind, marker)
            case Quotation():
                yield from _pars(block.blocks, "quoted", marker)
            case ListBlock():
                for item in block.items:
                    own = f"{item.value}." if block.ordered else "–"
                    yield from _pars(item.blocks, "item", own)
            case Table():
                for row in block.rows:
                    yield from _pars(row, "item")
            case DefinitionList():
                for entry in block.items:
                    yield from _pars((entry.term, *entry.blocks), "item")
            case CommentThread() | SceneBreak() | Withheld():
                pass
        marker = ""


def _chunk_id(id: str, number: int) -> str:
    return id if number == 1 else f"{id}-{number}"


def _end_of_word(words: str, count: int) -> int:
    """Where the word that makes up `count` ends."""
    at = 0
    for word in words.split()[:count]:
        at = words.index(word, at) + len(word)
    return at
