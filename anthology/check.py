"""`Book` → diagnostics: what is wrong with it, one function a rule.

Reports and never mends. The rules here are those without which a book must not be made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from anthology.abbreviationlist import Use, uses
from anthology.book import Book
from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.document import Blocks, Heading, walk
from anthology.edition import EDITION, Edition
from anthology.kept import Kept
from anthology.leaks import Secrets, leaks_of_numbers, leaks_of_printing
from anthology.lint import advice
from anthology.meanings import ABBREVIATIONS
from anthology.namecheck import check_headings, form_of, unused_forms
from anthology.names import check_names, finder, form_key, mentions, unused
from anthology.nominate import undecided
from anthology.printing import latest, moves
from anthology.rights import check_rights
from anthology.textcheck import (
    Looked,
    Rule,
    languages,
    look,
    note_calls,
    order,
    pictures,
    tiling,
)
from anthology.tomlfile import line_of
from anthology.unfaced import unfaced_titles, warnings
from anthology.wordcheck import dead, seen, words_of


def check(
    book: Book, edition: Edition, *, whole: bool = True, kept: Kept | None = None
) -> tuple[Diagnostic, ...]:
    """All rules on a book. `whole`: every text is in it, so a name that is nowhere is an error.

    Whether a name is nowhere is asked last, when nothing else is wrong with the names.
    """
    looked = tuple(look(text, kept or Kept()) for text in book.texts)
    found = [d for text in edition.texts for d in text.reading.diagnostics]
    found += [d for text in book.texts for d in text.drifts]
    found += book.rights.drifts
    found += _faults(book, looked)
    found += strays(edition)
    found += withheld_later(book, edition)
    if whole:  # a book of one text knows neither the slugs nor the names of the others
        slugs = [entry.slug for entry in edition.file.text]
        found += check_names(edition.names, edition.names_text, slugs)
        filing = edition.file.index.filing
        found += check_headings(edition.names, edition.names_text, filing)
        found += printed_before(book)
        found += check_rights(edition.file, edition.rights, edition.rights_text)
        found += unused_abbreviations(edition, book, looked)
        found += undecided(book, edition, kept)
        found += advice(book, edition, looked)
    if whole and not any(d.severity is Severity.ERROR for d in found):
        named = tuple(_named(book, edition, looked))
        headings = {heading for _, heading, _ in named}
        found += unused(edition.names, edition.names_text, headings)
        found += unused_forms(edition.names, edition.names_text, named)
    return (*found, *_by(languages, looked))


def _by(rule: Rule, looked: Iterable[Looked]) -> Iterator[Diagnostic]:
    """What a rule on texts found in each."""
    return (found for one in looked for found in one.found[rule.__name__])


def _faults(book: Book, looked: Sequence[Looked]) -> Iterator[Diagnostic]:
    """What must not be in a book, or leads nowhere."""
    sources = {text.source.name: text.source for text in book.texts}
    parts = (seen(words_of(_pieces(book)), sources), *(one.words for one in looked))
    known = Counter(_all_ids(book, looked))
    yield from prose_titles(book)
    for rule in (pictures, tiling, order, note_calls):
        yield from _by(rule, looked)
    yield from ids(known)
    yield from dead((found for part in parts for found in part.references), known)
    yield from (found for part in parts for found in part.addresses)
    yield from (found for part in parts for found in part.reference_words)
    yield from (found for part in parts for found in part.signs)
    yield from warnings((unfaced_titles(book), *(part.unfaced for part in parts)))


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


def unused_abbreviations(
    edition: Edition, book: Book, looked: Sequence[Looked]
) -> Iterator[Diagnostic]:
    """Abbreviations of the file that are marked nowhere, and so not in the book's list."""
    elsewhere = (uses(blocks) for _, blocks in _pieces(book))
    used = frozenset[Use]().union(*elsewhere, *(one.uses for one in looked))
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


def ids(known: Mapping[str, int]) -> Iterator[Diagnostic]:
    """No id stands for two places; `known`: how often each is there."""
    for id, count in known.items():
        if count > 1:
            yield Diagnostic(
                "id-doubled",
                f"the id “{id}” stands for {count} places",
                Place(EDITION),
                "look for a paragraph number given twice in numbers/",
            )


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


def _pieces(book: Book) -> Iterator[tuple[str, Blocks]]:
    """What is printed besides the texts, with the names of the files it comes from."""
    yield from ((f"{id}.md", dict(book.pieces).get(id, ())) for id in _TITLED)
    yield ABBREVIATIONS, book.abbreviations
    yield from _questions(book)


def _questions(book: Book) -> Iterator[tuple[str, Blocks]]:
    """Each block of the chapter of questions, with the file of the text that it is on."""
    slugs = {f"questions-{text.id}": text.entry.slug for text in book.texts}
    name = "questions"
    for block in book.questions:
        if isinstance(block, Heading) and block.id in slugs:
            name = f"questions/{slugs[block.id]}.md"
        yield name, (block,)


def _named(
    book: Book, edition: Edition, looked: Sequence[Looked]
) -> Iterator[tuple[str, str, str]]:
    """Text or piece, heading and form of every mention; titles and bylines count, too."""
    for id, blocks in book.pieces:
        yield from ((id, mention.person, form_of(mention)) for mention in mentions(blocks))
    for text, one in zip(book.texts, looked, strict=True):
        slug = text.entry.slug
        for start, end, person in finder(edition.names, slug).find(text.title):
            yield slug, person, form_key(text.title[start:end])
        yield from ((slug, *naming) for naming in one.named)


def _all_ids(book: Book, looked: Sequence[Looked]) -> Iterator[str]:
    yield from ("title-page", "imprint", "contents")
    for index in book.indexes:
        yield from (index.id, *(entry.id for entry in index.entries if entry.id))
    for id, blocks in book.pieces:
        yield id
        yield from (b.id for b in walk(blocks) if isinstance(b, Heading) and b.id)
    yield from (id for one in looked for id in one.ids)
    yield from (mention.id for _, blocks in book.pieces for mention in mentions(blocks))
    yield from (id for one in looked for id in one.mention_ids)
