"""A TOML file → a validated schema, with file and line in every message.

Knows no edition: what the keys mean is the business of the schemas handed in.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import TypeVar

import msgspec

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.tomlfaults import explain

Schema = TypeVar("Schema", bound=msgspec.Struct)

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*=")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def load(text: str, file: str, schema: type[Schema]) -> Schema:
    """Read a file's text into a schema.

    Raises EditionError: `toml-syntax` (not TOML) or `toml-content` (unknown key, wrong type).
    """
    try:
        return msgspec.convert(tomllib.loads(text), schema)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(_syntax(error, file)) from error
    except msgspec.ValidationError as error:
        raise EditionError(_content(str(error), text, file, schema)) from error


def line_of(text: str, *path: str | int) -> int:
    """The line (from 1) of a key or table: `line_of(text, "text", 2, "slug")`; 0: nowhere."""
    return _lines(text).get(path, 0)


def line_near(text: str, *path: str | int) -> int:
    """The line of a key; where it has none of its own (in `{ … }`), of what it stands in."""
    while path:
        if line := line_of(text, *path):
            return line
        path = path[:-1]
    return 0


@lru_cache(maxsize=16)
def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    """The line of each key and table; read once for all the questions about one file."""
    here: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    found: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if table := _TABLE.match(line):
            here = _enter(table[1], table[2], counts)
            found[here] = number
            if table[1] == "[[":
                found.setdefault(here[:-1], number)
        elif key := _KEY.match(line):
            found.setdefault((*here, key[1].strip('"')), number)
    return found


def _enter(
    bracket: str, name: str, counts: dict[tuple[str | int, ...], int]
) -> tuple[str | int, ...]:
    """The path of a table; what stands under an array of tables is in the last table of it."""
    path: tuple[str | int, ...] = ()
    steps = [part.strip().strip('"') for part in name.split(".")]
    for step in steps[:-1]:
        path = (*path, step)
        path = (*path, counts[path]) if path in counts else path
    path = (*path, steps[-1])
    if bracket == "[":
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _syntax(error: tomllib.TOMLDecodeError, file: str) -> Diagnostic:
    found = _TOML_PLACE.search(str(error))
    place = Place(file, int(found[1]), int(found[2])) if found else Place(file)
    message = _TOML_PLACE.sub("", str(error)).strip()
    return Diagnostic(
        "toml-syntax", message, place, "correct the line; TOML is described at toml.io"
    )


def _content(message: str, text: str, file: str, schema: type[msgspec.Struct]) -> Diagnostic:
    """Give a fault its line."""
    fault = explain(message, tomllib.loads(text), schema)
    place = Place(file, line_near(text, *fault.path))
    return Diagnostic("toml-content", fault.message, place, fault.hint)
