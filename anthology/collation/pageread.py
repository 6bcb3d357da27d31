"""What pages show, read from their bytes: by the processes that wait for work, and by this one.

The others are handed nothing but what stands in the file, so that they need not open it, and hand
back nothing but what they read. Never decides which pages are read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import msgspec
import pikepdf

from anthology.collation.pdffont import Face
from anthology.collation.pdfshown import Shown, shown
from anthology.collation.pdftext import page_runs, plain_runs
from anthology.render.workers import are_waiting, processes

_MANY = 100  # pages that are worth asking others; so many take a sixth of a second
_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Type:
    """The fonts of a page by their names, and the digest of all that they say."""

    faces: Mapping[str, Face]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """All that decides on what a page shows: its type, and its streams, packed by zlib or not."""

    type: Type
    streams: tuple[tuple[bool, bytes], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, with its content if there is nothing else that decides on what it shows."""

    page: pikepdf.Page
    content: Content | None


Faces = dict[tuple[int, int], Face]
"""Fonts by their objects."""
_Streams = tuple[tuple[bool, bytes], ...]
_Shown = msgspec.msgpack.Decoder(tuple[Shown | None, ...])


def read_anew(
    leaves: Mapping[int, Leaf], faces: Faces, meanwhile: Callable[[], object]
) -> dict[int, Shown]:
    """What pages show, by their numbers; `meanwhile` is done once, before this process reads any.

    `faces` keeps the fonts already read.
    """
    plain = {number: leaf.content for number, leaf in leaves.items() if leaf.content}
    if len(plain) < _MANY or not are_waiting():
        meanwhile()
        found = {n: _read(content.type.faces, content.streams) for n, content in plain.items()}
    else:
        found = dict(_shared(plain, meanwhile))
    return {
        number: found.get(number) or shown(page_runs(leaf.page, faces))
        for number, leaf in leaves.items()
    }


@dataclass(frozen=True, slots=True)
class _Task:
    """Some pages of one type, by their numbers."""

    numbers: tuple[int, ...]
    faces: Mapping[str, Face]
    contents: tuple[_Streams, ...]


def _shared(
    plain: Mapping[int, Content], meanwhile: Callable[[], object]
) -> Iterator[tuple[int, Shown | None]]:
    """Hand out all; what nobody has begun when `meanwhile` is done is read here, from the end."""
    tasks = list(_tasks(plain))
    with processes(1) as pool:
        asked = [pool.submit(_read_many, task.faces, task.contents) for task in tasks]
        try:
            meanwhile()
            for task, answer in [*zip(tasks, asked, strict=True)][::-1]:
                if answer.cancel():
                    read = (_read(task.faces, streams) for streams in task.contents)
                    yield from zip(task.numbers, read, strict=True)
        except BaseException:
            for answer in asked:
                answer.cancel()
            raise
        for task, answer in zip(tasks, asked, strict=True):
            if not answer.cancelled():
                yield from zip(task.numbers, _Shown.decode(answer.result()), strict=True)


def _tasks(plain: Mapping[int, Content]) -> Iterator[_Task]:
    for _, alike in groupby(plain.items(), key=lambda item: item[1].type.digest):
        pages = list(alike)
        faces = pages[0][1].type.faces
        for start in range(0, len(pages), _AT_ONCE):
            some = pages[start : start + _AT_ONCE]
            numbers = tuple(number for number, _ in some)
            yield _Task(numbers, faces, tuple(content.streams for _, content in some))


def _read_many(faces: Mapping[str, Face], contents: Sequence[_Streams]) -> bytes:
    """What pages show, packed: so it takes less time to hand over than to read."""
    return msgspec.msgpack.encode([_read(faces, streams) for streams in contents])


def _read(faces: Mapping[str, Face], streams: _Streams) -> Shown | None:
    """What a page shows; None if it must be asked of qpdf."""
    try:
        plain = [zlib.decompress(data) if packed else data for packed, data in streams]
    except zlib.error:
        return None
    runs = plain_runs(b"\n".join(plain), faces)
    return None if runs is None else shown(runs)
