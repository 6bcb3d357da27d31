"""Signs that a browser makes by itself: quotes of `q`, brackets of a reading, a fraction's bar.

They are words of the page like others, since a reader sees them; the ledger says who made them.
"""

from __future__ import annotations

import re

from anthology.read.nodes import Node

_QUOTES = {
    "fr": (("«\u202f", "\u202f»"), ("“", "”")),
    "de": (("„", "“"), ("‚", "‘")),
    "es": (("«", "»"), ("“", "”")),
    "ru": (("«", "»"), ("„", "“")),
}
_ENGLISH = (("“", "”"), ("‘", "’"))
_WIDE = re.compile("[\u3040-\u312f\u3400-\u9fff\uac00-\ud7af]")
REASONS = {
    "quotation-made": "the page marks a quotation, and browsers show the marks",
    "reading-bracket": "the reading that the page sets over a word follows it, in brackets",
    "fraction-bar": "the page sets a fraction, which stands on the line here",
}


def generated(node: Node, language: str) -> tuple[str, str, str]:
    """The signs before and behind an element, and their rule; nothing for most elements."""
    match node.tag:
        case "q":
            outer = sum(above.tag == "q" for above in node.above()) % 2
            opening, closing = _QUOTES.get(language[:2].lower(), _ENGLISH)[outer]
            return opening, closing, "quotation-made"
        case "rt":
            wide = _WIDE.search(node.words()) is not None
            return *(("（", "）") if wide else (" (", ")")), "reading-bracket"
        case _ if node.parent is not None and node.parent.tag == "mfrac":
            first = next((n for n in node.parent.children if n.tag), None)
            return ("" if node is first else "/"), "", "fraction-bar"
        case _:
            return "", "", ""
