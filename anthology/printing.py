"""Printings: what people hold in their hands, frozen, and what has moved since.

A printing is a file, printings/<n>.toml, written once: the paragraph numbers, and the word with
which each page begins. Compares and reports; sets no type and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from anthology.book import Book
from anthology.booktext import BookText, paragraphs
from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.labels import Labels
from anthology.leaks import Secrets
from anthology.numbering import alike
from anthology.pagelist import words_of
from anthology.schema import NumberedParagraph, PrintedPage, PrintedText, PrintingFile


def latest(printings: Sequence[PrintingFile]) -> PrintingFile | None:
    """The last printing, which later e-books are paged by."""
    return max(printings, key=lambda p: p.number, default=None)


def freeze(number: int, book: Book, paper: str, pages: Iterable[PrintedPage]) -> PrintingFile:
    """The printing of a book that has just been set."""
    named = {piece: list(_numbers(text)) for text in book.texts for piece in (f"{text.id}b",)}
    texts = (
        PrintedText(text.entry.number, text.entry.slug, tuple(_living(text))) for text in book.texts
    )
    return PrintingFile(
        number,
        book.edition.date,
        paper,
        tuple(_named(page, named.get(page.place, ())) for page in pages),
        tuple(texts),
    )


def _numbers(text: BookText) -> Iterator[tuple[int, str]]:
    """Each paragraph of a body: the characters before it, and its number."""
    count = 0
    for number, block in paragraphs(text.body):
        yield count, f"{text.entry.number}.{number}" if number else ""
        count += len(words_of((block,)))


def _named(page: PrintedPage, numbers: Sequence[tuple[int, str]]) -> PrintedPage:
    number = next((n for count, n in reversed(numbers) if count <= page.after), "")
    return PrintedPage(page.label, page.place, page.after, page.begins, number)


def _living(text: BookText) -> Iterator[NumberedParagraph]:
    """The numbers that are in the book; those out of use are in numbers/ alone."""
    used = {number for number, _ in paragraphs(text.body)}
    return (p for p in text.numbers.paragraph if p.number in used)


def same(printing: PrintingFile, book: Book, pages: Sequence[PrintedPage]) -> bool:
    """Whether a book just set is that printing: page for page and paragraph for paragraph."""
    again = freeze(printing.number, book, printing.paper, pages)
    return again.page == printing.page and again.text == printing.text


def moves(printing: PrintingFile, book: Book) -> Iterator[Diagnostic]:
    """Numbers of a printing that now mean something else or nothing, and paragraphs changed."""
    texts = {text.entry.number: text for text in book.texts}
    for printed in printing.text:
        text = texts.get(printed.number)
        if text is None:
            gone = f"text {printed.number} ({printed.slug}) is no longer in the book"
            yield _move(printing, "printing-gone", gone, "its readers will look for it")
        else:
            yield from _text_moves(printing, printed, text)


def _text_moves(
    printing: PrintingFile, printed: PrintedText, text: BookText
) -> Iterator[Diagnostic]:
    now: Mapping[str, NumberedParagraph] = {p.number: p for p in _living(text)}
    elsewhere = {p.digest: p.number for p in now.values()}
    pages, secrets = _pages_of(printing), Secrets(text.source, text.ledger)
    for old in printed.paragraph:
        cited = f"{printed.number}.{old.number}"
        told = f", “{old.begins}”," if old.begins and not secrets.tell(old.begins) else ""
        where = f"{cited}{pages.get(cited, '')}{told}"
        new = now.get(old.number)
        if new and new.digest == old.digest:
            continue
        if old.digest in elsewhere:
            number = f"{printed.number}.{elsewhere[old.digest]}"
            hint = f"bring numbers/{printed.slug}.toml back: a number is given once"
            message = f"{where} now has the number {number}"
            yield _move(printing, "printing-renumbered", message, hint, Severity.ERROR)
        elif new and (not old.begins or alike(old.begins, new.begins)):
            message = f"{where} has other words now"
            yield _move(printing, "printing-changed", message, "the next printing will have them")
        else:
            message = f"{where} is no longer in the book"
            yield _move(printing, "printing-gone", message, "its number is never given again")


def _pages_of(printing: PrintingFile) -> dict[str, str]:
    """For each paragraph in which a page begins, the page, in words to add."""
    pages: dict[str, str] = {}
    for page in printing.page:
        if page.paragraph:
            pages.setdefault(page.paragraph, f" (page {page.label})")
    return pages


def _move(
    printing: PrintingFile,
    rule: str,
    message: str,
    hint: str,
    severity: Severity = Severity.WARNING,
) -> Diagnostic:
    place = Place(f"printings/{printing.number}.toml")
    said = f"printing {printing.number}: {message}"
    return Diagnostic(rule, said, place, hint, severity)


def page_moves(printing: PrintingFile, now: Sequence[PrintedPage]) -> Iterator[Diagnostic]:
    """What would be on other pages if the book were printed now; one message for all."""
    before = {page.label: (page.place, page.after, page.begins) for page in printing.page}
    after = {page.label: (page.place, page.after, page.begins) for page in now}
    other = [label for label in before if after.get(label) != before[label]]
    more = len(after) - len(before)
    if other or more:
        first = f", the first of them page {other[0]}" if other else ""
        message = f"{len(other)} of {len(before)} pages would begin elsewhere{first}"
        if more:
            pages = "page" if abs(more) == 1 else "pages"
            message += (
                f"; the book would have {abs(more)} {pages} {'more' if more > 0 else 'fewer'}"
            )
        hint = "later e-books keep the pages of that printing until the next: anthology printing"
        yield _move(printing, "printing-pages", message, f"{hint} {printing.number + 1}")


def statement(
    printing: PrintingFile | None, book: Book, labels: Labels, pages: Sequence[PrintedPage] | None
) -> str:
    """The line of the imprint: which printing a book belongs to. `pages`: of the printed book."""
    if printing is None:
        return labels.no_printing
    told = {"number": printing.number, "date": labels.day(printing.date)}
    if pages is None:
        return labels.pages_of_printing.format(**told)
    if same(printing, book, pages):
        return labels.printing.format(**told)
    return labels.after_printing.format(**told)
