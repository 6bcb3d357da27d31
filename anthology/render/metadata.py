"""`Book` → what the package document says of it (EPUB 3.3, §5.5), as values in a fixed order.

Writes no XML and states nothing that edition.toml, names.toml, rights.toml or the book does not
hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from anthology.book import Book
from anthology.printing import latest
from anthology.render.access import look, statements
from anthology.rights import statements as rights_statements
from anthology.schema import Accessibility, EditionFile, TextEntry
from anthology.sources import rights_of

CONFORMANCE = "conformance"
"""The id of the claim that others refine."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An element of the metadata: `dc` (an element of Dublin Core), `meta` or `link`.

    `name` is the element of Dublin Core, or the property, or the relation of the link.
    """

    kind: str
    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)


def metadata(book: Book, *, paged: bool) -> Iterator[Statement]:
    """All that the package says besides identifier, title and language.

    `paged`: the pages of the printed book are marked in the e-book.
    """
    edition = book.edition
    for name, value in _of_the_book(book, edition):
        if value:
            yield Statement("dc", name, value)
    yield from _sources(edition, source := _printed_source(book) if paged else "")
    yield from _creators(book)
    if edition.edition_statement:
        yield Statement("meta", "schema:bookEdition", edition.edition_statement)
    yield from _series(edition)
    for entry in edition.text:
        yield from _of_text(book, entry)
    if source:
        # Whose pages these are (EPUB Accessibility 1.1, §3.3).
        yield Statement("meta", "pageBreakSource", source)
    for name, value in statements(book, look(book, paged=paged)):
        yield Statement("meta", f"schema:{name}", value)
    if edition.accessibility:
        yield from _conformance(edition.accessibility)


def _of_the_book(book: Book, edition: EditionFile) -> Iterator[tuple[str, str]]:
    yield "date", edition.date.isoformat()
    yield "publisher", edition.publisher
    yield "description", edition.description
    yield from (("subject", subject) for subject in edition.subjects)
    yield "rights", " ".join(rights_statements(edition, book.rights, book.labels, "screen"))


def _printed_source(book: Book) -> str:
    """The name of the printed book: that of a printing, if one is frozen."""
    printing = latest(book.printings)
    part = f"printing-{printing.number}" if printing else "print"
    return f"{book.edition.identifier}#{part}"


def _sources(edition: EditionFile, printed: str) -> Iterator[Statement]:
    """What the e-book was made from: the printed book whose pages it has, the texts' addresses."""
    for value in dict.fromkeys((printed, *(entry.address for entry in edition.text))):
        if value:
            yield Statement("dc", "source", value)


def _creators(book: Book) -> Iterator[Statement]:
    """Each person once in each role, in the order of the book."""
    people = dict.fromkeys((c.name, c.role, c.file_as) for c in book.creators)
    for number, (name, role, file_as) in enumerate(people, 1):
        id = f"creator-{number}"
        yield Statement("dc", "creator", name, {"id": id})
        refines = {"refines": f"#{id}"}
        yield Statement("meta", "role", role, {**refines, "scheme": "marc:relators"})
        if file_as:
            yield Statement("meta", "file-as", file_as, refines)


def _series(edition: EditionFile) -> Iterator[Statement]:
    if not (series := edition.series):
        return
    yield Statement("meta", "belongs-to-collection", series.title, {"id": "series"})
    said = {
        "collection-type": "series",
        "group-position": series.number,
        "dcterms:identifier": series.identifier,
    }
    for name, value in said.items():
        if value:
            yield Statement("meta", name, value, {"refines": "#series"})


def _of_text(book: Book, entry: TextEntry) -> Iterator[Statement]:
    """What holds of one text: statements on its file (EPUB 3.3, §5.3.6, `refines`)."""
    refines = {"refines": f"#t{entry.number}"}
    yield Statement("meta", "dcterms:title", entry.title, refines)
    for creator in book.creators:
        if creator.text == entry.slug:
            yield Statement("meta", "dcterms:creator", creator.name, refines)
    said = {
        "dcterms:language": entry.language,
        "dcterms:source": entry.address,
        "dcterms:rights": rights_of(entry.slug, book.rights, book.labels),
    }
    for name, value in said.items():
        if value:
            yield Statement("meta", name, value, refines)


def _conformance(assessed: Accessibility) -> Iterator[Statement]:
    """The claim, by whom, when (EPUB Accessibility 1.1, §4.2 to 4.4)."""
    claim = f"EPUB Accessibility 1.1 - WCAG {assessed.wcag} Level {assessed.level}"
    yield Statement("meta", "dcterms:conformsTo", claim, {"id": CONFORMANCE})
    refines = {"refines": f"#{CONFORMANCE}"}
    yield Statement("meta", "a11y:certifiedBy", assessed.assessed_by, {**refines, "id": "assessor"})
    refines = {"refines": "#assessor"}
    yield Statement("meta", "dcterms:date", assessed.date.isoformat(), refines)
    if assessed.report:
        yield Statement("link", "a11y:certifierReport", assessed.report, refines)
