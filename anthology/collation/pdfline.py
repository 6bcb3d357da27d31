"""Joins printed pieces of text into running text: what a line end or a gap does to a word.

Never knows pages or structure, and never decides between two readings of a line end: it marks
them with `TURN`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from anthology.collation.pdfshown import Run
from anthology.collation.streams import TURN

# Two pieces on one line part a word if more than this lies between them, in em: an undrawn space
# is wider even in a tight line, what rounding leaves between two touching pieces is narrower.
_GAP = 0.12
# A step back of more than this is no kerning: the next piece stands somewhere else.
_BACK = 0.3
# Baselines nearer to each other than this, in em, are one line: raised and lowered letters.
_SAME_LINE = 0.6

# Where a line may end without a space (Unicode Standard Annex 14): after hyphens, dashes, slashes
# and the like (classes BA, HY, B2, IN, SY, EX, CL, ZW), after a colon (IS; “doi:10…”), and before a
# long dash (B2). Between two signs that are no letters, the engine ends a line in many more places
# than the standard does: after a stop before a figure (“PNAS..103”), and before a bracket.
_HINGES = frozenset(
    "-\u2010\u2012\u2013\u2014\u2015\u2024\u2025\u2026\u2027/\\|!?‼‽⁇⁈⁉}%:\u05be\u2e3a\u200b"
)
_DASHES = frozenset("\u2014\u2015\u2e3a")
# An address, and a string that the largest type has no line for, is broken where the line is full.
_ADDRESS = re.compile(r"://|@|\bwww\.|\w\.\w.*/|%[0-9A-F]{2}")
_LONG = 20
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_SOFT_HYPHEN = "\u00ad"


class Thread:
    """The text of one stream, taken in piece by piece in reading order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._page: int | None = None
        # What was read on the line: where words run to the left, the next may stand at either side.
        self._line: list[Run] = []
        self._word = ""  # what was read since the last space
        self._skipped = False  # what was read last is no part of the stream

    def take(self, runs: Iterable[Run], page: int, *, skipped: bool = False) -> None:
        """Go on with the text of some runs of a page.

        `skipped`: it is no part of the stream, but takes place on its line. A space at its edge is
        the stream's: type-setting carries spaces over to what follows. A gap between two such
        pieces is not: calls side by side are set apart.
        """
        for run in runs:
            text = run.text if skipped else run.text.replace(_SOFT_HYPHEN, "")
            if not text:
                continue
            same = page == self._page and _level(self._line[-1], run)
            if not skipped:
                self._add(self._joint(run, text, same=same) + text)
            elif text[0].isspace() or text[-1].isspace():
                self._add(" ")
            elif not self._skipped:
                self._add(self._joint(run, text, same=same))
            if same:
                self._line.append(run)
            else:
                self._line, self._page = [run], page
            self._skipped = skipped

    def part(self) -> None:
        """End the word and the line: a block of text begins or ends."""
        self._pieces.append(" ")
        self._word = ""

    def text(self) -> str:
        """All that was read, with `TURN` where a line end leaves the reading open."""
        return "".join(self._pieces)

    def _joint(self, run: Run, text: str, *, same: bool) -> str:
        """What stands between the last piece and this one; `same`: they are on one line."""
        if not self._word or text[0].isspace():
            return ""
        if same:
            return "" if any(_touch(other, run) for other in self._line) else " "
        before = self._word.rstrip(TURN)[-1:]
        return TURN if may_end(before, text[0]) or _is_address(self._word) else " "

    def _add(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            word = self._word + piece
            self._word = "" if word[-1].isspace() else word.rsplit(None, 1)[-1]


def _level(one: Run, other: Run) -> bool:
    """Whether two pieces of a page are on one line."""
    size = one.size if one.size > other.size else other.size
    return abs(one.y - other.y) < _SAME_LINE * size


def _touch(one: Run, other: Run) -> bool:
    """Whether no gap lies between two pieces of a line, whichever stands at the left."""
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    size = max(one.size, other.size)
    return -_BACK * size < gap < _GAP * size


@cache
def may_end(before: str, after: str) -> bool:
    """Whether a line can have ended between these two characters though no space stood there."""
    signs = not before.isalnum() and not after.isalpha()
    hinge = before in _HINGES or after in _DASHES or signs
    return hinge or _stands_alone(before) or _stands_alone(after)


def _stands_alone(sign: str) -> bool:
    """Whether a line may end at either side: a symbol, or a letter of a script without spaces.

    Classes ID, H2, H3, CJ and SA, and emoji.
    """
    wide = unicodedata.east_asian_width(sign) in "WF" if sign else False
    return wide or unicodedata.category(sign or "a")[0] == "S" or _SPACELESS.match(sign) is not None


def _is_address(word: str) -> bool:
    return len(word) > _LONG or _ADDRESS.search(word) is not None
