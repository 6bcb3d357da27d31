"""Two builds of a book compared page by page: what stayed, changed, moved, came or went.

Pages are matched by their words (not by folios and running heads, which move with them), then held
against each other as pictures. Prints and writes nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from PIL import Image, ImageChops

from anthology.pagepicture import Pages
from anthology.proofsheet import DPI, Overlay, Shown, pair, spread_sheet, spreads

Kind = Literal["same", "reset", "changed", "moved", "new", "gone"]
_SAID: Mapping[Kind, str] = {
    "same": "the same",
    "reset": "same words, set anew",
    "changed": "changed",
    "moved": "moved",
    "new": "new",
    "gone": "gone",
}
_LOOKED_AT = frozenset({"reset", "changed", "new"})
_SEEN = 16  # of 256 shades: less is not seen
_MARKED = (190, 20, 40)


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page of the old build and the one it became, counted from 0; None where there is none.

    `share` of the page's pixels that differ, of pages that stand at the same place or changed.
    """

    kind: Kind
    old: int | None
    new: int | None
    share: float = 0.0


def compare(old: Pages, new: Pages, dpi: float = DPI) -> tuple[PageChange, ...]:
    """What became of every page: in the order of the new build, what is gone at the end."""
    matched = _matched(_keys(old), _keys(new))
    changes = [_change(old, new, *pages, dpi) for pages in matched]
    return tuple(
        sorted(changes, key=lambda c: (c.new is None, c.new if c.new is not None else c.old))
    )


def summary(changes: Sequence[PageChange], old: Pages, new: Pages) -> Iterator[str]:
    """The comparison in words: how many of each kind, then a line for each run of pages."""
    counts = Counter(change.kind for change in changes)
    parts = ", ".join(f"{counts[kind]} {said}" for kind, said in _SAID.items() if counts[kind])
    yield f"{len(new)} pages, before {len(old)}: {parts}"
    for run in _runs(changes):
        yield _line(run, old, new)


def pictures(
    changes: Iterable[PageChange], old: Pages, new: Pages, dpi: float
) -> Iterator[tuple[int, Image.Image]]:
    """Each spread with a page to be looked at, and the number of its left page (0: none).

    Ink of both builds is black, of the old one alone red, of the new one alone blue.
    """
    by_new = {change.new: change for change in changes}
    by_new.pop(None, None)
    for spread in spreads(new):
        there = [by_new[number] for number in spread if number in by_new]
        if any(change.kind in _LOOKED_AT for change in there):
            left, right = pair(new, spread, Overlay(), dpi)
            marked = (
                _marked(left, by_new.get(spread[0]), old, new, dpi),
                _marked(right, by_new.get(spread[1]), old, new, dpi),
            )
            yield (spread[0] if spread[0] is not None else -1) + 1, spread_sheet(marked)


def _marked(
    page: Shown | None, change: PageChange | None, old: Pages, new: Pages, dpi: float
) -> Shown | None:
    """A page with its differences in colour, and what is said of it below."""
    if page is None or change is None or change.new is None or change.kind not in _LOOKED_AT:
        return page
    now = new.picture(change.new, dpi)
    then = old.picture(change.old, dpi) if change.old is not None else None
    label = f"{page.label}: {_SAID[change.kind]}{_percent(change)}"
    return Shown(differences(then or Image.new("L", now.size, 255), now), label, _MARKED)


def differences(old: Image.Image, new: Image.Image) -> Image.Image:
    """Two pictures in one: ink of both black, of the old one red, of the new one blue."""
    old, new = _as_large(old, new), _as_large(new, old)
    return Image.merge("RGB", (new, ImageChops.darker(old, new), old))


def share_of(old: Image.Image, new: Image.Image) -> float:
    """The share of pixels that differ."""
    difference = ImageChops.difference(_as_large(old, new), _as_large(new, old))
    counts = difference.histogram()
    return sum(counts[_SEEN:]) / sum(counts)


def _as_large(picture: Image.Image, other: Image.Image) -> Image.Image:
    size = (max(picture.width, other.width), max(picture.height, other.height))
    if picture.size == size:
        return picture
    larger = Image.new("L", size, 255)
    larger.paste(picture)
    return larger


def _change(
    old: Pages, new: Pages, then: int | None, now: int | None, same: bool, dpi: float
) -> PageChange:
    if now is None or then is None:
        return PageChange("gone" if now is None else "new", then, now)
    if same and then != now:
        return PageChange("moved", then, now)
    share = share_of(old.picture(then, dpi), new.picture(now, dpi))
    if not same:
        return PageChange("changed", then, now, share)
    return PageChange("reset" if share else "same", then, now, share)


def _keys(pages: Pages) -> list[bytes]:
    """What tells a page by its words alone, however they are spaced or divided into lines."""
    return [_key(pages, number) for number in range(len(pages))]


def _key(pages: Pages, number: int) -> bytes:
    words = "".join(line.words for line in pages.lines(number))
    return hashlib.sha256("".join(words.split()).encode()).digest()


def _matched(old: list[bytes], new: list[bytes]) -> Iterator[tuple[int | None, int | None, bool]]:
    """Pages of the old and of the new build that belong together, and whether words are the same.

    What is the same in the same order comes first, then what went elsewhere whole; between these,
    pages are taken in turn.
    """
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    elsewhere = defaultdict[bytes, list[int]](list)
    for kind, start, end, _, _ in steps:
        for i in range(start, end) if kind != "equal" else ():
            elsewhere[old[i]].append(i)
    went: dict[int, int] = {}  # new page -> old page
    for kind, _, _, start, end in steps:
        for j in range(start, end) if kind != "equal" else ():
            if places := elsewhere.get(new[j]):
                went[j] = places.pop(0)
    gone = set(went.values())
    yield from ((i, j, True) for j, i in went.items())
    for kind, i1, i2, j1, j2 in steps:
        if kind == "equal":
            yield from ((i, j, True) for i, j in zip(range(i1, i2), range(j1, j2), strict=True))
            continue
        left: list[int | None] = [i for i in range(i1, i2) if i not in gone]
        came: list[int | None] = [j for j in range(j1, j2) if j not in went]
        length = max(len(left), len(came))
        left += [None] * (length - len(left))
        came += [None] * (length - len(came))
        yield from ((i, j, False) for i, j in zip(left, came, strict=True))


def _runs(changes: Iterable[PageChange]) -> Iterator[list[PageChange]]:
    """Neighbouring pages that fared alike; what stayed as it was is passed over."""
    run: list[PageChange] = []
    for change in changes:
        if run and not _follows(run[-1], change):
            yield run
            run = []
        if change.kind != "same":
            run.append(change)
    if run:
        yield run


def _follows(before: PageChange, change: PageChange) -> bool:
    alike = before.kind == change.kind and change.kind in {"moved", "new", "gone"}
    steps = ((before.old, change.old), (before.new, change.new))
    return alike and all(a is b is None or b == (a or 0) + 1 for a, b in steps)


def _line(run: Sequence[PageChange], old: Pages, new: Pages) -> str:
    first, last = run[0], run[-1]
    then = _range(old, first.old, last.old)
    now = _range(new, first.new, last.new)
    if first.kind == "gone":
        return f"  before {then}: gone"
    if first.kind == "new":
        return f"  {now}: new"
    came = f", before {then}" if then != now or first.old != first.new else ""
    return f"  {now}: {_SAID[first.kind]}{_percent(first)}{came}"


def _range(pages: Pages, first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return ""
    one, other = pages.label(first), pages.label(last)
    return f"page {one}" if first == last else f"pages {one}–{other}"


def _percent(change: PageChange) -> str:
    if change.kind not in {"changed", "reset"}:
        return ""
    return f" ({change.share:.1%})" if change.share >= 0.0005 else " (less than 0.1%)"
