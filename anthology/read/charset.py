"""Bytes of a marked-up file → text: a ladder of evidence, the surest first.

A byte order mark, what the editor declares, strict UTF-8, what the file says of itself; at last a
guess (`decode`), which is always reported. For markup alone: plain text cannot say what it is.
"""

from __future__ import annotations

import codecs
import re

from anthology.decode import decode, decode_guessing
from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.mixed import mend_mixed

MOST = 64 * 2**20  # bytes; a page of this size is no text
_HEAD = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(
    rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
# What a label means to a browser (WHATWG Encoding, section 4.2): the larger set that holds it.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # a file in which these signs can be read is not UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_OTHER_FILES = (
    (b"%PDF-", "a PDF", "save its text from a PDF reader, or look for the page it was made from"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT, EPUB …)", "give it the ending of its format"),
    (b"\x89PNG", "a picture", "give the text itself"),
    (b"\xff\xd8\xff", "a picture", "give the text itself"),
    (b"GIF8", "a picture", "give the text itself"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def decode_marked_up(
    data: bytes, name: str, declared: str = "", *, said: str = ""
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of an HTML or XML file, LF for line ends, and what the editor should know of it.

    `declared`: what the editor says the encoding is; `said`: what the file says that this one was
    taken from. Raises EditionError `source-empty`,
    `binary-file`, `source-too-large`, or those of `decode` for what the editor declares.
    """
    _refuse(data, name)
    if declared or data.startswith(_MARKS):
        return _clean(decode(data, name, declared, declarable=True), name)
    try:
        return _clean(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _said_or_guessed(data, name, _codec(said) or _said(data))


def _refuse(data: bytes, name: str) -> None:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EditionError(
            Diagnostic("source-empty", "the file is empty", Place(name), "save the page again")
        )
    if len(data) > MOST:
        message = f"the file has {len(data) >> 20} MiB; {MOST >> 20} are the most"
        raise EditionError(Diagnostic("source-too-large", message, Place(name), "divide it"))
    for magic, what, hint in _OTHER_FILES:
        if data.startswith(magic):
            message = f"this is {what}, not a page"
            raise EditionError(Diagnostic("binary-file", message, Place(name), hint))
    if not data.startswith(_MARKS) and data.count(0) * 100 > len(data):
        raise EditionError(
            Diagnostic(
                "binary-file",
                "this is no text: it is full of zero bytes",
                Place(name),
                'if it is UTF-16 without a mark, say so in edition.toml: encoding = "utf-16-le"',
            )
        )


def _said_or_guessed(data: bytes, name: str, said: str) -> tuple[str, tuple[Diagnostic, ...]]:
    if said == "cp1252":
        return _clean(_western(data), name)
    mended = mend_mixed(data, name, surely=bool(said)) if said in {"", "utf-8"} else None
    if mended:
        text, more = _clean(mended[0], name)
        return text, (*mended[1], *more)
    try:
        return _clean(data.decode(said or "utf-8"), name)
    except UnicodeDecodeError:
        text, _, warnings = decode_guessing(data, name)
        return text, warnings


def _said(data: bytes) -> str:
    """The encoding that the file names, as browsers take it; empty if it names none we know."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return ""
    return _codec((found[1] or found[2]).decode("ascii", "replace"))


def _codec(label: str) -> str:
    """What a label means; nothing if it means nothing."""
    if not label:
        return ""
    try:
        codec = codecs.lookup(label).name
        b"a".decode(codec)  # not a codec of bytes to bytes, such as base64
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(codec, codec)


def _western(data: bytes) -> str:
    """cp1252, its five unused bytes as the control signs they are to a browser."""
    return "".join(
        bytes([b]).decode("cp1252") if b not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(b)
        for b in data
    )


def _clean(text: str, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Take out signs that no page can show; they would be lost in the parser without a word."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROL.search(text)
    said: list[Diagnostic] = []
    if found is not None:
        place = Place(name, text.count("\n", 0, found.start()) + 1)
        text, count = _CONTROL.subn("", text)
        message = f"{count} control {'sign' if count == 1 else 'signs'} taken out"
        said.append(_warn("control-sign", message, place, "compare the first with the page"))
    lost = text.count("\ufffd")
    if lost:
        place = Place(name, text.count("\n", 0, text.index("\ufffd")) + 1)
        message = f"{lost} unreadable {'sign' if lost == 1 else 'signs'} (U+FFFD)"
        said.append(_warn("sign-lost", message, place, "find a better copy of the page"))
    return text, tuple(said)


def _warn(rule: str, message: str, place: Place, hint: str) -> Diagnostic:
    return Diagnostic(rule, message, place, hint, Severity.WARNING)
