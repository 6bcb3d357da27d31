"""A finished PDF → its proof sheets, and what differs from an older one, as PNG files in a folder.

Makes no book. A file of an earlier run does not stay beside those of this one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PIL import Image

from anthology.diagnostic import Diagnostic, Place, SetupError
from anthology.output import make_folder, write
from anthology.pagediff import compare, pictures, summary
from anthology.pagepicture import Pages, open_pages
from anthology.proofsheet import DPI, Frame, Overlay, grid_of, sheets

_OURS = re.compile(r"(sheet|spread)-[0-9]{3,}\.png")


@dataclass(frozen=True, slots=True)
class ProofOrder:
    """Which PDF to draw, where to, with what over its pages, and what to hold it against."""

    pdf: Path
    out: Path | None = None
    grid: bool = False
    frames: bool = False
    against: Path | None = None
    dpi: float = DPI

    @property
    def folder(self) -> Path:
        """Where the sheets go: if not said, beside the PDF."""
        return self.out or self.pdf.parent / "proof" / self.pdf.stem


class _MappedPage(msgspec.Struct):
    """What a page map says of a page that matters here; `page` counts from 1."""

    page: int
    area: tuple[float, float, float, float] | None = None
    notes: float | None = None


class _PageMap(msgspec.Struct):
    pages: tuple[_MappedPage, ...]


def proof(order: ProofOrder) -> Iterator[str]:
    """Write the sheets, one by one, and say what was written and found.

    Raises SetupError for a PDF that is not there or not one, and for frames that nothing tells.
    """
    with open_pages(order.pdf) as pages:
        overlay = _overlay(order, pages)
        if order.against:
            with open_pages(order.against) as old:
                _clear(order.folder)
                yield from _sheets(order, pages, overlay)
                yield from _compared(order, old, pages)
            return
        _clear(order.folder)
        yield from _sheets(order, pages, overlay)


def _overlay(order: ProofOrder, pages: Pages) -> Overlay:
    frames = _frames(order.pdf, len(pages)) if order.frames else None
    grid = grid_of(pages) if order.grid else None
    return Overlay(grid, frames)


def _frames(pdf: Path, count: int) -> dict[int, Frame]:
    """The frames of the pages, from the map that a build writes beside its PDF."""
    path = pdf.with_name(f"{pdf.stem}.pages.json")
    hint = "make the book anew, or leave out --frames"
    try:
        mapped = msgspec.json.decode(path.read_bytes(), type=_PageMap)
    except FileNotFoundError as error:
        message = "the frames of the pages stand in this file, and it is not there"
        raise SetupError(Diagnostic("proof-frames", message, Place(str(path)), hint)) from error
    except msgspec.MsgspecError as error:
        message = "this is no page map"
        raise SetupError(Diagnostic("proof-frames", message, Place(str(path)), hint)) from error
    frames = {p.page - 1: Frame(*p.area, p.notes) for p in mapped.pages if p.area}
    if not frames or max(frames) >= count:
        message = "this page map is of another build than the PDF"
        raise SetupError(Diagnostic("proof-frames", message, Place(str(path)), hint))
    return frames


def _sheets(order: ProofOrder, pages: Pages, overlay: Overlay) -> Iterator[str]:
    number = 0
    for number, sheet in enumerate(sheets(pages, overlay, order.dpi), 1):
        _save(order.folder / f"sheet-{number:03}.png", sheet)
    yield f"{order.folder}: {_counted(len(pages), 'page')} on {_counted(number, 'sheet')}"
    if overlay.grid:
        yield f"  grid: {overlay.grid.step:g} pt from line to line, as measured"
    elif order.grid:
        yield "  no grid: no distance between lines is common enough"


def _compared(order: ProofOrder, old: Pages, new: Pages) -> Iterator[str]:
    changes = compare(old, new, order.dpi)
    yield from summary(changes, old, new)
    # Twice the size of a sheet's: a changed letter is to be found.
    drawn = 0
    for left, picture in pictures(changes, old, new, 2 * order.dpi):
        _save(order.folder / f"spread-{left:03}.png", picture)
        drawn += 1
    if drawn:
        where = order.folder / "spread-….png"
        yield f"{where}: {_counted(drawn, 'spread')}, old ink red, new ink blue"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _clear(folder: Path) -> None:
    """Take away what an earlier run drew, and nothing else."""
    make_folder(folder)
    for path in sorted(folder.iterdir()):
        if _OURS.fullmatch(path.name):
            path.unlink()


def _save(path: Path, picture: Image.Image) -> None:
    out = io.BytesIO()
    picture.save(out, "PNG")
    write(path, out.getvalue())
