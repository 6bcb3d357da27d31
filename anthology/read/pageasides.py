"""What of a page is put aside as it is read: hidden and deleted words, players.

Counts what the book has no form for, and tells the editor. Decides nothing about the text.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace

from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.read.nodes import Node
from anthology.read.notices import Omission
from anthology.read.pagechunks import PageChunks
from anthology.read.pageparts import lines_of
from anthology.read.unseen import CONCEALED, EMBEDDED

_HIDDEN = Omission("hidden", "hidden on the page: browsers do not show it")
_DRAWING = Omission("drawing-words", "words in a drawing, which is not printed")
_DECORATION = Omission("decoration", "a sign for the eye alone, which the page says is no word")
_DELETED = Omission("deleted", "marked on the page as deleted")
_WHY = {"hidden": _HIDDEN, "drawing": _DRAWING, "decoration": _DECORATION}
_COUNTED = {
    "del": "deleted",
    "ins": "inserted",
    "s": "struck",
    "strike": "struck",
    "math": "formula",
    EMBEDDED: "embedded",
}
_MOST_QUOTED = 60  # signs of a first example
_SAID = {
    "deleted": ("deleted-words", "marked as deleted and left out", "see them in the ledger"),
    "inserted": ("inserted-words", "marked as inserted later and kept", "omit them by decisions"),
    "struck": ("struck-words", "struck out and kept as words", "omit or emend them by decisions"),
    "formula": ("formula", "a formula, set on one line", "compare it with the page"),
    "embedded": ("embedded", "a player or another page shown in this one", "name it in a note"),
    "flattened": ("nested-deep", "nested too deep, and read as if it were not", "compare with it"),
    "table": ("table-flattened", "a table that holds others: its cells are read in turn", "see it"),
}


@dataclass(slots=True)
class Asides:
    """What was put aside; `seen`: how often each kind came, and its first words."""

    out: PageChunks
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)

    def count(self, kind: str, words: str) -> None:
        """Remember that something came for which the book has no form."""
        number, first = self.seen.get(kind, (0, ""))
        self.seen[kind] = number + 1, first or " ".join(words.split())

    def take(self, node: Node) -> bool:
        """Put an element aside, if it is not for the book; count it, if it is of a kind."""
        if "flattened" in node.attrs:
            self.count("flattened", f"<{node.tag}>")
        kind = _COUNTED.get(node.tag, "")
        if kind:
            self.count(kind, node.get("address") or node.words())
        if node.tag == CONCEALED:
            why = replace(_WHY[node.get("why")], withheld=bool(node.get("private")))
            self.out.left.append((node.get("words"), why))
        elif node.tag == "del":
            self.out.left.append((" ".join(lines_of(node)), _DELETED))
            self.within(node)
        return node.tag in {CONCEALED, EMBEDDED, "del"}

    def within(self, node: Node, withheld: Container[Node] = ()) -> None:
        """Put aside what is concealed in an element that is read or left out as a whole.

        `withheld`: elements in it whose words the ledger may not tell.
        """
        for inner in node.walk():
            if inner.tag == CONCEALED:
                if any(around in withheld for around in inner.above()):
                    inner.attrs["private"] = "yes"
                self.take(inner)

    def remarks(self, name: str) -> Iterator[Diagnostic]:
        """What the editor is told of it, one message a kind."""
        for kind, (number, first) in self.seen.items():
            rule, what, hint = _SAID[kind]
            first = first if len(first) <= _MOST_QUOTED else f"{first[:_MOST_QUOTED]}…"
            shown = f", the first “{first}”" if first else ""
            times = "once" if number == 1 else f"{number} times"
            message = f"{times} on the page{shown}: {what}"
            yield Diagnostic(rule, message, Place(name), hint, Severity.WARNING)
