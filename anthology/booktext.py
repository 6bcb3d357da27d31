"""A text as the book prints it, and how a reader cites its parts. Edits nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from anthology.diagnostic import Diagnostic
from anthology.document import (
    Block,
    Blocks,
    Cell,
    CommentThread,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    Mention,
    Paragraph,
    Quotation,
    SceneBreak,
    Table,
    Term,
    Verse,
    Withheld,
    walk,
)
from anthology.foreign import Detected
from anthology.gallery import Gallery
from anthology.ledger import Ledger
from anthology.notes import Note
from anthology.picture import Picture
from anthology.schema import NumbersFile, TextEntry
from anthology.span import Source, Span


@dataclass(frozen=True, slots=True)
class BookText:
    """A text as the book prints it, with the source and ledger that account for it."""

    entry: TextEntry
    title: str
    headnote: Blocks
    body: Blocks
    notes: tuple[Note, ...]
    source: Source
    ledger: Ledger
    numbers: NumbersFile
    title_span: Span | None
    note_spans: tuple[tuple[str, Span], ...]
    drifts: tuple[Diagnostic, ...] = ()
    gallery: Gallery = field(default_factory=Gallery)
    detected: tuple[Detected, ...] = ()
    authors: tuple[Mention, ...] = ()
    digest: bytes = field(default=b"", init=False, compare=False, repr=False)
    """All of this in one number, where it is known; `replace` does not hand it on."""

    @property
    def id(self) -> str:
        """The id of the text in the book: `t3`."""
        return f"t{self.entry.number}"

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures it shows, each as often as it is shown, in order."""
        found = [self.gallery.of(b.file).picture for b in walk(self.body) if isinstance(b, Figure)]
        return tuple(picture for picture in found if picture)

    @property
    def running_title(self) -> str:
        """The title short enough for the head of a page."""
        return self.entry.short_title or self.title


def paragraphs(blocks: Blocks, inside: str = "") -> Iterator[tuple[str, Block]]:
    """Each paragraph and heading with the number a reader cites it by: its own or its quotation's.

    What has no number (a heading, a signature) goes with the paragraph before it.
    """
    last = inside
    for block in blocks:
        match block:
            case Paragraph() | Verse() | Table():
                last = block.number or last
                yield last, block
            case Heading() | Figure():
                yield last, block
            case Quotation():
                last = block.number or last
                yield from paragraphs(block.blocks, last)
            case ListBlock():
                for item in block.items:
                    for found in paragraphs(item.blocks, last):
                        last = found[0]
                        yield found
            case CommentThread():
                yield last, block
            case DefinitionList() | Term() | Cell() | SceneBreak() | Withheld():
                pass
