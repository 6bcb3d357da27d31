"""The ledger → one page of HTML on which source and book stand side by side.

Counts rows and hands them to the template; judges nothing. Reads and writes no file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from anthology.book import Book, BookText
from anthology.ledger import Kind
from anthology.render.markup import Press
from anthology.sidebyside import Segment, segments

_CLASSES: tuple[tuple[Kind, str], ...] = (
    ("omitted", "left out, with the reason"),
    ("withheld", "taken out for a reason of rights or consent; its words are not on this page"),
    ("markup", "signs that became structure, such as numbers of a list and calls of notes"),
    ("structural", "joined, split, set as a heading or a quotation"),
    ("typographic", "signs set in type; ␣ is a space, ⍽ one at which no line may end"),
    ("emended", "words changed by the editor, with the reason"),
    ("queried", "words that may be a slip, left as they stand"),
)


@dataclass(frozen=True, slots=True)
class TextLedger:
    """A text of the page; `counts` has the number of rows of each class."""

    id: str
    title: str
    source: str
    language: str
    counts: tuple[int, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """All that the template prints; `classes` are names with what they mean."""

    title: str
    classes: tuple[tuple[Kind, str], ...]
    texts: tuple[TextLedger, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The number of rows of each class in all texts."""
        return tuple(map(sum, zip(*(text.counts for text in self.texts), strict=True)))


def ledger_page(book: Book, press: Press, css: str) -> bytes:
    """The readable ledger: one file of HTML that needs no other. Raises EditionError as `press`."""
    texts = tuple(_text(text, book.edition.language) for text in book.texts)
    page = LedgerPage(book.edition.title, _CLASSES, texts)
    return press.set("ledger.html.j2", page=page, css=Markup(css))


def _text(text: BookText, language: str) -> TextLedger:
    counts = Counter(row.kind for row in text.ledger.rows)
    return TextLedger(
        text.id,
        f"{text.entry.number}. {text.title}",
        text.source.name,
        text.entry.language or language,
        tuple(counts[kind] for kind, _ in _CLASSES),
        tuple(segments(text)),
    )
