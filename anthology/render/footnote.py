"""Notes as the templates see them: labelled, split where print must split them, in their order.

An engine that never splits a note at a page's end is handed long ones in chunks (docs/engines.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anthology.document import Blocks, Inlines, NoteRef, Paragraph, inlines_of, plain, split_at
from anthology.labels import Labels
from anthology.notes import Note, Series

MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a note that is kept together on a page."""

    id: str
    paragraphs: tuple[Inlines, ...]


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


def footnotes(notes: tuple[Note, ...], labels: Labels) -> dict[str, Footnote]:
    """Every note of a text by its id."""
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
        )

    return {note.id: ready(note) for note in notes}


def _calls(note: Note) -> tuple[str, ...]:
    return tuple(i.note for i in inlines_of(note.blocks) if isinstance(i, NoteRef))


def _chunks(note: Note) -> Iterator[Chunk]:
    """Paragraphs gathered, and cut between words, so that no chunk passes the limit."""
    waiting: list[Inlines] = []
    room, count = MOST_WORDS, 0
    for paragraph in (b.children for b in note.blocks if isinstance(b, Paragraph)):
        rest = paragraph
        if room == 0:
            count += 1
            yield Chunk(_chunk_id(note.id, count), tuple(waiting))
            waiting, room = [], MOST_WORDS
        while (size := len(plain(rest).split())) > room:
            part, rest = split_at(rest, _end_of_word(plain(rest), room))
            count += 1
            yield Chunk(_chunk_id(note.id, count), (*waiting, part))
            waiting, room = [], MOST_WORDS
        waiting.append(rest)
        room -= size
    if waiting:
        yield Chunk(_chunk_id(note.id, count + 1), tuple(waiting))


def _chunk_id(id: str, number: int) -> str:
    return id if number == 1 else f"{id}-{number}"


def _end_of_word(words: str, count: int) -> int:
    """Where the word that makes up `count` ends."""
    at = 0
    for word in words.split()[:count]:
        at = words.index(word, at) + len(word)
    return at
