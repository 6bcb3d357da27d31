"""The pictures of the finished books, by their pixels, held against those of the sources.

They are compared like words, one a picture, in the order in which a reader meets them.
"""

from __future__ import annotations

import io
import posixpath
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from PIL import Image

from anthology.book import Book
from anthology.booktext import BookText
from anthology.collation.epub import XHTML, spine
from anthology.collation.streams import Stream
from anthology.hang import named

KEY = "pictures"


def expected_pictures(book: Book) -> tuple[Stream, ...]:
    """What must be shown: the pictures of the sources, less those that the ledger tells of."""
    shown = tuple(size for text in book.texts for size in _expected(text))
    return (Stream(KEY, shown),) if shown else ()


def _expected(text: BookText) -> Iterator[str]:
    """As the source and the ledger have it, whatever became of the blocks."""
    rows = {(row.span.start, row.old) for row in text.ledger.of("omitted") if row.rule == "picture"}
    for chunk in text.gallery.figures:
        picture = text.gallery.of(chunk.value).picture
        if picture and (chunk.span.start, named(chunk)) not in rows:
            yield picture.size


def epub_pictures(data: bytes) -> Mapping[str, tuple[str, ...]]:
    """The pictures that the documents of an EPUB show, but for its cover; nothing if none is shown.

    One that is not in the archive counts as a picture of its address.
    """
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        held = set(container.namelist())
        for name in spine(container):
            for image in ET.fromstring(container.read(name)).iter(f"{XHTML}img"):
                if "doc-cover" not in image.get("role", "").split():
                    source = unquote(image.get("src", ""))
                    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), source))
                    found.append(_measure(container.read(path)) if path in held else source)
    return {KEY: tuple(found)} if found else {}


def _measure(data: bytes) -> str:
    with Image.open(io.BytesIO(data)) as image:
        return f"{image.width}×{image.height}"
