"""Which face prints a sign, and which way a text runs."""

import pytest

from anthology.direction import direction_of
from anthology.typefaces import BOOK, SIGNS, home_of, is_framed


@pytest.mark.parametrize(
    ("signs", "home"),
    [
        ("aé–“ßæ fi№†", BOOK),
        ("ПривётѢ", BOOK),
        ("Ἀθῆναι", BOOK),
        ("\u00a0\u202f\u00ad\u200b\u200d\u2009\n", BOOK),
        ("שלוםבְּ", "Hebrew.ttf"),
        ("السلام؟،ﷺپ", "Arabic.ttf"),
        ("हिन्दीक्ष", "Other.ttf"),
        ("😉👍❗🇫🇷", SIGNS),
        ("漢", "Frames-6f.ttf"),
        ("😀", "Frames-1f6.ttf"),
        ("\ue001", "Frames-e0.ttf"),  # in the face, but as a sign of its own
        ("\ufe0f", "Frames-fe.ttf"),
    ],
)
def test_each_sign_has_one_home(signs: str, home: str) -> None:
    assert {home_of(sign) for sign in signs} == {home}


def test_only_what_a_reader_would_miss_is_framed() -> None:
    assert [sign for sign in "a😀ש\ufe0f漢\u200d\U000e0067👍" if is_framed(sign)] == ["😀", "漢"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("", ""),
        ("12, 13", ""),
        ("He said שלום.", ""),
        ("שלום, said he; ברוכים הבאים", "rtl"),
        ("السلام عليكم 1923", "rtl"),
        ("漢字", ""),
    ],
)
def test_a_text_runs_as_most_of_its_letters_do(text: str, direction: str) -> None:
    assert direction_of(text) == direction
