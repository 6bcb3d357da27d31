"""Imposition as arithmetic: sheets printed, turned, folded and nested must read in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.gathering import STAPLED, Side, creep, divide, sides

Leaf = tuple[int, int]  # what is read on its two faces: recto, verso


def folded(front: Side, back: Side) -> tuple[Leaf, Leaf]:
    """A sheet turned over its short edge for the back, then folded with the front outside."""
    return (front.right, back.left), (back.right, front.left)


def nested(sheets: Sequence[tuple[Leaf, Leaf]]) -> list[int]:
    """The pages as they are turned, when each sheet lies inside the one before."""
    leaves = [first for first, _ in sheets] + [second for _, second in reversed(sheets)]
    return [page for leaf in leaves for page in leaf]


def read(gatherings: tuple[int, ...]) -> list[int]:
    printed = list(sides(gatherings))
    sheets = [folded(front, back) for front, back in zip(printed[::2], printed[1::2], strict=True)]
    pages: list[int] = []
    for count in gatherings:
        pages += nested(sheets[:count])
        sheets = sheets[count:]
    assert sheets == []
    return pages


@given(pages=st.integers(1, 400), most=st.integers(0, 30))
def test_folded_sheets_read_in_order(pages: int, most: int) -> None:
    gatherings = divide(pages, most)
    read_pages = read(gatherings)
    assert read_pages == list(range(4 * sum(gatherings)))
    assert 0 <= len(read_pages) - pages < 4  # blank ones, at the end alone


@given(pages=st.integers(1, 2000), most=st.integers(1, 40))
def test_gatherings_are_alike_and_no_larger_than_asked_for(pages: int, most: int) -> None:
    gatherings = divide(pages, most)
    assert max(gatherings) <= most
    assert max(gatherings) - min(gatherings) <= 1
    assert all(before >= after for before, after in pairwise(gatherings))


@pytest.mark.parametrize(
    ("pages", "most", "expected"),
    [
        (1, 0, (1,)),
        (16, 0, (4,)),
        (17, 0, (5,)),
        (4 * STAPLED, 0, (20,)),
        (4 * STAPLED + 1, 0, (11, 10)),
        (96, 8, (8, 8, 8)),
        (100, 8, (7, 6, 6, 6)),
    ],
)
def test_how_a_book_is_divided(pages: int, most: int, expected: tuple[int, ...]) -> None:
    assert divide(pages, most) == expected


def test_a_sheet_says_what_is_on_it() -> None:
    assert list(sides((2,))) == [Side(7, 0, 0), Side(1, 6, 0), Side(5, 2, 1), Side(3, 4, 1)]


def test_creep_grows_from_the_outermost_sheet_inward_and_begins_again() -> None:
    moved = [creep(side, 0.1) for side in sides((3, 2))]
    assert moved == pytest.approx([0, 0, 0.1, 0.1, 0.2, 0.2, 0, 0, 0.1, 0.1])
