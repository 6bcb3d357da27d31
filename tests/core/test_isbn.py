"""ISBN: the check digit, and bars that a scanner's rules read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.isbn import check_digit, digits, fault, modules

# ISO/IEC 15420, table 1, as printed there: set A, set B, set C.
SETS = {
    "A": "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split(),
    "B": "0100111 0110011 0011011 0100001 0011101 0111001 0000101 0010001 0001001 0010111".split(),
    "C": "1110010 1100110 1101100 1000010 1011100 1001110 1010000 1000100 1001000 1110100".split(),
}
FIRST = "AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA".split()


def scanned(bars: str) -> str:
    """The number that bars say."""
    assert (bars[:3], bars[45:50], bars[92:]) == ("101", "01010", "101")
    left = [bars[3 + 7 * i : 10 + 7 * i] for i in range(6)]
    right = [bars[50 + 7 * i : 57 + 7 * i] for i in range(6)]
    kinds = "".join("A" if part in SETS["A"] else "B" for part in left)
    read = [SETS[kind].index(part) for kind, part in zip(kinds, left, strict=True)]
    read += [SETS["C"].index(part) for part in right]
    return "".join(map(str, [FIRST.index(kinds), *read]))


@pytest.mark.parametrize("isbn", ["978-3-16-148410-0", "9780306406157", "979 10 90636 07 1"])
def test_known_numbers_are_well_formed(isbn: str) -> None:
    assert fault(isbn) == ""
    assert scanned(modules(isbn)) == digits(isbn)


@pytest.mark.parametrize(
    ("isbn", "why"),
    [
        ("978-3-16-148410-1", "last digit must be 0"),
        ("0-306-40615-2", "thirteen digits"),
        ("4006381333931", "978 or 979"),
        ("97803064061५7", "thirteen digits"),
        ("", "thirteen digits"),
    ],
)
def test_others_are_told_what_is_wrong(isbn: str, why: str) -> None:
    assert why in fault(isbn)


@given(st.text("0123456789", min_size=9, max_size=9), st.sampled_from(["978", "979"]))
def test_bars_say_the_number(rest: str, prefix: str) -> None:
    number = prefix + rest
    number += check_digit(number)
    assert fault(number) == ""
    assert scanned(modules(number)) == number
    wrong = number[:4] + str((int(number[4]) + 1) % 10) + number[5:]
    assert "last digit" in fault(wrong)  # every single wrong digit is found
