"""Words of a passage → tokens, and the capitalized sequences among them.

Knows how names are written, not whose they are; decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anthology.naming_tables import ABBREVIATED, FUNCTION, LEADING, PARTICLES, TITLES, is_given

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŹŻŽ"
_TOKEN = re.compile(
    rf"(?P<initial>(?<![^\W\d_])(?:[{_UPPER}]\.-?)+(?![^\W\d_]\w))"
    r"|(?P<word>[^\W\d_]+(?:(?:[’'](?![sS]\b)|-)[^\W\d_]+)*)"
    r"|(?P<number>\d+)|(?P<sign>[^\w\s]|_)"
)
_OPENING = frozenset(".!?:…—–-“\"‘'([•*/|")
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,2})(?:IX|IV|V?I{0,3})$")


class Token(NamedTuple):
    """A word, an initial or several (E. P.), a number or a sign; `begins`: it opens a sentence."""

    text: str
    start: int
    end: int
    kind: str
    begins: bool


class Run(NamedTuple):
    """Capitalized words in a row: the tokens from `first` to before `last`."""

    first: int
    last: int


def tokens(words: str) -> list[Token]:
    """The tokens of a passage in order."""
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(words):
        kind, text, (start, end) = match.lastgroup or "sign", match[0], match.span()
        if kind == "initial" and len(text) == 2 and _ends_sentence(found, words, end):
            kind = "word" if text in {"I.", "A."} else kind
        found.append(Token(text, start, end, kind, opens))
        opens = kind == "sign" and text in _OPENING and not _abbreviates(found)
    return found


def _ends_sentence(before: Sequence[Token], words: str, end: int) -> bool:
    """A lone letter with a point may be the word I at the end of a sentence."""
    return not (before and before[-1].text[:1].isupper()) and words[end : end + 1] == ""


def _abbreviates(found: Sequence[Token]) -> bool:
    """The point just read belongs to an abbreviation."""
    return (
        found[-1].text == "."
        and len(found) > 1
        and found[-2].end == found[-1].start
        and found[-2].text.lower() in ABBREVIATED
    )


def capital(token: Token) -> bool:
    """A word with a capital first letter that is not all in capitals: Trotsky, McNamara."""
    text = token.text
    if token.kind != "word" or not text[0].isupper():
        return False
    return len(text) > 1 and not text.isupper() and text[:2] not in ("I’", "I'")


def roman(token: Token) -> bool:
    """A number behind a ruler's name: Alexander II."""
    return token.kind == "word" and len(token.text) < 6 and bool(_ROMAN.match(token.text))


def _numeral(found: Sequence[Token], at: int) -> bool:
    """Behind one name only; the word I never."""
    named = at > 0 and capital(found[at - 1]) and not (at > 1 and capital(found[at - 2])
                                                        and not found[at - 2].begins)  # fmt: skip
    return named and roman(found[at]) and (found[at].text != "I" or is_given(found[at - 1].text))


def letter(token: Token) -> bool:
    """A single capital letter without its point: V I Lenin."""
    return (
        token.kind == "word"
        and len(token.text) == 1
        and token.text.isupper()
        and token.text not in "IA"
    )


def runs(found: Sequence[Token], words: str) -> Iterator[Run]:
    """The capitalized sequences, as long as they go; a particle may stand inside one."""
    at = 0
    while at < len(found):
        token = found[at]
        if not (capital(token) or token.kind == "initial" or _lone_letter(found, words, at)):
            at += 1
            continue
        end = _end(found, words, at)
        led = at and found[at - 1].text in LEADING and beside(words, found[at - 1], token)
        yield Run(at - 1 if led else at, end)
        at = end


def _lone_letter(found: Sequence[Token], words: str, at: int) -> bool:
    """A letter that begins a name: not the words A and I."""
    if not letter(found[at]) or found[at].text in "AI" or at + 1 >= len(found):
        return False
    after = found[at + 1]
    return beside(words, found[at], after) and (capital(after) or letter(after))


def _end(found: Sequence[Token], words: str, first: int) -> int:
    at = first + 1
    while at < len(found):
        before, token = found[at - 1], found[at]
        if token.text == "." and before.text.lower() in _POINTED and before.end == token.start:
            at += 1
            continue
        if not beside(words, before, token):
            break
        if capital(token) or token.kind == "initial" or _numeral(found, at) or letter(token):
            at += 1
        elif _particles(found, words, at):
            at += _particles(found, words, at)
        else:
            break
    return at


_POINTED = (ABBREVIATED & TITLES) | {"wm", "geo", "chas", "jas", "thos", "jr", "sr", "st"}


def _particles(found: Sequence[Token], words: str, at: int) -> int:
    """How many particles stand here before a capital: van, de la."""
    count = 0
    while at + count < len(found) and found[at + count].text in PARTICLES and count < 3:
        count += 1
        after = at + count
        if after < len(found) and not beside(words, found[after - 1], found[after]):
            return 0
    return count if at + count < len(found) and count and capital(found[at + count]) else 0


def beside(words: str, before: Token, after: Token) -> bool:
    """Only a space, or a line end, or nothing between an initial and what follows."""
    between = words[before.end : after.start]
    if not between:
        return before.kind == "initial" or before.text == "."
    return between.isspace() and between.count("\n") < 2


def function(token: Token) -> bool:
    """A word of grammar, whatever its capital."""
    return token.text.lower() in FUNCTION
