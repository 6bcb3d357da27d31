"""What a plain text shows by its looks → calls: what each chunk seems to be, how surely, and why.

Each rule adds up evidence measured on the whole document (how its paragraphs are parted, how its
other headings look). A call of `SURE` or more is followed unless the editor's decisions overrule
it; a weaker one is only proposed. Changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from anthology.read.reading import Chunk, Reading
from anthology.span import Span

SURE = 0.5
Call = Literal["heading", "quote", "join", "item", "role", "pause", "omit", "split"]

_END = re.compile(r"[.!?…:;,]['\"’”)\]]*$|[)\]]$")
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
_FURNITURE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:Comments are closed|Les commentaires sont fermés)\.?"), "a line of the site"),
    (
        re.compile(r"\d+ (?:thoughts?|comments?|responses?|replies) (?:on|to) [“\"].*"),
        "the site's heading over its readers' comments",
    ),
    (re.compile(r"[-*•] \[.*\]\(#\)"), "a contents list with links that lead nowhere"),
    (re.compile(r"[-*•]?\s*[*_]{2,4}"), "an empty heading"),
    (
        re.compile(r"(?:Share|Tweet|Print|Email|Like|Partager|Imprimer)(?: this)?:?"),
        "a button of the site",
    ),
    (re.compile(r"P\.-S\.:?"), "the site's label for a postscript"),
    (re.compile(r".*\[[^\]]+\]\(#\).*\(Date de rédaction antérieure\b.*"), "the site's date line"),
)
_CONTENTS = re.compile(r"(?:Sommaire|Contents|Table of contents|Inhalt)\s*:?", re.IGNORECASE)
_NOWHERE = re.compile(r"[-*•] \[.*\]\(#\)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A call: what seems to be so of a place, the weight of the evidence (0 to 1), and why."""

    call: Call
    span: Span
    score: float
    why: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    """A chunk as it looks: its words without marker, the blank lines before it."""

    chunk: Chunk
    text: str
    gap: int

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def enclosed(self) -> bool:
        """Whether it is one quotation from end to end, a source in brackets apart."""
        body = re.sub(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\.?$", "", self.text)
        return bool(re.fullmatch(r"[“\"](?:[^“”\"]|[“\"][^“”\"]*[”\"])*[”\"][.,;]?", body))

    @property
    def opens(self) -> bool:
        """Whether it leaves a double quotation mark open."""
        straight = self.text.count('"') % 2
        return bool(straight) or self.text.count("“") > self.text.count("”")


def see(reading: Reading) -> tuple[Seen, ...]:
    """The calls on a text in the order of their places; none where the format says it itself."""
    if reading.exact:
        return ()
    looks = tuple(_looks(reading))
    body = tuple(look for look in looks if not look.chunk.thread and look.chunk.kind != "note")
    found = [
        *_furniture(looks),
        *_headings(body),
        *_quotes(body),
        *_joins(body),
        *_items(body),
        *_roles(body),
        *_pauses(body),
    ]
    return tuple(sorted(found, key=lambda seen: (seen.span.start, seen.call)))


def _looks(reading: Reading) -> Iterator[_Look]:
    end = 0
    for chunk in reading.chunks:
        start = chunk.mark.end if chunk.mark else chunk.span.start
        text = " ".join(reading.source.text[start : chunk.span.end].split())
        gap = reading.source.text.count("\n", end, chunk.span.start) - 1 if end else 0
        yield _Look(chunk, text, gap)
        end = chunk.span.end


def _pairs(looks: Sequence[_Look]) -> Iterator[tuple[_Look | None, _Look, _Look | None]]:
    for i, look in enumerate(looks):
        before = looks[i - 1] if i else None
        yield before, look, looks[i + 1] if i + 1 < len(looks) else None


# --- Site debris ----------------------------------------------------------------------------------


def _furniture(looks: Sequence[_Look]) -> Iterator[Seen]:
    for _, look, after in _pairs(looks):
        whole = _whole(look)
        for pattern, what in _FURNITURE:
            if pattern.fullmatch(whole):
                yield Seen("omit", look.chunk.span, 0.9, what)
                break
        else:
            if _CONTENTS.fullmatch(whole) and after and _NOWHERE.fullmatch(_whole(after)):
                yield Seen("omit", look.chunk.span, 0.9, "heads a contents list of the site")


def _whole(look: _Look) -> str:
    """The chunk's words with its marker."""
    mark = {"bullet": "- ", "number": f"{look.chunk.value}. "}.get(look.chunk.kind, "")
    return mark + look.text


def _is_furniture(look: _Look) -> bool:
    return any(pattern.fullmatch(_whole(look)) for pattern, _ in _FURNITURE)


# --- Headings -------------------------------------------------------------------------------------


def _headings(looks: Sequence[_Look]) -> Iterator[Seen]:
    numbered, headed = 0, 0
    for before, look, after in _pairs(looks):
        # “3.” heads a section only where “2.” did; otherwise it goes on a list.
        goes_on = look.chunk.kind == "number" and _figure(look) not in {1, headed + 1}
        score, why = _heading(before, look, after, looks[0])
        if look.chunk.kind == "number":
            headed = _figure(look) if score >= SURE and not goes_on else -1
        if score <= 0 or goes_on:
            continue
        value = ""
        if look.chunk.kind == "number":
            numbered += 1
            value = f"{numbered}." if look.chunk.value == "1" else f"{look.chunk.value}."
        yield Seen("heading", look.chunk.span, min(score, 1.0), ", ".join(why), value)


def _heading(
    before: _Look | None, look: _Look, after: _Look | None, title: _Look
) -> tuple[float, list[str]]:
    """The weight that a short line is a heading: nothing for what reads as a sentence."""
    short = look.words <= 14 and len(look.text) <= 90 and look.chunk.kind in {"plain", "number"}
    last = after is None or after.chunk.kind == "note"
    reads_on = _END.search(look.text) and not re.search(r"[?!][”\"’]?$|[)\]]$", look.text)
    if not short or last or reads_on or look is title or _is_furniture(look):
        return 0.0, []
    score, why = 0.0, []
    letters = [char for char in look.text if char.isalpha()]
    if len(letters) > 2 and all(not char.islower() for char in letters):
        score, why = score + 0.6, ["typed in capitals"]
    if look.chunk.kind == "number" and _alone(before, after):
        score, why = score + 0.6, [*why, "numbered, but alone and without a full stop"]
    if _same_words(look.text, title.text):
        score, why = score + 0.6, [*why, "repeats the title"]
    if after and after.words >= 30 and look.chunk.kind == "plain" and look.words <= 10:
        score, why = score + 0.3, [*why, "short, without a full stop, before a long paragraph"]
    return (score, why) if why else (0.0, [])


def _figure(look: _Look) -> int:
    """The number of an item; 0 for one that is no figure."""
    return int(look.chunk.value) if look.chunk.value.isdecimal() else 0


def _alone(before: _Look | None, after: _Look | None) -> bool:
    return not any(near and near.chunk.kind == "number" for near in (before, after))


def _same_words(one: str, other: str) -> bool:
    first, second = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    return bool(first) and first == second[: len(first)] and len(first) * 3 >= len(second) * 2


# --- Quotations -----------------------------------------------------------------------------------


def _quotes(looks: Sequence[_Look]) -> Iterator[Seen]:
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
            yield Seen("quote", span, min(score, 1.0), ", ".join(why))
            yield from _inner(looks, at, size)
        at += size


def _quote(before: _Look, look: _Look, spoken: bool) -> tuple[float, list[str]]:
    if look.chunk.kind != "plain" or look.words < 8:
        return 0.0, []
    score, why = 0.0, []
    if _ANNOUNCES.search(before.text) and before.chunk.kind == "plain":
        score, why = 0.5, [f"announced by “{' '.join(before.text.split()[-3:])}”"]
    if look.enclosed and not spoken:
        score, why = score + 0.5, [*why, "in quotation marks from end to end"]
    if why and look.gap >= 2:
        score, why = score + 0.3, [*why, "set off by blank lines"]
    return score, why


def _extent(looks: Sequence[_Look], at: int) -> int:
    """How many chunks a quotation takes: to the closing blank lines, or to the closing mark."""
    if looks[at].gap >= 2:
        for size in range(1, len(looks) - at):
            if looks[at + size].gap >= 2:
                return size if size <= 6 else 1
    if _ANNOUNCES.search(looks[at].text) and at + 1 < len(looks) and looks[at + 1].enclosed:
        return 2
    return 1


def _inner(looks: Sequence[_Look], at: int, size: int) -> Iterator[Seen]:
    """A quotation that what is quoted announces in its turn."""
    for before, look in zip(looks[at : at + size], looks[at + 1 : at + size], strict=False):
        if _ANNOUNCES.search(before.text) and look.enclosed:
            yield Seen("quote", look.chunk.span, 0.8, "announced inside a quotation")


# --- Paragraphs cut in two, lists that go on, pauses ----------------------------------------------


def _joins(looks: Sequence[_Look]) -> Iterator[Seen]:
    for before, look, _ in _pairs(looks):
        if before is None or before is looks[0] or look.chunk.kind != "plain":
            continue
        if _is_furniture(before) or _is_furniture(look):
            continue
        if _END.search(before.text) or before.words < 10:
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


def _items(looks: Sequence[_Look]) -> Iterator[Seen]:
    """Paragraphs between item N and item N + 1 of one list go on item N."""
    for i, look in enumerate(looks):
        if look.chunk.kind != "number" or not _END.search(look.text):
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


def _next_number(looks: Sequence[_Look], at: int) -> int | None:
    """Where the next number of the same list stands, if it is the next number."""
    for j in range(at + 1, len(looks)):
        if looks[j].chunk.kind == "number" and looks[j].chunk.indent == looks[at].chunk.indent:
            goes_on = _figure(looks[j]) == _figure(looks[at]) + 1
            return j if goes_on and _END.search(looks[j].text) else None
    return None


def _pauses(looks: Sequence[_Look]) -> Iterator[Seen]:
    """More blank lines than usual, where no quotation, letter or heading explains them."""
    gaps = sorted(look.gap for look in looks[1:])
    usual = gaps[len(gaps) // 2] if gaps else 0
    quoted = False
    for before, look, _ in _pairs(looks):
        wide = before is not None and look.gap > max(usual, 1)
        if before is None or not wide or before is looks[0]:
            continue
        if _ANNOUNCES.search(before.text):
            quoted = True
        elif quoted:
            quoted = False
        elif not _SALUTATION.match(look.text) and look.words >= 8:
            yield Seen("pause", look.chunk.span, 0.7, f"{look.gap} blank lines before it")


# --- Letters --------------------------------------------------------------------------------------


def _roles(looks: Sequence[_Look]) -> Iterator[Seen]:
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


def _greets(look: _Look) -> bool:
    return look.words <= 8 and _SALUTATION.match(look.text) is not None


def _signature(look: _Look, name: str, *, early: bool) -> Iterator[Seen]:
    """A signature run into the end of its paragraph; an early one signs a preface."""
    span = look.chunk.span
    start = span.end - len(name) - 2
    place = Span(span.source, start, span.end)
    yield Seen("split", place, 0.7, "a signature run into the paragraph")
    yield Seen("role", place, 0.7, "names after a dash, at the end", "signature")
    if early:
        yield Seen("role", Span(span.source, span.start, start), 0.7, "signed apart", "preface")
