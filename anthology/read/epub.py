"""An EPUB → its reading: the documents of its spine in order, read as one text.

All in the documents is text, but for the book's own contents list. Notes are paired across
documents. Pictures are named by their path in the archive, and taken out of it where one is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.read.bookarchive import BookArchive, error, inner_path, open_book
from anthology.read.charset import decode_marked_up
from anthology.read.dom import parse, parse_xhtml, tree_of
from anthology.read.html import read_tree
from anthology.read.nodes import Node
from anthology.read.notices import CONTENTS, Omission
from anthology.read.reading import Hints, Reading

_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_ANEW = "get the book anew"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document of the spine: its path in the archive, and whether it is the contents list."""

    path: str
    contents: bool


def read_epub(data: bytes, name: str) -> Reading:
    """Read an EPUB 2 or 3.

    Raises EditionError `archive-broken`, `archive-too-large`, `archive-encrypted`, and those of
    `read_html` for one of its documents.
    """
    book = open_book(data, name)
    path = _package_path(book)
    package = book.xml(path)
    root, said = Node("html"), list[Diagnostic]()
    lists: dict[Node, Omission] = {}
    for entry in _spine(book, package, path, said):
        document = root.add(_document(book, entry.path, said))
        lists.update((nav, CONTENTS) for nav in document.walk() if _is_contents(nav))
        if entry.contents:
            lists[document] = CONTENTS
    if not root.children:
        raise error(name, "archive-broken", "no document of the book can be read", _ANEW)
    if _is_fixed(package):
        message = "its pages are laid out in advance; only their words are read, file by file"
        hint = "compare order and line ends with the pages: a line may have become a paragraph"
        said.append(Diagnostic("fixed-layout", message, Place(name), hint, Severity.WARNING))
    hints, take = _hints(package), partial(_picture, book, said)
    return read_tree(root, name, hints, said, book=lists, take=take)


def _is_fixed(package: etree._Element) -> bool:
    """Whether pages are laid out in advance, all or some (EPUB 3.3, 8.2.2.2)."""
    whole = (
        "".join(map(str, meta.itertext())).strip()
        for meta in package.iterfind(".//{*}metadata/{*}meta[@property='rendition:layout']")
    )
    parts = (str(item.get("properties", "")) for item in package.iterfind(".//{*}spine/{*}itemref"))
    return "pre-paginated" in whole or any("layout-pre-paginated" in said for said in parts)


def _package_path(book: BookArchive) -> str:
    """Where the package document is (EPUB OCF, section 4.2.6.3.1)."""
    found = book.xml("META-INF/container.xml").find(".//{*}rootfile")
    path = inner_path("", str(found.get("full-path", ""))) if found is not None else ""
    if not path:
        raise error(
            book.name, "archive-broken", "the archive does not say where its book is", _ANEW
        )
    return path


def _spine(
    book: BookArchive, package: etree._Element, path: str, said: list[Diagnostic]
) -> Iterator[_Entry]:
    """The documents in reading order; what is missing, or outside the archive, is reported."""
    items = {str(item.get("id")): item for item in package.iterfind(".//{*}manifest/{*}item")}
    seen: set[str] = set()
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(str(reference.get("idref")))
        href = str(item.get("href", "")) if item is not None else ""
        inner = inner_path(path, href) if href else ""
        kind = str(item.get("media-type", "")) if item is not None else ""
        if not inner or kind not in _PAGES or inner in seen or book.read(inner) is None:
            why = "twice" if inner in seen else "and cannot be read"
            message = f"“{href or reference.get('idref')}” is in the reading order {why}"
            said.append(_warn(book.name, "document-missing", message))
            continue
        seen.add(inner)
        nav = "nav" in str(item.get("properties", "")).split() if item is not None else False
        yield _Entry(inner, nav)


def _is_contents(node: Node) -> bool:
    types = {"toc", "page-list", "landmarks", "lot", "loi"}
    return node.tag == "nav" and bool(types.intersection(node.types()))


def _document(book: BookArchive, path: str, said: list[Diagnostic]) -> Node:
    """The tree of one document; its places are named so that all documents can be one tree."""
    data = book.read(path) or b""
    if not data.strip():
        said.append(_warn(book.name, "document-missing", f"“{path}” is empty"))
        return Node("body")
    text, more = decode_marked_up(data, f"{book.name}/{path}")
    said.extend(more)
    tree = parse_xhtml(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text))
    if tree is None:
        said.append(_warn(book.name, "document-broken", f"“{path}” is not well-formed XHTML"))
        tree = tree_of(parse(text))
    tree.tag = "body"
    for node in tree.walk():
        _name_places(node, path)
    return tree


def _picture(book: BookArchive, said: list[Diagnostic], path: str) -> bytes | None:
    """A picture's bytes. One that cannot be read is a warning: the text is there without it."""
    try:
        return book.read(path)
    except EditionError as fault:
        said.extend(replace(d, severity=Severity.WARNING) for d in fault.diagnostics)
        return None


def _name_places(node: Node, path: str) -> None:
    for key in ("id", "name"):
        if node.get(key):
            node.attrs[key] = f"{path}#{node.attrs[key]}"
    for key in ("href", "src"):
        address = node.get(key).strip()
        if not address or re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
            continue
        inner, fragment = inner_path(path, address), address.partition("#")[2]
        if key == "src":
            node.attrs[key] = inner or address
        else:
            node.attrs[key] = f"#{inner}#{fragment}" if inner else ""


def _hints(package: etree._Element) -> Hints:
    def said(name: str) -> list[str]:
        found = package.iterfind(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
        return [" ".join("".join(map(str, e.itertext())).split()) for e in found]

    return Hints(
        title=next(iter(said("title")), ""),
        author=", ".join(filter(None, said("creator"))),
        date=next(iter(said("date")), "")[:10],
        address=next((s for s in said("source") if re.match("https?://", s)), ""),
        language=next(iter(said("language")), ""),
    )


def _warn(name: str, rule: str, message: str) -> Diagnostic:
    return Diagnostic(rule, message, Place(name), "compare with the book", Severity.WARNING)
