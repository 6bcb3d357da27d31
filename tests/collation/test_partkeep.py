"""A part of the tree that was read before is known again by its bytes, and by nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name, ObjectStreamMode, String

from anthology.collation.pagekeep import Pages
from anthology.collation.pdf import PdfReading, read_pdf
from anthology.collation.pdftree import Node
from anthology.collation.pdfwalk import Walk

Draw = Callable[..., bytes]
Change = Callable[[pikepdf.Pdf], None]
PARTS = ("t1b", "t2b", "t3b")
LENGTH = 100  # paragraphs of a part: as many objects lie in one stream


def said(part: int, number: int) -> str:
    return f"{'abc'[part]}{number}"


WORDS = {key: tuple(said(n, k) for k in range(LENGTH)) for n, key in enumerate(PARTS)}


def changed(data: bytes, change: Change) -> bytes:
    """As the book's own files are written: with streams of objects."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def book(draw: Draw) -> bytes:
    """Three parts of a hundred paragraphs, each part on a page of its own."""
    parts = [
        ["Part", key, *(["P", "", (said(n, k), 10, 50, n)] for k in range(LENGTH))]
        for n, key in enumerate(PARTS)
    ]
    return changed(draw(["Document", "", *parts], pages=3), lambda _: None)


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the parts that were walked through, in their order."""
    found: list[str] = []
    through = Walk.through

    def watched(walk: Walk, node: Node) -> None:
        found.append(node.key)
        through(walk, node)

    monkeypatch.setattr(Walk, "through", watched)
    return found


def read(data: bytes, cache: Path, keys: tuple[str, ...] = PARTS) -> PdfReading:
    return read_pdf(data, keys, Pages(cache, "book"))


def part(pdf: pikepdf.Pdf, number: int) -> Any:
    return pdf.Root.StructTreeRoot.K[0].K[number]


def test_a_part_is_walked_through_once(book: bytes, tmp_path: Path, walked: list[str]) -> None:
    assert [read(book, tmp_path).streams for _ in range(3)] == [WORDS] * 3
    assert walked == list(PARTS)


def test_without_a_folder_every_part_is_walked_through(book: bytes, walked: list[str]) -> None:
    assert [read_pdf(book, PARTS).streams for _ in range(2)] == [WORDS] * 2
    assert walked == [*PARTS, *PARTS]


def test_a_word_taken_out_of_a_page_that_was_read_before_is_missed(
    book: bytes, tmp_path: Path, walked: list[str]
) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        shown = pdf.pages[1].obj.Contents
        shown.write(re.sub(rb"Td <\w+> Tj", b"", shown.read_bytes(), count=1))

    read(book, tmp_path)
    walked.clear()
    found = read(changed(book, lose), tmp_path).streams
    assert found == {**WORDS, "t2b": WORDS["t2b"][1:]}
    assert walked == ["t2b"]


def swap(pdf: pikepdf.Pdf) -> None:
    """Let the last two paragraphs change places in the tree; both stay where they were in print."""
    kids = part(pdf, 2).K
    kids[-1].K, kids[-2].K = kids[-2].K, kids[-1].K


def drop(pdf: pikepdf.Pdf) -> None:
    """Let the last paragraph have no text; the page still shows it."""
    part(pdf, 2).K[-1].K = Array()


def rename(pdf: pikepdf.Pdf) -> None:
    """Let the last paragraph be one of another part."""
    part(pdf, 2).K[-1].ID = String("t1b")


def tell(pdf: pikepdf.Pdf) -> None:
    """Let the last paragraph be no text but the number of a note."""
    part(pdf, 2).K[-1].S = Name.Lbl


A, B, C = WORDS.values()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (swap, {"t3b": (*C[:-2], C[-1], C[-2])}),
        (drop, {"t3b": C[:-1], "": C[-1:]}),
        (rename, {"t1b": (*A, C[-1]), "t3b": C[:-1]}),
        (tell, {"t3b": C[:-1]}),
    ],
)
def test_a_tree_that_was_tampered_with_is_read_as_it_is(
    book: bytes,
    tmp_path: Path,
    walked: list[str],
    change: Change,
    found: dict[str, tuple[str, ...]],
) -> None:
    """Though all pages have the bytes that they had, and all objects their numbers."""
    read(book, tmp_path)
    walked.clear()
    assert read(changed(book, change), tmp_path).streams == {**WORDS, **found}
    assert "t3b" in walked
    assert "t1b" not in walked


def test_an_object_put_in_the_place_of_another_is_read(
    book: bytes, tmp_path: Path, walked: list[str]
) -> None:
    """The old one is still there, in a stream of objects with the same bytes; no page changed."""
    read(book, tmp_path)
    with pikepdf.open(io.BytesIO(book)) as pdf:
        last = part(pdf, 2).K[-1]
        number, written = last.objgen[0], last.unparse(resolved=True)
    emptied = re.sub(rb"/K \[.*?>> \]", b"/K [ ]", written)
    assert emptied != written
    found = read(replaced(book, number, emptied), tmp_path).streams
    assert found == {**WORDS, "t3b": C[:-1], "": C[-1:]}


def replaced(data: bytes, number: int, written: bytes) -> bytes:
    """The same file with another object of this number, behind all that was there."""
    table_at = int(data[data.rfind(b"startxref") + 9 :].split()[0])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        table_number = int(data[table_at:].split()[0])
        table = pdf.get_object(table_number, 0)
        widths = [int(width) for width in table.W.as_list()]
        entries = bytearray(table.read_bytes())
    assert widths[0] == 1
    added = b"%d 0 obj\n%b\nendobj\n" % (number, written)

    def enter(object_number: int, at: int) -> None:
        start = object_number * sum(widths)
        entry = b"\1" + at.to_bytes(widths[1], "big") + bytes(widths[2])
        entries[start : start + sum(widths)] = entry

    enter(number, table_at)
    enter(table_number, table_at + len(added))
    head = data[table_at : data.index(b"stream\n", table_at)]
    head = re.sub(rb"/Filter /\w+ |/DecodeParms << .*? >> ", b"", head)
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(entries), head)
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table_at + len(added))
    return data[:table_at] + added + head + b"stream\n" + bytes(entries) + end


def test_other_streams_are_asked_for_anew(book: bytes, tmp_path: Path, walked: list[str]) -> None:
    """Text of an element without a stream of its own belongs to what is around it."""
    read(book, tmp_path)
    walked.clear()
    assert read(book, tmp_path, PARTS[1:]).streams == {"": A, "t2b": B, "t3b": C}
    assert walked == list(PARTS)


def test_a_part_that_moved_to_other_pages_is_read_anew(
    book: bytes, tmp_path: Path, walked: list[str]
) -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()
        pdf.pages.insert(0, pdf.pages[-1])
        del pdf.pages[-1]

    read(book, tmp_path)
    assert read(changed(book, move), tmp_path).streams == WORDS


def test_what_is_kept_and_torn_is_read_anew(book: bytes, tmp_path: Path, walked: list[str]) -> None:
    read(book, tmp_path)
    for kept in [path for path in tmp_path.iterdir() if path.name != "uses.log"]:
        kept.write_bytes(kept.read_bytes()[:-1])
    assert read(book, tmp_path).streams == WORDS
    assert walked == [*PARTS, *PARTS]
