"""A page that the engine drew → the same page as SVG: flat grounds, and letters as outlines.

An e-book shows it in any size with no typeface. Knows what flat art needs, and refuses the rest
(pictures, strokes, shades) rather than leave it out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.render.cover import Drawing, Shape

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_POINT = 4 / 3
"""CSS pixels in a point of a PDF."""
# What changes nothing that is seen in flat, opaque art: tags, clips of whole shapes, state.
_SILENT = frozenset("BMC BDC EMC gs W W* n BT ET MP DP CS cs ri i".split())


def drawing(pdf: bytes) -> Drawing:
    """The first page of a PDF. Raises EditionError `cover-art` for what is no flat art."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        width, height = (float(side) * _POINT for side in list(page.MediaBox)[2:])
        start: Matrix = (_POINT, 0, 0, -_POINT, 0, height)
        faces = {name: _Face(font) for name, font in page.Resources.get("/Font", {}).items()}
        shapes = tuple(_Painter(faces, start).paint(page))
    return Drawing(round(width), round(height), shapes)


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix
    fill: str = "#000000"
    face: str = ""
    size: float = 0


@dataclass(slots=True)
class _Painter:
    """Follows the content stream of a page (ISO 32000-1, 8.4, 8.5, 9.4)."""

    faces: Mapping[str, _Face]
    start: Matrix
    path: list[str] = field(default_factory=list)
    text: Matrix = _SAME

    def paint(self, page: pikepdf.Page) -> Iterator[Shape]:
        """The shapes in their order."""
        state, kept = _State(self.start), list[_State]()
        for instruction in pikepdf.parse_content_stream(page):
            operator, given = str(instruction.operator), list(instruction.operands)
            match operator:
                case "q":
                    kept.append(state)
                case "Q":
                    state = kept.pop()
                case "cm" | "rg" | "g" | "Tf":
                    state = _changed(state, operator, given)
                case "Tm":
                    self.text = _matrix(given)
                case "TJ":
                    yield from self._letters(state, given[0])
                case "re" | "m" | "l" | "c" | "h":
                    self.path.append(_segment(operator, [float(n) for n in given], state.matrix))
                case "f" | "f*":
                    yield Shape("".join(self.path), state.fill, operator == "f*")
                    self.path.clear()
                case _ if operator in _SILENT:
                    self.path = [] if operator == "n" else self.path
                case _:
                    raise _refused(operator)

    def _letters(self, state: _State, shown: Any) -> Iterator[Shape]:
        """The outlines of a run of glyphs, as one shape."""
        face, at, data = self.faces[state.face], 0.0, list[str]()
        for item in shown:
            if not isinstance(item, pikepdf.String):
                at -= float(item) / 1000 * state.size
                continue
            codes = bytes(item)
            for high, low in zip(codes[::2], codes[1::2], strict=True):
                glyph, scale = high * 256 + low, state.size / face.units
                place: Matrix = (scale, 0, 0, scale, at, 0)
                data.append(face.outline(glyph, _times(place, _times(self.text, state.matrix))))
                at += face.width(glyph) / 1000 * state.size
        if any(data):
            yield Shape("".join(data), state.fill)


class _Face:
    """A typeface of the page: glyphs by their numbers, in a CIDFontType2 with Identity."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.cid = font.DescendantFonts[0]
        descriptor = self.cid.FontDescriptor
        if "/FontFile2" not in descriptor:
            raise _refused("a typeface without TrueType outlines")
        self.font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        self.glyphs = self.font.getGlyphSet()
        self.units = self.font["head"].unitsPerEm
        self.widths = dict(_widths(list(self.cid.get("/W", []))))

    def outline(self, glyph: int, matrix: Matrix) -> str:
        """The outline of a glyph, moved and scaled."""
        pen = SVGPathPen(self.glyphs, ntos=_number)
        self.glyphs[self.font.getGlyphName(glyph)].draw(TransformPen(pen, matrix))
        commands: str = pen.getCommands()
        return commands

    def width(self, glyph: int) -> float:
        """How far the next glyph stands, in thousandths of the size."""
        return self.widths.get(glyph, float(self.cid.get("/DW", 1000)))


def _widths(pairs: list[Any]) -> Iterator[tuple[int, float]]:
    """The widths of glyphs (ISO 32000-1, 9.7.4.3): a first number, and a list from there on."""
    while pairs:
        first, listed, *pairs = pairs
        if not isinstance(listed, pikepdf.Array):
            width, *pairs = pairs
            yield from ((glyph, float(width)) for glyph in range(int(first), int(listed) + 1))
        else:
            yield from ((int(first) + i, float(width)) for i, width in enumerate(listed))


def _changed(state: _State, operator: str, given: list[Any]) -> _State:
    if operator == "cm":
        return replace(state, matrix=_times(_matrix(given), state.matrix))
    if operator == "Tf":
        return replace(state, face=str(given[0]), size=float(given[1]))
    parts = given * 3 if operator == "g" else given
    return replace(state, fill="#" + "".join(f"{round(float(p) * 255):02x}" for p in parts))


def _segment(operator: str, given: list[float], matrix: Matrix) -> str:
    """A part of a path as SVG writes it."""
    if operator == "re":
        x, y, wide, high = given
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
        first, *others = (_point(*corner, matrix) for corner in corners)
        return f"M{first}{''.join(f'L{other}' for other in others)}Z"
    points = [_point(x, y, matrix) for x, y in zip(given[::2], given[1::2], strict=True)]
    return {"m": "M", "l": "L", "c": "C", "h": "Z"}[operator] + " ".join(points)


def _point(x: float, y: float, matrix: Matrix) -> str:
    a, b, c, d, e, f = matrix
    return f"{_number(a * x + c * y + e)} {_number(b * x + d * y + f)}"


def _number(value: float) -> str:
    """A tenth of a pixel is enough."""
    return f"{round(value, 1) + 0:g}" if abs(value) < 1e5 else f"{value:.0f}"


def _matrix(given: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in given)
    return (a, b, c, d, e, f)


def _times(one: Matrix, two: Matrix) -> Matrix:
    """One transformation, and then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _refused(what: str) -> EditionError:
    place = Place("templates/cover-art.xhtml.j2")
    hint = "the art of the cover is flat: grounds, rules and letters in plain colours"
    return EditionError(Diagnostic("cover-art", f"the cover has {what} in it", place, hint))
