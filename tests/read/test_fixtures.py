"""Texts of many kinds, as they come; what a right result holds is written beside each.

`NAME.holds.txt` is read by eye against its file: what `anthology new` proposes, the blocks, the
notes, what is left out, what is told. Rewritten by `--accept`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from anthology.book import Book, make_book
from anthology.desk import begin
from anthology.document import (
    Block,
    Blocks,
    CommentThread,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Text,
    Verse,
)
from anthology.edition import read_edition

FIXTURES = Path(__file__).parent / "fixtures"
KINDS = sorted(p.name for p in FIXTURES.iterdir() if ".holds." not in p.name and p.stem != "README")


@pytest.mark.parametrize("name", KINDS)
def test_a_text_comes_out_right(name: str, tmp_path: Path, accept: bool) -> None:
    begin(tmp_path, [FIXTURES / name], "One Text", "")
    edition = read_edition(tmp_path)
    book = make_book(edition)
    made = "".join(f"{line}\n" for line in _holds(book))
    beside = FIXTURES / f"{name}.holds.txt"
    if accept:
        beside.write_text(made, encoding="utf-8")
    assert beside.read_text(encoding="utf-8") == made


def _holds(book: Book) -> Iterator[str]:
    [text] = book.texts
    entry = text.entry
    yield f"title: {entry.title}"
    yield f"byline: {entry.byline}"
    yield f"date: {entry.date}"
    yield ""
    yield from _blocks(text.body, "")
    for note in text.notes:
        yield f"note {note.marker}:"
        yield from _blocks(note.blocks, "  ")
    yield ""
    for row in text.ledger.rows:
        if row.kind in {"omitted", "withheld", "queried"}:
            yield f"{row.kind}, {row.rule}: {_short(row.old)}"


def _blocks(blocks: Blocks, lead: str) -> Iterator[str]:
    for block in blocks:
        match block:
            case Quotation():
                yield f"{lead}quotation:"
                yield from _blocks(block.blocks, f"{lead}  ")
            case ListBlock():
                for item in block.items:
                    yield f"{lead}item {item.value if block.ordered else '•'}:"
                    yield from _blocks(item.blocks, f"{lead}  ")
            case Table():
                for row in block.rows:
                    yield f"{lead}row: {' | '.join(_inlines(cell.children) for cell in row)}"
            case _:
                yield f"{lead}{_line(block)}"


def _line(block: Block) -> str:
    match block:
        case Heading():
            return f"heading {block.level}: {_inlines(block.children)}"
        case Paragraph():
            role = "" if block.role == "body" else f"({block.role}) "
            return f"{role}{_short(_inlines(block.children))}"
        case Verse():
            return f"verse: {_inlines(block.children)}"
        case Figure():
            return f"figure {block.file}: {block.alternative}"
        case CommentThread():
            return f"comments: {len(block.comments)}"
        case _:
            return type(block).__name__.lower()


_SIGNS = {"emphasis": "/", "strong": "*", "superscript": "^", "code": "`", "smallcaps": "_"}


def _inlines(inlines: Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: object) -> str:
    kind = type(inline).__name__.lower()
    match inline:
        case Text():
            return inline.text
        case NoteRef():
            return "{" + inline.note.partition("n-")[2] + "}"
        case LineBreak():
            return " / "
        case PageBreak():
            return f"[page {inline.label}]"
        case _:
            words = _inlines(getattr(inline, "children", ()))
            sign = _SIGNS.get(kind)
            return f"{sign}{words}{sign}" if sign else f"<{kind} {words}>"


def _short(words: str) -> str:
    """The beginning and the end, where things go wrong."""
    words = " ".join(words.split())
    return words if len(words) < 160 else f"{words[:100]} … {words[-40:]}"
