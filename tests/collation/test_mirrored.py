"""Brackets of words that run both ways: one glyph on the page, another sign in each direction."""

from __future__ import annotations

from anthology.collation.pdf import read_pdf
from anthology.collation.report import collate
from anthology.collation.streams import Stream, words
from anthology.render.galley import set_galley
from anthology.render.job import GalleyJob
from anthology.render.makeup import Metadata, Sheet, make_up

LEFTWARD = (
    "שלום (עולם) {אחד] שנים",
    "\N{ARABIC MATHEMATICAL SEEN} = س ص إذاكان س > 0 غيرذلك ( مع س ≃ 3,14 )",
    "אב(גד",
)
PAGES = {
    "t1": '<p id="t1b" class="par">xargs -I{} {print $1} (a) [b] x &lt; y &gt; z « q »</p>',
    "t2": "".join(
        f'<p id="t2p{number}" class="par" dir="rtl">{text.replace(">", "&gt;")}</p>'
        for number, text in enumerate(LEFTWARD, 1)
    )
    + '<p id="t2p9" class="par" dir="rtl"><em>אב</em> ( <em>גד</em> {} </p>',
}
EXPECTED = (
    Stream("t1b", words("xargs -I{} {print $1} (a) [b] x < y > z « q »")),
    *(Stream(f"t2p{number}", words(text)) for number, text in enumerate(LEFTWARD, 1)),
    Stream("t2p9", words("אב ( גד {}")),
)


def test_each_text_is_read_with_its_own_brackets() -> None:
    reading = read_pdf(_book(), [stream.key for stream in EXPECTED])
    report = collate("pdf", EXPECTED, reading.streams, reading.outside)
    assert not report.differences


def _book() -> bytes:
    galleys = {key: set_galley(_job(key, body)) for key, body in PAGES.items()}
    sheets = [Sheet(key, "arabic", "", "") for key in PAGES]
    metadata = Metadata("T", ("A",), "en", "urn:uuid:0", "2026-11-22", "D", "P")
    return make_up(galleys, sheets, metadata)


def _job(key: str, body: str) -> GalleyJob:
    xhtml = (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">'
        f'<head><title>T</title></head><body class="print text">{body}</body></html>'
    )
    return GalleyJob(key, xhtml.encode(), (_STYLE,))


_STYLE = """
@font-face { font-family: "EB Garamond"; src: url("font:EBGaramond.ttf") }
@font-face {
  font-family: "EB Garamond"; font-style: italic; src: url("font:EBGaramond-Italic.ttf")
}
@page { size: 110mm 80mm; margin: 10mm }
html { font: 10pt/14pt "EB Garamond" }
em { font-style: italic }
"""
