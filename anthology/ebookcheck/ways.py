"""Rules on the ways through the book: contents, landmarks, pages, links, ids, notes and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from anthology.ebookcheck.archive import (
    NCX,
    XHTML,
    Ebook,
    elements,
    links,
    resolved,
    types,
    words,
)
from anthology.ebookcheck.finding import Finding
from anthology.pagelist import PIECES

# The places by which the book is cited, whether or not anything in it leads there: see “Ids” in
# ARCHITECTURE.md. A body and a headnote are what the collation reads.
_PARTS = "|".join(("title-page", "imprint", "contents", "index", "organizations", *PIECES))
_MEANT = re.compile(
    rf"({_PARTS})(-m\d+)?|(index|organizations)-\d+(-\d+)?|questions-t\d+|page-[ivxlcdm\d]+"
    r"|t\d+|t\d+[bh]|t\d+p\d+[a-z]*|t\d+h?m\d+|t\d+n-?[a-z0-9]+(r|m\d+)?|t\d+f\d+"
)
_APART = frozenset({"cover", "titlepage", "copyright-page"})
_WORD = re.compile(r"[^\W_]")


def _targets(nav: etree._Element | None, source: str) -> list[tuple[str, str]]:
    found = [] if nav is None else [a for a in nav.iter(f"{XHTML}a") if a.get("href")]
    return [resolved(source, a.get("href", "")) for a in found]


def not_in_contents(book: Ebook) -> Iterator[Finding]:
    """Documents to which the contents do not lead; what stands before the contents is let pass."""
    if book.nav("toc") is None:
        yield Finding(book.navigation or book.package_name, "there are no contents")
        return
    led = {name for name, _ in _targets(book.nav("toc"), book.navigation)}
    for name in book.spine:
        if name in led or name == book.navigation or name not in book.documents:
            continue
        if not any(types(e) & _APART for e in elements(book.documents[name])):
            yield Finding(name, "the contents do not lead to it")


def missing_landmarks(book: Ebook) -> Iterator[Finding]:
    """Landmarks that every book has, and that of an index if there is one."""
    nav = book.nav("landmarks")
    there = set[str]() if nav is None else {t for a in nav.iter(f"{XHTML}a") for t in types(a)}
    wanted = {"toc", "bodymatter", "cover"}
    if any("index" in item.properties for item in book.items):
        wanted.add("index")
    for name in sorted(wanted - there):
        yield Finding(book.navigation or book.package_name, f"there is no landmark “{name}”")


def other_ncx(book: Ebook) -> Iterator[Finding]:
    """An NCX that leads elsewhere than the navigation document."""
    if book.ncx is None:
        yield Finding(book.package_name, "there is no NCX for older reading systems")
        return
    name = next(i.name for i in book.items if i.media_type == "application/x-dtbncx+xml")
    for kind, inner in (("toc", "navPoint"), ("page-list", "pageTarget")):
        of = [e for point in book.ncx.iter(f"{NCX}{inner}") for e in point.findall(f"{NCX}content")]
        listed = [resolved(name, e.get("src", "")) for e in of]
        if listed != _targets(book.nav(kind), book.navigation):
            yield Finding(name, f"its {inner}s are not those of the navigation document")


def dead_links(book: Ebook) -> Iterator[Finding]:
    """References to a file or a place that is not there."""
    ids = {name: {e.get("id") for e in elements(d)} for name, d in book.documents.items()}
    for link in links(book):
        if link.target not in book.files:
            message = f"{link.target} is not there"
        elif link.fragment and link.fragment not in ids.get(link.target, ()):
            message = f"{link.target} has no place “{link.fragment}”"
        else:
            continue
        yield Finding(link.source, message, _line(link.element))


def wordless_links(book: Ebook) -> Iterator[Finding]:
    """Links of which nothing can be read aloud: an arrow, a picture without words."""
    for name, document in book.documents.items():
        for a in document.iter(f"{XHTML}a"):
            pictures = " ".join(image.get("alt", "") for image in a.iter(f"{XHTML}img"))
            if a.get("href") and not _WORD.search(f"{words(a)} {pictures}"):
                yield Finding(name, f"a link says nothing but “{words(a)}”", _line(a))


def doubled_ids(book: Ebook) -> Iterator[Finding]:
    """Ids that stand twice, in one document or in two: places are cited by them."""
    seen: dict[str, str] = {}
    for name, document in book.documents.items():
        for id, times in Counter(e.get("id") for e in elements(document) if e.get("id")).items():
            if times > 1 or id in seen:
                yield Finding(name, f"the id “{id}” stands in {seen.get(str(id), name)} too")
            seen[str(id)] = name


def idle_ids(book: Ebook) -> Iterator[Finding]:
    """Ids that nothing leads to, and that no reader can cite."""
    used = {(link.target, link.fragment) for link in links(book)}
    for name, document in book.documents.items():
        named = {
            id
            for e in elements(document)
            for key in ("aria-labelledby", "aria-describedby", "headers", "for")
            for id in e.get(key, "").split()
        }
        for element in elements(document):
            id = element.get("id", "")
            if id and (name, id) not in used and id not in named and not _MEANT.fullmatch(id):
                yield Finding(name, f"nothing uses the id “{id}”", _line(element))


def stray_pages(book: Ebook) -> Iterator[Finding]:
    """Lines of the page list that land on no mark of that page; marks without a line."""
    nav, marks = book.nav("page-list"), dict(_marks(book))
    found = [] if nav is None else list(nav.iter(f"{XHTML}a"))
    for a in found:
        target = resolved(book.navigation, a.get("href", ""))
        if words(a) not in marks.pop(target, ""):
            line = f"“{words(a)}” of the page list does not lead to the mark of that page"
            yield Finding(book.navigation, line, _line(a))
    for name, id in marks:
        yield Finding(name, f"the page list does not lead to the mark “{id}”")
    if found and not book.meta("pageBreakSource"):
        yield Finding(book.package_name, "it does not say whose pages these are")


def _marks(book: Ebook) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Each mark of a page, and the words of its label."""
    for name, document in book.documents.items():
        for element in elements(document):
            if "pagebreak" in types(element):
                label = element.get("aria-label") or element.get("title") or words(element)
                yield (name, element.get("id", "")), label.split()


def one_way_notes(book: Ebook) -> Iterator[Finding]:
    """Notes that nothing calls or that do not lead back; calls that lead to no note."""
    for name, document in book.documents.items():
        notes = {e.get("id"): e for e in elements(document) if "footnote" in types(e)}
        calls = [e for e in elements(document) if "noteref" in types(e)]
        called = {resolved(name, e.get("href", ""))[1]: e.get("id") for e in calls}
        for call in calls:
            target, fragment = resolved(name, call.get("href", ""))
            if target != name or fragment not in notes:
                message = f"the call “{words(call)}” leads to no note in its file"
                yield Finding(name, message, _line(call))
        for id, note in notes.items():
            backs = {a.get("href") for a in note.iter(f"{XHTML}a") if "backlink" in types(a)}
            if id not in called:
                yield Finding(name, f"nothing calls the note “{id}”", _line(note))
            elif backs != {f"#{called[id]}"}:
                yield Finding(name, f"no link leads back from the note “{id}”", _line(note))


def _line(element: etree._Element) -> int:
    return int(element.sourceline or 0)
