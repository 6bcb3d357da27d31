"""Drafts for names.toml and the diagnostics of what it does not decide on."""

import pytest

from anthology.check import check
from anthology.namedrafts import drafts, heading
from anthology.names import NAMES
from anthology.nominate import Nominee, nominees, undecided
from anthology.schema import NamesFile
from anthology.tomlfile import load
from tests.core.conftest import Desk

TEXT = "The paper was edited by George Lansbury.\n\nLansbury’s friend Tom Mann agreed.\n"
PERSON = '[[person]]\nheading = "Mann, Tom"\nvariants = ["Tom Mann"]\n'


def asked(desk: Desk) -> list[str]:
    return [str(d).partition("\n")[0] for d in undecided(desk.book(), desk.edition())]


def test_a_new_edition_is_not_drowned(desk: Desk) -> None:
    desk.text(TEXT)
    assert asked(desk) == []
    assert len(nominees(desk.book(), desk.edition())) == 2


def test_who_is_in_neither_list_is_told_with_the_line(desk: Desk) -> None:
    desk.text(TEXT)
    desk.write(NAMES, PERSON)
    assert asked(desk) == [
        "texts/one.txt:1:25: warning: name-undecided: “George Lansbury” seems to name a person "
        "(2 places)"
    ]


def test_check_asks(desk: Desk) -> None:
    desk.text(TEXT)
    desk.write(NAMES, PERSON)
    rules = [found.rule for found in check(desk.book(), desk.edition())]
    assert "name-undecided" in rules


@pytest.mark.parametrize(
    "decision",
    [
        '[[person]]\nheading = "Lansbury, George"\nvariants = ["George Lansbury", "Lansbury"]\n',
        '[[rejected]]\nvariants = ["George Lansbury", "Lansbury"]\n',
        '[[not-a-name]]\nquote = "edited by George Lansbury"\n[[rejected]]\n'
        'variants = ["Lansbury"]\ntexts = ["one"]\n',
    ],
)
def test_what_was_decided_is_not_asked_again(desk: Desk, decision: str) -> None:
    desk.text(TEXT)
    desk.write(NAMES, PERSON + decision)
    assert asked(desk) == []
    assert nominees(desk.book(), desk.edition()) == ()


def test_what_is_decided_for_one_text_is_asked_in_another(desk: Desk) -> None:
    desk.text(TEXT)
    desk.text("She met George Lansbury.\n", slug="two")
    desk.write(NAMES, f'{PERSON}[[rejected]]\nvariants = ["George Lansbury", "Lansbury"]\n'
               'texts = ["one"]\n')  # fmt: skip
    [found] = undecided(desk.book(), desk.edition())
    assert found.place.file == "texts/two.txt"


def test_candidates_wait_in_one_line(desk: Desk) -> None:
    desk.text(TEXT)
    desk.write(NAMES, PERSON + drafts(nominees(desk.book(), desk.edition()), NamesFile()))
    assert asked(desk) == [
        "names.toml:11: warning: name-candidates: candidates without a decision: 2"
    ]
    assert nominees(desk.book(), desk.edition()) == ()


def test_the_editors_pieces_are_read_too(desk: Desk) -> None:
    desk.text("Nothing.\n", notes="> **Nothing**.\n\nAs Rosa Parks said.\n",
              headnotes="Found by Keir Hardie.\n")  # fmt: skip
    desk.write("introduction.md", "# Introduction\n\nIt owes much to Sylvia Pankhurst.\n")
    desk.write(NAMES, PERSON)
    assert [line.partition(" warning")[0] for line in asked(desk)] == [
        "introduction.md:3:17:",
        "headnotes/one.md:1:10:",
        "notes/one.md:3:4:",
    ]


def test_a_title_is_read_too(desk: Desk) -> None:
    entry = 'title = "A Reply to Rosa Parks"'
    desk.text("A Reply to Rosa Parks\n\nNothing.\n", entry=entry)
    desk.write(NAMES, PERSON)
    assert asked(desk) == [
        "texts/one.txt:1:12: warning: name-undecided: “Rosa Parks” seems to name a person (1 place)"
    ]


def test_a_draft(desk: Desk) -> None:
    desk.text(TEXT)
    desk.write(NAMES, PERSON)
    written = drafts(nominees(desk.book(), desk.edition()), desk.edition().names)
    assert written.partition("\n\n")[2] == (
        "# sure, 2 × in one\n"
        "#   texts/one.txt:1: The paper was edited by [George Lansbury].\n"
        "#   texts/one.txt:3: [Lansbury]’s friend Tom Mann agreed.\n"
        "[[candidate]]\n"
        'heading = "Lansbury, George"\n'
        'variants = ["George Lansbury", "Lansbury"]\n'
    )


def test_a_spelling_is_pointed_out_and_never_merged(desk: Desk) -> None:
    desk.text("It was by Karl Liebknecht.\n\nIt was by Karl Liebkneckt.\n")
    written = drafts(nominees(desk.book(), desk.edition()), NamesFile())
    assert written.count("\n[[candidate]]") == 2
    assert "#   is perhaps Liebknecht, Karl" in written


def test_bearers_of_one_surname(desk: Desk) -> None:
    desk.text("John Adams spoke. John Adams sat.\n\nSamuel Adams spoke. Then Adams left.\n")
    names = load(
        drafts(nominees(desk.book(), desk.edition()), NamesFile()).replace("candidate", "person"),
        NAMES,
        NamesFile,
    )
    assert [(p.heading, p.variants, p.texts) for p in names.person] == [
        ("Adams, John", ("John Adams", "Adams"), ("one",)),
        ("Adams, Samuel", ("Samuel Adams",), ("one",)),
    ]


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("George Lansbury", "", "Lansbury, George"),
        ("E.P. Thompson", "", "Thompson, E. P."),
        ("Jean van Heijenoort", "", "van Heijenoort, Jean"),
        ("Mao Tse-tung", "", "Mao Tse-tung"),
        ("Alexander II", "", "Alexander II"),
        ("Voltaire", "", "Voltaire"),
        ("Adam T.", "", "T., Adam"),
        ("Hood", "general", "Hood, General"),
        ("Argyll", "duke of", "Argyll, Duke of"),
    ],
)
def test_headings(name: str, title: str, expected: str) -> None:
    assert heading(Nominee(tuple(name.split()), title, True, ())) == expected
