"""What `make` makes anew and what it leaves, tried with a stand-in for the program.

The set-up is taken as done. The stand-in writes what `anthology build` writes: the books (the EPUB
first) and the list of the files that it read.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAND_IN = """#!/bin/sh
# anthology build EDITION [--paper PAPER] --out BUILD [--format epub|pdf]
# anthology print VARIANT EDITION [--paper PAPER] --out BUILD
# anthology proof-sheet PDF …
[ "$1" != proof-sheet ] || exit 0
if [ "$1" = print ]; then
  variant=$2
  shift 2
  [ "$2" != --paper ] || shift 2
  echo pages > "$3/anthology.$variant.pdf"
  [ "$variant" != study ] || mv "$3/anthology.study.pdf" "$3/anthology.study-a4.pdf"
  [ "$variant" != booklet ] || mv "$3/anthology.booklet.pdf" "$3/anthology.booklet-a4.pdf"
  [ "$variant" != handouts ] || { mkdir -p "$3/handouts"; echo pages > "$3/handouts/one.pdf"; }
  echo report > "$3/anthology.$variant.collation.json"
  exit
fi
edition=$2
[ "$3" != --paper ] || shift 2
build=$4 format=${6:-both}
mkdir -p "$build"
files=$(find "$edition" -type f)
echo "$build/anthology.epub $build/anthology.pdf:" $files > "$build/anthology.d"
for file in $files; do echo "$file:" >> "$build/anthology.d"; done
[ "$format" = pdf ] || echo e-book > "$build/anthology.epub"
[ "$format" = epub ] || echo pages > "$build/anthology.pdf"
"""
BOTH, EPUB_ALONE = "both", "epub"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of one module, one template, one style sheet and one text, all an hour old."""
    files = (
        "anthology/cli.py templates/text.xhtml templates/parts/note.xhtml styles/print.css "
        "seeds/edition.toml seeds/texts/one.txt seeds/notes/one.md other/edition.toml "
        "requirements.lock pyproject.toml tools/setup.sh"
    )
    for name in [*files.split(), ".venv/.run", ".venv/bin/anthology"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STAND_IN if path.name == "anthology" else "")
        path.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for path in [tmp_path, *tmp_path.rglob("*")]:
        set_age(path, 3600)
    set_age(tmp_path / ".venv" / ".run", 3500)
    return tmp_path


def set_age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def make(folder: Path, *goals: str) -> list[str]:
    """Run make, and say which runs of the program that took: `both`, `epub`, `pdf`, a variant."""
    calls = [line for line in run_make(folder, *goals) if "bin/anthology" in line]
    return [
        call.partition("--format ")[2].strip()
        or (call.split()[2] if "anthology print" in call else BOTH)
        for call in calls
    ]


def run_make(folder: Path, *goals: str) -> list[str]:
    """The lines that make prints. It may itself be run by a make, which it is not to know."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    run = subprocess.run(
        ["make", *goals], cwd=folder, env=clean, check=True, capture_output=True, text=True
    )
    return (run.stdout + run.stderr).splitlines()


def test_one_run_makes_both_books_and_a_second_make_does_nothing(folder: Path) -> None:
    assert make(folder) == [BOTH]
    assert make(folder) == []


@pytest.mark.parametrize(
    "name",
    [
        "anthology/cli.py",
        "templates/text.xhtml",
        "templates/parts/note.xhtml",
        "styles/print.css",
        "seeds/edition.toml",
        "seeds/texts/one.txt",
        "seeds/notes/one.md",
    ],
)
def test_what_the_books_are_made_of_renews_them(folder: Path, name: str) -> None:
    make(folder)
    set_age(folder / name, -5)
    for goals in (["all"], ["pdf"]):
        assert make(folder, *goals) == [BOTH]
    set_age(folder / name, 5)
    assert make(folder) == []


def test_a_file_removed_or_added_renews_the_books(folder: Path) -> None:
    make(folder)
    (folder / "seeds/notes/one.md").unlink()
    assert make(folder) == [BOTH]
    assert make(folder) == []
    (folder / "seeds/notes/new.md").write_text("")
    set_age(folder / "seeds/notes", -5)
    assert make(folder) == [BOTH]


def test_the_ebook_alone_leaves_the_type_to_be_set_later_and_its_pages_with_it(
    folder: Path,
) -> None:
    assert make(folder, "epub") == [EPUB_ALONE]
    assert make(folder, "epub") == []
    assert make(folder) == [BOTH]
    assert make(folder) == []
    set_age(folder / "seeds/texts/one.txt", -5)
    assert make(folder, "epub") == [EPUB_ALONE]


def test_an_ebook_renewed_alone_leaves_the_pdf_out_of_date(folder: Path) -> None:
    make(folder)
    for book in ("anthology.epub", "anthology.pdf", "anthology.d"):
        set_age(folder / "build" / book, 60)
    set_age(folder / "seeds/texts/one.txt", 30)
    assert make(folder, "epub") == [EPUB_ALONE]
    assert make(folder, "pdf") == [BOTH]
    assert make(folder) == []


@pytest.mark.parametrize(
    ("lost", "made"),
    [("anthology.epub", BOTH), ("anthology.pdf", BOTH), ("anthology.d", BOTH)],
)
def test_what_was_removed_is_made_again(folder: Path, lost: str, made: str) -> None:
    make(folder)
    (folder / "build" / lost).unlink()
    assert make(folder) == [made]
    assert make(folder) == []


def test_another_edition_or_page_is_another_book(folder: Path) -> None:
    make(folder)
    assert make(folder, "EDITION=other") == [BOTH]
    assert make(folder, "EDITION=other") == []
    assert make(folder) == [BOTH]
    assert make(folder, "PAPER=half-letter") == [BOTH]
    assert make(folder, "PAPER=half-letter") == []
    assert make(folder) == [BOTH]


def test_books_of_the_same_second_are_up_to_date(folder: Path) -> None:
    """Some file systems keep whole seconds."""
    make(folder)
    for book in ("anthology.epub", "anthology.pdf"):
        os.utime(folder / "build" / book, (time.time() + 9, time.time() + 9))
    now = (folder / "build" / "anthology.epub").stat().st_mtime_ns
    os.utime(folder / "build" / "anthology.pdf", ns=(now, now))
    assert make(folder) == []


def test_proof_sheets_are_drawn_of_the_book_as_it_is_now(folder: Path) -> None:
    calls = [line for line in run_make(folder, "proof-sheet") if "bin/anthology" in line]
    assert [call.split()[1] for call in calls] == ["build", "proof-sheet"]
    lines = run_make(folder, "proof-sheet", "AGAINST=old.pdf")
    assert lines == [
        ".venv/bin/anthology proof-sheet build/anthology.pdf --grid --frames --against old.pdf"
    ]


VARIANTS = ["study", "large-print", "handouts", "booklet"]


@pytest.mark.parametrize("variant", [*VARIANTS, "press"])
def test_a_variant_is_made_behind_the_books_and_with_them(folder: Path, variant: str) -> None:
    assert make(folder, variant) == [BOTH, variant]
    assert make(folder, variant) == []
    assert make(folder) == []
    for path in (folder / "build").rglob("*"):
        set_age(path, 60)
    set_age(folder / "seeds/texts/one.txt", 30)
    assert make(folder) == [BOTH]
    assert make(folder, variant) == [variant]
    assert make(folder, variant, "PAPER=half-letter") == [BOTH, variant]
    assert make(folder, variant, "PAPER=half-letter") == []


@pytest.mark.parametrize(
    ("variant", "file"),
    [
        ("study", "anthology.study-a4.pdf"),
        ("large-print", "anthology.large-print.pdf"),
        ("handouts", "handouts/one.pdf"),
        ("booklet", "anthology.booklet-a4.pdf"),
        ("press", "anthology.press.pdf"),
    ],
)
def test_a_variant_that_was_removed_is_made_again(folder: Path, variant: str, file: str) -> None:
    make(folder, variant)
    (folder / "build" / file).unlink()
    assert make(folder, variant) == [variant]


def test_all_variants_at_once(folder: Path) -> None:
    assert make(folder, "variants") == [BOTH, *VARIANTS]
    assert make(folder, "variants", "reader") == []


def test_help_lists_every_target(folder: Path) -> None:
    phony = next(line for line in (ROOT / "Makefile").read_text().splitlines() if ".PHONY" in line)
    targets = set(phony.split()[1:]) - {"FORCE"}
    assert {line.split()[1] for line in run_make(folder, "help")} == targets
