"""Line ends that print does not explain, read by the words that must be there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.collation.report import collate
from anthology.collation.streams import TURN, Stream
from anthology.collation.turns import settle

LETTERS = st.text("abcdé", min_size=1, max_size=4)
WORDS = st.lists(
    st.lists(LETTERS, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from(["-", "\u2010", "—", "…"]).map(
            lambda hinge: hinge.join(parts)
        )
    )
    | LETTERS.map(lambda word: f"{word}—"),
    max_size=12,
)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (f"incom\u2010{TURN}patible", "incompatible"),
        (f"well\u2010{TURN}known", "well\u2010known"),
        (f"pre\u2010{TURN}and", "pre\u2010 and"),
        (f"self-{TURN}evident", "self-evident"),
        (f"pre-{TURN}and", "pre- and"),
        (f"word—{TURN}but", "word— but"),
        (f"he{TURN}—and", "he —and"),
        (f"https://example.{TURN}org/a{TURN}b", "https://example.org/ab"),
    ],
)
def test_a_line_end_is_read_as_the_text_has_it(found: str, expected: str) -> None:
    around = ("before", *expected.split(), "after")
    assert settle(("before", *found.split(), "after"), around) == around


def test_without_a_fitting_text_the_plainest_reading_is_taken() -> None:
    assert settle((f"incom\u2010{TURN}patible", f"self-{TURN}evident"), ()) == (
        "incompatible",
        "self-evident",
    )


def test_behind_a_real_difference_line_ends_are_still_read_rightly() -> None:
    expected = ("pre-", "and", "lost", "post-", "war", "gone", "pre-", "and", "end")
    found = (f"pre-{TURN}and", f"post-{TURN}war", "end")
    assert settle(found, expected) == ("pre-", "and", "post-", "war", "end")


def test_before_the_end_of_the_text_a_place_counts_for_more_than_a_known_word() -> None:
    expected = ("a", "lost", "pre-and", "b", "pre-", "and", "c")
    found = ("a", "pre-and", "b", f"pre-{TURN}and", "c")
    assert settle(found, expected) == ("a", "pre-and", "b", "pre-", "and", "c")


def broken(draw: st.DrawFn, words: list[str]) -> list[str]:
    """The same words as a printed page might give them."""
    page = ""
    for word in words:
        cut = draw(st.integers(0, len(word)))
        if 0 < cut < len(word) and word[cut - 1 : cut + 1].isalpha():
            word = f"{word[:cut]}\u2010{TURN}{word[cut:]}"
        elif 0 < cut < len(word) and not word[cut - 1].isalpha():
            word = f"{word[:cut]}{TURN}{word[cut:]}"
        gap = TURN if page and not page[-1].isalpha() and draw(st.booleans()) else " "
        page = f"{page}{gap}{word}"
    return page.split()


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    words = draw(WORDS)
    return words, broken(draw, words)


@given(pages())
def test_a_faithful_page_always_collates(page: tuple[list[str], list[str]]) -> None:
    expected, found = page
    assert collate("pdf", [Stream("t1b", tuple(expected))], {"t1b": tuple(found)}).ok


@given(WORDS, pages())
def test_settling_changes_nothing_but_line_ends(
    expected: list[str], page: tuple[list[str], list[str]]
) -> None:
    _, found = page
    settled = "".join(settle(tuple(found), tuple(expected))).replace("\u2010", "")
    assert settled == "".join(found).replace(TURN, "").replace("\u2010", "")
