"""The structure tree of a finished PDF: of each element kind, id, what it says itself, page, kids.

What is written plainly is taken from the file in one piece, anything else is asked of qpdf entry by
entry, which takes several times as long. Never knows what a kind of element does to words.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
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


class Known(msgspec.Struct, frozen=True, gc=False):
    """A structure element that was not read, by the number of its object."""

    number: int


class Node(msgspec.Struct, frozen=True, gc=False):
    """A structure element (ISO 32000-1, 14.7.2). `said`: its `ActualText`.

    `number` is that of its object, 0 if it is part of another; `page` is the number of the page
    that it names, from 0. A kid is an element, or marked content: its id alone, if it is on that
    page.
    """

    number: int
    kind: str
    key: str
    said: str | None
    page: int | None
    kids: tuple[Kid, ...]


Kid = int | Marked | Node | Known

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
        self._known: Container[int] = ()
        self.root: Node | None = None
        self.visited: list[int] = []

    def read(self, known: Container[int] = ()) -> None:
        """Read it, if there is one, but for elements that are `known`.

        What was visited is then in `visited`, by the numbers of the objects in the order of the
        tree. A known one is there as a number below 0, one that is not written plainly also as a 0.
        """
        self._known = known
        root: Any = self._pdf.Root.get("/StructTreeRoot")
        self.root = None if root is None else self._entered(root)

    def visited_by(self, parts: Container[int]) -> dict[int, list[int]]:
        """What was visited of each part of the tree; nothing at all if one of them came twice."""
        found: dict[int, list[int]] = {}
        part: list[int] = []
        for number in self.visited:
            if abs(number) in found:
                return {}
            if abs(number) in parts:
                found[abs(number)] = part = []
            part.append(max(number, 0))
        return found

    def element(self, number: int) -> Node | None:
        """An element, whether or not it is known."""
        self._known = ()
        found = self._kid(number)
        return found if isinstance(found, Node) else None

    def _kid(self, number: int) -> Node | Marked | Known | None:
        """What an object is: an element, marked content, or nothing that has words."""
        if number in self._known:
            self.visited.append(-number)
            return Known(number)
        self.visited.append(number)
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
        return Node(number, kind.decode("ascii"), key.decode("ascii"), None, of, tuple(kids))

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
        self.visited.append(0)
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
            holder.objgen[0],
            str(holder.get("/S", ""))[1:],
            str(holder.get("/ID", "")),
            None if said is None else str(said),
            self._page(holder),
            tuple(kids),
        )

    def _read(self, kid: pikepdf.Object) -> Node | Marked | Known | None:
        number, generation = kid.objgen
        return self._kid(number) if number and not generation else self._of(kid)

    def _page(self, holder: pikepdf.Object) -> int | None:
        page = holder.get("/Pg")
        return None if page is None else self._numbers.get(page.objgen, NOWHERE)
