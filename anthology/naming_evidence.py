"""Passages → what stands around each capitalized sequence in them.

Counts and never decides: what speaks for a person is for `naming` to weigh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from anthology.naming_passages import Passage, title_places
from anthology.naming_tables import (
    MONTHS,
    NEAR,
    NOBLE,
    PLACES,
    ROLES,
    ROYAL,
    SPEECH,
    STRONG_SPEECH,
    TITLES,
    TOWARDS,
    is_common,
    is_derived,
    is_given,
    is_surname,
)
from anthology.naming_words import Run, Token, capital, function, letter, roman, runs

Parts = tuple[str, ...]
"""The words of a name, initials and particles among them."""


class Sighting(NamedTuple):
    """A capitalized sequence where it stands; `title` is what a person before it is called.

    `whole`: where it begins with its title. `cited`: it stands in the title of a work.
    """

    passage: int
    start: int
    end: int
    parts: Parts
    title: str = ""
    whole: int = 0
    cited: bool = False


@dataclass(slots=True)
class Evidence:
    """What some passages show: whom they seem to name, what stands around each, who with whom."""

    signs: dict[Parts, Counter[str]] = field(default_factory=dict)
    sightings: list[Sighting] = field(default_factory=list)
    pairs: list[tuple[Parts, Parts]] = field(default_factory=list)

    def of(self, parts: Parts) -> Counter[str]:
        """The counts of what stands around a sequence."""
        return self.signs.setdefault(parts, Counter())


def gather(
    passages: Sequence[Passage], lines: Iterable[Sequence[Token]], ordinary: Container[str]
) -> Evidence:
    """The evidence of passages, of which `lines` are the tokens; `ordinary`: words, not names."""
    found = Evidence()
    for at, (passage, line) in enumerate(zip(passages, lines, strict=True)):
        _Reader(found, at, passage, line, ordinary).read()
    return found


class _Reader:
    """Reads one passage and notes its sightings, with what stands around each."""

    def __init__(
        self,
        found: Evidence,
        at: int,
        passage: Passage,
        line: Sequence[Token],
        ordinary: Container[str],
    ) -> None:
        self.found, self.at, self.line, self.ordinary = found, at, line, ordinary
        self.words = passage.words
        self.titles = title_places(passage) if any(map(capital, line)) else ()

    def read(self) -> None:
        pieces = [piece for run in runs(self.line, self.words) if (piece := self._piece(run))]
        before: tuple[_Piece, Sighting] | None = None
        for piece in pieces:
            sighting = self._sighting(piece)
            if before and before[0].last <= piece.first:
                sighting = self._beside(before[0], before[1], piece, sighting)
            before = piece, sighting
            self.found.sightings.append(sighting)

    def _beside(self, left: _Piece, one: Sighting, right: _Piece, two: Sighting) -> Sighting:
        """Two names side by side: a pair, a list turned round, or a couple of one surname."""
        between = [token.text for token in self.line[left.last : right.first]]
        if between == [","] and self._inverted(left, one, right, two):
            self.found.sightings.pop()
            return two._replace(start=one.start, whole=one.start, parts=(*two.parts, *one.parts))
        if between in (["and"], ["&"], ["or"]) and _couple(one, two):
            shared = one._replace(parts=(*one.parts, two.parts[-1]))
            self.found.sightings[-1] = shared
            self.found.of(shared.parts)["n"] += 1
        elif between in (["and"], [","], [",", "and"], ["or"], ["&"]):
            self.found.pairs.append((one.parts, two.parts))
        return two

    def _inverted(self, left: _Piece, one: Sighting, right: _Piece, two: Sighting) -> bool:
        """Whether a list gives the surname first: “Mann, Tom, 1896”."""
        if len(one.parts) > 1 or (is_given(one.parts[0]) and not is_surname(one.parts[0])):
            return False
        if not all(part.endswith(".") or is_given(part) for part in two.parts):
            return False
        opens = left.first == 0 or self.line[left.first - 1].text in ";•*"
        after = self.line[right.last : right.last + 2]
        closes = not after or after[0].text in ";(" or (
            len(after) == 2 and after[0].text in ",:" and after[1].kind == "number"
        )  # fmt: skip
        return opens and closes and one.parts[0].lower() not in PLACES

    def _piece(self, run: Run) -> _Piece | None:
        """The name in a run: without titles and ordinary words around it."""
        first, last, title, whole = run.first, run.last, "", -1
        cited = any(self._grammar(token) for token in self.line[first + 1 : last - 1])
        while first < last:
            token = self.line[first]
            if self._title(token) and first + 1 < last:
                whole = first if whole < 0 else whole
                title = token.text.lower()
            elif token.kind != "sign" and not self._leads(first, last - first):
                break
            first += 1
        while last > first and self._trails(last - 1, last - first):
            last -= 1
        if first == last:
            return None
        if not title and first > 1 and self.line[first - 1].text == "of":
            noble = self.line[first - 2].text
            if noble.lower() in NOBLE and noble[0].isupper():
                title, whole = f"{noble.lower()} of", first - 2
        return _Piece(first, last, title, whole if title else first, cited)

    def _title(self, token: Token) -> bool:
        parts = token.text.lower().split("-")
        return parts[-1] in TITLES or (len(parts) > 1 and parts[0] in TITLES)

    def _grammar(self, token: Token) -> bool:
        return function(token) and not letter(token) and not roman(token)

    def _leads(self, at: int, left: int) -> bool:
        """An ordinary word before a name, with a capital for another reason."""
        token = self.line[at]
        if token.kind == "initial" or letter(token) or (left == 2 and self._month_as_name(at)):
            return False
        if function(token) or (left > 2 and self._calling(at)):
            return True
        if token.begins and token.text in self.ordinary:
            return left > 1 or not is_given(token.text)
        return left > 1 and (is_derived(token.text) or token.text.lower() in MONTHS)

    def _month_as_name(self, at: int) -> bool:
        """August Spies, April Jones."""
        return is_given(self.line[at].text) and is_surname(self.line[at + 1].text)

    def _calling(self, at: int) -> bool:
        """What somebody is, before a whole name: Magistrate Henry Steinert."""
        calling, given = self.line[at].text, self.line[at + 1].text
        return is_common(calling) and not is_given(calling) and is_given(given)

    def _trails(self, at: int, left: int) -> bool:
        """A word of grammar, or an office, behind a name."""
        token = self.line[at]
        office = left > 2 and self._title(token) and not is_surname(token.text)
        named = left > 1 and is_given(self.line[at - 1].text) and is_surname(token.text)
        return office or (self._grammar(token) and not named)

    def _sighting(self, piece: _Piece) -> Sighting:
        line = self.line[piece.first : piece.last]
        start, stop = line[0].start, line[-1].end
        parts = tuple(token.text for token in line if token.kind != "sign")
        cited = piece.cited or any(
            s <= start and stop <= e and (s, e) != (start, stop) for s, e in self.titles
        )
        if not cited:
            self.found.of(parts).update(self._signs(piece))
        whole = self.line[piece.whole].start
        return Sighting(self.at, start, stop, parts, piece.title, whole, cited)

    def _signs(self, piece: _Piece) -> Iterator[str]:
        first, last = piece.first, piece.last
        before = self.line[first - 1] if first and not self.line[first].begins else None
        yield "n"
        if piece.title.endswith(" of"):
            return  # what stands around tells of the duke, not of his place
        if piece.title:
            yield "royal" if piece.title in ROYAL else "title"
        elif before:
            sign = before_sign(before.text)
            if sign and not (sign == "near" and self._possessive(last)):
                yield sign
        if last < len(self.line):
            yield from self._after(last, self.line[last])

    def _possessive(self, last: int) -> bool:
        after = self.line[last : last + 2]
        return len(after) == 2 and after[0].text in "’'" and after[1].text == "s"

    def _after(self, last: int, after: Token) -> Iterator[str]:
        text = after.text
        following = self.line[last + 1] if last + 1 < len(self.line) else None
        relative = following.text in ("who", "whom", "whose") if following else False
        if text in STRONG_SPEECH:
            yield "speech"
        elif text in SPEECH:
            yield "verb"
        elif self._possessive(last):
            yield "possessive"
        elif text == "who" or (text == "," and relative):
            yield "who"
        elif text == "." and following and _goes_on(following):
            yield "short"
        elif text == "(" and following and following.kind == "number" and len(following.text) == 4:
            yield "dates"


class _Piece(NamedTuple):
    """A name in a run of tokens: its first, the one behind its last, and its title before it."""

    first: int
    last: int
    title: str
    whole: int
    cited: bool


def _goes_on(token: Token) -> bool:
    """What follows the point of an abbreviation, but not of a sentence: “Cong. Globe, 30”."""
    return token.kind == "number" or token.text in (",", ";") or token.text.islower()


def _couple(one: Sighting, two: Sighting) -> bool:
    """“Sidney and Beatrice Webb”: a given name alone before a whole name."""
    return (
        len(one.parts) == 1
        and not one.title
        and len(two.parts) > 1
        and is_given(one.parts[0])
        and is_given(two.parts[0])
        and not two.parts[-1].endswith(".")
    )


@cache
def before_sign(word: str) -> str:
    """What a word before a name says of it."""
    lower = word.lower()
    return next((sign for sign, words in _BEFORE.items() if lower in words), "")


_BEFORE = {
    "article": frozenset("the a an this these every each no any".split()),
    "near": NEAR,
    "speech": STRONG_SPEECH,
    "towards": TOWARDS,
    "role": ROLES | {"young", "old", "dear", "poor"},
    "off": frozenset(("to", "from")),
}
