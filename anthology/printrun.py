"""A variant of the printed book: set or made of the reader's pages, read back, and written.

The reader is set first, for all others cite its pages; from kept galleys that costs little. What is
written is whole, or nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from anthology.book import Book, make_book
from anthology.build import (
    EDITED,
    GALLEYS,
    Order,
    Outcome,
    Say,
    alone,
    errors_stop,
    prepare,
    refuse,
    shop_of,
)
from anthology.collation.expected import expected_handout
from anthology.collation.pagekeep import Pages
from anthology.collation.report import Report, to_json
from anthology.collation.sheets import collate_pages, collate_sheets
from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.edition import EDITION, Edition
from anthology.gathering import STAPLED
from anthology.kept import Kept
from anthology.output import make_folder, write_all
from anthology.pagemap import page_map
from anthology.render.booklet import fold
from anthology.render.fonts import sans_faces
from anthology.render.handout import print_handouts, tail_pieces
from anthology.render.pressbook import for_press
from anthology.render.presscover import BACK_WORDS
from anthology.render.printed import Printed, print_book
from anthology.render.shelf import prune
from anthology.render.shop import Shop
from anthology.rights import barriers
from anthology.tomlfile import line_near
from anthology.typefaces import faces_in_use, own_faces
from anthology.typeset import collate_pdf, read_back
from anthology.variant import Variant, large_print, study


@dataclass(frozen=True, slots=True)
class Run:
    """What a variant is made of."""

    order: Order
    edition: Edition
    book: Book
    shop: Shop
    reader: Printed
    say: Say


@dataclass(frozen=True, slots=True)
class Product:
    """A file of a variant, by its name below the folder of the books, and how it was collated."""

    file: str
    data: bytes
    report: Report | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    said: str = ""


PRESS = "press"
"""The variant that is refused as long as anything of the rights is open."""
Maker = Callable[[Run], Iterator[Product]]


def print_variant(order: Order, name: str, say: Say = lambda _: None) -> Outcome:
    """Make the variant of this name (one of `MAKERS`) and write it.

    Raises EditionError as `build` does, and for a file that does not hold its words.
    """
    say("Reading and editing")
    kept = Kept(order.out / EDITED)
    edition, book, found = prepare(order.edition, kept=kept)
    errors_stop(found)
    if name == PRESS:
        errors_stop(barriers(book.rights, "print", edition.rights_text))
    make_folder(order.out)
    kept.save()
    shop = shop_of(order, edition, kept)
    say("Setting the reader")
    run = Run(order, edition, book, shop, print_book(book, shop), say)
    products = tuple(MAKERS[name](run))
    reports = tuple(p.report for p in products if p.report)
    kept.save()
    failed = order.out / f"anthology.{name}.collation.failed.json"
    refuse(reports, failed)
    files = {order.out / p.file: p.data for p in products}
    for folder in {path.parent for path in files}:
        make_folder(folder)
    write_all({**files, order.out / f"anthology.{name}.collation.json": to_json(reports)})
    failed.unlink(missing_ok=True)
    prune(order.out / GALLEYS)
    found = tuple(d for p in products for d in p.diagnostics)
    said = {order.out / p.file: p.said for p in products if p.said}
    return Outcome(tuple(files), reports, found, said)


def _study(run: Run) -> Iterator[Product]:
    for variant in study(run.edition.file.variants.study, run.shop.paper, run.shop.measure):
        yield from _whole(run, variant)


def _large_print(run: Run) -> Iterator[Product]:
    variant = large_print(run.edition.file.variants.large_print, run.shop.paper)
    with faces_in_use(sans_faces() if variant.sans else own_faces()):
        yield from _whole(run, variant)


def _whole(run: Run, variant: Variant) -> Iterator[Product]:
    """A variant of the whole book, set anew, and its page map."""
    run.say(f"Setting {variant.name}")
    printed = print_book(run.book, run.shop, variant, run.reader)
    run.say(f"Reading {variant.name} back")
    pages = Pages(run.shop.cache, variant.name)
    report = collate_pdf(run.book, printed, printed.pdf, variant.name, pages)
    yield Product(f"anthology.{variant.name}.pdf", printed.pdf, report, printed.diagnostics)
    yield Product(f"anthology.{variant.name}.pages.json", page_map(printed, ""))


def _handouts(run: Run) -> Iterator[Product]:
    run.say("Setting the hand-outs")
    books = [make_book(alone(run.edition, text.entry.slug)) for text in run.book.texts]
    made = print_handouts(books, run.book, run.reader, run.shop)
    for by_itself, text, printed in zip(books, run.book.texts, made, strict=True):
        slug = text.entry.slug
        pieces, page_of = tail_pieces(by_itself), printed.cited.label
        wanted = tuple(expected_handout(run.book, text, pieces, printed.imprint, page_of))
        pages = Pages(run.shop.cache, f"handouts/{slug}")
        report = read_back(printed.pdf, wanted, by_itself, slug, pages)
        yield Product(f"handouts/{slug}.pdf", printed.pdf, report)
        if run.edition.file.variants.handouts.booklet:
            yield from _folded(run, by_itself, printed.pdf, f"handouts/{slug}")


def _booklet(run: Run) -> Iterator[Product]:
    run.say("Laying pages on sheets")
    yield from _folded(run, run.book, run.reader.pdf, "anthology")


def _folded(run: Run, book: Book, pdf: bytes, name: str) -> Iterator[Product]:
    """Pages on sheets to fold, and a sheet to test the printer with, for each paper."""
    settings = run.edition.file.variants.booklet
    for folded in fold(book, run.shop, pdf, settings):
        thick = tuple(too_thick(folded.gatherings, run.edition.file_text))
        report = collate_sheets(f"{name}.{folded.name}", pdf, folded.pdf, folded.gatherings)
        file = f"{name}.{folded.name}"
        yield Product(f"{file}.pdf", folded.pdf, report, thick, folded.said)
        yield Product(f"{file}-test.pdf", folded.test)


def too_thick(gatherings: Iterable[int], toml: str) -> Iterator[Diagnostic]:
    """A warning where a gathering has more sheets than a stapler takes."""
    if max(gatherings) > STAPLED:
        message = (
            f"a gathering of {max(gatherings)} sheets is more than a common long-arm stapler takes "
            f"({STAPLED} sheets of 80 g/m²)"
        )
        place = Place(EDITION, line_near(toml, "variants", "booklet", "sheets"))
        hint = "give `sheets` in [variants.booklet] a smaller number, or sew the gatherings"
        yield Diagnostic("booklet-thick", message, place, hint, Severity.WARNING)


def _press(run: Run) -> Iterator[Product]:
    """Pages and cover for a printer."""
    errors_stop(too_many_words(run.edition.file.description, run.edition.file_text))
    run.say("Making the pages for the press")
    made = for_press(run.book, run.shop, run.reader.pdf, run.edition.profiles)
    report = collate_pages("anthology.press", run.reader.pdf, made.pages)
    yield Product("anthology.press.pdf", made.pages, report, said=made.said)
    yield Product("anthology.press-cover.pdf", made.cover, said=made.cover_said)


def too_many_words(description: str, toml: str) -> Iterator[Diagnostic]:
    """An error where the back of a cover does not hold the description of a book."""
    if len(description) > BACK_WORDS:
        message = (
            f"a description of {len(description):,} letters does not stand on the back of the cover"
        )
        place = Place(EDITION, line_near(toml, "description"))
        hint = f"make it shorter than {BACK_WORDS:,} letters"
        yield Diagnostic("cover-words", message, place, hint)


MAKERS: Mapping[str, Maker] = {
    "study": _study,
    "large-print": _large_print,
    "handouts": _handouts,
    "booklet": _booklet,
    PRESS: _press,
}
"""The variants that there are."""
