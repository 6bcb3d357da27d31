"""Signs carried through the engine, and the frames of those that no typeface has."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from anthology.collation.pdf import read_pdf
from anthology.collation.streams import words
from anthology.render.fonts import font_bytes
from anthology.render.job import Galley
from anthology.render.makeup import Metadata, Sheet, make_up
from anthology.render.signs import carrier, face_of, to_private, to_public

SetBody = Callable[..., Galley]

# Planes 4 to 13 have no signs; `check` refuses a text that uses one.
SIGNS = st.text(st.characters(exclude_categories=["Cs"]).filter(
    lambda sign: not 0x40000 <= ord(sign) < 0xE0000
))  # fmt: skip


@given(SIGNS)
def test_what_is_carried_comes_back(text: str) -> None:
    carried = to_private(text)
    assert (len(carried), to_public(carried)) == (len(text), text)


@given(SIGNS)
def test_every_carrier_has_a_glyph(text: str) -> None:
    for sign in set(to_private(text)) - set(text):
        assert ord(sign) in TTFont(io.BytesIO(font_bytes(face_of(sign)))).getBestCmap()


def test_letters_by_which_lines_end_or_turn_go_as_they_are() -> None:
    assert to_private("漢ひ한ܐ") == "漢ひ한ܐ"
    assert to_private("😀ส") == carrier("😀") + carrier("ส")


def read_back(galley: Galley) -> tuple[str, ...]:
    metadata = Metadata("T", (), "en", "urn:x", "2026-01-01", "", "")
    sheet = Sheet("t1", "arabic", "Left 漢", "שלום 😀 right", (("T", "t1", ()),))
    found = read_pdf(make_up({"t1": galley}, [sheet], metadata), ["t1"])
    assert found.outside == ()
    return found.streams["t1"]


@pytest.mark.parametrize(
    "text",
    [
        "Faces 😉 😀 👍🏽 ❗",
        "A family 👩‍👩‍👧‍👦 and a heart ❤️ and a key 1️⃣ .",
        "Flags 🇫🇷 🏴󠁧󠁢󠁳󠁣󠁴󠁿 .",
        "漢字 ひらがな 한국어 𠀀 ไทย ܐܒܓ 𞤀",
        "हिन्दी में क्षत्रिय और द्वितीय",
        "x̄ q̃ é Ẍ́ ñ x q",
        "private \ue000 \U000f0041 \U0010fffd .",
        "→ ✓ ★ ☐ ♥ ㊗ ﷽ ①",
    ],
)
def test_every_sign_reads_back_as_itself(galley: SetBody, text: str) -> None:
    assert read_back(galley(f'<p id="t1">{text}</p>')) == words(text)


@pytest.mark.parametrize(
    "text",
    [
        "one² and x<sup>2</sup> and H₂O and CO<sub>2</sub>",
        "x<sup>2</sup> and one² and CO<sub>2</sub> and H₂O",
        "n° and n<sup>o</sup> and nº and 2<sup><em>n</em></sup> and 2ⁿ",
    ],
)
def test_raised_letters_and_raised_signs_read_back_each_as_itself(
    galley: SetBody, text: str
) -> None:
    assert read_back(galley(f'<p id="t1">{text}</p>')) == words(re.sub("<[^>]*>", "", text))


def test_a_long_row_of_frames_is_broken_at_the_end_of_the_line(galley: SetBody) -> None:
    made = galley('<p id="t1">' + "🎉" * 200 + "</p>")
    assert "".join(read_back(made)).replace("\ufdd0", "") == "🎉" * 200


def test_a_face_is_in_the_file_only_where_it_is_used(galley: SetBody) -> None:
    assert {use.file for use in galley("<p>Plain words.</p>").faces} == {"EBGaramond.ttf"}
    assert {use.file for use in galley("<p>Plain עברית.</p>").faces} == {
        "EBGaramond.ttf",
        "Hebrew.ttf",
    }


def test_other_faces_move_no_line(galley: SetBody) -> None:
    def lines(words: str) -> list[float]:
        body = "".join(
            f'<p class="numbered" id="t1p{n}" data-n="{n}">{words}</p>' for n in range(1, 4)
        )
        return [round(point.y, 2) for _, _, point in galley(body).map.numbered]

    plain = lines("Plain words.")
    assert lines("क्ष שׁ الله 漢 😀 plain") == plain


def test_the_upright_stands_in_where_the_italic_lacks_a_sign(galley: SetBody) -> None:
    made = galley("<p><em>aʃ</em></p>")
    assert {(use.file, use.glyphs[0][1]) for use in made.faces} == {
        ("EBGaramond-Italic.ttf", "a"),
        ("EBGaramond.ttf", "ʃ"),
    }
