"""Type rules change signs, never words, and a text once set stays as it is."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.document import Code, Emphasis, Foreign, Inlines, Paragraph, Text, plain
from anthology.span import Span
from anthology.typography import RULES, apply, edits, set_in_type


def typeset(text: str, language: str = "en") -> str:
    return apply(text, edits(text, language))


CASES: dict[str, dict[str, list[tuple[str, str]]]] = json.loads(
    (Path(__file__).parent / "typography_cases.json").read_text(encoding="utf-8")
)
BEYOND = "beyond the rules"


@pytest.mark.parametrize(
    ("language", "group"), [(lang, g) for lang, groups in CASES.items() for g in groups]
)
def test_cases(language: str, group: str) -> None:
    """Every case comes out as written there, but those that no rule can settle."""
    wrong = [
        (source, typeset(source, language), book)
        for source, book in CASES[language][group]
        if typeset(source, language) != book
    ]
    assert len(wrong) == (len(CASES[language][group]) if group == BEYOND else 0), wrong


@pytest.mark.parametrize("language", ["en", "fr", "de", "de-CH"])
def test_what_is_right_stays(language: str) -> None:
    """The right sides of the table are in type already."""
    books = [b for g, cases in CASES[language].items() if g != BEYOND for _, b in cases]
    assert [edits(book, language) for book in books if edits(book, language)] == []


def test_the_table_is_not_small() -> None:
    assert sum(len(cases) for groups in CASES.values() for cases in groups.values()) >= 120


def test_ranges_are_a_rule_that_is_asked_for() -> None:
    source = "1980-82, pp. 5-7, 2019-03-21, 12-3-4, covid-19, 5-year, A4-5"
    assert "range" not in RULES
    assert typeset(source) == source.replace("p. 5", "p.\u00a05")
    asked = apply(source, edits(source, "en", frozenset({"range"})))
    assert asked == source.replace("1980-82", "1980–82").replace("5-7", "5–7")


def test_a_rule_can_be_left_out() -> None:
    assert apply('"a" - b', edits('"a" - b', "en", RULES - {"spaced-dash"})) == "“a” - b"


def test_each_rule_has_its_name() -> None:
    source = '"don\'t" - a--b ? . . . x  y 6\'2" p. 3'
    assert sorted({edit.rule for edit in edits(source)}) == sorted(RULES - {"sign-space"})
    assert [edit.rule for edit in edits("Quoi ?", "fr")] == ["sign-space"]


def test_a_thousand_marks_in_a_row_are_no_problem() -> None:
    assert typeset('"' * 1000) == "“" * 999 + "”"


LANGUAGES = st.sampled_from(["en", "fr", "de", "de-CH"])
SIGNS = st.text("ab1xV \u00a0\u202f\n\"'`“”‘’„«»‹›.-–—:;?!()[]/,…%°§", max_size=40)
PIECES = st.lists(
    st.sampled_from(
        [
            *"a l' d' 'n' '90s 6'2\" 45° 30' p. V. I. Lenin 10 000".split(),
            *"« » „ “ ” -- --- - . .. : ; ? !".split(),
            *(
                " ",
                "  ",
                "\u00a0",
                "\u202f",
                "\n",
                "http://a.b/c?d",
                "a@b.de",
                "\ufffc",
                "``",
                "''",
            ),
        ]
    ),
    max_size=25,
).map("".join)


@given(SIGNS | PIECES, LANGUAGES)
def test_setting_twice_changes_nothing(text: str, language: str) -> None:
    once = typeset(text, language)
    assert edits(once, language) == ()


@given(st.text(max_size=40), LANGUAGES)
def test_setting_any_text_twice_changes_nothing(text: str, language: str) -> None:
    assert edits(typeset(text, language), language) == ()


@given(SIGNS | PIECES, LANGUAGES)
def test_no_letter_and_no_figure_changes(text: str, language: str) -> None:
    letters = [char for char in text if char.isalnum()]
    assert [char for char in typeset(text, language) if char.isalnum()] == letters


@given(SIGNS | PIECES, LANGUAGES)
def test_edits_are_in_order_and_apart(text: str, language: str) -> None:
    found = edits(text, language)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(e.start < e.end and text[e.start : e.end] != e.new for e in found)


@given(SIGNS | PIECES)
def test_the_range_rule_keeps_the_laws(text: str) -> None:
    every = RULES | {"range"}
    once = apply(text, edits(text, "en", every))
    assert edits(once, "en", every) == ()


def leaf(words: str, start: int = 0) -> Text:
    return Text(words, Span("s", start, start + len(words)))


def in_type(
    *inlines: Text | Emphasis | Code | Foreign,
) -> tuple[Inlines, list[tuple[int, int, str, str]]]:
    (block,), rows = set_in_type((Paragraph(inlines),), "en")
    assert isinstance(block, Paragraph)
    return block.children, [(r.span.start, r.span.end, r.old, r.new) for r in rows]


def test_each_change_is_a_row_at_its_place() -> None:
    inlines, rows = in_type(leaf('a "'), Emphasis((leaf("b", 3),)), leaf('" ?', 4))
    assert plain(inlines) == "a “b”?"
    assert rows == [(2, 3, '"', "“"), (4, 5, '"', "”"), (5, 6, " ", "")]


def test_a_change_over_two_leaves_is_made_once() -> None:
    inlines, rows = in_type(leaf("a "), Emphasis((leaf(" b", 2),)))
    assert plain(inlines) == "a b"
    assert rows == [(1, 2, " ", " "), (2, 3, " ", "")]


def test_code_is_left_letter_by_letter() -> None:
    inlines, rows = in_type(leaf("a "), Code((leaf("'x'  -", 2),)))
    assert plain(inlines) == "a 'x'  -"
    assert rows == []


def test_words_in_another_language_follow_the_rules_of_that() -> None:
    inlines, rows = in_type(leaf('"'), Foreign("fr", (leaf("Quoi ?", 1),)), leaf('" ?', 7))
    assert plain(inlines) == "“Quoi\u202f?”?"
    assert sorted(row[:2] for row in rows) == [(0, 1), (5, 6), (7, 8), (8, 9)]


def test_words_in_a_language_without_rules_are_left_to_it() -> None:
    inlines, rows = in_type(leaf('"'), Foreign("fi", (leaf("'Mitä ?'", 1),)), leaf('"', 9))
    assert plain(inlines) == "“'Mitä ?'”"
    assert [row[:2] for row in rows] == [(0, 1), (9, 10)]


def test_the_editors_emendations_stay_as_written() -> None:
    emended = Text('"so"', Span("s", 2, 9))
    blocks = (Paragraph((leaf('"a'), emended)),)
    ((block,), rows) = set_in_type(blocks, "en", frozenset({Span("s", 2, 9)}))
    assert isinstance(block, Paragraph)
    assert plain(block.children) == '“a"so"'
    assert [row.span for row in rows] == [Span("s", 0, 1)]
