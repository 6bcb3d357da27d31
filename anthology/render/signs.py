"""Signs that the text face lacks, drawn here, so that no font of the system is ever asked.

A source may hold an emoji. Pango looks for those in whatever colour font a machine has, so the
galley writes them as private code points of this small font; the PDF still says the true character.
Never changes a text: `to_private` and `to_public` undo each other.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph


def to_private(text: str) -> str:
    """Write each sign as its code point in Supplementary Private Use Area-A (Unicode, ch. 23)."""
    return text.translate(_PRIVATE)


def to_public(text: str) -> str:
    """Undo `to_private`."""
    return text.translate(_PUBLIC)


def signs_font(family: str) -> bytes:
    """The TrueType file; its vertical metrics are EB Garamond's, so that no line moves."""
    names = {sign: f"sign{ord(sign):X}" for sign in _DRAWINGS}
    builder = FontBuilder(1000, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({_PRIVATE[ord(sign)]: name for sign, name in names.items()})
    glyphs = {names[sign]: draw() for sign, draw in _DRAWINGS.items()}
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *glyphs], (_WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


_WIDTH, _ASCENT, _DESCENT = 720, 1007, -298
_CENTRE = (360, 300)


def _winking_face() -> Glyph:
    """A ring, one eye open, one closed, a smile; coordinates in thousandths of the type size."""
    pen = TTGlyphPen(None)
    _circle(pen, _CENTRE, 320, clockwise=True)
    _circle(pen, _CENTRE, 286, clockwise=False)
    _circle(pen, (252, 392), 42, clockwise=True)
    pen.moveTo((408, 372))
    pen.qCurveTo((472, 448), (536, 372))
    pen.qCurveTo((472, 408), (408, 372))
    pen.closePath()
    pen.moveTo((520, 250))
    pen.qCurveTo((360, 50), (200, 250))
    pen.lineTo((226, 262))
    pen.qCurveTo((360, 104), (494, 262))
    pen.closePath()
    return pen.glyph()


def _circle(pen: TTGlyphPen, centre: tuple[int, int], radius: int, *, clockwise: bool) -> None:
    """A closed curve of eight quadratic arcs; TrueType fills what is drawn clockwise."""
    reach = radius / math.cos(math.pi / 8)
    turn = -1 if clockwise else 1
    angles = [turn * math.pi * (2 * n + 1) / 8 for n in range(8)]
    points = [
        (round(centre[0] + reach * math.cos(a)), round(centre[1] + reach * math.sin(a)))
        for a in angles
    ]
    pen.qCurveTo(*points, None)
    pen.closePath()


_DRAWINGS: dict[str, Callable[[], Glyph]] = {"\N{WINKING FACE}": _winking_face}
_PRIVATE = {ord(sign): 0xF0000 + (ord(sign) & 0xFFFF) for sign in _DRAWINGS}
_PUBLIC = {private: public for public, private in _PRIVATE.items()}
