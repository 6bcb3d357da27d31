"""The typefaces of the printed book: where their files are and how style sheets may name them.

The package's files hold every weight from 400 up. The book is set in one, bold numbers of the index
in another, and the engine would cut them out anew for every galley, so it is done here, once. Never
reads a font of the system and never fetches anything from a network or a folder.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from copy import copy
from functools import cache

import uharfbuzz
from fontTools.ttLib import TTFont

from anthology.render.frames import frames_font
from anthology.render.signs import ASCENT, DESCENT, SPACE, signs_font
from anthology.typefaces import (
    BOLD,
    ITALIC,
    PACKAGED,
    ROMAN,
    SANS,
    SIGNS,
    OwnFaces,
    cached,
    family_of,
    file_of,
    own_faces,
)

SCHEME = "font:"
_FRAMES = "Frames-"
# Of a glyph that is a part of a sign: something must be said of it, and this prints nothing.
HYPHEN, _DIVIDING = 0x2010, "anthology.hyphen"
_PART = "\N{ZERO WIDTH NON-JOINER}"


@cached
def font_bytes(name: str) -> bytes:
    """The file behind `font:NAME`. Raises `LookupError` for any other name."""
    if name == SIGNS:
        return signs_font(family_of(name))
    if name.startswith(_FRAMES):
        number = name.removeprefix(_FRAMES).removesuffix(".ttf")
        return frames_font(family_of(name), int(number, 16) << 8)
    if name not in PACKAGED:
        known = ", ".join(sorted([*PACKAGED, SIGNS]))
        raise LookupError(f"no typeface “{name}”; known are {known}")
    data = _at_weight(file_of(name), PACKAGED[name].weight)
    if name in dict(own_faces()):
        return _levelled(_fitted(data))
    return data if name in (ROMAN, ITALIC, BOLD) else _levelled(data)


@cache
def sans_faces() -> OwnFaces:
    """The faces without serifs, to print with instead of the book's own."""
    return tuple(
        (name, _at_weight(face.read(), face.weight)) for name, face in sorted(SANS.items())
    )


def _at_weight(data: bytes, weight: int) -> bytes:
    """The file at one weight, its glyphs under their ids; every other axis stays at its default."""
    face = uharfbuzz.Face(data)
    axes = uharfbuzz.Font(face).face.axis_infos
    if not axes:
        return data
    plan = uharfbuzz.SubsetInput()
    plan.keep_everything()
    plan.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS
    for axis in axes:
        at = weight if axis.tag == "wght" else axis.default_value
        plan.pin_axis_location(face, axis.tag, at)
    return bytes(uharfbuzz.subset(face, plan).blob.data)


def _fitted(data: bytes) -> bytes:
    """An edition's own file with a glyph for the hyphen that the engine divides words with.

    Many faces have none, or that of the other hyphen: a word could not be told from a divided one.
    """
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    glyphs, there = font["glyf"], font.getBestCmap()
    if there.get(HYPHEN) not in (None, there[ord("-")]):
        return data
    font.setGlyphOrder([*font.getGlyphOrder(), _DIVIDING])
    for metrics in ("hmtx", "vmtx"):
        if metrics in font:
            font[metrics][_DIVIDING] = font[metrics][there[ord("-")]]
    glyphs.glyphs[_DIVIDING] = copy(glyphs[there[ord("-")]])
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[HYPHEN] = _DIVIDING
    for gone in ("hdmx", "LTSH", "VDMX", "DSIG"):  # of glyphs counted, for screens; of bytes signed
        if gone in font:
            del font[gone]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _levelled(data: bytes) -> bytes:
    """The file with the heights and spaces of the book's own face, so that it moves no line."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    units = font["head"].unitsPerEm / 1000
    above, below = round(ASCENT * units), round(DESCENT * units)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = above, below, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = above, below, 0
    metrics.usWinAscent, metrics.usWinDescent = above, -below
    for space in {font.getBestCmap()[code] for code in (0x20, 0xA0) if code in font.getBestCmap()}:
        # The engine takes a space now from this face, now from the book's own.
        font["hmtx"][space] = (round(SPACE * units), 0)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def shown_by(file: str, glyph: int, text: str) -> str:
    """What a glyph shows by itself; `text` is what the engine says of it.

    Of a letter and its marks the engine says all at the last glyph and nothing at the others. Of a
    bracket that runs to the left it names the sign that was turned round (Unicode Standard Annex 9,
    rule L4), and elsewhere the same glyph stands for another.
    """
    if text and not any(map(_is_not_its_glyph, text)):
        return text
    return _signs_by_glyph(file).get(glyph, text or _PART)


def _is_not_its_glyph(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M") or unicodedata.mirrored(sign) == 1


@cached
def _signs_by_glyph(file: str) -> dict[int, str]:
    font = uharfbuzz.Font(uharfbuzz.Face(font_bytes(file)))
    return {font.get_nominal_glyph(code): chr(code) for code in sorted(font.face.unicodes)[::-1]}


def other_faces(names: Iterable[str]) -> str:
    """A style sheet that lets the book's own face be followed by others, in this order."""
    names = tuple(names)
    faces = "".join(
        f'@font-face {{ font-family: "{family_of(name)}"; src: url("{SCHEME}{name}") }}\n'
        for name in names
    )
    families = ", ".join(f'"{family_of(name)}"' for name in (ROMAN, *names))
    # Frames stand side by side like the letters of one word, which may be longer than a line.
    family = f"font-family: {families}; overflow-wrap: break-word"
    return f"{faces}html {{ {family} }}\n@page {{ @footnote {{ {family} }} }}\n"
