"""What a page says of itself: title, author, date, address, language. Hints for an editor, no more.

Reads only what stands in the page; an author is believed as written, a date if it is one.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bs4 import BeautifulSoup, Tag

from anthology.read.reading import Hints

Tags = defaultdict[str, list[Tag]]
_TELLING = frozenset({"meta", "script", "h1", "title", "link", "base", "html", "body"})
_MARKS = frozenset({"rel", "itemprop", "class"})
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title")
_AUTHORS = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
)
_DATES = (
    "article:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dcterms.created",
    "dc.date.issued",
    "parsely-pub-date",
    "sailthru.date",
    "date",
    "pubdate",
)
_CDATA = re.compile(r"\s*(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?|(?://|/\*)?\s*\]\]>(?:\*/)?\s*")
_SITE_BEHIND = re.compile(r"\s+(?:[|·•»«–—-]|::)\s+(?=[^|·•»«–—]*\Z)")
_SITE_BEFORE = re.compile(r"(?:\s+(?:[|·•»«–—-]|::)|:)\s+")
_SEPARATORS = " |·•»«–—-:"
_NAMED = re.compile(r"(?:^|[-_])(?:byline|author)(?:[-_](?:name|link))?\Z")
_LONGEST_NAME = 60  # signs: more are a sentence about the author
_ROBOTS = re.compile(r"admin(?:istrator)?|webmaster|unknown|https?://\S*", re.IGNORECASE)


def hints_of(soup: BeautifulSoup) -> Hints:
    """The hints of a page."""
    tags = _tags(soup)
    meta = _meta(tags)
    data = list(_json(tags))
    return Hints(
        title=_first(_titles(tags, meta, data)),
        author=_first(a for a in _authors(tags, meta, data) if not _ROBOTS.fullmatch(a)),
        date=_first(_date(d) for d in _dates(tags, meta, data)),
        address=_first(_addresses(tags, meta)),
        language=_first(_languages(tags, meta)),
    )


def _tags(soup: BeautifulSoup) -> Tags:
    """The elements that may say something, by name; under no name, those with a telling mark."""
    tags: Tags = defaultdict(list)
    for tag in soup.descendants:
        if isinstance(tag, Tag):
            if tag.name in _TELLING:
                tags[tag.name].append(tag)
            if tag.name == "time" or not _MARKS.isdisjoint(tag.attrs):
                tags[""].append(tag)
    return tags


def _first(found: Iterator[str]) -> str:
    return next((_plain(words) for words in found if words.strip()), "")


def _meta(tags: Tags) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tags["meta"]:
        said = tag.get("property") or tag.get("name") or tag.get("http-equiv") or ""
        for name in str(said).lower().split():
            name = re.sub("^(dc(?:terms)?):", r"\1.", name)
            found.setdefault(name, str(tag.get("content") or ""))
    return found


def _json(tags: Tags) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that speak of a text; broken ones say nothing."""
    for tag in tags["script"]:
        if tag.get("type") != "application/ld+json":
            continue
        try:
            stack = [json.loads(_CDATA.sub("", tag.get_text()), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(1000):
            if not stack:
                break
            found = stack.pop()
            if isinstance(found, list):
                stack.extend(reversed(found))
            elif isinstance(found, dict):
                stack.append(found.get("@graph", []))
                kinds = found.get("@type", "")
                if re.search("article|posting|report|webpage", str(kinds), re.IGNORECASE):
                    yield found


def _titles(tags: Tags, meta: dict[str, str], data: Sequence[dict[str, Any]]) -> Iterator[str]:
    headings = [_plain(tag.get_text(" ")) for tag in tags["h1"]]
    headings = sorted(filter(None, headings), key=len, reverse=True)
    whole = _plain(tags["title"][0].get_text()) if tags["title"] else ""
    said = [str(found.get("name") or found.get("headline") or "") for found in data]
    said += [meta.get(name, "") for name in _TITLES]
    sites = {_letters(meta.get(name, "")) for name in ("og:site_name", "application-name")}
    sites.add(_letters(re.sub("^https?://(?:www[.])?|/.*", "", _first(_addresses(tags, meta)))))
    for title in (*(t for t in said if not whole or _alike(t, whole)), whole):
        if _letters(title) in sites:
            continue
        yield _bare(_without_site(_plain(title), sites - {""}), headings)
    yield from headings if len(headings) == 1 else ()
    yield meta.get("twitter:title", "")


def _plain(words: str) -> str:
    return " ".join(words.split())


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _alike(one: str, other: str) -> bool:
    """Whether two titles share a word; a description, as encyclopedias give, does not."""
    return not _words(one).isdisjoint(_words(other))


def _words(title: str) -> set[str]:
    dense = re.findall("[\u3040-\u30ff\u3400-\u9fff]", title)
    return {w for w in re.findall(r"\w+", title.casefold()) if len(w) > 2} | set(dense)


def _without_site(title: str, sites: set[str]) -> str:
    """A title without the name of the site at its end or head."""
    for pattern, at in ((_SITE_BEHIND, -1), (_SITE_BEFORE, 0)):
        parts = pattern.split(title)
        name = _letters(parts[at])
        if len(parts) > 1 and name and any(name in site or site in name for site in sites):
            return title[: -len(parts[-1])].rstrip(_SEPARATORS) if at else parts[-1]
    return title


def _bare(title: str, headings: Sequence[str]) -> str:
    """The heading of the page that makes up most of a title, else the title."""
    folded = title.casefold()
    return next((h for h in headings if len(h) >= len(title) / 2 and h.casefold() in folded), title)


def _authors(tags: Tags, meta: dict[str, str], data: Sequence[dict[str, Any]]) -> Iterator[str]:
    for found in data:
        yield _names(found.get("author"))
    yield from (meta.get(name, "") for name in _AUTHORS)
    credits = [(rank, tag) for tag in tags[""] if (rank := _credits(tag))]
    for _, tag in sorted(credits, key=lambda pair: pair[0]):
        if not _in_comment(tag):
            words = re.sub(r"^\s*(?:by|par|von)\s+", "", tag.get_text(" "), flags=re.IGNORECASE)
            yield words if len(_plain(words)) <= _LONGEST_NAME else ""


def _list(tag: Tag, name: str) -> list[str]:
    value = tag.get(name) or ""
    return value.split() if isinstance(value, str) else [str(word) for word in value]


def _credits(tag: Tag) -> int:
    """How surely an element names the author: 1 is best, 0 is not at all."""
    names = _list(tag, "class")
    if "author" in _list(tag, "rel"):
        return 1
    if "author" in _list(tag, "itemprop"):
        return 2
    if "fn" in names and any({"byline", "vcard"} & set(_list(t, "class")) for t in tag.parents):
        return 3
    if "byline" in names:
        return 4
    return 5 if any(_NAMED.search(name) for name in names) else 0


def _names(author: object) -> str:
    people = author if isinstance(author, list) else [author]
    names = [str(p.get("name", "")) if isinstance(p, dict) else p for p in people]
    return ", ".join(name for name in names if isinstance(name, str) and name)


def _in_comment(tag: Tag) -> bool:
    return any("comment" in str(above.get("class") or "") for above in tag.parents)


def _dates(tags: Tags, meta: dict[str, str], data: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield from (str(found["datePublished"]) for found in data if found.get("datePublished"))
    yield from (meta.get(name, "") for name in _DATES)
    for tag in tags[""]:
        dated = "datePublished" in _list(tag, "itemprop") or "published" in _list(tag, "class")
        if (dated or (tag.name == "time" and tag.get("datetime"))) and not _in_comment(tag):
            yield str(tag.get("datetime") or tag.get("content") or tag.get("title") or "")


def _date(words: str) -> str:
    """The day, month or year of a date as machines write it; a page's own words are no hint."""
    found = _DATE.match(words.strip().replace("/", "-"))
    return found[0] if found else ""


def _addresses(tags: Tags, meta: dict[str, str]) -> Iterator[str]:
    for tag in tags["link"]:
        yield _web(str(tag.get("href") or "")) if "canonical" in _list(tag, "rel") else ""
    yield _web(meta.get("og:url", ""))
    base = next(iter(tags["base"]), None)
    yield _web(str(base.get("href") or "")) if base is not None else ""


def _web(address: str) -> str:
    return address if re.match(r"https?://", address, re.IGNORECASE) else ""


def _languages(tags: Tags, meta: dict[str, str]) -> Iterator[str]:
    for tag in (*tags["html"][:1], *tags["body"][:1]):
        yield str(tag.get("lang") or tag.get("xml:lang") or "")
    yield meta.get("content-language", "").split(",")[0]
