"""Finished pages as a printer wants them: PDF/X-4 (ISO 15930-7), with bleed and in black ink.

Sets no type and moves nothing on a page. Tags, links and bookmarks stay behind: no press reads
them, and PDF/X forbids what acts.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from anthology.profile import Profile
from anthology.render.bare import in_grey, strip
from anthology.render.catalog import add_intent, add_metadata, pdf_date
from anthology.render.impose import MM
from anthology.render.save import saved
from anthology.render.xmp import Metadata, for_press

_MARK = (5.0, 2.0, 0.25)
"""Length of a mark, least distance from the page and from the bleed, in millimetres; its
thickness in points."""
Boxes = tuple[Array, Array, Array]


@dataclass(frozen=True, slots=True)
class Trim:
    """How a page lies on its paper: the width and height it is cut to, and the bleed, in points.

    `folds`: distances from the left edge at which the paper is folded.
    """

    width: float
    height: float
    bleed: float
    marks: bool = False
    folds: tuple[float, ...] = ()

    @property
    def margin(self) -> float:
        """From the edge of the paper to the page: bleed, and room for the marks."""
        room = (_MARK[0] + _MARK[1]) * MM if self.marks else 0
        return self.bleed + room

    def boxes(self) -> Boxes:
        """MediaBox, BleedBox, TrimBox (ISO 32000-1, 14.11.2), one inside the other."""
        return self._box(self.margin), self._box(self.bleed), self._box(0)

    def _box(self, around: float) -> Array:
        start, m = self.margin - around, self.margin
        box = start, start, m + self.width + around, m + self.height + around
        return Array([round(edge, 3) for edge in box])

    def drawn_marks(self) -> str:
        """Operators for the marks where to cut, and where to fold."""
        if not self.marks:
            return ""
        length, near = _MARK[0] * MM, self.bleed + _MARK[1] * MM
        m, low = self.margin, self.margin - near - length
        right, top = m + self.width, m + self.height
        xs, ys = (m, right, *(m + fold for fold in self.folds)), (m, top)
        lines = [(x, y, x, y + length) for x in xs for y in (low, top + near)]
        lines += [(x, y, x + length, y) for y in ys for x in (low, right + near)]
        drawn = (f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines)
        return "\n".join(["q 0 G", f"{_MARK[2]} w", *drawn, "Q"])


def for_printer(
    pdf: bytes, metadata: Metadata, profile: Profile, trim: Trim, multiple: int = 2
) -> bytes:
    """The pages of a PDF for a press; `multiple`: what their number is made a multiple of.

    Raises ColourError for a colour that cannot be printed in black.
    """
    out = Pdf.new()
    with Pdf.open(io.BytesIO(pdf)) as source:
        seen = set[tuple[int, int]]()
        for page in source.pages:
            resources = out.copy_foreign(source.make_indirect(page.obj.Resources))
            strip(resources, seen, grey=True)
            add_page(out, in_grey(page), resources, trim)
        while len(out.pages) % multiple:
            add_page(out, b"", Dictionary(), trim)
        return finished(out, metadata, profile)


def add_page(out: Pdf, drawn: bytes, resources: Object, trim: Trim) -> None:
    """Add a page; what is drawn has its origin at the corner of the page as it will be cut."""
    media, bleed, cut = trim.boxes()
    m = trim.margin
    contents = b"q 1 0 0 1 %.3f %.3f cm\n%s\nQ\n%s" % (m, m, drawn, trim.drawn_marks().encode())
    page = Dictionary(
        Type=Name.Page,
        MediaBox=media,
        BleedBox=bleed,
        TrimBox=cut,
        Resources=resources,
        Contents=out.make_stream(contents),
    )
    out.pages.append(Page(out.make_indirect(page)))


def finished(out: Pdf, metadata: Metadata, profile: Profile) -> bytes:
    """The file, with what PDF/X-4 asks a file to say of itself."""
    add_metadata(out, metadata, for_press(metadata))
    out.docinfo["/ModDate"] = String(pdf_date(metadata.date))
    out.docinfo["/GTS_PDFXVersion"] = String("PDF/X-4")
    out.docinfo["/Trapped"] = Name("/False")
    add_intent(out, profile, "GTS_PDFX")
    return saved(out, "1.6")
