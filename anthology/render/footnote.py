"""Notes as the templates see them: labelled, split where print must split them, in their order.

An engine that never splits a note at a page's end is handed long ones in chunks (docs/engines.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from anthology.document import (
    Blocks,
    Cell,
    CommentThread,
    DefinitionList,
    Figure,
    Heading,
    Inlines,
    ListBlock,
    NoteRef,
    Paragraph,
    Quotation,
    SceneBreak,
    Table,
    Term,
    Verse,
    Withheld,
    inlines_of,
    plain,
    split_at,
)
from anthology.labels import Labels
from anthology.notes import Note, Series

MOST_WORDS = 100


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
    """Paragraphs gathered, and cut between words, so that no chunk passes the limit."""
    waiting: list[NotePar] = []
    room, count = MOST_WORDS, 0
    for paragraph in _pars(note.blocks):
        rest = paragraph
        if room == 0:
            count += 1
            yield Chunk(_chunk_id(note.id, count), tuple(waiting))
            waiting, room = [], MOST_WORDS
        while (size := len(plain(rest.children).split())) > room:
            cut = _end_of_word(plain(rest.children), room)
            part, after = split_at(rest.children, cut)
            started = replace(rest, children=part, runs_on=True)
            count += 1
            yield Chunk(_chunk_id(note.id, count), (*waiting, started))
            waiting, room = [], MOST_WORDS
            rest = replace(rest, children=after, marker="")
        waiting.append(rest)
        room -= size
    if waiting:
        yield Chunk(_chunk_id(note.id, count + 1), tuple(waiting))


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
