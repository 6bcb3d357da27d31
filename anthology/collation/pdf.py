"""Reads a finished PDF: the words inside each keyed structure element, in the order of the tree.

Never looks at the page for words: the structure tree says what is text, the place on the page only
whether a word goes on.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from anthology.collation.pagekeep import Pages
from anthology.collation.pdfline import Thread
from anthology.collation.pdfobjects import Objects
from anthology.collation.pdfpictures import drawn
from anthology.collation.pdfsaid import said_run
from anthology.collation.pdftext import ARTIFACT, Box, Run, Shown, ink_of
from anthology.collation.pdftree import NOWHERE, Marked, Node, Tree
from anthology.collation.streams import UNKEYED, Outside, words
from anthology.diagnostic import AnthologyError, Diagnostic, Place

# Standard structure types that stand inside a line (ISO 32000-1, 14.8.4.4), and NonStruct, which
# WeasyPrint writes for every element it does not know. All others part words.
_INLINE = frozenset(
    {
        *("Span", "Quote", "Reference", "Link", "Annot", "Em", "Strong", "Sub", "Code"),
        *("Formula", "Ruby", "Lbl", "NonStruct", "Private"),
    }
)
# Half a point: rounding of widths, not ink that a reader misses.
_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class PdfReading:
    """The words of each stream, the text that does not lie on its page, the pictures' sizes.

    A word that ran over a line end which print does not explain holds a `TURN`; `collate` reads it.
    """

    streams: dict[str, tuple[str, ...]]
    outside: tuple[Outside, ...]
    pictures: tuple[str, ...]


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
            leaves = list(pdf.pages)
            numbers = {page.obj.objgen: number for number, page in enumerate(leaves)}
            tree = Tree(pdf, Objects(pdf, data), numbers)
            # The processes that read the pages leave this one the time to read the tree.
            shown = (pages or Pages()).read(leaves, tree.read)
            streams = _Reader(frozenset(keys) - {UNKEYED}, shown).read(tree.root)
            return PdfReading(streams, tuple(_outside(leaves, shown)), tuple(drawn(leaves)))
    except pikepdf.PdfError as error:
        raise AnthologyError(
            Diagnostic("collation-pdf", f"it cannot be read: {error}", Place("finished PDF"))
        ) from error


class _Reader:
    """One reading: the text of each page, the threads that it is taken into."""

    def __init__(self, keys: frozenset[str], pages: Sequence[Shown]) -> None:
        self.pages = [
            {mcid: runs for mcid, runs in page.marked.items() if mcid != ARTIFACT} for page in pages
        ]
        self.keys = keys
        self.threads: defaultdict[str, Thread] = defaultdict(Thread)
        # What is still to be read of each page, in the order of painting.
        self.unread = [dict.fromkeys(page) for page in self.pages]

    def read(self, root: Node | None) -> dict[str, tuple[str, ...]]:
        """Read the tree, then what it did not name."""
        if root is not None:
            self._kids(root, -1, self.threads[UNKEYED], skipped=False)
        for page, unread in enumerate(self.unread):
            for mcid in tuple(unread):
                self.threads[UNKEYED].part()
                self.threads[UNKEYED].take(self._taken(page, mcid), page)
        read = {key: words(thread.text()) for key, thread in self.threads.items()}
        return {key: found for key, found in read.items() if found or key != UNKEYED}

    def _element(self, node: Node, page: int, outer: Thread, *, skipped: bool) -> None:
        """Read a structure element into the thread of its key, or into `outer`."""
        kind, key = node.kind, node.key
        if key in self.keys:
            thread, skipped = self.threads[key], False
            thread.part()
        else:
            made = kind == "Lbl" or (kind == "Reference" and key != "")
            thread, skipped = outer, skipped or made
        # A note with a stream of its own may stand between two letters and parts nothing.
        parts = kind not in _INLINE and not (kind == "Note" and thread is not outer)
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
        page = page if node.page is None else node.page
        runs = [run for kid in node.kids if isinstance(kid, int) for run in self._taken(page, kid)]
        if runs:
            thread.take((said_run(runs, said),), page, skipped=skipped)

    def _kids(self, node: Node, page: int, thread: Thread, *, skipped: bool) -> None:
        """Read the kids in order: elements, or marked content (ISO 32000-1, 14.7.2 and 14.7.4)."""
        page = page if node.page is None else node.page
        for kid in node.kids:
            if isinstance(kid, int):
                thread.take(self._taken(page, kid), page, skipped=skipped)
            elif isinstance(kid, Marked):
                on = page if kid.page is None else kid.page
                thread.take(self._taken(on, kid.mcid), on, skipped=skipped)
            else:
                self._element(kid, page, thread, skipped=skipped)

    def _taken(self, page: int, mcid: int) -> Sequence[Run]:
        """One piece of marked content. No runs: a text box of nothing but spaces."""
        if page == NOWHERE:
            return ()
        self.unread[page].pop(mcid, None)
        return self.pages[page].get(mcid, ())


def _outside(pages: Iterable[pikepdf.Page], shown: Iterable[Shown]) -> Iterator[Outside]:
    """The text that does not lie on its page, page by page."""
    for number, (page, found) in enumerate(zip(pages, shown, strict=True), 1):
        box = _visible_box(page)
        if _within(found.ink, box):
            continue
        runs = (run for runs in found.marked.values() for run in runs)
        yield from (
            Outside(number, run.text.strip()) for run in runs if not _within(ink_of(run), box)
        )


def _visible_box(page: pikepdf.Page) -> Box:
    """Left, bottom, right, top of what is left of the page when it is shown and trimmed."""
    boxes = [[float(x) for x in box.as_list()] for box in (page.cropbox, page.trimbox)]
    left, bottom, right, top = zip(*boxes, strict=True)
    return max(left), max(bottom), min(right), min(top)


def _within(ink: Box, box: Box) -> bool:
    """Whether ink lies in a box."""
    return (
        ink[0] >= box[0] - _TOLERANCE
        and ink[1] >= box[1] - _TOLERANCE
        and ink[2] <= box[2] + _TOLERANCE
        and ink[3] <= box[3] + _TOLERANCE
    )
