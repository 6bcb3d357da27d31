"""Resolves what the end of a printed line leaves open, by the words that must be there.

Print shows neither whether a space stood at the end of a line after a dash, nor whether a hyphen
there is the text's own. Wherever the expected words are one of the possible readings, they are
taken; nothing else about a word is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product, takewhile

from anthology.collation.streams import TURN

# A word that turns over more lines than this is read without its hyphens only: the number of
# readings grows as a power of the number of lines.
_MANY = 6
_PLAIN: tuple[str, ...] = ("",)
_OPEN = ("", " ")
_HYPHENED = ("", "\u2010", "\u2010 ")
_PLACE = re.compile(f"(\u2010?){TURN}")


def settle(found: tuple[str, ...], expected: tuple[str, ...]) -> tuple[str, ...]:
    """`found` with every `TURN` read as `expected` has it there, else without space or hyphen."""
    if not any(TURN in word for word in found):
        return found
    head, rest, at = _follow(found, expected)
    if not rest:
        return tuple(head)
    # From the end backwards, everything mirrored, up to the place where the two part again.
    tail, middle, _ = _follow(rest[::-1], expected[at:][::-1], step=-1)
    known = frozenset(expected)
    return (*head, *_flat(_guess(word, known) for word in middle[::-1]), *tail[::-1])


def _follow(
    found: tuple[str, ...], expected: tuple[str, ...], step: int = 1
) -> tuple[list[str], tuple[str, ...], int]:
    """The longest agreeing start of `found`, settled; what is left; how much of `expected` it took.

    With `step` -1 both sequences run backwards, and so do the words of a reading.
    """
    at = index = 0
    agreed: list[str] = []
    turns = [place for place, word in enumerate(found) if TURN in word]
    for turn in (*turns, len(found)):
        plain = found[index:turn]
        if plain != expected[at : at + len(plain)]:
            same = sum(1 for _ in takewhile(_alike, zip(plain, expected[at:], strict=False)))
            return [*agreed, *plain[:same]], found[index + same :], at + same
        agreed += plain
        at, index = len(agreed), turn
        if turn < len(found):
            for reading in _readings(found[turn]):
                if expected[at : at + len(reading)] == reading[::step]:
                    agreed += reading[::step]
                    break
            else:
                return agreed, found[index:], at
            at, index = len(agreed), turn + 1
    return agreed, (), at


def _alike(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _guess(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """The first reading of `word` made of known words only, else the plainest one."""
    readings = _readings(word)
    return next((reading for reading in readings if known.issuperset(reading)), readings[0])


def _readings(word: str) -> list[tuple[str, ...]]:
    """Every way to read `word`, the plainest first (no hyphen of the engine's, no space)."""
    if TURN not in word:
        return [(word,)]
    before, *places = _PLACE.split(word)  # before, hyphen, after, hyphen, after …
    hyphens, after = places[::2], places[1::2]
    many = len(hyphens) > _MANY
    choices = [_PLAIN if many else _HYPHENED if hyphen else _OPEN for hyphen in hyphens]
    joined = (
        before + "".join(joint + text for joint, text in zip(joints, after, strict=True))
        for joints in product(*choices)
    )
    return [tuple(text.split()) for text in joined]


def _flat(groups: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (word for group in groups for word in group)
