"""The nodes of a page's tree: elements and words, as light as they can be.

Knows their order, names and words; not how they are parsed, nor what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main
    menu nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)


_BREAKS = _BLOCKS | {"br"}


@dataclass(slots=True, eq=False)
class Node:
    """An element, or words (`tag` is empty); attribute names are in lower case."""

    tag: str = ""
    text: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    @property
    def block(self) -> bool:
        """Whether a browser begins a line for it."""
        return self.tag in _BLOCKS

    def get(self, name: str) -> str:
        """An attribute, or nothing."""
        return self.attrs.get(name, "")

    def tokens(self) -> list[str]:
        """The words of its class and id, in lower case."""
        attrs = self.attrs
        if "class" not in attrs and "id" not in attrs:
            return []
        return f"{attrs.get('class', '')} {attrs.get('id', '')}".lower().split()

    def types(self) -> list[str]:
        """Its structural types: `epub:type` and `role`, without the prefix `doc-`."""
        attrs = self.attrs
        if "epub:type" not in attrs and "role" not in attrs:
            return []
        words = f"{attrs.get('epub:type', '')} {attrs.get('role', '')}".lower().split()
        return [word.removeprefix("doc-") for word in words]

    def add(self, child: Node) -> Node:
        """Put a child last."""
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """It and all below it, in order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(reversed(node.children))

    def above(self) -> Iterator[Node]:
        """Its ancestors, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def words(self) -> str:
        """Its text, with runs of space as one; elements that begin lines part words."""
        nodes = self.walk()
        parts = [(" " if n.tag in _BREAKS else "") if n.tag else n.text for n in nodes]
        return " ".join("".join(parts).split())
