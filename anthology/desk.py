"""The editor's first moves: a new edition from files, texts added to one, decisions proposed.

The only code besides `build` that writes into an edition, and only when asked to by name.
"""

from __future__ import annotations

import datetime
import os
import re
import shlex
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from anthology.begin import (
    MAKEFILE,
    RIGHTS_HEAD,
    Found,
    book_language,
    edition_toml,
    propose_texts,
    rights_toml,
    text_toml,
)
from anthology.book import make_book
from anthology.build import prepare
from anthology.carry import carried
from anthology.diagnostic import (
    AnthologyError,
    Diagnostic,
    EditionError,
    Place,
    SetupError,
    Severity,
)
from anthology.edition import EDITION, read_edition
from anthology.indexprint import paging_of
from anthology.namedrafts import HEAD, drafts, named
from anthology.nameexport import ExportFormat, export_names
from anthology.names import NAMES
from anthology.nominate import nominees
from anthology.output import make_folder, read_page_map, write
from anthology.printing import latest
from anthology.propose import doubtful, proposals
from anthology.read.formats import read
from anthology.rights import RIGHTS


def begin(root: Path, files: Sequence[Path], title: str, language: str) -> tuple[str, ...]:
    """Make a new edition of files of any kind; the lines to print say what was made of each.

    Raises SetupError when there is an edition already or a file cannot be read; then nothing is
    written.
    """
    if (root / EDITION).exists():
        raise SetupError(
            Diagnostic(
                "edition-there",
                "there is an edition in this folder already",
                Place(str(root / EDITION)),
                "add texts to it with: anthology add FOLDER FILE…",
            )
        )
    found, copies = _read(root, files)
    texts = propose_texts(found)
    spoken = language or book_language(texts)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    _copy(root, copies)
    named = title or os.fsencode(root.name).decode("utf-8", "replace")
    write(root / EDITION, edition_toml(named, spoken, today, texts).encode())
    if not (root / RIGHTS).exists():
        write(root / RIGHTS, (RIGHTS_HEAD + "".join(rights_toml(texts))).encode())
    if not (root / "Makefile").exists():
        write(root / "Makefile", os.fsencode(MAKEFILE.format(program=_program())))
    return tuple(_report(root, [text.slug for text in texts]))


def add(root: Path, files: Sequence[Path]) -> tuple[str, ...]:
    """Add texts to an edition, at the end of its edition.toml. Raises as `begin` does."""
    edition = read_edition(root)
    entries = edition.file.text
    found, copies = _read(root, files)
    first = max(entry.number for entry in entries) + 1
    texts = propose_texts(found, [entry.slug for entry in entries], first)
    _copy(root, copies)
    toml = (root / EDITION).read_text(encoding="utf-8").rstrip("\n") + "\n"
    write(root / EDITION, (toml + "".join(text_toml(texts, edition.file.language))).encode())
    if (root / RIGHTS).is_file():
        toml = (root / RIGHTS).read_text(encoding="utf-8").rstrip("\n") + "\n"
        write(root / RIGHTS, (toml + "".join(rights_toml(texts))).encode())
    return tuple(_report(root, [text.slug for text in texts]))


def propose_names(root: Path) -> tuple[str, ...]:
    """Add drafts of whom the texts seem to name to `names.toml`; the lines to print.

    What was decided or proposed before is left alone. Raises as the stages do.
    """
    edition = read_edition(root)
    found = nominees(make_book(edition), edition)
    sure, doubtful = named(found)
    if found:
        before = edition.names_text or HEAD
        written = before.rstrip("\n") + "\n" + drafts(found, edition.names)
        write(root / NAMES, written.encode())
    waiting = len(edition.names.candidate) + len(found)
    return (
        f"{root / NAMES}: new candidates: {sure} sure, {doubtful} doubtful",
        f"candidates without a decision: {waiting}",
    )


def propose(root: Path, slug: str) -> tuple[Path | None, str]:
    """Write a text's first decisions file; where there is one, only say what would be written."""
    edition = read_edition(root, slug)
    proposed = proposals(edition.texts[0])
    path = root / edition.texts[0].decisions_name
    if path.exists() or not doubtful(edition.texts[0]):
        return None, proposed
    make_folder(path.parent)
    write(path, proposed.encode())
    return path, proposed


def export(root: Path, how: ExportFormat, built: Path) -> str:
    """The index for other tools, by the pages of the last printing, else of the book in `built`.

    Raises EditionError for an edition with errors.
    """
    edition, book, found = prepare(root)
    errors = [d for d in found if d.severity is Severity.ERROR]
    if errors:
        raise EditionError(*errors)
    printing = latest(book.printings)
    pages = printing.page if printing else read_page_map(built / "anthology.pages.json")
    page_of = paging_of(book, pages).page if pages else lambda _: ""
    return export_names(book, edition.names, how, page_of)


_Copies = dict[str, bytes]
"""What is to be written into `texts/`, by path there."""


def _read(root: Path, files: Sequence[Path]) -> tuple[list[Found], _Copies]:
    """Read every file before anything is written; all that cannot be read is reported at once."""
    found, copies, problems = list[Found](), _Copies(), list[Diagnostic]()
    taken = {path.name.casefold() for path in (root / "texts").glob("*")}
    for path in files:
        name = _free(_plain(path.name), taken)
        taken.add(name.casefold())
        try:
            data = path.read_bytes()
            reading = read(data, f"texts/{name}")
            pictures = carried(path, reading)
            if pictures:  # a folder of its own: two texts may each have an images/1.png
                name = f"{_free(PurePosixPath(name).stem, taken)}/{name}"
                reading = read(data, f"texts/{name}")
            found.append(Found(f"texts/{name}", reading))
            folder = PurePosixPath(name).parent
            copies |= {name: data, **{str(folder / inner): p for inner, p in pictures.items()}}
            taken.add(name.partition("/")[0].casefold())
        except AnthologyError as error:
            problems.extend(error.diagnostics)
        except OSError as error:
            what = error.strerror or str(error)
            problems.append(Diagnostic("file-unreadable", what, Place(str(path)), "check the path"))
    if problems:
        raise SetupError(*problems)
    return found, copies


def _plain(name: str) -> str:
    """A name that `make`, and file systems of all kinds, take as it is: no space, no bracket."""
    plain = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name)).strip("-.")
    return re.sub(r"-+(?=\.)", "", plain) or "text"


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number the first that is not taken; capitals do not tell two apart."""
    stem, dot, ending = name.rpartition(".")
    count = 2
    free = name
    while free.casefold() in taken:
        free = f"{stem or ending}-{count}{dot if stem else ''}{ending if stem else ''}"
        count += 1
    return free


def _copy(root: Path, copies: _Copies) -> None:
    make_folder(root / "texts")
    for name, data in copies.items():
        path = root / "texts" / name
        make_folder(path.parent)
        write(path, data)


def _program() -> str:
    """How `make` is to call us: by name where that finds us, else by the path we run from."""
    here = Path(sys.argv[0]).resolve()
    on_path = shutil.which("anthology")
    known = on_path is not None and Path(on_path).resolve() == here
    return "anthology" if known or here.name != "anthology" else _quoted(str(here))


def _quoted(path: str) -> str:
    """A path as a recipe of `make` must have it."""
    return shlex.quote(path).replace("$", "$$")


_MOST = 20
"""Pictures told of one by one; `anthology check` counts the others."""


def _report(root: Path, slugs: Sequence[str]) -> Iterator[str]:
    edition = read_edition(root)
    for text in edition.texts:
        if text.entry.slug not in slugs:
            continue
        path, _ = propose(root, text.entry.slug)
        entry = text.entry
        yield f"{entry.number}. {entry.title} – {entry.byline} ({entry.source})"
        for diagnostic in (*text.reading.diagnostics, *text.gallery.faults[:_MOST]):
            yield f"   {diagnostic}"
        if path:
            yield f"   doubtful calls: {path}"
    yield f"Look through {root / EDITION} and the decisions, then run: make -C {root}"
