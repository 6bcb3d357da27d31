"""Colour profiles (ICC.1:2001-04), written from published numbers: what grey and RGB values mean.

Never measures a press and never reads a file: an edition's own profile is bytes that it is handed.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_D50 = (0.9642, 1.0, 0.8249)
"""White of the space in which profiles meet (6.1.5)."""
_PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
"""Those of sRGB (IEC 61966-2-1), adapted to D50."""
_STEPS = 256
_GAIN = 0.20  # how much larger a half tone prints: 50 % of ink covers 70 %
_BLACK = 0.02  # of the paper's light that full black throws back: a density of 1.7
_FREE = "No rights reserved: use it freely"
_SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_HEADER = struct.Struct(">I4xI4s4s4s12s4s4x4x4x4x8xI12s4x44x")
_AT = struct.Struct(">4sII")


@dataclass(frozen=True, slots=True)
class Profile:
    """A colour profile: what it is called, its bytes, and how many components a colour has."""

    name: str
    data: bytes
    components: int


class ProfileError(ValueError):
    """Bytes that are no profile of a printing press; the message says why."""


def srgb() -> Profile:
    """The colours of screens, which the engine's pages are drawn in."""
    tags = {name: _xyz(value) for name, value in _PRIMARIES.items()}
    curve = _curve(_srgb_light)
    tags |= {"rTRC": curve, "gTRC": curve, "bTRC": curve}
    return _profile("sRGB IEC61966-2-1", b"mntr", b"RGB ", tags)


def black_ink() -> Profile:
    """Black ink on white paper, half tones grown by 20 %: usual for books, not measured."""
    tags = {"kTRC": _curve(_ink_light)}
    return _profile("Black ink, dot gain 20 %", b"prtr", b"GRAY", tags)


def press_profile(data: bytes, name: str) -> Profile:
    """The profile in a file of the edition's. Raises ProfileError for what is none of a press."""
    if len(data) < _HEADER.size or data[36:40] != b"acsp":
        raise ProfileError("is no ICC profile")
    if int.from_bytes(data[:4]) != len(data):
        raise ProfileError("is cut off: it has not the length that it says")
    if data[12:16] != b"prtr":
        raise ProfileError("is not the profile of an output device (class “prtr”)")
    if data[16:20] not in _SPACES:
        raise ProfileError("is neither of grey nor of RGB nor of CMYK")
    return Profile(name, data, _SPACES[data[16:20]])


def _srgb_light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _ink_light(value: float) -> float:
    """Light of a grey (0 black, 1 white): Murray and Davies, with a parabola of dot gain."""
    ink = 1 - value
    covered = ink + 4 * _GAIN * ink * (1 - ink)
    return 1 - covered * (1 - _BLACK)


def _profile(name: str, kind: bytes, space: bytes, tags: Mapping[str, bytes]) -> Profile:
    """Header (6.1), table of tags (6.2), and the tags, each on a multiple of four bytes."""
    all_tags = {"desc": _description(name), "cprt": _text(_FREE), "wtpt": _xyz(_D50), **tags}
    table, body = b"", b""
    start = _HEADER.size + 4 + _AT.size * len(all_tags)
    for tag, data in all_tags.items():
        table += _AT.pack(tag.encode(), start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = _HEADER.pack(
        start + len(body),
        0x02400000,
        kind,
        space,
        b"XYZ ",
        struct.pack(">6H", 2001, 4, 1, 0, 0, 0),  # a day is asked for: that of the standard
        b"acsp",
        1,  # relative colorimetric
        struct.pack(">3i", *map(_fixed, _D50)),
    )
    data = head + struct.pack(">I", len(all_tags)) + table + body
    return Profile(name, data, _SPACES[space])


def _fixed(value: float) -> int:
    """A number of the type s15Fixed16 (5.3.2)."""
    return round(value * 65536)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *map(_fixed, value))


def _curve(light: Callable[[float], float]) -> bytes:
    values = [round(65535 * light(i / (_STEPS - 1))) for i in range(_STEPS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *values)


def _text(words: str) -> bytes:
    return b"text\0\0\0\0" + words.encode() + b"\0"


def _description(words: str) -> bytes:
    """A text in ASCII alone: of the two other forms it has none (6.5.17)."""
    plain = words.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(plain)) + plain + b"\0" * (4 + 4 + 2 + 1 + 67)
