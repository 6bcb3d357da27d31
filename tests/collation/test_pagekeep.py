"""A page that has not changed is not read again; one that has is, and so is one in other type."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from anthology.collation import pagekeep, pageread
from anthology.collation.pagekeep import Pages
from anthology.collation.pageread import Leaf
from anthology.collation.pdf import read_pdf
from anthology.collation.pdfshown import Shown

Draw = Callable[..., bytes]
Change = Callable[[pikepdf.Pdf], None]
BLANK = pikepdf.new()


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that were taken apart, in their order."""
    taken: list[int] = []

    def watched(leaves: Mapping[int, Leaf], *others: Any) -> dict[int, Shown]:
        taken.extend(leaves)
        return pageread.read_anew(leaves, *others)

    monkeypatch.setattr(pagekeep, "read_anew", watched)
    return taken


@pytest.fixture
def book(draw: Draw) -> bytes:
    texts = [("one two", 10, 50, 0), ("three", 10, 50, 1), ("four", 10, 50, 2)]
    return draw(["P", "t1b", *texts], pages=3)


def read(data: bytes, cache: Path) -> str:
    return " ".join(read_pdf(data, ["t1b"], Pages(cache, "book")).streams["t1b"])


def changed(data: bytes, change: Change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def replaced(page: int, old: bytes, new: bytes) -> Change:
    """Other bytes in the content of one page."""

    def change(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[page].obj.Contents
        data = contents.read_bytes()
        assert old in data
        contents.write(data.replace(old, new))

    return change


def test_a_page_is_read_once(book: bytes, tmp_path: Path, read_anew: list[int]) -> None:
    assert [read(book, tmp_path) for _ in range(3)] == ["one two three four"] * 3
    assert read_anew == [0, 1, 2]


def test_a_page_whose_bytes_were_altered_is_read_again(
    book: bytes, tmp_path: Path, read_anew: list[int]
) -> None:
    read(book, tmp_path)
    read_anew.clear()
    altered = changed(book, replaced(1, b" Tj", b" Tj <01> Tj"))
    assert read(altered, tmp_path) == "one two threeo four"
    assert read_anew == [1]


def test_a_word_that_slips_off_its_page_is_seen(book: bytes, tmp_path: Path) -> None:
    read(book, tmp_path)
    altered = changed(book, replaced(1, b"10 50 Td", b"190 50 Td"))
    (piece,) = read_pdf(altered, ["t1b"], Pages(tmp_path, "book")).outside
    assert (piece.page, piece.text) == (2, "three")


def test_a_trimmed_page_shows_less_though_its_content_is_the_same(
    book: bytes, tmp_path: Path
) -> None:
    read(book, tmp_path)

    def trim(pdf: pikepdf.Pdf) -> None:
        pdf.pages[2].obj.CropBox = pikepdf.Array([15, 0, 200, 100])

    (piece,) = read_pdf(changed(book, trim), ["t1b"], Pages(tmp_path, "book")).outside
    assert (piece.page, piece.text) == (3, "four")


def test_type_that_says_something_else_is_read_again(book: bytes, tmp_path: Path) -> None:
    def swap(pdf: pikepdf.Pdf) -> None:
        cmap = pdf.pages[0].obj.Resources.Font.F.ToUnicode
        cmap.write(cmap.read_bytes().replace(b"<006f>", b"<0078>"))

    read(book, tmp_path)
    assert read(changed(book, swap), tmp_path) == "xne twx three fxur"


def test_type_that_is_wider_is_read_again(book: bytes, tmp_path: Path) -> None:
    def widen(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.Font.F.Widths = pikepdf.Array([9000] * 256)

    read(book, tmp_path)
    assert len(read_pdf(changed(book, widen), ["t1b"], Pages(tmp_path, "book")).outside) == 3


def test_a_form_is_read_every_time(book: bytes, tmp_path: Path, read_anew: list[int]) -> None:
    """What it shows is not in the content of its page."""

    def formed(text: bytes) -> Change:
        def change(pdf: pikepdf.Pdf) -> None:
            form = pdf.make_stream(b"BT /F 10 Tf 10 20 Td " + text + b" Tj ET")
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            for page in pdf.pages:
                page.obj.Resources.XObject = pikepdf.Dictionary(X=form)
            replaced(0, b" EMC", b" /X Do EMC")(pdf)

        return change

    assert read(changed(book, formed(b"<01>")), tmp_path) == "one two o three four"
    assert read(changed(book, formed(b"<02>")), tmp_path) == "one two n three four"
    assert read_anew == [0, 1, 2] * 2


def test_a_page_that_has_moved_is_known(book: bytes, tmp_path: Path, read_anew: list[int]) -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        pdf.pages.insert(0, BLANK.add_blank_page(page_size=(200, 100)))

    read(book, tmp_path)
    read_anew.clear()
    moved = changed(changed(book, move), lambda pdf: None)  # written twice, it is packed alike
    assert read(moved, tmp_path) == "one two three four"
    assert read_anew == [0]
    trimmed = changed(moved, replaced(2, b"10 50 Td", b"190 50 Td"))
    assert [piece.page for piece in read_pdf(trimmed, [], Pages(tmp_path, "book")).outside] == [3]
    assert read_anew == [0, 2]


def test_what_is_kept_and_torn_is_read_anew(
    book: bytes, tmp_path: Path, read_anew: list[int]
) -> None:
    read(book, tmp_path)
    (kept,) = [path for path in tmp_path.iterdir() if path.name != "uses.log"]
    kept.write_bytes(kept.read_bytes()[:-1])
    assert read(book, tmp_path) == "one two three four"
    assert read_anew == [0, 1, 2] * 2


def test_pages_that_are_gone_are_not_kept(book: bytes, tmp_path: Path) -> None:
    read(book, tmp_path)
    for page in range(3):
        book = changed(book, replaced(page, b" Tj", b" Tj <01> Tj"))
        read(book, tmp_path)
    assert len(Pages(tmp_path, "book")._known) == 3
