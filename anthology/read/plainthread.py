"""Readers' comments under a plain text: whose paragraph is whose, and how deep the answers go.

Takes a thread to be one only under a heading that counts the comments, and trusts its indents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anthology.read.reading import Chunk
from anthology.span import Source

_HEADING = re.compile(
    r"(?:\d+|one|no) (?:thoughts?|comments?|responses?|replies|reply|kommentare?|antworten"
    r"|commentaires?|réponses?)(?: (?:on|to|zu|à|sur)\b.*|:)?",
    re.IGNORECASE,
)
_HEADS = frozenset({"number", "bullet"})
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3}")
_SAYS = re.compile(
    r"(?P<name>[^\n:]{1,40}?) (?:says|wrote|schreibt|sagt|dit|a écrit)\s*:?\s*(?:\n|$)"
)


def read_threads(source: Source, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """The chunks, those of comments with their depth; others are as they were.

    The chunk that opens a comment keeps its marker (`value`: its number) and has the commenter's
    name, where a signature or “… says” gives one, in `alternative`.
    """
    out: list[Chunk] = []
    at = 0
    while at < len(chunks):
        if _is_heading(source, chunks, at):
            out.append(replace(chunks[at], kind="heading", level=2))
            end = _end(chunks, at + 1)
            out.extend(_thread(source, chunks[at + 1 : end]))
            at = end
        else:
            out.append(chunks[at])
            at += 1
    return tuple(out)


def _is_heading(source: Source, chunks: Sequence[Chunk], at: int) -> bool:
    """A line that counts comments, with the first of them behind it."""
    chunk = chunks[at]
    followed = at + 1 < len(chunks) and chunks[at + 1].kind in _HEADS
    if not followed or chunk.kind != "plain" or len(chunk.span) > 400:
        return False
    return _HEADING.fullmatch(source.cut(chunk.span)) is not None


def _end(chunks: Sequence[Chunk], start: int) -> int:
    """Where the comments end: at the first paragraph that is set in no deeper than their heads."""
    least = chunks[start].indent
    for at in range(start, len(chunks)):
        chunk = chunks[at]
        if chunk.indent < least or (chunk.indent == least and chunk.kind not in _HEADS):
            return at
    return len(chunks)


def _thread(source: Source, chunks: Sequence[Chunk]) -> list[Chunk]:
    depths = {
        indent: depth
        for depth, indent in enumerate(sorted({c.indent for c in chunks if c.kind in _HEADS}), 1)
    }
    starts = [at for at, chunk in enumerate(chunks) if chunk.kind in _HEADS]
    out: list[Chunk] = []
    for start, end in zip(starts, [*starts[1:], len(chunks)], strict=True):
        depth = depths[chunks[start].indent]
        author = _author(source, chunks[start:end])
        out.append(replace(chunks[start], thread=depth, opens=True, alternative=author))
        out.extend(replace(chunk, thread=depth) for chunk in chunks[start + 1 : end])
    return out


def _author(source: Source, comment: Sequence[Chunk]) -> str:
    """The name under a comment's closing words (“Much love,” / “Chris”), or over it."""
    first = comment[0]
    head = source.text[first.mark.end if first.mark else first.span.start : first.span.end]
    if says := _SAYS.match(head.lstrip()):
        return says["name"]
    lines = source.text[max(first.span.start, comment[-1].span.end - 200) : comment[-1].span.end]
    last = [line.strip() for line in lines.split("\n")][-2:]
    signed = last[-1].startswith(("–", "—", "-- ", "- ")) or (
        len(last) == 2 and last[0].endswith(",") and len(last[0]) <= 40
    )
    name = last[-1].lstrip("–—- ")
    return name if signed and _NAME.fullmatch(name) and name[0].isupper() else ""
