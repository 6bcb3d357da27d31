"""What the codes of a PDF font say: characters (`ToUnicode`), widths, and whether ink is drawn.

Never looks at a page. Code lengths other than one byte (simple fonts) and two (composite fonts)
do not occur in our books and are not read.
"""

from __future__ import annotations

import io
import re
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, repeat
from typing import TypeVar

import pikepdf
from fontTools.ttLib import TTFont

from anthology.collation.streams import words

# Stands for a glyph that shows nothing a reader could read: no meaning, no outline, or a box.
UNREADABLE = "\ufffd"

Value = TypeVar("Value")
_SECTION = re.compile(rb"begin(bfchar|bfrange|cidchar|cidrange)(.*?)end\1", re.DOTALL)
_ITEM = re.compile(rb"<([0-9a-fA-F\s]*)>|(\d+)|(\[[^\]]*\])")


class Otherwise(dict[int, Value]):
    """A table that has a value for every other code, too."""

    def __init__(self, known: Iterable[tuple[int, Value]], otherwise: Value) -> None:
        """`otherwise` is that value."""
        super().__init__(known)
        self.otherwise = otherwise

    def __missing__(self, code: int) -> Value:
        """What a code has that is not in the table."""
        return self.otherwise


@dataclass(frozen=True, slots=True)
class Face:
    """One font of the book: what its codes mean, and how wide they are in 1/1000 em."""

    wide: bool
    texts: Otherwise[str]
    widths: Otherwise[float]

    def codes(self, shown: bytes) -> array[int]:
        """The codes in a shown string: two bytes each in a composite font, else one."""
        codes = array("H" if self.wide else "B", shown[: len(shown) & ~self.wide])
        if self.wide and sys.byteorder == "little":
            codes.byteswap()
        return codes

    def text(self, codes: array[int]) -> str:
        """The characters these codes stand for."""
        return "".join(map(self.texts.__getitem__, codes))

    def width(self, codes: array[int]) -> float:
        """The sum of the advance widths, in 1/1000 em."""
        return sum(map(self.widths.__getitem__, codes))

    def said(self) -> str:
        """All of it in words: two faces that say the same show the same."""
        tables = (self.texts, self.widths)
        return repr([self.wide, *((sorted(t.items()), t.otherwise) for t in tables)])


def read_face(font: pikepdf.Object) -> Face:
    """Read a font dictionary (ISO 32000-1, 9.6 to 9.10)."""
    wide = font.Subtype == pikepdf.Name.Type0
    texts = _to_unicode(font)
    if not wide:
        return Face(
            wide, Otherwise(texts.items(), UNREADABLE), Otherwise(_simple_widths(font), 0.0)
        )
    descendant = font.DescendantFonts[0]
    cids = _cids(font)
    blank = _blank_glyphs(descendant)
    for code, text in texts.items():
        cid = cids.get(code, code) if cids else code
        if cid == 0 or (cid in blank and words(text) and text.isprintable()):
            texts[code] = UNREADABLE
    default = float(descendant.get("/DW", 1000))
    widths = Otherwise(_composite_widths(descendant), default)
    return Face(wide, Otherwise(texts.items(), UNREADABLE), widths)


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    texts: dict[int, str] = {}
    for kind, rows in _sections(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            for code, text in zip(rows[::2], rows[1::2], strict=True):
                texts[int(code, 16)] = _utf16(text)
        elif kind == b"bfrange":
            for first, last, to in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
                texts.update(_text_range(int(first, 16), int(last, 16), to))
    return texts


def _text_range(first: int, last: int, to: bytes) -> Iterator[tuple[int, str]]:
    """A `bfrange` row: a list of texts, or a text whose last unit counts up with the code."""
    if to.startswith(b"["):
        for code, (text, _, _) in enumerate(_ITEM.findall(to[1:-1]), first):
            yield code, _utf16(text)
        return
    start = int(to, 16)
    for code in range(first, last + 1):
        yield code, _utf16(b"%0*x" % (len(to), start + code - first))


def _cids(font: pikepdf.Object) -> dict[int, int]:
    """The font's own code map, where it has one; empty for Identity-H, where code is CID."""
    if not isinstance(font.Encoding, pikepdf.Stream):
        return {}
    cids: dict[int, int] = {}
    for kind, rows in _sections(font.Encoding.read_bytes()):
        if kind == b"cidchar":
            for code, cid in zip(rows[::2], rows[1::2], strict=True):
                cids[int(code, 16)] = int(cid)
        elif kind == b"cidrange":
            for low, high, cid in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
                first, last = int(low, 16), int(high, 16)
                cids.update(zip(range(first, last + 1), count(int(cid))))
    return cids


def _sections(cmap: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """The mapping sections of a CMap: its kind, and the items of its rows in one list."""
    for kind, body in _SECTION.findall(cmap):
        items = _ITEM.findall(body)
        yield kind, [number or row or b"".join(code.split()) for code, number, row in items]


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(b"".join(digits.split()).decode()).decode("utf-16-be", "replace")


def _simple_widths(font: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """Widths of a simple font in 1/1000 em; a Type 3 font gives them in its own units."""
    scale = float(font.FontMatrix[0]) * 1000 if font.Subtype == pikepdf.Name.Type3 else 1.0
    widths = font.get("/Widths", pikepdf.Array())
    for code, width in enumerate(widths.as_list(), int(font.get("/FirstChar", 0))):
        yield code, float(width) * scale


def _composite_widths(descendant: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """The `W` array: `first [w …]` or `first last w` (ISO 32000-1, 9.7.4.3)."""
    items = iter(descendant.get("/W", pikepdf.Array()).as_list())
    for first in items:
        second = next(items)
        if isinstance(second, pikepdf.Array):
            yield from enumerate(map(float, second.as_list()), int(first))
        else:
            same = range(int(first), int(second) + 1)
            yield from zip(same, repeat(float(next(items))))


def _blank_glyphs(descendant: pikepdf.Object) -> frozenset[int]:
    """Glyphs of an embedded TrueType font that have no outline, so that nothing is drawn.

    A subset joined wrongly loses outlines and keeps its `ToUnicode`: the words would still be
    there for a program and not for a reader.
    """
    file = descendant.FontDescriptor.get("/FontFile2")
    if file is None or descendant.get("/CIDToGIDMap", "/Identity") != "/Identity":
        return frozenset()
    places = TTFont(io.BytesIO(file.read_bytes()), lazy=True)["loca"].locations
    return frozenset(g for g in range(len(places) - 1) if places[g] == places[g + 1])
