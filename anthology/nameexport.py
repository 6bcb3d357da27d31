"""The index for other tools: headings, forms, identities and every place, as CSV, JSON or TEI.

The same book and pages give the same bytes. Asks nobody about a person and writes no file.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from anthology.book import Book
from anthology.index import Entry, Locus
from anthology.render.pieces import file_of
from anthology.schema import NamesFile, Person

ExportFormat = Literal["csv", "json", "tei"]
_TEI = "http://www.tei-c.org/ns/1.0"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Record:
    """One heading with what the authority file says of it, and its places in the book."""

    person: Person
    entry: Entry
    see_from: tuple[str, ...]


def export_names(
    book: Book, names: NamesFile, how: ExportFormat, page_of: Callable[[str], str]
) -> str:
    """The headings of the indexes in their order. `page_of`: the page of an anchor, if known."""
    records = tuple(_records(book, names))
    if how == "csv":
        return _csv(records, page_of)
    return _json(records, page_of) if how == "json" else _tei(book, records, page_of)


def _records(book: Book, names: NamesFile) -> Iterator[Record]:
    persons = {person.heading: person for person in names.person}
    for index in book.indexes:
        for entry in index.entries:
            if not entry.see:
                led = tuple(see.from_ for see in names.see if see.to == entry.heading)
                yield Record(persons[entry.heading], entry, led)


def _forms(person: Person) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form, _ in person.scoped))


_COLUMNS = (
    "heading", "category", "filing", "variants", "see_from", "see_also", "born", "died", "dates",
    "description", "wikidata", "viaf", "minor", "text", "paragraph", "note", "piece", "author",
    "page", "anchor",
)  # fmt: skip


def _csv(records: tuple[Record, ...], page_of: Callable[[str], str]) -> str:
    """A row for each place (RFC 4180, but for line ends); several forms are parted by bars."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for record in records:
        said = {
            key: "|".join(value) if isinstance(value, list) else value
            for key, value in _identity(record).items()
        }
        for locus in record.entry.loci:
            writer.writerow({**said, **_place(locus, page_of)})
    return out.getvalue()


def _json(records: tuple[Record, ...], page_of: Callable[[str], str]) -> str:
    """An array of headings, each with an array of its places; what is empty is left out."""
    found = [
        {
            **_said(_identity(record)),
            "mentions": [_said(_place(locus, page_of)) for locus in record.entry.loci],
        }
        for record in records
    ]
    return json.dumps({"names": found}, ensure_ascii=False, indent=1) + "\n"


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}


def _identity(record: Record) -> dict[str, object]:
    person = record.person
    return {
        "heading": person.heading,
        "category": person.category,
        "filing": person.filing or person.heading,
        "variants": list(_forms(person)),
        "see_from": list(record.see_from),
        "see_also": [heading for heading, _ in record.entry.also],
        "born": person.born,
        "died": person.died,
        "dates": person.dates,
        "description": person.description,
        "wikidata": person.wikidata,
        "viaf": person.viaf,
        "minor": person.minor,
    }


def _place(locus: Locus, page_of: Callable[[str], str]) -> dict[str, object]:
    return {
        "text": locus.text or "",
        "paragraph": locus.paragraph,
        "note": locus.note,
        "piece": locus.piece,
        "author": locus.author,
        "page": page_of(locus.anchor),
        "anchor": locus.anchor,
    }


def _tei(book: Book, records: tuple[Record, ...], page_of: Callable[[str], str]) -> str:
    """A TEI document (P5) whose `standOff` lists persons and organizations.

    A place is a `ptr` to its anchor in the e-book; its `n` is how the book cites it.
    """
    ET.register_namespace("", _TEI)
    root = ET.Element(_tag("TEI"), {_XML_LANG: book.edition.language})
    _header(root, book)
    apart = ET.SubElement(root, _tag("standOff"))
    ids = _ids(records)
    for category, group, item in _LISTS:
        listed = [record for record in records if record.person.category == category]
        parent = ET.SubElement(apart, _tag(group)) if listed else apart
        for record in listed:
            _tei_record(ET.SubElement(parent, _tag(item)), record, ids, page_of)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


_LISTS = (("person", "listPerson", "person"), ("organization", "listOrg", "org"))


def _tag(name: str) -> str:
    return f"{{{_TEI}}}{name}"


def _header(root: ET.Element, book: Book) -> None:
    """The least that TEI asks of a header: title, publication, source."""
    described = ET.SubElement(ET.SubElement(root, _tag("teiHeader")), _tag("fileDesc"))
    for parent, child, words in (
        ("titleStmt", "title", f"{book.labels.index}: {book.edition.title}"),
        ("publicationStmt", "p", book.edition.identifier),
        ("sourceDesc", "p", book.edition.title),
    ):
        ET.SubElement(ET.SubElement(described, _tag(parent)), _tag(child)).text = words


def _tei_record(
    element: ET.Element, record: Record, ids: Mapping[str, str], page_of: Callable[[str], str]
) -> None:
    """Fill in one record, in the order that the content model of `org` asks for."""
    person = record.person
    element.set(_XML_ID, ids[person.heading])
    name = _tag("persName" if person.category == "person" else "orgName")
    ET.SubElement(element, name, {"type": "heading"}).text = person.heading
    for form in (*_forms(person), *record.see_from):
        ET.SubElement(element, name, {"type": "variant"}).text = form
    if person.category == "person":
        _tei_dates(element, person)
    for kind, number in (("Wikidata", person.wikidata), ("VIAF", person.viaf)):
        if number:
            ET.SubElement(element, _tag("idno"), {"type": kind}).text = number
    if person.description:
        ET.SubElement(element, _tag("note"), {"type": "description"}).text = person.description
    for locus in record.entry.loci:
        ET.SubElement(element, _tag("ptr"), _pointer(locus, page_of))


def _tei_dates(element: ET.Element, person: Person) -> None:
    for tag, year in (("birth", person.born), ("death", person.died)):
        if year:
            when = {"when": year} if _WHEN.fullmatch(year) else {}
            ET.SubElement(element, _tag(tag), when).text = year
    if person.dates:
        ET.SubElement(element, _tag("floruit")).text = person.dates


_WHEN = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")  # teidata.temporal.w3c
"""A year, or a day of one, that `when` can hold; “c. 1880” it cannot."""


def _pointer(locus: Locus, page_of: Callable[[str], str]) -> dict[str, str]:
    page = page_of(locus.anchor)
    note = f"n{locus.note}".replace("n[", "n.").replace("]", "") if locus.note else ""
    paragraph = f".{locus.paragraph}" if locus.paragraph else ""
    cited = f"{locus.piece or locus.text}{paragraph}{note}"
    return {
        "type": "author" if locus.author else "mention",
        "target": f"{file_of(locus.anchor)}#{locus.anchor}",
        "n": f"{cited}, p. {page}" if page else cited,
    }


def _ids(records: tuple[Record, ...]) -> dict[str, str]:
    """An `xml:id` for each heading, made of its letters; the second of two alike is numbered."""
    ids: dict[str, str] = {}
    for record in records:
        heading = record.person.heading
        bare = "".join(_latin(sign) for sign in unicodedata.normalize("NFKD", heading))
        stem = "-".join(["name", *re.findall(r"[a-z0-9]+", bare.casefold())])
        id, number = stem, 2
        while id in ids.values():
            id, number = f"{stem}-{number}", number + 1
        ids[heading] = id
    return ids


_LETTER = re.compile("LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) ([A-Z]+)(?: WITH .*)?")


def _latin(sign: str) -> str:
    """The plain letters of a letter: l of ł, ae of æ; other signs stay, or go if not ASCII."""
    found = None if sign.isascii() else _LETTER.fullmatch(unicodedata.name(sign, ""))
    return found[1] if found else sign.encode("ascii", "ignore").decode()
