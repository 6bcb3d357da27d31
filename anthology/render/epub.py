"""`Book` → the bytes of an EPUB 3.3.

EbookLib writes the package document and the container; every XHTML file, the navigation document
and the NCX too, comes finished from our templates, and the archive is packed anew so that the same
book gives the same bytes (docs/engines.md).
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from ebooklib import epub

from anthology.book import Book, Piece
from anthology.booktext import BookText
from anthology.indexprint import IndexPrint
from anthology.kept import Kept
from anthology.labels import Labels
from anthology.pagelist import openings, paged
from anthology.render.cover import Cover
from anthology.render.ebooktext import EbookTexts
from anthology.render.markup import Medium, Press, all_notes, imprint
from anthology.render.metadata import metadata
from anthology.render.navigation import (
    KINDS,
    PageLink,
    landmarks,
    page_links,
    sectioned,
    two_levels,
)
from anthology.render.pieces import TocEntry, file_of
from anthology.schema import EditionFile, PrintedPage

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the e-book; `properties` as in the manifest."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


def make_epub(
    book: Book,
    press: Press,
    css: str,
    cover: Cover,
    labels: Labels,
    index: IndexPrint,
    pages: Sequence[PrintedPage] = (),
    kept: Kept | None = None,
) -> bytes:
    """The finished e-book, its pages those of the printed book that `pages` tells of, if any.

    `index`: how its indexes are printed; `kept`: work on its texts. The same arguments give the
    same bytes.
    """
    book, texts = _filled(book, press, labels, pages, kept or Kept())
    book = sectioned(book)
    medium = Medium(
        "epub",
        all_notes(book, labels) if press.own else {},
        imprint(book, labels, printed=False),
        index,
        openings=openings(book, pages),
    )
    setting = _Setting(book, press, medium, labels, two_levels(book, labels), texts)
    parts = tuple(setting.parts(cover))
    names = {part.name for part in parts} | {file_of("contents")}
    links = tuple(page_links(book, pages, names))
    read = tuple(_in_order(parts, setting.navigation(links)))
    others = (
        File("css", "epub.css", "text/css", css.encode()),
        File("cover-png", "cover.png", "image/png", cover.png, ("cover-image",)),
        *_pictures(book),
    )
    return _repack(_write(book, read, others, setting.ncx(links), paged=bool(pages)))


def _filled(
    book: Book, press: Press, labels: Labels, pages: Sequence[PrintedPage], kept: Kept
) -> tuple[Book, tuple[bytes, ...]]:
    """The book with a mark where each page begins; and the files of its texts, from our templates.

    Those of an edition's own may ask for the whole book, so it is not ready for them yet.
    """
    if press.own:
        return paged(book, pages), ()
    filler = EbookTexts(press, labels, book.edition.language, pages, kept)
    texts = tuple(filler.xhtml(text) for text in book.texts)
    # Nothing but these files shows where the pages of a text begin.
    return replace(paged(replace(book, texts=()), pages), texts=book.texts), texts


@dataclass(frozen=True, slots=True)
class _Setting:
    """Fills in the templates of one e-book."""

    book: Book
    press: Press
    medium: Medium
    labels: Labels
    entries: tuple[TocEntry, ...]
    texts: tuple[bytes, ...]
    """The files of the texts, if they are filled in already."""

    def parts(self, cover: Cover) -> Iterator[File]:
        """The XHTML files but for the navigation document, in reading order."""
        book, labels = self.book, self.labels
        art = self._set("cover.xhtml.j2", art=cover.art)
        yield File("cover", file_of("cover"), _XHTML, art, ("svg",))
        yield self._page("title-page", book.edition.title, "title-page", "frontmatter")
        yield self._page("imprint", labels.imprint, "imprint", "frontmatter")
        yield from self._prose(book.front, "frontmatter")
        for text, made in zip_longest(book.texts, self.texts):
            data = made or self._text(text)
            yield File(text.id, file_of(text.id), _XHTML, data)
        yield from self._prose(book.back, "backmatter")
        for index in book.indexes:
            title = self.medium.index.title(index)
            file = self._page(index.id, title, "index", "backmatter", index=index)
            # epubcheck looks at an index only if the manifest calls it one.
            yield File(file.id, file.name, file.media_type, file.data, ("index",))
        yield from self._prose(book.end, "backmatter")

    def navigation(self, pages: Sequence[PageLink]) -> File:
        """The navigation document (EPUB 3.3, §7)."""
        marks = landmarks(self.book, self.labels)
        data = self._set("nav.xhtml.j2", pages=pages, entries=self.entries, landmarks=marks)
        return File("nav", file_of("contents"), _XHTML, data, ("nav",))

    def ncx(self, pages: Sequence[PageLink]) -> bytes:
        """The same for older reading systems."""
        title = full_title(self.book.edition)
        return self._set("ncx.j2", pages=pages, entries=self.entries, title=title)

    def _prose(self, pieces: tuple[Piece, ...], matter: str) -> Iterator[File]:
        titles = {entry.target: entry.title for entry in self.entries}
        for id, blocks in pieces:
            role = KINDS.get(id, "appendix")
            yield self._page(id, titles[id], "prose", matter, section=id, blocks=blocks, role=role)

    def _text(self, text: BookText) -> bytes:
        return self._set(
            "epub.xhtml.j2", title=text.title, piece="text", matter="bodymatter", text=text
        )

    def _page(self, id: str, title: str, piece: str, matter: str, **context: Any) -> File:
        data = self._set("epub.xhtml.j2", title=title, piece=piece, matter=matter, **context)
        return File(id, file_of(id), _XHTML, data)

    def _set(self, template: str, **context: Any) -> bytes:
        return self.press.set(
            template, book=self.book, medium=self.medium, labels=self.labels, **context
        )


def full_title(edition: EditionFile) -> str:
    """Title and subtitle in one line."""
    return ": ".join(part for part in (edition.title, edition.subtitle) if part)


def _in_order(parts: Sequence[File], navigation: File) -> Iterator[File]:
    """The contents stand behind the imprint, as on paper."""
    for part in parts:
        yield part
        if part.id == "imprint":
            yield navigation


def _write(
    book: Book, read: Sequence[File], others: Sequence[File], ncx: bytes, *, paged: bool
) -> bytes:
    """The archive as EbookLib writes it, with our files in it; those `read` are the spine."""
    package = epub.EpubBook()
    _metadata(package, book, paged=paged)
    items = [_item(file) for file in read]
    for item in (*items, *map(_item, others)):
        package.add_item(item)
    package.add_item(epub.EpubNcx())
    package.spine = items
    out = io.BytesIO()
    moment = datetime.datetime.combine(book.edition.date, datetime.time(), datetime.UTC)
    # It is packed anew at once, and compressed then.
    unpacked = {"mtime": moment, "raise_exceptions": True, "compresslevel": 0}
    writer = _Writer(out, package, unpacked)
    writer.ncx = ncx
    writer.process()
    writer.write()
    return out.getvalue()


def _pictures(book: Book) -> Iterator[File]:
    """Each picture of the texts once, however often it is shown."""
    shown = {picture.name: picture for text in book.texts for picture in text.pictures}
    for number, picture in enumerate(shown.values(), 1):
        yield File(f"picture-{number}", picture.name, picture.media_type, picture.data)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib ships no types
    """EbookLib's writer, which does not say the package's language, and lists no pages."""

    ncx: bytes

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANG, self.book.language)
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        return self.ncx


def _item(file: File) -> epub.EpubItem:
    item = epub.EpubItem(
        uid=file.id, file_name=file.name, media_type=file.media_type, content=file.data
    )
    item.properties = list(file.properties)
    return item


def _metadata(package: epub.EpubBook, book: Book, *, paged: bool) -> None:
    edition = book.edition
    package.set_identifier(edition.identifier)
    package.set_title(full_title(edition))
    package.set_language(edition.language)
    for said in metadata(book, paged=paged):
        match said.kind:
            case "dc":
                package.add_metadata("DC", said.name, said.value, said.attributes)
            case "meta":
                attributes = {"property": said.name, **said.attributes}
                package.add_metadata("OPF", None, said.value, attributes)
            case _:
                attributes = {"rel": said.name, "href": said.value, **said.attributes}
                package.add_metadata(None, "link", None, attributes)
    # The cover, as systems older than EPUB 3 look for it.
    package.add_metadata("OPF", None, None, {"name": "cover", "content": "cover-png"})


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
