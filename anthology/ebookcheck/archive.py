"""A finished EPUB, read for the rules: its files, the package document, every XHTML document.

Judges nothing but whether it can be read at all.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from anthology.diagnostic import AnthologyError, Diagnostic, Place

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
SVG = "{http://www.w3.org/2000/svg}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NONE = frozenset[str]()
_XLINK = "{http://www.w3.org/1999/xlink}href"
_CONTAINER = "META-INF/container.xml"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest; `name` is that of its file in the archive."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from one file to another, or to a place in it (`fragment`)."""

    source: str
    element: etree._Element
    target: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Ebook:
    """The e-book. `files`: every file by its name; `documents`: the XHTML ones; `spine`: names."""

    package_name: str
    package: etree._Element
    files: Mapping[str, bytes]
    items: tuple[Item, ...]
    spine: tuple[str, ...]
    documents: Mapping[str, etree._Element]
    ncx: etree._Element | None

    @property
    def navigation(self) -> str:
        """The name of the navigation document, "" if there is none."""
        return next((item.name for item in self.items if "nav" in item.properties), "")

    def nav(self, kind: str) -> etree._Element | None:
        """One of its lists: toc, landmarks, page-list."""
        document = self.documents.get(self.navigation)
        found = [] if document is None else document.iter(f"{XHTML}nav")
        return next((nav for nav in found if kind in types(nav)), None)

    def meta(self, name: str, refines: str = "") -> tuple[str, ...]:
        """The values of a property of the package, or of what refines one of its elements."""
        return tuple(
            (element.text or "").strip()
            for element in self.package.iter(f"{OPF}meta")
            if element.get("property") == name and element.get("refines", "") == refines
        )


def read_ebook(data: bytes) -> Ebook:
    """Read an EPUB. Raises AnthologyError for one that is no archive or not well-formed."""
    try:
        return _read(data)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        place = Place("finished EPUB")
        raise AnthologyError(
            Diagnostic("ebook-unreadable", f"it cannot be read: {error}", place)
        ) from error


def _read(data: bytes) -> Ebook:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    rootfile = _parse(files[_CONTAINER]).find(f".//{_ROOTFILE}")
    name = "" if rootfile is None else rootfile.get("full-path", "")
    package = _parse(files[name])
    items = tuple(_item(element, name) for element in package.iter(f"{OPF}item"))
    by_id = {item.id: item.name for item in items}
    spine = [by_id[ref.get("idref", "")] for ref in package.iter(f"{OPF}itemref")]
    xhtml = (i.name for i in items if i.media_type == "application/xhtml+xml" and i.name in files)
    ncx = [i.name for i in items if i.media_type == "application/x-dtbncx+xml" and i.name in files]
    return Ebook(
        name,
        package,
        files,
        items,
        tuple(spine),
        {name: _parse(files[name]) for name in xhtml},
        _parse(files[ncx[0]]) if ncx else None,
    )


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(data, parser)


def _item(element: etree._Element, package: str) -> Item:
    return Item(
        element.get("id", ""),
        resolved(package, element.get("href", ""))[0],
        element.get("media-type", ""),
        frozenset(element.get("properties", "").split()),
    )


def resolved(source: str, href: str) -> tuple[str, str]:
    """The file and the fragment that a reference in a file leads to."""
    path, _, fragment = href.partition("#")
    name = posixpath.join(posixpath.dirname(source), unquote(path)) if path else source
    return posixpath.normpath(name), unquote(fragment)


def links(book: Ebook) -> Iterator[Link]:
    """Every reference inside the book, from XHTML documents and the NCX."""
    for name, document in book.documents.items():
        for element in elements(document):
            for href in _references(element):
                yield Link(name, element, *resolved(name, href))
    if book.ncx is not None:
        name = next(i.name for i in book.items if i.media_type == "application/x-dtbncx+xml")
        for element in book.ncx.iter(f"{NCX}content"):
            yield Link(name, element, *resolved(name, element.get("src", "")))


def _references(element: etree._Element) -> Iterator[str]:
    srcset = [part.split()[0] for part in element.get("srcset", "").split(",") if part.split()]
    for href in (*map(element.get, ("href", "src", "data", _XLINK)), *srcset):
        if href and ":" not in href.partition("/")[0].partition("#")[0]:
            yield href


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """The elements of a document, no comments."""
    return root.iter("*")


def types(element: etree._Element) -> frozenset[str]:
    """What an element says it is (epub:type)."""
    said = element.get(TYPE)
    return frozenset(said.split()) if said else _NONE


def words(element: etree._Element) -> str:
    """All the text in an element."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def tag(element: etree._Element) -> str:
    """The name of an XHTML element, without the namespace."""
    return str(element.tag).removeprefix(XHTML)
