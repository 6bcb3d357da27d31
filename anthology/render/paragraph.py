"""The text of one paragraph as it will be printed: its pieces measured, its best lines found.

Reads the engine's boxes and changes none. Never adds a character but the hyphen of a divided word,
as the engine would itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import InlineBlockBox, InlineBox, TextBox

from anthology.linebreak import Box, Break, Glue, Item, Line, Rules, break_lines
from anthology.render.divide import (
    SOFT_HYPHEN,
    SPACES,
    letters_before,
    line_ends,
    reads_as_one,
    syllables,
)
from anthology.render.hang import at_end, at_start
from anthology.render.layoutmap import HYPHEN, boxes
from anthology.render.widths import Type, Types

# The word space in em: as it should be, and by how much it may grow and shrink. EB Garamond's own
# is 0.2, which suits ragged lines; Tschichold and Bringhurst want a justified one near a quarter.
SPACE, GROW, SHRINK = 0.236, 0.098, 0.098
HYPHEN_COST = 97.0
# More for two letters left alone, and for a name: they are divided only in need.
STUB_COST, NAME_COST = 40.0, 20.0
# After a dash or a hyphen that is printed anyway; an en dash between words or figures joins them.
DASH_COST, OWN_HYPHEN_COST = 10.0, 97.0
# At a space that what is read as one should not be parted at: a number from its word, an initial.
PARTED_COST = 40.0
# In a heading, at a space behind these signs, and behind any other.
SENSE_COSTS, WITHIN_COST = {":": 0.0, ".": 0.0, "?": 0.0, "!": 0.0, ";": 5.0, ",": 10.0}, 40.0
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"  # a box of fixed width, in the text
_SPACE = re.compile(f"[{SPACES}]")
_LONG_WORD = 60  # characters: less than half a line of the widest page
# Lines end short of the measure by this, in px, so that no rounding makes the engine break them.
_SPARE = 0.02


class Unfit(Exception):
    """A paragraph that cannot be set so; the message says why."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A box without children in the text of a paragraph.

    `start` is where its text begins in that of the paragraph; a box without text has width alone.
    One of fixed width, whatever is in it, stands in the text as a sign without a type.
    """

    box: Any
    start: int
    text: str
    type: Type | None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is to be printed: its characters `start` to `end`, and how wide they come out.

    `size` is a factor, `space` what is added to the face's own spaces; lengths are px. `hang`: by
    how much its first sign stands before the margin. `parted`: it ends in a hyphen, its own or ours
    (`hyphen`). `words`: so many are in it.
    """

    start: int
    end: int
    size: float
    space: float
    width: float
    hyphen: bool
    full: bool
    hang: float = 0.0
    parted: bool = False
    words: int = 1


def leaves_of(children: Sequence[Any], types: Types) -> list[Leaf]:
    """The leaves of a line box in order. Raises `Unfit` for what has no place in our lines."""
    leaves: list[Leaf] = []
    _gather(children, types, leaves)
    return leaves


def _gather(children: Sequence[Any], types: Types, leaves: list[Leaf]) -> None:
    for box in children:
        at = leaves[-1].start + len(leaves[-1].text) if leaves else 0
        if isinstance(box, TextBox):
            if box.style["direction"] == "rtl" or box.style["letter_spacing"] not in ("normal", 0):
                raise Unfit("text that is not set like ours")
            leaves.append(Leaf(box, at, box.text, types.of(box.style)))
        elif isinstance(box, InlineBox) and box.footnote is None:
            leaves.append(Leaf(None, at, "", None, _edge(box, "left")))
            _gather(box.children, types, leaves)
            at = leaves[-1].start + len(leaves[-1].text)
            leaves.append(Leaf(None, at, "", None, _edge(box, "right")))
        elif isinstance(box, InlineBlockBox) and box.footnote is None:
            leaves.append(Leaf(box, at, _OBJECT, None, _fixed(box)))
        elif box.footnote is not None or not (box.is_in_normal_flow() or box.is_floated()):
            leaves.append(Leaf(box, at, "", None))
        else:
            raise Unfit("a picture stands in it")


def _fixed(box: Any) -> float:
    """The width of a box that its style settles, margins included."""
    width = box.style["width"]
    if not isinstance(width, Dimension) or width.unit != "px":
        raise Unfit("a box in it is as wide as what it holds")
    return float(width.value) + _edge(box, "left") + _edge(box, "right")


def _edge(box: Any, side: str) -> float:
    """What margin, border and padding of an inline box take on one side."""
    style = box.style
    lengths = [style[f"margin_{side}"], style[f"padding_{side}"]]
    pixels = [length.value for length in lengths if isinstance(length, Dimension)]
    if any(length.unit != "px" for length in lengths if isinstance(length, Dimension)):
        raise Unfit("a margin in it depends on the page")
    return float(sum(pixels) + style[f"border_{side}_width"])


@dataclass(slots=True)
class _Items:
    """Boxes, glue and breaks of a stretch of text, and the character each item stands at."""

    items: list[Item] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, item: Item, place: int) -> None:
        self.items.append(item)
        self.places.append(place)


@dataclass(frozen=True, slots=True)
class Rest:
    """What of a paragraph is to be set, and how: from the character `start`, where a line begins.

    In `count` lines, if that is not 0; words are not divided at the places of `bans`.
    """

    start: int = 0
    count: int = 0
    bans: frozenset[int] = frozenset()


class Paragraph:
    """The text of a paragraph with what is to be known of it to break it."""

    def __init__(
        self,
        leaves: Sequence[Leaf],
        language: str | None,
        *,
        ragged: bool = False,
        heading: bool = False,
    ) -> None:
        """`ragged`: its lines end where they end; its spaces are the face's own.

        `heading`: they had better end where the sense does.
        """
        self.leaves, self.ragged, self.heading = leaves, ragged, heading
        self.text = "".join(leaf.text for leaf in leaves)
        self._texts = [leaf for leaf in leaves if leaf.text]
        self._gaps = [leaf for leaf in leaves if leaf.width and not leaf.text]
        self._objects = [leaf for leaf in leaves if leaf.width and leaf.text]
        self._ends = line_ends(self.text, language)
        self._owner = [leaf for leaf in leaves for _ in leaf.text]

    @property
    def words(self) -> str:
        """The text without what stands for boxes."""
        return self.text.replace(_OBJECT, "")

    def set(
        self, measure: float, indent: float, rules: Rules, rest: Rest | None = None
    ) -> list[SetLine]:
        """The lines, forced breaks kept; or those of the `rest` alone.

        Raises `Unfit` where a word is wider than the measure, or the rest cannot be had so.
        """
        lines: list[SetLine] = []
        rest = rest or Rest()
        stretches = tuple(self._stretches(rest.start))
        if rest.count and len(stretches) != 1:
            raise Unfit("its lines are not ours alone to count")
        for start, end in stretches:
            lead = 0.0 if lines or rest.start else indent
            items = self._items(start, end, lead, rest.bans)
            found = break_lines(items.items, measure - _SPARE, rules, rest.count)
            if found is None:
                raise Unfit("a word in it is longer than the line")
            lines += [self._set_line(line, items, end, measure, lead) for line in found]
        return lines

    def _stretches(self, begin: int) -> Iterator[tuple[int, int]]:
        """The text from `begin` on between forced breaks, without spaces around it."""
        start = 0
        for piece in self.text.split("\n"):
            end = start + len(piece)
            lead = len(piece) - len(piece.lstrip(" "))
            stop = start + len(piece.rstrip(" "))
            if piece.strip(" ") and stop > begin:
                yield max(start + lead, begin), stop
            start = end + 1

    def _items(self, start: int, end: int, indent: float, ban: frozenset[int]) -> _Items:
        found = _Items()
        found.add(Box(indent or -self._at_start(start)), start)
        at = start
        for space in _SPACE.finditer(self.text, start, end):
            self._words(at, space.start(), found, ban)
            at = space.end()
            if gap := self._gap(at - 1, at):
                found.add(Box(gap), at - 1)
            found.add(self._glue(at - 1), at - 1)
        self._words(at, end, found, ban)
        return found

    def _glue(self, at: int) -> Glue:
        type_: Any = self._owner[at].type
        solid = self.text[at] != " " or not self._may_end(at + 1)
        before, after = -self._at_end(at), 0.0 if solid else -self._at_start(at + 1)
        cost = PARTED_COST if not solid and reads_as_one(self.text, at) else 0.0
        if self.ragged:
            width = type_.width(self.text[at]) + self._asked(at)
            if self.heading:
                cost += SENSE_COSTS.get(self.text[at - 1], WITHIN_COST)
            return Glue(width, 0.0, 0.0, solid, cost)
        if solid or not (before or after or cost):
            return _glue(type_.size, solid)
        width, grow, shrink = (share * type_.size for share in (SPACE, GROW, SHRINK))
        return Glue(width, grow, shrink, False, cost, before, after)

    def _asked(self, at: int) -> float:
        """What a style sheet adds to a space; where lines are justified, all spaces are ours."""
        return float(self._owner[at].box.style["word_spacing"])

    def _at_end(self, place: int, hyphen: bool = False) -> float:
        """How much of the line that ends before a place hangs in the margin."""
        if self.ragged:
            return 0.0
        return at_end(HYPHEN if hyphen else self.text[place - 1], self._owner[place - 1])

    def _at_start(self, place: int) -> float:
        """How much of the line that begins at a place hangs in the margin."""
        inside = place < len(self.text) and not self._gap(place, place + 1) and not self.ragged
        return at_start(self.text[place], self._owner[place]) if inside else 0.0

    def _words(self, at: int, end: int, found: _Items, ban: frozenset[int]) -> None:
        """Add what stands between two spaces: a word, or several where it is too long for one."""
        while at < end:
            places = range(at + _LONG_WORD, end)
            stop = next((place for place in places if self._parts(place)), end)
            self._word(at, stop, found, ban)
            if stop < end:
                found.add(Break(DASH_COST, 0.0, 0.0, False), stop)
            at = stop

    def _parts(self, place: int) -> bool:
        """Whether a word may end here only for being long: scripts without spaces end no other way.

        A word is measured anew at each of its breaks: its cost grows as the square of its length.
        """
        return self._ends[place] and not _raised(self._owner[place])

    def _word(self, start: int, end: int, found: _Items, ban: frozenset[int]) -> None:
        """Add a word as boxes with the breaks between them; one seen before, as it was then."""
        leaf, type_ = self._owner[start], self._owner[start].type
        divided = ban and not ban.isdisjoint(range(start, end))
        simple = leaf is self._owner[end - 1] and not divided
        if type_ is None or not simple or any(self._ends[start + 1 : end]) or self._gap(start, end):
            made = self._divided(start, end, ban)
        else:
            text, style = self.text[start:end], leaf.box.style
            limits = style["hyphens"], style["hyphenate_limit_chars"]
            key, known = (text, type_.size, limits, self.ragged), type_.words(text)
            if key not in known:
                known[key] = self._divided(start, end, ban)
            made = known[key]
        found.items += made.items
        found.places += [start + place for place in made.places]

    def _divided(self, start: int, end: int, ban: frozenset[int]) -> _Items:
        """A word by itself, its places counted from its beginning."""
        found, done, at = _Items(), 0.0, start
        whole = self.width(start, end)
        for place, cost, hyphen in self._divisions(start, end):
            parted = hyphen or self.text[place - 1] in _HYPHENS
            if parted and place in ban:
                continue
            upto = self.width(start, place)
            found.add(Box(upto - done), at - start)
            before = self.width(start, place, hyphen) - upto - self._at_end(place, hyphen)
            after = self.width(place, end) - (whole - upto) - self._at_start(place)
            found.add(Break(cost, before, after, parted), place - start)
            done, at = upto, place
        found.add(Box(whole - done), at - start)
        return found

    def _divisions(self, start: int, end: int) -> Iterator[tuple[int, float, bool]]:
        """Where a word may be broken, at what cost, and whether a hyphen is then printed."""
        word = self.text[start:end]
        style = self._owner[start].box.style
        divided = {start + place for place in syllables(word, style)} if end - start > 4 else set()
        for place in range(start + 1, end):
            if self._may_end(place) and not _raised(self._owner[place]):
                joins = self.text[place - 1] in _JOINING
                yield place, OWN_HYPHEN_COST if joins else DASH_COST, False
            elif place in divided:
                yield place, _cost(letters_before(self.text, place)), True

    def _may_end(self, place: int) -> bool:
        """Whether a line may end before a character: not within words that are not to be parted."""
        within = self._owner[place - 1 : place + 1]
        return self._ends[place] and not (
            within[0].box.style["white_space"] == within[-1].box.style["white_space"] == "nowrap"
        )

    def start_of(self, run: Sequence[Any]) -> int:
        """The place of a run's first character."""
        inside = {id(box) for child in run for box, _ in boxes(child)}
        starts = (leaf.start for leaf in self._texts if id(leaf.box) in inside)
        return next(starts, len(self.text))

    def width(self, start: int, end: int, hyphen: bool = False) -> float:
        """The width of characters as they stand, each piece set by itself; with a hyphen, if so."""
        first, last = self._owner[start], self._owner[end - 1]
        if first is last and first.type is not None:
            text = self.text[start:end].replace(SOFT_HYPHEN, "")
            return first.type.width(text + HYPHEN if hyphen else text) + self._gap(start, end)
        total = self._gap(start, end)
        for leaf, a, b in self.pieces(start, end):
            text = leaf.text[a:b].replace(SOFT_HYPHEN, "")
            if hyphen and leaf is last:
                text += HYPHEN
            total += leaf.type.width(text) if leaf.type else leaf.width
        return total

    def pieces(self, start: int, end: int) -> Iterator[tuple[Leaf, int, int]]:
        """The parts of leaves that make up a stretch of the text."""
        seen = start
        while seen < end:
            leaf = self._owner[seen]
            stop = min(end, leaf.start + len(leaf.text))
            yield leaf, seen - leaf.start, stop - leaf.start
            seen = stop

    def _gap(self, start: int, end: int) -> float:
        """Margins that stand before or among these characters, not behind them."""
        if not self._gaps:
            return 0.0
        return sum(gap.width for gap in self._gaps if start <= gap.start < end)

    def _unscaled(self, start: int, end: int) -> float:
        """What of the width of these characters does not grow and shrink with the type."""
        objects = (leaf.width for leaf in self._objects if start <= leaf.start < end)
        return self._gap(start, end) + sum(objects)

    def _set_line(
        self, line: Line, items: _Items, end: int, measure: float, indent: float
    ) -> SetLine:
        start = items.places[line.start]
        last = line.end == len(items.items)
        stop = end if last else items.places[line.end]
        broken = None if last else items.items[line.end]
        hyphen = isinstance(broken, Break) and broken.hyphen and self._is_divided(stop)
        size = round(line.size, 3)
        gaps = self._unscaled(start, stop)
        measure -= indent if line.start == 0 else 0.0
        letters = self.width(start, stop, hyphen) - gaps
        hang = 0.0 if indent and line.start == 0 else self._at_start(start) * size
        spaces = [at for at in range(start, stop) if self.text[at] in SPACES]
        natural = sum(self._space(at) for at in spaces)
        full = not last or letters + natural > measure + hang - gaps
        beyond = hang + (0.0 if last else self._at_end(stop, hyphen) * size)
        room = measure + beyond - _SPARE - gaps - letters * size if full else natural * size
        share = sum(self._share(at) for at in spaces)
        space = 0.0
        if spaces:
            space = self._asked(spaces[0]) if self.ragged else _whole_units(room / share)
        width = letters * size + gaps + space * share
        parted = not last and (hyphen or self.text[stop - 1] in _HYPHENS)
        words = len(spaces) + 1
        return SetLine(start, stop, size, space, width, hyphen, full, hang, parted, words)

    def _is_divided(self, place: int) -> bool:
        return not self._ends[place] or self.text[place - 1] == SOFT_HYPHEN

    def _share(self, at: int) -> float:
        """How much of the word space a space gets: half, if it ends a piece and is of two bytes.

        The engine makes good what Pango takes away at either end of a piece, but counts in bytes.
        """
        leaf = self._owner[at]
        ends = at + 1 == leaf.start + len(leaf.text) and len(leaf.text) > 1
        return 0.5 if ends and self.text[at] != " " else 1.0

    def _space(self, at: int) -> float:
        """What the space we want is wider than the face's own."""
        own = self._owner[at].type
        return SPACE * own.size - own.width(self.text[at]) if own else 0.0


_HYPHENS = f"-{HYPHEN}"
_JOINING = f"{_HYPHENS}\N{EN DASH}"


def _cost(before: str) -> float:
    """What it costs to divide a word behind these letters of it."""
    stub = STUB_COST if len(before) < 3 else 0.0
    return HYPHEN_COST + stub + (NAME_COST if before[:1].isupper() else 0.0)


_UNITS = 1024  # of Pango, in a px


def _whole_units(space: float) -> float:
    """The space in whole units of Pango, as the engine hands it on.

    Pango shares it out on both sides of a space, and takes one half away where a piece of text
    begins or ends with it; but it rounds the halves of whole pixels so that one of them is nothing.
    """
    units = math.floor(space * _UNITS)
    return (units - 1 if units % (_UNITS // 2) == 0 else units) / _UNITS


@cache
def _glue(em: float, solid: bool) -> Glue:
    return Glue(SPACE * em, GROW * em, SHRINK * em, solid)


def _raised(leaf: Leaf) -> bool:
    """Whether text is a raised note call, with which no line begins."""
    return bool(leaf.box.style["font_variant_position"] == "super")
