"""The glyphs of a line written into the PDF: a row at a time, each as it was written before.

WeasyPrint 70.0 asks Pango's library five times for each glyph. What it writes of one depends on the
glyph, its face, its size and its place alone. What is not plain (a sign that no face has, a glyph
that is raised, one in colours) is left to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from anthology.render.rows import Row
from anthology.render.shaped import is_kept
from anthology.render.words import Word

_Row = tuple[Any, list[tuple[int, ...]]]
"""A run of one face, and of each of its glyphs the id, the width, and how far it is moved."""

_Written = tuple[Any, Any, float, str]
"""A run as it is written: the font of Pango, the face, its size, the operand."""

_SIZE = ffi.sizeof("PangoGlyphInfo")
_NO_GLYPH = 0x0FFFFFFF  # what is no less is empty, or a sign that no face has
_SIZES_TOLD = 14802  # the version of Pango since which a font knows its size


@contextmanager
def glyphs_in_rows() -> Iterator[None]:
    """While it lasts, WeasyPrint writes our lines so."""
    theirs, writer = drawing.draw_first_line, _Writer()
    told = pango.pango_version() >= _SIZES_TOLD

    def draw(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
        row = box.pango_layout
        plain = overflow != "ellipsis" and ellipsis == "none"
        if plain and isinstance(row, Row) and writer.write_row(stream, row, matrix):
            return []
        plain = plain and told
        rows = list(_rows(box.pango_layout)) if plain else []
        if not rows or not writer.write(stream, rows, matrix, box.pango_layout.text):
            return theirs(stream, box, overflow, ellipsis, matrix)
        return []

    drawing.draw_first_line = draw
    try:
        yield
    finally:
        drawing.draw_first_line = theirs


def _rows(layout: Any) -> Iterator[_Row]:
    """The runs of a line; none, if it is not one of ours."""
    line, _ = layout.get_first_line() if is_kept(layout) else (None, None)
    run = line.runs[0] if line else ffi.NULL
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        numbers = memoryview(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _SIZE)).cast("i")
        yield run.data, [*zip(*(numbers[field :: _SIZE // 4] for field in range(4)), strict=True)]
        run = run.next


class _Writer:
    """What was written of the glyphs of a document."""

    def __init__(self) -> None:
        # The fonts of Pango by their address: the lines that are kept hold them.
        self._faces: dict[int, tuple[Any, float, dict[tuple[int, ...], str]]] = {}
        # The words whose glyphs were noted, by the face and their own address.
        self._words: dict[str, dict[int, Word]] = {}

    def write(self, stream: Any, rows: list[_Row], matrix: Any, text: str) -> bool:
        """Write a line; write nothing and say no, if something of it is not plain."""
        written: list[_Written] = []
        for run, glyphs in rows:
            face, size, known = self._face(stream, run.item.analysis.font)
            for number, glyph in enumerate(glyphs):
                if glyph not in known:
                    if glyph[0] >= _NO_GLYPH or glyph[3] or _is_picture(face):
                        return False
                    known[glyph] = _said(stream, run, number, (face, size), text)
            row = "".join(["<", *[known[glyph] for glyph in glyphs], ">"])
            written.append((run.item.analysis.font, face, size, row.removesuffix("<>")))
        _show(stream, matrix, written)
        return True

    def write_row(self, stream: Any, row: Row, matrix: Any) -> bool:
        """Write a row as its words are written, if these are plain."""
        face, size, _ = self._face(stream, row.measure.font)
        if _is_picture(face):
            return False
        met = self._words.setdefault(face.hash, {})
        for word in row.words:
            if id(word) not in met:
                met[id(word)] = word
                for glyph, width, text in word.glyphs:
                    face.to_unicode.setdefault(glyph, text)
                    face.widths.setdefault(glyph, width)
        stream.set_text_matrix(*matrix.values)
        stream.set_font_size(face.hash, size)
        stream.show_text(row.operand())
        return True

    def _face(self, stream: Any, font: Any) -> Any:
        place = int(ffi.cast("uintptr_t", font))
        if place not in self._faces:
            self._faces[place] = (*stream.add_font(font), {})
        return self._faces[place]


def _is_picture(face: Any) -> bool:
    return bool(face.bitmap or face.svg or face.png or face.colr)


def _said(stream: Any, run: Any, number: int, font: tuple[Any, float], text: str) -> str:
    """What the engine writes of a glyph, once it has noted its width and the text it stands for."""
    face, size = font
    info = run.glyphs.glyphs[number]
    if info.glyph not in face.to_unicode:
        face.to_unicode[info.glyph] = _text(run, number, text)
    if info.glyph not in face.widths:
        analysis = run.item.analysis
        pango.pango_font_get_glyph_extents(
            analysis.font, info.glyph, stream.ink_rect, stream.logical_rect
        )
        face.widths[info.glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    right = info.geometry.x_offset / size
    moved = face.widths[info.glyph] + right - info.geometry.width * 1000 * FROM_UNITS / size
    before, after = (f">{-right}<" if right else ""), (f">{int(moved)}<" if moved else "")
    return f"{before}{info.glyph:04x}{after}"


def _text(run: Any, number: int, text: str) -> str:
    """The text that a glyph stands for: where its cluster begins, up to the next one."""
    item, clusters, last = run.item, run.glyphs.log_clusters, run.glyphs.num_glyphs - 1
    if item.analysis.level % 2:
        end = item.length if number == 0 else clusters[number - 1]
    else:
        end = item.length if number == last else clusters[number + 1]
    return text.encode()[item.offset + clusters[number] : item.offset + end].decode()


def _show(stream: Any, matrix: Any, written: list[_Written]) -> None:
    stream.set_text_matrix(*matrix.values)
    string, current = "", None
    for font, face, size, row in written:
        if font != current:
            if string:
                stream.show_text(string)
            string, current = "", font
            stream.set_font_size(face.hash, size)
        string += row
    stream.show_text(string)
