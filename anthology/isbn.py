"""International Standard Book Numbers of thirteen digits (ISO 2108) and their bars (EAN-13).

Knows no registration: a number may be well formed and belong to another book.
"""

from __future__ import annotations

_LEFT = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
"""Seven modules for each digit, 1 dark; from these all other sets are made (ISO/IEC 15420)."""
_SETS = "AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA".split()
"""By its sets the left half says the first digit, which has no bars of its own."""
_SIDE, _MIDDLE = "101", "01010"


def digits(isbn: str) -> str:
    """The number without hyphens and spaces."""
    return isbn.replace("-", "").replace(" ", "")


def fault(isbn: str) -> str:
    """What is wrong with a number; nothing, if it is well formed."""
    number = digits(isbn)
    if not number.isascii() or not number.isdigit() or len(number) != 13:
        return "an ISBN has thirteen digits"
    if not number.startswith(("978", "979")):
        return "an ISBN begins with 978 or 979"
    if (wanted := check_digit(number[:12])) != number[12]:
        return f"its last digit must be {wanted} if the others are right"
    return ""


def check_digit(first: str) -> str:
    """The thirteenth digit to twelve: by turns once and three times, all add up to tens."""
    total = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(first))
    return str(-total % 10)


def modules(isbn: str) -> str:
    """The ninety-five modules of a number's bars, 1 dark and 0 light, without the quiet zones."""
    number = digits(isbn)
    halves = number[1:7], number[7:]
    left = (
        _left(digit, kind) for digit, kind in zip(halves[0], _SETS[int(number[0])], strict=True)
    )
    right = (_turned(_LEFT[int(digit)]) for digit in halves[1])
    return "".join([_SIDE, *left, _MIDDLE, *right, _SIDE])


def _left(digit: str, kind: str) -> str:
    bars = _LEFT[int(digit)]
    return bars if kind == "A" else _turned(bars)[::-1]


def _turned(bars: str) -> str:
    return bars.translate(str.maketrans("01", "10"))
