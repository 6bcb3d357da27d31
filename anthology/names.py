"""The authority file → mentions: where in the book each person is named.

Only what the file lists counts; a form inside a longer word, or inside a passage the file calls
not-a-name, never does. Finding new names is not this module's job.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count

from anthology.diagnostic import Diagnostic, Place
from anthology.document import Blocks, Inlines, Mention, inlines_of, map_inlines, plain, wrap
from anthology.schema import NamesFile
from anthology.tomlfile import line_of

NAMES = "names.toml"
_EDGE_BEFORE, _EDGE_AFTER = r"(?<![\w-])", r"(?![\w-])"


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the names that count in one text."""

    pattern: re.Pattern[str] | None
    persons: dict[str, str]

    def find(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and heading of each mention in these words."""
        if self.pattern is None:
            return
        for found in self.pattern.finditer(words):
            person = self.persons.get(_key(found[0]))
            if person is not None:
                yield found.start(), found.end(), person


def finder(names: NamesFile, slug: str) -> Finder:
    """What counts in the text called `slug`. Longest forms come first, passages before names."""
    persons = {_key(v): p.heading for p in names.person if _in(p.texts, slug) for v in p.variants}
    silent = {_key(n.quote) for n in names.not_a_name if _in(n.texts, slug)}
    forms = sorted({*persons, *silent}, key=lambda form: (-len(form), form))
    if not forms:
        return Finder(None, {})
    either = "|".join(_pattern(form) for form in forms)
    return Finder(
        re.compile(f"{_EDGE_BEFORE}(?:{either}){_EDGE_AFTER}"),
        {f: p for f, p in persons.items() if f not in silent},
    )


def _in(texts: tuple[str, ...], slug: str) -> bool:
    return not texts or slug in texts


def _key(form: str) -> str:
    return " ".join(form.replace("’", "'").replace("‘", "'").split())


def _pattern(form: str) -> str:
    return re.escape(form).replace("'", "['’‘]").replace(r"\ ", r"\s+")


def mark(blocks: Blocks, found_by: Finder, prefix: str) -> Blocks:
    """The blocks with each mention wrapped; ids are `prefix` and a running number."""
    numbers = count(1)

    def change(inlines: Inlines) -> Inlines:
        found = [(s, e, p, f"{prefix}{next(numbers)}") for s, e, p in found_by.find(plain(inlines))]
        for start, end, person, id in reversed(found):
            inlines = wrap(inlines, start, end, partial(Mention, person, id))
        return inlines

    return map_inlines(blocks, change)


def mentions(blocks: Blocks) -> tuple[Mention, ...]:
    """The mentions in these blocks, in reading order."""
    return tuple(i for i in inlines_of(blocks) if isinstance(i, Mention))


def check_names(names: NamesFile, toml: str, slugs: Iterable[str]) -> Iterator[Diagnostic]:
    """What the authority file says twice, or of a text or heading that does not exist."""
    known = set(slugs)
    headings = Counter(person.heading for person in names.person)
    for i, person in enumerate(names.person):
        place = Place(NAMES, line_of(toml, "person", i))
        if headings[person.heading] > 1:
            yield Diagnostic(
                "name-doubled",
                f"“{person.heading}” is a heading twice",
                place,
                "make one [[person]] of the two",
            )
        yield from _slugs(person.texts, known, place)
        yield from _claims(names, i, place, known)
    for i, passage in enumerate(names.not_a_name):
        yield from _slugs(passage.texts, known, Place(NAMES, line_of(toml, "not-a-name", i)))
    for i, see in enumerate(names.see):
        if see.to not in headings:
            yield Diagnostic(
                "name-see",
                f"“{see.from_}” sends the reader to “{see.to}”, which is no heading",
                Place(NAMES, line_of(toml, "see", i)),
                "correct `to`, or add the person",
            )


def _slugs(texts: Iterable[str], known: set[str], place: Place) -> Iterator[Diagnostic]:
    for slug in texts:
        if slug not in known:
            yield Diagnostic(
                "name-text",
                f"no text is called “{slug}”",
                place,
                f"texts: {', '.join(sorted(known))}",
            )


def _claims(names: NamesFile, i: int, place: Place, known: set[str]) -> Iterator[Diagnostic]:
    """Forms that an earlier person claims too, in a text where both count."""
    here = names.person[i]
    for other in names.person[:i]:
        shared = {_key(v) for v in here.variants} & {_key(v) for v in other.variants}
        both = set(here.texts or known) & set(other.texts or known)
        for form in sorted(shared) if both else ():
            yield Diagnostic(
                "name-claimed",
                f"“{form}” is claimed by “{here.heading}” and by "
                f"“{other.heading}” in {', '.join(sorted(both))}",
                place,
                "say `texts = […]`, or write a longer form",
            )


def unused(names: NamesFile, toml: str, headings: Collection[str]) -> Iterator[Diagnostic]:
    """Persons of the file whom the book names nowhere; `headings`: those of its index."""
    for i, person in enumerate(names.person):
        if person.heading not in headings:
            yield Diagnostic(
                "name-unused",
                f"“{person.heading}” is named nowhere in the book",
                Place(NAMES, line_of(toml, "person", i)),
                "correct the variants, or take the person out",
            )
