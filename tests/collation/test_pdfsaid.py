"""What an element says in place of its glyphs is believed only where the glyphs bear it out."""

import pytest

from anthology.collation.pdfsaid import said_run
from anthology.collation.pdfshown import Run


def run(text: str, x: float = 0.0) -> Run:
    return Run(1, text, x, x + 10, 100.0, 10.0)


@pytest.mark.parametrize(
    ("glyphs", "said"),
    [
        ("םלוע םולש", "שלום עולם"),  # in the order of the eye
        ("ﺳﻼﻡ", "سلام"),  # joined forms
        ("(ב) < א", "א > (ב)"),  # brackets are turned round
        ("x̄", "x̄"),
        ("नहि\u200cदी", "हिन्दी"),  # a joined letter shares its glyph
    ],
)
def test_the_words_are_read_where_the_letters_are_there(glyphs: str, said: str) -> None:
    assert said_run([run(glyphs)], said).text == said


@pytest.mark.parametrize(
    ("glyphs", "said"),
    [
        ("םלוע", "שלום עולם"),  # a word is not printed
        ("םולש", "שלוה"),  # another letter is
        ("[ב) א", "א (ב)"),
        ("", "שלום"),
        ("\ufffdולש", "שלום"),  # a glyph without an outline
        ("कखग", "हिन्दी"),
    ],
)
def test_else_the_glyphs_are_the_text(glyphs: str, said: str) -> None:
    assert said_run([run(glyphs)], said).text == glyphs


def test_the_run_reaches_from_the_first_glyph_to_the_last() -> None:
    found = said_run([run("ב", 30), run("א", 50)], "אב")
    assert (found.x0, found.x1) == (30, 60)
