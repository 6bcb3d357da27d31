"""Limits of EbookLib that our code works around, each asserted the way it ought to be.

Every test is expected to fail. One that passes after an upgrade turns red (strict), and says that
its workaround, named in docs/engines.md, can go.
"""

import datetime
import io
import re
import time
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from ebooklib import epub

pytestmark = pytest.mark.engine

XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def limit(reason: str, raises: type[BaseException] = AssertionError) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason, raises=raises)


def book() -> Any:
    made = epub.EpubBook()
    made.set_identifier("urn:x-test:1")
    made.set_title("T")
    made.set_language("en")
    return made


def book_with(content: str) -> tuple[Any, Any]:
    made = book()
    chapter = epub.EpubHtml(title="C", file_name="c.xhtml", content=content)
    made.add_item(chapter)
    return made, chapter


def written(content: str) -> zipfile.ZipFile:
    """A book of one chapter as EbookLib proposes: EpubHtml, its own navigation, its own zip."""
    made, chapter = book_with(content)
    made.spine = [chapter]
    made.add_item(epub.EpubNcx())
    made.add_item(epub.EpubNav())
    file = io.BytesIO()
    epub.write_epub(file, made)
    return zipfile.ZipFile(file)


def chapter_of(body: str) -> str:
    return read(written(f"<html {XHTML}>{body}</html>"), "c.xhtml")


def read(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(f"EPUB/{name}").decode()


# --- Chapters: never use EpubHtml, hand over finished bytes ---------------------------------------


@limit(reason="text before the first element of the body is deleted (#76, #221)")
def test_text_directly_in_the_body_is_kept() -> None:
    assert "direct" in chapter_of("<body>direct <em>speech</em></body>")


@limit(reason="attributes of the body are dropped (#317)")
def test_attributes_of_the_body_are_kept() -> None:
    assert 'class="text"' in chapter_of('<body class="text"><p>x</p></body>')


@limit(reason="a chapter's own head is dropped")
def test_the_head_is_kept() -> None:
    assert "viewport" in chapter_of('<head><meta name="viewport"/></head><body><p>x</p></body>')


@limit(reason="a str with an XML declaration is an empty document (#354)")
def test_a_chapter_may_be_a_string_with_a_declaration() -> None:
    declared = '<?xml version="1.0" encoding="utf-8"?><html><body><p>words</p></body></html>'
    _, chapter = book_with(declared)
    assert b"words" in chapter.get_content()


@limit(reason="the pretty-printer puts a space inside a word")
def test_no_space_is_put_inside_a_word() -> None:
    chapter = chapter_of("<body><p><em>un</em><strong>broken</strong></p></body>")
    assert "<em>un</em><strong>broken</strong>" in chapter


@limit(reason="names in SVG are put into lower case")
def test_svg_keeps_its_capitals() -> None:
    assert "viewBox" in chapter_of('<body><p><svg viewBox="0 0 1 1"/></p></body>')


# --- Navigation and package -----------------------------------------------------------------------


@limit("its NCX has navPoints alone")
def test_the_ncx_lists_pages() -> None:
    mark = '<span epub:type="pagebreak" id="p1" title="1"></span>'
    archive = written(f"<html {XHTML}><body><p>{mark}One</p></body></html>")
    assert "<pageList" in read(archive, "toc.ncx")


@limit(reason="the page list takes in every element that has epub:type and id")
def test_the_page_list_lists_pages_alone() -> None:
    archive = written(
        f'<html {XHTML}><body><p id="p1" epub:type="bridgehead">x</p>'
        '<p><span epub:type="pagebreak" id="page1" title="1"/>y</p></body></html>'
    )
    pages = read(archive, "nav.xhtml").partition('epub:type="page-list"')[2]
    assert re.findall(r'href="(.*?)"', pages) == ["c.xhtml#page1"]


@limit(reason="the package has no xml:lang, which accessibility checkers ask for")
def test_the_package_names_its_language() -> None:
    package = read(written(f"<html {XHTML}><body><p>x</p></body></html>"), "content.opf")
    assert re.search(r"<package[^>]*xml:lang", package)


# --- The same book twice --------------------------------------------------------------------------


@limit(reason="dcterms:modified is local time labelled as UTC (0.21 has it right)")
def test_modified_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "XXX-9")
    time.tzset()
    package = read(written(f"<html {XHTML}><body><p>x</p></body></html>"), "content.opf")
    monkeypatch.undo()
    time.tzset()
    [stamp] = re.findall(r'property="dcterms:modified">(.*?)<', package)
    away = datetime.datetime.fromisoformat(stamp) - datetime.datetime.now(datetime.UTC)
    assert abs(away) < datetime.timedelta(minutes=5)


@limit(reason="nothing sets the time in the zip: it is the time of writing")
def test_the_zip_can_be_written_with_a_fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    archive = written(f"<html {XHTML}><body><p>x</p></body></html>")
    assert {member.date_time[0] for member in archive.infolist()} == {2001}


@limit(
    reason="a book that cannot be written is a False, not an error (0.21 raises)",
    raises=pytest.fail.Exception,
)
def test_a_write_error_is_raised(tmp_path: Path) -> None:
    with warnings.catch_warnings(action="ignore"), pytest.raises(OSError, match="No such file"):
        epub.write_epub(tmp_path / "nowhere" / "book.epub", book())
