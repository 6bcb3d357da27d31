"""The objects of a finished PDF by their numbers, as they are written in its file.

qpdf reads the file and unpacks its streams of objects (ISO 32000-1, 7.5.7). Where one table says
of the whole file where everything is, as in all of our files, an object is cut out of its stream:
to have qpdf take each apart and put it together again takes several times as long. Never knows what
an object is for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf

_TABLE_AT = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_HEAD = re.compile(rb"(\d+) 0 obj\b")
_TAIL = 40  # bytes that hold the last two lines of a file
_PACKED = b"\2"  # kind of an entry of the table (7.5.8.3): the object lies in a stream of objects

_PACKED_ALONE = bytes(255 if kind == _PACKED[0] else 0 for kind in range(256))


class _Table(NamedTuple):
    """The table of all objects, an entry after the other, and the widths of an entry's fields."""

    entries: bytes
    of: int
    place: int

    def holder(self, number: int) -> int:
        """The stream that an object lies in; 0 if it stands by itself, or nobody knows."""
        at = number * (1 + self.of + self.place)
        packed = self.entries[at : at + 1] == _PACKED
        return int.from_bytes(self.entries[at + 1 : at + 1 + self.of], "big") if packed else 0

    def seal(self) -> bytes:
        """The digest of all entries of packed objects, and of nothing else."""
        size, digest = 1 + self.of + self.place, hashlib.sha256()
        mask = int.from_bytes(self.entries[::size].translate(_PACKED_ALONE), "big")
        for column in (self.entries[start::size] for start in range(size)):
            masked = int.from_bytes(column, "big") & mask
            digest.update(masked.to_bytes(len(column), "big"))
        return digest.digest() if self.entries else b""

    def has(self, number: int, stream: int, index: int) -> bool:
        """Whether an object lies in a stream, at this place in it."""
        size = 1 + self.of + self.place
        entry = _PACKED + stream.to_bytes(self.of, "big") + index.to_bytes(self.place, "big")
        return self.entries[number * size : number * size + size] == entry


_UNKNOWN = _Table(b"", 1, 1)


class Objects:
    """The objects of one file that qpdf has opened."""

    def __init__(self, pdf: pikepdf.Pdf, data: bytes) -> None:
        """`data` is the whole file."""
        self._pdf = pdf
        self._table = _table(pdf, data)
        self._cut: dict[int, bytes] = {}
        self._digests: dict[int, bytes] = {}

    @property
    def seal(self) -> bytes:
        """The digest of which objects lie at which places in which streams; empty if not known."""
        return self._table.seal()

    def holder(self, number: int) -> int:
        """The stream that an object lies in; 0 if it stands by itself, or that is not known."""
        return self._table.holder(number)

    def digest(self, stream: int) -> bytes:
        """The digest of the bytes of a stream; of no bytes if there is no such stream."""
        if stream not in self._digests:
            found = self._pdf.get_object(stream, 0)
            data = found.read_raw_bytes() if isinstance(found, pikepdf.Stream) else b""
            self._digests[stream] = hashlib.sha256(data).digest()
        return self._digests[stream]

    def written(self, number: int) -> bytes:
        """The object of this number, of generation 0."""
        if number not in self._cut:
            self._unpack(self._table.holder(number))
        return self._cut.get(number) or self._pdf.get_object(number, 0).unparse(resolved=True)

    def _unpack(self, stream: int) -> None:
        """Cut a stream of objects into those that the table says are in it, at their places."""
        packed: Any = self._pdf.get_object(stream, 0) if stream else None
        if packed is not None:
            cut = enumerate(_cut(packed.read_bytes(), int(packed.First)))
            self._cut |= {
                number: written
                for index, (number, written) in cut
                if self._table.has(number, stream, index)
            }


def _table(pdf: pikepdf.Pdf, data: bytes) -> _Table:
    """The table at the end of a file, if qpdf took the file as it is and there is no other."""
    at = _TABLE_AT.search(data, max(len(data) - _TAIL, 0))
    head = _HEAD.match(data, int(at[1])) if at else None
    if head is None or pdf.get_warnings():
        return _UNKNOWN
    stream: Any = pdf.get_object(int(head[1]), 0)
    if stream.get("/Type") != "/XRef" or "/Prev" in stream or "/Index" in stream:
        return _UNKNOWN
    kind, of, place = map(int, stream.W.as_list())
    return _Table(stream.read_bytes(), of, place) if kind == 1 else _UNKNOWN


def _cut(data: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    """The numbers and objects in the data of a stream of objects, in their order."""
    head = [int(number) for number in data[:first].split()]
    ends = [*(first + offset for offset in head[1::2]), len(data)]
    for number, (start, end) in zip(head[::2], pairwise(ends), strict=True):
        yield number, data[start:end].strip()
