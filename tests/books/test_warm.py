"""Books made with the help of what an earlier build kept are the books made without it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from anthology.build import EDITED, Order, build, prepare
from anthology.diagnostic import Diagnostic, EditionError
from anthology.kept import Kept
from anthology.resources import folder

FILES = {
    "edition.toml": 'title = "A"\nlanguage = "en"\nidentifier = "urn:x:1"\ndate = 2026-01-01\n'
    + "".join(
        f'[[text]]\nslug = "{slug}"\nnumber = {number}\nsource = "texts/{slug}.md"\n'
        f'title = "{slug.title()}"\nbyline = "B"\nsupplied = true\n'
        for number, slug in enumerate(("one", "two"), 1)
    ),
    "texts/one.md": "One\n\nA. Young came to the LCR. “Come in,” -- they said. It occured to "
    "me[^1] then.\n\n[^1]: A note of *my* own.\n",
    "texts/two.md": "Two\n\nThe meeting was long.\n\n> A passage, as quoted.\n\nAnd 中 was "
    "written on the wall, which nobody could read, see <a href='x.html'>there</a>.\n",
    "headnotes/one.md": "On the next text see [](#2).\n",
    "notes/one.md": "> A. Young **came** to the\n\nOf the SFIO: see [](#2.1) {p}.\n",
    "names.toml": '[[person]]\nheading = "Young, A."\nvariants = ["A. Young"]\n',
}
CHANGES: tuple[tuple[str, str, str], ...] = (
    ("texts/two.md", "meeting", "gathering"),
    ("edition.toml", 'title = "Two"', 'title = "The Second"'),
    ("edition.toml", "[[text]]", '[labels]\neditors_note = "A note by E."\n\n[[text]]'),
    ("notes/one.md", "Of the SFIO", "Of the SFIO and others"),
    ("names.toml", '"A. Young"]', '"A. Young"]\n[[not-a-name]]\nquote = "LCR"'),
    ("headnotes/one.md", "On the", "On **the**"),
    ("edition.toml", 'language = "en"', 'language = "fr"'),
)
"""What is replaced, in which file, by what; one after another."""


def written(root: Path, files: Mapping[str, str]) -> Path:
    """An edition of these files."""
    for name, words in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(words, encoding="utf-8")
    return root


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace the first of some words in a file."""
    words = (root / name).read_text(encoding="utf-8")
    assert old in words
    (root / name).write_text(words.replace(old, new, 1), encoding="utf-8")


def made(edition: Path, out: Path) -> dict[str, object]:
    """All that a build writes, and all that it says."""
    outcome = build(Order(edition, out, workers=1))
    said = [str(found) for found in outcome.diagnostics]
    return {"said": said, **{p.name: p.read_bytes() for p in outcome.files if p.suffix != ".d"}}


def test_after_every_change_a_warm_build_makes_what_a_cold_one_makes(tmp_path: Path) -> None:
    edition = written(tmp_path / "edition", FILES)
    before = made(edition, tmp_path / "warm")
    for at, what in enumerate(CHANGES):
        change(edition, *what)
        cold = made(edition, tmp_path / f"cold-{at}")
        assert made(edition, tmp_path / "warm") == cold, what
        assert cold != before, f"{what} changes nothing"
        before = cold


def test_another_template_of_ours_makes_other_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = written(tmp_path / "edition", FILES)
    before = made(edition, tmp_path / "warm")
    ours = shutil.copytree(folder("templates"), tmp_path / "templates")
    monkeypatch.setattr("anthology.render.markup.folder", lambda name: tmp_path / name)
    change(ours, "pieces.j2", '<h1 class="text-title"', '<h1 class="byline"')
    change(ours, "ledger-text.html.j2", '<p class="about">', '<p class="about given">')
    warm = made(edition, tmp_path / "warm")
    assert warm == made(edition, tmp_path / "cold")
    for name in ("anthology.pdf", "anthology.epub", "anthology.ledger.html"):
        assert warm[name] != before[name], name


def test_a_template_of_the_edition_may_ask_for_the_whole_book(tmp_path: Path) -> None:
    """What it asks for may be another text's, so nothing of it is kept."""
    edition = written(tmp_path / "edition", FILES)
    shutil.copytree(folder("templates"), edition / "templates")
    asked = "{{ book.texts | map(attribute='title') | join('-') }}"
    for name in ("print.xhtml.j2", "epub.xhtml.j2"):
        change(edition / "templates", name, "<title>{{ title }}", f"<title>{asked}")
    made(edition, tmp_path / "warm")
    change(edition, "edition.toml", 'title = "Two"', 'title = "Zwei"')
    warm = made(edition, tmp_path / "warm")
    assert warm == made(edition, tmp_path / "cold")
    with zipfile.ZipFile(tmp_path / "warm" / "anthology.epub") as archive:
        assert b"<title>One-Zwei</title>" in archive.read("EPUB/text-1.xhtml")


def test_faults_and_warnings_are_told_again(tmp_path: Path) -> None:
    edition = written(tmp_path / "edition", FILES)
    change(edition, "notes/one.md", "#2.1", "#2.9")

    def told() -> tuple[Diagnostic, ...]:
        kept = Kept(tmp_path / EDITED)
        _, _, found = prepare(edition, kept=kept)
        kept.save(whole=True)
        return found

    first = told()
    assert {"reference-dead", "sign-not-in-face"} <= {one.rule for one in first}
    assert told() == first
    with pytest.raises(EditionError, match="reference-dead"):
        build(Order(edition, tmp_path, formats=("epub",)))
