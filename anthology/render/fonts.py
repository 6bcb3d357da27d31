"""The typefaces of the printed book: where their files are and how style sheets may name them.

The package's files hold every weight from 400 up. The book is set in one, and the engine would cut
it out anew for every galley, so it is cut out here, once. Never reads a font of the system and
never fetches anything from a network or a folder.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import uharfbuzz
from weasyprint.text.ffi import pango
from weasyprint.urls import URLFetcher, URLFetcherResponse

from anthology.render.signs import signs_font

SCHEME = "font:"
ROMAN = "EBGaramond.ttf"
ITALIC = "EBGaramond-Italic.ttf"
SIGNS = "Signs.ttf"
FAMILY = "EB Garamond"
SIGNS_FAMILY = "Anthology Signs"

_WEIGHT = 400
_PACKAGED = {ROMAN: "EBGaramond[wght].ttf", ITALIC: "EBGaramond-Italic[wght].ttf"}
# Every one of these can move a line end or a glyph.
_ENGINES = (
    "weasyprint", "pydyf", "fonttools", "uharfbuzz", "pyphen", "tinycss2", "cssselect2", "pillow",
)  # fmt: skip


@cache
def font_bytes(name: str) -> bytes:
    """The file behind `font:NAME`. Raises `LookupError` for any other name."""
    if name == SIGNS:
        return signs_font(SIGNS_FAMILY)
    if name not in _PACKAGED:
        known = ", ".join(sorted([*_PACKAGED, SIGNS]))
        raise LookupError(f"no typeface “{name}”; known are {known}")
    return _at_weight((files("fontpkg_eb_garamond") / "files" / _PACKAGED[name]).read_bytes())


def _at_weight(variable: bytes) -> bytes:
    """The file at the book's weight, its glyphs under the ids that they have in the file."""
    face = uharfbuzz.Face(variable)
    plan = uharfbuzz.SubsetInput()
    plan.keep_everything()
    plan.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS
    plan.pin_axis_location(face, "wght", _WEIGHT)
    return bytes(uharfbuzz.subset(face, plan).blob.data)


class FontFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Answers `font:` URLs and refuses all others with an error that stops the setting."""

    def __init__(self) -> None:
        """Make WeasyPrint raise, where it would otherwise only log, what cannot be had."""
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the font named by `url`; raise `LookupError` for anything else."""
        if not url.startswith(SCHEME):
            raise LookupError(f"“{url}” is not one of our typefaces, and nothing else is fetched")
        return URLFetcherResponse(url, font_bytes(url.removeprefix(SCHEME)))


@cache
def fonts_digest() -> str:
    """Hash of all that decides what a galley looks like, apart from its text and style sheets."""
    digest = hashlib.sha256()
    for name in (*_PACKAGED, SIGNS):
        digest.update(hashlib.sha256(font_bytes(name)).digest())
    for package in _ENGINES:
        digest.update(f"{package} {version(package)}\n".encode())
    # Pango is the system's own copy: it differs between machines, whatever the lock file says.
    digest.update(f"pango {pango.pango_version()}\n".encode())
    return digest.hexdigest()
