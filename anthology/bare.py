"""The bytes of a PNG or JPEG → the same picture without what its file says besides.

Photographs tell where and by whom they were taken, and programs add more: nobody who gives a
picture to a book means to print that. What makes the picture (pixels, palette, colour space,
gamma, dots an inch) stays bit for bit. Never unpacks a picture, and never mends a broken one.
"""

from __future__ import annotations

import struct

_PNG_HEAD = 8  # bytes of the signature (PNG, third edition, 5.2)
# Chunks without which the picture would look otherwise; all others are dropped: texts, EXIF, times.
_PNG_KEPT = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT"),
        *(b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs"),
    }
)
_IEND = b"\0\0\0\0IEND\xaeB`\x82"
_SOI, _EOI, _SOS, _COM = b"\xff\xd8", 0xD9, 0xDA, 0xFE
_APPS = range(0xE0, 0xF0)
# Of the segments for applications: JFIF, a colour profile, how Adobe's programs wrote the colours.
_JPEG_KEPT = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))


def bare_png(data: bytes) -> bytes:
    """A PNG without texts, EXIF, times and chunks of programs; it need not say where it ends."""
    kept, at = [data[:_PNG_HEAD]], _PNG_HEAD
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            break
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = len(data) if kind == b"IEND" else end
    return b"".join(kept if kept[-1][4:8] == b"IEND" else [*kept, _IEND])


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without EXIF, XMP, IPTC, comments, thumbnails, and what stands behind its end.

    Segments as in ITU-T T.81, annex B. Raises ValueError if they cannot be told apart.
    """
    kept, at = [_SOI], len(_SOI)
    while at + 2 <= len(data):
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise ValueError("a segment does not begin where the one before ends")
        if marker == 0xFF:  # a byte of filling (B.1.1.2)
            at += 1
            continue
        if marker == _EOI:
            break
        end = _segment_end(data, at)
        if marker == _SOS:
            end = _scan_end(data, end)
        if _makes_the_picture(marker, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, bytes([0xFF, _EOI])])


def _segment_end(data: bytes, at: int) -> int:
    if at + 4 > len(data):
        raise ValueError("a segment is cut short")
    (length,) = struct.unpack_from(">H", data, at + 2)
    if length < 2:
        raise ValueError("a segment has no length")
    return int(at + 2 + length)


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker stands that is no part of a scan: no stuffed zero, no restart."""
    while (found := data.find(b"\xff", at)) >= 0 and found + 1 < len(data):
        following = data[found + 1]
        if following and following != 0xFF and following not in range(0xD0, 0xD8):
            return found
        at = found + (1 if following == 0xFF else 2)
    return len(data)


def _makes_the_picture(marker: int, begins: bytes) -> bool:
    if marker in _APPS:
        return any(marker == app and begins.startswith(name) for app, name in _JPEG_KEPT)
    return marker != _COM
