"""Texts and pieces → the XHTML of their galleys, filled in again only where it would be another.

What is kept goes by all that the templates are given, which is of one text or piece alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from anthology.aids import title_of
from anthology.booktext import BookText
from anthology.document import Blocks
from anthology.indexprint import IndexPrint
from anthology.labels import Labels
from anthology.render.footnote import Footnote
from anthology.render.markup import Medium, notes_of
from anthology.render.shop import Shop


@dataclass(frozen=True, slots=True)
class Around:
    """What a galley says that is neither of its text or piece nor of the templates.

    `language`: of the book. `longest`, `endnotes`: as a `Medium` has them.
    """

    labels: Labels
    language: str
    longest: int
    endnotes: bool


@dataclass(frozen=True, slots=True)
class EditionOfText:
    """All that the templates of a text see of the edition: if they asked for more, they fail."""

    language: str


@dataclass(frozen=True, slots=True)
class BookOfText:
    """The same of the book."""

    edition: EditionOfText


class Filler:
    """Fills in our templates of print; those of an edition's own may ask for the whole book."""

    def __init__(self, shop: Shop, around: Around) -> None:
        self.shop, self.around = shop, around
        self._kind = "endnotes" if around.endnotes else "footnotes"
        self._said = repr(around)

    def text(self, text: BookText) -> bytes:
        """The XHTML of a text. Raises EditionError as `Press.set`."""

        def fill() -> bytes:
            notes = notes_of(text, self.around.labels, self.around.language)
            return self._fill("text", text.id, text.title, notes, text=text)

        return self._kept(text.entry.slug, text.digest, fill) if text.digest else fill()

    def piece(self, galley: str, id: str, blocks: Blocks) -> bytes:
        """The XHTML of a piece of front or back matter. Raises EditionError as `Press.set`."""

        def fill() -> bytes:
            return self._fill(galley, id, title_of(blocks), {}, sections=((id, blocks),))

        return self._kept(id, repr((galley, blocks)), fill)

    def _kept(self, name: str, content: str | bytes, fill: Callable[[], bytes]) -> bytes:
        made_of = (name, content, self._said, self.shop.press.digest)
        return self.shop.kept.made(f"{name}.{self._kind}", made_of, fill)

    def _fill(
        self, galley: str, id: str, title: str, notes: dict[str, Footnote], **context: object
    ) -> bytes:
        around = self.around
        medium = Medium(
            "print",
            notes,
            (),
            IndexPrint(around.labels),
            id,
            longest=around.longest,
            endnotes=around.endnotes,
        )
        return self.shop.press.set(
            "print.xhtml.j2",
            book=BookOfText(EditionOfText(around.language)),
            labels=around.labels,
            medium=medium,
            title=title,
            galley=galley,
            **context,
        )
