"""Words that were withheld after the program had written them down: in numbers/ and printings/.

A file of numbers is written anew without them; a printing is never changed by the program, so its
lines are told. No message repeats a word. Compares letters and digits alone, in either case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.ledger import Ledger
from anthology.likeness import every
from anthology.schema import NumbersFile, PrintingFile
from anthology.span import Source
from anthology.tomlfile import line_of

_NO_LETTER = re.compile(r"[\W_]+")
_RUN = re.compile(rb"\x00+|\x01+")
_ENOUGH = 20
"""So many letters tell a place: those behind them may be parted by the call of a note."""


class Secrets:
    """What of one text is withheld."""

    def __init__(self, source: Source, ledger: Ledger) -> None:
        """Nothing is withheld if the ledger has no such row."""
        rows = tuple(ledger.of("withheld"))
        hidden = bytearray(len(source.text))
        for row in rows:
            hidden[row.span.start : row.span.end] = b"\1" * len(row.span)
        runs = [found.span() for found in _RUN.finditer(hidden)] if rows else []
        parts = [(_letters(source.text[start:end]), hidden[start]) for start, end in runs]
        self._letters = "".join(letters for letters, _ in parts)
        self._hidden = b"".join(bytes((flag,)) * len(letters) for letters, flag in parts)

    def tell(self, words: str) -> bool:
        """Whether some words stand in the text, and nowhere without a part that is withheld."""
        wanted = _letters(words)
        for part in (wanted, wanted[:_ENOUGH]):
            if found := list(every(self._letters, part)):
                return all(any(self._hidden[at : at + len(part)]) for at in found)
        return False


def _letters(words: str) -> str:
    return _NO_LETTER.sub("", words.casefold())


def without(numbers: NumbersFile, secrets: Secrets) -> NumbersFile:
    """The file without the first words of paragraphs that are withheld."""
    return NumbersFile(
        tuple(
            msgspec.structs.replace(p, begins="") if secrets.tell(p.begins) else p
            for p in numbers.paragraph
        )
    )


def leaks_of_numbers(
    slug: str, toml: str, file: NumbersFile, secrets: Secrets
) -> Iterator[Diagnostic]:
    """The lines of a file of numbers, as it is kept, that repeat what is withheld."""
    for i, paragraph in enumerate(file.paragraph):
        if secrets.tell(paragraph.begins):
            yield Diagnostic(
                "numbers-withheld",
                "this line repeats words of the text that are withheld",
                Place(f"numbers/{slug}.toml", line_of(toml, "paragraph", i, "begins")),
                "`anthology build` writes the file anew without them",
                Severity.WARNING,
            )


def leaks_of_printing(
    printing: PrintingFile, toml: str, number: int, secrets: Secrets
) -> Iterator[Diagnostic]:
    """The lines of a printing that repeat what is withheld of text `number`."""
    pages = (
        (("page", i, "begins"), page.begins)
        for i, page in enumerate(printing.page)
        if page.place in (f"t{number}", f"t{number}b")
    )
    paragraphs = (
        (("text", i, "paragraph", j, "begins"), paragraph.begins)
        for i, text in enumerate(printing.text)
        for j, paragraph in enumerate(text.paragraph)
        if text.number == number
    )
    for path, begins in (*pages, *paragraphs):
        if secrets.tell(begins):
            yield Diagnostic(
                "printing-withheld",
                f"this line repeats words of text {number} that are withheld now",
                Place(f"printings/{printing.number}.toml", line_of(toml, *path)),
                'the program never changes a printing: write `begins = ""` there yourself; number '
                "and page stay known",
                Severity.WARNING,
            )
