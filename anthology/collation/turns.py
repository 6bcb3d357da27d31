"""Resolves what the end of a printed line leaves open, by the words that must be there.

Print shows neither whether a space stood at the end of a line after a dash, nor whether a hyphen
there is the text's own. Wherever the expected words are one of the possible readings, they are
taken; nothing else about a word is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product

from anthology.collation.streams import TURN

# A word that turns over more lines than this is read without its hyphens only: the number of
# readings grows as a power of the number of lines.
_MANY = 6
_PLAIN: tuple[str, ...] = ("",)
_OPEN = ("", " ")
_HYPHENED = ("", "\u2010", "\u2010 ")
_PLACE = re.compile(f"(\u2010?){TURN}")


def settle(found: Sequence[str], expected: Sequence[str]) -> tuple[str, ...]:
    """`found` with every `TURN` read as `expected` has it there, else without space or hyphen."""
    if not any(TURN in word for word in found):
        return tuple(found)
    head, rest, at = _follow(found, expected)
    # From the end backwards, everything mirrored, up to the place where the two part again.
    tail, middle, _ = _follow(rest[::-1], expected[at:][::-1], step=-1)
    known = frozenset(expected)
    return (*head, *_flat(_guess(word, known) for word in middle[::-1]), *tail[::-1])


def _follow(
    found: Sequence[str], expected: Sequence[str], step: int = 1
) -> tuple[list[str], Sequence[str], int]:
    """The longest agreeing start of `found`, settled; what is left; how much of `expected` it took.

    With `step` -1 both sequences run backwards, and so do the words of a reading.
    """
    agreed: list[str] = []
    for index, word in enumerate(found):
        at = len(agreed)
        if at < len(expected) and word == expected[at]:
            agreed.append(word)
            continue
        for reading in _readings(word):
            if tuple(expected[at : at + len(reading)]) == reading[::step]:
                agreed.extend(reading[::step])
                break
        else:
            return agreed, found[index:], at
    return agreed, (), len(agreed)


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
