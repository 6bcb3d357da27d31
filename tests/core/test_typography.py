"""Type rules change signs, never words, and a text once set stays as it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.document import Code, Emphasis, Inlines, Paragraph, Text, plain
from anthology.span import Span
from anthology.typography import apply, edits, set_in_type


def typeset(text: str, language: str = "en") -> str:
    return apply(text, edits(text, language))


@pytest.mark.parametrize(
    ("source", "book"),
    [
        ('He said "no".', "He said “no”."),
        ("don't", "don’t"),
        ("the '90s and 'tis", "the ’90s and ’tis"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("'so' it is", "‘so’ it is"),
        ("\"'so' it is\"", "“‘so’ it is”"),
        ('("so")', "(“so”)"),
        ('a – "b" – c', "a – “b” – c"),
        ("a - b", "a – b"),
        ("a-b 1912-14", "a-b 1912-14"),
        ("what ? So ; or : !", "what? So; or: !"),
        ('"what ?" and "so" ; it', "“what?” and “so”; it"),
        ("a \u00a0b\u00a0C", "a b C"),
        (". . . and . .  .", ".\u00a0.\u00a0. and .\u00a0.\u00a0."),
        ("501(c)(3) (r) ... -- 1/2", "501(c)(3) (r) ... -- 1/2"),
        ("at : p70", "at: p70"),
        (" : so", " : so"),
    ],
)
def test_rules(source: str, book: str) -> None:
    assert typeset(source) == book


def test_other_languages_are_left_alone() -> None:
    assert typeset('« Quoi ? » "so"', "fr") == '« Quoi ? » "so"'
    assert typeset('"so"', "en-GB") == "“so”"


def test_a_thousand_marks_in_a_row_are_no_problem() -> None:
    assert typeset('"' * 1000) == "“" * 999 + "”"


SIGNS = st.text("ab1 \u00a0\u202f\n\"'“”‘’.-–—:;?!()[]/,…", max_size=40)


@given(SIGNS)
def test_setting_twice_changes_nothing(text: str) -> None:
    once = typeset(text)
    assert edits(once) == ()


@given(st.text(max_size=40))
def test_setting_any_text_twice_changes_nothing(text: str) -> None:
    assert edits(typeset(text)) == ()


@given(SIGNS)
def test_no_letter_and_no_figure_changes(text: str) -> None:
    letters = [char for char in text if char.isalnum()]
    assert [char for char in typeset(text) if char.isalnum()] == letters


@given(SIGNS)
def test_edits_are_in_order_and_apart(text: str) -> None:
    found = edits(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[e.start : e.end] != e.new for e in found)


def leaf(words: str, start: int = 0) -> Text:
    return Text(words, Span("s", start, start + len(words)))


def in_type(*inlines: Text | Emphasis | Code) -> tuple[Inlines, list[tuple[int, int, str, str]]]:
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


def test_the_editors_emendations_stay_as_written() -> None:
    emended = Text('"so"', Span("s", 2, 9))
    blocks = (Paragraph((leaf('"a'), emended)),)
    ((block,), rows) = set_in_type(blocks, "en", frozenset({Span("s", 2, 9)}))
    assert isinstance(block, Paragraph)
    assert plain(block.children) == '“a"so"'
    assert [row.span for row in rows] == [Span("s", 0, 1)]
