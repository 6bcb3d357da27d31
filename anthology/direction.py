"""Which way a text runs, by its letters (Unicode Standard Annex 9, bidirectional classes).

Never looks at marks of direction or at what a format declares.
"""

from __future__ import annotations

import re
import unicodedata

LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Hebrew, Arabic and their kin, as the inside of a character class."""

# All other text is passed over without a look at its letters.
_LEFTWARD = re.compile(f"[{LEFTWARD}]")


def direction_of(text: str) -> str:
    """`rtl` where most letters run from right to left, else nothing."""
    if not _LEFTWARD.search(text):
        return ""
    letters = [unicodedata.bidirectional(sign) for sign in text if sign.isalpha()]
    leftward = sum(way in ("R", "AL") for way in letters)
    return "rtl" if 2 * leftward > len(letters) else ""
