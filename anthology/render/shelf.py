"""A folder of finished work kept by content: what was made once is not made again.

Never trusts an entry: a torn, foreign or outdated file counts as missing and is made anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from anthology.render.fonts import fonts_digest

Kept = TypeVar("Kept")

# Whoever changes one of these changes what the same input becomes.
_MAKERS = ("audit", "fetcher", "galley", "layoutmap", "prepare", "roles", "signs", "tags")
_DIGEST = hashlib.sha256().digest_size


class Shelf(Generic[Kept]):
    """Results of one type in one folder; with `folder` None it keeps and finds nothing."""

    def __init__(self, folder: Path | None, kind: type[Kept]) -> None:
        """`kind` is a dataclass that msgspec can write and read."""
        self._folder = folder
        self._kind = kind

    def find(self, *content: bytes) -> Kept | None:
        """The result kept for this content, if there is a sound one."""
        if self._folder is None:
            return None
        try:
            data = self._path(self._folder, content).read_bytes()
        except FileNotFoundError:
            return None
        digest, payload = data[:_DIGEST], data[_DIGEST:]
        if hashlib.sha256(payload).digest() != digest:
            return None
        return msgspec.msgpack.decode(payload, type=self._kind)

    def keep(self, result: Kept, *content: bytes) -> None:
        """Write a result whole, then rename it into place: readers see all of it or nothing."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        payload = msgspec.msgpack.encode(result)
        handle, name = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(payload).digest() + payload)
        os.replace(name, self._path(self._folder, content))

    def _path(self, folder: Path, content: tuple[bytes, ...]) -> Path:
        digest = hashlib.sha256(f"{_makers_digest()}\n{fonts_digest()}\n".encode())
        for part in content:
            digest.update(hashlib.sha256(part).digest())
        return folder / digest.hexdigest()


@cache
def _makers_digest() -> str:
    digest = hashlib.sha256()
    for name in _MAKERS:
        digest.update((files("anthology.render") / f"{name}.py").read_bytes())
    return digest.hexdigest()
