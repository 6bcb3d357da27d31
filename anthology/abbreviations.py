"""First uses of abbreviations marked up, in a text or a piece of apparatus.

What an occurrence means is asked of whoever made the `Reader`. Changes no word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from anthology.document import (
    Abbreviation,
    Block,
    Blocks,
    Code,
    CrossRef,
    Flow,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mention,
    NoteRef,
    Text,
    Wrapper,
    map_inlines,
    plain,
    query,
    walk,
    wrap,
)
from anthology.schema import AbbreviationEntry, AbbreviationsFile

# An address holds one of these, or ends with what may be a domain.
_ADDRESS = re.compile(r"://|@|^\W*www\.|\w\.[a-z]{2,}(?:/|\W*$)")
OPEN = -1
"""In the place of a meaning: the text does not show it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads abbreviations in one text or piece: what each occurrence means there, if it is known.

    `language` is that of the words read, `usual` that of the book.
    """

    pattern: re.Pattern[str] | None
    meaning: Callable[[str, int | None], int | None]
    file: AbbreviationsFile
    usual: str
    language: str

    def mark(self, blocks: Blocks) -> Blocks:
        """The blocks with the first use of each meaning marked; headings are passed over."""
        seen: set[int] = set()
        return tuple(self._mark(block, seen) for block in blocks)

    def open(self, blocks: Blocks) -> Iterator[str]:
        """The abbreviations of which the text does not show what they mean, as often as printed."""
        for block in walk(blocks):
            if isinstance(block, Flow):
                yield from (s for s, _, _, m in self._found(block.children) if m == OPEN)

    def _mark(self, block: Block, seen: set[int]) -> Block:
        if isinstance(block, Heading):
            return block
        (marked,) = map_inlines((block,), lambda inlines: self._first_uses(inlines, seen))
        return marked

    def _first_uses(self, inlines: Inlines, seen: set[int]) -> Inlines:
        fresh = []
        for _, start, end, meaning in self._found(inlines):
            if meaning is None or meaning == OPEN or meaning in seen:
                continue
            if _free(inlines, start, end):
                seen.add(meaning)
                fresh.append((start, end, self.file.abbreviation[meaning]))
        for start, end, entry in reversed(fresh):
            inlines = _put(inlines, start, end, partial(self._abbreviation, entry))
        return inlines

    def _abbreviation(self, entry: AbbreviationEntry, children: Inlines) -> Inline:
        own = entry.language or self.usual
        return Abbreviation(entry.full, children, "" if own == self.language else own)

    def _found(self, inlines: Inlines) -> Iterator[tuple[str, int, int, int | None]]:
        """Each occurrence: the abbreviation, where it starts and ends, its meaning."""
        words = plain(inlines)
        for found in self.pattern.finditer(words) if self.pattern else ():
            if not _in_address(words, *found.span()):
                meaning = self.meaning(found[0], _source_offset(inlines, found.start()))
                yield found[0], found.start(), found.end(), meaning


def pattern_of(shorts: Iterable[str]) -> re.Pattern[str]:
    """What finds abbreviations, the longest first, outside longer words."""
    either = "|".join(re.escape(s) for s in sorted(shorts, key=lambda s: (-len(s), s)))
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")


def _in_address(words: str, start: int, end: int) -> bool:
    start = max(words.rfind(space, 0, start) for space in " \n\u00a0") + 1
    return _ADDRESS.search(words[start:end] + words[end:].partition(" ")[0]) is not None


def _source_offset(inlines: Inlines, position: int) -> int | None:
    """The offset in the source of a position in the words; None if no source holds them."""
    at = 0
    for leaf in query(inlines):
        size = len(leaf.text) if isinstance(leaf, Text) else isinstance(leaf, LineBreak)
        if isinstance(leaf, Text) and leaf.span and at <= position < at + size:
            exact = len(leaf.span) == len(leaf.text)
            return leaf.span.start + (position - at if exact else 0)
        at += size
    return None


def _free(inlines: Inlines, start: int, end: int) -> bool:
    """Whether these words may be marked: outside code, links and abbreviations, no name cut."""
    at = 0
    for inline in inlines:
        size = len(plain((inline,)))
        inside, covered = at <= start and end <= at + size, start <= at and at + size <= end
        if isinstance(inline, NoteRef) and start < at < end:
            return False
        if isinstance(inline, Wrapper) and at < end and start < at + size:
            if isinstance(inline, _CLOSED):
                return False
            if inside and not covered:
                return _free(inline.children, start - at, end - at)
            if not covered and isinstance(inline, Mention):
                return False
            if any(isinstance(i, _CLOSED | NoteRef) for i in query(inline.children)):
                return False
        at += size
    return True


_CLOSED = Code | Link | CrossRef | Abbreviation


def _put(inlines: Inlines, start: int, end: int, make: Callable[[Inlines], Inline]) -> Inlines:
    """Wrap words inside whatever already holds them, so that no name or language is cut in two."""
    at = 0
    for i, inline in enumerate(inlines):
        size = len(plain((inline,)))
        if isinstance(inline, Wrapper) and at <= start and end <= at + size:
            inner = _put(inline.children, start - at, end - at, make)
            return (*inlines[:i], replace(inline, children=inner), *inlines[i + 1 :])
        at += size
    return wrap(inlines, start, end, make)
