"""What each stage made of a text, as lines for people to read. Changes nothing, writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from anthology.book import Book, make_book
from anthology.booktext import BookText
from anthology.document import (
    Blocks,
    Cell,
    Comment,
    CommentThread,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quotation,
    SceneBreak,
    Table,
    Term,
    Verse,
    Withheld,
    plain,
)
from anthology.edition import Edition, read_edition
from anthology.indexprint import IndexPrint
from anthology.names import mentions
from anthology.render.markup import Medium, Press, all_notes, press_of


def show(stage: str, slug: str, root: Path) -> Iterator[str]:
    """The lines of a stage for the text called `slug`. Raises AnthologyError as stages do."""
    edition = read_edition(root, slug)
    if stage == "source":
        return iter(edition.texts[0].source.text.split("\n"))
    if stage == "chunks":
        return _chunks(edition)
    book = make_book(edition)
    if stage in _MEDIA:
        return _markup(book, press_of(edition.theme), _MEDIA[stage])
    return _STAGES[stage](book.texts[0])


def _chunks(edition: Edition) -> Iterator[str]:
    source = edition.texts[0].source
    for chunk in edition.texts[0].reading.chunks:
        line, _ = source.locate(chunk.span.start)
        mark = f" {chunk.value}" if chunk.value else ""
        yield f"{line:5} {chunk.kind}{mark} +{chunk.indent}: {_short(source.cut(chunk.span))}"


def _blocks(text: BookText) -> Iterator[str]:
    yield f"title: {text.title}"
    yield from _outline(text.body, 0)


def _outline(blocks: Blocks, depth: int) -> Iterator[str]:  # noqa: C901 – a line for each kind of block
    lead = "  " * depth
    for block in blocks:
        match block:
            case Paragraph():
                role = "" if block.role == "body" else f" ({block.role})"
                yield f"{lead}{block.number or '-'}{role}: {_short(plain(block.children))}"
            case Heading():
                yield f"{lead}heading {block.level} {block.number}: {plain(block.children)}"
            case Quotation():
                yield f"{lead}{block.number or '-'} quotation:"
                yield from _outline(block.blocks, depth + 1)
            case ListBlock():
                for item in block.items:
                    yield f"{lead}item {item.value if item.value is not None else '•'}:"
                    yield from _outline(item.blocks, depth + 1)
            case Verse():
                yield f"{lead}{block.number or '-'} verse: {_short(plain(block.children))}"
            case Table():
                yield f"{lead}{block.number or '-'} table: {len(block.rows)} rows"
            case Cell():
                yield f"{lead}cell: {_short(plain(block.children))}"
            case DefinitionList():
                for definition in block.items:
                    yield f"{lead}{plain(definition.term.children)}:"
                    yield from _outline(definition.blocks, depth + 1)
            case Term():
                yield f"{lead}term: {_short(plain(block.children))}"
            case Figure():
                yield f"{lead}figure {block.file}: {_short(plain(block.children))}"
            case CommentThread():
                yield from _thread(block.comments, depth)
            case SceneBreak():
                yield f"{lead}pause"
            case Withheld():
                yield f"{lead}{block.kind}: {block.reason}"


def _thread(comments: tuple[Comment, ...], depth: int) -> Iterator[str]:
    for comment in comments:
        yield f"{'  ' * depth}comment {comment.number} {comment.author}".rstrip() + ":"
        yield from _outline(comment.blocks, depth + 1)
        yield from _thread(comment.replies, depth + 1)


def _notes(text: BookText) -> Iterator[str]:
    for note in text.notes:
        words = " ".join(plain(b.children) for b in note.blocks if isinstance(b, Paragraph))
        yield f"{note.id} ({note.series} {note.marker}): {_short(words)}"


def _names(text: BookText) -> Iterator[str]:
    for blocks in (text.body, *(note.blocks for note in text.notes)):
        for mention in mentions(blocks):
            yield f"{mention.id}: {plain(mention.children)} → {mention.person}"


def _ledger(text: BookText) -> Iterator[str]:
    for row in text.ledger.rows:
        line, column = text.source.locate(row.span.start)
        old = "…" if row.kind == "withheld" else _short(row.old)
        change = f"“{old}”" + (f" → “{row.new}”" if row.new else "")
        said = "; ".join(filter(None, (row.reason, f"by {row.by}" if row.by else "")))
        reason = f" ({said})" if said else ""
        yield f"{text.source.name}:{line}:{column}: {row.kind} {row.rule}: {change}{reason}"


def _markup(book: Book, press: Press, medium_name: Literal["print", "epub"]) -> Iterator[str]:
    text = book.texts[0]
    medium = Medium(
        medium_name, all_notes(book, book.labels), (), IndexPrint(book.labels), here=text.id
    )
    data = press.set(
        f"{medium_name}.xhtml.j2",
        medium=medium,
        labels=book.labels,
        title=text.title,
        text=text,
        book=book,
        galley="text",
        piece="text",
        matter="bodymatter",
    )
    return iter(data.decode().split("\n"))


def _short(words: str, most: int = 72) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


_MEDIA: dict[str, Literal["print", "epub"]] = {"print": "print", "epub": "epub"}
_STAGES: dict[str, Callable[[BookText], Iterator[str]]] = {
    "blocks": _blocks,
    "notes": _notes,
    "names": _names,
    "ledger": _ledger,
}
