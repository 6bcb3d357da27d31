"""`Book` → the printed book: galleys set, pages counted, contents and index made from the pages.

The order of work is here; how a galley is set and how galleys are joined is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from anthology.book import Book
from anthology.diagnostic import Diagnostic, EditionError, Place, SetupError
from anthology.document import Blocks
from anthology.edition import EDITION
from anthology.index import Entry, Locator, page_locators
from anthology.labels import Labels
from anthology.render.galley import Galley, GalleyError, GalleyJob, set_galleys
from anthology.render.layoutmap import GalleyMap
from anthology.render.makeup import MakeupError, Metadata, Pagination, Sheet, make_up, paginate
from anthology.render.markup import Line, Medium, Press, all_notes, imprint
from anthology.render.pieces import (
    TocEntry,
    back_sections,
    contents,
    front_sections,
    title_of,
)
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
    if "EB Garamond" in said or "glyph" in said:
        return place, "emend the sign by a decision, or make the e-book alone: --format epub"
    if "outside" in said:
        return place, "a word there is too long for the line: give it a space by a decision"
    return place, "shorten the note or the heading it names"


def _file_of(book: Book, key: str) -> str:
    names = {text.id: text.source.name for text in book.texts}
    return names.get(key, f"{key}.md" if key in dict(front_sections(book)) else EDITION)


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
    """Set what prints page numbers, and count the pages of all."""
    maps = {key: g.map for key, g in galleys.items() if key not in ("contents", "index")}
    galleys |= {g.key: g for g in _late(setter, sheets, maps)}
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


def _late(
    setter: _Setter, sheets: tuple[Sheet, ...], maps: Mapping[str, GalleyMap], leaves: int = 1
) -> tuple[Galley, ...]:
    """Set what prints page numbers; again, if the contents take more leaves than was thought."""
    frame = next(iter(maps.values())).frames[0]
    guess = {**maps, "contents": GalleyMap((frame,) * (2 * leaves), {}, (), ())}
    pages = paginate(guess, [sheet for sheet in sheets if sheet.key in guess])
    shop = setter.shop
    galleys = set_galleys(list(setter.last(pages)), shop.cache, shop.workers)
    needed = next((len(g.map.frames) + 1) // 2 for g in galleys if g.key == "contents")
    return galleys if needed <= leaves else _late(setter, sheets, maps, needed)


class _Setter:
    """Fills in the templates of the printed book."""

    def __init__(self, book: Book, shop: Shop) -> None:
        self.book, self.shop = book, shop
        self.imprint: tuple[Line, ...] = ()
        self.styles = (style("print.css"), style(f"paper-{shop.paper}.css"))
        self.medium = Medium(
            "print",
            all_notes(book.texts, shop.labels),
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
        for id, blocks in front_sections(self.book):
            yield self._job(id, "prose", title_of(blocks), sections=((id, blocks),))
        for text in self.book.texts:
            yield self._job(text.id, "text", text.title, text=text)
        for id, blocks in back_sections(self.book):
            yield self._job(id, "back", title_of(blocks), sections=((id, blocks),))

    def last(self, pages: Pagination) -> Iterator[GalleyJob]:
        """What prints page numbers."""
        if self.book.index.entries:
            yield self._job("index", "index", self.shop.labels.index, locators=self.locators(pages))
        yield self._job(
            "contents", "contents", self.shop.labels.contents, entries=self.entries(pages)
        )

    def entries(self, pages: Pagination) -> tuple[TocEntry, ...]:
        """The contents; the index itself stands last, so its page is known before it is set."""
        after = len(pages.labels) + len(pages.labels) % 2

        def page_of(id: str) -> str:
            if id in pages.where:
                return pages.label(id)
            arabic = sum(1 for label in pages.labels if label.isdecimal())
            return str(arabic + after - len(pages.labels) + 1)

        return contents(self.book, self.shop.labels, page_of)

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
        medium = replace(self.medium, here=key, locators=locators or self.medium.locators)
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
        return GalleyJob(key, xhtml, self.styles, tuple(pictures))


def _sheets(book: Book, labels: Labels, galleys: Iterable[str]) -> tuple[Sheet, ...]:
    """How the galleys follow one another, with running heads and bookmarks."""
    title = book.edition.title

    def prose(numbering: str, sections: Sequence[tuple[str, Blocks]]) -> Iterator[Sheet]:
        for id, name in ((id, title_of(blocks)) for id, blocks in sections):
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
        *prose("roman", front_sections(book)),
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
        *prose("arabic", back_sections(book)),
        Sheet("index", "arabic", title, labels.index, ((labels.index, "index", ()),)),
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
