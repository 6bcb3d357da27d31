"""EPUBs as sources: documents in reading order, notes across them, pages; bad ones refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from anthology.diagnostic import EditionError
from anthology.ledger import Ledger, tile
from anthology.read.epub import read_epub
from anthology.read.reading import Reading

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier>
<dc:title>Two
 Chapters</dc:title><dc:creator>A. Model</dc:creator><dc:creator>B. Model</dc:creator>
<dc:date>1921-05-01T00:00:00Z</dc:date><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c1" href="text/one%20.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="text/notes.xhtml" media-type="application/xhtml+xml"/>
<item id="out" href="../../out.xhtml" media-type="application/xhtml+xml"/>
<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="n"/></spine>
</package>"""
TOP = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/nav.xhtml": f"{TOP}<body><nav epub:type='toc'><h1>Contents</h1>"
    "<ol><li><a href='text/one%20.xhtml'>One</a></li></ol></nav></body></html>",
    "OEBPS/text/one .xhtml": f"<?xml version='1.0' encoding='utf-8'?>{TOP}<head><title>x</title>"
    "</head><body><h1>One</h1><p>A<a id='p1'/> note<a id='r1' epub:type='noteref' "
    "href='notes.xhtml#n1'>1</a> and&nbsp;caf&eacute;<span epub:type='pagebreak' id='pg12' "
    "title='12'/>s.</p><img src='../img/a.png' alt='A'/></body></html>",
    "OEBPS/text/two.xhtml": f"{TOP}<body><h1>Two</h1><p>Another<a id='r1' epub:type='noteref' "
    "href='notes.xhtml#n2'>1</a>. See <a href='one%20.xhtml#p1'>One</a>.</p></body></html>",
    "OEBPS/text/notes.xhtml": f"{TOP}<body><section epub:type='endnotes'><h2>Notes</h2><ol>"
    "<li id='n1' epub:type='endnote'><p>First. <a href='one%20.xhtml#r1'>↩</a></p></li>"
    "<li id='n2' epub:type='endnote'><p>Second.</p><p>Its end.</p></li></ol></section>"
    "</body></html>",
}


def epub(changes: dict[str, str | bytes] | None = None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in {**FILES, **(changes or {})}.items():
            archive.writestr(name, words)
    return packed.getvalue()


def read(changes: dict[str, str | bytes] | None = None) -> Reading:
    reading = read_epub(epub(changes), "book.epub")
    assert tile(reading.source, [c.span for c in reading.chunks], Ledger(reading.rows)) == ()
    return reading


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(c.kind, reading.source.cut(c.span)) for c in reading.chunks]


def fault(data: bytes) -> str:
    with pytest.raises(EditionError) as caught:
        read_epub(data, "book.epub")
    assert caught.value.diagnostics[0].hint
    return caught.value.diagnostics[0].rule


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</metadata>", "<meta property='rendition:layout'>pre-paginated</meta></metadata>"),
        (
            "<itemref idref='c1'/>",
            "<itemref idref='c1' properties='rendition:layout-pre-paginated'/>",
        ),
    ],
)
def test_pages_laid_out_in_advance_are_read_with_a_warning(old: str, new: str) -> None:
    package = PACKAGE.replace('"', "'").replace(old, new)
    said = [d.rule for d in read({"OEBPS/book.opf": package}).diagnostics]
    assert "fixed-layout" in said
    assert "fixed-layout" not in [d.rule for d in read().diagnostics]


def test_a_book_is_one_text_with_its_notes_at_the_end() -> None:
    reading = read()
    assert told(reading) == [
        ("heading", "One"),
        ("plain", "A note1 and\xa0cafés."),
        ("figure", ""),
        ("heading", "Two"),
        ("plain", "Another1. See One."),
        ("note", "First."),
        ("note", "Second.\nIts end."),
    ]
    marks = [m for c in reading.chunks for m in c.marks if m.kind in {"call", "page", "link"}]
    assert [(m.kind, reading.source.cut(m.span), m.value) for m in marks] == [
        ("call", "1", "1"),
        ("page", "", "12"),
        ("call", "1", "1·2"),
    ]
    assert [c.value for c in reading.chunks if c.kind == "note"] == ["1", "1·2"]
    assert [c.value for c in reading.chunks if c.kind == "figure"] == ["OEBPS/img/a.png"]
    assert {row.rule: row.old for row in reading.rows} == {
        "contents-list": "Contents\nOne",
        "notes-heading": "Notes",
        "note-backlink": "↩",
    }


def test_hints_of_a_book() -> None:
    hints = read().hints
    assert (hints.title, hints.author) == ("Two Chapters", "A. Model, B. Model")
    assert (hints.date, hints.language) == ("1921-05-01", "en")


def test_a_document_that_is_broken_is_read_and_told() -> None:
    reading = read({"OEBPS/text/two.xhtml": "<p>Left <i>open &amp; broken"})
    assert ("plain", "Left open & broken") in told(reading)
    assert "document-broken" in [d.rule for d in reading.diagnostics]


@pytest.mark.parametrize("item", ["out", "gone", "nothing", "c1"])
def test_what_the_spine_names_in_vain_is_told(item: str) -> None:
    package = PACKAGE.replace("</spine>", f'<itemref idref="{item}"/></spine>')
    reading = read({"OEBPS/book.opf": package, "../out.xhtml": "<p>outside</p>"})
    assert [d.rule for d in reading.diagnostics if d.rule == "document-missing"]
    assert "outside" not in reading.source.text


def test_nothing_in_a_book_is_furniture_of_a_site() -> None:
    page = (
        f"{TOP}<body><header><h1>One</h1></header><p>Text.</p><aside class='sidebar'><p>Beside."
        "</p></aside><nav><p>Way.</p></nav><footer><p>Colophon.</p></footer></body></html>"
    )
    reading = read({"OEBPS/text/two.xhtml": page})
    for words in ("Beside.", "Way.", "Colophon."):
        assert ("plain", words) in told(reading)


def test_entities_are_never_taken_from_outside() -> None:
    evil = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyy">]>'
        f"{TOP}<body><p>a &x; b &y;</p></body></html>"
    )
    words = read({"OEBPS/text/two.xhtml": evil}).source.text
    assert "a &x; b &y;" in words


LOCK = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>"""


def test_a_locked_book_is_refused_and_one_with_obfuscated_fonts_is_not() -> None:
    locked = LOCK.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    fonts = LOCK.format("http://www.idpf.org/2008/embedding")
    assert fault(epub({"META-INF/encryption.xml": locked})) == "archive-encrypted"
    assert read({"META-INF/encryption.xml": fonts}).chunks


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "archive-broken"),
        (b"no archive", "archive-broken"),
        (epub()[:-30], "archive-broken"),
        (epub()[:400], "archive-broken"),
        (epub({"META-INF/container.xml": "<container/>"}), "archive-broken"),
        (epub({"META-INF/container.xml": "not XML"}), "archive-broken"),
        (epub({"OEBPS/book.opf": "<package/>"}), "archive-broken"),
        (epub({"META-INF/container.xml": CONTAINER.replace("OEBPS/", "../")}), "archive-broken"),
        (epub({"OEBPS/bomb.xhtml": b" " * 30_000_000}), "archive-too-large"),
    ],
)
def test_what_is_no_book_is_refused(data: bytes, rule: str) -> None:
    assert fault(data) == rule


def test_a_damaged_file_in_the_archive_is_refused() -> None:
    data = bytearray(epub())
    at = data.index(b"OEBPS/text/two.xhtml") + 24
    data[at : at + 40] = b"\xff" * 40
    assert fault(bytes(data)) == "archive-broken"


def test_languages_and_directions_of_a_book_are_kept() -> None:
    page = (
        f"{TOP}<body><p dir='rtl' lang='he'>שלום לכל.</p><p>He said <span xml:lang='ar' "
        "dir='rtl'>سلام</span>.</p></body></html>"
    )
    reading = read({"OEBPS/text/two.xhtml": page})
    _, hebrew, english, *_ = [c for c in reading.chunks if c.kind == "plain"]
    assert (hebrew.language, hebrew.direction) == ("he", "rtl")
    assert (english.language, english.direction) == ("", "")
    assert [m.value for m in english.marks] == ["ar rtl"]
