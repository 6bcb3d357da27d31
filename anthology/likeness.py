"""Likeness of words: where a quotation most likely was, and what in a text is most like it.

Pure functions on folded text; decides nothing about an editor's place: `selector` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import islice

WORD = re.compile(r"\w+")
MANY = 2000  # a word or quotation that stands more often tells nothing
_SURE, _APART = 0.75, 0.2
"""How like its old neighbours those of a place must be, and by how much more than any other's."""
_CONTEXT = 8  # fewer characters around the words are no evidence
_ALIKE_ENOUGH = 0.6


@lru_cache(maxsize=2)
def index(text: str) -> dict[str, list[int]]:
    """Where each word of a folded text stands."""
    found: dict[str, list[int]] = {}
    for word in WORD.finditer(text):
        found.setdefault(word[0], []).append(word.start())
    return found


def likeliest(
    text: str, places: Sequence[int], length: int, prefix: str, suffix: str
) -> int | None:
    """Of the places of some words (`length` characters), the one whose neighbours are by far the
    likest to a prefix and a suffix; None where no place is.

    A place with other words between such neighbours counts against it: the words may have been
    corrected there.
    """
    if len(prefix) + len(suffix) < _CONTEXT:
        return None
    scored = sorted(
        ((_neighbours(text, prefix, suffix, at, at + length), at) for at in places), reverse=True
    )
    second = scored[1][0] if len(scored) > 1 else 0.0
    if not scored or scored[0][0] < _SURE or scored[0][0] - second < _APART:
        return None
    best, at = scored[0]
    for start in _between(text, length, prefix, suffix) - set(places):
        if _enclosed(text, prefix, suffix, start, length):
            return None
        # Near the place, neighbours that were lengthened or cut lead a few characters past it.
        away = abs(start - at)
        limit = best if away < len(prefix) + length + len(suffix) else best - _APART
        if away >= length and _neighbours(text, prefix, suffix, start, start + length) > limit:
            return None
    return at


def _enclosed(text: str, prefix: str, suffix: str, start: int, length: int) -> bool:
    """Whether other words, about as many characters, stand between the very neighbours."""
    ends = range(start + length - _SLIP, start + length + _SLIP + 1)
    before = text[max(0, start - len(prefix) - 1) : start].rstrip().endswith(prefix)
    return before and any(
        text[end : end + len(suffix) + 1].lstrip().startswith(suffix) for end in ends
    )


_SLIP = 2
_PIECE = 8


def _between(text: str, length: int, prefix: str, suffix: str) -> set[int]:
    """Where `length` characters may stand between a prefix and a suffix, by pieces of both.

    Between them and the words there may be a space.
    """
    found = set[int]()
    for part, away in ((prefix, len(prefix)), (suffix, -length)):
        last = max(0, len(part) - _PIECE)
        for offset in {min(offset, last) for offset in range(0, len(part), _PIECE)}:
            for at in islice(every(text, part[offset : offset + _PIECE]), MANY):
                start = at - offset + away
                found |= {start, start + (1 if away > 0 else -1)}
    return {start for start in found if 0 <= start <= len(text) - length}


def every(text: str, words: str) -> Iterator[int]:
    """Where words stand in a text; nowhere, if there are none."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _neighbours(text: str, prefix: str, suffix: str, start: int, end: int) -> float:
    """How like the quotation a place's neighbours are, from 0 to 1, both sides by their length."""
    before = text[max(0, start - len(prefix) - 1) : start].strip()
    after = text[end : end + len(suffix) + 1].strip()
    total = len(prefix) + len(suffix)
    return (_ratio(prefix, before) * len(prefix) + _ratio(suffix, after) * len(suffix)) / total


def _ratio(quoted: str, there: str) -> float:
    return SequenceMatcher(None, quoted, there, False).ratio()


def nearest(text: str, needle: str, most: int = 3) -> tuple[tuple[int, int], ...]:
    """The stretches of a folded text most like some words, best first."""
    scored: dict[tuple[int, int], float] = {}
    for start in _guesses(text, needle):
        place = _whole_words(text, start, start + len(needle))
        if place not in scored:
            likeness = _ratio(needle.casefold(), text[slice(*place)].casefold())
            scored[place] = round(likeness, 4)
    best: list[tuple[int, int]] = []
    for place in sorted(scored, key=lambda p: (-scored[p], p)):
        apart = all(place[1] <= other[0] or other[1] <= place[0] for other in best)
        if scored[place] >= _ALIKE_ENOUGH and apart and len(best) < most:
            best.append(place)
    return tuple(best)


def _guesses(text: str, needle: str) -> Iterator[int]:
    """Where some words may begin, by each of their own words that the text has, or one like it."""
    known = index(text)
    for word in WORD.finditer(needle):
        near = [word[0]] if word[0] in known else get_close_matches(word[0], known, 3, 0.7)
        for form in near:
            if len(known[form]) <= MANY:
                yield from (max(0, at - word.start()) for at in known[form])


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened or narrowed to the ends of words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, min(end, len(text))
