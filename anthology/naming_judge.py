"""A survey → how surely each capitalized sequence names a person.

Shapes and tables of names, and what stands around a word over the whole corpus; no model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from anthology.naming_evidence import Parts, Sighting
from anthology.naming_survey import Survey
from anthology.naming_tables import (
    ARTICLES,
    DEMONYMS,
    FAMILY_FIRST,
    FUNCTION,
    KINDS,
    MONTHS,
    PARTICLES,
    PLACES,
    ROYAL,
    SOFT_KINDS,
    TITLES,
    count,
    is_common,
    is_derived,
    is_foreign,
    is_given,
    is_place,
    is_surname,
    total,
)

SURE, DOUBTFUL = 2.0, 0.75
_RARE = 1000
_COLOURS = frozenset("black white english french welsh irish norman scott saxon roman".split())


def scores(found: Survey) -> dict[Parts, float]:
    """How surely each capitalized sequence names a person; `SURE` or more is as good as certain."""
    return _Judge(found).scores()


def sure_by_title(sighting: Sighting) -> bool:
    """Whether a title alone makes a person of a word: General Hood, but not General Strike."""
    word = sighting.parts[0]
    if (
        len(sighting.parts) > 1
        or not sighting.title
        or word.lower() in KINDS | FUNCTION | MONTHS | TITLES
    ):
        return False
    if is_derived(word) or _initial(word):
        return False
    if sighting.title.endswith(" of"):
        return True
    return is_given(word) if sighting.title in ROYAL else is_surname(word) or count(word) < _RARE


def _initial(part: str) -> bool:
    return part.endswith((".", ".-")) or (len(part) == 1 and part.isupper())


class _Judge:
    """Weighs what the survey found."""

    def __init__(self, found: Survey) -> None:
        self.found = found
        self.full: Counter[str] = Counter()

    def scores(self) -> dict[Parts, float]:
        """How surely each sequence names a person."""
        many = {p: self._full(p) for p in self.found.signs if len(p) > 1}
        for parts, score in many.items():
            if score >= SURE and not _initial(parts[-1]):
                self.full[parts[-1]] += self.found.signs[parts]["n"]
        scores = dict[Parts, float](many)
        scores |= {p: self._single(p[0]) for p in self.found.signs if len(p) == 1}
        self._with_each_other(scores)
        return scores

    def _with_each_other(self, scores: dict[Parts, float]) -> None:
        """Who is named in one breath with a person is one more likely: Lunacharsky and Joffe."""
        raised = set[Parts]()
        for _ in range(2):
            for a, b in self.found.pairs:
                for this, other in ((a, b), (b, a)):
                    near = DOUBTFUL - 0.5 <= scores.get(other, -9) < SURE
                    if near and scores.get(this, 0) >= SURE and other not in raised:
                        scores[other] += 1.5
                        raised.add(other)

    # --- Names of two words and more

    def _full(self, parts: Parts) -> float:
        first, last = parts[0], parts[-1]
        names = [p for p in parts if not _initial(p) and p not in PARTICLES]
        if not names or self._is_thing(parts, names):
            return -2.0
        least = 0.0 if is_given(first) and is_surname(last) else -9.0
        if 2 * self.found.signs[parts]["article"] > self.found.signs[parts]["n"]:
            least = -9.0
        return self._firsts(first, last) + max(min(self._context(parts), 2.0), least)

    def _is_thing(self, parts: Parts, names: Sequence[str]) -> bool:
        lower = [name.lower() for name in names]
        given = is_given(parts[0]) or _initial(parts[0])
        called = given and len(parts) > 1 and is_surname(parts[-1])
        rest = lower[1:] if given and names[0] == parts[0] and len(lower) > 1 else lower
        if lower[0] in ARTICLES or lower[0].startswith(("l'", "l’")):
            return True
        for word in rest:
            last = called and word == lower[-1]
            if word in KINDS and not (last and word in SOFT_KINDS):
                return True
            if word in FUNCTION | MONTHS and not last:
                return True
        if is_derived(names[-1]) and not (called and lower[-1] in _COLOURS):
            return True
        if lower[-1] in PLACES and not (called and not is_place(names[0])):
            return True
        if given:
            return False
        return is_derived(names[0]) or is_place(names[-1]) or (
            is_place(names[0]) and not is_surname(names[-1])
        )  # fmt: skip

    def _firsts(self, first: str, last: str) -> float:
        """What the shape of the name says."""
        score = 0.0
        if _initial(first):
            score += 2.0
        elif is_given(first):
            score += 1.5 if is_place(first) else 2.5
        elif is_surname(first) and not is_common(first):
            score += 1.25
        else:
            score += 0.5 if not is_common(first) else -1.5
        if _initial(last):
            return score + (1.5 if not is_common(first) else 0)
        if first.lower() in FAMILY_FIRST and not is_common(last):
            return 2.0
        if max(count(first), count(last)) < 100 and not is_foreign(first) and not is_foreign(last):
            score += 1.25
        if is_common(last) or self.found.words.low[last.lower()] > self.found.words.high[last]:
            score -= 0.5 if is_surname(last) else 1.5
        elif not is_surname(last):
            score += 0.25
        else:
            score += 0.5
        return score

    def _context(self, parts: Parts) -> float:
        signs = self.found.signs[parts]
        times = signs["n"] or 1
        good = (
            3 * signs["title"] + 2 * signs["royal"] + 2 * signs["speech"] + signs["verb"]
            + signs["possessive"] + signs["towards"] + 2.5 * signs["who"] + 2 * signs["dates"]
            + 2 * signs["role"]
        )  # fmt: skip
        bad = 3 * signs["article"] + 1.5 * signs["near"] + 0.5 * signs["off"]
        spread: float = times**0.5 if good > bad else times**0.75
        return (good - bad) / spread

    # --- Names of one word

    def _single(self, word: str) -> float:
        lower = word.lower()
        if lower in FUNCTION or lower in MONTHS or is_derived(word) or _initial(word):
            return -2.0
        if lower in TITLES or (lower in KINDS and not self.full[word]):
            return -2.0
        signs = self.found.signs[(word,)]
        if 2 * signs["short"] > signs["n"]:
            return -2.0
        if self._family(word):
            return DOUBTFUL
        score = min(self._context((word,)), 3.0) - 0.5 + 3.0 * bool(self.full[word])
        if word in self.found.words and not self.full[word]:
            return min(score - 2, 0.5)
        if is_place(word) or lower in DEMONYMS:
            return score - 2.0
        return score + self._rarity(word) + 1.5 * self._makes_words(word)

    def _family(self, word: str) -> bool:
        """Several of one surname: the Webbs."""
        return bool(word.endswith("s") and self.full[word[:-1]] and not self.full[word]
                    and self.found.signs[(word,)]["article"])  # fmt: skip

    def _rarity(self, word: str) -> float:
        """A word that is hardly known but as a surname, and has its capital inside sentences."""
        if not self._rare(word):
            surname = is_surname(word) and count(word) < 2.5 * _RARE
            return 1.0 if surname and self.found.words.high[word] else -1.5
        if is_surname(word):
            return 2.5 if self.found.words.high[word] else 1.0
        if count(word) <= _RARE / 10 and not is_foreign(word):
            return 1.0
        return 0.0

    def _rare(self, word: str) -> bool:
        """Rare in the language; or so much rarer here in small letters that it is a name."""
        if count(word) < _RARE:
            return True
        expected = count(word) / total() * self.found.words.size
        return (
            expected >= 1.5
            and self.found.words.high[word] >= 2
            and not self.found.words.low[word.lower()]
        )

    def _makes_words(self, word: str) -> bool:
        """Words are made of it as of a leader's name: Leninism, Trotskyists."""
        return any(
            self.found.words.high[word + end]
            for end in ("ism", "ist", "ists", "ite", "ites", "ian")
        )
