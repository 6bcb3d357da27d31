"""Structure elements of a PDF, one at a time: kind, id, what it says itself, page, kids.

What is written plainly is taken from qpdf in one piece, anything else entry by entry, which takes
several times as long. Never knows what a kind of element does to words.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pikepdf

ObjGen = tuple[int, int]
"""Number and generation of an object."""


class Marked(NamedTuple):
    """Marked content of a page that is named with it."""

    page: ObjGen
    mcid: int


Kid = int | Marked | pikepdf.Object
"""A marked-content id, one with its page, or an object that is to be read in its turn."""


class Node(NamedTuple):
    """A structure element, or what stands for marked content (ISO 32000-1, 14.7.2 and 14.7.4).

    `kind` is empty where it is no element. `said`: its `ActualText`. `page` is the object of the
    page that it names.
    """

    kind: str
    key: str
    said: str | None
    page: ObjGen | None
    mcid: int | None
    kids: tuple[Kid, ...]


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


def read_node(pdf: pikepdf.Pdf, holder: pikepdf.Object) -> Node:
    """What an object of the structure tree says."""
    found = _PLAIN.fullmatch(holder.unparse(resolved=True))
    if found is None:
        return _by_entries(holder)
    key, listed, single, page, kind = found.groups(b"")
    kids: list[Kid] = []
    for number, indirect, mcid, on in _ONE_KID.findall(listed or single):
        if number:
            kids.append(pdf.get_object(int(number), 0) if indirect else int(number))
        elif mcid:
            kids.append(Marked((int(on), 0), int(mcid)))
    of = (int(page), 0) if page else None
    named = f"/{kind.decode('ascii')}" if kind else ""
    return Node(named, key.decode("ascii"), None, of, None, tuple(kids))


def _by_entries(holder: pikepdf.Object) -> Node:
    page, kids, mcid = holder.get("/Pg"), holder.get("/K"), holder.get("/MCID")
    said: Any = holder.get("/ActualText")
    listed: Any = kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]
    return Node(
        str(holder.get("/S", "")),
        str(holder.get("/ID", "")),
        None if said is None else str(said),
        None if page is None else page.objgen,
        None if mcid is None else int(mcid),
        tuple(kid for kid in listed if isinstance(kid, int | pikepdf.Dictionary)),
    )
