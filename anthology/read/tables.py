"""Tables of a page: which hold data and which only lay a page out; their rows and cells.

Knows elements; the words of a cell are read by whoever walks the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from anthology.read.nodes import Node

_HEAVY = frozenset("h1 h2 h3 h4 table ol ul dl blockquote hr article section form".split())
_PARTS = frozenset({"thead", "tbody", "tfoot", "tr"})
LONG = 300  # signs in a cell: more are an essay, not a datum


def holds_data(table: Node) -> bool:
    """Whether a table shows data; else it lays out a page, and its cells are read in turn."""
    if {"presentation", "none"} & set(table.types()):
        return False
    rows = [list(cells(row)) for row in rows_of(table)]
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < 2:
        return False
    headed = any(cell.tag == "th" for row in rows for cell in row)
    if headed or any(child.tag == "caption" for child in table.children):
        return not any(_lays_out(cell) for row in rows for cell in row if cell.tag == "td")
    lengths = [len(cell.words()) for row in rows for cell in row]
    return max(lengths) <= LONG and not any(
        node.tag in _HEAVY for row in rows for cell in row for node in cell.walk()
    )


def _lays_out(cell: Node) -> bool:
    inside = [node.tag for node in cell.walk()]
    return inside.count("p") > 3 or any(tag in {"h1", "h2", "table"} for tag in inside)


def rows_of(table: Node) -> Iterator[Node]:
    """The rows of a table, not of tables inside it."""
    stack = list(reversed(table.children))
    while stack:
        node = stack.pop()
        if node.tag == "tr":
            yield node
        elif node.tag in _PARTS:
            stack.extend(reversed(node.children))


def cells(row: Node) -> Iterator[Node]:
    """The cells of a row."""
    return (node for node in row.children if node.tag in {"td", "th"})


def heads(cell: Node) -> bool:
    """Whether a cell says what its row or column is."""
    row = cell.parent
    in_head = row is not None and row.parent is not None and row.parent.tag == "thead"
    return cell.tag == "th" or in_head


def columns(cell: Node) -> int:
    """How many columns a cell spans (HTML, section 4.9.11); nonsense is one."""
    return _spanned(cell.get("colspan"), 1000)


def rows_left(rows: Sequence[Node]) -> list[int]:
    """How many rows there are from each to the end of its part of the table."""
    ends: Counter[Node | None] = Counter()
    left = []
    for row in reversed(rows):
        ends[row.parent] += 1
        left.append(ends[row.parent])
    return left[::-1]


def rows_spanned(cell: Node, left: int) -> int:
    """How many rows a cell spans, of those that are left; 0 means all of them."""
    return _spanned(cell.get("rowspan"), left, none=left)


def _spanned(said: str, most: int, none: int = 1) -> int:
    said = said.strip()
    if not (said.isascii() and said.isdigit()):
        return 1
    return min(int(said[:6]) or none, most)


def holds_tables(table: Node) -> bool:
    """Whether a table that shows data holds others, and so cannot be set as one."""
    inner = {n for row in rows_of(table) for cell in cells(row) for n in cell.walk()}
    headed = any(cell.tag == "th" for row in rows_of(table) for cell in cells(row))
    return headed and any(node.tag == "table" for node in inner)


def strays(table: Node) -> Iterator[Node]:
    """What broken markup left between the rows and cells: words that a browser shows before it."""
    stack = list(reversed(table.children))
    while stack:
        node = stack.pop()
        if node.tag in _PARTS:
            stack.extend(reversed(node.children))
        elif node.tag not in {"td", "th"}:
            yield node
