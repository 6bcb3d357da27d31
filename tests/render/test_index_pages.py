"""Pages of an index: headings said again where their subentries go on, columns that end level."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pypdfium2
import pytest

from anthology.render import galley as galleys
from anthology.render.job import Galley

SetBody = Callable[..., Galley]


def entry(number: int, parts: int, label: str = "") -> str:
    """An entry with so many subentries, every third of two lines."""
    heading = f"Name{number}, Ann"
    subentries = "".join(
        f'<li class="part" id="e{number}-{part}"><p class="entry-line">Text {part} '
        f"{'with a title that goes on and on ' * (part % 3 == 0)}, {part}</p></li>"
        for part in range(1, parts + 1)
    )
    again = f'<li class="again"><p class="entry-line">{label or f"{heading} (cont.)"}</p></li>'
    below = f'<ul class="entries parts">{again}{subentries}</ul>' if parts else ""
    return f'<li class="entry" id="e{number}"><p class="entry-line">{heading}</p>{below}</li>'


def index(sizes: Sequence[int], label: str = "") -> str:
    """Entries with so many subentries, three under a letter."""
    entries = [entry(number, size, label) for number, size in enumerate(sizes)]
    letters = ("".join(entries[n : n + 3]) for n in range(0, len(entries), 3))
    inside = "".join(
        f'<section class="letter"><ul class="entries">{found}</ul></section>' for found in letters
    )
    return f'<section class="index" id="index"><h1>Index</h1>{inside}</section>'


def lines_of(galley: Galley) -> list[list[str]]:
    """The lines of each page, as they are printed."""
    pdf = pypdfium2.PdfDocument(galley.pdf)
    return [page.get_textpage().get_text_range().splitlines() for page in pdf]


def begins(galley: Galley) -> list[str]:
    """The subentries that begin a page."""
    first: dict[int, str] = {}
    for id, point in galley.map.anchors.items():
        first.setdefault(point.page, id)
    return [id for page, id in first.items() if page and "-" in id]


@pytest.mark.parametrize("seed", range(4))
def test_a_heading_is_said_where_a_page_begins_with_a_subentry_and_nowhere_else(
    galley: SetBody, seed: int
) -> None:
    random = Random(seed)
    made = galley(index([random.randint(0, 90) for _ in range(12)]))
    assert begins(made)
    assert list(made.map.again) == begins(made)
    said = [
        (page, number)
        for page, lines in enumerate(lines_of(made))
        for number, line in enumerate(lines)
        if "(cont.)" in line
    ]
    assert said == [(made.map.anchors[id].page, 0) for id in begins(made)]
    heads = [re.sub(r"e(\d+)-.*", r"Name\1, Ann (cont.)", id) for id in begins(made)]
    assert [lines_of(made)[page][0] for page, _ in said] == heads


def test_an_index_of_one_page_says_none_again(galley: SetBody) -> None:
    made = galley(index([3, 4, 5]))
    assert made.map.again == ()
    assert "(cont.)" not in str(lines_of(made))


def test_a_heading_that_goes_on_over_two_pages_is_said_twice_each_in_its_place(
    galley: SetBody, read_tags: Callable[[bytes], Any]
) -> None:
    made = galley(index([250]))
    assert len(made.map.again) == 3
    tags = read_tags(made.pdf)
    (parts,) = (e for e in tags.elements() if len(e.K) > 100)
    words = [tags.text(item) for item in parts.K]
    behind = [words[n + 1] for n, said in enumerate(words) if "(cont.)" in said]
    assert [f"e0-{said.split()[1]}" for said in behind] == list(made.map.again)
    assert len(words) == 250 + 3


def test_subentries_that_begin_a_page_all_of_them_have_their_heading_there(
    galley: SetBody,
) -> None:
    apart = ".parts { break-before: auto } .entry + .entry > .parts { break-before: page }"
    made = galley(index([0, 3]), extra=f"section.index {{ columns: auto }} {apart}")
    assert made.map.again == ("e1-1",)
    assert lines_of(made)[1][:2] == ["Name1, Ann (cont.)", "Text 1 , 1"]


def test_a_heading_said_again_may_take_several_lines(galley: SetBody) -> None:
    label = "A heading which takes more than one line of a column (cont.)"
    made = galley(index([200], label))
    assert list(made.map.again) == begins(made)
    for page in lines_of(made)[1:]:
        assert " ".join(page[:2]).startswith(label)


def test_an_index_without_columns_says_its_headings_again(galley: SetBody) -> None:
    made = galley(index([70, 70, 70]), extra="section.index { columns: auto }")
    assert list(made.map.again) == begins(made) != []


def test_a_layout_tried_in_vain_leaves_nothing_behind(
    galley: SetBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = galley(index([120]))
    monkeypatch.setattr(galleys, "lines_missing", lambda _pages: 1)
    monkeypatch.setattr(galleys, "remedies", lambda _fit, _missing: [{}])
    assert galley(index([120])) == made


def columns_apart(galley: Galley) -> list[int]:
    """By how many lines the left column of each page ends below the right one."""
    ends: dict[tuple[int, bool], float] = {}
    for id, place in galley.map.anchors.items():
        if id != "index":
            ends[place.page, place.x > galley.map.frames[0].width / 2] = place.y
    pages = range(len(galley.map.frames))
    return [round((ends[page, False] - ends[page, True]) / 11) for page in pages]


@pytest.mark.parametrize("sizes", [(6, 7, 8), (5, 5, 5, 5), (25, 1, 3, 9, 9)])
def test_the_columns_of_the_last_page_end_level(galley: SetBody, sizes: tuple[int, ...]) -> None:
    assert abs(columns_apart(galley(index(sizes)))[-1]) <= 1


def test_a_heading_that_finds_no_room_takes_nothing_of_the_letter_before_with_it(
    galley: SetBody,
) -> None:
    # What is missing is the white between letters, and the heading, which may not stand alone.
    assert columns_apart(galley(index([23, 3, 0, 40, 40, 40]))) == [-2, 0, 0]
