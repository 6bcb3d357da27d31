"""A Word document: all that it shows is read; what is not in the text is told."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.diagnostic import EditionError
from anthology.ledger import Ledger, tile
from anthology.read.docx import read_docx
from anthology.read.docxnumbering import numeral
from anthology.read.reading import Chunk, Reading

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="link1" Type="{OFFICE}/hyperlink" Target="http://example.org/a" '
    'TargetMode="External"/>'
    f'<Relationship Id="pic1" Type="{OFFICE}/image" Target="media/mill.png"/>'
    f'<Relationship Id="data1" Type="{OFFICE}/diagramData" Target="diagrams/data1.xml"/>'
    "</Relationships>"
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'
        for id, name, more in (
            ("Title", "Title", ""),
            ("Heading1", "heading 1", ""),
            ("Sub", "My Sub", '<w:basedOn w:val="Heading2"/>'),
            ("Heading2", "heading 2", ""),
            ("Quote", "Quote", ""),
            ("Poem", "Poem", ""),
        )
    )
    + '<w:style w:type="character" w:styleId="Leaning"><w:name w:val="Leaning"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)


def run(words: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def par(content: str, looks: str = "") -> str:
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{looks}</w:pPr>{inner}</w:p>"


def styled(style: str, content: str) -> str:
    return par(content, f'<w:pStyle w:val="{style}"/>')


def item(number: int, level: int, words: str) -> str:
    return par(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def call(kind: str, id: int) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind} w:id="{id}"/></w:r>'


def notes(kind: str, **bodies: str) -> str:
    each = "".join(f'<w:{kind} w:id="{id[1:]}">{body}</w:{kind}>' for id, body in bodies.items())
    return f"<w:{kind}s {NAMES}>{each}</w:{kind}s>"


def docx(body: str, **parts: str) -> bytes:
    """A document with this body; other parts of `word/` by name, XML and all."""
    named = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/_rels/document.xml.rels": LINKS,
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMES}>{NUMBERING}</w:numbering>",
        **{f"word/{name}.xml": part for name, part in parts.items()},
    }
    return zipped(named)


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(body: str, **parts: str) -> Reading:
    reading = read_docx(docx(body, **parts), "texts/one.docx")
    assert reading.exact
    assert tile(reading.source, [c.span for c in reading.chunks], Ledger(reading.rows)) == ()
    return reading


def seen(reading: Reading) -> list[tuple[str, str, str]]:
    return [(c.kind, c.value, reading.source.cut(c.span)) for c in reading.chunks]


def marks(reading: Reading, chunk: Chunk) -> list[tuple[str, str, str]]:
    return [(m.kind, reading.source.cut(m.span), m.value) for m in chunk.marks]


def told(reading: Reading, rule: str) -> list[str]:
    return [d.message for d in reading.diagnostics if d.rule == rule]


# --- Paragraphs and words -------------------------------------------------------------------------


def test_styles_tell_titles_headings_and_quotations() -> None:
    reading = read(
        styled("Title", "The Mill")
        + styled("Heading1", run("I. ", "<w:b/>") + run("Dawn", "<w:b/>"))
        + styled("Sub", "Smoke")
        + par("Body.")
        + styled("Quote", "Her words.")
        + styled("Poem", run("One") + "<w:r><w:br/></w:r>" + run("two"))
        + par("* * *")
    )
    assert seen(reading) == [
        ("title", "", "The Mill"),
        ("heading", "", "I. Dawn"),
        ("heading", "", "Smoke"),
        ("plain", "", "Body."),
        ("plain", "", "Her words."),
        ("verse", "", "One\ntwo"),
        ("rule", "", "* * *"),
    ]
    assert [(c.level, c.quoted) for c in reading.chunks[1:5]] == [(1, 0), (2, 0), (0, 0), (0, 1)]
    assert reading.chunks[1].marks == ()  # a heading's own weight is no emphasis
    assert marks(reading, reading.chunks[5]) == [("break", "\n", "")]


def inset(left: int, right: int) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}"/>'


def test_paragraphs_drawn_in_at_both_sides_are_quotations() -> None:
    body = par("Body.") * 3
    reading = read(
        body
        + par("Her words.", inset(720, 720))
        + par("At the left.", inset(720, 0))
        + par("A motto.", '<w:jc w:val="center"/>' + inset(720, 720))
        + par("An item.", '<w:numPr><w:numId w:val="2"/></w:numPr>' + inset(720, 720))
    )
    assert [c.quoted for c in reading.chunks] == [0, 0, 0, 1, 0, 0, 0]


def test_wide_margins_of_all_the_body_are_no_quotation() -> None:
    reading = read(par("Body.", inset(720, 720)) * 3 + par("More."))
    assert {c.quoted for c in reading.chunks} == {0}


def test_a_reading_above_words_stands_behind_them() -> None:
    ruby = (
        f"<w:r><w:rPr><w:b/></w:rPr><w:t>In </w:t><w:ruby><w:rubyPr/><w:rt>{run('とうきょう')}"
        f"</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby><w:t>.</w:t></w:r>"
    )
    reading = read(par(run("Once. ") + ruby + run(" Then.")))
    assert seen(reading) == [("plain", "", "Once. In 東京(とうきょう). Then.")]
    assert len(told(reading, "docx-ruby")) == 1


def test_looks_of_runs_are_marks_also_those_that_a_style_gives() -> None:
    link = f'<w:hyperlink r:id="link1">{run("a link")}</w:hyperlink>'
    reading = read(
        par(
            run("One ")
            + run("two", "<w:i/>")
            + run(" ")
            + run("three", '<w:rStyle w:val="Leaning"/>')
            + run(" four", '<w:u w:val="single"/>')
            + run(" BBC", "<w:smallCaps/>")
            + run("2", '<w:vertAlign w:val="superscript"/>')
            + run(" not", '<w:rStyle w:val="Leaning"/><w:i w:val="0"/>')
            + link
        )
    )
    assert marks(reading, reading.chunks[0]) == [
        ("emphasis", "two", ""),
        ("emphasis", "three four", ""),
        ("smallcaps", "BBC", ""),
        ("superscript", "2", ""),
        ("link", "a link", "http://example.org/a"),
    ]


def test_lists_count_as_the_document_does() -> None:
    reading = read(
        item(1, 0, "three") + item(1, 1, "a") + item(1, 1, "b") + item(1, 0, "four")
        + par("between") + item(2, 0, "dot") + item(1, 0, "five")
    )  # fmt: skip
    assert [(c.kind, c.value, c.indent) for c in reading.chunks] == [
        ("number", "3", 0),
        ("number", "a", 2),
        ("number", "b", 2),
        ("number", "4", 0),
        ("plain", "", 0),
        ("bullet", "•", 0),
        ("number", "5", 0),
    ]


def test_numerals() -> None:
    assert [numeral(n, "lowerRoman") for n in (1, 4, 9, 1944)] == ["i", "iv", "ix", "mcmxliv"]
    assert [numeral(n, "upperLetter") for n in (1, 26, 27)] == ["A", "Z", "AA"]


def test_tables_keep_rows_cells_and_heads() -> None:
    def cell(words: str, looks: str = "") -> str:
        return f"<w:tc><w:tcPr>{looks}</w:tcPr>{par(words)}</w:tc>"

    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Year')}{cell('Pieces')}</w:tr>"
    row = f"<w:tr>{cell('1869')}<w:tc>{par('12')}{par(run('or 13', '<w:i/>'))}</w:tc></w:tr>"
    wide = "<w:tr>" + cell("none", '<w:gridSpan w:val="2"/>') + "</w:tr>"
    reading = read(f"<w:tbl>{head}{row}{wide}</w:tbl>")
    [table] = reading.chunks
    cut = reading.source.cut
    assert [[cut(cell.span) for cell in row] for row in table.rows] == [
        ["Year", "Pieces"],
        ["1869", "12\nor 13"],
        ["none"],
    ]
    assert [cell.head for row in table.rows for cell in row] == [True, True, False, False, False]
    assert table.rows[2][0].columns == 2
    assert marks(reading, table) == [("break", "\n", ""), ("emphasis", "or 13", "")]


def test_a_table_of_one_cell_is_only_a_frame() -> None:
    reading = read(f"<w:tbl><w:tr><w:tc>{par('One.')}{par('Two.')}</w:tc></w:tr></w:tbl>")
    assert seen(reading) == [("plain", "", "One."), ("plain", "", "Two.")]


def test_languages_and_directions() -> None:
    arabic = '<w:rtl/><w:lang w:bidi="ar-SA"/>'
    reading = read(
        par(run("The ") + run("mot juste", '<w:lang w:val="fr-FR"/>') + run(" is ")
            + run("كتاب", arabic))
        + par(run("Tout est dit.", '<w:lang w:val="fr-FR"/>'))
        + par(run("Colour", '<w:lang w:val="en-US"/>'))
        + par(run("هذا كتاب", arabic), "<w:bidi/>")
    )  # fmt: skip
    assert marks(reading, reading.chunks[0]) == [
        ("foreign", "mot juste", "fr-FR"),
        ("foreign", "كتاب", "ar-SA rtl"),
    ]
    assert [(c.language, c.direction) for c in reading.chunks[1:]] == [
        ("fr-FR", ""),
        ("", ""),
        ("ar-SA", "rtl"),
    ]
    assert all(c.marks == () for c in reading.chunks[1:])
    assert reading.hints.language == "en-GB"


# --- Notes ----------------------------------------------------------------------------------------


def test_footnotes_and_endnotes_are_paired() -> None:
    reading = read(
        par(run("One") + call("footnoteReference", 5) + run(" two") + call("endnoteReference", 2)
            + run(" three") + call("footnoteReference", 9) + run(".")),
        footnotes=notes("footnote", _9=par("Second."), _5=par("First.") + par("More.")),
        endnotes=notes("endnote", _2=par(run("At the ") + run("end", "<w:i/>"))),
    )  # fmt: skip
    assert seen(reading) == [
        ("plain", "", "One[1] two[i] three[2]."),
        ("note", "1", "First."),
        ("note", "1", "More."),
        ("note", "i", "At the end"),
        ("note", "2", "Second."),
    ]
    assert [c.continues for c in reading.chunks] == [False, False, True, False, False]
    assert marks(reading, reading.chunks[0]) == [
        ("call", "[1]", "1"),
        ("call", "[i]", "i"),
        ("call", "[2]", "2"),
    ]


def test_a_note_keeps_the_sign_its_author_gave_it() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="5"/><w:t>*</w:t></w:r>'
    reading = read(par(run("One") + own), footnotes=notes("footnote", _5=par("Star.")))
    assert seen(reading) == [("plain", "", "One[*]"), ("note", "*", "Star.")]


def test_a_note_that_nothing_calls_is_told() -> None:
    reading = read(par("One"), footnotes=notes("footnote", _5=par("Orphan.")))
    assert told(reading, "note-unpaired") == [
        "a footnote that nothing calls is left out: “Orphan.”"
    ]


# --- What is not in the text ----------------------------------------------------------------------


def test_tracked_changes_are_told_with_paragraph_and_author() -> None:
    by = 'w:id="1" w:author="Ada"'
    reading = read(
        par("First.")
        + par(
            run("We ")
            + f"<w:ins {by}>{run('never ')}</w:ins>"
            + f"<w:del {by}><w:r><w:delText>always </w:delText></w:r></w:del>"
            + run("left. ")
            + f"<w:moveFrom {by}>{run('Gone.')}</w:moveFrom>"
        )
        + par(f"<w:moveTo {by}>{run('Gone.')}</w:moveTo>")
    )
    assert [text for _, _, text in seen(reading)] == ["First.", "We never left.", "Gone."]
    assert told(reading, "docx-inserted") == [
        "“never” was inserted by Ada in paragraph 2; the words are kept"
    ]
    assert told(reading, "docx-deleted") == [
        "“always” was deleted by Ada in paragraph 2; the words are left out"
    ]
    assert told(reading, "docx-moved") == [
        "“Gone.” was moved away from here by Ada in paragraph 2; the words are left out",
        "“Gone.” was moved here by Ada in paragraph 3; the words are kept",
    ]
    assert told(reading, "docx-lost") == []


def test_a_deleted_paragraph_end_joins_and_is_told() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="Ada"/></w:rPr>'
    reading = read(par("One ", gone) + par("two."))
    assert seen(reading) == [("plain", "", "One two.")]
    assert told(reading, "docx-deleted") == [
        "“¶” was deleted by Ada in paragraph 1; the words are left out"
    ]


def test_comments_are_told_with_paragraph_and_author() -> None:
    comment = f'<w:comment w:id="4" w:author="Bo">{par("Is this so?")}</w:comment>'
    reading = read(
        par(run("They won.") + '<w:r><w:commentReference w:id="4"/></w:r>'),
        comments=f"<w:comments {NAMES}>{comment}</w:comments>",
    )
    assert seen(reading) == [("plain", "", "They won.")]
    assert told(reading, "docx-comment") == [
        "a comment by Bo on paragraph 1 (“They won.”) is left out: “Is this so?”"
    ]


def test_headers_boxes_pictures_and_struck_words_are_told() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{par('In a box.')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{par('In a box.')}</w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A mill"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="pic1"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    reading = read(
        par(run("Before ") + box + run("after.")) + par(run("See ") + picture)
        + par(run("Struck", "<w:strike/>")),
        header1=f"<w:hdr {NAMES}>{par('Draft of May')}</w:hdr>",
        footer1=f"<w:ftr {NAMES}>{par('7')}</w:ftr>",
    )  # fmt: skip
    assert seen(reading) == [
        ("plain", "", "Before after."),
        ("plain", "", "In a box."),
        ("plain", "", "See"),
        ("figure", "word/media/mill.png", ""),
        ("plain", "", "Struck"),
    ]
    assert reading.chunks[3].alternative == "A mill"
    assert [d.rule for d in reading.diagnostics] == [
        "docx-margin",
        "docx-box",
        "docx-looks",
    ]
    assert "“Draft of May”" in reading.diagnostics[0].message


def test_words_that_mammoth_does_not_know_are_told() -> None:
    strange = f"<w:future>{run('énergie 5')}</w:future>"
    reading = read(par(run("One ") + strange) + par(f"<w:fldSimple>{run('two')}</w:fldSimple>"))
    assert [text for _, _, text in seen(reading)] == ["One", "two"]
    [message] = told(reading, "docx-lost")
    assert message.startswith("8 signs of the document are not in the text, of ")
    assert "w:future" in message


def math(inside: str) -> str:
    names = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    inside = re.sub(r"«(.*?)»", r"<m:r><m:t>\1</m:t></m:r>", inside)
    return f"<m:oMath {names}>{inside}</m:oMath>"


@pytest.mark.parametrize(
    ("equation", "shown"),
    [
        ("<m:f><m:num>«a»</m:num><m:den>«b+c»</m:den></m:f>", "a/(b+c)"),
        ("<m:rad><m:deg/><m:e>«2»</m:e></m:rad>", "√2"),
        ("<m:d><m:dPr/><m:e>«x»</m:e></m:d>«=0»", "(x)=0"),
        ("<m:nary><m:sub>«0»</m:sub><m:sup>«1»</m:sup><m:e>«f»</m:e></m:nary>", "∫01f"),
    ],
)
def test_an_equation_is_kept_in_one_line_and_told(equation: str, shown: str) -> None:
    reading = read(par(run("Thus ") + math(equation) + run(".")))
    assert seen(reading) == [("plain", "", f"Thus {shown}.")]
    assert told(reading, "docx-equation") == [f"an equation is set in one line: “{shown}”"]


def test_powers_in_an_equation_are_raised() -> None:
    reading = read(par(math("<m:sSup><m:e>«x»</m:e><m:sup>«2»</m:sup></m:sSup>")))
    assert marks(reading, reading.chunks[0]) == [("superscript", "2", "")]


def test_words_that_word_hides_are_left_out_and_told() -> None:
    reading = read(par(run("Seen. ") + run("Not for print.", "<w:vanish/>")))
    assert seen(reading) == [("plain", "", "Seen.")]
    [message] = told(reading, "docx-hidden")
    assert message == "words that Word does not show are left out: “Not for print.”"


def test_a_dropped_capital_is_joined_with_its_word() -> None:
    capital = par("O", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    reading = read(capital + par("nce upon a time."))
    assert seen(reading) == [("plain", "", "Once upon a time.")]


def test_a_contents_list_is_left_out_with_a_row() -> None:
    style = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    reading = read(
        styled("T", "Dawn 3") + styled("Heading1", "Dawn"),
        styles=f"<w:styles {NAMES}>{STYLES}{style}</w:styles>",
    )
    assert seen(reading) == [("heading", "", "Dawn")]
    assert [(row.rule, row.old.strip()) for row in reading.rows] == [("contents-list", "Dawn 3")]


def test_drawn_words_and_parts_elsewhere_are_told() -> None:
    diagram = (
        '<w:r><w:drawing><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/'
        'diagram" r:dm="data1"/></w:drawing></w:r>'
    )
    art = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="Hail"/>'
        "</v:shape></w:pict></w:r>"
    )
    reading = read(
        par(run("A") + diagram + art) + '<w:altChunk r:id="link1"/>',
        **{"diagrams/data1": f"<d {NAMES}><a:t>Top</a:t><a:t>Bottom</a:t></d>"},
    )
    assert told(reading, "docx-drawing") == [
        "the words of a diagram are left out: “Top Bottom”",
        "the words of WordArt are left out: “Hail”",
    ]
    assert told(reading, "docx-unread") == [
        "a part of the document is a file of its own, http://example.org/a"
    ]


def test_boxes_to_tick_stay_as_their_signs() -> None:
    box = (
        '<w:sdt><w:sdtPr><x:checkbox xmlns:x="http://schemas.microsoft.com/office/word/2010/'
        f'wordml"/></w:sdtPr><w:sdtContent>{run("☒")}</w:sdtContent></w:sdt>'
    )
    assert seen(read(par(box + run(" Bread"))))[0][2] == "☒ Bread"


def test_an_old_picture_is_a_figure_with_its_name() -> None:
    picture = (
        '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="pic1"/>'
        "</v:rect></w:pict></w:r>"
    )
    reading = read(par("Before.") + par(picture))
    assert [(c.kind, c.value) for c in reading.chunks] == [
        ("plain", ""),
        ("figure", "word/media/mill.png"),
    ]


def test_a_link_to_a_place_on_a_page_is_one_address() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "http://example.org/a" \\l "b" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("there")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    reading = read(par(field))
    assert marks(reading, reading.chunks[0]) == [("link", "there", "http://example.org/a#b")]


def test_parts_are_found_by_their_use() -> None:
    named = zipfile.ZipFile(io.BytesIO(docx(par("One") + par("Two"))))
    files = {name: named.read(name).decode() for name in named.namelist()}
    files["word/document2.xml"] = files.pop("word/document.xml")
    files["word/_rels/document2.xml.rels"] = files.pop("word/_rels/document.xml.rels")
    files["_rels/.rels"] = files["_rels/.rels"].replace("document.xml", "document2.xml")
    assert [text for _, _, text in seen(read_docx(zipped(files), "one.docx"))] == ["One", "Two"]


# --- Labels that Word counts ----------------------------------------------------------------------


def outline(*labels: str, more: str = "") -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{more}'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
        for i, label in enumerate(labels)
    )
    return (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )


def test_the_number_of_a_heading_is_in_its_words() -> None:
    def heading(level: int, text: str) -> str:
        numbered = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        return par(text, f'<w:pStyle w:val="Heading{level}"/>{numbered}')

    reading = read(
        heading(1, "Dawn") + heading(2, "Smoke") + heading(2, "Fire") + heading(1, "Noon"),
        numbering=outline("Part %1.", "%1.%2"),
    )
    assert [text for _, _, text in seen(reading)] == [
        "Part 1. Dawn", "1.1 Smoke", "1.2 Fire", "Part 2. Noon",
    ]  # fmt: skip


def test_a_label_of_several_numbers_or_words_stays_before_its_paragraph() -> None:
    reading = read(
        item(1, 0, "On bread") + item(1, 1, "White") + item(1, 0, "On milk"),
        numbering=outline("%1.", "§ %1.%2"),
    )
    assert seen(reading) == [
        ("number", "1", "On bread"), ("plain", "", "§ 1.1 White"), ("number", "2", "On milk"),
    ]  # fmt: skip


def test_lists_of_one_definition_share_their_count_and_may_start_anew() -> None:
    reading = read(
        item(1, 0, "a") + item(1, 0, "b") + item(2, 0, "c") + item(1, 0, "d") + item(2, 0, "e"),
        numbering=outline("%1."),
    )
    assert [value for _, value, _ in seen(reading)] == ["1", "2", "1", "2", "3"]


# --- Bad input ------------------------------------------------------------------------------------


def fault(data: bytes) -> str:
    with pytest.raises(EditionError) as caught:
        read_docx(data, "one.docx")
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.hint
    return f"{diagnostic.rule}: {diagnostic.message}"


def test_what_is_no_document_is_refused() -> None:
    assert fault(b"").startswith("docx-broken")
    assert fault(b"PK\x03\x04 and nothing").startswith("docx-broken")
    assert fault(zipped({"a.txt": "a"})).startswith("docx-broken: the archive holds no document")
    assert fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").startswith("docx-old")
    whole = docx(par("One"))
    for end in (30, len(whole) // 2, len(whole) - 30):
        assert fault(whole[:end]).startswith("docx-broken")


def test_a_broken_or_hostile_part_is_refused() -> None:
    broken = docx("<w:p><w:r>")
    assert fault(broken).startswith("docx-broken: word/document.xml cannot be read")
    entity = '<!DOCTYPE x [<!ENTITY a "b">]>'
    hostile = f"{entity}<w:styles {NAMES}></w:styles>"
    assert fault(docx(par("One"), styles=hostile)).startswith("docx-unsafe")
    deep = "<w:p>" * 5000 + "</w:p>" * 5000
    assert fault(docx(deep)).startswith("docx-broken")
    nested = "<w:smartTag>" * 200 + run("deep") + "</w:smartTag>" * 200
    assert seen(read(par(nested))) == [("plain", "", "deep")]


def test_an_archive_that_points_outside_itself_is_refused(tmp_path: Path) -> None:
    for name in ("../evil.xml", "/etc/evil.xml", "word/..\\..\\evil.xml"):
        assert fault(zipped({name: "x"})).startswith("docx-unsafe: the archive points outside")


def test_an_archive_that_unpacks_to_gigabytes_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", b" " * (65 * 2**20))
    assert fault(out.getvalue()).startswith("docx-unsafe: word/document.xml unpacks to more")


@given(st.data())
def test_a_damaged_file_never_gives_a_traceback(data: st.DataObject) -> None:
    whole = bytearray(docx(par("One") + item(1, 0, "two")))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(EditionError):
        read_docx(bytes(whole), "one.docx")


TEXTS = st.text(st.sampled_from("ab é\u00a0. \t’"), max_size=12)


@given(st.lists(st.lists(st.tuples(TEXTS, st.sampled_from(["", "<w:i/>", "<w:b/>"])), max_size=4),
                max_size=5))  # fmt: skip
def test_every_word_is_read_once_and_in_order(paragraphs: list[list[tuple[str, str]]]) -> None:
    body = "".join(par("".join(run(*r) for r in runs) or "<w:r/>") for runs in paragraphs)
    reading = read(body)
    expected = "".join(words for runs in paragraphs for words, _ in runs)
    shown = "".join(reading.source.cut(c.span) for c in reading.chunks)
    assert "".join(shown.split()) == "".join(expected.split())
    assert told(reading, "docx-lost") == []
