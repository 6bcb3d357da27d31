"""Where everything came to stand: a galley's page map, read off the boxes that WeasyPrint laid out.

Never adds probes to the text (they change its layout) and never reads the PDF.
All measures are points from the top left corner of a page; pages count from 0 in their galley.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder

from anthology.render.elements import AGAIN, classes
from anthology.render.job import GalleyMap, PageBox, PageFrame, Point

POINTS = 0.75  # a CSS px in PDF points
HYPHEN = "\N{HYPHEN}"  # what the engine writes at the end of a divided line
# Classes of what is not an element's own text; `paged`: the page that paper alone says.
_NOT_OWN = frozenset({"note", "noteref", "gen", "paged"})
_UNSEEN = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}"))


@dataclass(frozen=True, slots=True)
class Run:
    """One laid-out piece of a line: its box, and the characters it shows of its element.

    `text` has no spaces and no hyphen that a line break put there; it is empty for what CSS made.
    """

    page: int
    box: Any
    line: Any
    text: str
    in_notes: bool


def map_galley(pages: Sequence[Any], root: Element) -> GalleyMap:
    """The map of the laid-out `pages` of the XHTML tree `root`."""
    runs = tuple(text_runs(pages, root))
    starts = _starts(runs, own_text(root))
    openings = _openings(runs, pieces_of(root))
    shown = {run.page for run in runs}
    frames = tuple(
        _frame(page._page_box, starts.get(number), openings.get(number), number in shown)
        for number, page in enumerate(pages)
    )
    found = _anchors(pages), _numbered(runs, root), _notes(pages), tuple(_page_boxes(pages))
    return GalleyMap(frames, *found, tuple(_said_before(root)))


def boxes(box: Any, line: Any = None) -> Iterator[tuple[Any, Any]]:
    """Every box from `box` down, in the order of the text, each with the line it stands in."""
    waiting = [(box, line)]
    while waiting:
        box, line = waiting.pop()
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, LineBox):
            line = box
        yield box, line
        waiting += [(child, line) for child in reversed(box.children)]


def is_made(box: Any) -> bool:
    """Whether a style sheet made the box (a marker, `::before`): no element's text is in it."""
    return box.element is None or "::" in (box.element_tag or "")


def is_note_area(box: Any) -> bool:
    """Whether the box holds the notes at the foot of a page."""
    return isinstance(box, FootnoteAreaBox)


def visible(text: str | None) -> str:
    """Text without spaces and without characters that print nothing."""
    shown = "".join((text or "").split())
    return shown if shown.isascii() else shown.translate(_UNSEEN)


def direct_text(element: Element) -> str:
    """The visible characters that stand in the element itself, not in its children."""
    return visible(element.text) + "".join(visible(child.tail) for child in element)


def text_runs(pages: Sequence[Any], root: Element) -> Iterator[Run]:
    """Every piece of text laid out, page by page, the text of a page before its notes."""
    reader = _Reader({element: direct_text(element) for element in root.iter()})
    for number, page in enumerate(pages):
        for area in page._page_box.children:
            for box, line in boxes(area):
                if isinstance(box, TextBox):
                    text = "" if is_made(box) else reader.read(box.element, box.text)
                    yield Run(number, box, line, text, is_note_area(area))


@dataclass(slots=True)
class _Reader:
    """Follows each element's own characters, to tell a break's hyphen from a printed one."""

    source: dict[Element, str]
    position: dict[Element, int] = field(default_factory=dict)

    def read(self, element: Element, text: str) -> str:
        shown, start = visible(text), self.position.get(element, 0)
        if shown.endswith(HYPHEN) and self.source[element][start:][: len(shown)] != shown:
            shown = shown[:-1]
        self.position[element] = start + len(shown)
        return shown


def own_text(root: Element) -> dict[Element, Element]:
    """For each element whose text a numbered element owns, that numbered element."""
    owners: dict[Element, Element] = {}
    _own(root, None, owners)
    return owners


def _own(element: Element, owner: Element | None, owners: dict[Element, Element]) -> None:
    if _NOT_OWN & set(classes(element)):
        return
    owner = element if element.get("data-n") is not None else owner
    if owner is not None:
        owners[element] = owner
    for child in element:
        _own(child, owner, owners)


def _starts(runs: Iterable[Run], owners: dict[Element, Element]) -> dict[int, tuple[str, int]]:
    starts: dict[int, tuple[str, int]] = {}
    before: dict[Element, int] = {}
    for run in runs:
        owner = owners.get(run.box.element)
        if owner is None or not run.text:
            continue
        count = before.get(owner, 0)
        starts.setdefault(run.page, (owner.attrib["id"], count))
        before[owner] = count + len(run.text)
    return starts


def pieces_of(root: Element) -> dict[Element, str]:
    """For each element with text of its own, the id of the piece, headnote or body around it."""
    found: dict[Element, str] = {}

    def enter(element: Element, piece: str) -> None:
        if _NOT_OWN & set(classes(element)):
            return
        if element.tag.rpartition("}")[2] in {"section", "div"} and element.get("id"):
            piece = element.attrib["id"]
        found[element] = piece
        for child in element:
            enter(child, piece)

    enter(root, "")
    return found


_OPENING = 24  # characters that tell where a page begins, in a text that has changed a little


def _openings(runs: Iterable[Run], pieces: dict[Element, str]) -> dict[int, tuple[str, int, str]]:
    openings: dict[int, tuple[str, int, str]] = {}
    before: dict[str, int] = {}
    for run in runs:
        piece = pieces.get(run.box.element, "")
        if not piece or not run.text:
            continue
        count = before.get(piece, 0)
        first, at, words = openings.setdefault(run.page, (piece, count, ""))
        if first == piece:
            openings[run.page] = (first, at, (words + run.text)[:_OPENING])
        before[piece] = count + len(run.text)
    return openings


def _frame(
    page: Any, starts: tuple[str, int] | None, opening: tuple[str, int, str] | None, shown: bool
) -> PageFrame:
    left, top = page.content_box_x(), page.content_box_y()
    notes = [_points(area.border_box_y()) for area in page.children if is_note_area(area)]
    return PageFrame(
        width=_points(page.margin_width()),
        height=_points(page.margin_height()),
        left=_points(left),
        top=_points(top),
        right=_points(left + page.width),
        bottom=_points(top + page.height),
        starts=starts,
        blank=not shown,
        notes=notes[0] if notes else None,
        opening=opening,
    )


def _points(pixels: float) -> float:
    # Thousandths are finer than any printer and keep the map's file short.
    return round(pixels * POINTS, 3)


def _anchors(pages: Sequence[Any]) -> dict[str, Point]:
    anchors: dict[str, Point] = {}
    for number, page in enumerate(pages):
        for box, _ in boxes(page._page_box):
            if not is_made(box) and (name := box.element.get("id")) and name not in anchors:
                place = Point(number, _points(box.border_box_x()), _points(box.border_box_y()))
                anchors[name] = place
    return anchors


def _page_boxes(pages: Sequence[Any]) -> Iterator[PageBox]:
    for number, page in enumerate(pages):
        for box, line in boxes(page._page_box):
            if is_made(box) or (target := box.element.get("data-page")) is None:
                continue
            right = box.border_box_x() + box.border_width()
            end = Point(number, _points(right), _points(line.position_y + line.baseline))
            width, size = _points(box.border_width()), _points(box.style["font_size"])
            italic = box.style["font_style"] != "normal"
            yield PageBox(box.element.attrib["id"], target, end, width, size, italic)


def _numbered(runs: Iterable[Run], root: Element) -> tuple[tuple[str, str, Point], ...]:
    """The first lines of the numbered elements, an outer one before the one that begins with it."""
    chains = _numbered_chains(root)
    found: dict[str, tuple[str, str, Point]] = {}
    for run in runs:
        for element in chains.get(run.box.element, ()) if run.text and not run.in_notes else ():
            name = element.attrib["id"]
            if name not in found:
                base = run.line.position_y + run.line.baseline
                point = Point(run.page, _points(run.box.position_x), _points(base))
                found[name] = (name, element.attrib["data-n"], point)
    return tuple(found.values())


def _numbered_chains(root: Element) -> dict[Element, tuple[Element, ...]]:
    """For each element, the numbered elements around it, outermost first."""
    chains: dict[Element, tuple[Element, ...]] = {root: ()}
    for parent in root.iter():
        chain = chains[parent]
        if parent.get("data-n") is not None:
            chain = chains[parent] = (*chain, parent)
        chains.update(dict.fromkeys(parent, chain))
    return chains


def _said_before(root: Element) -> Iterator[str]:
    """The ids of what headings that are said again lead."""
    for parent in root.iter():
        for head, item in pairwise(parent):
            if AGAIN in classes(head):
                yield item.get("id", "")


def _notes(pages: Sequence[Any]) -> tuple[str, ...]:
    """Ids of note bodies in the order of printing."""
    found: dict[str, None] = {}
    for page in pages:
        for area in filter(is_note_area, page._page_box.children):
            for box, _ in boxes(area):
                if box.element is not None and "note" in classes(box.element):
                    found[box.element.attrib["id"]] = None
    return tuple(found)
