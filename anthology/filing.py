"""In what order headings are filed: keys by the Unicode Collation Algorithm, and letters.

Knows two ways, letter by letter (The Chicago Manual of Style, 17th ed., 16.59–61) and word by word
(ISO 999, 8.2). Decides nothing about a name: particles, Mc and St. are filed as they are spelled,
or as the authority file says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from string import ascii_uppercase
from typing import Literal

Filing = Literal["letter", "word"]
Weights = tuple[int, ...]

_GLOSS = re.compile(r"\s*\[.*?\]")
_ELIDED = re.compile(r"['’‘ʼ]")
_NO_LETTER = re.compile(r"[^\w]+|_")


@cache
def _collator() -> Callable[[str], Weights]:
    from pyuca import Collator  # its table takes half a second to load: only when needed

    key: Callable[[str], Weights] = Collator().sort_key
    return key


@cache
def filing_key(heading: str, by: Filing = "letter") -> tuple[Weights, Weights, Weights, Weights]:
    """The key by which a heading is filed: up to the comma, then the given names, initials first.

    Letters outweigh accents and capitals, and these the whole heading through. A gloss in square
    brackets counts for nothing.
    """
    head, _, given = _GLOSS.sub("", heading).partition(",")
    spaced = _NO_LETTER.sub(" ", _ELIDED.sub("", head)).strip()
    first = _collator()(spaced if by == "word" else spaced.replace(" ", ""))
    second = _collator()(given.replace(".", " ").strip())
    return _letters(first), _letters(second), first, second


def _letters(weights: Weights) -> Weights:
    """The first level of a key, which ends with the first 0 (Unicode Technical Standard 10, 7)."""
    return weights[: weights.index(0)] if 0 in weights else weights


def letter_of(filing: str) -> str:
    """The letter of the alphabet under which an entry stands: O for “Østergaard” too."""
    first = next((char for char in filing if char.isalnum()), "")
    weight = _collator()(first)[:1]
    alike = (letter for letter in ascii_uppercase if _collator()(letter)[:1] == weight)
    return next(alike, first.upper())
