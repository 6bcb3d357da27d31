"""`Book` → diagnostics: what is wrong with it, one function a rule.

Reports and never mends. The rules here are those without which a book must not be made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from anthology.abbreviationlist import Use, uses
from anthology.book import Book, BookText
from anthology.citation import number_in, paragraph_of
from anthology.diagnostic import Diagnostic, Place, Severity, place_of
from anthology.document import (
    Blocks,
    CrossRef,
    Figure,
    Heading,
    Inline,
    Link,
    Mention,
    NoteRef,
    Numbered,
    Text,
    inlines_of,
    leaves,
    plain,
    walk,
)
from anthology.edition import EDITION, Edition
from anthology.foreign import Detected
from anthology.kept import Kept
from anthology.leaks import Secrets, leaks_of_numbers, leaks_of_printing
from anthology.ledger import REMOVED, respelt, tile
from anthology.lint import advice
from anthology.meanings import ABBREVIATIONS
from anthology.namecheck import check_headings, unused_forms
from anthology.names import check_names, finder, mentions, unused
from anthology.nominate import undecided
from anthology.printing import latest, moves
from anthology.rights import check_rights
from anthology.span import Span
from anthology.tomlfile import line_of
from anthology.unfaced import place_in, unfaced

# Control characters; and planes in which no sign is, which carry others through type-setting.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\U00040000-\U000dffff]")
Rule = Callable[[Book], Iterator[Diagnostic]]


def check(
    book: Book, edition: Edition, *, whole: bool = True, kept: Kept | None = None
) -> tuple[Diagnostic, ...]:
    """All rules on a book. `whole`: every text is in it, so a name that is nowhere is an error.

    Whether a name is nowhere is asked last, when nothing else is wrong with the names.
    """
    found = [d for text in edition.texts for d in text.reading.diagnostics]
    found += [d for text in book.texts for d in text.drifts]
    found += book.rights.drifts
    found += [d for rule in RULES for d in rule(book)]
    found += strays(edition)
    found += withheld_later(book, edition)
    if whole:  # a book of one text knows neither the slugs nor the names of the others
        slugs = [entry.slug for entry in edition.file.text]
        found += check_names(edition.names, edition.names_text, slugs)
        filing = edition.file.index.filing
        found += check_headings(edition.names, edition.names_text, filing)
        found += printed_before(book)
        found += check_rights(edition.file, edition.rights, edition.rights_text)
        found += unused_abbreviations(edition, book)
        found += undecided(book, edition, kept)
        found += advice(book, edition)
    if whole and not any(d.severity is Severity.ERROR for d in found):
        seen = tuple(_mentions_by_text(book, edition))
        named = {mention.person for _, mention in seen}
        found += unused(edition.names, edition.names_text, named)
        found += unused_forms(edition.names, edition.names_text, seen)
    return (*found, *languages(book))


def languages(book: Book) -> Iterator[Diagnostic]:
    """What was taken to be in another language than its text's; a whole text, if most of it was."""
    for text in book.texts:
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


def strays(edition: Edition) -> Iterator[Diagnostic]:
    """An editor's file that no text reads, for want of the right name."""
    slugs = ", ".join(sorted(entry.slug for entry in edition.file.text))
    hint = f"name it after a text ({slugs}), or put it elsewhere"
    for name in edition.strays:
        what, place = "no text is called so: nothing reads this file", Place(name)
        if name.startswith("questions/"):
            yield Diagnostic("questions-stray", what, place, hint)
        else:
            yield Diagnostic("file-stray", what, place, hint, Severity.WARNING)


def unused_abbreviations(edition: Edition, book: Book) -> Iterator[Diagnostic]:
    """Abbreviations of the file that are marked nowhere, and so not in the book's list."""
    used = frozenset[Use]().union(*(uses(blocks) for _, blocks in _all_blocks(book)))
    for i, entry in enumerate(edition.abbreviations.abbreviation):
        if (entry.short, entry.full) not in used:
            yield Diagnostic(
                "abbreviation-unused",
                f"“{entry.short}” ({entry.full}) is used nowhere in the book",
                Place(ABBREVIATIONS, line_of(edition.abbreviations_text, "abbreviation", i)),
                "correct `short` or `texts`, or take it out; the list of the book leaves it out",
                Severity.WARNING,
            )


def withheld_later(book: Book, edition: Edition) -> Iterator[Diagnostic]:
    """Words that files of numbers and printings keep, and that were withheld since."""
    printings = tuple(zip(edition.printings, edition.printings_text, strict=True))
    for text, kept in zip(book.texts, edition.texts, strict=True):
        secrets = Secrets(text.source, text.ledger)
        slug, number = text.entry.slug, text.entry.number
        yield from leaks_of_numbers(slug, kept.numbers_text, kept.numbers, secrets)
        for printing, toml in printings:
            yield from leaks_of_printing(printing, toml, number, secrets)


def printed_before(book: Book) -> Iterator[Diagnostic]:
    """What the last printing has otherwise."""
    printing = latest(book.printings)
    if printing:
        yield from moves(printing, book)


def tiling(book: Book) -> Iterator[Diagnostic]:
    """Every word of every source is in the book or in the ledger, once, letter by letter."""
    for text in book.texts:
        own = [note.blocks for note in text.notes if note.series == "author"]
        words = [
            (leaf.span, leaf.text) for b in (text.body, *own) for leaf in leaves(b) if leaf.span
        ]
        yield from tile(text.source, (*_title(text), *(span for span, _ in words)), text.ledger)
        yield from respelt(text.source, words, text.ledger)


def _title(text: BookText) -> Iterator[Span]:
    if text.title_span:
        yield from text.title_span.less([row.span for row in text.ledger.of(*REMOVED)])


def order(book: Book) -> Iterator[Diagnostic]:
    """The words of a body stand in the order of the source."""
    for text in book.texts:
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


def note_calls(book: Book) -> Iterator[Diagnostic]:
    """Every note is called once, and every call has its note."""
    for text in book.texts:
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


def ids(book: Book) -> Iterator[Diagnostic]:
    """No id stands for two places."""
    for id, count in Counter(_all_ids(book)).items():
        if count > 1:
            yield Diagnostic(
                "id-doubled",
                f"the id “{id}” stands for {count} places",
                Place(EDITION),
                "look for a paragraph number given twice in numbers/",
            )


def cross_references(book: Book) -> Iterator[Diagnostic]:
    """Every cross-reference of the editor's leads somewhere."""
    known = set(_all_ids(book))
    for name, inline in _all_inlines(book):
        if isinstance(inline, CrossRef) and inline.target not in known:
            yield Diagnostic(
                "reference-dead",
                f"#{inline.target} is no place in the book",
                Place(name, inline.line),
                "write it as the book is cited: #3.27 (text 3, paragraph 27), #3n4, #3",
            )


def addresses(book: Book) -> Iterator[Diagnostic]:
    """Every link out of the book is a whole address: what it was relative to is not in the book."""
    for name, inline in _all_inlines(book):
        if isinstance(inline, Link) and not _WHOLE.match(inline.href):
            yield Diagnostic(
                "link-relative",
                f"“{inline.href}” is no whole address",
                Place(name),
                "write https://…, or a place of the book such as #3.27",
            )


def reference_words(book: Book) -> Iterator[Diagnostic]:
    """What a reference prints is the number of the paragraph it leads to, if it is a number."""
    for name, inline in _all_inlines(book):
        if not isinstance(inline, CrossRef):
            continue
        said, number = plain(inline.children), paragraph_of(inline.target)
        if number_in(said) not in ("", number):
            yield Diagnostic(
                "reference-differs",
                f"“{said}” leads to {number or f'#{inline.target}'}",
                Place(name, inline.line),
                f"correct one of the two, or leave the words out: [](#{number or inline.target})",
            )
        elif not said:
            yield Diagnostic(
                "reference-empty",
                f"the reference to #{inline.target} prints nothing",
                Place(name, inline.line),
                "write words for it between the square brackets",
            )


def signs(book: Book) -> Iterator[Diagnostic]:
    """Every sign is one that a book can hold: XML 1.0, §2.2, has no control characters."""
    places = {text.source.name: text.source for text in book.texts}
    for name, inline in _all_inlines(book):
        found = _FORBIDDEN.search(inline.text) if isinstance(inline, Text) else None
        if found and isinstance(inline, Text):
            place = place_in(name, inline, found.start(), places)
            yield Diagnostic(
                "sign-forbidden",
                f"no book can hold the {_kind(found[0])} U+{ord(found[0]):04X}",
                place,
                "emend or omit it by a decision on this text",
            )


def _kind(sign: str) -> str:
    return "control character" if sign < " " else "code point"


def faces(book: Book) -> Iterator[Diagnostic]:
    """Signs that no typeface has are printed as frames with their numbers: the editor is told."""
    return unfaced(book, _all_inlines(book))


def prose_titles(book: Book) -> Iterator[Diagnostic]:
    """A piece of prose begins with its heading, which the contents show."""
    for id in _TITLED:
        name, blocks = f"{id}.md", dict(book.pieces).get(id, ())
        if blocks and not (isinstance(blocks[0], Heading) and blocks[0].children):
            yield Diagnostic(
                "prose-untitled", "it does not begin with a heading", Place(name, 1),
                f"let its first line be: # {id.replace('-', ' ').capitalize()}",
            )  # fmt: skip


_TITLED = ("introduction", "content-note", "chronology", "colophon")
"""The pieces that bring their own headings."""

_WHOLE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MOST = 20
"""Messages of one kind on one text."""


def pictures(book: Book) -> Iterator[Diagnostic]:
    """Every picture of a source is shown; and what it shows is said to those who do not see it."""
    for text in book.texts:
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


RULES: tuple[Rule, ...] = (
    prose_titles,
    pictures,
    tiling,
    order,
    note_calls,
    ids,
    cross_references,
    addresses,
    reference_words,
    signs,
    faces,
)


def _all_blocks(book: Book) -> Iterator[tuple[str, Blocks]]:
    """All that is printed, with the name of the file it comes from."""
    yield from ((f"{id}.md", dict(book.pieces).get(id, ())) for id in _TITLED)
    yield ABBREVIATIONS, book.abbreviations
    yield from _questions(book)
    for text in book.texts:
        slug = text.entry.slug
        yield f"headnotes/{slug}.md", text.headnote
        yield text.source.name, text.body
        for note in text.notes:
            yield f"notes/{slug}.md", note.blocks


def _questions(book: Book) -> Iterator[tuple[str, Blocks]]:
    """Each block of the chapter of questions, with the file of the text that it is on."""
    slugs = {f"questions-{text.id}": text.entry.slug for text in book.texts}
    name = "questions"
    for block in book.questions:
        if isinstance(block, Heading) and block.id in slugs:
            name = f"questions/{slugs[block.id]}.md"
        yield name, (block,)


def _all_inlines(book: Book) -> Iterator[tuple[str, Inline]]:
    """Every inline with the name of the file it comes from."""
    return ((name, i) for name, blocks in _all_blocks(book) for i in inlines_of(blocks))


def _all_mentions(book: Book) -> Iterator[Mention]:
    for _, blocks in book.pieces:
        yield from mentions(blocks)
    for text in book.texts:
        for blocks in (text.headnote, text.body, *(note.blocks for note in text.notes)):
            yield from mentions(blocks)


def _mentions_by_text(book: Book, edition: Edition) -> Iterator[tuple[str, Mention]]:
    """Every mention with the slug of its text, or the id of its piece; titles and bylines too."""
    for id, blocks in book.pieces:
        yield from ((id, mention) for mention in mentions(blocks))
    for text in book.texts:
        slug = text.entry.slug
        for start, end, person in finder(edition.names, slug).find(text.title):
            yield slug, Mention(person, "", (Text(text.title[start:end]),))
        bodies = (text.headnote, text.body, *(note.blocks for note in text.notes))
        found = (mention for blocks in bodies for mention in mentions(blocks))
        yield from ((slug, mention) for mention in (*text.authors, *found))


def _all_ids(book: Book) -> Iterator[str]:
    yield from ("title-page", "imprint", "contents")
    for index in book.indexes:
        yield from (index.id, *(entry.id for entry in index.entries if entry.id))
    for id, blocks in book.pieces:
        yield id
        yield from (b.id for b in walk(blocks) if isinstance(b, Heading) and b.id)
    for text in book.texts:
        yield from (text.id, *([f"{text.id}h"] if text.headnote else []))
        yield from (note.id for note in text.notes)
        yield from (
            f"{text.id}p{b.number}" for b in walk(text.body) if isinstance(b, Numbered) and b.number
        )
        yield from (b.id for b in walk(text.body) if isinstance(b, Figure))
    yield from (mention.id for mention in _all_mentions(book))
