"""A quoted place is found, or not found, or told to be ambiguous; never guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from anthology.diagnostic import EditionError, Place
from anthology.selector import Selector, candidates, find, fold, locate
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
        "  hint: perhaps “two three” in line 2"
    )
    assert "the words alone stand in line 2" in fault("one\ntwo three", "two", prefix="four ")
    assert "copy the words" in fault("one", "six")


def test_asterisks_alone_are_no_quotation() -> None:
    assert "quote words, too" in fault("a\n\n* * *\n\nb", "* * *")


LETTER = """\
When I joined the party in the spring of that year, nobody spoke of it.

When I left the party in the autumn, everybody did.

The party was small.
"""


def test_a_slip_in_the_quotation_is_told_with_the_likest_places() -> None:
    assert fault(LETTER, "jioned the party in the spring").endswith(
        "hint: perhaps “joined the party in the spring” in line 1; "
        "or “I left the party in the autumn” in line 3"
    )
    hint = fault(LETTER, "the praty").partition("hint: ")[2]
    assert hint.split("; or ") == [
        "perhaps “the party” in line 1", "“the party” in line 3", "“The party” in line 5"
    ]  # fmt: skip


def drifted(exact: str, prefix: str, suffix: str, text: str = LETTER) -> tuple[str, str]:
    source = Source("texts/one.txt", text)
    found = locate(fold(source), Selector(exact, prefix, suffix), ASKED, "note")
    line = source.locate(found.span.start)[0]
    return f"{source.cut(found.span)} in line {line}", str(found.drift or "")


def test_a_place_survives_corrections_around_it() -> None:
    place, warning = drifted("party", "When I left teh ", " in the Autumn, everbody did")
    assert place == "party in line 3"
    assert warning == (
        "notes/one.md:41: warning: note-drifted: what stands around “party” in line 3 is not quite "
        "as quoted\n"
        "  hint: if that is the place, quote it anew: I left the **party** in the autumn,"
    )
    assert drifted("party", "I left the ", " in") == ("party in line 3", "")


def test_the_words_themselves_must_be_there_as_quoted() -> None:
    with pytest.raises(EditionError, match="note-missing"):
        drifted("prty", "When I left the ", " in the autumn, everybody did")


def test_between_two_like_places_nothing_is_guessed() -> None:
    text = "He spoke of the party at length.\n\nHe spoke of the party, at length."
    with pytest.raises(EditionError, match="the words alone stand in lines 1, 3"):
        drifted("party", "She spoke of the ", " at lengths", text)


def test_markup_of_markdown_counts_for_nothing() -> None:
    assert found("in _Building the `Party`_.", "Building the Party") == "Building the `Party"
    assert found("a b", "_a_ b") == "a b"


@given(st.lists(st.sampled_from(["ab", "abc", "b", "(b)", "*c*"]), min_size=6), st.data())
def test_in_a_long_text_the_same_places_are_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = data.draw(st.integers(0, len(words) - 1))
    after = data.draw(st.integers(at + 1, len(words)))
    quoted = Selector(" ".join(words[at:after]), " ".join(words[max(0, at - 3) : at]))
    short, long = (fold(Source("s", text + " z" * count)) for count in (1, 10_001))
    assert candidates(short, quoted) == candidates(long, quoted) != ()


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


def test_a_place_whose_words_were_corrected_is_not_taken_for_another() -> None:
    text = "He spoke of the prty at length.\n\nShe spoke of the party at length."
    with pytest.raises(EditionError, match="the words alone stand in line 3"):
        drifted("party", "He spoke of the ", " at length", text)


def test_what_must_stand_alone_drifts_only_where_the_words_stand_nowhere_else() -> None:
    folded = fold(Source("texts/one.txt", LETTER))
    once = Selector("autumn", "When I left teh party in the ", ", everybody")
    assert locate(folded, once, ASKED, "note", alone=True).drift
    twice = Selector("party", "When I left teh ", " in the autumn, everybody")
    assert locate(folded, twice, ASKED, "note").drift
    with pytest.raises(EditionError, match="note-missing"):
        locate(folded, twice, ASKED, "note", alone=True)


def test_a_discreet_warning_repeats_no_word() -> None:
    folded = fold(Source("texts/one.txt", LETTER))
    quoted = Selector("autumn", "When I left teh party in the ", ", everybody")
    warning = str(locate(folded, quoted, ASKED, "decision", discreet=True).drift)
    assert warning == (
        "notes/one.md:41: warning: decision-drifted: what stands around the quoted words in line 3 "
        "is not quite as quoted\n  hint: if that is the place, quote it anew"
    )


WORDS = st.lists(st.sampled_from("the party they left it who spoke of".split()), min_size=2)


@given(WORDS, st.booleans(), st.data())
def test_after_a_changed_letter_a_place_is_found_or_refused(
    words: list[str], alone: bool, data: st.DataObject
) -> None:
    text = " ".join(words)
    ends = [at for at, sign in enumerate(text) if sign == " "]
    start = data.draw(st.sampled_from([0, *(at + 1 for at in ends)]))
    end = data.draw(st.sampled_from([at for at in (*ends, len(text)) if at > start]))
    quoted = Selector(text[start:end], text[max(0, start - 30) : start], text[end : end + 30])
    assume(len(candidates(fold(Source("s", text)), quoted)) == 1)
    at = data.draw(st.integers(0, len(text) - 1))
    changed = Source("s", f"{text[:at]}{data.draw(st.sampled_from('xz'))}{text[at + 1 :]}")
    try:
        place = locate(fold(changed), quoted, ASKED, "note", alone=alone)
    except EditionError:
        return
    assert place.span == changed.span(start, end)


def test_a_quotation_that_cuts_a_word_is_told_so() -> None:
    text = "It was the working class of the town.\n\nA party of three, and partying after."
    assert fault(text, "working clas", suffix=" of the town").endswith(
        "hint: in line 1 it is part of “working class”: quote words whole"
    )
    assert fault(text, "party").endswith("(lines 3, 3); in line 3 it is part of “partying”")
