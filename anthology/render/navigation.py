"""`Book` → the ways through the e-book: contents in two levels, landmarks, pages.

Makes values for the templates of the navigation document and the NCX; writes no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from anthology.aids import title_of
from anthology.book import Book
from anthology.booktext import BookText
from anthology.document import Block, Blocks, Heading, Quotation, plain
from anthology.indexprint import IndexPrint
from anthology.labels import Labels
from anthology.pagelist import PIECES, marked_places, openings
from anthology.render.pieces import TocEntry, contents, file_of
from anthology.schema import PrintedPage

KINDS = {
    "introduction": "introduction",
    "abbreviations": "glossary",
    "content-note": "preface",
    "colophon": "colophon",
}
"""What each piece of prose is, by its id; any other behind the texts is an appendix."""
# Pieces with a section a text: their headings would say the contents again.
_BY_TEXT = frozenset({"questions", "note-on-texts", "sources"})


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading systems offer a key for."""

    role: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A line of the page list. `number`: that of the page, 0 for one in roman."""

    label: str
    href: str
    number: int = 0


def sectioned(book: Book) -> Book:
    """The book with an id on each heading that the contents lead to, and no level left out."""
    pieces: dict[str, Any] = {}
    for id, field in PIECES.items():
        blocks, _ = _levelled(getattr(book, field), 0)
        pieces[field] = blocks if id in _BY_TEXT else _with_ids(id, blocks)
    return replace(book, texts=tuple(map(sectioned_text, book.texts)), **pieces)


def sectioned_text(text: BookText) -> BookText:
    """The same of one text."""
    headnote, above = _levelled(text.headnote, 1)
    body, _ = _levelled(text.body, above)
    return replace(text, headnote=headnote, body=_with_ids(text.id, body))


def _levelled(blocks: Blocks, above: int) -> tuple[Blocks, int]:
    """The blocks with no heading more than one level below the one before; the last one's level.

    `above`: the level of the heading before the first.
    """
    found = list[Block]()
    for block in blocks:
        match block:
            case Heading():
                above = min(block.level, above + 1)
                found.append(replace(block, level=above))
            case Quotation():
                inner, above = _levelled(block.blocks, above)
                found.append(replace(block, blocks=inner))
            case _:
                found.append(block)
    return tuple(found), above


def _with_ids(of: str, blocks: Blocks) -> Blocks:
    """The headings below the title, counted from 1."""
    listed = _listed(blocks)
    ids = {id(heading): f"{of}{_parted(of)}s{i}" for i, heading in enumerate(listed, 1)}
    return tuple(_named(block, ids.get(id(block), "")) for block in blocks)


def _parted(of: str) -> str:
    return "" if of[-1].isdigit() else "-"


def _named(block: Block, name: str) -> Block:
    return replace(block, id=block.id or name) if isinstance(block, Heading) and name else block


def _listed(blocks: Blocks) -> tuple[Heading, ...]:
    return tuple(b for b in blocks if isinstance(b, Heading) and b.level > 1 and plain(b.children))


def two_levels(book: Book, labels: Labels) -> tuple[TocEntry, ...]:
    """The contents of a book that is `sectioned`: each part with the headings in it."""
    inside = {id: blocks for id, blocks in book.pieces if id not in _BY_TEXT}
    inside |= {text.id: text.body for text in book.texts}
    return tuple(
        replace(entry, children=tuple(_children(entry, inside.get(entry.target, ()))))
        for entry in contents(book, labels)
    )


def _children(entry: TocEntry, blocks: Blocks) -> Iterator[TocEntry]:
    for heading in _listed(blocks):
        yield TocEntry(entry.role, heading.id, _title(heading))


def _title(heading: Heading) -> str:
    return " ".join(filter(None, (heading.number, plain(heading.children))))


def landmarks(book: Book, labels: Labels) -> tuple[Landmark, ...]:
    """Cover, title page, contents, each piece that has a name of its own, the first text."""
    found = [
        Landmark("cover", "cover.xhtml", labels.cover),
        Landmark("titlepage", "title-page.xhtml", labels.title_page),
        Landmark("toc", "nav.xhtml#contents", labels.contents),
        *(Landmark(KINDS[id], file_of(id), title_of(blocks)) for id, blocks in book.front),
        Landmark("bodymatter", file_of(book.texts[0].id), labels.beginning),
    ]
    setting = IndexPrint(labels)
    found += [Landmark("index", file_of(i.id), setting.title(i)) for i in book.indexes]
    found += [Landmark(KINDS[id], file_of(id), title_of(blocks)) for id, blocks in book.end]
    return tuple(found)


def page_links(
    book: Book, pages: Sequence[PrintedPage], files: Iterable[str]
) -> Iterator[PageLink]:
    """A link to the mark of each page."""
    marked, opened, known = marked_places(book), openings(book, pages), set(files)
    for page in pages:
        name = file_of(page.place)
        if page.place in marked or (opened.get(page.place) == page.label and name in known):
            number = int(page.label) if page.label.isdecimal() else 0
            yield PageLink(page.label, f"{name}#page-{page.label}", number)
