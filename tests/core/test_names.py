"""Names count as the authority file says: whole words, longest first, in their own texts."""

from __future__ import annotations

import msgspec
import pytest

from anthology.document import Code, Emphasis, NoteRef, Paragraph, Text, leaves, plain
from anthology.names import check_names, finder, mark, mentions, unused
from anthology.schema import NamesFile
from anthology.tomlfile import load

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
