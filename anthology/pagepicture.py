"""A finished PDF, page by page: its picture, its label, its words and the lines they stand on.

Reads the file as any reader does and knows nothing of how it was made. Never holds more than one
page; writes nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from anthology.diagnostic import Diagnostic, Place, SetupError

_POINTS = 72  # in an inch
_LARGEST = 3000  # pixels: a wall-sized page is drawn smaller, so that memory holds
_ARTIFACT = "Artifact"


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words as they were drawn at once, and their baseline in points from the top of the page."""

    words: str
    base: float


class Pages:
    """The pages of an open PDF, counted from 0."""

    def __init__(self, document: Any) -> None:
        """`document` is an open document of pypdfium2."""
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def label(self, number: int) -> str:
        """What the page is called: its folio, or its place in the file."""
        return self._document.get_page_label(number) or str(number + 1)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points."""
        width, height = self._document.get_page_size(number)
        return float(width), float(height)

    def picture(self, number: int, dpi: float) -> Image.Image:
        """The page in shades of grey; smaller than asked for, if it would be huge."""
        longest = max(self.size(number)) / _POINTS
        page = self._document[number]
        try:
            scale = min(dpi, _LARGEST / longest) / _POINTS
            drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
            return drawn.convert("L")
        finally:
            page.close()

    def lines(self, number: int) -> tuple[TextLine, ...]:
        """The text of the page in the order of the file, without what is marked as an artifact."""
        page = self._document[number]
        text = page.get_textpage()
        try:
            return tuple(_lines(page, text))
        finally:
            text.close()
            page.close()


@contextmanager
def open_pages(path: Path) -> Iterator[Pages]:
    """Open a PDF. Raises SetupError where there is none, or none that can be read."""
    if not path.is_file():
        hint = "make the book first: anthology build, or anthology print for a variant"
        raise SetupError(Diagnostic("pdf-missing", "there is no such PDF", Place(str(path)), hint))
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(path) from error
    with document:
        if not len(document):
            raise _unreadable(path)
        try:
            yield Pages(document)
        except pypdfium2.PdfiumError as error:  # a page that is broken shows when it is opened
            raise _unreadable(path) from error


def _unreadable(path: Path) -> SetupError:
    message = "this is no PDF, or one that is broken, empty or locked"
    hint = "give a finished PDF, such as build/anthology.pdf"
    return SetupError(Diagnostic("pdf-unreadable", message, Place(str(path)), hint))


def _lines(page: Any, text: Any) -> Iterator[TextLine]:
    height = page.get_height()
    for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
        if _ARTIFACT not in _marks(piece.raw):
            matrix = piece.get_matrix()
            yield TextLine(_words(piece.raw, text.raw), height - matrix.f)


def _marks(piece: Any) -> Iterator[str]:
    """The names of the marked content that a piece of a page stands in."""
    for number in range(pdfium.FPDFPageObj_CountMarks(piece)):
        mark, size = pdfium.FPDFPageObj_GetMark(piece, number), ctypes.c_ulong()
        name = (pdfium.FPDF_WCHAR * 64)()
        pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
        yield bytes(name)[: size.value].decode("utf-16-le").rstrip("\0")


def _words(piece: Any, text: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(piece, text, None, 0)
    letters = (pdfium.FPDF_WCHAR * max(1, size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(piece, text, letters, size)
    return bytes(letters)[:size].decode("utf-16-le", "replace").rstrip("\0")
