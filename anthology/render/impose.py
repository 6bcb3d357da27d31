"""Finished pages two by two on sheets, to be printed on both sides, folded and nested: a booklet.

Pages are placed as they are, each as one form, so nothing is set or drawn again. For printing
alone: tags, links and bookmarks stay behind.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from anthology.gathering import THICKNESS, Side, creep, sides
from anthology.profile import srgb
from anthology.render.bare import bare, strip
from anthology.render.catalog import add_intent, add_metadata
from anthology.render.save import saved
from anthology.render.xmp import ARCHIVED, Metadata

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet lying on its long edge, in points."""

    name: str
    width: float
    height: float


PAPERS = {
    "a4": Paper("A4", 297 * MM, 210 * MM),
    "letter": Paper("Letter", 792.0, 612.0),
}


def impose(
    pdf: bytes,
    paper: Paper,
    gatherings: Sequence[int],
    metadata: Metadata,
    thickness: float = THICKNESS,
) -> bytes:
    """The pages of a PDF on sheets of a paper; `thickness` of a sheet in millimetres.

    Raises ValueError where the gatherings have too few sheets for the pages.
    """
    out = Pdf.new()
    with Pdf.open(io.BytesIO(pdf)) as source:
        if len(source.pages) > 4 * sum(gatherings):
            raise ValueError(f"{len(source.pages)} pages are too many for {gatherings}")
        scale = scale_on(paper, *_size(source.pages[0]))
        forms = _forms(out, source)
        for side in sides(tuple(gatherings)):
            placed = list(_placed(forms, side, paper, scale, creep(side, thickness) * MM))
            _add_side(out, paper, placed)
        out.Root.Lang = String(metadata.language)
        add_metadata(out, metadata, ARCHIVED)
        # A viewer that heeds it prints the sheets as they must be printed (ISO 32000-1, table 150).
        out.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, PrintScaling=Name.None_, Duplex=Name.DuplexFlipShortEdge
        )
        add_intent(out, srgb())
        return saved(out)


def scale_on(paper: Paper, width: float, height: float) -> float:
    """By how much a page must be made smaller to stand on half a sheet: 1, or whole hundredths."""
    room = min(paper.width / 2 / width, paper.height / height)
    return min(1.0, math.floor(room * 100 + 1e-6) / 100)


def _size(page: Page) -> tuple[float, float]:
    left, low, right, high = (float(x) for x in page.mediabox)
    return right - left, high - low


def _forms(out: Pdf, source: Pdf) -> list[Object]:
    """Each page as a form (8.10) of the new file, with what it draws from."""
    seen = set[tuple[int, int]]()
    forms = list[Object]()
    for page in source.pages:
        resources = out.copy_foreign(source.make_indirect(page.obj.Resources))
        strip(resources, seen)
        box = Array([float(x) for x in page.mediabox])
        kind = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources)
        forms.append(out.make_stream(bare(page), kind))
    return forms


def _placed(
    forms: Sequence[Object], side: Side, paper: Paper, scale: float, inward: float
) -> Iterator[tuple[Object, float, float, float]]:
    """Each page of a side that is not blank, with its scale and the place of its corner."""
    for number, left in ((side.left, True), (side.right, False)):
        if number < len(forms):
            box = [float(x) for x in forms[number].BBox]
            width, height = (box[2] - box[0]) * scale, (box[3] - box[1]) * scale
            fold = paper.width / 2
            x = fold - width + inward if left else fold - inward
            y = (paper.height - height) / 2
            yield forms[number], scale, x - box[0] * scale, y - box[1] * scale


def _add_side(out: Pdf, paper: Paper, placed: Sequence[tuple[Object, float, float, float]]) -> None:
    names = [f"/P{i}" for i in range(len(placed))]
    drawn = [
        f"q {scale:g} 0 0 {scale:g} {x:.3f} {y:.3f} cm {name} Do Q"
        for name, (_, scale, x, y) in zip(names, placed, strict=True)
    ]
    box = Array([0, 0, round(paper.width, 3), round(paper.height, 3)])
    forms = Dictionary({n: form for n, (form, *_) in zip(names, placed, strict=True)})
    side = Dictionary(
        Type=Name.Page,
        MediaBox=box,
        TrimBox=box,
        Resources=Dictionary(XObject=forms),
        Contents=out.make_stream("\n".join(drawn).encode()),
    )
    out.pages.append(Page(out.make_indirect(side)))
