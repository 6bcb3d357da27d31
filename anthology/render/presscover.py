"""The cover of the printed book as one sheet: back, spine and front, with bleed, as PDF/X-4.

Each is set flat from the template of the e-book's cover, and placed. Never decides what a book says
of itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

from anthology.book import Book
from anthology.isbn import digits, modules
from anthology.profile import Profile, srgb
from anthology.render.bare import in_rgb, strip
from anthology.render.cover import title_size
from anthology.render.impose import MM
from anthology.render.job import Galley, GalleyJob
from anthology.render.press import Trim, add_page, finished
from anthology.render.printed import told
from anthology.render.setting import set_galleys
from anthology.render.shop import Shop
from anthology.render.xmp import Metadata
from anthology.schema import ForPress

NARROWEST = 6.0
"""Millimetres of spine that words can stand on: a fold is true to a millimetre on either side."""
_UPWARD = frozenset({"fr", "es", "it", "pt", "ca", "ro"})
_MODULE, _QUIET, _BAR, _GUARD = 0.33, 3.63, 22.85, 24.5  # millimetres (ISO/IEC 15420)
_GUARDS = ((0, 3), (45, 50), (92, 95))
BACK_WORDS = 2600
"""Letters that the back of a cover holds in its smallest type."""
_WORDS = ((700, ""), (1500, " small-words"), (BACK_WORDS, " smallest-words"))


@dataclass(frozen=True, slots=True)
class Cover:
    """Measures in millimetres: page, bleed and spine; of what it is made, and how it is marked."""

    width: float
    height: float
    bleed: float
    spine: float
    marks: bool
    upward: bool

    @property
    def trim(self) -> Trim:
        """The whole sheet; it is folded on either side of the spine."""
        folds = (self.width * MM, (self.width + self.spine) * MM)
        whole = 2 * self.width + self.spine
        return Trim(whole * MM, self.height * MM, self.bleed * MM, self.marks, folds)


def spine_width(pages: int, thickness: float) -> float:
    """Millimetres of spine: half as many leaves as pages, each so thick. Glue adds none."""
    return pages / 2 * thickness


def cover_of(page: tuple[float, float], pages: int, settings: ForPress, language: str) -> Cover:
    """The measures of a cover for so many pages of a size in points."""
    spine = spine_width(pages, settings.thickness)
    upward = settings.spine == "up"
    if settings.spine is None:
        upward = language.partition("-")[0].lower() in _UPWARD
    width, height = page[0] / MM, page[1] / MM
    return Cover(width, height, settings.bleed, spine, settings.marks, upward)


def press_cover(
    book: Book, shop: Shop, cover: Cover, isbn: str, metadata: Metadata, profile: Profile
) -> bytes:
    """The cover. Its colours are those of screens, named so; what is black is black ink alone."""
    with told(book):
        galleys = set_galleys(list(_jobs(book, shop, cover, isbn)), shop.cache, 1)
    out, trim, b = Pdf.new(), cover.trim, cover.bleed * MM
    forms = {galley.key: _form(out, galley) for galley in galleys}
    placed = [f"q 1 0 0 1 {-b:.3f} {-b:.3f} cm /back Do Q"]  # its ground is that of the sheet
    front = (cover.width + cover.spine) * MM
    placed.append(f"q 1 0 0 1 {front:.3f} {-b:.3f} cm /front Do Q")
    if "spine" in forms:
        placed.append(f"q {_turned(cover)} cm /spine Do Q")
    resources = Dictionary(XObject=Dictionary({f"/{key}": form for key, form in forms.items()}))
    add_page(out, "\n".join(placed).encode(), resources, trim)
    return finished(out, metadata, profile)


def _turned(cover: Cover) -> str:
    """The matrix that lays the spine's words along it: from the head downwards, or upwards."""
    left, b = cover.width * MM, cover.bleed * MM
    if cover.upward:
        return f"0 1 -1 0 {left + cover.spine * MM:.3f} {-b:.3f}"
    return f"0 -1 1 0 {left:.3f} {cover.height * MM + b:.3f}"


def _jobs(book: Book, shop: Shop, cover: Cover, isbn: str) -> Iterator[GalleyJob]:
    w, h, b, s = cover.width, cover.height, cover.bleed, cover.spine
    bars, below = (tuple(_bars(isbn)), tuple(_digits(isbn))) if isbn else ((), ())
    words = book.edition.description.strip()
    paragraphs = tuple(" ".join(part.split()) for part in words.split("\n\n") if part.strip())
    panels = [
        ("back", 2 * (w + b) + s, h + 2 * b, b, b, w, h, w / 100),
        ("front", w + b, h + 2 * b, 0.0, b, w, h, w / 100),
    ]
    if s >= NARROWEST:
        panels.append(("spine", h + 2 * b, s, b, 0.0, h, s, s * _fit(book.edition.title, h / s)))
    for panel, width, height, *placed in panels:
        xhtml = shop.press.set(
            "cover-press.xhtml.j2",
            book=book,
            size=_sizes(book, words),
            panel=panel,
            paragraphs=paragraphs,
            isbn=isbn,
            bars=bars,
            digits=below,
        )
        rules = _rules(panel, width, height, *placed)
        sheets = (*shop.theme.sheet("cover.css"), *shop.theme.sheet("cover-press.css"))
        yield GalleyJob(panel, xhtml, (*sheets, rules))


def _sizes(book: Book, words: str) -> str:
    """The classes that say how large the title and the words on the back are."""
    large = next((name for most, name in _WORDS if len(words) <= most), _WORDS[-1][1])
    return f"{title_size(book.edition)}{large}"


def _rules(
    panel: str, width: float, height: float, left: float, top: float, w: float, h: float, rem: float
) -> str:
    """The sizes of a panel, in millimetres."""
    line = f".spine-title {{ line-height: {h:.3f}mm }}" if panel == "spine" else ""
    return (
        f"@page {{ size: {width:.3f}mm {height:.3f}mm }} html {{ font-size: {rem:.4f}mm }} "
        f".panel {{ left: {left:.3f}mm; top: {top:.3f}mm; width: {w:.3f}mm; height: {h:.3f}mm }} "
        f"{line}"
    )


def _fit(title: str, long: float) -> float:
    """How much smaller than usual a title must be on a spine so many times as long as wide."""
    return min(1.0, long * 0.85 / (0.25 * max(1, len(title))))


def _bars(isbn: str) -> Iterator[tuple[float, float, float]]:
    """Left edge, width and height of each bar, in millimetres."""
    row, start = modules(isbn) + "0", -1
    for i, module in enumerate(row):
        if module == "1" and start < 0:
            start = i
        elif module == "0" and start >= 0:
            tall = any(first <= start < last for first, last in _GUARDS)
            width = round((i - start) * _MODULE, 3)
            yield round(_QUIET + start * _MODULE, 3), width, _GUARD if tall else _BAR
            start = -1


def _digits(isbn: str) -> Iterator[tuple[float, str]]:
    """Where each digit stands below its bars; the first stands before them."""
    number = digits(isbn)
    yield round(_QUIET - 8 * _MODULE, 3), number[0]
    for i, digit in enumerate(number[1:]):
        yield round(_QUIET + (3 + 7 * i + (5 if i > 5 else 0)) * _MODULE, 3), digit


def _form(out: Pdf, galley: Galley) -> Object:
    """The page of a galley as a form, with its colours named."""
    with Pdf.open(io.BytesIO(galley.pdf)) as source:
        page = source.pages[0]
        resources = out.copy_foreign(source.make_indirect(page.obj.Resources))
        strip(resources, set())
        resources.ColorSpace = Dictionary(Screen=Array([Name.ICCBased, _screen(out)]))
        box = Array([float(edge) for edge in page.mediabox])
        kind = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources)
        return out.make_stream(in_rgb(page), kind)


def _screen(out: Pdf) -> Object:
    return out.make_stream(srgb().data, N=3, Alternate=Name.DeviceRGB)
