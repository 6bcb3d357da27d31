"""Notes of a page: the calls in the text, the bodies they lead to, the links back.

A call is a short link to a place further on that begins with the same marker or links back.
Names of classes are not asked: SPIP, WordPress, MediaWiki, Word and hand-made pages all do this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from anthology.read.furniture import notes_title
from anthology.read.nodes import Node
from anthology.read.notebodies import NOTE_ID, NOTE_TYPES, Note, Notes, block_of, settle_bodies
from anthology.read.notepairs import keys_of, pair

_ROMAN = r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_MARKER = re.compile(rf"\d{{1,4}}[a-z]?|{_ROMAN}|[a-z]|[*†‡§¶#]{{1,4}}", re.IGNORECASE)
_BRACKETS = " \t\n\r\f\xa0\u202f\u2060[](){}^↑:."
_BACK = re.compile(
    r"[\s\xa0]*(?:[↩↵↑⏎^⤴←▲].*|(?:back|return|retour|zurück|jump up).*|up|top|[a-z])", re.I | re.S
)


@dataclass(slots=True)
class _Page:
    """A page with its places looked up once."""

    nodes: list[Node]
    order: dict[Node, int]
    ids: dict[str, list[Node]]
    links: list[tuple[Node, str]]
    to: dict[str, list[Node]]
    places: dict[Node, int] = field(default_factory=dict)

    def targets(self) -> dict[Node, Node]:
        """Where each link leads; where a name comes back in each chapter, to its own chapter's."""
        found: dict[Node, Node] = {}
        by_name: dict[str, list[Node]] = {}
        for link, name in self.links:
            by_name.setdefault(name, []).append(link)
        for name, links in by_name.items():
            places = self.ids.get(name, [])
            calls = [(self.order[link], name) for link in links]
            pairs = pair(calls, [(self.order[place], name) for place in places])
            for link, at in zip(links, pairs if places else (), strict=False):
                found[link] = places[-1 if at is None else at]
        return found

    def beside(self, node: Node, at: int) -> Node | None:
        """What stands so many places behind (or before) a node in its parent."""
        if node.parent is None:
            return None
        siblings = node.parent.children
        if node not in self.places:
            self.places.update((child, i) for i, child in enumerate(siblings))
        place = self.places[node] + at
        return siblings[place] if 0 <= place < len(siblings) else None

    def words_from(self, node: Node, most: int = 40) -> str:
        """The first words at and behind the beginning of an element."""
        at, words = self.order[node], ""
        for other in self.nodes[at : at + 60]:
            words += " " if other.block else other.text
            if len(words) > most:
                break
        return " ".join(words.split())

    def in_text(self, link: Node) -> bool:
        """Whether words that are no link stand before a link, in its block."""
        at = self.order[link]
        for other in reversed(self.nodes[max(0, at - 40) : at]):
            if other.block:
                return False
            if any(map(str.isalnum, other.text)):
                return not any(a.tag == "a" and a.get("href") for a in other.above())
        return True


def marker_of(words: str) -> str:
    """The marker in the words of a call: `[iv]`, `(3)`, `*` … without brackets; else nothing."""
    inner = words.strip(_BRACKETS)
    return inner if _MARKER.fullmatch(inner) else ""


def find_notes(root: Node) -> Notes:
    """Pair the notes of a page with their calls. The tree is changed where notes share a block."""
    page = _look_up(root)
    found = Notes()
    by_target: dict[Node, Note] = {}
    targets = page.targets()
    for link, _ in page.links:
        target, marker = targets.get(link), _called(link)
        if not marker:
            continue
        if target is None:
            if _raised(link):
                found.missing.append(marker)
        elif (_raised(link) or page.in_text(link)) and _leads_to_note(link, target, marker, page):
            note = by_target.setdefault(target, Note(marker, marker, target))
            found.calls[_whole_call(link, note.marker, page)] = note
    found.notes = list(by_target.values())
    settle_bodies(found, page.order)
    _make_keys(found)
    _find_backs(found, page)
    _find_headings(found, root)
    return found


def _look_up(root: Node) -> _Page:
    page = _Page(list(root.walk()), {}, {}, [], {})
    for at, node in enumerate(page.nodes):
        page.order[node] = at
        for name in (node.get("id"), node.get("name") if node.tag == "a" else ""):
            if name:
                places = page.ids.setdefault(name, [])
                if node not in places[-1:]:
                    places.append(node)
        if node.tag == "a" and node.get("href").startswith("#") and len(node.get("href")) > 1:
            page.links.append((node, node.get("href")[1:]))
            page.to.setdefault(node.get("href")[1:], []).append(node)
    return page


def _called(link: Node) -> str:
    """The marker if a link looks like a call; a link that says it is one may have any words."""
    words = link.words()
    if "noteref" in link.types():
        return marker_of(words) or words[:40]
    return marker_of(words) if len(words) <= 12 else ""


def _raised(link: Node) -> bool:
    """Whether a link stands high, or in brackets: a reader would take it for a call."""
    around = [link, *link.above()][:3]
    return any(n.tag == "sup" for n in (*around, *link.children)) or "[" in link.words()


def _leads_to_note(link: Node, target: Node, marker: str, page: _Page) -> bool:
    """Whether a link leads on to a note, not back from one and not to a chapter."""
    if page.order[target] < page.order[link] and not NOTE_TYPES.intersection(target.types()):
        return False
    if any(above is target for above in link.above()):
        return False
    if any(re.fullmatch("h[1-6]", a.tag) for a in (target, *target.above())):
        return False
    block = block_of(target)
    named = NOTE_ID.match(target.get("id") or target.get("name")) is not None
    return (
        bool(NOTE_TYPES.intersection(target.types()))
        or _links_back(link, block, page)
        or (_begins_with(page.words_from(target), marker) and not (marker.isalpha() and not named))
        or (block.tag == "li" and named)
    )


def _links_back(link: Node, block: Node, page: _Page) -> bool:
    """Whether a link in the block of a note leads to the place of its call."""
    around = [link, *list(link.above())[:2], *_neighbours(link, page)]
    own = {n.get(key) for n in around for key in ("id", "name")} - {""}
    backs = (back for name in own for back in page.to.get(name, ()))
    return any(block is node for back in backs for node in (back, *back.above()))


def _neighbours(link: Node, page: _Page) -> list[Node]:
    """Elements around a call that may carry its name: `<sup id=…>`, `<a name=…></a><a href=…>`."""
    before = (page.beside(link, at) for at in (-2, -1))
    return [*link.walk(), *(node for node in before if node is not None)]


def _begins_with(words: str, marker: str) -> bool:
    words = words.lstrip(_BRACKETS)
    rest = words[len(marker) :]
    return words.startswith(marker) and not (rest[:1].isalnum() and marker[-1:].isalnum())


def _whole_call(link: Node, marker: str, page: _Page) -> Node:
    """The outermost element whose words are only the call; bare brackets around go into it."""
    whole = link
    for above in link.above():
        if above.block or len(above.children) > 8 or marker_of(above.words()) != marker:
            break
        whole = above
    _take_brackets(whole, page)
    return whole


def _take_brackets(call: Node, page: _Page) -> None:
    """`[<a>1</a>]`: the brackets are signs of the call."""
    before, after = page.beside(call, -1), page.beside(call, 1)
    if before is None or after is None or before.tag or after.tag:
        return
    for opening, closing in ("[]", "()"):
        if before.text.endswith(opening) and after.text.startswith(closing):
            before.text, after.text = before.text[:-1], after.text[1:]
            call.children.insert(0, Node(text=opening, parent=call))
            call.add(Node(text=closing))
            return


def _make_keys(found: Notes) -> None:
    """Markers that come back (notes counted anew in each chapter) are told apart by number."""
    for note, key in zip(found.notes, keys_of([n.marker for n in found.notes]), strict=True):
        note.key = key


def _find_backs(found: Notes, page: _Page) -> None:
    """Links in a note that only lead back to its place."""
    marks = {note: note.marker for note in found.notes}
    for note in found.notes:
        for node in (n for body in note.body for n in body.walk()):
            types = node.types()
            if node.tag != "a" or not ("backlink" in types or node.get("href").startswith("#")):
                continue
            words = node.words()
            if marker_of(words) == marks[note] and not found.backs.intersection(node.above()):
                continue  # the printed marker itself
            target = next(iter(page.ids.get(node.get("href")[1:], ())), None)
            back = target is None or page.order[target] < page.order[note.target]
            if "backlink" in types or (back and len(words) <= 20 and _BACK.fullmatch(words)):
                found.backs.add(_with_arrow(node))


def _with_arrow(link: Node) -> Node:
    """The wrapper of links back (`^ a b`), if all its words are such."""
    for above in link.above():
        if above.block or len(above.children) > 60 or len(above.words()) > 60:
            break
        if {"mw-cite-backlink", "backlink"}.intersection(above.tokens()):
            return above
    return link


def _find_headings(found: Notes, root: Node) -> None:
    """The heading directly before a run of notes, if it says only that notes follow."""
    bodies = set(found.bodies())
    last: Node | None = None
    stack = [root]
    while stack:
        node = stack.pop()
        if node in bodies:
            if last is not None and notes_title(last.words()):
                found.headings.add(last)
            last = None
            continue
        if node.block and not any(child.block for child in node.children) and node.words():
            last = node
            continue
        stack.extend(reversed(node.children))
