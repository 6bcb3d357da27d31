"""Folios, running heads, marginal paragraph numbers and the rule above the notes, as artifacts;
page numbers in references as words.

Says what to draw on a page and where; never opens a PDF and never decides what a page is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import uharfbuzz

from anthology.render.bidi import directed_runs
from anthology.render.faces import load
from anthology.render.fonts import shown_by
from anthology.render.galley import FaceUse
from anthology.render.layoutmap import PageBox, PageFrame
from anthology.render.signs import to_private
from anthology.typefaces import ITALIC, ROMAN, home_of

_RESOURCES = {ROMAN: "StampRoman", ITALIC: "StampItalic"}
_FEATURES = {"kern": True, "liga": True, "onum": True, "pnum": True}
# At this size an old-style 1 is easily taken for a letter.
_SMALL_FEATURES = {"kern": True, "lnum": True, "pnum": True}
_HEAD_SIZE = 9.5
_NUMBER_SIZE = 7.0
_HEAD_RISE = 20.0  # baseline of the running head above the type area, in points
_FOOT_DROP = 26.0  # baseline of an opening page's folio below it
_NUMBER_GAP = 8.0  # between the type area and a paragraph number
_RULE = (40.0, 0.4)  # length and thickness of the rule above the notes
_HEAD_GAP = 12.0  # least space between a running head and the folio beside it


@dataclass(frozen=True, slots=True)
class StampedWord:
    """A word of the text that is stamped into its box, under a marked-content id of its page."""

    text: str
    box: PageBox
    mcid: int


@dataclass(frozen=True, slots=True)
class PageStamps:
    """What is stamped on a page: `numbers` are (text, baseline from the top in points)."""

    folio: str
    head: str
    recto: bool
    opening: bool
    numbers: tuple[tuple[str, float], ...]
    words: tuple[StampedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text shaped in one face: the operand of a TJ operator, and its width in points."""

    file: str
    operand: str
    width: float


@dataclass(frozen=True, slots=True)
class _Line:
    """Shaped text: its pieces from left to right."""

    size: float
    pieces: tuple[_Piece, ...]

    @property
    def width(self) -> float:
        """In points."""
        return sum(piece.width for piece in self.pieces)


class Stamper:
    """Shapes stamps with HarfBuzz and remembers the glyphs they need."""

    def __init__(self) -> None:
        """Start without glyphs; faces are loaded as they are needed."""
        self._fonts: dict[str, Any] = {}
        self._glyphs: dict[str, dict[int, str]] = {}

    def uses(self) -> tuple[FaceUse, ...]:
        """The glyphs shaped so far, to be embedded."""
        return tuple(
            FaceUse(_resource(file), file, tuple(sorted(glyphs.items())))
            for file, glyphs in self._glyphs.items()
            if glyphs
        )

    def draw(self, frame: PageFrame, stamps: PageStamps) -> bytes:
        """Content stream operators for the stamps of one page."""
        parts = [self._number(frame, stamps.recto, *number) for number in stamps.numbers]
        parts += [self._word(frame, word) for word in stamps.words]
        if frame.notes is not None:
            parts.append(_rule(frame.left, frame.height - frame.notes))
        if stamps.opening:
            parts.append(self._foot(frame, stamps.folio))
        else:
            parts += self._head(frame, stamps)
        return "\n".join(parts).encode()

    def _number(self, frame: PageFrame, recto: bool, text: str, base: float) -> str:
        """A paragraph number in the outer margin, on the baseline of the paragraph's first line."""
        line = self._shape(text, ROMAN, _NUMBER_SIZE)
        outer = frame.right + _NUMBER_GAP if recto else frame.left - _NUMBER_GAP - line.width
        return _artifact("/Layout", _show(line, outer, frame.height - base))

    def _word(self, frame: PageFrame, word: StampedWord) -> str:
        """A word at the end of its box, made narrower if it finds no room there."""
        box = word.box
        line = self._shape(word.text, ITALIC if box.italic else ROMAN, box.size)
        scale = min(1.0, box.width / line.width)
        shown = _show(line, box.end.x - line.width * scale, frame.height - box.end.y)
        narrow = f"{scale * 100:.3f} Tz {shown} 100 Tz" if scale < 1 else shown
        return f"/Span <</MCID {word.mcid}>> BDC {narrow} EMC"

    def _foot(self, frame: PageFrame, folio: str) -> str:
        line = self._shape(folio, ROMAN, _HEAD_SIZE)
        at = (frame.left + frame.right - line.width) / 2
        text = _show(line, at, frame.height - frame.bottom - _FOOT_DROP)
        return _artifact("/Pagination", text, "/Footer")

    def _head(self, frame: PageFrame, stamps: PageStamps) -> list[str]:
        base = frame.height - frame.top + _HEAD_RISE
        folio = self._shape(stamps.folio, ROMAN, _HEAD_SIZE)
        outer = frame.right - folio.width if stamps.recto else frame.left
        texts = [_show(folio, outer, base)]
        if stamps.head:
            room = frame.right - frame.left - 2 * (folio.width + _HEAD_GAP)
            head = self._fit(stamps.head, room)
            texts.append(_show(head, (frame.left + frame.right - head.width) / 2, base))
        return [_artifact("/Pagination", text, "/Header") for text in texts]

    def _fit(self, head: str, room: float) -> _Line:
        """The running head; words that find no room are left out at its end."""
        words = head.split()
        shorter = (" ".join(words[:count]).rstrip(",;:.") for count in range(len(words))[::-1])
        candidates = [head, *(f"{text} …" for text in shorter)]
        lines = (self._shape(text, ITALIC, _HEAD_SIZE) for text in candidates)
        return next(line for line in lines if line.width <= room)

    def _shape(self, text: str, file: str, size: float) -> _Line:
        """A text in the book's face, and in others where that lacks its signs."""
        pieces = []
        for words, leftward in directed_runs(text):
            runs = [("".join(run), home) for home, run in groupby(words, key=home_of)]
            for run, home in runs[::-1] if leftward else runs:
                pieces.append(self._piece(run, home or file, size, leftward=leftward))
        return _Line(size, tuple(pieces))

    def _piece(self, text: str, file: str, size: float, *, leftward: bool) -> _Piece:
        if file not in self._fonts:
            self._fonts[file], self._glyphs[file] = load(file), {}
        buffer = uharfbuzz.Buffer()
        buffer.add_str(to_private(text))
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftward else "ltr"
        font = self._fonts[file]
        uharfbuzz.shape(font, buffer, _SMALL_FEATURES if size == _NUMBER_SIZE else _FEATURES)
        infos = [(info.codepoint, info.cluster) for info in buffer.glyph_infos]
        starts = sorted({cluster for _, cluster in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        for glyph, start in infos:
            shown = shown_by(file, glyph, text[start : ends[start]])
            self._glyphs[file].setdefault(glyph, shown)
        operand = "".join(
            _glyph(glyph, position, font.get_glyph_h_advance(glyph))
            for (glyph, _), position in zip(infos, buffer.glyph_positions, strict=True)
        )
        moved = sum(position.x_advance for position in buffer.glyph_positions)
        return _Piece(file, operand, moved * size / 1000)


def _resource(file: str) -> str:
    return _RESOURCES.get(file, f"Stamp{file.removesuffix('.ttf')}")


def _glyph(glyph: int, position: Any, natural: int) -> str:
    """A glyph of a TJ array, moved as it was shaped; a mark's height above the line is let go."""
    shift, kern = position.x_offset, natural - position.x_advance + position.x_offset
    return f"{-shift or ''}<{glyph:04x}>{kern or ''}"


def rising(numbers: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The numbers of a page without those that would be printed over the one before."""
    kept = sorted(numbers, key=lambda number: number[1])
    pairs = pairwise([("", float("-inf")), *kept])
    return tuple(number for before, number in pairs if number[1] - before[1] > _NUMBER_SIZE / 2)


def _show(line: _Line, x: float, y: float) -> str:
    shown = []
    for piece in line.pieces:
        font = f"/{_resource(piece.file)} {line.size:g} Tf"
        shown.append(f"BT {font} {x:.3f} {y:.3f} Td [{piece.operand}] TJ ET")
        x += piece.width
    return " ".join(shown)


def _rule(x: float, y: float) -> str:
    length, thickness = _RULE
    return _artifact("/Layout", f"{x:.3f} {y:.3f} {length:g} {-thickness:g} re f")


def _artifact(kind: str, text: str, subtype: str = "") -> str:
    """Mark text as no part of the book's words (ISO 32000-1, 14.8.2.2)."""
    attributes = f"/Type {kind}" + (f" /Subtype {subtype}" if subtype else "")
    return f"/Artifact <<{attributes}>> BDC {text} EMC"
