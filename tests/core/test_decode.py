"""Bytes become text by their mark, by declaration or as UTF-8; a guess is always flagged."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.decode import decode, decode_guessing
from anthology.diagnostic import EditionError, Place, Severity
from anthology.read.charset import decode_marked_up


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


MOSTLY = "né\nà\nça, très tôt, dès l’été\n".encode()


def test_bytes_of_cp1252_in_utf8_are_read_as_such_and_named() -> None:
    data = MOSTLY + b"d\xe9j\xe0\n" + b"\x93x\x85\x94\n"
    for declared in ("", "cp1252", "utf-8"):
        text, _, told = decode_guessing(data, "texts/one.txt", declared)
        assert text == "né\nà\nça, très tôt, dès l’été\ndéjà\n“x…”\n"
        assert [str(d) for d in told] == [
            "texts/one.txt:4:2: warning: encoding-mixed: the file is UTF-8, but for signs read as "
            "cp1252: “é” at byte 40 in line 4, “à” at byte 42 in line 4, ““” at byte 44 in line 5, "
            "“…”” at byte 46 in line 5\n"
            "  hint: look at them, and save the file as UTF-8"
        ]


@pytest.mark.parametrize(
    "strange",
    [
        b"\xc3 ",  # é or à, cut in two
        b"\xe2\x80",  # a quotation mark, cut in two
        b"\x81",  # no sign of cp1252
        "à".encode() + b"\xa9",  # what is left of a sign beside another
        b"\xe9\xe8",
    ],
)
def test_of_any_others_the_file_is_refused(strange: bytes) -> None:
    said = refused(MOSTLY + b"so\n" + strange + b" on\n\x81\n")
    assert re.match(r"texts/one\.txt:5:\d: encoding-mixed: the file is UTF-8, but 0x", said)
    assert re.search(r" at byte (42|44) is not, nor are those of lines? (5, )?6\n", said)


@pytest.mark.parametrize("strange", [b"caf\xe9", b"cut \xc3 in two"])
def test_pages_are_no_more_lenient_than_plain_text(strange: bytes) -> None:
    def said(read: Callable[[bytes, str], tuple[object, ...]]) -> list[str]:
        try:
            return [str(d) for d in read(MOSTLY + strange, "texts/one")[-1]]  # type: ignore[attr-defined]
        except EditionError as error:
            return [str(d) for d in error.diagnostics]

    assert said(decode_marked_up) == said(decode_guessing)
    assert "encoding-mixed" in said(decode_guessing)[0]


def test_a_few_strange_bytes_prove_nothing_unless_somebody_says_utf8() -> None:
    data = b"Plain words. " * 300 + b"caf\xe9"
    assert guess(data)[1:] == ("cp1252", ["encoding-guessed"])
    assert guess(data, "utf-8")[1:] == ("utf-8", ["encoding-mixed"])


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
        text, encoding, told = decode_guessing(data, "f")
    except EditionError:
        return
    if "encoding-mixed" in {d.rule for d in told}:
        return
    assert text == decode(data, "f", encoding).removesuffix("\x1a").translate({11: 10, 12: 10})
