"""Reads a finished EPUB: the words inside each keyed element, documents in spine order.

Never renders anything: style sheets are not read, so text hidden by CSS counts as text.
"""

from __future__ import annotations

import io
import posixpath
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Collection
from urllib.parse import unquote

from anthology.collation.streams import UNKEYED, words
from anthology.diagnostic import AnthologyError, Diagnostic, Place

_CONTAINER = "META-INF/container.xml"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"

# Elements whose start and end part words. All others stand inside a line.
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_GENERATED_LINKS = frozenset({"noteref", "note-marker", "backlink"})
_UNREAD = frozenset({"script", "style", "template"})


def read_epub(data: bytes, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The words of each element whose id is in `keys`; text in none of them under `""`.

    Text of a keyed element inside another belongs to the inner one alone. Left out: elements of
    class `gen`, note calls, note markers and links back, paragraph numbers (`span.pn`), page
    breaks and whatever is `hidden`. A key that is nowhere in the book has no entry.

    Raises AnthologyError where the file is no EPUB that can be read.
    """
    reader = _Reader(frozenset(keys) - {UNKEYED})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            for name in spine(container):
                reader.document(ET.fromstring(container.read(name)))
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        raise AnthologyError(
            Diagnostic("collation-epub", f"it cannot be read: {error}", Place("finished EPUB"))
        ) from error
    read = {key: words("".join(pieces)) for key, pieces in reader.pieces.items()}
    return {key: found for key, found in read.items() if found or key != UNKEYED}


def spine(container: zipfile.ZipFile) -> list[str]:
    """Names of the content documents in reading order (EPUB 3.3, 5.7 and 4.2.6.3)."""
    rootfile = ET.fromstring(container.read(_CONTAINER)).find(f".//{_ROOTFILE}")
    if rootfile is None:
        raise KeyError(f"no rootfile in {_CONTAINER}")
    package = rootfile.attrib["full-path"]
    opf = ET.fromstring(container.read(package))
    hrefs = {item.attrib["id"]: item.attrib["href"] for item in opf.iter(f"{_OPF}item")}
    return [
        posixpath.normpath(
            posixpath.join(posixpath.dirname(package), unquote(hrefs[ref.attrib["idref"]]))
        )
        for ref in opf.iter(f"{_OPF}itemref")
    ]


class _Reader:
    """Collects the text of each key while it walks the documents."""

    def __init__(self, keys: frozenset[str]) -> None:
        self.keys = keys
        self.pieces: dict[str, list[str]] = {}

    def document(self, root: ET.Element) -> None:
        for body in root.iter(f"{XHTML}body"):
            self._element(body, self._stream(UNKEYED))

    def _stream(self, key: str) -> list[str]:
        """The pieces of `key`. A key met a second time goes on with new words."""
        pieces = self.pieces.setdefault(key, [])
        pieces.append(" ")
        return pieces

    def _element(self, element: ET.Element, outer: list[str]) -> None:
        if element.get("hidden") is not None:
            return
        key = element.get("id", "")
        keyed = key in self.keys
        tag = element.tag.removeprefix(XHTML)
        # A note with a stream of its own may stand between two letters and parts nothing.
        parts = tag in _BLOCKS and not (keyed and tag == "aside")
        if parts:
            outer.append(" ")
        if keyed:
            self._inside(element, self._stream(key))
        else:
            self._inside(element, [] if _generated(element, tag) else outer)
        if parts:
            outer.append(" ")

    def _inside(self, element: ET.Element, pieces: list[str]) -> None:
        pieces.append(element.text or "")
        for child in element:
            self._element(child, pieces)
            pieces.append(child.tail or "")


def _generated(element: ET.Element, tag: str) -> bool:
    """Whether the text of `element` is ours: no source and no editor wrote it."""
    classes = set(element.get("class", "").split())
    return (
        "gen" in classes
        or (tag == "a" and not classes.isdisjoint(_GENERATED_LINKS))
        or (tag == "span" and "pn" in classes)
        or "pagebreak" in element.get(_TYPE, "").split()
        or tag in _UNREAD
    )
