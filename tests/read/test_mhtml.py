"""Web archives: the page in them is read, wherever it stands and however it is packed."""

from __future__ import annotations

import base64
import quopri

import pytest

from anthology.diagnostic import EditionError
from anthology.ledger import Ledger, tile
from anthology.read.mhtml import read_mhtml

HTML = "<html><head><title>Naïve</title></head><body><h1>Naïve</h1><p>Café – “é”.</p></body></html>"
HEAD = """\
From: <Saved by a browser>
Snapshot-Content-Location: https://site.example/page.html
Subject: =?utf-8?Q?Na=C3=AFve?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----X----"

"""


def part(kind: str, packing: str, body: bytes) -> bytes:
    head = f"------X----\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {packing}\r\n"
    return f"{head}Content-Location: https://site.example/x\r\n\r\n".encode() + body + b"\r\n"


def archive(*parts: bytes, end: bytes = b"------X------\r\n") -> bytes:
    return HEAD.replace("\n", "\r\n").encode() + b"".join(parts) + end


CSS = part("text/css", "binary", b"p { color: red }")
PICTURE = part("image/png", "base64", base64.encodebytes(b"\x89PNG\r\n" * 40))


@pytest.mark.parametrize(
    ("packing", "charset", "packed"),
    [
        ("quoted-printable", "utf-8", quopri.encodestring(HTML.encode())),
        ("base64", "utf-8", base64.encodebytes(HTML.encode())),
        ("8bit", "windows-1252", HTML.encode("cp1252")),
        ("binary", "", HTML.encode()),
    ],
)
def test_the_page_is_found_and_unpacked(packing: str, charset: str, packed: bytes) -> None:
    kind = f"text/html; charset={charset}" if charset else "text/html"
    reading = read_mhtml(archive(CSS, PICTURE, part(kind, packing, packed)), "page.mhtml")
    assert [reading.source.cut(c.span) for c in reading.chunks] == ["Naïve", "Café – “é”."]
    assert tile(reading.source, [c.span for c in reading.chunks], Ledger(reading.rows)) == ()
    assert reading.hints.title == "Naïve"
    assert reading.hints.address == "https://site.example/page.html"
    assert reading.diagnostics == ()


def test_the_part_that_is_named_as_the_start_is_the_page() -> None:
    data = archive(
        part("text/html", "8bit", b"<p>A frame.</p>"),
        part("text/html\r\nContent-ID: <main>", "8bit", b"<p>The page.</p>"),
    ).replace(b'type="text/html";', b'start="<main>";')
    assert read_mhtml(data, "page.mhtml").source.text == "The page."


def test_an_archive_that_is_cut_off_is_read_with_a_warning() -> None:
    reading = read_mhtml(archive(part("text/html", "8bit", b"<p>Words"), end=b""), "page.mhtml")
    assert reading.source.text == "Words"
    assert [d.rule for d in reading.diagnostics] == ["archive-cut-off"]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "archive-broken"),
        (b"\x00\xff" * 500, "archive-broken"),
        (b"Just words, no archive.", "archive-broken"),
        (archive(CSS, PICTURE), "archive-broken"),
        (archive(part("text/html", "base64", b"")), "archive-broken"),
        (archive(part("text/html", "8bit", b"<script>x</script>")), "source-empty"),
        (b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 100, "archive-broken"),
        (HEAD.encode() + b"------X----\n\n" * 30_000, "archive-broken"),
    ],
)
def test_what_holds_no_page_is_refused(data: bytes, rule: str) -> None:
    with pytest.raises(EditionError) as caught:
        read_mhtml(data, "page.mhtml")
    assert caught.value.diagnostics[0].rule == rule
    assert caught.value.diagnostics[0].hint
