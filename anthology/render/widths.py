"""How wide words come out on the page: shaped by HarfBuzz with what the style asks of the face.

Text that our two text faces cannot show is measured by the engine itself, which then looks for it
elsewhere. Never breaks or changes a text. Widths are in CSS px.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text.fonts import font_features
from weasyprint.text.line_break import create_layout, line_size

from anthology.render.words import LONG, PARTS, Shaper, shaper
from anthology.typefaces import ITALIC, ROMAN, family_of

_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings",
)  # fmt: skip
_WEIGHT = 400


class Type:
    """A face, its features and a size: what decides how wide a text is."""

    def __init__(self, style: Any) -> None:
        """`style` is a computed style of the engine."""
        self.size = float(style["font_size"])
        self._style = style.copy()
        self._style["word_spacing"] = 0.0  # spaces are set by whoever breaks the lines
        ours = style["font_family"][0] == family_of(ROMAN) and style["font_weight"] == _WEIGHT
        self.ours = ours and style["font_language_override"] == "normal"
        """Whether it is one of our text faces, as they are for the language of the text."""
        face = ROMAN if style["font_style"] == "normal" else ITALIC
        features = tuple(font_features(*(style[name] for name in _FEATURES)).items())
        self.shaper: Shaper = shaper(face, features, (style["lang"] or "und").lower())
        self._words: dict[Any, Any] = {}
        self._known: dict[str, float] = {}

    def words(self, text: str) -> dict[Any, Any]:
        """Where to keep what is known of a word set in it: with those of other galleys, if it can.

        What our faces cannot show is as wide as another one's glyphs, which may not be the same in
        every galley.
        """
        shared = len(text) < LONG and self._shows(text)
        return self.shaper.kept if shared else self._words

    def width(self, text: str) -> float:
        """The width of a text set by itself, at the style's own size."""
        known = self._known.get(text)
        if known is None:
            shaped = self._shaped if self._shows(text) else self._laid_out
            known = self._known[text] = shaped(text)
        return known

    def _shows(self, text: str) -> bool:
        return self.ours and self.shaper.shown.issuperset(text)

    def _shaped(self, text: str) -> float:
        parts = PARTS.findall(text)
        return sum(map(self.shaper.advance, parts)) * self.size / self.shaper.units

    def _laid_out(self, text: str) -> float:
        if not text:
            return 0.0
        layout = create_layout(text, self._style, None, None, 0)
        width, _ = line_size(layout.get_first_line()[0], self._style)
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
        face = ("font_family", "font_style", "font_weight", "font_size", "font_language_override")
        names = (*_FEATURES, *face, "lang")
        # Spacing is ours to set, and no part of a width.
        key = repr([style[name] for name in names])
        type_ = self._types.get(key) or self._types.setdefault(key, Type(style))
        self._by_style[id(style)] = (style, type_)  # holds the style, so that its id stays its own
        return type_
