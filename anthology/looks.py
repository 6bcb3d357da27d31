"""The chunks of a plain text as they look to a reader: their words, gaps, marks, and site debris.

What the rules of `evidence` are asked about; calls a chunk debris by its words and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from anthology.read.notices import copied_notice
from anthology.read.reading import Chunk, Reading
from anthology.span import Span

SURE = 0.5
"""The weight from which on a call is followed."""
Call = Literal["heading", "quote", "join", "item", "role", "pause", "omit", "split"]
_END = re.compile(r"[.!?…:;,]['\"’”)\]]*$|[)\]]$")
_TAIL = 60


def at_end(form: re.Pattern[str], text: str) -> bool:
    """Whether a form that ends with the text is in its last characters: where else could it be."""
    return bool(form.search(text, max(0, len(text) - _TAIL)))


def ended(text: str) -> bool:
    """Whether it ends as a sentence does, or a part of one."""
    return at_end(_END, text)


@dataclass(frozen=True, slots=True)
class Seen:
    """A call: what seems to be so of a place, the weight of the evidence (0 to 1), and why.

    `quoting`: the place of the words that the reason quotes, if it does.
    """

    call: Call
    span: Span
    score: float
    why: str
    value: str = ""
    quoting: Span | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A chunk as it looks: its words without marker, the blank lines before it.

    `under`: a note stands above them, which they part from the text.
    """

    chunk: Chunk
    text: str
    gap: int
    under: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def enclosed(self) -> bool:
        """Whether it is one quotation from end to end, a source in brackets apart."""
        if self.text[:1] not in {"“", '"'}:
            return False
        body = re.sub(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\.?$", "", self.text)
        return bool(re.fullmatch(r"[“\"](?:[^“”\"]|[“\"][^“”\"]*[”\"])*[”\"][.,;]?", body))

    @property
    def opens(self) -> bool:
        """Whether it leaves a double quotation mark open."""
        straight = self.text.count('"') % 2
        return bool(straight) or self.text.count("“") > self.text.count("”")

    @property
    def whole(self) -> str:
        """Its words with its marker."""
        mark = {"bullet": "- ", "number": f"{self.chunk.value}. "}.get(self.chunk.kind, "")
        return mark + self.text


def looks_of(reading: Reading) -> Iterator[Look]:
    """Each chunk of a text as it looks, in order."""
    noted = {chunk.span.end for chunk in reading.chunks if chunk.kind == "note"}
    for at, chunk in enumerate(reading.chunks):
        start = chunk.mark.end if chunk.mark else chunk.span.start
        text = " ".join(reading.source.text[start : chunk.span.end].split())
        gap, end = _gap(reading.source.text, chunk.span.start)
        yield Look(chunk, text, gap if at else 0, end in noted)


def _gap(text: str, start: int) -> tuple[int, int]:
    """The blank lines right before a place, and where what stands above them ends."""
    lines, at = -1, start
    while at and text[at - 1].isspace():
        at -= 1
        lines += text[at] == "\n"
    return lines, at


def pairs(looks: Sequence[Look]) -> Iterator[tuple[Look | None, Look, Look | None]]:
    """Each with its neighbours."""
    for i, look in enumerate(looks):
        before = looks[i - 1] if i else None
        yield before, look, looks[i + 1] if i + 1 < len(looks) else None


def figure(look: Look) -> int:
    """The number of an item; 0 for one that is no figure."""
    return int(look.chunk.value) if look.chunk.value.isdecimal() else 0


def debris(looks: Sequence[Look]) -> Iterator[Seen]:
    """What the site printed and not the author."""
    for _, look, after in pairs(looks):
        found = copied_notice(look.whole, after.whole if after else "")
        if found:
            yield Seen("omit", look.chunk.span, 0.9, found.reason)


def is_debris(look: Look) -> bool:
    """Whether a chunk is debris by its own words."""
    return copied_notice(look.whole) is not None
