"""Words that are right: those of the lists of three languages, and those made of them.

The list of a language is that of pyspellchecker, read when it is first asked for. Proposes nothing.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

LANGUAGES = ("en", "fr", "de")
VOUCHED = 3
"""So often a word stands in a list, or in the corpus, that it is no slip."""

_PREFIXES = (
    "un non anti pre re micro pseudo neo inter counter self sub over under mis dis out ultra super "
    "post multi semi socio mega meta auto proto trans de co hyper"
).split()
_SUFFIXES = (
    "s es ism isms ist ists istic ness ly er ers able ability ation ations ize ized izing ization "
    "al ic ical ive less like wise ity ities ment ments dom ship hood ish ite ites ian ians ology "
    "fold"
).split()
_STEMS = ("", "e", "y", "a", "o", "ism", "ist", "ize")


@lru_cache(maxsize=65536)
def made_of_known(word: str, language: str) -> bool:
    """Spelt as in Britain, with a known part before or behind, or of two known words."""
    words = word_list(language)
    forms = {word.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")}
    if language == "en":
        forms |= _american(word)
        forms |= {form for part in _stems(word) for form in (part, *_american(part))}
    return any(form in words for form in forms) or _compound(word, language)


def _stems(word: str) -> Iterator[str]:
    heads = [word]
    heads += [word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) > 4]
    for head in heads:
        yield head
        for suffix in _SUFFIXES:
            stem = head[: -len(suffix)]
            if head.endswith(suffix) and len(stem) >= 4:
                yield from (stem + ending for ending in _STEMS)


_BRITISH = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational|able)$)", "iz"),
        (r"ys(?=(?:e|es|ed|er|ing)$)", "yz"),
        (r"our", "or"),
        (r"oul", "ol"),
        (r"re(s?)$", r"er\1"),
        (r"tr(?=(?:ed|ing)$)", "ter"),
        (r"ll(?=(?:ed|er|ers|ing|ings|or|ors|ment|en|ous|ously)$)", "l"),
        (r"l(?=(?:fil|ment|ful|fully)s?$)", "ll"),
        (r"ence(s?)$", r"ense\1"),
        (r"ogue(s?)$", r"og\1"),
        (r"[ao]e", "e"),
        (r"dgement", "dgment"),
        (r"mme(s?)$", r"m\1"),
        (r"^sc(?=ept)", "sk"),
        (r"grey", "gray"),
        (r"ough", "ow"),
        (r"yre(s?)$", r"ire\1"),
        (r"que(s?)$", r"ck\1"),
    )
)


def _american(word: str) -> set[str]:
    """The word as it would be spelt in the United States, by each rule and by all."""
    forms, both = set(), word
    for pattern, new in _BRITISH:
        forms.add(pattern.sub(new, word))
        both = pattern.sub(new, both)
    return {*forms, both} - {word}


def _compound(word: str, language: str) -> bool:
    """Of two known words, each of four letters or more; in German an s may join them."""
    words = word_list(language)
    for at in range(4, len(word) - 3):
        first, second = word[:at], word[at:]
        if language == "de" and first.endswith("s") and first not in words:
            first = first[:-1]
        if words.get(first, 0) >= VOUCHED and words.get(second, 0) >= VOUCHED:
            return True
    return False


def foreign(word: str, language: str) -> bool:
    """Whether the list of another language has the word."""
    return any(counted(word, other) for other in LANGUAGES if other != language)


@lru_cache(maxsize=65536)
def counted(word: str, language: str) -> int:
    """How often a word was counted in a language, 0 if its list has it not.

    The list is searched as it is written, a word to a line in the order of their bytes, which takes
    a thousandth of the time of reading it; so this is for lists that are seldom asked.
    """
    text, wanted = _written(language), json.dumps(word, ensure_ascii=False).encode()
    low, high = 0, len(text)
    while low < high:
        middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = text.find(b"\n", middle)
        end = len(text) if end < 0 else end
        found, _, count = text[middle:end].partition(b": ")
        if found == wanted:
            return int(count.rstrip(b","))
        if found < wanted:
            low = end + 1
        else:
            high = middle
    return 0


@lru_cache(maxsize=len(LANGUAGES))
def word_list(language: str) -> Mapping[str, int]:
    """The words of a language with how often each was counted."""
    return msgspec.json.decode(_written(language), type=dict[str, int])


@lru_cache(maxsize=len(LANGUAGES))
def _written(language: str) -> bytes:
    """The list of a language, in JSON."""
    file = files("spellchecker") / "resources" / f"{language}.json.gz"
    return gzip.decompress(file.read_bytes())
