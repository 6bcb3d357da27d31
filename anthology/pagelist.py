"""Where the pages of the printed book begin, marked in the blocks of the e-book.

Changes no word. Characters are counted as the page map counts them: without spaces, soft hyphens
and zero-width spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from anthology.book import Book
from anthology.booktext import BookText
from anthology.document import (
    Abbreviation,
    Blocks,
    Code,
    CrossRef,
    Elision,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mention,
    NoteRef,
    PageBreak,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
    inlines_of,
    leaves,
    map_inlines,
    query,
    split_at,
)
from anthology.notes import Note
from anthology.schema import PrintedPage

_SHY, _ZERO = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}"


def visible(text: str) -> str:
    """Text as the page map counts it."""
    shown = "".join(text.split())
    return shown if shown.isascii() else shown.replace(_SHY, "").replace(_ZERO, "")


def words_of(blocks: Blocks) -> str:
    """All that is counted of these blocks."""
    return "".join(visible(leaf.text) for leaf in leaves(blocks))


def reached(words: str, page: PrintedPage) -> int:
    """Where a page begins in words that may have changed since: at its own first characters.

    Those nearest to the old place count; where they are gone, the old place does, or the end.
    """
    if words.startswith(page.begins, page.after):
        return page.after
    found = list(_every(words, page.begins)) if page.begins else []
    nearest = min(found, key=lambda at: abs(at - page.after), default=page.after)
    return max(0, min(nearest, len(words) - 1))


def _every(words: str, part: str) -> Iterator[int]:
    at = words.find(part)
    while at >= 0:
        yield at
        at = words.find(part, at + 1)


PIECES = {
    "introduction": "introduction",
    "abbreviations": "abbreviations",
    "content-note": "content_note",
    "questions": "questions",
    "chronology": "chronology",
    "people": "people",
    "note-on-texts": "textual_note",
    "sources": "sources",
    "colophon": "colophon",
}
"""The pieces by their ids, and the fields of a book that hold them."""


def marked_places(book: Book) -> frozenset[str]:
    """The ids of the pieces, headnotes and bodies in which pages can be marked at a word."""
    return frozenset(PIECES) | {id for text in book.texts for id in (f"{text.id}h", f"{text.id}b")}


def openings(book: Book, pages: Sequence[PrintedPage]) -> dict[str, str]:
    """The pages with which other pieces begin: for the id of each the label of its first page."""
    marked = marked_places(book)
    return {p.place: p.label for p in pages if p.after == 0 and p.place not in marked}


def paged(book: Book, pages: Sequence[PrintedPage]) -> Book:
    """The book with a mark where each of these pages begins."""
    found = by_place(pages)
    changed: dict[str, Any] = {
        field: mark_pages(getattr(book, field), found[id])
        for id, field in PIECES.items()
        if id in found
    }
    return replace(book, texts=tuple(paged_text(text, found) for text in book.texts), **changed)


def by_place(pages: Iterable[PrintedPage]) -> dict[str, list[PrintedPage]]:
    """The pages by the ids of the places in which they begin."""
    found: dict[str, list[PrintedPage]] = {}
    for page in pages:
        found.setdefault(page.place, []).append(page)
    return found


def paged_text(text: BookText, pages: Mapping[str, Sequence[PrintedPage]]) -> BookText:
    """A text with a mark where each of its pages begins; `pages` by their places."""

    def marked(id: str, blocks: Blocks) -> Blocks:
        return mark_pages(blocks, pages[id]) if id in pages else blocks

    headnote, body = marked(f"{text.id}h", text.headnote), marked(f"{text.id}b", text.body)
    return replace(text, headnote=headnote, body=body)


def places_by_page(book: Book, pages: Sequence[PrintedPage]) -> dict[str, str]:
    """The page of each mention and note of a book in which these pages are marked.

    A note counts where it is called, whatever page its end was printed on.
    """
    found: dict[str, str] = {}
    starts = {page.place: page.label for page in reversed(pages) if page.after == 0}
    for id, blocks in book.pieces:
        _follow(blocks, starts.get(id, ""), found)
    for text in book.texts:
        page = starts.get(text.id) or starts.get(f"{text.id}h") or starts.get(f"{text.id}b", "")
        found[text.id] = page
        page = _follow(text.headnote, page, found)
        _follow(text.body, starts.get(f"{text.id}b", page), found)
        for note in _outer_first(text.notes, found):
            _follow(note.blocks, found[note.id], found)
    return found


def last_pages(book: Book, pages: Sequence[PrintedPage]) -> dict[str, str]:
    """The last page of each text, by the id of the text."""
    found: dict[str, str] = {}
    for text in book.texts:
        inside = (text.id, f"{text.id}h", f"{text.id}b")
        labels = [page.label for page in pages if page.place in inside]
        found[text.id] = labels[-1] if labels else ""
    return found


def _follow(blocks: Blocks, page: str, found: dict[str, str]) -> str:
    """Note the page of each mention and call in these blocks; say on which page they end."""
    for inline in inlines_of(blocks):
        match inline:
            case PageBreak(ours=True):
                page = inline.label
            case Mention():
                found[inline.id] = page
            case NoteRef():
                found[inline.note] = page
            case _:
                pass
    return page


def _outer_first(notes: Sequence[Note], found: Mapping[str, str]) -> Iterator[Note]:
    """The notes whose calls are known, those called in them when these are done."""
    left = list(notes)
    while ready := [note for note in left if note.id in found]:
        yield from ready
        left = [note for note in left if note not in ready]


def mark_pages(blocks: Blocks, pages: Sequence[PrintedPage]) -> Blocks:
    """The blocks with a mark where each of these pages begins."""
    words = words_of(blocks)
    places = sorted((reached(words, page), i, page.label) for i, page in enumerate(pages))
    return map_inlines(blocks, _Marker([(at, label) for at, _, label in places]).mark)


class _Marker:
    """Counts characters from paragraph to paragraph, and sets the marks that are due."""

    def __init__(self, places: list[tuple[int, str]]) -> None:
        self.places, self.count = places, 0

    def mark(self, inlines: Inlines) -> Inlines:
        """These inlines with the marks that fall into them."""
        return tuple(self._run(inlines))

    def _run(self, inlines: Inlines) -> Iterator[Inline]:
        for inline in inlines:
            match inline:
                case Text():
                    yield from self._leaf(inline)
                case Emphasis() | Strong() | Code() | Superscript() | Subscript():
                    yield replace(inline, children=self.mark(inline.children))
                case SmallCaps() | Foreign() | Mention() | Abbreviation():
                    yield replace(inline, children=self.mark(inline.children))
                case Link() | CrossRef():  # a link holds words alone: the mark stands before it
                    length = _count(inline.children)
                    yield from self._due(self.count + max(length, 1) - 1)
                    self.count += length
                    yield inline
                case NoteRef() | LineBreak() | PageBreak() | Elision():
                    yield inline

    def _leaf(self, leaf: Text) -> Iterator[Inline]:
        while (at := self._next(leaf)) is not None:
            if at:
                before, leaf = _cut(leaf, at)
                yield before
                self.count += len(visible(before.text))
            yield PageBreak(self.places.pop(0)[1], ours=True)
        yield leaf
        self.count += len(visible(leaf.text))

    def _next(self, leaf: Text) -> int | None:
        return _position(leaf.text, self.places[0][0] - self.count) if self.places else None

    def _due(self, last: int) -> Iterator[Inline]:
        while self.places and self.places[0][0] <= last:
            yield PageBreak(self.places.pop(0)[1], ours=True)


def _cut(leaf: Text, at: int) -> tuple[Text, Text]:
    (before,), (after,) = split_at((leaf,), at)
    assert isinstance(before, Text)
    assert isinstance(after, Text)
    return before, after


def _count(inlines: Inlines) -> int:
    return sum(len(visible(inline.text)) for inline in query(inlines) if isinstance(inline, Text))


def _position(text: str, wanted: int) -> int | None:
    """Where in a text the character stands before which `wanted` are counted; None: beyond it."""
    if len(visible(text)) <= max(wanted, 0):
        return None
    count = 0
    for at, char in enumerate(text):
        if not visible(char):
            continue
        if count >= wanted:
            return at
        count += 1
    return None
