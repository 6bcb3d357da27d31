"""The pictures inside a source file: which of an image's addresses is there, and its bytes.

An address written into the page (`data:`, RFC 2397) is read; of an archive what it holds. Never
looks beside the file, and never at what the bytes are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from anthology.beside import is_remote
from anthology.read.nodes import Node

Take = Callable[[str], bytes | None]
_DATA = re.compile(r"data:", re.IGNORECASE)
_LAZY = ("data-src", "data-original", "data-lazy-src")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_CHOICE = re.compile(r"(?P<address>[^\s,]\S*?)(?:\s+(?P<size>[\d.]+)[wx])?\s*(?:,\s|,?\s*$)")


@dataclass(slots=True)
class Parts:
    """Pictures taken out of a file, by the names that its figures have; empty: not there.

    `take` opens an archive; without it a page stands alone, and files may lie beside it.
    """

    take: Take | None = None
    taken: dict[str, bytes] = field(default_factory=dict)

    def choose(self, image: Node) -> str:
        """The name of a picture: the first of its addresses within reach, else its first."""
        addresses = addresses_of(image)
        best = next((a for a in addresses if self._within_reach(a)), addresses[0])
        if _DATA.match(best):
            return self.keep(best)
        if self.take is not None and best not in self.taken and not is_remote(best):
            self.taken[best] = b""
        return best

    def _within_reach(self, address: str) -> bool:
        if _DATA.match(address):
            return True
        if self.take is None:
            return not is_remote(address)
        if address not in self.taken and (found := self.take(address)) is not None:
            self.taken[address] = found
        return address in self.taken

    def keep(self, address: str) -> str:
        """The name of an address; a short one for a picture written into it."""
        if not _DATA.match(address):
            return address
        name = f"data:{hashlib.sha256(address.encode(errors='replace')).hexdigest()[:8]}"
        self.taken[name] = unpacked(address)
        return name


def addresses_of(image: Node) -> list[str]:
    """Every address of an image, the likeliest first: its own, its lazy one, its larger sizes.

    What is written into the page beside other addresses only holds the place until they load.
    """
    plain = [image.get(name).strip() for name in ("src", *_LAZY)]
    sized = []
    for found in (f for name in _SETS for f in _CHOICE.finditer(image.get(name))):
        sized.append((-_number(found["size"]), found["address"].rstrip(",")))
    every = dict.fromkeys([*plain, *(address for _, address in sorted(sized))])
    return sorted((a for a in every if a), key=lambda a: _DATA.match(a) is not None)


def _number(size: str | None) -> float:
    return float(size) if size and re.fullmatch(r"\d+(?:\.\d+)?", size) else 1.0


def unpacked(address: str) -> bytes:
    """The bytes of a `data:` address; none if it is broken."""
    head, _, payload = address.partition(",")
    data = unquote_to_bytes(payload)
    if not head.lower().rstrip().endswith(";base64"):
        return data
    try:
        return base64.b64decode(re.sub(rb"\s", b"", data), validate=True)
    except binascii.Error:
        return b""
