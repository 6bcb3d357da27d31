"""How evenly the lines of an edition are set: broken by us, and by the engine.

    .venv/bin/python tests/bench/word_spaces.py [EDITION]

Both books are made in this run from the same edition, and read back from their PDFs. Counted are
lines of the text's own size that reach the right margin and have four spaces or more: the median
space of each line, from ink to ink, in em of that size, the lines that end in a hyphen, how many
do so in a row, the pages that do. Nothing fails.
"""

from __future__ import annotations

import argparse
import ctypes
import math
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from anthology.build import Order, prepare, shop_of
from anthology.render import fit
from anthology.render.printed import print_book

ROOT = Path(__file__).parents[2]
SIZE = 10.5  # of the text, in styles/print.css
HYPHENS = "-\u2010\u00ad\x02\ufffe"
LEAST_SPACES = 4


@dataclass(frozen=True)
class Line:
    """A printed line: its words, where it ends, its spaces in em."""

    text: str
    right: float
    spaces: tuple[float, ...]


def lines_of(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of the text's size, from top to bottom."""
    text = page.get_textpage()
    left, right, y, _ = (ctypes.c_double() for _ in range(4))
    matrix = pdfium.FS_MATRIX()
    signs: list[_Sign] = []
    for index in range(text.count_chars()):
        words = chr(pdfium.FPDFText_GetUnicode(text.raw, index) or 0xFFFD)
        pdfium.FPDFText_GetCharOrigin(text.raw, index, ctypes.c_double(), y)
        pdfium.FPDFText_GetMatrix(text.raw, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text.raw, index) * math.hypot(matrix.c, matrix.d)
        pdfium.FPDFText_GetCharBox(text.raw, index, left, right, ctypes.c_double(), _)
        if words not in "\r\n":
            signs.append(_Sign(words, left.value, right.value, round(y.value), size))
    for _, group in groupby(signs, key=lambda sign: sign.y):
        row = list(group)
        if abs(statistics.median(sign.size for sign in row) / SIZE - 1) > 0.02:
            continue
        trios = zip(row, row[1:], row[2:], strict=False)
        spaces = (c.left - a.right for a, b, c in trios if b.text in " \u00a0")
        words = "".join(sign.text for sign in row)
        yield Line(words, row[-1].right, tuple(space / SIZE for space in spaces))


@dataclass(frozen=True)
class _Sign:
    """A printed sign and its place: edges of its ink, baseline, size of its type."""

    text: str
    left: float
    right: float
    y: int
    size: float


def report(name: str, pdf: bytes) -> None:
    """Print the figures of one book."""
    spaces, hyphens, runs, ends, pages = [], 0, [0], 0, 0
    for page in pypdfium2.PdfDocument(pdf):
        lines = list(lines_of(page))
        if not lines:
            continue
        edge = Counter(round(line.right) for line in lines).most_common(1)[0][0]
        pages += 1
        ends += lines[-1].text[-1] in HYPHENS
        for line in lines:
            full = abs(line.right - edge) < 2 and len(line.spaces) >= LEAST_SPACES
            divided = full and line.text[-1] in HYPHENS
            runs.append(runs[-1] + 1 if divided else 0)
            if full:
                spaces.append(statistics.median(line.spaces))
                hyphens += divided
    print(
        f"{name}: {len(spaces)} lines on {pages} pages; space {statistics.mean(spaces):.3f} em, "
        f"deviation {statistics.pstdev(spaces):.4f}, {min(spaces):.3f} to {max(spaces):.3f}; "
        f"{hyphens / len(spaces):.1%} end in a hyphen, {max(runs)} in a row; {ends} pages do"
    )


@contextmanager
def the_engines_lines() -> Iterator[None]:
    """While it lasts, paragraphs are found and left as they are."""
    ours = fit._Setter.finish
    fit._Setter.finish = lambda _: None  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        fit._Setter.finish = ours  # type: ignore[method-assign]


def book(edition: Path) -> bytes:
    """The printed book, set in this process without kept galleys."""
    with tempfile.TemporaryDirectory() as folder:
        read, made, _ = prepare(edition)
        return print_book(made, shop_of(Order(edition, Path(folder), workers=1), read)).pdf


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", type=Path, nargs="?", default=ROOT / "seeds")
    given = parser.parse_args()
    report("whole paragraphs", book(given.edition))
    with the_engines_lines():
        report("line by line", book(given.edition))


if __name__ == "__main__":
    main()
