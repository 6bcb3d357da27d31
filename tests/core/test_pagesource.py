"""Whose pages the e-book has, and what the user is told of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anthology.pagesource import fingerprint, page_source
from anthology.schema import PrintedPage, PrintingFile

if TYPE_CHECKING:
    from anthology.book import Book
    from tests.core.conftest import Desk

PAGE = {"page": 1, "label": "1", "opening": {"id": "t1b", "after": 0, "begins": "Some"}}


@pytest.fixture
def small(desk: Desk) -> Book:
    desk.text("Some words.\n")
    return desk.book()


def left(folder: Path, **changed: Any) -> tuple[Path, Path]:
    """What an earlier build left: a PDF, and a page map with the mark `same`."""
    pdf, page_map = folder / "anthology.pdf", folder / "anthology.pages.json"
    data = {"made_of": "same", "pages": [PAGE], "where": {"t1": "1"}, "last": {"t1": "1"}}
    pdf.write_bytes(b"%PDF")
    page_map.write_text(json.dumps({**data, **changed}))
    return pdf, page_map


def test_without_a_pdf_there_are_no_pages_and_that_is_said(small: Book, tmp_path: Path) -> None:
    found = page_source(small, None, tmp_path / "no.pdf", tmp_path / "no.json", "same")
    assert found.pages == ()
    assert not found.index.paged
    assert found.said.startswith("none, and paragraph numbers stand in")


def test_a_pdf_made_before_of_the_same_files_has_the_pages(small: Book, tmp_path: Path) -> None:
    found = page_source(small, None, *left(tmp_path), "same")
    assert found.pages == (PrintedPage("1", "t1b", 0, "Some"),)
    assert found.index.paged
    assert found.said == "those of anthology.pdf, made before of the same files (1)"


@pytest.mark.parametrize("changed", [{"made_of": "other"}, {"where": None}, {"last": 3}])
def test_a_pdf_made_of_something_else_does_not_count(
    small: Book, tmp_path: Path, changed: dict[str, Any]
) -> None:
    pdf, page_map = left(tmp_path, **changed)
    mark = "same" if changed.get("made_of") else "another"
    assert page_source(small, None, pdf, page_map, mark).pages == ()


def test_a_page_map_without_its_pdf_does_not_count(small: Book, tmp_path: Path) -> None:
    pdf, page_map = left(tmp_path)
    pdf.unlink()
    assert page_source(small, None, pdf, page_map, "same").pages == ()


def test_a_printing_goes_before_all(small: Book, tmp_path: Path) -> None:
    frozen = PrintingFile(2, date(2026, 1, 2), "a5", (PrintedPage("7", "t1b", 0, "Some"),))
    book = replace(small, printings=(frozen,))
    found = page_source(book, None, *left(tmp_path), "same")
    assert [page.label for page in found.pages] == ["7"]
    assert found.said == "those of printing 2 (1)"


@pytest.mark.parametrize("name", ["texts/one.txt", "edition.toml", "headnotes/one.md"])
def test_another_word_anywhere_is_another_mark(desk: Desk, name: str) -> None:
    desk.text("Some words.\n", headnotes="A headnote.\n")
    before = fingerprint(desk.edition(), desk.book(), "a5")
    assert fingerprint(desk.edition(), desk.book(), "a5") == before
    assert fingerprint(desk.edition(), desk.book(), "half-letter") != before
    path = desk.root / name
    path.write_text(path.read_text() + "\n# More.\n")
    assert fingerprint(desk.edition(), desk.book(), "a5") != before


def test_numbers_written_by_the_first_build_change_nothing(desk: Desk) -> None:
    from anthology.output import numbers_toml

    desk.text("Some words.\n")
    before = fingerprint(desk.edition(), desk.book(), "a5")
    (text,) = desk.book().texts
    desk.write("numbers/one.toml", numbers_toml(text.numbers, text.title))
    assert fingerprint(desk.edition(), desk.book(), "a5") == before
