"""Who made the book, for the catalogue: the editor, and the authors of each text.

A name is filed as names.toml or edition.toml says; where neither does, the order of its parts is
not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from anthology.labels import ENGLISH, Labels
from anthology.names import finder
from anthology.schema import Author, EditionFile, NamesFile, TextEntry

Role = Literal["edt", "aut", "att", "trl"]
"""A relator of MARC: editor, author, attributed name, translator."""

_ROLES: dict[str, Role] = {"author": "aut", "attributed": "att", "translator": "trl"}


@dataclass(frozen=True, slots=True)
class Creator:
    """A name as it is printed, its role, and how it is filed ("" where that is not on record).

    `text`: the slug of the text that they wrote, "" for the editor of the book.
    """

    name: str
    role: Role
    file_as: str = ""
    text: str = ""


def creators(edition: EditionFile, names: NamesFile, labels: Labels) -> tuple[Creator, ...]:
    """The editor and then the authors, text by text; an author of two texts comes twice."""
    found = [creator for entry in edition.text for creator in _of_text(entry, names, labels)]
    return (*_editor(edition, names), *found)


def _editor(edition: EditionFile, names: NamesFile) -> Iterator[Creator]:
    if edition.editor:
        known = {form: p.heading for p in names.person for form in p.forms("introduction")}
        filed = edition.editor_file_as or known.get(edition.editor, "")
        yield Creator(edition.editor, "edt", filed)


def _of_text(entry: TextEntry, names: NamesFile, labels: Labels) -> Iterator[Creator]:
    known = {form: p.heading for p in names.person for form in p.forms(entry.slug)}
    if entry.author is not None:
        yield from (_declared(author, known, entry.slug) for author in entry.author)
    else:
        yield from _from_byline(entry, names, labels)


def _declared(author: Author, known: dict[str, str], slug: str) -> Creator:
    filed = author.file_as or known.get(author.name, "")
    return Creator(author.name, _ROLES[author.role], filed, slug)


def _from_byline(entry: TextEntry, names: NamesFile, labels: Labels) -> Iterator[Creator]:
    """The persons whom the byline names; with none, the byline itself, unless it names nobody.

    A name in square brackets is one that the editor attributes the text to.
    """
    words = entry.byline
    found = [f for f in finder(names, entry.slug).find(words) if _whole(words, f[0], f[1])]
    for start, end, heading in found:
        bracketed = words[:start].count("[") > words[:start].count("]")
        name = f"[{words[start:end]}]" if bracketed else words[start:end]
        yield Creator(name, "att" if bracketed else "aut", heading, entry.slug)
    bare = words.strip(" [].").casefold()
    nobody = f"{labels.unsigned}|{ENGLISH.unsigned}".casefold().split("|")
    if not found and bare and bare not in nobody:
        role: Role = "att" if words.startswith("[") and words.endswith("]") else "aut"
        yield Creator(words, role, "", entry.slug)


def _whole(words: str, start: int, end: int) -> bool:
    """Whether a form is the whole of a name: no other name stands right beside it."""
    before, after = words[:start].split(), words[end:].split()
    beside = [w for w in (before[-1:], after[:1]) if w]
    return not any(word[0][:1].isupper() for word in beside)
