"""What a file of plain text shows: paragraphs, indents, marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.read.plainlines import Frame
from anthology.read.plaintext import read_plaintext


def chunks(text: str, frame: Frame = "blocks") -> list[tuple[str, str, int, str]]:
    reading = read_plaintext(text.encode(), "s", frame=frame)
    return [(c.kind, c.value, c.indent, reading.source.cut(c.span)) for c in reading.chunks]


def test_blank_lines_part_paragraphs() -> None:
    assert chunks("one\ntwo\n\n \t\nthree\n") == [
        ("plain", "", 0, "one\ntwo"),
        ("plain", "", 0, "three"),
    ]


def test_each_line_a_paragraph() -> None:
    assert [c[3] for c in chunks("one\ntwo\n", "lines")] == ["one", "two"]


def test_marks_begin_a_paragraph_of_their_own() -> None:
    assert chunks("1. one[iv]\n  • a\n  • b\ngoes on\n\n[iv] note") == [
        ("number", "1", 0, "1. one[iv]"),
        ("bullet", "•", 2, "• a"),
        ("bullet", "•", 2, "• b\ngoes on"),
        ("note", "iv", 0, "[iv] note"),
    ]


@pytest.mark.parametrize(
    "text", ["1917. The year", "#4 above", "501(c)(3)", "*so* it is", "–not", "[B] it", "A. Azizi"]
)
def test_what_is_no_mark(text: str) -> None:
    assert chunks(text) == [("plain", "", 0, text)]


@pytest.mark.parametrize(
    ("ornament", "kind"),
    [("* * *", "rule"), ("***", "rule"), ("- - -", "rule"), ("•  •", "plain")],
)
def test_an_ornament_is_no_list(ornament: str, kind: str) -> None:
    assert chunks(f"a\n\n  {ornament}\n\nb")[1] == (kind, "", 2, ornament)


@given(st.text("ab1.•[iv]* -\n\u00a0\u2028", max_size=60), st.sampled_from(["lines", "blocks"]))
def test_chunks_hold_all_signs_once_and_in_order(text: str, frame: Frame) -> None:
    reading = read_plaintext(text.encode(), "s", frame=frame)
    source, found = reading.source, sorted(reading.chunks, key=lambda chunk: chunk.span)
    assert "".join("".join(source.cut(c.span).split()) for c in found) == "".join(text.split())
    for chunk in found:
        words = source.cut(chunk.span)
        assert words == words.strip()
        assert chunk.mark is None or chunk.mark.within(chunk.span)
