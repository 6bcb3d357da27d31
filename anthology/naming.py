"""Passages → the persons they seem to name: sure and doubtful ones, with every place.

Puts the forms of one person together and never two persons; the editor decides.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from anthology.kept import Kept
from anthology.naming_evidence import Parts, Sighting
from anthology.naming_judge import DOUBTFUL, SURE, scores, sure_by_title
from anthology.naming_passages import Passage
from anthology.naming_survey import NO_DIGESTS, Survey, survey
from anthology.naming_told import keep, recall


@dataclass(frozen=True, slots=True)
class Proposed:
    """A person as the texts name them: the fullest name, the places, whether it is sure.

    `rivals`: others with this surname, one of whom a bare surname may mean.
    """

    name: Parts
    sightings: tuple[Sighting, ...]
    sure: bool
    rivals: tuple[Parts, ...] = ()


def proposed(
    passages: Sequence[Passage],
    kept: Kept | None = None,
    digests: Mapping[str, bytes] = NO_DIGESTS,
) -> tuple[Proposed, ...]:
    """The persons named in the passages, each once, in the order of their first places.

    `digests`: the texts and pieces they are from in one number each, where these are known.
    """
    kept = kept or Kept()
    recall(kept)
    found = survey(passages, kept, digests)
    judged = scores(found)
    seen = [s for s in (_weighed(s, judged) for s in found.sightings) if s]
    people = _People(found, judged, seen)
    persons = tuple(sorted(people.all(), key=lambda one: one.sightings[0]))
    keep(kept)
    return persons


def _weighed(sighting: Sighting, judged: dict[Parts, float]) -> Sighting | None:
    """A sighting that may be of a person; with its title where only that shows it."""
    score = judged.get(sighting.parts, SURE if len(sighting.parts) > 1 else -9.0)
    if sighting.cited:
        return None
    if score >= SURE and not sighting.title.endswith(" of"):
        return sighting
    if sure_by_title(sighting):
        return sighting._replace(start=sighting.whole)
    return sighting if score >= DOUBTFUL else None


class _People:
    """Sightings put together by person."""

    def __init__(self, found: Survey, judged: dict[Parts, float], seen: Sequence[Sighting]) -> None:
        self.judged, self.passages = judged, found.passages
        self.names: defaultdict[str, list[list[Sighting]]] = defaultdict(list)
        self.bare: defaultdict[str, list[Sighting]] = defaultdict(list)
        many: defaultdict[Parts, list[Sighting]] = defaultdict(list)
        for sighting in seen:
            if len(sighting.parts) > 1:
                many[sighting.parts].append(sighting)
            else:
                self.bare[fold(sighting.parts[0])].append(sighting)
        for parts in sorted(many, key=lambda p: (-len(p), -len("".join(p)), p)):
            self._place(parts, many[parts])

    def _place(self, parts: Parts, sightings: list[Sighting]) -> None:
        same = self.names[fold(parts[-1])]
        fitting = [group for group in same if compatible(group[0].parts, parts)]
        if len(fitting) == 1:
            fitting[0].extend(sightings)
        else:
            same.append(sightings)

    def all(self) -> Iterator[Proposed]:
        for surname in sorted({*self.names, *self.bare}):
            groups = self.names[surname]
            rivals = tuple(sorted(group[0].parts for group in groups))
            left = self._shared(groups, self.bare[surname])
            for group in (*groups, *([left] if left else [])):
                others = tuple(name for name in rivals if name != group[0].parts)
                yield Proposed(group[0].parts, tuple(sorted(group)), self._sure(group), others)

    def _sure(self, group: Sequence[Sighting]) -> bool:
        return any(self.judged.get(s.parts, SURE) >= SURE or sure_by_title(s) for s in group)

    def _shared(self, groups: list[list[Sighting]], bare: list[Sighting]) -> list[Sighting]:
        """Give each bare surname to who is most often named in full there, or in the corpus.

        Measured elsewhere, this is right more often than the nearest name before it.
        """
        if not groups:
            return bare
        full = Counter((self._where(s), i) for i, group in enumerate(groups) for s in group)
        ranks = [(self._sure(group), len(group), -i) for i, group in enumerate(groups)]
        for sighting in bare:
            where = self._where(sighting)
            best = max(range(len(groups)), key=lambda i: (full[where, i], ranks[i]))
            groups[best].append(sighting)
        return []

    def _where(self, sighting: Sighting) -> str:
        return self.passages[sighting.passage].where


def fold(word: str) -> str:
    """A word without accents, capitals and signs; a Polish ł has no stroke."""
    plain = unicodedata.normalize("NFD", word.replace("ł", "l").replace("Ł", "L"))
    return "".join(char for char in plain.casefold() if char.isalnum())


def compatible(full: Parts, other: Parts) -> bool:
    """Whether two names of one surname may be one person’s: Leon, L. and L. D. Trotsky."""
    return any(_given_fit(full[skip:-1], other[:-1]) for skip in range(len(full) - 1))


def _given_fit(full: Parts, other: Parts) -> bool:
    a, b = (tuple(_initials(parts)) for parts in (full, other))
    if not b or len(b) > len(a):
        return False
    return all(
        x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in zip(a, b, strict=False)
    )


def _initials(given: Parts) -> Iterator[str]:
    """Given names one by one, initials parted: E.P. is E and P."""
    for part in given:
        yield from (fold(p) for p in (part.split(".") if "." in part else [part]) if fold(p))
