"""Likely slips of a block's words, each with a proposal: questions for the editor.

Changes nothing and decides nothing. Doublings that can be right (“had had”, “set in in earnest”),
spellings of either side of the ocean, names and foreign words are no slips.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from operator import eq

from anthology.slips_lists import LANGUAGES
from anthology.slips_patterns import patterns, words_of
from anthology.slips_words import misspellings, vocabulary, voucher

__all__ = ["Slip", "find_slips", "vocabulary", "voucher"]


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """A likely slip: the stretch of a block's words, the rule, what it should perhaps be.

    `perhaps` is empty where nothing can be proposed, as for a quotation that is not closed, and
    where the stretch should perhaps not be there.
    """

    start: int
    end: int
    rule: str
    perhaps: str = ""


def find_slips(
    text: str, language: str, known: Container[str] = (), *, continued: bool = False
) -> tuple[Slip, ...]:
    """The likely slips of one block, in order, none over another.

    `text` is best given as set in type: spaces before signs are then gone. `language` is a BCP 47
    tag; a language without word list has no slips. `known` is what `vocabulary` found in the whole
    corpus. `continued`: the next block goes on with a quotation of this one, and by custom only
    the last of such blocks closes it.
    """
    primary = language.casefold().partition("-")[0]
    if primary not in LANGUAGES:
        return ()
    words = words_of(text)
    own = frozenset(words)
    found = [
        *_by_pattern(text, primary, own),
        *_doubled(text, primary, words),
        *_marks(text, primary, continued),
        *_numbers(text),
        *(
            Slip(s, e, "misspelling", word)
            for s, e, word in misspellings(text, primary, known, dict.fromkeys(words))
        ),
    ]
    return _apart(sorted(found))


def _apart(found: list[Slip]) -> tuple[Slip, ...]:
    kept: list[Slip] = []
    for slip in found:
        if not kept or slip.start >= kept[-1].end:
            kept.append(slip)
    return tuple(kept)


def _by_pattern(text: str, language: str, words: Set[str]) -> Iterator[Slip]:
    for pattern in patterns(language):
        for match in pattern.matches(text, words):
            yield Slip(*match.span(), pattern.rule, match.expand(pattern.perhaps))


# --- Words set twice ------------------------------------------------------------------------------

_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]+)[ \u00a0]+\1(?![\w’'-])", re.IGNORECASE)
_NEVER_TWICE = {
    "en": set(
        "the a an of and or but my our their his its your we they with from at as to be not "
        "which who when where if than then".split()
    ),
    "fr": set("le la les de des du et un une dans que pour sur au aux ce ces est à ou".split()),
    "de": set(
        "und ein eine einen einem einer im von vom mit oder nicht ist am zum zur aus".split()
    ),
}
_RIGHTLY_TWICE = set(
    "that very really many much more long well blah bye were what this been there here knock yada "
    "over again never always less down round long nous vous elle sehr denn wenn dass diese sich "
    "ihnen ihre hush tick part step little little such quite ever".split()
)
_LEAST = 4


def _doubled(text: str, language: str, words: Sequence[str]) -> Iterator[Slip]:
    small = [word.lower() for word in words]
    if not any(map(eq, small, islice(small, 1, None))):
        return
    for found in _TWICE.finditer(text):
        word = found[1].lower()
        bound = word in _NEVER_TWICE[language] and found[0].split()[-1].islower()
        if bound or (found[0].islower() and len(word) >= _LEAST and word not in _RIGHTLY_TWICE):
            yield Slip(*found.span(), "doubled-word", found[1])


# --- Quotation marks ------------------------------------------------------------------------------

_PAIRS = {"en": ("“", "”"), "fr": ("«", "»"), "de": ("„", "“")}
# The sign first, then what stands before it: so only the signs of a text are looked at.
_WRONG_WAY = re.compile(r"”(?<!\S”)(?=\s?[\w.])|’(?<=\s’)(?=[^\W\d_]{4,}’)")


def _marks(text: str, language: str, continued: bool) -> Iterator[Slip]:
    """Quotations not closed or not opened, and marks that stand the wrong way round."""
    opening, closing = _PAIRS[language]
    turned = set[int]()
    if language == "en":
        for found in _WRONG_WAY.finditer(text):
            turned.add(found.start())
            yield Slip(*found.span(), "mark-turned", "“" if found[0] == "”" else "‘")
    waiting: list[int] = []
    for found in re.finditer(f"[{opening}{closing}]", text):
        if found[0] == opening or found.start() in turned:
            waiting.append(found.start())
        elif waiting:
            waiting.pop()
        else:
            yield Slip(*found.span(), "quotation-unopened")
    if not continued:
        yield from (Slip(at, at + 1, "quotation-unclosed") for at in waiting)


# --- Numbers in a sentence ------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<![\w(.,])(\d{1,2})\)(?=\s)")
_BRACKET = re.compile(r"\)(?<=\d\))")


def _numbers(text: str) -> Iterator[Slip]:
    """In a row of numbers such as 1) 2) 3) one that stands twice."""
    last = 0
    for found in _NUMBER.finditer(text) if _BRACKET.search(text) else ():
        value = int(found[1])
        if value == last and value > 1:
            yield Slip(*found.span(1), "number-twice", str(value + 1))
        last = value
