"""A quoted place in a text → its span: the only search for an editor's place.

The place is given as in the W3C Web Annotation Data Model (§4.2.4, TextQuoteSelector): the exact
words, and what stands before or after where they alone are not unique. Curly and straight
quotation marks, all dashes, all runs of space compare equal; asterisks, underscores and backticks
(marks of emphasis and code) count for nothing. It never guesses between two candidates.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice

from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.likeness import MANY, WORD, every, index, likeliest, nearest
from anthology.span import Source, Span

_ALIKE = (("‘’‚‛", "'"), ("“”„‟", '"'), ("‐‑‒–—―−", "-"))
_SILENT = ("*", "_", "`", "\u00ad", "\u200b")
# Every run of spaces and silent signs but for a space by itself, which stays as it is.
_RUNS = re.compile(r"[\s{0}]{{2,}}|[^\S ]|[{0}]".format("".join(_SILENT)))
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Selector:
    """A quoted place: the words, and what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """A source made ready for searching: alike signs made one, and the way back to the source."""

    source: Source
    text: str
    _pieces: tuple[array[int], array[int]] = field(compare=False, repr=False)

    def offset(self, at: int) -> int:
        """Where a sign of the folded text stands in the source."""
        folded, origins = self._pieces
        piece = bisect_right(folded, at) - 1
        return origins[piece] + at - folded[piece]


@lru_cache(maxsize=1024)
def fold(source: Source) -> Folded:
    """Fold a source once; all places in it are then found in the folded text."""
    pieces, origins = _fold(source.text)
    starts = accumulate(map(len, pieces[:-1]), initial=0)
    return Folded(source, "".join(pieces), (array("L", starts), array("L", origins)))


def _fold(text: str) -> tuple[list[str], list[int]]:
    """The text in pieces without silent signs, its spaces made one, and each piece's place."""
    for signs, one in () if text.isascii() else _ALIKE:
        for sign in signs:
            text = text.replace(sign, one)
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for run in _RUNS.finditer(text):
        pieces.append(text[at : run.start()])
        origins.append(at)
        if space := _SPACE.search(text, *run.span()):
            pieces.append(" ")
            origins.append(space.start())
        at = run.end()
    return [*pieces, text[at:]], [*origins, at]


def _needle(text: str) -> str:
    return "".join(_fold(text)[0])


def candidates(folded: Folded, selector: Selector) -> tuple[Span, ...]:
    """Every place that fits."""
    exact = _needle(selector.exact).strip()
    prefix, suffix = _needle(selector.prefix).lstrip(), _needle(selector.suffix).rstrip()
    found = []
    for at in _places(folded.text, exact, prefix.rstrip(), suffix.lstrip()):
        end = at + len(exact)
        if _follows(folded.text, prefix.rstrip(), at) and _stands(
            folded.text, suffix.lstrip(), end
        ):
            found.append(_reach(folded.source, _span(folded, at, end), selector.exact))
    return tuple(found)


_LONG = 20_000  # from this length on, a list of the words pays


def _places(text: str, exact: str, prefix: str, suffix: str) -> Iterator[int]:
    """Where the exact words stand; in a long text only near the rarest word quoted with them."""
    known = _known_words(exact, prefix, suffix) if len(text) >= _LONG else []
    if not known:
        yield from every(text, exact)
        return
    known_at = index(text)
    word, offset = min(known, key=lambda one: len(known_at.get(one[0], ())))
    # Before the suffix and after the prefix there may be a space that the quotation lacks.
    starts = {p - offset + slack for p in known_at.get(word, ()) for slack in (-1, 0, 1)}
    yield from (at for at in sorted(starts) if at >= 0 and text.startswith(exact, at))


def _known_words(exact: str, prefix: str, suffix: str) -> list[tuple[str, int]]:
    """The words quoted whole, with the distance from the first sign of `exact`.

    A word at either end of a part may be cut in two by the quotation.
    """
    parts = ((prefix, -len(prefix)), (exact, 0), (suffix, len(exact)))
    return [
        (word[0], start + word.start())
        for part, start in parts
        for word in WORD.finditer(part)
        if word.start() > 0 and word.end() < len(part)
    ]


def _follows(text: str, prefix: str, at: int) -> bool:
    """Whether the prefix ends right before a position, with or without a space between."""
    at -= at > 0 and text[at - 1] == " "
    return text.endswith(prefix, 0, at)


def _stands(text: str, suffix: str, at: int) -> bool:
    """Whether the suffix begins right at a position, with or without a space between."""
    at += at < len(text) and text[at] == " "
    return text.startswith(suffix, at)


def _span(folded: Folded, start: int, end: int) -> Span:
    return folded.source.span(folded.offset(start), folded.offset(end - 1) + 1)


def _reach(source: Source, span: Span, exact: str) -> Span:
    """Take in the asterisks at the edges that the editor quoted: for the search they are silent."""
    start, end, text = span.start, span.end, source.text
    while exact.strip()[:1] in _SILENT and start and text[start - 1] in _SILENT:
        start -= 1
    blank = text[end : end + 1] == " "
    if exact.strip()[-1:] in _SILENT and text[end + blank : end + blank + 1] in _SILENT:
        end += blank
        while text[end : end + 1] in _SILENT:
            end += 1
    return source.span(start, end)


@dataclass(frozen=True, slots=True)
class Found:
    """The place of a quotation, and a warning if its neighbours are no longer quite the same."""

    span: Span
    drift: Diagnostic | None = None


def find(folded: Folded, selector: Selector, asked: Place, rule: str) -> Span:
    """The one place that fits; `asked` is where the editor wrote the quotation.

    Raises EditionError with `rule`-missing or `rule`-ambiguous, listing candidates by line.
    """
    span = _one(folded, selector, asked, rule)
    if span is None:
        raise _missing(folded, selector, asked, rule)
    return span


def locate(
    folded: Folded,
    selector: Selector,
    asked: Place,
    rule: str,
    *,
    alone: bool = False,
    discreet: bool = False,
) -> Found:
    """The one place that fits, or that did before its neighbours were corrected.

    The exact words must be there as quoted; what stands around them may have changed a little, if
    one place is far more like the quotation than any other; if `alone`, they must stand nowhere
    else. `discreet`: the warning repeats no word of the source. Raises as `find` does.
    """
    span = _one(folded, selector, asked, rule)
    if span is not None:
        return Found(span)
    drifted = _drifted(folded, selector, alone=alone)
    if drifted is None:
        raise _missing(folded, selector, asked, rule)
    line, _ = folded.source.locate(drifted.start)
    words = "the quoted words" if discreet else f"“{selector.exact}”"
    message = f"what stands around {words} in line {line} is not quite as quoted"
    around = "" if discreet else f": {quoted_line(folded.source, drifted)}"
    hint = f"if that is the place, quote it anew{around}"
    return Found(drifted, Diagnostic(f"{rule}-drifted", message, asked, hint, Severity.WARNING))


def _one(folded: Folded, selector: Selector, asked: Place, rule: str) -> Span | None:
    """The one place that fits; None if there is none. Raises EditionError for several."""
    spans = candidates(folded, selector)
    if len(spans) > 1:
        raise _ambiguous(folded, selector, asked, rule, spans)
    return spans[0] if spans else None


def _missing(folded: Folded, selector: Selector, asked: Place, rule: str) -> EditionError:
    message = f"“{selector.exact}” is nowhere in {folded.source.name}"
    if selector.prefix or selector.suffix:
        message += " with these neighbours"
    return EditionError(Diagnostic(f"{rule}-missing", message, asked, _nearest(folded, selector)))


def _ambiguous(
    folded: Folded, selector: Selector, asked: Place, rule: str, spans: tuple[Span, ...]
) -> EditionError:
    message = f"“{selector.exact}” matches {len(spans)} places in {folded.source.name}"
    cut = "".join(f"; {part}" for part in _cut_words(folded.source, spans))
    hint = f"lengthen what stands before or after it ({_lines(folded.source, spans)}){cut}"
    return EditionError(Diagnostic(f"{rule}-ambiguous", message, asked, hint))


def _drifted(folded: Folded, selector: Selector, *, alone: bool) -> Span | None:
    """The place of the exact words whose neighbours are by far the likest, if there is one."""
    exact = _needle(selector.exact).strip()
    prefix, suffix = _needle(selector.prefix).strip(), _needle(selector.suffix).strip()
    places = list(islice(every(folded.text, exact), MANY))
    if alone and len(places) > 1:
        return None
    at = likeliest(folded.text, places, len(exact), prefix, suffix)
    if at is None:
        return None
    return _reach(folded.source, _span(folded, at, at + len(exact)), selector.exact)


def quoted_line(source: Source, span: Span, words: int = 3) -> str:
    """A place as an editor quotes it: a few words before, the words in **bold**, a few after."""
    line_start = source.text.rfind("\n", 0, span.start) + 1
    line_end = source.text.find("\n", span.end)
    before = source.text[line_start : span.start]
    after = source.text[span.end : line_end if line_end >= 0 else len(source.text)]
    left = _WORDS_BEFORE.search(before)
    right = _WORDS_AFTER.match(after)
    return f"{left[0] if left else ''}**{source.cut(span)}**{right[0] if right else ''}".strip()


_WORDS_BEFORE = re.compile(r"(?:\S+\s+){0,3}\S*$")
_WORDS_AFTER = re.compile(r"\S*(?:\s+\S+){0,3}")


def _lines(source: Source, spans: tuple[Span, ...], most: int = 8) -> str:
    lines = [str(source.locate(span.start)[0]) for span in spans[:most]]
    more = f" and {len(spans) - most} more" if len(spans) > most else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(lines)}{more}"


def _nearest(folded: Folded, selector: Selector) -> str:
    """A hint: where the words stand with other neighbours, or what is most like them."""
    bare = candidates(folded, Selector(selector.exact))
    if bare:
        cut = tuple(_cut_words(folded.source, bare))
        if len(cut) == len(bare):
            return f"{cut[0]}: quote words whole"
        return f"the words alone stand in {_lines(folded.source, bare)}: look at the neighbours"
    if not _needle(selector.exact).strip():
        return "asterisks and spaces count for nothing: quote words, too, or give `from` and `to`"
    alike = [
        _shown(folded, place) for place in nearest(folded.text, _needle(selector.exact).strip())
    ]
    if alike:
        return f"perhaps {'; or '.join(alike)}"
    return "copy the words from the source, with a few before and after"


def _cut_words(source: Source, spans: tuple[Span, ...]) -> Iterator[str]:
    """Which of some places begin or end inside a word, and inside which."""
    for span in spans:
        whole = span_of_words(source, span)
        if whole != span:
            line, _ = source.locate(span.start)
            yield f"in line {line} it is part of “{' '.join(source.cut(whole).split())}”"


def span_of_words(source: Source, span: Span) -> Span:
    """A place widened to the ends of the words that it cuts."""
    text, start, end = source.text, span.start, span.end
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return source.span(start, end)


def _shown(folded: Folded, place: tuple[int, int]) -> str:
    span = _span(folded, *place)
    words = " ".join(folded.source.cut(span).split())
    short = words if len(words) <= 80 else f"{words[:40].rstrip()} … {words[-36:].lstrip()}"
    return f"“{short}” in line {folded.source.locate(span.start)[0]}"
