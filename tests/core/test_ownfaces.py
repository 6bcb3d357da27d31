"""Typefaces of an edition's own: which can serve, and what is told of those that cannot."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from anthology.diagnostic import EditionError
from anthology.ownfaces import faults
from anthology.render.fonts import font_bytes
from anthology.render.job import GalleyJob
from anthology.typefaces import (
    BOOK,
    ITALIC,
    PACKAGED,
    ROMAN,
    Packaged,
    faces_in_use,
    home_of,
    own_faces,
    own_family,
)

if TYPE_CHECKING:
    from tests.core.conftest import Desk

AMIRI = PACKAGED["Arabic.ttf"].read()
NOTO = PACKAGED["Other.ttf"].read()


def changed(change: Callable[[Any], None], data: bytes = AMIRI) -> bytes:
    """A typeface with a table changed."""
    font, out = TTFont(io.BytesIO(data)), io.BytesIO()
    change(font)
    font.save(out)
    return out.getvalue()


def embedding(kind: int) -> bytes:
    def change(font: Any) -> None:
        font["OS/2"].fsType = kind

    return changed(change)


def without(signs: str) -> bytes:
    def change(font: Any) -> None:
        for table in font["cmap"].tables:
            for sign in signs:
                table.cmap.pop(ord(sign), None)

    return changed(change)


def postscript() -> bytes:
    """A typeface with PostScript outlines."""
    builder, pen = FontBuilder(1000, isTTF=False), T2CharStringPen(500, None)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    drawn = {name: pen.getCharString() for name in (".notdef", "a")}
    builder.setupCFF("Small", {}, drawn, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [AMIRI, NOTO, embedding(0x4), embedding(0x8), embedding(0x6)])
def test_a_face_for_running_text_that_may_be_embedded(data: bytes) -> None:
    assert list(faults(data)) == []


@pytest.mark.parametrize(
    ("data", "rule", "said"),
    [
        (b"", "font-broken", "is no typeface"),
        (b"no typeface at all", "font-broken", "is no typeface"),
        (AMIRI[:5000], "font-broken", "is no typeface"),
        (postscript(), "font-outlines", "has PostScript outlines"),
        (embedding(0x2), "font-forbidden", "(its fsType is 2)"),
        (embedding(0x108), "font-forbidden", "forbids to be embedded in part"),
        (embedding(0x200), "font-forbidden", "forbids"),
        (without("q“"), "font-signs", "lacks signs that every book needs: q “"),
    ],
)
def test_a_file_that_cannot_print_a_book(data: bytes, rule: str, said: str) -> None:
    first = next(faults(data))
    assert first.rule == rule
    assert said in first.message


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('roman = "fonts/a.ttf"', "edition.toml:15: font-missing: an edition with a typeface of"),
        ('italic = "fonts/a.ttf"', "font-missing"),
        ('roman = "fonts/no.ttf"\nitalic = "fonts/a.ttf"', "edition.toml:16: file-unreadable: "),
        ('roman = "/etc/a.ttf"\nitalic = "fonts/a.ttf"', "edition.toml:16: font-outside: "),
        ('roman = "../a.ttf"\nitalic = "fonts/a.ttf"', "font-outside: “../a.ttf” is outside"),
        ('roman = "fonts/a.ttf"\nitalic = "fonts/b.ttf"', "edition.toml:17: font-broken: “fonts/b"),
    ],
)
def test_settings_that_name_no_typeface(desk: Desk, settings: str, said: str) -> None:
    desk.text("Some words.\n")
    desk.write("fonts/a.ttf", AMIRI)
    desk.write("fonts/b.ttf", b"words")
    toml = (desk.root / "edition.toml").read_text()
    desk.write("edition.toml", f"{toml}\n\n[print.font]\n{settings}\n")
    with pytest.raises(EditionError) as caught:
        desk.edition()
    assert said in str(caught.value)


def test_what_prints_a_sign_goes_by_the_faces_in_use() -> None:
    assert home_of("א") == "Hebrew.ttf"
    assert home_of("س") == "Arabic.ttf"
    with faces_in_use(((ITALIC, AMIRI), (ROMAN, AMIRI))):
        assert home_of("س") == BOOK
        assert own_family() == "Amiri"
    assert home_of("س") == "Arabic.ttf"
    assert own_family() == ""


def test_a_galley_is_set_with_the_faces_of_its_edition() -> None:
    with faces_in_use(((ROMAN, AMIRI),)):
        job = GalleyJob("one", b"<html/>", ())
    assert job.own == ((ROMAN, AMIRI),)
    assert own_faces() == ()
    assert job != GalleyJob("one", b"<html/>", ())


@pytest.mark.parametrize("data", [AMIRI, NOTO, without("‐")])
def test_hyphens_are_told_apart_and_lines_keep_their_heights(data: bytes) -> None:
    ours = TTFont(io.BytesIO(font_bytes(ROMAN)))
    with faces_in_use(((ROMAN, data),)):
        font = TTFont(io.BytesIO(font_bytes(ROMAN)))
    there = font.getBestCmap()
    assert there[ord("‐")] != there[ord("-")]
    for height in ("ascent", "descent"):
        share = [getattr(f["hhea"], height) / f["head"].unitsPerEm for f in (font, ours)]
        assert share[0] == pytest.approx(share[1], abs=0.001)


def test_of_a_variable_face_the_weight_for_text_is_cut_out() -> None:
    assert isinstance(PACKAGED["Other.ttf"], Packaged)
    with faces_in_use(((ROMAN, NOTO),)):
        assert "fvar" not in TTFont(io.BytesIO(font_bytes(ROMAN)))
