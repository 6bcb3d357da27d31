"""Passages of a book, and where in them the titles of works stand.

A title is seen by its looks alone; whose name is in it is not asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from anthology.naming_tables import FUNCTION, TITLES, is_common

_TITLE_WORDS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘]{3,160}?)[”\"’](?!\w)")
# After a comma or a quotation mark, before a publisher and a year in brackets.
_CITED = re.compile(
    r"(?:^|[,;.:”\"’]s? )([^,;.:“”\"()\[\]]{5,120}?(?:, vol\w*\.? \d+[^()“”\"]{0,60}?)?) ?"
    r"\((?:[^():]{3,40}: )?[^():]{3,60}\b\d{4}\b[^()]{0,12}\)"
)
# Hardie’s Teachings About the Unions: what would not have capitals but for being a title.
_OWNED = re.compile(
    r"(?=(?<!\w)([^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+){0,2}[’']s"
    r" [^\W\d_a-z]\w+ (?:[Oo]f|[Oo]n|[Ii]n|[Aa]bout)(?: [Tt]he)? [^\W\d_a-z]\w+))"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand together: a paragraph. `italic`: places of words the author stressed."""

    words: str
    where: str
    italic: tuple[tuple[int, int], ...] = ()
    heading: bool = False


def title_places(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Places of the titles of works: in italics or quotation marks, most words with capitals."""
    found = [
        match.span(1)
        for pattern in (_QUOTED, _CITED, _OWNED)
        for match in pattern.finditer(passage.words)
    ]
    return tuple(
        (start, end)
        for start, end in (*passage.italic, *found)
        if _like_a_title(passage.words[start:end])
    )


def _like_a_title(words: str) -> bool:
    found = _TITLE_WORDS.findall(words)
    main = [w for w in found if w.lower() not in FUNCTION | TITLES and len(w) > 1]
    if len(found) < 2 or not found[0][0].isupper():
        return False
    if not any(is_common(word) for word in main) and not any(w.islower() for w in found):
        return False
    return len(main) > 1 and sum(word[0].isupper() for word in main) >= 0.75 * len(main)
