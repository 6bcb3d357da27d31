"""Text that a structure element says in place of its glyphs (ISO 32000-1, 14.9.4): `ActualText`.

Glyphs of words that run to the left stand in the order of the eye, and a letter with its marks may
be any number of glyphs: so the element says the words. Never takes its word alone: the glyphs must
be letters of what is said, or they count as the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from anthology.collation.pdffont import UNREADABLE
from anthology.collation.pdfshown import Run

# Joined letters and letters with marks may share a glyph with others, which then says only one of
# them. In each other text, every letter has a glyph that says it.
_UNSAID = 1 / 3
# The names of signs say which are images of each other, as `BidiMirroring.txt` of Unicode does.
_OTHER_SIDE = {"LEFT": "RIGHT", "RIGHT": "LEFT", "LESS": "GREATER", "GREATER": "LESS"}
_SIDE = re.compile(rf"\b(?:{'|'.join(_OTHER_SIDE)})\b")


def said_run(runs: Sequence[Run], words: str) -> Run:
    """One run for all the glyphs of an element; its text is `words` if the glyphs bear them out."""
    largest = max(runs, key=lambda run: run.size)
    shown = "".join(run.text for run in runs)
    return replace(
        largest,
        text=words if _bears_out(shown, words) else shown,
        x0=min(min(run.x0, run.x1) for run in runs),
        x1=max(max(run.x0, run.x1) for run in runs),
    )


def _bears_out(shown: str, words: str) -> bool:
    if UNREADABLE in shown:
        return False
    said, there = _letters(words), _letters(shown)
    marked = any(unicodedata.category(sign).startswith("M") for sign in words)
    missing = (said - there).total()
    return missing <= said.total() * _UNSAID if marked else said == there


def _letters(text: str) -> Counter[str]:
    """How often each letter, figure and sign stands in a text, in its plain form."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(_unturned(sign) for sign in plain if unicodedata.category(sign)[0] in "LNPS")


@cache
def _unturned(sign: str) -> str:
    """Of a bracket and its mirror image one for both: words to the left show the other one."""
    if not unicodedata.mirrored(sign):
        return sign
    name = unicodedata.name(sign, "")
    turned = _SIDE.sub(lambda side: _OTHER_SIDE[side[0]], name)
    try:
        return min(sign, unicodedata.lookup(turned))
    except KeyError:
        return sign
