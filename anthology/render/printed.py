"""`Book` → the printed book: galleys set, pages counted, contents and index made from the pages.

The order of work is here; how a galley is set and how galleys are joined is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from anthology.aids import title_of
from anthology.book import Book, Piece, text_titles
from anthology.diagnostic import Diagnostic, EditionError, Place, SetupError, Severity
from anthology.edition import EDITION
from anthology.index import Entry, Index
from anthology.indexprint import IndexPrint
from anthology.labels import Labels
from anthology.locators import Locator, Paging, page_locators
from anthology.render.galley import Galley, GalleyError, GalleyJob, set_galleys
from anthology.render.layoutmap import GalleyMap
from anthology.render.makeup import MakeupError, Metadata, Pagination, Sheet, make_up, paginate
from anthology.render.markup import Line, Medium, Press, all_notes, imprint
from anthology.render.pieces import TocEntry, contents
from anthology.render.repeats import set_index
from anthology.resources import style
from anthology.schema import PrintedPage


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished PDF, the map of each galley, and what was printed that depends on pages."""

    pdf: bytes
    maps: Mapping[str, GalleyMap]
    sheets: tuple[Sheet, ...]
    pagination: Pagination
    entries: tuple[TocEntry, ...]
    index: IndexPrint
    imprint: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def pages(self) -> tuple[PrintedPage, ...]:
        """Where each page begins."""
        return tuple(page_starts(self.sheets, self.maps, self.pagination))


@dataclass(frozen=True, slots=True)
class Shop:
    """What a book is set with: templates, labels, paper, the folder of kept galleys, processes."""

    press: Press
    labels: Labels
    paper: str
    cache: Path | None
    workers: int


def print_book(book: Book, shop: Shop) -> Printed:
    """Set and join the whole book. Raises EditionError where a text cannot be set."""
    with told(book):
        return _print(book, shop)


@contextmanager
def told(book: Book) -> Iterator[None]:
    """Turn what goes wrong in type-setting into errors that say where, and what can be done."""
    try:
        yield
    except GalleyError as error:
        place, hint = _advice(book, error)
        raise EditionError(Diagnostic("type-set", error.message, place, hint)) from error
    except MakeupError as error:
        hint = "look for a link to a place that is gone"
        raise EditionError(Diagnostic("make-up", str(error), Place(EDITION), hint)) from error
    except BrokenProcessPool as error:
        message = "a process that sets type was ended from outside, perhaps for want of memory"
        hint = "try again with --workers 1"
        raise SetupError(Diagnostic("type-set", message, Place("anthology"), hint)) from error


def _advice(book: Book, error: GalleyError) -> tuple[Place, str]:
    """Where to look, and what to do, by what the engine says."""
    said = error.message
    if "not well-formed" in said:
        return Place("templates/print.xhtml.j2"), "correct the template it came from"
    if said.startswith(("Ignored", "Invalid", "Expected", "Parse error")):
        return Place("styles"), "correct the style sheet; lines are counted in each by itself"
    place = Place(_file_of(book, error.key))
    if "typeface" in said or "glyph" in said:
        return place, "emend the sign by a decision, or make the e-book alone: --format epub"
    if "outside" in said:
        return place, "a word there is too long for the line: give it a space by a decision"
    return place, "shorten the note or the heading it names"


def _file_of(book: Book, key: str) -> str:
    names = {text.id: text.source.name for text in book.texts}
    return names.get(key, _WRITTEN.get(key, EDITION))


_WRITTEN = {
    "introduction": "introduction.md",
    "content-note": "content-note.md",
    "abbreviations": "abbreviations.toml",
    "questions": "questions",
    "chronology": "chronology.md",
    "colophon": "colophon.md",
}
"""The file, or the folder, that a piece of front or back matter is written in."""


def _print(book: Book, shop: Shop) -> Printed:
    setter = _Setter(book, shop)
    galleys = {g.key: g for g in set_galleys(list(setter.first()), shop.cache, shop.workers)}
    sheets = _sheets(book, shop.labels, galleys)
    final = _finish(setter, sheets, galleys)
    setter.name_printing(_pages(sheets, galleys, final))
    galleys |= {g.key: g for g in set_galleys([setter.prelims()], shop.cache, 1)}
    final = _finish(setter, sheets, galleys)
    pdf = make_up(galleys, sheets, _metadata(book))
    return Printed(
        pdf,
        {s.key: galleys[s.key].map for s in sheets},
        sheets,
        final,
        setter.entries(final),
        setter.index(final, galleys),
        setter.imprint,
        tuple(d for sheet in sheets for d in _uneven(book, galleys[sheet.key])),
    )


def _uneven(book: Book, galley: Galley) -> Iterator[Diagnostic]:
    """What deserves a look: paragraphs that could not be broken as a whole."""
    for left in galley.engine_lines:
        message = f"{left.id}: set line by line, for {left.reason}: “{left.words}…”"
        hint = "look at its spaces in the PDF; a soft hyphen in a long word lets it be divided"
        yield Diagnostic(
            "uneven-lines", message, Place(_file_of(book, galley.key)), hint, Severity.WARNING
        )


def _finish(setter: _Setter, sheets: tuple[Sheet, ...], galleys: dict[str, Galley]) -> Pagination:
    """Set what prints page numbers, and count the pages of all.

    The indexes print pages of the texts, which nothing in front of them moves, and of the front
    matter, which the contents move; these print the page of what stands behind the indexes.
    """
    leaves, needed = 0, 1
    while leaves != needed:  # what stands between contents and texts may be indexed, too
        leaves = needed
        _set_indexes(setter, sheets, galleys, leaves)
        galleys["contents"] = _contents(setter, sheets, galleys, leaves)
        needed = _leaves(galleys["contents"])
    return paginate({key: g.map for key, g in galleys.items()}, sheets)


def _pages(
    sheets: tuple[Sheet, ...], galleys: Mapping[str, Galley], pagination: Pagination
) -> tuple[PrintedPage, ...]:
    return tuple(page_starts(sheets, {key: g.map for key, g in galleys.items()}, pagination))


def page_starts(
    sheets: Iterable[Sheet], maps: Mapping[str, GalleyMap], pagination: Pagination
) -> Iterator[PrintedPage]:
    """Where each page of the book begins; blank ones, and those without words, begin nowhere."""
    for sheet in sheets:
        for number, frame in enumerate(maps[sheet.key].frames, pagination.first[sheet.key]):
            if frame.opening:
                yield PrintedPage(pagination.labels[number], *frame.opening)


def _set_indexes(
    setter: _Setter, sheets: Sequence[Sheet], galleys: dict[str, Galley], leaves: int
) -> None:
    """Set the indexes that the book has, if the contents take so many leaves."""
    setter.continued = frozenset()
    made = setter.index(_guess(sheets, galleys, leaves), galleys)
    for index in setter.book.indexes:
        set_one = partial(setter.set_index, index)
        galleys[index.id], continued = set_index(index, made, set_one)
        setter.continued |= continued


def _leaves(galley: Galley) -> int:
    return (len(galley.map.frames) + 1) // 2


def _contents(
    setter: _Setter, sheets: Sequence[Sheet], galleys: Mapping[str, Galley], leaves: int
) -> Galley:
    """The galley of the contents; set again, if they take more leaves than was thought."""
    job = setter.contents(_guess(sheets, galleys, leaves))
    (galley,) = set_galleys([job], setter.shop.cache, setter.shop.workers)
    needed = _leaves(galley)
    return galley if needed <= leaves else _contents(setter, sheets, galleys, needed)


def _last_page(galley: GalleyMap, first: int) -> int:
    """The last page of a galley that shows something."""
    return first + max(i for i, frame in enumerate(galley.frames) if not frame.blank)


def _guess(sheets: Sequence[Sheet], galleys: Mapping[str, Galley], leaves: int) -> Pagination:
    """The pages as they will be if the contents take so many leaves."""
    frame = next(iter(galleys.values())).map.frames[0]
    maps = {key: galley.map for key, galley in galleys.items()}
    maps["contents"] = GalleyMap((frame,) * (2 * leaves), {}, (), ())
    return paginate(maps, [sheet for sheet in sheets if sheet.key in maps])


class _Setter:
    """Fills in the templates of the printed book."""

    def __init__(self, book: Book, shop: Shop) -> None:
        self.book, self.shop = book, shop
        self.imprint: tuple[Line, ...] = ()
        self.continued = frozenset[str]()
        self.titles = text_titles(book)
        self.styles = (style("print.css"), style(f"paper-{shop.paper}.css"))
        self.medium = Medium(
            "print",
            all_notes(book, shop.labels),
            self.imprint,
            IndexPrint(shop.labels),
        )
        self.name_printing(())

    def name_printing(self, pages: Sequence[PrintedPage]) -> None:
        """Say on the imprint which printing this is, as far as these pages tell."""
        self.imprint = imprint(self.book, self.shop.labels, printed=True, pages=pages)
        self.medium = replace(self.medium, imprint=self.imprint)

    def prelims(self) -> GalleyJob:
        """Half-title, title page, imprint."""
        return self._job("prelims", "prelims", self.book.edition.title)

    def first(self) -> Iterator[GalleyJob]:
        """What needs no page numbers."""
        yield self.prelims()
        for id, blocks in self.book.front:
            yield self._job(id, "prose", title_of(blocks), sections=((id, blocks),))
        for text in self.book.texts:
            yield self._job(text.id, "text", text.title, text=text)
        for id, blocks in (*self.book.back, *self.book.end):
            yield self._job(id, "back", title_of(blocks), sections=((id, blocks),))

    def set_index(self, index: Index, made: IndexPrint) -> Galley:
        """The galley of an index."""
        job = self._job(index.id, "index", made.title(index), made, index=index)
        return set_galleys([job], self.shop.cache, 1)[0]

    def contents(self, pages: Pagination) -> GalleyJob:
        """The list of contents."""
        title = self.shop.labels.contents
        return self._job("contents", "contents", title, entries=self.entries(pages))

    def entries(self, pages: Pagination) -> tuple[TocEntry, ...]:
        """The lines of the contents."""
        return contents(self.book, self.shop.labels, pages.label)

    def index(self, pages: Pagination, galleys: Mapping[str, Galley]) -> IndexPrint:
        """How the indexes are printed, if these are the pages."""
        texts = [text.id for text in self.book.texts]
        last = {id: _last_page(galleys[id].map, pages.first[id]) for id in texts}
        paging = Paging(pages.label, lambda id: pages.labels[last[id]])
        elision = self.book.edition.index.elision

        def locate(entry: Entry) -> tuple[Locator, ...]:
            return page_locators(entry, paging, elision)

        return IndexPrint(self.shop.labels, locate, self.titles, True, self.continued)

    def _job(
        self,
        key: str,
        galley: str,
        title: str,
        made: IndexPrint | None = None,
        **context: object,
    ) -> GalleyJob:
        found = made or self.medium.index
        medium = replace(self.medium, here=key, index=found, boxes=count(1))
        xhtml = self.shop.press.set(
            "print.xhtml.j2",
            book=self.book,
            labels=self.shop.labels,
            medium=medium,
            title=title,
            galley=galley,
            **context,
        )
        shown = [p for text in self.book.texts if text.id == key for p in text.pictures]
        pictures = dict.fromkeys((picture.name, picture.data) for picture in shown)
        return GalleyJob(key, xhtml, self.styles, tuple(pictures), self.shop.labels.links)


def _sheets(book: Book, labels: Labels, galleys: Iterable[str]) -> tuple[Sheet, ...]:
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


def _metadata(book: Book) -> Metadata:
    edition = book.edition
    title = ": ".join(part for part in (edition.title, edition.subtitle) if part)
    return Metadata(
        title,
        (),
        edition.language,
        edition.identifier,
        edition.date.isoformat(),
        edition.description,
        edition.publisher,
    )
