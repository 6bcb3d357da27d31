"""What is what on a page, settled before a word is read: notes, comments, title, furniture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anthology.read.bracketnotes import find_plain_notes
from anthology.read.content import omissions
from anthology.read.furniture import ANCHOR, LINE_NUMBER
from anthology.read.nodes import Node
from anthology.read.notebodies import Notes
from anthology.read.notices import CONTENTS, Omission
from anthology.read.pageparts import lines_of, numbers_line
from anthology.read.reading import Hints
from anthology.read.sieve import is_titled
from anthology.read.threads import Threads, find_threads
from anthology.read.webnotes import find_notes


@dataclass(slots=True)
class PagePlan:
    """What was found out about a page before it is read."""

    notes: Notes
    threads: Threads
    omitted: dict[Node, Omission]
    bodies: frozenset[Node]
    title: Node | None = None
    base: str = ""
    language: str = ""

    def withheld(self, node: Node) -> dict[Node, Omission]:
        """The elements at and below one whose words the ledger may not tell."""
        return {n: why for n in node.walk() if (why := self.omitted.get(n)) and why.withheld}

    def parts(self, node: Node, omission: Omission) -> Iterator[tuple[list[str], Omission]]:
        """The lines of an element that is left out; what is withheld of it comes by itself."""
        kept = self.withheld(node)
        if omission.withheld or not kept:
            yield lines_of(node), omission
            return
        yield lines_of(node, without=kept), omission
        yield from ((lines_of(inner), why) for inner, why in kept.items())


def plan_of(page: Node, hints: Hints, book: dict[Node, Omission] | None) -> PagePlan:
    """Settle what is what before a word is read."""
    notes = find_notes(page)
    if not notes.notes:
        notes.take(find_plain_notes(page))
    threads = find_threads(page)
    bodies = frozenset(notes.bodies())
    said = hints.title if book is None else None
    found = omissions(page, bodies, threads.lists, title=said)
    if book is not None:
        # A book has no site about it: its asides, footers and sidebars are text.
        found = {node: why for node, why in found.items() if why in {ANCHOR, CONTENTS}} | book
    found |= {node: LINE_NUMBER for node in page.walk() if numbers_line(node)}
    title = _title(page, hints, found) if book is None else None
    return PagePlan(notes, threads, found, bodies, title, hints.address, hints.language)


def _title(page: Node, hints: Hints, omitted: dict[Node, Omission]) -> Node | None:
    """The heading that is the title of the whole: the only `h1`, or the one the page names."""
    found = [
        node
        for node in page.walk()
        if node.tag == "h1" and not any(n in omitted for n in (node, *node.above()))
    ]
    if len(found) == 1:
        return found[0]
    return next((node for node in found if is_titled(node, hints.title)), None)
