"""A piece of a line as its words were shaped: as wide as they are, and drawn as they were written.

It stands where the engine has a text laid out by Pango, which shapes all words of all lines anew.
Never chooses a word or a space: `paragraph` did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, line_size

from anthology.render.divide import SPACES
from anthology.render.widths import Type
from anthology.render.words import PARTS, Shaper, Word


class Kept(Layout):  # type: ignore[misc]  # WeasyPrint ships no types
    """A text shaped by Pango for good."""

    def deactivate(self) -> None:
        """Keep the shapes: the engine would free them, to make them anew when it draws."""

    def reactivate(self, style: Any) -> None:
        """Nothing is to be made anew."""


def kept_layout(text: str, style: Any, width: float) -> Kept:
    """A text of one line, shaped by Pango."""
    layout = Kept(style, 0, width)
    # As where it is drawn: to change that there is to shape it anew.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    layout.set_text(text)
    return layout


@dataclass(frozen=True, slots=True)
class Measure:
    """What is the same of all texts of a type and size: lengths in px, the font of Pango.

    `layout`, one of Pango, holds the font.
    """

    size: float
    height: float
    baseline: float
    font: Any
    layout: Any


# Those that were taken, by the fonts of the engine: what they hold must not hold these.
_taken: WeakKeyDictionary[Any, dict[tuple[Shaper, float], Measure]] = WeakKeyDictionary()


class Row:
    """Words and spaces in a row. `space`: by how much each space is wider, in thousandths.

    For whatever else the engine asks of it, there is what Pango makes of the same text.
    """

    first_line_direction = 0
    justification_spacing = 0

    def __init__(self, text: str, words: list[Word], style: Any, measure: Measure) -> None:
        """`words` are all of the text, spaces among them."""
        self.text, self.words, self.measure = text, words, measure
        self.space = style["word_spacing"] * 1000 / measure.size
        spaces = sum(map(text.count, SPACES))
        reach = sum([word.reach for word in words]) + spaces * self.space
        self.width = reach * measure.size / 1000
        self._style = style
        self._layout: Kept | None = None

    def operand(self) -> str:
        """What shows it in a PDF: no place is more than half a thousandth of the size away."""
        codes, behind = [], 0.0
        for word in self.words:
            codes.append(word.codes)
            behind += word.reach - word.written
            if word.is_space:
                behind += self.space
                if moved := round(behind):
                    codes.append(f">{-moved}<")
                    behind -= moved
        return f"<{''.join(codes)}>".removesuffix("<>")

    def deactivate(self) -> None:
        """There is nothing to free."""

    def reactivate(self, style: Any) -> None:
        """There is nothing to make anew."""

    def __getattr__(self, name: str) -> Any:
        """What is not known of it: asked of Pango."""
        if self._layout is None:
            self._layout = kept_layout(self.text, self._style, self.width)
        return getattr(self._layout, name)


def row_of(text: str, type_: Type | None, style: Any) -> Row | None:
    """The row of a text in a style, None where words may come out otherwise than by themselves."""
    if type_ is None or not type_.ours or not type_.shaper.latin.issuperset(text):
        return None
    # The engine gives half of the word space to one of two bytes at the end (`Paragraph._share`).
    if text[-1] in SPACES and text[-1] != " ":
        return None
    words = [type_.shaper.word(part) for part in PARTS.findall(text)]
    if not all(word.codes for word in words):
        return None
    key, taken = (type_.shaper, style["font_size"]), _taken.setdefault(style.font_config, {})
    measure = taken.get(key) or taken.setdefault(key, _measure(text, style))
    return Row(text, words, style, measure)


def _measure(text: str, style: Any) -> Measure:
    layout = kept_layout(text, style, 0)
    line, _ = layout.get_first_line()
    _, height = line_size(line, style)
    font = line.runs[0].data.item.analysis.font
    _, _, size = get_pango_font_key(font)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    return Measure(size, height, baseline, font, layout.layout)
