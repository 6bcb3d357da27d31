"""Advice on names and abbreviations in the editor's own words. Reports warnings, never mends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from anthology.booktext import BookText
from anthology.diagnostic import Diagnostic, Place
from anthology.document import Blocks, Flow, Heading, plain, walk
from anthology.lint_notes import warning
from anthology.names import finder
from anthology.schema import NamesFile

_NAME = r"(?:\w\.|[^\W\d_a-z][\w’'-]+)(?:\s+(?:\w\.|d[aeiu]|de|van|von|der|[^\W\d_a-z][\w’'-]+))+"
_YEARS = r"\((?:(?:born|b\.)\s+(?:c\.\s*)?\d{4}|(?:c\.\s*)?\d{4}\s*[–-]\s*(?:c\.\s*)?\d{2,4})\)"
_DATED = re.compile(rf"({_NAME})\s*{_YEARS}")
_BODIES = frozenset(
    """association bureau center centre club commission committee conference congress council
    federation front group international league left movement network office organization
    organisation party press project revolution section society tendency union war""".split()
)
"""What an organization or event is called: it has dates, and is no person."""

_ABBREVIATION = re.compile(r"(?<![\w.&/-])[A-Z][A-Z&]*[A-Z](?:-[A-Z]+)?(?![\w&/-])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_COMMON = frozenset("AD BC EPUB EU ISBN PDF TV UK UN US USA USSR".split())
"""What no reader looks up."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A name with dates behind it, and the words in which it stands from `start` to `end`."""

    file: str
    words: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Short:
    """An abbreviation that a piece does not explain, or only later (`late`)."""

    file: str
    short: str
    late: bool


def editors_words(text: BookText) -> Iterator[tuple[str, Blocks]]:
    """What the editor wrote on a text, with the names of the files."""
    slug = text.entry.slug
    yield f"headnotes/{slug}.md", text.headnote
    notes = (note for note in text.notes if note.series == "editor")
    yield f"notes/{slug}.md", tuple(b for note in notes for b in note.blocks)


WRITTEN = frozenset({"introduction", "content-note", "chronology", "colophon"})
"""The pieces that the editor wrote."""


def _paragraphs(blocks: Blocks) -> Iterator[str]:
    for block in walk(blocks):
        if isinstance(block, Flow) and not isinstance(block, Heading):
            yield plain(block.children)


def dated(file: str, blocks: Blocks) -> Iterator[Dated]:
    """Who is named with dates in what the editor wrote."""
    for words in _paragraphs(blocks):
        for found in _DATED.finditer(words):
            if not _is_body(found[1]):
                yield Dated(file, words, found[1], *found.span(1))


def _is_body(name: str) -> bool:
    return any(word.casefold() in _BODIES for word in name.split())


def unindexed_persons(found: Iterable[tuple[str, Dated]], names: NamesFile) -> Iterator[Diagnostic]:
    """Those whom the names list does not have; `found` with the slugs of their texts, if any."""
    told = set[str]()
    for slug, one in found:
        known = finder(names, slug).find(one.words)
        inside = any(start < one.end and one.start < end for start, end, _ in known)
        if not inside and one.name not in told:
            told.add(one.name)
            hint = "add a [[person]] to names.toml, or [[not-a-name]] if it is none"
            message = f"{one.name} is not in the index"
            yield warning("person-unindexed", message, Place(one.file), hint)


def shorts(file: str, blocks: Blocks) -> Iterator[Short]:
    """Abbreviations in what the editor wrote that are not explained there, or only later."""
    if file == "colophon.md":  # which speaks of tools and faces by their names
        return
    words = "\n".join(_paragraphs(blocks))
    for short in dict.fromkeys(_ABBREVIATION.findall(words)):
        if short not in _COMMON and not _ROMAN.fullmatch(short):
            explained = _explained(words, short)
            if explained is None or explained > words.index(short):
                yield Short(file, short, explained is not None)


def unexplained_abbreviations(
    found: Iterable[Short], listed: Collection[str]
) -> Iterator[Diagnostic]:
    """Those that the list of abbreviations has not."""
    for one in found:
        if one.short in listed:
            continue
        if one.late:
            rule, message = "abbreviation-late", f"“{one.short}” is used before it is explained"
            hint = "explain it where it stands first"
        else:
            rule, message = "abbreviation-unexplained", f"“{one.short}” is not explained"
            hint = "write it out in brackets at its first use, or add it to abbreviations.toml"
        yield warning(rule, message, Place(one.file), hint)


def _explained(words: str, short: str) -> int | None:
    """Where an abbreviation stands with its full form: `Full Form (FF)` or `FF (Full Form)`."""
    form = re.escape(short)
    found = re.search(rf"\w\s+\(({form})\)|({form})\s+\([^\W\d_]\w+\s[^)]*\)", words)
    if found is None:
        return None
    return found.start(1) if found[1] else found.start(2)
