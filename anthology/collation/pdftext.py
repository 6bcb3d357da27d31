"""Reads the shown text of a PDF page: pieces with their place and their marked-content id.

Content streams are decoded here, code by code through each font's `ToUnicode`. The text layer of a
viewer library is not used: it guesses spaces, drops hyphens and doubled glyphs, and so hides what a
collation must see. Never knows of structure or of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field

import pikepdf

from anthology.collation.pdfcontent import Operation, operations, plain_operations
from anthology.collation.pdffont import Face, read_face
from anthology.collation.pdfshown import ARTIFACT, UNMARKED, Run

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Text rendering modes that leave no ink: 3 invisible, 7 clip only (ISO 32000-1, table 106).
_INKLESS = (3, 7)


@dataclass(slots=True)
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
    mode: float = 0


@dataclass(slots=True)
class _Pen:
    """Where the interpreter of a content stream stands."""

    faces: dict[tuple[int, int], Face]
    resources: pikepdf.Object | None
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    text: Matrix = _IDENTITY
    line: Matrix = _IDENTITY
    marks: list[int] = field(default_factory=lambda: [UNMARKED])
    runs: list[Run] = field(default_factory=list)
    named: dict[str, Face] = field(default_factory=dict)


def page_runs(page: pikepdf.Page, faces: dict[tuple[int, int], Face]) -> list[Run]:
    """The text shown on a page, in the order in which it is painted.

    `faces` keeps the fonts already read, for the pages that follow.
    """
    pen = _Pen(faces, page.resources)
    _paint(pen, operations(page))
    return pen.runs


def plain_runs(content: bytes, faces: Mapping[str, Face]) -> list[Run] | None:
    """The same of the content of a page that draws on nothing but these fonts, by their names.

    None if it is not written plainly, or names something else.
    """
    found = plain_operations(content)
    if found is None:
        return None
    pen = _Pen({}, None, named=dict(faces))
    try:
        _paint(pen, found)
    except _UnknownError:
        return None
    return pen.runs


class _UnknownError(Exception):
    """Content names what is not at hand."""


def _paint(pen: _Pen, content: Iterable[Operation]) -> None:
    for operator, operands in content:
        _OPERATORS[operator](pen, *operands)


def _times(a: Matrix, b: Matrix) -> Matrix:
    """The matrix that first does `a`, then `b`."""
    a0, a1, a2, a3, a4, a5 = a
    b0, b1, b2, b3, b4, b5 = b
    return (
        a0 * b0 + a1 * b2,
        a0 * b1 + a1 * b3,
        a2 * b0 + a3 * b2,
        a2 * b1 + a3 * b3,
        a4 * b0 + a5 * b2 + b4,
        a4 * b1 + a5 * b3 + b5,
    )


def _moved(place: Matrix, x: float, y: float) -> Matrix:
    """A place moved along its own axes."""
    a, b, c, d, e, f = place
    return a, b, c, d, x * a + y * c + e, x * b + y * d + f


def _show(pen: _Pen, shown: bytes, shift: float = 0.0) -> None:
    """Show a string; `shift` is the sum of a TJ's adjustments, in 1/1000 em."""
    state = pen.state
    face = state.face
    if face is None:
        return
    codes = face.codes(shown)
    advance = (face.width(codes) - shift) / 1000 * state.size + len(codes) * state.spacing
    if state.word_spacing and not face.wide:
        advance += shown.count(b" ") * state.word_spacing
    along = advance * state.scale
    a, b, c, d, e, f = _times(pen.text, state.ctm)
    pen.text = _moved(pen.text, along, 0.0)
    if state.mode in _INKLESS:
        return
    x, y = state.rise * c + e, state.rise * d + f
    size = state.size * abs(a * d - b * c) ** 0.5
    pen.runs.append(Run(pen.marks[-1], face.text(codes), x, x + along * a, y, size))


def _show_line(pen: _Pen, shown: bytes) -> None:
    _next_line(pen)
    _show(pen, shown)


def _show_spaced_line(pen: _Pen, word_spacing: float, spacing: float, shown: bytes) -> None:
    pen.state.word_spacing, pen.state.spacing = word_spacing, spacing
    _show_line(pen, shown)


def _set_font(pen: _Pen, name: str, size: float) -> None:
    if name not in pen.named:
        if pen.resources is None:
            raise _UnknownError
        font = pen.resources.Font[f"/{name}"]
        if font.objgen not in pen.faces or not font.is_indirect:
            pen.faces[font.objgen] = read_face(font)
        pen.named[name] = pen.faces[font.objgen]
    pen.state.face, pen.state.size = pen.named[name], size


def _begin_text(pen: _Pen) -> None:
    pen.text = pen.line = _IDENTITY


def _move_to(pen: _Pen, *matrix: float) -> None:
    a, b, c, d, e, f = matrix
    pen.text = pen.line = (a, b, c, d, e, f)


def _move_by(pen: _Pen, x: float, y: float) -> None:
    pen.text = pen.line = _moved(pen.line, x, y)


def _move_and_lead(pen: _Pen, x: float, y: float) -> None:
    pen.state.leading = -y
    _move_by(pen, x, y)


def _next_line(pen: _Pen) -> None:
    _move_by(pen, 0.0, -pen.state.leading)


def _save(pen: _Pen) -> None:
    pen.saved.append(copy(pen.state))


def _restore(pen: _Pen) -> None:
    if pen.saved:
        pen.state = pen.saved.pop()


def _concatenate(pen: _Pen, *matrix: float) -> None:
    a, b, c, d, e, f = matrix
    pen.state.ctm = _times((a, b, c, d, e, f), pen.state.ctm)


def _begin_mark(pen: _Pen, tag: str, properties: int | str | None) -> None:
    mark = pen.marks[-1]
    if tag == "Artifact":
        mark = ARTIFACT
    elif properties is not None and mark != ARTIFACT:
        if isinstance(properties, str):
            if pen.resources is None:
                raise _UnknownError
            properties = int(pen.resources.Properties[f"/{properties}"].get("/MCID", mark))
        mark = properties
    pen.marks.append(mark)


def _end_mark(pen: _Pen) -> None:
    if len(pen.marks) > 1:
        pen.marks.pop()


def _do(pen: _Pen, name: str) -> None:
    """Text in a form XObject stands in the marked content of its caller."""
    if pen.resources is None:
        raise _UnknownError
    form = pen.resources.XObject[f"/{name}"]
    if form.get("/Subtype") != pikepdf.Name.Form:
        return
    inner = _Pen(pen.faces, form.get("/Resources", pen.resources), runs=pen.runs)
    a, b, c, d, e, f = map(float, form.get("/Matrix", _IDENTITY))
    inner.state = copy(pen.state)
    inner.state.ctm = _times((a, b, c, d, e, f), pen.state.ctm)
    inner.marks = [pen.marks[-1]]
    _paint(inner, operations(form))


def _setter(name: str, factor: float = 1.0) -> Callable[[_Pen, float], None]:
    return lambda pen, value: setattr(pen.state, name, value * factor)


_OPERATORS: dict[str, Callable[..., None]] = {
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
    "Tj": _show,
    "TJ": _show,
    "'": _show_line,
    '"': _show_spaced_line,
    "BMC": _begin_mark,
    "BDC": _begin_mark,
    "EMC": _end_mark,
    "Do": _do,
}
