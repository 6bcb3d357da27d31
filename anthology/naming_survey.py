"""The corpus, text by text → its words counted, and what stands around its capitals.

Counts and never decides. What each text shows is kept and put together anew when another changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from anthology.kept import Kept
from anthology.naming_evidence import Evidence, Parts, Sighting, gather
from anthology.naming_passages import Passage
from anthology.naming_tables import is_common
from anthology.naming_words import Token, capital, tokens


@dataclass(slots=True)
class Words(Container[str]):
    """The words of some passages, counted; holds ordinary words, which name nobody.

    `low`: without a capital; `high`: with one where no sentence or heading begins.
    """

    size: int = 0
    low: Counter[str] = field(default_factory=Counter)
    high: Counter[str] = field(default_factory=Counter)

    def __contains__(self, word: object) -> bool:
        """Whether it is an ordinary word that only stood where every word has a capital."""
        low, high = self.low[str(word).lower()], self.high[str(word)]
        return low > high or (high == 0 and (low > 0 or is_common(str(word))))

    def add(self, other: Words) -> None:
        """Count the words of more passages."""
        self.size += other.size
        self.low.update(other.low)
        self.high.update(other.high)


@dataclass(slots=True)
class Survey:
    """What the corpus shows: its sightings, and counts of words and of what stands around them."""

    passages: Sequence[Passage]
    words: Words = field(default_factory=Words)
    signs: defaultdict[Parts, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sightings: list[Sighting] = field(default_factory=list)
    pairs: list[tuple[Parts, Parts]] = field(default_factory=list)

    def add(self, found: Evidence, before: int) -> None:
        """Put the evidence of a text with it, behind so many passages."""
        for parts, signs in found.signs.items():
            self.signs[parts].update(signs)
        self.sightings += [s._replace(passage=before + s.passage) for s in found.sightings]
        self.pairs += found.pairs


class _Text:
    """The passages of one text or piece, taken apart when first asked for."""

    def __init__(self, where: str, passages: Sequence[Passage]) -> None:
        self.where, self.passages = where, passages

    @cached_property
    def lines(self) -> list[list[Token]]:
        return [list(tokens(passage.words)) for passage in self.passages]

    def words(self) -> Words:
        found = Words()
        for passage, line in zip(self.passages, self.lines, strict=True):
            _count(found, passage, line)
        return found


NO_DIGESTS: Mapping[str, bytes] = MappingProxyType({})


def survey(
    passages: Sequence[Passage],
    kept: Kept | None = None,
    digests: Mapping[str, bytes] = NO_DIGESTS,
) -> Survey:
    """Read the passages twice: for their words, then for what stands around the capitals.

    `digests`: as `naming.proposed` has them.
    """
    kept, found, before = kept or Kept(), Survey(passages), 0
    texts = [_Text(where, list(own)) for where, own in groupby(passages, lambda p: p.where)]
    content = [_content(text, digests.get(text.where, b"")) for text in texts]
    for text, made_of in zip(texts, content, strict=True):
        found.words.add(kept.made(f"{text.where}.words", made_of, text.words))
    for text, made_of in zip(texts, content, strict=True):

        def make(ordinary: Container[str], text: _Text = text) -> Evidence:
            return gather(text.passages, text.lines, ordinary)

        shown = kept.asked(f"{text.where}.names", made_of, found.words, make)
        found.add(shown, before)
        before += len(text.passages)
    return found


def _content(text: _Text, digest: bytes) -> Sequence[str | bytes]:
    """What is kept of a text goes by this."""
    return [digest] if digest else [repr(passage) for passage in text.passages]


def _count(found: Words, passage: Passage, line: Sequence[Token]) -> None:
    for token in line:
        if token.kind == "word":
            found.size += 1
            if token.text.islower():
                found.low[token.text] += 1
            elif not token.begins and not passage.heading and capital(token):
                found.high[token.text] += 1
