"""A file of plain text → its Reading: paragraphs, verse, items, notes, comments, as its looks show.

What a chunk is in the book is settled by `structure`. Changes no word: what is markup is marked.
"""

from __future__ import annotations

from itertools import pairwise

from anthology.decode import decode_guessing
from anthology.read import gutenberg
from anthology.read.plaincalls import RAISED, pair_notes
from anthology.read.plainlines import (
    MARK,
    RULE,
    Frame,
    Piece,
    Shape,
    blocks_of,
    pieces_of,
    shape_of,
)
from anthology.read.plainmarks import mark_emphasis, mark_pages
from anthology.read.plainthread import read_threads
from anthology.read.reading import Chunk, Kind, Mark, Reading
from anthology.span import Source

_KINDS: dict[str, Kind] = {
    "number": "number",
    "paren": "number",
    "bullet": "bullet",
    "bracket": "note",
    "footnote": "note",
    "sign": "note",
    "raised": "note",
}
_SENTENCE_ENDS = tuple(".!?:;,…”’\"')")


def read_plaintext(data: bytes, name: str, declared: str = "", frame: Frame = "auto") -> Reading:
    """Read a file of plain text.

    `declared` is its encoding, if the edition gives one; `frame` whether each line is a paragraph
    or blank lines part them, if the editor says so. A line end inside a paragraph is a mark: a
    `space` where lines were wrapped by hand (with the value `none` behind a hyphen or dash, where
    no space is meant), a `break` where the author ended a line. Rows and columns drawn with signs
    are verse under a `code` mark. Raises EditionError for what cannot be decoded.
    """
    encoding = declared or gutenberg.declared_encoding(data)
    text, _, warnings = decode_guessing(data, name, encoding)
    source = Source(name, text)
    work = gutenberg.frame_of(source)
    blocks = blocks_of(source, work.start, work.end)
    shape = shape_of(blocks, frame)
    chunks = tuple(_chunk(source, piece, shape) for piece in pieces_of(blocks, shape))
    paired = pair_notes(source, read_threads(source, mark_pages(source, chunks)))
    marked, doubts = mark_emphasis(source, paired.chunks)
    told = (*warnings, *paired.diagnostics, *doubts)
    return Reading(source, marked, (*work.rows, *paired.rows), work.hints, told)


def _chunk(source: Source, piece: Piece, shape: Shape) -> Chunk:
    lines = piece.lines
    span = source.span(lines[0].start, lines[-1].end)
    if piece.layout in {"verse", "table"}:
        return _verse(source, piece)
    if len(lines) == 1 and RULE.fullmatch(lines[0].text):
        return Chunk(span, lines[0].indent, kind="rule")
    marks = _line_ends(source, piece, shape)
    found = MARK.match(lines[0].text)
    if found is None or found.lastgroup is None:
        return Chunk(span, lines[0].indent, marks=marks)
    mark = source.span(span.start, span.start + len(found[0].rstrip()))
    value = found[found.lastgroup].translate(RAISED)
    return Chunk(span, lines[0].indent, mark, _KINDS[found.lastgroup], value, marks=marks)


def _verse(source: Source, piece: Piece) -> Chunk:
    """A stanza: each line keeps what it is set in beyond the least; `indent` is the first one's."""
    lines = piece.lines
    least = min(line.indent for line in lines)
    breaks = []
    for before, line in pairwise(lines):
        kept = line.indent - least if "\t" not in source.text[before.end : line.start] else 0
        breaks.append(Mark("break", source.span(before.end, line.start - kept)))
    span = source.span(lines[0].start, lines[-1].end)
    drawn = (Mark("code", span),) if piece.layout == "table" else ()
    return Chunk(span, lines[0].indent - least, kind="verse", marks=(*drawn, *breaks))


def _line_ends(source: Source, piece: Piece, shape: Shape) -> tuple[Mark, ...]:
    marks = []
    for before, line in pairwise(piece.lines):
        place = source.span(before.end, line.start)
        early = len(before.text) < 0.4 * shape.width and before.text.endswith(_SENTENCE_ENDS)
        if piece.layout == "breaks" or (early and line.text[0].isupper()):
            marks.append(Mark("break", place))
        else:
            marks.append(Mark("space", place, "none" if _is_cut(before.text, line.text) else ""))
    return tuple(marks)


def _is_cut(before: str, after: str) -> bool:
    """Whether a word goes on over the line end, behind a hyphen, or a dash is glued to both."""
    hyphen = before[-1] in "-‐" and before[-2:-1].isalpha() and after[0].islower()
    return hyphen or before.endswith(("--", "—")) or after.startswith(("--", "—"))
