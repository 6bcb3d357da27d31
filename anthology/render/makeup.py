"""Make-up: galleys in the order of the book become one tagged PDF, the only place that knows pages.

Never sets text again: what is not in a galley is stamped on, as an artifact or into a box left
for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Array, Object, Pdf, Stream

from anthology.profile import srgb
from anthology.render.catalog import Metadata, add_intent, add_labels, add_metadata, add_outline
from anthology.render.faces import embed_faces
from anthology.render.job import Galley, Point
from anthology.render.join import Binder
from anthology.render.marginalia import line_numbers, page_marks
from anthology.render.pages import Cited, MakeupError, Outline, Pagination, Sheet, paginate
from anthology.render.save import saved
from anthology.render.stamp import PageStamps, StampedWord, Stamper, rising
from anthology.schema import PrintedPage
from anthology.variant import PLAIN, Dress

__all__ = [
    "Cited",
    "MakeupError",
    "Metadata",
    "Outline",
    "Pagination",
    "Sheet",
    "make_up",
    "paginate",
]


def make_up(
    galleys: Mapping[str, Galley],
    sheets: Sequence[Sheet],
    metadata: Metadata,
    dress: Dress = PLAIN,
    cited: Cited | None = None,
    *,
    partial: bool = False,
) -> bytes:
    """The finished PDF. `cited`: the pages of the reader, if the book cites those, not its own.

    `partial`: it is a part of a book; links to what is not in it become plain words. Raises
    `MakeupError` for an id given twice and for any other link to no id.
    """
    bound = {sheet.key: galleys[sheet.key] for sheet in sheets}
    pagination = paginate({key: galley.map for key, galley in bound.items()}, sheets)
    said = cited or Cited(pagination.label)
    pdf = Pdf.new()
    binder = Binder(pdf, metadata.language, frozenset(pagination.where) if partial else None)
    words: dict[int, list[StampedWord]] = {}
    for key, galley in bound.items():
        if len(binder.pages) < pagination.first[key]:
            binder.add_blank(galley.map.frames[0])
        binder.add_galley(galley)
        for page, word in _page_numbers(binder, galley, pagination.first[key], said):
            words.setdefault(page, []).append(word)
    binder.finish()
    _dress(pdf, binder.pages, bound, sheets, pagination, _Wardrobe(dress, said.pages, words))
    add_outline(pdf, sheets, binder.add_destinations(_places(bound, pagination)))
    add_labels(pdf, pagination.numbering)
    add_metadata(pdf, metadata)
    add_intent(pdf, srgb())
    return saved(pdf)


def _page_numbers(
    binder: Binder, galley: Galley, first: int, cited: Cited
) -> Iterator[tuple[int, StampedWord]]:
    """The numbers for the boxes that a galley left empty, each with its page from 0."""
    boxes = galley.map.boxes
    marked = binder.make_room((box.id, first + box.end.page) for box in boxes)
    for box, mcid in zip(boxes, marked, strict=True):
        yield first + box.end.page, StampedWord(cited.label(box.target), box, mcid)


def _places(galleys: Mapping[str, Galley], pagination: Pagination) -> dict[str, tuple[int, Point]]:
    return {
        name: (pagination.where[name], point)
        for galley in galleys.values()
        for name, point in galley.map.anchors.items()
    }


@dataclass(frozen=True, slots=True)
class _Wardrobe:
    """What pages are dressed with: how, the reader's pages, the words for each page's boxes."""

    dress: Dress
    cited: Sequence[PrintedPage]
    words: Mapping[int, Sequence[StampedWord]]


def _dress(
    pdf: Pdf,
    pages: Sequence[Object],
    galleys: Mapping[str, Galley],
    sheets: Sequence[Sheet],
    pagination: Pagination,
    wardrobe: _Wardrobe,
) -> None:
    """Stamp every page, and let all pages draw on one set of fonts."""
    stamper = Stamper(wardrobe.dress)
    before = pdf.make_indirect(Stream(pdf, b"q"))
    for sheet in sheets:
        galley = galleys[sheet.key]
        for number, stamps in _stamps(sheet, galley, pagination, wardrobe):
            page = pages[pagination.first[sheet.key] + number]
            drawn = stamper.draw(galley.map.frames[number], stamps)
            # The engine's contents leave their own scale behind: q … Q takes it back.
            after = pdf.make_indirect(Stream(pdf, b"Q\n" + drawn))
            page.Contents = Array([before, page.Contents, after])
    uses = [use for galley in galleys.values() for use in galley.faces]
    fonts = embed_faces(pdf, [*uses, *stamper.uses()])
    for page in pages:
        page.Resources.Font = fonts


def _stamps(
    sheet: Sheet, galley: Galley, pagination: Pagination, wardrobe: _Wardrobe
) -> Iterator[tuple[int, PageStamps]]:
    """The stamps of each page of a galley that is neither bare nor blank."""
    if sheet.bare:
        return
    dress, labels = wardrobe.dress, pagination.labels
    lines = line_numbers(galley.lines, dress.every) if dress.every else {}
    marks = page_marks(galley.lines, wardrobe.cited)
    for number, frame in enumerate(galley.map.frames):
        if frame.blank:
            continue
        page = pagination.first[sheet.key] + number
        recto = page % 2 == 0
        numbers = [(text, p.y) for _, text, p in galley.map.numbered if p.page == number]
        yield (
            number,
            PageStamps(
                folio=labels[page],
                head=sheet.head_right if recto else sheet.head_left,
                recto=recto,
                opening=number == 0 or number in sheet.opening_pages,
                numbers=rising(numbers, dress.number),
                words=tuple(wardrobe.words.get(page, ())),
                lines=lines.get(number, ()),
                marks=marks.get(number, ()),
                ruled=bool(galley.lines),
            ),
        )
