"""An edition → the `Book`: the only thing that later stages see.

Runs the stages of editing text by text, in order, and puts the parts together. Reads and writes
no file; sets no type.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

import msgspec

from anthology.abbreviationlist import abbreviation_list, uses
from anthology.aids import Aids, make_aids, title_of
from anthology.creators import Creator, creators
from anthology.diagnostic import Diagnostic
from anthology.document import (
    Block,
    Blocks,
    Cell,
    CommentThread,
    DefinitionList,
    Elision,
    Figure,
    Heading,
    ListBlock,
    Mention,
    NoteRef,
    Paragraph,
    Quotation,
    SceneBreak,
    Table,
    Term,
    Text,
    Verse,
    Withheld,
    inlines_of,
    walk,
)
from anthology.edition import EditedText, Edition
from anthology.foreign import Detected, mark_foreign
from anthology.gallery import Gallery
from anthology.index import ORGANIZATIONS, Index, Locus, make_index
from anthology.kept import Kept
from anthology.labels import Labels, labels_for
from anthology.leaks import Secrets, without
from anthology.ledger import Ledger, Row
from anthology.ledgerlabels import ledger_labels_for
from anthology.matter import chronology, questions
from anthology.names import Finder, finder, mark, mark_pieces, mentions
from anthology.notes import Note, annotate
from anthology.numbering import number
from anthology.people import people
from anthology.picture import Picture
from anthology.queries import queried
from anthology.read.inline import note_id
from anthology.read.markdown import read_markdown
from anthology.reasons import ledger_in
from anthology.references import filled
from anthology.rights import Cited, Rights, weigh
from anthology.schema import EditionFile, NumbersFile, PrintingFile, TextEntry
from anthology.selector import fold
from anthology.slips import voucher
from anthology.sources import sources
from anthology.span import Source, Span
from anthology.structure import Structured, structure
from anthology.textnote import Facts, text_note
from anthology.typography import set_in_type


@dataclass(frozen=True, slots=True)
class BookText:
    """A text as the book prints it, with the source and ledger that account for it."""

    entry: TextEntry
    title: str
    headnote: Blocks
    body: Blocks
    notes: tuple[Note, ...]
    source: Source
    ledger: Ledger
    numbers: NumbersFile
    title_span: Span | None
    note_spans: tuple[tuple[str, Span], ...]
    drifts: tuple[Diagnostic, ...] = ()
    gallery: Gallery = field(default_factory=Gallery)
    detected: tuple[Detected, ...] = ()
    authors: tuple[Mention, ...] = ()
    digest: bytes = field(default=b"", init=False, compare=False, repr=False)
    """All of this in one number, where it is known; `replace` does not hand it on."""

    @property
    def id(self) -> str:
        """The id of the text in the book: `t3`."""
        return f"t{self.entry.number}"

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures it shows, each as often as it is shown, in order."""
        found = [self.gallery.of(b.file).picture for b in walk(self.body) if isinstance(b, Figure)]
        return tuple(picture for picture in found if picture)

    @property
    def running_title(self) -> str:
        """The title short enough for the head of a page."""
        return self.entry.short_title or self.title


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
    found = [cache(partial(_structured, text, editor, kept)) for text in edition.texts]
    pairs = tuple(zip(edition.texts, found, strict=True))
    vouchers = [_voucher(text, settled, editor, kept) for text, settled in pairs]
    spoken = edition.file.language
    prose = {
        "introduction": _prose(edition.introduction, spoken),
        "content-note": _prose(edition.content_note, spoken),
        "chronology": chronology(edition.chronology),
        "colophon": _prose(edition.colophon, spoken),
    }
    aids = make_aids(edition, prose, labels, vouchers)
    texts = tuple(_edited(text, settled, edition, aids, kept) for text, settled in pairs)
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


Settled = Callable[[], Structured]
"""What gives a text with its structure settled; where all that comes of it is kept, nobody asks."""


def _structured(text: EditedText, editor: str, kept: Kept) -> Structured:
    """A text with its structure settled, or as it was settled before."""
    content = (editor, *text.content)
    return kept.made(f"{text.entry.slug}.structure", content, lambda: structure(text, editor))


def _edited(
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
    edited = kept.asked(
        name,
        made_of(text.numbers),
        aids.known,
        make,
        lambda made: made_of(made.numbers),  # the build writes them; the same come of them
    )
    edited = replace(edited, source=text.source, gallery=text.gallery)
    object.__setattr__(edited, "digest", kept.digest(name))
    return edited


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


def _prose(source: Source, language: str) -> Blocks:
    """What the editor wrote in Markdown."""
    return mark_foreign(read_markdown(source.text, source.name), language)[0]


def labels_of(file: EditionFile) -> Labels:
    """The words that the book says, in its language or as the edition has them.

    Those of the readable ledger are looked at too, so that a mistake in one is told at once.
    """
    ledger_labels_for(file.language, file.labels)
    return labels_for(file.language, file.labels)


def _voucher(text: EditedText, settled: Settled, editor: str, kept: Kept) -> str:
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
    blocks = aids.polished(_prose(text.headnote, language), text.entry.slug)
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


def paragraphs(blocks: Blocks, inside: str = "") -> Iterator[tuple[str, Block]]:
    """Each paragraph and heading with the number a reader cites it by: its own or its quotation's.

    What has no number (a heading, a signature) goes with the paragraph before it.
    """
    last = inside
    for block in blocks:
        match block:
            case Paragraph() | Verse() | Table():
                last = block.number or last
                yield last, block
            case Heading() | Figure():
                yield last, block
            case Quotation():
                last = block.number or last
                yield from paragraphs(block.blocks, last)
            case ListBlock():
                for item in block.items:
                    for found in paragraphs(item.blocks, last):
                        last = found[0]
                        yield found
            case CommentThread():
                yield last, block
            case DefinitionList() | Term() | Cell() | SceneBreak() | Withheld():
                pass


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


def note_calls(blocks: Blocks) -> tuple[str, ...]:
    """The ids of the notes called in these blocks, in order."""
    return tuple(i.note for i in inlines_of(blocks) if isinstance(i, NoteRef))
