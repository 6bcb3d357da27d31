"""Words shaped by HarfBuzz: how far they reach, and their glyphs as a PDF writes them.

All in units of the face, so what was found of a word is true of every size, in every galley that a
process sets. Knows nothing of lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import uharfbuzz

from anthology.render.divide import SPACES
from anthology.render.fonts import font_bytes
from anthology.typefaces import cached

_MOST = 16_384  # words that are remembered: those of a long text, in some 40 MB
# Latin letters and the signs that go with any script; none that is shown by nothing, or joins.
_RANGES = ((0x20, 0x7F), (0xA0, 0xAD), (0xAE, 0x250), (0x1E00, 0x1F00), (0x2010, 0x2028),
           (0x2030, 0x205F), (0x20A0, 0x20C0))  # fmt: skip
LATIN = frozenset(map(chr, chain.from_iterable(range(*ends) for ends in _RANGES)))
"""The signs whose glyphs follow from a word and its face alone."""
LONG = 32
"""Characters: what is longer is no word, and is not met again."""
PARTS = re.compile(f"[{SPACES}]|[^{SPACES}]+")
"""Words, and spaces one by one: they are stretched, so each is shaped by itself."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text shaped by itself, as a PDF shows it.

    `codes`: the operand of `TJ` (ISO 32000-1, 9.4.3), without its first and last bracket; "" where
    it is not so plain. `reach`: how far the text reaches, and `written`: how far the operand goes,
    both in thousandths of the size. `glyphs`: of each its number, its width in thousandths, the
    text it stands for. `is_space`: lines make it wider.
    """

    codes: str
    reach: float = 0.0
    written: int = 0
    glyphs: tuple[tuple[int, int, str], ...] = ()
    is_space: bool = False


K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V]):
    """What was found of words; all is forgotten when it has become too much."""

    def __setitem__(self, key: K, value: V) -> None:
        """Remember one thing more."""
        if len(self) >= _MOST:
            self.clear()
        super().__setitem__(key, value)


class Shaper:
    """Shapes words in one face with certain features, each once."""

    def __init__(self, face: str, features: dict[str, Any], language: str) -> None:
        """`face`: the name of its file; `language`: a tag, in small letters."""
        self._font, self.shown = _font(face), _shown(face)
        self.latin = self.shown & LATIN
        """The signs that it surely shows as `word` says."""
        self.units = int(self._font.face.upem)
        self._features, self._language = features, language
        self._advances: dict[str, int] = Remembered()
        self._words: dict[str, Word] = Remembered()
        self.kept: dict[Any, Any] = Remembered()
        """What else is known of words, to whoever asks of them."""

    def advance(self, text: str) -> int:
        """How far a text reaches, in units of the face, which shows all its signs."""
        found = self._advances.get(text)
        if found is None:
            _, places = self._shape(text)
            found = sum(place.x_advance for place in places)
            if len(text) < LONG:
                self._advances[text] = found
        return found

    def word(self, text: str) -> Word:
        """A text of signs of `latin`."""
        found = self._words.get(text)
        if found is None:
            found = self._written(text, *self._shape(text))
            if len(text) < LONG:
                self._words[text] = found
        return found

    def _shape(self, text: str) -> tuple[Any, Any]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if self.latin.issuperset(text):  # figures among letters are of their script
            buffer.script, buffer.direction = "Latn", "ltr"
        buffer.language = self._language
        uharfbuzz.shape(self._font, buffer, self._features)
        return buffer.glyph_infos, buffer.glyph_positions

    def _written(self, text: str, infos: Any, places: Any) -> Word:
        """The word: where a glyph ends elsewhere than its width says, what follows is moved."""
        codes, glyphs, reach, written = "", [], 0.0, 0
        ends = [*(info.cluster for info in infos[1:]), len(text)]
        for info, place, end in zip(infos, places, ends, strict=True):
            if place.x_offset or place.y_offset:
                return Word("")
            width = self._thousandths(self._font.get_glyph_h_advance(info.codepoint))
            glyphs.append((info.codepoint, round(width), text[info.cluster : end]))
            reach, written = reach + self._thousandths(place.x_advance), written + round(width)
            moved = written - round(reach)
            written -= moved
            codes += f"{info.codepoint:04x}>{moved}<" if moved else f"{info.codepoint:04x}"
        return Word(codes, reach, written, tuple(glyphs), text in SPACES)

    def _thousandths(self, units: int) -> float:
        return units * 1000 / self.units


@cached
def shaper(face: str, features: tuple[tuple[str, Any], ...], language: str) -> Shaper:
    """The one of a face, its features and a language."""
    return Shaper(face, dict(features), language)


@cached
def _font(name: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(font_bytes(name)))


@cached
def _shown(name: str) -> frozenset[str]:
    """The characters that a face can show."""
    return frozenset(map(chr, _font(name).face.unicodes))
