"""In what order headings are filed: keys by the Unicode Collation Algorithm, and letters.

Knows two ways, letter by letter (The Chicago Manual of Style, 17th ed., 16.59–61) and word by word
(ISO 999, 8.2). Decides nothing about a name: particles, Mc and St. are filed as they are spelled,
or as the authority file says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import ascii_uppercase
from typing import Literal

from pyuca import Collator
from pyuca.collator import COLL_ELEMENT_PATTERN
from pyuca.utils import hexstrings2int

Filing = Literal["letter", "word"]
Weights = tuple[int, ...]

_GLOSS = re.compile(r"\s*\[.*?\]")
_ELIDED = re.compile(r"['’‘ʼ]")
_NO_LETTER = re.compile(r"[^\w]+|_")
_IMPLICIT = re.compile(r"\n@implicitweights ([0-9A-F]+)\.\.([0-9A-F]+); *([0-9A-F]+)")


class _Collator(Collator):  # type: ignore[misc]  # pyuca ships no types
    """Reads of the table, which has 30,000 rows, those that begin with signs met so far.

    By 256 signs at a time, for most headings need two or three such blocks.
    """

    def load(self, filename: str) -> None:
        self._rows = Path(filename).read_text(encoding="utf-8")
        self._there = set[int]()
        for first, last, base in _IMPLICIT.findall(self._rows):
            self.implicit_weights.append([int(first, 16), int(last, 16), int(base, 16)])

    def build_lookup_key(self, text: str) -> list[int]:
        signs = [ord(char) for char in text]
        for block in {sign >> 8 for sign in signs} - self._there:
            self._there.add(block)
            for row in re.finditer(
                rf"\n({block:02X}[0-9A-F]{{2}}(?: [^;]*|));([^#\n]*)", self._rows
            ):
                weights = COLL_ELEMENT_PATTERN.findall(row[2])
                self.table.add(hexstrings2int(row[1].split()), [*map(hexstrings2int, weights)])
        return signs


@cache
def _collator() -> Callable[[str], Weights]:
    key: Callable[[str], Weights] = _Collator().sort_key
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
