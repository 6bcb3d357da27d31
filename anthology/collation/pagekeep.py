"""What pages were seen to show, kept from one reading of a book to the next.

What a page shows follows from the bytes of its content and from its fonts, so both are asked of the
file in hand, every time; only a page that has the same ones is not read again. Never knows of
structure or of words, and never decides what is right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from anthology.collation.pageread import Content, Faces, Leaf, Type, read_anew
from anthology.collation.pdfcontent import streams
from anthology.collation.pdffont import read_face
from anthology.collation.pdfshown import Shown
from anthology.render.shelf import Shelf, made_by

READING = (
    *("collation/pagekeep", "collation/pageread", "collation/pdfcontent", "collation/pdffont"),
    *("collation/pdfshown", "collation/pdftext", "collation/streams", "render/workers"),
)
"""The modules that read a page."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What each page shows, by the digest of what that follows from."""

    pages: dict[str, Shown]


class Pages:
    """Reads the pages of one book; those that it knows from a folder it does not read again."""

    def __init__(self, cache: Path | None = None, name: str = "") -> None:
        """`name` is the book's in the folder `cache`; without a folder every page is read."""
        self.cache, self.name = cache, name
        self._shelf = Shelf(cache, _Kept, made_by(READING, ("pikepdf",)))
        self._name = (b"pages", name.encode())
        kept = self._shelf.find(*self._name)
        self._known: dict[str, Shown] = kept.pages if kept else {}
        self._faces: Faces = {}
        self._types: dict[tuple[int, int], Type] = {}
        self.keys: list[str] = []

    def read(
        self, pages: Iterable[pikepdf.Page], meanwhile: Callable[[], object] = lambda: None
    ) -> list[Shown]:
        """What each page shows; `meanwhile` is done once, beside the reading if others do that.

        When it is done, `keys` has the digests of all that decides on what each page shows, empty
        where that is not known.
        """
        leaves = [self._leaf(page) for page in pages]
        self.keys = keys = [_key(leaf.content) for leaf in leaves]
        wanted = {n: leaf for n, leaf in enumerate(leaves) if keys[n] not in self._known}
        anew = read_anew(wanted, self._faces, meanwhile)
        found = [anew.get(n) or self._known[key] for n, key in enumerate(keys)]
        self._keep({key: shown for key, shown in zip(keys, found, strict=True) if key})
        return found

    def _keep(self, met: dict[str, Shown]) -> None:
        """Keep what was read, and no more than that, for the next time."""
        if met.keys() != self._known.keys():
            self._shelf.keep(_Kept(met), *self._name)
            self._known = met
        self._shelf.note_use([self._name])

    def _leaf(self, page: pikepdf.Page) -> Leaf:
        resources = page.resources
        if not _plain(resources):
            return Leaf(page, None)
        type_ = self._type(resources.get("/Font", pikepdf.Dictionary()))
        return Leaf(page, Content(type_, tuple(map(_bytes_of, streams(page)))))

    def _type(self, fonts: Any) -> Type:
        if not fonts.is_indirect:
            return self._read_type(fonts)
        if fonts.objgen not in self._types:
            self._types[fonts.objgen] = self._read_type(fonts)
        return self._types[fonts.objgen]

    def _read_type(self, fonts: Any) -> Type:
        faces, digest = {}, hashlib.sha256()
        for name, font in sorted(fonts.items()):
            if font.objgen not in self._faces or not font.is_indirect:
                self._faces[font.objgen] = read_face(font)
            faces[name[1:]] = self._faces[font.objgen]
            digest.update(f"{name} {faces[name[1:]].said()}\n".encode())
        return Type(faces, digest.digest())


def _key(content: Content | None) -> str:
    """The digest of all that decides on what a page shows; "" where that is not known."""
    if content is None:
        return ""
    digest = hashlib.sha256(content.type.digest)
    for packed, data in content.streams:
        digest.update(f"{packed} {len(data)} ".encode())
        digest.update(data)
    return digest.hexdigest()


def _plain(resources: Any) -> bool:
    """Whether nothing but fonts decides on the text: no forms, no marks named in the resources."""
    drawn = resources.get("/XObject", pikepdf.Dictionary())
    return "/Properties" not in resources and all(
        x.get("/Subtype") == pikepdf.Name.Image for x in drawn.values()
    )


_ZIPPED = pikepdf.Name.FlateDecode


def _bytes_of(stream: pikepdf.Object) -> tuple[bool, bytes]:
    """The bytes that a stream stands for: packed, where there is but one way to unpack them."""
    if stream.get("/Filter") != _ZIPPED or "/DecodeParms" in stream:
        return False, stream.read_bytes()
    return True, stream.read_raw_bytes()
