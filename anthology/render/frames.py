"""A frame with the number of a sign, for each sign that no typeface has.

Like Unicode's own last-resort faces: two rows of hexadecimal figures, so that a reader can look the
sign up. A font holds the frames of 256 neighbouring signs. Never draws the sign itself.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import uharfbuzz
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from anthology.render.signs import carrier, write_font
from anthology.typefaces import PACKAGED, is_selector

_FIGURES = "0123456789ABCDEF"
_SCALE = 0.42  # of the figures; at 10.5 pt they are as high as those of a footnote's call
_STEP = 250  # from one figure to the next
_ROWS = (350, 10)  # baselines of the two rows
_BOTTOM, _TOP, _LINE, _EDGE = -70, 730, 24, 60
_WEIGHT = 500


def frames_font(family: str, first: int) -> bytes:
    """The TrueType file of the frames of the 256 signs from the code point `first` on."""
    figures = _figures()
    parts: dict[str, Glyph] = {f"figure{x}": glyph for x, glyph in figures.items()}
    parts |= {f"frame{count}": _frame(count) for count in (2, 3)}
    drawn = {}
    for code in range(first, first + 256):
        if not 0xD800 <= code < 0xE000:
            drawn[chr(code)] = _framed(chr(code), parts)
    carried = {carrier(sign): one for sign, one in drawn.items()}
    return write_font(family, carried, parts, {sign: carrier(sign) for sign in drawn})


def _framed(sign: str, parts: dict[str, Glyph]) -> tuple[Glyph, int]:
    """The frame of a sign and its width; nothing for a sign that only changes its neighbours."""
    pen: Any = TTGlyphPen(parts)
    if unicodedata.category(sign) == "Cf" or is_selector(sign):
        return pen.glyph(), 0
    number = f"{ord(sign):04X}"
    columns = (len(number) + 1) // 2
    number = number.rjust(2 * columns, "0")
    pen.addComponent(f"frame{columns}", (1, 0, 0, 1, 0, 0))
    for at, figure in enumerate(number):
        x = _EDGE + _LINE + _STEP * (at % columns)
        pen.addComponent(f"figure{figure}", (1, 0, 0, 1, x, _ROWS[at // columns]))
    return pen.glyph(), _width(columns)


def _width(columns: int) -> int:
    return columns * _STEP + 2 * (_EDGE + _LINE)


def _frame(columns: int) -> Glyph:
    pen = TTGlyphPen(None)
    left, right = _EDGE / 2, _width(columns) - _EDGE / 2
    inner = (left + _LINE, _BOTTOM + _LINE, right - _LINE, _TOP - _LINE)
    for (x0, y0, x1, y1), around in (((left, _BOTTOM, right, _TOP), 1), (inner, -1)):
        corners = [(x0, y0), (x0, y1), (x1, y1), (x1, y0)][::around]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _figures() -> dict[str, Glyph]:
    """The hexadecimal figures, small; a plain face is read best at that size."""
    font = uharfbuzz.Font(uharfbuzz.Face(PACKAGED["Other.ttf"].read()))
    font.set_variations({"wght": _WEIGHT})
    drawn = {}
    for figure in _FIGURES:
        pen = TTGlyphPen(None)
        glyph = font.get_nominal_glyph(ord(figure))
        middle = (_STEP - font.get_glyph_h_advance(glyph) * _SCALE) / 2
        font.draw_glyph_with_pen(glyph, TransformPen(pen, (_SCALE, 0, 0, _SCALE, middle, 0)))
        drawn[figure] = pen.glyph()
    return drawn
