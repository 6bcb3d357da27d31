"""Rules on the package: its files, what it claims, languages. Reads no running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from anthology.ebookcheck.archive import DC, LANG, Ebook, elements
from anthology.ebookcheck.finding import Finding
from anthology.languagetag import is_language

_OUTSIDE = {"mimetype"}


def unlisted(book: Ebook) -> Iterator[Finding]:
    """Files that the manifest does not name, or names twice; names without a file."""
    listed = Counter(item.name for item in book.items)
    inside = {
        name
        for name in book.files
        if not name.endswith("/")
        and not name.startswith("META-INF/")
        and name not in {*_OUTSIDE, book.package_name}
    }
    for name in sorted(inside - listed.keys()):
        yield Finding(book.package_name, f"the manifest does not list {name}")
    for name in sorted(listed.keys() - inside):
        yield Finding(book.package_name, f"the manifest lists {name}, which is not there")
    for name, times in sorted(listed.items()):
        if times > 1:
            yield Finding(book.package_name, f"the manifest lists {name} {times} times")


def unread(book: Ebook) -> Iterator[Finding]:
    """Documents that no reader comes to, or comes to twice."""
    for name in book.documents:
        if (times := book.spine.count(name)) != 1:
            yield Finding(book.package_name, f"{name} stands {times} times in the spine")


def unproved(book: Ebook) -> Iterator[Finding]:
    """Conformance claimed without the name of who assessed it and the day."""
    claims = [e for e in elements(book.package) if e.get("property") == "dcterms:conformsTo"]
    for claim in claims:
        of = f"#{claim.get('id', '')}"
        by = [e for e in elements(book.package) if e.get("property") == "a11y:certifiedBy"]
        by = [e for e in by if e.get("refines") == of and (e.text or "").strip()]
        dated = any(book.meta("dcterms:date", f"#{e.get('id', '')}") for e in by)
        if not by or not dated:
            missing = "and no day" if by else "and nobody who assessed it"
            yield Finding(book.package_name, f"“{claim.text}” is claimed, {missing}", _line(claim))


def bogus_languages(book: Ebook) -> Iterator[Finding]:
    """Language tags that name no language."""
    roots = {book.package_name: book.package, **book.documents}
    for name, root in roots.items():
        for element in elements(root):
            said = [element.get(LANG), element.get("lang")]
            if element.tag == f"{DC}language":
                said.append(element.text)
            for tag in dict.fromkeys(filter(None, said)):
                if not is_language(tag):
                    yield Finding(name, f"“{tag}” names no language", _line(element))
            if element.get("lang", element.get(LANG)) != element.get(LANG):
                yield Finding(name, "lang and xml:lang differ", _line(element))


def _line(element: object) -> int:
    return int(getattr(element, "sourceline", 0) or 0)
