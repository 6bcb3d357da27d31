"""Joins galleys into one PDF: pages, one structure tree, one set of named places for all links.

Never draws anything and never counts pages: the caller says where a galley begins.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from anthology.render.job import Galley, PageFrame, Point
from anthology.render.pages import MakeupError

_XYZ = Name.XYZ
_ACROSS = "book:"  # a link to an id of whatever galley
_PRINT = 4  # flag of annotations (ISO 32000-1, table 165)
_ABOVE = 6.0  # a followed link shows its target this far below the window's edge, in points


class Binder:
    """Takes in galleys one after the other and keeps what is the whole book's: its `pages`, too."""

    def __init__(self, pdf: Pdf, language: str, places: AbstractSet[str] | None = None) -> None:
        """`language` is the book's; a galley in another is marked as such.

        `places`: of a part of a book the ids that are in it; links to others become plain words.
        """
        self._pdf = pdf
        self._language = language
        self._places = places
        self.pages: list[Object] = []
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array())
        )
        self._parents: dict[int, Object] = {}
        self._next_key = 0
        self._ids: list[tuple[str, Object]] = []
        self._last = 0  # from here on, ids are those of the galley that was added last
        self._targets: dict[str, str] = {}

    def add_blank(self, frame: PageFrame) -> None:
        """Add an empty page of a galley's paper."""
        box = Array([0, 0, frame.width, frame.height])
        blank = Dictionary(Type=Name.Page, MediaBox=box, TrimBox=box, Tabs=Name.S)
        blank.Resources = Dictionary()
        self.pages.append(self._pdf.make_indirect(blank))

    def add_galley(self, galley: Galley) -> None:
        """Add a galley's pages, its part of the structure tree, and note where its links lead."""
        with Pdf.open(io.BytesIO(galley.pdf)) as source:
            # The pages first: what the tree says of pages then means these copies.
            pages = [self._pdf.copy_foreign(page.obj) for page in source.pages]
            tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        self.pages += pages
        for page in pages:
            page.StructParents = int(page.StructParents) + self._next_key
            for annotation in page.get("/Annots", []):
                self._add_link(annotation, galley.key)
            _as_they_are(page.Resources)
        self._add_part(tree, galley.key)
        if self._places is not None:
            for page in pages:
                self._unlink(page, self._places)

    def make_room(self, boxes: Iterable[tuple[str, int]]) -> list[int]:
        """Open elements, by id, for words that are stamped on a page (counted from 0).

        They are in the galley that was added last. Returns the marked-content id of each (ISO
        32000-1, 14.7.4.4): what is drawn under it is read in the element's place.
        """
        elements, ids = dict(self._ids[self._last :]), list[int]()
        for name, number in boxes:
            element, page = elements[name], self.pages[number]
            on_page: Any = self._parents[int(page.StructParents)]
            ids.append(len(on_page))
            on_page.append(element)
            element.Pg, element.K = page, Array([ids[-1]])
        return ids

    def finish(self) -> None:
        """Write the joined structure tree (ISO 32000-1, 14.7.2), and the tree of pages (7.7.3)."""
        root, ids = self._root, sorted(self._ids, key=lambda pair: pair[0].encode())
        for (name, _), (following, _) in pairwise(ids):
            if name == following:
                raise MakeupError(f"the id {name} stands twice in the structure tree")
        self._add_pages()
        root.K = Array([self._document])
        root.ParentTree = self._tree("Nums", self._parents.items())
        root.ParentTreeNextKey = self._next_key
        root.IDTree = self._tree("Names", [(String(name), element) for name, element in ids])
        catalog = self._pdf.Root
        catalog.StructTreeRoot = root
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.Lang = String(self._language)

    def _add_pages(self) -> None:
        """All at once: to add a page, pikepdf counts all that are there."""
        holder: Object = self._pdf.Root.Pages
        for page in self.pages:
            page.Parent = holder
        holder.Kids, holder.Count = Array(self.pages), len(self.pages)

    def add_destinations(self, places: Mapping[str, tuple[int, Point]]) -> dict[str, Array]:
        """Name the page and place of every id; raise `MakeupError` for a link to none of them."""
        dead = {name: key for name, key in self._targets.items() if name not in places}
        if dead:
            listed = ", ".join(f"{name} (galley {key})" for name, key in dead.items())
            raise MakeupError(f"links lead to no id of the book: {listed}")
        pages = [(page, float(page.MediaBox[3])) for page in self.pages]
        destinations = {
            name: _destination(*pages[page], point) for name, (page, point) in places.items()
        }
        names = sorted(destinations, key=str.encode)
        tree = self._tree("Names", [(String(name), destinations[name]) for name in names])
        self._pdf.Root.Names = Dictionary(Dests=tree)
        return destinations

    def _add_link(self, annotation: Object, key: str) -> None:
        annotation.StructParent = int(annotation.StructParent) + self._next_key
        annotation.F = _PRINT
        address = str(annotation.A.URI) if "/A" in annotation else ""
        if address.startswith(_ACROSS):
            annotation.Dest = String(address.removeprefix(_ACROSS))
            del annotation["/A"]
        target = str(annotation.get("/Dest", ""))
        if target and (self._places is None or target in self._places):
            self._targets.setdefault(target, key)

    def _unlink(self, page: Object, places: AbstractSet[str]) -> None:
        """Make plain words of a page's links to what is not in the book."""
        linked = page.get("/Annots", Array()).as_list()
        dead = [a for a in linked if "/Dest" in a and str(a.Dest) not in places]
        for annotation in dead:
            element = self._parents.pop(int(annotation.StructParent))
            element.S = Name.Span
            kids = element.K.as_list() if isinstance(element.K, Array) else [element.K]
            element.K = Array([kid for kid in kids if not _refers(kid)])
        if dead:
            page.Annots = Array([a for a in linked if a not in dead])

    def _add_part(self, tree: Object, key: str) -> None:
        numbers = list(tree.ParentTree.Nums)
        for number, parent in zip(numbers[::2], numbers[1::2], strict=True):
            self._parents[int(number) + self._next_key] = parent
        self._next_key += int(tree.ParentTreeNextKey)
        names = list(tree.IDTree.Names)
        self._last = len(self._ids)
        self._ids += [
            (str(name), element) for name, element in zip(names[::2], names[1::2], strict=True)
        ]
        part = tree.K[0].K[0]
        part.P, part.ID = self._document, String(f"galley-{key}")
        if "/Lang" in part and str(part.Lang) == self._language:
            del part["/Lang"]
        self._ids.append((str(part.ID), part))
        self._document.K.append(part)

    def _tree(self, kind: str, pairs: Iterable[tuple[object, object]]) -> Object:
        """A name or number tree (7.9.6) of one node."""
        flat = Array([item for pair in pairs for item in pair])
        return self._pdf.make_indirect(Dictionary({f"/{kind}": flat}))


def _refers(kid: object) -> bool:
    """Whether a kid of an element is a link annotation (ISO 32000-1, 14.7.4.3)."""
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _as_they_are(resources: Object) -> None:
    """Let pictures be shown without pixels between theirs (ISO 19005-2, 6.2.8)."""
    for item in resources.get("/XObject", Dictionary()).values():
        for picture in (item, item.get("/SMask", Dictionary())):
            if "/Interpolate" in picture:
                del picture["/Interpolate"]


def _destination(page: Object, height: float, point: Point) -> Array:
    top = height - point.y + _ABOVE
    return Array([page, _XYZ, round(max(point.x - _ABOVE, 0), 3), round(top, 3), None])
