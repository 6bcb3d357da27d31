"""UTF-8 with bytes of another encoding among it → text, where it is certain what they mean.

A file put together from two is the usual cause. A byte that can only be a sign of cp1252 is read as
one, with a warning that names it; of any other the file is refused. Never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anthology.diagnostic import Diagnostic, EditionError, Place, Severity

_STRAY = re.compile("[\udc80-\udcff]+")
_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
_LEADS = frozenset(b"\xc2\xc3\xe2")
"""How é, ’ and the like begin in UTF-8: where one stands alone, its rest may be lost."""
_QUOTES = frozenset(b"\x85\x91\x92\x93\x94\x96\x97")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Stray:
    """Bytes in a row that are not UTF-8: where, and what they are in cp1252 if that is certain."""

    offset: int
    line: int
    column: int
    data: bytes
    sign: str


def mend_mixed(
    data: bytes, name: str, *, surely: bool = False
) -> tuple[str, tuple[Diagnostic, ...]] | None:
    """The text of a file that is UTF-8 for the most part, and a warning; None if it is not that.

    `surely`: somebody says that it is UTF-8. Then a few bytes of a thousand may be strange even in
    a text without other accents. Raises EditionError `encoding-mixed`.
    """
    text = data.decode("utf-8", "surrogateescape")
    strange = sum(map(len, _STRAY.findall(text))) if not _is_utf8(data) else 0
    if not strange:
        return None
    whole = sum(char > "\x7f" for char in text) - strange
    few = surely and strange * 1000 < len(text)
    if not (whole > strange or few):
        return None
    found = tuple(_strays(data, text))
    unsure = [stray for stray in found if not stray.sign]
    if unsure:
        raise EditionError(_refusal(unsure, name))
    signs = iter(found)
    return _STRAY.sub(lambda _: next(signs).sign, text), (_warning(found, name),)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strays(data: bytes, text: str) -> Iterator[_Stray]:
    offset, reached, line, begins = 0, 0, 1, 0
    for run in _STRAY.finditer(text):
        offset += len(text[reached : run.start()].encode())
        for newline in re.finditer("\r\n|\r|\n", text[reached : run.start()]):
            line, begins = line + 1, reached + newline.end()
        reached = run.end()
        strange = data[offset : offset + len(run[0])]
        beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        sign = strange.decode("cp1252") if _certain(strange, beside) else ""
        yield _Stray(offset, line, run.start() - begins + 1, strange, sign)
        offset += len(strange)


def _certain(strange: bytes, beside: str) -> bool:
    """Whether bytes can be nothing but cp1252: one alone among ASCII, or quotation marks in a row.

    Beside a sign of several bytes, a strange one may be what is left of another such sign.
    """
    if not beside.isascii() or not _UNDEFINED.isdisjoint(strange):
        return False
    return _QUOTES.issuperset(strange) or (len(strange) == 1 and strange[0] not in _LEADS)


def _refusal(unsure: Sequence[_Stray], name: str) -> Diagnostic:
    first = unsure[0]
    shown = " ".join(f"0x{byte:02x}" for byte in first.data[:4])
    more = f", nor are those of {_told(_lines(unsure))}" if len(unsure) > 1 else ""
    return Diagnostic(
        "encoding-mixed",
        f"the file is UTF-8, but {shown} at byte {first.offset} is not{more}",
        Place(name, first.line, first.column),
        "write these signs anew, as another copy has them, and save the file as UTF-8",
    )


def _warning(found: Sequence[_Stray], name: str) -> Diagnostic:
    shown = [f"“{s.sign}” at byte {s.offset} in line {s.line}" for s in found[:_SHOWN]]
    rest = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    one = len(found) == 1
    return Diagnostic(
        "encoding-mixed",
        f"the file is UTF-8, but for {'a sign' if one else 'signs'} read as cp1252: "
        f"{', '.join(shown)}{rest}",
        Place(name, found[0].line, found[0].column),
        f"look at {'it' if one else 'them'}, and save the file as UTF-8",
        Severity.WARNING,
    )


def _lines(strays: Sequence[_Stray]) -> list[int]:
    return list(dict.fromkeys(stray.line for stray in strays))


def _told(lines: Sequence[int]) -> str:
    """`line 3`; `lines 3, 7`; `lines 1, 2, … and 40 more`."""
    rest = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_SHOWN]))}{rest}"
