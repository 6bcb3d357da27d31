"""What one word is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.collation.streams import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear  comrades,\n\tand friends!", ("Dear", "comrades,", "and", "friends!")),
        ("10\u00a0kg 5\u202f% a\u2009b", ("10", "kg", "5", "%", "a", "b")),
        ("inter\u00adnational zero\u200bwidth \ufeffmark", ("international", "zerowidth", "mark")),
        ("cafe\u0301", ("caf\u00e9",)),
        ("well-known well\u2010known", ("well-known", "well\u2010known")),
        ("“The” ’tis … — I", ("“The”", "’tis", "…", "—", "I")),
        (" \u200b ", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@given(st.text())
def test_words_of_joined_words_are_the_same_words(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(st.text(), st.text())
def test_a_space_parts_a_text_into_the_words_of_its_parts(one: str, two: str) -> None:
    assert words(f"{one} {two}") == (*words(one), *words(two))
