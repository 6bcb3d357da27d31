"""The index is filed as The Chicago Manual of Style files names, or word by word."""

from __future__ import annotations

from random import Random

import pytest

from anthology.filing import Filing, filing_key
from anthology.index import Locus, make_index
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
    ("by", "order"),
    [
        ("letter", "Newark | Newton | Newton, A. | New York, Ann | New-Yorker"),
        ("word", "New York, Ann | New-Yorker | Newark | Newton | Newton, A."),
    ],
)
def test_letter_by_letter_or_word_by_word(by: Filing, order: str) -> None:
    names = order.split(" | ")
    assert sorted(set(names), key=lambda name: filing_key(name, by)) == names


def test_accents_count_only_where_all_letters_are_alike() -> None:
    order = ["Müller, Anna", "Muller, Berta", "Müller, Berta", "Müller, Clara"]
    assert sorted(set(order), key=filing_key) == order


def two_categories() -> NamesFile:
    return NamesFile(
        person=(
            Person(heading="A", variants=("a",), see_also=("B", "C"), minor=True),
            Person(heading="B", variants=("b",)),
            Person(heading="C", variants=("c",)),
            Person(heading="Party", variants=("p",), category="organization"),
        ),
        see=(See(from_="Ligue", to="Party"), See(from_="Bee", to="B")),
    )


LOCI = [("A", Locus("t1m1", 1)), ("B", Locus("t1m2", 1)), ("Party", Locus("t1m3", 1))]


def test_organizations_have_an_index_of_their_own() -> None:
    persons = make_index(two_categories(), LOCI)
    assert [(e.heading, e.id, e.target) for e in persons.entries] == [
        ("A", "index-1", ""),
        ("B", "index-2", ""),
        ("Bee", "", "index-2"),
    ]
    other = make_index(two_categories(), LOCI, "organization", id="organizations")
    assert [(e.heading, e.id, e.target) for e in other.entries] == [
        ("Ligue", "", "organizations-1"),
        ("Party", "organizations-1", ""),
    ]


def test_see_also_leads_to_headings_that_are_there() -> None:
    first = make_index(two_categories(), LOCI).entries[0]
    assert first.also == (("B", "index-2"),)
    assert first.minor
