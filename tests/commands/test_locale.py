"""The program runs in any locale, with any name of a folder: only a process of its own shows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EDITION = """\
title = "Für alle"
language = "de"
identifier = "urn:uuid:0"
date = 2026-01-02

[[text]]
number = 1
slug = "one"
source = "texts/grüße.txt"
title = "Grüße"
byline = "Ohne Namen"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Bücher"
    (root / "texts").mkdir(parents=True)
    (root / "edition.toml").write_text(EDITION, encoding="utf-8")
    (root / "texts" / "grüße.txt").write_text("Grüße\n\nAn alle.\n", encoding="utf-8")
    return root


def run(
    *arguments: str | bytes | Path, into: Path, locale: str = "C"
) -> subprocess.CompletedProcess[str]:
    settings = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return subprocess.run(
        [sys.executable, "-m", "anthology", *arguments],
        cwd=into, env={**os.environ, **settings}, capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip


@pytest.mark.slow
def test_names_and_words_outside_ascii_in_the_locale_c(folder: Path) -> None:
    made = run("build", "Bücher", "--format", "epub", "--out", "Büch", into=folder.parent)
    assert (made.stderr, made.returncode) == ("", 0)
    assert made.stdout.startswith("Büch/anthology.epub: ")
    assert "Bücher/texts/grüße.txt" in (folder.parent / "Büch/anthology.d").read_text("utf-8")


def test_a_mistake_is_told_in_the_locale_c(folder: Path) -> None:
    (folder / "texts" / "grüße.txt").unlink()
    made = run("check", "Bücher", into=folder.parent)
    assert made.stderr.startswith("Bücher/edition.toml:9: file-unreadable: cannot read texts/grüße")
    assert made.returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
@pytest.mark.slow
def test_a_folder_whose_name_is_no_utf_8(folder: Path) -> None:
    name = os.fsdecode(b"B\xfccher")
    shutil.copytree(folder, folder.parent / name)
    made = run("build", name, "--format", "epub", "--out", "out", into=folder.parent)
    assert (made.stderr, made.returncode) == ("", 0)
    assert b"B\xfccher/edition.toml" in (folder.parent / "out" / "anthology.d").read_bytes()
    begun = run("new", f"{name}/new", Path(name, "texts", "grüße.txt"), into=folder.parent)
    assert "B\\udcfccher" in begun.stdout
    assert begun.returncode == 0
