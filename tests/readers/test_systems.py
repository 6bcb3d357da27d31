"""Reading systems open the e-book: its contents, notes, index and pages work, in each."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from bs4 import BeautifulSoup

from tests.readers.conftest import Ebook, environment, program, read_with


def document(ebook: Ebook, name: str) -> BeautifulSoup:
    return BeautifulSoup((ebook.folder / name).read_bytes(), "xml")


def contents(ebook: Ebook) -> list[str]:
    """The lines of the contents, both levels, in order."""
    nav = document(ebook, "nav.xhtml").select("nav")[0]
    return [" ".join(a.text.split()) for a in nav.select("a")]


def labels(ebook: Ebook) -> list[str]:
    """How each note is called, in the order of the calls."""
    names = sorted(ebook.folder.glob("text-*.xhtml"), key=lambda path: int(path.stem[5:]))
    found = [document(ebook, path.name).select("a.noteref") for path in names]
    return [str(a["aria-label"]) for calls in found for a in calls]


# --- epub.js --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def in_epubjs(ebook: Ebook) -> dict[str, Any]:
    return read_with("epubjs", ebook.file, ebook.shots)


def test_epubjs_opens_it(ebook: Ebook, in_epubjs: dict[str, Any]) -> None:
    assert in_epubjs["faults"] == []
    assert in_epubjs["toc"] == contents(ebook)
    assert {"cover", "toc", "bodymatter", "index"} <= set(in_epubjs["landmarks"])


def test_epubjs_follows_a_note_and_back_a_locator_and_a_page(in_epubjs: dict[str, Any]) -> None:
    assert in_epubjs["steps"] == {"note": True, "back": True, "locator": True, "page": True}


# --- foliate-js -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def in_foliate(ebook: Ebook) -> dict[str, Any]:
    return read_with("foliate", ebook.file, ebook.shots)


def test_foliate_opens_it(ebook: Ebook, in_foliate: dict[str, Any]) -> None:
    assert in_foliate["toc"] == contents(ebook)
    assert in_foliate["cover"]
    assert [dead for found in in_foliate["found"] for dead in found["dead"]] == []


def test_foliate_pops_each_note_up_and_it_says_whose_it_is(
    ebook: Ebook, in_foliate: dict[str, Any]
) -> None:
    notes = [note for found in in_foliate["found"] for note in found["notes"]]
    assert [note["label"] for note in notes] == labels(ebook)
    assert [note for note in notes if not note["shown"].startswith(note["label"])] == []


def test_foliate_goes_to_each_page(in_foliate: dict[str, Any]) -> None:
    pages = in_foliate["steps"]["pages"]
    assert len(pages) == in_foliate["pages"] > 0
    assert [label for label, shown in pages if not shown] == []


# --- Kindle's format ------------------------------------------------------------------------------


def test_the_kindle_file_has_all_notes_and_links(ebook: Ebook, tmp_path: Path) -> None:
    azw3 = tmp_path / "book.azw3"
    command = [program("ebook-convert"), str(ebook.file), str(azw3)]
    subprocess.run(command, env=environment(), check=True, capture_output=True)
    result = read_with("foliate", azw3, tmp_path)
    assert result["toc"] == contents(ebook)
    notes = [note for found in result["found"] for note in found["notes"]]
    assert [note["label"] for note in notes] == labels(ebook)
    assert [note for note in notes if not note["shown"].startswith(note["label"])] == []
    assert [dead for found in result["found"] for dead in found["dead"]] == []


# --- MuPDF ----------------------------------------------------------------------------------------


def test_mupdf_opens_it_and_lists_the_contents(ebook: Ebook) -> None:
    with pymupdf.Document(ebook.file) as book:  # type: ignore[no-untyped-call,unused-ignore]
        assert [" ".join(line[1].split()) for line in book.get_toc()] == [
            re.sub(r" – .*", "", line) for line in contents(ebook)
        ]
        assert not book[0].get_pixmap().is_unicolor  # the cover
        words = " ".join("".join(page.get_text() for page in book).split())
    assert "Editor’s note 1" in words
    assert "Parts of the book" not in words  # what is hidden is not printed
