"""The authority file → “People in this book”: who they are, in the words of its identity lines.

Says nothing of a person that the file does not say, and leaves out those of whom it says nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from anthology.document import Blocks, Definition, DefinitionList, Heading, Paragraph, Term, Text
from anthology.filing import Filing, filing_key
from anthology.labels import Labels
from anthology.schema import NamesFile, Person


def people(names: NamesFile, named: Collection[str], filing: Filing, labels: Labels) -> Blocks:
    """The page, in the order of the index; empty if nobody `named` in the book is identified."""
    there = [p for p in names.person if p.category == "person" and p.heading in named]
    known = [person for person in there if person.description or lived(person, labels)]
    if not known:
        return ()
    known.sort(key=lambda p: (filing_key(p.filing or p.heading, filing), p.heading))
    entries = tuple(_entry(person, labels) for person in known)
    return Heading((Text(labels.people),), 1), DefinitionList(entries)


def lived(person: Person, labels: Labels) -> str:
    """The dates as they are printed; "" where none is given."""
    if person.dates or not (person.born and person.died):
        born = labels.born.format(year=person.born) if person.born else ""
        died = labels.died.format(year=person.died) if person.died else ""
        return person.dates or born or died
    shared = person.born[:2] if person.born.isdecimal() and len(person.born) == 4 else ""
    ended = person.died.removeprefix(shared) if len(person.died) == 4 and shared else person.died
    return f"{person.born}–{ended}"


def _entry(person: Person, labels: Labels) -> Definition:
    dates = lived(person, labels)
    term = f"{person.heading} ({dates})" if dates else person.heading
    said = (Paragraph((Text(person.description),)),) if person.description else ()
    return Definition(Term((Text(term),)), said)
