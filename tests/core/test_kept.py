"""Work kept between two runs: found again exactly if nothing that it was made of has changed."""

import hashlib
import os
import pickle
import shutil
from collections import Counter
from collections.abc import Container
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anthology import kept as kept_module
from anthology.book import Book, make_book
from anthology.edition import read_edition
from anthology.kept import Kept
from anthology.output import numbers_toml
from anthology.span import Source, Span

SEEDS = Path(__file__).parents[2] / "seeds"


class Maker:
    """Makes a value and counts how often."""

    def __init__(self, value: object) -> None:
        self.value, self.times = value, 0

    def __call__(self) -> object:
        self.times += 1
        return self.value


def again(folder: Path, content: str, make: Maker) -> object:
    """A later run of the program asks for the same name."""
    kept = Kept(folder)
    made = kept.made("text.kind", [content], make)
    kept.save()
    return made


def test_what_was_made_of_the_same_is_not_made_again(tmp_path: Path) -> None:
    make = Maker((Source("a.txt", "one\ntwo"), Span("a.txt", 0, 3), Counter("aab"), {"x": 1}))
    first = again(tmp_path, "one", make)
    assert again(tmp_path, "one", make) == first == make.value
    assert make.times == 1


def test_other_content_is_made_anew(tmp_path: Path) -> None:
    make = Maker(1)
    again(tmp_path, "one", make)
    again(tmp_path, "other", make)
    assert make.times == 2


def test_parts_of_content_do_not_run_together(tmp_path: Path) -> None:
    make, kept = Maker(1), Kept(tmp_path)
    kept.made("text.kind", ["ab", "c"], make)
    kept.save()
    Kept(tmp_path).made("text.kind", ["a", "bc"], make)
    assert make.times == 2


def test_another_program_makes_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker(1)
    again(tmp_path, "one", make)
    monkeypatch.setattr(kept_module, "_program", lambda: b"another")
    again(tmp_path, "one", make)
    assert make.times == 2


@pytest.mark.parametrize(("start", "end"), [(0, -1), (0, 0), (0, 40), (1, None)])
def test_a_torn_file_counts_as_missing(tmp_path: Path, start: int, end: int | None) -> None:
    make = Maker("value")
    again(tmp_path, "one", make)
    file = tmp_path / "text.kind"
    file.write_bytes(file.read_bytes()[start:end])
    assert again(tmp_path, "one", make) == "value"
    assert make.times == 2


def test_a_file_can_make_nothing_run(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(tmp_path / "made"),)

    make = Maker("value")
    again(tmp_path, "one", make)
    file = tmp_path / "text.kind"
    payload = pickle.dumps(Evil())
    file.write_bytes(file.read_bytes()[:32] + hashlib.sha256(payload).digest() + payload)
    assert again(tmp_path, "one", make) == "value"
    assert not (tmp_path / "made").exists()


def ask(folder: Path, known: Container[str], words: str) -> tuple[bool, ...]:
    """Which of the words are known, as far as a kept result tells."""
    kept = Kept(folder)
    found = kept.asked("text.kind", ["x"], known, lambda asked: tuple(w in asked for w in words))
    kept.save()
    return found


def test_a_result_holds_as_long_as_what_it_asked_has_the_same_answers(tmp_path: Path) -> None:
    assert ask(tmp_path, {"a"}, "ab") == (True, False)
    assert ask(tmp_path, {"a", "z"}, "zz") == (True, False), "z was never asked for"
    assert ask(tmp_path, {"a", "b"}, "ab") == (True, True), "b was"


def test_files_of_texts_that_are_gone_go_too(tmp_path: Path) -> None:
    for name in ("one.text", "two.text"):
        kept = Kept(tmp_path)
        kept.made(name, [], Maker(1))
        kept.save()
    kept = Kept(tmp_path)
    kept.made("two.text", [], Maker(1))
    kept.save(whole=True)
    assert [path.name for path in tmp_path.iterdir()] == ["two.text"]


def test_files_of_a_text_that_is_there_stay_though_nobody_asked_for_them(tmp_path: Path) -> None:
    for name in ("one.text", "one.page"):
        kept = Kept(tmp_path)
        kept.made(name, [], Maker(1))
        kept.save(whole=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.page", "one.text"]


def test_a_result_found_has_the_digest_of_the_one_made(tmp_path: Path) -> None:
    digests = []
    for value in (1, 1, 2):
        kept = Kept(tmp_path)
        kept.made("one.text", [str(value)], Maker(value))
        digests.append(kept.digest("one.text"))
        kept.save()
    made, found, other = digests
    assert made == found != other
    assert Kept().digest("one.text") == b""


def test_a_text_that_was_changed_has_no_digest(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    text = make_book(read_edition(SEEDS, "critique", kept), kept).texts[0]
    assert text.digest == kept.digest("critique.text") != b""
    assert replace(text, title="Another").digest == b""


def test_without_a_folder_nothing_is_kept() -> None:
    make, kept = Maker(1), Kept()
    assert kept.made("text.kind", [], make) == kept.made("text.kind", [], make) == 1
    kept.save()
    assert make.times == 2


def edited(folder: Path, kept: Path | None) -> Book:
    """The book of an edition, with the help of what was kept."""
    keep = Kept(kept)
    book = make_book(read_edition(folder, kept=keep), keep)
    keep.save(whole=True)
    return book


FILES = {
    "edition.toml": 'title = "A"\nlanguage = "en"\nidentifier = "urn:x:1"\ndate = 2026-01-01\n'
    '[[text]]\nslug = "one"\nnumber = 1\nsource = "texts/one.md"\ntitle = "One"\nbyline = "B"\n'
    '[[text]]\nslug = "two"\nnumber = 2\nsource = "texts/two.md"\ntitle = "Two"\nbyline = "B"\n',
    "texts/one.md": "One\n\nA. Young came, and the LCR. There is a zorglub.\n",
    "texts/two.md": "Two\n\nThe meeting was about the zorglob. An occured time. They recieve it.\n",
    "headnotes/one.md": "On the next text see [](#2).\n",
}
CHANGES = {
    "known words": ("texts/one.md", "\nI recieve, you recieve, and we recieve.\n"),
    "another title": ("edition.toml", 'short-title = "Second"\n'),
    "names": ("names.toml", '[[person]]\nheading = "Young, A."\nvariants = ["A. Young"]\n'),
    "abbreviations": ("abbreviations.toml", '[[abbreviation]]\nshort = "LCR"\nfull = "Ligue"\n'),
    "headnote": ("headnotes/two.md", "By B.\n"),
    "note": ("notes/two.md", "> was about the **zorglob**\n\nA thing.\n"),
    "decision": ("decisions/two.toml", '[[sic]]\nexact = "occured"\n'),
}
"""What each change appends, and to which file."""


@settings(max_examples=30, deadline=None)
@given(st.permutations(sorted(CHANGES)), st.integers(1, 3))
def test_a_book_of_kept_texts_is_the_book_made_anew(
    tmp_path_factory: pytest.TempPathFactory, changes: list[str], steps: int
) -> None:
    folder = tmp_path_factory.mktemp("edition")
    for name, words in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(words)
    write_numbers(folder, edited(folder, folder / "kept"))
    before = edited(folder, folder / "kept")
    for change in changes[:steps]:
        name, more = CHANGES[change]
        (folder / name).parent.mkdir(exist_ok=True)
        with (folder / name).open("a") as file:
            file.write(more)
        anew = edited(folder, None)
        assert anew != before, f"{change} changes nothing"
        assert edited(folder, folder / "kept") == anew
        write_numbers(folder, anew)
        before = anew


def write_numbers(folder: Path, book: Book) -> None:
    """What a build does with the numbers."""
    (folder / "numbers").mkdir(exist_ok=True)
    for text in book.texts:
        toml = numbers_toml(text.numbers, text.title)
        (folder / "numbers" / f"{text.entry.slug}.toml").write_text(toml, encoding="utf-8")


@pytest.mark.parametrize("numbered", [True, False])
def test_the_texts_of_the_first_edition_are_edited_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numbered: bool
) -> None:
    folder = tmp_path / "edition"
    shutil.copytree(SEEDS, folder, ignore=None if numbered else shutil.ignore_patterns("numbers"))
    first = edited(folder, tmp_path / "kept")
    write_numbers(folder, first)

    def never(*_: object) -> None:
        raise AssertionError("a text was edited again")

    monkeypatch.setattr("anthology.editing.edit", never)
    monkeypatch.setattr("anthology.editing.structure", never)
    assert edited(folder, tmp_path / "kept") == first
