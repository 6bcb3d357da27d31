"""How much is in each element of a page: signs, and those of them that are in links."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from anthology.read.nodes import Node


@dataclass(frozen=True, slots=True)
class Mass:
    """Signs of an element (no spaces), and how many of them are in links."""

    signs: int
    linked: int

    @property
    def prose(self) -> int:
        """Signs that are in no link."""
        return self.signs - self.linked

    @property
    def links(self) -> float:
        """The share of its signs that are in links."""
        return self.linked / self.signs if self.signs else 0.0


def measure(page: Node, leave: Collection[Node] = ()) -> dict[Node, Mass]:
    """The mass of every element, those in `leave` counted as nothing."""
    order = list(page.walk())
    left = set(leave)
    signs: dict[Node, int] = {}
    linked: dict[Node, int] = {}
    for node in reversed(order):  # children come before their parents
        if node in left:
            signs[node] = linked[node] = 0
        elif not node.tag:
            signs[node], linked[node] = len("".join(node.text.split())), 0
        else:
            signs[node] = sum(signs[c] for c in node.children)
            link = node.tag == "a" and bool(node.get("href"))
            linked[node] = signs[node] if link else sum(linked[c] for c in node.children)
    return {node: Mass(signs[node], linked[node]) for node in order}
