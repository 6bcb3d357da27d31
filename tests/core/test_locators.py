"""What an index prints for places: pages once and in ranges, notes, whole texts, parts by text."""

from __future__ import annotations

import pytest

from anthology.index import Entry, Locus
from anthology.locators import Paging, Part, page_locators, paragraph_locators, parts

TITLES = {"1": "First", "2": "Second"}


def place(sign: str) -> Locus:
    """`12`: named on page 12 of text 1; `12n3`, `12n[iv]`: in a note there; `2:12`: of text 2.

    `1:by`: text 1 is by the person. The anchor is the sign.
    """
    text, _, rest = sign.rpartition(":")
    page, _, marker = rest.partition("n")
    number = int(text or 1)
    return Locus(sign, number, "" if marker else "7", marker, author=page == "by")


def page(anchor: str) -> str:
    return "20" if anchor == "1:by" else anchor.rpartition(":")[2].partition("n")[0]


PAGING = Paging(page, lambda anchor: "24")


def entry(signs: str, *, minor: bool = False) -> Entry:
    return Entry("A", tuple(place(sign) for sign in signs.split()), minor=minor)


def pages(signs: str) -> str:
    return ", ".join(found.label for found in page_locators(entry(signs), PAGING))


@pytest.mark.parametrize(
    ("signs", "printed"),
    [
        ("12", "12"),
        ("12 12 12", "12"),
        ("12 13 15", "12–13, 15"),
        ("13 12 14", "12–14"),
        ("101 102 103", "101–3"),
        ("9 10n1 100", "9, 10n1, 100"),
        ("viii ix x 1", "viii–x, 1"),
        ("x ix xii", "ix–x, xii"),
    ],
)
def test_pages(signs: str, printed: str) -> None:
    assert pages(signs) == printed


def test_a_range_ends_with_its_text() -> None:
    assert pages("23 24 2:25 2:26") == "23–24, 25–26"


@pytest.mark.parametrize(
    ("signs", "printed"),
    [
        ("45n3 45n4", "45nn3–4"),
        ("45n3 45n5", "45n3, 45n5"),
        ("45n9 45n10 45n[iii]", "45nn9–10, 45n.iii"),
        ("45n[iii] 45n[iv] 45n[v]", "45nn.iii–v"),
        ("45n[*] 45n[†]", "45n.*, 45n.†"),
        ("45n3 46n4", "45n3, 46n4"),
    ],
)
def test_notes(signs: str, printed: str) -> None:
    assert pages(signs) == printed


def test_a_page_named_in_its_text_and_in_a_note_stands_once() -> None:
    assert pages("12 12n3 13") == "12–13"


def test_a_whole_text_by_the_person_stands_for_the_names_in_it() -> None:
    found = page_locators(entry("1:by 20 22 22n3 2:31"), PAGING)
    assert [(one.label, one.kind, one.anchor) for one in found] == [
        ("20–24", "author", "1:by"),
        ("22n3", "note", "22n3"),
        ("31", "page", "2:31"),
    ]


def test_a_range_leads_to_its_first_place() -> None:
    (found,) = page_locators(entry("12 13"), PAGING)
    assert (found.label, found.anchor, found.is_range) == ("12–13", "12", True)


def test_what_was_added_since_the_pages_were_counted_is_cited_by_paragraph() -> None:
    paging = Paging(lambda anchor: "" if anchor == "2:13" else page(anchor), PAGING.last)
    found = page_locators(entry("2:13 12"), paging)
    assert [one.label for one in found] == ["12", "2.7"]


def test_paragraphs() -> None:
    loci = (
        Locus("a", 3, "27"),
        Locus("b", 3, "27"),
        Locus("c", 3, note="4"),
        Locus("d", 3, note="5"),
        Locus("e", 1, note="[iii]"),
        Locus("f", 2),
        Locus("g", 0, piece="Introduction"),
        Locus("t4", 4, author=True),
        Locus("h", 4, "1"),
    )
    found = [(x.label, x.anchor) for x in paragraph_locators(Entry("A", loci))]
    assert found == [
        ("3.27", "a"),
        ("3nn4–5", "c"),
        ("1n.iii", "e"),
        ("2", "f"),
        ("Introduction", "g"),
        ("4", "t4"),
    ]


def divided(found: Entry) -> list[tuple[str, str]]:
    made: tuple[Part, ...] = parts(found, lambda e: page_locators(e, PAGING), TITLES)
    return [(part.title, " ".join(one.label for one in part.locators)) for part in made]


SEVEN = "1 3 5 7 2:31 2:33 2:35"


def test_more_than_six_locators_are_divided_by_text() -> None:
    assert divided(entry(SEVEN)) == [("", ""), ("First", "1 3 5 7"), ("Second", "31 33 35")]


def test_six_locators_are_not() -> None:
    assert divided(entry("1 3 5 7 2:31 2:33")) == [("", "1 3 5 7 31 33")]


def test_those_of_a_minor_heading_and_of_one_text_are_not() -> None:
    assert len(divided(entry(SEVEN, minor=True))) == 1
    assert len(divided(entry("1 3 5 7 9 11 13 15"))) == 1


def test_what_the_person_wrote_stands_with_the_heading() -> None:
    assert divided(entry("1:by 1n1 2:31 2:33 2:35 2:37 2:39 2:41"))[:2] == [
        ("", "20–24"),
        ("First", "1n1"),
    ]
