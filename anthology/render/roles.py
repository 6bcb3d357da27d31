"""Which PDF structure types an XHTML element becomes (ISO 32000-1, 14.8.4; PDF/UA-1, clause 7).

Knows the templates' element and class names, and nothing of pages, boxes or PDF objects.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from anthology.labels import LinkLabels
from anthology.render.elements import classes
from anthology.render.signs import to_public

_BY_TAG = {
    "section": "Sect",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "p": "P",
    "blockquote": "BlockQuote",
    "ol": "L",
    "ul": "L",
    "img": "Figure",
    "figcaption": "Caption",
    "dl": "L",
    "dt": "P",
    "dd": "Div",
    "abbr": "Span",
    "code": "Code",
    "em": "Span",
    "strong": "Span",
    "sup": "Span",
    "sub": "Span",
    "span": "Span",
}


def roles(element: Element, parent: Element | None) -> tuple[str, ...]:
    """Structure types of an element, outermost first; the first bears its id, the last its text."""
    names = set(classes(element))
    match element.tag:
        case "li":
            return ("TOCI",) if _has(parent, "toc") else ("LI", "LBody")
        case "a":
            return _link_roles(names)
        case "div" if "definition" in names:
            return ("LI", "LBody")
        case "aside" if "note" in names:
            return (_chunk_role(element),) if "continued" in names else ("Note",)
        case "ol" | "ul" if "toc" in names:
            return ("TOC",)
        case "section" if "index" in names:
            return ("Index",)
        case "span" if "note-par" in names:
            return ("P",)
        case "span" if "gen" in names:
            return ("Lbl",)
    role = _BY_TAG.get(str(element.tag), "Div")
    return (role, "Lbl") if "gen" in names else (role,)


def link_contents(element: Element, target: str, labels: LinkLabels) -> str:
    """What a reader is told about a link before following it (PDF/UA-1, 7.18.5)."""
    text, names = to_public("".join(element.itertext()).strip()), set(classes(element))
    if "noteref" in names:
        return spoken(element) or text
    if "note-marker" in names:
        return f"{labels.back_to} {spoken(element) or text}"
    if names & {"toc-page", "locator"}:
        return labels.go_to_page.format(text=text)
    if target.startswith(("http:", "https:", "mailto:")):
        return labels.go_to_address.format(text=text)
    return labels.go_to.format(text=text)


def spoken(element: Element) -> str:
    """What listeners are told in place of a marker, or of a note: whose note it is."""
    return to_public(element.get("aria-label", ""))


def attributes(element: Element) -> tuple[str, str] | None:
    """The value of ListNumbering (ISO 32000-1, table 347) with its owner, for lists only."""
    if element.tag == "ol" and "toc" not in classes(element):
        return ("List", "Decimal")
    if element.tag == "dl":
        return ("List", "None")
    if element.tag == "ul":
        return ("List", "None" if "entries" in classes(element) else "Disc")
    return None


def _link_roles(names: set[str]) -> tuple[str, ...]:
    if "note-marker" in names:
        return ("Lbl", "Link")
    if names & {"noteref", "locator", "toc-page"}:
        return ("Reference", "Link")
    return ("Link",)


def _chunk_role(element: Element) -> str:
    """A further piece of a long note: a paragraph, unless it holds paragraphs itself."""
    return "Div" if any("note-par" in classes(child) for child in element) else "P"


def _has(element: Element | None, name: str) -> bool:
    return element is not None and name in classes(element)
