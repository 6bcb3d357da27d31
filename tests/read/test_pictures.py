"""Pictures in every format: which are named, what is said of them, whose bytes are in the file."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from anthology.read.docx import read_docx
from anthology.read.epub import read_epub
from anthology.read.html import read_html
from anthology.read.markdowntext import read_markdowntext
from anthology.read.mhtml import read_mhtml
from anthology.read.reading import Reading

BYTES = b"\x89PNG of a sort"
URI = f"data:image/png;base64,{base64.b64encode(BYTES).decode()}"
NAME = "data:ff8f1bd4"
WORDS = "<p>Words of the text, long enough to be taken for what this page is about by anyone.</p>"


def figures(reading: Reading) -> list[tuple[str, str, bool, str]]:
    """The name of each picture, what it shows, whether it decorates, its caption."""
    return [
        (c.value, c.alternative, c.decorative, reading.source.cut(c.span))
        for c in reading.chunks
        if c.kind == "figure"
    ]


def page(markup: str) -> Reading:
    return read_html(f"<html><body>{WORDS}{markup}{WORDS}</body></html>".encode(), "page.html")


# --- Web pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<img src='a.png' alt=' A\n mill '>", ("a.png", "A mill", False, "")),
        ("<img src='a.png' title='A mill'>", ("a.png", "A mill", False, "")),
        ("<img src='a.png'>", ("a.png", "", False, "")),
        ("<img src='a.png' alt=''>", ("a.png", "", True, "")),
        ("<img src='a.png' role=presentation>", ("a.png", "", True, "")),
        ("<img data-src='a.png' alt='A'>", ("a.png", "A", False, "")),
        ("<img src='data:image/gif;base64,R0lG' data-src='a.png' alt='A'>",
         ("a.png", "A", False, "")),
        ("<img srcset='s.png 300w, l.png 900w' alt='A'>", ("l.png", "A", False, "")),
        ("<img src='http://x.example/a.png' srcset='a_files/a.png 2x' alt='A'>",
         ("a_files/a.png", "A", False, "")),
        ("<picture><source srcset='a.webp'><img src='a.png' alt='A'></picture>",
         ("a.png", "A", False, "")),
        ("<figure><img src='a.png' alt=''><figcaption>By <em>hand</em></figcaption></figure>",
         ("a.png", "", False, "By hand")),
        ("<p>See <img src='a.png' alt='A'> it.</p>", ("a.png", "A", False, "")),
        ("<svg aria-label='Cover'><image xlink:href='a.png'/></svg>",
         ("a.png", "Cover", False, "")),
    ],
)  # fmt: skip
def test_a_page_shows_a_picture(markup: str, found: tuple[str, str, bool, str]) -> None:
    assert figures(page(markup)) == [found]


def test_each_picture_of_a_row_has_its_own_caption() -> None:
    one = "<figure><img src='{0}.png' alt='{0}'><figcaption>Of {0}</figcaption></figure>"
    row = page(f"<figure>{one.format('a')}{one.format('b')}</figure>")
    assert figures(row) == [("a.png", "a", False, "Of a"), ("b.png", "b", False, "Of b")]


def test_pictures_written_into_a_page_are_taken_out_of_it() -> None:
    reading = page(f"<img src='{URI}' alt='A'><img src='data:image/png;base64,*' alt='B'>")
    names = [name for name, *_ in figures(reading)]
    assert dict(reading.pictures) == {names[0]: BYTES, names[1]: b""}
    assert all(len(name) == len(NAME) for name in names)


# --- Archives -------------------------------------------------------------------------------------


def mhtml(markup: str, *parts: str) -> Reading:
    html = f"<html><body>{WORDS}{markup}{WORDS}</body></html>"
    pages = [f"Content-Type: text/html\nContent-Location: http://x.example/a/p.html\n\n{html}"]
    picture = base64.encodebytes(BYTES).decode()
    pages += [
        f"Content-Type: image/png\nContent-Transfer-Encoding: base64\n{said}\n\n{picture}"
        for said in parts
    ]
    body = "".join(f"--X\n{one}\n" for one in pages)
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="X"\n\n'
    return read_mhtml(f"{head}{body}--X--\n".encode(), "page.mhtml")


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("http://x.example/i/a.png", "Content-Location: http://x.example/i/a.png"),
        ("../i/a.png", "Content-Location: http://x.example/i/a.png"),
        ("cid:a%40x", "Content-ID: <a@x>"),
    ],
)
def test_a_web_archive_holds_its_pictures(source: str, part: str) -> None:
    reading = mhtml(f"<img src='{source}' alt='A'>", part)
    assert figures(reading) == [(source, "A", False, "")]
    assert reading.pictures == ((source, BYTES),)


def test_of_several_addresses_the_one_in_the_archive_counts() -> None:
    small = "Content-Location: http://x.example/s.png"
    reading = mhtml("<img src='http://x.example/l.png' srcset='http://x.example/s.png 1x'>", small)
    assert reading.pictures == (("http://x.example/s.png", BYTES),)


def test_what_a_web_archive_lacks_is_not_looked_for_beside_it() -> None:
    assert mhtml("<img src='a.png' alt='A'>").pictures == (("a.png", b""),)
    assert mhtml("<img src='http://y.example/a.png' alt='A'>").pictures == ()


def epub(markup: str, **files: bytes) -> Reading:
    container = '<container><rootfiles><rootfile full-path="o/b.opf"/></rootfiles></container>'
    item = '<item id="c" href="t/c.xhtml" media-type="application/xhtml+xml"/>'
    package = (
        f"<package><metadata/><manifest>{item}</manifest>"
        '<spine><itemref idref="c"/></spine></package>'
    )
    top = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink">'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("o/b.opf", package)
        archive.writestr("o/t/c.xhtml", f"{top}<body>{WORDS}{markup}</body></html>")
        for name, data in files.items():
            archive.writestr(f"o/i/{name}.png", data)
    return read_epub(packed.getvalue(), "book.epub")


def test_a_book_holds_its_pictures() -> None:
    reading = epub("<img src='../i/a.png' alt='A'/><img src='../i/b.png' alt='B'/>", a=BYTES)
    assert [name for name, *_ in figures(reading)] == ["o/i/a.png", "o/i/b.png"]
    assert reading.pictures == (("o/i/a.png", BYTES), ("o/i/b.png", b""))


def test_a_picture_drawn_by_way_of_svg_is_one() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="../i/a.png"/></svg>'
    assert epub(f"<div>{svg}</div>", a=BYTES).pictures == (("o/i/a.png", BYTES),)


def test_a_picture_too_large_to_unpack_is_told_and_the_text_is_read() -> None:
    reading = epub("<img src='../i/a.png' alt='A'/>", a=bytes(33 * 2**20))
    assert reading.pictures == (("o/i/a.png", b""),)
    assert [d.rule for d in reading.diagnostics] == ["archive-too-large"]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
RELATION = (
    f'<Relationship Id="p" Type="{R}/image" Target="media/a.png"/>'
    f'<Relationship Id="far" Type="{R}/image" Target="http://x.example/a.png" '
    f'TargetMode="External"/><Relationship Id="gone" Type="{R}/image" Target="media/b.png"/>'
)  # fmt: skip
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MIME = "application/vnd.openxmlformats"


def drawing(relation: str, described: str) -> str:
    return (
        f'<w:drawing><wp:inline xmlns:wp="{DRAWN}/wordprocessingDrawing">{described}'
        f'<a:graphic xmlns:a="{DRAWN}/main"><a:graphicData><pic:pic xmlns:pic="{DRAWN}/picture">'
        f'<pic:blipFill><a:blip {relation}/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )  # fmt: skip


def docx(inside: str) -> Reading:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{MIME}-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{LINKS}"><Relationship Id="d" Type="{R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{LINKS}">{RELATION}</Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r><w:t>Words.</w:t>{inside}'
            "</w:r></w:p></w:body></w:document>",
        )
        archive.writestr("word/media/a.png", BYTES)
    return read_docx(packed.getvalue(), "letter.docx")


PLAIN = '<wp:docPr id="1" name="x"><ext><d:decorative xmlns:d="http://d" val="1"/></ext></wp:docPr>'


@pytest.mark.parametrize(
    ("inside", "found", "pictures"),
    [
        (drawing('r:embed="p"', '<wp:docPr id="1" name="x" descr="A | mill"/>'),
         ("word/media/a.png", "A | mill", False, ""), (("word/media/a.png", BYTES),)),
        (drawing('r:embed="p"', PLAIN),
         ("word/media/a.png", "", True, ""), (("word/media/a.png", BYTES),)),
        (drawing('r:link="far"', '<wp:docPr id="1" name="x" descr="Far"/>'),
         ("http://x.example/a.png", "Far", False, ""), ()),
        (drawing('r:embed="gone"', '<wp:docPr id="1" name="x" descr="Gone"/>'),
         ("word/media/b.png", "Gone", False, ""), (("word/media/b.png", b""),)),
    ],
)  # fmt: skip
def test_a_document_holds_its_pictures(
    inside: str, found: tuple[str, str, bool, str], pictures: tuple[tuple[str, bytes], ...]
) -> None:
    reading = docx(inside)
    assert figures(reading) == [found]
    assert reading.pictures == pictures


def test_a_picture_of_an_old_document_is_one() -> None:
    old = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="p" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" o:title="A mill"/></v:shape></w:pict>'
    )
    assert figures(docx(old)) == [("word/media/a.png", "A mill", False, "")]


# --- Markdown -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![A *mill*](a.png)", [("a.png", "A mill", False, "")]),
        ('![A](a.png "By hand")', [("a.png", "A", False, "By hand")]),
        ("![](a.png 'By \"hand\"')", [("a.png", "", False, 'By "hand"')]),
        ('See ![A](a.png "By hand")', [("a.png", "A", False, "By hand")]),
        ('See ![A](a.png "By hand") here.', [("a.png", "A", False, "")]),
        ('[![A](a.png "By hand")](http://x.example)', [("a.png", "A", False, "")]),
        ("![A](file:///etc/a.png)", [("file:///etc/a.png", "A", False, "")]),
        ('![A][one]\n\n[one]: a.png "By hand"', [("a.png", "A", False, "")]),
        ('![A](a.png "One") ![B](b.png "Two")',
         [("a.png", "A", False, ""), ("b.png", "B", False, "Two")]),
        ("See <img src='a.png' alt='A'> here.", [("a.png", "A", False, "")]),
        ("<img src='a.png' alt=''>", [("a.png", "", True, "")]),
        ("<figure>\n<img src='a.png' alt='A'>\n<figcaption>By hand</figcaption>\n</figure>",
         [("a.png", "A", False, "By hand")]),
        ("| a | b |\n|---|---|\n| ![A](a.png \"t\") | c |", [("a.png", "A", False, "")]),
    ],
)  # fmt: skip
def test_a_text_in_markdown_shows_pictures(
    text: str, found: list[tuple[str, str, bool, str]]
) -> None:
    reading = read_markdowntext(f"Words.\n\n{text}\n\nWords.\n".encode(), "text.md")
    assert figures(reading) == found


def test_a_title_that_is_no_caption_is_told() -> None:
    reading = read_markdowntext(b'See ![A](a.png "By hand") here.\n', "text.md")
    assert [d.rule for d in reading.diagnostics] == ["picture-title"]


def test_a_picture_written_into_markdown_is_taken_out_of_it() -> None:
    reading = read_markdowntext(f"![A]({URI})\n".encode(), "text.md")
    [(name, data)] = reading.pictures
    assert (name[:5], data) == ("data:", BYTES)
    assert figures(reading) == [(name, "A", False, "")]
