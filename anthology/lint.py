"""Advice to editors: what is allowed, and yet seldom meant. The list of the rules.

Every rule has an id, a sentence and an example, of which docs/rules.md is made. Reports warnings
and never mends; an edition switches a rule off by its id: `[check] off = ["note-long"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anthology.book import Book
from anthology.diagnostic import Diagnostic, Place
from anthology.edition import EDITION, Edition
from anthology.lint_notes import DENSE, LONG, NOTE_RULES, WITHIN, facts, warning
from anthology.lint_words import (
    WRITTEN,
    dated,
    shorts,
    unexplained_abbreviations,
    unindexed_persons,
)
from anthology.textcheck import Looked


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, what it says, an example; `advice`: it may be switched off."""

    id: str
    sentence: str
    example: str
    advice: bool = True


RULES = (
    Rule("note-place", "A note has no place: no line of the text is quoted above it.",
         "a paragraph at the head of a notes file", advice=False),
    Rule("note-empty", "A place has no note: nothing stands below the quoted line.",
         "two quoted lines, one after the other", advice=False),
    Rule("decision-idle", "A decision changes nothing in the book.",
         "a [[join]] of two paragraphs that are one already", advice=False),
    Rule("file-stray", "A file is named like that of a text, but no text is called so.",
         "notes/critic.md, where the text is called critique", advice=False),
    Rule("note-long", f"An editor’s note has more than {LONG} words.",
         "a note that tells the whole history of a party"),
    Rule("note-doubled", "Two notes are called from the same word.",
         "“the IMT” has note 1 and note 2"),
    Rule("note-in-word", "A note is called from the midst of a word.",
         "a note on “working clas” of the words “working class”"),
    Rule("notes-dense", f"{DENSE} notes are called within {WITHIN} words.",
         "a paragraph in which every name has a note"),
    Rule("fact-missing", "In an edition with a fact sheet, a note names no fact.",
         "a note without a comment such as <!-- F12 -->"),
    Rule("fact-unknown", "A note names a fact that the fact sheet does not have.",
         "<!-- F99 -->, where the sheet ends with F57"),
    Rule("fact-barred", "A note rests on a fact that is marked “hold” or “drop”.",
         "a note on F50, which waits to be checked", advice=False),
    Rule("fact-unprinted", "A fact is marked “print”, and no note prints it.",
         "F12 is marked “print”; its note was taken out"),
    Rule("person-unindexed", "The editor’s words date a person whom names.toml lacks.",
         "“Rosa Luxemburg (1871–1919)” in a note, and no [[person]] for her"),
    Rule("abbreviation-unexplained", "The editor’s words use an abbreviation explained nowhere.",
         "“the SFIO” in a note, and neither a full form beside it nor an entry"),
    Rule("abbreviation-late", "The editor’s words explain an abbreviation after its first use.",
         "“The LCR dissolved itself. The Ligue communiste révolutionnaire (LCR) …”"),
)  # fmt: skip


def advice(book: Book, edition: Edition, looked: Sequence[Looked]) -> Iterator[Diagnostic]:
    """All advice that the edition has not switched off; `looked`: what was seen of each text."""
    off = set(edition.file.check.off)
    known = {rule.id for rule in RULES if rule.advice}
    for id in sorted(off - known):
        hint = f"rules: {', '.join(sorted(known))}"
        yield warning("rule-unknown", f"[check] off: there is no rule “{id}”", Place(EDITION), hint)
    yield from (found for found in _all(book, edition, looked) if found.rule not in off & known)


def _all(book: Book, edition: Edition, looked: Sequence[Looked]) -> Iterator[Diagnostic]:
    for rule in NOTE_RULES:
        yield from (found for one in looked for found in one.found[rule.__name__])
    yield from facts(edition)
    pieces = [(f"{id}.md", blocks) for id, blocks in book.pieces if id in WRITTEN]
    slugs = (text.entry.slug for text in book.texts)
    persons = [("", one) for file, blocks in pieces for one in dated(file, blocks)]
    persons += [(s, one) for s, seen in zip(slugs, looked, strict=True) for one in seen.dated]
    yield from unindexed_persons(persons, edition.names)
    short = [one for file, blocks in pieces for one in shorts(file, blocks)]
    short += [one for seen in looked for one in seen.shorts]
    listed = {entry.short for entry in edition.abbreviations.abbreviation}
    yield from unexplained_abbreviations(short, listed)


def rules_page() -> str:
    """docs/rules.md: what the rules are."""
    lines = [
        "# Rules for editors\n",
        "What `anthology check` says of an edition besides plain errors. This page is made from",
        "the program (`pytest --accept`). A rule of advice is switched off in `edition.toml`:\n",
        '```toml\n[check]\noff = ["note-long"]\n```\n',
        "| rule | what it finds | for example | |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{r.id}` | {r.sentence} | {r.example.replace('<', '&lt;')} "
        f"| {'advice' if r.advice else 'always'} |"
        for r in RULES
    ]
    return "\n".join(lines) + "\n"
