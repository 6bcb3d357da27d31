"""Joins printed pieces of text into running text: what a line end or a gap does to a word.

Never knows pages or structure, and never decides between two readings of a line end: it marks
them with `TURN`.
"""

from __future__ import annotations

import re

from anthology.collation.pdftext import Run
from anthology.collation.streams import TURN

# Two pieces on one line part a word if more than this lies between them, in em: an undrawn space
# is wider even in a tight line, what rounding leaves between two touching pieces is narrower.
_GAP = 0.12
# A step back of more than this is no kerning: the next piece stands somewhere else.
_BACK = 0.3
# Baselines nearer to each other than this, in em, are one line: raised and lowered letters.
_SAME_LINE = 0.6

# Where a line may end without a space (Unicode Standard Annex 14): after hyphens, dashes, slashes
# and the like (classes BA, HY, B2, IN, SY, EX, CL, ZW), before a long dash (B2), and before a
# bracket (OP) that does not follow a letter or figure (rule LB30).
_HINGES = frozenset("-\u2010\u2012\u2013\u2014\u2015\u2026/\\|!?}%\u200b")
_DASHES = frozenset("\u2014\u2015")
_BRACKETS = frozenset("([{")
# An address, and a string longer than any word, is broken wherever the line is full.
_ADDRESS = re.compile(r"://|@|\bwww\.|\w\.\w.*/")
_LONG = 30
_SOFT_HYPHEN = {0x00AD: None}


class Thread:
    """The text of one stream, taken in piece by piece in reading order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._last: Run | None = None
        self._word = ""  # what was read since the last space

    def show(self, run: Run) -> None:
        """Go on with the text of `run`."""
        text = run.text.translate(_SOFT_HYPHEN)
        if not text:
            return
        self._add(self._joint(run, text))
        self._add(text)
        self._last = run

    def skip(self, run: Run) -> None:
        """Pass over text that is no part of the stream but takes place on its line.

        A space at its edge is the stream's: type-setting carries spaces over to what follows.
        """
        if run.text:
            apart = run.text[:1].isspace() or run.text[-1:].isspace()
            self._add(" " if apart else self._joint(run, run.text))
            self._last = run

    def part(self) -> None:
        """End the word and the line: a block of text begins or ends."""
        self._add(" ")

    def text(self) -> str:
        """All that was read, with `TURN` where a line end leaves the reading open."""
        return "".join(self._pieces)

    def _joint(self, run: Run, text: str) -> str:
        """What stands between the last piece and this one."""
        if self._last is None or not self._word or text[0].isspace():
            return ""
        last, size = self._last, max(self._last.size, run.size)
        if last.page == run.page and abs(last.y - run.y) < _SAME_LINE * size:
            return "" if -_BACK * size < run.x0 - last.x1 < _GAP * size else " "
        before = self._word.rstrip(TURN)[-1:]
        return TURN if _may_end(before, text[0]) or _is_address(self._word) else " "

    def _add(self, piece: str) -> None:
        if not piece:
            return
        self._pieces.append(piece)
        *_, end = f"{self._word}{piece}|".split()
        self._word = end[:-1]


def _may_end(before: str, after: str) -> bool:
    """Whether a line can have ended between these two characters though no space stood there."""
    bracket = after in _BRACKETS and not before.isalnum()
    return before in _HINGES or after in _DASHES or bracket


def _is_address(word: str) -> bool:
    return len(word) > _LONG or _ADDRESS.search(word) is not None
