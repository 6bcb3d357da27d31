"""What of a page a browser does not show as words: scripts, hidden elements, drawings, players.

Says which elements are silent (their words are none of the page's) and which conceal words that
are kept aside for the ledger. Settles that on the finished tree; takes no other element away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from anthology.read.furniture import called_readers
from anthology.read.nodes import Node

CONCEALED, EMBEDDED = "concealed", "embedded"  # tags of our own, for what stands in their place
_SILENT = frozenset(
    """colgroup datalist frameset head map noembed noframes noscript optgroup rp script style
    template title annotation annotation-xml""".split()
)
_VOID = frozenset(
    """area base basefont bgsound col command embed frame input keygen link meta param source track
    wbr""".split()
)
_MEDIA = frozenset("applet audio canvas embed iframe object video".split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WHOLE = frozenset({"html", "body", "main", "article"})  # scripts hide these until all is loaded
_NAMES: tuple[str, ...] = ("class", "id")
_LONGEST_SIGN = 60  # signs: what is longer and only hidden from screen readers is text, and shown


def silent(tag: str) -> bool:
    """Whether the words of an element are no words of the page."""
    return tag in _SILENT


def void(tag: str) -> bool:
    """Whether an element never holds anything; what a parser puts into it stands behind it."""
    return tag in _VOID


def stand_in(tag: str, attrs: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The tag and attributes under which an element enters the tree."""
    if tag in _MEDIA:
        address = attrs.get("src") or attrs.get("data") or ""
        return EMBEDDED, {"what": tag, "address": address.strip()}
    if tag == "svg":
        return CONCEALED, {"why": "drawing"}
    if _hidden(tag, attrs):
        return CONCEALED, {"why": "hidden"} | {k: attrs[k] for k in _NAMES if k in attrs}
    return tag, attrs


def _hidden(tag: str, attrs: dict[str, str]) -> bool:
    if tag in _WHOLE:
        return False
    return (
        "hidden" in attrs
        or (tag == "dialog" and "open" not in attrs)
        or ("style" in attrs and _HIDDEN_STYLE.search(attrs["style"]) is not None)
    )


def settle(nodes: Iterable[Node]) -> None:
    """Empty what conceals words, which it then carries as `words`; show what only seemed hidden.

    `private` are those of readers' comments.

    A formula that is hidden behind a picture of itself is shown, and the picture is not.
    """
    for node in nodes:
        if node.tag == EMBEDDED:
            node.children = []  # shown only where it cannot be played
        elif node.tag == CONCEALED and not _shows_formula(node):
            private = "yes" if any(map(called_readers, node.walk())) else ""
            node.attrs = {"why": node.get("why"), "words": node.words(), "private": private}
            node.children = []
        elif node.get("aria-hidden").strip().lower() == "true" and _only_decorates(node):
            node.attrs = {"why": "decoration", "words": node.words()}
            node.tag, node.children = CONCEALED, []


def _shows_formula(node: Node) -> bool:
    """Whether a concealed element is a formula beside a picture of it; then it changes places."""
    formula = next((n for n in node.walk() if n.tag == "math"), None)
    parent = node.parent
    if formula is None or parent is None or formula.words() != node.words():
        return False
    pictures = [n for n in parent.children if n.tag == "img" and "math" in n.get("class")]
    if not pictures:
        return False
    parent.children = [n for n in parent.children if n not in pictures]
    node.tag, node.attrs = "span", {}
    return True


def _only_decorates(node: Node) -> bool:
    """Whether what is hidden from screen readers is a sign only, or a copy made for the eye."""
    if "katex-html" in node.tokens():
        return True
    pictures = any(n.tag == "img" for n in node.walk())
    return not pictures and node.tag not in _WHOLE and 0 < len(node.words()) <= _LONGEST_SIGN
