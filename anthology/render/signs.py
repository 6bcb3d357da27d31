"""Signs whose face the engine must not choose: carried through it as code points without meaning.

Pango looks for an emoji in whatever colour font a machine has, and moves or stacks marks of scripts
whose face we lack. So the galley writes such signs as unassigned code points, which our own fonts
have; the PDF still says the true sign. `to_private` and `to_public` undo each other.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Callable, Mapping

import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from anthology.typefaces import BOOK, DRAWN, PACKAGED, ROMAN, SIGNS, frames_file, home_of

ASCENT, DESCENT = 1007, -298
"""EB Garamond's height above and below the line, in thousandths: no other face may move a line."""

SPACE = 200
"""How wide EB Garamond's space is; the engine takes a space from the face of the sign before it."""

_DATE = 3786912000  # 2024-01-01
# Planes 4 to 13 have no signs and never will soon (Unicode, 2.8); a text that uses one is refused.
_JOINER = "\u200d"
_CARRIER = re.compile("[\U00040000-\U000affff]")
_CARRIED_JOINER = re.compile(f"(?<=[\U00040000-\U000affff]){_JOINER}")
_WIDE_SCRIPTS = "\u2e80"  # from here on, wide signs are Chinese, Japanese and Korean


def to_private(text: str) -> str:
    """Write each sign that the engine must not choose a font for as its carrier."""
    if text.isascii():
        return text
    carried = {ord(sign): carrier(sign) for sign in set(text) if _is_carried(sign)}
    if not carried:
        return text
    return _CARRIED_JOINER.sub(carrier(_JOINER), text.translate(carried))


def to_public(text: str) -> str:
    """Undo `to_private`."""
    return text if text.isascii() else _CARRIER.sub(lambda found: _true(found[0]), text)


def face_of(sign: str) -> str:
    """The file that prints a sign as the galley has it: carried, or as it is."""
    true = to_public(sign)
    home = home_of(true)
    return frames_file(true) if sign != true and home == BOOK else home


def carrier(sign: str) -> str:
    """The code point of planes 4 to 10 that stands for a sign of planes 0 to 3 or 14 to 16."""
    code = ord(sign)
    return chr(code + 0x40000 if code < 0x40000 else code - 0x60000)


def _true(carrier: str) -> str:
    code = ord(carrier)
    return chr(code - 0x40000 if code < 0x80000 else code + 0x60000)


def _is_carried(sign: str) -> bool:
    """Whether the engine would choose, move or stack the sign in a way that print cannot use.

    Letters of wide scripts and of scripts that run from right to left go as they are: where their
    lines may end, and which way they run, is in the letters.
    """
    home = home_of(sign)
    if home == SIGNS:
        return True
    if home == BOOK or home in PACKAGED:
        return False
    kind = unicodedata.category(sign)
    wide = (
        sign >= _WIDE_SCRIPTS and unicodedata.east_asian_width(sign) in "WF" and sign < "\U0001f000"
    )
    wide = wide or "\U00020000" <= sign < "\U00040000"
    leftward = unicodedata.bidirectional(sign) in ("R", "AL")
    return kind[0] == "M" or not (wide or leftward)


def signs_font(family: str) -> bytes:
    """The TrueType file of our own drawings and of the emoji that EB Garamond has."""
    roman = uharfbuzz.Font(uharfbuzz.Face(PACKAGED[ROMAN].read()))
    drawn: dict[str, tuple[Glyph, int]] = {}
    for sign in _copied():
        glyph, pen = roman.get_nominal_glyph(ord(sign)), TTGlyphPen(None)
        roman.draw_glyph_with_pen(glyph, pen)
        drawn[sign] = pen.glyph(), roman.get_glyph_h_advance(glyph)
    drawn |= {sign: (draw(), _WIDTH) for sign, draw in _DRAWINGS.items()}
    return write_font(family, {carrier(sign): one for sign, one in sorted(drawn.items())})


def _copied() -> tuple[str, ...]:
    codes = uharfbuzz.Face(PACKAGED[ROMAN].read()).unicodes
    return tuple(chr(code) for code in sorted(codes) if home_of(chr(code)) == SIGNS)


def write_font(
    family: str,
    drawn: Mapping[str, tuple[Glyph, int]],
    parts: Mapping[str, Glyph] | None = None,
    also: Mapping[str, str] | None = None,
) -> bytes:
    """A TrueType file of glyphs with their widths, in thousandths of the type size.

    `parts` are glyphs that others are put together from; `also` are further signs for a glyph.
    """
    names = {sign: f"u{ord(sign):X}" for sign in drawn}
    space = TTGlyphPen(None).glyph()
    glyphs = {
        "space": space,
        **(parts or {}),
        **{names[sign]: glyph for sign, (glyph, _) in drawn.items()},
    }
    widths = {names[sign]: width for sign, (_, width) in drawn.items()} | {"space": SPACE}
    builder = FontBuilder(1000, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder([".notdef", *glyphs])
    cmap = {ord(" "): "space", 0xA0: "space", **{ord(s): name for s, name in names.items()}}
    cmap |= {ord(other): names[sign] for other, sign in (also or {}).items()}
    builder.setupCharacterMap(cmap)
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **glyphs})
    builder.setupHorizontalMetrics({n: (widths.get(n, 0), 0) for n in (".notdef", *glyphs)})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT)
    builder.setupPost()
    # Seconds since 1904; any earlier one makes fontTools doubt the date.
    builder.updateHead(created=_DATE, modified=_DATE)
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


_WIDTH = 720
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


_DRAWINGS: dict[str, Callable[[], Glyph]] = dict.fromkeys(DRAWN, _winking_face)
