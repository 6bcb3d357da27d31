"""What a screen reader says: a person can follow it, and knows whose note it is."""

from itertools import pairwise
from typing import Any

import pytest

from tests.readers.conftest import Ebook, read_with

NAMES = ("cover.xhtml", "nav.xhtml", "text-1.xhtml", "index.xhtml")


@pytest.fixture(scope="module")
def said(ebook: Ebook) -> dict[str, list[str]]:
    result: dict[str, Any] = read_with("aloud", ebook.folder, *NAMES)
    assert result["faults"] == []
    for name, phrases in result["said"].items():
        written = ebook.shots / f"aloud-{name}.txt"
        written.write_text("\n".join(phrases) + "\n", encoding="utf-8")
    spoken: dict[str, list[str]] = result["said"]
    return spoken


def test_the_cover_is_read_as_its_words(said: dict[str, list[str]]) -> None:
    assert any(phrase.startswith("heading, Cover: ") for phrase in said["cover.xhtml"])


def test_the_contents_and_nothing_hidden_are_read(said: dict[str, list[str]]) -> None:
    phrases = said["nav.xhtml"]
    assert "doc-toc, Contents" in phrases
    assert not any("Parts of the book" in phrase or "Pages" in phrase for phrase in phrases)


def test_calls_and_notes_say_whose_they_are(said: dict[str, list[str]]) -> None:
    phrases = said["text-1.xhtml"]
    calls = [p for p in phrases if p.startswith("doc-noteref, ")]
    notes = [p for p in phrases if p.startswith("doc-footnote, ")]
    assert sorted(p.partition(", ")[2] for p in calls) == sorted(
        p.partition(", ")[2] for p in notes
    )
    assert {p.split("’")[0].partition(", ")[2] for p in notes} == {"Author", "Editor"}


def test_a_note_is_read_with_its_words_and_a_way_back(said: dict[str, list[str]]) -> None:
    phrases = said["text-1.xhtml"]
    start = phrases.index("doc-footnote, Editor’s note 1")
    end = phrases.index("end of doc-footnote, Editor’s note 1")
    assert phrases[start + 2] == "Editor’s note 1"
    assert "doc-backlink, Back to the text, Editor’s note 1" in phrases[start:end]


def test_pages_and_paragraph_numbers_are_phrases_of_their_own(
    said: dict[str, list[str]],
) -> None:
    """So they can be passed over, and do not run into the words."""
    phrases = said["text-1.xhtml"]
    assert "doc-pagebreak, Page 2" in phrases
    numbers = [p for before, p in pairwise(phrases) if before == "paragraph"]
    assert "1" in numbers
    assert sum(number.isdecimal() for number in numbers) >= 4


def test_headings_are_read_with_their_level(said: dict[str, list[str]]) -> None:
    headings = [p for p in said["text-1.xhtml"] if p.startswith("heading, ")]
    assert headings[0].endswith(", level 1")
    assert headings[-1] == "heading, Notes, level 2"


def test_the_index_is_announced_and_its_links_are_links(said: dict[str, list[str]]) -> None:
    phrases = said["index.xhtml"]
    assert "doc-index, Index of names" in phrases
    assert sum(phrase.startswith("link, ") for phrase in phrases) > 0
