"""What the markup of a galley says of an element."""

from __future__ import annotations

from xml.etree.ElementTree import Element

AGAIN = "again"
"""The class of the heading of a list that is said again where the list goes on over a page."""


def classes(element: Element) -> list[str]:
    """The class tokens of an element."""
    return element.get("class", "").split()
