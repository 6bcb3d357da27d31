"""The stages of a build in their order.

Everything is made in memory first; files are written whole and renamed into place when all is
well, so that a build that fails leaves the books of the last one as they were.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from anthology.book import Book, labels_of, make_book
from anthology.check import check
from anthology.collation.epub import read_epub
from anthology.collation.expected import expected_apparatus, expected_texts
from anthology.collation.pictures import epub_pictures, expected_pictures
from anthology.collation.report import Report, collate, to_json
from anthology.collation.streams import keys
from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.ebookcheck.rules import check_ebook
from anthology.edition import Edition, read_edition
from anthology.indexprint import IndexPrint
from anthology.kept import Kept
from anthology.ledgerpage import ledger_page
from anthology.output import (
    dependencies,
    ledger_json,
    make_folder,
    merged_reports,
    numbers_toml,
    write,
    write_all,
)
from anthology.pagesource import PageSource, fingerprint, page_source
from anthology.paper import own_page
from anthology.printing import latest, page_moves
from anthology.render.cover import Cover, kept_cover, title_size
from anthology.render.epub import make_epub
from anthology.render.markup import imprint, press_of
from anthology.render.navigation import sectioned, two_levels
from anthology.render.shelf import prune
from anthology.render.shop import Shop
from anthology.render.workers import warm_up, workers_kept
from anthology.resources import folder
from anthology.theme import PAPER, Theme, unused, with_page
from anthology.typefaces import use_faces

if TYPE_CHECKING:
    from anthology.render.printed import Printed

GALLEYS = "galleys"
"""The folder of kept galleys, inside that of the books."""
EDITED = "edited"
"""The folder of texts edited before, beside it."""
Format = Literal["epub", "pdf"]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: which edition, where to, which books, one text only, on which paper."""

    edition: Path
    out: Path
    formats: tuple[Format, ...] = ("epub", "pdf")
    text: str = ""
    paper: str = ""
    workers: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made: the files, how they were collated, what deserves a look.

    `said`: what there is to say of a file besides.
    """

    files: tuple[Path, ...]
    reports: tuple[Report, ...]
    diagnostics: tuple[Diagnostic, ...]
    said: Mapping[Path, str] = field(default_factory=dict)


def prepare(
    root: Path, only: str = "", kept: Kept | None = None
) -> tuple[Edition, Book, tuple[Diagnostic, ...]]:
    """Read, edit and check an edition, using what was `kept` of it.

    Raises AnthologyError where that cannot be done.
    """
    edition, book = _edited(root, only, kept)
    return edition, book, _checked(edition, book, only, kept)


def _edited(root: Path, only: str, kept: Kept | None) -> tuple[Edition, Book]:
    edition = read_edition(root, only, kept)
    use_faces(edition.faces)
    if only:
        edition = alone(edition, only)
    return edition, make_book(edition, kept)


def _checked(edition: Edition, book: Book, only: str, kept: Kept | None) -> tuple[Diagnostic, ...]:
    theme = (*unused(edition.theme), *_style_faults(edition.theme))
    return (*check(book, edition, whole=not only, kept=kept), *theme)


def _style_faults(theme: Theme) -> Iterator[Diagnostic]:
    """What is wrong with the edition's own style sheets of print, if it has any."""
    if theme.printed:
        from anthology.render.styles import style_faults  # asks the engine of print

        yield from style_faults(theme)


def alone(edition: Edition, slug: str) -> Edition:
    """The edition of one text by itself: a publication of its own title and identifier."""
    file = edition.file
    (entry,) = (entry for entry in file.text if entry.slug == slug)
    own = uuid.uuid5(uuid.NAMESPACE_URL, f"{file.identifier}#{slug}").urn
    title = entry.short_title or entry.title
    return replace(
        edition,
        file=msgspec.structs.replace(
            file,
            text=(entry,),
            title=title,
            subtitle="",
            identifier=own,
            description="",
            series=None,
            edition_statement="",
            accessibility=None,
        ),
        texts=tuple(text for text in edition.texts if text.entry is entry),
        absent=tuple(other for other in file.text if other is not entry),
    )


def build(order: Order, say: Say = lambda _: None) -> Outcome:
    """Make the books that were ordered and write them.

    Raises EditionError for faults of the edition and for a book that does not hold its words.
    """
    if "pdf" in order.formats and order.workers != 1:
        warm_up()
    with workers_kept():
        return _build(order, say)


def _build(order: Order, say: Say) -> Outcome:
    say("Reading and editing")
    kept = Kept(order.out / EDITED)
    edition, book = _edited(order.edition, order.text, kept)
    making = _Making(order, edition, book, shop_of(order, edition, kept), say)
    printed = making.printed() if "pdf" in order.formats else None
    found, files = making.found(), making.files
    source = page_source(book, printed, *making.paged)
    if "epub" in order.formats:
        files = {making.path("epub"): making.epub(source), **files}
    failed = order.out / f"{_stem(order)}collation.failed.json"
    refuse(making.reports, failed)
    files |= making.ledger
    _write(order, edition, book, files, tuple(making.reports))
    failed.unlink(missing_ok=True)
    kept.save(whole=not order.text)
    prune(order.out / GALLEYS)
    said = {making.path("epub"): f"pages of the e-book: {source.said}"}
    return Outcome(tuple(files), tuple(making.reports), found, said)


class _Making:
    """One build: what is made of a book edited, each thing when it is asked for."""

    def __init__(self, order: Order, edition: Edition, book: Book, shop: Shop, say: Say) -> None:
        self.order, self.edition, self.book, self.shop = order, edition, book, shop
        self.kept, self.say = shop.kept, say
        self.files: dict[Path, bytes] = {}
        self.reports: list[Report] = []
        self.more: tuple[Diagnostic, ...] = ()
        made_of = fingerprint(edition, book, shop.paper)
        self.paged = (self.path("pdf"), self.path("pages.json"), made_of)

    def path(self, end: str) -> Path:
        """A file of the build, by how its name ends."""
        return self.order.out / f"{self.order.text or 'anthology'}.{end}"

    def found(self) -> tuple[Diagnostic, ...]:
        """All that there is to say. Raises EditionError if anything is wrong with the edition."""
        return (*self._checked, *self.more)

    @cached_property
    def _checked(self) -> tuple[Diagnostic, ...]:
        """The same of the edition alone; nothing is written before that is known."""
        errors_stop(self._looked)
        make_folder(self.order.out)
        self.kept.save(whole=not self.order.text)
        return self._looked

    @cached_property
    def _looked(self) -> tuple[Diagnostic, ...]:
        """The same, with errors among it: looked for once, though they may be told twice."""
        return _checked(self.edition, self.book, self.order.text, self.kept)

    @cached_property
    def ledger(self) -> dict[Path, bytes]:
        """The ledger, for programs and for readers."""
        css = self.shop.theme.style("ledger.css")
        page = ledger_page(self.book, self.shop.press, css, self.kept)
        return {self.path("ledger.json"): ledger_json(self.book), self.path("ledger.html"): page}

    @cached_property
    def cover(self) -> Cover:
        """The picture of the e-book's cover."""
        return _cover(self.book, self.shop)

    def printed(self) -> Printed:
        """The book in print, read back; the edition is checked while its texts are set."""
        from anthology import typeset  # what joins and reads PDFs: an e-book alone does without

        self.say("Setting type")
        try:
            printed = typeset.print_book(self.book, self.shop, meanwhile=self._meanwhile)
        except Exception:
            self.found()  # what is wrong with the edition goes before what came of it
            raise
        printing = latest(self.book.printings)
        moved = page_moves(printing, printed.pages) if printing else ()
        self.more = (*printed.diagnostics, *moved)
        self.say("Reading the PDF back")
        pdf, page_map, made_of = self.paged
        pages = typeset.Pages(self.shop.cache, self.order.text or "anthology")
        self.reports.append(typeset.collate_pdf(self.book, printed, printed.pdf, pages=pages))
        self.files |= {pdf: printed.pdf, page_map: typeset.page_map(printed, made_of)}
        return printed

    def _meanwhile(self) -> None:
        self.found()
        # What these are made of is at hand, and others are at work on the texts.
        _ = self.ledger
        _ = self.cover if "epub" in self.order.formats else None

    def epub(self, source: PageSource) -> bytes:
        """The e-book, read back."""
        self.say("Making the e-book")
        book, shop = self.book, self.shop
        css, cover = shop.theme.style("epub.css"), self.cover
        epub = make_epub(
            book, shop.press, css, cover, shop.labels, source.index, source.pages, self.kept
        )
        self.say("Reading the e-book back")
        self.reports.append(collate_epub(book, epub, source.index))
        if broken := tuple(check_ebook(epub)):
            raise EditionError(*broken)
        return epub


def errors_stop(found: Iterable[Diagnostic]) -> None:
    """Raise EditionError if there are errors among these."""
    errors = [d for d in found if d.severity is Severity.ERROR]
    if errors:
        raise EditionError(*errors)


def _stem(order: Order) -> str:
    return f"{order.text}." if order.text else ""


def shop_of(order: Order, edition: Edition, kept: Kept | None = None) -> Shop:
    """What the books of an order are set with; `kept` is work on its texts."""
    page = None if order.paper else own_page(edition.file.print)
    theme = with_page(edition.theme, page) if page else edition.theme
    return Shop(
        press_of(edition.theme),
        labels_of(edition.file),
        PAPER if page else order.paper or edition.file.print.paper,
        order.out / GALLEYS,
        order.workers or os.cpu_count() or 1,
        theme,
        page,
        kept or Kept(),
    )


def _cover(book: Book, shop: Shop) -> Cover:
    """The cover's picture, drawn by the engine of print where it is not kept."""
    art = shop.press.set("cover-art.xhtml.j2", book=book, size=title_size(book.edition))
    styles = shop.theme.sheet("cover.css")

    def draw() -> Cover:
        from anthology import typeset  # as in `build`

        return typeset.draw_cover(book, art, styles, shop.workers)

    return kept_cover(shop.cache, art, styles, draw)


def collate_epub(book: Book, epub: bytes, index: IndexPrint) -> Report:
    """Hold the words of a finished EPUB against what must be in it; `index` as it was made with."""
    labels = book.labels
    apparatus = expected_apparatus(
        book,
        labels,
        imprint=imprint(book, labels, printed=False),
        entries=two_levels(sectioned(book), labels),
        index=index,
    )
    expected = (*expected_texts(book), *apparatus)
    found = {**read_epub(epub, keys(expected)), **epub_pictures(epub)}
    return collate("epub", (*expected, *expected_pictures(book)), found)


def refuse(reports: Sequence[Report], name: Path) -> None:
    """A book that does not hold its words is not written; the report on it is, by another name."""
    problems = [
        Diagnostic(
            f"collation-{difference.kind}",
            f"{report.book}, {difference.key}: {difference.context}",
            Place(str(name)),
            "the finished file does not hold the words of its sources; no book was written",
        )
        for report in reports
        for difference in report.differences[:20]
    ]
    problems += [
        Diagnostic(
            "collation-outside",
            f"{report.book}: “{piece.text}” lies off page {piece.page}",
            Place(str(name)),
            "no book was written",
        )
        for report in reports
        for piece in report.outside[:20]
    ]
    if problems:
        write(name, to_json(reports))
        raise EditionError(*problems)


def _write(
    order: Order,
    edition: Edition,
    book: Book,
    files: dict[Path, bytes],
    reports: tuple[Report, ...],
) -> None:
    """Write the numbers first, so that no book is older than what it was made of; then all else."""
    for text, edited in zip(book.texts, edition.texts, strict=True):
        if text.numbers != edited.numbers:
            path = edition.root / "numbers" / f"{text.entry.slug}.toml"
            make_folder(path.parent)
            write(path, numbers_toml(text.numbers, text.title).encode())
    collation = order.out / f"{_stem(order)}collation.json"
    old = collation.read_bytes() if collation.is_file() else b""
    name = order.text or "anthology"
    both: tuple[Format, ...] = ("epub", "pdf")
    there = [f for f in both if (order.out / f"{name}.{f}").is_file()]
    files[collation] = merged_reports(to_json(reports), old, there)
    if not order.text:
        books = [order.out / f"anthology.{f}" for f in both]
        files[order.out / "anthology.d"] = dependencies(books, _read(edition, book))
    write_all(files)


def _read(edition: Edition, book: Book) -> Iterator[Path]:
    """What the books were made of, numbers just written among it."""
    yield from edition.files
    numbers = (edition.root / "numbers" / f"{text.entry.slug}.toml" for text in book.texts)
    yield from (path for path in numbers if path.is_file())
    for name in ("templates", "styles"):
        yield from (p for p in sorted(folder(name).iterdir()) if p.is_file())
