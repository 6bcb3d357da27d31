"""Page contents written anew for paper: without the marks of tags, and in one ink if so asked.

Moves nothing and leaves out nothing that is seen. Never reads a style sheet.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Object, Operator, Page, PdfImage

_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
# ISO 32000-1, table 74: operators of colour, and the one that says the same in grey.
_DEVICE = {"g": "g", "rg": "g", "k": "g", "G": "G", "RG": "G", "K": "G"}
_SPACED = frozenset({"cs", "CS", "sc", "SC", "scn", "SCN", "sh"})
_NEEDED = frozenset({"/Font", "/XObject", "/ExtGState"})


class ColourError(ValueError):
    """A colour that cannot be said in black ink by itself; the message names it."""


def bare(drawn: Page | Object) -> bytes:
    """The contents of a page or form without marked content (ISO 32000-1, 14.6)."""
    return pikepdf.unparse_content_stream(list(_unmarked(drawn)))


def in_grey(drawn: Page | Object) -> bytes:
    """The same, with every colour as a grey. Raises ColourError for patterns and named spaces."""
    return pikepdf.unparse_content_stream([_grey(step) for step in _unmarked(drawn)])


def in_rgb(drawn: Page | Object) -> bytes:
    """The same, with colours in the space `/Screen`; black and greys are of the black ink alone."""
    steps = (_named(step) for step in _unmarked(drawn))
    return pikepdf.unparse_content_stream([step for named in steps for step in named])


def _named(step: Any) -> tuple[Any, ...]:
    operator, values = str(step.operator), list(step.operands)
    if operator not in ("rg", "RG") or len(set(values)) == 1:
        return (_grey(step),)
    space, colour = ("cs", "sc") if operator == "rg" else ("CS", "SC")
    screen = ContentStreamInstruction([Name.Screen], Operator(space))
    return screen, ContentStreamInstruction(values, Operator(colour))


def _unmarked(drawn: Page | Object) -> Iterator[Any]:
    steps = pikepdf.parse_content_stream(drawn)
    return (step for step in steps if str(step.operator) not in _MARKS)


def _grey(step: Any) -> Any:
    operator = str(step.operator)
    if operator in _SPACED:
        raise ColourError(f"the operator {operator} of a named colour, a pattern or a gradient")
    if operator not in _DEVICE:
        return step
    shade = round(grey_of([float(value) for value in step.operands]), 4)
    return ContentStreamInstruction([Decimal(f"{shade:g}")], Operator(_DEVICE[operator]))


def grey_of(colour: Sequence[float]) -> float:
    """How light a grey, RGB or CMYK colour looks, from 0 (black) to 1 (ITU-R BT.601)."""
    if len(colour) == 1:
        return colour[0]
    red, green, blue = colour[:3]
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return max(0.0, 1 - light - colour[3]) if len(colour) == 4 else light


def strip(resources: Object, seen: set[tuple[int, int]], *, grey: bool = False) -> None:
    """Make the pictures and forms among resources such, too; what no page needs is left out.

    `seen`: the objects that are done, for pages may share them.
    """
    for kind in list(resources.keys()):
        if kind not in _NEEDED or len(resources[kind]) == 0:
            del resources[kind]
    for item in [item for _, item in sorted(resources.get("/XObject", Dictionary()).items())]:
        if item.objgen not in seen:
            seen.add(item.objgen)
            _strip_object(item, seen, grey)


def _strip_object(item: Any, seen: set[tuple[int, int]], grey: bool) -> None:
    for key in ("/StructParent", "/StructParents"):
        if key in item:
            del item[key]
    if item.Subtype == Name.Form:
        item.write(in_grey(item) if grey else bare(item))
        if "/Resources" in item:
            strip(item.Resources, seen, grey=grey)
    elif grey:
        _grey_picture(item)


def _grey_picture(item: Any) -> None:
    """A picture in shades of grey; what is transparent of it stays so."""
    if item.get("/ColorSpace") == Name.DeviceGray or item.get("/ImageMask"):
        return
    shades = PdfImage(item).as_pil_image().convert("L")
    item.write(zlib.compress(shades.tobytes(), 9), filter=Name.FlateDecode)
    item.ColorSpace, item.BitsPerComponent = Name.DeviceGray, 8
    for key in ("/Decode", "/Intent"):
        if key in item:
            del item[key]
