"""The authority file → mentions: where in the book each person is named.

Only what the file lists counts; a form inside a longer word, or inside a passage the file calls
not-a-name, never does. Finding new names is not this module's job.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count

from anthology.diagnostic import Diagnostic, Place
from anthology.document import Blocks, Inlines, Mention, inlines_of, map_inlines, plain, wrap
from anthology.schema import NamesFile, Person
from anthology.tomlfile import line_of

NAMES = "names.toml"
PIECES = ("introduction", "content-note", "chronology")
"""The pieces of front and back matter in which names count, by their ids."""
_EDGE_BEFORE, _EDGE_AFTER = r"(?<![\w-])", r"(?![\w-])"


@dataclass(frozen=True, slots=True)
class _Form:
    """A form as it is looked for: its words, how many signs stand before the first, whose it is."""

    pattern: re.Pattern[str]
    before: int
    person: str


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the names that count in one text: the forms by their first word, the longest first."""

    forms: Mapping[str, tuple[_Form, ...]]

    def find(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and heading of each mention in these words."""
        return ((start, end, person) for start, end, person in self.passages(words) if person)

    def passages(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Mentions, and with no heading the passages that name nobody; none overlaps another."""
        reached = 0
        for word in _WORD.finditer(words) if self.forms else ():
            for form in self.forms.get(word[0], ()):
                start = word.start() - form.before
                found = form.pattern.match(words, start) if start >= reached else None
                if found:
                    reached = found.end()
                    yield start, reached, form.person
                    break


_WORD = re.compile(r"\w+")


def finder(names: NamesFile, slug: str) -> Finder:
    """What counts in the text or piece called `slug`: passages that name nobody before names."""
    return _finder_in(names, slug if slug in _special(names) else "")


@lru_cache(4)
def _special(names: NamesFile) -> frozenset[str]:
    """The texts and pieces to which something of the file is limited: all others are alike."""
    scopes = [texts for person in names.person for _, texts in person.scoped]
    scopes += [passage.texts for passage in names.not_a_name]
    return frozenset(slug for texts in scopes for slug in texts)


@lru_cache(256)
def _finder_in(names: NamesFile, slug: str) -> Finder:
    persons = {form_key(form): p.heading for p in names.person for form in p.forms(slug)}
    silent = {form_key(n.quote): "" for n in names.not_a_name if _in(n.texts, slug)}
    return _finder(tuple({**persons, **silent}.items()))


@lru_cache(16)  # though something is limited to them, many look for the same
def _finder(persons: tuple[tuple[str, str], ...]) -> Finder:
    forms = defaultdict[str, list[_Form]](list)
    for key, person in sorted(persons, key=lambda form: (-len(form[0]), form)):
        first = _WORD.search(key)
        if first:
            pattern = re.compile(f"{_EDGE_BEFORE}{_pattern(key)}{_EDGE_AFTER}")
            forms[first[0]].append(_Form(pattern, first.start(), person))
    return Finder({word: tuple(found) for word, found in forms.items()})


def _in(texts: tuple[str, ...], slug: str) -> bool:
    return not texts or slug in texts


def form_key(form: str) -> str:
    """A form as forms are compared: apostrophes of one kind, single spaces."""
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


def mark_pieces(pieces: Mapping[str, Blocks], names: NamesFile) -> dict[str, Blocks]:
    """The pieces with the mentions wrapped in those where names count."""
    return {
        id: mark(blocks, finder(names, id), f"{id}-m") if id in PIECES else blocks
        for id, blocks in pieces.items()
    }


def mentions(blocks: Blocks) -> tuple[Mention, ...]:
    """The mentions in these blocks, in reading order."""
    return tuple(i for i in inlines_of(blocks) if isinstance(i, Mention))


def check_names(names: NamesFile, toml: str, slugs: Iterable[str]) -> Iterator[Diagnostic]:
    """What the authority file says twice, or of a text or heading that does not exist.

    `slugs`: the texts; the pieces in which names count are known besides.
    """
    known = {*slugs, *PIECES}
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
        used = (*person.texts, *(slug for variant in person.variant for slug in variant.texts))
        yield from _slugs(dict.fromkeys(used), known, place)
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
    mine = _scopes(here, known)
    for other in names.person[:i]:
        theirs = _scopes(other, known)
        for form in sorted(mine.keys() & theirs.keys()):
            if both := mine[form] & theirs[form]:
                yield Diagnostic(
                    "name-claimed",
                    f"“{form}” is claimed by “{here.heading}” and by "
                    f"“{other.heading}” in {', '.join(sorted(both.difference(PIECES) or both))}",
                    place,
                    "say `texts = […]`, or write a longer form",
                )


def _scopes(person: Person, known: set[str]) -> dict[str, set[str]]:
    """The texts in which each form of a person counts."""
    scopes: dict[str, set[str]] = {}
    for form, texts in person.scoped:
        scopes.setdefault(form_key(form), set()).update(texts or known)
    return scopes


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
