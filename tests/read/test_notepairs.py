"""Notes counted anew in each chapter: the calls of a chapter go with the notes of that chapter."""

from __future__ import annotations

import pytest

from anthology.read.html import read_html
from anthology.read.markdowntext import read_markdowntext
from anthology.read.notepairs import keys_of, pair, shown
from anthology.read.plaintext import read_plaintext
from anthology.read.reading import Reading


def paired(order: str) -> list[int | None]:
    """Calls are small letters and notes capitals, in the order of the text."""
    placed = [(at, sign.lower(), sign.isupper()) for at, sign in enumerate(order)]
    calls = [(at, sign) for at, sign, note in placed if not note]
    return pair(calls, [(at, sign) for at, sign, note in placed if note])


@pytest.mark.parametrize(
    ("order", "notes"),
    [
        ("abAB", [0, 1]),
        ("abAabAB", [0, None, 1, 2]),
        ("abABabAB", [0, 1, 2, 3]),
        ("abaABabAB", [0, 1, 0, 2, 3]),
        ("ababABAB", [0, 1, 2, 3]),
        ("abcabABCAB", [0, 1, 2, 3, 4]),
        ("aaAA", [0, 1]),
        ("aababABAB", [0, 0, 1, 2, 3]),
        ("abx", [None, None, None]),
        ("aAaAa", [0, 1, None]),
    ],
)
def test_calls_go_with_the_notes_of_their_chapter(order: str, notes: list[int | None]) -> None:
    assert paired(order) == notes


def test_keys_are_unique_and_show_their_marker() -> None:
    keys = keys_of(["1", "2", "1", "1"])
    assert keys == ["1", "2", "1·2", "1·3"]
    assert [shown(key) for key in keys] == ["1", "2", "1", "1"]


HTML = "<h2>{0}</h2><p>So [1] and [2] it is said.</p><p>[1] {0} one.</p><p>[2] {0} two.</p>"
LINKS = (
    "<h2>{0}</h2><p>So<a href='#n1'><sup>1</sup></a> and<a href='#n2'><sup>2</sup></a>.</p>"
    "<p id='n1'>1. {0} one.</p><p id='n2'>2. {0} two.</p>"
)
TEXT = "CHAPTER {0}\n\nSo [1] and [2] it is said.\n\n[1] {0} one.\n\n[2] {0} two.\n\n"
MARKDOWN = "# {0}\n\nSo[^1] and[^2].\n\n[^1]: {0} one.\n[^2]: {0} two.\n\n"


def both(chapter: str) -> bytes:
    return (chapter.format("First") + chapter.format("Second")).encode()


@pytest.mark.parametrize(
    "reading",
    [
        read_html(both(HTML), "brackets.html"),
        read_html(both(LINKS), "links.html"),
        read_plaintext(both(TEXT), "plain.txt"),
        read_markdowntext(both(MARKDOWN), "text.md"),
    ],
    ids=lambda reading: reading.source.name,
)
def test_every_format_that_can_count_anew(reading: Reading) -> None:
    notes = {c.value: reading.source.cut(c.span) for c in reading.chunks if c.kind == "note"}
    called = [m.value for c in reading.chunks for m in c.marks if m.kind == "call"]
    assert called == ["1", "2", "1·2", "2·2"]
    assert [notes[key].split()[-2:] for key in called] == [
        ["First", "one."],
        ["First", "two."],
        ["Second", "one."],
        ["Second", "two."],
    ]
