"""The stages of a build in their order, and the only code that writes files.

Everything is made in memory first; files are written whole and renamed into place when all is
well, so that a build that fails leaves the books of the last one as they were.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import msgspec
import tomlkit

from anthology.book import Book, make_book
from anthology.check import check
from anthology.collation.epub import read_epub
from anthology.collation.expected import expected_apparatus, expected_texts
from anthology.collation.pdf import read_pdf
from anthology.collation.report import Report, collate, to_json
from anthology.collation.streams import Stream
from anthology.diagnostic import Diagnostic, EditionError, Place, SetupError, Severity
from anthology.edition import Edition, read_edition
from anthology.index import paragraph_locators
from anthology.labels import ENGLISH
from anthology.render.cover import cover_png
from anthology.render.epub import make_epub
from anthology.render.galley import GalleyJob, set_galleys
from anthology.render.markup import Press, imprint
from anthology.render.pieces import contents
from anthology.render.printed import Printed, Shop, print_book
from anthology.resources import folder, style
from anthology.schema import NumbersFile

Format = Literal["epub", "pdf"]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: which edition, where to, which books, one text only, on which paper."""

    edition: Path
    out: Path
    formats: tuple[Format, ...] = ("epub", "pdf")
    text: str = ""
    paper: str = ""
    workers: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made: the files, how they were collated, what deserves a look."""

    files: tuple[Path, ...]
    reports: tuple[Report, ...]
    diagnostics: tuple[Diagnostic, ...]


def prepare(root: Path, only: str = "") -> tuple[Edition, Book, tuple[Diagnostic, ...]]:
    """Read, edit and check an edition. Raises AnthologyError where that cannot be done."""
    edition = read_edition(root, only)
    if only:
        entries = tuple(entry for entry in edition.file.text if entry.slug == only)
        edition = replace(edition, file=msgspec.structs.replace(edition.file, text=entries))
    book = make_book(edition)
    return edition, book, check(book, edition, whole=not only)


def build(order: Order, say: Say = lambda _: None) -> Outcome:
    """Make the books that were ordered and write them.

    Raises EditionError for faults of the edition and for a book that does not hold its words.
    """
    say("Reading and editing")
    edition, book, found = prepare(order.edition, order.text)
    errors = [d for d in found if d.severity is Severity.ERROR]
    if errors:
        raise EditionError(*errors)
    _make_folder(order.out)
    shop = shop_of(order, edition)
    files: dict[Path, bytes] = {}
    reports: list[Report] = []
    name = order.text or "anthology"
    if "pdf" in order.formats:
        say("Setting type")
        printed = print_book(book, shop)
        say("Reading the PDF back")
        reports.append(collate_pdf(book, printed, printed.pdf))
        files[order.out / f"{name}.pdf"] = printed.pdf
        files[order.out / f"{name}.pages.json"] = page_map(printed)
    if "epub" in order.formats:
        say("Making the e-book")
        epub = make_epub(book, shop.press, style("epub.css"), _cover(book, shop), shop.labels)
        say("Reading the e-book back")
        reports.append(collate_epub(book, epub))
        files = {order.out / f"{name}.epub": epub, **files}
    _refuse(reports, order.out / f"{name}.collation.json")
    files[order.out / f"{name}.collation.json"] = to_json(reports)
    files[order.out / f"{name}.ledger.json"] = ledger_json(book)
    return _write_all(order, edition, book, files, tuple(reports), found)


def shop_of(order: Order, edition: Edition) -> Shop:
    """What the books of an order are set with."""
    paper = order.paper or edition.file.print.paper
    return Shop(
        Press((folder("templates"),)),
        ENGLISH,
        paper,
        order.out / "galleys",
        order.workers or os.cpu_count() or 1,
    )


def _cover(book: Book, shop: Shop) -> bytes:
    """The cover's picture, drawn by the same engine as a galley and kept like one."""
    art = shop.press.set("cover-art.xhtml.j2", book=book)
    (galley,) = set_galleys([GalleyJob("cover", art, (style("cover.css"),))], shop.cache, 1)
    return cover_png(galley.pdf)


def collate_epub(book: Book, epub: bytes) -> Report:
    """Hold the words of a finished EPUB against what must be in it."""
    labels = ENGLISH
    apparatus = expected_apparatus(
        book,
        labels,
        printed_book=False,
        imprint=imprint(book, labels, printed=False),
        entries=contents(book, labels),
        locators=paragraph_locators,
        index_headnote=labels.index_by_paragraph,
    )
    expected = (*expected_texts(book), *apparatus)
    return collate("epub", expected, read_epub(epub, _keys(expected)))


def collate_pdf(book: Book, printed: Printed, pdf: bytes) -> Report:
    """Hold the words of a finished PDF against what must be in it; `printed` says what it is of."""
    apparatus = expected_apparatus(
        book,
        ENGLISH,
        printed_book=True,
        imprint=printed.imprint,
        entries=printed.entries,
        locators=printed.locators,
        index_headnote=ENGLISH.index_by_page,
    )
    expected = (*expected_texts(book), *apparatus)
    reading = read_pdf(pdf, _keys(expected))
    return collate("pdf", expected, reading.streams, reading.outside)


def _keys(streams: Iterable[Stream]) -> frozenset[str]:
    return frozenset(stream.key for stream in streams)


def _refuse(reports: Iterable[Report], name: Path) -> None:
    """A book that does not hold its words is not written."""
    problems = [
        Diagnostic(
            f"collation-{difference.kind}",
            f"{report.book}, {difference.key}: {difference.context}",
            Place(str(name)),
            "the finished file does not hold the words of its sources; nothing was written",
        )
        for report in reports
        for difference in report.differences[:20]
    ]
    problems += [
        Diagnostic(
            "collation-outside",
            f"{report.book}: “{piece.text}” lies off page {piece.page}",
            Place(str(name)),
            "nothing was written",
        )
        for report in reports
        for piece in report.outside[:20]
    ]
    if problems:
        raise EditionError(*problems)


def page_map(printed: Printed) -> bytes:
    """The page map as JSON: for each printed page its label and the word it begins with.

    A beginning is an id and the number of non-space characters of it that stand on pages before.
    """
    pages = []
    for sheet in printed.sheets:
        first = printed.pagination.first[sheet.key]
        for i, frame in enumerate(printed.maps[sheet.key].frames):
            start = {"id": frame.starts[0], "after": frame.starts[1]} if frame.starts else None
            pages.append(
                {
                    "page": first + i + 1,
                    "label": printed.pagination.labels[first + i],
                    "starts": start,
                }
            )
    return _json({"pages": pages})


def ledger_json(book: Book) -> bytes:
    """The whole ledger as JSON, text by text, with lines of the sources."""
    texts = []
    for text in book.texts:
        rows = []
        for row in text.ledger.rows:
            line, column = text.source.locate(row.span.start)
            # What is withheld is other people's: its words do not go into a file of ours.
            old = "" if row.kind == "withheld" else row.old
            rows.append({**asdict(row), "old": old, "line": line, "column": column})
        texts.append({"slug": text.entry.slug, "source": text.source.name, "rows": rows})
    return _json({"texts": texts})


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _write_all(
    order: Order,
    edition: Edition,
    book: Book,
    files: dict[Path, bytes],
    reports: tuple[Report, ...],
    found: tuple[Diagnostic, ...],
) -> Outcome:
    for text, edited in zip(book.texts, edition.texts, strict=True):
        if text.numbers != edited.numbers:
            path = edition.root / "numbers" / f"{text.entry.slug}.toml"
            _make_folder(path.parent)
            write(path, numbers_toml(text.numbers, text.title).encode())
    for path, data in files.items():
        write(path, data)
    if not order.text:
        write(order.out / "anthology.d", _dependencies(order, edition).encode())
    return Outcome(tuple(files), reports, found)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def write(path: Path, data: bytes) -> None:
    """Write a file whole: beside its place first, then renamed into it."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
            out.write(data)
        Path(out.name).chmod(0o644)
        Path(out.name).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> SetupError:
    return SetupError(
        Diagnostic(
            "not-writable",
            f"cannot write: {error.strerror}",
            Place(str(path)),
            "choose another folder with --out",
        )
    )


def numbers_toml(numbers: NumbersFile, title: str) -> str:
    """The numbers file of a text, as an editor reads it."""
    document = tomlkit.document()
    document.add(
        tomlkit.comment(
            f"Paragraph numbers of “{title}”. Written by the program, kept "
            "for good: do not renumber."
        )
    )
    rows = tomlkit.aot()
    for paragraph in numbers.paragraph:
        row = tomlkit.table()
        row.update(
            {"number": paragraph.number, "begins": paragraph.begins, "digest": paragraph.digest}
        )
        rows.append(row)
    document.add("paragraph", rows)
    return tomlkit.dumps(document)


def _dependencies(order: Order, edition: Edition) -> str:
    """A make fragment, as compilers write with -MD -MP: what was read, and a rule for each."""
    books = " ".join(_escaped(order.out / f"anthology.{f}") for f in ("epub", "pdf"))
    read = [_escaped(path) for path in _read(edition)]
    return f"{books}: {' '.join(read)}\n" + "".join(f"\n{path}:\n" for path in read)


def _read(edition: Edition) -> Iterator[Path]:
    yield from edition.files
    for name in ("templates", "styles"):
        yield from (p for p in sorted(folder(name).iterdir()) if p.is_file())


def _escaped(path: Path) -> str:
    """A path in a makefile."""
    name = os.path.relpath(path)
    return name.replace("$", "$$").replace(" ", r"\ ").replace("#", r"\#")
