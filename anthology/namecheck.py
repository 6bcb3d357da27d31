"""The authority file → diagnostics: what it says of headings and forms that cannot be meant.

Reports and never mends. What is claimed twice, or of a text that is not there, `names` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.document import Mention, plain
from anthology.filing import Filing, filing_key
from anthology.names import NAMES, form_key
from anthology.schema import NamesFile
from anthology.tomlfile import line_of


def check_headings(names: NamesFile, toml: str, filing: Filing) -> Iterator[Diagnostic]:
    """Headings without a form or filed alike, and references that lead in a circle or nowhere."""
    yield from _formless(names, toml)
    yield from _alike(names, toml, filing)
    yield from _references(names, toml)
    yield from _related(names, toml)


def _formless(names: NamesFile, toml: str) -> Iterator[Diagnostic]:
    for i, person in enumerate(names.person):
        if not person.scoped:
            yield Diagnostic(
                "name-formless",
                f"“{person.heading}” has no form by which a text could name it",
                Place(NAMES, line_of(toml, "person", i)),
                'write the forms that occur: variants = ["…"]',
            )


def _alike(names: NamesFile, toml: str, filing: Filing) -> Iterator[Diagnostic]:
    """Headings of one index between which no rule decides; a gloss in brackets parts them."""
    before: dict[object, str] = {}
    for i, person in enumerate(names.person):
        gloss = person.heading.partition("[")[2]
        key = (person.category, filing_key(person.filing or person.heading, filing), gloss)
        other = before.setdefault(key, person.heading)
        if other != person.heading:
            yield Diagnostic(
                "name-filed-alike",
                f"“{person.heading}” files like “{other}”: which comes first is chance",
                Place(NAMES, line_of(toml, "person", i)),
                "are they one person? If not, tell them apart by given names, dates or a gloss "
                "in square brackets",
                Severity.WARNING,
            )


def _references(names: NamesFile, toml: str) -> Iterator[Diagnostic]:
    """References that begin at a heading, or end at another reference."""
    headings = {person.heading for person in names.person}
    leads = {see.from_: see.to for see in names.see}
    for i, see in enumerate(names.see):
        place = Place(NAMES, line_of(toml, "see", i))
        if see.from_ == see.to or _comes_back(see.from_, leads):
            yield Diagnostic(
                "name-see-circular",
                f"the reference from “{see.from_}” leads back to it",
                place,
                "let `to` be the heading under which the places stand",
            )
        elif see.from_ in headings:
            yield Diagnostic(
                "name-see-heading",
                f"“{see.from_}” is a heading with places of its own: no “see” can stand there",
                place,
                'make the two one [[person]], or write see-also = ["…"] in its table',
            )


def _comes_back(start: str, leads: dict[str, str]) -> bool:
    passed, at = {start}, leads.get(start)
    while at is not None and at not in passed:
        passed.add(at)
        at = leads.get(at)
    return at == start


def _related(names: NamesFile, toml: str) -> Iterator[Diagnostic]:
    """“See also” to oneself, to no heading, or to one of the other index."""
    categories = {person.heading: person.category for person in names.person}
    for i, person in enumerate(names.person):
        for other in person.see_also:
            if other == person.heading or categories.get(other) != person.category:
                said = "itself" if other == person.heading else f"“{other}”"
                yield Diagnostic(
                    "name-see-also",
                    f"“{person.heading}” sends the reader on to {said}",
                    Place(NAMES, line_of(toml, "person", i, "see-also")),
                    "name another heading of the same index, as it is spelled there",
                )


def form_of(mention: Mention) -> str:
    """The form in which a mention names its person, as forms are compared."""
    return form_key(mention.form or plain(mention.children))


def unused_forms(
    names: NamesFile, toml: str, seen: Iterable[tuple[str, str, str]]
) -> Iterator[Diagnostic]:
    """Forms of persons who are named, that occur nowhere.

    `seen`: of each mention its text, heading and form.
    """
    used: dict[tuple[str, str], set[str]] = {}
    for text, heading, form in seen:
        used.setdefault((heading, form), set()).add(text)
    headings = {heading for heading, _ in used}
    for i, person in enumerate(names.person):
        for form, texts in person.scoped if person.heading in headings else ():
            found = used.get((person.heading, form_key(form)), set())
            if not (found & set(texts) if texts else found):
                yield Diagnostic(
                    "name-variant-unused",
                    f"“{form}” names “{person.heading}” nowhere in the book",
                    Place(NAMES, line_of(toml, "person", i)),
                    "take the form out, or correct it; inside a title or a longer form it does "
                    "not count",
                    Severity.WARNING,
                )
