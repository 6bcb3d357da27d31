"""What every process that sets type reads: read once, by the one that all of them are forked off.

It reads them when it imports this module, while others work on the texts. Nothing else imports it.
"""

from __future__ import annotations

import pyphen

from anthology.garbage import collect_seldom
from anthology.render.fonts import font_bytes
from anthology.render.prepare import PLAIN_ENGLISH
from anthology.typefaces import BOLD, ITALIC, ROMAN

collect_seldom()
pyphen.Pyphen(lang=pyphen.language_fallback(PLAIN_ENGLISH))
for _face in (ROMAN, ITALIC, BOLD):
    font_bytes(_face)
