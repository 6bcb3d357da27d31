"""Files that nobody should have to read: each is refused in plain words, or comes out right."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from anthology.book import Book, make_book
from anthology.desk import begin
from anthology.diagnostic import AnthologyError
from anthology.document import Block, ListBlock, Quotation, leaves, walk
from anthology.edition import read_edition

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
DEEP = 3_000
LINE = "The quick brown fox jumps over the lazy dog. " * 4_400  # 200 kB; the cost is linear


def page(body: str) -> bytes:
    return f"<!doctype html><html><meta charset=utf-8><body>{body}</body></html>".encode()


def archive(html: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
    return head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html + b"\r\n--B--\r\n"


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in files.items():
            packed.writestr(name, words)
    return out.getvalue()


def docx(body: str, before: str = "") -> bytes:
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    xml = "application/vnd.openxmlformats-package.relationships+xml"
    return zipped(
        **{
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" '
            f'ContentType="{xml}"/><Default Extension="xml" ContentType="application/xml"/>'
            "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r" '
            f'Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body>'
            "</w:document>",
        }
    )


def par(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def epub(body: str, before: str = "", **files: str) -> bytes:
    book = "urn:oasis:names:tc:opendocument:xmlns:container"
    html = f'{before}<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    return zipped(
        **{
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": f'<container xmlns="{book}"><rootfiles><rootfile '
            'full-path="b.opf"/></rootfiles></container>',
            "b.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" '
            'href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine>'
            '<itemref idref="c"/></spine></package>',
            "c.xhtml": html,
            **files,
        }
    )


BILLION = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)
BINARY = bytes(range(256)) * 500
HALF = "Half a character \ud800 stands here.".encode("utf-8", "surrogatepass")
MIXED = "Ein Müller.\n\n".encode() * 3 + "Ein Müller.\n".encode("cp1252")
WORDS = "<p>Words enough to be a text.</p>"

REFUSED = {
    **{f"empty.{kind}": (b"", "source-empty") for kind in ("txt", "md", "html", "docx", "epub")},
    "empty.mhtml": (b"", "source-empty"),
    "blank.txt": (b"\n" * 100_000, "source-empty"),
    "blank.md": (b"\n" * 100_000, "source-empty"),
    "binary.txt": (BINARY, "binary-file"),
    "binary.md": (BINARY, "binary-file"),
    "binary.html": (BINARY, "binary-file"),
    "binary.mhtml": (BINARY, "archive-broken"),
    "binary.docx": (BINARY, "docx-broken"),
    "binary.epub": (BINARY, "archive-broken"),
    "picture": (b"\x89PNG\r\n\x1a\n" + BINARY, "binary-file"),
    "cut.docx": (docx(par("Words.") * 500)[:-40], "docx-broken"),
    "cut.epub": (epub(WORDS * 500)[:-40], "archive-broken"),
    "deep.docx": (docx("<w:tbl><w:tr><w:tc>" * DEEP + par("x")), "docx-broken"),
    "bomb.docx": (docx(par(" " * 70_000_000)), "docx-unsafe"),
    "bomb.epub": (epub(" " * 70_000_000), "archive-too-large"),
    "laughs.docx": (docx(par("&j;"), f"{BILLION}]>"), "docx-broken"),
    "outside.docx": (docx(par("&x;"), "<!DOCTYPE d [<!ENTITY x SYSTEM 'a'>]>"), "docx-unsafe"),
    "half.txt": (HALF, "surrogate"),
    "half.md": (HALF, "surrogate"),
    "half.docx": (docx(par("Half &#xD800; one.")), "docx-broken"),
    "a.pdf": (b"%PDF-1.7", "format-refused"),
    "a.odt": (zipped(mimetype="application/vnd.oasis.opendocument.text"), "format-refused"),
}
READ = {
    "line.txt": LINE.encode(),
    "line.md": LINE.encode(),
    "line.html": page(f"<p>{LINE}</p>"),
    "line.mhtml": archive(page(f"<p>{LINE}</p>")),
    "line.docx": docx(par(LINE)),
    "line.epub": epub(f"<p>{LINE}</p>"),
    "blank.txt": b"First words." + b"\n" * 100_000 + b"Last words.",
    "blank.md": b"First words." + b"\n" * 100_000 + b"Last words.",
    "blank.html": page(f"{WORDS}{chr(10) * 100_000}{WORDS}"),
    "blank.docx": docx(par("First.") + "<w:p/>" * 100_000 + par("Last.")),
    "deep.html": page(f"{'<div>' * DEEP}{WORDS}"),
    "deep.mhtml": archive(page(f"{'<div>' * DEEP}{WORDS}")),
    "deep.epub": epub(f"{'<div>' * DEEP}{WORDS}{'</div>' * DEEP}"),
    "quotes.html": page(f"{'<blockquote>' * DEEP}{WORDS}"),
    "quotes.txt": b">" * DEEP + b" Words.\n",
    "quotes.md": b"> " * DEEP + b"Words.\n",
    "lists.html": page(f"{'<ul><li>x' * 200}{WORDS}"),
    "stars.md": b"*a " * DEEP,
    "brackets.md": b"[" * DEEP + b"a" + b"]" * DEEP,
    "laughs.epub": epub("<p>Words &j;</p>", f"{BILLION}]>"),
    "laughs.html": f"{BILLION}]>{WORDS}&j;".encode(),
    "mixed.txt": MIXED,
    "mixed.md": MIXED,
    "mixed.html": page("").replace(b"<body>", b"<body><p>" + MIXED),
    "half.epub": epub("<p>Half &#xD800; one.</p>"),
    "outside.epub": epub(WORDS, **{"../../evil.xhtml": "<p>evil</p>"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_right_is_refused(name: str, tmp_path: Path) -> None:
    data, rule = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AnthologyError) as caught:
        begin(tmp_path / "reader", [tmp_path / name], "", "")
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.rule == rule
    assert diagnostic.hint
    assert not (tmp_path / "reader").exists()


@pytest.mark.parametrize("name", READ)
def test_a_file_that_can_be_read_is_read_in_bounded_time(name: str, tmp_path: Path) -> None:
    start = time.process_time()
    book = made(name, READ[name], tmp_path)
    assert time.process_time() - start < 30  # seconds; most need less than one
    assert "".join(text.text for text in leaves(book.texts[0].body)).strip()
    assert all(depth(block) <= 13 for block in book.texts[0].body)


@pytest.mark.parametrize("name", [name for name in READ if name.startswith("mixed")])
def test_bytes_of_another_encoding_are_read_as_what_they_are(name: str, tmp_path: Path) -> None:
    text = made(name, READ[name], tmp_path).texts[0]
    assert text.source.text.count("Müller") == 4


def made(name: str, data: bytes, folder: Path) -> Book:
    (folder / name).write_bytes(data)
    begin(folder / "reader", [folder / name], "", "en")
    return make_book(read_edition(folder / "reader"))


def depth(block: Block) -> int:
    return 1 + max(map(depth, inside(block)), default=0)


def inside(block: Block) -> Iterator[Block]:
    if isinstance(block, Quotation):
        yield from block.blocks
    if isinstance(block, ListBlock):
        yield from (inner for item in block.items for inner in item.blocks)


EVIL = """<h1>Evil</h1><p onclick="alert(1)">Words <img src="file:///etc/passwd" alt="A"/> and
<img src="http://127.0.0.1:9/x.png" onerror="x()" alt="B"/> <a href="javascript:alert(1)">go</a>
<a href="file:///etc/passwd">see</a></p><script>bad()</script><iframe src="file:///etc/passwd">
</iframe><p>The end of it all, with words enough to be a text.</p>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.html", page(EVIL)), ("a.mhtml", archive(page(EVIL))), ("a.epub", epub(EVIL))],
)
def test_nothing_is_run_or_fetched_or_read_from_outside(
    name: str, data: bytes, tmp_path: Path
) -> None:
    text = made(name, data, tmp_path).texts[0]
    assert "bad()" not in text.source.text
    assert "root:" not in text.source.text
    assert "go" in text.source.text
    assert [b for b in walk(text.body) if type(b).__name__ == "Link"] == []
    assert {path.name for path in (tmp_path / "reader" / "texts").rglob("*")} == {name}
