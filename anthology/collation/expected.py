"""What must stand in the finished books, stream by stream.

A text's words come from its source and its ledger alone, not from the blocks that the templates
saw; the editor's prose from its files; what the book says itself, from the same values that it is
made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from anthology.book import Book, Piece
from anthology.booktext import BookText
from anthology.collation.streams import Stream, words
from anthology.document import Blocks, Flow, plain, walk
from anthology.index import Entry, Index
from anthology.indexprint import IndexPrint
from anthology.labels import Labels
from anthology.ledger import REMOVED, Ledger, Row, printed
from anthology.references import paged
from anthology.render.markup import Line
from anthology.render.pieces import TocEntry
from anthology.span import Span

PageOf = Callable[[str], str]
"""The printed page of an id of the book."""


def expected_texts(book: Book, page_of: PageOf | None = None) -> Iterator[Stream]:
    """The streams of the texts: title, headnote, body, each note.

    Alike in both books, but that references name pages where there are pages.
    """
    for text in book.texts:
        yield Stream(text.id, words(f"{text.title} {text.entry.byline}"))
        if text.headnote:
            yield Stream(f"{text.id}h", _prose(text.headnote, book.labels, page_of))
        yield Stream(f"{text.id}b", words(_body(text)))
        own = dict(text.note_spans)
        for note in text.notes:
            span = own.get(note.id)
            yield Stream(
                note.id,
                _prose(note.blocks, book.labels, page_of)
                if span is None
                else words(printed(text.source, span.start, span.end, text.ledger)),
            )


def _body(text: BookText) -> str:
    """The source less title and notes, changed as the ledger says."""
    apart = [text.title_span] if text.title_span else []
    apart += [span for _, span in text.note_spans]
    whole = _whole(text.ledger, apart)
    gone = [row.span for row in whole.of(*REMOVED)]  # it may run out of what is set apart
    rows = [Row("markup", "apart", part) for span in apart for part in span.less(gone)]
    return printed(text.source, 0, len(text.source.text), whole.joined(rows))


def _whole(ledger: Ledger, apart: Sequence[Span]) -> Ledger:
    """The ledger without the rows that lie in what is set apart."""
    return replace(
        ledger,
        rows=tuple(row for row in ledger.rows if not any(row.span.within(span) for span in apart)),
    )


def _prose(blocks: Blocks, labels: Labels, page_of: PageOf | None) -> tuple[str, ...]:
    said = paged(blocks, labels, page_of) if page_of else blocks
    return words("\n".join(plain(b.children) for b in walk(said) if isinstance(b, Flow)))


def expected_apparatus(
    book: Book,
    labels: Labels,
    *,
    page_of: PageOf | None = None,
    imprint: Sequence[Line],
    entries: Sequence[TocEntry],
    index: IndexPrint,
) -> Iterator[Stream]:
    """The streams of the front and back matter of the book on paper, or of that without pages."""
    edition, printed_book = book.edition, page_of is not None
    if printed_book:
        yield Stream("half-title", words(edition.title))
    yield Stream("title-page", words(f"{edition.title} {edition.subtitle}"))
    lines = [line.words for line in imprint]
    yield Stream("imprint", words(" ".join(lines if printed_book else [labels.imprint, *lines])))
    toc = (_printed_entry(e) if printed_book else _linked_entry(e) for e in entries)
    yield Stream("contents", words(" ".join((labels.contents, *toc))))
    for id, blocks in book.pieces:
        yield Stream(id, _prose(blocks, labels, page_of))
    for one in book.indexes:
        yield Stream(one.id, words(" ".join(_index(one, index))))


def expected_handout(
    book: Book, text: BookText, pieces: Sequence[Piece], imprint: Sequence[Line], page_of: PageOf
) -> Iterator[Stream]:
    """The streams of one text by itself, of the pieces behind it and its imprint."""
    yield from expected_texts(replace(book, texts=(text,)), page_of)
    for id, blocks in pieces:
        yield Stream(id, _prose(blocks, book.labels, page_of))
    yield Stream("imprint", words(" ".join(line.words for line in imprint)))


def _printed_entry(entry: TocEntry) -> str:
    return " ".join((entry.number, entry.title, entry.page, entry.byline))


def _linked_entry(entry: TocEntry) -> str:
    number = f"{entry.number}. " if entry.number else ""
    inner = " ".join(_linked_entry(child) for child in entry.children)
    return f"{number}{entry.title} {f'– {entry.byline}' if entry.byline else ''} {inner}"


def _index(index: Index, made: IndexPrint) -> Iterator[str]:
    yield made.title(index)
    yield made.headnote(index)
    for entry in index.entries:
        yield from _entry(entry, made)


def _entry(entry: Entry, made: IndexPrint) -> Iterator[str]:
    if entry.see:
        yield f"{_stopped(entry.heading)} {made.labels.see} {entry.see}"
        return
    first, *others = made.parts(entry)
    line = ", ".join((entry.heading, *(found.label for found in first.locators)))
    also = "; ".join(heading for heading, _ in entry.also)
    yield f"{_stopped(line)} {made.labels.see_also} {also}" if also else line
    for number, part in enumerate(others, 1):
        if made.part_id(entry, number) in made.continued:
            yield made.again(entry)
        yield ", ".join((part.title, *(found.label for found in part.locators)))


def _stopped(line: str) -> str:
    return line if line.endswith(".") else f"{line}."
