"""What a plain text shows by its looks → calls: what each chunk seems to be, how surely, and why.

Each rule adds up evidence measured on the whole document (how its paragraphs are parted, how its
other headings look). A call of `SURE` or more is followed unless the editor's decisions overrule
it; a weaker one is only proposed. Changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anthology.evidence_headings import headings
from anthology.looks import (
    SURE,
    Look,
    Seen,
    at_end,
    debris,
    ended,
    figure,
    is_debris,
    looks_of,
    pairs,
)
from anthology.read.reading import Reading
from anthology.span import Span

_ANNOUNCES = re.compile(
    r":['\"’”)]*$|\b(?:writes|wrote|says|said|put it|asks|asked|notes|argues|argued|explains),$"
)
_SALUTATION = re.compile(r"(?:Dear|Hello|Hi|Comrades?|Liebe[rs]?|Chère?s?)\b.{0,40}[,!:]$")
_CLOSING = re.compile(
    r"(?:Yours|Sincerely|Best|Much love|In solidarity|Comradely|Mit \w+ Grüßen|Cordialement)\b"
    r".{0,60}[,.]?$"
)
_SIGNED = re.compile(
    r"[.!?…”\"’]\s+(?P<sign>[-–—]\s+(?P<name>(?:[A-Z][\w.’'-]*|and|&|de|van|von)"
    r"(?:\s+(?:[A-Z][\w.’'-]*|and|&|de|van|von)){0,6}))$"
)
_SHORT = 10  # words; a line with fewer may head a chapter
_SUMMARY = 30  # words; a paragraph with fewer, below such a line, may say what the chapter holds


def see(reading: Reading) -> tuple[Seen, ...]:
    """The calls on a text in the order of their places; none where the format says it itself."""
    if reading.exact:
        return ()
    looks = tuple(looks_of(reading))
    body = tuple(look for look in looks if not look.chunk.thread and look.chunk.kind != "note")
    found = [
        *debris(looks),
        *headings(body),
        *_quotes(body),
        *_joins(body),
        *_items(body),
        *_roles(body),
        *_pauses(body),
    ]
    return tuple(sorted(found, key=lambda seen: (seen.span.start, seen.call)))


# --- Quotations -----------------------------------------------------------------------------------


def _quotes(looks: Sequence[Look]) -> Iterator[Seen]:
    spoken = sum(look.enclosed for look in looks) > max(5, len(looks) // 5)
    at = 1
    while at < len(looks):
        score, why = _quote(looks[at - 1], looks[at], spoken)
        size = _extent(looks, at) if score >= SURE else 1
        if score > 0:
            span = Span(
                looks[at].chunk.span.source,
                looks[at].chunk.span.start,
                looks[at + size - 1].chunk.span.end,
            )
            quoting = looks[at - 1].chunk.span
            yield Seen("quote", span, min(score, 1.0), ", ".join(why), quoting=quoting)
            yield from _inner(looks, at, size)
        at += size


def _quote(before: Look, look: Look, spoken: bool) -> tuple[float, list[str]]:
    if look.chunk.kind != "plain" or look.words < 8:
        return 0.0, []
    score, why = 0.0, []
    if before.chunk.kind == "plain" and at_end(_ANNOUNCES, before.text):
        score, why = 0.5, [f"announced by “{' '.join(before.text.split()[-3:])}”"]
    if look.enclosed and not spoken:
        score, why = score + 0.5, [*why, "in quotation marks from end to end"]
    if why and look.gap >= 2:
        score, why = score + 0.3, [*why, "set off by blank lines"]
    return score, why


def _extent(looks: Sequence[Look], at: int) -> int:
    """How many chunks a quotation takes: to the closing blank lines, or to the closing mark."""
    if looks[at].gap >= 2:
        for size in range(1, len(looks) - at):
            if looks[at + size].gap >= 2:
                return size if size <= 6 else 1
    if at_end(_ANNOUNCES, looks[at].text) and at + 1 < len(looks) and looks[at + 1].enclosed:
        return 2
    return 1


def _inner(looks: Sequence[Look], at: int, size: int) -> Iterator[Seen]:
    """A quotation that what is quoted announces in its turn."""
    for before, look in zip(looks[at : at + size], looks[at + 1 : at + size], strict=False):
        if look.enclosed and at_end(_ANNOUNCES, before.text):
            yield Seen("quote", look.chunk.span, 0.8, "announced inside a quotation")


# --- Paragraphs cut in two, lists that go on, pauses ----------------------------------------------


def _joins(looks: Sequence[Look]) -> Iterator[Seen]:
    for before, look, _ in pairs(looks):
        if before is None or before is looks[0] or look.chunk.kind != "plain":
            continue
        if is_debris(before) or is_debris(look):
            continue
        if ended(before.text) or before.words < 10:
            continue
        first = look.text.lstrip("“\"‘'(")[:1]
        if first.islower():
            yield Seen(
                "join",
                look.chunk.span,
                0.9,
                "no sentence ends before it, and it begins with a small letter",
            )
        elif before.opens and look.opens:
            yield Seen(
                "join",
                look.chunk.span,
                0.8,
                "no sentence ends before it, and a quotation mark is open",
            )
        elif before.words >= 30:
            yield Seen("join", look.chunk.span, 0.3, "no sentence ends before it")


def _items(looks: Sequence[Look]) -> Iterator[Seen]:
    """Paragraphs between item N and item N + 1 of one list go on item N."""
    for i, look in enumerate(looks):
        if look.chunk.kind != "number" or not ended(look.text):
            continue
        following = _next_number(looks, i)
        if following is None or following == i + 1:
            continue
        inside = looks[i + 1 : following]
        if all(n.chunk.kind == "plain" and n.gap < 2 for n in inside):
            span = Span(
                look.chunk.span.source, inside[0].chunk.span.start, inside[-1].chunk.span.end
            )
            why = f"between items {look.chunk.value} and {looks[following].chunk.value} of one list"
            yield Seen("item", span, 0.8 if len(inside) <= 8 else 0.4, why)


def _next_number(looks: Sequence[Look], at: int) -> int | None:
    """Where the next number of the same list stands, if it is the next number."""
    for j in range(at + 1, len(looks)):
        if looks[j].chunk.kind == "number" and looks[j].chunk.indent == looks[at].chunk.indent:
            goes_on = figure(looks[j]) == figure(looks[at]) + 1
            return j if goes_on and ended(looks[j].text) else None
    return None


def _pauses(looks: Sequence[Look]) -> Iterator[Seen]:
    """More blank lines than usual, where no quotation, letter or heading explains them."""
    gaps = sorted(look.gap for look in looks[1:])
    usual = gaps[len(gaps) // 2] if gaps else 0
    quoted, headed = False, True
    for before, look, _ in pairs(looks):
        wide = before is not None and look.gap > max(usual, 1)
        # Short lines under a wide gap head what follows: a number, a title, what it is about.
        most = _SUMMARY if headed else _SHORT
        after_head, headed = headed, (wide or headed) and look.words < most
        if before is None or not wide or before is looks[0] or after_head:
            continue
        if _ANNOUNCES.search(before.text):
            quoted = True
        elif quoted:
            quoted = False
        elif not (look.under or _SALUTATION.match(look.text)) and look.words >= 8:
            yield Seen("pause", look.chunk.span, 0.7, f"{look.gap} blank lines before it")


# --- Letters --------------------------------------------------------------------------------------


def _roles(looks: Sequence[Look]) -> Iterator[Seen]:
    greeting = next((i for i, look in enumerate(looks[:8]) if _greets(look)), None)
    for i, look in enumerate(looks):
        if i == greeting:
            yield Seen("role", look.chunk.span, 0.9, "greets a reader", "salutation")
        elif greeting is not None and 0 < i < greeting and look.words > 20:
            yield Seen("role", look.chunk.span, 0.7, "stands before the greeting", "preface")
        elif i >= len(looks) - 2 and look.words <= 12 and _CLOSING.match(look.text):
            yield Seen("role", look.chunk.span, 0.8, "closes a letter", "signature")
        signed = _SIGNED.search(look.text) if look.words > 20 else None
        if signed:
            yield from _signature(look, signed["name"], early=i < len(looks) // 3)


def _greets(look: Look) -> bool:
    return look.words <= 8 and _SALUTATION.match(look.text) is not None


def _signature(look: Look, name: str, *, early: bool) -> Iterator[Seen]:
    """A signature run into the end of its paragraph; an early one signs a preface."""
    span = look.chunk.span
    start = span.end - len(name) - 2
    place = Span(span.source, start, span.end)
    yield Seen("split", place, 0.7, "a signature run into the paragraph")
    yield Seen("role", place, 0.7, "names after a dash, at the end", "signature")
    if early:
        yield Seen("role", Span(span.source, span.start, start), 0.7, "signed apart", "preface")
