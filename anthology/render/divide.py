"""Where in a text a line may end: at spaces and signs as the engine has it, in words by syllables.

Never measures and never chooses: `anthology.linebreak` does. The engine's own rules (Unicode
Standard Annex 14, by Pango) say where a line may end without a hyphen; ours only forbid more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pyphen
from weasyprint.text.line_break import get_log_attrs

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
SPACES = " \N{NO-BREAK SPACE}"
_LETTERS = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")
# An address or a code is no word of a language: it has no syllables.
_CODE = re.compile(r"://|@|www\.|[\w-]+\.\w+/|\w\.\w+\.\w|\d|_|[\\/=&#]")
_LONGEST = 200  # letters: what is longer is no word of a language either
_DASHES = "\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"


def line_ends(text: str, language: str | None) -> list[bool]:
    """For each character, and the end, whether a line may begin there by the engine's rules."""
    attributes = get_log_attrs(text, language)
    ends = [bool(attributes[index].is_line_break) for index in range(len(text) + 1)]
    for index, sign in enumerate(text):
        # A line does not begin with a dash, nor with what follows a soft hyphen: see `syllables`.
        if sign in _DASHES or (index and text[index - 1] == SOFT_HYPHEN):
            ends[index] = False
    return ends


def syllables(word: str, style: Any) -> tuple[int, ...]:
    """Where a word may be divided with a hyphen; `style` says in which language, and how freely.

    A soft hyphen in the word overrules the patterns (CSS Text 3, 6.1). Words all in capitals,
    addresses and codes are never divided.
    """
    if style["hyphens"] == "none":
        return ()
    if SOFT_HYPHEN in word:
        return tuple(m.end() for m in re.finditer(SOFT_HYPHEN, word[:-1]) if m.start())
    language = style["lang"] and pyphen.language_fallback(style["lang"])
    if style["hyphens"] != "auto" or not language or _CODE.search(word) or len(word) > _LONGEST:
        return ()
    least, left, right = style["hyphenate_limit_chars"]
    return _positions(word, language, least, left, right)


_NUMBER = re.compile(r"[(\[“‘«]?(?:\d{1,2}|[IVX]{2,4}|[VX])(?!\w)")
_BEFORE = re.compile(r"(?:^|\W)(?:[^\W\d_]{1,4}\.|(?P<word>[^\W\d_]+))$")
_INITIAL = re.compile(r"(?:^|[\W_])[A-ZÀ-ÖØ-Þ]\.$")
_SHORT_NUMBER = re.compile(r"(?:^|[^\w.,:])\d{1,2}$")
_NUMBERS = frozenset("IVX([“‘«")  # what begins a number, besides its digits
_AROUND = 14  # characters: what of the words on both sides of a space is looked at


def reads_as_one(text: str, at: int) -> bool:
    """Whether a line that ends at this space parts a number from its word, or initial from name.

    “text / 2”, “p. / 120”, “22 / December”, “E. / Thompson”: not forbidden, but unloved.
    """
    last, first = text[at - 1 : at], text[at + 1 : at + 2]
    if not (last == "." or last.isdigit() or first.isdigit() or first in _NUMBERS):
        return False  # as of most spaces
    before = text[max(0, at - _AROUND) : at].rpartition(" ")[2]
    after = text[at + 1 : at + _AROUND].partition(" ")[0]
    if _INITIAL.search(before):
        return True
    if _SHORT_NUMBER.search(before):
        return after[:1].isalpha()
    known = _BEFORE.search(before)
    if known is None:
        return False
    return bool(_NUMBER.match(after)) or (not known["word"] and after[:1].isdigit())


def letters_before(text: str, place: int) -> str:
    """The letters of a word that stand before a place in it."""
    start = place
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:place]


@cache
def _positions(word: str, language: str, least: int, left: int, right: int) -> tuple[int, ...]:
    dictionary = _dictionary(language, left, right)
    return tuple(
        letters.start() + position
        for letters in _LETTERS.finditer(word)
        if len(letters[0]) >= least and not letters[0].isupper()
        for position in dictionary.positions(letters[0])
    )


@cache
def _dictionary(language: str, left: int, right: int) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=left, right=right)
