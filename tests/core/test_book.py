"""The stages together: mentions with the paragraph they stand in, the note on the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anthology.book import Book
from anthology.booktext import paragraphs
from anthology.document import Blocks, Heading, ListBlock, Paragraph, leaves, plain, walk
from anthology.locators import paragraph_locators

if TYPE_CHECKING:
    from tests.core.conftest import Desk

NAMES = """\
[[person]]
heading = "Lenin, V. I."
variants = ["Lenin"]
texts = ["one"]

[[person]]
heading = "Cliff, Tony"
variants = ["Cliff"]
"""


def lines(blocks: Blocks) -> list[str]:
    found = (b for b in walk(blocks) if isinstance(b, Paragraph | Heading))
    return [plain(b.children) for b in found]


def test_loci_of_body_notes_and_other_texts(desk: Desk) -> None:
    desk.text(
        "Lenin, a heading\n\nWords.\n\nLenin.[i]\n\nCliff, too.\n\n[i] Cliff.",
        decisions='[[heading]]\nexact = "Lenin, a"\n[[role]]\nexact = "Cliff, too"\n'
        'role = "signature"\n',
        notes="> **Words**\n\nLenin and Lenin.\n",
    )
    desk.text("Lenin and Cliff.", slug="two")
    desk.write("names.toml", NAMES)
    found = {e.heading: [x.label for x in paragraph_locators(e)] for e in desk.book().index.entries}
    assert found == {"Cliff, Tony": ["1.2", "1n.i", "2.1"], "Lenin, V. I.": ["1", "1.2", "1n1"]}


def test_the_number_a_paragraph_is_cited_by(desk: Desk) -> None:
    text = desk.edit(
        "One.\n\nA quote.\n\n1. Item.\n\nEnd.",
        decisions='[[quote]]\nexact = "A quote"\n[[heading]]\nexact = "End"\n',
    )
    shown = [
        (number, plain(b.children))
        for number, b in paragraphs(text.body)
        if isinstance(b, Paragraph | Heading)
    ]
    assert shown == [("1", "One."), ("2", "A quote."), ("3", "Item."), ("3", "End.")]


def test_the_note_on_the_texts(desk: Desk) -> None:
    desk.text(
        'Debris.\n\n"One" is teh word.\n\nA slip.[i]\n\nSecret.\n\n[i] Anohter.',
        decisions=(
            '[[omit]]\nexact = "Debris."\nreason = "the site’s"\n'
            '[[withhold]]\nexact = "Secret."\nreason = "an address"\n'
            '[[emend]]\nexact = "teh"\nnew = "the"\nreason = "letters exchanged"\n'
            '[[query]]\nexact = "slip"\nperhaps = "ship"\n'
            '[[query]]\nexact = "Anohter"\n'
        ),
    )
    assert lines(desk.book().textual_note)[2:] == [
        "1. [A Title]",
        "Signs: 2 straight quotation marks made curly.",
        "Left out:",
        "“Debris.” – the site’s.",
        "Withheld, and marked […]:",
        "an address (1 word, decided by the editor).",
        "Changed:",
        "1.1: teh is now the, for it was letters exchanged.",
        "Left as it stands:",
        "1.2: “slip”, perhaps for “ship”.",
        "1n.i: “Anohter”.",
    ]


def test_decisions_without_a_reason_make_whole_sentences(desk: Desk) -> None:
    desk.text(
        "Debris.\n\nOne teh word, word.\n\nSecret.",
        decisions=(
            '[[omit]]\nexact = "Debris."\n[[withhold]]\nexact = "Secret."\n'
            '[[emend]]\nexact = "teh"\nnew = "the"\n'
            '[[emend]]\nexact = ", word"\nnew = ""\n'
        ),
    )
    assert lines(desk.book().textual_note)[3:] == [
        "No sign was changed and no form supplied.",
        "Left out:",
        "“Debris.”.",
        "Withheld, and marked […]:",
        "a passage (1 word, decided by the editor).",
        "Changed:",
        "1.1: teh is now the.",
        "1.1: , word is taken out.",
    ]


def test_a_list_in_the_note_is_a_list(desk: Desk) -> None:
    desk.text("One.\n\nTwo.", decisions='[[omit]]\nexact = "Two."\nreason = "x"\n')
    assert isinstance(desk.book().textual_note[-1], ListBlock)


def test_what_is_recorded_of_each_text(desk: Desk) -> None:
    desk.text("One.", entry='title = "[A]"\nsupplied = true\ndate = "1999"\naddress = "x.y"')
    assert lines(desk.book().sources) == [
        "Sources and rights",
        "No permission is recorded; this notice grants none. "
        "Ask the rights holders before copying or passing on.",
        "1. [A]",
        "Nobody. 1999.",
        "Where it comes from is not recorded.",
        "Address: x.y",
        "No permission is recorded.",
    ]


def test_words_the_book_says_have_no_place_in_a_source(book: Book) -> None:
    assert all(leaf.span is None for leaf in leaves(book.textual_note))
    assert all(leaf.span is None for leaf in leaves(book.sources))
