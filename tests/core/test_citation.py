"""What readers cite and the ids of the book are two forms of one thing."""

from __future__ import annotations

import pytest

from anthology.citation import id_of, marker_of, number_in, paragraph_of, text_of

PAIRS = [
    ("3", "t3"),
    ("3.27", "t3p27"),
    ("12.2a", "t12p2a"),
    ("3n4", "t3n4"),
    ("1n.iii", "t1n-iii"),
    ("1n.7", "t1n-7"),
]


@pytest.mark.parametrize(("cited", "id"), PAIRS)
def test_a_citation_has_its_id(cited: str, id: str) -> None:
    assert id_of(cited) == id
    assert text_of(id) == int(cited.split(".", maxsplit=1)[0].split("n", maxsplit=1)[0])


@pytest.mark.parametrize("id", ["t3p27", "chronology", "questions-t1", "3.", "3.x", "v3.1"])
def test_what_is_no_citation_stays(id: str) -> None:
    assert id_of(id) == id


def test_paragraphs_and_notes_are_told_apart() -> None:
    found = [(paragraph_of(id), marker_of(id)) for _, id in PAIRS]
    assert found == [("", ""), ("3.27", ""), ("12.2a", ""), ("", "4"), ("", "[iii]"), ("", "[7]")]
    assert (paragraph_of("t3m9"), marker_of("t3n4m1"), text_of("questions-t1")) == ("", "", None)


@pytest.mark.parametrize(
    ("words", "number"),
    [("1.5", "1.5"), (" 1.5a ", "1.5a"), ("1.5–7", "1.5"), ("1.5 – 1.7", "1.5"), ("1.5-7", "1.5"),
     ("paragraph 5", ""), ("1.5 and 1.6", ""), ("5", ""), ("", "")],
)  # fmt: skip
def test_numbers_in_words(words: str, number: str) -> None:
    assert number_in(words) == number
