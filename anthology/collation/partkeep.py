"""What parts of the structure tree were seen to hold, kept from one reading of a book to the next.

The words of a part follow from the objects of its elements and from what the pages show that it
names. Both are asked of the file in hand, every time: a part is known only if the streams that hold
its objects have the bytes that they had, all objects the places, and its pages the keys under which
`pagekeep` knows them. Never reads a word, and never decides what is right.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from anthology.collation.pdfobjects import Objects
from anthology.render.shelf import Shelf, made_by

WALKING = (
    *("collation/pagekeep", "collation/pageread", "collation/partkeep", "collation/pdf"),
    *("collation/pdfcontent", "collation/pdffont", "collation/pdfline", "collation/pdfobjects"),
    *("collation/pdfpictures", "collation/pdfsaid", "collation/pdfshown", "collation/pdftext"),
    *("collation/pdftree", "collation/pdfwalk", "collation/streams", "render/workers"),
)
"""The modules that read a part of the tree."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the tree: its words, and the marked content that it has of each page.

    They follow from the `streams` of objects, of which the digests are here, and from the `pages`,
    of which the keys are.
    """

    words: dict[str, tuple[str, ...]]
    taken: dict[int, tuple[int, ...]]
    streams: dict[int, bytes]
    pages: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Parts by the numbers of their objects; `seal`: of what holds for all of them."""

    seal: bytes
    parts: dict[int, Part]


class Parts:
    """The parts of one book that are known from a folder, and those that are to be kept in it."""

    def __init__(self, cache: Path | None = None, name: str = "") -> None:
        """`name` is the book's in the folder `cache`; without a folder no part is known."""
        self._shelf = Shelf(cache, _Kept, made_by(WALKING, ("pikepdf",)))
        self._name = (b"parts", name.encode())
        self._found = self._shelf.find(*self._name) or _Kept(b"", {})
        self._wanted = cache is not None
        self._new: dict[int, Part] = {}
        self.known: dict[int, Part] = {}

    def look(self, objects: Objects, seal: bytes, keys: Sequence[str]) -> None:
        """Find those that are in this file, of whose pages these are the `keys`.

        `seal` is the digest of all else that words follow from; empty if that is not known.
        """
        self._objects, self._keys = objects, keys
        self._seal = seal if self._wanted else b""
        if seal and seal == self._found.seal:
            self.known = {n: part for n, part in self._found.parts.items() if self._is_here(part)}

    def add(
        self,
        number: int,
        visited: Collection[int],
        words: dict[str, tuple[str, ...]],
        taken: dict[int, tuple[int, ...]],
    ) -> None:
        """Keep a part of this file, if all that it follows from is known."""
        streams = {self._objects.holder(visit) for visit in visited} if self._seal else set()
        pages = {page: self._keys[page] for page in taken}
        if streams and 0 not in streams and all(pages.values()):
            digests = {stream: self._objects.digest(stream) for stream in streams}
            self._new[number] = Part(words, taken, digests, pages)

    def keep(self, met: Collection[int]) -> None:
        """Keep those that are known and were `met`, and those that are new, for the next time."""
        parts = {number: part for number, part in self.known.items() if number in met} | self._new
        if self._new or parts.keys() != self._found.parts.keys():
            self._shelf.keep(_Kept(self._seal, parts), *self._name)
        self._shelf.note_use([self._name])

    def _is_here(self, part: Part) -> bool:
        return all(self._keys[page] == key for page, key in part.pages.items()) and all(
            self._objects.digest(stream) == digest for stream, digest in part.streams.items()
        )
