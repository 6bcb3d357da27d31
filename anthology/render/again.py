"""Headings of lists said again at the head of each page on which the list goes on.

The first item of a list, if it has the class `again`, is such a heading. It is printed where a page
begins with another item of that list, and nowhere else. The engine lays out one page after the
other: what a page begins with is known before it is laid out, and what is said there moves nothing
on earlier pages. Never chooses where a page ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import page as engine

from anthology.render.elements import AGAIN, classes
from anthology.render.layoutmap import boxes


class Again:
    """The headings of one galley that may be said again."""

    def __init__(self, root: Element) -> None:
        """Take them out of the tree `root`: it is to hold those alone that are printed."""
        first = ((child, parent) for parent in root.iter() for child in parent[:1])
        self._heads = {child: parent for child, parent in first if AGAIN in classes(child)}
        self._boxes: dict[Any, Any] = {}  # those of the headings, by the boxes of their lists
        self._said: dict[Element, tuple[Element, Element]] = {}  # in which list, before which item
        _take_out(self._heads.items())

    @contextmanager
    def said(self) -> Iterator[None]:
        """While it lasts, WeasyPrint says them where pages begin."""
        build, remake = weasyprint.document.build_formatting_structure, engine.remake_page

        def build_without(*tree: Any) -> Any:
            root = build(*tree)
            _take_out(self._heads.items())
            self._boxes = dict(self._found(root))
            return root

        def remake_with(index: int, context: Any, root: Any, html: Any) -> Any:
            if self._boxes and (start := context.page_maker[index][0]):
                self._begin(root, start)
            return remake(index, context, root, html)

        weasyprint.document.build_formatting_structure = build_without
        engine.remake_page = remake_with
        _take_out((element, parent) for element, (parent, _) in self._said.items())
        for head, parent in self._heads.items():  # to be styled as what it is
            parent.insert(0, head)
        try:
            yield
        finally:
            _take_out(self._heads.items())
            weasyprint.document.build_formatting_structure, engine.remake_page = build, remake

    def settle(self, pages: Sequence[Any]) -> None:
        """Put those that are printed on these pages, and no others, into the tree."""
        if not self._said:
            return
        _take_out((element, parent) for element, (parent, _) in self._said.items())
        for element in dict.fromkeys(b.element for p in pages for b, _ in boxes(p._page_box)):
            if element in self._said:
                parent, item = self._said[element]
                parent.insert([*parent].index(item), element)

    def _found(self, root: Any) -> Iterator[tuple[Any, Any]]:
        """The box of each list with that of its heading, which is taken out."""
        for box, _ in boxes(root) if self._heads else ():
            heads = [child for child in box.children if child.element in self._heads]
            if heads:
                box.children = [child for child in box.children if child not in heads]
                yield box, heads[0]

    def _begin(self, box: Any, skip: Any) -> None:
        """Say the heading of the list whose next item begins the page that begins at `skip`.

        `skip` is the engine's way from a box to the place: the number of a child, and of its child.
        """
        while not isinstance(box, LineBox) and box.children:
            number, inner = next(iter(skip.items())) if skip else (0, None)
            item = box.children[number]
            if box in self._boxes and inner is None and item.element not in self._said:
                said = self._say(self._boxes[box], box.element, item.element)
                box.children = [*box.children[:number], said, *box.children[number:]]
                return
            box, skip = item, inner

    def _say(self, head: Any, parent: Element, item: Element) -> Any:
        """A copy of the box of a heading, for an element of its own."""
        element = deepcopy(head.element)
        self._said[element] = parent, item
        return _copied(head, dict(zip(head.element.iter(), element.iter(), strict=True)))


def _take_out(found: Iterable[tuple[Element, Element]]) -> None:
    """Take elements out of their parents, if they are there."""
    for element, parent in found:
        if element in [*parent]:
            parent.remove(element)


def _copied(box: Any, elements: dict[Element, Element]) -> Any:
    copy = box.copy()
    copy.element = elements.get(box.element)
    copy.children = [_copied(child, elements) for child in box.children]
    return copy
