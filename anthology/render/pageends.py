"""Each page looked at as soon as the engine has laid it out, and laid out again if it ends badly.

A page ends badly where its last line ends in a divided word, or where lines are missing at its foot
because what follows must keep together, or where a note was put off for the sake of a paragraph
that begins there. A compositor then sets a paragraph of that page anew: some
can be had a line longer or shorter without harm; or else makes the space around headings larger
(`feather`). A right-hand page may be as short as the left one before it. Never touches a line of an
earlier page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import page as engine
from weasyprint.text.line_break import strut

from anthology.render.elements import classes
from anthology.render.feather import fill
from anthology.render.fit import Composed, Fit, Lines
from anthology.render.layoutmap import boxes
from anthology.render.lines import Mark, Plan
from anthology.render.paragraph import SetLine

_TRIES = 4  # layouts of one page besides the first
_MOST_LACK = 4  # lines; what lacks more is kept together for a reason: a figure, a table
_NEAR = 16  # characters around a division: without it, the line will end a few letters off
_MORE_HYPHENS = 2  # than it has; so many a paragraph may have when it is set longer
_HYPHEN_STRAIN = 0.5
_DIVIDED = 3  # a divided word is as bad as so many missing lines
_TOO_SHORT, _ALONE = 3, 1  # so many, too, and one if the first line of a paragraph stands alone
_ORPHANS = "orphans"
Change = tuple[tuple[Composed, Lines], ...]


@contextmanager
def good_ends(fit: Fit) -> Iterator[None]:
    """While it lasts, WeasyPrint's pages are laid out until they end as well as they can."""
    theirs = engine.remake_page
    short: dict[int, int] = {}

    def remake(index: int, context: Any, root: Any, html: Any) -> tuple[Any, Any]:
        lay_out = partial(theirs, index, context, root, html)
        line, _ = strut(root.style)
        laid = _Page(fit, context, index, line, lay_out).best()
        page = laid.result[0]
        facing = short.get(index - 1, 0) if page.page_type.side == "right" else 0
        short[index] = laid.lack
        if laid.lack > facing and root.style["text_align_all"] == "justify":
            short[index] = facing + fill(page, laid.lack - facing, line)
        return laid.result

    engine.remake_page = remake
    try:
        yield
    finally:
        engine.remake_page = theirs


@dataclass(frozen=True, slots=True)
class _State:
    """What of the engine's context one page changes for the next."""

    footnotes: tuple[Any, ...]
    reported: tuple[Any, ...]
    broken: Any
    maker: tuple[Any, ...]

    def restore(self, context: Any) -> None:
        context.footnotes[:] = self.footnotes
        context.reported_footnotes = list(self.reported)
        context.broken_out_of_flow = self.broken
        context.page_maker = list(self.maker)


def _state(context: Any) -> _State:
    return _State(
        tuple(context.footnotes),
        tuple(context.reported_footnotes),
        context.broken_out_of_flow,
        tuple(context.page_maker),
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page as it came out: what the engine returned and remembers, and how it ends.

    `late`: notes called on it that will begin on the next.
    """

    result: tuple[Any, Any]
    after: _State
    lack: int
    divided: tuple[Mark, ...]
    late: int = 0

    @property
    def cost(self) -> int:
        return self.lack + _DIVIDED * len(self.divided)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is being laid out: its number from 0, the height of a line of the text, px."""

    fit: Fit
    context: Any
    index: int
    line: float
    lay_out: Callable[[], tuple[Any, Any]]

    def best(self) -> _Laid:
        """The page as it comes out best."""
        before = _state(self.context)
        laid = self._laid(before)
        with ExitStack() as held:
            laid = self._in_time(laid, before, held)
            return self._mended(laid, before)

    def _in_time(self, laid: _Laid, before: _State, held: ExitStack) -> _Laid:
        """The page with its notes on it, if the paragraph at its foot begins on the next instead.

        Where the second line of a paragraph finds no room beside the notes, the engine puts off a
        note (WeasyPrint 70.0, layout/block.py, `report`), though no note may be late. If too many
        lines would then be missing, the first line of that paragraph may stand alone.
        """
        for _ in range(_TRIES):
            if not laid.late or not (foot := _foot(laid.result[0])):
                break
            style, all_of_it = foot.style, len(foot.children) + 1
            held.callback(style.__setitem__, _ORPHANS, style[_ORPHANS])
            laid = self._with(style, all_of_it, before)
            if laid.late or laid.lack >= _TOO_SHORT:
                alone = self._with(style, 1, before)
                if (alone.late, alone.lack + _ALONE) < (laid.late, laid.lack):
                    laid = alone
                else:
                    style[_ORPHANS] = all_of_it
                    laid.after.restore(self.context)
        return laid

    def _with(self, style: Any, orphans: int, before: _State) -> _Laid:
        """The page if so many lines at least of a paragraph of this style stand at its foot."""
        style[_ORPHANS] = orphans
        before.restore(self.context)
        return self._laid(before)

    def _mended(self, laid: _Laid, before: _State) -> _Laid:
        """The page with its last lines as good as can be had."""
        tries = _TRIES
        while laid.cost and tries:
            better = None
            for change in islice(self._changes(laid), tries):
                tries -= 1
                back = _put(change)
                before.restore(self.context)
                tried = self._laid(before)
                if tried.cost < laid.cost and tried.late <= laid.late:
                    better = tried
                    break
                _put(back)
                laid.after.restore(self.context)
            if better is None:
                break
            laid = better
        return laid

    def _laid(self, before: _State) -> _Laid:
        self.context.page_maker[self.index][-1].update(
            content_changed=False, pages_wanted=False, anchors=[], content_lookups=[]
        )
        result = self.lay_out()
        page, resume_at = result
        after = _state(self.context)
        late = sum(1 for note in after.reported if _is_late(note, before))
        if page.page_type.blank or (resume_at is None and not after.reported):
            return _Laid(result, after, 0, (), late)
        forced = after.maker[self.index + 1][1]["break"] != "any"
        lack = 0 if forced or resume_at is None else _lack(page, self.line)
        lack = lack if lack <= _MOST_LACK else 0
        return _Laid(result, after, lack, tuple(_divided(page)), late)

    def _changes(self, laid: _Laid) -> Iterator[Change]:
        """What may mend the page, the likeliest first."""
        page = laid.result[0]
        for plan, number in laid.divided:
            yield from self._undivided(page, plan, number)
        if laid.lack:
            longer = self._others(page, 1)
            if longer:
                yield tuple(longer[: laid.lack])
            shorter = self._others(page, -1)
            if shorter:
                yield tuple(shorter[:1])
            if len(longer) > laid.lack:
                yield tuple(longer[1 : laid.lack + 1])

    def _undivided(self, page: Any, plan: Plan, number: int) -> Iterator[Change]:
        """The paragraph without a division where the page ends; as long as it was, if it can be."""
        composed = self.fit.composed.get(plan.key)
        if composed is None:
            return
        kept = min(n for p, n in _marks(page.children) if p is plan)
        place = plan.lines[number].end
        bans = frozenset(range(place - _NEAR, place + _NEAR + 1))
        now = len(plan.lines) - kept
        found = (composed.lines(kept, count, bans) for count in (now, 0, now + 1))
        yield from (((composed, lines),) for lines in found if lines is not None)

    def _others(self, page: Any, more: int) -> list[tuple[Composed, Lines]]:
        """Paragraphs of the page that can be had `more` lines longer, the best spaced first."""
        found = []
        first: dict[Plan, int] = {}
        for plan, number in _marks(page.children[:1]):
            first.setdefault(plan, number)
        for plan, kept in first.items():
            composed = self.fit.composed.get(plan.key)
            count = len(plan.lines) - kept + more
            if composed is not None and count > 1:
                lines = composed.lines(kept, count)
                if lines is not None and _is_good(lines, plan.lines):
                    found.append((_strain(lines[kept:]), (composed, lines)))
        return [change for _, change in sorted(found, key=lambda pair: pair[0])]


def _is_late(note: Any, before: _State) -> bool:
    """Whether a note put off was called on this page, and none of it stands there."""
    return "continued" not in classes(note.element) and note not in before.reported


def _foot(page: Any) -> Any:
    """The paragraph with the last lines of the text on a page."""
    lines = [box for box, _ in boxes(page.children[0]) if isinstance(box, LineBox)]
    found = [box for box, _ in boxes(page.children[0]) if lines and lines[-1] in _children(box)]
    return found[-1] if found else None


def _children(box: Any) -> Sequence[Any]:
    return getattr(box, "children", ())


def _put(change: Change) -> Change:
    """Set the paragraphs so; return how they were set before."""
    back = tuple((composed, composed.plan.lines) for composed, _ in change)
    for composed, lines in change:
        composed.put(lines)
    return back


def _strain(lines: Sequence[SetLine]) -> float:
    """How uneven lines are: the difference of their spaces in px, and more for each hyphen."""
    spaces = [line.space for line in lines if line.full]
    apart = max(spaces) - min(spaces) if spaces else math.inf
    return apart + _HYPHEN_STRAIN * _hyphens(lines)


def _is_good(lines: Lines, before: Lines) -> bool:
    """Whether a paragraph may be set so: not many more hyphens, no part of a word for an end."""
    part = len(lines) > 1 and lines[-2].hyphen and lines[-1].words == 1
    return not part and _hyphens(lines) <= _hyphens(before) + _MORE_HYPHENS


def _hyphens(lines: Sequence[SetLine]) -> int:
    return sum(line.hyphen for line in lines)


def _marks(areas: Sequence[Any]) -> Iterator[Mark]:
    """The lines of ours in areas of a page, a mark for each piece of one."""
    for area in areas:
        for box, _ in boxes(area):
            if isinstance(box, TextBox) and (mark := getattr(box, "set_line", None)) is not None:
                yield mark


def _divided(page: Any) -> Iterator[Mark]:
    """The last lines of text and notes, where a divided word ends them and goes on overleaf."""
    for area in page.children[:2]:
        *_, last = (None, *_marks((area,)))
        if last is not None:
            plan, number = last
            if plan.lines[number].parted and number + 1 < len(plan.lines):
                yield last


def _lack(page: Any, line: float) -> int:
    """How many lines would find room between text and notes, or the foot of the page.

    Over notes a gap is less seen, for notes are not set on the grid: a line more is let pass.
    """
    body, notes = page.children[:2]
    ends: list[float] = [b.position_y + b.height for b, _ in boxes(body) if isinstance(b, LineBox)]
    if not ends:
        return 0
    if notes.children:
        return max(0, math.floor(float(notes.position_y - max(ends)) / line - 1.5))
    return max(0, math.floor(float(page.content_box_y() + page.height - max(ends)) / line + 0.05))
