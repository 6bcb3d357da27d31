"""How a place in the book is cited, and the id it has: 3.27 is `t3p27`, 3n4 is `t3n4`.

Knows the form of ids only; whether a book has such a place is not asked here.
"""

from __future__ import annotations

import re

_CITED = re.compile(
    r"(?P<text>\d+)(?:\.(?P<paragraph>\d+[a-z]*)|n(?P<note>\d+)|n\.(?P<own>(?:[ivxlc]+|\d+)(?:\.\d+)?))?"
)
_ID = re.compile(
    r"t(?P<text>\d+)(?:p(?P<paragraph>\d+[a-z]*)|n(?P<note>\d+)|n-(?P<own>[ivxlc]+|\d+)(?:\.\d+)?)?"
)
_NUMBER = re.compile(r"(\d+\.\d+[a-z]*)(?:\s*[–-].*)?", re.DOTALL)


def id_of(cited: str) -> str:
    """The id of a place that is cited: 3, 3.27, 3n4, 1n.iii, 1n.2.3 (the third note [2] of text 1).

    What is no citation stays as it is.
    """
    found = _CITED.fullmatch(cited)
    if found is None:
        return cited
    text = f"t{found['text']}"
    if found["own"]:
        return f"{text}n-{found['own']}"
    if found["note"]:
        return f"{text}n{found['note']}"
    return f"{text}p{found['paragraph']}" if found["paragraph"] else text


def text_of(id: str) -> int | None:
    """The number of the text that an id stands in; None for the front and back matter."""
    found = re.match(r"t(\d+)", id)
    return int(found[1]) if found else None


def paragraph_of(id: str) -> str:
    """The number by which a paragraph of this id is cited ("3.27"); "" for other ids."""
    found = _ID.fullmatch(id)
    return f"{found['text']}.{found['paragraph']}" if found and found["paragraph"] else ""


def marker_of(id: str) -> str:
    """The marker of the note of this id: "4", or "[iv]" for an author's; "" for other ids."""
    found = _ID.fullmatch(id)
    if found is None:
        return ""
    return f"[{found['own']}]" if found["own"] else found["note"] or ""


def number_in(words: str) -> str:
    """The paragraph number that words begin with, if they are one or a range: "1.5", "1.5–7"."""
    found = _NUMBER.fullmatch(words.strip())
    return found[1] if found else ""
