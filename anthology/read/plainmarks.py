"""Signs inside a plain text's paragraphs: emphasis, and the page numbers of an original edition.

A sign is taken for markup only where the whole file uses it in one way; else it stays a sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from anthology.diagnostic import Diagnostic, Severity, place_of
from anthology.read.reading import Chunk, Mark
from anthology.span import Source, Span

_PAGE = re.compile(
    r"[\[{](?P<form>[Pp]g\.?|[Pp]age|[Pp]\.|S\.|Seite) ?(?P<number>\d{1,4}|[ivxlc]+)[\]}]"
    r"|\{(?P<bare>\d{1,4})\}"
)
_STRONG = re.compile(r"(?<![*\w])\*\*(?=[^\s*])[^*]+(?<=[^\s*])\*\*(?![*\w])")
# A letter or digit outside, none of the same sign beside: snake_case and 2*3*4 are no emphasis.
_EMPHASIS = {
    "*": re.compile(r"(?<!\*)(?<![^\W_])\*(?=[^\s*])[^*]+(?<=[^\s*])\*(?!\*)(?![^\W_])"),
    "_": re.compile(r"(?<!\w)_(?=[^\s_])[^_]+(?<=[^\s_])_(?!\w)"),
}
_SINGLE = {
    "*": re.compile(r"(?<!\*)\*(?!\*)"),
    "_": re.compile(r"(?<!\w)_(?!_)|(?<!_)_(?!\w)"),
}
_NO_WORDS = frozenset({"rule", "figure", "table"})


def with_marks(chunk: Chunk, marks: Iterable[Mark]) -> Chunk:
    """A chunk with more marks, in order and nested; one that would cut through another is not."""
    pages = [m.span for m in (*chunk.marks, *marks) if m.kind == "page"]
    every = sorted({*chunk.marks, *marks}, key=lambda m: (m.span.start, -m.span.end, m.kind))
    open_: list[int] = []
    kept: list[Mark] = []
    for mark in every:
        if mark.kind == "space" and any(mark.span.within(page) for page in pages):
            continue
        while open_ and open_[-1] <= mark.span.start:
            open_.pop()
        if not open_ or mark.span.end <= open_[-1]:
            kept.append(mark)
            open_.append(mark.span.end)
    return replace(chunk, marks=tuple(kept))


def words_of(chunk: Chunk) -> Span:
    """The place of a chunk's words, behind its marker."""
    return replace(chunk.span, start=chunk.mark.end) if chunk.mark else chunk.span


# --- Page numbers of an original edition ----------------------------------------------------------


def mark_pages(source: Source, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """Mark `[Pg 23]`, `[p. 23]`, `{23}` where they count up; a lone one joins its neighbour."""
    signs = list(_PAGE.finditer(source.text))
    forms = {form for form in set(map(_form, signs)) if _counts_up(form, signs)}
    signs = [found for found in signs if _form(found) in forms]
    if not signs:
        return tuple(chunks)
    return tuple(_paged(source, _joined(source, chunks, signs), signs))


def _form(found: re.Match[str]) -> str:
    return (found["form"] or "{}").casefold().rstrip(".")


def _counts_up(form: str, signs: Sequence[re.Match[str]]) -> bool:
    mine = [found["number"] or found["bare"] for found in signs if _form(found) == form]
    numbers = [int(number) for number in mine if number.isdigit()]
    rising = all(a < b for a, b in pairwise(numbers))
    return rising and (len(mine) > 1 or form == "pg")


def _joined(
    source: Source, chunks: Sequence[Chunk], signs: Sequence[re.Match[str]]
) -> Iterator[Chunk]:
    """A page number on a line of its own goes to the paragraph it stands before."""
    alone = {found.span() for found in signs}
    start: int | None = None
    last: Chunk | None = None
    for chunk in chunks:
        if (chunk.span.start, chunk.span.end) in alone:
            start = chunk.span.start if start is None else start
        elif start is not None and (chunk.mark or chunk.kind not in {"plain", "verse"}):
            yield from _lengthened(source, last, start, chunk.span.start)
            last, start = chunk, None
        else:
            if last is not None:
                yield last
            first = chunk.span.start if start is None else start
            last = replace(chunk, span=source.span(first, chunk.span.end))
            start = None
    if start is not None:
        yield from _lengthened(source, last, start, chunks[-1].span.end)
    elif last is not None:
        yield last


def _lengthened(source: Source, last: Chunk | None, start: int, end: int) -> Iterator[Chunk]:
    """The chunk before, grown to hold the page numbers after it; the first has none before."""
    stop = start + len(source.text[start:end].rstrip())
    first = last or Chunk(source.span(start, stop))
    yield replace(first, span=source.span(first.span.start, stop))


def _paged(
    source: Source, chunks: Iterable[Chunk], signs: Sequence[re.Match[str]]
) -> Iterator[Chunk]:
    at = 0
    for chunk in chunks:
        marks = []
        while at < len(signs) and signs[at].start() < chunk.span.end:
            if signs[at].start() >= chunk.span.start:
                marks.append(_page(source, chunk.span, signs[at]))
            at += 1
        yield with_marks(chunk, marks) if marks else chunk


def _page(source: Source, within: Span, found: re.Match[str]) -> Mark:
    """The mark of one number, with the space after it where there is a space before it too."""
    end = found.end()
    if found.start() == within.start or source.text[found.start() - 1].isspace():
        while end < within.end and source.text[end].isspace():
            end += 1
    number = found["number"] or found["bare"]
    return Mark("page", source.span(found.start(), end), number)


# --- Emphasis -------------------------------------------------------------------------------------


def mark_emphasis(
    source: Source, chunks: Sequence[Chunk]
) -> tuple[tuple[Chunk, ...], tuple[Diagnostic, ...]]:
    """Mark `_so_`, `*so*` and `**so**`, each sign only if nearly all of it is in pairs."""
    found: dict[int, list[Mark]] = {}
    told: list[Diagnostic] = []
    for sign in _EMPHASIS:
        if sign not in source.text:
            continue
        pairs = [(at, pair) for at, c in enumerate(chunks) for pair in _pairs(source, c, sign)]
        odd = sum(_singles(source, c, sign) for c in chunks) - 2 * len(pairs)
        if pairs and odd > max(0, len(pairs) // 5):
            told.append(_doubtful(source, sign, len(pairs), odd, pairs[0][1]))
            continue
        for at, pair in pairs:
            found.setdefault(at, []).append(Mark("emphasis", pair, "", 1, 1))
    for at, chunk in enumerate(chunks if "**" in source.text else ()):
        strong = [Mark("strong", span, "", 2, 2) for span in _matches(source, chunk, _STRONG)]
        found.setdefault(at, []).extend(strong)
    marked = (with_marks(c, found[at]) if at in found else c for at, c in enumerate(chunks))
    return tuple(marked), tuple(told)


def _pairs(source: Source, chunk: Chunk, sign: str) -> Iterator[Span]:
    return _matches(source, chunk, _EMPHASIS[sign])


def _matches(source: Source, chunk: Chunk, form: re.Pattern[str]) -> Iterator[Span]:
    """The places of a form in a chunk's words: not in addresses, nor in tables."""
    if _is_drawn(chunk):
        return
    words = words_of(chunk)
    for found in form.finditer(source.text, words.start, words.end):
        if not _in_address(source.text, found.start()):
            yield source.span(*found.span())


def _in_address(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at]
    return not before[-1:].isspace() and "://" in "".join(before.split()[-1:])


def _is_drawn(chunk: Chunk) -> bool:
    return chunk.kind in _NO_WORDS or any(mark.kind == "code" for mark in chunk.marks)


def _singles(source: Source, chunk: Chunk, sign: str) -> int:
    """How many of a sign stand in a chunk, but for calls of notes and addresses."""
    if _is_drawn(chunk):
        return 0
    words = words_of(chunk)
    calls = {mark.span.start for mark in chunk.marks if mark.kind == "call"}
    found = _SINGLE[sign].finditer(source.text, words.start, words.end)
    return sum(single.start() not in calls for single in found)


def _doubtful(source: Source, sign: str, pairs: int, odd: int, first: Span) -> Diagnostic:
    return Diagnostic(
        "emphasis-doubtful",
        f"{pairs} pairs of “{sign}” look like emphasis, but {odd} stand alone: all stay signs",
        place_of(source, first),
        "if they are emphasis, say so in the decisions on this text",
        Severity.WARNING,
    )
