"""Markup → a small tree of what a reader can see: elements and words, nothing else.

Scripts, styles and comments are not in it; hidden elements are, as carriers of words that are not
shown (`unseen`). Never fetches, never runs anything; nesting deeper than `DEEPEST` is made flat, in
order, so that every walk is bounded, and the element where that begins is marked `flattened`.
"""

from __future__ import annotations

import re
import warnings
from html.entities import html5

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString
from lxml import etree

from anthology.read.nodes import Node
from anthology.read.unseen import CONCEALED, EMBEDDED, settle, silent, stand_in, void

DEEPEST = 120
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")


def parse(markup: str) -> BeautifulSoup:
    """An HTML page, broken markup read as browsers read it, with all that nobody sees."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # it is one, saved with a prolog
        return BeautifulSoup(markup, "lxml")


def tree_of(soup: BeautifulSoup) -> Node:
    """What of a page can be seen."""
    root, doubtful = Node("html"), dict[Node, bool]()
    for page in soup.find_all("html", recursive=False):
        root.attrs.update(_attributes(page))
    # Text behind </html> is in a tree of its own: walk them all.
    stack: list[tuple[object, Node, int]] = [(c, root, 0) for c in reversed(soup.contents)]
    while stack:
        found, parent, depth = stack.pop()
        if isinstance(found, Tag):
            if silent(found.name.lower()):
                continue
            if void(found.name.lower()):  # libxml2 knows HTML 4: <wbr> would take the next words
                if found.name.lower() == "embed":
                    _enter("embed", _attributes(found), parent, doubtful)
                stack.extend((c, parent, depth) for c in reversed(found.contents))
                continue
            attrs = _attributes(found)
            if found.name.lower() == "svg" and not doubtful.get(parent):
                for drawn in found.find_all("image"):
                    parent.add(_shown(_attributes(drawn), attrs))
            node = _enter(found.name.lower(), attrs, parent, doubtful)
            inner = node if depth < DEEPEST or node in doubtful else _flattened(node, parent)
            stack.extend((c, inner, depth + (inner is node)) for c in reversed(found.contents))
        elif isinstance(found, NavigableString) and not isinstance(found, PreformattedString):
            parent.children.append(Node(text=str(found), parent=parent))
    settle(doubtful)
    return root


def _shown(drawn: dict[str, str], around: dict[str, str]) -> Node:
    """A picture that is drawn by way of SVG, as the covers of e-books are."""
    address = drawn.get("xlink:href") or drawn.get("href", "")
    return Node("img", attrs={"src": address, "aria-label": around.get("aria-label", "")})


def _enter(tag: str, attrs: dict[str, str], parent: Node, doubtful: dict[Node, bool]) -> Node:
    """Put an element into the tree; `doubtful`: may it not be shown, or is all in it hidden?"""
    within = doubtful.get(parent, False)
    if not within:
        tag, attrs = stand_in(tag, attrs)
    node = Node(tag, attrs=attrs, parent=parent)
    parent.children.append(node)
    hidden = within or tag in {CONCEALED, EMBEDDED}
    if hidden or "aria-hidden" in attrs:
        doubtful[node] = hidden
    return node


def _flattened(node: Node, parent: Node) -> Node:
    """Where nesting is too deep, what is in an element comes behind it."""
    node.attrs["flattened"] = ""
    return parent


def _attributes(tag: Tag) -> dict[str, str]:
    return {
        name.lower(): " ".join(value) if isinstance(value, list) else str(value)
        for name, value in tag.attrs.items()
    }


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
    doubtful: dict[Node, bool] = {}
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
        tag = etree.QName(found).localname.lower()
        if silent(tag) or (void(tag) and tag != "embed"):
            continue
        attrs = _xml_attributes(found)
        if tag == "svg" and not doubtful.get(parent):
            for drawn in found.iter("{*}image"):
                parent.add(_shown(_xml_attributes(drawn), attrs))
        node = _enter(tag, attrs, parent, doubtful)
        inner = node if depth < DEEPEST or node in doubtful else _flattened(node, parent)
        inside: list[etree._Element | str] = [found.text] if found.text else []
        stack.extend((c, inner, depth + (inner is node)) for c in reversed([*inside, *found]))
    settle(doubtful)


_PREFIXES = {
    "http://www.idpf.org/2007/ops": "epub:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


def _xml_attributes(element: etree._Element) -> dict[str, str]:
    named = ((etree.QName(str(k)), str(v)) for k, v in element.attrib.items())
    return {f"{_PREFIXES.get(q.namespace or '', '')}{q.localname.lower()}": v for q, v in named}
