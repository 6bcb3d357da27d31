"""Bytes become text by their mark, by declaration or as UTF-8; never by guessing."""

from __future__ import annotations

import codecs

import pytest

from anthology.decode import decode
from anthology.diagnostic import EditionError


def fault(data: bytes, declared: str = "", *, declarable: bool = False) -> str:
    with pytest.raises(EditionError) as caught:
        decode(data, "texts/one.txt", declared, declarable=declarable)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        "né".encode(),
        codecs.BOM_UTF8 + "né".encode(),
        codecs.BOM_UTF16_LE + "né".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "né".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "né".encode("utf-32-le"),
        codecs.BOM_UTF32_BE + "né".encode("utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_word(data: bytes) -> None:
    assert decode(data, "f") == "né"


def test_a_mark_outweighs_a_declaration() -> None:
    assert decode(codecs.BOM_UTF8 + "né".encode(), "f", "cp1252") == "né"


def test_what_is_not_utf8_must_be_declared() -> None:
    assert decode(b"n\xe9", "f", "cp1252") == "né"
    assert fault(b"one\ntwo n\xe9", declarable=True) == (
        "texts/one.txt:2:6: encoding-wrong: byte 0xe9 is not utf-8\n"
        '  hint: declare the encoding in edition.toml: encoding = "cp1252"'
    )


def test_only_a_source_can_be_declared() -> None:
    assert "hint: save the file anew as UTF-8" in fault(b"n\xe9")


def test_columns_are_counted_in_characters_and_lines_by_any_line_end() -> None:
    assert fault("é\ré€".encode() + b"\xff").startswith("texts/one.txt:2:3:")


def test_the_byte_told_is_the_wrong_one_behind_a_mark_too() -> None:
    said = fault(codecs.BOM_UTF8 + b"ab\xff", declarable=True)
    assert said.startswith("texts/one.txt:1:3: encoding-wrong: byte 0xff")
    assert "save the file anew" in said  # a declaration would not be heard


@pytest.mark.parametrize("name", ["utf-9", "undefined", "a\0b", "rot13"])
def test_an_unknown_encoding_is_an_error(name: str) -> None:
    assert "encoding-unknown" in fault(b"abc..\xe9", name)


def test_all_line_ends_become_one() -> None:
    assert decode(b"a\r\nb\rc\nd\r\r\ne", "f") == "a\nb\nc\nd\n\ne"


def test_other_separators_are_no_line_ends() -> None:
    assert decode("a\u0085b\u2028c".encode(), "f") == "a\u0085b\u2028c"
