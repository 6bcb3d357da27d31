"""Contact sheets: the pages of a finished PDF side by side as they face each other, labelled.

Over the pages may lie the grid of baselines, read off the pages themselves, and the frames that the
page map tells. Draws one sheet at a time; decides nothing about a page and writes no file.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont

from anthology.pagepicture import Pages
from anthology.render.fonts import font_bytes
from anthology.typefaces import ROMAN

ACROSS, DOWN = 4, 3
"""How many spreads stand on a sheet, side by side and one below the other."""
DPI = 60.0
_GAP, _LABEL = 24, 26  # pixels between spreads; height of the line of labels
_TABLE = (206, 206, 200)
_INK = (40, 40, 40)
_GRID, _AREA, _NOTES = (120, 190, 235), (225, 60, 140), (235, 140, 20)
_SURE = 20  # as many equal distances between lines make a grid
_MEASURED = 40  # pages
Colour = tuple[int, int, int]
Spread = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines at equal distances, in points from the top of a page."""

    first: float
    step: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area of a page, and where the notes at its foot begin: points from its top left."""

    left: float
    top: float
    right: float
    bottom: float
    notes: float | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is drawn over the pages: a grid for all, frames by the number of the page from 0."""

    grid: Grid | None = None
    frames: Mapping[int, Frame] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to be shown: its picture, what stands under it."""

    picture: Image.Image
    label: str
    colour: Colour = _INK


def sheets(pages: Pages, overlay: Overlay, dpi: float = DPI) -> Iterator[Image.Image]:
    """Every page of a PDF, a sheet at a time."""
    rest = iter(spreads(pages))
    while some := tuple(islice(rest, ACROSS * DOWN)):
        yield _sheet([pair(pages, spread, overlay, dpi) for spread in some])


def spreads(pages: Pages) -> Iterator[Spread]:
    """Pages that face each other, the left one even; sheets that are wider than high stand alone.

    The first page of a book is a right one.
    """
    if all(width > height for width, height in map(pages.size, range(len(pages)))):
        yield from ((number, None) for number in range(len(pages)))
        return
    for right in range(0, len(pages) + 1, 2):
        left = right - 1
        spread = (left if left >= 0 else None, right if right < len(pages) else None)
        if spread != (None, None):
            yield spread


def pair(
    pages: Pages, spread: Spread, overlay: Overlay, dpi: float
) -> tuple[Shown | None, Shown | None]:
    """Both pages of a spread, drawn."""
    left, right = (n if n is None else _shown(pages, n, overlay, dpi) for n in spread)
    return left, right


def _shown(pages: Pages, number: int, overlay: Overlay, dpi: float) -> Shown:
    picture = pages.picture(number, dpi).convert("RGB")
    scale = picture.height / pages.size(number)[1]
    frame = (overlay.frames or {}).get(number)
    if overlay.grid and (frame or overlay.frames is None):
        _draw_grid(picture, overlay.grid, frame, scale)
    if frame:
        _draw_frame(picture, frame, scale)
    return Shown(picture, pages.label(number))


def _draw_grid(picture: Image.Image, grid: Grid, frame: Frame | None, scale: float) -> None:
    """Lines across the type area, or the page; what is printed stays as dark as it is."""
    lines = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(lines)
    top, bottom = (frame.top, frame.bottom) if frame else (0.0, picture.height / scale)
    left, right = (frame.left, frame.right) if frame else (0.0, picture.width / scale)
    count = int((bottom - grid.first) / grid.step) + 1
    for number in range(count):
        base = grid.first + number * grid.step
        if base >= top:
            y = round(base * scale)
            draw.line([(round(left * scale), y), (round(right * scale), y)], _GRID)
    picture.paste(ImageChops.darker(picture, lines))


def _draw_frame(picture: Image.Image, frame: Frame, scale: float) -> None:
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = (
        round(at * scale) for at in (frame.left, frame.top, frame.right, frame.bottom)
    )
    draw.rectangle([(left, top), (right, bottom)], outline=_AREA)
    if frame.notes is not None:
        draw.rectangle([(left, round(frame.notes * scale)), (right, bottom)], outline=_NOTES)


def _sheet(shown: Sequence[tuple[Shown | None, Shown | None]]) -> Image.Image:
    """Spreads in rows; each has the room that the largest page needs."""
    there = [page.picture for both in shown for page in both if page]
    wide, high = max(p.width for p in there), max(p.height for p in there)
    alone = all(right is None for _, right in shown) and len(shown) > 1
    room = wide if alone else 2 * wide
    across = min(ACROSS, len(shown))
    down = -(-len(shown) // across)
    size = (across * (room + _GAP) + _GAP, down * (high + _LABEL + _GAP) + _GAP)
    sheet = Image.new("RGB", size, _TABLE)
    for number, both in enumerate(shown):
        x = _GAP + number % across * (room + _GAP)
        y = _GAP + number // across * (high + _LABEL + _GAP)
        for page, at in zip(both, (x, x + wide), strict=True):
            if page:
                _lay(sheet, page, (at, y), wide)
    return sheet


def _lay(sheet: Image.Image, page: Shown, at: tuple[int, int], room: int) -> None:
    """A page with a hair line around it, and its label below."""
    x, y = at
    sheet.paste(page.picture, at)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle([at, (x + page.picture.width - 1, y + page.picture.height - 1)], outline=_TABLE)
    below = (x + room // 2, y + page.picture.height + 4)
    draw.text(below, page.label, page.colour, _font(), anchor="ma")


def spread_sheet(both: tuple[Shown | None, Shown | None]) -> Image.Image:
    """One spread by itself."""
    return _sheet([both])


@cache
def _font() -> Any:
    # The plain layout: the other is there on some machines only.
    file = io.BytesIO(font_bytes(ROMAN))
    return ImageFont.truetype(file, 17, layout_engine=ImageFont.Layout.BASIC)


def grid_of(pages: Pages) -> Grid | None:
    """The grid that most lines of the pages stand on; None where no distance is common.

    It is measured, so a line that is off it is off in print.
    """
    every = max(1, len(pages) // _MEASURED)
    bases = [_bases(pages, number) for number in range(0, len(pages), every)]
    gaps = Counter(round(b - a, 1) for page in bases for a, b in pairwise(page) if b - a > 1)
    (step, count), *_ = [*gaps.most_common(1), (0.0, 0)]
    if count < min(_SURE, max(3, 2 * len(pages))):
        return None
    first = Counter(round(base % step, 1) for page in bases for base in page)
    return Grid(_most(first), step)


def _bases(pages: Pages, number: int) -> list[float]:
    return sorted({round(line.base, 2) for line in pages.lines(number) if line.words.strip()})


def _most(counted: Counter[float]) -> float:
    """The commonest; of equals the least."""
    best = max(counted.values())
    return min(value for value, count in counted.items() if count == best)
