"""Fills in the templates of a printed book, and says how its galleys follow one another.

Sets no type: what it makes are jobs, sheets and what they say of pages once these are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from anthology.aids import title_of
from anthology.book import Book, Piece, text_titles
from anthology.booktext import BookText
from anthology.document import Blocks
from anthology.index import Entry, Index
from anthology.indexprint import IndexPrint
from anthology.labels import Labels
from anthology.locators import Locator, Paging, page_locators
from anthology.render.catalog import Metadata
from anthology.render.filled import Around, Filler
from anthology.render.job import Galley, GalleyJob
from anthology.render.markup import Line, Medium, all_notes, imprint
from anthology.render.pages import Cited, Pagination, Sheet, last_page
from anthology.render.pieces import TocEntry, contents
from anthology.render.shop import Shop
from anthology.schema import PrintedPage
from anthology.variant import Variant


@dataclass(frozen=True, slots=True)
class Reader:
    """Of the reader what a variant says of it: its pages, and its index by these pages."""

    cited: Cited
    index: IndexPrint


_RUNNING = frozenset({"prose", "text", "back"})
"""The galleys that have the same words in every variant."""


class Setter:
    """Fills in the templates of a variant of the book, which cites the reader or itself."""

    def __init__(
        self, book: Book, shop: Shop, variant: Variant, reader: Reader | None = None
    ) -> None:
        """`reader` is given for a variant that cites it."""
        self.book, self.shop, self.variant, self.reader = book, shop, variant, reader
        self.imprint: tuple[Line, ...] = ()
        self.continued = frozenset[str]()
        self.titles = text_titles(book)
        names = ("print.css", *variant.styles)
        sheets = tuple(css for name in names for css in shop.theme.sheet(name))
        self.styles = (*sheets, variant.rules) if variant.rules else sheets
        self.medium = Medium(
            "print",
            all_notes(book, shop.labels) if shop.press.own else {},
            self.imprint,
            IndexPrint(shop.labels),
            longest=shop.longest(variant),
            endnotes=variant.endnotes,
        )
        around = Around(
            shop.labels, book.edition.language, self.medium.longest, self.medium.endnotes
        )
        self.filler = Filler(shop, around)
        self.name_printing(())

    def name_printing(self, pages: Sequence[PrintedPage]) -> None:
        """Say on the imprint which printing this is, as far as these pages of the reader tell."""
        found = self.reader.cited.pages if self.reader else pages
        # The number is that of the book for sale, of which the reader has the pages.
        isbn = "" if self.variant.label else self.book.edition.variants.press.isbn
        lines = imprint(self.book, self.shop.labels, printed=True, pages=found, isbn=isbn)
        self.say((lines[0], *self._says(), *lines[1:]))

    def say(self, imprint: tuple[Line, ...]) -> None:
        """Print these lines on the imprint."""
        self.imprint = imprint
        self.medium = replace(self.medium, imprint=self.imprint)

    def prelims(self) -> GalleyJob:
        """Half-title, title page, imprint."""
        xhtml = self._set("prelims", "prelims", self.book.edition.title)
        return self._job("prelims", "prelims", xhtml)

    def first(self) -> Iterator[GalleyJob]:
        """What needs no page numbers."""
        yield self.prelims()
        for id, blocks in self.book.front:
            yield self._piece("prose", id, blocks)
        for text in self.book.texts:
            yield self._text(text)
        for id, blocks in (*self.book.back, *self.book.end):
            yield self._piece("back", id, blocks)

    def _text(self, text: BookText) -> GalleyJob:
        if self.shop.press.own:
            xhtml = self._set(text.id, "text", text.title, text=text)
        else:
            xhtml = self.filler.text(text)
        pictures = dict.fromkeys((picture.name, picture.data) for picture in text.pictures)
        return self._job(text.id, "text", xhtml, tuple(pictures))

    def _piece(self, galley: str, id: str, blocks: Blocks) -> GalleyJob:
        if self.shop.press.own:
            xhtml = self._set(id, galley, title_of(blocks), sections=((id, blocks),))
        else:
            xhtml = self.filler.piece(galley, id, blocks)
        return self._job(id, galley, xhtml)

    def tail(self, pieces: Sequence[Piece]) -> GalleyJob:
        """What stands behind a text that is printed by itself."""
        xhtml = self._set("tail", "tail", self.shop.labels.sources, sections=pieces)
        return self._job("tail", "tail", xhtml)

    def index_job(self, index: Index, made: IndexPrint) -> GalleyJob:
        """The galley of an index."""
        xhtml = self._set(index.id, "index", made.title(index), made, index=index)
        return self._job(index.id, "index", xhtml)

    def contents(self, pages: Pagination) -> GalleyJob:
        """The list of contents."""
        title = self.shop.labels.contents
        xhtml = self._set("contents", "contents", title, entries=self.entries(pages))
        return self._job("contents", "contents", xhtml)

    def entries(self, pages: Pagination) -> tuple[TocEntry, ...]:
        """The lines of the contents."""
        return contents(self.book, self.shop.labels, pages.label)

    def index(self, pages: Pagination, galleys: Mapping[str, Galley]) -> IndexPrint:
        """How the indexes are printed, if these are the pages."""
        if self.reader:
            labels = replace(self.shop.labels, index_pages=self.shop.labels.index_reader_pages)
            return replace(self.reader.index, labels=labels, continued=self.continued)
        texts = [text.id for text in self.book.texts]
        last = {id: last_page(galleys[id].map, pages.first[id]) for id in texts}
        paging = Paging(pages.label, lambda id: pages.labels[last[id]])
        elision = self.book.edition.index.elision

        known = dict[str, tuple[Locator, ...]]()

        def locate(entry: Entry) -> tuple[Locator, ...]:
            if entry.id not in known:
                known[entry.id] = page_locators(entry, paging, elision)
            return known[entry.id]

        return IndexPrint(self.shop.labels, locate, self.titles, True, self.continued)

    def metadata(self) -> Metadata:
        """What the PDF says of itself."""
        edition, note = self.book.edition, self._name()
        title = ": ".join(part for part in (edition.title, edition.subtitle) if part)
        return Metadata(
            f"{title} ({note})" if note else title,
            (),
            edition.language,
            self.variant.identifier(edition.identifier),
            edition.date.isoformat(),
            edition.description,
            edition.publisher,
        )

    def _name(self) -> str:
        """What the variant is called; the reader has no name of its own."""
        return str(getattr(self.shop.labels, self.variant.label)) if self.variant.label else ""

    def _says(self) -> Iterator[Line]:
        """What the imprint of a variant says of it."""
        labels, dress = self.shop.labels, self.variant.dress
        if self.variant.label:
            yield Line("imprint-line", f"{self._name()}.")
        if self.variant.cites_reader:
            yield Line("imprint-line", labels.reader_pages)
        if dress.every:
            yield Line("imprint-line", labels.line_numbers)

    def _set(
        self,
        key: str,
        galley: str,
        title: str,
        made: IndexPrint | None = None,
        **context: object,
    ) -> bytes:
        """The XHTML of a galley that may say anything of the book."""
        found = made or self.medium.index
        medium = replace(self.medium, here=key, index=found, boxes=count(1))
        return self.shop.press.set(
            "print.xhtml.j2",
            book=self.book,
            labels=self.shop.labels,
            medium=medium,
            title=title,
            galley=galley,
            **context,
        )

    def _job(
        self, key: str, galley: str, xhtml: bytes, pictures: tuple[tuple[str, bytes], ...] = ()
    ) -> GalleyJob:
        lined = self.variant.cites_reader and galley in _RUNNING
        return GalleyJob(key, xhtml, self.styles, pictures, self.shop.labels.links, lined)


def sheets_of(book: Book, labels: Labels, galleys: Iterable[str]) -> tuple[Sheet, ...]:
    """How the galleys follow one another, with running heads and bookmarks."""
    title = book.edition.title

    def prose(numbering: str, pieces: Sequence[Piece]) -> Iterator[Sheet]:
        for id, name in ((id, title_of(blocks)) for id, blocks in pieces):
            yield Sheet(id, numbering, title, name, ((name, id, ()),))

    sheets = [
        Sheet("prelims", "roman", "", "", ((labels.title_page, "title-page", ()),), bare=True),
        Sheet(
            "contents",
            "roman",
            labels.contents,
            labels.contents,
            ((labels.contents, "contents", ()),),
        ),
        *prose("roman", book.front),
        *(
            Sheet(
                t.id,
                "arabic",
                title,
                t.running_title,
                ((f"{t.entry.number}. {t.title}", t.id, ()),),
            )
            for t in book.texts
        ),
        *prose("arabic", book.back),
        *(
            Sheet(i.id, "arabic", title, name, ((name, i.id, ()),))
            for i, name in ((i, IndexPrint(labels).title(i)) for i in book.indexes)
        ),
        *prose("arabic", book.end),
    ]
    there = {*galleys, "contents", *(index.id for index in book.indexes)}
    return tuple(sheet for sheet in sheets if sheet.key in there)
