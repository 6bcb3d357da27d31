"""Mentions → an index: entries in filing order, each with the places that name it.

A place is an anchor in the book, never a page: what is printed for it is made by `locators`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from anthology.filing import Filing, filing_key, letter_of
from anthology.schema import Category, NamesFile

PERSONS, ORGANIZATIONS = "index", "organizations"
"""The ids of the two indexes."""


@dataclass(frozen=True, slots=True)
class Locus:
    """One place of a mention: anchor, text, paragraph number or the note's marker.

    In the front and back matter: the title of the `piece`, and no text. `author`: not a mention,
    but the whole text, of which the person is the author; its anchor is that of the text.
    """

    anchor: str
    text: int
    paragraph: str = ""
    note: str = ""
    piece: str = ""
    author: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading with its places, or a reference to another heading (`see`).

    `id` is the anchor of the heading, `target` that of the one referred to, `also` those related,
    each with its anchor. `minor`: named in passing; never divided by texts.
    """

    heading: str
    loci: tuple[Locus, ...] = ()
    see: str = ""
    id: str = ""
    target: str = ""
    also: tuple[tuple[str, str], ...] = ()
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by letter, in filing order. `id` is that of the piece of the book."""

    letters: tuple[tuple[str, tuple[Entry, ...]], ...]
    id: str = PERSONS

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order."""
        return tuple(entry for _, entries in self.letters for entry in entries)


def make_index(
    names: NamesFile,
    loci: Iterable[tuple[str, Locus]],
    category: Category = "person",
    filing: Filing = "letter",
    id: str = PERSONS,
) -> Index:
    """The index of those of one category who are named somewhere, with their cross-references."""
    listed = {p.heading: p for p in names.person if p.category == category}
    places: dict[str, list[Locus]] = {}
    for heading, locus in loci:
        if heading in listed:
            places.setdefault(heading, []).append(locus)
    entries = [
        Entry(
            heading,
            tuple(found),
            also=tuple((other, "") for other in listed[heading].see_also if other in places),
            minor=listed[heading].minor,
        )
        for heading, found in places.items()
    ]
    entries += [Entry(see.from_, see=see.to) for see in names.see if see.to in places]
    forms = {p.heading: p.filing for p in listed.values() if p.filing}

    def form(entry: Entry) -> str:
        return forms.get(entry.heading, entry.heading)

    entries.sort(key=lambda e: (filing_key(form(e), filing), e.heading))
    grouped = groupby(_anchored(entries, id), key=lambda e: letter_of(form(e)))
    return Index(tuple((letter, tuple(group)) for letter, group in grouped), id)


def _anchored(entries: Sequence[Entry], id: str) -> Iterator[Entry]:
    """The entries with anchors, and with those of the headings that they refer to."""
    heads = (entry.heading for entry in entries if not entry.see)
    anchors = {heading: f"{id}-{number}" for number, heading in enumerate(heads, 1)}
    for entry in entries:
        yield replace(
            entry,
            id="" if entry.see else anchors[entry.heading],
            target=anchors.get(entry.see, ""),
            also=tuple((heading, anchors[heading]) for heading, _ in entry.also),
        )
