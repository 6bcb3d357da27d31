"""Readers' comments on a page: which elements are comments, how deep they answer, their number.

Messages that other sites link here (pingbacks) are no comments; `furniture` names those.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from anthology.read.nodes import Node

_DEPTH = re.compile(r"depth-(\d{1,2})\Z")
_LISTS = frozenset({"commentlist", "comment-list", "comments-list", "commentslist"})
_PINGS = frozenset({"pingback", "trackback"})


@dataclass(slots=True, eq=False)
class Comment:
    """A comment: how deep it answers others (1: none), its number if the page shows one.

    `begun`: its first words have been read.
    """

    depth: int
    number: str = ""
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Threads:
    """The comments of a page, the lists that hold them, and the names of those who wrote."""

    comments: dict[Node, Comment]
    lists: frozenset[Node]
    authors: frozenset[Node]


def find_threads(page: Node) -> Threads:
    """Find the comments of a page."""
    comments: dict[Node, Comment] = {}
    authors: set[Node] = set()
    counts: Counter[Node] = Counter()
    for node in page.walk():
        number = _counted(node, counts)
        if _is_comment(node):
            outer = next((comments[a] for a in node.above() if a in comments), None)
            comments[node] = Comment(_depth(node, outer), number)
        elif comments and _is_author(node) and any(a in comments for a in node.above()):
            authors.add(node)
    lists = {_outermost_list(node) for node in comments}
    return Threads(comments, frozenset(lists), frozenset(authors))


def _is_comment(node: Node) -> bool:
    if node.tag not in {"li", "div", "article", "section"}:
        return False
    tokens = node.get("class").lower().split()
    if _PINGS.intersection(tokens):
        return False
    if "comment" in node.get("itemprop").lower().split():
        return True
    return "comment" in tokens and not _wrapped(node)


def _wrapped(node: Node) -> bool:
    """Whether an element only repeats the comment that is directly around it."""
    parent = node.parent
    return (
        parent is not None
        and "comment" in parent.get("class").lower().split()
        and next((c for c in parent.children if c.tag), None) is node
    )


def _depth(node: Node, outer: Comment | None) -> int:
    said = next((m for token in node.tokens() if (m := _DEPTH.match(token))), None)
    if said is not None and int(said[1]):
        return int(said[1])
    return 1 if outer is None else outer.depth + 1


def _counted(node: Node, counts: Counter[Node]) -> str:
    """The number of an item in an ordered list of comments, as a browser shows it."""
    parent = node.parent
    if node.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    if not _LISTS.intersection(parent.tokens()):
        return ""
    counts[parent] += 1
    return str(counts[parent])


def _is_author(node: Node) -> bool:
    tokens = node.get("class").lower().split()
    return (
        "fn" in tokens
        or "author" in node.get("itemprop").lower().split()
        or (node.tag == "cite" and any("comment-author" in a.tokens() for a in node.above()))
    )


def _outermost_list(node: Node) -> Node:
    """The list of comments that a comment stands in, or the comment itself."""
    found = node
    for above in node.above():
        named = _LISTS.intersection(above.tokens()) or "comments" in above.tokens()
        if named and above.tag != "body":
            found = above
    return found
