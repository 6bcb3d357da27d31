"""Blocks in another language than their text's, or words in one → `Foreign`, so that type rules,
hyphens and the voice of a screen reader follow.

What the source declares stands; the editor's decisions go over it; what neither speaks of is
marked only where a whole block is clearly in another language. Changes no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from anthology.document import (
    Block,
    Blocks,
    Code,
    Flow,
    Foreign,
    Inline,
    Inlines,
    Quotation,
    Text,
    Wrapper,
    leaves,
    map_inlines,
    plain,
    query,
    walk,
    wrap,
)
from anthology.language import direction, language_of, primary
from anthology.span import Span

Decided = Sequence[tuple[Span, str]]
"""Places, and the language that the editor says each is in."""


@dataclass(frozen=True, slots=True)
class Detected:
    """A block marked for what its words show: its place, if a source has it, how it begins."""

    language: str
    why: str
    span: Span | None
    begins: str
    words: int


def mark_foreign(
    blocks: Blocks, language: str, decided: Decided = ()
) -> tuple[Blocks, tuple[Detected, ...]]:
    """The blocks with words of other languages marked, and what nobody had declared.

    `language` is that of the text (BCP 47).
    """
    if decided:
        blocks = map_inlines(blocks, partial(_decide, decided=decided))
    judge = _Judge(language, [])
    marked = judge.blocks(blocks)
    if decided:
        marked = map_inlines(marked, partial(_without, language=language))
    return marked, tuple(judge.detected)


def whole(inlines: Inlines) -> Foreign | None:
    """The mark that holds for all words of a block, with the inlines free of it; None: no such."""
    found = _marks(inlines)
    marks = (mark for mark in found if mark is None or plain(mark.children).strip())
    first = next(marks, None)
    if first is None or any(
        m is None or (m.language, m.direction) != (first.language, first.direction) for m in marks
    ):
        return None
    return replace(first, children=_without(inlines, first.language))


def language_in(inlines: Inlines, language: str) -> str:
    """The language of a block's words in a text of `language`."""
    mark = whole(inlines)
    return (mark.language if mark else "") or language


def _marks(inlines: Inlines) -> Iterator[Foreign | None]:
    """The outermost mark of each run of words, None for words without one."""
    for inline in inlines:
        match inline:
            case Foreign():
                yield inline
            case Text():
                yield from [None] if inline.text.strip() else []
            case _ if isinstance(inline, Wrapper):
                yield from _marks(inline.children)
            case _:
                pass


def _without(inlines: Inlines, language: str | None = None) -> Inlines:
    """The inlines with the outermost marks of a language taken off, or all marks."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Foreign) and language is None:
            found.extend(_without(inline.children))
        elif isinstance(inline, Foreign):
            found.extend(inline.children if inline.language == language else (inline,))
        elif isinstance(inline, Wrapper):
            found.append(replace(inline, children=_without(inline.children, language)))
        else:
            found.append(inline)
    return tuple(found)


# --- What the editor decides ----------------------------------------------------------------------


def _decide(inlines: Inlines, decided: Decided) -> Inlines:
    """Mark each decided place in a block; what was declared of its words no longer counts."""
    for span, language in decided:
        found = _stretch(inlines, span)
        if found:
            inlines = wrap(inlines, *found, partial(_foreign, language))
    return inlines


def _foreign(language: str, inlines: Inlines) -> Foreign:
    return Foreign(language, _without(inlines), direction(language))


def _stretch(inlines: Inlines, span: Span) -> tuple[int, int] | None:
    """From where to where in a block's words the words of a place of the source stand."""
    at, start, end = 0, -1, -1
    for inline in query(inlines):
        if isinstance(inline, Text):
            place, size = inline.span, len(inline.text)
            if place and place.start < span.end and span.start < place.end:
                exact = len(place) == size
                low = max(0, span.start - place.start) if exact else 0
                high = min(size, span.end - place.start) if exact else size
                start, end = at + low if start < 0 else start, at + high
            at += size
        elif not isinstance(inline, Wrapper):
            at += len(plain((inline,)))
    return (start, end) if start < end else None


# --- What the words show --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judge:
    """Marks blocks of a text in `language`, and writes down which."""

    language: str
    detected: list[Detected]

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if not isinstance(block, Quotation):
            return map_inlines((block,), self._flow)[0]
        flows = [inner.children for inner in walk(block.blocks) if isinstance(inner, Flow)]
        found = self._found("\n".join(map(_unmarked, flows)))
        if found is None:
            return replace(block, blocks=self.blocks(block.blocks))
        self._write(*found, tuple(leaves((block,))))
        marked = map_inlines(block.blocks, partial(self._inside, language=found[0]))
        return replace(block, blocks=marked)

    def _flow(self, inlines: Inlines) -> Inlines:
        found = self._found(_unmarked(inlines))
        if found is None:
            return inlines
        self._write(*found, tuple(i for i in query(inlines) if isinstance(i, Text)))
        return _wrapped(found[0], inlines)

    def _inside(self, inlines: Inlines, language: str) -> Inlines:
        """A paragraph of a quotation in another language, unless it is clearly not in that."""
        rest = _unmarked(inlines)
        found = language_of(rest)
        clear = found is not None and found.language != language
        return inlines if clear or not rest.strip() else _wrapped(language, inlines)

    def _found(self, words: str) -> tuple[str, str] | None:
        found = language_of(words, self.language)
        if found is None or found.language == primary(self.language):
            return None
        return found.language, found.why

    def _write(self, language: str, why: str, words: Sequence[Text]) -> None:
        text = "".join(leaf.text for leaf in words)
        place = next((leaf.span for leaf in words if leaf.span and leaf.text.strip()), None)
        begins = " ".join(text.split()[:6])
        self.detected.append(Detected(language, why, place, begins, len(text.split())))


def _wrapped(language: str, inlines: Inlines) -> Inlines:
    return (Foreign(language, inlines, direction(language)),)


def _unmarked(inlines: Inlines) -> str:
    """The words of which nothing says the language; code is in none."""
    return "".join(
        i.text
        if isinstance(i, Text)
        else ""
        if isinstance(i, Foreign | Code)
        else _unmarked(i.children)
        if isinstance(i, Wrapper)
        else plain((i,))
        for i in inlines
    )
