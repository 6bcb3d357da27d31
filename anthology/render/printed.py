"""`Book` → the printed book: galleys set, pages counted, contents and index made from the pages.

The order of work is here; how a galley is set and how galleys are joined is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from anthology.aids import title_of
from anthology.book import Book, Piece
from anthology.diagnostic import Diagnostic, EditionError, Place, SetupError
from anthology.edition import EDITION
from anthology.index import Entry, Locator, page_locators
from anthology.labels import Labels
from anthology.render.galley import Galley, GalleyError, GalleyJob, set_galleys
from anthology.render.layoutmap import GalleyMap
from anthology.render.makeup import MakeupError, Metadata, Pagination, Sheet, make_up, paginate
from anthology.render.markup import Line, Medium, Press, all_notes, imprint
from anthology.render.pieces import TocEntry, contents
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
    locators: Callable[[Entry], tuple[Locator, ...]]
    imprint: tuple[Line, ...]

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
        setter.locators(final),
        setter.imprint,
    )


def _finish(setter: _Setter, sheets: tuple[Sheet, ...], galleys: dict[str, Galley]) -> Pagination:
    """Set what prints page numbers, and count the pages of all.

    The index prints pages of the texts, which nothing in front of them moves; the contents print
    the page of what stands behind the index, so they are last.
    """
    galleys |= {g.key: g for g in _index(setter, sheets, galleys)}
    galleys["contents"] = _contents(setter, sheets, galleys)
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


def _index(
    setter: _Setter, sheets: Sequence[Sheet], galleys: Mapping[str, Galley]
) -> tuple[Galley, ...]:
    """The galley of the index, if the book has one."""
    pages = _guess(sheets, galleys, leaves=1)
    return set_galleys(list(setter.index(pages)), setter.shop.cache, setter.shop.workers)


def _contents(
    setter: _Setter, sheets: Sequence[Sheet], galleys: Mapping[str, Galley], leaves: int = 1
) -> Galley:
    """The galley of the contents; set again, if they take more leaves than was thought."""
    job = setter.contents(_guess(sheets, galleys, leaves))
    (galley,) = set_galleys([job], setter.shop.cache, setter.shop.workers)
    needed = (len(galley.map.frames) + 1) // 2
    return galley if needed <= leaves else _contents(setter, sheets, galleys, needed)


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
        self.styles = (style("print.css"), style(f"paper-{shop.paper}.css"))
        self.medium = Medium(
            "print",
            all_notes(book, shop.labels),
            self.imprint,
            shop.labels.index_by_page,
            lambda _: (),
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

    def index(self, pages: Pagination) -> Iterator[GalleyJob]:
        """The index, if there is one."""
        if self.book.index.entries:
            yield self._job("index", "index", self.shop.labels.index, locators=self.locators(pages))

    def contents(self, pages: Pagination) -> GalleyJob:
        """The list of contents."""
        title = self.shop.labels.contents
        return self._job("contents", "contents", title, entries=self.entries(pages))

    def entries(self, pages: Pagination) -> tuple[TocEntry, ...]:
        """The lines of the contents."""
        return contents(self.book, self.shop.labels, pages.label)

    def locators(self, pages: Pagination) -> Callable[[Entry], tuple[Locator, ...]]:
        """The printed locators of an entry."""
        return lambda entry: page_locators(entry, pages.label)

    def _job(
        self,
        key: str,
        galley: str,
        title: str,
        locators: Callable[[Entry], tuple[Locator, ...]] | None = None,
        **context: object,
    ) -> GalleyJob:
        found = locators or self.medium.locators
        medium = replace(self.medium, here=key, locators=found, boxes=count(1))
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
        Sheet("index", "arabic", title, labels.index, ((labels.index, "index", ()),)),
        *prose("arabic", book.end),
    ]
    there = {*galleys, "contents", *(["index"] if book.index.entries else [])}
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
