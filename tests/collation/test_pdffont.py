"""What the codes of a font say."""

import io
from array import array
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

from anthology.collation.pdffont import Face, read_face

PDF = pikepdf.new()
CMAP = """1 begincodespacerange <0000> <ffff> endcodespacerange
{0} beginbf{1} {2} endbf{1} endcmap"""


def cmap(kind: str, rows: str) -> pikepdf.Object:
    return PDF.make_stream(CMAP.format(1, kind, rows).encode())


def composite(rows: str, *, kind: str = "char", **entries: Any) -> Face:
    """A composite font with these ToUnicode rows; `entries` go into its descendant."""
    encoding = entries.pop("encoding", Name("/Identity-H"))
    descendant = {"FontDescriptor": Dictionary(), "W": Array(), **entries}
    return read_face(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            Encoding=encoding,
            ToUnicode=cmap(kind, rows),
            DescendantFonts=Array([Dictionary(**descendant)]),
        )
    )


def text(face: Face, shown: bytes) -> str:
    return face.text(face.codes(shown))


def test_codes_of_a_composite_font_have_two_bytes() -> None:
    face = composite("<0101> <0041> <0201> <0042>")
    assert face.codes(b"\x01\x01\x02\x01") == array("H", [0x101, 0x201])
    assert text(face, b"\x01\x01\x02\x01") == "AB"


@pytest.mark.parametrize(
    ("kind", "rows", "texts"),
    [
        ("char", "<0001> <00660066>\n<0002> <d83dde09>", {1: "ff", 2: "\U0001f609"}),
        ("char", "<0001> <>", {1: ""}),
        ("range", "<0010> <0012> <0061>", {16: "a", 17: "b", 18: "c"}),
        ("range", "<0010> <0011> [<0061> <00660069>]", {16: "a", 17: "fi"}),
    ],
)
def test_to_unicode_maps(kind: str, rows: str, texts: dict[int, str]) -> None:
    assert composite(rows, kind=kind).texts == texts


def test_a_code_without_a_meaning_is_unreadable() -> None:
    assert text(composite("<0001> <0061>"), b"\x00\x01\x00\x02") == "a\ufffd"


def test_widths_in_both_forms() -> None:
    face = composite("<0001> <0061>", W=Array([1, Array([500, 600]), 7, 8, 250]), DW=900)
    assert face.width(array("H", [1, 2, 7, 8, 9])) == 500 + 600 + 250 + 250 + 900


def test_the_default_width_of_a_composite_font_is_one_em() -> None:
    assert composite("<0001> <0061>").width(array("H", [5])) == 1000


@pytest.mark.parametrize(
    "section",
    [
        "2 begincidchar <0001> 5 <0002> 0 endcidchar",
        "2 begincidrange <0001> <0001> 5 <0002> <0003> 0 endcidrange",
    ],
)
def test_a_code_that_draws_the_missing_glyph_is_unreadable(section: str) -> None:
    encoding = PDF.make_stream(section.encode())
    face = composite("<0001> <0061> <0002> <0062>", encoding=encoding)
    assert face.texts == {1: "a", 2: "\ufffd"}


def test_a_letter_without_outline_is_unreadable_and_a_space_is_not() -> None:
    rows = "<0001> <0061> <0002> <0062> <0003> <0020> <0004> <200b>"
    descriptor = Dictionary(FontFile2=PDF.make_stream(font_file(drawn={1}, count=5)))
    face = composite(rows, FontDescriptor=descriptor, CIDToGIDMap=Name.Identity)
    assert face.texts == {1: "a", 2: "\ufffd", 3: " ", 4: "\u200b"}


def font_file(drawn: set[int], count: int) -> bytes:
    """A TrueType file in which only the glyphs `drawn` have an outline."""
    names = [".notdef", *(f"g{n}" for n in range(1, count))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    glyphs = {}
    for number, name in enumerate(names):
        pen = TTGlyphPen(None)
        if number in drawn:
            pen.moveTo((0, 0))
            pen.lineTo((0, 500))
            pen.lineTo((500, 0))
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("subtype", "entries", "width"),
    [
        (Name.TrueType, {}, 300.0),
        (Name.Type3, {"/FontMatrix": Array([0.01, 0, 0, 0.01, 0, 0])}, 3000.0),
    ],
)
def test_a_simple_font_has_codes_of_one_byte(
    subtype: Name, entries: dict[str, Any], width: float
) -> None:
    font = Dictionary(Type=Name.Font, Subtype=subtype, FirstChar=65, Widths=Array([100, 200]))
    for name, value in entries.items():
        font[name] = value
    face = read_face(font)
    assert list(face.codes(b"AB")) == [65, 66]
    assert face.width(face.codes(b"AB")) == pytest.approx(width)
    assert text(face, b"AB") == "\ufffd\ufffd"
