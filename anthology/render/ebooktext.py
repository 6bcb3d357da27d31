"""One text → its file of the e-book, filled in again only where it would be another.

What is kept goes by all that the templates are given: the text, where the pages of the printed
book begin in it, and the words of the book itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from anthology.booktext import BookText
from anthology.indexprint import IndexPrint
from anthology.kept import Kept
from anthology.labels import Labels
from anthology.pagelist import by_place, paged_text
from anthology.render.filled import BookOfText, EditionOfText
from anthology.render.markup import Medium, Press, notes_of
from anthology.render.navigation import sectioned_text
from anthology.schema import PrintedPage


class EbookTexts:
    """Fills in our templates of the e-book; those of an edition's own may ask for the whole book.

    `language`: of the book. `pages`: of the printed book, whose beginnings are marked.
    """

    def __init__(
        self,
        press: Press,
        labels: Labels,
        language: str,
        pages: Sequence[PrintedPage],
        kept: Kept,
    ) -> None:
        self.press, self.labels, self.language, self.kept = press, labels, language, kept
        self.pages = by_place(pages)
        self._around = (language, repr(labels), press.digest)

    def xhtml(self, text: BookText) -> bytes:
        """The file of a text. Raises EditionError as `Press.set`."""
        if not text.digest:
            return self._fill(text)
        places = (text.id, f"{text.id}h", f"{text.id}b")
        pages = [self.pages.get(place, ()) for place in places]
        made_of = (text.digest, repr(pages), *self._around)
        return self.kept.made(f"{text.entry.slug}.ebook", made_of, lambda: self._fill(text))

    def _fill(self, text: BookText) -> bytes:
        shown = sectioned_text(paged_text(text, self.pages))
        begin = [page.label for page in self.pages.get(text.id, ()) if page.after == 0]
        opening = {text.id: begin[-1]} if begin else {}
        notes = notes_of(shown, self.labels, self.language)
        return self.press.set(
            "epub.xhtml.j2",
            book=BookOfText(EditionOfText(self.language)),
            medium=Medium("epub", notes, (), IndexPrint(self.labels), openings=opening),
            labels=self.labels,
            title=text.title,
            piece="text",
            matter="bodymatter",
            text=shown,
        )
