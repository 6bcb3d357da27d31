"""Where the text of a page is, and what on the page is not of it.

Finds the part that holds the text (`mainpart`), goes down to it (`sieve`), and leaves out what is
furniture by its names, its words or its links. Takes no word away by itself: it names the elements
to leave out, and why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice

from anthology.read.furniture import READERS, RELATED, furniture, readers, related_title, slightly
from anthology.read.mainpart import running, summed
from anthology.read.mass import Mass, measure, without
from anthology.read.nodes import Node
from anthology.read.notices import CONTENTS, NAVIGATION, Omission, notice
from anthology.read.sieve import CONTENT_NAMES, TEXTS, Sieve, goal_of, near, title_of

_CONTENTS_TITLE = re.compile(
    r"\W*(?:table of )?contents\W*|\W*sommaire\W*|\W*table des matières\W*|\W*inhalt\w*\W*", re.I
)
_PLACES = re.compile(
    r"\W*(?:back|home|index|next|previous|prev|top|up|contents|accueil|retour|suivant|précédent"
    r"|zurück|weiter|inhalt)\b.{0,40}",
    re.IGNORECASE | re.DOTALL,
)
_MOST_TAKEN_SLIGHTLY = 0.05
_MOST_TAKEN = 0.3  # a rule by name that takes more of a page is wrong about it


def omissions(
    page: Node, notes: Collection[Node], threads: Collection[Node], *, title: str | None = ""
) -> dict[Node, Omission]:
    """The elements to leave out. Notes and comments are wanted wherever they stand.

    `title`: what the page says its title is; None: it is a book, in which all is text.
    """
    keep = {*notes, *threads}
    masses = measure(page)
    inside = {node for note in notes for node in note.walk()}
    found = dict(_called(page, masses, _with_above(keep), inside, slight=title is not None))
    kept, root = _with_above(keep), page
    if title is not None:
        runs = running(page, leave={*found, *keep})
        goal = goal_of(page, without(masses, keep), runs)
        heading = title_of(page, goal, title)
        keep |= {heading} if heading is not None else set()
        kept = _with_above(keep)
        found = {node: omission for node, omission in found.items() if node not in kept}
        sieve = Sieve(masses, summed(runs), near(goal, heading), keep, kept, found)
        found.update(_unread_comments(page, goal, kept, keep))
        root = sieve.descend(page, goal, without(masses, {*found, *keep}))
        found.update(_related(root, masses, found, kept))
    found.update(_contents_lists(root, masses, found, inside))
    found.update(_notices(page, found, inside))
    found.update(_edges(root, masses, found, kept))
    found.update(_others_words(found, kept))
    return found


def _with_above(nodes: Iterable[Node]) -> set[Node]:
    return {node for wanted in nodes for node in (wanted, *wanted.above())}


def _called(
    page: Node,
    masses: dict[Node, Mass],
    kept: Collection[Node],
    inside: Collection[Node],
    *,
    slight: bool,
) -> Iterator[tuple[Node, Omission]]:
    """Furniture by name; it holds no wanted part and not much of the page.

    `slight`: parts of names count too, for elements that hold very little of it.
    """
    prose = masses[page].prose
    stack = [(page, True)]
    while stack:
        node, outer = stack.pop()
        omission, most = None, prose * _MOST_TAKEN
        if node not in inside:
            omission = furniture(node, outer=outer)
            if omission is None and slight:
                omission, most = slightly(node), prose * _MOST_TAKEN_SLIGHTLY
        small = masses[node].prose <= most or node.tag == "nav"
        if omission is not None and node not in kept and masses[node].signs and small:
            yield node, omission
        else:
            within = outer and not _is_text_of_its_own(node)
            stack.extend((child, within) for child in reversed(node.children) if child.tag)


def _is_text_of_its_own(node: Node) -> bool:
    """Whether a `header` or `footer` in an element is that of a text, not of the site."""
    return node.tag in {"article", "blockquote", "figure", "section"} or bool(
        CONTENT_NAMES.intersection(node.tokens())
    )


def _unread_comments(
    page: Node, goal: Node | None, kept: Collection[Node], wanted: Collection[Node]
) -> Iterator[tuple[Node, Omission]]:
    """Readers' comments that no thread was made of; never what holds the text itself."""
    way = {goal, *goal.above()} if goal is not None else {page, *page.walk()}
    stack = [page]
    while stack:
        node = stack.pop()
        if node not in way and node not in kept and readers(node):
            yield node, READERS
        elif node not in wanted:
            stack.extend(reversed(node.children))


def _others_words(
    found: Collection[Node], kept: Collection[Node]
) -> Iterator[tuple[Node, Omission]]:
    """Readers' comments in what is left out for another reason: the ledger may not tell them."""
    for node in tuple(found):
        yield from ((n, READERS) for n in node.walk() if readers(n) and n not in kept)


def _related(
    root: Node, masses: dict[Node, Mass], found: Collection[Node], kept: Collection[Node]
) -> Iterator[tuple[Node, Omission]]:
    """Lists of links to other pages, under a heading that says so and nothing else."""
    for node in _outside_of(root, found):
        if not node.block or any(child.block for child in node.children):
            continue
        if not related_title(node.words()):
            continue
        for around in islice(node.above(), 3):
            rest = masses[around].signs - masses[node].signs
            if around in kept or around is root or around.tag in {"body", "article", "main"}:
                break
            if rest and masses[around].linked >= 0.6 * rest:
                yield around, RELATED
                break
            if rest > 0:
                yield from ((n, RELATED) for n in _heading_and_list(node, masses))
                break


def _heading_and_list(heading: Node, masses: dict[Node, Mass]) -> list[Node]:
    """A heading and the list of links behind it, if there is one."""
    siblings = heading.parent.children if heading.parent is not None else []
    behind = siblings[siblings.index(heading) + 1 :] if heading in siblings else []
    after = next((n for n in behind if masses[n].signs), None)
    return [heading, after] if after is not None and masses[after].links >= 0.6 else []


def _contents_lists(
    root: Node,
    masses: dict[Node, Mass],
    found: Collection[Node],
    inside: Collection[Node],
) -> Iterator[tuple[Node, Omission]]:
    """Lists of links that lead only to places on the page itself."""
    for node in _outside_of(root, found):
        named = {"toc", "table-of-contents", "contents", "sommaire"}.intersection(node.tokens())
        if node.tag not in {"ul", "ol", "dl"} and not named:
            continue
        links = [n for n in node.walk() if n.tag == "a" and n.get("href")]
        within = all(link.get("href").startswith("#") for link in links)
        linked = 0.5 if named else 0.8
        if node not in inside and len(links) >= 2 and within and masses[node].links > linked:
            yield node, CONTENTS
            yield from ((n, CONTENTS) for n in _heading_before(node))


def _notices(
    root: Node, found: Collection[Node], inside: Collection[Node]
) -> Iterator[tuple[Node, Omission]]:
    """Notices that sites print by themselves, known by their words."""
    for node in _outside_of(root, found):
        if node.block and node not in inside and node is not root:
            if any(child.block for child in node.children):
                continue
            omission = notice(node.words())
            if omission is not None:
                yield node, omission


def _outside_of(root: Node, found: Collection[Node]) -> Iterator[Node]:
    """The elements of a part that are not in what is left out already."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node not in found:
            yield node
            stack.extend(c for c in reversed(node.children) if c.tag)


def _heading_before(node: Node) -> list[Node]:
    """The heading of a contents list, if it says so."""
    siblings = node.parent.children if node.parent is not None else []
    for before in reversed(siblings[max(0, siblings.index(node) - 5) : siblings.index(node)]):
        if before.block and _CONTENTS_TITLE.fullmatch(before.words()):
            return [before]
        if before.text.strip() or before.block:
            break
    return []


def _edges(
    root: Node, masses: dict[Node, Mass], found: Collection[Node], kept: Collection[Node]
) -> Iterator[tuple[Node, Omission]]:
    """Rows of links before the first and behind the last words of the text."""
    lines = _lines(child for child in root.children if child not in found)
    shown = [line for line in lines if any(masses[node].signs for node in line)]
    for sequence in (shown, shown[::-1]):
        for line in sequence:
            if any(node in kept for node in line) or not _only_links(line, masses):
                break
            yield (line[0] if line[0].block else _gathered(root, line)), NAVIGATION


def _lines(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """Blocks, and what stands between them as if it were one."""
    for edge, line in groupby(nodes, key=lambda node: node.block or node.tag == "br"):
        parts = list(line)
        yield from ([part] for part in parts) if edge else [parts]


def _gathered(root: Node, line: Sequence[Node]) -> Node:
    """A line that no element holds, put into one."""
    at = root.children.index(line[0])
    gathered = Node("div", parent=root)
    root.children[at : at + len(line)] = [gathered]
    for node in line:
        gathered.add(node)
    return gathered


def _only_links(line: Sequence[Node], masses: dict[Node, Mass]) -> bool:
    """Whether a line is a row of links, or one that says where on the site it leads."""
    if line[0].tag in TEXTS - {"p", "ul", "ol", "dl"}:
        return False
    signs, linked = (sum(getattr(masses[n], k) for n in line) for k in ("signs", "linked"))
    links = sum(n.tag == "a" for node in line for n in node.walk())
    words = " ".join(node.words() for node in line)
    several = links > 1 or _PLACES.fullmatch(words) is not None
    return several and signs <= 400 and linked > 0.75 * signs
