"""What the engine of print says of an edition's own style sheets, with file and line.

Our sheets are taken to be sound: tests hold them. Sets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from anthology.diagnostic import Diagnostic, Place
from anthology.render.fetcher import BookFetcher
from anthology.render.sheets import warnings_of_engine
from anthology.theme import STYLES, Theme

_AT = re.compile(r" at (\d+):(\d+)\.?")
_SELECTOR = re.compile(r"selector,? '(.+)'")


def style_faults(theme: Theme) -> Iterator[Diagnostic]:
    """An error for each declaration and selector that the engine does not know."""
    for name, css in theme.printed.items():
        for said in dict.fromkeys(_said(css)):
            place = Place(f"{STYLES}/{name}", *_place(said, css))
            message = _AT.sub("", said)
            hint = "correct it; docs/theming.md says what a sheet of print may hold"
            yield Diagnostic("style-unknown", message, place, hint)


def _said(css: str) -> list[str]:
    """The warnings of the engine when it reads a sheet."""
    with warnings_of_engine() as said:
        weasyprint.CSS(string=css, font_config=FontConfiguration(), url_fetcher=BookFetcher())
    return said


def _place(said: str, css: str) -> tuple[int, int]:
    """Line and column; of a selector the engine says neither, but its words."""
    if found := _AT.search(said):
        return int(found[1]), int(found[2])
    selector = _SELECTOR.search(said)
    at = css.find(selector[1].strip()) if selector else -1
    return (css.count("\n", 0, at) + 1, 0) if at >= 0 else (0, 0)
