"""Styles shared by elements that differ in nothing but their names.

WeasyPrint 70.0 works a style out once for all elements that the same rules meet under the same
style. But it takes the id of an element for a rule of its own, so that one with an id shares
nothing, nor does what is inside it. Never changes what a style says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import css
from weasyprint.css import ComputedStyle, StyleFor

_NAME = "anchor"


class _Named(ComputedStyle):  # type: ignore[misc]  # WeasyPrint ships no types
    """A style like another in all but the name; what is remembered of the one holds for both."""

    def __init__(self, style: Any, name: str) -> None:
        self.__dict__ = style.__dict__
        self.like = style
        self[_NAME] = name

    def __missing__(self, key: str) -> Any:
        value = self[key] = self.like[key]
        return value


@contextmanager
def styles_shared() -> Iterator[None]:
    """While it lasts, WeasyPrint gives an element with an id the style of others, and its name."""
    attributes, begin = css.find_style_attributes, StyleFor.__init__

    def unnamed(tree: Any, *rest: Any) -> Iterator[Any]:
        for found in attributes(tree, *rest):
            if _name(found[1]) is None or not _is_name(found[2]):
                yield found

    def begin_named(
        self: Any, html: Any, sheets: Any, hints: Any, fonts: Any, targets: Any
    ) -> None:
        begin(self, html, sheets, hints, fonts, targets)
        styles = self.get_computed_styles()
        for element in html.etree_element.iter():
            if name := _name(element):
                styles[element, None] = _Named(styles[element, None], name)
                targets.collect_anchor(name)

    css.find_style_attributes, StyleFor.__init__ = unnamed, begin_named
    try:
        yield
    finally:
        css.find_style_attributes, StyleFor.__init__ = attributes, begin


def _is_name(declarations: Sequence[Any]) -> bool:
    """Whether it is what the engine makes of an id; a style attribute may hold anything."""
    names = [getattr(one, "lower_name", "") for one in declarations]
    return names == [f"-weasy-{_NAME}"]


def _name(element: Element) -> str | None:
    """The id of an element that has no other name."""
    return element.get("id") if element.get("name") is None else None
