"""A new edition from files of several kinds, as a user makes one: begun, looked at, built."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "read" / "fixtures"
FILES = ("archive.html", "nineties.html", "spip.html", "word.html", "old-etext.txt", "essay.md")


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
    assert "7. A letter – Unsigned (texts/letter.txt)" in result.stdout
    assert run("check", folder).returncode == 0


@pytest.mark.parametrize("name", ["nothing.pdf", "empty.txt"])
def test_a_file_that_cannot_be_read_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7\n" if name.endswith("pdf") else b"")
    result = run("new", tmp_path / "reader", tmp_path / name)
    assert result.returncode == 2
    assert "hint:" in result.stderr
    assert not (tmp_path / "reader").exists()
