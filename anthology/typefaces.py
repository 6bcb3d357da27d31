"""Which typeface prints a sign: the book's own, one for another script, or a frame with its number.

All faces come with packages that the lock file names; no font of the system is ever asked. Knows
coverage only: what the files are made into is the work of `render.fonts`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar

import uharfbuzz

ROMAN = "EBGaramond.ttf"
ITALIC = "EBGaramond-Italic.ttf"
BOLD = "EBGaramond-Bold.ttf"
SIGNS = "Signs.ttf"
_FAMILY = (
    uharfbuzz.OTNameIdPredefined.TYPOGRAPHIC_FAMILY,
    uharfbuzz.OTNameIdPredefined.FONT_FAMILY,
)
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
SANS = {
    ROMAN: Packaged("fontpkg-noto-sans", "NotoSans[wdth,wght].ttf", "Noto Sans"),
    ITALIC: Packaged("fontpkg-noto-sans", "NotoSans-Italic[wdth,wght].ttf", "Noto Sans"),
    BOLD: Packaged("fontpkg-noto-sans", "NotoSans[wdth,wght].ttf", "Noto Sans Bold", 700),
}
"""Faces without serifs, for large print: what prints instead of each of ours."""
_OTHERS = ("Hebrew.ttf", "Arabic.ttf", "Other.ttf")

OwnFaces = tuple[tuple[str, bytes], ...]
"""Files of an edition that print instead of `ROMAN`, `ITALIC` and `BOLD`: name of ours, bytes."""
_own: dict[str, bytes] = {}
_forget: list[Callable[[], None]] = []
P = ParamSpec("P")
T = TypeVar("T")


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function says of faces, until other faces are in use."""
    remembered = cache(function)
    _forget.append(remembered.cache_clear)
    return remembered  # type: ignore[return-value]  # it is called as the function is


def use_faces(faces: OwnFaces) -> None:
    """Print with these faces of an edition from here on, with ours where there is none."""
    if dict(faces) != _own:
        _own.clear()
        _own.update(faces)
        for forget in _forget:
            forget()


@contextmanager
def faces_in_use(faces: OwnFaces) -> Iterator[None]:
    """Print with these faces for a while."""
    before = own_faces()
    use_faces(faces)
    try:
        yield
    finally:
        use_faces(before)


def own_faces() -> OwnFaces:
    """The faces of an edition that are in use."""
    return tuple(sorted(_own.items()))


@cached
def own_digest() -> bytes:
    """The same in one number."""
    return sha256(repr(own_faces()).encode()).digest()


@cached
def own_family() -> str:
    """The name of the family that the edition's own roman belongs to; empty for none."""
    if ROMAN not in _own:
        return ""
    face = uharfbuzz.Face(_own[ROMAN])
    said = (face.get_name(id) for id in _FAMILY)
    return next((" ".join(name.split()) for name in said if name), "")


def file_of(name: str) -> bytes:
    """The bytes of a face: the edition's, or the packaged ones."""
    return _own.get(name) or PACKAGED[name].read()


DRAWN = frozenset("\N{WINKING FACE}")
"""Signs that `render.signs` draws."""

# The roman has these emoji too; the engine would take them from a colour font of the system.
_PICTURES = frozenset("\N{RAISED FIST}\N{RAISED HAND}❓❗")
_EMOJI = 0x1F000
# Format characters, spaces and controls print nothing, whatever face is asked (Unicode, 5.21).
_SILENT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_OGHAM_SPACE = "\u1680"  # the one space that is drawn


@cached
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
        return SIGNS if ord(sign) in _packaged_signs(ROMAN) else frames_file(sign)
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


@cached
def signs_of(file: str) -> Any:
    """The code points that a face has, as a set of numbers."""
    return uharfbuzz.Face(file_of(file)).unicodes


@cache
def _packaged_signs(file: str) -> Any:
    return uharfbuzz.Face(PACKAGED[file].read()).unicodes


def family_of(file: str) -> str:
    """The name by which style sheets ask for a file."""
    return PACKAGED[file].family if file in PACKAGED else f"Anthology {file.removesuffix('.ttf')}"
