"""The files inside an EPUB, safely: nothing larger than its limits, nothing from outside it.

Reads the archive in memory; never unpacks to disk. Refuses books whose text is encrypted.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from anthology.diagnostic import Diagnostic, EditionError, Place

MOST = 256 * 2**20  # bytes of all files together
_MOST_FILE = 32 * 2**20
_MOST_FILES = 20_000
_SMALL = 16 * 2**20  # bytes that may come of any archive
_RATIO = 200  # a page of text shrinks to a fifth; a bomb to a thousandth
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_ANEW = "get the book anew"


@dataclass(slots=True)
class BookArchive:
    """An archive that has been looked over; `name` is that of the source, for messages."""

    archive: zipfile.ZipFile
    name: str
    read_so_far: int = 0

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None if there is no such file. Raises EditionError `archive-…`."""
        try:
            info = self.archive.getinfo(path)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise error(self.name, "archive-encrypted", f"“{path}” is locked by a password", _ANEW)
        try:
            with self.archive.open(info) as file:
                data = file.read(_MOST_FILE + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
            message = f"“{path}” in the archive cannot be read: {fault}"
            raise error(self.name, "archive-broken", message, _ANEW) from fault
        self.read_so_far += len(data)
        if len(data) > _MOST_FILE or self.read_so_far > MOST:
            raise error(self.name, "archive-too-large", f"“{path}” is too large", _ANEW)
        return data

    def xml(self, path: str) -> etree._Element:
        """A file that must be XML. Raises EditionError `archive-broken`."""
        data = self.read(path)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            return etree.fromstring(data or b"", parser)
        except (etree.XMLSyntaxError, ValueError) as fault:
            what = "is missing" if data is None else f"is not XML: {fault}"
            raise error(self.name, "archive-broken", f"“{path}” {what}", _ANEW) from fault


def open_book(data: bytes, name: str) -> BookArchive:
    """Open an archive. Raises EditionError `archive-broken`, `archive-too-large`, …"""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        message = f"this is no EPUB, or only a part of one: {fault}"
        raise error(name, "archive-broken", message, _ANEW) from fault
    total = sum(info.file_size for info in infos)
    packed = max(sum(info.compress_size for info in infos), 1)
    if len(infos) > _MOST_FILES or total > MOST or (total > _SMALL and total > packed * _RATIO):
        message = f"the archive would unpack to {total >> 20} MiB in {len(infos)} files"
        raise error(name, "archive-too-large", message, _ANEW)
    book = BookArchive(archive, name)
    _refuse_locked(book)
    return book


def _refuse_locked(book: BookArchive) -> None:
    """Refuse a book under DRM; that only its fonts are obfuscated is no matter (EPUB OCF 4.4)."""
    if book.read("META-INF/encryption.xml") is None:
        return
    tree = book.xml("META-INF/encryption.xml")
    methods = {str(m.get("Algorithm")) for m in tree.iter("{*}EncryptionMethod")}
    if methods - _FONTS:
        message = "the book is encrypted (digital rights management)"
        hint = "ask the publisher for a copy without it, or take the text from another source"
        raise error(book.name, "archive-encrypted", message, hint)


def inner_path(base: str, href: str) -> str:
    """The path in the archive that an address leads to; nothing if it leads out of it."""
    path = unquote(href.partition("#")[0])
    if ":" in path.partition("/")[0] or path.startswith(("/", "\\")) or "\x00" in path:
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
    return "" if joined.startswith("..") else joined


def error(name: str, rule: str, message: str, hint: str) -> EditionError:
    """The error that says why a book cannot be read."""
    return EditionError(Diagnostic(rule, message, Place(name), hint))
