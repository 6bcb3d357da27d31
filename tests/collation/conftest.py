"""Small books to read back: an EPUB made of strings, a PDF drawn by hand, a PDF set in type.

In the drawn PDF every character is 5 pt wide and 10 pt high, so that a test can say where each
piece stands. A structure element is a list, `["P", "t1b", kid, …]` (type, id, kids); a kid is such
a list or a piece of text, `("text", x, y)` or `("text", x, y, page)`.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from anthology.render.galley import set_galley
from anthology.render.job import GalleyJob

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf"/></rootfiles></container>'
)
DOCUMENT = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<head><title>Not a word of the book</title></head><body>{}</body></html>"
)
STYLE = """
@font-face { font-family: "EB Garamond"; src: url("font:EBGaramond.ttf") }
@font-face {
  font-family: "EB Garamond"; font-style: italic; src: url("font:EBGaramond-Italic.ttf")
}
@page { size: 110mm 80mm; margin: 10mm }
html { font: 10pt/14pt "EB Garamond"; hyphens: auto; text-align: justify }
body, p { margin: 0 }
em { font-style: italic }
a.noteref { font-size: .7em; vertical-align: super; line-height: 1 }
aside.note { float: footnote; footnote-policy: line; font-size: 8pt; line-height: 10pt }
aside.note::footnote-call, aside.note::footnote-marker { content: "" }
.smallcaps { font-variant-caps: small-caps }
"""


@pytest.fixture(scope="session")
def make_epub() -> Callable[..., bytes]:
    """An EPUB of these bodies, one document each; the spine names the last one first."""

    def make(*bodies: str) -> bytes:
        items = "".join(f'<item id="d{n}" href="text/d%20{n}.xhtml"/>' for n in range(len(bodies)))
        refs = "".join(f'<itemref idref="d{n}"/>' for n in reversed(range(len(bodies))))
        package = (
            '<package xmlns="http://www.idpf.org/2007/opf">'
            f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
        )
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as container:
            container.writestr("META-INF/container.xml", CONTAINER)
            container.writestr("EPUB/package.opf", package)
            for n, body in enumerate(bodies):
                container.writestr(f"EPUB/text/d {n}.xhtml", DOCUMENT.format(body))
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def draw() -> Callable[..., bytes]:
    """A PDF of 200 by 100 pt pages that holds these elements, and `loose` text outside the tree."""

    def make(*elements: list[Any], loose: Sequence[tuple[Any, ...]] = (), pages: int = 1) -> bytes:
        drawing = _Drawing(pages)
        kids = [drawing.element(element) for element in elements]
        drawing.pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array(kids))
        for mark, *piece in loose:
            drawing.show(mark, *piece)
        return drawing.finish()

    return make


@pytest.fixture(scope="session")
def typeset() -> Callable[[str], bytes]:
    """A PDF set by the engine from the inside of a `body`, as a galley of the book."""

    def make(body: str) -> bytes:
        markup = (
            '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">'
            f'<head><title>T</title></head><body class="print text">{body}</body></html>'
        )
        return set_galley(GalleyJob("t1", markup.encode(), (STYLE,))).pdf

    return make


class _Drawing:
    def __init__(self, pages: int) -> None:
        self.pdf = pikepdf.new()
        self.codes: dict[str, int] = {}
        self.marks = 0
        self.content = [b"" for _ in range(pages)]
        for _ in range(pages):
            self.pdf.add_blank_page(page_size=(200, 100))

    def element(self, element: list[Any]) -> Any:
        kind, key, *kids = element
        result = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=Array())
        )
        if key:
            result.ID = String(key)
        for kid in kids:
            result.K.append(self.element(kid) if isinstance(kid, list) else self.marked(*kid))
        return result

    def marked(self, text: str, x: float, y: float, page: int = 0) -> Any:
        mcid, self.marks = self.marks, self.marks + 1
        self.show(f"/Span <</MCID {mcid}>> BDC", text, x, y, page)
        return Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=mcid)

    def show(self, mark: str, text: str, x: float, y: float, page: int = 0) -> None:
        codes = bytes(self.codes.setdefault(c, len(self.codes) + 1) for c in text)
        end = "EMC" if mark else ""
        shown = f"{mark} BT /F 10 Tf {x} {y} Td <{codes.hex()}> Tj ET {end}\n"
        self.content[page] += shown.encode()

    def finish(self) -> bytes:
        rows = "\n".join(
            f"<{code:02x}> <{c.encode('utf-16-be').hex()}>" for c, code in self.codes.items()
        )
        cmap = self.pdf.make_stream(f"{len(self.codes)} beginbfchar\n{rows}\nendbfchar".encode())
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Courier,
            FirstChar=0,
            Widths=Array([500] * 256),
            ToUnicode=cmap,
        )
        for page, content in zip(self.pdf.pages, self.content, strict=True):
            page.obj.Resources = Dictionary(Font=Dictionary(F=self.pdf.make_indirect(font)))
            page.obj.Contents = self.pdf.make_stream(content)
        file = io.BytesIO()
        self.pdf.save(file)
        return file.getvalue()
