"""How wide words come out on the page: shaped by HarfBuzz with what the style asks of the face.

Text that our two text faces cannot show is measured by the engine itself, which then looks for it
elsewhere. Never breaks or changes a text. Widths are in CSS px.
"""

from __future__ import annotations

from typing import Any

import uharfbuzz
from weasyprint.text.fonts import font_features
from weasyprint.text.line_break import create_layout, line_size

from anthology.render.fonts import font_bytes
from anthology.typefaces import ITALIC, ROMAN, cached, family_of

_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings",
)  # fmt: skip
_WEIGHT = 400
_LINE = 32  # characters: what is longer is no word, and is not met again


class Type:
    """A face, its features and a size: what decides how wide a text is."""

    def __init__(self, style: Any) -> None:
        """`style` is a computed style of the engine."""
        self.size = float(style["font_size"])
        self.style = style
        self.words: dict[Any, Any] = {}
        """What is known of words set in it, to whoever parts them."""
        self._ours = style["font_family"][0] == family_of(ROMAN) and style["font_weight"] == _WEIGHT
        face = ROMAN if style["font_style"] == "normal" else ITALIC
        self._font, self._shown = _font(face), _shown(face)
        features = tuple(font_features(*(style[name] for name in _FEATURES)).items())
        self._advances = _advances(face, features, style["lang"])
        self._features, self._language = dict(features), (style["lang"] or "und").lower()
        self._known: dict[str, float] = {}

    def width(self, text: str) -> float:
        """The width of a text set by itself, at the style's own size."""
        known = self._known.get(text)
        if known is None:
            ours = self._ours and self._shown.issuperset(text)
            known = self._known[text] = self._shaped(text) if ours else self._laid_out(text)
        return known

    def _shaped(self, text: str) -> float:
        advance = self._advances.get(text)
        if advance is None:
            buffer = uharfbuzz.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            buffer.language = self._language
            uharfbuzz.shape(self._font, buffer, self._features)
            advance = sum(place.x_advance for place in buffer.glyph_positions)
            if len(text) < _LINE:
                self._advances[text] = advance
        return float(advance * self.size / self._font.face.upem)

    def _laid_out(self, text: str) -> float:
        if not text:
            return 0.0
        layout = create_layout(text, self.style, None, None, 0)
        width, _ = line_size(layout.get_first_line()[0], self.style)
        return float(width)


class Types:
    """The types of one galley, each made once."""

    def __init__(self) -> None:
        self._types: dict[str, Type] = {}
        self._by_style: dict[int, tuple[Any, Type]] = {}

    def of(self, style: Any) -> Type:
        """The type that a style asks for."""
        if (found := self._by_style.get(id(style))) is not None:
            return found[1]
        names = (*_FEATURES, "font_family", "font_style", "font_weight", "font_size", "lang")
        # Spacing is ours to set, and no part of a width.
        key = repr([style[name] for name in names])
        type_ = self._types.setdefault(key, Type(style))
        self._by_style[id(style)] = (style, type_)  # holds the style, so that its id stays its own
        return type_


@cached
def _advances(_face: str, _features: tuple[Any, ...], _language: str | None) -> dict[str, int]:
    """How far texts reach in units of their face: of all galleys that a process sets."""
    return {}


@cached
def _font(name: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(font_bytes(name)))


@cached
def _shown(name: str) -> frozenset[str]:
    """The characters that a face can show."""
    return frozenset(map(chr, _font(name).face.unicodes))
