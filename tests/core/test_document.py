"""Splitting, inserting and wrapping move no word and keep every place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anthology.document import (
    CrossRef,
    Definition,
    DefinitionList,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Mention,
    NoteRef,
    Paragraph,
    Quotation,
    SceneBreak,
    Term,
    Text,
    Withheld,
    leaves,
    map_inlines,
    plain,
    query,
    split_at,
    walk,
    wrap,
)
from anthology.span import Span


def place(start: int, end: int) -> Span:
    return Span("s", start, end)


Shape = list[object]
SHAPES: st.SearchStrategy[Shape] = st.recursive(
    st.lists(st.sampled_from(["ab", "c", " de", "note", "break", "changed"]), max_size=4).map(list),
    lambda inner: st.lists(st.one_of(st.sampled_from(["fg", "note"]), inner), max_size=4).map(list),
    max_leaves=10,
)


def build(shape: Shape, at: int = 0) -> tuple[Inlines, int]:
    """Inlines of a shape, their places one behind the other as in a source."""
    out: list[Inline] = []
    for number, item in enumerate(shape):
        match item:
            case "note":
                out.append(NoteRef(f"n{at}.{number}"))
            case "break":
                out.append(LineBreak())
            case "changed":  # four words of the source are one in the book
                out.append(Text("x", place(at, at + 4)))
                at += 4
            case str():
                out.append(Text(item, place(at, at + len(item))))
                at += len(item)
            case list():
                children, at = build(item, at)
                out.append(Emphasis(children))
            case _:
                raise TypeError(item)
    return tuple(out), at


def covered(inlines: Inlines) -> list[int]:
    """Every code point of the source that the leaves hold, in order."""
    spans = [i.span for i in query(inlines) if isinstance(i, Text) and i.span]
    return [offset for span in spans for offset in range(span.start, span.end)]


def calls(inlines: Inlines) -> list[str]:
    return [i.note for i in query(inlines) if isinstance(i, NoteRef)]


@given(SHAPES, st.integers(0, 30), st.booleans())
def test_a_split_keeps_words_places_and_calls(shape: Shape, position: int, left: bool) -> None:
    inlines, size = build(shape)
    words = plain(inlines)
    position = min(position, len(words))
    before, after = split_at(inlines, position, calls_left=left)
    assert plain(before) == words[:position]
    assert plain(after) == words[position:]
    assert covered((*before, *after)) == list(range(size))
    assert calls((*before, *after)) == calls(inlines)


@given(SHAPES, st.integers(0, 30), st.integers(0, 30))
def test_wrapping_keeps_the_words(shape: Shape, one: int, other: int) -> None:
    inlines, size = build(shape)
    words = plain(inlines)
    start, end = sorted((min(one, len(words)), min(other, len(words))))
    new = wrap(inlines, start, end, lambda inner: Link("here", inner))
    assert plain(new) == words
    assert covered(new) == list(range(size))
    (link,) = (i for i in query(new) if isinstance(i, Link))
    assert plain(link.children) == words[start:end]


def test_a_call_behind_a_name_stays_outside_it_even_in_emphasis() -> None:
    inlines = (Emphasis((Text("Lenin"), NoteRef("t1n1"), Text(" wrote"))),)
    new = wrap(inlines, 0, 5, lambda inner: Mention("Lenin, V. I.", "t1m1", inner))
    assert new == (
        Mention("Lenin, V. I.", "t1m1", (Emphasis((Text("Lenin"),)),)),
        Emphasis((NoteRef("t1n1"), Text(" wrote"))),
    )


def test_blocks_are_walked_in_reading_order() -> None:
    inner = Paragraph((Text("in"),))
    item = ListItem((inner, Quotation((inner,))), 1)
    blocks = (Heading((Text("head"),)), ListBlock((item,)), SceneBreak(), Withheld("why"))
    kinds = [type(block).__name__ for block in walk(blocks)]
    assert kinds == ("Heading ListBlock Paragraph Quotation Paragraph SceneBreak Withheld".split())
    assert [leaf.text for leaf in leaves(blocks)] == ["head", "in", "in"]
    shouted = map_inlines(blocks, lambda inlines: (Text(plain(inlines).upper()),))
    assert [leaf.text for leaf in leaves(shouted)] == ["HEAD", "IN", "IN"]


def test_a_reference_cut_in_two_says_its_page_once() -> None:
    whole = CrossRef("t1p1", (Text("see there"),), page=True)
    assert split_at((whole,), 3) == (
        (CrossRef("t1p1", (Text("see"),)),),
        (CrossRef("t1p1", (Text(" there"),), page=True),),
    )


def test_terms_are_walked_before_what_is_said_of_them() -> None:
    said = Paragraph((Text("happened"),))
    listed = DefinitionList((Definition(Term((Text("1917"),)), (said,)),))
    assert list(walk((listed,))) == [listed, Term((Text("1917"),)), said]
    shouted = map_inlines((listed,), lambda inlines: (Text(plain(inlines).upper()),))
    assert [leaf.text for leaf in leaves(shouted)] == ["1917", "HAPPENED"]
