"""The address of a picture in a source → a file beside it, below a folder that may be read.

Asks where the file truly is, links and `..` resolved, before it is opened. Never follows an address
that is not a path.
"""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from anthology.picture import MOST, PictureError

_WEB = re.compile(r"(?:https?|ftp|wss?|blob|cid|mid):|//", re.IGNORECASE)
_NO_PATH = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]|~", re.IGNORECASE)
_SAVE = "nothing is fetched: save it inside the edition, and name that file"


def is_remote(address: str) -> bool:
    """Whether an address leads to the web."""
    return _WEB.match(address.strip()) is not None


def find_beside(root: Path, folder: str, address: str) -> tuple[str, Path]:
    """The file that an address names, seen from a folder inside `root`, and its path inside it.

    Raises PictureError `picture-remote`, `picture-outside` or `picture-missing`.
    """
    address = address.strip()
    if is_remote(address):
        raise PictureError("picture-remote", "is on the web", _SAVE)
    if _NO_PATH.match(address) or "\x00" in unquote(address):
        raise PictureError("picture-outside", "is outside the edition", _SAVE)
    for name in _spellings(address):
        inner = posixpath.normpath(posixpath.join(folder, name))
        if inner.startswith(("../", "/")) or inner == "..":
            raise PictureError("picture-outside", "is outside the edition", _SAVE)
        if (found := _real(root, inner)) is not None:
            return inner, found
    raise PictureError("picture-missing", "is not there", "put the file there, or name another")


def read_file(path: Path) -> bytes:
    """A picture's bytes, no more than one may have. Raises PictureError `picture-missing`."""
    try:
        with path.open("rb") as file:
            return file.read(MOST + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise PictureError("picture-missing", message, "make the file readable") from error


def _spellings(address: str) -> dict[str, None]:
    """An address as browsers write and read it: percent signs, a query, strokes either way."""
    bare = re.split(r"[?#]", address, maxsplit=1)[0]
    forms = (address, unquote(address), unquote(bare), unquote(bare).replace("\\", "/"))
    return dict.fromkeys(form for form in forms if form)


def _real(root: Path, inner: str) -> Path | None:
    """The regular file of a path, None if there is none; outside the folder it is an error."""
    try:
        real = (root / inner).resolve(strict=True)
        if not real.is_relative_to(root.resolve(strict=True)):
            raise PictureError("picture-outside", "leads outside the edition by a link", _SAVE)
        return real if real.is_file() and os.access(real, os.R_OK) else None
    except (OSError, ValueError, RuntimeError):
        return None  # too long a name, a link to itself, no such file
