"""Rules on the package: its files, what it claims, languages. Reads no running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anthology.ebookcheck.archive import DC, LANG, Ebook, elements
from anthology.ebookcheck.finding import Finding

# ISO 639-1. Of three-letter codes, of which there are thousands, the form alone is looked at.
_LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)
# BCP 47, 2.1: language, script, region, variants; extensions and private use are not ours.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
)
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
                if not _is_language(tag):
                    yield Finding(name, f"“{tag}” names no language", _line(element))
            if element.get("lang", element.get(LANG)) != element.get(LANG):
                yield Finding(name, "lang and xml:lang differ", _line(element))


def _is_language(tag: str) -> bool:
    found = _TAG.fullmatch(tag)
    return found is not None and (len(found["language"]) == 3 or found["language"] in _LANGUAGES)


def _line(element: object) -> int:
    return int(getattr(element, "sourceline", 0) or 0)
