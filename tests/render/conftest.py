"""Small galleys for the tests of the printed book, set in the real style sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest

from anthology.render.galley import set_galley
from anthology.render.job import Galley, GalleyJob

STYLES = Path(__file__).parents[2] / "styles"
WORDS = (
    "party question of the members letter organization branch and meeting in discussion which "
    "paper never answered"
).split()

MakeJob = Callable[..., GalleyJob]
SetBody = Callable[..., Galley]


def words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))


def note(id: str, text: str) -> str:
    """A note call with its body behind it, as the templates write them."""
    number = id.rpartition("n")[2]
    label = f'aria-label="Editor’s note {number}"'
    return (
        f'<a class="noteref editor" id="{id}r" href="#{id}" {label}>{number}</a>'
        f'<aside class="note editor" id="{id}" {label}>'
        f'<a class="note-marker" href="#{id}r" {label}>{number}</a> '
        f'<span class="note-par">{text}</span></aside>'
    )


def noted_text(seed: int, paragraphs: int = 6) -> str:
    """Numbered paragraphs of which each has one to four notes of up to 70 words."""
    random, notes, made = Random(seed), 0, []
    for number in range(1, paragraphs + 1):
        text = words(random, random.randint(10, 40))
        for _ in range(random.randint(1, 4)):
            notes += 1
            body = words(random, random.randint(10, 70))
            text += note(f"t1n{notes}", body) + " " + words(random, random.randint(5, 30))
        made.append(f'<p class="par numbered" id="t1p{number}" data-n="{number}">{text}</p>')
    return "\n".join(made)


@pytest.fixture(scope="session")
def job() -> MakeJob:
    """Makes a job of the body of an XHTML file."""
    styles = tuple((STYLES / name).read_text() for name in ("print.css", "paper-a5.css"))

    def make(body: str, key: str = "t1", extra: str = "") -> GalleyJob:
        xhtml = (
            '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">'
            f'<head><title>Test</title></head><body class="print text">{body}</body></html>'
        )
        return GalleyJob(key, xhtml.encode(), (*styles, extra) if extra else styles)

    return make


@pytest.fixture(scope="session")
def galley(job: MakeJob) -> SetBody:
    """Sets the body of an XHTML file."""
    return lambda *arguments, **names: set_galley(job(*arguments, **names))


@pytest.fixture(scope="session")
def with_note() -> Callable[[str, str], str]:
    """Writes a note call and the note behind it."""
    return note


@pytest.fixture(scope="session")
def lossy() -> str:
    """A text of which the engine, left alone, loses a note."""
    return noted_text(7)


@pytest.fixture(scope="session")
def dense(galley: SetBody, lossy: str) -> Galley:
    """The same text set by us."""
    return galley(lossy)


@pytest.fixture(scope="session")
def read_tags() -> Callable[[bytes], TagReader]:
    """Opens a PDF for reading through its tags."""
    return lambda data: TagReader(pikepdf.open(io.BytesIO(data)))


class TagReader:
    """Reads a tagged PDF as an assistive reader does: element by element."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.document = pdf.Root.StructTreeRoot.K[0]
        self._texts = {page.objgen: dict(_marked_texts(page)) for page in pdf.pages}

    def elements(self, element: Any = None) -> Iterator[Any]:
        element = self.document if element is None else element
        yield element
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self.elements(kid)

    def by_id(self, id: str) -> Any:
        (found,) = [e for e in self.elements() if str(e.get("/ID", "")) == id]
        return found

    def text(self, element: Any) -> str:
        """The pieces of text in and below an element, a blank between them."""
        return " ".join(self._pieces(element))

    def _pieces(self, element: Any) -> Iterator[str]:
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                yield self._texts[element.Pg.objgen][kid]
            elif "/S" in kid:
                yield from self._pieces(kid)
            elif "/MCID" in kid:
                yield self._texts[kid.Pg.objgen][int(kid.MCID)]


def _marked_texts(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The text of each marked content of a page, through the ToUnicode maps of its fonts."""
    maps = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    mcid, font, text = -1, "", ""
    for step in pikepdf.parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "BDC" if "/MCID" in operands[1]:
                mcid, text = int(operands[1].MCID), ""
            case "Tf":
                font = str(operands[0])
            case "TJ":
                shown = [bytes(item) for item in operands[0] if isinstance(item, pikepdf.String)]
                codes = [code for item in shown for code in zip(item[::2], item[1::2], strict=True)]
                text += "".join(maps[font][high * 256 + low] for high, low in codes)
            case "EMC" if mcid >= 0:
                yield mcid, text
                mcid = -1


def _to_unicode(font: Any) -> dict[int, str]:
    rows = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in rows}
