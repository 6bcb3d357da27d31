"""Folios, running heads, what stands in the margins and the rule above the notes, as artifacts;
page numbers in references as words.

Says what to draw on a page and where; never opens a PDF and never decides what a page is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import uharfbuzz

from anthology.render.bidi import directed_runs
from anthology.render.faces import load
from anthology.render.fonts import shown_by
from anthology.render.job import FaceUse, PageBox, PageFrame
from anthology.render.marginalia import PageMark
from anthology.render.signs import to_private
from anthology.typefaces import ITALIC, ROMAN, home_of
from anthology.variant import PLAIN, Dress

_RESOURCES = {ROMAN: "StampRoman", ITALIC: "StampItalic"}
_FEATURES = {"kern": True, "liga": True, "onum": True, "pnum": True}
# An old-style 1 that is small, or seen badly, is easily taken for a letter.
_SMALL_FEATURES = {"kern": True, "lnum": True, "pnum": True}
# In parts of the size: thickness, depth and height of a stroke, and its gap from what is behind it:
# a number, or a word of the text, from which it stands half a space.
_STROKE = (0.06, 0.25, 0.75)
_STROKE_GAP, _HALF_SPACE = 0.17, 0.14
_FAINT = (0.25, 0.65)  # thickness and grey of the lines for notes
_HEAD_GAP = 12.0  # least space between a running head and the folio beside it


@dataclass(frozen=True, slots=True)
class StampedWord:
    """A word of the text that is stamped into its box, under a marked-content id of its page."""

    text: str
    box: PageBox
    mcid: int


@dataclass(frozen=True, slots=True)
class PageStamps:
    """What is stamped on a page: `numbers` are (text, baseline from the top in points).

    `lines` are numbers of lines in the same form; `marks` say where pages of the reader begin;
    `ruled`: there is something to make notes on.
    """

    folio: str
    head: str
    recto: bool
    opening: bool
    numbers: tuple[tuple[str, float], ...]
    words: tuple[StampedWord, ...] = ()
    lines: tuple[tuple[str, float], ...] = ()
    marks: tuple[PageMark, ...] = ()
    ruled: bool = False


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

    def __init__(self, dress: Dress = PLAIN) -> None:
        """Start without glyphs; faces are loaded as they are needed."""
        self._dress = dress
        self._fonts: dict[str, Any] = {}
        self._glyphs: dict[str, dict[int, str]] = {}
        # What was shaped: a running head is the same on every page of a text.
        self._shaped: dict[tuple[str, str, float, tuple[str, ...]], _Line] = {}

    def uses(self) -> tuple[FaceUse, ...]:
        """The glyphs shaped so far, to be embedded."""
        return tuple(
            FaceUse(_resource(file), file, tuple(sorted(glyphs.items())))
            for file, glyphs in self._glyphs.items()
            if glyphs
        )

    def draw(self, frame: PageFrame, stamps: PageStamps) -> bytes:
        """Content stream operators for the stamps of one page."""
        ruled = self._dress.ruled if stamps.ruled else None
        parts = [_ruled(frame, stamps.recto, *ruled)] if ruled else []
        parts += [self._number(frame, stamps.recto, *number) for number in stamps.numbers]
        parts += [self._line_number(frame, stamps.recto, *number) for number in stamps.lines]
        parts += [self._mark(frame, stamps.recto, mark) for mark in stamps.marks]
        parts += [self._word(frame, word) for word in stamps.words]
        if frame.notes is not None:
            parts.append(_rule(frame.left, frame.height - frame.notes, *self._dress.rule))
        if stamps.opening:
            parts.append(self._foot(frame, stamps.folio))
        else:
            parts += self._head(frame, stamps)
        return "\n".join(parts).encode()

    def _number(self, frame: PageFrame, recto: bool, text: str, base: float) -> str:
        """A paragraph number in the outer margin, on the baseline of the paragraph's first line."""
        line = self._shape(text, ROMAN, self._dress.number, _SMALL_FEATURES)
        at = _beside(frame, self._dress.gap, line.width, right=recto)
        return _artifact("/Layout", _show(line, at, frame.height - base))

    def _line_number(self, frame: PageFrame, recto: bool, text: str, base: float) -> str:
        """The number of a line in the inner margin."""
        line = self._shape(text, ITALIC, self._dress.number, _SMALL_FEATURES)
        at = _beside(frame, self._dress.gap, line.width, right=not recto)
        return _artifact("/Layout", _show(line, at, frame.height - base))

    def _mark(self, frame: PageFrame, recto: bool, mark: PageMark) -> str:
        """A page of the reader: its number in the inner margin behind a stroke; one in the line."""
        size, y = self._dress.mark, frame.height - mark.base
        line = self._shape(mark.label, ROMAN, size, _SMALL_FEATURES)
        gap = _STROKE_GAP * size
        at = _beside(frame, self._dress.mark_gap, line.width + gap, right=not recto)
        shown = [_stroke(at, y, size), _show(line, at + gap, y)]
        if mark.at is not None:
            shown.append(_stroke(mark.at - _HALF_SPACE * size, y, size))
        return _artifact("/Layout", " ".join(shown))

    def _word(self, frame: PageFrame, word: StampedWord) -> str:
        """A word at the end of its box, made narrower if it finds no room there."""
        box = word.box
        line = self._shape(word.text, ITALIC if box.italic else ROMAN, box.size)
        scale = min(1.0, box.width / line.width)
        shown = _show(line, box.end.x - line.width * scale, frame.height - box.end.y)
        narrow = f"{scale * 100:.3f} Tz {shown} 100 Tz" if scale < 1 else shown
        return f"/Span <</MCID {word.mcid}>> BDC {narrow} EMC"

    def _foot(self, frame: PageFrame, folio: str) -> str:
        line = self._folio(folio)
        at = (frame.left + frame.right - line.width) / 2
        text = _show(line, at, frame.height - frame.bottom - self._dress.drop)
        return _artifact("/Pagination", text, "/Footer")

    def _head(self, frame: PageFrame, stamps: PageStamps) -> list[str]:
        base = frame.height - frame.top + self._dress.rise
        folio = self._folio(stamps.folio)
        outer = frame.right - folio.width if stamps.recto else frame.left
        texts = [_show(folio, outer, base)]
        if stamps.head:
            room = frame.right - frame.left - 2 * (folio.width + _HEAD_GAP)
            head = self._fit(stamps.head, room)
            texts.append(_show(head, (frame.left + frame.right - head.width) / 2, base))
        return [_artifact("/Pagination", text, "/Header") for text in texts]

    def _folio(self, folio: str) -> _Line:
        figures = _SMALL_FEATURES if self._dress.upright else _FEATURES
        return self._shape(folio, ROMAN, self._dress.head, figures)

    def _fit(self, head: str, room: float) -> _Line:
        """The running head; words that find no room are left out at its end."""
        words = head.split()
        shorter = (" ".join(words[:count]).rstrip(",;:.") for count in range(len(words))[::-1])
        candidates = [head, *(f"{text} …" for text in shorter)]
        file = ROMAN if self._dress.upright else ITALIC
        lines = (self._shape(text, file, self._dress.head) for text in candidates)
        return next(line for line in lines if line.width <= room)

    def _shape(
        self, text: str, file: str, size: float, features: Mapping[str, bool] = _FEATURES
    ) -> _Line:
        """A text in the book's face, and in others where that lacks its signs."""
        asked = (text, file, size, tuple(features))
        if asked not in self._shaped:
            self._shaped[asked] = _Line(size, tuple(self._pieces(text, file, size, features)))
        return self._shaped[asked]

    def _pieces(
        self, text: str, file: str, size: float, features: Mapping[str, bool]
    ) -> Iterator[_Piece]:
        for words, leftward in directed_runs(text):
            runs = [("".join(run), home) for home, run in groupby(words, key=home_of)]
            for run, home in runs[::-1] if leftward else runs:
                yield self._piece(run, home or file, size, features, leftward=leftward)

    def _piece(
        self, text: str, file: str, size: float, features: Mapping[str, bool], *, leftward: bool
    ) -> _Piece:
        if file not in self._fonts:
            self._fonts[file], self._glyphs[file] = load(file), {}
        buffer = uharfbuzz.Buffer()
        buffer.add_str(to_private(text))
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftward else "ltr"
        font = self._fonts[file]
        uharfbuzz.shape(font, buffer, features)
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


def rising(
    numbers: Iterable[tuple[str, float]], size: float = PLAIN.number
) -> tuple[tuple[str, float], ...]:
    """The numbers of a page without those that would be printed over the one before."""
    kept = sorted(numbers, key=lambda number: number[1])
    pairs = pairwise([("", float("-inf")), *kept])
    return tuple(number for before, number in pairs if number[1] - before[1] > size / 2)


def _beside(frame: PageFrame, gap: float, width: float, *, right: bool) -> float:
    """Where something of a width begins that stands in the right or the left margin."""
    return frame.right + gap if right else frame.left - gap - width


def _show(line: _Line, x: float, y: float) -> str:
    shown = []
    for piece in line.pieces:
        font = f"/{_resource(piece.file)} {line.size:g} Tf"
        shown.append(f"BT {font} {x:.3f} {y:.3f} Td [{piece.operand}] TJ ET")
        x += piece.width
    return " ".join(shown)


def _rule(x: float, y: float, length: float, thickness: float) -> str:
    return _artifact("/Layout", f"{x:.3f} {y:.3f} {length:g} {-thickness:g} re f")


def _stroke(x: float, y: float, size: float) -> str:
    """An upright stroke as high as a letter, at a baseline."""
    thickness, below, above = (part * size for part in _STROKE)
    return f"{x - thickness / 2:.3f} {y - below:.3f} {thickness:.3f} {below + above:.3f} re f"


def _ruled(frame: PageFrame, recto: bool, gap: float, edge: float, step: float) -> str:
    """Faint lines for notes in the outer margin, as high as the type area."""
    thickness, grey = _FAINT
    start, end = (frame.right + gap, frame.width - edge) if recto else (edge, frame.left - gap)
    lines = []
    y = frame.height - frame.top - step
    while y >= frame.height - frame.bottom - thickness:
        lines.append(f"{start:.3f} {y:.3f} m {end:.3f} {y:.3f} l")
        y -= step
    return _artifact("/Layout", f"q {thickness:g} w {grey:g} G {' '.join(lines)} S Q")


def _artifact(kind: str, text: str, subtype: str = "") -> str:
    """Mark text as no part of the book's words (ISO 32000-1, 14.8.2.2)."""
    attributes = f"/Type {kind}" + (f" /Subtype {subtype}" if subtype else "")
    return f"/Artifact <<{attributes}>> BDC {text} EMC"
