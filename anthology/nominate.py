"""`Book` → whom its texts seem to name and `names.toml` does not decide on: drafts, diagnostics.

Decides nothing and writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from anthology.book import Book
from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.document import (
    Blocks,
    Emphasis,
    Flow,
    Heading,
    Inlines,
    Text,
    Wrapper,
    plain,
    walk,
)
from anthology.edition import Edition
from anthology.kept import Kept
from anthology.names import NAMES, PIECES, finder
from anthology.naming import Proposed, proposed
from anthology.naming_evidence import Parts, Sighting
from anthology.naming_passages import Passage
from anthology.schema import NamesFile, NotAName
from anthology.span import Source
from anthology.tomlfile import line_of


@dataclass(frozen=True, slots=True)
class Naming:
    """One place of a candidate: the form there, in which text or piece, where, in which line."""

    form: str
    where: str
    place: Place
    context: str


@dataclass(frozen=True, slots=True)
class Nominee:
    """A person whom the book seems to name, with the places that nobody has decided on."""

    name: Parts
    title: str
    sure: bool
    namings: tuple[Naming, ...]
    rivals: tuple[Parts, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage with the file it stands in, and the place of each of its leaves."""

    passage: Passage
    source: Source
    starts: tuple[tuple[int, int], ...]

    def place(self, at: int, form: str) -> Place:
        """The place of a form in its file; where no leaf tells, the first place of its words."""
        known = [span + at - start for start, span in self.starts if start <= at]
        found = known[-1] if known else max(self.source.text.find(form), 0)
        return Place(self.source.name, *self.source.locate(min(found, len(self.source.text))))


def nominees(book: Book, edition: Edition, kept: Kept | None = None) -> tuple[Nominee, ...]:
    """Whom the book seems to name, and who is in `names.toml` neither decided on nor proposed."""
    placed, kept = tuple(placed_of(book, edition)), kept or Kept()
    digests = {text.entry.slug: text.digest for text in book.texts if text.digest}
    digests = {slug: digest for slug, digest in digests.items() if slug not in PIECES}
    found = proposed([one.passage for one in placed], kept, digests)
    decided = _Decisions(edition, placed, kept, digests)
    left = (_nominee(one, placed, decided) for one in found)
    return tuple(one for one in left if one.namings)


def undecided(book: Book, edition: Edition, kept: Kept | None = None) -> Iterator[Diagnostic]:
    """Sure candidates in neither list, and how many wait in the file; none without a file.

    So a text added later cannot slip past the index, and a new edition is not drowned.
    """
    names = edition.names
    if names.candidate:
        place = Place(NAMES, line_of(edition.names_text, "candidate", 0))
        yield Diagnostic(
            "name-candidates",
            f"candidates without a decision: {len(names.candidate)}",
            place,
            "write [[person]] or [[rejected]] instead of [[candidate]]",
            Severity.WARNING,
        )
    for one in nominees(book, edition, kept) if names.person or names.rejected else ():
        if one.sure:
            first, count = one.namings[0], len(one.namings)
            yield Diagnostic(
                "name-undecided",
                f"“{first.form}” seems to name a person ({count} {_places(count)})",
                first.place,
                f"add a [[person]] or a [[rejected]] to {NAMES}; `anthology names propose` drafts",
                Severity.WARNING,
            )


def _places(count: int) -> str:
    return "place" if count == 1 else "places"


# --- What was decided before ----------------------------------------------------------------------


def _decided(names: NamesFile) -> NamesFile:
    """The file with whatever it rejects, or has as a candidate, among what names nobody."""
    passed = [(one.texts, (*one.variants, one.heading)) for one in names.rejected]
    passed += [(one.texts, (*one.variants, one.heading)) for one in names.candidate]
    more = tuple(NotAName(form, texts) for texts, forms in passed for form in forms if form)
    return msgspec.structs.replace(names, not_a_name=(*names.not_a_name, *more))


class _Decisions:
    """Finds in each passage, once, what is decided."""

    def __init__(
        self, edition: Edition, placed: Sequence[Placed], kept: Kept, digests: Mapping[str, bytes]
    ) -> None:
        """`digests`: texts in one number each, by which what was found in them is kept."""
        self.names, self.made_of = _decided(edition.names), edition.names_text
        self.placed, self.kept, self.digests = placed, kept, digests
        self.passages = defaultdict[str, list[int]](list)
        for at, one in enumerate(placed):
            self.passages[one.passage.where].append(at)
        self.known: dict[int, tuple[tuple[int, int], ...]] = {}

    def cover(self, sighting: Sighting) -> bool:
        """Whether a place is in a passage that was decided on."""
        if sighting.passage not in self.known:
            self._find(self.placed[sighting.passage].passage.where)
        places = self.known[sighting.passage]
        return any(start < sighting.end and sighting.start < end for start, end in places)

    def _find(self, where: str) -> None:
        """Find what is decided in all passages of a text or piece."""
        numbers = self.passages[where]

        def make() -> tuple[tuple[tuple[int, int], ...], ...]:
            by = finder(self.names, where)
            words = (self.placed[at].passage.words for at in numbers)
            return tuple(tuple((s, e) for s, e, _ in by.passages(some)) for some in words)

        digest = self.digests.get(where)
        made_of = (digest or b"", self.made_of)
        found = self.kept.made(f"{where}.decided", made_of, make) if digest else make()
        self.known.update(zip(numbers, found, strict=True))


def _nominee(one: Proposed, placed: Sequence[Placed], decided: _Decisions) -> Nominee:
    left = [sighting for sighting in one.sightings if not decided.cover(sighting)]
    title = next((s.title for s in left if s.whole == s.start and s.title), "")
    bare = len(one.name) == 1 and all(s.start == s.whole and s.title for s in left)
    namings = tuple(_naming(placed[s.passage], s) for s in left)
    return Nominee(one.name, title if bare else "", one.sure, namings, one.rivals)


_AROUND = 40


def _naming(at: Placed, sighting: Sighting) -> Naming:
    words, (start, end) = at.passage.words, (sighting.start, sighting.end)
    form = " ".join(words[start:end].split())
    before, after = words[max(start - _AROUND, 0) : start], words[end : end + _AROUND]
    context = " ".join(f"{before}[{words[start:end]}]{after}".split())
    return Naming(form, at.passage.where, at.place(start, form), context)


# --- The words of the book ------------------------------------------------------------------------


def placed_of(book: Book, edition: Edition) -> Iterator[Placed]:
    """Every paragraph in which names count, in the order of the book."""
    sources = {
        "introduction": edition.introduction,
        "content-note": edition.content_note,
        "chronology": edition.chronology,
    }
    for id, blocks in book.pieces:
        if id in PIECES:
            yield from _flows(blocks, id, sources[id])
    for text, written in zip(book.texts, edition.texts, strict=True):
        slug = text.entry.slug
        starts = ((0, text.title_span.start),) if text.title_span else ()
        yield Placed(Passage(text.title, slug, (), True), text.source, starts)
        yield from _flows(text.headnote, slug, written.headnote)
        yield from _flows(text.body, slug, text.source)
        for note in text.notes:
            own = note.series == "author"
            yield from _flows(note.blocks, slug, text.source if own else written.notes)


def _flows(blocks: Blocks, where: str, source: Source) -> Iterator[Placed]:
    for block in walk(blocks):
        if isinstance(block, Flow):
            words = plain(block.children)
            italic = tuple(_italic(block.children, 0))
            heading = isinstance(block, Heading)
            starts = tuple(_starts(block.children)) if words else ()
            yield Placed(Passage(words, where, italic, heading), source, starts)


def _italic(inlines: Inlines, at: int) -> Iterator[tuple[int, int]]:
    """The places of emphasized words."""
    for inline in inlines:
        length = len(plain((inline,)))
        if isinstance(inline, Emphasis):
            yield at, at + length
        elif isinstance(inline, Wrapper):
            yield from _italic(inline.children, at)
        at += length


def _starts(inlines: Inlines, at: int = 0) -> Iterator[tuple[int, int]]:
    """Where each leaf begins in the passage and in its source."""
    for inline in inlines:
        if isinstance(inline, Text):
            if inline.span is not None:
                yield at, inline.span.start
        elif isinstance(inline, Wrapper):
            yield from _starts(inline.children, at)
        at += len(plain((inline,)))
