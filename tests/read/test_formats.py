"""Each file goes to its reader, by what it holds and by its name; others are refused with a way."""

from __future__ import annotations

import io
import zipfile

import pytest

from anthology.diagnostic import EditionError
from anthology.read.formats import format_of, read


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


DOCX = zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
EPUB = zipped(mimetype="application/epub+zip", **{"META-INF/container.xml": "<x/>"})
ARCHIVE = (
    b"From: <x>\r\nSubject: y\r\n z\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"words", "a.txt", "text"),
        (b"words", "a", "text"),
        (b"words", "a.unknown", "text"),
        (b"# words", "a.md", "markdown"),
        (b"<html>as an example</html>", "a.md", "markdown"),
        (b"<p>words</p>", "a.html", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>words", "saved.txt", "html"),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<HTML>", "saved", "html"),
        (b"x < y and <html> too", "a.txt", "text"),
        (ARCHIVE, "page.mhtml", "mhtml"),
        (ARCHIVE, "page.html", "mhtml"),
        (b"<html>", "page.mhtml", "html"),
        (b"Dear Sir: hello\n", "letter.txt", "text"),
        (DOCX, "a.docx", "docx"),
        (DOCX, "a.zip", "docx"),
        (EPUB, "a.epub", "epub"),
        (EPUB, "a.docx", "epub"),
        (b"nothing", "a.docx", "docx"),
    ],
)
def test_what_a_file_holds_counts_before_its_name(data: bytes, name: str, kind: str) -> None:
    assert format_of(data, name) == kind


def fault(data: bytes, name: str) -> str:
    with pytest.raises(EditionError) as caught:
        read(data, name)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.place.file == name
    return f"{diagnostic.rule}: {diagnostic.message} – {diagnostic.hint}"


def test_a_pdf_is_refused_with_a_way_to_its_text() -> None:
    for data, name in ((b"%PDF-1.7 ...", "a.txt"), (b"whatever", "a.pdf")):
        said = fault(data, name)
        assert said.startswith("format-refused: a PDF holds where letters stand")
        assert "`pdftotext -layout`" in said


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"{\\rtf1 x}", "a.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "a.odt"),
    ],
)
def test_other_word_processors_are_sent_through_docx(data: bytes, name: str) -> None:
    said = fault(data, name)
    assert said.startswith("format-refused")
    assert said.endswith("save it as .docx")


def test_archives_pictures_and_nothing_are_refused() -> None:
    assert fault(zipped(a="x"), "a.zip").startswith("format-refused: this is an archive of files")
    assert fault(zipped(a="x")[:20], "a.zip").startswith("format-refused: the archive is broken")
    assert fault(b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt").startswith("binary-file")
    assert fault(DOCX[:40], "a.docx").startswith("docx-broken")
    for name in ("a.txt", "a.md"):
        assert fault(b"", name).startswith("source-empty")
        assert fault(b" \n\t\n", name).startswith("source-empty")


def test_each_kind_reaches_its_reader() -> None:
    html = b"<html><body><h1>One</h1><p>Words of a page.</p></body></html>"
    for data, name in (
        (b"One\n\nWords.\n", "a.txt"),
        (b"# One\n\nWords.\n", "a.md"),
        (html, "a.html"),
    ):
        reading = read(data, name)
        assert reading.source.name == name
        assert [reading.source.cut(c.span)[:3] for c in reading.chunks] == ["One", "Wor"]
        assert reading.exact == (name != "a.txt")


def test_the_encoding_and_the_frame_reach_the_reader() -> None:
    assert read("Ça\nva".encode("cp1252"), "a.txt", "cp1252").source.text == "Ça\nva"
    assert len(read(b"One line\nand another", "a.txt", frame="lines").chunks) == 2
    assert len(read(b"One line\nand another", "a.txt", frame="blocks").chunks) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_data_that_is_no_word_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(EditionError) as caught:
        read(f"A title\n\nSome words.\n\n{'abcdefghij' * 1001} end\n".encode(), name)
    (found,) = caught.value.diagnostics
    assert found.rule == "word-too-long"
    assert "10,010 signs" in found.message
    assert found.place.line == (5 if name != "a.html" else found.place.line)


@pytest.mark.parametrize("word", ["abcdefghij" * 1000, "天地玄黄" * 3000])
def test_a_long_word_and_scripts_without_spaces_are_read(word: str) -> None:
    assert word in read(f"A title\n\nSome words.\n\n{word}\n".encode(), "a.txt").source.text
