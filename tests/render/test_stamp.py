"""Stamps: what is drawn where, and that readers of the text skip it."""

from __future__ import annotations

import re
from dataclasses import replace

import pikepdf
import pytest

from anthology.render.job import PageBox, PageFrame, Point
from anthology.render.stamp import PageStamps, StampedWord, Stamper, rising

FRAME = PageFrame(
    width=420, height=600, left=50, top=60, right=370, bottom=540, starts=None, blank=False
)
RECTO = PageStamps(folio="23", head="The Next Left", recto=True, opening=False, numbers=())


def drawn(stamps: PageStamps, frame: PageFrame = FRAME) -> list[tuple[str, float, float, str]]:
    """Each line drawn: font, place from the bottom left, the glyphs of its operand."""
    content = Stamper().draw(frame, stamps).decode()
    lines = re.findall(r"BT /(\w+) [\d.]+ Tf ([\d.]+) ([\d.]+) Td \[(.*?)\] TJ ET", content)
    return [(font, float(x), float(y), glyphs) for font, x, y, glyphs in lines]


def test_the_folio_stands_outside_and_the_head_in_the_middle() -> None:
    (_, folio, base, _), (font, head, same, _) = drawn(RECTO)
    assert folio > 350
    assert base == same == 560
    assert font == "StampItalic"
    assert 150 < head < 200
    (_, folio, _, _), _ = drawn(replace(RECTO, recto=False))
    assert folio == 50


def test_an_opening_page_has_its_folio_at_the_foot_and_no_head() -> None:
    ((_, x, y, _),) = drawn(replace(RECTO, opening=True))
    assert 200 < x < 210
    assert y < 600 - 540


def test_paragraph_numbers_stand_in_the_outer_margin_on_their_baseline() -> None:
    numbered = replace(RECTO, numbers=(("7", 100.0),))
    (_, x, y, _), *_ = drawn(numbered)
    assert x > FRAME.right
    assert y == 500
    (_, x, y, _), *_ = drawn(replace(numbered, recto=False))
    assert x < FRAME.left
    assert y == 500


def test_a_head_that_finds_no_room_loses_words_at_its_end() -> None:
    long = "A Title that Goes On and On " * 4
    _, (_, x, _, glyphs) = drawn(replace(RECTO, head=long))
    assert x > 50
    assert glyphs.count("<") < len(long)
    short = drawn(replace(RECTO, head="…"))[1][3]
    assert glyphs.endswith(short)


def test_every_mark_is_an_artifact() -> None:
    noted = replace(FRAME, notes=480.0)
    content = Stamper().draw(noted, replace(RECTO, numbers=(("7", 100.0),)))
    pdf = pikepdf.Pdf.new()
    steps = pikepdf.parse_content_stream(pdf.make_stream(content))
    operators = [(str(step.operator), [str(item) for item in step.operands]) for step in steps]
    depth = 0
    for operator, operands in operators:
        depth += (operator == "BDC") - (operator == "EMC")
        if operator == "BDC":
            assert operands[0] == "/Artifact"
        if operator in ("TJ", "f"):
            assert depth == 1
    assert [operator for operator, _ in operators].count("f") == 1


def test_glyphs_remember_the_text_they_stand_for() -> None:
    stamper = Stamper()
    stamper.draw(FRAME, replace(RECTO, head="Off", folio="x"))
    texts = {use.file: {text for _, text in use.glyphs} for use in stamper.uses()}
    assert texts["EBGaramond.ttf"] == {"x"}
    assert "".join(sorted(texts["EBGaramond-Italic.ttf"])) in ("Off", "Of", "Offf")


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ((("2", 200.0), ("1", 100.0)), ("1", "2")),
        ((("1", 100.0), ("2", 100.0), ("3", 114.0)), ("1", "3")),
        ((), ()),
    ],
)
def test_numbers_on_one_line_are_not_printed_over_each_other(
    numbers: tuple[tuple[str, float], ...], kept: tuple[str, ...]
) -> None:
    assert tuple(text for text, _ in rising(numbers)) == kept


def box(width: float = 13.0, *, italic: bool = False) -> PageBox:
    return PageBox("t1-page-1", "t2", Point(0, 200.0, 300.0), width, 10.5, italic)


def test_a_page_number_ends_where_its_box_ends_and_is_no_artifact() -> None:
    worded = replace(RECTO, words=(StampedWord("41", box(), 7),))
    (font, x, y, _), *_ = drawn(worded)
    assert font == "StampRoman"
    assert 185 < x < 192
    assert y == 300
    content = Stamper().draw(FRAME, worded).decode()
    assert content.startswith("/Span <</MCID 7>> BDC BT ")
    assert "Tz" not in content
    (font, *_), *_ = drawn(replace(RECTO, words=(StampedWord("41", box(italic=True), 7),)))
    assert font == "StampItalic"


def test_a_page_number_too_wide_for_its_box_is_made_narrower() -> None:
    wide = replace(RECTO, words=(StampedWord("xxviii", box(), 7),))
    content = Stamper().draw(FRAME, wide).decode()
    assert re.match(r"/Span <</MCID 7>> BDC [1-9]\d\.\d+ Tz BT .* ET 100 Tz EMC", content)
    assert drawn(wide)[0][1] == pytest.approx(187)
