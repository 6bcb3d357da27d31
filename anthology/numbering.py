"""Paragraph numbers: given once, kept for good, whatever is added or taken out later.

A text's paragraphs, quotations, list items, stanzas and tables are counted from 1. Readers'
comments are not, nor is what was withheld or abridged as a whole. What stands in
`numbers/<slug>.toml` keeps its number; something new between 27 and 28 becomes 27a; a number that
fell out of use is never given again. Decides nothing about blocks and writes no file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from anthology.document import (
    Block,
    Blocks,
    Elision,
    Inline,
    ListBlock,
    Numbered,
    Paragraph,
    Quotation,
    Table,
    Text,
    Verse,
    elided,
    inlines_of,
)
from anthology.schema import NumberedParagraph, NumbersFile
from anthology.span import Source

_UNNUMBERED = frozenset({"salutation", "signature"})
_LIKE = 0.6
_REACH = 40
"""How many old paragraphs a new one is held against: a text written anew must not take hours."""
_NUMBER = re.compile(r"(\d+)([a-z]*)")
_NO_LETTER = re.compile(r"[\W_]+")


def number(
    blocks: Blocks, kept: NumbersFile, source: Source | None = None
) -> tuple[Blocks, NumbersFile]:
    """The blocks with their numbers, and the numbers file as it must now stand.

    `source`: where words that were taken out of a paragraph stand, so that it is known again.
    """
    units = tuple(_units(blocks))
    marks = [_mark(unit, source) for unit in units]
    matched = _match(marks, kept.paragraph)
    numbers = _assign(matched, [p.number for p in kept.paragraph])
    given = [replace_mark(m, n) for m, n in zip(marks, numbers, strict=True)]
    following = iter(numbers)
    return _renumber(blocks, following), NumbersFile(tuple(_with_retired(given, kept.paragraph)))


def order(number: str) -> tuple[int, int, str]:
    """The order of numbers: 27, 27a, … 27z, 27aa, 28."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(f"“{number}” is no paragraph number")
    return int(found[1]), len(found[2]), found[2]


def _with_retired(
    given: Sequence[NumberedParagraph], kept: Sequence[NumberedParagraph]
) -> Iterator[NumberedParagraph]:
    """The file in reading order, each number out of use behind the one it once followed.

    Not in the order of numbers: 27b may stand before 27a, and is known again by its place.
    """
    used = {p.number for p in given}
    behind: dict[str, list[NumberedParagraph]] = {}
    before = ""
    for paragraph in kept:
        if paragraph.number in used:
            before = paragraph.number
        else:
            behind.setdefault(before, []).append(paragraph)
    yield from behind.get("", ())
    for paragraph in given:
        yield paragraph
        yield from behind.get(paragraph.number, ())


def replace_mark(mark: NumberedParagraph, number: str) -> NumberedParagraph:
    """The same paragraph under a number."""
    return NumberedParagraph(number, mark.begins, mark.digest)


def numbered(block: Block) -> bool:
    """Whether a block is one that gets a number."""
    match block:
        case Paragraph():
            return block.role not in _UNNUMBERED and not elided(block)
        case Quotation() | Verse() | Table():
            return not elided(block)
        case _:
            return False


def _units(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        if numbered(block):
            yield block
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _units(item.blocks)


def _renumber(blocks: Blocks, numbers: Iterator[str]) -> Blocks:
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Numbered) and numbered(block):
            out.append(replace(block, number=next(numbers)))
        elif isinstance(block, ListBlock):
            items = (replace(i, blocks=_renumber(i.blocks, numbers)) for i in block.items)
            out.append(replace(block, items=tuple(items)))
        else:
            out.append(block)
    return tuple(out)


def _mark(unit: Block, source: Source | None) -> NumberedParagraph:
    """How a paragraph is known again: its letters and digits alone, so that no comma matters.

    Those withheld or abridged count too, but the file shows none of them.
    """
    words = "".join(i.text for i in inlines_of((unit,)) if isinstance(i, Text))
    whole = "".join(_whole(inline, source) for inline in inlines_of((unit,)))
    letters = _NO_LETTER.sub("", whole.casefold())
    digest = hashlib.sha256(letters.encode()).hexdigest()[:16]
    return NumberedParagraph("", " ".join(words.split())[:48].strip(), digest)


def _whole(inline: Inline, source: Source | None) -> str:
    if isinstance(inline, Elision) and source:
        return source.cut(inline.span)
    return inline.text if isinstance(inline, Text) else ""


def _match(
    marks: Sequence[NumberedParagraph], kept: Sequence[NumberedParagraph]
) -> list[str | None]:
    """The old number of each paragraph: the same letters, else like words in the same gap."""
    found: list[str | None] = [None] * len(marks)
    matcher = SequenceMatcher(None, [k.digest for k in kept], [m.digest for m in marks], False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found[j1:j2] = [k.number for k in kept[i1:i2]]
    _match_moved(marks, kept, found)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "replace":
            _match_alike(marks, kept, (i1, i2), (j1, j2), found)
    return found


def _match_moved(
    marks: Sequence[NumberedParagraph],
    kept: Sequence[NumberedParagraph],
    found: list[str | None],
) -> None:
    """A paragraph that stands elsewhere now takes its number along."""
    used = set(found)
    free: dict[str, list[str]] = {}
    for old in kept:
        if old.number not in used:
            free.setdefault(old.digest, []).append(old.number)
    for j, mark in enumerate(marks):
        if found[j] is None and free.get(mark.digest):
            found[j] = free[mark.digest].pop(0)


def _match_alike(
    marks: Sequence[NumberedParagraph],
    kept: Sequence[NumberedParagraph],
    old: tuple[int, int],
    new: tuple[int, int],
    found: list[str | None],
) -> None:
    """Pair what was corrected: paragraphs in the same gap that begin alike, in order."""
    at = old[0]
    used = set(found)
    for j in range(*new):
        if found[j] is not None:
            continue
        for i in range(at, min(at + _REACH, old[1])):
            if kept[i].number not in used and alike(kept[i].begins, marks[j].begins):
                found[j] = kept[i].number
                at = i + 1
                break


def alike(old: str, new: str) -> bool:
    """Whether two paragraphs begin so much alike that the one is the other, corrected."""
    matcher = SequenceMatcher(None, old.casefold(), new.casefold(), False)
    return bool(old) and matcher.ratio() >= _LIKE


def _assign(matched: Sequence[str | None], taken: Sequence[str]) -> list[str]:
    """Numbers for all: kept ones stay; new ones at the end count on, others get letters."""
    used = set(taken)
    kept = [n for n in matched if n is not None]
    highest = max((order(n)[0] for n in (*kept, *taken)), default=0)
    last = max((i for i, n in enumerate(matched) if n is not None), default=-1)
    numbers: list[str] = []
    for i, old in enumerate(matched):
        if old is not None:
            numbers.append(old)
        elif i > last:
            highest += 1
            numbers.append(str(highest))
        else:
            new = _lettered(numbers[-1] if numbers else "0", used)
            used.add(new)
            numbers.append(new)
    return numbers


def _lettered(before: str, used: set[str]) -> str:
    """The next free letter after a number: 27a, 27b, … 27z, 27za."""
    base = str(order(before)[0])
    letters, code = "", 0
    while (new := f"{base}{letters}{chr(97 + code)}") in used:
        code += 1
        if code == 26:
            letters, code = letters + "z", 0
    return new
