"""Bytes → text: which encoding, and one kind of line end.

Never guesses: a file that is neither marked nor UTF-8 must be declared.
"""

from __future__ import annotations

import codecs

from anthology.diagnostic import Diagnostic, EditionError, Place

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_DECLARE = 'declare the encoding in edition.toml: encoding = "cp1252"'
_SAVE = "save the file anew as UTF-8"


def decode(data: bytes, name: str, declared: str = "", *, declarable: bool = False) -> str:
    """Decode a file by its byte order mark, else as declared, else as strict UTF-8.

    CRLF and CR become LF. `declarable`: the edition may say how the file is encoded. Raises
    EditionError `encoding-unknown` or `encoding-wrong`.
    """
    encoding = next((enc for mark, enc in _MARKS if data.startswith(mark)), declared or "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        marked = encoding != (declared or "utf-8")
        hint = _DECLARE if declarable and not marked else _SAVE
        raise EditionError(_wrong(error, name, encoding, hint)) from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise EditionError(
            Diagnostic(
                "encoding-unknown",
                f"no encoding is called “{encoding}”",
                Place(name),
                "use a name such as utf-8, cp1252 or iso-8859-1",
            )
        ) from error
    return _lines(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wrong(error: UnicodeDecodeError, name: str, encoding: str, hint: str) -> Diagnostic:
    """Line and column are counted in characters, as everywhere."""
    before = _lines(error.object[: error.start].decode(encoding, errors="ignore"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Diagnostic(
        "encoding-wrong",
        f"byte 0x{error.object[error.start]:02x} is not {encoding}",
        Place(name, line, column),
        hint,
    )
