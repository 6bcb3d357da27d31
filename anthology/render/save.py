"""A PDF in memory → its bytes: the same for the same contents, and streams that end plainly.

Between the data of a stream and the word `endstream` stands a line feed, not counted in its length.
Where the data end in a carriage return, the two look like one end of line, and a strict reader
finds the length wrong (ISO 19005-2, 6.1.7.1). One stream in 256 does. Never changes what is shown.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

_DOUBT = b"\r\nendstream"
_OBJECT = b" 0 obj\n<<"
_STREAM = b"\nstream\n"


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A stream that ends in a carriage return: its object, its kind, and where it stands."""

    number: int
    kind: bytes
    head: int
    start: int
    end: int


def saved(pdf: Pdf, version: str = "1.7") -> bytes:
    """The file of a PDF, which says that it is of this version."""
    _end_pages_plainly(pdf)
    data = _written(pdf, version)
    while found := [stream for stream in _doubtful(data) if stream.kind != b"/ObjStm"]:
        with Pdf.open(io.BytesIO(data)) as again:
            for stream in found:
                _end_otherwise(again, stream)
            data = _written(again, version, whole=False)
    for stream in list(_doubtful(data)):
        data = _respaced(data, stream)
    return data


def _end_pages_plainly(pdf: Pdf) -> None:
    """See to what pages show before it is written: most streams do, and to write twice is slow."""
    seen = set()
    for page in pdf.pages:
        contents: Any = page.obj.get("/Contents", pikepdf.Array())
        for item in contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
            raw = item.read_raw_bytes()
            # What is not packed yet is packed when it is written, by the same rules as here.
            if (raw if "/Filter" in item else zlib.compress(raw)).endswith(_DOUBT[:1]):
                _lengthen(item)


def _written(pdf: Pdf, version: str, *, whole: bool = True) -> bytes:
    """`whole`: metadata are looked over, too, which takes a blank at their end away again."""
    file = io.BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        force_version=version,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=whole,
    )
    return file.getvalue()


def _doubtful(data: bytes) -> Iterator[_Doubtful]:
    at = data.find(_DOUBT)
    while at >= 0:
        head = data.rfind(_OBJECT, 0, at)
        start = data.find(_STREAM, head) + len(_STREAM)
        _, _, kind = data[head:start].partition(b"/Type ")
        number = data[data.rfind(b"\n", 0, head) : head]
        yield _Doubtful(int(number), kind.partition(b" ")[0], head, start, at + 1)
        at = data.find(_DOUBT, at + 1)


def _end_otherwise(pdf: Pdf, stream: _Doubtful) -> None:
    """Give a stream one blank more at its end, which neither page, font nor picture shows."""
    # Where the table of objects is to end otherwise, the packet of metadata moves what follows it.
    item = pdf.Root.Metadata if stream.kind == b"/XRef" else pdf.get_object(stream.number, 0)
    if stream.kind == b"/XRef":
        item.write(item.read_bytes() + b"\n")
    else:
        _lengthen(item)


def _lengthen(item: pikepdf.Object) -> None:
    plain = item.read_bytes() + b"\n"
    item.write(zlib.compress(plain, 9), filter=Name.FlateDecode)
    if "/Length1" in item:
        item.Length1 = len(plain)


def _respaced(data: bytes, stream: _Doubtful) -> bytes:
    """A file as long as before; in one of its streams of objects another blank parts two of them.

    Packed anew, harder than before, it takes less room; what is left over is blanks, too.
    """
    plain = zlib.decompress(data[stream.start : stream.end])
    room = data[stream.head : stream.end]
    old = b"/Length %d " % (stream.end - stream.start)
    for at in (at for at in range(len(plain)) if plain.startswith(b">>\n", at)):
        packed = zlib.compress(plain[: at + 2] + b" " + plain[at + 3 :], 9)
        head = data[stream.head : stream.start].replace(old, b"/Length %d " % len(packed))
        left = len(room) - len(head) - len(packed)
        if left >= 0 and packed[-1] != _DOUBT[0]:
            made = head.replace(_STREAM, b" " * left + _STREAM) + packed
            return data[: stream.head] + made + data[stream.end :]
    return data
