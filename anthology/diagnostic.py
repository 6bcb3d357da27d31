"""What is said to the user: diagnostics, the error that carries them, the exit codes.

Never prints, and never decides whether work goes on.

    AnthologyError
    ├── EditionError    the editor's files cannot be used as they are (exit code 1)
    └── SetupError      the program cannot start: wrong call, missing library (exit code 2)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from anthology.span import Source, Span


class Exit(IntEnum):
    """Exit codes of the program."""

    OK = 0
    EDITION = 1
    SETUP = 2


class Severity(StrEnum):
    """How much a diagnostic weighs: only an error stops a build; an info asks for nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, and a line and column in it, counted from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.file, *numbers])


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message: the rule broken, where, what is wrong, and the next step (`hint`)."""

    rule: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        weight = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        first = f"{self.place}: {weight}{self.rule}: {self.message}"
        return f"{first}\n  hint: {self.hint}" if self.hint else first


class AnthologyError(Exception):
    """Work cannot go on; `diagnostics` says why."""

    exit_code = Exit.EDITION

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


class EditionError(AnthologyError):
    """The editor's files cannot be used as they are."""


class SetupError(AnthologyError):
    """The program cannot start: a wrong call or a missing library."""

    exit_code = Exit.SETUP


def place_of(source: Source, span: Span) -> Place:
    """Where a span begins, as people count: file, line, column."""
    return Place(source.name, *source.locate(span.start))


def abridged(
    diagnostics: Iterable[Diagnostic], most: int
) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """As many diagnostics of each rule as are asked for, and a line on the rest of each rule."""
    seen = Counter[str]()
    shown = []
    for found in diagnostics:
        seen[found.rule] += 1
        if seen[found.rule] <= most:
            shown.append(found)
    more = (f"… and {n - most} more: {rule}" for rule, n in seen.items() if n > most)
    return tuple(shown), tuple(more)


def counted(diagnostics: Iterable[Diagnostic]) -> str:
    """How many warnings and infos there are of each rule: `warnings: 40 picture-left-out`."""
    names = {Severity.WARNING: "warnings", Severity.INFO: "for information"}
    found = Counter((d.severity, d.rule) for d in diagnostics)
    parts = []
    for severity, name in names.items():
        rules = sorted((rule, n) for (weight, rule), n in found.items() if weight is severity)
        if rules:
            parts.append(f"{name}: {', '.join(f'{n} {rule}' for rule, n in rules)}")
    return "; ".join(parts)
