"""Small editions for the tests of the core: written into a folder, read back like any other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from anthology.book import Book, make_book
from anthology.booktext import BookText
from anthology.edition import Edition, read_edition

HEAD = """\
title = "A Book"
language = "en"
identifier = "urn:uuid:0"
date = 2026-01-02
"""


@dataclass
class Desk:
    """An editor's desk: an edition of one text called `one`, whose title is supplied."""

    root: Path
    texts: list[str] = field(default_factory=list)

    def write(self, name: str, words: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())

    def text(self, words: str | bytes, slug: str = "one", **files: str) -> None:
        """Add a text; `decisions`, `notes`, `headnotes` …: the editor's files for it."""
        number = len(self.texts) + 1
        entry = files.pop("entry", 'title = "[A Title]"\nsupplied = true')
        self.texts.append(
            f'\n[[text]]\nnumber = {number}\nslug = "{slug}"\nsource = "texts/{slug}.txt"\n'
            f'byline = "Nobody"\n{entry}\n'
        )
        self.write(f"texts/{slug}.txt", words)
        self.write("edition.toml", HEAD + "".join(self.texts))
        for kind, written in files.items():
            ending = "md" if kind in {"notes", "headnotes", "questions"} else "toml"
            self.write(f"{kind}/{slug}.{ending}", written)

    def edition(self) -> Edition:
        return read_edition(self.root)

    def book(self) -> Book:
        return make_book(self.edition())

    def edit(self, words: str, **files: str) -> BookText:
        """The one text of a book, edited."""
        self.texts.clear()
        self.text(words, **files)
        return self.book().texts[0]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def seeds() -> Edition:
    return read_edition(Path(__file__).parents[2] / "seeds")


@pytest.fixture(scope="session")
def book(seeds: Edition) -> Book:
    return make_book(seeds)


Edit = Callable[..., BookText]


@pytest.fixture
def edit(desk: Desk) -> Edit:
    return desk.edit
