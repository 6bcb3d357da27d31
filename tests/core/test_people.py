"""“People in this book” says what the authority file says, and nothing of anybody else."""

from __future__ import annotations

import pytest

from anthology.document import Blocks, DefinitionList, Heading, Paragraph, plain
from anthology.labels import ENGLISH
from anthology.people import lived, people
from anthology.schema import NamesFile, Person


def one(heading: str, **said: str) -> Person:
    born, died = said.get("born", ""), said.get("died", "")
    return Person(
        heading,
        ("x",),
        born=born,
        died=died,
        dates=said.get("dates", ""),
        description=said.get("description", ""),
    )


@pytest.mark.parametrize(
    ("person", "printed"),
    [
        (one("A", born="1912", died="1986"), "1912–86"),
        (one("A", born="1898", died="1943"), "1898–1943"),
        (one("A", born="c. 1880", died="1943"), "c. 1880–1943"),
        (one("A", born="1953"), "b. 1953"),
        (one("A", died="1943"), "d. 1943"),
        (one("A", dates="active about 1848"), "active about 1848"),
        (one("A"), ""),
    ],
)
def test_dates(person: Person, printed: str) -> None:
    assert lived(person, ENGLISH) == printed


def test_the_page_lists_who_is_named_and_identified_in_the_order_of_the_index() -> None:
    names = NamesFile(
        person=(
            one("Zeta, Ann", description="a painter"),
            one("Alpha, Bo", born="1900", died="1950"),
            one("Beta, Cy"),
            one("Gamma, Di", description="named nowhere"),
        )
    )
    blocks = people(names, {"Zeta, Ann", "Alpha, Bo", "Beta, Cy"}, "letter", ENGLISH)
    heading, entries = blocks
    assert isinstance(heading, Heading)
    assert plain(heading.children) == "People in this book"
    assert isinstance(entries, DefinitionList)
    assert [(plain(item.term.children), said(item.blocks)) for item in entries.items] == [
        ("Alpha, Bo (1900–50)", []),
        ("Zeta, Ann", ["a painter"]),
    ]


def said(blocks: Blocks) -> list[str]:
    return [plain(block.children) for block in blocks if isinstance(block, Paragraph)]


def test_no_page_without_identities() -> None:
    assert people(NamesFile(person=(one("A"),)), {"A"}, "letter", ENGLISH) == ()
