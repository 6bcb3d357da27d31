"""The ledger → one page of HTML on which source and book stand side by side.

Counts rows and hands them to the template; judges nothing. Reads and writes no file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from anthology.book import Book, BookText
from anthology.ledger import Kind
from anthology.ledgerlabels import LedgerLabels, ledger_labels_for
from anthology.render.markup import Press
from anthology.sidebyside import Segment, segments

_CLASSES: tuple[Kind, ...] = (
    "omitted", "withheld", "abridged", "markup", "structural", "typographic", "emended", "queried",
)  # fmt: skip


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
    """All that the template prints; `language` is that of its own words."""

    title: str
    language: str
    classes: tuple[Kind, ...]
    texts: tuple[TextLedger, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The number of rows of each class in all texts."""
        return tuple(map(sum, zip(*(text.counts for text in self.texts), strict=True)))


def ledger_page(book: Book, press: Press, css: str) -> bytes:
    """The readable ledger: one file of HTML that needs no other. Raises EditionError as `press`."""
    edition = book.edition
    labels = ledger_labels_for(edition.language, edition.labels)
    texts = tuple(_text(text, edition.language, labels) for text in book.texts)
    page = LedgerPage(edition.title, labels.language, _CLASSES, texts)
    return press.set("ledger.html.j2", page=page, labels=labels, css=Markup(css))


def _text(text: BookText, language: str, labels: LedgerLabels) -> TextLedger:
    counts = Counter(row.kind for row in text.ledger.rows)
    return TextLedger(
        text.id,
        f"{text.entry.number}. {text.title}",
        text.source.name,
        text.entry.language or language,
        tuple(counts[kind] for kind in _CLASSES),
        tuple(segments(text, labels)),
    )
