"""Limits of WeasyPrint that our code works around, each asserted the way it ought to be.

Every test is expected to fail. One that passes after an upgrade turns red (strict), and says that
its workaround, named in docs/engines.md, can go. Lines are ten pixels high and mostly broken by
hand, so that the layouts do not depend on the version of a system library.
"""

import io
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import cssselect2
import pikepdf
import pytest
import weasyprint
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox

pytestmark = pytest.mark.engine

ROMAN = str(files("fontpkg_eb_garamond") / "files" / "EBGaramond[wght].ttf")
STYLE = f"""
@font-face {{ font-family: G; src: url('file://{ROMAN}') }}
@page {{ size: 200px 50px; margin: 0 }}
html {{ font: 10px/10px G }}
body, p {{ margin: 0 }}
.note {{ float: footnote }}
.note::footnote-call, .note::footnote-marker {{ content: '' }}
.note::footnote-call {{ font-size: inherit; line-height: inherit; vertical-align: baseline }}
"""


def limit(reason: str, raises: type[BaseException] = AssertionError) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason, raises=raises)


def lay_out(body: str, css: str = "") -> Any:
    """Pages of 200 by 50 pixels: five lines each."""
    head = f"<title>T</title><style>{STYLE}{css}</style>"
    return weasyprint.HTML(string=f'<html lang="en">{head}<body>{body}</body></html>').render()


def note(lines: str) -> str:
    """A note of one letter a line."""
    return f"<span class=note>{'<br>'.join(lines)}</span>"


def lay_out_tree(xhtml: str, css: str = "") -> Any:
    """The same for an XML tree, the way our galleys go."""
    document = weasyprint.HTML(string="<html/>")
    root = ElementTree.fromstring(xhtml)
    document.wrapper_element = cssselect2.ElementWrapper.from_html_root(root)
    document.etree_element = root
    return document.render(stylesheets=[weasyprint.CSS(string=STYLE + css)])


def text_boxes(page: Any) -> list[Any]:
    return [box for box in page._page_box.descendants() if hasattr(box, "text")]


def words(document: Any) -> list[str]:
    return [box.text for page in document.pages for box in text_boxes(page)]


def notes(document: Any) -> list[str]:
    """The text of the note areas."""
    areas = [
        box
        for page in document.pages
        for box in page._page_box.children
        if isinstance(box, FootnoteAreaBox)
    ]
    return [box.text for area in areas for box in area.descendants() if hasattr(box, "text")]


def tagged_pdf(document: Any) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(document.write_pdf(pdf_variant="pdf/ua-1")))


def structure(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Each kid of the structure tree with the type of its parent element."""
    waiting = [("StructTreeRoot", pdf.Root.StructTreeRoot.K)]
    while waiting:
        parent, node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += [(parent, kid) for kid in node]
            continue
        yield parent, node
        if isinstance(node, pikepdf.Dictionary) and "/K" in node:
            waiting.append((str(node.S), node.K))


def types(pdf: pikepdf.Pdf) -> list[str]:
    return [
        str(kid.S)
        for _, kid in structure(pdf)
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]


# --- Footnotes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("policy", "sizes"), [("auto", (3, 3, 0, 0)), ("line", (0, 3, 3, 3, 1))])
@limit(reason="a footnote is dropped in silence (a regression of 66.0)")
def test_every_footnote_is_printed(policy: str, sizes: tuple[int, ...]) -> None:
    """A paragraph, and how many lines the note has that is called in each line of it."""
    lines = [f"text{note('a' * size) if size else ''}" for size in sizes]
    document = lay_out(f"<p>{'<br>'.join(lines)}</p>", f".note {{ footnote-policy: {policy} }}")
    assert notes(document) == ["a"] * sum(sizes)


@limit(reason="a footnote is put off for the second line of a paragraph")
def test_a_footnote_stands_on_the_page_of_its_call() -> None:
    """Two lines, and a paragraph with a call in the first of its own."""
    body = f"<p>1<br>2</p><p>call{note('a')}<br>4<br>5<br>6<br>7</p>"
    document = lay_out(body, "p { orphans: 2 } .note { footnote-policy: line }")
    pages = [[box.text for box in text_boxes(page)] for page in document.pages]
    assert all("a" in page for page in pages if "call" in page)


@limit(reason="a footnote is never split between pages (#1833)")
def test_a_long_footnote_stays_inside_the_page() -> None:
    document = lay_out(f"<p>1{note('abcdefgh')}</p>")
    boxes = [box for page in document.pages for box in text_boxes(page)]
    assert all(0 <= box.position_y + box.baseline <= 50 for box in boxes)


@limit(reason="footnote-policy: block runs into an assertion of the engine")
def test_a_footnote_may_move_its_whole_block() -> None:
    lay_out(f"<p>1<br>2<br>3<br>4{note('ab')}</p>", ".note { footnote-policy: block }")


@limit(reason="footnotes have no Note element, and their calls no Reference (#1836)")
def test_a_footnote_is_tagged_as_a_note() -> None:
    document = lay_out("<p>1<a href='#n'>x</a><span class=note id=n>note</span></p>")
    assert {"/Note", "/Reference"} <= set(types(tagged_pdf(document)))


# --- Reading the markup ---------------------------------------------------------------------------


@limit(reason="XHTML is read as HTML: a block inside a note escapes into the text")
def test_a_note_may_hold_a_paragraph() -> None:
    document = lay_out("<p>1<span class='note'><p>note</p></span> 2</p>")
    assert notes(document) == ["note"]


@limit(reason="XHTML is read as HTML: a self-closing element swallows what follows")
def test_an_empty_element_ends_where_it_is_closed() -> None:
    document = lay_out("<p><span style='display: none'/>kept</p>")
    assert words(document) == ["kept"]


@limit(reason="xml:lang alone does not hyphenate")
def test_xml_lang_hyphenates() -> None:
    page = '<html xml:lang="en"><body><p>extraordinary</p></body></html>'
    document = lay_out_tree(page, "p { hyphens: auto; width: 40px }")
    assert len(words(document)) > 1


@pytest.mark.parametrize("way", ["value=5", "style='counter-set: list-item 5'"])
@limit(reason="a list item's value is not read, and counter-set comes before the increment")
def test_a_list_item_has_the_number_that_it_is_given(way: str) -> None:
    document = lay_out(f"<ol style='list-style-position: inside'><li {way}>five</li></ol>")
    assert words(document) == ["5. ", "five"]


# --- Links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["with <em>stress</em>", "two<br>lines"])
@limit(reason="an element inside a link gives an annotation outside the Link (PDF/UA-1, 7.18.5)")
def test_every_annotation_hangs_in_its_link(content: str) -> None:
    pdf = tagged_pdf(lay_out(f"<p><a href='https://example.org/'>{content}</a></p>"))
    parents = [
        parent
        for parent, kid in structure(pdf)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    ]
    assert set(parents) == {"/Link"}


@limit(reason="a link with line-height: 0 has no height to click on")
def test_a_raised_call_has_a_height() -> None:
    pdf = tagged_pdf(lay_out("<p>1<a href='#a' style='line-height: 0'>2</a> <b id=a>a</b></p>"))
    _, bottom, _, top = map(float, pdf.pages[0].Annots[0].Rect)
    assert bottom != top


# --- Pages ----------------------------------------------------------------------------------------


@limit(reason="the engine writes no page labels")
def test_roman_folios_are_page_labels() -> None:
    css = "@page { margin-bottom: 10px; @bottom-left { content: counter(page, lower-roman) } }"
    assert "/PageLabels" in tagged_pdf(lay_out("<p>1</p>", css)).Root


@limit(reason="a number restarted on an element does not reach target-counter (#2114)")
def test_page_references_follow_a_restart() -> None:
    document = lay_out(
        "<p>A</p><p class=page id=b>B</p><p class=page id=c>C</p>"
        "<p><a href='#b'></a><a href='#c'></a></p>",
        ".page { break-before: page } #b { counter-reset: page 1 }"
        "a::after { content: target-counter(attr(href), page) }",
    )
    assert words(document)[-2:] == ["1", "2"]


@limit(reason="running heads are neither artifacts nor in the structure tree (#2153)")
def test_running_heads_are_artifacts_or_tagged() -> None:
    pdf = tagged_pdf(
        lay_out("<p>1</p>", "@page { margin-top: 10px; @top-left { content: 'head' } }")
    )
    marked = {
        int(instruction.operands[1].MCID)
        for instruction in pikepdf.parse_content_stream(pdf.pages[0])
        if str(instruction.operator) == "BDC" and str(instruction.operands[0]) != "/Artifact"
    }
    assert marked <= {kid for _, kid in structure(pdf) if isinstance(kid, int)}


@limit(reason="a paragraph that runs over a page is tagged as two")
def test_a_paragraph_over_two_pages_is_one_element() -> None:
    pdf = tagged_pdf(lay_out("<p>1<br>2<br>3<br>4<br>5<br>6<br>7</p>"))
    assert types(pdf).count("/P") == 1


# --- Type -----------------------------------------------------------------------------------------


@limit(reason="a piece that fits its line but for its last space is broken after its first word")
def test_an_inline_element_does_not_change_where_lines_break() -> None:
    for width in range(60, 80):
        narrow = f"p {{ width: {width}px }}"
        plain = lay_out("<p>alpha beta gamma delta epsilon</p>", narrow)
        marked = lay_out(
            "<p><i>alpha beta gamma </i>delta epsilon</p>", narrow + "i { font: inherit }"
        )
        assert lines(marked) == lines(plain)


def lines(document: Any) -> list[list[str]]:
    """The words of each line."""
    boxes = [box for page in document.pages for box in page._page_box.descendants()]
    kids = [line.descendants() for line in boxes if isinstance(line, LineBox)]
    return ["".join(getattr(box, "text", "") for box in line).split() for line in kids]


@limit(reason="letter-spacing switches ligatures off, even where the style sheet asks for them")
def test_ligatures_can_be_kept_in_spaced_text() -> None:
    asked = 'p { font-feature-settings: "liga" 1, "clig" 1 }'
    plain = lay_out("<p>office</p>", asked)
    spaced = lay_out("<p>office</p>", asked + "p { letter-spacing: .1px }")
    assert glyphs(spaced) == glyphs(plain)


def glyphs(document: Any) -> int:
    """How many glyphs the first page shows, each written as four hexadecimal digits."""
    pdf = pikepdf.open(io.BytesIO(document.write_pdf()))
    shown = re.findall(rb"<([0-9a-f]*)>", pdf.pages[0].Contents.read_bytes())
    return sum(len(run) // 4 for run in shown)


HEBREW = str(files("fontpkg_frank_ruhl_libre") / "files" / "FrankRuhlLibre[wght].ttf")
HEBREW_FACE = (
    f"@font-face {{ font-family: H; src: url('file://{HEBREW}') }} html {{ font-family: G, H }}"
)


def starts(document: Any, *found: str) -> list[float]:
    """Where the boxes with these words begin, from the left."""
    boxes = {box.text.strip(): box.position_x for box in text_boxes(document.pages[0])}
    return [boxes[words] for words in found]


@limit("boxes of a line are set from left to right, whatever their words (no bidi)")
def test_words_that_run_to_the_left_are_ordered_across_boxes() -> None:
    first, second = starts(
        lay_out("<p>So <b>שלום</b> <i>עולם</i> it is", HEBREW_FACE), "שלום", "עולם"
    )
    assert second < first


@limit("a line that runs to the left has all its boxes turned round, also those that do not")
def test_words_that_run_to_the_right_are_ordered_in_a_turned_line() -> None:
    first, second = starts(
        lay_out("<p dir=rtl>שלום <b>one</b> <i>two</i> עולם", HEBREW_FACE), "one", "two"
    )
    assert first < second


@limit("nothing says the words where the glyphs do not stand in the order of the text")
def test_words_are_said_where_glyphs_stand_in_another_order() -> None:
    pdf = tagged_pdf(lay_out("<p>שלום", HEBREW_FACE))
    assert b"ActualText" in pdf.pages[0].Contents.read_bytes()
