"""Advice on names and abbreviations in the editor's own words. Reports warnings, never mends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.book import Book
from anthology.diagnostic import Diagnostic, Place
from anthology.document import Blocks, Flow, Heading, plain, walk
from anthology.edition import Edition
from anthology.lint_notes import warning
from anthology.names import finder

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


def editors_words(book: Book) -> Iterator[tuple[str, str, Blocks]]:
    """Each piece that the editor wrote: its file, the slug of its text, if any, and its blocks."""
    for id, blocks in book.pieces:
        if id in WRITTEN:
            yield f"{id}.md", "", blocks
    for text in book.texts:
        slug = text.entry.slug
        yield f"headnotes/{slug}.md", slug, text.headnote
        notes = (note for note in text.notes if note.series == "editor")
        yield f"notes/{slug}.md", slug, tuple(b for note in notes for b in note.blocks)


WRITTEN = frozenset({"introduction", "content-note", "chronology", "colophon"})


def _paragraphs(blocks: Blocks) -> Iterator[str]:
    for block in walk(blocks):
        if isinstance(block, Flow) and not isinstance(block, Heading):
            yield plain(block.children)


def unindexed_persons(book: Book, edition: Edition) -> Iterator[Diagnostic]:
    """Persons with dates in the editor's words whom the names list does not have."""
    told = set[str]()
    for file, slug, blocks in editors_words(book):
        known = finder(edition.names, slug)
        for words in _paragraphs(blocks):
            places = [(start, end) for start, end, _ in known.find(words)]
            for found in _DATED.finditer(words):
                name = found[1]
                inside = any(s < found.end(1) and found.start(1) < e for s, e in places)
                if inside or name in told or _is_body(name):
                    continue
                told.add(name)
                hint = "add a [[person]] to names.toml, or [[not-a-name]] if it is none"
                yield warning("person-unindexed", f"{name} is not in the index", Place(file), hint)


def _is_body(name: str) -> bool:
    return any(word.casefold() in _BODIES for word in name.split())


def unexplained_abbreviations(book: Book, edition: Edition) -> Iterator[Diagnostic]:
    """Abbreviations in the editor's words that are explained nowhere, or only later."""
    listed = {entry.short for entry in edition.abbreviations.abbreviation}
    for file, _, blocks in editors_words(book):
        if file == "colophon.md":  # which speaks of tools and faces by their names
            continue
        words = "\n".join(_paragraphs(blocks))
        for short in dict.fromkeys(_ABBREVIATION.findall(words)):
            if short in listed or short in _COMMON or _ROMAN.fullmatch(short):
                continue
            first = words.index(short)
            explained = _explained(words, short)
            if explained is None:
                hint = "write it out in brackets at its first use, or add it to abbreviations.toml"
                message = f"“{short}” is not explained"
                yield warning("abbreviation-unexplained", message, Place(file), hint)
            elif explained > first:
                hint = "explain it where it stands first"
                message = f"“{short}” is used before it is explained"
                yield warning("abbreviation-late", message, Place(file), hint)


def _explained(words: str, short: str) -> int | None:
    """Where an abbreviation stands with its full form: `Full Form (FF)` or `FF (Full Form)`."""
    form = re.escape(short)
    found = re.search(rf"\w\s+\(({form})\)|({form})\s+\([^\W\d_]\w+\s[^)]*\)", words)
    if found is None:
        return None
    return found.start(1) if found[1] else found.start(2)
