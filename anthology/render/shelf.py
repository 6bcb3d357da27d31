"""A folder of finished work kept by content: what was made once is not made again.

Never trusts an entry: a torn, foreign or outdated file counts as missing and is made anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from anthology.typefaces import PACKAGED
from anthology.whole import write_whole

Kept = TypeVar("Kept")

# Whoever changes one of these changes what the same input becomes.
SETTING = (
    *("bare", "linebreak", "picture", "render/again", "render/alike", "render/audit"),
    *("render/bidi", "render/columns", "render/divide", "render/elements", "render/feather"),
    *("render/fetcher", "render/fit", "render/fonts", "render/frames", "render/galley"),
    *("render/glyphs", "render/hang", "render/job", "render/lastpage", "render/layoutmap"),
    *("render/levels", "render/linemap", "render/lines", "render/notearea", "render/pageends"),
    *("render/paragraph", "render/prepare", "render/proof", "render/roles", "render/rows"),
    *("render/settled", "render/shaped", "render/sheets", "render/signs", "render/spared"),
    *("render/styled", "render/tags", "render/turn", "render/widths", "render/words", "typefaces"),
)
"""The modules that set a galley."""
# Every one of these can move a line end or a glyph.
_ENGINES = (
    *("weasyprint", "pydyf", "fonttools", "uharfbuzz", "pyphen", "tinycss2", "cssselect2"),
    "pillow",
)
_DIGEST = hashlib.sha256().digest_size
_USES = "uses.log"
_ENTRY = re.compile(r"[0-9a-f]{64}")


class Shelf(Generic[Kept]):
    """Results of one type in one folder; with `folder` None it keeps and finds nothing."""

    def __init__(self, folder: Path | None, kind: type[Kept], makers: str) -> None:
        """`kind` is a dataclass that msgspec can write and read.

        `makers` says, as `made_by` does, what decides on a result besides its content.
        """
        self._folder = folder
        self._kind = kind
        self._makers = makers.encode()

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
        data = hashlib.sha256(payload).digest() + payload
        write_whole(self._path(self._folder, content), data)

    def note_use(self, contents: Iterable[tuple[bytes, ...]]) -> None:
        """Write down what was asked for together, so that `prune` knows what is in use."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        names = " ".join(self._path(self._folder, content).name for content in contents)
        with (self._folder / _USES).open("a", encoding="ascii") as log:
            log.write(f"{names}\n")  # one write: two builds at once add a line each

    def _path(self, folder: Path, content: tuple[bytes, ...]) -> Path:
        digest = hashlib.sha256(self._makers)
        for part in content:
            digest.update(hashlib.sha256(part).digest())
        return folder / digest.hexdigest()


_BUILD = "build"
"""The first word of a line of the log that holds all uses of one build."""


def prune(folder: Path, most: int = 15) -> None:
    """Take away what none of the last `most` builds asked for; called when one is done.

    Safe beside another build: it takes what is gone for missing and makes it anew, and a file that
    is still being written has another name. A use lost between the two costs time, no more.
    """
    log = folder / _USES
    if not log.is_file():
        return
    uses = [line.split() for line in log.read_text(encoding="ascii", errors="replace").splitlines()]
    builds = [names for names in uses if names[:1] == [_BUILD]]
    builds.append([_BUILD, *(n for names in uses if names[:1] != [_BUILD] for n in names)])
    lines = [" ".join(dict.fromkeys(names)) for names in builds[-most:]]
    used = {name for line in lines for name in line.split()}
    for path in folder.iterdir():
        if _ENTRY.fullmatch(path.name) and path.name not in used:
            path.unlink(missing_ok=True)
    write_whole(log, "".join(f"{line}\n" for line in lines).encode("ascii", "replace"))


@cache
def made_by(modules: tuple[str, ...], packages: tuple[str, ...] = ()) -> str:
    """Hash of the code that makes a result: modules of ours; these packages, those of print."""
    digest = hashlib.sha256()
    for name in modules:
        digest.update((files("anthology") / f"{name}.py").read_bytes())
    for package in (*_ENGINES, *packages, *sorted({face.package for face in PACKAGED.values()})):
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()
