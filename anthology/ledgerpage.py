"""The ledger → one page of HTML on which source and book stand side by side.

Counts rows and hands them to the template; judges nothing. Reads and writes no file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from anthology.book import Book
from anthology.booktext import BookText
from anthology.kept import Kept
from anthology.ledger import Kind
from anthology.ledgerlabels import LedgerLabels, ledger_labels_for
from anthology.render.markup import Press
from anthology.sidebyside import Segment, segments

_CLASSES: tuple[Kind, ...] = (
    "omitted", "withheld", "abridged", "markup", "structural", "typographic", "emended", "queried",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextLedger:
    """A text as its template sees it."""

    id: str
    title: str
    source: str
    language: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the page; `counts` has the number of rows of each class, `section` is HTML."""

    id: str
    title: str
    counts: tuple[int, ...]
    section: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """All that the template prints; `language` is that of its own words."""

    title: str
    language: str
    classes: tuple[Kind, ...]
    texts: tuple[Part, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The number of rows of each class in all texts."""
        return tuple(map(sum, zip(*(text.counts for text in self.texts), strict=True)))


def ledger_page(book: Book, press: Press, css: str, kept: Kept | None = None) -> bytes:
    """The readable ledger: one file of HTML that needs no other. Raises EditionError as `press`.

    The parts of texts that are as they were are taken from those `kept`.
    """
    edition = book.edition
    labels = ledger_labels_for(edition.language, edition.labels)
    maker = _Maker(edition.language, labels, press, kept or Kept())
    page = LedgerPage(edition.title, labels.language, _CLASSES, tuple(map(maker.part, book.texts)))
    return press.set("ledger.html.j2", page=page, labels=labels, css=Markup(css))


class _Maker:
    """Makes the parts of a page, each of its text and of what is given here."""

    def __init__(self, language: str, labels: LedgerLabels, press: Press, kept: Kept) -> None:
        """`language` is that of the book."""
        self.language, self.labels, self.press, self.kept = language, labels, press, kept
        self._around = (language, repr(labels), press.digest)

    def part(self, text: BookText) -> Part:
        """The part of a text."""
        if not text.digest:
            return self._make(text)
        made_of = (text.digest, *self._around)
        return self.kept.made(f"{text.entry.slug}.ledger", made_of, lambda: self._make(text))

    def _make(self, text: BookText) -> Part:
        counts = Counter(row.kind for row in text.ledger.rows)
        shown = TextLedger(
            text.id,
            f"{text.entry.number}. {text.title}",
            text.source.name,
            text.entry.language or self.language,
            tuple(segments(text, self.labels)),
        )
        labels = self.labels
        html = self.press.set(
            "ledger-text.html.j2", t=shown, labels=labels, language=labels.language
        )
        return Part(text.id, shown.title, tuple(counts[k] for k in _CLASSES), html.decode())
