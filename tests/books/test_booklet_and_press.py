"""Sheets to fold and files for a printer, made of a small edition by the command."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from anthology.cli import main
from anthology.collation.sheets import collate_sheets
from anthology.gathering import divide
from anthology.isbn import modules
from anthology.printrun import too_many_words, too_thick
from anthology.profile import black_ink
from anthology.render.presscover import BACK_WORDS

EDITION = """\
title = "A Small Book"
subtitle = "To Print and Fold"
language = "{language}"
identifier = "urn:uuid:5f6a0a4e-0f0c-4a6e-8a54-3f9f6d0c7a22"
date = 2026-01-31
description = "What the back of the book says."

[variants]
{variants}

[[text]]
number = 1
slug = "letter"
source = "texts/letter.txt"
title = "A Letter"
byline = "A Writer"
address = "letters.example/1"
"""
RIGHTS = """\
[[text]]
slug = "letter"
captured = "31 January 2026"
holder = "A Writer"
licence = "CC BY 4.0"
"""
WORDS = "".join(f"Paragraph {i} goes on about it. {'It goes on. ' * 40}\n\n" for i in range(9))
Made = Callable[..., tuple[Path, Result]]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a variant of an edition with these settings: its folder, and what was said."""

    def made(
        name: str, variants: str = "", language: str = "en", rights: str = RIGHTS, **files: bytes
    ) -> tuple[Path, Result]:
        root = tmp_path_factory.mktemp("edition")
        (root / "texts").mkdir()
        (root / "texts" / "letter.txt").write_text(f"A Letter\n\n{WORDS}", encoding="utf-8")
        toml = EDITION.format(language=language, variants=variants)
        (root / "edition.toml").write_text(toml, encoding="utf-8")
        (root / "rights.toml").write_text(rights, encoding="utf-8")
        for file, data in files.items():
            (root / file.replace("_", ".")).write_bytes(data)
        out = root / "build"
        call = ["print", name, str(root), "--out", str(out), "--workers", "1"]
        return out, CliRunner().invoke(main, call)

    return made


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(side.get_textpage().get_text_bounded() for side in document)


# --- The booklet ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def booklet(make: Made) -> tuple[Path, str]:
    out, said = make("booklet")
    assert said.exit_code == 0, said.output
    return out, said.output


def test_a_booklet_comes_on_two_papers_each_with_a_test_sheet(booklet: tuple[Path, str]) -> None:
    files = sorted(path.name for path in booklet[0].glob("*.pdf"))
    assert files == [
        "anthology.booklet-a4-test.pdf",
        "anthology.booklet-a4.pdf",
        "anthology.booklet-letter-test.pdf",
        "anthology.booklet-letter.pdf",
    ]
    report = json.loads((booklet[0] / "anthology.booklet.collation.json").read_text())
    assert [b["ok"] for b in report["books"]] == [True, True]


def test_the_command_and_the_files_say_how_much_paper_it_takes(booklet: tuple[Path, str]) -> None:
    out, said = booklet
    line = re.search(r"Paper for a copy: (\d+) sheets of A4\. Pages: (\d+)\. Gatherings: 1", said)
    assert line
    sheets, pages = int(line[1]), int(line[2])
    assert (sheets,) == divide(pages)
    with pikepdf.open(out / "anthology.booklet-a4.pdf") as pdf:
        assert len(pdf.pages) == 2 * sheets
        assert line[0] in str(pdf.docinfo["/Subject"])
    assert f"{sheets} sheets of Letter" in " ".join(
        text_of(out / "anthology.booklet-letter-test.pdf").split()
    )


def test_booklets_can_be_kept(booklet: tuple[Path, str]) -> None:
    for path in sorted(booklet[0].glob("*.pdf")):
        result = page.validate_pdf(str(path), profile="2b")
        assert [failure.message for failure in result.failures] == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_test_sheet_shows_what_must_be_seen(booklet: tuple[Path, str], paper: str) -> None:
    pdf = booklet[0] / f"anthology.booklet-{paper}-test.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 2
        sides = []
        for side in document:
            text, fold = side.get_textpage(), side.get_width() / 2
            sides.append((text.get_text_bounded(right=fold), text.get_text_bounded(left=fold)))
    assert [words.split()[0] for side in sides for words in side] == ["4", "1", "2", "3"]
    assert "short edge" in " ".join(sides[1][0].split())
    with pikepdf.open(pdf) as opened:
        third = opened.pages[1].Resources.XObject["/P1"].read_bytes().decode()
        scale = float(opened.pages[1].Contents.read_bytes().split(b"\n")[1].split()[1])
    widths = [float(w) * 0.75 * scale / 72 * 25.4 for w in re.findall(r"(\S+) \S+ re", third)]
    assert any(width == pytest.approx(100, abs=0.2) for width in widths)


def test_gatherings_are_as_the_editor_asks(make: Made) -> None:
    out, said = make("booklet", 'booklet = { paper = "letter", sheets = 1 }')
    assert said.exit_code == 0, said.output
    assert [p.name for p in out.glob("*letter.pdf")] == ["anthology.booklet-letter.pdf"]
    assert not list(out.glob("*a4*"))
    assert "(sheets in each: 1)" in said.output
    assert "booklet-thick" not in said.output


@pytest.mark.parametrize(("gatherings", "warned"), [((20, 20), False), ((20, 21), True)])
def test_more_sheets_than_a_stapler_takes_are_told(
    gatherings: tuple[int, ...], warned: bool
) -> None:
    toml = '[variants.booklet]\npaper = "a4"\nsheets = 30\n'
    found = [str(line) for line in too_thick(gatherings, toml)]
    assert len(found) == warned
    assert all(
        line.startswith("edition.toml:3: warning: booklet-thick: a gathering of 21 sheets")
        for line in found
    )


def test_handouts_are_booklets_too_if_asked(make: Made) -> None:
    out, said = make("handouts", 'handouts = { booklet = true }\nbooklet = { paper = "a4" }')
    assert said.exit_code == 0, said.output
    assert sorted(p.name for p in (out / "handouts").iterdir()) == [
        "letter.booklet-a4-test.pdf",
        "letter.booklet-a4.pdf",
        "letter.pdf",
    ]
    data = (out / "handouts" / "letter.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        gatherings = divide(len(pdf.pages))
    sheets = (out / "handouts" / "letter.booklet-a4.pdf").read_bytes()
    assert collate_sheets("letter", data, sheets, gatherings).ok


# --- The press ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def press(make: Made) -> tuple[Path, str]:
    out, said = make("press", 'press = { isbn = "978-3-16-148410-0", thickness = 1 }')
    assert said.exit_code == 0, said.output
    return out, said.output


def test_a_printer_gets_pages_and_a_cover(press: tuple[Path, str]) -> None:
    out, said = press
    with pikepdf.open(out / "anthology.press.pdf") as pdf:
        pages = len(pdf.pages)
    assert pages % 2 == 0
    assert f"{pages} pages, 148 × 210 mm, bleed 3 mm" in said
    assert f"spine {pages / 2:.1f} mm ({pages // 2} leaves of 1 mm)" in said
    with pikepdf.open(out / "anthology.press-cover.pdf") as pdf:
        (cover,) = pdf.pages
        left, low, right, high = (float(edge) * 25.4 / 72 for edge in cover.TrimBox)
        assert (right - left, high - low) == pytest.approx((296 + pages / 2, 210), abs=0.01)
        assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-4"
        assert "/Annots" not in cover


def test_the_cover_says_what_the_book_is(press: tuple[Path, str]) -> None:
    words = " ".join(text_of(press[0] / "anthology.press-cover.pdf").split())
    assert words.count("A Small Book") == 2  # front and spine
    assert "To Print and Fold" in words
    assert "What the back of the book says." in words
    assert "ISBN 978-3-16-148410-0" in words


def test_the_imprint_says_the_number(press: tuple[Path, str]) -> None:
    assert "ISBN 978-3-16-148410-0" in text_of(press[0] / "anthology.press.pdf")


def test_the_bars_are_those_of_the_number(press: tuple[Path, str]) -> None:
    """The cover is drawn, and a line of its pixels read across the bars."""
    with pypdfium2.PdfDocument(press[0] / "anthology.press-cover.pdf") as document:
        cover = document[0]
        image = cover.render(scale=600 / 72, grayscale=True).to_pil()
    down = image.height - round((3 + 12.5 * 1.48 + 31 - 10) / 25.4 * 600)
    row = [image.getpixel((x, down)) for x in range(image.width)]
    white = [x for x, shade in enumerate(row) if shade == 255]
    inside = row[white[0] : white[-1]]
    dark = [x for x, shade in enumerate(inside) if shade < 128]
    module = (dark[-1] + 1 - dark[0]) / 95
    assert module / 600 * 25.4 == pytest.approx(0.33, abs=0.01)
    read = (inside[dark[0] + int((i + 0.5) * module)] for i in range(95))
    assert "".join("1" if shade < 128 else "0" for shade in read) == modules("9783161484100")


@pytest.mark.parametrize(("letters", "told"), [(BACK_WORDS, 0), (BACK_WORDS + 1, 1)])
def test_more_words_than_the_back_holds_are_told(letters: int, told: int) -> None:
    toml = 'title = "A"\ndescription = "…"\n'
    found = [str(line) for line in too_many_words("x" * letters, toml)]
    assert len(found) == told
    assert all(line.startswith("edition.toml:2: cover-words: ") for line in found)


def test_a_thin_spine_stays_blank(make: Made) -> None:
    out, said = make("press", "press = { marks = true }")
    assert said.exit_code == 0, said.output
    words = text_of(out / "anthology.press-cover.pdf")
    assert words.count("A Small Book") == 1
    assert "ISBN" not in words


def test_a_press_of_its_own_profile(make: Made) -> None:
    out, said = make("press", 'press = { icc = "house.icc" }', house_icc=black_ink().data)
    assert said.exit_code == 0, said.output
    assert "house" in said.output
    with pikepdf.open(out / "anthology.press.pdf") as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == black_ink().data
        assert str(intent.Info) == "house"


@pytest.mark.parametrize(
    ("variants", "files", "told"),
    [
        ('press = { isbn = "978-3-16-148410-1" }', {}, "edition.toml:9: isbn-wrong"),
        ('press = { icc = "house.icc" }', {}, "edition.toml:9: file-unreadable"),
        ('press = { icc = "../house.icc" }', {}, "edition.toml:9: icc-outside"),
        (
            'press = { icc = "house.icc" }',
            {"house_icc": b"x" * 200},
            "edition.toml:9: icc-unusable",
        ),
        ("press = { pages = 3 }", {}, "edition.toml:9"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    make: Made, variants: str, files: dict[str, bytes], told: str
) -> None:
    _, said = make("press", variants, **files)
    assert said.exit_code == 1
    assert told in said.output


@pytest.mark.parametrize(
    ("rights", "told"),
    [
        ("", "rights-permission: text 1: no licence and no permission for print is recorded"),
        (RIGHTS.replace("licence", "# licence"), "rights.toml:1: rights-permission: text 1"),
        (f'[release]\nfor = ["screen"]\n\n{RIGHTS}', "rights.toml:2: rights-unplanned"),
    ],
)
def test_what_is_not_cleared_is_not_made_for_a_press(make: Made, rights: str, told: str) -> None:
    out, said = make("press", rights=rights)
    assert said.exit_code == 1
    assert told in said.output
    assert not list(out.glob("*.pdf"))
