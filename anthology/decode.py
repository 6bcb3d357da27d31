"""Bytes → text: which encoding, and one kind of line end.

`decode` never guesses: what is neither marked nor UTF-8 must be declared. `decode_guessing` climbs
the whole ladder, and says so where it had to guess. Neither puts a sign in another's place; what is
UTF-8 but for a few bytes is for `mixed` to judge.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.mixed import mend_mixed

Decoded = tuple[str, str, tuple[Diagnostic, ...]]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_DECLARE = 'declare the encoding in edition.toml: encoding = "cp1252"'
_SAVE = "save the file anew as UTF-8"

# What calls itself Latin-1 or ASCII on the web is read as its superset by every browser
# (WHATWG Encoding Standard, 4.2).
_WESTERN = frozenset({"iso8859-1", "ascii"})
# Encodings whose every byte is ASCII: valid UTF-8, and yet something else.
_SEVEN_BITS = frozenset({"hz", "utf-7"})
_CENTRAL = frozenset({"cp1250", "iso8859_2"})
_CENTRAL_LANGUAGES = frozenset(
    {"Polish", "Czech", "Slovak", "Hungarian", "Croatian", "Slovene", "Romanian"}
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]+")


def decode(data: bytes, name: str, declared: str = "", *, declarable: bool = False) -> str:
    """Decode a file by its byte order mark, else as declared, else as strict UTF-8.

    CRLF and CR become LF. `declarable`: the edition may say how the file is encoded. Raises
    EditionError `encoding-unknown` or `encoding-wrong`.
    """
    encoding = _marked(data) or declared or "utf-8"
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


def decode_guessing(data: bytes, name: str, declared: str = "") -> Decoded:
    """Decode a file by the ladder: byte order mark, strict UTF-8, as declared, by its looks.

    Returns the text (line ends and form feeds are LF), the encoding, and a warning
    `encoding-guessed` if nothing settled it, `encoding-mixed` if bytes of cp1252 stood in UTF-8.
    Latin-1 is read as cp1252, its superset. Raises
    EditionError `encoding-wrong`, `encoding-unknown`, `encoding-mixed`, `surrogate`,
    `binary-file` or `control-sign`: no sign is ever replaced.
    """
    encoding, warnings = _ladder(data, name, declared)
    mended = mend_mixed(data, name, surely=_says_utf8(declared)) if encoding == "utf-8" else None
    if mended:
        data, warnings = mended[0].encode(), mended[1]
    text = decode(data, name, encoding, declarable=True).removesuffix("\x1a")
    text = text.replace("\f", "\n").replace("\v", "\n")
    _refuse_controls(text, name)
    return text, encoding, (*warnings, *_replaced(text, name))


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _ladder(data: bytes, name: str, declared: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The encoding, and what is to be said of it."""
    said = _canonical(declared)
    if marked := _marked(data):
        return marked, ()
    if said.startswith(("utf-16", "utf-32", "iso2022")) or said in _SEVEN_BITS:
        return said, ()
    if wide := _wide(data):
        return wide, (_guessed(data, name, wide, ()),)
    if b"\0" in data:
        raise EditionError(_binary(name))
    if _is(data, "utf-8"):
        return "utf-8", ()
    _refuse_surrogates(data, name)
    if mend_mixed(data, name, surely=_says_utf8(declared)):
        return "utf-8", ()
    if said and said != "utf-8":
        return said, ()
    encoding, others = _looks(data)
    return encoding, (_guessed(data, name, encoding, others),)


def _canonical(declared: str) -> str:
    """The codec's own name; a name that no codec has is left for `decode` to refuse."""
    try:
        known = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return declared
    return "cp1252" if known in _WESTERN else known


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: in most languages of Europe every other byte is nil."""
    sample = data[:4000]
    half = len(sample) // 2
    for encoding, nil, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        mostly = sample[nil::2].count(0) > 0.4 * half > 2 * sample[other::2].count(0)
        if half and mostly and _is(data, encoding):
            return encoding
    return ""


def _says_utf8(declared: str) -> bool:
    return _canonical(declared) == "utf-8"


def _refuse_surrogates(data: bytes, name: str) -> None:
    """Raise if a file is UTF-8 but for halves of characters: no other encoding is right."""
    try:
        text = data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return
    found = _lines_of(_SURROGATE, text)
    raise EditionError(
        Diagnostic(
            "surrogate",
            f"half of a character stands alone in {_told(found)}",
            Place(name, found[0]),
            "write those characters anew, and save the file as UTF-8",
        )
    )


def _lines_of(sign: re.Pattern[str], text: str) -> list[int]:
    return [i for i, line in enumerate(_lines(text).split("\n"), 1) if sign.search(line)]


def _told(lines: Sequence[int], most: int = 8) -> str:
    """`line 3`; `lines 3, 7 and 12`; `lines 1, 2, … and 40 more`."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    if len(lines) > most:
        return f"lines {', '.join(map(str, lines[:most]))} and {len(lines) - most} more"
    return f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def _looks(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The encoding a file looks like, and others it could be.

    Where letters with accents stand alone among ASCII it is a Western language, and cp1252 by far
    the likeliest; statistics alone tell its relatives apart badly.
    """
    from charset_normalizer import from_bytes  # it takes as long to load as a text to be edited

    sample = _sample(data)
    runs = _HIGH.findall(sample)
    alone = sum(len(run) == 1 for run in runs) >= 0.8 * len(runs)
    best = from_bytes(sample).best()
    guess = best.encoding if best else "cp1252"
    if best and guess in _CENTRAL and best.language in _CENTRAL_LANGUAGES and _is(data, guess):
        return guess, ("cp1252",)
    if alone and _is(data, "cp1252"):
        related = guess.startswith(("cp125", "iso8859", "mac_")) and guess != "cp1252"
        return "cp1252", (guess,) if related else ()
    if _is(data, guess):
        return guess, ()
    return ("cp1252" if _is(data, "cp1252") else "latin-1"), ()


def _sample(data: bytes, most: int = 100_000) -> bytes:
    """A stretch of whole lines round the first accent, where lines are not too long."""
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start() if first else 0) + 1
    start = max(start, (first.start() if first else 0) - most // 4)
    end = data.find(b"\n", start + most)
    return data[start : end if 0 <= end < start + 2 * most else start + most]


def _guessed(data: bytes, name: str, encoding: str, others: Sequence[str]) -> Diagnostic:
    text = _lines(data.decode(encoding))
    shown = next((m for m in re.finditer(r"\S*[^\x00-\x7f]+\S*", text)), None)
    line = text.count("\n", 0, shown.start()) + 1 if shown else 0
    sample = f": “{shown[0][:60]}”" if shown else ""
    other = f"; it could be {' or '.join(others)}" if others else ""
    return Diagnostic(
        "encoding-guessed",
        f"nothing says how the file is encoded; read as {encoding}{sample}{other}",
        Place(name, line),
        f'look at the accents, then declare it in edition.toml: encoding = "{encoding}"',
        Severity.WARNING,
    )


def _refuse_controls(text: str, name: str) -> None:
    found = _CONTROL.findall(text)
    if "\0" in found or len(found) > max(20, len(text) // 100):
        raise EditionError(_binary(name))
    if found:
        lines = _lines_of(_CONTROL, text)
        raise EditionError(
            Diagnostic(
                "control-sign",
                f"a sign that cannot be printed (U+{ord(found[0]):04X}) stands in {_told(lines)}",
                Place(name, lines[0]),
                "take it out with a text editor",
            )
        )


def _binary(name: str) -> Diagnostic:
    return Diagnostic(
        "binary-file",
        "this is no text: it holds bytes that no text has",
        Place(name),
        "give a file of a kind that `anthology` reads: .txt, .md, .html, .mhtml, .epub, .docx",
    )


def _replaced(text: str, name: str) -> tuple[Diagnostic, ...]:
    """Signs that some other program lost before the file came here."""
    if "\ufffd" not in text:
        return ()
    lines = _lines_of(re.compile("\ufffd"), text)
    return (
        Diagnostic(
            "sign-lost",
            f"the sign for a lost character (U+FFFD) stands in {_told(lines)}",
            Place(name, lines[0]),
            "find the character in another copy; the book prints the sign as it stands",
            Severity.WARNING,
        ),
    )


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
