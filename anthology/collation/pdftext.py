"""Reads the shown text of a PDF page: pieces with their place and their marked-content id.

Content streams are taken apart by qpdf and decoded here, code by code through each font's
`ToUnicode`. The text layer of a viewer library is not used: it guesses spaces, drops hyphens and
doubled glyphs, and so hides what a collation must see. Never knows of structure or of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from anthology.collation.pdffont import Face, read_face

UNMARKED = -1
"""Instead of a marked-content id: text that is neither tagged nor an artifact."""

ARTIFACT = -2
"""Instead of a marked-content id: text that is no part of the text (folio, running head)."""

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STRING = re.compile(rb"<([0-9a-f]*)>|\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# Text rendering modes that leave no ink: 3 invisible, 7 clip only (ISO 32000-1, table 106).
_INKLESS = (3, 7)


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown by one operator: from `x0` to `x1` on the baseline `y`, `size` high, in points.

    `mcid` is the marked-content id, or UNMARKED, or ARTIFACT; `page` counts from 0.
    """

    page: int
    mcid: int
    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that places text (ISO 32000-1, 8.4.1 and 9.3.1)."""

    ctm: Matrix = _IDENTITY
    face: Face | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class _Pen:
    """Where the interpreter of a content stream stands."""

    page: int
    faces: dict[tuple[int, int], Face]
    resources: pikepdf.Object
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    text: Matrix = _IDENTITY
    line: Matrix = _IDENTITY
    marks: list[int] = field(default_factory=lambda: [UNMARKED])
    runs: list[Run] = field(default_factory=list)


def page_runs(page: pikepdf.Page, number: int, faces: dict[tuple[int, int], Face]) -> list[Run]:
    """The text shown on a page, in the order in which it is painted.

    `number` is kept in the runs; `faces` keeps the fonts already read, for the pages that follow.
    """
    pen = _Pen(number, faces, page.resources)
    _paint(pen, page)
    return pen.runs


def _paint(pen: _Pen, content: pikepdf.Page | pikepdf.Object) -> None:
    for instruction in pikepdf.parse_content_stream(content, _WANTED):
        _OPERATORS[str(instruction.operator)](pen, instruction.operands)


def _times(a: Matrix, b: Matrix) -> Matrix:
    """The matrix that first does `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _matrix(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _show(pen: _Pen, shown: bytes, shift: float) -> None:
    """Show a string; `shift` is the sum of a TJ's adjustments, in 1/1000 em."""
    state = pen.state
    if state.face is None:
        return
    codes = state.face.codes(shown)
    spaces = 0 if state.face.wide else shown.count(b" ")
    advance = (state.face.width(codes) - shift) / 1000 * state.size
    advance += len(codes) * state.spacing + spaces * state.word_spacing
    start = _times((1, 0, 0, 1, 0, state.rise), _times(pen.text, state.ctm))
    pen.text = _times((1, 0, 0, 1, advance * state.scale, 0), pen.text)
    end = _times((1, 0, 0, 1, 0, state.rise), _times(pen.text, state.ctm))
    if state.mode in _INKLESS:
        return
    stretch = abs(start[0] * start[3] - start[1] * start[2]) ** 0.5
    text = state.face.text(codes)
    size = state.size * stretch
    pen.runs.append(Run(pen.page, pen.marks[-1], text, start[4], end[4], start[5], size))


def _show_string(pen: _Pen, operands: Any) -> None:
    _show(pen, bytes(operands[-1]), 0.0)


def _show_line(pen: _Pen, operands: Any) -> None:
    _next_line(pen, operands)
    _show_string(pen, operands)


def _show_spaced_line(pen: _Pen, operands: Any) -> None:
    word_spacing, spacing, _ = operands
    _set(pen, word_spacing=float(word_spacing), spacing=float(spacing))
    _show_line(pen, operands)


def _show_array(pen: _Pen, operands: Any) -> None:
    shown, shift = read_array(operands[0].unparse())
    _show(pen, shown, shift)


def read_array(source: bytes) -> tuple[bytes, float]:
    """The strings of a TJ array, joined, and the sum of its numbers.

    `source` is the array as qpdf writes it: hexadecimal strings in lower case, literal strings
    with every parenthesis escaped (ISO 32000-1, table 3). Taken apart here since asking qpdf for
    each of some thousand items on a page takes several times as long.
    """
    shown = b"".join(
        _unescaped(literal) if literal else bytes.fromhex(digits.decode())
        for digits, literal in _STRING.findall(source)
    )
    return shown, sum(map(float, _STRING.sub(b" ", source).strip(b"[]").split()))


def _unescaped(literal: bytes) -> bytes:
    if b"\\" not in literal:
        return literal
    return _ESCAPE.sub(
        lambda m: _ESCAPES.get(m[1], m[1]) if not m[1].isdigit() else bytes([int(m[1], 8)]), literal
    )


def _set(pen: _Pen, **changes: Any) -> None:
    pen.state = replace(pen.state, **changes)


def _set_font(pen: _Pen, operands: Any) -> None:
    name, size = operands
    font = pen.resources.Font[name]
    if font.objgen not in pen.faces or font.objgen == (0, 0):
        pen.faces[font.objgen] = read_face(font)
    _set(pen, face=pen.faces[font.objgen], size=float(size))


def _begin_text(pen: _Pen, _: Any) -> None:
    pen.text = pen.line = _IDENTITY


def _move_to(pen: _Pen, operands: Any) -> None:
    pen.text = pen.line = _matrix(operands)


def _move_by(pen: _Pen, operands: Any) -> None:
    x, y = map(float, operands)
    pen.text = pen.line = _times((1, 0, 0, 1, x, y), pen.line)


def _move_and_lead(pen: _Pen, operands: Any) -> None:
    _set(pen, leading=-float(operands[1]))
    _move_by(pen, operands)


def _next_line(pen: _Pen, _: Any) -> None:
    _move_by(pen, (0, -pen.state.leading))


def _save(pen: _Pen, _: Any) -> None:
    pen.saved.append(pen.state)


def _restore(pen: _Pen, _: Any) -> None:
    if pen.saved:
        pen.state = pen.saved.pop()


def _concatenate(pen: _Pen, operands: Any) -> None:
    _set(pen, ctm=_times(_matrix(operands), pen.state.ctm))


def _begin_mark(pen: _Pen, operands: Any) -> None:
    mark = pen.marks[-1]
    if operands[0] == pikepdf.Name.Artifact:
        mark = ARTIFACT
    elif len(operands) > 1 and mark != ARTIFACT:
        properties = operands[1]
        if isinstance(properties, pikepdf.Name):
            properties = pen.resources.Properties[properties]
        mark = int(properties.get("/MCID", mark))
    pen.marks.append(mark)


def _end_mark(pen: _Pen, _: Any) -> None:
    if len(pen.marks) > 1:
        pen.marks.pop()


def _do(pen: _Pen, operands: Any) -> None:
    """Text in a form XObject stands in the marked content of its caller."""
    form = pen.resources.XObject[operands[0]]
    if form.get("/Subtype") != pikepdf.Name.Form:
        return
    inner = _Pen(pen.page, pen.faces, form.get("/Resources", pen.resources), runs=pen.runs)
    matrix = _matrix(form.get("/Matrix", _IDENTITY))
    inner.state = replace(pen.state, ctm=_times(matrix, pen.state.ctm))
    inner.marks = [pen.marks[-1]]
    _paint(inner, form)


def _setter(name: str, factor: float = 1.0) -> Callable[[_Pen, Any], None]:
    return lambda pen, operands: _set(pen, **{name: float(operands[0]) * factor})


_OPERATORS: dict[str, Callable[[_Pen, Any], None]] = {
    "q": _save,
    "Q": _restore,
    "cm": _concatenate,
    "BT": _begin_text,
    "Tf": _set_font,
    "Tc": _setter("spacing"),
    "Tw": _setter("word_spacing"),
    "Tz": _setter("scale", 0.01),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tr": _setter("mode"),
    "Tm": _move_to,
    "Td": _move_by,
    "TD": _move_and_lead,
    "T*": _next_line,
    "Tj": _show_string,
    "TJ": _show_array,
    "'": _show_line,
    '"': _show_spaced_line,
    "BMC": _begin_mark,
    "BDC": _begin_mark,
    "EMC": _end_mark,
    "Do": _do,
}
_WANTED = " ".join(_OPERATORS)
