"""Saved web pages: what is read, what is left out and why, and that no visible word is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from hypothesis import given, settings
from hypothesis import strategies as st

from anthology.diagnostic import EditionError
from anthology.ledger import Ledger, tile
from anthology.read.html import read_html
from anthology.read.reading import Chunk, Mark, Reading

FIXTURES = Path(__file__).parent / "fixtures"


def fixture(name: str) -> Reading:
    return checked(read_html((FIXTURES / name).read_bytes(), name))


def page(body: str, head: str = "") -> Reading:
    markup = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return checked(read_html(markup.encode(), "page.html"))


def checked(reading: Reading) -> Reading:
    """The laws of every reading: all is in a chunk or left out, once, in order."""
    source = reading.source
    ledger = Ledger().joined(reading.rows)
    spans = [chunk.span for chunk in reading.chunks]
    assert tile(source, spans, ledger) == ()
    assert spans == sorted(spans)
    for chunk in reading.chunks:
        inside = [chunk.mark] if chunk.mark else []
        inside += [m.span for m in chunk.marks] + [c.span for r in chunk.rows for c in r]
        assert all(span.within(chunk.span) for span in inside)
        words = source.cut(chunk.span)
        assert words == words.strip() or chunk.kind in {"verse", "plain", "table"}
    return reading


def words(reading: Reading, chunk: Chunk) -> str:
    return reading.source.cut(chunk.span)


def told(reading: Reading, *kinds: str) -> list[str]:
    return [words(reading, c) for c in reading.chunks if not kinds or c.kind in kinds]


def marks(reading: Reading, *kinds: str) -> list[tuple[str, str, str]]:
    found: list[Mark] = [m for c in reading.chunks for m in c.marks if m.kind in kinds]
    return [(m.kind, reading.source.cut(m.span), m.value) for m in found]


def left_out(reading: Reading) -> dict[str, list[str]]:
    rules: dict[str, list[str]] = {}
    for row in reading.rows:
        rules.setdefault(row.rule, []).append(row.old)
    return rules


def fault(data: bytes) -> str:
    with pytest.raises(EditionError) as caught:
        read_html(data, "page.html")
    return caught.value.diagnostics[0].rule


def rules(reading: Reading) -> list[str]:
    return [diagnostic.rule for diagnostic in reading.diagnostics]


# --- Pages of the kinds that are out there --------------------------------------------------------


def test_spip_notes_are_paired_and_the_summary_is_kept() -> None:
    reading = fixture("spip.html")
    assert told(reading, "title") == ["La grève de mai"]
    assert marks(reading, "call") == [("call", "[1]", "1"), ("call", "[2]", "2")]
    notes = [c for c in reading.chunks if c.kind == "note"]
    assert [(c.value, reading.source.cut(c.mark)) for c in notes if c.mark] == [
        ("1", "[1]"),
        ("2", "[2]"),
    ]
    assert words(reading, notes[1]) == "[2]\xa0Entretien avec l'auteure.\nIl eut lieu en 1999."
    assert any(w.startswith("Ce récit a été écrit") for w in told(reading, "plain"))
    assert any(w.startswith("Merci à celles") for w in told(reading, "plain"))
    [quoted] = [c for c in reading.chunks if c.quoted]
    assert words(reading, quoted).endswith("ne nous demanda rien[2].")
    assert set(left_out(reading)) == {
        "site-header",
        "site-navigation",
        "notes-heading",
        "form",
        "site-footer",
    }
    assert reading.hints.author == "Jeanne Modèle"
    assert reading.hints.date == "2003-05-01"
    assert reading.hints.language == "fr"
    links = marks(reading, "link")
    assert ("link", "Un autre article", "https://revue.example/article7.html") in links


def test_wordpress_thread_has_depth_authors_numbers_and_no_site() -> None:
    reading = fixture("wordpress.html")
    thread = [c for c in reading.chunks if c.thread]
    assert [(c.thread, c.value, words(reading, c)) for c in thread if c.opens] == [
        (1, "1", "Ada says:"),
        (2, "", "Ben says:"),
        (1, "3", "Cleo says:"),
    ]
    assert [w for k, w, _ in marks(reading, "strong")] == ["Ada", "Ben", "Cleo"]
    assert words(reading, thread[3]) == "All three were small."
    out = left_out(reading)
    assert out["pingback"] == ["Pingback: Another blog"]
    assert out["comments-note"] == ["4 thoughts on “On Small Groups”", "Comments are closed."]
    assert out["share-bar"] == ["Share this:\nTwitter\nFacebook"]
    assert out["cookie-note"] == ["This website uses cookies to improve your visit."]
    assert [w.startswith("We use cookies") for w in out["hidden"]] == [True]
    assert reading.hints.author == "Robin Model"
    assert reading.hints.address == "https://blog.example/2009/03/on-small-groups/"


def test_wordpress_notes_in_a_list_keep_a_year_they_begin_with() -> None:
    reading = fixture("wordpress.html")
    assert told(reading, "note") == ["1917 is the usual example.", "They can act."]
    assert left_out(reading)["note-backlink"] == ["↩︎", "↩︎"]
    [figure] = [c for c in reading.chunks if c.kind == "figure"]
    assert (figure.value, figure.alternative) == ("images/meeting.jpg", "A meeting")
    assert words(reading, figure) == "The first meeting, 1998"
    assert any("matter 🙂 🎈." in w for w in told(reading))


def test_encyclopedia_article() -> None:
    reading = fixture("wiki.html")
    assert marks(reading, "call") == [
        ("call", "[1]", "1"),
        ("call", "[2]", "2"),
        ("call", "[1]", "1"),
    ]
    assert told(reading, "note") == ["A. Model, Presses, p. 12.", "B. Model, Paper."]
    assert told(reading, "heading") == ["History"]
    out = left_out(reading)
    assert out["contents-list"] == ["Contents\n1 History\n2 References"]
    assert out["edit-link"] == ["[edit]"]
    assert out["note-backlink"] == ["^ a b", "^"]
    assert marks(reading, "superscript") == [("superscript", "3", "")]
    [table] = [c for c in reading.chunks if c.kind == "table"]
    cut = reading.source.cut
    assert [[(cut(c.span), c.head, c.columns) for c in row] for row in table.rows] == [
        [("Press", True, 1), ("Sheets", True, 1)],
        [("wooden", False, 1), ("240", False, 1)],
        [("iron", True, 1), ("480", False, 1)],
        [("estimates", False, 2)],
    ]
    assert marks(reading, "subscript") == [("subscript", "2", "")]


def test_hand_made_page_of_the_nineties() -> None:
    reading = fixture("nineties.html")
    assert told(reading) == [
        "Why we met",
        "by One Who Was There",
        "We met because nobody else would.",
        "That is the whole story, and it is short enough.",
        "Text without any paragraph at all stands here, and goes on to a second line.",
        "first",
        "second",
        "inside",
        "A small word at the end & nothing more—save this.",
    ]
    assert [c.indent for c in reading.chunks if c.kind == "bullet"] == [0, 0, 1]
    assert left_out(reading) == {"site-navigation": ["Home | Next"]}


def test_archive_page_with_notes_page_numbers_and_cp1252_called_latin_1() -> None:
    reading = fixture("archive.html")
    assert marks(reading, "call") == [("call", "[1]", "1"), ("call", "[2]", "2")]
    assert marks(reading, "page") == [("page", "", "12"), ("page", "[13]", "13")]
    assert told(reading, "note") == ["[1] The letter is lost. — Ed.", "[2] See the first note."]
    assert [words(reading, c) for c in reading.chunks if c.quoted] == [
        "It was a long winter, and we were few."
    ]
    assert left_out(reading) == {
        "notes-heading": ["Footnotes"],
        "site-footer": ["Top of the page", "Last updated on: 1 May 2005"],
    }
    assert rules(reading) == []


def test_right_to_left_page() -> None:
    reading = fixture("rtl.html")
    assert [c.direction for c in reading.chunks] == ["rtl", "rtl", "rtl", "", "rtl"]
    assert [c.language for c in reading.chunks if c.quoted] == ["fr"]
    assert marks(reading, "foreign") == [("foreign", "no answer", "en ltr")]
    assert reading.hints.language == "ar"


def test_words_that_run_the_other_way_keep_their_direction() -> None:
    reading = page(
        '<p>He said <span dir="rtl" lang="he">שלום</span> and <bdi dir="rtl">12</bdi>, then '
        'went <span dir="ltr">home</span>.</p><p dir="auto">שלום לכל</p><p dir="auto">Peace.</p>'
    )
    assert marks(reading, "foreign") == [("foreign", "שלום", "he rtl"), ("foreign", "12", " rtl")]
    assert [c.direction for c in reading.chunks] == ["", "rtl", ""]


def test_page_saved_from_word() -> None:
    reading = fixture("word.html")
    assert told(reading, "note") == [
        "[1] By the clock of the hall.",
        "[2] Carried.\nOne voice against.",
    ]
    assert marks(reading, "call", "smallcaps", "emphasis") == [
        ("call", "[1]", "1"),
        ("smallcaps", "agreed", ""),
        ("emphasis", "Resolved", ""),
        ("call", "[2]", "2"),
    ]
    assert reading.rows == ()
    assert [c.kind for c in reading.chunks].count("rule") == 0  # only parted text and notes


def test_magazine_page_whose_text_nothing_names() -> None:
    reading = fixture("magazine.html")
    kept = told(reading)
    assert kept[0] == "The Ferry at Low Water"
    assert kept[1].startswith("In a dry summer the ferry")
    assert kept[2] == "By Ines Model 2 March 2014"
    assert [words.split()[0] for words in kept[3:]] == ["The", "At", "Nobody", "When", "Ines"]
    out = left_out(reading)
    assert out["share-bar"] == ["Facebook\nTwitter\nE-mail"]
    assert out["page-interface"] == ["Play", "This is a modal window."]
    assert [words.split("\n")[0] for words in out["related-posts"]] == ["Read more"]
    assert any("Nets are mended" in words for words in out["outside-content"])
    assert out["comments-unread"] == [""]  # withheld
    assert reading.hints.title == "The Ferry at Low Water"
    assert reading.hints.author == "Ines Model"
    assert reading.hints.date == "2014-03-02"


def test_comments_that_make_no_thread_are_withheld_wherever_they_stand() -> None:
    sentence = "<p>A sentence long enough to be the text of this page, said twice.</p>"
    comments = "<div id='comments'><h3>Say something</h3><p>Jo: hush<p hidden>and more</div>"
    aside = f"<aside class='sidebar'><h3>Recent</h3>{comments}<p>Weather</aside>"
    for words in (
        f"<article>{sentence * 9}</article>{comments}",
        f"<main>{sentence * 2}</main>{comments}",
        f"<article>{sentence * 9}</article>{aside}",
        f"<article>{sentence * 9}</article><div hidden>{comments}</div>",
    ):
        reading = page(words)
        assert "hush" in reading.source.text
        assert "and more" in reading.source.text
        assert not [row for row in reading.rows if "hush" in row.old or "more" in row.old]
        hidden = [row for row in reading.rows if row.rule == "hidden"]
        assert [(row.kind, row.old) for row in hidden] == [("withheld", "")]


def test_layout_table_is_no_table() -> None:
    sentence = "<p>A sentence long enough to be the text of this page, said twice.</p>"
    reading = page(
        "<table><tr><td><a href='a.html'>One</a><br><a href='b.html'>Two</a></td>"
        f"<td><h1>Title</h1>{sentence * 4}</td></tr></table>"
    )
    assert [c.kind for c in reading.chunks] == ["title"] + ["plain"] * 4
    assert left_out(reading) == {"site-navigation": ["One\nTwo"]}


# --- Structure ------------------------------------------------------------------------------------


def test_lists_count_as_their_page_says() -> None:
    reading = page(
        "<ol start=4><li>d<p>more</p><ol type=i><li>in</ol><li value=9>i<li>j</ol>"
        "<ol reversed><li>2nd<li>1st</ol><dl><dt>term<dd>meaning</dl>"
    )
    assert [(c.kind, c.value, c.indent, c.continues) for c in reading.chunks] == [
        ("number", "4", 0, False),
        ("plain", "", 0, True),
        ("number", "i", 1, False),
        ("number", "9", 0, False),
        ("number", "10", 0, False),
        ("number", "2", 0, False),
        ("number", "1", 0, False),
        ("plain", "", 0, False),
        ("plain", "", 1, False),
    ]


def test_quotations_in_quotations() -> None:
    inner = "<blockquote><p>a</p><blockquote>b</blockquote>c</blockquote>d"
    assert [c.quoted for c in page(inner).chunks] == [1, 2, 1, 0]


def test_two_line_ends_part_paragraphs_and_one_is_kept() -> None:
    reading = page("<p>one<br>two<br><br>three</p>four")
    assert told(reading) == ["one\ntwo", "three", "four"]
    assert marks(reading, "break") == [("break", "\n", "")]


def test_verse_by_name_and_by_look() -> None:
    lines = "O first line<br>And second line<br>The third of them<br>The fourth and last"
    by_look = page(f"<p>{lines}</p>")
    by_name = page(
        "<div class='poem'><div class='stanza'><span class='line'>one</span>"
        "<span class='line'>two</span></div><div class='stanza'>three<br>&nbsp;four</div></div>"
    )
    in_pre = page("<pre class='poem'>one\n   two\n\nthree\nfour</pre>")
    assert told(by_look, "verse") == [lines.replace("<br>", "\n")]
    assert told(by_name, "verse") == ["one\ntwo", "three\n\xa0four"]
    assert told(in_pre, "verse") == ["one\n\xa0\xa0\xa0two", "three\nfour"]


def test_preformatted_code_keeps_its_space_and_prose_its_paragraphs() -> None:
    code = page("<p>See:</p><pre><code>if a:\n    b\n\n    c</code></pre>")
    assert told(code)[1] == "if a:\n\xa0\xa0\xa0\xa0b\n\n\xa0\xa0\xa0\xa0c"
    assert [k for k, _, _ in marks(code, "code")]
    line = "These lines were wrapped by hand at about seventy signs each, long ago"
    prose = page(f"<pre>{line}\n{line}\n{line}.\n\n{line}\nend.</pre>")
    assert told(prose) == [f"{line} {line} {line}.", f"{line} end."]


def test_styles_by_tag_and_by_style_run_on_over_words() -> None:
    reading = page(
        "<p><i>a <b>b</b></i> <span style='font-variant: small-caps'>c</span> <u>d</u>"
        "<code>e</code> <a href='https://x.example/'>f</a> <a href='#g'>g</a> <q>h</q></p>"
    )
    assert told(reading) == ["a b c de f g “h”"]
    assert sorted(marks(reading, "emphasis", "strong", "smallcaps", "code", "link")) == sorted(
        [
            ("strong", "b", ""),
            ("emphasis", "a b", ""),
            ("smallcaps", "c", ""),
            ("emphasis", "d", ""),
            ("code", "e", ""),
            ("link", "f", "https://x.example/"),
        ]
    )


def test_style_around_blocks_marks_each() -> None:
    divs = page("<em><div>a</div><div>b</div></em>")
    assert [w for _, w, _ in marks(divs, "emphasis")] == ["a", "b"]


def test_pages_of_the_original() -> None:
    reading = page(
        "<p>one<span role='doc-pagebreak' aria-label='7'></span> two</p>"
        "<div class='pagenum'>[Pg 8]</div><p>three <a name='page9'></a>four</p>"
        "<p><span id='page-long'>words</span></p>"
    )
    assert marks(reading, "page") == [("page", "", "7"), ("page", "[Pg 8]", "8"), ("page", "", "9")]
    assert told(reading)[1] == "[Pg 8]three four"


def test_words_behind_an_element_that_holds_nothing_are_kept() -> None:
    reading = page(
        "<p>hyphen<wbr>ated <embed src=x> and <picture><source srcset=x></picture>on</p>"
    )
    assert [words(reading, chunk) for chunk in reading.chunks] == ["hyphenated and on"]


def test_pictures_are_named_and_never_fetched() -> None:
    reading = page(
        "<p>a<img src='a.png' alt='A'></p><img src='https://x.example/b.png'>"
        "<img src='file:///etc/c.png'><img src='../d.png'><img src='e.gif' width=1 height=1>"
        "<img src='data:image/png;base64,AAAA'>"
    )
    assert [c.value for c in reading.chunks if c.kind == "figure"] == [
        "a.png",
        "https://x.example/b.png",
        "file:///etc/c.png",
        "../d.png",
        "data:bde6da8e",
    ]
    assert reading.pictures == (("data:bde6da8e", b"\0\0\0"),)
    assert rules(reading) == []


# --- Words that are more than words ---------------------------------------------------------------


def test_tables_keep_what_spans_rows_and_columns() -> None:
    reading = page(
        "<table><caption>Sheets</caption><thead><tr><td>Press<td>1900<td>1901</thead>"
        "<tr><th rowspan=2 scope=row>iron<td colspan=2>480<tr><td>1<td>2"
        "<tr><td rowspan=9>a<td>b<td rowspan=0>c</table>"
    )
    [table] = [c for c in reading.chunks if c.kind == "table"]
    cut = reading.source.cut
    assert told(reading, "plain") == ["Sheets"]
    assert [[(cut(c.span), c.head, c.columns, c.rows) for c in row] for row in table.rows] == [
        [("Press", True, 1, 1), ("1900", True, 1, 1), ("1901", True, 1, 1)],
        [("iron", True, 1, 2), ("480", False, 2, 1)],
        [("1", False, 1, 1), ("2", False, 1, 1)],
        [("a", False, 1, 1), ("b", False, 1, 1), ("c", False, 1, 1)],
    ]


def test_a_table_in_a_table_is_read_cell_by_cell_and_said() -> None:
    inner = "<table><tr><th>x<th>y<tr><td>1<td>2</table>"
    reading = page(f"<p>Text.</p><table><tr><th>A<th>B<tr><td>left<td>{inner}</table><p>More.</p>")
    assert told(reading) == ["Text.", "A", "B", "left", "x\ty\n1\t2", "More."]
    assert rules(reading) == ["table-flattened"]


def test_deleted_words_are_left_out_inserted_and_struck_ones_kept_and_all_is_said() -> None:
    reading = page("<p>It costs <del>50</del> <ins>60</ins> <s>dear</s> crowns.</p>")
    assert told(reading) == ["It costs 60 dear crowns."]
    assert left_out(reading) == {"deleted": ["50"]}
    assert rules(reading) == ["deleted-words", "inserted-words", "struck-words"]
    assert "“50”" in reading.diagnostics[0].message


def test_signs_that_a_browser_makes_are_words_and_in_the_ledger() -> None:
    reading = page(
        "<p>She said <q>he said <q>no</q></q>. <ruby lang=ja>漢<rp>(</rp><rt>かん</rt><rp>)</rp>"
        "</ruby> <ruby>a<rt>b</rt></ruby></p>"
    )
    assert told(reading) == ["She said “he said ‘no’”. 漢（かん） a (b)"]
    assert {rule: old for rule, old in left_out(reading).items() if any(old)} == {}
    assert [(r.rule, r.new) for r in reading.rows] == [
        ("quotation-made", "“"),
        ("quotation-made", "‘"),
        ("quotation-made", "’"),
        ("quotation-made", "”"),
        ("reading-bracket", "（"),
        ("reading-bracket", "）"),
        ("reading-bracket", "("),
        ("reading-bracket", ")"),
    ]


def test_a_formula_is_set_on_one_line() -> None:
    reading = page(
        "<p>So <math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo>"
        "<mfrac><mn>1</mn><mn>3</mn></mfrac></mrow><annotation>x^2</annotation></semantics></math>"
        " and <i><b style='display:none'><math><msub><mi>a</mi><mn>1</mn></msub></math></b>"
        "<img class='math-fallback' src='https://x.example/a.svg' alt='a_1'></i>.</p>"
    )
    assert told(reading) == ["So x2=1/3 and a1."]
    assert marks(reading, "superscript", "subscript") == [
        ("superscript", "2", ""),
        ("subscript", "1", ""),
    ]
    assert rules(reading) == ["formula"]


def test_soft_hyphens_and_places_to_break_are_no_letters() -> None:
    reading = page("<p>hyphen&shy;ated <b>super<wbr>long</b> words</p>")
    assert told(reading) == ["hyphen\xadated superlong words"]
    assert marks(reading, "space") == [("space", "\xad", "none")]


def test_code_keeps_the_space_between_its_parts() -> None:
    reading = page("<pre><code><b>SELECT</b> <i>a</i>  \n <b>FROM</b>  b</code></pre>")
    assert told(reading) == ["SELECT a\n\xa0FROM\xa0\xa0b"]


def test_players_and_pages_in_the_page_are_said() -> None:
    reading = page("<p>See</p><iframe src='https://v.example/1'>no frames</iframe><audio>x</audio>")
    assert told(reading) == ["See"]
    assert [d.message.split(":")[0] for d in reading.diagnostics] == [
        "2 times on the page, the first “https"
    ]


def test_nesting_that_is_made_flat_is_said() -> None:
    reading = page("<div>" * 130 + "deep" + "</div>" * 130)
    assert told(reading) == ["deep"]
    assert rules(reading) == ["nested-deep"]


# --- Notes ----------------------------------------------------------------------------------------


def test_notes_without_links() -> None:
    reading = page(
        "<p>First [1] and second<sup>2</sup>, and [9].</p><p>On.</p>"
        "<p>[1] One.</p><p><sup>2</sup> Two.</p>"
    )
    assert marks(reading, "call") == [("call", "[1]", "1"), ("call", "2", "2")]
    assert told(reading, "note") == ["[1] One.", "2 Two."]


def test_notes_in_one_paragraph_are_parted() -> None:
    reading = page(
        "<p>a<a href='#n1' name='r1'>1</a> b[<a href='#n2' name='r2'>2</a>]</p><hr>"
        "<p><a name='n1' href='#r1'>1</a>. One<br><a name='n2' href='#r2'>2</a>. Two</p>"
    )
    assert told(reading, "note") == ["1. One", "2. Two"]
    assert marks(reading, "call") == [("call", "1", "1"), ("call", "[2]", "2")]


def test_a_note_called_twice_and_markers_that_come_back() -> None:
    chapter = (
        "<p>Said<a href='#{0}n' id='{0}r'>*</a> and again<a href='#{0}n'>*</a>.</p>"
        "<aside role='doc-footnote' id='{0}n'><a href='#{0}r'>*</a> Note {0}.</aside>"
    )
    reading = page("<h2>A</h2>" + chapter.format("a") + "<h2>B</h2>" + chapter.format("b"))
    assert [v for _, _, v in marks(reading, "call")] == ["*", "*", "*·2", "*·2"]
    assert [c.value for c in reading.chunks if c.kind == "note"] == ["*", "*·2"]
    assert rules(reading) == ["note-marker-twice"]


def test_links_to_chapters_are_no_notes() -> None:
    chapters = "".join(
        f"<h2 id='c{i}'>{i}</h2><p id='p{i}'>{i} begins this chapter here.</p>" for i in (1, 2)
    )
    reading = page(f"<p><a href='#p1'>1</a> <a href='#p2'>2</a></p>{chapters}")
    assert told(reading, "note") == []
    assert told(reading, "heading") == ["1", "2"]


def test_a_call_without_its_note_is_told() -> None:
    reading = page("<p>Said.<sup><a href='#gone'>3</a></sup></p>")
    assert rules(reading) == ["note-missing"]


# --- What is left out -----------------------------------------------------------------------------


def test_what_is_no_word_of_the_page_is_not_in_the_source() -> None:
    reading = page(
        "<script>a()</script><style>b</style><noscript>c</noscript><!-- d --><template>e</template>"
        "<p onclick='f()'>seen</p><video>cannot be played</video>"
    )
    assert reading.source.text == "seen"
    assert rules(reading) == ["embedded"]


def test_what_browsers_do_not_show_is_left_out_with_its_reason() -> None:
    reading = page(
        "<p>One <span hidden>a <b>b</b></span>two<span aria-hidden=true>#</span>.</p>"
        "<p style='display: none'>c</p><svg><title>icon</title><text>d</text></svg>"
        "<dialog><p>e</dialog><nav>Home <i hidden>f</i></nav><p>End.</p>"
    )
    assert told(reading) == ["One two.", "End."]
    assert left_out(reading) == {
        "hidden": ["a b", "c", "e", "f"],
        "decoration": ["#"],
        "drawing-words": ["d"],
        "site-navigation": ["Home"],
    }


def test_a_page_that_scripts_would_reveal_is_read() -> None:
    sentence = "A sentence of the text, which is hidden from screen readers while a box is open. "
    reading = read_html(
        f"<body style='visibility:hidden'><div aria-hidden=true>{sentence}</div></body>".encode(),
        "page.html",
    )
    assert told(reading) == [sentence.strip()]


def test_furniture_never_takes_most_of_a_page() -> None:
    sentence = "<p>All the words of this page are in a part with an unlucky name.</p>"
    assert len(page(f"<div class='sidebar'>{sentence * 5}</div>").chunks) == 5


def test_text_beside_the_text_is_kept_and_a_menu_is_not() -> None:
    text = "<p>The text of the page has several paragraphs, all of them like this one.</p>"
    reading = page(
        "<div class=x><ul><li><a href=/>Home</a><li><a href=/b>Blog</a></ul></div>"
        f"<div class=y><h1>Title</h1><p>A summary, which is text too.</p></div>"
        f"<div>{text * 9}</div>"
        "<div class=z>Imprint</div>"
    )
    assert told(reading, "title") == ["Title"]
    assert "A summary, which is text too." in told(reading)
    assert left_out(reading) == {"site-navigation": ["Home\nBlog"], "outside-content": ["Imprint"]}


# --- Encodings ------------------------------------------------------------------------------------


FRENCH = "Un café très serré, à l’écart du quai, où personne n’était venu l’été dernier."


@pytest.mark.parametrize(
    ("data", "shown", "said"),
    [
        ("<p>naïve – “é”".encode(), "naïve – “é”", []),
        ("\ufeff<p>naïve".encode("utf-16"), "naïve", []),
        ('<meta charset="iso-8859-1"><p>“é”'.encode("cp1252"), "“é”", []),
        ('<?xml version="1.0" encoding="koi8-r"?><p>мир'.encode("koi8-r"), "мир", []),
        ('<meta charset="shift_jis"><p>日本'.encode("cp932"), "日本", []),
        (b'<meta charset="nonsense"><p>' + FRENCH.encode("cp1252"), FRENCH, ["guess"]),
        ("<p>mostly “UTF-8” – but ".encode() + b"caf\xe9", "mostly “UTF-8” – but café", ["mixed"]),
    ],
)
def test_encodings(data: bytes, shown: str, said: list[str]) -> None:
    reading = read_html(data, "page.html")
    assert reading.source.text == shown
    assert len(rules(reading)) == len(said)
    assert all(word in rule for word, rule in zip(said, rules(reading), strict=True))


def test_the_editor_is_believed() -> None:
    data = '<meta charset="utf-8"><p>мир'.encode("cp1251")
    assert read_html(data, "page.html", "cp1251").source.text == "мир"


# --- Bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "source-empty"),
        (b" \n\t", "source-empty"),
        (b"<html><script>only()</script>", "source-empty"),
        (b"<nav>Home</nav>", "source-empty"),
        (b"%PDF-1.7 ...", "binary-file"),
        (bytes(range(256)) * 9, "binary-file"),
        (b"\x00\x01\x02" * 50, "binary-file"),
        (b"<p>a lone half \xed\xa0\x80 of a sign", "surrogate"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, rule: str) -> None:
    assert fault(data) == rule


def test_signs_that_no_page_shows() -> None:
    reading = checked(read_html(b"<p>a\x01b&#xD800;c&#0;d", "page.html"))
    assert "a" in reading.source.text
    assert "\ud800" not in reading.source.text
    assert "control-sign" in rules(reading)


def test_cut_off_in_the_middle() -> None:
    data = (FIXTURES / "spip.html").read_bytes()
    failed = []
    for end in range(400, len(data), 997):
        try:
            checked(read_html(data[:end], "page.html"))
        except EditionError as error:
            failed.append(error.diagnostics[0].rule)
    assert set(failed) <= {"source-empty"}


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "b", "table><tr><td", "font"])
def test_nesting_without_end(tag: str) -> None:
    depth = 4_000
    reading = checked(read_html(f"<{tag}>".encode() * depth + b"deep<p>end", "page.html"))
    assert reading.source.text.split() == ["deep", "end"]


def test_a_hundred_thousand_elements_deep() -> None:
    reading = read_html(b"<div>x" * 100_000, "page.html")
    assert reading.source.text.count("x") == 100_000


def test_two_megabytes_on_one_line() -> None:
    reading = read_html(b"<p>" + b"word " * 400_000, "page.html")
    assert len(reading.chunks) == 1
    assert reading.source.text.count("word") == 400_000


# --- No word is lost ------------------------------------------------------------------------------

TAGS = """p div span i b blockquote ul ol li table tr td th h2 pre a sup dl dt dd figure figcaption
    nav aside footer section article header br hr q caption form center del ins s sub ruby rt math
    msup mfrac mi svg button details summary wbr code kbd dialog""".split()
NAMES = [
    "",
    "poem",
    "line",
    "note",
    "comment",
    "comment-list",
    "pagenum",
    "sidebar",
    "share",
    "toc",
]


EXTRAS = ["", " href='#n1'", " id='n1'", " id='fn2'", " href='#fn2'", " hidden", " rowspan=2"]
EXTRAS += [" aria-hidden=true", " style='display:none'", " role=button", " epub:type=noteref"]


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> str:
    tag, name = draw(st.sampled_from(TAGS)), draw(st.sampled_from(NAMES))
    inner = st.one_of(words_of_a_page, trees(depth - 1)) if depth else words_of_a_page
    parts = draw(st.lists(inner, max_size=4))
    extra = draw(st.sampled_from(EXTRAS))
    return f"<{tag} class='{name}'{extra}>{''.join(parts)}</{tag}>"


words_of_a_page = st.text("ab 1[]*\n\xad", min_size=1, max_size=12)


def seen(markup: str) -> Counter[str]:
    soup = BeautifulSoup(markup, "lxml")
    words = (s for s in soup.find_all(string=True) if not isinstance(s, PreformattedString))
    return Counter("".join("".join(words).split()))


@given(st.lists(trees(), min_size=1, max_size=4).map("".join))
@settings(max_examples=250)
def test_every_visible_sign_is_in_the_source_and_tiled(markup: str) -> None:
    rule = ""
    reading: Reading | None
    try:
        reading = read_html(markup.encode(), "page.html")
    except EditionError as error:
        reading, rule = None, error.diagnostics[0].rule
    if reading is None:
        assert rule == "source-empty"
        return
    checked(reading)
    shown = Counter("".join(reading.source.text.split()))
    made = Counter("".join(row.new for row in reading.rows if row.kind == "structural"))
    shown.subtract(made)
    shown = +shown
    assert shown == seen(markup)


@pytest.mark.parametrize(
    "stanza",
    [
        "<div class=linegroup><div>April is cruel,<span class=lnum>10</span></div>"
        "<div>breeding</div></div>",
        "<div class=stanza><p>April is cruel,<span class=line-number>10</span><p>breeding</div>",
        "<div><p class=line>April is cruel,<span class=ln>10</span><p class=line>breeding</div>",
        "<div class=lg><div class=l>April is cruel,<b class=lineno>10</b></div>"
        "<div class=l>breeding</div></div>",
    ],
)
def test_lines_that_are_elements_are_one_stanza_without_their_numbers(stanza: str) -> None:
    reading = page(f"<h1>Title</h1><p>Words.</p>{stanza}<p>More words.</p>")
    (verse,) = [c for c in reading.chunks if c.kind == "verse"]
    assert reading.source.cut(verse.span) == "April is cruel,\nbreeding"
    assert left_out(reading)["line-number"] == ["10"]


@pytest.mark.parametrize("name", ["programlisting", "screen", "sourceCode", "codehilite"])
def test_preformatted_text_is_code_where_its_names_say_so(name: str) -> None:
    reading = page(f"<h1>Title</h1><p>Words.</p><pre class='{name}'>if x:\n  y</pre>")
    assert {mark.kind for mark in reading.chunks[-1].marks} == {"code", "break"}


def test_lines_of_code_are_no_verse() -> None:
    lines = "<div class='line number1'>if x:</div><div class='line number2'>y</div>"
    reading = page(
        f"<h1>Title</h1><p>Words.</p><div class=syntaxhighlighter><div>{lines}</div></div>"
    )
    assert not [c for c in reading.chunks if c.kind == "verse"]
