"""What the markup of a galley says of an element."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def classes(element: Element) -> list[str]:
    """The class tokens of an element."""
    return element.get("class", "").split()
