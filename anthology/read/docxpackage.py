"""A DOCX as an archive: its parts, within bounds, as trees of XML.

Never unpacks to disk, follows no address, and opens no part that it has no use for.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from anthology.diagnostic import Diagnostic, EditionError, Place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)
MOST = 64 * 2**20  # bytes of XML in one part: a book of a million words has a fifth of it
_OLE = b"\xd0\xcf\x11\xe0"
# All that the standard library raises over a damaged archive.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    OSError, RuntimeError, ValueError,
)  # fmt: skip
_DOCUMENT = "word/_rels/document.xml.rels"
_USES = frozenset({"officeDocument", "footnotes", "endnotes", "comments", "styles", "numbering"})
_READ = ("_rels/", "[Content_Types].xml", "docProps/core.xml", "word/")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX that hold XML, by name."""

    parts: dict[str, etree._Element]

    def part(self, name: str) -> etree._Element | None:
        """The part `word/NAME.xml`."""
        return self.parts.get(f"word/{name}.xml")

    def target(self, name: str, relation: str) -> str:
        """What a relation of the part `word/NAME.xml` leads to: a path here, or an address."""
        relations = self.parts.get(f"word/_rels/{name}.xml.rels")
        for found in relations.iter(_RELATION) if relations is not None and relation else ():
            if found.get("Id") == relation:
                target = found.get("Target", "")
                if found.get("TargetMode") == "External":
                    return target
                return posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
        return ""

    def packed(self) -> io.BytesIO:
        """The parts as they are now, as an archive of their own."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, root in self.parts.items():
                archive.writestr(name, etree.tostring(root, encoding="UTF-8", standalone=True))
        file.seek(0)
        return file


def open_docx(data: bytes, name: str) -> Package:
    """The package of a DOCX.

    Raises EditionError `docx-broken`, `docx-unsafe` or `docx-old`.
    """
    if data.startswith(_OLE):
        message = "this is an old Word file, or a protected one"
        raise refusal("docx-old", message, name, "open it in a word processor and save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive, name)
    except _BROKEN as error:
        message = f"the archive is broken or cut short ({error})"
        raise refusal("docx-broken", message, name, _AGAIN) from error
    _call_by_use(parts)
    if "word/document.xml" not in parts:
        message = "the archive holds no document of Word"
        raise refusal("docx-broken", message, name, _AGAIN)
    return Package(parts)


def open_pictures(data: bytes, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of pictures in a DOCX that was opened; none for one that is not there or broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in names:
            try:
                with archive.open(name) as file:
                    yield name, file.read(MOST + 1)
            except (*_BROKEN, KeyError):
                yield name, b""


_AGAIN = "open it in a word processor and save it anew as .docx"


def refusal(rule: str, message: str, name: str, hint: str) -> EditionError:
    """The error that refuses a file as a whole."""
    return EditionError(Diagnostic(rule, message, Place(name), hint))


def _parts(archive: zipfile.ZipFile, name: str) -> dict[str, etree._Element]:
    parts: dict[str, etree._Element] = {}
    total = 0
    for info in archive.infolist():
        path = info.filename
        if path.startswith(("/", "\\")) or ".." in path.replace("\\", "/").split("/"):
            message = f"the archive points outside itself: “{path[:80]}”"
            raise refusal("docx-unsafe", message, name, "do not use this file")
        total += info.file_size
        if total > 16 * MOST:
            message = f"the archive unpacks to more than {16 * MOST // 2**20} MB"
            raise refusal("docx-unsafe", message, name, "save it anew without its pictures")
        if path.startswith(_READ) and path.endswith((".xml", ".rels")) and path not in parts:
            parts[path] = _xml(_bounded(archive, info, name), path, name)
    return parts


def _bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of a part, however little the archive says they are."""
    with archive.open(info) as file:
        data = file.read(MOST + 1)
    if len(data) > MOST:
        message = f"{info.filename} unpacks to more than {MOST // 2**20} MB"
        raise refusal("docx-unsafe", message, name, "split the text into several files")
    return data


def _xml(data: bytes, path: str, name: str) -> etree._Element:
    for strict, transitional in _TRANSITIONAL if _STRICT in data else ():
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"{path} cannot be read: {error.msg}"
        raise refusal("docx-broken", message, name, _AGAIN) from error
    if root.getroottree().docinfo.doctype:
        message = f"{path} declares entities, as no word processor does"
        raise refusal("docx-unsafe", message, name, "do not use this file")
    return root


def _call_by_use(parts: dict[str, etree._Element]) -> None:
    """Give parts that are called otherwise (`word/document2.xml`) the names they go by here."""
    for relations, folder in (("_rels/.rels", ""), (_DOCUMENT, "word")):
        root = parts.get(relations)
        for relation in list(root.iter(_RELATION)) if root is not None else ():
            use = relation.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            target = target.lstrip("/")
            name = f"word/{'document' if use == 'officeDocument' else use}.xml"
            if use in _USES and target in parts and name not in parts:
                _rename(parts, target, name)
                relation.set("Target", f"/{name}")


def _rename(parts: dict[str, etree._Element], old: str, new: str) -> None:
    parts[new] = parts.pop(old)
    relations = parts.pop(f"word/_rels/{posixpath.basename(old)}.rels", None)
    if relations is not None:
        parts[f"word/_rels/{posixpath.basename(new)}.rels"] = relations
