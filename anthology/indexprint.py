"""An index as one of the two books prints it: parts, headnote, repeated headings.

The templates and the collation both ask here, so that what is printed is what is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from anthology.book import Book, text_titles
from anthology.index import ORGANIZATIONS, Entry, Index
from anthology.labels import Labels
from anthology.locators import (
    Kind,
    Locate,
    Locator,
    Paging,
    Part,
    page_locators,
    paragraph_locators,
    parts,
)
from anthology.pagelist import last_pages, paged, places_by_page
from anthology.schema import PrintedPage


@dataclass(frozen=True, slots=True)
class IndexPrint:
    """How indexes are printed: by which locators, with which titles of texts by their numbers.

    `paged`: numbers are pages. `continued`: the subentries, by id, that begin a page, before which
    the heading is said again.
    """

    labels: Labels
    locate: Locate = paragraph_locators
    titles: Mapping[str, str] = field(default_factory=dict)
    paged: bool = False
    continued: frozenset[str] = frozenset()

    def title(self, index: Index) -> str:
        """The heading of an index."""
        return self.labels.organizations if index.id == ORGANIZATIONS else self.labels.index

    def parts(self, entry: Entry) -> tuple[Part, ...]:
        """The locators of an entry: those of the heading, then those of each subentry."""
        return parts(entry, self.locate, self.titles)

    def part_id(self, entry: Entry, number: int) -> str:
        """The id of a subentry, counted from 1."""
        return f"{entry.id}-{number}"

    def again(self, entry: Entry) -> str:
        """The heading where it is said again."""
        return self.labels.continued.format(heading=entry.heading)

    def headnote(self, index: Index) -> str:
        """What explains the signs, each by the first that stands in this index; no others."""
        found: dict[Kind, Locator] = {}
        for entry in index.entries:
            for part in self.parts(entry):
                for locator in part.locators:
                    found.setdefault(locator.kind, locator)
        return " ".join(self._said(found))

    def _said(self, found: Mapping[Kind, Locator]) -> Iterator[str]:
        labels = self.labels
        if self.paged:
            yield labels.index_pages
        for kind in _ORDER:
            if one := found.get(kind):
                where = labels.index_on_page if self.paged else labels.index_to_text
                yield getattr(labels, _LABELS[kind]).format(
                    sign=one.label,
                    place=one.place,
                    note=one.note,
                    where=where.format(place=one.place),
                )


def linked_index(
    book: Book, pages: Sequence[PrintedPage], paging: Paging | None = None
) -> IndexPrint:
    """How an e-book prints its indexes: by these pages of the printed book, else by paragraph.

    `paging`: what was printed where, if that is known better than the pages tell.
    """
    titles = text_titles(book)
    if not pages:
        return IndexPrint(book.labels, titles=titles)
    known = paging or paging_of(book, pages)
    elision = book.edition.index.elision

    def locate(entry: Entry) -> tuple[Locator, ...]:
        return page_locators(entry, known, elision)

    return IndexPrint(book.labels, locate, titles, True)


def paging_of(book: Book, pages: Sequence[PrintedPage]) -> Paging:
    """The pages of a printed book, as far as its page list tells them."""
    where, last = places_by_page(paged(book, pages), pages), last_pages(book, pages)
    return Paging(lambda id: where.get(id, ""), lambda id: last.get(id, ""))


_LABELS: dict[Kind, str] = {
    "author": "index_author",
    "paragraph": "index_paragraph",
    "text": "index_text",
    "note": "index_note",
    "notes": "index_notes",
    "own-note": "index_own_note",
    "own-notes": "index_own_notes",
}
_ORDER = tuple(_LABELS)
