"""`Book` → the bytes of an EPUB 3.3.

EbookLib writes the package document, the NCX and the container; every XHTML file, the navigation
document too, comes finished from our templates, and the archive is packed anew so that the same
book gives the same bytes (docs/engines.md).
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ebooklib import epub

from anthology.aids import title_of
from anthology.book import Book, Piece
from anthology.document import Figure, walk
from anthology.indexprint import IndexPrint
from anthology.labels import Labels
from anthology.pagelist import marked_places, openings, paged
from anthology.printing import latest
from anthology.render.markup import Medium, Press, all_notes, imprint
from anthology.render.pieces import TocEntry, contents, file_of
from anthology.rights import statements
from anthology.schema import PrintedPage

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What each piece of prose is, by its id; any other behind the texts is an appendix.
_KINDS = {
    "introduction": "introduction",
    "abbreviations": "glossary",
    "content-note": "preface",
    "colophon": "colophon",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the e-book. `properties` as in the manifest; `spine`: read in this order."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    spine: bool = True


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading systems offer a key for."""

    role: str
    href: str
    title: str


def make_epub(
    book: Book,
    press: Press,
    css: str,
    cover: bytes,
    labels: Labels,
    index: IndexPrint,
    pages: Sequence[PrintedPage] = (),
) -> bytes:
    """The finished e-book, its pages those of the printed book that `pages` tells of, if any.

    `index`: how its indexes are printed. The same arguments give the same bytes.
    """
    book = paged(book, pages)
    medium = Medium(
        "epub",
        all_notes(book, labels),
        imprint(book, labels, printed=False),
        index,
        openings=openings(book, pages),
    )
    files = tuple(_files(book, press, medium, labels, pages))
    return _repack(_write(book, files, css, cover, contents(book, labels), paged=bool(pages)))


@dataclass(frozen=True, slots=True)
class PageLink:
    """A line of the page list."""

    label: str
    href: str


def _page_links(
    book: Book, pages: Sequence[PrintedPage], files: Iterable[str]
) -> Iterator[PageLink]:
    """A link to the mark of each page."""
    marked, opened, known = marked_places(book), openings(book, pages), set(files)
    for page in pages:
        name = file_of(page.place)
        if page.place in marked or (opened.get(page.place) == page.label and name in known):
            yield PageLink(page.label, f"{name}#page-{page.label}")


def _files(
    book: Book, press: Press, medium: Medium, labels: Labels, pages: Sequence[PrintedPage]
) -> Iterator[File]:
    """The XHTML files in reading order."""
    entries = contents(book, labels)

    def page(id: str, title: str, **context: Any) -> File:
        data = press.set(
            "epub.xhtml.j2", book=book, medium=medium, labels=labels, title=title, **context
        )
        return _xhtml(id, data)

    cover = press.set("cover.xhtml.j2", book=book, labels=labels)
    yield _xhtml("cover", cover)
    yield page("title-page", book.edition.title, piece="title-page", matter="frontmatter")
    yield page("imprint", labels.imprint, piece="imprint", matter="frontmatter")
    pieces = [entry.target for entry in entries]
    names = {file_of(id) for id in ("title-page", "imprint", "contents", *pieces)}
    nav = press.set(
        "nav.xhtml.j2",
        pages=tuple(_page_links(book, pages, names)),
        book=book,
        medium=medium,
        labels=labels,
        entries=entries,
        landmarks=_landmarks(book, labels),
    )
    yield File("nav", "nav.xhtml", "application/xhtml+xml", nav, ("nav",))
    titles = {e.target: e.title for e in entries}

    def prose(pieces: tuple[Piece, ...], matter: str) -> Iterator[File]:
        for id, blocks in pieces:
            role = _KINDS.get(id, "appendix")
            yield page(
                id, titles[id], piece="prose", section=id, blocks=blocks, role=role, matter=matter
            )

    yield from prose(book.front, "frontmatter")
    for text in book.texts:
        yield page(text.id, text.title, piece="text", text=text, matter="bodymatter")
    yield from prose(book.back, "backmatter")
    for index in book.indexes:
        title = medium.index.title(index)
        file = page(index.id, title, piece="index", index=index, matter="index-body")
        # epubcheck looks at an index only if the manifest calls it one.
        yield File(file.id, file.name, file.media_type, file.data, ("index",))
    yield from prose(book.end, "backmatter")


def _xhtml(id: str, data: bytes) -> File:
    return File(id, file_of(id), "application/xhtml+xml", data)


def _landmarks(book: Book, labels: Labels) -> tuple[Landmark, ...]:
    found = [
        Landmark("cover", "cover.xhtml", labels.cover),
        Landmark("titlepage", "title-page.xhtml", labels.title_page),
        Landmark("toc", "nav.xhtml#contents", labels.contents),
        *(Landmark(_KINDS[id], file_of(id), title_of(blocks)) for id, blocks in book.front),
        Landmark("bodymatter", file_of(book.texts[0].id), labels.beginning),
    ]
    setting = IndexPrint(labels)
    found += [Landmark("index", file_of(i.id), setting.title(i)) for i in book.indexes]
    found += [Landmark(_KINDS[id], file_of(id), title_of(blocks)) for id, blocks in book.end]
    return tuple(found)


def _write(
    book: Book,
    files: tuple[File, ...],
    css: str,
    cover: bytes,
    entries: tuple[TocEntry, ...],
    *,
    paged: bool,
) -> bytes:
    """The archive as EbookLib writes it, with our files in it."""
    package = epub.EpubBook()
    _metadata(package, book)
    if paged:
        _name_print(package, book)
    items = {file.id: _item(file) for file in files}
    for item in items.values():
        package.add_item(item)
    package.add_item(_item(File("css", "epub.css", "text/css", css.encode())))
    package.add_item(_item(File("cover-png", "cover.png", "image/png", cover, ("cover-image",))))
    for picture in _pictures(book):
        package.add_item(_item(picture))
    package.add_item(epub.EpubNcx())
    package.toc = [
        epub.Link(f"{file_of(e.target)}#{e.target}", e.title, f"toc-{e.target}") for e in entries
    ]
    package.spine = [items[file.id] for file in files]
    out = io.BytesIO()
    moment = datetime.datetime.combine(book.edition.date, datetime.time(), datetime.UTC)
    writer = _Writer(out, package, {"mtime": moment, "raise_exceptions": True})
    writer.process()
    writer.write()
    return out.getvalue()


def _pictures(book: Book) -> Iterator[File]:
    """Each picture of the texts once, however often it is shown."""
    shown = {picture.name: picture for text in book.texts for picture in text.pictures}
    for number, picture in enumerate(shown.values(), 1):
        yield File(f"picture-{number}", picture.name, picture.media_type, picture.data)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib ships no types
    """EbookLib's writer, which does not say the package's language."""

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANG, self.book.language)
        super()._write_opf_file(root)


def _item(file: File) -> epub.EpubItem:
    item = epub.EpubItem(
        uid=file.id, file_name=file.name, media_type=file.media_type, content=file.data
    )
    item.properties = list(file.properties)
    return item


def _metadata(package: epub.EpubBook, book: Book) -> None:
    edition = book.edition
    package.set_identifier(edition.identifier)
    title = ": ".join(part for part in (edition.title, edition.subtitle) if part)
    package.set_title(title)
    package.set_language(edition.language)
    for name, value in (
        ("date", edition.date.isoformat()),
        ("publisher", edition.publisher),
        ("description", edition.description),
        ("rights", " ".join(statements(edition, book.rights, book.labels, "screen"))),
    ):
        if value:
            package.add_metadata("DC", name, value)
    for name, value in _accessibility(book):
        package.add_metadata("OPF", None, value, {"property": f"schema:{name}"})


def _name_print(package: epub.EpubBook, book: Book) -> None:
    """Whose pages these are (EPUB Accessibility 1.1, §3.3)."""
    printing = latest(book.printings)
    part = f"printing-{printing.number}" if printing else "print"
    source = f"{book.edition.identifier}#{part}"
    package.add_metadata("DC", "source", source)
    package.add_metadata("OPF", None, source, {"property": "pageBreakSource"})
    for feature in ("pageBreakMarkers", "pageNavigation"):
        package.add_metadata("OPF", None, feature, {"property": "schema:accessibilityFeature"})


def _accessibility(book: Book) -> Iterator[tuple[str, str]]:
    """What is true of every book made here (EPUB Accessibility 1.1, §2): text, and a cover."""
    yield "accessMode", "textual"
    yield "accessMode", "visual"
    yield "accessModeSufficient", "textual"
    figures = [b for t in book.texts for b in walk(t.body) if isinstance(b, Figure) and b.picture]
    if all(f.alternative or f.children or f.decorative for f in figures):
        yield "accessibilityFeature", "alternativeText"
    yield "accessibilityFeature", "readingOrder"
    yield "accessibilityFeature", "structuralNavigation"
    yield "accessibilityFeature", "tableOfContents"
    if book.indexes:
        yield "accessibilityFeature", "index"
    yield "accessibilityHazard", "none"
    labels = book.labels
    pictures = labels.pictures_told if figures else labels.only_cover
    yield "accessibilitySummary", f"{labels.accessibility} {pictures}"


def _repack(archive: bytes) -> bytes:
    """The same files in the same order, without times or the marks of a system."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
