"""Make-up: galleys in the order of the book become one tagged PDF, the only place that knows pages.

Never sets text again: what is not in a galley is stamped on, as an artifact or into a box left
for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pikepdf
from pikepdf import Array, Pdf, Stream

from anthology.render.catalog import Metadata, add_labels, add_metadata, add_outline
from anthology.render.faces import embed_faces
from anthology.render.galley import Galley
from anthology.render.join import Binder
from anthology.render.layoutmap import GalleyMap, Point
from anthology.render.pages import MakeupError, Outline, Pagination, Sheet, paginate
from anthology.render.stamp import PageStamps, StampedWord, Stamper, rising

__all__ = [
    "MakeupError",
    "Metadata",
    "Outline",
    "Pagination",
    "Sheet",
    "make_up",
    "paginate",
]


def make_up(galleys: Mapping[str, Galley], sheets: Sequence[Sheet], metadata: Metadata) -> bytes:
    """The finished PDF. Raises `MakeupError` for an id given twice and for a link to no id."""
    bound = {sheet.key: galleys[sheet.key] for sheet in sheets}
    pagination = paginate({key: galley.map for key, galley in bound.items()}, sheets)
    pdf = Pdf.new()
    binder = Binder(pdf, metadata.language)
    words: dict[int, list[StampedWord]] = {}
    for key, galley in bound.items():
        if len(pdf.pages) < pagination.first[key]:
            binder.add_blank(galley.map.frames[0])
        binder.add_galley(galley)
        for page, word in _page_numbers(binder, galley, pagination):
            words.setdefault(page, []).append(word)
    binder.finish()
    _dress(pdf, bound, sheets, pagination, words)
    add_outline(pdf, sheets, binder.add_destinations(_places(bound, pagination)))
    add_labels(pdf, pagination.labels)
    add_metadata(pdf, metadata)
    return _saved(pdf)


def _page_numbers(
    binder: Binder, galley: Galley, pagination: Pagination
) -> Iterator[tuple[int, StampedWord]]:
    """The numbers for the boxes that a galley left empty, each with its page from 0."""
    first, boxes = pagination.first[galley.key], galley.map.boxes
    marked = binder.make_room((box.id, first + box.end.page) for box in boxes)
    for box, mcid in zip(boxes, marked, strict=True):
        yield first + box.end.page, StampedWord(pagination.label(box.target), box, mcid)


def _places(galleys: Mapping[str, Galley], pagination: Pagination) -> dict[str, tuple[int, Point]]:
    return {
        name: (pagination.where[name], point)
        for galley in galleys.values()
        for name, point in galley.map.anchors.items()
    }


def _dress(
    pdf: Pdf,
    galleys: Mapping[str, Galley],
    sheets: Sequence[Sheet],
    pagination: Pagination,
    words: Mapping[int, Sequence[StampedWord]],
) -> None:
    """Stamp every page, and let all pages draw on one set of fonts."""
    stamper = Stamper()
    pages = list(pdf.pages)
    before = pdf.make_indirect(Stream(pdf, b"q"))
    for sheet in sheets:
        galley = galleys[sheet.key]
        for number, stamps in _stamps(sheet, galley.map, pagination):
            at = pagination.first[sheet.key] + number
            page = pages[at]
            stamps = replace(stamps, words=tuple(words.get(at, ())))
            drawn = stamper.draw(galley.map.frames[number], stamps)
            # The engine's contents leave their own scale behind: q … Q takes it back.
            after = pdf.make_indirect(Stream(pdf, b"Q\n" + drawn))
            page.obj.Contents = Array([before, page.obj.Contents, after])
    uses = [use for galley in galleys.values() for use in galley.faces]
    fonts = embed_faces(pdf, [*uses, *stamper.uses()])
    for page in pages:
        page.obj.Resources.Font = fonts


def _stamps(
    sheet: Sheet, galley: GalleyMap, pagination: Pagination
) -> Iterator[tuple[int, PageStamps]]:
    """The stamps of each page of a galley that is neither bare nor blank."""
    if sheet.bare:
        return
    for number, frame in enumerate(galley.frames):
        if frame.blank:
            continue
        page = pagination.first[sheet.key] + number
        recto = page % 2 == 0
        numbers = [(text, point.y) for _, text, point in galley.numbered if point.page == number]
        yield (
            number,
            PageStamps(
                folio=pagination.labels[page],
                head=sheet.head_right if recto else sheet.head_left,
                recto=recto,
                opening=number == 0 or number in sheet.opening_pages,
                numbers=rising(numbers),
            ),
        )


def _saved(pdf: Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return file.getvalue()
