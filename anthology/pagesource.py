"""Whose pages an e-book has: those of the PDF made with it or before it, of a printing, none.

A PDF made before counts only if it was made of the very same: every file of the edition, every
template and style sheet, the program itself. Decides; writes no file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import anthology
from anthology.book import Book, text_titles
from anthology.edition import Edition
from anthology.indexprint import IndexPrint, linked_index
from anthology.locators import Paging
from anthology.output import read_page_map
from anthology.printing import latest
from anthology.resources import folder
from anthology.schema import PrintedPage

if TYPE_CHECKING:  # an e-book is made without the engine of print
    from anthology.render.printed import Printed


@dataclass(frozen=True, slots=True)
class PageSource:
    """The pages, how the indexes name them, and where they are from, in words for the terminal."""

    pages: tuple[PrintedPage, ...]
    index: IndexPrint
    said: str


def page_source(
    book: Book, printed: Printed | None, pdf: Path, page_map: Path, mark: str
) -> PageSource:
    """The pages for the e-book.

    `printed`: the PDF that is made with it; else `pdf` and its `page_map` are looked at, which must
    bear this `mark`. A frozen printing goes before both.
    """
    if printing := latest(book.printings):
        said = f"those of printing {printing.number} ({len(printing.page)})"
        return PageSource(printing.page, linked_index(book, printing.page), said)
    if printed:
        index = IndexPrint(book.labels, printed.index.locate, text_titles(book), True)
        said = f"those of {pdf.name} ({len(printed.pages)})"
        return PageSource(printed.pages, index, said)
    if (paging := _paging(page_map, mark)) and pdf.is_file():
        pages = read_page_map(page_map)
        said = f"those of {pdf.name}, made before of the same files ({len(pages)})"
        return PageSource(pages, linked_index(book, pages, paging), said)
    said = "none, and paragraph numbers stand in: no PDF was made with it or before it of the same"
    return PageSource((), linked_index(book, ()), f"{said} files, and no printing is frozen")


def fingerprint(edition: Edition, book: Book, paper: str) -> str:
    """What a PDF is made of, in one number: alike exactly if all of it is."""
    digest = hashlib.sha256(f"{anthology.__version__}\0{paper}\0".encode())
    for part in _made_of(edition, book):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _made_of(edition: Edition, book: Book) -> Iterator[bytes]:
    """Numbers are taken as the book has them: the first build writes their files."""
    for path in sorted(path for path in edition.files if path.is_file()):
        name = path.relative_to(edition.root) if path.is_relative_to(edition.root) else path
        if name.parts[0] != "numbers":
            yield from (str(name).encode(), path.read_bytes())
    yield from (msgspec.json.encode(text.numbers) for text in book.texts)
    ours = sorted(Path(anthology.__file__).parent.rglob("*.py"))
    for looks in ("templates", "styles"):
        ours += sorted(path for path in folder(looks).rglob("*") if path.is_file())
    yield from (path.read_bytes() for path in ours)


def _paging(page_map: Path, mark: str) -> Paging | None:
    """Where each place was printed, if the page map is that of a PDF with this mark."""
    try:
        data = json.loads(page_map.read_bytes())
        where, last = data["where"], data["last"]
        same = data["made_of"] == mark
    except (OSError, ValueError, KeyError, TypeError):
        return None  # none, or one of an older program: then there are no pages, and that is said
    return Paging(lambda id: where.get(id, ""), lambda id: last.get(id, "")) if same else None
