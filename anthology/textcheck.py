"""One text → what is wrong with it, one function a rule; and what rules on all texts ask of it.

Looks at this text alone, so that what was found is kept with it; reports and never mends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from anthology.abbreviationlist import Use, uses
from anthology.booktext import BookText
from anthology.diagnostic import Diagnostic, Place, Severity, place_of
from anthology.document import (
    Blocks,
    Figure,
    Mention,
    NoteRef,
    Numbered,
    inlines_of,
    leaves,
    walk,
)
from anthology.foreign import Detected
from anthology.kept import Kept
from anthology.ledger import REMOVED, respelt, tile
from anthology.lint_notes import note_advice
from anthology.lint_words import Dated, Short, dated, editors_words, shorts
from anthology.namecheck import form_of
from anthology.names import mentions
from anthology.span import Span
from anthology.typefaces import own_digest
from anthology.wordcheck import Seen, seen, words_of

Rule = Callable[[BookText], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen of a text: faults by the names of their rules, and what others ask for.

    `ids`: of all but mentions. `named`: the headings it names, each with the forms in which.
    `dated`, `shorts`: what the editor's words say of persons and abbreviations.
    """

    found: Mapping[str, tuple[Diagnostic, ...]]
    words: Seen
    ids: tuple[str, ...]
    mention_ids: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    uses: frozenset[Use]
    dated: tuple[Dated, ...]
    shorts: tuple[Short, ...]


def look(text: BookText, kept: Kept) -> Looked:
    """Look at a text, or take what was seen of it before."""
    if not text.digest:
        return _look(text)
    made_of = (text.digest, own_digest())
    return kept.made(f"{text.entry.slug}.looked", made_of, lambda: _look(text))


def _look(text: BookText) -> Looked:
    blocks, named = tuple(printed(text)), tuple(_mentions(text))
    written = tuple(editors_words(text))
    return Looked(
        {**{rule.__name__: tuple(rule(text)) for rule in RULES}, **note_advice(text)},
        seen(words_of(blocks), {text.source.name: text.source}),
        tuple(_ids(text)),
        tuple(mention.id for mention in named),
        tuple(dict.fromkeys((m.person, form_of(m)) for m in (*text.authors, *named))),
        frozenset[Use]().union(*(uses(some) for _, some in blocks)),
        tuple(one for file, some in written for one in dated(file, some)),
        tuple(one for file, some in written for one in shorts(file, some)),
    )


def printed(text: BookText) -> Iterator[tuple[str, Blocks]]:
    """All that is printed of a text, with the names of the files it comes from."""
    slug = text.entry.slug
    yield f"headnotes/{slug}.md", text.headnote
    yield text.source.name, text.body
    for note in text.notes:
        yield f"notes/{slug}.md", note.blocks


def _mentions(text: BookText) -> Iterator[Mention]:
    for _, blocks in printed(text):
        yield from mentions(blocks)


def _ids(text: BookText) -> Iterator[str]:
    yield from (text.id, *([f"{text.id}h"] if text.headnote else []))
    yield from (note.id for note in text.notes)
    numbered = (b for b in walk(text.body) if isinstance(b, Numbered) and b.number)
    yield from (f"{text.id}p{b.number}" for b in numbered)
    yield from (b.id for b in walk(text.body) if isinstance(b, Figure))


def tiling(text: BookText) -> Iterator[Diagnostic]:
    """Every word of every source is in the book or in the ledger, once, letter by letter."""
    own = [note.blocks for note in text.notes if note.series == "author"]
    words = [(leaf.span, leaf.text) for b in (text.body, *own) for leaf in leaves(b) if leaf.span]
    yield from tile(text.source, (*_title(text), *(span for span, _ in words)), text.ledger)
    yield from respelt(text.source, words, text.ledger)


def _title(text: BookText) -> Iterator[Span]:
    if text.title_span:
        yield from text.title_span.less([row.span for row in text.ledger.of(*REMOVED)])


def order(text: BookText) -> Iterator[Diagnostic]:
    """The words of a body stand in the order of the source."""
    reached = 0
    for leaf in leaves(text.body):
        if leaf.span and leaf.span.start < reached:
            line, column = text.source.locate(leaf.span.start)
            yield Diagnostic(
                "words-moved",
                f"“{leaf.text[:40]}” stands too late in the book",
                Place(text.source.name, line, column),
                "this is a fault of the program: please report it",
            )
        reached = leaf.span.end if leaf.span else reached


def note_calls(text: BookText) -> Iterator[Diagnostic]:
    """Every note is called once, and every call has its note."""
    bodies = (text.body, *(note.blocks for note in text.notes))
    calls = Counter(i.note for b in bodies for i in inlines_of(b) if isinstance(i, NoteRef))
    for note in text.notes:
        if calls.pop(note.id, 0) != 1:
            yield Diagnostic(
                "note-call",
                f"note {note.marker} is not called once",
                Place(text.source.name),
                "hang it on one place",
            )
    for id in calls:
        yield Diagnostic(
            "note-call",
            f"“{id}” is called, but there is no such note",
            Place(text.source.name),
            "write the note, or take the call out",
        )


_MOST = 20
"""Messages of one kind on one text."""


def pictures(text: BookText) -> Iterator[Diagnostic]:
    """Every picture of a source is shown; and what it shows is said to those who do not see it."""
    figures = {b.file: b for b in walk(text.body) if isinstance(b, Figure)}
    hung = [text.gallery.of(name) for name in figures]
    yield from _first([one.fault for one in hung if one.fault], text)
    yield from _first([d for f in figures.values() for d in _described(f, text)], text)


def _described(figure: Figure, text: BookText) -> Iterator[Diagnostic]:
    """Whether a picture that is shown has words for those who do not see it."""
    decided = text.gallery.of(figure.file).decided
    if not figure.picture or figure.alternative or figure.children or decided.decorative:
        return
    rule, message = "picture-undescribed", f"nothing says what the picture “{figure.file}” shows"
    if figure.decorative:
        rule = "picture-decorative"
        message = f"the source says that the picture “{figure.file}” shows nothing of note"
    slug = text.entry.slug
    yield Diagnostic(
        rule,
        message,
        place_of(text.source, figure.span) if figure.span is not None else Place(text.source.name),
        f"say it in decisions/{slug}.toml: [[picture]] with `alt`, or `decorative = true`",
        Severity.WARNING,
    )


def _first(found: list[Diagnostic], text: BookText) -> Iterator[Diagnostic]:
    """The first of many messages, and how many more there are."""
    yield from found[:_MOST]
    if len(found) > _MOST:
        message = f"so it is with {len(found) - _MOST} more pictures of this text"
        place = Place(text.source.name)
        yield Diagnostic("pictures-more", message, place, found[0].hint, Severity.WARNING)


def languages(text: BookText) -> Iterator[Diagnostic]:
    """What was taken to be in another language than its text's; a whole text, if most of it was."""
    words = Counter[str]()
    for found in text.detected:
        words[found.language] += found.words
    size = sum(len(leaf.text.split()) for leaf in leaves(text.body))
    most, count = next(iter(words.most_common(1)), ("", 0))
    if 2 * count > size and not text.entry.language:
        yield Diagnostic(
            "language-undeclared", f"most of this text seems to be in “{most}”",
            Place(text.source.name),
            f'say so in its table of edition.toml: language = "{most}"', Severity.WARNING,
        )  # fmt: skip
    else:
        yield from (_detected(text, found) for found in text.detected)


def _detected(text: BookText, found: Detected) -> Diagnostic:
    place = place_of(text.source, found.span) if found.span else None
    return Diagnostic(
        "language-detected",
        f"“{found.begins} …” is set as “{found.language}” ({found.why})",
        place or Place(f"notes/{text.entry.slug}.md"),
        "where that is wrong, say what it is by a [[language]] decision",
        Severity.INFO,
    )


RULES: tuple[Rule, ...] = (pictures, tiling, order, note_calls, languages)
