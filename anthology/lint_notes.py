"""Advice on the notes of one text, and on the facts notes rest on. Reports, never mends."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from anthology.booktext import BookText
from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.document import (
    Blocks,
    Flow,
    Inlines,
    LineBreak,
    NoteRef,
    Text,
    inlines_of,
    leaves,
    query,
    walk,
)
from anthology.edition import Edition
from anthology.facts import FACTS, cited_facts
from anthology.notes import Note
from anthology.tomlfile import line_of


def warning(rule: str, message: str, place: Place, hint: str) -> Diagnostic:
    """A piece of advice."""
    return Diagnostic(rule, message, place, hint, Severity.WARNING)


LONG = 150
"""Words beyond which a note is rather a paragraph of the introduction."""
DENSE, WITHIN = 5, 100
"""So many calls in so many words make a passage that nobody can read for its notes."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A note call: the note, and how many words of the text stand before it."""

    note: Note
    words: int


def note_advice(text: BookText) -> dict[str, tuple[Diagnostic, ...]]:
    """What there is to say of the notes of a text, by the names of these rules."""
    calls = tuple(_calls(text))
    return {rule.__name__: tuple(rule(text, calls)) for rule in NOTE_RULES}


def long_notes(text: BookText, _: Sequence[_Call]) -> Iterator[Diagnostic]:
    """Editor's notes that are very long."""
    for note in text.notes:
        words = len(_words(note.blocks)) if note.series == "editor" else 0
        if words > LONG:
            message = f"note {note.marker} has {words} words"
            yield warning("note-long", message, _place(text, note), "shorten it, or make two of it")


def _place(text: BookText, note: Note) -> Place:
    return Place(f"notes/{text.entry.slug}.md", note.line)


def _words(blocks: Blocks) -> list[str]:
    return " ".join(leaf.text for leaf in leaves(blocks)).split()


def _calls(text: BookText) -> Iterator[_Call]:
    if not text.notes:
        return
    notes = {note.id: note for note in text.notes}
    parts, calls, at = list[str](), list[tuple[Note, int]](), 0
    for inline in inlines_of(text.body):
        if isinstance(inline, Text):
            parts.append(inline.text)
            at += len(inline.text)
        elif isinstance(inline, NoteRef) and inline.note in notes:
            calls.append((notes[inline.note], at))  # a call of nothing is an error of its own
    begins = [word.start() for word in _A_WORD.finditer("".join(parts))]
    yield from (_Call(note, bisect_left(begins, at)) for note, at in calls)


_A_WORD = re.compile(r"[^\W_][^\W_’'\-‑]*(?:[’'\-‑]+[^\W_’'\-‑]*)*")


def doubled_notes(text: BookText, calls: Sequence[_Call]) -> Iterator[Diagnostic]:
    """Two notes called from the same word."""
    for one, other in itertools.pairwise(calls):
        if one.words == other.words and other.note.series == "editor":
            message = f"notes {one.note.marker} and {other.note.marker} are on the same word"
            place = _place(text, other.note)
            yield warning("note-doubled", message, place, "make one note of the two, or part them")


def notes_in_words(text: BookText, _: Sequence[_Call]) -> Iterator[Diagnostic]:
    """Notes called from the midst of a word."""
    own = {note.id: note for note in text.notes if note.series == "editor"}
    for blocks in (text.body, *(note.blocks for note in text.notes)) if own else ():
        runs = (block.children for block in walk(blocks) if isinstance(block, Flow))
        for id, word in (found for run in runs for found in _cut_words(run)):
            if id in own:
                message = f"note {own[id].marker} is called inside the word “{word}”"
                hint = "quote the word to its end between the asterisks"
                yield warning("note-in-word", message, _place(text, own[id]), hint)


_BEFORE, _AFTER = re.compile(r"[^\W_]+\Z"), re.compile(r"[^\W_]+")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


def _cut_words(run: Inlines) -> Iterator[tuple[str, str]]:
    """Calls with letters on either side, in scripts that part words, and the word."""
    inlines = [i for i in query(run) if isinstance(i, NoteRef | Text | LineBreak)]
    for before, call, after in zip(inlines, inlines[1:], inlines[2:], strict=False):
        if isinstance(before, Text) and isinstance(call, NoteRef) and isinstance(after, Text):
            left, right = _BEFORE.search(before.text), _AFTER.match(after.text)
            if left and right and not unicodedata.name(right[0][0], "").startswith(_UNSPACED):
                yield call.note, left[0] + right[0]


def dense_notes(text: BookText, calls: Sequence[_Call]) -> Iterator[Diagnostic]:
    """Passages with many notes in few words."""
    told = -1
    for i in range(len(calls) - DENSE + 1):
        last = calls[i + DENSE - 1]
        if last.words - calls[i].words < WITHIN and i > told:
            told = i + DENSE - 1
            first = calls[i].note.marker
            message = f"{DENSE} notes in {WITHIN} words, from {first} to {last.note.marker}"
            where = next((c.note for c in calls[i:] if c.note.series == "editor"), None)
            if where:
                hint = "gather some of them into one note, or move them to the headnote"
                yield warning("notes-dense", message, _place(text, where), hint)


NOTE_RULES: tuple[Callable[[BookText, Sequence[_Call]], Iterator[Diagnostic]], ...] = (
    long_notes,
    doubled_notes,
    notes_in_words,
    dense_notes,
)


# --- Facts ----------------------------------------------------------------------------------------


def facts(edition: Edition) -> Iterator[Diagnostic]:
    """Notes and the fact sheet, held against each other."""
    known = {fact.id: fact for fact in edition.facts.fact}
    if not known:
        return
    used: dict[str, Place] = {}
    for text in edition.texts:
        for line, cited in cited_facts(text.notes):
            place = Place(text.notes.name, line)
            if not cited:
                hint = "name the fact it rests on in a comment: <!-- F12 -->"
                yield warning("fact-missing", "this note names no fact", place, hint)
            for id in cited:
                if id not in known:
                    hint = f"add it to {FACTS}, or correct the comment"
                    yield warning("fact-unknown", f"there is no fact {id}", place, hint)
                elif known[id].use in ("hold", "drop"):
                    message = f"fact {id} is marked “{known[id].use}”"
                    hint = f"take the note out, or change {FACTS} once it is checked"
                    yield Diagnostic("fact-barred", message, place, hint)
                used.setdefault(id, place)
    yield from _unused(edition, used)


def _unused(edition: Edition, used: dict[str, Place]) -> Iterator[Diagnostic]:
    for i, fact in enumerate(edition.facts.fact):
        if fact.use == "print" and fact.id not in used:
            place = Place(FACTS, line_of(edition.facts_text, "fact", i))
            message = f"no note prints fact {fact.id}"
            yield warning("fact-unprinted", message, place, "write the note, or mark it “optional”")
