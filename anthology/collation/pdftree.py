"""The structure tree of a finished PDF: of each element kind, id, what it says itself, page, kids.

What is written plainly is taken from the file in one piece, anything else is asked of qpdf entry by
entry, which takes several times as long. Never knows what a kind of element does to words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import pikepdf

from anthology.collation.pdfobjects import Objects

ObjGen = tuple[int, int]
"""Number and generation of an object."""

NOWHERE = -1
"""The number of a page that is not in the book."""


class Marked(msgspec.Struct, frozen=True, gc=False):
    """Marked content of a page; None: of the page that the element is on."""

    page: int | None
    mcid: int


class Node(msgspec.Struct, frozen=True, gc=False):
    """A structure element (ISO 32000-1, 14.7.2). `said`: its `ActualText`.

    `page` is the number of the page that it names, from 0. A kid is an element, or marked content:
    its id alone, if it is on that page.
    """

    kind: str
    key: str
    said: str | None
    page: int | None
    kids: tuple[Kid, ...]


Kid = int | Marked | Node

_OBJR = rb"<< /Obj \d++ 0 R (?:/Pg \d++ 0 R )?/Type /OBJR >>"  # a link's rectangle: not read
_MCR = rb"<< /MCID \d++ /Pg \d++ 0 R /Type /MCR >>"
_KID = rb"\d++(?: 0 R)?+|%b|%b" % (_MCR, _OBJR)
_SAID = rb"(?:\([^()\\]*+\)|<[0-9a-f]*+>)"
_ATTRIBUTES = rb"(?:\d++ 0 R|<<[^<>()]*+>>)"
# As qpdf writes a dictionary: its keys in the order of the alphabet.
_PLAIN = re.compile(
    rb"<< (?:/A %b )?(?:/Alt %b )?(?:/ID \(([^()\\\x80-\xff]*+)\) )?"
    rb"(?:/K (?:\[ ((?:(?:%b) )*+)\]|(\d++(?: 0 R)?+)) )?(?:/Lang %b )?(?:/P \d++ 0 R )?"
    rb"(?:/Pg (\d++) 0 R )?/S /(\w++) (?:/T %b )?(?:/Type /StructElem )?>>|%b"
    % (_ATTRIBUTES, _SAID, _KID, _SAID, _SAID, _OBJR)
)
_ONE_KID = re.compile(rb"(\d++)( 0 R)?+|<< /MCID (\d++) /Pg (\d++) 0 R[^<>]*+>>|<<[^<>]*+>>")


class Tree:
    """Reads the structure tree of one file.

    Its `root` is no element and has no kind; None where there is no tree, or as long as it has not
    been read.
    """

    def __init__(self, pdf: pikepdf.Pdf, objects: Objects, numbers: Mapping[ObjGen, int]) -> None:
        """`numbers` has the number of each page by its object."""
        self._pdf = pdf
        self._objects = objects
        self._numbers = numbers
        self.root: Node | None = None

    def read(self) -> None:
        """Read it, if there is one."""
        root: Any = self._pdf.Root.get("/StructTreeRoot")
        self.root = None if root is None else self._entered(root)

    def _kid(self, number: int) -> Node | Marked | None:
        """What an object is: an element, marked content, or nothing that has words."""
        found = _PLAIN.fullmatch(self._objects.written(number))
        if found is None:
            return self._of(self._pdf.get_object(number, 0))
        key, listed, single, page, kind = found.groups(b"")
        if not kind:
            return None
        # A list of numbers alone is the most frequent one.
        plain = listed and b"R" not in listed
        kids = map(int, listed.split()) if plain else self._kids(listed or single)
        of = self._numbers.get((int(page), 0), NOWHERE) if page else None
        return Node(kind.decode("ascii"), key.decode("ascii"), None, of, tuple(kids))

    def _kids(self, listed: bytes) -> list[Kid]:
        kids: list[Kid] = []
        for number, indirect, mcid, on in _ONE_KID.findall(listed):
            if indirect:
                if (kid := self._kid(int(number))) is not None:
                    kids.append(kid)
            elif number:
                kids.append(int(number))
            elif mcid:
                kids.append(Marked(self._numbers.get((int(on), 0), NOWHERE), int(mcid)))
        return kids

    def _of(self, holder: pikepdf.Object) -> Node | Marked | None:
        """The same of what is not written plainly."""
        if not isinstance(holder, pikepdf.Dictionary):
            return None
        if "/MCID" in holder:
            return Marked(self._page(holder), int(holder.MCID))
        return self._entered(holder) if "/S" in holder else None

    def _entered(self, holder: pikepdf.Object) -> Node:
        said: Any = holder.get("/ActualText")
        listed: Any = holder.get("/K")
        kids: list[Kid] = []
        for kid in listed.as_list() if isinstance(listed, pikepdf.Array) else [listed]:
            if isinstance(kid, int):
                kids.append(kid)
            elif isinstance(kid, pikepdf.Dictionary) and (found := self._read(kid)) is not None:
                kids.append(found)
        return Node(
            str(holder.get("/S", ""))[1:],
            str(holder.get("/ID", "")),
            None if said is None else str(said),
            self._page(holder),
            tuple(kids),
        )

    def _read(self, kid: pikepdf.Object) -> Node | Marked | None:
        number, generation = kid.objgen
        return self._kid(number) if number and not generation else self._of(kid)

    def _page(self, holder: pikepdf.Object) -> int | None:
        page = holder.get("/Pg")
        return None if page is None else self._numbers.get(page.objgen, NOWHERE)
