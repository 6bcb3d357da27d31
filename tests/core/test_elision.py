"""Ranges are shortened as the style manuals show, and can always be read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.elision import Elision, elide


@pytest.mark.parametrize(
    "elided",
    "3–10 71–72 96–117 100–104 1100–1113 101–8 808–33 1103–4 321–28 498–532 1087–89 1496–500 "
    "11564–615 12991–3001 107–8 505–17 1002–6 600–613 109–209".split(),
)
def test_published_examples_of_elision(elided: str) -> None:
    assert elide(*whole(elided)) == elided


@pytest.mark.parametrize(
    "elided", "30–1 42–3 132–6 1841–5 10–11 12–16 114–18 214–15 310–11 123–5 99–103".split()
)
def test_the_fewest_figures(elided: str) -> None:
    assert elide(*whole(elided), "oxford") == elided


def test_all_figures() -> None:
    assert elide(1496, 1500, "full") == "1496–1500"


def whole(elided: str) -> tuple[int, int]:
    low, high = elided.split("–")
    return int(low), int(low[: max(0, len(low) - len(high))] + high)


@given(st.integers(1, 20000), st.integers(1, 20000), st.sampled_from(["chicago", "oxford", "full"]))
def test_an_elided_range_can_be_read(one: int, other: int, style: Elision) -> None:
    first, last = sorted((one, other + 1)) if one != other + 1 else (one, one + 1)
    assert whole(elide(first, last, style)) == (first, last)
