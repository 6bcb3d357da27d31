"""Which pictures of a text are printed where they stand, and the ledger's rows for all others.

Goes by the editor's decisions and by what could be read; looks at no picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from anthology.decisions import Asked
from anthology.gallery import Gallery
from anthology.ledger import Row
from anthology.read.reading import Chunk
from anthology.span import Span

_UNPRINTABLE = re.compile("[\x00-\x20\x7f-\x9f\ufffe\uffff\ud800-\udfff]+")


class _Draft(Protocol):
    """A chunk and what is kept of it."""

    @property
    def chunk(self) -> Chunk: ...
    @property
    def kept(self) -> tuple[Span, ...]: ...
    @property
    def start(self) -> int: ...


Drafts = TypeVar("Drafts", bound=_Draft)


def hang(
    gallery: Gallery, asked: Sequence[Asked], drafts: Iterable[Drafts]
) -> tuple[tuple[Drafts, ...], list[Row]]:
    """The drafts without the pictures that leave nothing behind, and a row for each not printed.

    A picture inside a passage that the editor omits goes with it.
    """
    gone = [one for one in asked if one.key == "omit"]
    kept, rows = list[Drafts](), list[Row]()
    for draft in drafts:
        if draft.chunk.kind != "figure":
            kept.append(draft)
            continue
        hung, words = gallery.of(draft.chunk.value), any(map(len, draft.kept))
        around = next((g for g in gone if g.span.start < draft.start < g.span.end), None)
        if around and not words:
            rows.append(_row(draft, f"in a passage that is taken out, line {around.place.line}"))
        elif hung.picture is None:
            rows.append(_row(draft, hung.reason))
            if words or hung.fault:
                kept.append(draft)
        else:
            kept.append(draft)
    return tuple(kept), rows


def _row(draft: _Draft, reason: str) -> Row:
    place = Span(draft.chunk.span.source, draft.start, draft.start)
    return Row("omitted", "picture", place, named(draft.chunk), "", reason)


def named(chunk: Chunk) -> str:
    """What a picture is called in the ledger: what it shows, or the last part of its name."""
    name = printable(re.split(r"[?#]", chunk.value)[0].rstrip("/").rpartition("/")[2])
    words = printable(chunk.alternative) or name or "…"
    return words if len(words) <= 40 else f"{words[:40].rstrip()}…"


def printable(words: str) -> str:
    """Words with signs that no book can hold (XML 1.0, 2.2) and runs of space made one space."""
    return _UNPRINTABLE.sub(" ", words).strip()
