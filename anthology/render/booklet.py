"""A booklet: finished pages on sheets of paper, what it takes, a sheet to test the printer with.

How pages stand on sheets is not decided here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pikepdf

from anthology.book import Book
from anthology.gathering import divide
from anthology.labels import Labels
from anthology.render.impose import PAPERS, impose, scale_on
from anthology.render.job import GalleyJob
from anthology.render.makeup import make_up
from anthology.render.pages import ARABIC, Sheet
from anthology.render.printed import told
from anthology.render.setter import Setter
from anthology.render.setting import set_galleys
from anthology.render.shop import Shop
from anthology.render.xmp import Metadata
from anthology.schema import Booklet
from anthology.variant import booklet as variant_of

_MEASURE = 100  # millimetres


@dataclass(frozen=True, slots=True)
class Folded:
    """A booklet on one paper: its sheets, one more to test the printer with, what it takes."""

    name: str
    pdf: bytes
    test: bytes
    gatherings: tuple[int, ...]
    said: str


def fold(book: Book, shop: Shop, pdf: bytes, settings: Booklet) -> Iterator[Folded]:
    """The booklet of a finished PDF on each paper that is asked for."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        size = tuple(float(edge) for edge in opened.pages[0].mediabox)[2:]
    gatherings = divide(pages, settings.sheets)
    for sheet in PAPERS if settings.paper == "both" else (settings.paper,):
        paper, setter = PAPERS[sheet], Setter(book, shop, variant_of(sheet, shop.paper))
        said = _takes(shop.labels, paper.name, pages, gatherings)
        metadata = replace(setter.metadata(), description=said)
        test = _test_pages(book, shop, metadata, scale_on(paper, size[0], size[1]))
        yield Folded(
            setter.variant.name,
            impose(pdf, paper, gatherings, metadata, settings.thickness),
            impose(test, paper, (1,), replace(metadata, title=shop.labels.test_sheet)),
            gatherings,
            said,
        )


def _takes(labels: Labels, paper: str, pages: int, gatherings: tuple[int, ...]) -> str:
    sizes = sorted(set(gatherings))
    return labels.booklet_sheets.format(
        sheets=sum(gatherings),
        paper=paper,
        pages=pages,
        gatherings=len(gatherings),
        sizes="–".join(map(str, sizes)),
    )


def _test_pages(book: Book, shop: Shop, metadata: Metadata, scale: float) -> bytes:
    """Four pages of the reader's size; the line on the third is true on the sheet."""
    labels = shop.labels
    says = (
        (labels.test_sheet, (labels.test_fold, labels.test_again)),
        (labels.test_turn, (labels.test_turn_how, labels.test_light)),
        (labels.test_scale, (labels.test_scale_how,)),
        (labels.booklet, (metadata.title, metadata.description, labels.test_order)),
    )
    measure = round(_MEASURE / scale, 2)
    xhtml = shop.press.set(
        "booklet-test.xhtml.j2", book=book, labels=labels, says=says, measure=measure
    )
    sheets = ("print.css", f"paper-{shop.paper}.css", "booklet-test.css")
    styles = tuple(css for name in sheets for css in shop.theme.sheet(name))
    job = GalleyJob("test", xhtml, styles)
    with told(book):
        (galley,) = set_galleys([job], shop.cache, 1)
        return make_up({"test": galley}, (Sheet("test", ARABIC, "", "", bare=True),), metadata)
