"""The language of a passage, by its letters and its commonest short words; or none, in doubt.

Knows only the languages of its tables, and says nothing of a passage that is short, mixed, or made
of names and titles: a list of those has the letters of a language and not its short words. That is
what classifiers (CLD2, langid, lingua) get wrong, which always name one; docs/edition.md says more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from anthology.language_words import BLOCKS, OWN_LETTERS, SHORT_WORDS, YIDDISH

ENOUGH = 12
"""Fewer words than this give no evidence."""

_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.22
"""Of the words of plain prose about four in ten are short words of its language; verse has less."""
_LEAD = 1.5
"""How many times as much must speak for a language as for the next."""
_DIFFERENT = 4
"""So many different short words there must be: one word again and again proves nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A language found (a BCP 47 tag), and what shows it, in words for the editor."""

    language: str
    why: str


def language_of(words: str, usual: str = "") -> Evidence | None:
    """The language a passage is in, where that is clear.

    `usual` is the language it is likely to be in (a BCP 47 tag): a passage with as many of its
    short words as prose has is in it, and nothing else is weighed.
    """
    found = [word.casefold() for word in _WORD.findall(words)]
    if len(found) < ENOUGH:
        return _by_script(words, found)
    own = SHORT_WORDS.get(primary(usual), frozenset())
    if sum(map(own.__contains__, found)) >= 2 * _SHARE * len(found):
        return Evidence(primary(usual), "")
    return _by_script(words, found) or _by_words(found)


def primary(language: str) -> str:
    """The language alone of a BCP 47 tag: `de` of `de-CH`."""
    return language.casefold().partition("-")[0]


def direction(language: str) -> str:
    """ "rtl" for a language written from right to left, else ""."""
    return "rtl" if primary(language) in _RIGHT_TO_LEFT else ""


_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ug", "ur", "yi"})
_SHARED = Counter(chain.from_iterable(SHORT_WORDS.values()))
_WEIGHTS = {
    word: tuple((lang, 1 / count) for lang, own in SHORT_WORDS.items() if word in own)
    for word, count in _SHARED.items()
}
"""A word that several languages share speaks for each the less."""


def _by_words(found: Sequence[str]) -> Evidence | None:
    weight = Counter[str]()
    hits = [word for word in found if word in _WEIGHTS]
    for word in hits:
        for language, part in _WEIGHTS[word]:
            weight[language] += part  # type: ignore[assignment]
    ranked = sorted(weight.items(), key=lambda one: (-one[1], one[0]))
    if not ranked:
        return None
    (best, score), (_, second) = (*ranked, ("", 0.0))[:2]
    own = [word for word in hits if word in SHORT_WORDS[best]]
    clear = len(own) >= _SHARE * len(found) and score >= _LEAD * second and _spread(found, best)
    if not clear or len(set(own)) < _DIFFERENT:
        return None
    return Evidence(best, f"{len(own)} of {len(found)} words: {_shown(own)}")


def _spread(found: Sequence[str], language: str) -> bool:
    """Whether every third of a passage has short words of a language: one title in a list has."""
    own, size = SHORT_WORDS[language], len(found)
    thirds = (found[size * i // 3 : size * (i + 1) // 3] for i in range(3))
    return all(sum(word in own for word in third) >= _SHARE / 2 * len(third) for third in thirds)


def _shown(words: Iterable[str]) -> str:
    """The words met most often, the first of them first."""
    return ", ".join(word for word, _ in Counter(words).most_common(4))


_MOST = 0.7
"""So much of a passage in other letters is more than a name or a title in it."""
_OTHER_LETTERS = re.compile(
    "[{}]".format("".join(f"{chr(a)}-{chr(b)}" for own in BLOCKS.values() for a, b in own))
)
_UNSPACED = frozenset({"Kana", "Hani"})
"""Scripts without spaces between words: two signs are counted as one."""


def _by_script(words: str, found: Sequence[str]) -> Evidence | None:
    """The language of a passage in other letters than Latin ones."""
    if not _OTHER_LETTERS.search(words):
        return None
    scripts = Counter(filter(None, (_script(char) for word in found for char in word)))
    letters = sum(scripts.values())
    if not letters or letters < _MOST * sum(map(len, found)):
        return None
    script = "Kana" if scripts["Kana"] * 10 > letters else max(scripts, key=lambda s: scripts[s])
    size = letters // 2 if script in _UNSPACED else len(found)
    language = _of_script(script, set(words.casefold()), found) if size >= ENOUGH else ""
    return Evidence(language, f"{letters} letters of its script") if language else None


def _of_script(script: str, letters: set[str], found: Sequence[str]) -> str:
    if script == "Hebr" and len(YIDDISH.intersection(found)) > 1:
        return "yi"
    own = OWN_LETTERS[script]
    return next((lang for lang, shown in own if not shown or letters & set(shown)), "")


@cache
def _script(char: str) -> str:
    code = ord(char)
    found = (s for s, ranges in BLOCKS.items() if any(a <= code <= b for a, b in ranges))
    return next(found, "")
