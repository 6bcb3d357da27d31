"""One text through all stages of editing: its structure settled, then set, numbered and annotated.

What was edited before from the same is taken as it was kept. Looks at no other text: what the
others lend it (words vouched for, names of places) comes with the aids. Reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace

import msgspec

from anthology.aids import Aids
from anthology.booktext import BookText
from anthology.document import Blocks, Paragraph, Text
from anthology.edition import EditedText, Edition
from anthology.foreign import Detected, mark_foreign
from anthology.kept import Kept
from anthology.leaks import Secrets, without
from anthology.ledger import Row
from anthology.names import Finder, finder, mark, mentions
from anthology.notes import Note, annotate
from anthology.numbering import number
from anthology.queries import queried
from anthology.read.inline import note_id
from anthology.read.markdown import read_markdown
from anthology.schema import NumbersFile, TextEntry
from anthology.selector import fold
from anthology.slips import voucher
from anthology.span import Source
from anthology.structure import Structured, structure
from anthology.typography import set_in_type

Settled = Callable[[], Structured]
"""What gives a text with its structure settled; where all that comes of it is kept, nobody asks."""


def structured(text: EditedText, editor: str, kept: Kept) -> Structured:
    """A text with its structure settled, or as it was settled before."""
    content = (editor, *text.content)
    return kept.made(f"{text.entry.slug}.structure", content, lambda: structure(text, editor))


def edited(
    text: EditedText, settled: Settled, edition: Edition, aids: Aids, kept: Kept
) -> BookText:
    """A text of settled structure edited, or as it was edited before from the same."""

    def make(known: Container[str]) -> BookText:
        return edit(text, settled(), edition, replace(aids, known=known))

    editor = edition.file.editor or aids.targets.labels.the_editor
    said = (edition.file.language, edition.names_text, edition.abbreviations_text)
    content = (editor, *said, repr(aids.targets), *text.content)

    def made_of(numbers: NumbersFile) -> tuple[str | bytes, ...]:
        return (*content, msgspec.json.encode(numbers))

    name = f"{text.entry.slug}.text"
    made = kept.asked(
        name,
        made_of(text.numbers),
        aids.known,
        make,
        lambda made: made_of(made.numbers),  # the build writes them; the same come of them
    )
    made = replace(made, source=text.source, gallery=text.gallery)
    object.__setattr__(made, "digest", kept.digest(name))
    return made


def prose_of(source: Source, language: str) -> Blocks:
    """What the editor wrote in Markdown."""
    return mark_foreign(read_markdown(source.text, source.name), language)[0]


def voucher_of(text: EditedText, settled: Settled, editor: str, kept: Kept) -> str:
    """The words of a text that make others likely, or as they were found before."""
    content = (editor, *text.content)
    return kept.made(f"{text.entry.slug}.voucher", content, lambda: voucher(_open(text, settled())))


def _open(text: EditedText, found: Structured) -> Iterator[str]:
    """The words of a text that are not withheld: no proposal can be made of those that are."""
    whole = text.source.span(0, len(text.source.text))
    secret = (row.span for row in found.ledger.of("withheld"))
    return (text.source.cut(span) for span in whole.less(secret))


def edit(text: EditedText, found: Structured, edition: Edition, aids: Aids) -> BookText:
    """A text of settled structure through the rest: type rules, queries, numbers, names, notes."""
    entry, language = text.entry, text.entry.language or edition.file.language
    by = finder(edition.names, entry.slug)
    body, rows, detected = _set(found, found.body, language, aids.known)
    body, numbers = number(body, text.numbers, text.source)
    numbers = without(numbers, Secrets(text.source, found.ledger))
    body = mark(body, by, f"t{entry.number}m")
    authors = []
    for note in found.notes:
        blocks, more, seen = _set(found, note.blocks, language, aids.known)
        rows, detected = (*rows, *more), (*detected, *seen)
        id = note_id(entry.number, note.marker)
        authors.append(replace(note, blocks=mark(blocks, by, f"{id}m")))
    hidden = tuple(row.span for row in found.ledger.of("withheld", "abridged"))
    annotated = annotate(entry.number, body, authors, text.notes, fold(text.source), hidden)
    notes, seen = _noted(annotated.notes, edition.file.language, entry, aids, by)
    spans = tuple((note_id(entry.number, note.marker), note.span) for note in found.notes)
    return BookText(
        entry,
        found.title.text,
        _headnote(text, edition.file.language, aids, by),
        aids.meanings.in_text(entry.slug, language).mark(annotated.body),
        notes,
        text.source,
        found.ledger.joined(rows),
        numbers,
        found.title_span,
        spans,
        (*found.warnings, *annotated.drifts, *aids.meanings.drifts(entry.slug)),
        text.gallery,
        (*detected, *seen),
        mentions(mark((Paragraph((Text(entry.byline),)),), by, "")),
    )


def _headnote(text: EditedText, language: str, aids: Aids, by: Finder) -> Blocks:
    """The headnote, finished all through."""
    blocks = aids.polished(prose_of(text.headnote, language), text.entry.slug)
    return mark(blocks, by, f"t{text.entry.number}hm")


_Set = tuple[Blocks, tuple[Row, ...], tuple[Detected, ...]]


def _set(found: Structured, blocks: Blocks, language: str, known: Container[str]) -> _Set:
    """Blocks with languages marked and signs set in type; the rows of that, the likely slips."""
    emended = frozenset(row.span for row in found.ledger.of("emended"))
    judged = (*(row.span for row in found.ledger.of("queried", "emended")), *found.right)
    blocks, seen = mark_foreign(blocks, language, found.languages)
    blocks, rows = set_in_type(blocks, language, emended)
    return blocks, (*rows, *queried(blocks, language, judged, known)), seen


def _noted(
    notes: Sequence[Note], language: str, entry: TextEntry, aids: Aids, by: Finder
) -> tuple[tuple[Note, ...], tuple[Detected, ...]]:
    """The notes, abbreviations marked; those of the editor, in `language`, finished all through."""
    ready, detected = [], list[Detected]()
    reader = aids.meanings.in_text(entry.slug, entry.language or language)
    for note in notes:
        if note.series == "author":
            ready.append(replace(note, blocks=reader.mark(note.blocks)))
            continue
        blocks, seen = mark_foreign(aids.polished(note.blocks, entry.slug), language)
        detected.extend(seen)
        ready.append(replace(note, blocks=mark(blocks, by, f"{note.id}m")))
    return tuple(ready), tuple(detected)
