"""The index for other tools: the same headings and places in three forms."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from anthology.nameexport import ExportFormat, export_names

if TYPE_CHECKING:
    from tests.core.conftest import Desk

NAMES = """\
[[person]]
heading = "Łuksemburg, Róża"
variants = ["Róża", "Rosa"]
born = "1871"
died = "c. 1919"
description = "a writer & speaker"
wikidata = "Q7231"
viaf = "31"

[[person]]
heading = "Luksemburg Roza"
variants = ["Roza"]
minor = true

[[person]]
heading = "Party"
variants = ["Party"]
category = "organization"

[[see]]
from = "Luxemburg"
to = "Łuksemburg, Róża"
"""


@pytest.fixture
def exported(desk: Desk) -> dict[str, str]:
    entry = 'title = "[A Title]"\nsupplied = true'
    desk.text("Róża and Roza meet the Party.\n\nRosa.", entry=entry, notes="> **meet**\n\nRosa.\n")
    desk.write("names.toml", NAMES)
    edition, book = desk.edition(), desk.book()
    hows: tuple[ExportFormat, ...] = ("csv", "json", "tei")
    pages = {"t1m1": "3", "t1m4": "4"}

    def page_of(anchor: str) -> str:
        return pages.get(anchor, "")

    made: dict[str, str] = {how: export_names(book, edition.names, how, page_of) for how in hows}
    assert made == {how: export_names(desk.book(), edition.names, how, page_of) for how in hows}
    return made


def test_a_table_has_a_row_for_each_place(exported: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(exported["csv"])))
    shown = [(r["heading"], r["text"], r["paragraph"], r["note"], r["page"]) for r in rows]
    assert shown == [
        ("Łuksemburg, Róża", "1", "1", "", "3"),
        ("Łuksemburg, Róża", "1", "2", "", "4"),
        ("Łuksemburg, Róża", "1", "", "1", ""),
        ("Luksemburg Roza", "1", "1", "", ""),
        ("Party", "1", "1", "", ""),
    ]
    assert rows[0]["variants"] == "Róża|Rosa"


def test_json_leaves_out_what_is_empty(exported: dict[str, str]) -> None:
    second, first, _ = json.loads(exported["json"])["names"]
    assert first == {
        "heading": "Luksemburg Roza",
        "category": "person",
        "filing": "Luksemburg Roza",
        "variants": ["Roza"],
        "minor": True,
        "mentions": [{"text": 1, "paragraph": "1", "anchor": "t1m2"}],
    }
    assert second["see_from"] == ["Luxemburg"]
    assert second["mentions"][0] == {"text": 1, "paragraph": "1", "page": "3", "anchor": "t1m1"}


T = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def test_tei_lists_persons_and_organizations(exported: dict[str, str]) -> None:
    root = etree.fromstring(exported["tei"].encode())
    assert [child.tag for child in root] == [f"{T}teiHeader", f"{T}standOff"]
    persons = root.findall(f".//{T}listPerson/{T}person")
    assert [p.get(XML_ID) for p in persons] == ["name-luksemburg-roza", "name-luksemburg-roza-2"]
    first = persons[0]
    shown = [(str(e.tag).removeprefix(T), dict(e.attrib), e.text) for e in first]
    assert shown == [
        ("persName", {"type": "heading"}, "Łuksemburg, Róża"),
        ("persName", {"type": "variant"}, "Róża"),
        ("persName", {"type": "variant"}, "Rosa"),
        ("persName", {"type": "variant"}, "Luxemburg"),
        ("birth", {"when": "1871"}, "1871"),
        ("death", {}, "c. 1919"),
        ("idno", {"type": "Wikidata"}, "Q7231"),
        ("idno", {"type": "VIAF"}, "31"),
        ("note", {"type": "description"}, "a writer & speaker"),
        ("ptr", {"type": "mention", "target": "text-1.xhtml#t1m1", "n": "1.1, p. 3"}, None),
        ("ptr", {"type": "mention", "target": "text-1.xhtml#t1m4", "n": "1.2, p. 4"}, None),
        ("ptr", {"type": "mention", "target": "text-1.xhtml#t1n1m1", "n": "1n1"}, None),
    ]
    (organization,) = root.findall(f".//{T}listOrg/{T}org")
    assert organization.findtext(f"{T}orgName") == "Party"


def test_ids_are_unique_and_have_ascii_letters(exported: dict[str, str]) -> None:
    root = etree.fromstring(exported["tei"].encode())
    ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
    assert len(ids) == len(set(ids)) == 3
    assert all(str(id).isascii() for id in ids)
