"""Compares the words found in a finished book with the words that must be there, and says where
they differ.

Never reads a book and never decides what must be in it.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from anthology.collation.alignment import unequal_blocks
from anthology.collation.streams import Outside, Stream
from anthology.collation.turns import settle

Kind = Literal["missing", "extra", "changed", "moved"]

# Words of context on either side of a difference, and words shown of a long one.
_AROUND = 4
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a stream is not as it must be. `at` is the index in the expected words."""

    kind: Kind
    key: str
    at: int
    expected: tuple[str, ...]
    found: tuple[str, ...]
    context: str


@dataclass(frozen=True, slots=True)
class Entry:
    """How many words a stream must have and has."""

    key: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one collation: `streams` and `words` count what was expected."""

    book: str
    streams: int
    words: int
    differences: tuple[Difference, ...]
    outside: tuple[Outside, ...]
    entries: tuple[Entry, ...]

    @property
    def ok(self) -> bool:
        """Whether every expected word was found, in order, on its page, and no other."""
        return not self.differences and not self.outside


def collate(
    book: str,
    expected: Sequence[Stream],
    found: Mapping[str, tuple[str, ...]],
    outside: Sequence[Outside] = (),
) -> Report:
    """Compare `found`, as `read_epub` or `read_pdf` gives it, with `expected`, stream by stream.

    A stream that is missing and a stream that nobody expects are each one difference. Raises
    ValueError where two expected streams have one key.
    """
    wanted = {stream.key: stream.words for stream in expected}
    if len(wanted) != len(expected):
        raise ValueError("two expected streams have one key")
    keys = [*wanted, *sorted(found.keys() - wanted.keys(), key=_natural)]
    entries, differences = [], []
    for key in keys:
        words = wanted.get(key, ())
        have = settle(found.get(key, ()), words)
        entries.append(Entry(key, len(words), len(have)))
        differences.extend(_differences(key, words, have))
    return Report(
        book=book,
        streams=len(expected),
        words=sum(map(len, wanted.values())),
        differences=tuple(differences),
        outside=tuple(outside),
        entries=tuple(entries),
    )


def to_json(reports: Iterable[Report]) -> bytes:
    """The reports as JSON for people and tools: sorted by book, one line per stream."""
    books = [_book(report) for report in sorted(reports, key=lambda report: report.book)]
    return ('{"books": [\n' + ",\n".join(books) + "\n]}\n").encode()


def _differences(key: str, expected: tuple[str, ...], found: tuple[str, ...]) -> list[Difference]:
    if expected == found:
        return []
    differences = [
        _difference(key, expected, found, *block) for block in unequal_blocks(expected, found)
    ]
    if Counter(expected) == Counter(found):
        differences = [replace(difference, kind="moved") for difference in differences]
    return _moves(differences)


def _difference(
    key: str, expected: tuple[str, ...], found: tuple[str, ...], i1: int, i2: int, j1: int, j2: int
) -> Difference:
    kind: Kind = "extra" if i1 == i2 else "missing" if j1 == j2 else "changed"
    return Difference(
        kind=kind,
        key=key,
        at=i1,
        expected=expected[i1:i2],
        found=found[j1:j2],
        context=_context(expected, found, i1, i2, j1, j2),
    )


def _context(
    expected: tuple[str, ...], found: tuple[str, ...], i1: int, i2: int, j1: int, j2: int
) -> str:
    """The place in the way of `wdiff`: what must be there `[-so-]`, what is there `{+so+}`."""
    parts = [
        *expected[max(0, i1 - _AROUND) : i1],
        f"[-{_short(expected[i1:i2])}-]" if i1 < i2 else "",
        f"{{+{_short(found[j1:j2])}+}}" if j1 < j2 else "",
        *expected[i2 : i2 + _AROUND],
    ]
    return " ".join(filter(None, parts))


def _moves(differences: list[Difference]) -> list[Difference]:
    """What is missing in one place and extra in another, word for word, has moved: say it once."""
    by_found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, difference in enumerate(differences):
        if difference.found:
            by_found[difference.found].append(index)
    result = dict(enumerate(differences))
    for index, difference in enumerate(differences):
        if not difference.expected or not by_found[difference.expected]:
            continue
        other = by_found[difference.expected].pop(0)
        if difference.found:
            result[index] = replace(difference, kind="moved")
        else:
            result[index] = replace(difference, kind="moved", found=difference.expected)
        if not differences[other].expected:
            del result[other]
    return list(result.values())


def _book(report: Report) -> str:
    """One report as JSON, laid out by hand: a line for each stream, difference and stray piece."""
    head = {
        "book": report.book,
        "ok": report.ok,
        "streams": report.streams,
        "words": report.words,
    }
    lists = {
        "differences": [_plain(difference) for difference in report.differences],
        "outside": [asdict(piece) for piece in report.outside],
        "entries": [asdict(e) for e in sorted(report.entries, key=lambda e: _natural(e.key))],
    }
    parts = [f" {_json(name)}: {_json(value)}" for name, value in head.items()]
    for name, rows in lists.items():
        lines = ",\n".join(f"  {_json(row)}" for row in rows)
        parts.append(f" {_json(name)}: [\n{lines}\n ]" if rows else f" {_json(name)}: []")
    return "{\n" + ",\n".join(parts) + "\n}"


def _plain(difference: Difference) -> dict[str, object]:
    """A difference for JSON: long runs of words shortened, with their number."""
    return {
        "kind": difference.kind,
        "key": difference.key,
        "at": difference.at,
        "expected": _short(difference.expected),
        "found": _short(difference.found),
        "context": difference.context,
    }


def _short(words: tuple[str, ...]) -> str:
    if len(words) <= _SHOWN:
        return " ".join(words)
    return f"{' '.join(words[:_SHOWN])} … ({len(words)} words)"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _natural(key: str) -> list[tuple[int, str]]:
    """Sorts `t1n2` before `t1n10`."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|\D+", key)
    ]
