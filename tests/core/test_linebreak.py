"""Line breaking by total fit: the laws it keeps, and what it does where they cannot be kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.linebreak import Box, Break, Glue, Item, Line, Rules, break_lines

SPACE = Glue(2.5, 1.0, 1.0)
HYPHEN = Break(100.0, 2.7, hyphen=True)
RULES = Rules()


def text(*words: str) -> list[Item]:
    """Words of letters two wide, spaces between; `-` in a word is where it may be divided."""
    items: list[Item] = []
    for word in words:
        items += [SPACE] if items else []
        for number, part in enumerate(word.split("-")):
            items += [HYPHEN] if number else []
            items.append(Box(2.0 * len(part)))
    return items


def natural(items: Sequence[Item], start: int, end: int) -> float:
    width = sum(item.width for item in items[start:end] if not isinstance(item, Break))
    before = items[start - 1] if start else None
    width += before.after if isinstance(before, Break | Glue) else 0.0
    ended = items[end] if end < len(items) else None
    return width + (ended.before if isinstance(ended, Break | Glue) else 0.0)


def printed_width(items: Sequence[Item], line: Line) -> float:
    """How wide a line comes out."""
    glue = [item for item in items[line.start : line.end] if isinstance(item, Glue)]
    give = sum(g.stretch if line.ratio > 0 else g.shrink for g in glue)
    return line.size * (natural(items, line.start, line.end) + line.ratio * give)


# --- laws

paragraphs = st.lists(
    st.lists(st.integers(1, 9), min_size=1, max_size=3).map(lambda n: "-".join("x" * k for k in n)),
    min_size=1,
    max_size=60,
)


@given(paragraphs, st.floats(40, 160))
def test_every_box_is_printed_once_in_order(words: list[str], measure: float) -> None:
    items = text(*words)
    lines = break_lines(items, measure)
    if lines is None:
        return
    assert lines[0].start == 0
    assert lines[-1].end == len(items)
    assert all(b.start == a.end + 1 for a, b in pairwise(lines))
    assert not any(isinstance(items[a.end], Box) for a in lines[:-1])


@given(paragraphs, st.floats(60, 160))
def test_every_line_but_the_last_is_as_wide_as_the_measure(
    words: list[str], measure: float
) -> None:
    items = text(*words)
    lines = break_lines(items, measure)
    assert lines is not None
    for line in lines[:-1]:
        if any(isinstance(item, Glue) for item in items[line.start : line.end]):
            assert printed_width(items, line) == pytest.approx(measure)
    assert printed_width(items, lines[-1]) <= measure + 1e-6


@given(paragraphs, st.floats(60, 160))
def test_letters_and_spaces_give_no_more_than_they_may(words: list[str], measure: float) -> None:
    items = text(*words)
    for line in break_lines(items, measure) or ():
        assert 1 - RULES.letters <= line.size <= 1 + RULES.letters
        assert line.ratio >= -1 - 2 * RULES.letters  # of the glue at the size of the line
        assert abs(line.ratio) < 1e-9 or abs(line.size - 1) == pytest.approx(RULES.letters)


@given(paragraphs, st.floats(60, 160))
def test_the_same_paragraph_gets_the_same_lines(words: list[str], measure: float) -> None:
    assert break_lines(text(*words), measure) == break_lines(text(*words), measure)


@given(paragraphs, st.floats(60, 160))
def test_no_three_lines_in_a_row_end_in_a_hyphen(words: list[str], measure: float) -> None:
    items = text(*words)
    lines = break_lines(items, measure) or ()
    ends = [line.end < len(items) and items[line.end] == HYPHEN for line in lines]
    assert not any(all(ends[n : n + 3]) for n in range(len(ends) - 2))


# --- the best of all ways


def ways(items: Sequence[Item]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to break a paragraph, as spans of items."""
    places = [n for n, item in enumerate(items) if not isinstance(item, Box)]
    for count in range(len(places) + 1):
        for chosen in combinations(places, count):
            ends = (*chosen, len(items))
            yield tuple(zip((0, *(place + 1 for place in chosen)), ends, strict=True))


def demerits(items: Sequence[Item], measure: float, way: tuple[tuple[int, int], ...]) -> float:
    """What the rules say of a way to break; infinite where they forbid it."""
    total, rank, run = 0.0, 1, 0
    for start, end in way:
        last = end == len(items)
        wide = natural(items, start, end)
        lack = measure - wide
        glue = [item for item in items[start:end] if isinstance(item, Glue)]
        give = wide * RULES.letters + sum(g.stretch if lack > 0 else g.shrink for g in glue)
        ratio = 0.0 if last and lack >= 0 else lack / give
        if not -1 <= ratio <= RULES.loosest:
            return float("inf")
        ended = None if last else items[end]
        cost = ended.cost if isinstance(ended, Break | Glue) else 0.0
        total += (RULES.line + 100 * ratio**2 + cost) ** 2
        hyphen = isinstance(ended, Break) and ended.hyphen
        if last and run:
            total += RULES.last_hyphen if glue else RULES.last_part
        run = run + 1 if hyphen else 0
        if run > RULES.most_hyphens:
            return float("inf")
        total += RULES.hyphens if run > 1 else 0.0
        now = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        total += RULES.contrast if abs(now - rank) > 1 else 0.0
        rank = now
    return total


@given(st.lists(st.sampled_from("x xx xxx xxxx xx-xxx xxxx-xx xxx-xx-xxx".split()), max_size=6))
def test_no_other_way_is_better(words: list[str]) -> None:
    items, measure = text("xxx", *words), 30.0
    lines = break_lines(items, measure)
    assert lines is not None
    best = min(demerits(items, measure, way) for way in ways(items))
    if best < float("inf"):
        ours = tuple((line.start, line.end) for line in lines)
        assert demerits(items, measure, ours) == pytest.approx(best)


@given(
    st.lists(st.sampled_from("x xx xxx xxxx xx-xxx xxxx-xx xxx-xx-xxx".split()), max_size=6),
    st.integers(1, 6),
)
def test_nor_is_any_other_of_so_many_lines(words: list[str], count: int) -> None:
    items, measure = text("xxx", *words), 30.0
    found = [demerits(items, measure, way) for way in ways(items) if len(way) == count]
    best = min(found, default=float("inf"))
    lines = break_lines(items, measure, RULES, count)
    if lines is None:
        assert best == float("inf")
    else:
        assert len(lines) == count
        ours = tuple((line.start, line.end) for line in lines)
        assert demerits(items, measure, ours) == pytest.approx(best)


# --- one by one


def words_of(items: Sequence[Item], lines: Sequence[Line]) -> list[int]:
    """Boxes to a line."""
    return [sum(isinstance(i, Box) for i in items[line.start : line.end]) for line in lines]


def test_an_early_line_gives_way_to_a_later_one() -> None:
    """First fit would take four words, four, and leave a hole before the long one."""
    items = text("xxx", "xxx", "xxx", "xxx", "xxx", "xxx", "xxx", "xxxxxxxxxxxxxx", "xxxx")
    lines = break_lines(items, 33.0)
    assert lines is not None
    assert words_of(items, lines)[:2] == [4, 3]


def test_a_word_is_divided_only_where_that_is_better_than_loose_spaces() -> None:
    items = text("xxxxx", "xxxxx", "xxxxx", "x-xxxxxxxxxxxx", "xxxx")
    lines = break_lines(items, 40.0)
    assert lines is not None
    assert items[lines[0].end] == HYPHEN
    costly = [Break(5000.0, 2.7, hyphen=True) if item == HYPHEN else item for item in items]
    spared = break_lines(costly, 40.0)
    assert spared is not None
    assert isinstance(items[spared[0].end], Glue)


def test_no_line_ends_at_a_solid_space() -> None:
    solid = Glue(2.5, 1.0, 1.0, solid=True)
    items: list[Item] = [Box(10.0), SPACE, Box(10.0), SPACE, Box(8.0), solid, Box(6.0)]
    lines = break_lines(items, 36.0)
    assert lines is not None
    assert all(items[line.end] is not solid for line in lines[:-1])


def test_a_space_may_cost_more_than_another_to_end_a_line_at() -> None:
    items = text(*["xxx", "xxxx"] * 6)
    lines = break_lines(items, 42.0)
    assert lines is not None
    first = lines[0].end
    dear = [Glue(2.5, 1.0, 1.0, cost=500.0) if n == first else i for n, i in enumerate(items)]
    spared = break_lines(dear, 42.0)
    assert spared is not None
    assert spared[0].end != first


def test_what_hangs_in_the_margin_takes_no_room_of_its_line() -> None:
    """Three words fill 29 units where two of them hang out of the measure of 27."""
    hanging = Glue(2.5, 0.1, 0.1, before=-2.0)
    items: list[Item] = [Box(8.0), hanging, Box(8.0), hanging, Box(8.0), hanging, Box(8.0)]
    lines = break_lines(items, 27.0, Rules(letters=0.0))
    assert lines is not None
    assert words_of(items, lines) == [3, 1]
    assert lines[0].ratio == pytest.approx(0.0)


def test_no_part_of_a_word_stands_alone_in_the_last_line_if_it_can_be_had_otherwise() -> None:
    items = text("xxxx", "xxxx", "xxxx", "xxxx", "xxxx", "xxx-xxx")
    lines = break_lines(items, 57.0, Rules(last_part=0.0))
    spared = break_lines(items, 57.0)
    assert lines is not None
    assert spared is not None
    assert items[lines[-1].start - 1] == HYPHEN
    assert items[spared[-1].start - 1] != HYPHEN


def test_the_last_line_is_not_shorter_than_it_may_be() -> None:
    items = text(*["xxxx"] * 10, "x")
    plain = break_lines(items, 49.0, Rules())
    kept = break_lines(items, 49.0, Rules(least_end=10.0))
    assert plain is not None
    assert kept is not None
    assert natural(items, plain[-1].start, plain[-1].end) < 10
    assert natural(items, kept[-1].start, kept[-1].end) >= 10


def test_a_paragraph_of_one_short_line_may_be_as_short_as_it_is() -> None:
    assert break_lines(text("x"), 50.0, Rules(least_end=10.0)) == (Line(0, 1, 1.0, 0.0),)


def test_a_place_where_lines_must_be_loose_is_broken_all_the_same() -> None:
    items = text("xx", "xxxxxxxxxxxxxxxxxxxx", "xx", "xxxxxxxxxxxxxxxxxxxx")
    lines = break_lines(items, 41.0)
    assert lines is not None
    assert words_of(items, lines) == [1, 1, 1, 1]


def test_a_word_wider_than_the_measure_cannot_be_set() -> None:
    assert break_lines(text("xxx", "x" * 30, "xxx"), 50.0) is None


@pytest.mark.slow
def test_time_grows_with_the_length_of_a_paragraph_and_no_faster() -> None:
    random = Random(1)

    def seconds(count: int) -> float:
        words = ["-".join("x" * random.randint(2, 5) for _ in range(2)) for _ in range(count)]
        items, start = text(*words), time.process_time()
        assert break_lines(items, 160.0) is not None
        return time.process_time() - start

    seconds(100)
    assert min(seconds(4000) for _ in range(3)) < 40 * min(seconds(400) for _ in range(3))
