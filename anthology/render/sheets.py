"""Style sheets as the engine reads them, and the fonts that they name: once in a process.

What a galley looks like does not depend on which were set before it: sheets and fonts are only
looked up. Never lays anything out.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.util import Finalize
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from anthology.render.fetcher import BookFetcher
from anthology.typefaces import OwnFaces, own_faces

_KEPT = 8  # sets of sheets in use side by side: one for each set of faces that a text needs


@dataclass(frozen=True, slots=True)
class Sheets:
    """Style sheets in cascade order, as the engine has read them, with their fonts.

    `said`: what the engine did not understand in them.
    """

    parsed: tuple[Any, ...]
    fonts: FontConfiguration
    said: tuple[str, ...]


def sheets(styles: tuple[str, ...]) -> Sheets:
    """These style sheets, read with the typefaces that are in use."""
    found = _read(styles, own_faces())
    for message in found.said:  # of every galley, not of the first alone
        logging.getLogger("weasyprint").warning("%s", message)
    return found


@lru_cache(_KEPT)
def _read(styles: tuple[str, ...], _faces: OwnFaces) -> Sheets:
    fonts = _fonts()
    with warnings_of_engine() as said:
        parsed = tuple(
            weasyprint.CSS(string=style, font_config=fonts, url_fetcher=BookFetcher())
            for style in styles
        )
    return Sheets(parsed, fonts, tuple(said))


def _fonts() -> FontConfiguration:
    fonts = FontConfiguration()
    # It takes its folder of files away when nothing holds it any more; a process may end before.
    Finalize(fonts, _clean, (weakref.ref(fonts),), exitpriority=0)
    return fonts


def _clean(fonts: Callable[[], FontConfiguration | None]) -> None:
    if (left := fonts()) is not None:
        left.__del__()


@contextmanager
def warnings_of_engine() -> Iterator[list[str]]:
    """While it lasts, what WeasyPrint warns of is gathered."""
    logger, said = logging.getLogger("weasyprint"), list[str]()
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
