"""Rules on what is heard: headings, labels, roles, words for pictures."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from anthology.ebookcheck.archive import SVG, XHTML, Ebook, elements, tag, types, words
from anthology.ebookcheck.finding import Finding

# The role of the Digital Publishing WAI-ARIA Module 1.1 for each kind of element that has one.
_ROLES = {
    name: f"doc-{name}"
    for name in (
        *("appendix", "backlink", "chapter", "colophon", "footnote", "glossary", "index"),
        *("introduction", "noteref", "pagebreak", "preface", "toc"),
    )
} | {"page-list": "doc-pagelist"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _headings(document: etree._Element) -> list[etree._Element]:
    return [e for e in elements(document) if tag(e) in _HEADINGS]


def headless(book: Ebook) -> Iterator[Finding]:
    """Documents without a heading of the first level that says something."""
    for name in book.spine:
        document = book.documents.get(name)
        if document is None:
            continue
        first = [h for h in _headings(document) if tag(h) == "h1"]
        if not any(words(h) or _pictured(h) for h in first):
            yield Finding(name, "it has no heading of the first level")
        elif len(first) > 1:
            yield Finding(name, "it has two headings of the first level")


def _pictured(heading: etree._Element) -> bool:
    told = [image.get("alt") for image in heading.iter(f"{XHTML}img")]
    return any((*told, *(art.get("aria-label") for art in heading.iter(f"{SVG}svg"))))


def leaping_headings(book: Ebook) -> Iterator[Finding]:
    """Headings that leave a level out."""
    for name, document in book.documents.items():
        before = 0
        for heading in _headings(document):
            level = int(tag(heading)[1])
            if level > before + 1:
                message = f"“{words(heading)}” is of level {level}, after one of level {before}"
                yield Finding(name, message, heading.sourceline or 0)
            before = level


def nameless_notes(book: Ebook) -> Iterator[Finding]:
    """Notes that do not say whose they are, to the ear and to the eye.

    Two may be called alike: an author may begin to count anew in the midst of a text.
    """
    for name, document in book.documents.items():
        notes = [e for e in elements(document) if "footnote" in types(e)]
        for note in notes:
            label, line = note.get("aria-label", ""), note.sourceline or 0
            if not label:
                yield Finding(name, f"the note “{note.get('id')}” has no label", line)
            elif not words(note).startswith(label):
                yield Finding(name, f"{label} does not begin by saying so", line)


def roleless(book: Ebook) -> Iterator[Finding]:
    """Elements that say what they are to reading systems and not to screen readers."""
    for name, document in book.documents.items():
        for element in elements(document):
            kinds = types(element) & _ROLES.keys()
            if not kinds or _in_landmarks(element):
                continue
            for kind in kinds:
                if element.get("role") != _ROLES[kind]:
                    message = f"<{tag(element)}> of type “{kind}” has not the role {_ROLES[kind]}"
                    yield Finding(name, message, element.sourceline or 0)


def _in_landmarks(element: etree._Element) -> bool:
    return any("landmarks" in types(above) for above in element.iterancestors())


def untold_pictures(book: Ebook) -> Iterator[Finding]:
    """Pictures without words that are not declared to need none."""
    for name, document in book.documents.items():
        for image in document.iter(f"{XHTML}img"):
            if not image.get("alt") and image.get("role") != "presentation":
                message = f"nothing says what {image.get('src')} shows"
                yield Finding(name, message, image.sourceline or 0)
        for art in document.iter(f"{SVG}svg"):
            if art.get("role") != "img" or not art.get("aria-label"):
                yield Finding(name, "nothing says what a drawing shows", art.sourceline or 0)
