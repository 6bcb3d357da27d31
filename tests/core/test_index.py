"""The index is filed as The Chicago Manual of Style files names; its locators are elided so."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.index import (
    Entry,
    Locus,
    elide,
    filing_key,
    make_index,
    page_locators,
    paragraph_locators,
)
from anthology.schema import NamesFile, Person, See

FILED = """\
Abd el-Krim
Beauvoir, Simone de
Beethoven, Ludwig van
Bismarck, Otto von
de Gaulle, Charles
Leonardo da Vinci
Luxemburg, Rosa
Mac Donald, A.
MacIntyre, Alasdair
Marx, Karl
McNally, David
Muller, Anna
Müller, Berta
O'Brien, Conor
Oakes, Zoe
Østergaard, Uffe
Otto, Rudolf
Pham Binh
Saint-Just, Louis de
Smith, Zadie
Smithers, Ann
Stalin, Joseph
St. Clair, Jeffrey
T., Adam
Thompson, E. P.
Thompson, Edward
Thompson [reader]
Trotsky, Leon
van Heijenoort, Jean
Zinoviev, Grigory
""".splitlines()


def by_rule() -> list[str]:
    """The list above in the order of the rules: O’Brien files as Obrien."""
    order = [name for name in FILED if name not in {"O'Brien, Conor", "Thompson [reader]"}]
    order.insert(order.index("Østergaard, Uffe"), "O'Brien, Conor")
    order.insert(order.index("Thompson, E. P."), "Thompson [reader]")
    return order


def test_filing_order() -> None:
    shuffled = FILED.copy()
    Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=filing_key) == by_rule()


def test_entries_stand_under_their_letters_and_no_letter_twice() -> None:
    people = tuple(Person(heading=name, variants=(name,)) for name in FILED)
    index = make_index(NamesFile(person=people), [(n, Locus("a", 1, "1")) for n in FILED])
    assert "".join(letter for letter, _ in index.letters) == "ABDLMOPSTVZ"
    letters = dict(index.letters)
    assert [e.heading for e in letters["V"]] == ["van Heijenoort, Jean"]
    assert [e.heading for e in letters["O"]][-2:] == ["Østergaard, Uffe", "Otto, Rudolf"]


def test_a_filing_form_outweighs_the_heading() -> None:
    people = (
        Person(heading="The Old Man", variants=("x",), filing="Old Man"),
        Person(heading="Pham Binh", variants=("y",)),
    )
    index = make_index(
        NamesFile(person=people), [("Pham Binh", Locus("a", 1)), ("The Old Man", Locus("b", 1))]
    )
    assert [(letter, [e.heading for e in es]) for letter, es in index.letters] == [
        ("O", ["The Old Man"]),
        ("P", ["Pham Binh"]),
    ]


def test_only_who_is_named_is_listed_and_no_reference_is_blind() -> None:
    names = NamesFile(
        person=(Person(heading="A", variants=("a",)), Person(heading="B", variants=("b",))),
        see=(See(from_="Aa", to="A"), See(from_="Bb", to="B")),
    )
    index = make_index(names, [("A", Locus("t1m1", 1, "1"))])
    assert [(e.heading, e.see) for e in index.entries] == [("A", ""), ("Aa", "A")]
    assert [(e.id, e.target) for e in index.entries] == [("index-1", ""), ("", "index-1")]


@pytest.mark.parametrize(
    "elided",
    "3–10 71–72 96–117 100–104 1100–1113 101–8 808–33 1103–4 321–28 498–532 1087–89 1496–500 "
    "11564–615 12991–3001 107–8 505–17 1002–6 600–613 109–209".split(),
)
def test_published_examples_of_elision(elided: str) -> None:
    first, last = elided.split("–")
    whole = first[: max(0, len(first) - len(last))] + last
    assert elide(int(first), int(whole)) == elided


@given(st.integers(1, 20000), st.integers(1, 20000))
def test_an_elided_range_can_be_read(one: int, other: int) -> None:
    first, last = sorted((one, other + 1)) if one != other + 1 else (one, one + 1)
    low, high = elide(first, last).split("–")
    assert int(low) == first
    assert int(low[: max(0, len(low) - len(high))] + high) == last


def places(*anchors: str) -> Entry:
    """`12`: named on page 12; `12n3`, `12n[iv]`: in a note there. The anchor tells the page."""
    loci = []
    for anchor in anchors:
        _, _, marker = anchor.partition("n")
        loci.append(Locus(anchor, 1, "" if marker else "7", marker))
    return Entry("A", tuple(loci))


def pages(*anchors: str) -> str:
    found = page_locators(places(*anchors), lambda anchor: anchor.partition("n")[0])
    return ", ".join(locator.label for locator in found)


@pytest.mark.parametrize(
    ("anchors", "printed"),
    [
        ("12", "12"),
        ("12 12 12", "12"),
        ("12 13 15", "12–13, 15"),
        ("13 12 14", "12–14"),
        ("101 102 103", "101–3"),
        ("12 12n3 13", "12–13, 12n3"),
        ("45n9 45n10 45n[iii] 45", "45, 45n9, 45n10, 45n.iii"),
        ("9 10n1 100", "9, 10n1, 100"),
        ("viii ix x 1", "viii, ix, x, 1"),
    ],
)
def test_page_locators(anchors: str, printed: str) -> None:
    assert pages(*anchors.split()) == printed


def test_a_range_leads_to_its_first_place() -> None:
    (found,) = page_locators(places("12", "13"), lambda anchor: anchor)
    assert (found.label, found.anchor) == ("12–13", "12")


def test_paragraph_locators() -> None:
    loci = (
        Locus("a", 3, "27"),
        Locus("b", 3, "27"),
        Locus("c", 3, note="4"),
        Locus("d", 1, note="[iii]"),
        Locus("e", 2),
    )
    found = [(x.label, x.anchor) for x in paragraph_locators(Entry("A", loci))]
    assert found == [("3.27", "a"), ("3n4", "c"), ("1n.iii", "d"), ("2", "e")]
