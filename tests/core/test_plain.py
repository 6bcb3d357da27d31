"""What a file of plain text shows: paragraphs, indents, marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.read.plain import Frame, frame_of, read_plain
from anthology.read.reading import Chunk
from anthology.span import Source


def chunks(text: str, frame: Frame = "blocks") -> list[tuple[str, str, int, str]]:
    source = Source("s", text)
    return [(c.kind, c.value, c.indent, source.cut(c.span)) for c in read_plain(source, frame)]


def test_blank_lines_part_paragraphs() -> None:
    assert chunks("one\ntwo\n\n \t\nthree\n") == [
        ("plain", "", 0, "one\ntwo"),
        ("plain", "", 0, "three"),
    ]


def test_each_line_a_paragraph() -> None:
    assert [c[3] for c in chunks("one\ntwo\n", "lines")] == ["one", "two"]


def test_marks_begin_a_paragraph_of_their_own() -> None:
    assert chunks("1. one\n  • a\n  • b\ngoes on\n\n[iv] note") == [
        ("number", "1", 0, "1. one"),
        ("bullet", "•", 2, "• a"),
        ("bullet", "•", 2, "• b\ngoes on"),
        ("note", "iv", 0, "[iv] note"),
    ]


@pytest.mark.parametrize(
    "text", ["1917. The year", "#4 above", "501(c)(3)", "*so* it is", "–not", "[B] it", "A. Azizi"]
)
def test_what_is_no_mark(text: str) -> None:
    assert chunks(text) == [("plain", "", 0, text)]


@pytest.mark.parametrize("ornament", ["* * *", "***", "- - -", "•  •"])
def test_an_ornament_is_no_list(ornament: str) -> None:
    assert chunks(f"a\n\n  {ornament}\n\nb")[1] == ("plain", "", 2, ornament)


def test_the_frame_is_told_by_blank_lines() -> None:
    assert frame_of("\none\ntwo\n\n") == "lines"
    assert frame_of("one\n\ntwo") == "blocks"
    assert frame_of("one") == "blocks"


@given(st.text("ab1.•[iv]* -\n\u00a0\u2028", max_size=60), st.sampled_from(["lines", "blocks"]))
def test_chunks_hold_all_signs_once_and_in_order(text: str, frame: Frame) -> None:
    source = Source("s", text)
    found: tuple[Chunk, ...] = read_plain(source, frame)
    assert "".join("".join(source.cut(c.span).split()) for c in found) == "".join(text.split())
    for chunk in found:
        words = source.cut(chunk.span)
        assert words == words.strip()
        assert chunk.mark is None or chunk.mark.within(chunk.span)
