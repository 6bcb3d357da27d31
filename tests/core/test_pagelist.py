"""Marks where printed pages begin: at the right word, and without touching a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anthology.document import (
    Blocks,
    Emphasis,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    NoteRef,
    PageBreak,
    Paragraph,
    Quotation,
    Text,
    inlines_of,
    plain,
    walk,
)
from anthology.pagelist import mark_pages, reached, visible, words_of
from anthology.schema import PrintedPage


def page(after: int, begins: str, label: str = "9") -> PrintedPage:
    return PrintedPage(label, "t1b", after, begins)


def shown(blocks: Blocks) -> str:
    """The words with each mark in braces."""

    def one(inlines: Inlines) -> str:
        return "".join(
            f"{{{i.label}}}" if isinstance(i, PageBreak) else i.text
            for i in inlines_of((Paragraph(inlines),))
            if isinstance(i, PageBreak | Text)
        )

    return "|".join(one(b.children) for b in walk(blocks) if isinstance(b, Paragraph))


TWO = (Paragraph((Text("One two"),)), Paragraph((Text("three four"),)))


def test_a_mark_stands_before_the_first_word_of_the_page() -> None:
    assert shown(mark_pages(TWO, [page(3, "two")])) == "One {9}two|three four"


def test_a_page_that_begins_with_a_paragraph() -> None:
    assert shown(mark_pages(TWO, [page(6, "three")])) == "One two|{9}three four"


def test_a_page_that_begins_inside_a_word() -> None:
    assert shown(mark_pages(TWO, [page(8, "ree")])) == "One two|th{9}ree four"


def test_several_pages_in_one_paragraph() -> None:
    pages = [page(0, "One", "1"), page(3, "two", "2"), page(11, "four", "3")]
    assert shown(mark_pages(TWO, pages)) == "{1}One {2}two|three {3}four"


def test_in_emphasis_lists_and_quotations() -> None:
    blocks: Blocks = (
        Quotation((Paragraph((Emphasis((Text("a b"),)), NoteRef("n"), Text(" c"))),)),
        ListBlock((ListItem((Paragraph((Text("d e"),)),)),)),
    )
    assert shown(mark_pages(blocks, [page(1, "b", "1"), page(4, "e", "2")])) == "a {1}b c|d {2}e"


def test_a_link_is_not_broken() -> None:
    blocks = (Paragraph((Text("See "), Link("https://x.y", (Text("the page"),)), Text(" on"))),)
    assert shown(mark_pages(blocks, [page(6, "page")])) == "See {9}the page on"


def test_a_page_is_found_again_when_words_were_added_before_it() -> None:
    assert reached("Quiteonetwothree", page(3, "two")) == 8


def test_of_two_places_the_nearer_counts() -> None:
    assert reached("twoxtwoxxxxtwo", page(5, "two")) == 4


def test_where_the_words_are_gone_the_place_counts_and_the_end_is_the_last() -> None:
    assert reached("onefourfive", page(3, "two")) == 3
    assert reached("one", page(30, "two")) == 2


@given(st.lists(st.text("ab \u00ad—", min_size=1), min_size=1, max_size=5), st.data())
def test_marks_change_no_word_and_stand_where_they_should(
    texts: list[str], data: st.DataObject
) -> None:
    blocks = tuple(Paragraph((Text(text), Emphasis((Text(text),)))) for text in texts)
    words = words_of(blocks)
    places = data.draw(st.sets(st.integers(0, max(len(words) - 1, 0)), max_size=4))
    pages = [PrintedPage(str(at), "t1b", at, words[at : at + 5]) for at in sorted(places)]
    marked = mark_pages(blocks, pages)
    assert [plain(b.children) for b in walk(marked) if isinstance(b, Paragraph)] == [
        plain(b.children) for b in blocks
    ]
    count, found = 0, []
    for inline in inlines_of(marked):
        if isinstance(inline, PageBreak):
            found.append((inline.label, count))
        elif isinstance(inline, Text):
            count += len(visible(inline.text))
    assert found == ([(str(at), at) for at in sorted(places)] if words else [])
