"""A web archive (MHTML, RFC 2557) → the reading of the page in it.

Takes the main HTML part and the pictures it shows; styles in the archive are not read, and nothing
is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from urllib.parse import unquote, urljoin

from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.read.charset import MOST, decode_marked_up
from anthology.read.dom import parse, tree_of
from anthology.read.html import read_tree
from anthology.read.pictureparts import Take
from anthology.read.reading import Reading
from anthology.read.webhints import hints_of

_DEEPEST = 20  # multiparts, one in another
_MOST_PARTS = 20_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_ANEW = "save the page anew, as HTML if that is offered"


def read_mhtml(data: bytes, name: str) -> Reading:
    """Read a web archive.

    Raises EditionError `source-too-large`, `archive-broken`, and those of `read_html`.
    """
    _refuse(data, name)
    message = message_from_bytes(data.lstrip(), policy=policy.compat32)
    page = _page(message)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise EditionError(_broken(name, "no page is in the archive"))
    text, said = decode_marked_up(content, name, said=str(page.get_content_charset() or ""))
    soup = parse(text)
    hints = hints_of(soup)
    address = hints.address or _address(message, page)
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        said = (*said, _cut_off(name))
    take = _pictures(message, str(page.get("Content-Location") or ""))
    return read_tree(tree_of(soup), name, replace(hints, address=address), said, take=take)


def _refuse(data: bytes, name: str) -> None:
    """Refuse what would take unbounded time to take apart."""
    if len(data) > MOST:
        raise EditionError(
            Diagnostic("source-too-large", "the archive is too large", Place(name), _ANEW)
        )
    nested = len(re.findall(rb"boundary\s*=", data[: 2**16], re.IGNORECASE))
    nested = max(nested, len(re.findall(rb"(?im)^content-type:\s*multipart/", data)))
    if nested > _DEEPEST or data.count(b"\n--") > _MOST_PARTS:
        raise EditionError(_broken(name, "the archive holds too many parts, one in another"))


def _page(message: Message) -> Message | None:
    """The part that the archive says is its start, else its first page."""
    pages = [part for part in _leaves(message) if part.get_content_type() in _HTML]
    start = message.get_param("start")
    named = (p for p in pages if isinstance(start, str) and p.get("Content-ID") == start)
    return next(named, pages[0] if pages else None)


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _address(message: Message, page: Message) -> str:
    """Where the page was saved from."""
    said = (message.get("Snapshot-Content-Location"), page.get("Content-Location"))
    found = ("".join(str(address or "").split()) for address in said)
    return next((a for a in found if re.match(r"https?://", a, re.IGNORECASE)), "")


def _pictures(message: Message, base: str) -> Take:
    """What takes pictures out of an archive: by where they were, or by their id (RFC 2392)."""
    parts: dict[str, Message] = {}
    for part in _leaves(message):
        if location := "".join(str(part.get("Content-Location") or "").split()):
            parts.setdefault(urljoin(base, location), part)
        if id := str(part.get("Content-ID") or "").strip("<> \t\r\n"):
            parts.setdefault(f"cid:{id}", part)

    def take(address: str) -> bytes | None:
        is_id = address.lower().startswith("cid:")
        named = f"cid:{unquote(address[4:])}" if is_id else _joined(base, address)
        part = parts.get(named)
        data = part.get_payload(decode=True) if part is not None else None
        return data if isinstance(data, bytes) else None

    return take


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # no address at all
        return address


def _broken(name: str, message: str) -> Diagnostic:
    return Diagnostic("archive-broken", message, Place(name), _ANEW)


def _cut_off(name: str) -> Diagnostic:
    message = "the archive ends before its last boundary: the page may be cut off"
    return Diagnostic(
        "archive-cut-off", message, Place(name), "compare its end with the page", Severity.WARNING
    )
