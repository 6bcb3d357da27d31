"""Which call belongs to which note where markers begin anew, chapter by chapter.

Looks at places and markers only: notes behind each chapter go with the calls before them, notes at
the end of all, chapter by chapter, with the calls in the same order. Changes no words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from anthology.read.reading import Chunk

AGAIN = "·"  # parts a marker and the count of its return in a key: `1·2` is the second note 1
Placed = tuple[int, str]  # where it begins, and its marker


def keys_of(markers: Sequence[str]) -> list[str]:
    """A key for each note, in order: its marker, and from the second on the count of its return."""
    seen: Counter[str] = Counter()
    keys = []
    for marker in markers:
        seen[marker] += 1
        keys.append(marker if seen[marker] == 1 else f"{marker}{AGAIN}{seen[marker]}")
    return keys


def shown(key: str) -> str:
    """The marker that a note has in its text."""
    return key.partition(AGAIN)[0]


def pair(calls: Sequence[Placed], notes: Sequence[Placed]) -> list[int | None]:
    """The note that each call belongs to, or None. Both come in the order of their places."""
    runs = _runs(notes)
    if len(runs) == 1:
        return [runs[0].get(marker) for _, marker in calls]
    ends = [notes[max(run.values())][0] for run in runs]
    chapters = [bisect_left(ends, place) for place, _ in calls]
    if {at for at, call in zip(chapters, calls, strict=True) if _has(runs, at, call[1])} != set(
        range(len(runs))
    ):
        chapters = _chapters(calls, notes, len(runs)) or []
    if not chapters:
        return _in_turn(calls, notes)
    return [
        runs[at].get(marker) if at < len(runs) else None
        for at, (_, marker) in zip(chapters, calls, strict=True)
    ]


def _has(runs: Sequence[dict[str, int]], at: int, marker: str) -> bool:
    return at < len(runs) and marker in runs[at]


def _runs(notes: Sequence[Placed]) -> list[dict[str, int]]:
    """The notes of each chapter by marker: a marker that returns begins the next."""
    runs: list[dict[str, int]] = [{}]
    for at, (_, marker) in enumerate(notes):
        if marker in runs[-1]:
            runs.append({})
        runs[-1][marker] = at
    return runs


def _chapters(calls: Sequence[Placed], notes: Sequence[Placed], count: int) -> list[int] | None:
    """The chapter of each call, if the calls begin anew as often as the notes do.

    A chapter begins with the marker that the notes begin with; where that is called twice
    running, it may be one chapter's.
    """
    first = notes[0][1]
    for repeats in (True, False):
        chapters: list[int] = []
        before = ""
        for _, marker in calls:
            anew = bool(chapters) and marker == first and (repeats or before != first)
            chapters.append((chapters[-1] if chapters else 0) + anew)
            before = marker
        if chapters and chapters[-1] + 1 == count:
            return chapters
    return None


def _in_turn(calls: Sequence[Placed], notes: Sequence[Placed]) -> list[int | None]:
    """The first call of a marker with its first note, the second with the second."""
    waiting: dict[str, list[int]] = {}
    for at, (_, marker) in enumerate(notes):
        waiting.setdefault(marker, []).append(at)
    turns: Counter[str] = Counter()
    paired: list[int | None] = []
    for _, marker in calls:
        places = waiting.get(marker, [])
        paired.append(places[turns[marker]] if turns[marker] < len(places) else None)
        turns[marker] += 1
    return paired


def told_apart(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """Notes whose markers come back, and their calls, under keys of their own."""
    notes = sorted(
        (c for c in chunks if c.kind == "note" and not c.continues), key=lambda c: c.span
    )
    if len({note.value for note in notes}) == len(notes):
        return tuple(chunks)
    keys = keys_of([note.value for note in notes])
    own = {note.span: key for note, key in zip(notes, keys, strict=True)}
    calls = sorted((m for c in chunks for m in c.marks if m.kind == "call"), key=lambda m: m.span)
    placed = [(note.span.start, note.value) for note in notes]
    pairs = pair([(call.span.start, call.value) for call in calls], placed)
    called = {c.span: keys[at] for c, at in zip(calls, pairs, strict=True) if at is not None}
    told: list[Chunk] = []
    key = ""
    for chunk in chunks:
        marks = tuple(
            replace(mark, value=called[mark.span]) if mark.span in called else mark
            for mark in chunk.marks
        )
        key = own.get(chunk.span, key) if chunk.kind == "note" else key
        told.append(replace(chunk, marks=marks, value=key if chunk.kind == "note" else chunk.value))
    return tuple(told)
