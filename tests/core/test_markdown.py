"""The editor's Markdown: what the book has a form for, and nothing else."""

from __future__ import annotations

import pytest

from anthology.diagnostic import EditionError
from anthology.document import (
    Code,
    CrossRef,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quotation,
    SceneBreak,
    Strong,
    Text,
    leaves,
)
from anthology.read.markdown import bullet_lines, read_markdown


def fault(text: str) -> str:
    with pytest.raises(EditionError) as caught:
        read_markdown(text, "introduction.md")
    return str(caught.value)


def words(text: str) -> str:
    return "".join(leaf.text for leaf in leaves(read_markdown(text, "f")))


def test_blocks() -> None:
    kinds = [type(b) for b in read_markdown("# A\n\nb\n\n> c\n\n- d\n- e\n\n***\n", "f")]
    assert kinds == [Heading, Paragraph, Quotation, ListBlock, SceneBreak]


def test_inlines() -> None:
    (block,) = read_markdown("a *b* **c** `d` [e](http://x.y/) [f](#t3p27)  \ng\nh", "f")
    assert isinstance(block, Paragraph)
    assert [i for i in block.children if not isinstance(i, Text)] == [
        Emphasis((Text("b"),)),
        Strong((Text("c"),)),
        Code((Text("d"),)),
        Link("http://x.y/", (Text("e"),)),
        CrossRef("t3p27", (Text("f"),)),
        LineBreak(),
    ]
    assert block.children[-2:] == (Text(" "), Text("h"))


@pytest.mark.parametrize("start", [0, 1, 7])
def test_a_list_counts_from_where_it_says(start: int) -> None:
    (block,) = read_markdown(f"{start}. a\n{start + 1}. b\n", "f")
    assert isinstance(block, ListBlock)
    assert [item.value for item in block.items] == [start, start + 1]


def test_signs_stay_as_they_are_typed() -> None:
    assert words('501(c)(3) ... -- "so" \\*this\\* &amp;') == '501(c)(3) ... -- "so" *this* &'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n<div>b</div>", 3),
        ("a\nb <b>c</b>", 2),
        ("a  \nb\n![c](d.png)", 3),
        ("a\n\n    code", 3),
        ("```\na\n```", 1),
        ("a\n\n<!-- open\n\nb", 3),
    ],
)
def test_what_the_book_has_no_form_for_is_refused_with_its_line(text: str, line: int) -> None:
    assert fault(text).startswith(f"introduction.md:{line}: prose-unknown: the book has no form")


def test_comments_are_for_editors() -> None:
    assert words("a<!-- b -->c\n\n<!-- d\n\n> e -->\n\nf") == "acf"


def test_words_behind_a_comment_on_its_line_are_not_lost() -> None:
    assert fault("<!-- a --> b").startswith("introduction.md:1: prose-unknown")


def test_references_are_written_as_the_book_is_cited() -> None:
    (paragraph,) = read_markdown("a\n[x](#3.27) [](#3n4)\n[y](#note-on-texts)", "f", 10)
    assert isinstance(paragraph, Paragraph)
    found = [i for i in paragraph.children if isinstance(i, CrossRef)]
    assert [(i.target, i.line) for i in found] == [
        ("t3p27", 11), ("t3n4", 11), ("note-on-texts", 12),
    ]  # fmt: skip
    assert found[1].children == ()


def test_a_reference_may_ask_for_its_page_and_nothing_else() -> None:
    (paragraph,) = read_markdown('[](#3.27 "page") [](#3.28) [w](https://e.org "page")', "f")
    assert isinstance(paragraph, Paragraph)
    found = [i for i in paragraph.children if isinstance(i, CrossRef)]
    assert [i.page for i in found] == [True, False]
    said = fault('a\n\nb\n[](#3.27 "pgae")')
    assert said.startswith("introduction.md:4: reference-title: ")
    assert 'hint: only "page" is one' in said


def test_lines_of_bullets() -> None:
    assert bullet_lines("# A\n\n- b\n  - c\n- d\n\n1. e\n\n* f\n") == (3, 5, 9)
