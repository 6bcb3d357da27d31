"""A quoted place is found, or not found, or told to be ambiguous; never guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from anthology.diagnostic import EditionError, Place
from anthology.selector import Selector, candidates, find, fold
from anthology.span import Source

ASKED = Place("notes/one.md", 41)


def found(text: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    source = Source("texts/one.txt", text)
    return source.cut(find(fold(source), Selector(exact, prefix, suffix), ASKED, "note"))


def fault(text: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    with pytest.raises(EditionError) as caught:
        found(text, exact, prefix, suffix)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "exact", "place"),
    [
        ("It’s “so”.", 'It\'s "so"', "It’s “so”"),
        ('It\'s "so".', "It’s “so”", 'It\'s "so"'),
        ("a – b — c", "a - b - c", "a – b — c"),
        ("1912‑14", "1912-14", "1912‑14"),
        ("one\n  two\u00a0 three", "one two three", "one\n  two\u00a0 three"),
        ("in *Building the Party*.", "Building the Party", "Building the Party"),
        ("in *Building the Party*.", "*Building the Party*", "*Building the Party*"),
        ("the so*lid*ity", "solidity", "so*lid*ity"),
        ("an empty - **\nhead", "- **", "- **"),
    ],
)
def test_alike_signs_compare_equal(text: str, exact: str, place: str) -> None:
    assert found(text, exact) == place


def test_neighbours_tell_two_places_apart() -> None:
    text = "the party and the party of old"
    source = Source("s", text)
    span = find(fold(source), Selector("the party", suffix=" of"), ASKED, "note")
    assert span == source.span(14, 23)
    span = find(fold(source), Selector("the party", suffix=" and"), ASKED, "note")
    assert span == source.span(0, 9)
    span = find(fold(source), Selector("the party", prefix="and"), ASKED, "note")
    assert span == source.span(14, 23)


def test_ambiguity_is_an_error_with_the_lines() -> None:
    assert fault("the party\n\nthe party\nof the party", "the party") == (
        "notes/one.md:41: note-ambiguous: “the party” matches 3 places in texts/one.txt\n"
        "  hint: lengthen what stands before or after it (lines 1, 3, 4)"
    )


def test_what_is_nowhere_is_an_error_with_the_nearest_words() -> None:
    assert fault("one\ntwo three", "two three four") == (
        "notes/one.md:41: note-missing: “two three four” is nowhere in texts/one.txt\n"
        "  hint: “two three” is found in line 2; it goes on differently"
    )
    assert "the words alone stand in line 2" in fault("one\ntwo three", "two", prefix="four ")
    assert "copy the words" in fault("one", "six")


def test_asterisks_alone_are_no_quotation() -> None:
    assert "quote words, too" in fault("a\n\n* * *\n\nb", "* * *")


SIGNS = st.text("abc \n‘’“”'\"–-*", min_size=1, max_size=30)


@given(SIGNS, st.data())
def test_a_selector_made_from_a_span_finds_that_span(text: str, data: st.DataObject) -> None:
    source = Source("s", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    assume(exact[0] not in " \n*" and exact[-1] not in " \n*")
    spans = candidates(fold(source), Selector(exact, text[:start], text[end:]))
    assert source.span(start, end) in spans


@given(st.text("ab ", min_size=3, max_size=12), st.text("ab", min_size=1, max_size=2))
def test_more_than_one_candidate_is_always_an_error(text: str, exact: str) -> None:
    source = Source("s", text)
    many = candidates(fold(source), Selector(exact))
    if len(many) > 1:
        with pytest.raises(EditionError, match="ambiguous"):
            find(fold(source), Selector(exact), ASKED, "note")
