"""The way down a page to its text, and what stands beside the way: of the text, or left out.

What stands near the text (between its title and it) stays if it reads like text at all; what is
far from it must run on as the text itself does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from anthology.read.furniture import OUTSIDE, furniture, related_title
from anthology.read.mainpart import main_part, named_beside, summed, together
from anthology.read.mass import Mass
from anthology.read.nodes import Node
from anthology.read.notices import NAVIGATION, Omission
from anthology.read.tables import holds_data

TEXTS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl figure hr address".split())
CONTENT_NAMES = frozenset(
    """entry-content post-content article-content article-body articlebody post-body post-entry
    entry-body entry storycontent mw-parser-output bodycontent mw-content-text texte e-content
    story-body article__body field-name-body""".split()
)
_HOLDERS = frozenset(
    """html body div section article main center font table tbody tr td span form big small
    fieldset dir details""".split()
)
_BESIDE_NAMES = frozenset(
    """chapo ps notes surtitre soustitre titre intro introduction abstract summary postscript
    standfirst lead footnotes endnotes references byline author crayon entry-title""".split()
)
_CREDITS = re.compile(
    r"(?:^|[-_])(?:byline|author|dateline|date|published|pubdate|timestamp|dek|deck|standfirst"
    r"|subtitle|subhead(?:line)?|kicker|lede?)(?:$|[-_])"
)
_LONGEST_CREDIT = 300  # signs: longer ones are rather an advertisement for the author
_NEARLY_ALL = 0.75
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Sieve:
    """Sorts what stands beside the text; `found` is filled on the way.

    `near`: the elements whose parts stand near the text; None: all of them do.
    """

    masses: dict[Node, Mass]
    runs: dict[Node, float]
    near: Collection[Node] | None
    wanted: Collection[Node]
    kept: Collection[Node]
    found: dict[Node, Omission]

    def descend(self, page: Node, goal: Node | None, weighed: dict[Node, Mass]) -> Node:
        """Go down to the part that holds the text; what is passed by is sifted."""
        way = {goal, *goal.above()} if goal is not None else set()
        node = page
        while node is not goal:
            inner = next((c for c in node.children if c in way), None) or _heaviest(node, weighed)
            if inner is None:
                break
            far = self.near is not None and node not in self.near
            self._sift((c for c in node.children if c is not inner), weighed[inner].prose, far)
            node = inner
        return node

    def _sift(self, nodes: Iterable[Node], main: int, far: bool) -> None:
        """Omit what does not read like text; of what surrounds a wanted part, look inside."""
        stack = list(nodes)
        while stack:
            node = stack.pop()
            if node in self.found or node in self.wanted or not self.masses[node].signs:
                continue
            if node in self.kept:
                stack.extend(node.children)
            elif not (self._runs_on(node, main) if far else self._reads_like_text(node, main)):
                by_name = furniture(node, outer=True)
                links = NAVIGATION if self.masses[node].links > 0.6 else OUTSIDE
                self.found[node] = by_name or links

    def _runs_on(self, node: Node, main: int) -> bool:
        """Whether what is far from the text is a text itself, and not of small weight."""
        runs, mass = self.runs.get(node, 0), self.masses[node]
        enough = runs >= max(200, main * 0.1, mass.prose * 0.6) and mass.links <= 0.3
        return enough and not named_beside(node) and not _begins_related(node)

    def _reads_like_text(self, node: Node, main: int) -> bool:
        """Whether what stands near the text is of it: a title, a summary, a postscript."""
        mass = self.masses[node]
        if node.tag in {"h1", "figure"} or _BESIDE_NAMES.intersection(node.tokens()):
            return mass.links < 0.9
        if any(inner.tag == "h1" for inner in node.walk()):
            return mass.links < 0.5
        if mass.signs <= _LONGEST_CREDIT and _credits(node):
            return True
        if mass.links > 0.3:
            return False
        if node.tag in TEXTS or not node.tag:
            sentence = node.words().endswith((".", "!", "?", "…", "”"))
            return mass.signs >= 25 or node.tag in {"h2", "h3"} or (sentence and not mass.links)
        if self.near is None:
            return mass.prose >= max(80, main * 0.1)
        return self.runs.get(node, 0) >= max(80, mass.prose * 0.5) and not _begins_related(node)


def _begins_related(node: Node) -> bool:
    """Whether the first words of an element are the heading of a list of other pages."""
    block = next((n for n in node.walk() if n.block and n.words() and not _holds_blocks(n)), None)
    return block is not None and related_title(block.words())


def _holds_blocks(node: Node) -> bool:
    return any(child.block for child in node.children)


def _credits(node: Node) -> bool:
    """Whether an element says who wrote the text, or when, or what it is about."""
    return any(
        inner.tag == "time" or any(_CREDITS.search(token) for token in inner.tokens())
        for inner in node.walk()
    )


def _heaviest(node: Node, weighed: dict[Node, Mass]) -> Node | None:
    """The one part that holds nearly all the words, if it can hold more than a paragraph."""
    most = max(node.children, key=lambda c: weighed[c].prose, default=None)
    if most is None or most.tag not in _HOLDERS or not weighed[most].prose:
        return None
    if weighed[most].prose < weighed[node].prose * _NEARLY_ALL:
        return None
    return None if most.tag == "table" and holds_data(most) else most


def goal_of(page: Node, weighed: dict[Node, Mass], runs: dict[Node, int]) -> Node | None:
    """The part in which the running text stands, with what the page calls content around it.

    Else the innermost part that the page itself calls its content, if it holds nearly all.
    """
    strong = main_part(runs)
    if strong is not None:
        totals = summed(runs)
        named_around = (n for n in (strong, *strong.above()) if _says_content(n))
        whole = next(named_around, strong)
        return whole if totals[strong] >= totals[whole] * _HALF else strong
    enough = weighed[page].prose * _NEARLY_ALL
    named = [n for n in page.walk() if n.tag and _says_content(n) and weighed[n].prose >= enough]
    return named[-1] if named and enough else None


def _says_content(node: Node) -> bool:
    return (
        node.tag in {"article", "main"}
        or "main" in node.types()
        or "articlebody" in node.get("itemprop").lower().split()
        or bool(CONTENT_NAMES.intersection(node.tokens()))
    )


def near(goal: Node | None, title: Node | None) -> set[Node] | None:
    """The elements on the way to the text whose other parts stand near it; None: all.

    They begin with the one that holds both text and title, if that is not the whole page.
    """
    if goal is None:
        return None
    way = [goal, *goal.above()]
    both = together([goal, title]) if title is not None else goal
    if both.tag in {"body", "html"} or both is goal:
        both = way[min(1, len(way) - 1)]
    return set(way[: way.index(both) + 1])


def title_of(page: Node, goal: Node | None, said: str) -> Node | None:
    """The title, where it stands by itself: the `h1` that the page names, or its only one."""
    found = [n for n in page.walk() if n.tag == "h1" and not _of_site(n)]
    named = [n for n in found if is_titled(n, said)]
    if named:
        return named[0]
    inside = goal is not None and any(n.tag == "h1" for n in goal.walk())
    return found[0] if len(found) == 1 and not inside else None


def is_titled(heading: Node, said: str) -> bool:
    """Whether a heading is the title that the page says it has, or begins it."""
    words, title = heading.words().casefold(), " ".join(said.split()).casefold()
    return bool(words) and (words == title or (len(words) >= 8 and words in title))


def _of_site(heading: Node) -> bool:
    """Whether a heading names the site: it is one link, or is called so."""
    linked = sum(len(n.words()) for n in heading.walk() if n.tag == "a" and n.get("href"))
    names = {"site-title", "site-name", "logo", "sitename", "blog-title"}
    return linked >= len(heading.words()) or any(
        names.intersection(node.tokens()) for node in (heading, *heading.above())
    )
