"""Breaks a paragraph into lines of one measure: total fit, over boxes, glue and places to break.

D. E. Knuth and M. F. Plass, “Breaking Paragraphs into Lines”, Software: Practice and Experience 11
(1981), 1119–1184: of all ways to break, the one with the least sum of demerits. Letters may shrink
and grow a little with the spaces (Hàn Thế Thành, “Micro-typographic extensions to the TeX
typesetting system”, 2000, ch. 3): here as one size of type for each line.
Knows no book, no markup and no typeface. Widths are in any one unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf


@dataclass(frozen=True, slots=True)
class Box:
    """Something printed that is never divided."""

    width: float


@dataclass(frozen=True, slots=True)
class Glue:
    """A space; by how much it may grow (more in need) and at most shrink.

    `solid`: no line ends there. Where one does, at a `cost`, that line is wider by `before`, the
    next one by `after`: less than nothing, where signs hang in the margin.
    """

    width: float
    stretch: float
    shrink: float
    solid: bool = False
    cost: float = 0.0
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Break:
    """A place between two boxes where a line may end at a cost.

    A line that ends here is wider by `before`, the next one by `after` (a hyphen; letters that no
    longer touch). `hyphen`: the line's end counts as hyphenated.
    """

    cost: float
    before: float = 0.0
    after: float = 0.0
    hyphen: bool = False


Item = Box | Glue | Break


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes a good paragraph.

    A line's ratio r is what it lacks or has too much, by what its letters and spaces may together
    give. Its demerits are (`line` + 100·r² + cost of the break)², as Knuth and Plass have it (p.
    1128 f.), who take the cube of r: that spares a few very loose lines, the square makes all more
    even. Those of two lines: `hyphens` where both end in a hyphen, `contrast` where they are not
    next to each other in the row of classes tight, decent, loose, very loose (TeX82, §817 and 859).
    """

    line: float = 10.0
    breaks: float = 1.0  # by this the costs of breaks are multiplied
    hyphens: float = 5_000.0
    contrast: float = 3_000.0
    last_hyphen: float = 3_000.0  # the last line but one ends in a hyphen
    last_part: float = 400_000.0  # and the last line holds nothing but the rest of that word
    short_end: float = 1_000_000.0  # the last line is shorter than `least_end`
    least_end: float = 0.0
    most_hyphens: int = 2  # lines in a row that may end in a hyphen
    letters: float = 0.01  # how much larger or smaller the type of a line may be
    loosest: float = 3.0  # ratio of the loosest line, before need knows no law
    ragged: float = 0.0  # if not 0: lines end where they end; one shorter by this has ratio 1
    balanced: bool = False  # of ragged lines: the last one counts like the others


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `items[start:end]`, then the break at `end`; its type at `size`, its glue at `ratio`.

    Each glue is `width + ratio * stretch` wide, or `width + ratio * shrink` where `ratio` is
    negative; all widths times `size`. The last line has ratio 0 if it is not full.
    """

    start: int
    end: int
    size: float
    ratio: float


def break_lines(
    items: Sequence[Item], measure: float, rules: Rules | None = None, count: int = 0
) -> tuple[Line, ...] | None:
    """The best lines for `items`, which begin and end with a box; None where a box is too wide.

    Where no way of breaking keeps the rules, lines may be as loose as they must. But where there
    are to be `count` lines (TeX's looseness: Knuth and Plass, p. 1120), the rules hold: None, if
    there is no such way.
    """
    rules = rules or Rules()
    sums = _Sums(items)
    for loosest in (rules.loosest,) if count else (rules.loosest, inf):
        end = _Search(sums, measure, rules, loosest, count).best()
        if end is not None:
            return tuple(_line(sums, measure, rules, a, b) for a, b in pairwise(_chain(end)))
    return None


class _Sums:
    """Width, stretch and shrink of all items before each; and the places where a line may end."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        ends = (item.before for item in items if not isinstance(item, Box))
        self.beyond = max(0.0, -min(ends, default=0.0))  # at most so much of a line hangs out of it
        self.width, self.stretch, self.shrink = [0.0], [0.0], [0.0]
        width = stretch = shrink = 0.0
        for item in items:
            if not isinstance(item, Break):
                width += item.width
            if isinstance(item, Glue):
                stretch += item.stretch
                shrink += item.shrink
            self.width.append(width)
            self.stretch.append(stretch)
            self.shrink.append(shrink)

    def places(self) -> Iterator[tuple[int, float, float, float, bool]]:
        """Where a line may end: index, cost, width before and after the break, hyphen."""
        for index, item in enumerate(self.items):
            match item:
                case Glue(solid=False):
                    yield index, item.cost, item.before, item.after, False
                case Break():
                    yield index, item.cost, item.before, item.after, item.hyphen
                case Box() | Glue():
                    pass
        yield len(self.items), 0.0, 0.0, 0.0, False


@dataclass(eq=False, slots=True)
class _Node:
    """A way to break the paragraph up to `index`, the best of its kind (class, hyphens, lines)."""

    index: int
    after: float
    demerits: float
    rank: int  # the last line's class: 0 tight, 1 decent, 2 loose, 3 very loose
    hyphens: int  # lines in a row that end in a hyphen
    lines: int
    before: _Node | None


@dataclass(eq=False, slots=True)
class _Place:
    """The nodes at one index, with the sums of all that comes before the line that begins there."""

    width: float
    stretch: float
    shrink: float
    nodes: tuple[_Node, ...]


# Past this ratio a line is as bad as can be: demerits stay finite, and even a word alone has some.
_WORST = 20.0
_LEAST = 1e-9


class _Search:
    """One pass over the places: `active` are those from which a line may still begin."""

    def __init__(
        self, sums: _Sums, measure: float, rules: Rules, loosest: float, count: int
    ) -> None:
        self.sums, self.measure, self.rules, self.loosest = sums, measure, rules, loosest
        self.count = count
        first = _Node(-1, 0.0, 0.0, 1, 0, 0, None)
        self.active = [_Place(0.0, 0.0, 0.0, (first,))]
        self.first = 0

    def best(self) -> _Node | None:
        """The end of the best way, or None."""
        sums, last = self.sums, len(self.sums.items)
        for index, cost, before, after, hyphen in sums.places():
            found: dict[tuple[int, int, int], _Node] = {}
            for place, ratio, short in self._lines(index, before, index == last):
                base = (self.rules.line + 100 * ratio * ratio + self.rules.breaks * cost) ** 2
                base += self.rules.short_end if short else 0.0
                self._join(found, place, index, after, base, _rank(ratio), hyphen)
            if index == last:
                return self._best(found.values())
            if found:
                start = index + 1
                self.active.append(
                    _Place(
                        sums.width[start] - after,
                        sums.stretch[start],
                        sums.shrink[start],
                        tuple(found.values()),
                    )
                )
            elif self.first == len(self.active):
                return None
        return None

    def _best(self, ends: Iterable[_Node]) -> _Node | None:
        wanted = (end for end in ends if self.count in (0, end.lines))
        return min(wanted, key=lambda node: node.demerits, default=None)

    def _lines(self, index: int, before: float, last: bool) -> list[tuple[_Place, float, bool]]:
        """The lines that may end at `index`: where each begins, its ratio, an end too short."""
        width, stretch = self.sums.width[index], self.sums.stretch[index]
        shrink, letters, measure = self.sums.shrink[index], self.rules.letters, self.measure
        lines: list[tuple[_Place, float, bool]] = []
        for number in range(self.first, len(self.active)):
            place = self.active[number]
            natural = width - place.width
            least = natural * (1 - letters) - (shrink - place.shrink)
            if least - self.sums.beyond > measure and number == self.first:
                self.first += 1  # every line from here is too long from now on
                continue
            natural += before
            lack = measure - natural
            give = natural * letters + (
                stretch - place.stretch if lack > 0 else shrink - place.shrink
            )
            if self.rules.ragged:
                give = self.rules.ragged
            elif give < _LEAST:
                give = _LEAST
            if last and lack >= 0 and not self.rules.balanced:
                short = natural < self.rules.least_end and place.nodes[0].index >= 0
                lines.append((place, 0.0, short))
            elif lack > self.loosest * give:
                break  # lines that begin further on are looser still
            elif lack >= (0.0 if self.rules.ragged else -give):
                lines.append((place, lack / give if lack <= _WORST * give else _WORST, False))
        return lines

    def _join(
        self,
        found: dict[tuple[int, int, int], _Node],
        place: _Place,
        index: int,
        after: float,
        base: float,
        rank: int,
        hyphen: bool,
    ) -> None:
        """Go on from each way to `place` with a line to `index`; keep the best of each kind."""
        rules, last = self.rules, index == len(self.sums.items)
        for node in place.nodes:
            run = node.hyphens + 1 if hyphen else 0
            if run > rules.most_hyphens:
                continue
            demerits = node.demerits + base
            if run > 1:
                demerits += rules.hyphens
            if not -1 <= rank - node.rank <= 1:
                demerits += rules.contrast
            if last and node.hyphens:
                alone = self.sums.stretch[index] == place.stretch
                demerits += rules.last_part if alone else rules.last_hyphen
            kind = (rank, run, node.lines + 1 if self.count else 0)
            known = found.get(kind)
            if known is None or demerits < known.demerits:
                found[kind] = _Node(index, after, demerits, rank, run, node.lines + 1, node)


def _rank(ratio: float) -> int:
    """The class of a line by its ratio (TeX82, §817)."""
    return 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3


def _chain(end: _Node) -> tuple[_Node, ...]:
    """The nodes from the beginning of the paragraph to `end`."""
    nodes = [end]
    while (before := nodes[-1].before) is not None:
        nodes.append(before)
    return tuple(reversed(nodes))


def _line(sums: _Sums, measure: float, rules: Rules, begin: _Node, end: _Node) -> Line:
    """Give the letters what they can bear first: the spaces of the paragraph stay alike."""
    start, stop = begin.index + 1, end.index
    ended = sums.items[stop] if stop < len(sums.items) else None
    natural = sums.width[stop] - sums.width[start] + begin.after
    natural += ended.before if isinstance(ended, Break | Glue) else 0.0
    if rules.ragged or (ended is None and natural <= measure):
        return Line(start, stop, 1.0, 0.0)
    size = min(max(measure / natural, 1 - rules.letters), 1 + rules.letters)
    lack = measure / size - natural
    give = sums.stretch if lack > 0 else sums.shrink
    room = give[stop] - give[start]
    return Line(start, stop, size, lack / room if room else 0.0)
