"""Mentions → the index of names: entries in filing order, each with the places that name it.

A place is an anchor in the book, never a page: pages are put in when they are known, by `pages`.
Filing is letter by letter (The Chicago Manual of Style, 17th ed., 16.59–61): up to the comma by
letters alone, then the given names, initials first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from string import ascii_uppercase

from anthology.schema import NamesFile


@dataclass(frozen=True, slots=True)
class Locus:
    """One place of a mention: anchor, text, paragraph number or the note's marker.

    In the front and back matter: the title of the `piece`, and no text.
    """

    anchor: str
    text: int
    paragraph: str = ""
    note: str = ""
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading with its places, or a reference to another heading (`see`).

    `id` is the anchor of a heading that is referred to, `target` that of the one referred to.
    """

    heading: str
    loci: tuple[Locus, ...] = ()
    see: str = ""
    id: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by letter, in filing order."""

    letters: tuple[tuple[str, tuple[Entry, ...]], ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order."""
        return tuple(entry for _, entries in self.letters for entry in entries)


@dataclass(frozen=True, slots=True)
class Locator:
    """What is printed for one or more places, and the anchor of the first."""

    label: str
    anchor: str


def make_index(names: NamesFile, loci: Sequence[tuple[str, Locus]]) -> Index:
    """The index of those persons who are named somewhere, with their cross-references."""
    places: dict[str, list[Locus]] = {}
    for heading, locus in loci:
        places.setdefault(heading, []).append(locus)
    filing = {p.heading: p.filing or p.heading for p in names.person}
    entries = [Entry(heading, tuple(found)) for heading, found in places.items()]
    entries += [Entry(see.from_, see=see.to) for see in names.see if see.to in places]
    entries.sort(key=lambda e: (filing_key(filing.get(e.heading, e.heading)), e.heading))
    entries = list(_anchored(entries))
    grouped = groupby(entries, key=lambda e: _letter(filing.get(e.heading, e.heading)))
    return Index(tuple((letter, tuple(group)) for letter, group in grouped))


def _anchored(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, with anchors for the headings that others refer to."""
    wanted = {entry.see for entry in entries}
    heads = (e.heading for e in entries if not e.see and e.heading in wanted)
    anchors = {heading: f"index-{number}" for number, heading in enumerate(heads, 1)}
    for entry in entries:
        id = "" if entry.see else anchors.get(entry.heading, "")
        yield replace(entry, id=id, target=anchors.get(entry.see, ""))


@cache
def _collator() -> Callable[[str], tuple[int, ...]]:
    from pyuca import Collator  # its table takes half a second to load: only when needed

    key: Callable[[str], tuple[int, ...]] = Collator().sort_key
    return key


def filing_key(heading: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The key by which a heading is filed: letters up to the comma, then given names by words."""
    bare = re.sub(r"\s*\[.*?\]", "", heading)
    head, _, given = bare.partition(",")
    letters = "".join(char for char in head if char.isalnum())
    return _collator()(letters), _collator()(given.replace(".", " ").strip())


def _letter(filing: str) -> str:
    """The letter of the alphabet with which an entry is filed: O for “Østergaard” too."""
    first = next((char for char in filing if char.isalnum()), "")
    weight = _collator()(first)[:1]
    alike = (letter for letter in ascii_uppercase if _collator()(letter)[:1] == weight)
    return next(alike, first.upper())


def paragraph_locators(entry: Entry) -> tuple[Locator, ...]:
    """Locators by text and paragraph (3.27), or text and note (3n4): for books without pages.

    A place in the front or back matter is cited by the title of the piece.
    """
    return _once((_paragraph(locus), locus.anchor) for locus in entry.loci)


def _paragraph(locus: Locus) -> str:
    if locus.piece:
        return locus.piece
    if locus.note:
        return f"{locus.text}{_note(locus.note)}"
    # What stands before the first numbered paragraph is cited by the text alone.
    return f"{locus.text}.{locus.paragraph}" if locus.paragraph else str(locus.text)


def _note(marker: str) -> str:
    return f"n.{marker.strip('[]')}" if marker.startswith("[") else f"n{marker}"


def _once(labelled: Iterable[tuple[str, str]]) -> tuple[Locator, ...]:
    found: dict[str, str] = {}
    for label, anchor in labelled:
        found.setdefault(label, anchor)
    return tuple(Locator(label, anchor) for label, anchor in found.items())


def page_locators(entry: Entry, label_of: Callable[[str], str]) -> tuple[Locator, ...]:
    """Locators by printed page: once a page, pages in a row merged, notes as 45n3 and 45n.iii."""
    body = _once((label_of(i.anchor), i.anchor) for i in entry.loci if not i.note)
    notes = _once((f"{label_of(i.anchor)}{_note(i.note)}", i.anchor) for i in entry.loci if i.note)
    ordered = sorted((*_merge(body), *notes), key=lambda found: _order(found.label))
    return tuple(ordered)


def _order(label: str) -> tuple[bool, int]:
    """Roman pages first, then page by page; what is left stays: a page, then its notes as read."""
    digits = re.match(r"\d+", label)
    return digits is not None, int(digits[0]) if digits else 0


def _merge(locators: tuple[Locator, ...]) -> list[Locator]:
    """Pages that follow one another become a range; roman pages stay single."""
    merged: list[tuple[int, int, str]] = []
    single = [found for found in locators if not found.label.isdecimal()]
    for found in sorted((f for f in locators if f.label.isdecimal()), key=lambda f: int(f.label)):
        page = int(found.label)
        if merged and merged[-1][1] + 1 == page:
            merged[-1] = (merged[-1][0], page, merged[-1][2])
        else:
            merged.append((page, page, found.anchor))
    ranges = [Locator(str(a) if a == b else elide(a, b), anchor) for a, b, anchor in merged]
    return [*single, *ranges]


def elide(first: int, last: int) -> str:
    """A range of pages, shortened as in The Chicago Manual of Style, 17th ed., 9.61."""
    low, high = str(first), str(last)
    if first < 100 or first % 100 == 0 or len(low) != len(high):
        return f"{low}–{high}"
    if 1 <= first % 100 <= 9 and low[:-2] == high[:-2]:
        return f"{low}–{last % 100}"
    common = next((i for i, (a, b) in enumerate(zip(low, high, strict=True)) if a != b), len(low))
    changed = max(2, len(low) - common)
    return f"{low}–{high[-changed:]}"
