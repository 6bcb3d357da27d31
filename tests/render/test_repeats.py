"""Headings of an index said again at the head of a page, in an index laid out by counting lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from anthology.index import Entry, Index
from anthology.indexprint import IndexPrint
from anthology.labels import ENGLISH
from anthology.locators import Part
from anthology.render.job import Galley, GalleyMap, PageFrame, Point
from anthology.render.repeats import set_index

COLUMN = 10
"""Lines of a column; two make a page."""
FRAME = PageFrame(200.0, 200.0, 0.0, 20.0, 200.0, 20.0 + 11 * COLUMN, None)


class Print(IndexPrint):
    """Has as many subentries for each heading as its name says."""

    def parts(self, entry: Entry) -> tuple[Part, ...]:
        return tuple(Part(str(number), ()) for number in range(1 + int(entry.heading)))


def index_of(sizes: Sequence[int]) -> Index:
    """Entries with so many subentries, three under a letter."""
    entries = [Entry(str(size), id=f"e{number}") for number, size in enumerate(sizes)]
    letters = (tuple(entries[n : n + 3]) for n in range(0, len(entries), 3))
    return Index(tuple((str(number), found) for number, found in enumerate(letters)))


@dataclass
class Press:
    """Lays an index out, every third subentry in two lines; counts how often it is asked to."""

    index: Index
    rounds: int = 0

    def __call__(self, made: IndexPrint) -> Galley:
        self.rounds += 1
        anchors, at = dict[str, Point](), 0
        for _, entries in self.index.letters:
            at += at % COLUMN > 0  # a line of white between letters
            for entry in entries:
                for number, _ in enumerate(made.parts(entry)):
                    id = made.part_id(entry, number) if number else entry.id
                    needed = 1 + (number % 3 == 2)
                    again = id in made.continued
                    if at % COLUMN + needed + again > COLUMN:  # it stays with what it leads
                        at += COLUMN - at % COLUMN
                    at += again
                    page, line = at // (2 * COLUMN), at % COLUMN
                    anchors[id] = Point(page, 100.0 * (at // COLUMN % 2), 20 + 11.0 * line)
                    at += needed
        return Galley("index", b"", GalleyMap((FRAME,), anchors, (), ()), ())


def begins(galley: Galley) -> dict[int, str]:
    """What each page begins with."""
    found: dict[int, str] = {}
    for id, point in galley.map.anchors.items():
        found.setdefault(point.page, id)
    return found


def said_again(sizes: Sequence[int], before: Sequence[str] = ()) -> tuple[int, int]:
    """How many headings are said again, and in how many rounds that was found out.

    Before each subentry that begins a page its heading is said, and nowhere else.
    """
    press = Press(index_of(sizes))
    galley, said = set_index(press.index, Print(ENGLISH), press, before)
    assert said == {id for page, id in begins(galley).items() if page and "-" in id}
    return len(said), press.rounds


def test_an_index_of_one_page_is_set_once() -> None:
    assert said_again([3, 4, 5]) == (0, 1)


def test_a_heading_that_goes_on_is_said_again() -> None:
    assert said_again([30])[0] == 2


def test_many_pages_take_few_rounds() -> None:
    again, rounds = said_again([17, 23, 9, 40, 31, 12] * 8)
    assert again > 35
    assert rounds <= 6


def test_an_index_set_before_with_nearly_the_same_pages_is_set_once() -> None:
    sizes = [17, 23, 9, 40, 31, 12] * 8
    press = Press(index_of(sizes))
    _, said = set_index(press.index, Print(ENGLISH), press)
    assert said_again(sizes, sorted(said)) == (len(said), 1)


@given(st.lists(st.integers(0, 45), min_size=1, max_size=30))
def test_every_heading_that_goes_on_is_said_again(sizes: list[int]) -> None:
    said_again(sizes)
