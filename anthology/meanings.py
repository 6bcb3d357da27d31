"""`abbreviations.toml` → what each abbreviation means, text by text and place by place.

It means what the file says for its text, or for a quoted place of it. Never guesses: what two
meanings claim is an error, and what none claims has no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from anthology.abbreviations import OPEN, Reader, pattern_of
from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.schema import AbbreviationEntry, AbbreviationPlace, AbbreviationsFile
from anthology.selector import Selector, fold, locate
from anthology.span import Source, Span
from anthology.tomlfile import line_of

ABBREVIATIONS = "abbreviations.toml"


@dataclass(frozen=True, slots=True)
class Settled:
    """A quoted place: the abbreviation in it, and the number of its meaning in the file.

    `drift`: a warning, if its neighbours are no longer quite as quoted.
    """

    short: str
    span: Span
    meaning: int
    toml: Place
    drift: Diagnostic | None


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of one edition: the file, and its quoted places by slug."""

    file: AbbreviationsFile
    language: str
    places: Mapping[str, tuple[Settled, ...]]

    def in_text(self, slug: str, language: str = "") -> Reader:
        """What abbreviations mean in the words of a text; `language` is its own."""

        def meaning(short: str, at: int | None) -> int | None:
            for place in self.places.get(slug, ()):
                inside = at is not None and place.span.start <= at < place.span.end
                if place.short == short and inside:
                    return place.meaning
            return self._claimed(short, slug)

        return self._reader(meaning, language)

    def drifts(self, slug: str) -> tuple[Diagnostic, ...]:
        """Warnings on quoted places of a text."""
        return tuple(place.drift for place in self.places.get(slug, ()) if place.drift)

    def in_prose(self, slug: str = "") -> Reader:
        """What they mean in the editor's words, on the text called `slug` or on the whole book.

        One of several meanings only where the text has no other.
        """

        def meaning(short: str, _: int | None) -> int | None:
            among = [i for i, entry in enumerate(self.file.abbreviation) if entry.short == short]
            if len(among) == 1:
                return among[0]
            claimed = self._claimed(short, slug) if slug else None
            quoted = {p.meaning for p in self.places.get(slug, ()) if p.short == short}
            return claimed if quoted <= {claimed} else None

        return self._reader(meaning, "")

    def _reader(self, meaning: Callable[[str, int | None], int | None], language: str) -> Reader:
        shorts = {entry.short for entry in self.file.abbreviation}
        pattern = pattern_of(shorts) if shorts else None
        return Reader(pattern, meaning, self.file, self.language, language or self.language)

    def _claimed(self, short: str, slug: str) -> int | None:
        entries = enumerate(self.file.abbreviation)
        return next((i for i, e in entries if e.short == short and _claims(e, slug)), None)


def _claims(entry: AbbreviationEntry, slug: str) -> bool:
    """Whether an entry speaks of a whole text: of those it names, or of all if it quotes none."""
    return slug in entry.texts if entry.texts else not entry.place


def read_meanings(
    file: AbbreviationsFile, toml: str, language: str, sources: Mapping[str, Source],
    slugs: Iterable[str],
) -> Meanings:  # fmt: skip
    """Find the quoted places, and see that nothing is claimed twice.

    `sources` by slug; `slugs` are those of the whole edition. Raises EditionError
    `abbreviation-text`, `-missing`, `-ambiguous`, `-place` and `-claimed`, all there are.
    """
    known, problems = tuple(slugs), list[Diagnostic]()
    places: dict[str, list[Settled]] = {slug: [] for slug in sources}
    for asked, toml_place, meaning, short in _quoted(file, toml):
        if asked.text not in known:
            problems.append(_unknown(asked.text, known, toml_place))
        elif asked.text in sources:
            try:
                found, drift = _settle(asked, short, sources[asked.text], toml_place)
            except EditionError as error:
                problems.extend(error.diagnostics)
            else:
                places[asked.text].append(Settled(short, found, meaning, toml_place, drift))
    problems.extend(_texts(file, toml, known))
    problems.extend(_claimed_twice(file, toml, known))
    problems.extend(d for settled in places.values() for d in _quoted_twice(settled))
    if problems:
        raise EditionError(*problems)
    return Meanings(file, language, {slug: tuple(found) for slug, found in places.items()})


def _quoted(
    file: AbbreviationsFile, toml: str
) -> Iterator[tuple[AbbreviationPlace, Place, int, str]]:
    for i, entry in enumerate(file.abbreviation):
        for kind, quoted in (("place", entry.place), ("unresolved", entry.unresolved)):
            for j, asked in enumerate(quoted):
                line = line_of(toml, "abbreviation", i, kind, j)
                meaning = i if kind == "place" else OPEN
                yield asked, Place(ABBREVIATIONS, line), meaning, entry.short


def _settle(
    asked: AbbreviationPlace, short: str, source: Source, toml: Place
) -> tuple[Span, Diagnostic | None]:
    """The place of the abbreviation in the quoted place."""
    selector = Selector(asked.exact, asked.prefix, asked.suffix)
    place = locate(fold(source), selector, toml, "abbreviation")
    whole = place.span
    found = [
        source.span(*match.span())
        for match in pattern_of((short,)).finditer(source.text, whole.start)
        if match.end() <= whole.end
    ]
    if len(found) != 1:
        message = f"the quoted words hold “{short}” {len(found)} times"
        hint = "quote a place that holds it once; shorten or lengthen it"
        raise EditionError(Diagnostic("abbreviation-place", message, toml, hint))
    return found[0], place.drift


def _texts(file: AbbreviationsFile, toml: str, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    for i, entry in enumerate(file.abbreviation):
        line = line_of(toml, "abbreviation", i, "texts") or line_of(toml, "abbreviation", i)
        for slug in entry.texts:
            if slug not in known:
                yield _unknown(slug, known, Place(ABBREVIATIONS, line))


def _unknown(slug: str, known: tuple[str, ...], place: Place) -> Diagnostic:
    hint = f"texts: {', '.join(sorted(known))}"
    return Diagnostic("abbreviation-text", f"no text is called “{slug}”", place, hint)


def _claimed_twice(
    file: AbbreviationsFile, toml: str, known: tuple[str, ...]
) -> Iterator[Diagnostic]:
    for (_, one), (j, other) in combinations(enumerate(file.abbreviation), 2):
        both = [s for s in known if _claims(one, s) and _claims(other, s)]
        if one.short == other.short and both:
            yield Diagnostic(
                "abbreviation-claimed",
                f"“{one.short}” is “{one.full}” and “{other.full}” in {', '.join(both)}",
                Place(ABBREVIATIONS, line_of(toml, "abbreviation", j)),
                "say `texts = […]` in both, and quote single places under [[abbreviation.place]]",
            )


def _quoted_twice(settled: Iterable[Settled]) -> Iterator[Diagnostic]:
    for one, other in combinations(settled, 2):
        if one.span == other.span and one.short == other.short and one.meaning != other.meaning:
            yield Diagnostic(
                "abbreviation-claimed",
                f"this place of “{other.short}” is given another meaning on line {one.toml.line}",
                other.toml,
                "take one of the two out",
            )
