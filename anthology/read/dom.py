"""Markup → a small tree of what a reader can see: elements and words, nothing else.

Scripts, styles, comments and hidden elements are not in it. Never fetches, never runs anything;
nesting deeper than `DEEPEST` is made flat, in order, so that every walk is bounded.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString
from lxml import etree

DEEPEST = 120
_UNSEEN = frozenset(
    """applet area audio base basefont canvas col colgroup command datalist embed frame frameset
    head iframe link map meta noembed noframes noscript object optgroup param rp script source
    style svg template title track video wbr""".split()
)
# They hold nothing (HTML, 13.1.2), but the parser puts into them what stands behind.
_VOID = frozenset({"embed", "keygen", "param", "source", "track", "wbr"})
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main
    menu nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")


@dataclass(slots=True, eq=False)
class Node:
    """An element, or words (`tag` is empty); attribute names are in lower case."""

    tag: str = ""
    text: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    @property
    def block(self) -> bool:
        """Whether a browser begins a line for it."""
        return self.tag in _BLOCKS

    def get(self, name: str) -> str:
        """An attribute, or nothing."""
        return self.attrs.get(name, "")

    def tokens(self) -> list[str]:
        """The words of its class and id, in lower case."""
        return f"{self.get('class')} {self.get('id')}".lower().split()

    def types(self) -> list[str]:
        """Its structural types: `epub:type` and `role`, without the prefix `doc-`."""
        words = f"{self.get('epub:type')} {self.get('role')}".lower().split()
        return [word.removeprefix("doc-") for word in words]

    def add(self, child: Node) -> Node:
        """Put a child last."""
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """It and all below it, in order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def above(self) -> Iterator[Node]:
        """Its ancestors, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def words(self) -> str:
        """Its text, with runs of space as one; elements that begin lines part words."""
        parts: list[str] = []
        for node in self.walk():
            parts.append(" " if node.block or node.tag == "br" else node.text)
        return " ".join("".join(parts).split())


def parse(markup: str) -> BeautifulSoup:
    """An HTML page, broken markup read as browsers read it, with all that nobody sees."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # it is one, saved with a prolog
        return BeautifulSoup(markup, "lxml")


def tree_of(soup: BeautifulSoup) -> Node:
    """What of a page can be seen."""
    root = Node("html")
    for page in soup.find_all("html", recursive=False):
        root.attrs.update(_attributes(page))
    # Text behind </html> is in a tree of its own: walk them all.
    stack: list[tuple[object, Node, int]] = [(c, root, 0) for c in reversed(soup.contents)]
    while stack:
        found, parent, depth = stack.pop()
        if isinstance(found, Tag):
            attrs = _attributes(found)
            if found.name.lower() in _VOID:
                stack.extend((c, parent, depth) for c in reversed(found.contents))
                continue
            for drawn in found.find_all("image") if found.name.lower() == "svg" else ():
                parent.add(_shown(_attributes(drawn), attrs))
            if _unseen(found.name.lower(), attrs):
                continue
            node = Node(found.name.lower(), attrs=attrs, parent=parent)
            parent.children.append(node)
            inner = node if depth < DEEPEST else parent
            stack.extend((c, inner, depth + (inner is node)) for c in reversed(found.contents))
        elif isinstance(found, NavigableString) and not isinstance(found, PreformattedString):
            parent.children.append(Node(text=str(found), parent=parent))
    return root


def _shown(drawn: dict[str, str], around: dict[str, str]) -> Node:
    """A picture that is drawn by way of SVG, as the covers of e-books are."""
    address = drawn.get("xlink:href") or drawn.get("href", "")
    return Node("img", attrs={"src": address, "aria-label": around.get("aria-label", "")})


def _attributes(tag: Tag) -> dict[str, str]:
    return {
        name.lower(): " ".join(value) if isinstance(value, list) else str(value)
        for name, value in tag.attrs.items()
    }


def _unseen(tag: str, attrs: dict[str, str]) -> bool:
    return (
        tag in _UNSEEN
        or "hidden" in attrs
        or (tag == "dialog" and "open" not in attrs)
        or (tag == "input")
        or ("style" in attrs and _HIDDEN_STYLE.search(attrs["style"]) is not None)
    )


def parse_xhtml(markup: str) -> Node | None:
    """The tree of an XHTML document; None if it is not well-formed, or declares entities."""
    if "<!ENTITY" in markup:
        return None
    named = _ENTITY.sub(lambda m: _numeric(m[1]) or m[0], markup)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        top = etree.fromstring(named.encode(), parser)
    except etree.XMLSyntaxError:
        return None
    root = Node("html")
    _copy(top, root)
    root.attrs.update(_xml_attributes(top))
    return root


def _numeric(entity: str) -> str:
    return "".join(f"&#{ord(c)};" for c in html5.get(entity, ""))


def _copy(top: etree._Element, root: Node) -> None:
    """Copy a tree of lxml's. Words behind an element belong to its parent."""
    stack: list[tuple[etree._Element | str, Node, int]] = [(top, root, 0)]
    while stack:
        found, parent, depth = stack.pop()
        if isinstance(found, str):
            parent.children.append(Node(text=found, parent=parent))
            continue
        if found.tail and found is not top:
            stack.append((found.tail, parent, depth))
        if not isinstance(found.tag, str):  # a comment or processing instruction
            continue
        tag, attrs = etree.QName(found).localname.lower(), _xml_attributes(found)
        for drawn in found.iter("{*}image") if tag == "svg" else ():
            parent.add(_shown(_xml_attributes(drawn), attrs))
        if _unseen(tag, attrs):
            continue
        node = parent.add(Node(tag, attrs=attrs))
        inner = node if depth < DEEPEST else parent
        inside: list[etree._Element | str] = [found.text] if found.text else []
        stack.extend((c, inner, depth + (inner is node)) for c in reversed([*inside, *found]))


_PREFIXES = {
    "http://www.idpf.org/2007/ops": "epub:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


def _xml_attributes(element: etree._Element) -> dict[str, str]:
    named = ((etree.QName(str(k)), str(v)) for k, v in element.attrib.items())
    return {f"{_PREFIXES.get(q.namespace or '', '')}{q.localname.lower()}": v for q, v in named}
