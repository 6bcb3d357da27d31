"""How much is in each element of a page: signs, and those of them that are in links."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from anthology.read.nodes import Node


class Mass(NamedTuple):
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


_NOTHING = Mass(0, 0)


def measure(page: Node) -> dict[Node, Mass]:
    """The mass of every element."""
    masses: dict[Node, Mass] = {}
    for node in reversed(list(page.walk())):  # children come before their parents
        if not node.tag:
            masses[node] = Mass(len("".join(node.text.split())), 0) if node.text else _NOTHING
            continue
        signs = linked = 0
        for child in node.children:
            mass = masses[child]
            signs += mass.signs
            linked += mass.linked
        linked = signs if node.tag == "a" and node.attrs.get("href") else linked
        masses[node] = Mass(signs, linked) if signs else _NOTHING
    return masses


def without(masses: dict[Node, Mass], leave: Collection[Node]) -> dict[Node, Mass]:
    """The masses if what is in `leave` counted as nothing."""
    weighed = dict(masses)
    left = set(leave)
    for node in left:
        signs, linked = masses[node]
        weighed[node] = _NOTHING
        for above in node.above() if signs else ():
            if above in left:
                break
            mass = weighed[above]
            linked = signs if above.tag == "a" and above.attrs.get("href") else linked
            weighed[above] = Mass(mass.signs - signs, mass.linked - linked)
    return weighed
