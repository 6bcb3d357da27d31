"""A walk through elements of the structure tree: the text of each stream, in the order of the tree.

The tree says what is text, the place on the page only whether a word goes on. Never asks a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from anthology.collation.pdfline import Thread
from anthology.collation.pdfsaid import said_run
from anthology.collation.pdfshown import Run
from anthology.collation.pdftree import NOWHERE, Known, Marked, Node
from anthology.collation.streams import UNKEYED, words

# Standard structure types that stand inside a line (ISO 32000-1, 14.8.4.4), and NonStruct, which
# WeasyPrint writes for every element it does not know. All others part words.
_INLINE = frozenset(
    {
        *("Span", "Quote", "Reference", "Link", "Annot", "Em", "Strong", "Sub", "Code"),
        *("Formula", "Ruby", "Lbl", "NonStruct", "Private"),
    }
)
Marks = Mapping[int, Sequence[Run]]
"""The runs of each piece of marked content of a page."""


def stands_apart(node: Node) -> bool:
    """Whether no word goes on from before an element into it, nor from it into what follows."""
    return node.kind not in _INLINE and node.kind != "Note"


class Walk:
    """One walk: the words of each stream, and the marked content that was taken of each page.

    Text of an element with a key of its own belongs to its stream alone, all other text to the
    stream `UNKEYED`. Left out are `Lbl` and note calls (a `Reference` with an `ID`).
    """

    def __init__(
        self, keys: frozenset[str], pages: Sequence[Marks], element: Callable[[int], Node | None]
    ) -> None:
        """`element` reads one that the tree has left unread."""
        self._keys, self._pages, self._read = keys, pages, element
        self._threads: defaultdict[str, Thread] = defaultdict(Thread)
        self._outer = self._threads[UNKEYED]
        self._met: defaultdict[int, dict[int, None]] = defaultdict(dict)

    def through(self, node: Node) -> None:
        """Walk through an element of no page."""
        self._element(node, NOWHERE, self._outer, skipped=False)

    def past(self, page: int, mcid: int) -> None:
        """Take marked content that no element names."""
        self._outer.part()
        self._outer.take(self._taken(page, mcid), page)

    def words(self) -> dict[str, tuple[str, ...]]:
        """The words of each stream."""
        return {key: words(thread.text()) for key, thread in self._threads.items()}

    def taken(self) -> dict[int, tuple[int, ...]]:
        """The marked content that was taken of each page."""
        return {page: tuple(mcids) for page, mcids in self._met.items()}

    def _element(self, node: Node, page: int, outer: Thread, *, skipped: bool) -> None:
        """Read a structure element into the thread of its key, or into `outer`."""
        kind, key = node.kind, node.key
        if key in self._keys:
            thread, skipped = self._threads[key], False
            thread.part()
        else:
            made = kind == "Lbl" or (kind == "Reference" and key != "")
            thread, skipped = outer, skipped or made
        # A note with a stream of its own may stand between two letters and parts nothing.
        parts = kind not in _INLINE and not (kind == "Note" and thread is not outer)
        if parts:
            outer.part()
        page = page if node.page is None else node.page
        if node.said is None:
            self._kids(node, page, thread, skipped=skipped)
        else:
            self._said(node, node.said, page, thread, skipped=skipped)
        if parts:
            outer.part()

    def _said(self, node: Node, said: str, page: int, thread: Thread, *, skipped: bool) -> None:
        """Read an element that says its words itself; it holds marked content alone."""
        runs = [run for kid in node.kids if isinstance(kid, int) for run in self._taken(page, kid)]
        if runs:
            thread.take((said_run(runs, said),), page, skipped=skipped)

    def _kids(self, node: Node, page: int, thread: Thread, *, skipped: bool) -> None:
        """Read the kids in order: elements, or marked content (ISO 32000-1, 14.7.2 and 14.7.4)."""
        for kid in node.kids:
            if isinstance(kid, int):
                thread.take(self._taken(page, kid), page, skipped=skipped)
            elif isinstance(kid, Marked):
                on = page if kid.page is None else kid.page
                thread.take(self._taken(on, kid.mcid), on, skipped=skipped)
            elif found := self._read(kid.number) if isinstance(kid, Known) else kid:
                self._element(found, page, thread, skipped=skipped)

    def _taken(self, page: int, mcid: int) -> Sequence[Run]:
        """One piece of marked content. No runs: a text box of nothing but spaces."""
        if page == NOWHERE:
            return ()
        self._met[page][mcid] = None
        return self._pages[page].get(mcid, ())
