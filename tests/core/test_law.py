"""The promise of the whole core, on any text: each word in the book or in the ledger, once."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from anthology.book import Book, make_book
from anthology.check import check
from anthology.collation.streams import words
from anthology.document import Heading, Paragraph, plain, walk
from anthology.edition import EditedText, Edition
from anthology.ledger import printed
from anthology.read.plain import plain_reading
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
        plain_reading(Source("s", text), "auto", decisions.markup),
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
    assert check(book, edition, whole=False) == ()
    (text,) = book.texts
    shown = (plain(b.children) for b in walk(text.body) if isinstance(b, Paragraph | Heading))
    expected = printed(text.source, 0, len(text.source.text), text.ledger)
    assert words("\n".join(shown)) == words(expected)


@given(TEXTS, st.booleans())
def test_without_decisions(text: str, stars: bool) -> None:
    assume(text.strip())
    assume(not text.rstrip().split("\n")[-1].lstrip().startswith("["))  # no notes at the end
    edition = edition_of(text, DecisionsFile(markup="asterisks" if stars else "none"))
    holds(make_book(edition), edition)


@given(TEXTS, TEXTS, st.sampled_from(["x", '"two words"', "", "’s", "*"]))
def test_with_words_left_out_and_changed(before: str, after: str, new: str) -> None:
    """Wherever in a paragraph a passage is omitted or emended, ledger and book agree."""
    text = f"Begin {before} QQ {after} ZZ ZZ2 end"
    assume(not re.search(r"(?m)^\s*\[", text))  # no notes at the end
    edition = edition_of(
        text,
        DecisionsFile(
            markup="asterisks",
            omit=(Quoted(exact="QQ"),),
            emend=(Emendation(exact="ZZ ZZ2", new=new),),
        ),
    )
    holds(make_book(edition), edition)
