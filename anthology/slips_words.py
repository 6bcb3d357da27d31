"""Likely misspellings: words that no list knows, close to one that a list or the corpus knows.

Spellings of Britain, words made of known words, words of the other languages and persons' names are
no slips.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator
from functools import lru_cache
from itertools import islice

from anthology.slips_lists import VOUCHED, foreign, made_of_known, word_list

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "fr": "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûü",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
}
_NAMED = 2  # so often two words stand together that they are a name
_SHORTEST, _LONG, _LONGEST = 5, 8, 40
_KNOWN, _OFTEN, _VERY_OFTEN = 50, 500, 5000  # counts of the list, of hundreds of millions of words


def vocabulary(vouchers: Iterable[str]) -> frozenset[str]:
    """What texts vouch for together: the words they have three times, names of two words twice."""
    counts: Counter[str] = Counter()
    for words in vouchers:
        counts.update(words.split("\n"))
    return frozenset(word for word, count in counts.items() if word and count >= _enough(word))


def voucher(passages: Iterable[str]) -> str:
    """The words of one text, and names of two words: a line for each time, as far as it counts."""
    counts: Counter[str] = Counter()
    for words in passages:
        counts.update(_WORD.findall(words))
        counts.update(_names(words))
    return "\n".join(word for word in counts for _ in range(min(counts[word], _enough(word))))


def _enough(word: str) -> int:
    """How often a word must be there, or a name, which is two words."""
    return _NAMED if " " in word else VOUCHED


# One letter is taken, so that of three names in a row the second and third are found too.
_NAME = re.compile(r"([^\W\d_a-z])(?<![\w’'].)(?=(\w+) ([^\W\d_a-z]\w+))")


def _names(text: str) -> Iterator[str]:
    return (f"{first}{rest} {then}" for first, rest, then in _NAME.findall(text))


def misspellings(
    text: str, language: str, known: Container[str], own: Iterable[str]
) -> Iterator[tuple[int, int, str]]:
    """Start and end of each likely misspelling, and the word that is perhaps meant.

    `language` is one of `LANGUAGES`; `known` is a `vocabulary`, `own` has every word of the text.
    """
    words = word_list(language)
    strange = [word for word in own if word.lower() not in words]
    strange = [word for word in strange if word.islower() or word.istitle()]
    strange = [word for word in strange if _SHORTEST <= len(word) <= _LONGEST]
    if not strange or _not_ours(text, words):
        return
    asked = {word for word in strange if word not in known}
    for found in _WORD.finditer(text):
        if found[0] not in asked or not _alone(text, *found.span()):
            continue
        perhaps = _perhaps(text, found, language, known)
        if perhaps:
            yield *found.span(), perhaps


def _not_ours(text: str, words: Collection[str]) -> bool:
    """Whether a block is in no language of the list: its first words are mostly unknown to it."""
    first = [found[0].lower() for found in islice(_WORD.finditer(text), _SAMPLE)]
    return len(first) == _SAMPLE and sum(word not in words for word in first) > _SAMPLE // 2


_SAMPLE = 200


def _alone(text: str, start: int, end: int) -> bool:
    """Not a part of an address, of a word with figures or of one with an apostrophe."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 2]
    return not (
        before in {"’", "'", "@", "/", ".", "_", "#", "-"}
        or before.isdigit()
        or after[:1] in {"@", "/", "_"}
        or after[:1].isdigit()
        or (after[:1] == "-" and text[end - 1] == "o")
        or (after[:1] == "." and after[1:].isalnum())
        or (after[:1] in {"’", "'"} and after[1:].isalpha() and after[1:] != "s")
    )


def _perhaps(text: str, found: re.Match[str], language: str, known: Container[str]) -> str:
    word = found[0]
    if word.istitle() and language != "de":
        return _name(text, found, language, known)
    meant = _meant(word.lower(), language)
    return meant.capitalize() if word.istitle() else meant


def _name(text: str, found: re.Match[str], language: str, known: Container[str]) -> str:
    """For a capitalized word: only what the corpus names so, or two letters that changed places."""
    word = found[0]
    next_word = _WORD.match(text, found.end() + 1)
    if next_word and next_word[0].istitle():
        for near in _near(word.lower(), language):
            if f"{near.capitalize()} {next_word[0]}" in known:
                return near.capitalize()
    if made_of_known(word.lower(), language) or foreign(word.lower(), language):
        return ""
    if len(word) >= _LONG:
        for near in _near(word.lower(), language):
            if (
                near.capitalize() in known
                and near[0] == word[0].lower()
                and not _inflected(near, word)
            ):
                return near.capitalize()
    if len(word) >= _LONG - 1:
        swapped = _best(_swapped(word.lower()), language, _KNOWN)
        return swapped.capitalize()
    return ""


def _inflected(near: str, word: str) -> bool:
    """One is the other with an ending: Marxist, Marxists; craftsman, craftsmen."""
    word = word.lower()
    ends = near.startswith(word) or word.startswith(near)
    return ends or (near[-3:], word[-3:]) in {("man", "men"), ("men", "man")}


@lru_cache(maxsize=65536)
def _meant(word: str, language: str) -> str:
    """The word that a lower-case word no list knows is perhaps meant for; "" for none."""
    if made_of_known(word, language):
        return ""
    parted = _parted(word, language)
    if parted:
        return parted
    best = _nearest(word, language)
    return "" if best and (_inflected(best, word) or foreign(word, language)) else best


def _nearest(word: str, language: str) -> str:
    """The most frequent of the words near by; the less like a slip of the hand, the more frequent.

    The French and German lists lack too many forms of right words for a letter more, less or
    changed to mean much: there, only letters out of place, doubled or undoubled, or left without
    their accent.
    """
    long = len(word) >= _LONG
    slipped = _best(_swapped(word), language, _KNOWN if long else _OFTEN)
    slipped = slipped or _best(_doubled(word), language, _VERY_OFTEN)
    if slipped or language != "en":
        return slipped or _best(_accented(word, language), language, _VERY_OFTEN)
    alike = {near for near in _near(word, language) if near[:1] == word[0]}
    other = _best((n for n in alike if len(n) != len(word)), language, _KNOWN if long else _OFTEN)
    return other or _best(alike, language, _OFTEN if long else _VERY_OFTEN)


def _doubled(word: str) -> set[str]:
    """One letter of a pair left out, or a letter set twice."""
    halved = {word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1]}
    return halved | {word[:i] + word[i] + word[i:] for i in range(1, len(word))}


def _accented(word: str, language: str) -> set[str]:
    """The word, without any accent, with one."""
    accents = [letter for letter in _LETTERS[language] if not letter.isascii()]
    if not word.isascii():
        return set()
    return {
        word[:i] + letter + word[i + 1 :]
        for i, plain in enumerate(word)
        for letter in accents
        if unicodedata.normalize("NFD", letter)[0] == plain
    }


def _best(candidates: Iterable[str], language: str, often: int) -> str:
    words = word_list(language)
    found = [word for word in candidates if words.get(word, 0) >= often]
    return max(found, key=lambda word: (words[word], word), default="")


@lru_cache(maxsize=1024)
def _near(word: str, language: str) -> frozenset[str]:
    """All that is one letter more, less, changed or out of place (Damerau–Levenshtein)."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = _LETTERS[language]
    changed = {a + c + b[1:] for a, b in cuts if b for c in ("", *letters)}
    longer = {a + c + b for a, b in cuts for c in letters}
    return frozenset((changed | longer | _swapped(word)) - {word})


def _swapped(word: str) -> set[str]:
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} - {word}


_SMALL = {
    "en": "in of to the and is it for on with as at by from that this not an".split(),
    "fr": "de le la les et est en un une dans pour que qui sur par pas".split(),
    "de": "der die das und ist nicht".split(),
}


def _parted(word: str, language: str) -> str:
    """Two words run together, the first of them a small one: *initself*."""
    words = word_list(language)
    for small in _SMALL[language]:
        rest = word[len(small) :]
        if word.startswith(small) and len(rest) >= 4 and words.get(rest, 0) >= _VERY_OFTEN:
            return f"{small} {rest}"
    return ""
