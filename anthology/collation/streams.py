"""What a collation compares: streams of words, and what counts as one word.

Never reads a book and never folds case, quotation marks, dashes or punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

UNKEYED = ""
"""The key of all text that lies in no stream: there must be none."""

TURN = "\ufdd0"
"""Inside a word read from print: here a line ended, and print does not tell what the text has.

After U+2010 the hyphen is the text's own or was drawn where the line broke a word; after a
dash, a slash and the like the text has a space or none. A noncharacter (Unicode 16.0, 23.7),
so no text can contain it. `anthology.collation.turns` says how it is resolved.
"""

# Zero-width characters (spaces, joiners, marks of direction, selectors of a sign's look) and the
# soft hyphen: no reader sees them, so they neither make nor part a word.
_UNSEEN = re.compile(
    "[\u00ad\u061c\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e01ef]"
)


@dataclass(frozen=True, slots=True)
class Stream:
    """The words that must stand, in this order, inside the element whose id is `key`."""

    key: str
    words: tuple[str, ...]


def keys(streams: Iterable[Stream]) -> frozenset[str]:
    """The ids in which these words must stand."""
    return frozenset(stream.key for stream in streams)


@dataclass(frozen=True, slots=True)
class Outside:
    """A piece of text that does not lie wholly on its page (`page` counts from 1)."""

    page: int
    text: str


def words(text: str) -> tuple[str, ...]:
    """The words of `text`: NFC, split at white space of any kind, punctuation and case kept.

    Zero-width characters and soft hyphens are removed. `words(" ".join(words(t))) == words(t)`.
    """
    return tuple(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())
