"""A paragraph's boxes → the same boxes, cut into its lines.

The engine then finds a forced break at each line's end, and each line's size of type and word space
settled. Never measures and never chooses: `paragraph` did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import InlineBox, TextBox
from weasyprint.text.line_break import strut

from anthology.render.divide import SOFT_HYPHEN
from anthology.render.layoutmap import HYPHEN
from anthology.render.paragraph import Leaf, Paragraph, SetLine
from anthology.render.shaped import Shaped

# Smaller than the paragraph's own line height: a larger type must not push its line down.
_LEADING = 0.8


# What the engine asks of the style of a text: it works that out where it is asked first.
_ASKED = (
    *("anchor", "color", "direction", "float", "font_family", "font_feature_settings"),
    *("font_kerning", "outline_color", "outline_offset", "outline_style"),
    *(
        "font_language_override",
        "font_size",
        "font_stretch",
        "font_style",
        "font_variant_alternates",
    ),
    *("font_variant_caps", "font_variant_east_asian", "font_variant_ligatures"),
    *("font_variant_numeric", "font_variant_position", "font_variation_settings", "font_weight"),
    *("lang", "letter_spacing", "overflow_wrap", "position", "text_decoration_line"),
    *("text_decoration_color", "vertical_align", "visibility"),
)


@dataclass(eq=False, slots=True)
class Plan:
    """A paragraph's lines, by which it is found again when the engine has laid it out.

    `key` names it; `notes` are the pieces of the note it runs over, if it does.
    """

    key: Any
    notes: tuple[Any, ...]
    text: str
    lines: tuple[SetLine, ...]


Mark = tuple[Plan, int]
"""Of which paragraph's which line a text box is: its attribute `set_line`."""


class Cutter:
    """Cuts the boxes of a paragraph by its lines.

    `runs` are its boxes: one run, or several where it goes on in other blocks. A line stands in the
    run in which it begins, whole.
    """

    def __init__(self, paragraph: Paragraph, plan: Plan, runs: Sequence[Sequence[Any]]) -> None:
        self._runs = runs
        self._cut: dict[int, list[Any]] = {}
        self._closing: dict[int, Any] = {}
        starts = [paragraph.start_of(run) for run in runs]
        self._part = [bisect_right(starts, line.start) - 1 for line in plan.lines]
        for number, line in enumerate(plan.lines):
            leaf = self._print(paragraph, line, (plan, number))
            last = number + 1 == len(plan.lines) or self._part[number] != self._part[number + 1]
            if not last and "\n" not in paragraph.text[line.end : plan.lines[number + 1].start]:
                self._close(paragraph, leaf, line, (plan, number))

    def cut(self) -> list[list[Any]]:
        """The boxes anew, run by run."""
        out: list[list[Any]] = []
        for part in range(len(self._runs)):
            cut = (self._boxes(run, part, part == n) for n, run in enumerate(self._runs))
            out.append([box for found in cut for box in found])
        return out

    def _print(self, paragraph: Paragraph, line: SetLine, mark: Mark) -> Leaf:
        """Make the pieces of a line; return the leaf that it ends in."""
        pieces = list(paragraph.pieces(line.start, line.end))
        for leaf, a, b in pieces:
            if leaf.type is None:
                leaf.box.set_line = mark
                self._cut[id(leaf.box)] = [leaf.box]
                continue
            text = leaf.text[a:b].replace(SOFT_HYPHEN, "")
            if line.hyphen and leaf is pieces[-1][0]:
                text += HYPHEN
            if text:
                self._cut.setdefault(id(leaf.box), []).append(_piece(leaf, text, line, mark))
        return pieces[-1][0]

    def _close(self, paragraph: Paragraph, leaf: Leaf, line: SetLine, mark: Mark) -> None:
        """End a line: behind its last character, or behind the notes that are called there."""
        calls = []
        if line.end == leaf.start + len(leaf.text):
            for later in paragraph.leaves[paragraph.leaves.index(leaf) + 1 :]:
                if later.text.strip(" "):
                    break
                if later.box is not None and not later.text:
                    calls.append(later)
        last = calls[-1] if calls else leaf
        if last.type is None:
            before = paragraph.leaves[: paragraph.leaves.index(leaf) + 1]
            typed = next(near for near in (*before[::-1], *paragraph.leaves) if near.type)
            self._closing[id(last.box)] = _piece(typed, "\n", line, mark)
        else:
            self._cut[id(leaf.box)][-1].text += "\n"

    def _boxes(self, children: Sequence[Any], part: int, own: bool) -> list[Any]:
        """What of these boxes stands in a part; one without text stands where it came from."""
        out: list[Any] = []
        for box in children:
            if id(box) in self._cut:
                pieces = [*self._cut[id(box)], *self._closed(box)]
                out += [piece for piece in pieces if self._part[piece.set_line[1]] == part]
            elif isinstance(box, TextBox):
                out += [box] if own and box.text == "\n" else []
            elif isinstance(box, InlineBox) and box.footnote is None:
                inner = self._boxes(box.children, part, own)
                if inner or (own and not self._is_printed(box)):
                    out.append(_whole(box.copy_with_children(inner)))
            elif own:
                out.append(box)
                out += self._closed(box)
        return out

    def _closed(self, box: Any) -> list[Any]:
        return [self._closing[id(box)]] if id(box) in self._closing else []

    def _is_printed(self, box: Any) -> bool:
        return id(box) in self._cut or any(map(self._is_printed, box.children))


def _whole(box: Any) -> Any:
    """A box in a line that the engine never breaks: signs may hang out of the line's measure."""
    box.style = box.style.copy()
    box.style["white_space"] = "pre"
    return box


def _piece(leaf: Leaf, text: str, line: SetLine, mark: Mark) -> Any:
    """A part of a text box, in the type of its line."""
    box = leaf.box
    piece = box.copy_with_text(text)
    for name in _ASKED:
        box.style[name]  # once, and not for every copy
    style = piece.style = box.style.copy()
    height, _ = strut(box.style)
    style["font_size"] = box.style["font_size"] * line.size
    style["word_spacing"] = line.space
    style["line_height"] = Dimension(_LEADING * height, "px")
    style["white_space"] = "pre"
    piece.set_line, piece.shaped = mark, Shaped(leaf.type)
    piece.leading_collapsible_space = piece.trailing_collapsible_space = False
    return piece
