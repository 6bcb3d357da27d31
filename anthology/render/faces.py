"""One embedded subset of each face for the whole PDF, made from the font files themselves.

Galleys bring a subset each and stamps need glyphs of their own; all of them keep the glyph ids of
the font file, so one subset with all the glyphs takes the place of every one. Never shapes text.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import uharfbuzz
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from anthology.render.fonts import font_bytes
from anthology.render.job import FaceUse
from anthology.typefaces import cached, own_faces

_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"DSIG", b"STAT", b"name")
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6  # ISO 32000-1, table 123
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def embed_faces(pdf: Pdf, uses: Iterable[FaceUse]) -> Object:
    """A font resource dictionary in `pdf` that serves all `uses` by their resource names."""
    resources: dict[str, str] = {}
    glyphs: dict[str, dict[int, str]] = {}
    for use in uses:
        resources[use.resource] = use.file
        union = glyphs.setdefault(use.file, {})
        for glyph, text in use.glyphs:
            # Where two texts share a glyph, the first in the alphabet wins, whatever the order.
            union[glyph] = min(union.get(glyph, text), text)
    fonts = {file: _embed(pdf, file, union) for file, union in sorted(glyphs.items())}
    entries = {f"/{name}": fonts[file] for name, file in sorted(resources.items())}
    return pdf.make_indirect(Dictionary(entries))


def _embed(pdf: Pdf, file: str, glyphs: Mapping[int, str]) -> Object:
    """A composite font (ISO 32000-1, 9.7) whose character codes are glyph ids."""
    name = _base_name(file, glyphs)
    font = load(file)
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=system,
        CIDToGIDMap=Name.Identity,
        DW=0,
        W=_widths(font, glyphs),
        FontDescriptor=_descriptor(pdf, file, name, font, _subset(file, glyphs)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=Stream(pdf, _cmap(glyphs)),
        )
    )


def load(file: str) -> Any:
    """A face, for shaping and measuring in thousandths of the type size."""
    font = uharfbuzz.Font(uharfbuzz.Face(font_bytes(file)))
    font.scale = (1000, 1000)
    return font


def _base_name(file: str, glyphs: Iterable[int]) -> Name:
    """The name with the six-letter tag of a subset (9.6.4), which depends on its glyphs."""
    digest = hashlib.sha256(repr((file, sorted(glyphs))).encode()).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return Name(f"/{tag}+{postscript_name(file)}")


@cached
def postscript_name(file: str) -> str:
    """What a face calls itself; ours are called as their files."""
    if file not in dict(own_faces()):
        return file.removesuffix(".ttf")
    said = TTFont(io.BytesIO(font_bytes(file)))["name"].getDebugName(6) or ""
    plain = "".join(sign for sign in said if sign.isascii() and (sign.isalnum() or sign == "-"))
    return plain or file.removesuffix(".ttf")


def _subset(file: str, glyphs: Iterable[int]) -> bytes:
    face = uharfbuzz.Face(font_bytes(file))
    plan = uharfbuzz.SubsetInput()
    plan.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    plan.glyph_set.update({0, *glyphs})
    plan.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _DROPPED)
    return bytes(uharfbuzz.subset(face, plan).blob.data)


def _descriptor(pdf: Pdf, file: str, name: Name, font: Any, program: bytes) -> Object:
    extents = font.get_font_extents("ltr")
    italic = "Italic" in file
    stream = Stream(pdf, program)
    stream.Length1 = len(program)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC | (_ITALIC if italic else 0),
            FontBBox=Array([-500, extents.descender, 1500, extents.ascender]),
            ItalicAngle=-17 if italic else 0,
            Ascent=extents.ascender,
            Descent=extents.descender,
            CapHeight=650,
            StemV=80,
            FontFile2=stream,
        )
    )


def _widths(font: Any, glyphs: Iterable[int]) -> Array:
    """The W array (9.7.4.3): each run of neighbouring glyph ids with the list of its widths."""
    widths = Array()
    # In a run of neighbours the id grows as fast as its rank.
    for _, group in groupby(enumerate(sorted(glyphs)), key=lambda pair: pair[1] - pair[0]):
        run = [glyph for _, glyph in group]
        widths.append(run[0])
        widths.append(Array([font.get_glyph_h_advance(glyph) for glyph in run]))
    return widths


def _cmap(glyphs: Mapping[int, str]) -> bytes:
    """The ToUnicode map (9.10.3), in blocks of at most a hundred entries."""
    rows = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
        for glyph, text in sorted(glyphs.items())
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    ranges = ["\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks]
    return _CMAP.format(ranges="\n".join(ranges)).encode()
