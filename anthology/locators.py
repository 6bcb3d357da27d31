"""Places → what an index prints for them: pages or paragraphs, ranges, notes, parts by text.

Pages are asked for by anchor; nothing here knows where they come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Literal

from anthology.elision import Elision, elide
from anthology.index import Entry, Locus

Kind = Literal[
    "page", "piece", "paragraph", "text", "author", "note", "notes", "own-note", "own-notes"
]

MOST = 6
"""More locators than these in a row help no reader: the heading is divided by texts."""


@dataclass(frozen=True, slots=True)
class Locator:
    """What is printed for one or more places, and the anchor of the first.

    `place` is the first page, or the text, `note` the notes or the paragraph as the label has them;
    `whole`: the text, or piece, that it belongs to.
    """

    label: str
    anchor: str
    whole: str = ""
    kind: Kind = "page"
    place: str = ""
    note: str = ""

    @property
    def is_range(self) -> bool:
        """Whether it stands for more than one page or note."""
        return "–" in self.label


@dataclass(frozen=True, slots=True)
class Part:
    """Locators of one heading: those under a subentry, the `title` of a text, or under none."""

    title: str
    locators: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Paging:
    """What tells the page of an anchor, and a text's last page by its id; "" if it has none."""

    page: Callable[[str], str]
    last: Callable[[str], str]


Locate = Callable[[Entry], tuple[Locator, ...]]


def parts(entry: Entry, locate: Locate, titles: Mapping[str, str]) -> tuple[Part, ...]:
    """The locators of an entry; of one with more than six, by text, unless it is a minor one.

    `titles`: of texts by their numbers. What the person wrote stands before the subentries.
    """
    found = locate(entry)
    written = tuple(one for one in found if one.kind == "author")
    other = tuple(one for one in found if one.kind != "author")
    wholes = dict.fromkeys(one.whole for one in other)
    if entry.minor or len(found) <= MOST or len(wholes) < 2:
        return (Part("", found),)
    divided = (
        Part(titles.get(whole, whole), tuple(one for one in other if one.whole == whole))
        for whole in wholes
    )
    return (Part("", written), *divided)


def paragraph_locators(entry: Entry) -> tuple[Locator, ...]:
    """Locators by text and paragraph (3.27), or text and note (3n4): for books without pages.

    A place in the front or back matter is cited by the title of the piece.
    """
    found: list[Locator] = []
    for whole, loci in groupby(_foreign(entry.loci), key=_whole):
        there = tuple(loci)
        found += _once(_by_paragraph(locus) for locus in there if not locus.note)
        found += _notes(partial(_text_of, whole), [locus for locus in there if locus.note])
    return tuple(found)


def _text_of(whole: str, _: Locus) -> str:
    return whole


def _by_paragraph(locus: Locus) -> Locator:
    whole = _whole(locus)
    if locus.piece:
        return Locator(whole, locus.anchor, whole, "piece")
    if locus.author:
        return Locator(whole, locus.anchor, whole, "author", whole)
    if not locus.paragraph:  # what stands before the first numbered paragraph
        return Locator(whole, locus.anchor, whole, "text", whole)
    label = f"{whole}.{locus.paragraph}"
    return Locator(label, locus.anchor, whole, "paragraph", whole, locus.paragraph)


def _whole(locus: Locus) -> str:
    """The number of the text, or the title of the piece, in which a place is."""
    return locus.piece or str(locus.text)


def _foreign(loci: Iterable[Locus]) -> tuple[Locus, ...]:
    """The places without those in the words of a text by the person: these are its pages."""
    loci = tuple(loci)
    written = {locus.text for locus in loci if locus.author}
    return tuple(i for i in loci if i.author or i.note or i.text not in written)


def page_locators(entry: Entry, paging: Paging, style: Elision = "chicago") -> tuple[Locator, ...]:
    """Locators by printed page, in the order of the pages.

    A page stands once: who is named in its text and in a note on it has the page alone. Pages that
    follow one another in one text make a range, if each of them names the person. Places without a
    page, in a book that has grown since it was printed, come last, by paragraph.
    """
    unpaged = tuple(i for i in entry.loci if not paging.page(i.anchor))
    loci = tuple(i for i in _foreign(entry.loci) if i not in unpaged)
    written = [_written(locus, paging, style) for locus in loci if locus.author]
    pages: dict[tuple[str, str], Locus] = {}
    for locus in loci:
        if not locus.note and not locus.author:
            pages.setdefault((paging.page(locus.anchor), _whole(locus)), locus)
    named = {page for page, _ in pages}
    apart = [i for i in loci if i.note and paging.page(i.anchor) not in named]
    notes = _notes(lambda locus: paging.page(locus.anchor), apart)
    found = (*written, *_ranges(pages, style), *notes)
    ordered = sorted(found, key=lambda one: (_number(one.place), "note" in one.kind))
    return (*ordered, *paragraph_locators(replace(entry, loci=unpaged)))


def _written(locus: Locus, paging: Paging, style: Elision) -> Locator:
    first, last = paging.page(locus.anchor), paging.last(locus.anchor)
    label = _span(first, last, style)
    return Locator(label, locus.anchor, _whole(locus), "author", first)


def _ranges(pages: Mapping[tuple[str, str], Locus], style: Elision) -> Iterator[Locator]:
    """The pages in order; those in a row, and in one text, as one range."""
    ordered = sorted(pages, key=lambda page: (_number(page[0]), page[1]))
    runs: list[list[tuple[str, str]]] = []
    for page, whole in ordered:
        last = runs[-1][-1] if runs else ("", "")
        if last[1] == whole and _follows(_number(last[0]), _number(page)):
            runs[-1].append((page, whole))
        else:
            runs.append([(page, whole)])
    for run in runs:
        (first, whole), (last_page, _) = run[0], run[-1]
        label = _span(first, last_page, style)
        yield Locator(label, pages[run[0]].anchor, whole, "page", first)


def _span(first: str, last: str, style: Elision) -> str:
    """One page, or a range of them; only arabic numbers are shortened."""
    if first == last:
        return first
    if first.isdecimal() and last.isdecimal():
        return elide(int(first), int(last), style)
    return f"{first}–{last}"


def _notes(place_of: Callable[[Locus], str], loci: Sequence[Locus]) -> Iterator[Locator]:
    """Notes by their place: 45n3, 45nn3–4 for those in a row; the author's 45n.iii."""
    found: dict[tuple[str, bool], dict[str, Locus]] = {}
    for locus in loci:
        series = (place_of(locus), locus.note.startswith("["))
        found.setdefault(series, {}).setdefault(locus.note.strip("[]"), locus)
    for (place, own), notes in found.items():
        for run in _in_a_row(sorted(notes, key=_number)):
            yield _note(place, own, run, notes[run[0]])


def _in_a_row(markers: Iterable[str]) -> list[list[str]]:
    runs: list[list[str]] = []
    for marker in markers:
        if runs and _follows(_number(runs[-1][-1]), _number(marker)):
            runs[-1].append(marker)
        else:
            runs.append([marker])
    return runs


def _note(place: str, own: bool, run: Sequence[str], first: Locus) -> Locator:
    said = run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}"
    sign = f"{'n' if len(run) == 1 else 'nn'}{'.' if own else ''}"
    kinds: tuple[Kind, Kind] = ("own-note", "own-notes") if own else ("note", "notes")
    kind = kinds[len(run) > 1]
    return Locator(f"{place}{sign}{said}", first.anchor, _whole(first), kind, place, said)


def _once(locators: Iterable[Locator]) -> tuple[Locator, ...]:
    found: dict[str, Locator] = {}
    for locator in locators:
        found.setdefault(locator.label, locator)
    return tuple(found.values())


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_NO_NUMBER = (2, 0)


def _number(label: str) -> tuple[int, int]:
    """A page or marker as a number to sort by: roman ones first, what is none last."""
    if label.isdecimal():
        return 1, int(label)
    if not re.fullmatch("[ivxlcdm]+", label):
        return _NO_NUMBER
    values = [_ROMAN[letter] for letter in label]
    after = [*values[1:], 0]
    return 0, sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def _follows(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the second number is the next after the first, both being roman or both arabic."""
    return one != _NO_NUMBER and other == (one[0], one[1] + 1)
