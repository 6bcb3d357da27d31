"""The rights ledger: what rights.toml records of each text, and which points of it are still open.

Judges by what is on record at the date of the edition; asks no clock, and gives no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from anthology.decisions import quoted_place
from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.labels import Labels
from anthology.ledger import Ledger
from anthology.schema import (
    BOTH,
    EditionFile,
    Medium,
    PassageConsent,
    Permission,
    Release,
    RightsFile,
    TextEntry,
    TextRights,
)
from anthology.selector import Folded, fold
from anthology.span import Source, Span
from anthology.tomlfile import line_of

RIGHTS = "rights.toml"


@dataclass(frozen=True, slots=True)
class Point:
    """What stands in the way of a release: of which text, the rule, in which media, where."""

    text: str
    rule: str
    message: str
    hint: str
    media: tuple[Medium, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of an edition: the file, and all that is open of it.

    `drifts`: warnings on passages whose neighbours are no longer quite as quoted.
    """

    file: RightsFile
    points: tuple[Point, ...] = ()
    drifts: tuple[Diagnostic, ...] = ()

    def of(self, slug: str) -> TextRights:
        """What is on record of a text; nothing, if the file does not name it."""
        return next((t for t in self.file.text if t.slug == slug), TextRights(slug))

    def cleared(self, medium: Medium) -> bool:
        """Whether a release in this medium is planned and nothing stands in its way."""
        planned = medium in self.file.release.for_
        return planned and not any(medium in point.media for point in self.points)


@dataclass(frozen=True, slots=True)
class Cited:
    """A text as the rights look at it: its words, what was taken out, how a place is cited."""

    entry: TextEntry
    source: Source
    ledger: Ledger


def weigh(edition: EditionFile, file: RightsFile, toml: str, texts: Iterable[Cited]) -> Rights:
    """The rights of an edition, weighed text by text.

    Raises EditionError for a passage that is not found.
    """
    judges = [_Judge(edition, file, toml, text) for text in texts]
    points = tuple(point for judge in judges for point in judge.points())
    return Rights(file, points, tuple(drift for judge in judges for drift in judge.drifts))


def check_rights(edition: EditionFile, file: RightsFile, toml: str) -> Iterator[Diagnostic]:
    """A text that there is not, and one that has two tables."""
    known = [entry.slug for entry in edition.text]
    seen = set[str]()
    for i, text in enumerate(file.text):
        place = Place(RIGHTS, line_of(toml, "text", i, "slug"))
        if text.slug in seen:
            message = f"“{text.slug}” has two tables"
            yield Diagnostic("rights-doubled", message, place, "make one table of the two")
        elif text.slug not in known:
            hint = f"texts: {', '.join(sorted(known))}"
            yield Diagnostic("rights-stranger", f"no text is called “{text.slug}”", place, hint)
        seen.add(text.slug)


class _Judge:
    """Weighs what is on record of one text."""

    def __init__(self, edition: EditionFile, file: RightsFile, toml: str, text: Cited) -> None:
        self.edition, self.release, self.toml, self.text = edition, file.release, toml, text
        slugs = [t.slug for t in file.text]
        self.index = slugs.index(text.entry.slug) if text.entry.slug in slugs else -1
        self.rights = file.text[self.index] if self.index >= 0 else TextRights(text.entry.slug)
        self.drifts: list[Diagnostic] = []

    @cached_property
    def folded(self) -> Folded:
        """The text as quoted passages are looked for."""
        return fold(self.text.source)

    def points(self) -> Iterator[Point]:
        """All that is open of the text."""
        yield from self._record()
        if self.rights.withdrawn:
            day = self.rights.withdrawn.isoformat()
            message, hint = f"the permission was withdrawn on {day}", "take the text out"
            yield self._point("withdrawn", message, hint, "withdrawn")
        elif not self.rights.licence:
            for medium in BOTH:
                yield from self._permitted(medium)
        for i, passage in enumerate(self.rights.passage):
            yield from self._passage(i, passage)

    def _record(self) -> Iterator[Point]:
        """Where the text comes from, when it was copied, whose it is."""
        entry = self.text.entry
        if not entry.address:
            hint = f"give `address` in the [[text]] table of edition.toml for “{entry.slug}”"
            yield self._point("address", "the address of its source is not recorded", hint)
        for key, what in (("captured", "the day it was copied"), ("holder", "its rights holder")):
            if not getattr(self.rights, key):
                yield self._point(key, f"{what} is not recorded", self._give(key))

    def _give(self, key: str) -> str:
        return f"give `{key}` in the [[text]] table of {RIGHTS} for “{self.rights.slug}”"

    def _permitted(self, medium: Medium) -> Iterator[Point]:
        """Open unless one permission for the medium holds, within its limits."""
        said = [p for p in self.rights.permission if medium in p.for_]
        faults = [fault(p, medium, self.edition, self.release) for p in said]
        if any(not found for found in faults):
            return
        message = f"no licence and no permission for {_MEDIA[medium]} is recorded"
        reason = next((found for found in faults if found), message)
        hint = "ask the rights holder; record a `licence`, or a [[text.permission]]"
        yield self._point("permission", reason, hint, "permission", media=(medium,))

    def _passage(self, i: int, passage: PassageConsent) -> Iterator[Point]:
        place = Place(RIGHTS, line_of(self.toml, "text", self.index, "passage", i))
        found = quoted_place(self.folded, passage, place, "rights")
        span = found.span
        self.drifts += [found.drift] if found.drift else []
        if passage.recorded or _gone(span, self.text.ledger):
            return
        line = self.text.source.locate(span.start)[0]
        message = f"text {self.text.entry.number}: no consent{_of(passage)} is on record"
        hint = "ask, and say in `recorded` how it was given, or withhold the passage by a decision"
        where = f"for the passage at line {line} of {self.text.entry.source}"
        slug = self.text.entry.slug
        yield Point(slug, "rights-consent", f"{message} {where}", hint, BOTH, place)

    def _point(
        self,
        rule: str,
        message: str,
        hint: str,
        key: str = "slug",
        media: Sequence[Medium] = (),
    ) -> Point:
        place = Place(RIGHTS)
        if self.index >= 0:
            path = ("text", self.index)
            place = Place(RIGHTS, line_of(self.toml, *path, key) or line_of(self.toml, *path))
        said = f"text {self.text.entry.number}: {message}"
        slug = self.text.entry.slug
        return Point(slug, f"rights-{rule}", said, hint, tuple(media) or BOTH, place)


def fault(permission: Permission, medium: Medium, edition: EditionFile, release: Release) -> str:
    """Why a permission does not cover a release, "" if it does."""
    if permission.until and permission.until < edition.date:
        return f"the permission ended on {permission.until.isoformat()}, before the edition’s date"
    if medium == "print" and permission.copies:
        if not release.copies:
            return f"{permission.copies} copies are permitted; how many are printed is not said"
        if release.copies > permission.copies:
            return f"{release.copies} copies are planned, {permission.copies} permitted"
    return ""


def _of(passage: PassageConsent) -> str:
    return f" of {passage.of}" if passage.of else ""


def _gone(span: Span, ledger: Ledger) -> bool:
    """Whether no word of a passage is in the book."""
    return any(span.within(row.span) for row in ledger.of("withheld", "abridged", "omitted"))


def statements(
    edition: EditionFile, rights: Rights, labels: Labels, medium: Medium
) -> tuple[str, ...]:
    """What the imprint says of rights: that nothing is granted, or the credit lines asked for."""
    said = [edition.notice]
    if not rights.cleared(medium):
        said.append(labels.uncleared)
    else:
        asked = (p for entry in edition.text for p in rights.of(entry.slug).permission)
        said.extend(p.credit for p in asked if not fault(p, medium, edition, rights.file.release))
    return tuple(dict.fromkeys(words for words in said if words))


def open_points(rights: Rights, severity: Severity = Severity.ERROR) -> tuple[Diagnostic, ...]:
    """The open points as messages to the editor."""
    return tuple(
        Diagnostic(point.rule, point.message, point.place, point.hint, severity)
        for point in rights.points
        if any(medium in rights.file.release.for_ for medium in point.media)
    )


def barriers(rights: Rights, medium: Medium, toml: str) -> tuple[Diagnostic, ...]:
    """Why a release in this medium may not be made: every open point of it; none if it is clear."""
    found = [
        Diagnostic(point.rule, point.message, point.place, point.hint)
        for point in rights.points
        if medium in point.media
    ]
    if medium not in rights.file.release.for_:
        place = Place(RIGHTS, line_of(toml, "release", "for"))
        message = f"no release for {_MEDIA[medium]} is planned"
        hint = f'add "{medium}" to `for` in the [release] table of {RIGHTS}'
        found.append(Diagnostic("rights-unplanned", message, place, hint))
    return tuple(found)


_MEDIA: dict[Medium, str] = {"print": "print", "screen": "screens"}
