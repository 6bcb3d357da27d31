"""Abbreviations: marked at their first use, with the meaning of their place, never by a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.abbreviations import Reader, pattern_of
from anthology.check import check
from anthology.diagnostic import EditionError, Severity
from anthology.document import (
    Abbreviation,
    Blocks,
    Code,
    CrossRef,
    DefinitionList,
    Emphasis,
    Flow,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Link,
    Mention,
    NoteRef,
    Paragraph,
    Text,
    inlines_of,
    leaves,
    plain,
    walk,
)
from anthology.schema import AbbreviationEntry, AbbreviationsFile

if TYPE_CHECKING:
    from tests.core.conftest import Desk

FILE = AbbreviationsFile((AbbreviationEntry("ISO", "Int. Soc. Org."),))
READER = Reader(pattern_of(["ISO"]), lambda _, __: 0, FILE, "en", "en")


def marked(*inlines: Inline) -> Inlines:
    (block,) = READER.mark((Paragraph(inlines),))
    assert isinstance(block, Paragraph)
    assert plain(block.children) == plain(inlines)
    return block.children


def abbreviations(blocks: Blocks) -> list[tuple[str, str]]:
    found = (i for i in inlines_of(blocks) if isinstance(i, Abbreviation))
    return [(plain((i,)), i.full) for i in found]


ISO = Abbreviation("Int. Soc. Org.", (Text("ISO"),))


# --- Where one is marked --------------------------------------------------------------------------


def test_the_first_use_alone_is_marked() -> None:
    assert marked(Text("The ISO’s ISO.")) == (Text("The "), ISO, Text("’s ISO."))


@pytest.mark.parametrize(
    "words",
    ["ISOs", "iso", "the pro-ISO left", "ISO-led", "see www.iso.org/ISO", "https://a.b/ISO",
     "failedharvest.com/ISO", "ISO.com", "ISO@example.org", "ISO_X", "MISO"],
)  # fmt: skip
def test_never_in_a_longer_word_or_an_address(words: str) -> None:
    assert marked(Text(f"{words} here")) == (Text(f"{words} here"),)


@pytest.mark.parametrize("words", ["(ISO)", "ISO/IS", "l’ISO,", "“ISO”.", "ISO", "U.S./ISO"])
def test_signs_beside_it_do_not_matter(words: str) -> None:
    assert ISO in marked(Text(words))


@pytest.mark.parametrize(
    "closed",
    [
        Code((Text("ISO"),)),
        Link("https://example.org", (Text("the ISO"),)),
        CrossRef("t1p1", (Text("ISO"),)),
        Abbreviation("Another", (Text("ISO"),)),
        Emphasis((Link("https://example.org", (Text("ISO"),)),)),
    ],
)
def test_code_links_and_abbreviations_are_passed_over(closed: Inline) -> None:
    assert marked(closed, Text(" and ISO")) == (closed, Text(" and "), ISO)


def test_headings_are_passed_over() -> None:
    heading, paragraph = Heading((Text("The ISO"),)), Paragraph((Text("ISO"),))
    assert READER.mark((heading, paragraph)) == (heading, Paragraph((ISO,)))


def test_it_stands_inside_what_holds_it() -> None:
    inside = Emphasis((Text("the ISO today"),))
    assert marked(inside) == (Emphasis((Text("the "), ISO, Text(" today"))),)
    name = Mention("Nobody", "t1m1", (Text("ISO man"),))
    assert marked(name) == (Mention("Nobody", "t1m1", (ISO, Text(" man"))),)


def test_emphasis_is_cut_where_it_must_be_and_a_name_never() -> None:
    assert marked(Text("the I"), Emphasis((Text("SO so"),))) == (
        Text("the "),
        Abbreviation("Int. Soc. Org.", (Text("I"), Emphasis((Text("SO"),)))),
        Emphasis((Text(" so"),)),
    )
    half = Text("the I"), Mention("Nobody", "t1m1", (Text("SO so"),))
    assert marked(*half) == half


def test_note_calls_stay_beside_it() -> None:
    before, after = NoteRef("t1n1"), NoteRef("t1n2")
    assert marked(before, Text("ISO"), after) == (before, ISO, after)
    between = Text("IS"), before, Text("O")
    assert marked(*between) == between


# --- What it means --------------------------------------------------------------------------------

TWO = """\
[[abbreviation]]
short = "SWP"
full = "British party"
texts = ["one", "two"]

[[abbreviation.place]]
text = "three"
exact = "the SWP of Cliff"

[[abbreviation]]
short = "SWP"
full = "American party"
note = "See [](#3.2)."
texts = ["three"]

[[abbreviation.unresolved]]
text = "two"
exact = "which SWP"

[[abbreviation]]
short = "LCR"
full = "Ligue communiste"
language = "fr"
"""


def three(desk: Desk, toml: str = TWO) -> None:
    desk.text("The SWP, the LCR.\n\nThe SWP.", slug="one", headnotes="On the SWP.")
    desk.text("None knows which SWP.\n\nThe SWP.", slug="two", headnotes="On the SWP.")
    desk.text(
        "An SWP.\n\nNo, the SWP of *Cliff*.\n\nThis SWP again.", slug="three",
        decisions='markup = "asterisks"', headnotes="On the SWP.",
        notes="> An **SWP**\n\nOf the LCR and the LCR.\n",
    )  # fmt: skip
    desk.write("introduction.md", "# The SWP\n\nThe SWP and the LCR, the LCR.\n")
    desk.write("abbreviations.toml", toml)


def test_texts_places_and_what_stays_open(desk: Desk) -> None:
    three(desk)
    book = desk.book()
    british, american, lcr = ("SWP", "British party"), ("SWP", "American party"), "LCR"
    one, two, last = (abbreviations(text.body) for text in book.texts)
    assert one == [british, (lcr, "Ligue communiste")]
    assert two == [british]
    assert last == [american, british]
    # The first of text two is the open one: the one marked stands in the second paragraph.
    assert abbreviations(book.texts[1].body[:1]) == []


def test_in_the_editors_words_only_what_cannot_be_doubted(desk: Desk) -> None:
    three(desk)
    book = desk.book()
    assert abbreviations(book.introduction) == [("LCR", "Ligue communiste")]
    assert [abbreviations(text.headnote) for text in book.texts] == [
        [("SWP", "British party")], [], [],
    ]  # fmt: skip
    (note,) = book.texts[2].notes
    assert abbreviations(note.blocks) == [("LCR", "Ligue communiste")]


def test_every_word_keeps_its_place(desk: Desk) -> None:
    three(desk)
    assert check(desk.book(), desk.edition()) == ()
    text = desk.book().texts[2]
    for leaf in leaves(text.body):
        assert leaf.span is None or text.source.cut(leaf.span) == leaf.text


def test_the_language_of_what_it_stands_for(desk: Desk) -> None:
    desk.text("La LCR.", entry='title = "[T]"\nsupplied = true\nlanguage = "fr"')
    desk.text("The LCR, the DSA.", slug="two")
    desk.text("La DSA.", slug="three", entry='title = "[T]"\nsupplied = true\nlanguage = "fr"')
    desk.write("abbreviations.toml", TWO[TWO.index('[[abbreviation]]\nshort = "LCR"') :]
               + '\n[[abbreviation]]\nshort = "DSA"\nfull = "Democratic Socialists"\n')  # fmt: skip
    found = [
        [i.language for i in inlines_of(text.body) if isinstance(i, Abbreviation)]
        for text in desk.book().texts
    ]
    assert found == [[""], ["fr", ""], ["en"]]


# --- The list -------------------------------------------------------------------------------------


def test_the_list(desk: Desk) -> None:
    three(desk)
    heading, sentence, listed = desk.book().abbreviations
    assert isinstance(heading, Heading)
    assert isinstance(sentence, Paragraph)
    assert isinstance(listed, DefinitionList)
    assert plain(sentence.children) == "In 2.1 the text does not show which SWP is meant."
    assert [i.target for i in sentence.children if isinstance(i, CrossRef)] == ["t2p1"]
    lines = [
        [plain(b.children) for b in walk((item.term, *item.blocks)) if isinstance(b, Flow)]
        for item in listed.items
    ]
    assert lines == [
        ["LCR", "Ligue communiste"],
        ["SWP", "American party. In text 3.", "See 3.2."],
        ["SWP", "British party. In texts 1, 2 and 3."],
    ]
    assert [i for i in inlines_of((listed,)) if isinstance(i, Foreign)] == [
        Foreign("fr", (Text("Ligue communiste"),))
    ]


def test_without_the_file_there_is_no_list(desk: Desk) -> None:
    desk.text("The SWP.")
    book = desk.book()
    assert (book.abbreviations, abbreviations(book.texts[0].body)) == ((), [])


def test_one_that_is_used_nowhere_is_told_and_not_listed(desk: Desk) -> None:
    desk.text("The SWP.")
    entry = '[[abbreviation]]\nshort = "{}"\nfull = "{}"\n\n'
    desk.write("abbreviations.toml", entry.format("SWP", "A") + entry.format("X", "B"))
    book = desk.book()
    (found,) = check(book, desk.edition())
    assert found.severity is Severity.WARNING
    assert str(found).startswith("abbreviations.toml:5: warning: abbreviation-unused: “X” (B)")
    assert "B" not in {leaf.text for leaf in leaves(book.abbreviations)}


# --- What is wrong --------------------------------------------------------------------------------


def fault(desk: Desk, toml: str) -> str:
    desk.text("The SWP. The SWP of Cliff.", slug="one")
    desk.write("abbreviations.toml", toml)
    with pytest.raises(EditionError) as caught:
        desk.book()
    return str(caught.value)


ENTRY = '[[abbreviation]]\nshort = "SWP"\nfull = "{}"\n'
PLACE = '[[abbreviation.{}]]\ntext = "{}"\nexact = "{}"\n'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            ENTRY.format("A") + ENTRY.format("B"),
            "abbreviations.toml:4: abbreviation-claimed: “SWP” is “A” and “B” in one\n",
        ),
        (
            ENTRY.format("A") + 'texts = ["one", "nine"]\n',
            "abbreviations.toml:4: abbreviation-text: no text is called “nine”\n  hint: texts: one",
        ),
        (
            ENTRY.format("A") + PLACE.format("place", "nine", "SWP"),
            "abbreviations.toml:4: abbreviation-text: no text is called “nine”",
        ),
        (
            ENTRY.format("A") + PLACE.format("place", "one", "The SWP"),
            "abbreviations.toml:4: abbreviation-ambiguous: “The SWP” matches 2 places",
        ),
        (
            ENTRY.format("A") + PLACE.format("place", "one", "The KPD"),
            "abbreviations.toml:4: abbreviation-missing: “The KPD” is nowhere",
        ),
        (
            ENTRY.format("A") + PLACE.format("place", "one", "SWP. The SWP"),
            "abbreviations.toml:4: abbreviation-place: the quoted words hold “SWP” 2 times",
        ),
        (
            ENTRY.format("A") + PLACE.format("place", "one", "of Cliff"),
            "abbreviations.toml:4: abbreviation-place: the quoted words hold “SWP” 0 times",
        ),
        (
            ENTRY.format("A")
            + PLACE.format("place", "one", "SWP of Cliff")
            + ENTRY.format("B")
            + PLACE.format("place", "one", "The SWP of"),
            "abbreviations.toml:10: abbreviation-claimed: this place of “SWP” is given another "
            "meaning on line 4",
        ),
        (
            ENTRY.format("A") + 'language = "French, I think"\n',
            "abbreviations.toml:4: toml-content: ",
        ),
        (ENTRY.format(""), "abbreviations.toml:3: toml-content: "),
        (ENTRY.format("A") + "plase = 1\n", "toml-content: unknown key “plase”"),
    ],
)
def test_faults_have_their_line(desk: Desk, toml: str, message: str) -> None:
    assert message in fault(desk, toml)


def test_a_place_that_drifted_is_told(desk: Desk) -> None:
    desk.text("Now the SWP of old Cliff met, and nobody else met that day.", slug="one")
    desk.write(
        "abbreviations.toml",
        ENTRY.format("A") + '[[abbreviation.place]]\ntext = "one"\nexact = "the SWP of"\n'
        'prefix = "Now "\nsuffix = " dear old Cliff met, and nobody else met"\n',
    )
    (found,) = check(desk.book(), desk.edition())
    assert str(found).startswith("abbreviations.toml:4: warning: abbreviation-drifted: ")
