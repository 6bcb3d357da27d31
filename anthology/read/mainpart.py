"""Which part of a page holds its running text, by the paragraphs that stand together in it.

A paragraph that runs on speaks for the element it stands in; menus, buttons and headlines do not.
Chooses a part and says how much each element runs on; leaves nothing out by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from anthology.read.nodes import Node

_RUNS = 60  # signs of a paragraph, at least: shorter ones may be buttons and headlines
_RUNS_DENSE = 24  # the same in scripts that write a word in one or two signs
_DENSE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENOUGH = 400  # signs that run, at least, to tell a text by them
_STRONG = 0.4  # of the best: another element with so much belongs to the text too
_ITEMS = frozenset({"li", "dd", "dt", "tr"})
_BESIDE = re.compile(
    r"comment|disqus|footer|sidebar|related|sponsor|promo|widget|recirc|newsletter|modal"
    r"|dialog|player|cookie|consent|recommend|trending|popular"
)


def running(page: Node, leave: Collection[Node] = ()) -> dict[Node, int]:
    """The signs of the paragraphs that run on, by the block that is the paragraph."""
    own: dict[Node, list[str]] = {}
    stack: list[tuple[Node, Node]] = [(page, page)]
    while stack:
        node, block = stack.pop()
        if node in leave or (node.tag == "a" and node.attrs.get("href")):
            continue
        if node.tag:
            inner = node if node.block else block
            stack.extend((child, inner) for child in reversed(node.children))
        elif node.text and not node.text.isspace():
            own.setdefault(block, []).append(node.text)
    found = ((block, "".join("".join(parts).split())) for block, parts in own.items())
    return {block: len(words) for block, words in found if _runs_on(words)}


def _runs_on(words: str) -> bool:
    if len(words) >= _RUNS:
        return True
    return len(words) >= _RUNS_DENSE and 2 * len(_DENSE.findall(words)) > len(words)


def summed(runs: dict[Node, int]) -> dict[Node, float]:
    """How many signs run on in each element that holds any, each as far as it counts."""
    totals: dict[Node, float] = {}
    for block, signs in runs.items():
        counted = signs * _share(block)
        for node in (block, *block.above()):
            totals[node] = totals.get(node, 0.0) + counted
    return totals


def main_part(runs: dict[Node, int]) -> Node | None:
    """The innermost element around all that speaks strongly for being the text."""
    if sum(runs.values()) < _ENOUGH:
        return None
    scores: dict[Node, float] = {}
    for block, signs in runs.items():
        holder, share = _holder(block), _share(block)
        scores[holder] = scores.get(holder, 0.0) + signs * share
    best = max(scores.values())
    if best < _ENOUGH:
        return None
    return together([node for node, score in scores.items() if score >= best * _STRONG])


def _holder(block: Node) -> Node:
    """The element that a paragraph speaks for: around it, through wrappers of it alone."""
    if block.tag not in {"p", "blockquote", "pre", "li", "dd"} and _broken(block):
        return block
    holder = block.parent
    while holder is not None and holder.parent is not None and _wraps(holder):
        holder = holder.parent
    return holder if holder is not None else block


def _broken(block: Node) -> bool:
    """Whether a block is a text parted by line ends, not one paragraph."""
    return sum(child.tag == "br" for child in block.children) > 1


def _wraps(node: Node) -> bool:
    if node.tag in _ITEMS or not node.block:
        return not node.block
    return sum(bool(child.tag) for child in node.children) == 1 and node.tag != "body"


def _share(block: Node) -> float:
    """How far a paragraph counts: less in what is called a thing beside the text."""
    return 0.2 if any(map(named_beside, islice((block, *block.above()), 8))) else 1.0


def named_beside(node: Node) -> bool:
    """Whether an element is called a thing that stands beside a text."""
    if node.tag in {"body", "html", "main", "article", ""}:
        return False
    return any(_BESIDE.search(token) for token in node.tokens())


def together(nodes: list[Node]) -> Node:
    """The innermost element around all of these."""
    way = [nodes[0], *nodes[0].above()]
    for node in nodes[1:]:
        above = {node, *node.above()}
        way = way[next(i for i, n in enumerate(way) if n in above) :]
    return way[0]
