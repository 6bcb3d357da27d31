"""What pages were seen to show, kept from one reading of a book to the next.

What a page shows follows from the bytes of its content and from its fonts, so both are asked of the
file in hand, every time; only a page that has the same ones is not read again. Never knows of
structure or of words, and never decides what is right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from anthology.collation.pdfcontent import streams
from anthology.collation.pdffont import Face, read_face
from anthology.collation.pdftext import Run, page_runs
from anthology.render.shelf import Shelf, made_by

READING = (
    *("collation/pagekeep", "collation/pdfcontent", "collation/pdffont", "collation/pdftext"),
    "collation/streams",
)
"""The modules that read a page."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What each page shows, by the digest of what that follows from."""

    pages: dict[str, tuple[Run, ...]]


class Pages:
    """Reads the pages of one book; those that it knows from a folder it does not read again."""

    def __init__(self, cache: Path | None = None, name: str = "") -> None:
        """`name` is the book's in the folder `cache`; without a folder every page is read."""
        self._shelf = Shelf(cache, _Kept, made_by(READING, ("pikepdf",)))
        self._name = (b"pages", name.encode())
        kept = self._shelf.find(*self._name)
        self._known: dict[str, tuple[Run, ...]] = kept.pages if kept else {}
        self._met: dict[str, tuple[Run, ...]] = {}
        self._keeps = cache is not None
        self._faces: dict[tuple[int, int], Face] = {}
        self._digests: dict[tuple[int, int], bytes] = {}

    def runs(self, page: pikepdf.Page, number: int) -> Sequence[Run]:
        """The text shown on a page, as `page_runs` reads it."""
        key = self._key(page) if self._keeps else ""
        if not key:
            return page_runs(page, number, self._faces)
        found = self._known.get(key)
        if found is None:
            found = tuple(page_runs(page, number, self._faces))
        elif found and found[0].page != number:
            found = tuple(run.on(number) for run in found)
        self._met[key] = found
        return found

    def keep(self) -> None:
        """Keep what was read, and no more than that, for the next time."""
        if self._met.keys() != self._known.keys():
            self._shelf.keep(_Kept(self._met), *self._name)
        self._shelf.note_use([self._name])

    def _key(self, page: pikepdf.Page) -> str:
        """The digest of all that decides on what a page shows; "" where that is not known."""
        resources = page.resources
        if not _plain(resources):
            return ""
        digest = hashlib.sha256(self._fonts(resources.get("/Font", pikepdf.Dictionary())))
        for stream in streams(page):
            kind, data = _bytes_of(stream)
            digest.update(f"{kind} {len(data)} ".encode() + data)
        return digest.hexdigest()

    def _fonts(self, fonts: Any) -> bytes:
        """The digest of what the codes of these fonts say, and of their widths."""
        if not fonts.is_indirect:
            return self._fonts_digest(fonts)
        if fonts.objgen not in self._digests:
            self._digests[fonts.objgen] = self._fonts_digest(fonts)
        return self._digests[fonts.objgen]

    def _fonts_digest(self, fonts: Any) -> bytes:
        digest = hashlib.sha256()
        for name, font in sorted(fonts.items()):
            if font.objgen not in self._faces or not font.is_indirect:
                self._faces[font.objgen] = read_face(font)
            digest.update(f"{name} {self._faces[font.objgen].said()}\n".encode())
        return digest.digest()


def _plain(resources: Any) -> bool:
    """Whether nothing but fonts decides on the text: no forms, no marks named in the resources."""
    drawn = resources.get("/XObject", pikepdf.Dictionary())
    return "/Properties" not in resources and all(
        x.get("/Subtype") == pikepdf.Name.Image for x in drawn.values()
    )


def _bytes_of(stream: pikepdf.Object) -> tuple[str, bytes]:
    """The bytes that a stream stands for: as they are packed, where there is one way to unpack."""
    if "/DecodeParms" in stream or stream.get("/Filter") != pikepdf.Name.FlateDecode:
        return "plain", stream.read_bytes()
    return "packed", stream.read_raw_bytes()
