"""Takes a content stream apart: the operators that place and show text, with their operands.

What is written plainly, as all of our pages are, is taken apart here; anything else (strings in
parentheses, comments, pictures in the stream, faults) by qpdf, which takes several times as long.
Never knows what an operator does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pikepdf

Operation = tuple[str, tuple[Any, ...]]
"""An operator and its operands: numbers as floats, names without their slash, strings as bytes.

An array of TJ is a string, all of its strings joined, and the sum of its numbers. The properties of
marked content are their MCID, the name that they have in the resources, or None.
"""

# ISO 32000-1, 7.2: what these match has one reading, by whatever program. Where a piece has matched
# it is not tried again in parts (`++`), so that a fault costs no more time than the rest.
_SPACE = rb"[\0\t\n\f\r ]"
_NAME = rb"[^\0\t\n\f\r ()<>\[\]{}/%#]*+"
_HEX = rb"<[0-9A-Fa-f]*+>"
_SHIFTS = rb"[-+.0-9\0\t\n\f\r ]*+"
_FLAT = rb"<<[^()<>\[\]{}%#]*+>>"
_OPERAND = rb"(?:[-+.0-9]++|/%b|\[(?:%b%b)*+%b\]|%b|%b)" % (
    _NAME,
    _SHIFTS,
    _HEX,
    _SHIFTS,
    _FLAT,
    _HEX,
)
_OPERATION = re.compile(
    rb"%b*+((?:%b%b*+)*+)([A-Za-z'\"][A-Za-z0-9*]*+)(?=[\0\t\n\f\r /\[<]|\Z)"
    % (_SPACE, _OPERAND, _SPACE)
)
_END = re.compile(rb"%b*+\Z" % _SPACE)
_MARK = re.compile(rb"/(%b)%b*+(?:(%b)|/(%b))?%b*+\Z" % (_NAME, _SPACE, _FLAT, _NAME, _SPACE))
_MCID = re.compile(rb"/MCID%b++(\d++)(?=[\0\t\n\f\r />])" % _SPACE)
# Words that are operands, and a picture whose bytes follow.
_NO_OPERATORS = frozenset({b"true", b"false", b"null", b"BI", b"ID", b"EI"})


def operations(content: pikepdf.Page | pikepdf.Object) -> Iterable[Operation]:
    """The operations on text of a page or a form, in their order."""
    parts = streams(content) if isinstance(content, pikepdf.Page) else [content]
    found = plain_operations(b"\n".join(part.read_bytes() for part in parts))
    return by_qpdf(content) if found is None else found


def streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The streams that are one after the other what a page shows (ISO 32000-1, 7.7.3.3)."""
    contents: Any = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]


def plain_operations(data: bytes) -> list[Operation] | None:
    """The operations of a content stream; None if anything in it is not written plainly."""
    found: list[Operation] = []
    at = 0
    try:
        for match in _OPERATION.finditer(data):
            if match.start() != at:
                return None
            at = match.end()
            source, operator = match.groups()
            if operator in _READ:
                name, read = _READ[operator]
                found.append((name, read(source)))
            elif operator in _NO_OPERATORS:
                return None
    except ValueError:
        return None
    return found if _END.match(data, at) else None


def _nothing(source: bytes) -> tuple[Any, ...]:
    if source:
        raise ValueError
    return ()


def _number(source: bytes) -> tuple[Any, ...]:
    return (float(source),)


def _point(source: bytes) -> tuple[Any, ...]:
    x, y = source.split()
    return float(x), float(y)


def _matrix(source: bytes) -> tuple[Any, ...]:
    a, b, c, d, e, f = map(float, source.split())
    return a, b, c, d, e, f


def _font(source: bytes) -> tuple[Any, ...]:
    name, size = source.split()
    return (*_name(name), float(size))


def _name(source: bytes) -> tuple[Any, ...]:
    (name,) = source.split()
    if name[:1] != b"/" or name.count(b"/") > 1:
        raise ValueError
    return (name[1:].decode("ascii"),)


def _string(source: bytes) -> tuple[Any, ...]:
    """A string, behind as many numbers as there are."""
    numbers, sign, digits = source.rstrip(b"\0\t\n\f\r ").rpartition(b"<")
    if not sign or len(digits) % 2 == 0 or b"<" in numbers:  # digits, and `>`
        raise ValueError
    return (*map(float, numbers.split()), bytes.fromhex(digits[:-1].decode("ascii")))


def _array(source: bytes) -> tuple[Any, ...]:
    """What stands in an array: numbers and strings change places at each of `<` and `>`."""
    if source.count(b"[") != 1 or source[0] != ord("["):
        raise ValueError
    parts = source.strip(b"\0\t\n\f\r []").replace(b"<", b">").split(b">")
    strings, shifts = parts[1::2], parts[::2]
    if any(length % 2 for length in set(map(len, strings))):
        raise ValueError
    moved = b" ".join([shift for shift in shifts if shift != b"0"])
    return bytes.fromhex(b"".join(strings).decode("ascii")), sum(map(float, moved.split()))


def _mark(source: bytes) -> tuple[Any, ...]:
    found = _MARK.match(source)
    if found is None:
        raise ValueError
    tag, flat, name = found.groups()
    if name is not None:
        return tag.decode("ascii"), name.decode("ascii")
    if flat is None or b"/MCID" not in flat:
        return tag.decode("ascii"), None
    (number,) = _MCID.findall(flat)
    return tag.decode("ascii"), int(number)


_READ: dict[bytes, tuple[str, Callable[[bytes], tuple[Any, ...]]]] = {
    operator.encode(): (operator, read)
    for read, operators in {
        _nothing: "q Q BT T* EMC",
        _number: "Tc Tw Tz TL Ts Tr",
        _point: "Td TD",
        _matrix: "cm Tm",
        _font: "Tf",
        _string: "Tj ' \"",
        _array: "TJ",
        _mark: "BMC BDC",
        _name: "Do",
    }.items()
    for operator in operators.split()
}
_WANTED = " ".join(name for name, _ in _READ.values())


def by_qpdf(content: pikepdf.Page | pikepdf.Object) -> Iterator[Operation]:
    """The same as qpdf reads them, however they are written."""
    for instruction in pikepdf.parse_content_stream(content, _WANTED):
        operator, operands = str(instruction.operator), list(instruction.operands)
        match operator:
            case "TJ":
                yield operator, _joined(operands[0])
            case "BMC" | "BDC":
                yield operator, (_plain(operands[0]), _properties(operands[1:]))
            case _:
                yield operator, tuple(_plain(operand) for operand in operands)


def _plain(operand: Any) -> Any:
    if isinstance(operand, pikepdf.String):
        return bytes(operand)
    return str(operand)[1:] if isinstance(operand, pikepdf.Name) else float(operand)


def _joined(array: Any) -> tuple[bytes, float]:
    items = [_plain(item) for item in array]
    shown = b"".join(item for item in items if isinstance(item, bytes))
    return shown, sum(item for item in items if isinstance(item, float))


def _properties(operands: list[Any]) -> Any:
    if not operands:
        return None
    (properties,) = operands
    if isinstance(properties, pikepdf.Name):
        return _plain(properties)
    return int(properties.MCID) if "/MCID" in properties else None
