"""Words that run to the left: in the order of the eye on the page, of the text in the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.collation.pdfshown import Run
from anthology.collation.pdftext import page_runs
from anthology.render.bidi import directed_runs, visual
from anthology.render.job import Galley

SetBody = Callable[..., Galley]
HEBREW = "בראשית ברא אלהים את השמים ואת הארץ, והארץ היתה תהו ובהו וחשך על פני תהום"
ARABIC = "كان الكتاب على الطاولة في الغرفة القديمة حين دخل الرجل وسأل عن صاحبه"


def lines(galley: Galley) -> list[list[Run]]:
    """The pieces of each line of the first page, from left to right."""
    with pikepdf.open(io.BytesIO(galley.pdf)) as pdf:
        runs = [run for run in page_runs(pdf.pages[0], {}) if run.text.strip()]
    found: dict[float, list[Run]] = {}
    for run in runs:
        found.setdefault(round(run.y), []).append(run)
    return [
        sorted(found[y], key=lambda run: min(run.x0, run.x1)) for y in sorted(found, reverse=True)
    ]


def by_eye(line: list[Run]) -> str:
    """A line as its glyphs stand, from left to right, without spaces."""
    return "".join("".join(run.text for run in line).split())


def turned(text: str) -> str:
    return "".join(text.split())[::-1]


def test_words_in_a_sentence_stand_from_right_to_left(galley: SetBody) -> None:
    (line,) = lines(galley("<p>He said שלום עולם, and went.</p>"))
    assert by_eye(line) == "Hesaid" + turned("שלום עולם") + ",andwent."


def test_the_order_of_parts_follows_the_paragraph(galley: SetBody) -> None:
    (line,) = lines(galley('<p dir="rtl">שלום one two עולם</p>'))
    assert by_eye(line) == turned("עולם") + "onetwo" + turned("שלום")


def test_emphasis_parts_no_word_from_its_place(galley: SetBody) -> None:
    (line,) = lines(galley("<p>So של<em>ו</em>ם it is.</p>"))
    assert by_eye(line) == "So" + turned("שלום") + "itis."


def test_a_paragraph_begins_each_line_at_the_right(galley: SetBody) -> None:
    made = galley(f'<p dir="rtl">{HEBREW} {HEBREW} שלום</p>')
    found = lines(made)
    (frame, *_) = made.map.frames
    assert len(found) > 2
    assert "".join(by_eye(line)[::-1] for line in found) == "".join(f"{HEBREW * 2}שלום".split())
    for line in found[:-1]:
        assert line[0].x0 == pytest.approx(frame.left, abs=1)
    for line in found[1:]:
        assert max(run.x1 for run in line) == pytest.approx(frame.right, abs=1)
    assert found[-1][0].x0 > frame.left + 20


def test_a_phrase_over_two_lines_goes_on_at_their_heads(galley: SetBody) -> None:
    made = galley(f"<p>These words stand before the phrase in the line: {HEBREW} – so it is.</p>")
    first, second, *_ = lines(made)
    whole = "".join(HEBREW.split())
    begun = by_eye(first).removeprefix("Thesewordsstandbeforethephraseintheline:")[::-1]
    rest = by_eye(second).partition("–")[0][::-1]
    assert begun + rest == whole


def test_no_piece_of_a_line_lies_on_another(galley: SetBody) -> None:
    mixed = f"{HEBREW} (The Times, 1948) {ARABIC} “word” 3.14, <em>אב</em>ג. "
    for line in lines(galley(f'<p dir="rtl">{mixed * 2}</p><p>{mixed * 2}</p>')):
        inked = [run for run in line if run.text.strip()]
        for one, other in pairwise(inked):
            assert other.x0 > one.x1 - 0.35 * one.size


def test_letters_are_joined(galley: SetBody) -> None:
    """Four forms of one letter, which Unicode has as signs of their own too (FE91 and so on)."""
    made = galley('<p dir="rtl">ب ببب</p>')
    (glyphs,) = [dict(use.glyphs) for use in made.faces if use.file == "Arabic.ttf"]
    assert len([glyph for glyph, text in glyphs.items() if text.strip()]) >= 4


def test_the_tags_say_the_words_in_the_order_of_the_text(galley: SetBody) -> None:
    made = galley(f"<p>He said {ARABIC[:24]}.</p>")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        said = [
            str(thing.ActualText)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ActualText" in thing
        ]
    assert said == [f" {ARABIC[:24]}"]


def test_a_link_is_where_its_words_are(galley: SetBody) -> None:
    made = galley('<p dir="rtl">שלום <a href="https://example.org/">one two</a> עולם</p>')
    (line,) = lines(made)
    (words,) = [run for run in line if "one" in run.text]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        left, _, right, _ = (float(x) for x in pdf.pages[0].Annots[0].Rect.as_list())
    assert left == pytest.approx(words.x0, abs=3)
    assert right == pytest.approx(words.x1, abs=3)


@given(st.lists(st.integers(0, 4)))
def test_order_by_levels_loses_nothing(levels: list[int]) -> None:
    assert sorted(visual(range(len(levels)), levels)) == list(range(len(levels)))


def test_runs_of_a_running_head() -> None:
    assert directed_runs("On שלום עולם, now") == [
        ("On ", False),
        ("שלום עולם", True),
        (", now", False),
    ]
    assert directed_runs("Plain") == [("Plain", False)]
