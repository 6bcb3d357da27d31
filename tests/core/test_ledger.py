"""The tiling finds each word lost or doubled; `printed` tells the book's words without it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.book import Book
from anthology.collation.streams import words
from anthology.document import Blocks, Heading, LineBreak, Paragraph, Text, leaves, plain, walk
from anthology.ledger import Ledger, Row, printed, tile
from anthology.span import Source, Span

SOURCE = Source("s.txt", "One two\nthree four.")


def spans(*pairs: tuple[int, int]) -> list[Span]:
    return [SOURCE.span(*pair) for pair in pairs]


def test_a_tiled_source_is_accepted() -> None:
    removed = Ledger((Row("omitted", "editor", SOURCE.span(8, 13)),))
    assert tile(SOURCE, spans((0, 7), (14, 19)), removed) == ()


def test_a_lost_stretch_is_told_with_its_place() -> None:
    (found,) = tile(SOURCE, spans((0, 7), (14, 19)), Ledger())
    assert str(found).startswith("s.txt:2:1: lost-words: “three” is in neither")


def test_a_doubled_stretch_is_told_with_its_place() -> None:
    (found,) = tile(SOURCE, spans((0, 13), (8, 19)), Ledger())
    assert str(found).startswith("s.txt:2:1: doubled-words: “three” is counted twice")


def test_a_change_does_not_remove() -> None:
    changed = Ledger((Row("emended", "editor", SOURCE.span(8, 13), new="3"),))
    assert [d.rule for d in tile(SOURCE, spans((0, 7), (14, 19)), changed)] == ["lost-words"]


@given(st.text("ab \n", min_size=1), st.data())
def test_a_tiling_without_one_tile_is_rejected_if_the_tile_had_words(
    text: str, data: st.DataObject
) -> None:
    source = Source("s", text)
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=5))})
    tiles = [source.span(a, b) for a, b in pairwise(cuts)]
    assert tile(source, tiles, Ledger()) == ()
    gone = data.draw(st.sampled_from(tiles))
    rest = [t for t in tiles if t != gone]
    assert bool(tile(source, rest, Ledger())) == bool(source.cut(gone).strip())
    assert bool(tile(source, [*tiles, gone], Ledger())) == bool(source.cut(gone).strip())


def test_printed_leaves_out_and_changes() -> None:
    ledger = Ledger().joined(
        (
            Row("emended", "editor", SOURCE.span(8, 13), "three", "3"),
            Row("omitted", "editor", SOURCE.span(0, 4), "One "),
            Row("queried", "editor", SOURCE.span(14, 18), "four", "five"),
        )
    )
    assert printed(SOURCE, 0, 19, ledger) == "two\n3 four."


def shown(blocks: Blocks) -> tuple[str, ...]:
    """The words of blocks, leaf by leaf: no help from the ledger."""
    paragraphs = (b.children for b in walk(blocks) if isinstance(b, Paragraph | Heading))
    return words("\n".join(plain(children) for children in paragraphs))


@pytest.mark.parametrize("at", range(5))
def test_ledger_and_blocks_agree_on_the_words_of_the_seeds(book: Book, at: int) -> None:
    text = book.texts[at]
    apart = [span for _, span in text.note_spans]
    if text.title_span:
        apart.append(text.title_span)
    rows = [row for row in text.ledger.rows if not any(row.span.within(s) for s in apart)]
    ledger = Ledger().joined((*rows, *(Row("omitted", "apart", span) for span in apart)))
    assert words(printed(text.source, 0, len(text.source.text), ledger)) == shown(text.body)
    notes = {note.id: note.blocks for note in text.notes}
    for id, span in text.note_spans:
        assert words(printed(text.source, span.start, span.end, text.ledger)) == shown(notes[id])


@pytest.mark.parametrize("at", range(5))
def test_unchanged_leaves_of_the_seeds_hold_what_the_source_has_there(book: Book, at: int) -> None:
    text = book.texts[at]
    changed = {row.span for row in text.ledger.of("typographic", "emended")}
    for leaf in leaves(text.body):
        if leaf.span and leaf.span not in changed and leaf.text.strip():
            assert leaf.text == text.source.cut(leaf.span)


def test_a_line_break_is_a_space() -> None:
    assert plain((Text("a"), LineBreak(), Text("b"))) == "a b"
