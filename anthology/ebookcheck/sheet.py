"""Rules on the style sheets: nothing that old reading systems choke on, nothing the reader decides.

Readers built on Adobe's RMSDK (Kobo, for books that do not come from its shop) drop a whole sheet,
or refuse the book, for one construct that they do not know; docs/ebook.md names the sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from anthology.ebookcheck.archive import Ebook
from anthology.ebookcheck.finding import Finding

_UNITS = frozenset({"em", "ex", "px", "pt"})
_OWN = frozenset({"body", "html"})
"""What the whole text hangs on: its looks are the reader's."""
_OF_THE_READER = frozenset(
    "font font-family font-size line-height margin margin-left margin-right margin-top "
    "margin-bottom padding text-align color background background-color hyphens "
    "-epub-hyphens -webkit-hyphens".split()
)
_COLOURS = frozenset({"color", "background", "background-color", "border-color"})
_INHERITED = frozenset({"inherit", "transparent", "currentcolor", "none"})
_NEVER = {
    "font-family": "a typeface",
    "font": "a typeface",
    "text-align": "justified lines",
    "hyphens": "hyphenation",
    "-epub-hyphens": "hyphenation",
    "-webkit-hyphens": "hyphenation",
}


def breaking(book: Ebook) -> Iterator[Finding]:
    """Functions, at-rules, custom properties, units and selectors newer than CSS 2.1."""
    for name, rules in _sheets(book):
        for rule in rules:
            yield from (Finding(name, what, rule.source_line) for what in _too_new(rule))


def imposing(book: Ebook) -> Iterator[Finding]:
    """Font, size, colours, margins of the text as a whole; typefaces and justification anywhere."""
    for name, rules in _sheets(book):
        for rule in (rule for rule in rules if rule.type == "qualified-rule"):
            yield from (Finding(name, what, rule.source_line) for what in _imposed(rule))


def hiding(book: Ebook) -> Iterator[Finding]:
    """Without this rule, some readers print what is hidden."""
    for name, rules in _sheets(book):
        said = {_selector(rule): _declared(rule) for rule in rules if rule.type == "qualified-rule"}
        if said.get("[hidden]", {}).get("display") != "none":
            yield Finding(name, "[hidden] { display: none } is not in it")


def _sheets(book: Ebook) -> Iterator[tuple[str, list[Any]]]:
    for item in book.items:
        if item.media_type == "text/css" and item.name in book.files:
            css = book.files[item.name].decode("utf-8", "replace")
            yield item.name, tinycss2.parse_stylesheet(css, True, True)


def _too_new(rule: Any) -> Iterator[str]:
    if rule.type == "error":
        yield f"it cannot be read: {rule.message}"
    elif rule.type == "at-rule":
        yield f"@{rule.at_keyword} may cost the whole sheet"
    else:
        selector = _selector(rule)
        if "::" in selector or "(" in selector:
            yield f"the selector “{selector}” is newer than CSS 2.1"
        for found in tinycss2.parse_blocks_contents(rule.content, True, True):
            yield from _new_in(found)


def _new_in(found: Any) -> Iterator[str]:
    if found.type != "declaration":
        yield "it cannot be read"
    elif found.name.startswith("--"):
        yield f"the custom property {found.name} may cost the whole sheet"
    else:
        if found.important:
            yield f"!important takes {found.lower_name} from the reader"
        for token in _tokens(found.value):
            if token.type == "function":
                yield f"{token.name}() may cost the whole sheet"
            elif token.type == "dimension" and token.lower_unit not in _UNITS:
                yield f"the unit {token.unit} is newer than CSS 2.1"


def _imposed(rule: Any) -> Iterator[str]:
    of_all = {part.strip() for part in _selector(rule).split(",")} & _OWN
    for name, value in _declared(rule).items():
        if of_all and name in _OF_THE_READER:
            yield f"{name} of the whole text is the reader’s"
        elif name in _COLOURS and value.lower() not in _INHERITED:
            yield f"{name}: {value} is lost, or loses the words, at night"
        elif name in _NEVER and not _harmless(name, value):
            yield f"{name}: {value} imposes {_NEVER[name]}"


def _harmless(name: str, value: str) -> bool:
    if name == "text-align":
        return value != "justify"
    return name.endswith("hyphens") and value in {"none", "manual"}


def _selector(rule: Any) -> str:
    return str(tinycss2.serialize(rule.prelude)).strip()


def _declared(rule: Any) -> dict[str, str]:
    found = tinycss2.parse_blocks_contents(rule.content, True, True)
    return {
        d.lower_name: str(tinycss2.serialize(d.value)).strip()
        for d in found
        if d.type == "declaration"
    }


def _tokens(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from _tokens(getattr(node, "arguments", None) or getattr(node, "content", None) or ())
