"""Entries in a row → blocks, with list items gathered into lists, nested by their indent.

Works on blocks alone: knows no source and no decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from anthology.document import Block, Blocks, ListBlock, ListItem
from anthology.read.reading import Kind

_DEEPEST = 12  # lists, one in another; no page has room for more


@dataclass(frozen=True, slots=True)
class Entry:
    """A block and what its head looked like; `continues`: it goes on the list item before it."""

    block: Block
    kind: Kind = "plain"
    value: str = ""
    indent: int = 0
    continues: bool = False


@dataclass(slots=True)
class _Open:
    """A list still growing."""

    ordered: bool
    indent: int
    items: list[tuple[int | None, list[Block]]] = field(default_factory=list)

    @property
    def last(self) -> int:
        value = self.items[-1][0] if self.items else None
        return value or 0

    def block(self) -> ListBlock:
        items = (ListItem(tuple(blocks), value) for value, blocks in self.items)
        return ListBlock(tuple(items), self.ordered)


def _value(number: str) -> int | None:
    """The value of an item's number: figures, or a single letter; others have none to go by."""
    if re.fullmatch(r"-?\d+", number):
        return int(number)
    return ord(number.lower()) - 96 if re.fullmatch(r"[A-Za-z]", number) else None


class _Folder:
    def __init__(self) -> None:
        self.out: list[Block] = []
        self.open: list[_Open] = []

    def close(self, above: int) -> None:
        """Close the lists nested deeper than `above`."""
        while len(self.open) > above:
            done = self.open.pop()
            target = self.open[-1].items[-1][1] if self.open else self.out
            target.append(done.block())

    def add(self, entry: Entry) -> None:
        if entry.kind in {"number", "bullet"}:
            self._item(entry)
        elif entry.continues and self.open:
            self.close(1)
            self.open[0].items[-1][1].append(entry.block)
        else:
            self.close(0)
            self.out.append(entry.block)

    def _item(self, entry: Entry) -> None:
        ordered = entry.kind == "number"
        while self.open and self.open[-1].indent > entry.indent:
            self.close(len(self.open) - 1)
        value = _value(entry.value) if ordered else None
        top = self.open[-1] if self.open else None
        goes_on = top is not None and top.ordered == ordered and top.indent == entry.indent
        if not goes_on or (top is not None and value == 1 and top.last):
            same = top is not None and top.indent >= entry.indent
            full = len(self.open) == _DEEPEST
            self.close(len(self.open) - 1 if same or full else len(self.open))
            self.open.append(_Open(ordered, entry.indent))
        self.open[-1].items.append((value, [entry.block]))


def fold_lists(entries: Iterable[Entry]) -> Blocks:
    """Gather items into lists: numbers that go on make one list, “1.” begins another."""
    folder = _Folder()
    for entry in entries:
        folder.add(entry)
    folder.close(0)
    return tuple(folder.out)
