"""The galley's tag tree: one structure element for each XHTML element, on however many pages.

Takes the place of WeasyPrint's own tagging, which makes one element a line and a page, leaves notes
at the end of the page and ids out (docs/engines.md). Never changes what a page looks like.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox
from weasyprint.pdf.stream import Stream

from anthology.labels import LinkLabels
from anthology.render.bidi import LEFTWARD
from anthology.render.elements import classes
from anthology.render.layoutmap import POINTS, boxes, is_made, is_note_area
from anthology.render.roles import attributes, link_contents, roles, spoken
from anthology.render.signs import to_public

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@contextmanager
def our_tags(root: Element, labels: LinkLabels) -> Iterator[None]:
    """While it lasts, WeasyPrint tags the PDF it writes with the tree of the XHTML tree `root`."""

    def add_tags(pdf: Any, document: Any, _version: object, streams: Sequence[Any]) -> None:
        tree = TagTree(root, labels)
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            tree.add_page(number, page._page_box, stream._tags)
        _Writer(pdf, root.get(XML_LANG, "")).write(tree.part, len(document.pages))

    theirs, marked = weasyprint.pdf.add_tags, Stream.marked

    def mark(stream: Any, box: Any, tag: str) -> Any:
        return stream.artifact() if _decorates(box) else _marked(stream, box, tag)

    weasyprint.pdf.add_tags, Stream.marked = add_tags, mark
    try:
        yield
    finally:
        weasyprint.pdf.add_tags, Stream.marked = theirs, marked


def _decorates(box: Any) -> bool:
    """Whether a box is no part of the words of the book.

    A picture that shows nothing of note, or what a style sheet writes into the margins of a page.
    """
    if box.element is None:
        return True
    return isinstance(box, ReplacedBox) and box.element.get("alt") == ""


@contextmanager
def _marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark a box's content, and say its words where the glyphs may be more or fewer than letters.

    Not where words run to the left: the element says those (`_text_node`). Here, programs that
    search a page would take what is said for the order of the eye, and turn it round.
    """
    number = len(stream._tags)
    stream._tags[box] = {"tag": tag, "mcid": number}
    properties = pydyf.Dictionary({"MCID": number})
    if isinstance(box, TextBox) and needs_words(box) and not _runs_left(box):
        properties["ActualText"] = pydyf.String(to_public(box.text))
    stream.begin_marked_content(tag, properties)
    yield
    stream.end_marked_content()


def needs_words(box: Any) -> bool:
    """Whether glyphs alone may not say a box's text: it runs to the left, or has marks on letters.

    Of a bracket that runs to the left, the glyph is that of its mirror image. A raised 2 and the
    sign ² are one glyph, which stands for whichever of them came first.
    """
    text = "" if box.text.isascii() else box.text  # which has no marks
    if _runs_left(box) or any(unicodedata.category(sign).startswith("M") for sign in text):
        return True
    return _is_raised(box) or any(map(_is_raised_sign, text))


def _is_raised(box: Any) -> bool:
    """Not the call of a note: what it says is said of its link."""
    return box.style["font_variant_position"] in ("super", "sub") and "noteref" not in classes(
        box.element
    )


def _is_raised_sign(sign: str) -> bool:
    return unicodedata.decomposition(sign).startswith(("<super>", "<sub>"))


def _runs_left(box: Any) -> bool:
    return box.style["direction"] == "rtl" or LEFTWARD.search(box.text) is not None


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked content on a page (ISO 32000-1, 14.7.4.2)."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link annotation on a page (14.7.4.3)."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class Node:
    """A structure element that is still being built.

    `words`: what its content says (14.9.4); `frame`: of a picture, where it stands; `label`: what
    listeners are told, of a note before it, of a link in place of its text.
    """

    role: str
    element: Element | None = None
    words: str = ""
    kids: list[Node | Marked | Annotated] = field(default_factory=list)
    frame: tuple[float, ...] = ()
    label: str = ""

    def add(self, kid: Node | Marked | Annotated, at: int | None = None) -> None:
        """Append a kid, or put it before the kid numbered `at`."""
        self.kids.insert(len(self.kids) if at is None else at, kid)


@dataclass(slots=True)
class _Place:
    """Where an element stands in the tree: its outer node and the node that takes its text."""

    outer: Node
    inner: Node
    marker: Node | None = None


class TagTree:
    """Nodes for the elements of one galley, made when the first of an element's boxes is met."""

    def __init__(self, root: Element, labels: LinkLabels) -> None:
        """Start with the part that stands for the whole galley."""
        self._labels = labels
        self.part = Node("Part", root)
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._places = {element: _Place(self.part, self.part) for element in (root, *root)}

    def add_page(self, number: int, page: Any, marks: dict[Any, dict[str, Any]]) -> None:
        """Take in a laid-out page; `marks` are WeasyPrint's marked contents of it, by box."""
        left = dict(marks)
        for area in page.children:
            for box, _ in boxes(area):
                if isinstance(box, ReplacedBox):
                    self._add_picture(number, box, left, page.margin_height())
                else:
                    self._add_box(number, box, left, in_notes=is_note_area(area))
        if left:
            raise LookupError(f"text on page {number + 1} belongs to no element")

    def _add_box(self, number: int, box: Any, marks: dict[Any, Any], *, in_notes: bool) -> None:
        if box.element is None:
            return
        if isinstance(box, TextBox):
            if (mark := marks.pop(box, None)) is not None:
                self._text_node(box).add(Marked(number, mark["mcid"]))
        elif in_notes or "continued" not in classes(box.element):
            # A further piece of a note is met first at its empty call, before its note is filled.
            self._place(box.element)
        if box.link_annotation is not None:
            link = self._link(box.element)
            annotation = box.link_annotation
            target = str(annotation["Contents"].string)
            annotation["Contents"] = pydyf.String(link_contents(link, target, self._labels))
            self._place(link).inner.add(Annotated(number, annotation))

    def _add_picture(self, number: int, box: Any, marks: dict[Any, Any], height: float) -> None:
        if (mark := marks.pop(box, None)) is None:
            return  # it only decorates the page
        left, top = box.content_box_x(), box.content_box_y()
        node = self._place(box.element).inner
        # Left, bottom, right, top in points from the lower left corner (ISO 32000-1, table 344).
        corners = (left, height - top - box.height, left + box.width, height - top)
        node.frame = tuple(round(corner * POINTS, 3) for corner in corners)
        node.add(Marked(number, mark["mcid"]))

    def _text_node(self, box: Any) -> Node:
        place = self._place(box.element)
        if not is_made(box):
            if not needs_words(box):
                return place.inner
            said = Node("Span", words=to_public(box.text))
            place.inner.add(said)
            return said
        if place.marker is None:
            place.marker = Node("Lbl")
            place.outer.add(place.marker, at=0 if "::marker" in box.element_tag else None)
        return place.marker

    def _place(self, element: Element) -> _Place:
        if element not in self._places:
            chain = [Node(role) for role in roles(element, self._parents[element])]
            chain[0].element, chain[-1].label = element, spoken(element)
            for outer, inner in pairwise(chain):
                outer.add(inner)
            self._holder(element).add(chain[0])
            self._places[element] = _Place(chain[0], chain[-1])
        return self._places[element]

    def _holder(self, element: Element) -> Node:
        """The node that the element's node goes into: for a piece of a note, the note."""
        parent = self._parents[element]
        if "continued" not in classes(element):
            return self._place(parent).inner
        earlier = list(parent)[: list(parent).index(element)]
        first = next(e for e in reversed(earlier) if "continued" not in classes(e))
        return self._place(first).inner

    def _link(self, element: Element) -> Element:
        while element.tag != "a":
            element = self._parents[element]
        return element


class _Writer:
    """Writes a finished tree into the PDF that WeasyPrint is making.

    `language` is that of the book: of what it says itself, whatever the words around are in.
    """

    def __init__(self, pdf: Any, language: str) -> None:
        self._pdf, self._own = pdf, language
        self._ids: dict[str, bytes] = {}
        self._marked: dict[int, dict[int, bytes]] = {}
        self._annotated: list[tuple[Any, bytes]] = []

    def write(self, part: Node, pages: int) -> None:
        root = self._object({"Type": "/StructTreeRoot"})
        document = self._object(
            {"Type": "/StructElem", "S": "/Document", "P": root.reference},
        )
        document["K"] = pydyf.Array([self._element(part, document.reference, None)])
        root["K"] = pydyf.Array([document.reference])
        root["ParentTree"] = self._parent_tree(pages).reference
        root["ParentTreeNextKey"] = pages + len(self._annotated)
        names = [x for name in sorted(self._ids) for x in (pydyf.String(name), self._ids[name])]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
        self._pdf.catalog["StructTreeRoot"] = root.reference
        self._pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self._pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _object(self, entries: dict[str, Any]) -> Any:
        dictionary = pydyf.Dictionary(entries)
        self._pdf.add_object(dictionary)
        return dictionary

    def _element(self, node: Node, parent: bytes, language: str | None) -> bytes:
        """Write a node and all below it; return its reference."""
        entry = self._object({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        if node.element is not None:
            language = self._describe(entry, node.element, language)
        if node.element is not None and node.frame:
            entry["Alt"] = pydyf.String(to_public(node.element.attrib["alt"]))
            box = pydyf.Array(node.frame)
            entry["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": box})
        if node.label:
            self._label(entry, node, language)
        if node.words:
            entry["ActualText"] = pydyf.String(node.words)
        first = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if first is not None:
            entry["Pg"] = self._pdf.page_references[first]
        kids = [self._kid(kid, entry.reference, first, language) for kid in node.kids]
        entry["K"] = pydyf.Array(kids)
        return bytes(entry.reference)

    def _label(self, entry: Any, node: Node, language: str | None) -> None:
        """Say whose note it is: as a note's title, which hides none of its words, or, in place of a
        marker, as the link's text (14.9.3; W3C technique PDF13).
        """
        entry["T" if node.role == "Note" else "Alt"] = pydyf.String(node.label)
        if node.role != "Note" and self._own and self._own != language:
            entry["Lang"] = pydyf.String(self._own)

    def _describe(self, entry: Any, element: Element, language: str | None) -> str | None:
        """Id, list attributes and language of an element; return the language inside it."""
        if name := element.get("id"):
            entry["ID"] = pydyf.String(name)
            self._ids[name] = entry.reference
        if attribute := attributes(element):
            owner, value = attribute
            entry["A"] = pydyf.Dictionary({"O": f"/{owner}", "ListNumbering": f"/{value}"})
        if element.tag == "abbr" and (full := element.get("title")):
            # What it stands for (14.9.5) is read in its place, with the space carried into it.
            lead = " " if "".join(element.itertext()).startswith(" ") else ""
            entry["E"] = pydyf.String(lead + to_public(full))
        own = element.get(XML_LANG) or element.get("lang")
        if own and own != language:
            entry["Lang"] = pydyf.String(own)
        return own or language

    def _kid(
        self, kid: Node | Marked | Annotated, parent: bytes, page: int | None, language: str | None
    ) -> Any:
        match kid:
            case Node():
                return self._element(kid, parent, language)
            case Marked(number, mcid):
                self._marked.setdefault(number, {})[mcid] = parent
                if number == page:
                    return mcid
                reference = self._pdf.page_references[number]
                return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": mcid})
            case Annotated(number, annotation):
                self._annotated.append((annotation, parent))
                reference = self._pdf.page_references[number]
                kinds = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": reference}
                return pydyf.Dictionary(kinds)

    def _parent_tree(self, pages: int) -> Any:
        """From marked contents and annotations back to their elements (14.7.4.4)."""
        numbers: list[Any] = []
        for page in range(pages):
            marked = self._marked.get(page, {})
            numbers += [page, pydyf.Array(marked[mcid] for mcid in range(len(marked)))]
        for key, (annotation, parent) in enumerate(self._annotated, start=pages):
            annotation["StructParent"] = key
            numbers += [key, parent]
        return self._object({"Nums": pydyf.Array(numbers)})
