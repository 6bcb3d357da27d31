"""The promise of the whole core, on any text: each word in the book or in the ledger, once."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from anthology.book import Book, make_book
from anthology.check import check
from anthology.collation.expected import expected_texts
from anthology.collation.streams import words
from anthology.diagnostic import EditionError, Severity
from anthology.document import Blocks, Flow, LineBreak, Text, query, walk
from anthology.edition import EditedText, Edition
from anthology.read.plain import emphasized
from anthology.read.plaintext import read_plaintext
from anthology.schema import (
    DecisionsFile,
    EditionFile,
    Emendation,
    FactsFile,
    NamesFile,
    NumbersFile,
    Person,
    Quoted,
    RightsFile,
    TextEntry,
)
from anthology.span import Source

PIECES = st.sampled_from(
    [
        *"Lenin wrote: ‘so’ \"it\" is 'n' *em* - – . . .; ? ! (c) [i] [1] don't Anna’s".split(),
        *(" ", "  ", "\u00a0", "\n", "\n\n", "\n\n\n", "\n  1. ", "\n  • ", "\n- ", "\n2. ", " ?"),
    ]
)
TEXTS = st.lists(PIECES, min_size=3, max_size=40).map(" ".join)


def edition_of(text: str, decisions: DecisionsFile) -> Edition:
    entry = TextEntry(
        slug="one", number=1, source="s", title="[A]", byline="N", supplied=True, language="en"
    )
    names = NamesFile(person=(Person(heading="Lenin", variants=("Lenin",)),))
    empty = Source("none", "")
    one = EditedText(
        entry,
        emphasized(read_plaintext(text.encode(), "s"), decisions.markup),
        decisions,
        "",
        NumbersFile(),
        empty,
        empty,
    )
    file = EditionFile("T", "en", "urn:uuid:0", datetime.date(2026, 1, 2), (entry,))
    rights = RightsFile()
    return Edition(
        Path(), file, (one,), names, "", rights, "", (), FactsFile(), "", empty, empty, ()
    )


def holds(book: Book, edition: Edition) -> None:
    assert [d for d in check(book, edition, whole=False) if d.severity is Severity.ERROR] == []
    (text,) = book.texts
    streams = {stream.key: stream.words for stream in expected_texts(book)}
    assert _shown(text.body) == streams["t1b"]
    for note in text.notes:
        assert _shown(note.blocks) == streams[note.id]


def _shown(blocks: Blocks) -> tuple[str, ...]:
    """The words of blocks, a line's end and a block's end a space, a call and […] nothing."""
    found = []
    for block in walk(blocks):
        for inline in query(block.children) if isinstance(block, Flow) else ():
            found.append(inline.text if isinstance(inline, Text) else "")
            found.append(" " if isinstance(inline, LineBreak) else "")
        found.append("\n")
    return words("".join(found))


@given(TEXTS, st.booleans())
def test_without_decisions(text: str, stars: bool) -> None:
    assume(text.strip())
    assume(any(char.isalnum() for char in text))
    edition = edition_of(text, DecisionsFile(markup="asterisks" if stars else "none"))
    holds(make_book(edition), edition)


@given(TEXTS, TEXTS, st.sampled_from(["x", '"two words"', "", "’s", "*"]))
def test_with_words_left_out_and_changed(before: str, after: str, new: str) -> None:
    """Wherever in a paragraph a passage is omitted or emended, ledger and book agree."""
    text = f"Begin {before} QQ {after} ZZ ZZ2 end"
    edition = edition_of(
        text,
        DecisionsFile(
            markup="asterisks",
            omit=(Quoted(exact="QQ"),),
            emend=(Emendation(exact="ZZ ZZ2", new=new),),
        ),
    )
    holds(make_book(edition), edition)


@given(TEXTS, TEXTS, TEXTS, st.sampled_from(["withhold", "abridge", "omit"]))
def test_with_a_passage_taken_out(before: str, inside: str, after: str, key: str) -> None:
    """Wherever it begins and ends, no word of it is printed, and each other one is."""
    text = f"Begin {before} QQ {inside} ZZ {after} end"
    place = (Quoted(from_="QQ", to="ZZ", reason="x"),)
    edition = edition_of(text, msgspec.structs.replace(DecisionsFile(), **{key: place}))
    try:
        book = make_book(edition)
    except EditionError as error:  # a note whose call is left out as debris is the editor's to see
        assume(error.diagnostics[0].rule != "note-unpaired")
        raise
    holds(book, edition)
    assert not {"QQ", "ZZ"} & {word for s in expected_texts(book) for word in s.words}
