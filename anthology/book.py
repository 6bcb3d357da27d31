"""An edition → the `Book`: the only thing that later stages see.

Runs the stages of editing text by text, in order, and puts the parts together. Reads and writes
no file; sets no type.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from anthology.diagnostic import Diagnostic
from anthology.document import (
    Block,
    Blocks,
    Cell,
    CommentThread,
    Figure,
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    Quotation,
    SceneBreak,
    Table,
    Text,
    Verse,
    Withheld,
    inlines_of,
    leaves,
    walk,
)
from anthology.edition import EditedText, Edition
from anthology.gallery import Gallery
from anthology.index import Index, Locus, make_index
from anthology.labels import Labels, labels_for
from anthology.ledger import Ledger, Row
from anthology.names import finder, mark, mentions
from anthology.notes import Note, annotate
from anthology.numbering import number
from anthology.picture import Picture
from anthology.queries import queried
from anthology.read.markdown import read_markdown
from anthology.rights import Cited, Rights, weigh
from anthology.schema import EditionFile, NumbersFile, PrintingFile, TextEntry
from anthology.selector import fold
from anthology.slips import vocabulary
from anthology.sources import sources
from anthology.span import Source, Span
from anthology.structure import structure
from anthology.textnote import text_note
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

    @property
    def notes(self) -> dict[str, Note]:
        """Every note by its id."""
        return {note.id: note for text in self.texts for note in text.notes}


def make_book(edition: Edition) -> Book:
    """Edit every text and assemble the book. Raises EditionError as the stages do."""
    known = vocabulary(text.source.text for text in edition.texts)
    texts = tuple(edit(text, edition, known) for text in edition.texts)
    labels = labels_of(edition.file)
    introduction = read_markdown(edition.introduction.text, edition.introduction.name)
    content = read_markdown(edition.content_note.text, edition.content_note.name)
    loci = [found for text in texts for found in _loci(text)]
    cited = [Cited(text.entry, fold(text.source), text.ledger) for text in texts]
    rights = weigh(edition.file, edition.rights, edition.rights_text, cited)
    return Book(
        edition.file,
        introduction,
        content,
        texts,
        tuple(_textual_note(texts, labels)),
        sources(edition.file, rights, labels),
        make_index(edition.names, loci),
        rights,
        edition.printings,
        labels,
    )


def labels_of(file: EditionFile) -> Labels:
    """The words that the book says, in its language or as the edition has them."""
    return labels_for(file.language, file.labels)


def edit(text: EditedText, edition: Edition, known: Collection[str]) -> BookText:
    """One text through the stages: structure, type rules, queries, numbers, names, notes.

    `known`: words that the texts themselves vouch for, which are no slips.
    """
    entry = text.entry
    language = entry.language or edition.file.language
    found = structure(text)
    emended = frozenset(row.span for row in found.ledger.of("emended"))
    body, body_rows = set_in_type(found.body, language, emended)
    judged = (*(row.span for row in found.ledger.of("queried", "emended")), *found.right)
    slips = queried(body, language, judged, known)
    body, numbers = number(body, text.numbers)
    by = finder(edition.names, entry.slug)
    body = mark(body, by, f"t{entry.number}m")
    authors, note_rows = [], list[Row]()
    for note in found.notes:
        blocks, rows = set_in_type(note.blocks, language, emended)
        marked = mark(blocks, by, f"t{entry.number}n-{note.marker}m")
        authors.append(replace(note, blocks=marked))
        note_rows.extend((*rows, *queried(blocks, language, judged, known)))
    annotated = annotate(entry.number, body, authors, text.notes, fold(text.source))
    notes = tuple(
        n if n.series == "author" else replace(n, blocks=mark(n.blocks, by, f"{n.id}m"))
        for n in annotated.notes
    )
    spans = tuple((f"t{entry.number}n-{note.marker}", note.span) for note in found.notes)
    return BookText(
        entry,
        found.title.text,
        read_markdown(text.headnote.text, text.headnote.name),
        annotated.body,
        notes,
        text.source,
        found.ledger.joined((*body_rows, *slips, *note_rows)),
        numbers,
        found.title_span,
        spans,
        annotated.drifts,
        text.gallery,
    )


def _loci(text: BookText) -> Iterator[tuple[str, Locus]]:
    """Each mention of a text and its notes, with the paragraph or note it stands in."""
    of, notes = text.entry.number, {note.id: note for note in text.notes}
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
            case Cell() | SceneBreak() | Withheld():
                pass


def _textual_note(texts: tuple[BookText, ...], labels: Labels) -> Iterator[Block]:
    yield Heading((Text(labels.textual_note),), 1)
    yield Paragraph((Text(labels.textual_note_lead),))
    for text in texts:
        title = f"{text.entry.number}. {text.title}"
        yield from text_note(title, text.ledger, _citer(text), labels)


def _citer(text: BookText) -> Callable[[Row], str]:
    """What tells of a row the number of the paragraph, or of the author's note, it stands in."""
    of, starts, numbers = text.entry.number, [-1], [""]
    for paragraph, block in paragraphs(text.body):
        first = next((leaf.span for leaf in leaves((block,)) if leaf.span), None)
        if first:
            starts.append(first.start)
            numbers.append(f"{of}.{paragraph}" if paragraph else "")

    def cite(row: Row) -> str:
        for id, span in text.note_spans:
            if row.span.within(span):
                return f"{of}n.{id.partition('-')[2]}"
        return numbers[bisect_right(starts, row.span.start) - 1]

    return cite


def note_calls(blocks: Blocks) -> tuple[str, ...]:
    """The ids of the notes called in these blocks, in order."""
    return tuple(i.note for i in inlines_of(blocks) if isinstance(i, NoteRef))
