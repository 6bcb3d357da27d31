"""Writing: files whole and renamed into place, all or none; what is written beside the books.

Makes no book and reads none.
"""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import tomlkit

from anthology.book import Book
from anthology.diagnostic import Diagnostic, Place, SetupError
from anthology.ledger import Row
from anthology.schema import NumbersFile, PrintedPage, PrintingFile


def make_folder(path: Path) -> None:
    """Make a folder. Raises SetupError where that is refused."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error


def write(path: Path, data: bytes) -> None:
    """Write one file whole: beside its place first, then renamed into it."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files together: all beside their places first, and renamed only when all are there.

    Raises SetupError where one cannot be written; then none is.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            if path.is_dir():
                raise _unwritable(path, "there is a folder of this name")
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
                beside[path] = Path(out.name)
                out.write(data)
            beside[path].chmod(0o644)
        for path in list(beside):
            beside[path].replace(path)
            del beside[path]
    except OSError as error:
        raise _unwritable(Path(error.filename or "."), error.strerror or str(error)) from error
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)


def _unwritable(path: Path, why: str) -> SetupError:
    hint = "make room there, or choose another folder"
    return SetupError(Diagnostic("not-writable", f"cannot write: {why}", Place(str(path)), hint))


def read_page_map(path: Path) -> tuple[PrintedPage, ...]:
    """Where the pages of a book begin, from its page map; nothing where there is none.

    Raises SetupError for a file that is no page map.
    """
    if not path.is_file():
        return ()
    try:
        return tuple(
            PrintedPage(page["label"], begin["id"], begin["after"], begin["begins"])
            for page in json.loads(path.read_bytes())["pages"]
            if (begin := page["opening"])
        )
    except (ValueError, KeyError, TypeError) as error:
        hint = "make the book anew: anthology build"
        problem = Diagnostic("page-map-broken", "this is no page map", Place(str(path)), hint)
        raise SetupError(problem) from error


def printing_toml(printing: PrintingFile) -> str:
    """The file of a printing, as an editor reads it."""
    note = "What people hold in their hands. Written by `anthology printing`: keep it so."
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Printing {printing.number}. {note}"))
    for key, value in msgspec.to_builtins(printing, builtin_types=(datetime.date,)).items():
        document.add(key, value)
    return tomlkit.dumps(document)


_COLUMNS = tuple(column.name for column in fields(Row))


def ledger_json(book: Book) -> bytes:
    """The whole ledger as JSON, text by text, with lines of the sources.

    Of what is withheld there is only the extent, in lines and words: a `Row` has not its words.
    """
    texts = []
    for text in book.texts:
        rows = []
        for row in text.ledger.rows:
            line, column = text.source.locate(row.span.start)
            last, _ = text.source.locate(max(row.span.start, row.span.end - 1))
            extent = {"last_line": last, "words": len(text.source.cut(row.span).split())}
            said = {name: getattr(row, name) for name in _COLUMNS}
            rows.append({**said, "line": line, "column": column, **extent})
        texts.append({"slug": text.entry.slug, "source": text.source.name, "rows": rows})
    return as_json({"texts": texts})


def as_json(value: Any) -> bytes:
    """A value as JSON that a person can read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def merged_reports(new: bytes, old: bytes, there: Iterable[str]) -> bytes:
    """Collation reports: those just made, and of `there` (books that stay as they were) the old."""
    made = json.loads(new)["books"]
    names = {book["book"] for book in made}
    try:
        before = json.loads(old)["books"]
    except (ValueError, KeyError):
        before = []  # no report of an earlier build that we could read
    kept = [b for b in before if b["book"] in set(there) - names]
    books = sorted((*made, *kept), key=lambda book: str(book["book"]))
    return as_json({"books": books})


def numbers_toml(numbers: NumbersFile, title: str) -> str:
    """The numbers file of a text, as an editor reads it."""
    note = "Written by the program, kept for good: do not renumber."
    return "".join((f"# Paragraph numbers of “{title}”. {note}\n", *_tables(numbers)))


def _tables(numbers: NumbersFile) -> Iterator[str]:
    for paragraph in numbers.paragraph:
        said = {"number": paragraph.number, "begins": paragraph.begins, "digest": paragraph.digest}
        lines = (f"{key} = {_toml(words)}\n" for key, words in said.items())
        yield f"\n[[paragraph]]\n{''.join(lines)}"


def _toml(words: str) -> str:
    """A string as TOML has it, which is as JSON has it but for one control character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def dependencies(books: Iterable[Path], read: Iterable[Path]) -> bytes:
    """A make fragment, as compilers write with -MD -MP: what was read, and a rule for each.

    The books are named as make calls them: as the folder was given. Names are written in the bytes
    that they have, which need not be UTF-8.
    """
    names = [_escaped(os.path.relpath(path)) for path in dict.fromkeys(read)]
    targets = " ".join(_escaped(str(book)) for book in books)
    return os.fsencode("".join(_lines(targets, names)))


def _lines(targets: str, names: list[str]) -> Iterator[str]:
    yield f"{targets}: {' '.join(names)}\n"
    for name in names:
        yield f"\n{name}:\n"


def _escaped(name: str) -> str:
    return name.replace("$", "$$").replace(" ", r"\ ").replace("#", r"\#")
