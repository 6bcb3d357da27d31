"""Which stretch of a source belongs to which paragraph of the book.

Parts a source into passages; looks at no word. What is removed between two paragraphs is a passage
of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anthology.booktext import BookText, paragraphs
from anthology.document import Block, Elision, Heading, Paragraph, Text, inlines_of
from anthology.ledger import REMOVED

_LONG = 300
"""Markup of more characters (the head of a web page) is no part of the paragraph behind it."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """What a segment is about: a paragraph of the book, or (not `printed`) what was removed."""

    label: str
    cite: str = ""
    id: str = ""
    printed: bool = True


@dataclass(slots=True)
class Passage:
    """A stretch of source: from the end of the one before up to `end`."""

    unit: Unit
    end: int


def passages(text: BookText) -> list[Passage]:
    """Runs of one unit put together, in the order of the source.

    What is removed between two stretches of one paragraph is part of it.
    """
    found: list[Passage] = []
    for start, end, unit in sorted(_runs(text), key=lambda run: run[:2]):
        last = found[-1] if found else None
        if unit is None or (last and not unit.printed and start < last.end):
            # A closing sign goes with the words before it; so does what lies inside a note.
            if last and (start < last.end or (start == last.end and last.unit.printed)):
                last.end = max(last.end, end)
            continue
        at = len(found) - 1
        while unit.printed and at >= 0 and not found[at].unit.printed:
            at -= 1
        if at >= 0 and found[at].unit is unit:
            del found[at + 1 :]
            found[at].end = max(found[at].end, end)
        else:
            found.append(Passage(unit, max(end, last.end if last else 0)))
    return found


_Run = tuple[int, int, Unit | None]


def _runs(text: BookText) -> Iterator[_Run]:
    """Every stretch of source whose unit is known; markup goes with its neighbours (None)."""
    of = text.entry.number
    if text.title_span:
        yield text.title_span.start, text.title_span.end, Unit("title")
    for id, span in text.note_spans:
        cite = f"{of}n.{id.partition('-')[2]}"
        yield span.start, span.end, Unit("author’s note", cite, id)
    cited = ""
    for number, block in paragraphs(text.body):
        own = "" if isinstance(block, Heading) or number == cited else number
        cited = own or cited
        unit = Unit(_label(block), f"{of}.{own}" if own else "", f"{text.id}p{own}" if own else "")
        for leaf in inlines_of((block,)):
            if isinstance(leaf, Text | Elision) and leaf.span:
                yield leaf.span.start, leaf.span.end, unit
    gone: dict[tuple[str, str], Unit] = {}
    for row in text.ledger.of(*REMOVED):
        unit = gone.setdefault((row.kind, row.reason), Unit("not printed", printed=False))
        apart = row.kind != "markup" or len(row.span) > _LONG
        yield row.span.start, row.span.end, unit if apart else None


def _label(block: Block) -> str:
    match block:
        case Heading():
            return "heading"
        case Paragraph() if block.role != "body":
            return block.role
        case _:
            return ""
