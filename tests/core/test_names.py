"""Names count as the authority file says: whole words, longest first, in their own texts."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.check import check
from anthology.document import Code, Emphasis, NoteRef, Paragraph, Text, leaves, plain
from anthology.locators import paragraph_locators
from anthology.names import check_names, finder, mark, mentions, unused
from anthology.schema import NamesFile
from anthology.tomlfile import load
from tests.core.conftest import Desk

FILE = """\
[[person]]
heading = "Trotsky, Leon"
variants = ["Leon Trotsky", "Trotsky"]

[[person]]
heading = "S., Saman"
variants = ["Saman S."]

[[person]]
heading = "Lenin, V. I."
variants = ["Lenin", "V. I. Lenin"]

[[person]]
heading = "O'Neill, Tip"
variants = ["O’Neill"]

[[person]]
heading = "Chris [reader]"
variants = ["Chris"]
texts = ["letter"]

[[see]]
from = "Bronstein, Lev"
to = "Trotsky, Leon"

[[not-a-name]]
quote = "Leninism under Lenin"
"""
NAMES = load(FILE, "names.toml", NamesFile)


def named(words: str, slug: str = "essay") -> list[tuple[str, str]]:
    return [(words[a:b], person) for a, b, person in finder(NAMES, slug).find(words)]


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Trotsky’s book", "Trotsky"),
        ("Trotsky's book", "Trotsky"),
        ("by Leon Trotsky.", "Leon Trotsky"),
        ("by Leon\u00a0Trotsky.", "Leon\u00a0Trotsky"),
        ("by Leon\nTrotsky.", "Leon\nTrotsky"),
        ("(Trotsky)", "Trotsky"),
        ("“Trotsky”", "Trotsky"),
        ("Lenin–Stalin", "Lenin"),
        ("– Saman S. and", "Saman S."),
        ("O'Neill said", "O'Neill"),
    ],
)
def test_forms_that_count(words: str, form: str) -> None:
    assert [found for found, _ in named(words)] == [form]


@pytest.mark.parametrize(
    "words",
    [
        "Trotskyist",
        "the Trotskys",
        "anti-Trotsky",
        "Trotsky-like",
        "trotsky",
        "Leninism",
        "Saman Smith",
        "neoTrotsky",
        "Chris wrote",
        "in Leninism under Lenin, he",
    ],
)
def test_words_that_name_nobody(words: str) -> None:
    assert named(words) == []


def test_a_form_counts_only_in_its_texts() -> None:
    assert named("Chris wrote", "letter") == [("Chris", "Chris [reader]")]


def test_the_longest_form_counts_once() -> None:
    assert named("V. I. Lenin and Lenin") == [
        ("V. I. Lenin", "Lenin, V. I."),
        ("Lenin", "Lenin, V. I."),
    ]


def test_no_names_no_mentions() -> None:
    assert list(finder(NamesFile(), "essay").find("Trotsky")) == []


def test_mentions_are_numbered_and_change_no_word() -> None:
    inlines = (Text("As "), Emphasis((Text("Leon "), NoteRef("n1"))), Text("Trotsky’s Lenin."))
    blocks = (Paragraph(inlines), Paragraph((Code((Text("Lenin"),)),)))
    marked = mark(blocks, finder(NAMES, "essay"), "t1m")
    assert [(m.id, plain(m.children)) for m in mentions(marked)] == [
        ("t1m1", "Leon Trotsky"),
        ("t1m2", "Lenin"),
        ("t1m3", "Lenin"),
    ]
    assert "".join(x.text for x in leaves(marked)) == "As Leon Trotsky’s Lenin.Lenin"


def test_a_sound_file() -> None:
    assert list(check_names(NAMES, FILE, ["essay", "letter"])) == []


def test_what_the_file_says_wrong() -> None:
    toml = FILE + (
        '\n[[person]]\nheading = "Lenin, V. I."\nvariants = ["Ulyanov"]\n'
        '\n[[person]]\nheading = "Trotsky [another]"\nvariants = ["Trotsky"]\n'
        '\n[[see]]\nfrom = "A"\nto = "Nobody"\n'
        '\n[[not-a-name]]\nquote = "B"\ntexts = ["esay"]\n'
    )
    found = check_names(load(toml, "names.toml", NamesFile), toml, ["essay"])
    assert [str(d).partition("\n")[0] for d in found] == [
        "names.toml:9: name-doubled: “Lenin, V. I.” is a heading twice",
        "names.toml:17: name-text: no text is called “letter”",
        "names.toml:29: name-doubled: “Lenin, V. I.” is a heading twice",
        "names.toml:33: name-claimed: “Trotsky” is claimed by “Trotsky [another]” and by "
        "“Trotsky, Leon” in essay",
        "names.toml:41: name-text: no text is called “esay”",
        "names.toml:37: name-see: “A” sends the reader to “Nobody”, which is no heading",
    ]


def test_one_form_may_be_anothers_in_another_text() -> None:
    toml = FILE + '\n[[person]]\nheading = "Chris [b]"\nvariants = ["Chris"]\ntexts = ["essay"]\n'
    names = load(toml, "names.toml", NamesFile)
    assert list(check_names(names, toml, ["essay", "letter"])) == []


def test_persons_named_nowhere_are_told() -> None:
    names = msgspec.structs.replace(NAMES, person=NAMES.person[:2])
    assert [str(d).partition("\n")[0] for d in unused(names, FILE, {"Trotsky, Leon"})] == [
        "names.toml:5: name-unused: “S., Saman” is named nowhere in the book"
    ]


PIECES_TOML = """
[[person]]
heading = "Parks, Rosa"
variants = ["Rosa Parks", "Parks"]

[[person]]
heading = "Bebel, August"
variants = ["Bebel"]
texts = ["one", "chronology"]
"""


def test_names_count_in_headnotes_and_pieces(desk: Desk) -> None:
    desk.text("So said Bebel.\n", headnotes="Found by Rosa Parks.\n")
    desk.write("introduction.md", "# Introduction\n\nParks’s work, and Bebel’s.\n")
    desk.write("chronology.md", "# Chronology\n\n- **1913** Bebel dies.\n")
    desk.write("colophon.md", "# Colophon\n\nParks is not indexed here.\n")
    desk.write("names.toml", PIECES_TOML)
    book = desk.book()
    entries = book.index.entries
    assert [(e.heading, [(x.anchor, x.text, x.piece) for x in e.loci]) for e in entries] == [
        ("Bebel, August", [("t1m1", 1, ""), ("chronology-m1", 0, "Chronology")]),
        ("Parks, Rosa", [("introduction-m1", 0, "Introduction"), ("t1hm1", 1, "")]),
    ]
    assert [[x.label for x in paragraph_locators(e)] for e in entries] == [
        ["1.1", "Chronology"],
        ["Introduction", "1"],
    ]
    # The form that counts in other places only is open here.
    assert [(d.rule, d.place.file) for d in check(book, desk.edition())] == [
        ("name-undecided", "introduction.md")
    ]


def test_a_form_claimed_twice_in_the_introduction() -> None:
    toml = (
        '[[person]]\nheading = "A"\nvariants = ["X"]\ntexts = ["introduction"]\n'
        '[[person]]\nheading = "B"\nvariants = ["X"]\ntexts = ["essay", "introduction"]\n'
    )
    found = check_names(load(toml, "names.toml", NamesFile), toml, ["essay"])
    assert [str(d).partition("\n")[0] for d in found] == [
        "names.toml:5: name-claimed: “X” is claimed by “B” and by “A” in introduction"
    ]


def test_two_names_joined_are_two_mentions() -> None:
    assert [form for form, _ in named("Lenin and Trotsky; Saman S. and Leon Trotsky")] == [
        "Lenin",
        "Trotsky",
        "Saman S.",
        "Leon Trotsky",
    ]


FORMS = st.text(st.sampled_from("Lenin Trotsky’s. S-\n“"), max_size=60)


@given(FORMS)
def test_no_mention_overlaps_another_and_no_word_changes(words: str) -> None:
    found = list(finder(NAMES, "essay").find(words))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    marked = mark((Paragraph((Text(words),)),), finder(NAMES, "essay"), "m")
    assert "".join(leaf.text for leaf in leaves(marked)) == words
