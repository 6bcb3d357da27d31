"""Where the text of a page is, and what on the page is not of it.

Goes down from the whole page to the part that holds the text, as long as one part holds nearly
all of it; what is passed by on the way is omitted, unless it reads like text. Takes no word away
by itself: it names the elements to leave out, and why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from anthology.read.dom import Node
from anthology.read.furniture import CONTENTS, NAVIGATION, OUTSIDE, Omission, furniture, notice
from anthology.read.mass import Mass, measure
from anthology.read.tables import holds_data

_TEXTS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl figure hr address".split())
_HOLDERS = frozenset(
    """html body div section article main center font table tbody tr td span form big small
    fieldset dir details""".split()
)
_CONTENT_NAMES = frozenset(
    """entry-content post-content article-content article-body articlebody post-body post-entry
    entry-body entry storycontent mw-parser-output bodycontent mw-content-text texte e-content
    story-body article__body field-name-body""".split()
)
_BESIDE_NAMES = frozenset(
    """chapo ps notes surtitre soustitre titre intro introduction abstract summary postscript
    standfirst lead footnotes endnotes references byline author crayon entry-title""".split()
)
_CONTENTS_TITLE = re.compile(
    r"\W*(?:table of )?contents\W*|\W*sommaire\W*|\W*table des matières\W*|\W*inhalt\w*\W*", re.I
)
_PLACES = re.compile(
    r"\W*(?:back|home|index|next|previous|prev|top|up|contents|accueil|retour|suivant|précédent"
    r"|zurück|weiter|inhalt)\b.{0,40}",
    re.IGNORECASE | re.DOTALL,
)
_NEARLY_ALL = 0.75
_MOST_TAKEN = 0.3  # a rule by name that takes more of a page is wrong about it


def omissions(
    page: Node, notes: Collection[Node], threads: Collection[Node], *, search: bool = True
) -> dict[Node, Omission]:
    """The elements to leave out. Notes and comments are wanted wherever they stand.

    `search`: look for the part that holds the text (not in a book, where all of it is text).
    """
    keep = {*notes, *threads}
    masses = measure(page)
    weighed = measure(page, leave=keep)
    goal = _goal(page, weighed) if search else None
    keep = {*keep, *_title(page, goal)} if search else keep
    kept = {node for wanted in keep for node in (wanted, *wanted.above())}
    inside = {node for note in notes for node in note.walk()}
    found = dict(_called(page, masses, kept, inside))
    root = page
    if search:
        weighed = measure(page, leave={*found, *keep})
        root = _descend(page, goal, weighed, _Sieve(masses, keep, kept, found))
    found.update(_contents_lists(root, masses, found, inside))
    found.update(_notices(page, found, inside))
    found.update(_edges(root, masses, found, kept))
    return found


def _called(
    page: Node, masses: dict[Node, Mass], kept: Collection[Node], inside: Collection[Node]
) -> Iterator[tuple[Node, Omission]]:
    """Furniture by name; it holds no wanted part and not much of the page."""
    most = masses[page].prose * _MOST_TAKEN
    stack = [(page, True)]
    while stack:
        node, outer = stack.pop()
        omission = None if node in inside else furniture(node, outer=outer)
        small = masses[node].prose <= most or node.tag == "nav"
        if omission is not None and node not in kept and masses[node].signs and small:
            yield node, omission
        else:
            within = outer and not _is_text_of_its_own(node)
            stack.extend((child, within) for child in reversed(node.children) if child.tag)


def _is_text_of_its_own(node: Node) -> bool:
    """Whether a `header` or `footer` in an element is that of a text, not of the site."""
    return node.tag in {"article", "blockquote", "figure", "section"} or bool(
        _CONTENT_NAMES.intersection(node.tokens())
    )


def _goal(page: Node, weighed: dict[Node, Mass]) -> Node | None:
    """The innermost part that the page itself calls its content, if it holds nearly all."""
    enough = weighed[page].prose * _NEARLY_ALL
    named = [n for n in page.walk() if n.tag and _says_content(n) and weighed[n].prose >= enough]
    return named[-1] if named and enough else None


def _says_content(node: Node) -> bool:
    return (
        node.tag in {"article", "main"}
        or "main" in node.types()
        or "articlebody" in node.get("itemprop").lower().split()
        or bool(_CONTENT_NAMES.intersection(node.tokens()))
    )


def _title(page: Node, goal: Node | None) -> Iterator[Node]:
    """The title, where it stands by itself before the text: the page's only `h1`."""
    found = [n for n in page.walk() if n.tag == "h1"]
    if goal is not None and any(n.tag == "h1" for n in goal.walk()):
        return
    titles = [n for n in found if not _of_site(n)]
    if len(titles) == 1:
        yield titles[0]


def _of_site(heading: Node) -> bool:
    """Whether a heading names the site: it is one link, or is called so."""
    linked = sum(len(n.words()) for n in heading.walk() if n.tag == "a" and n.get("href"))
    names = {"site-title", "site-name", "logo", "sitename", "blog-title"}
    return linked >= len(heading.words()) or any(
        names.intersection(node.tokens()) for node in (heading, *heading.above())
    )


@dataclass(frozen=True, slots=True)
class _Sieve:
    """Sorts what stands beside the text; `found` is filled on the way."""

    masses: dict[Node, Mass]
    wanted: Collection[Node]
    kept: Collection[Node]
    found: dict[Node, Omission]

    def sift(self, nodes: Iterable[Node], main: int) -> None:
        """Omit what does not read like text; of what surrounds a wanted part, look inside."""
        stack = list(nodes)
        while stack:
            node = stack.pop()
            if node in self.found or node in self.wanted or not self.masses[node].signs:
                continue
            if node in self.kept:
                stack.extend(node.children)
            elif not _reads_like_text(node, self.masses, main):
                by_name = furniture(node, outer=True)
                self.found[node] = by_name or _by_links(self.masses[node])


def _descend(page: Node, goal: Node | None, weighed: dict[Node, Mass], sieve: _Sieve) -> Node:
    """Go down to the part that holds the text; what is passed by is sifted."""
    way = {goal, *goal.above()} if goal is not None else set()
    node = page
    while node is not goal:
        inner = next((c for c in node.children if c in way), None) or _heaviest(node, weighed)
        if inner is None:
            break
        sieve.sift((c for c in node.children if c is not inner), weighed[inner].prose)
        node = inner
    return node


def _by_links(mass: Mass) -> Omission:
    return NAVIGATION if mass.links > 0.6 else OUTSIDE


def _heaviest(node: Node, weighed: dict[Node, Mass]) -> Node | None:
    """The one part that holds nearly all the words, if it can hold more than a paragraph."""
    most = max(node.children, key=lambda c: weighed[c].prose, default=None)
    if most is None or most.tag not in _HOLDERS or not weighed[most].prose:
        return None
    if weighed[most].prose < weighed[node].prose * _NEARLY_ALL:
        return None
    return None if most.tag == "table" and holds_data(most) else most


def _reads_like_text(node: Node, masses: dict[Node, Mass], main: int) -> bool:
    """Whether what stands beside the text is of it: a title, a summary, a postscript."""
    mass = masses[node]
    if node.tag in {"h1", "figure"} or _BESIDE_NAMES.intersection(node.tokens()):
        return mass.links < 0.9
    if any(inner.tag == "h1" for inner in node.walk()):
        return mass.links < 0.5
    if mass.links > 0.3:
        return False
    if node.tag in _TEXTS or not node.tag:
        sentence = node.words().endswith((".", "!", "?", "…", "”"))
        return mass.signs >= 25 or node.tag in {"h2", "h3"} or (sentence and mass.links == 0)
    return mass.prose >= max(80, main * 0.1)


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
    if line[0].tag in _TEXTS - {"p", "ul", "ol", "dl"}:
        return False
    signs, linked = (sum(getattr(masses[n], k) for n in line) for k in ("signs", "linked"))
    links = sum(n.tag == "a" for node in line for n in node.walk())
    words = " ".join(node.words() for node in line)
    several = links > 1 or _PLACES.fullmatch(words) is not None
    return several and signs <= 400 and linked > 0.75 * signs
