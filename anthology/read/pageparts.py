"""Parts of a page that stand for something: page numbers of an original, pictures, code.

Looks at one element at a time and composes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from anthology.read.nodes import Node
from anthology.read.pictureparts import addresses_of
from anthology.read.verse import names_group, names_line, names_line_number, names_verse

_LABEL = re.compile(
    r"\W*(?:(?:pg|pp?|page|seite|s)\b\.?)?\s*([0-9]{1,5}[a-z]?|[ivxlcdm]{1,8})\W*", re.IGNORECASE
)
_ID_LABEL = re.compile(r"(?P<what>page|pg|p)[-_.]?([0-9]{1,5}|[ivxlcdm]{1,8})\Z", re.IGNORECASE)
_PAGE_NAMES = frozenset(
    {"pagenum", "pagebreak", "page-number", "pageno", "pagenumber", "page-break"}
)
_EMOJI = frozenset({"emoji", "wp-smiley", "smiley", "emoticon", "twemoji"})
_CODE_NAMES = re.compile(
    r"(?:highlight|code|codehilite|prettyprint|brush:?|language-.*|lang-.*|src.*|listing"
    r"|(?:program|code|source)-?(?:listing|block|code)|screen|(?:\w+)?synopsis|syntaxhighlighter"
    r"|console|terminal|hljs|rouge|chroma)\Z"
)


def page_label(node: Node) -> str | None:
    """The number of an original's page that begins at an element; None if none begins there.

    `epub:type` and `doc-pagebreak` (DPUB-ARIA 1.1), hand-made anchors and numbers. An anchor
    called `p12` alone is as often that of a paragraph, and counts for nothing.
    """
    typed = "pagebreak" in node.types()
    named = bool(_PAGE_NAMES.intersection(node.get("class").lower().split()))
    anchor = node.tag in {"a", "span"} and not node.get("href") and not node.get("class")
    said = _ID_LABEL.match(_own_id(node))
    if not (typed or named or (anchor and said and len(said["what"]) > 1)):
        return None
    words = node.words()
    shown = _LABEL.fullmatch(words)
    if words and shown is None:
        return None  # words of the text: the element only has such a name
    told = node.get("title") or node.get("aria-label")
    label = _LABEL.fullmatch(told) if told else None
    found = shown or label
    if found is not None:
        return found[1]
    return said[2] if said is not None else told


def _own_id(node: Node) -> str:
    """Its id; in a book of several files that is the part behind the file's name."""
    return (node.get("id") or node.get("name")).rpartition("#")[2]


def sign_of(image: Node) -> str:
    """The sign that a small picture stands for (😀); nothing for real pictures."""
    alternative = image.get("alt").strip()
    names = _EMOJI.intersection(image.get("class").lower().split())
    return alternative if names and len(alternative) <= 12 else ""


def shows_picture(image: Node) -> bool:
    """Whether an image is one that a reader would see: not a spacer, not a counter of visits."""
    if not addresses_of(image):
        return False
    sizes = (image.get("width").strip(), image.get("height").strip())
    return not any(size in {"0", "1", "2", "0px", "1px", "2px"} for size in sizes)


def alternative_of(image: Node) -> str:
    """What an image shows, in the words that the page gives for it."""
    said = (image.get(name) for name in ("alt", "aria-label", "title"))
    return next(filter(None, (" ".join(words.split()) for words in said)), "")


def is_decorative(image: Node) -> bool:
    """Whether the page says that an image shows nothing of note (HTML, 4.8.4.4.4)."""
    hidden = image.get("aria-hidden").lower() == "true"
    silent = {"presentation", "none"}.intersection(image.types())
    return not alternative_of(image) and (bool(silent) or hidden or "alt" in image.attrs)


def holds_code(pre: Node) -> bool:
    """Whether preformatted text is code, by what it is called."""
    parent = pre.parent
    around = [pre, parent] if parent is not None else [pre]
    if any(_CODE_NAMES.match(token) for node in around for token in node.tokens()):
        return True
    inside = [child for child in pre.children if child.tag or child.text.strip()]
    return bool(inside) and all(child.tag in {"code", "samp", "kbd"} for child in inside)


def is_line(node: Node) -> bool:
    """Whether an element in verse is one line: it is called so, or is in a group of lines."""
    if names_line(node.tokens()):
        return True
    grouped = node.parent is not None and names_group(node.parent.tokens())
    inside = (inner for inner in node.walk() if inner is not node)
    return (
        grouped and node.tag in {"div", "p"} and not any(n.block or n.tag == "br" for n in inside)
    )


def holds_lines(node: Node) -> bool:
    """Whether all that is in an element are blocks called lines, and they are none of code."""
    inside = [child for child in node.children if child.tag or child.text.strip()]
    return (
        len(inside) > 1
        and all(child.block and names_line(child.tokens()) for child in inside)
        and not any(_CODE_NAMES.match(token) for n in (node, *node.above()) for token in n.tokens())
    )


def numbers_line(node: Node) -> bool:
    """Whether an element is the number of a line of verse, which is printed in the margin."""
    if node.block or not names_line_number(node.tokens()) or not node.words().isdecimal():
        return False
    return any(
        is_line(n) or names_verse(n.tokens()) or holds_lines(n) for n in node.above() if n.block
    )


def beside_caption(figure: Node) -> Iterator[Node]:
    """What stands in a figure, without its caption."""
    captions = {n for n in figure.walk() if n.tag == "figcaption" or "caption" in n.get("class")}
    inside = {inner for caption in captions - {figure} for inner in caption.walk()}
    return (node for node in figure.walk() if node is not figure and node not in inside)


def lines_of(node: Node, without: Container[Node] = ()) -> list[str]:
    """The words of an element, a line for each of its blocks; some elements in it left out."""
    lines, stack = [""], [node]
    while stack:
        inner = stack.pop()
        if inner.block or inner.tag == "br":
            lines.append("")
        if inner not in without:
            lines[-1] += inner.text
            stack.extend(reversed(inner.children))
    return [" ".join(line.split()) for line in lines]
