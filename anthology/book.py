"""An edition → the `Book`: the only thing that later stages see.

Runs the stages of editing text by text, in order, and puts the parts together. Reads and writes
no file; sets no type.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from anthology.abbreviationlist import abbreviation_list, uses
from anthology.aids import Aids, make_aids, title_of
from anthology.booktext import BookText, paragraphs
from anthology.creators import Creator, creators
from anthology.document import (
    Block,
    Blocks,
    Elision,
    Heading,
    Paragraph,
    Text,
    inlines_of,
)
from anthology.editing import edited, prose_of, structured, voucher_of
from anthology.edition import Edition
from anthology.index import ORGANIZATIONS, Index, Locus, make_index
from anthology.kept import Kept
from anthology.labels import Labels, labels_for
from anthology.ledger import Row
from anthology.ledgerlabels import ledger_labels_for
from anthology.matter import chronology, questions
from anthology.names import finder, mark_pieces, mentions
from anthology.notes import Note
from anthology.people import people
from anthology.reasons import ledger_in
from anthology.references import filled
from anthology.rights import Cited, Rights, weigh
from anthology.schema import EditionFile, PrintingFile
from anthology.sources import sources
from anthology.span import Span
from anthology.textnote import Facts, text_note

Piece = tuple[str, Blocks]
"""A piece of front or back matter: its id, and what it says."""


@dataclass(frozen=True, slots=True)
class Book:
    """The whole book: what the edition says of it, its texts, its apparatus, its index."""

    edition: EditionFile
    introduction: Blocks
    content_note: Blocks
    texts: tuple[BookText, ...]
    textual_note: Blocks
    sources: Blocks
    index: Index
    rights: Rights
    printings: tuple[PrintingFile, ...]
    labels: Labels
    abbreviations: Blocks = ()
    questions: Blocks = ()
    chronology: Blocks = ()
    colophon: Blocks = ()
    organizations: Index = field(default_factory=lambda: Index((), ORGANIZATIONS))
    people: Blocks = ()
    creators: tuple[Creator, ...] = ()

    @property
    def front(self) -> tuple[Piece, ...]:
        """The pieces before the texts that there are, in order; the note on content is the last."""
        return _present(
            ("introduction", self.introduction),
            ("abbreviations", self.abbreviations),
            ("content-note", self.content_note),
        )

    @property
    def back(self) -> tuple[Piece, ...]:
        """The pieces between the texts and the index."""
        return _present(
            ("questions", self.questions),
            ("chronology", self.chronology),
            ("people", self.people),
            ("note-on-texts", self.textual_note),
            ("sources", self.sources),
        )

    @property
    def indexes(self) -> tuple[Index, ...]:
        """The indexes that there are: of persons, of organizations."""
        return tuple(index for index in (self.index, self.organizations) if index.entries)

    @property
    def end(self) -> tuple[Piece, ...]:
        """The pieces behind the index."""
        return _present(("colophon", self.colophon))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of these, in the order of the book."""
        return (*self.front, *self.back, *self.end)

    @property
    def notes(self) -> dict[str, Note]:
        """Every note by its id."""
        return {note.id: note for text in self.texts for note in text.notes}


def text_titles(book: Book) -> dict[str, str]:
    """The short titles of the texts, by their numbers."""
    return {str(text.entry.number): text.running_title for text in book.texts}


def _present(*pieces: Piece) -> tuple[Piece, ...]:
    return tuple((id, blocks) for id, blocks in pieces if blocks)


def make_book(edition: Edition, kept: Kept | None = None) -> Book:
    """Edit every text and assemble the book. Raises EditionError as the stages do.

    What was `kept` of texts that are edited from the same is not edited again.
    """
    labels, made, kept = labels_of(edition.file), edition.file.index, kept or Kept()
    editor = edition.file.editor or labels.the_editor
    found = [cache(partial(structured, text, editor, kept)) for text in edition.texts]
    pairs = tuple(zip(edition.texts, found, strict=True))
    vouchers = [voucher_of(text, settled, editor, kept) for text, settled in pairs]
    spoken = edition.file.language
    prose = {
        "introduction": prose_of(edition.introduction, spoken),
        "content-note": prose_of(edition.content_note, spoken),
        "chronology": chronology(edition.chronology),
        "colophon": prose_of(edition.colophon, spoken),
    }
    aids = make_aids(edition, prose, labels, vouchers)
    texts = tuple(edited(text, settled, edition, aids, kept) for text, settled in pairs)
    prose = {id: aids.polished(blocks) for id, blocks in prose.items()}
    prose = mark_pieces(prose, edition.names)
    asked = _questions(edition, texts, aids)
    loci = [
        *_piece_loci(prose, "introduction", "content-note"),
        *(found for text in texts for found in _loci(text, edition)),
        *_piece_loci(prose, "chronology"),
    ]
    cited = [Cited(text.entry, text.source, text.ledger) for text in texts]
    rights = weigh(edition.file, edition.rights, edition.rights_text, cited)
    everywhere = (*(block for blocks in prose.values() for block in blocks), *asked)
    return Book(
        edition.file,
        prose["introduction"],
        prose["content-note"],
        texts,
        tuple(_textual_note(texts, labels, edition.file.language, editor)),
        sources(edition.file, rights, labels),
        make_index(edition.names, loci, filing=made.filing),
        rights,
        edition.printings,
        labels,
        _abbreviations(edition, texts, everywhere, aids),
        asked,
        prose["chronology"],
        prose["colophon"],
        _organizations(edition, loci),
        _people(edition, loci, labels),
        creators(edition.file, edition.names, labels),
    )


def _organizations(edition: Edition, loci: Sequence[tuple[str, Locus]]) -> Index:
    """The index of organizations, empty if the edition wants none."""
    wanted = edition.file.index
    found = loci if wanted.organizations else ()
    return make_index(edition.names, found, "organization", wanted.filing, ORGANIZATIONS)


def _people(edition: Edition, loci: Sequence[tuple[str, Locus]], labels: Labels) -> Blocks:
    """“People in this book”, if the edition wants it."""
    wanted = edition.file.index
    named = {heading for heading, _ in loci}
    return people(edition.names, named, wanted.filing, labels) if wanted.people else ()


def _questions(edition: Edition, texts: tuple[BookText, ...], aids: Aids) -> Blocks:
    """The chapter of questions, if any text has some."""
    sections = [
        block
        for text, written in zip(texts, edition.texts, strict=True)
        for block in aids.polished(
            questions(text.entry.number, text.title, written.questions), text.entry.slug
        )
    ]
    heading = Heading((Text(aids.targets.labels.questions),), 1)
    return (heading, *sections) if sections else ()


def _abbreviations(
    edition: Edition, texts: tuple[BookText, ...], elsewhere: Blocks, aids: Aids
) -> Blocks:
    """The list of abbreviations."""
    used = {"": uses(elsewhere)}
    unresolved: list[tuple[str, str]] = []
    for text in texts:
        notes = [block for note in text.notes for block in note.blocks]
        used[str(text.entry.number)] = uses((*text.headnote, *text.body, *notes))
        reader = aids.meanings.in_text(text.entry.slug)
        for paragraph, block in paragraphs(text.body):
            id = f"{text.id}p{paragraph}" if paragraph else text.id
            unresolved += [(short, id) for short in reader.open((block,))]
        own = (note for note in text.notes if note.series == "author")
        unresolved += [(short, note.id) for note in own for short in reader.open(note.blocks)]
    listed = abbreviation_list(
        edition.abbreviations,
        edition.abbreviations_text,
        used,
        unresolved,
        aids.targets.labels,
    )
    return filled(listed, aids.targets)


def labels_of(file: EditionFile) -> Labels:
    """The words that the book says, in its language or as the edition has them.

    Those of the readable ledger are looked at too, so that a mistake in one is told at once.
    """
    ledger_labels_for(file.language, file.labels)
    return labels_for(file.language, file.labels)


def _piece_loci(prose: Mapping[str, Blocks], *ids: str) -> Iterator[tuple[str, Locus]]:
    """Each mention of these pieces, with the title of the piece."""
    for id in ids:
        for mention in mentions(prose[id]):
            yield mention.person, Locus(mention.id, 0, piece=title_of(prose[id]))


def _loci(text: BookText, edition: Edition) -> Iterator[tuple[str, Locus]]:
    """Each mention of a text, its headnote and notes, with the paragraph or note it stands in.

    Who is named in the title has the beginning of the text for a place.
    """
    of, notes = text.entry.number, {note.id: note for note in text.notes}
    for author in text.authors:
        yield author.person, Locus(text.id, of, author=True)
    for _, _, person in finder(edition.names, text.entry.slug).find(text.title):
        yield person, Locus(text.id, of)
    for mention in mentions(text.headnote):
        yield mention.person, Locus(mention.id, of)
    for paragraph, block in paragraphs(text.body):
        for mention in mentions((block,)):
            yield mention.person, Locus(mention.id, of, paragraph)
    for note in notes.values():
        for mention in mentions(note.blocks):
            yield mention.person, Locus(mention.id, of, note=note.marker)


def _textual_note(
    texts: tuple[BookText, ...], labels: Labels, language: str, editor: str
) -> Iterator[Block]:
    yield Heading((Text(labels.textual_note),), 1)
    yield Paragraph((Text(labels.textual_note_lead),))
    for text in texts:
        title = f"{text.entry.number}. {text.title}"
        facts = Facts(_citer(text), _sizer(text), editor)
        yield from text_note(title, ledger_in(text.ledger, language), facts, labels)


def _sizer(text: BookText) -> Callable[[Row], int]:
    return lambda row: len(text.source.cut(row.span).split())


def _citer(text: BookText) -> Callable[[Row], str]:
    """What tells of a row the number of the paragraph, or of the author's note, it stands in."""
    of, places, numbers = text.entry.number, [Span(text.source.name, 0, 0)], [""]
    for paragraph, block in paragraphs(text.body):
        spans = [i.span for i in inlines_of((block,)) if isinstance(i, Text | Elision) and i.span]
        if spans:
            places.append(Span(text.source.name, spans[0].start, spans[-1].end))
            numbers.append(f"{of}.{paragraph}" if paragraph else "")

    def cite(row: Row) -> str:
        for id, span in text.note_spans:
            if row.span.within(span):
                return f"{of}n.{id.partition('-')[2]}"
        at = bisect_right(places, row.span.start, key=lambda place: place.start) - 1
        return numbers[at] if row.span.start <= places[at].end else ""

    return cite
