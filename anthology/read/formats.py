"""A file of any kind that is read → its Reading: which reader it goes to, by content and by name.

Knows the readers and how kinds of file begin; reads nothing itself. A kind that is not read is
refused with a way to get at its text.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import Literal

from anthology.diagnostic import Diagnostic, EditionError, Place, place_of
from anthology.read.plainlines import Frame
from anthology.read.reading import Reading

Format = Literal["text", "markdown", "html", "mhtml", "epub", "docx"]

_BY_NAME: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".epub": "epub",
    ".docx": "docx",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
# Header fields as of a letter (RFC 5322, 2.2), among them the one that makes a web archive.
_MHTML = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related\b",
    re.IGNORECASE,
)
# Without the scripts that are written without spaces, from Thai and Burmese to Chinese.
_WORD = re.compile("[^\\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0003ffff]+")
_LONGEST_WORD = 10_000
_DATA = "if it is data and no text, take it out of the file; else put spaces where a line may end"
_HEAD = 8192  # bytes that tell what a file is
_TURN = "open it in a word processor and save it as .docx"
_PDF = (
    "open it in a word processor, or run `pdftotext -layout`; then save the text as .txt or .docx "
    "and compare it with the pages"
)
_REFUSED = (
    (b"%PDF", ".pdf", "a PDF holds where letters stand, not what the text is", _PDF),
    (b"{\\rtf", ".rtf", "RTF is not read", _TURN),
    (b"\xd0\xcf\x11\xe0", ".doc", "this is an old Word file, or a protected one", _TURN),
    (None, ".odt", "OpenDocument is not read", _TURN),
    (None, ".pages", "this format of one word processor is not read", _TURN),
)


def read(data: bytes, name: str, declared: str = "", frame: Frame = "auto") -> Reading:
    """Read a file of any kind.

    `name` is its path inside the edition, `declared` its encoding if the edition gives one, `frame`
    what a line of plain text is, if the editor says so. Raises EditionError `format-refused` for a
    kind that is not read, `source-empty` for a file without words, `word-too-long`, and what the
    readers raise.
    """
    if not data:
        raise _refusal("source-empty", "the file is empty", name, "leave it out")
    reading = _read(format_of(data, name), data, name, declared, frame)
    if not reading.chunks:
        raise _refusal("source-empty", "the file holds no words", name, "leave it out")
    _check_words(reading)
    return reading


def _check_words(reading: Reading) -> None:
    """Refuse what no line can hold and no reader read: signs without a space, more than a page."""
    for chunk in reading.chunks:
        if len(chunk.span) <= _LONGEST_WORD:
            continue
        for word in _WORD.finditer(reading.source.text, chunk.span.start, chunk.span.end):
            if len(word[0]) > _LONGEST_WORD:
                place = place_of(reading.source, reading.source.span(*word.span()))
                message = f"“{word[0][:30]}…” goes on for {len(word[0]):,} signs without a space"
                raise EditionError(Diagnostic("word-too-long", message, place, _DATA))


def format_of(data: bytes, name: str) -> Format:
    """What kind of file this is: by its first bytes where they are sure, else by its name.

    Raises EditionError `format-refused`.
    """
    suffix = PurePosixPath(name).suffix.lower()
    for begins, ending, message, hint in _REFUSED:
        if (begins and data.startswith(begins)) or (suffix == ending and not _is_archive(data)):
            raise _refusal("format-refused", message, name, hint)
    named = _BY_NAME.get(suffix)
    if _is_archive(data):
        return _archived(data, name, named)
    if named in {"docx", "epub", "markdown"}:
        return named
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if _MHTML.match(head):
        return "mhtml"
    return "html" if _HTML.match(head) else named or "text"


def _is_archive(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def _archived(data: bytes, name: str, named: Format | None) -> Format:
    """What an archive holds; one that is broken goes to the reader that its name asks for."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if _is_short(archive, names) else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError) as error:
        if named in {"docx", "epub"}:
            return named
        message = f"the archive is broken or cut short ({error})"
        raise _refusal("format-refused", message, name, "get another copy") from error
    if kind.startswith(b"application/epub+zip") or "META-INF/container.xml" in names:
        return "epub"
    if "[Content_Types].xml" in names:
        return "docx"
    if kind.startswith(b"application/vnd.oasis"):
        raise _refusal("format-refused", "OpenDocument is not read", name, _TURN)
    raise _refusal("format-refused", "this is an archive of files", name, "unpack it first")


def _is_short(archive: zipfile.ZipFile, names: set[str]) -> bool:
    return "mimetype" in names and archive.getinfo("mimetype").file_size < 1000


def _read(kind: Format, data: bytes, name: str, declared: str, frame: Frame) -> Reading:
    """Each reader is fetched when it is asked for: some bring large libraries."""
    match kind:
        case "text":
            from anthology.read.plaintext import read_plaintext

            return read_plaintext(data, name, declared, frame)
        case "markdown":
            from anthology.read.markdowntext import read_markdowntext

            return read_markdowntext(data, name, declared)
        case "html":
            from anthology.read.html import read_html

            return read_html(data, name, declared)
        case "mhtml":
            from anthology.read.mhtml import read_mhtml

            return read_mhtml(data, name)
        case "epub":
            from anthology.read.epub import read_epub

            return read_epub(data, name)
        case "docx":
            from anthology.read.docx import read_docx

            return read_docx(data, name)


def _refusal(rule: str, message: str, name: str, hint: str) -> EditionError:
    return EditionError(Diagnostic(rule, message, Place(name), hint))
