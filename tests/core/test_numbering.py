"""A number once given is never given to anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.document import Blocks, ListBlock, ListItem, Paragraph, Quotation, Text, walk
from anthology.numbering import number, order
from anthology.schema import NumberedParagraph, NumbersFile


def paragraphs(*words: str) -> Blocks:
    return tuple(Paragraph((Text(w),)) for w in words)


def renumber(file: NumbersFile, *words: str) -> tuple[dict[str, str], NumbersFile]:
    """Words → number, and the file as it then stands."""
    blocks, file = number(paragraphs(*words), file)
    numbers = [b.number for b in blocks if isinstance(b, Paragraph)]
    return dict(zip(words, numbers, strict=True)), file


def first(*words: str) -> NumbersFile:
    return renumber(NumbersFile(), *words)[1]


def test_paragraphs_quotations_and_items_are_counted() -> None:
    (one, two, three) = paragraphs("one", "two", "three")
    signature = Paragraph((Text("Chris"),), role="signature")
    blocks, _ = number(
        (one, Quotation((two,)), ListBlock((ListItem((three,)),)), signature), NumbersFile()
    )
    found = [b.number for b in walk(blocks) if isinstance(b, Paragraph | Quotation)]
    assert found == ["1", "2", "", "3", ""]


def test_what_is_new_between_two_gets_a_letter_and_what_is_new_at_the_end_counts_on() -> None:
    numbers, _ = renumber(first("one", "two"), "one", "new", "newer", "two", "last")
    assert numbers == {"one": "1", "new": "1a", "newer": "1b", "two": "2", "last": "3"}


def test_what_is_new_at_the_beginning() -> None:
    assert renumber(first("one"), "new", "one")[0] == {"new": "0a", "one": "1"}


def test_a_retired_number_is_never_given_again() -> None:
    _, file = renumber(first("one", "two", "three"), "one")
    numbers, file = renumber(file, "one", "something else", "and more")
    assert numbers == {"one": "1", "something else": "4", "and more": "5"}
    assert [p.number for p in file.paragraph] == ["1", "2", "3", "4", "5"]


def test_a_retired_paragraph_that_comes_back_has_its_number() -> None:
    _, file = renumber(first("one", "two", "three"), "one", "three")
    assert renumber(file, "one", "two", "three")[0]["two"] == "2"


def test_a_light_correction_keeps_the_number() -> None:
    old = first("The party is the only instrument.", "Two.", "Three.")
    numbers, _ = renumber(old, "The party was the only instrument!", "Two.", "Three.")
    assert list(numbers.values()) == ["1", "2", "3"]


def test_signs_do_not_count() -> None:
    old = first('He said "no" - so.', "Two.")
    assert list(renumber(old, "He said “no” – so.", "Two.")[0].values()) == ["1", "2"]


def test_a_paragraph_that_moves_takes_its_number_along() -> None:
    numbers, file = renumber(first("one", "two", "three"), "two", "one", "three")
    assert numbers == {"one": "1", "two": "2", "three": "3"}
    assert renumber(file, "two", "one", "three")[0] == numbers


def test_a_letter_before_a_letter_stays_where_it_is() -> None:
    """27b stands before 27a when it came later: the file must know both again."""
    _, file = renumber(first("one", "two"), "one", "alpha", "two")
    numbers, file = renumber(file, "one", "beta", "alpha", "two")
    assert numbers == {"one": "1", "beta": "1b", "alpha": "1a", "two": "2"}
    assert renumber(file, "one", "beta", "alpha", "two")[0] == numbers
    numbers, _ = renumber(file, "one", "beta", "alphas", "two")
    assert numbers["alphas"] == "1a"


def test_more_letters_than_the_alphabet_has() -> None:
    new = [f"new {i:02} {'x' * i}" for i in range(28)]
    numbers, _ = renumber(first("one", "two"), "one", *new, "two")
    letters = [numbers[n] for n in new]
    assert letters[:2] == ["1a", "1b"]
    assert letters[25:] == ["1z", "1za", "1zb"]
    assert sorted(letters, key=order) == letters


def test_order() -> None:
    mixed = ["10a", "2", "1za", "1", "10", "0a", "1z", "1a"]
    assert sorted(mixed, key=order) == ["0a", "1", "1a", "1z", "1za", "2", "10", "10a"]
    with pytest.raises(ValueError, match="no paragraph number"):
        order("2.7")


TEXTS = st.lists(st.text("abcdefgh", min_size=3, max_size=6), unique=True, max_size=12)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_number_is_given_twice_and_none_is_forgotten(versions: list[list[str]]) -> None:
    file = NumbersFile()
    given_ever: set[str] = set()
    for words in versions:
        numbers, file = renumber(file, *words)
        given_ever |= set(numbers.values())
        assert len(set(numbers.values())) == len(words)
        listed = [p.number for p in file.paragraph]
        assert sorted(listed, key=order) == sorted(given_ever, key=order)
        assert renumber(file, *words) == (numbers, file)  # nothing changed: nothing changes


@given(TEXTS, st.data())
def test_insertions_and_deletions_change_no_other_number(
    words: list[str], data: st.DataObject
) -> None:
    before, file = renumber(NumbersFile(), *words)
    kept = [w for w in words if data.draw(st.booleans())]
    new = [f"{i}{i}{i}{i}" for i in range(data.draw(st.integers(0, 3)))]
    for paragraph in new:
        kept.insert(data.draw(st.integers(0, len(kept))), paragraph)
    after, _ = renumber(file, *kept)
    assert {w: n for w, n in after.items() if w in before} == {
        w: n for w, n in before.items() if w in after
    }
    assert not {after[n] for n in new} & set(before.values())


def test_a_text_written_anew_is_matched_in_reasonable_time() -> None:
    kept = tuple(NumberedParagraph(str(i), f"{i:09}", f"{i}") for i in range(1, 1500))
    blocks = paragraphs(*(f"other {'word ' * (i % 7)}{i}" for i in range(1500)))
    _, file = number(blocks, NumbersFile(kept))
    assert len(file.paragraph) == 2999
