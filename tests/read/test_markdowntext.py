"""A text in Markdown: the file is the source, and of its syntax no letter of the text is part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from anthology.diagnostic import Severity
from anthology.ledger import Ledger, tile
from anthology.read.markdowntext import read_markdowntext
from anthology.read.reading import Chunk, Reading

FIXTURES = Path(__file__).parent / "fixtures"


def read(text: str) -> Reading:
    reading = read_markdowntext(text.encode(), "texts/one.md")
    holds(reading)
    return reading


def holds(reading: Reading) -> None:
    """The law: chunks and rows cover all; a row inside a chunk is a sign that is not printed."""
    assert reading.exact
    spans = [c.span for c in reading.chunks if len(c.span)]
    loose = [r for r in reading.rows if not any(r.span.within(span) for span in spans)]
    assert tile(reading.source, spans, Ledger(tuple(loose))) == ()
    for one, other in pairwise(sorted(row.span for row in reading.rows)):
        assert one.end <= other.start
    for chunk in reading.chunks:
        assert chunk.mark is None or chunk.mark.within(chunk.span)
        assert all(cell.span.within(chunk.span) for row in chunk.rows for cell in row)
        assert all(m.span.within(chunk.span) for m in chunk.marks)
        assert all(m.open + m.close <= len(m.span) for m in chunk.marks)
        for one_mark, other_mark in pairwise(chunk.marks):
            inside = other_mark.span.within(one_mark.span)
            assert inside or other_mark.span.start >= one_mark.span.start


def hidden(reading: Reading) -> Iterator[tuple[int, int]]:
    """The places that are not printed: rows, the edges of wrappers, signs that stand for others."""
    yield from ((row.span.start, row.span.end) for row in reading.rows)
    for chunk in reading.chunks:
        if chunk.mark:
            yield chunk.mark.start, chunk.mark.end
        for mark in chunk.marks:
            start, end = mark.span.start, mark.span.end
            if mark.kind in {"space", "break", "call", "page"}:
                yield start, end
            else:
                yield from ((start, start + mark.open), (end - mark.close, end))


def printed(reading: Reading) -> str:
    """What a book would print of the reading, in the order of the file, without spaces."""
    away = {at for start, end in hidden(reading) for at in range(start, end)}
    shown = (chunk for chunk in reading.chunks if chunk.kind != "rule")
    chunks = sorted(shown, key=lambda chunk: chunk.span)
    places = (at for chunk in chunks for at in range(chunk.span.start, chunk.span.end))
    words = "".join(reading.source.text[at] for at in places if at not in away)
    return "".join(words.split())


def seen(reading: Reading) -> list[tuple[str, str, str]]:
    return [(c.kind, c.value, reading.source.cut(c.span)) for c in reading.chunks]


def marks(reading: Reading, chunk: Chunk) -> list[tuple[str, str, str]]:
    return [(m.kind, reading.source.cut(m.span), m.value) for m in chunk.marks]


# --- A text of all kinds --------------------------------------------------------------------------


def test_a_whole_essay() -> None:
    reading = read((FIXTURES / "essay.md").read_text())
    hints = reading.hints
    assert (hints.title, hints.author) == ("On Small Parties", "A. N. Author")
    assert (hints.date, hints.language) == ("1921-05-01", "en-GB")
    assert [(c.kind, c.value, c.indent, c.quoted, c.continues) for c in reading.chunks] == [
        ("heading", "", 0, 0, False),
        ("plain", "", 0, 0, False),
        ("plain", "", 0, 1, False),
        ("plain", "", 0, 2, False),
        ("number", "1", 0, 0, False),
        ("plain", "", 0, 0, True),
        ("bullet", "-", 2, 0, False),
        ("number", "2", 0, 0, False),
        ("number", "7", 0, 0, False),
        ("figure", "img/mill.png", 0, 0, False),
        ("plain", "", 0, 0, False),
        ("figure", "sign.png", 0, 0, False),
        ("table", "", 0, 0, False),
        ("verse", "", 0, 0, False),
        ("rule", "", 0, 0, False),
        ("note", "why", 0, 0, False),
        ("note", "why", 0, 0, True),
    ]
    assert reading.diagnostics == ()


def test_the_words_of_the_essay_are_those_that_markdown_shows() -> None:
    assert printed(read((FIXTURES / "essay.md").read_text())) == "".join(
        """On Small Parties The first line of a paragraph, and its second and last; AT&T, 5 km,
        501(c)(3), a *star*. See the Review, again and http://example.org. A quotation, over two
        lines. One inside it, lazily continued. First item goes on. Its second paragraph. nested
        co  de Second item another list By hand With in it, broken. Year Pieces | songs 1869 12
        extra code  stays as it is Because it is. And a further paragraph.""".split()
    )


def test_marks_have_the_signs_they_are_written_with() -> None:
    reading = read((FIXTURES / "essay.md").read_text())
    text = reading.chunks[1]
    cut = reading.source.cut
    assert [(m.kind, cut(m.span), m.value, m.open, m.close) for m in text.marks] == [
        ("space", "\n", "", 0, 0),
        ("strong", "**second *and* last**", "", 2, 2),
        ("emphasis", "*and*", "", 1, 1),
        ("space", "&nbsp;", "", 0, 0),
        ("call", "[^why]", "why", 0, 0),
        ("space", "\n", "", 0, 0),
        (
            "link",
            '[the *Review*](http://example.org/a_b "A title")',
            "http://example.org/a_b",
            1,
            35,
        ),
        ("emphasis", "*Review*", "", 1, 1),
        ("link", "[again][rev]", "http://example.org/rev", 1, 6),
        ("link", "<http://example.org>", "http://example.org", 1, 1),
    ]
    assert marks(reading, reading.chunks[2]) == [
        ("space", "\n> ", ""),
        ("emphasis", "*over two\n> lines*", ""),
        ("space", "\n> ", ""),
    ]
    assert marks(reading, reading.chunks[10]) == [("break", "\\\n", "")]


def test_tables_keep_cells_beyond_their_columns() -> None:
    reading = read((FIXTURES / "essay.md").read_text())
    [table] = [c for c in reading.chunks if c.kind == "table"]
    assert [[reading.source.cut(c.span) for c in row] for row in table.rows] == [
        ["Year", "Pieces \\| songs"],
        ["1869", "*12*", "extra"],
    ]
    assert [[c.head for c in row] for row in table.rows] == [[True, True], [False] * 3]
    assert marks(reading, table) == [("emphasis", "*12*", "")]


def test_each_sign_of_markup_is_a_row_with_its_rule() -> None:
    reading = read((FIXTURES / "essay.md").read_text())
    rules = {(row.kind, row.rule): row.old for row in reading.rows}
    assert rules["omitted", "front-matter"].startswith("---\ntitle:")
    assert rules["markup", "escape"] == "\\"
    assert rules["markup", "entity"] == "amp;"
    assert rules["markup", "picture"] == "![a sign](sign.png)"
    assert rules["markup", "link-definition"] == '[rev]: http://example.org/rev "The Review"'
    assert set(rules) == {
        ("omitted", "front-matter"),
        ("markup", "markdown"),
        ("markup", "escape"),
        ("markup", "entity"),
        ("markup", "picture"),
        ("markup", "table"),
        ("markup", "link-definition"),
    }


# --- One thing at a time --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "chunks"),
    [
        ("Title\n=====\n\nx", [("heading", "", "Title"), ("plain", "", "x")]),
        ("## Two ##", [("heading", "", "Two")]),
        ("- > quoted", [("bullet", "-", "- > quoted")]),
        ("> 1. item", [("number", "1", "1. item")]),
        ("- # head", [("bullet", "-", "- # head")]),
        ("```python\nx = 1\n\n  y\n```", [("verse", "", "x = 1\n\n  y")]),
        ("501(c)(3) 'quoted' -- ...", [("plain", "", "501(c)(3) 'quoted' -- ...")]),
        ("a^[not a note] b", [("plain", "", "a^[not a note] b")]),
        ("[^9] alone", [("plain", "", "[^9] alone")]),
        ("[^a]: none calls it", [("note", "a", "[^a]: none calls it")]),
        ("<!-- a\n\ncomment -->\n\nx", [("plain", "", "x")]),
    ],
)
def test_blocks(text: str, chunks: list[tuple[str, str, str]]) -> None:
    assert seen(read(text)) == chunks


def test_notes_come_last_in_the_order_of_their_calls() -> None:
    reading = read("[^b]: Two.\n\n[^a]: One.\n\nSo[^a] and[^b] so[^a].")
    assert [(c.kind, c.value) for c in reading.chunks] == [
        ("plain", ""),
        ("note", "a"),
        ("note", "b"),
    ]


def test_entities_without_their_sign_in_the_file_stay_and_are_told() -> None:
    reading = read("5 &lt; 6 &eacute; &amp; &shy;x")
    assert printed(reading) == "5&lt;6&eacute;&x"
    assert [d.message for d in reading.diagnostics] == [
        "“&lt;” stands for “<”; it stays as it is",
        "“&eacute;” stands for “é”; it stays as it is",
    ]
    assert all(d.severity == Severity.WARNING for d in reading.diagnostics)


def test_html_is_left_out_and_its_words_are_kept() -> None:
    reading = read(
        "A <i>title</i> and <span class='x'>more</span>.<br>End.\n\n"
        "<div onclick='x()'>\nSome <b>bold</b>\nwords\n<script>evil()</script></div>\n"
    )
    assert printed(reading) == "Atitleandmore.End.Someboldwords"
    assert [m[0] for m in marks(reading, reading.chunks[0])] == ["emphasis", "break"]
    assert [d.rule for d in reading.diagnostics] == ["html-tag", "html-tag", "html"]


def test_tags_may_say_a_language_and_a_direction() -> None:
    reading = read("He said <span dir=\"rtl\" lang=he>שלום</span> and <bdo dir='rtl'>12</bdo>.")
    (chunk,) = reading.chunks
    assert [(m[0], m[2]) for m in marks(reading, chunk)] == [
        ("foreign", "he rtl"),
        ("foreign", " rtl"),
    ]
    assert printed(reading) == "Hesaidשלוםand12."
    assert reading.diagnostics == ()


def test_what_markdown_gives_up_on_is_kept_and_told() -> None:
    reading = read("> " * 30 + "deep")
    assert "deep" in printed(reading)
    assert [d.rule for d in reading.diagnostics] == ["markdown-unread"]


def test_the_typographer_is_off() -> None:
    text = "(c) (tm) ... -- \"so\" 'so' +-"
    assert printed(read(text)) == "".join(text.split())


def test_a_text_of_markup_alone_has_no_chunks() -> None:
    assert read("").chunks == ()
    assert read("[a]: http://example.org\n\n<!-- x -->").chunks == ()


# --- Any Markdown ---------------------------------------------------------------------------------

PIECES = [
    *"word B2 * ** _ ` `` [ ![ [^1] [r] 1. \\ \\* &amp; &lt; &nbsp; <i> </i> <br>".split(),
    *"| \\| # + —".split(),
    *("](u)", '](<a b> "t")', "<http://x.y>", "<div>", "</div>", "<!-- ", "-->", "***", "~~~"),
    *("\n", "\n\n", " ", "  \n", "    ", "\t", "\n    ", "\n  ", "> ", "\n> ", "\n- ", "\n2) "),
    *("\n# ", " #", "\n===\n", "\n---\n", "\n```\n", "\n<p>", "\n|a|b|\n|--|--|\n|", "é"),
    *("\n\n[^1]: ", "\n\n[r]: u 't'\n", "---\ntitle: x\n---\n"),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_sign_is_accounted_for_and_no_letter_of_the_text_is_markup(text: str) -> None:
    reading = read(text)
    if "<" not in text and "&lt;" not in text:
        shown = [sign for sign in rendered(text) if sign.isalpha()]
        kept = [sign for sign in printed(reading) if sign.isalpha()]
        assert kept == shown or ("|" in text and in_order(shown, kept))


def rendered(text: str) -> str:
    """The words that markdown-it shows; it drops cells beyond a table's columns."""
    md = MarkdownIt("commonmark").enable("table")
    md.use(footnote_plugin, inline=False, move_to_end=False).use(front_matter_plugin)
    page = re.sub(r'<sup class="footnote-ref">.*?</sup>', "", str(md.render(text)))
    return BeautifulSoup(page, "lxml").get_text()


def in_order(some: list[str], all_: list[str]) -> bool:
    rest = iter(all_)
    return all(sign in rest for sign in some)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 400_000,
        "a" + "\n" * 100_000 + "b",
        ">" * 50_000 + " x",
        "*a " * 20_000,
        "[" * 20_000,
        "| *x* | y |\n|--|--|\n" + "| *x* | y |\n" * 2000,
        "- " * 20_000,
        "<div>" * 20_000,
        "`" * 50_000,
    ],
    ids=["2 MB", "blank lines", "quotes", "stars", "brackets", "table", "items", "html", "ticks"],
)
def test_cost_is_linear(text: str) -> None:
    holds(read_markdowntext(text.encode(), "f"))
