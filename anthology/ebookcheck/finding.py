"""What a rule finds: in which file, where, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anthology.ebookcheck.archive import Ebook


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the file of the e-book, the line (0: of no line), what is wrong there."""

    file: str
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, what it asks for, and the function that finds what breaks it."""

    id: str
    sentence: str
    find: Callable[[Ebook], Iterator[Finding]]
