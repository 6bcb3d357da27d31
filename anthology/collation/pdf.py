"""Reads a finished PDF: the words inside each keyed structure element, in the order of the tree.

Never looks at the page for words: the structure tree says what is text, the place on the page only
whether a word goes on.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pikepdf

from anthology.collation.pagekeep import Pages
from anthology.collation.pdfline import Thread
from anthology.collation.pdfsaid import said_run
from anthology.collation.pdftext import ARTIFACT, Run
from anthology.collation.pdftree import Marked, Node, read_node
from anthology.collation.streams import UNKEYED, Outside, words
from anthology.diagnostic import AnthologyError, Diagnostic, Place

# Standard structure types that stand inside a line (ISO 32000-1, 14.8.4.4), and NonStruct, which
# WeasyPrint writes for every element it does not know. All others part words.
_INLINE = frozenset(
    {
        *("/Span", "/Quote", "/Reference", "/Link", "/Annot", "/Em", "/Strong", "/Sub", "/Code"),
        *("/Formula", "/Ruby", "/Lbl", "/NonStruct", "/Private"),
    }
)
# How far ink reaches from the baseline, in em: enough to find a line that is cut.
_ASCENT, _DESCENT = 0.7, 0.25
# Half a point: rounding of widths, not ink that a reader misses.
_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class PdfReading:
    """The words of each stream, and the text that does not lie on its page.

    A word that ran over a line end which print does not explain holds a `TURN`; `collate` reads it.
    """

    streams: dict[str, tuple[str, ...]]
    outside: tuple[Outside, ...]


def read_pdf(data: bytes, keys: Collection[str], pages: Pages | None = None) -> PdfReading:
    """The words of each structure element whose `ID` is in `keys`; all other text under `""`.

    Text of a keyed element inside another belongs to the inner one alone. Left out: `Lbl`, note
    calls (a `Reference` with an `ID`; without one it is the locator of an index or a contents list,
    and read) and artifacts. Text that is neither in the tree nor an artifact counts as text without
    a key. A key that is nowhere in the book has no entry. `pages` know what pages with the same
    bytes were seen to show.

    Raises AnthologyError where the file is no PDF that can be read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = pages or Pages()
            reading = _Reader(pdf, frozenset(keys) - {UNKEYED}, pages).read()
    except pikepdf.PdfError as error:
        raise AnthologyError(
            Diagnostic("collation-pdf", f"it cannot be read: {error}", Place("finished PDF"))
        ) from error
    pages.keep()
    return reading


class _Reader:
    """One reading: the pieces of text of each page, the threads they are taken into."""

    def __init__(self, pdf: pikepdf.Pdf, keys: frozenset[str], pages: Pages) -> None:
        self.pdf = pdf
        self.pages = pages
        self.keys = keys
        self.threads: defaultdict[str, Thread] = defaultdict(Thread)
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.outside: list[Outside] = []
        self.runs: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)  # by page and MCID
        self.unread: dict[tuple[int, int], None] = {}  # the same keys, in the order of the pages

    def read(self) -> PdfReading:
        """Read the pages, then the tree, then what the tree did not name."""
        for number, page in enumerate(self.pdf.pages):
            self._page(page, self.pages.runs(page, number))
        self.unread = dict.fromkeys(self.runs)
        root = self.pdf.Root.get("/StructTreeRoot")
        if root is not None:
            self._kids(read_node(self.pdf, root), -1, self.threads[UNKEYED], skipped=False)
        for place in tuple(self.unread):
            self.threads[UNKEYED].part()
            self._content(place, self.threads[UNKEYED], skipped=False)
        read = {key: words(thread.text()) for key, thread in self.threads.items()}
        return PdfReading(
            streams={key: found for key, found in read.items() if found or key != UNKEYED},
            outside=tuple(self.outside),
        )

    def _page(self, page: pikepdf.Page, runs: Sequence[Run]) -> None:
        box = _visible_box(page)
        for run in runs:
            if not _lies_in(run, box):
                self.outside.append(Outside(run.page + 1, run.text.strip()))
            if run.mcid != ARTIFACT:
                self.runs[run.page, run.mcid].append(run)

    def _element(self, node: Node, page: int, outer: Thread, *, skipped: bool) -> None:
        """Read a structure element into the thread of its key, or into `outer`."""
        kind, key = node.kind, node.key
        if key in self.keys:
            thread, skipped = self.threads[key], False
            thread.part()
        else:
            made = kind == "/Lbl" or (kind == "/Reference" and key != "")
            thread, skipped = outer, skipped or made
        # A note with a stream of its own may stand between two letters and parts nothing.
        parts = kind not in _INLINE and not (kind == "/Note" and thread is not outer)
        if parts:
            outer.part()
        if node.said is None:
            self._kids(node, page, thread, skipped=skipped)
        else:
            self._said(node, node.said, page, thread, skipped=skipped)
        if parts:
            outer.part()

    def _said(self, node: Node, said: str, page: int, thread: Thread, *, skipped: bool) -> None:
        """Read an element that says its words itself; it holds marked content alone."""
        page = self._page_of(node, page)
        places = [(page, kid) for kid in node.kids if isinstance(kid, int)]
        for place in places:
            self.unread.pop(place, None)
        if runs := [run for place in places for run in self.runs.get(place, ())]:
            run = said_run(runs, said)
            if skipped:
                thread.skip(run)
            else:
                thread.show(run)

    def _kids(self, node: Node, page: int, thread: Thread, *, skipped: bool) -> None:
        """Read the kids in order: elements, or marked content (ISO 32000-1, 14.7.2 and 14.7.4)."""
        page = self._page_of(node, page)
        for kid in node.kids:
            if isinstance(kid, int):
                self._content((page, kid), thread, skipped=skipped)
                continue
            if isinstance(kid, Marked):
                place = (self.numbers.get(kid.page, -1), kid.mcid)
                self._content(place, thread, skipped=skipped)
                continue
            inner = read_node(self.pdf, kid)
            if inner.mcid is not None:
                place = (self._page_of(inner, page), inner.mcid)
                self._content(place, thread, skipped=skipped)
            elif inner.kind:
                self._element(inner, page, thread, skipped=skipped)

    def _page_of(self, node: Node, page: int) -> int:
        return page if node.page is None else self.numbers.get(node.page, -1)

    def _content(self, place: tuple[int, int], thread: Thread, *, skipped: bool) -> None:
        """Read one piece of marked content. No runs: a text box of nothing but spaces."""
        self.unread.pop(place, None)
        for run in self.runs.get(place, ()):
            if skipped:
                thread.skip(run)
            else:
                thread.show(run)


def _visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what is left of the page when it is shown and trimmed."""
    boxes = [[float(x) for x in box.as_list()] for box in (page.cropbox, page.trimbox)]
    left, bottom, right, top = zip(*boxes, strict=True)
    return max(left), max(bottom), min(right), min(top)


def _lies_in(run: Run, box: tuple[float, float, float, float]) -> bool:
    """Whether all ink of the run lies in the box; spaces have none."""
    left, bottom, right, top = box
    return not run.text.strip() or (
        min(run.x0, run.x1) >= left - _TOLERANCE
        and max(run.x0, run.x1) <= right + _TOLERANCE
        and run.y - _DESCENT * run.size >= bottom - _TOLERANCE
        and run.y + _ASCENT * run.size <= top + _TOLERANCE
    )
