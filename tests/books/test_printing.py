"""A printing on the table: its pages are those of later e-books, word for word."""

import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]

TOML = """\
title = "A Small Book"
language = "en"
identifier = "urn:uuid:6f0f2f5e-6a0b-4d7c-9b1e-0d6f3a5c2e12"
date = 2026-01-02

[[text]]
number = 1
slug = "one"
source = "texts/one.txt"
title = "[One]"
supplied = true
byline = "Nobody"
"""


def paragraphs(count: int) -> list[str]:
    """Paragraphs of which no two begin alike, with a long word here and there to be divided."""
    return [
        " ".join(f"p{n}w{w}" if w % 9 else f"incomprehensibilities{n}x{w}" for w in range(90)) + "."
        for n in range(count)
    ]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anthology", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition whose first printing is frozen; its books are in `out`."""
    root = tmp_path_factory.mktemp("edition")
    (root / "texts").mkdir()
    (root / "edition.toml").write_text(TOML, encoding="utf-8")
    (root / "texts" / "one.txt").write_text("\n\n".join(paragraphs(12)), encoding="utf-8")
    result = run("printing", "1", root, "--out", root / "out")
    assert result.returncode == 0, result.stderr
    assert re.search(r"printings/1\.toml: \d+ pages and 12 paragraph numbers", result.stdout)
    return root


def epub(root: Path) -> dict[str, str]:
    with zipfile.ZipFile(root / "out" / "anthology.epub") as book:
        names = (name for name in book.namelist() if name.endswith((".xhtml", ".opf")))
        return {name.removeprefix("EPUB/"): book.read(name).decode() for name in names}


def pdf_pages(root: Path) -> list[str]:
    """The words of each page, as a program other than ours reads them, without spaces."""
    pdf = pypdfium2.PdfDocument(root / "out" / "anthology.pdf")
    texts = (page.get_textpage().get_text_bounded() for page in pdf)
    return [bare(unicodedata.normalize("NFC", text)) for text in texts]


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\ufffe\x02]", "", text)


def landings(files: dict[str, str]) -> dict[str, str]:
    """For each page of the e-book's list, the first characters after the place it leads to."""
    nav = files["nav.xhtml"].partition('epub:type="page-list"')[2].partition("</nav>")[0]
    found = {}
    for href, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', nav):
        name, _, id = href.partition("#")
        after = files[name].partition(f' id="{id}"')[2].partition(">")[2]
        ours = r'<(\w+) class="(pn gen|text-number gen|quiet)">.*?</\1>'
        found[label] = bare(re.sub(r"<[^>]+>", "", re.sub(ours, "", after)))[:12]
    return found


def test_every_page_of_the_list_begins_with_the_word_that_the_printed_page_begins_with(
    desk: Path,
) -> None:
    found, pages = landings(epub(desk)), pdf_pages(desk)
    front = [label for label in found if not label.isdecimal()]
    assert front == ["iii", "iv", "v"]
    printed = {label: pages[6 + int(label) - 1] for label in found if label.isdecimal()}
    assert len(printed) >= 5
    for label, words in found.items():
        if label.isdecimal():
            head = printed[label][:60]
            assert words in head, (label, words, head)


def test_both_books_name_their_printing(desk: Path) -> None:
    assert "Page numbers are those of printing 1, 2 January 2026." in epub(desk)["imprint.xhtml"]
    assert "Printing1,2January2026." in pdf_pages(desk)[3]
    package = epub(desk)["content.opf"]
    assert '<meta property="pageBreakSource">urn:uuid:6f0f2f5e' in package
    assert "#printing-1</meta>" in package


def test_a_frozen_book_made_again_is_the_same(desk: Path) -> None:
    before = {p.name: p.read_bytes() for p in (desk / "out").glob("anthology.[ep]*")}
    assert run("build", desk, "--out", desk / "out").returncode == 0
    assert {p.name: p.read_bytes() for p in (desk / "out").glob("anthology.[ep]*")} == before


def test_a_printing_is_frozen_once(desk: Path) -> None:
    result = run("printing", "1", desk, "--out", desk / "out")
    assert result.returncode == 2
    assert "printing 1 is frozen; the next printing is 2" in result.stderr


def test_a_later_ebook_keeps_the_pages_of_the_printing(desk: Path) -> None:
    before = landings(epub(desk))
    words = ["A paragraph more, before all others.", *paragraphs(12)]
    source = desk / "texts" / "one.txt"
    old = source.read_bytes()
    source.write_text("\n\n".join(words), encoding="utf-8")
    try:
        result = run("build", desk, "--out", desk / "out")
        assert result.returncode == 0, result.stderr
        assert "printing-pages" in result.stderr
        later = landings(epub(desk))
        assert later.pop("1") != before.pop("1")  # the added paragraph stands on it
        assert later == before
        assert "Changedsinceprinting1" in pdf_pages(desk)[3]
        assert "printing-pages" in run("check", "--pages", desk, "--out", desk / "out").stderr
    finally:
        source.write_bytes(old)
