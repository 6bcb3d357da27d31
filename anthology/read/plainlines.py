"""Lines of plain text → stretches that belong together, and how each was laid out.

Sees only the looks of lines: blanks, indents, lengths, capitals, signs at their heads. What a file
does in most places settles what a line end means in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from anthology.span import Source

Frame = Literal["auto", "lines", "blocks"]
# How the ends of the lines are meant: not at all, as lines of verse, as rows and columns, as ends.
Layout = Literal["wrapped", "verse", "table", "breaks"]

# What can stand at the head of an item or a note. `paren`: 1), (a); `bracket`: [iv], [^1]:.
MARK = re.compile(
    r"(?P<number>\d{1,3})\.\s+|\(?(?P<paren>\d{1,3}|[a-z])\)\s+"
    r"|(?P<bullet>[•◦▪*-])\s+(?![•◦▪*\s-]+$)"
    r"|\[\^?(?P<bracket>[ivxlc]+|\d{1,3})\]:?\s+|\[(?i:foot)?[Nn]ote (?P<footnote>[\w*†‡]+):\s*"
    r"|(?P<sign>[†‡]+|\*{2,3})\s+(?=\w)|(?P<raised>[¹²³⁰⁴-⁹]+)\s*(?=\w)"
)
RULE = re.compile(r"(?:([*_=~#•·-])[ \t]*)(?:\1[ \t]*){2,}|[⁂❦❧☙§※]|(?:[⁂❦❧☙※§][ \t]*){2,}")
_CLOSED = tuple(".!?:;,…”’\"')»]—")
_ENDED = tuple('.!?…”"»:;*)]’')
_LONG = 120  # no one breaks lines by hand so late
_PROSE = 45  # a line of this many signs is more than an address or a name
_VERSE = 65


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: where its first sign is, where its last ends, its indent."""

    start: int
    end: int
    indent: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that make one paragraph, item, stanza or table."""

    lines: tuple[Line, ...]
    layout: Layout = "wrapped"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a whole file does: blocks or lines are its paragraphs; the width it is wrapped at."""

    frame: Literal["lines", "blocks"]
    width: int = 0


def blocks_of(source: Source, start: int, end: int) -> tuple[tuple[Line, ...], ...]:
    """The runs of lines that blank lines part."""
    blocks: list[tuple[Line, ...]] = []
    block: list[Line] = []
    at = start
    for raw in source.text[start:end].split("\n"):
        text = raw.strip()
        if text:
            lead = len(raw) - len(raw.lstrip())
            indent = len(raw[:lead].expandtabs(4))
            block.append(Line(at + lead, at + lead + len(text), indent, text))
        elif block:
            blocks.append(tuple(block))
            block = []
        at += len(raw) + 1
    return (*blocks, tuple(block)) if block else tuple(blocks)


def shape_of(blocks: Sequence[Sequence[Line]], frame: Frame) -> Shape:
    """Settle, for a file, what a line end means."""
    width = _width(blocks)
    if frame != "auto":
        return Shape(frame, width)
    inner = [line for block in blocks for line in block[:-1]]
    if not inner:
        return Shape("blocks", width)
    alone = len(blocks) == 1 and not _laid_out(blocks[0], width)
    ended = sum(line.text.endswith(_ENDED) for line in inner) >= 0.8 * len(inner)
    late = max(len(line.text) for line in inner) > _LONG
    by_line = alone or (late and ended and _heads(inner) >= 0.8)
    return Shape("lines" if by_line else "blocks", width)


def _laid_out(block: Sequence[Line], width: int) -> bool:
    """Whether one run of lines without a blank is wrapped prose, or verse, or a table."""
    if _is_table(block) or _is_verse(block, width):
        return True
    inner = block[:-1]
    unended = sum(not line.text.endswith(_ENDED) for line in inner) > 0.5 * len(inner)
    return unended and _heads(block[1:]) <= 0.5 and max(len(li.text) for li in inner) <= _LONG


def _width(blocks: Sequence[Sequence[Line]]) -> int:
    """The measure that prose in a file is wrapped at by hand, or 0."""
    ends = sorted(
        len(line.text) + line.indent
        for block in blocks
        if len(block) >= 3 and _heads(block[1:]) < 0.6
        for line in block[:-1]
        if len(line.text) <= _LONG
    )
    return ends[len(ends) * 9 // 10] if len(ends) >= 3 else 0


def pieces_of(blocks: Sequence[Sequence[Line]], shape: Shape) -> Iterator[Piece]:
    """The pieces of a file, in order."""
    base = min((line.indent for block in blocks for line in block), default=0)
    for block in blocks:
        if shape.frame == "lines":
            yield from (Piece((line,)) for line in block)
        elif _is_table(block):
            yield Piece(tuple(block), "table")
        else:
            for lines in _parts(block, shape):
                yield Piece(lines, _layout(lines, shape, base))


def _parts(block: Sequence[Line], shape: Shape) -> Iterator[tuple[Line, ...]]:
    """Cut a block where an item or a rule begins, and where prose is parted by indents alone."""
    verse = _is_verse(block, shape.width)
    start = 0
    for at in range(1, len(block)):
        before, line = block[at - 1], block[at]
        ruled = _is_rule(line) or _is_rule(before)
        if (
            ruled
            or _begins_item(block[start], before, line)
            or (not verse and at - start and _begins_paragraph(block, start, at))
        ):
            yield tuple(block[start:at])
            start = at
    yield tuple(block[start:])


def _is_rule(line: Line) -> bool:
    return RULE.fullmatch(line.text) is not None


def _begins_item(first: Line, before: Line, line: Line) -> bool:
    """Whether a marker heads an item, and is no number or dash that wrapping brought there."""
    found = MARK.match(line.text)
    if found is None:
        return False
    if found["bracket"] or found["footnote"] or found["bullet"] == "•":
        return True
    head = MARK.match(first.text)
    alike = head is not None and head.lastgroup == found.lastgroup
    return alike or before.text.endswith(_CLOSED)


def _begins_paragraph(block: Sequence[Line], start: int, at: int) -> bool:
    """A line set in, after a line that ends a sentence, before one that is not set in."""
    base = min(line.indent for line in block[start + 1 : start + 40] or block[at:])
    line = block[at]
    if line.indent < base + 2 or not block[at - 1].text.endswith(_ENDED):
        return False
    return at + 1 == len(block) or block[at + 1].indent < line.indent


def _layout(lines: Sequence[Line], shape: Shape, base: int) -> Layout:
    if len(lines) == 1 or MARK.match(lines[0].text):
        return "wrapped"
    if _is_verse(lines, shape.width) or _is_set_in_verse(lines, base):
        return "verse"
    longest = max(len(line.text) for line in lines[:-1])
    enough = min(_PROSE, 0.7 * shape.width) if shape.width else _PROSE
    return "wrapped" if longest >= enough else "breaks"


def _is_verse(lines: Sequence[Line], width: int) -> bool:
    """Short lines of several words, nearly all with a capital at the head, and room at the end."""
    most = min(_VERSE, 0.92 * width) if width > _PROSE else _VERSE
    if len(lines) < 3 or max(len(line.text) for line in lines) > most:
        return False
    words = sum(len(line.text.split()) for line in lines)
    if _heads(lines) < 0.8 or words < 3 * len(lines) or MARK.match(lines[0].text):
        return False
    longest = max(len(line.text) for line in lines)
    return longest < 50 or _fullness(lines) < 0.8


def _is_set_in_verse(lines: Sequence[Line], base: int) -> bool:
    """Lines set in that leave room at their ends: no one wraps so."""
    if min(line.indent for line in lines) < base + 2:
        return False
    short = max(len(line.text) for line in lines) <= _VERSE
    return short and len(lines) > 2 and _fullness(lines) < 0.6


def _fullness(lines: Sequence[Line]) -> float:
    """The share of lines that had no room for the first word of the next."""
    width = max(len(line.text) for line in lines)
    full = sum(
        len(one.text) + 1 + len(other.text.split(maxsplit=1)[0]) > width
        for one, other in pairwise(lines)
    )
    return full / max(1, len(lines) - 1)


def _heads(lines: Sequence[Line]) -> float:
    """The share of lines whose first letter is a capital (or that begin a quotation with one)."""
    letters = [next((c for c in line.text if c.isalpha()), "") for line in lines]
    return sum(letter.isupper() for letter in letters) / max(1, len(letters))


_BORDER = re.compile(r"[-+|=: \t]{3,}")
_GAP = re.compile(r"(?<=\S)(?: {3,}|\t+[ \t]*)(?=\S)")


def _is_table(block: Sequence[Line]) -> bool:
    """Rows in columns: parted by bars, or by gaps that stand under each other."""
    if len(block) < 2:
        return False
    barred = sum(
        line.text.count("|") >= 2 or _BORDER.fullmatch(line.text) is not None for line in block
    )
    piped = any(line.text.count("|") >= 2 for line in block)
    if piped and barred >= 0.8 * len(block):
        return True
    columns: dict[int, int] = {}
    for line in block:
        seen = {line.indent + gap.end() for gap in _GAP.finditer(line.text)}
        seen |= {-1} if "\t" in line.text else set()
        for column in seen:
            columns[column] = columns.get(column, 0) + 1
    return len(block) >= 3 and max(columns.values(), default=0) >= 0.6 * len(block)
