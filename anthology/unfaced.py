"""Signs that no typeface has: the editor is told where they are, and what print shows for them.

Knows which signs those are from `typefaces`; changes nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from anthology.book import Book
from anthology.diagnostic import Diagnostic, Place, Severity, place_of
from anthology.document import Inline, Text
from anthology.edition import EDITION
from anthology.span import Source
from anthology.typefaces import is_framed

_NAMED = 3
"""How many signs are named; of a Chinese text all would be."""


Unfaced = dict[str, dict[str, Place]]
"""For each file with signs that are not ASCII those without a typeface, and where they begin."""


def unfaced(words: Iterable[tuple[str, Inline]], sources: Mapping[str, Source]) -> Unfaced:
    """The signs in these inlines, which come with the names of their files."""
    found: Unfaced = {}
    for name, text in words:
        if isinstance(text, Text) and not text.text.isascii():
            known = found.setdefault(name, {})
            for sign in sorted(filter(is_framed, set(text.text)), key=text.text.index):
                known.setdefault(sign, place_in(name, text, text.text.index(sign), sources))
    return found


def unfaced_titles(book: Book) -> Unfaced:
    """Those in what the editor calls the book and its texts, which have no place."""
    edition = book.edition
    names = [edition.title, edition.subtitle, *(text.title for text in book.texts)]
    return unfaced(((EDITION, Text(name)) for name in names), {})


def warnings(found: Iterable[Unfaced]) -> Iterator[Diagnostic]:
    """One warning for each file with such signs."""
    files: Unfaced = {}
    for part in found:
        for name, signs in part.items():
            known = files.setdefault(name, {})
            known.update((sign, place) for sign, place in signs.items() if sign not in known)
    yield from (_warning(signs) for signs in files.values() if signs)


def place_in(name: str, text: Text, at: int, sources: Mapping[str, Source]) -> Place:
    """Where a sign of a leaf stands in the file `name`, as near as the leaf knows."""
    span = text.span
    source = sources.get(span.source) if span else None
    if not source or not span:
        return Place(name)
    start = span.start + at if len(span) == len(text.text) else span.start
    return place_of(source, source.span(start, span.end))


def _warning(places: Mapping[str, Place]) -> Diagnostic:
    signs = tuple(places)
    named = ", ".join(_named(sign) for sign in signs[:_NAMED])
    more = f" and {len(signs) - _NAMED} more" if len(signs) > _NAMED else ""
    shown = "their numbers in frames" if signs[1:] else "its number in a frame"
    return Diagnostic(
        "sign-not-in-face",
        f"no typeface of ours has {named}{more}: the PDF shows {shown}; the e-book shows "
        f"{'the signs' if signs[1:] else 'the sign'}",
        places[signs[0]],
        "nothing is lost; where the printed page matters, emend by a decision",
        Severity.WARNING,
    )


def _named(sign: str) -> str:
    return f"{sign} (U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')})"
