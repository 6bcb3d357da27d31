"""Every justified paragraph of a galley broken over the whole of it, amid WeasyPrint's work.

The engine has styled the document and made its boxes; before it lays them out, each paragraph is
cut into the lines of its best breaking (`lines`). What it made of them is looked at afterwards.
Style sheet and page decide which paragraphs are justified and how wide they are: nothing of it is
said here again. See docs/engines.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any
from unicodedata import bidirectional
from xml.etree.ElementTree import Element

import weasyprint.document
from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import BlockBox, InlineLevelBox, LineBox, TextBox
from weasyprint.layout.page import PageType, set_page_type_computed_styles

from anthology.linebreak import Rules
from anthology.render.elements import classes
from anthology.render.layoutmap import boxes
from anthology.render.lines import Cutter, Plan
from anthology.render.paragraph import Paragraph, Rest, SetLine, Unfit, leaves_of
from anthology.render.widths import Types

ENGINE_LINES = "engine-lines"
"""Class of the pieces of a long note that the engine breaks itself."""

Key = tuple[Element, int]
"""A paragraph: the element whose words begin it, and which of the element's paragraphs it is."""


@dataclass(frozen=True, slots=True)
class Left:
    """A paragraph left to the engine: its element, its text, the reason."""

    element: Element
    text: str
    reason: str


@dataclass(slots=True)
class Fit:
    """What is known of a galley's paragraphs from one layout to the next.

    `left` are paragraphs that the engine breaks itself, and why; `plans` are the lines of the
    others, `composed` the same among the boxes of the layout that is under way. `stale`: some were
    left when their boxes had been made already.
    """

    left: dict[Key, Left] = field(default_factory=dict)
    plans: dict[Key, Plan] = field(default_factory=dict)
    composed: dict[Key, Composed] = field(default_factory=dict)
    stale: bool = False

    def leave(self, key: Key, text: str, reason: str, notes: Iterable[Element] = ()) -> None:
        """Let the engine break a paragraph itself. `notes`: the pieces of the note it runs over."""
        self.plans.pop(key, None)
        self.left[key] = Left(key[0], text, reason)
        for note in notes:
            note.set("class", f"{note.get('class', '')} {ENGINE_LINES}")
            self.stale = True

    def with_lines(self, remedy: Mapping[Plan, Lines]) -> Fit:
        """A copy in which some paragraphs are set in other lines."""
        plans = {
            key: replace(plan, lines=remedy.get(plan, plan.lines))
            for key, plan in self.plans.items()
        }
        return Fit(dict(self.left), plans)


@dataclass(frozen=True, slots=True)
class Composed:
    """A paragraph set in lines, among the engine's boxes: it can be set otherwise there."""

    plan: Plan
    parts: Sequence[_Part]
    runs: Sequence[Sequence[Any]]
    paragraph: Paragraph
    width: float
    indent: Dimension
    rules: Rules

    @property
    def note(self) -> Element | None:
        """The note, or piece of one, that it stands in."""
        return self.parts[0].note

    def lines(self, kept: int, count: int = 0, bans: frozenset[int] = frozenset()) -> Lines | None:
        """Other lines: `kept` of those there are, then `count` (0: however many) without `bans`.

        None where there are none so, or only bad ones.
        """
        lines = self.plan.lines
        start = lines[kept].start if kept else 0
        rules = replace(self.rules, loosest=_LOOSEST, breaks=_BREAKS) if count else self.rules
        rest = Rest(start, count, bans)
        try:
            return (*lines[:kept], *self.paragraph.set(self.width, self.indent.value, rules, rest))
        except Unfit:
            return None

    def put(self, lines: Lines) -> None:
        """Have the engine set these lines from now on."""
        self.plan.lines = lines
        cut = Cutter(self.paragraph, self.plan, self.runs).cut()
        for part, children in zip(self.parts, cut, strict=True):
            part.children = children
        for part in self.parts:
            part.home.join()


# A paragraph set longer than is best for it: the ratio of its loosest line, the weight of a hyphen.
_LOOSEST, _BREAKS = 1.2, 1.3
Lines = tuple[SetLine, ...]


@contextmanager
def our_lines(fit: Fit, html: Any) -> Iterator[None]:
    """While it lasts, WeasyPrint lays out the paragraphs of `html` in lines of ours."""
    theirs = weasyprint.document.build_formatting_structure

    def build(tree: Any, style_for: Any, *others: Any) -> Any:
        root = theirs(tree, style_for, *others)
        fit.composed.clear()
        setter = _Setter(fit)
        body, foot = _widths(html, style_for)
        setter.block(root, body)
        for note in others[-1]:
            setter.block(note, foot, note.element)
        setter.finish()
        return root

    weasyprint.document.build_formatting_structure = build
    try:
        yield
    finally:
        weasyprint.document.build_formatting_structure = theirs


def _widths(html: Any, style_for: Any) -> tuple[float | None, float | None]:
    """The widths of type area and note area; None if not the same on every page."""
    widths = set()
    for side in ("right", "left"):
        page = PageType(side, False, "", _ANY_PAGE, ())
        set_page_type_computed_styles(page, html, style_for)
        style = style_for(page)
        body = _inner(style, style["size"][0])
        widths.add((body, _inner(style_for(page, "@footnote"), body)))
    return widths.pop() if len(widths) == 1 else (None, None)


_ANY_PAGE = 99_999  # no `:first`, and none that the engine makes


def _inner(style: Any, outer: float | None) -> float | None:
    """The width inside margins, borders and padding; None where it depends on more than style."""
    if outer is None:
        return None
    width = outer
    for side in ("left", "right"):
        for kind in ("margin", "padding"):
            length = style[f"{kind}_{side}"]
            if isinstance(length, Dimension) and length.unit == "px":
                width -= length.value
            elif length != "auto":
                return None
        width -= style[f"border_{side}_width"]
    return float(width)


@dataclass(slots=True)
class _Block:
    """A box and what stands in it: boxes, and parts of paragraphs."""

    box: Any
    content: list[_Part | Any] = field(default_factory=list)

    def join(self) -> None:
        """Put what stands in the box together again."""
        boxes_of = (c.children if isinstance(c, _Part) else [c] for c in self.content)
        self.box.children = [child for children in boxes_of for child in children]


@dataclass(slots=True)
class _Part:
    """Boxes that share lines, in the block or line box `home`; a paragraph, or a part of one.

    `width`: the room of its lines, None if no one knows. `note`: the note, or piece of a long one,
    that it stands in. `runs_on`: the next part, in the next piece, goes on with the paragraph.
    """

    home: _Block
    children: list[Any]
    width: float | None
    note: Element | None
    runs_on: bool


class _Setter:
    """Walks the boxes of a galley from block to block and sets the paragraphs that it meets."""

    def __init__(self, fit: Fit) -> None:
        self.fit = fit
        self.types = Types()
        self.parts: list[_Part] = []
        self.blocks: list[_Block] = []
        self.seen: dict[Element, int] = {}

    def block(self, box: Any, outer: float | None, note: Element | None = None) -> None:
        """Find the paragraphs in a block that has room `outer`; None: no one knows how much."""
        if not isinstance(box, BlockBox) or not _flows(box):
            return
        width = _inner(box.style, outer) if box.style["width"] == "auto" else None
        block = _Block(box)
        for run in _runs(box.children):
            if isinstance(run, list):
                self._part(block, run, width, note)
                continue
            if isinstance(run, LineBox):
                line = _Block(run)
                self._part(line, list(run.children), width, note)
                self.blocks.append(line)
            else:
                self.block(run, width, note)
            block.content.append(run)
        self.blocks.append(block)

    def _part(
        self, home: _Block, run: list[Any], width: float | None, note: Element | None
    ) -> None:
        elements = [home.box.element, *(child.element for child in run)]
        marked = any(e is not None and "runs-on" in classes(e) for e in elements)
        self.parts.append(_Part(home, run, width, note, marked))
        home.content.append(self.parts[-1])

    def finish(self) -> None:
        """Set the paragraphs that were found, and put the boxes together again."""
        waiting: list[_Part] = []
        for part in self.parts:
            waiting.append(part)
            if not part.runs_on:
                self._paragraph(waiting)
                waiting = []
        if waiting:
            self._paragraph(waiting)
        for block in self.blocks:
            block.join()

    def _paragraph(self, parts: list[_Part]) -> None:
        """Set one paragraph; leave it as it is where that cannot be."""
        style, element = parts[0].home.box.style, parts[0].home.box.element
        key = (element, self.seen.get(element, 0))
        self.seen[element] = key[1] + 1
        plain = style["white_space"] == "normal" and style["text_align_all"] in _ALIGNED
        if not plain or key in self.fit.left or _turns(parts):
            _divide_nothing(parts)
            return
        try:
            self._lines(key, parts)
        except Unfit as reason:
            text = "".join(_text(part.children) for part in parts)
            self.fit.leave(key, text, str(reason), _pieces(parts))
            _divide_nothing(parts)

    def _lines(self, key: Key, parts: list[_Part]) -> None:
        """Cut the parts, and have the engine set each line as it comes."""
        style = parts[0].home.box.style
        indent, width = style["text_indent"], parts[0].width
        if width is None or indent.unit != "px" or any(part.width != width for part in parts):
            raise Unfit("its measure is not known")
        runs = [part.children for part in parts]
        justified = style["text_align_all"] == "justify"
        leaves = leaves_of([*chain(*runs)], self.types)
        heading = key[0].tag in _HEADINGS
        paragraph = Paragraph(leaves, style["lang"], ragged=not justified, heading=heading)
        rules = Rules(least_end=float(style["font_size"])) if justified else _ragged(width)
        plan = self.fit.plans.get(key)
        if plan is None:
            lines = paragraph.set(width, indent.value, rules)
            if heading and not justified and "\n" not in paragraph.text:
                even = replace(rules, ragged=width / 3, balanced=True)
                lines = paragraph.set(width, indent.value, even, Rest(count=len(lines)))
            plan = Plan(key, _pieces(parts), paragraph.words, tuple(lines))
        if not plan.lines or (len(plan.lines) == 1 and not justified):
            return
        self.fit.plans[key] = plan
        composed = Composed(plan, tuple(parts), runs, paragraph, width, indent, rules)
        if justified:
            self.fit.composed[key] = composed
        composed.put(plan.lines)
        for part in parts:
            own = part.home.box.style = part.home.box.style.copy()
            own["white_space"] = "pre"
            if justified:
                own["text_align_all"] = own["text_align_last"] = "start"
            own["text_indent"] = indent if part is parts[0] else Dimension(0, "px")


_ALIGNED = frozenset({"justify", "start", "left", "center"})
_HEADINGS = frozenset({"h1", "h2", "h3"})


def _ragged(width: float) -> Rules:
    """Of lines that end where they end: none much shorter, and no word alone in the last."""
    return Rules(
        letters=0.0, breaks=2.0, contrast=0.0, ragged=width / 6,
        short_end=100_000.0, least_end=width / 8,
    )  # fmt: skip


def _turns(parts: Sequence[_Part]) -> bool:
    """Whether some of the words run to the left: `turn` knows how the engine breaks such lines."""
    text = "".join(_text(part.children) for part in parts)
    return not text.isascii() and any(bidirectional(sign) in _LEFTWARD for sign in text)


# Classes of Unicode Standard Annex 9, and its marks, embeddings, overrides and isolates.
_LEFTWARD = frozenset("R AL AN RLE RLO RLI LRE LRO LRI FSI PDF PDI".split())


def _pieces(parts: Sequence[_Part]) -> tuple[Element, ...]:
    """The pieces of a long note, if that is what the parts stand in."""
    return tuple(p.note for p in parts if p.note is not None) if len(parts) > 1 else ()


def _text(children: Iterable[Any]) -> str:
    return "".join(b.text for child in children for b, _ in boxes(child) if isinstance(b, TextBox))


def _divide_nothing(parts: Sequence[_Part]) -> None:
    """Keep the engine from hyphens where it may break words anywhere: it leaves some out."""
    for box, _ in chain(*(boxes(child) for part in parts for child in part.children)):
        if box.style["overflow_wrap"] == "break-word" and box.style["hyphens"] == "auto":
            box.style = box.style.copy()
            box.style["hyphens"] = "manual"


def _flows(box: Any) -> bool:
    """Whether a block stands in the column of its page, as wide as that."""
    style = box.style
    columns = style["column_count"] != "auto" or style["column_width"] != "auto"
    plain = style["display"][:2] == ("block", "flow") or "list-item" in style["display"]
    return plain and not columns and box.is_in_normal_flow()


def _runs(children: Sequence[Any]) -> Iterator[Any]:
    """Line boxes and blocks one by one; boxes that will share lines, in lists."""
    run: list[Any] = []
    for child in children:
        if isinstance(child, InlineLevelBox) or (run and not child.is_in_normal_flow()):
            run.append(child)
            continue
        if run:
            yield run
            run = []
        yield child
    if run:
        yield run
