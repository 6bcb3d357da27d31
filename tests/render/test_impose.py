"""Booklets: sheets printed on both sides, cut, folded and nested are read page by page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from anthology.collation.sheets import collate_sheets
from anthology.gathering import divide
from anthology.render.catalog import Metadata
from anthology.render.impose import MM, PAPERS, Paper, impose, scale_on
from anthology.render.job import Galley
from anthology.render.makeup import Sheet, make_up

A5 = (148 * MM, 210 * MM)
METADATA = Metadata("A Book", (), "en", "urn:x:1", "2026-11-22")
Half = tuple[str, ...]


def book(pages: int, size: tuple[float, float] = A5) -> bytes:
    """Pages that say their number, in tags that make-up would write."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for number in range(1, pages + 1):
        text = f"/P <</MCID 0>> BDC BT /F 20 Tf 72 300 Td (page {number}) Tj ET EMC"
        made = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *size]),
            Resources=Dictionary(Font=Dictionary(F=font)),
            Contents=pdf.make_stream(text.encode()),
            StructParents=number - 1,
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def halves(pdf: bytes) -> Iterator[tuple[str, str]]:
    """What is read at the left and at the right of the fold, side by side."""
    with pypdfium2.PdfDocument(pdf) as document:
        for side in document:
            text, fold = side.get_textpage(), side.get_width() / 2
            yield (
                text.get_text_bounded(right=fold).strip(),
                text.get_text_bounded(left=fold).strip(),
            )


def folded(pdf: bytes, gatherings: tuple[int, ...]) -> list[str]:
    """Print on both sides, turning over the short edge; fold each gathering as one; turn pages."""
    printed = list(halves(pdf))
    sheets = list(zip(printed[::2], printed[1::2], strict=True))
    pages: list[str] = []
    for count in gatherings:
        gathering, sheets = sheets[:count], sheets[count:]
        # The right half of the front is a leaf; behind it lies the left half of the back.
        leaves = [(front[1], back[0]) for front, back in gathering]
        leaves += [(back[1], front[0]) for front, back in reversed(gathering)]
        pages += [face for leaf in leaves for face in leaf]
    assert sheets == []
    return pages


@settings(max_examples=60)
@given(pages=st.integers(1, 40), most=st.integers(0, 8), name=st.sampled_from(sorted(PAPERS)))
def test_a_folded_booklet_is_read_in_order(pages: int, most: int, name: str) -> None:
    gatherings = divide(pages, most)
    data = book(pages)
    sheets = impose(data, PAPERS[name], gatherings, METADATA)
    blank = [""] * (4 * sum(gatherings) - pages)
    assert folded(sheets, gatherings) == [f"page {n}" for n in range(1, pages + 1)] + blank
    assert collate_sheets("booklet", data, sheets, gatherings).ok


def test_a_booklet_of_a_book_has_all_its_words(dense: Galley) -> None:
    data = make_up({"t1": dense}, (Sheet("t1", "arabic", "Left", "Right"),), METADATA)
    with pypdfium2.PdfDocument(data) as document:
        texts = [p.get_textpage().get_text_bounded().split() for p in document]
    gatherings = divide(len(texts), 1)
    sheets = impose(data, PAPERS["a4"], gatherings, METADATA)
    assert [text.split() for text in folded(sheets, gatherings)][: len(texts)] == texts
    assert sheets == impose(data, PAPERS["a4"], gatherings, METADATA)


def test_sheets_too_few_for_the_pages_are_refused() -> None:
    with pytest.raises(ValueError, match="5 pages"):
        impose(book(5), PAPERS["a4"], (1,), METADATA)


def test_no_tag_or_link_is_left_behind(dense: Galley) -> None:
    data = make_up({"t1": dense}, (Sheet("t1", "arabic", "Left", "Right"),), METADATA)
    sheets = impose(data, PAPERS["letter"], (2,), METADATA)
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        assert not {"/StructTreeRoot", "/MarkInfo", "/Names", "/Outlines"} & set(pdf.Root.keys())
        for side in pdf.pages:
            assert not {"/Annots", "/StructParents", "/Tabs"} & set(side.obj.keys())
            for form in side.Resources.XObject.values():
                assert "/StructParents" not in form
                assert not re.search(rb"\b(BMC|BDC|EMC)\b", form.read_bytes())
        assert pdf.docinfo["/Title"] == "A Book"
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()
    assert [f.message for f in page.validate_pdf_bytes(sheets, profile="2b").failures] == []


@pytest.mark.parametrize(
    ("paper", "size", "scale"),
    [
        ("a4", A5, 1),
        ("letter", A5, 0.94),
        ("letter", (396, 612), 1),
        ("a4", (396, 612), 0.97),
    ],
)
def test_pages_are_made_smaller_only_where_the_paper_is(
    paper: str, size: tuple[float, float], scale: float
) -> None:
    assert scale_on(PAPERS[paper], *size) == scale


def places(paper: Paper, gatherings: tuple[int, ...], thickness: float) -> list[list[float]]:
    """On each side, how far each page's inner edge is beyond the fold, in millimetres."""
    sheets = impose(book(4 * sum(gatherings)), paper, gatherings, METADATA, thickness)
    found = []
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        for side in pdf.pages:
            drawn = side.Contents.read_bytes().decode().splitlines()
            left, right = (float(line.split()[5]) for line in drawn)
            scale = float(drawn[0].split()[1])
            fold = paper.width / 2
            found.append([(left + A5[0] * scale - fold) / MM, (fold - right) / MM])
    return found


def test_inner_sheets_are_moved_towards_the_fold_by_the_paper_around_them() -> None:
    expected = [0, 0, 0.2, 0.2, 0.4, 0.4, 0, 0]
    for paper in PAPERS.values():
        moved = places(paper, (3, 1), 0.2)
        assert moved == [pytest.approx([inward, inward], abs=0.01) for inward in expected]
