"""The readable ledger: both sides whole, each row once, nothing that is withheld."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from anthology.book import Book
from anthology.booktext import BookText
from anthology.collation.streams import words
from anthology.ledger import Kind, Ledger, Row, printed
from anthology.ledgerpage import ledger_page
from anthology.render.markup import Press
from anthology.resources import folder, style
from anthology.sidebyside import segments
from anthology.span import Source

if TYPE_CHECKING:
    from tests.core.conftest import Desk, Edit

KINDS: tuple[Kind, ...] = (
    "omitted",
    "withheld",
    "abridged",
    "markup",
    "structural",
    "typographic",
    "emended",
    "queried",
)


def page_of(book: Book) -> str:
    return ledger_page(book, Press((folder("templates"),)), style("ledger.css")).decode()


@pytest.fixture(scope="module")
def page(book: Book) -> str:
    return page_of(book)


@pytest.fixture(scope="module")
def tree(page: str) -> etree._Element:
    return etree.fromstring(page.encode())  # strict: every element closed, every id once


def texts_of(tree: etree._Element) -> list[etree._Element]:
    return tree.findall(".//section[@class='text']")


def side(text: etree._Element, name: str) -> str:
    """The words on one side, without remarks; paragraphs that are alike on both stand once."""
    found = []
    for segment in text.findall("details"):
        cells = segment.findall("div/div")
        cell = cells[0 if name == "source" or not segment.get("data-has") else 1]
        (shown,) = cell.findall("div")
        for apart in shown.findall(".//span"):
            apart.text = None
            for child in list(apart):
                apart.remove(child)
        found.append("".join(str(piece) for piece in shown.itertext()))
    return "\n".join(found)


def bare(text: BookText, *kinds: Kind) -> str:
    """The source less the places of these classes."""
    ledger = Ledger().joined(text.ledger.of(*kinds))
    return printed(text.source, 0, len(text.source.text), ledger)


def sides(text: BookText) -> tuple[str, str]:
    """Both sides as they come from the core, without the template."""
    left, right = [], []
    for segment in segments(text):
        left.append("".join(p.words for p in segment.source if p.tag != "span"))
        book = segment.book if segment.changed else segment.source
        right.append("".join(p.words for p in book if p.tag != "span"))
    return "\n".join(left), "\n".join(right)


# --- The five texts -------------------------------------------------------------------------------


@pytest.mark.parametrize("at", range(5))
def test_both_sides_hold_all_words(book: Book, page: str, at: int) -> None:
    text = book.texts[at]
    shown = texts_of(etree.fromstring(page.encode()))[at]
    assert words(side(shown, "source")) == words(bare(text, "withheld"))
    whole = printed(text.source, 0, len(text.source.text), text.ledger)
    assert words(side(shown, "book")) == words(whole)


def test_each_row_is_shown_once_and_counted(book: Book, tree: etree._Element) -> None:
    rows = tree.findall(".//tbody/tr")
    for text, shown, row in zip(book.texts, texts_of(tree), rows, strict=True):
        found = [e for e in shown.iter() if "change" in (e.get("class") or "").split()]
        ids = {f"{text.id}c{at}": r.kind for at, r in enumerate(text.ledger.rows, 1)}
        kinds = {str(e.get("id")): set(str(e.get("class")).split()) for e in found}
        assert len(found) == len(kinds) == len(ids)
        assert all(kind in kinds[id] for id, kind in ids.items())
        counts = Counter(ids.values())
        assert [int(cell.text or "") for cell in row.findall("td")] == [counts[k] for k in KINDS]


def phrases(text: str) -> set[str]:
    """Every five words in a row."""
    found = words(text)
    return {" ".join(found[at : at + 5]) for at in range(len(found) - 4)}


def test_withheld_words_are_nowhere_in_the_page(book: Book, page: str) -> None:
    secret, told = set[str](), set[str]()
    for text in book.texts:
        told |= phrases(bare(text, "withheld"))
        for row in text.ledger.of("withheld"):
            secret |= phrases(text.source.cut(row.span))
    assert len(secret) > 2000  # the readers' comments and an address
    assert phrases(html.unescape(page)) & (secret - told) == set()
    assert "p70volkl" not in page
    assert "2261 words" in page


def test_paragraphs_are_found_by_their_numbers(book: Book, tree: etree._Element) -> None:
    cited = {a.text: str(a.get("href"))[1:] for a in tree.iterfind(".//a[@class='cite']")}
    assert cited["3.27"] == "t3p27"
    assert cited["1n.iv"] == "t1n-iv"
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert set(cited.values()) <= set(ids)
    assert len(cited) == sum(len(t.numbers.paragraph) + len(t.note_spans) for t in book.texts)


def test_paragraphs_without_a_change_are_folded_up(tree: etree._Element) -> None:
    for segment in tree.iterfind(".//details"):
        assert (segment.get("open") is None) == (segment.get("data-has") is None)


def test_the_page_needs_no_other_file_and_is_always_the_same(book: Book, page: str) -> None:
    assert not re.search(r"<(?:link|img|iframe|script src)|@import|url\(", page)
    assert not re.search(r'\b(?:href|src)="(?!#)', page)
    assert page == page_of(book)
    assert len(page) < 500_000


# --- Each class -----------------------------------------------------------------------------------

DECISIONS = (
    '[[omit]]\nexact = "Debris."\nreason = "the site’s"\n'
    '[[withhold]]\nexact = "A secret address."\nreason = "private"\n'
    '[[emend]]\nexact = "teh"\nnew = "the"\nreason = "exchanged"\nby = "Jane Doe"\n'
    '[[abridge]]\nexact = "and so on"\nreason = "long"\n'
    '[[query]]\nexact = "slipp"\nperhaps = "slip"\nreason = "doubled"\n'
    '[[quote]]\nexact = "A saying"\nreason = "announced"\n'
)
WORDS = (
    'Debris.\n\nIs teh "word" a slipp ?\n\nA secret address.\n\n'
    "A saying and so on.\n\n1. <b>Item &amp;"
)


def html_of(desk: Desk) -> str:
    page = page_of(desk.book())
    return page[page.index('<section class="text"') : page.index("<nav")]


def test_what_each_class_looks_like(desk: Desk) -> None:
    desk.text(WORDS, decisions=DECISIONS)
    shown = html_of(desk)
    remarks = re.findall(r'<span class="change remark (\w+)".*?\[</span>(.*?)<span', shown)
    assert remarks == [
        ("omitted", "left out: the site’s (the editor)"),
        ("emended", "“teh” → “the”: exchanged (Jane Doe)"),
        ("queried", "perhaps “slip”: doubled (the editor)"),
        ("withheld", "withheld: private, 3 words (the editor)"),
        ("abridged", "abridged: long (the editor)"),
        ("structural", "set as a block quotation: announced (the editor)"),
    ]
    assert '<del class="omitted">Debris.</del>' in shown
    assert '<del class="emended">teh</del>' in shown
    assert '<ins class="emended">the</ins>' in shown
    assert shown.count('<mark class="queried">slipp</mark>') == 2
    assert '<del class="typographic">&#34;</del>word<del' in shown
    assert re.search(r'<ins class="change typographic" id="t1c\d+" title="[^"]+">“</ins>', shown)
    assert '<del class="typographic" data-shows="␣"> </del>?' in shown
    assert re.search(r'<del class="change markup" id="t1c\d+" title="list marker">1.</del>', shown)
    assert shown.count('<span class="gen">[…]</span>') == 2
    assert '<del class="abridged">and so on</del>' in shown


def test_words_are_escaped(desk: Desk) -> None:
    desk.text("One <script>alert(1)</script> & two three.")
    shown = html_of(desk)
    assert "One &lt;script&gt;alert(1)&lt;/script&gt; &amp; two three." in shown
    assert "<script>alert" not in shown


def test_lines_of_the_source_are_numbered(edit: Edit) -> None:
    text = edit("\n\nOne\ntwo.\n\n\nThree.")
    assert [segment.line for segment in segments(text)] == [3, 7]
    (first, _) = segments(text)
    assert [piece.shows for piece in first.source if piece.tag == "line"] == ["4"]


def test_what_is_left_out_inside_a_joined_paragraph_stays_in_it(edit: Edit) -> None:
    text = edit(
        "One half\n\nJunk.\n\nof it.\n\nTwo.",
        decisions='[[omit]]\nexact = "Junk."\n[[join]]\nexact = "of it."\n',
    )
    assert [s.cite for s in segments(text)] == ["1.1", "1.2"]
    assert [dict(s.kinds) for s in segments(text)] == [{"omitted": 1, "structural": 1}, {}]


def test_nothing_is_said_of_a_slip_in_a_withheld_passage(edit: Edit) -> None:
    text = edit(
        "Mine.\n\nHers, wth a slip.", decisions='[[withhold]]\nexact = "Hers, wth a slip."\n'
    )
    start = text.source.text.index("wth")
    doubt = Row("queried", "editor", text.source.span(start, start + 3), "wth", "with", "of Hers")
    leaky = replace(text, ledger=text.ledger.joined((doubt,)))
    shown = repr(list(segments(leaky)))
    assert "queried, inside a place withheld" in shown
    assert not re.search("wth|with\\b|Hers|slip", shown)


def test_nothing_is_said_of_a_slip_that_runs_into_a_withheld_passage(edit: Edit) -> None:
    text = edit("Mine wsa.\n\nHers.", decisions='[[withhold]]\nexact = "Hers."\n')
    start = text.source.text.index("wsa")
    doubt = Row("queried", "editor", text.source.span(start, start + 9), "wsa", "was Hers")
    shown = repr(list(segments(replace(text, ledger=text.ledger.joined((doubt,))))))
    assert "wsa" in shown
    assert "Hers" not in shown


# --- Any ledger -----------------------------------------------------------------------------------

LENGTH = 24
ROWS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, LENGTH - 1),
        st.integers(0, 8),
        st.sampled_from(["", "x", " "]),
    ),
    max_size=8,
)


def signs(text: str) -> str:
    return "".join(text.split())


@given(st.text("abc \n", min_size=LENGTH, max_size=LENGTH), ROWS)
def test_any_rows_are_shown_once_and_hide_what_is_withheld(
    book: Book, letters: str, drawn: list[tuple[Kind, int, int, str]]
) -> None:
    """Rows that overlap as the tiling check would not allow, too."""
    source = Source("s", letters)
    spans = [(k, source.span(a, min(a + n, LENGTH)), new) for k, a, n, new in drawn]
    rows = [Row(k, "rule", span, source.cut(span), new) for k, span, new in spans]
    ledger = Ledger().joined(rows)
    text = replace(book.texts[3], source=source, ledger=ledger, body=(), notes=(), title_span=None)
    pieces = [p for s in segments(text) for p in (*s.source, *s.book)]
    shown = Counter(p.id for p in pieces if p.id)
    assert shown == Counter(f"{text.id}c{at}" for at, _ in enumerate(rows, 1))
    kinds = (Counter(dict(s.kinds)) for s in segments(text))
    assert sum(kinds, Counter()) == Counter(row.kind for row in rows)
    secret = Counter[int]()
    for row in ledger.of("withheld"):
        secret.update(range(row.span.start, row.span.end))
    open_letters = "".join(c for at, c in enumerate(letters) if not secret[at])
    assert signs(sides(text)[0]) == signs(open_letters)
    if not secret:
        assert signs(sides(text)[1]) == signs(printed(source, 0, LENGTH, ledger))
