"""Which typeface prints a sign: the book's own, one for another script, or a frame with its number.

All faces come with packages that the lock file names; no font of the system is ever asked. Knows
coverage only: what the files are made into is the work of `render.fonts`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import uharfbuzz

ROMAN = "EBGaramond.ttf"
ITALIC = "EBGaramond-Italic.ttf"
BOLD = "EBGaramond-Bold.ttf"
SIGNS = "Signs.ttf"
BOOK = ""
"""The home of what the book's own face prints, and of what prints nothing."""


@dataclass(frozen=True, slots=True)
class Packaged:
    """A face as its package has it: the package, the file in it, the weight to cut it out at."""

    package: str
    file: str
    family: str
    weight: int = 400

    def read(self) -> bytes:
        """The file's bytes, as they came."""
        return (files(self.package.replace("-", "_")) / "files" / self.file).read_bytes()


PACKAGED = {
    ROMAN: Packaged("fontpkg-eb-garamond", "EBGaramond[wght].ttf", "EB Garamond"),
    ITALIC: Packaged("fontpkg-eb-garamond", "EBGaramond-Italic[wght].ttf", "EB Garamond"),
    # Figures of the index alone are set in it.
    BOLD: Packaged("fontpkg-eb-garamond", "EBGaramond[wght].ttf", "EB Garamond Bold", 700),
    "Hebrew.ttf": Packaged(
        "fontpkg-frank-ruhl-libre", "FrankRuhlLibre[wght].ttf", "Anthology Hebrew"
    ),
    "Arabic.ttf": Packaged("fontpkg-amiri", "Amiri-Regular.ttf", "Anthology Arabic"),
    "Other.ttf": Packaged("fontpkg-noto-sans", "NotoSans[wdth,wght].ttf", "Anthology Other"),
}
_OTHERS = ("Hebrew.ttf", "Arabic.ttf", "Other.ttf")

DRAWN = frozenset("\N{WINKING FACE}")
"""Signs that `render.signs` draws."""

# The roman has these emoji too; the engine would take them from a colour font of the system.
_PICTURES = frozenset("\N{RAISED FIST}\N{RAISED HAND}❓❗")
_EMOJI = 0x1F000
# Format characters, spaces and controls print nothing, whatever face is asked (Unicode, 5.21).
_SILENT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_OGHAM_SPACE = "\u1680"  # the one space that is drawn


@cache
def home_of(sign: str) -> str:
    """The file that prints a sign: `BOOK`, a face for another script, `SIGNS` or `Frames-….ttf`."""
    if is_selector(sign) or is_tag(sign):
        return frames_file(sign)
    if unicodedata.category(sign) in _SILENT and sign != _OGHAM_SPACE:
        return BOOK
    if sign in DRAWN:
        return SIGNS
    if unicodedata.category(sign) == "Co":  # another face's private sign is not this one
        return frames_file(sign)
    if sign in _PICTURES or ord(sign) >= _EMOJI:
        return SIGNS if ord(sign) in signs_of(ROMAN) else frames_file(sign)
    if ord(sign) in signs_of(ROMAN) or ord(sign) in signs_of(ITALIC):
        return BOOK
    return next((file for file in _OTHERS if ord(sign) in signs_of(file)), frames_file(sign))


def is_framed(sign: str) -> bool:
    """Whether no typeface has the sign, so that print shows its number in a frame."""
    return home_of(sign).startswith("Frames-") and not (is_selector(sign) or is_tag(sign))


def is_selector(sign: str) -> bool:
    """Whether it only chooses between two looks of the sign before it (Unicode, 23.4)."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def is_tag(sign: str) -> bool:
    """Whether it is a tag character, which spells out a flag (Unicode, 23.9)."""
    return "\U000e0000" <= sign <= "\U000e007f"


def frames_file(sign: str) -> str:
    """The name of the font that frames the numbers of the 256 signs around this one."""
    return f"Frames-{ord(sign) >> 8:x}.ttf"


@cache
def signs_of(file: str) -> Any:
    """The code points that a packaged face has, as a set of numbers."""
    return uharfbuzz.Face(PACKAGED[file].read()).unicodes


def family_of(file: str) -> str:
    """The name by which style sheets ask for a file."""
    return PACKAGED[file].family if file in PACKAGED else f"Anthology {file.removesuffix('.ttf')}"
