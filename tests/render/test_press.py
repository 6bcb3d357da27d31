"""What a printer gets: one ink, boxes one in the other, nothing that acts, what X-4 asks for."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from anthology.collation.sheets import collate_pages
from anthology.profile import black_ink, press_profile
from anthology.render.bare import ColourError, grey_of, in_grey, in_rgb
from anthology.render.catalog import Metadata
from anthology.render.impose import MM
from anthology.render.job import Galley
from anthology.render.makeup import Sheet, make_up
from anthology.render.press import Trim, for_printer
from anthology.render.presscover import cover_of, spine_width
from anthology.schema import ForPress

METADATA = Metadata("A Book", (), "en", "urn:x:1", "2026-11-22")
A5 = (148 * MM, 210 * MM)
TRIM = Trim(*A5, 3 * MM)
RGB = re.compile(rb"(?<![\w/])(rg|RG|k|K|cs|CS|sc|SC|scn|SCN|sh)(?!\w)")


def picture(pdf: Pdf, image: Image.Image) -> Any:
    space = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}[image.mode]
    return pdf.make_stream(
        image.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
        StructParent=7,
    )


def book(contents: bytes, pages: int = 1, **objects: Any) -> bytes:
    """Pages with these contents, and pictures by their names."""
    pdf = Pdf.new()
    drawn = Dictionary({f"/{name}": picture(pdf, image) for name, image in objects.items()})
    for _ in range(pages):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *A5]),
            Resources=Dictionary(XObject=drawn),
            Contents=pdf.make_stream(contents),
            StructParents=0,
            Annots=Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])]),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.beep()"))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def pressed(data: bytes, trim: Trim = TRIM, multiple: int = 2) -> Pdf:
    return Pdf.open(io.BytesIO(for_printer(data, METADATA, black_ink(), trim, multiple)))


def drawn(pdf: Pdf) -> Iterator[bytes]:
    for page in pdf.pages:
        page.contents_coalesce()
        yield page.Contents.read_bytes()


@pytest.fixture(scope="module")
def typeset(dense: Galley) -> bytes:
    return make_up({"t1": dense}, (Sheet("t1", "arabic", "Left", "Right"),), METADATA)


def test_all_is_black_or_grey(typeset: bytes) -> None:
    assert any(RGB.search(page) for page in drawn(Pdf.open(io.BytesIO(typeset))))
    pdf = pressed(typeset)
    assert not any(RGB.search(page) for page in drawn(pdf))
    assert all(b"BDC" not in page for page in drawn(pdf))


def test_no_word_is_lost(typeset: bytes) -> None:
    made = for_printer(typeset, METADATA, black_ink(), TRIM)
    assert collate_pages("press", typeset, made).ok
    assert made == for_printer(typeset, METADATA, black_ink(), TRIM)


@pytest.mark.parametrize(
    ("colour", "grey"),
    [
        ("0 0 0 rg", "0 g"),
        ("1 0 0 RG", "0.299 G"),
        ("0.4 0.4 0.4 rg", "0.4 g"),
        ("0.7 g", "0.7 g"),
        ("0 0 0 1 k", "0 g"),
        ("0 0 0 0.25 K", "0.75 G"),
        ("1 1 1 1 k", "0 g"),
    ],
)
def test_colours_become_greys(colour: str, grey: str) -> None:
    pdf = Pdf.open(io.BytesIO(book(f"{colour} 0 0 9 9 re f".encode())))
    assert in_grey(pdf.pages[0]).decode().splitlines()[0] == grey


@pytest.mark.parametrize("operator", ["/Spot cs 1 scn", "/Shade sh"])
def test_a_colour_that_black_cannot_say_is_told(operator: str) -> None:
    with pytest.raises(ColourError, match="named colour"):
        pressed(book(operator.encode()))


def test_black_of_a_cover_is_black_ink_and_its_colours_have_a_name() -> None:
    pdf = Pdf.open(io.BytesIO(book(b"0 0 0 rg 0.5 0.2 0.1 rg 1 0 0 RG 0.3 g")))
    assert in_rgb(pdf.pages[0]).decode().splitlines() == [
        "0 g",
        "/Screen cs",
        "0.5 0.2 0.1 sc",
        "/Screen CS",
        "1 0 0 SC",
        "0.3 g",
    ]


def test_pictures_are_in_shades_of_grey() -> None:
    red, grey = Image.new("RGB", (2, 1), (255, 0, 0)), Image.new("L", (2, 1), 77)
    ink = Image.new("CMYK", (1, 1), (0, 0, 0, 255))
    pdf = pressed(book(b"/A Do /B Do /C Do", pages=2, A=red, B=grey, C=ink))
    found = pdf.pages[1].Resources.XObject
    assert [str(item.ColorSpace) for item in found.values()] == ["/DeviceGray"] * 3
    assert all("/StructParent" not in item for item in found.values())
    assert (found.A.read_bytes(), found.B.read_bytes()) == (bytes([76, 76]), bytes([77, 77]))
    assert found.C.read_bytes() == b"\0"


def edges(box: Any) -> list[float]:
    return [float(edge) for edge in box]


@pytest.mark.parametrize("marks", [False, True])
@pytest.mark.parametrize("bleed", [0, 3, 5])
def test_the_boxes_lie_one_in_the_other(marks: bool, bleed: float) -> None:
    pdf = pressed(book(b"0 0 9 9 re f"), Trim(*A5, bleed * MM, marks))
    for page in pdf.pages:
        media, cut, trim = (edges(page[name]) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert "/ArtBox" not in page  # a page has either
        assert media[:2] == [0, 0]
        for inner, outer in ((trim, cut), (cut, media)):
            assert all(a >= b for a, b in zip(inner[:2], outer[:2], strict=True))
            assert all(a <= b for a, b in zip(inner[2:], outer[2:], strict=True))
        size = (trim[2] - trim[0], trim[3] - trim[1])
        assert size == pytest.approx(A5, abs=0.01)
        assert trim[0] - cut[0] == pytest.approx(bleed * MM, abs=0.01)


def test_marks_touch_neither_page_nor_bleed() -> None:
    trim = Trim(*A5, 3 * MM, marks=True, folds=(50.0, 60.0))
    lines = re.findall(r"(\S+) (\S+) m (\S+) (\S+) l", trim.drawn_marks())
    assert len(lines) == 12
    _, (left, low, right, high), _ = (edges(box) for box in trim.boxes())
    for x0, y0, x1, y1 in (map(float, line) for line in lines):
        assert max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < low or min(y0, y1) > high
    upright = {round(float(x0) - trim.margin) for x0, _, x1, _ in lines if x0 == x1}
    assert upright == {0, 50, 60, 420}


@pytest.mark.parametrize(("multiple", "expected"), [(2, 6), (4, 8), (16, 16)])
def test_blank_pages_at_the_end_make_the_number_that_is_wanted(
    multiple: int, expected: int
) -> None:
    pdf = pressed(book(b"0 0 9 9 re f", pages=5), multiple=multiple)
    assert len(pdf.pages) == expected
    assert all(b"re" not in page for page in list(drawn(pdf))[5:])


def test_nothing_acts_and_nothing_is_tagged() -> None:
    pdf = pressed(book(b"0 0 9 9 re f"))
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names", "/StructTreeRoot"} & {*pdf.Root.keys()}
    for page in pdf.pages:
        assert not {"/Annots", "/AA", "/StructParents"} & {*page.obj.keys()}
    assert not pdf.is_encrypted


def test_the_file_says_that_it_is_pdf_x_4() -> None:
    pdf = pressed(book(b""))
    assert pdf.pdf_version == "1.6"
    assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-4"
    assert pdf.docinfo["/Trapped"] == Name("/False")
    assert pdf.docinfo["/ModDate"] == pdf.docinfo["/CreationDate"] == "D:20261122"
    packet = pdf.Root.Metadata.read_bytes().decode()
    for said in (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "<pdf:Trapped>False<",
        "<xmp:ModifyDate>2026-11-22<",
        "<xmp:MetadataDate>2026-11-22<",
        "<xmpMM:DocumentID>urn:x:1<",
        "<xmpMM:VersionID>1<",
        "<xmpMM:RenditionClass>default<",
    ):
        assert said in packet
    assert "pdfaid" not in packet
    (intent,) = pdf.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFX"
    assert str(intent.Info)
    data = intent.DestOutputProfile.read_bytes()
    assert press_profile(data, "").components == int(intent.DestOutputProfile.N) == 1


def test_a_spine_is_as_thick_as_its_leaves() -> None:
    assert spine_width(96, 0.1) == pytest.approx(4.8)
    cover = cover_of(A5, 200, ForPress(thickness=0.12, bleed=5), "en")
    assert cover.spine == pytest.approx(12)
    assert (cover.width, cover.height) == pytest.approx((148, 210))
    trim = cover.trim
    assert trim.width == pytest.approx((148 + 12 + 148) * MM)
    assert trim.folds == pytest.approx((148 * MM, 160 * MM))


@pytest.mark.parametrize(
    ("language", "asked", "upward"),
    [
        ("en", None, False),
        ("de-CH", None, False),
        ("fr", None, True),
        ("fr-CA", None, True),
        ("fr", "down", False),
        ("en", "up", True),
    ],
)
def test_the_words_of_a_spine_run_as_the_language_has_it(
    language: str, asked: Any, upward: bool
) -> None:
    assert cover_of(A5, 200, ForPress(spine=asked), language).upward == upward


def test_how_light_a_colour_looks() -> None:
    assert [grey_of(c) for c in ([0.5], [1, 1, 1], [0, 0, 0, 0])] == pytest.approx([0.5, 1, 1])
