"""Bytes become text by their mark, by declaration or as UTF-8; a guess is always flagged."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.decode import decode, decode_guessing
from anthology.diagnostic import EditionError, Place, Severity


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


# --- The whole ladder -----------------------------------------------------------------------------


def guess(data: bytes, declared: str = "") -> tuple[str, str, list[str]]:
    text, encoding, told = decode_guessing(data, "texts/one.txt", declared)
    assert all(d.severity == Severity.WARNING for d in told)
    return text, encoding, [d.rule for d in told]


def refused(data: bytes, declared: str = "") -> str:
    with pytest.raises(EditionError) as caught:
        decode_guessing(data, "texts/one.txt", declared)
    return str(caught.value)


def test_a_mark_then_utf8_then_the_declaration_settle_it_without_a_guess() -> None:
    assert guess(codecs.BOM_UTF16_BE + "né".encode("utf-16-be"), "cp1252") == ("né", "utf-16", [])
    assert guess("né".encode(), "cp1252") == ("né", "utf-8", [])
    assert guess("né".encode("cp1253", "replace")) == ("n?", "utf-8", [])
    assert guess("労働者".encode("shift_jis"), "shift_jis") == ("労働者", "shift_jis", [])
    assert guess("労働".encode("iso2022_jp"), "iso-2022-jp") == ("労働", "iso2022_jp", [])
    assert guess("né".encode("utf-16-le"), "utf-16-le") == ("né", "utf-16-le", [])


def test_latin_1_is_read_as_its_superset() -> None:
    for name in ("iso-8859-1", "latin-1", "ascii"):
        assert guess(b"\x93n\xe9\x94", name) == ("“né”", "cp1252", [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le café était fermé à l’heure où l’ouvrière arriva – « trop tard »."),
        ("cp1252", "né"),
        ("cp1251", "Всё это произошло в тысяча девятьсот семнадцатом году, когда рабочие вышли."),
        ("koi8_r", "Всё это произошло в тысяча девятьсот семнадцатом году, когда рабочие вышли."),
        ("cp932", "これは日本語の文章です。労働者は団結しなければならない。"),
        ("gb18030", "全世界无产者，联合起来！这是一个中文文本的例子。"),
        ("cp1250", "Zażółć gęślą jaźń. Wół go pyta: po cóż pan tak brzęczy w gąszczu, chrząszczu?"),
        ("utf-16-le", "Words without a mark, née"),
        ("utf-16-be", "Words without a mark, née"),
    ],
)  # fmt: skip
def test_a_guess_is_right_for_common_kinds_and_always_flagged(encoding: str, text: str) -> None:
    assert guess(text.encode(encoding)) == (text, encoding, ["encoding-guessed"])


def test_the_warning_shows_a_sample_and_how_to_declare_it() -> None:
    _, _, [told] = decode_guessing(b"one\r\ntwo n\xe9e\r\n", "texts/one.txt")
    assert told.place == Place("texts/one.txt", 2)
    assert told.message == "nothing says how the file is encoded; read as cp1252: “née”"
    assert told.hint.endswith('declare it in edition.toml: encoding = "cp1252"')


def test_mixed_encodings_are_an_error_that_names_the_lines() -> None:
    data = "né\nà\nça\n".encode() + b"d\xe9j\xe0\n" + "é\n".encode() + b"\x93x\n" + "éé".encode()
    for declared in ("", "cp1252", "utf-8"):
        assert refused(data, declared) == (
            "texts/one.txt:4: encoding-mixed: the file is UTF-8, but 3 bytes are not, "
            "in lines 4 and 6\n"
            "  hint: write those characters anew, and save the file as UTF-8"
        )


def test_lone_surrogates_are_refused() -> None:
    assert refused("ok\n\ud800x".encode("utf-8", "surrogatepass")).startswith(
        "texts/one.txt:2: surrogate: half of a character stands alone in line 2"
    )
    wide = codecs.BOM_UTF16_LE + "a\ud800b".encode("utf-16-le", "surrogatepass")
    assert "encoding-wrong" in refused(wide)


def test_binary_files_and_control_signs_are_refused() -> None:
    assert "binary-file" in refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert "binary-file" in refused(bytes(range(1, 32)) * 40)
    assert "control-sign" in refused(b"one\ntwo \x08 three")
    assert "binary-file" in refused(codecs.BOM_UTF8 + b"a\0b")


def test_an_unknown_or_wrong_declaration_is_an_error() -> None:
    assert "encoding-unknown" in refused(b"n\xe9", "utf-9")
    assert "encoding-wrong" in refused(b"n\xe9\xff", "shift_jis")


def test_form_feeds_end_lines_and_an_old_end_of_file_is_none() -> None:
    assert guess(b"one\r\n\ftwo\x0bthree\x1a") == ("one\n\ntwo\nthree", "utf-8", [])


def test_signs_that_were_lost_before_are_told() -> None:
    assert guess("one\ntw\ufffd".encode()) == ("one\ntw\ufffd", "utf-8", ["sign-lost"])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_never_guessed_at(text: str) -> None:
    assert decode_guessing(text.encode(), "f")[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=60))
def test_any_bytes_give_a_text_or_a_diagnostic(data: bytes) -> None:
    try:
        text, encoding, _ = decode_guessing(data, "f")
    except EditionError:
        return
    assert text == decode(data, "f", encoding).removesuffix("\x1a").translate({11: 10, 12: 10})
