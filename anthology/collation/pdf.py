"""Reads a finished PDF: the words inside each keyed structure element, in the order of the tree.

Never looks at the page for words: the structure tree says what is text, and what the tree does not
name is text without a key.
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf

from anthology.collation.pagekeep import Pages
from anthology.collation.partkeep import Parts
from anthology.collation.pdfobjects import Objects
from anthology.collation.pdfpictures import drawn
from anthology.collation.pdfshown import ARTIFACT, Box, Shown, ink_of
from anthology.collation.pdftree import Known, Node, ObjGen, Tree
from anthology.collation.pdfwalk import Marks, Walk, stands_apart
from anthology.collation.streams import UNKEYED, Outside
from anthology.diagnostic import AnthologyError, Diagnostic, Place

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
    bytes were seen to show, and what such parts of the tree were seen to hold.

    Raises AnthologyError where the file is no PDF that can be read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _read(pdf, data, frozenset(keys) - {UNKEYED}, pages or Pages())
    except pikepdf.PdfError as error:
        raise AnthologyError(
            Diagnostic("collation-pdf", f"it cannot be read: {error}", Place("finished PDF"))
        ) from error


def _read(pdf: pikepdf.Pdf, data: bytes, keys: frozenset[str], pages: Pages) -> PdfReading:
    leaves = list(pdf.pages)
    numbers = {page.obj.objgen: number for number, page in enumerate(leaves)}
    objects, parts = Objects(pdf, data), Parts(pages.cache, pages.name)
    tree = Tree(pdf, objects, numbers)

    def read_tree() -> None:
        parts.look(objects, _seal(objects, keys, numbers), pages.keys)
        tree.read(parts.known)

    # The processes that read the pages leave this one the time to read the tree.
    shown = pages.read(leaves, read_tree)
    streams = _Reader(keys, shown, tree, parts).read()
    return PdfReading(streams, tuple(_outside(leaves, shown)), tuple(drawn(leaves)))


def _seal(objects: Objects, keys: Iterable[str], pages: Iterable[ObjGen]) -> bytes:
    """The digest of what the words of all parts follow from; empty if that is not known."""
    said = repr((objects.seal, sorted(keys), tuple(pages)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest() if objects.seal else b""


class _Reader:
    """One reading: the words of each stream, and what was not taken of each page."""

    def __init__(
        self, keys: frozenset[str], pages: Sequence[Shown], tree: Tree, parts: Parts
    ) -> None:
        self.pages: list[Marks] = [
            {mcid: runs for mcid, runs in page.marked.items() if mcid != ARTIFACT} for page in pages
        ]
        self.keys, self.tree, self.parts = keys, tree, parts
        self.words: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        self.unread = [dict.fromkeys(page) for page in self.pages]  # in the order of painting

    def read(self) -> dict[str, tuple[str, ...]]:
        """Read the tree, then what it did not name."""
        apart = _apart(self.tree.root, self.keys)
        visited = self.tree.visited_by({part.number for part in apart})
        for part in apart:
            self._part(part, visited.get(part.number, ()))
        self.parts.keep({part.number for part in apart})
        if self.tree.root and not apart:
            whole = self._walk()
            whole.through(self.tree.root)
            self._add(whole.words(), whole.taken())
        left = self._walk()
        for page, unread in enumerate(self.unread):
            for mcid in unread:
                left.past(page, mcid)
        self._add(left.words(), {})
        return {key: found for key, found in self.words.items() if found or key != UNKEYED}

    def _part(self, part: Node | Known, visited: Sequence[int]) -> None:
        """Read a part of the tree that stands by itself, unless it is known what it holds."""
        if isinstance(part, Known):
            known = self.parts.known[part.number]
            self._add(known.words, known.taken)
        else:
            walk = self._walk()
            walk.through(part)
            words, taken = walk.words(), walk.taken()
            self.parts.add(part.number, visited, words, taken)
            self._add(words, taken)

    def _walk(self) -> Walk:
        return Walk(self.keys, self.pages, self.tree.element)

    def _add(
        self, words: Mapping[str, tuple[str, ...]], taken: Mapping[int, Sequence[int]]
    ) -> None:
        for key, found in words.items():
            self.words[key] += found
        for page, mcids in taken.items():
            unread = self.unread[page]
            for mcid in mcids:
                unread.pop(mcid, None)


def _apart(root: Node | None, keys: frozenset[str]) -> tuple[Node | Known, ...]:
    """The parts of a book, if each of them stands by itself: galleys do."""
    document = root.kids[0] if root and len(root.kids) == 1 else None
    if not isinstance(document, Node) or document.kind != "Document" or document.key in keys:
        return ()
    parts = tuple(kid for kid in document.kids if isinstance(kid, Node | Known))
    numbers = {part.number for part in parts} - {0}
    plain = document.said is None and len(numbers) == len(document.kids)
    alone = all(isinstance(part, Known) or stands_apart(part) for part in parts)
    return parts if plain and alone and document.page is None else ()


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
