"""Walks a page and tells the composer its words: what is read, what is left out, the notes last.

Never decides what is furniture, a note or a comment: that is settled before (`PagePlan`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from anthology.read.flow import Flow, Run, TableCell, tidy
from anthology.read.furniture import BACK, NOTES_HEADING
from anthology.read.generated import generated
from anthology.read.nodes import Node
from anthology.read.notebodies import Note
from anthology.read.pageasides import Asides
from anthology.read.pagechunks import PageChunks
from anthology.read.pageforms import Around, form_of, spoken, styles_of, surround
from anthology.read.pageparts import (
    beside_caption,
    is_line,
    page_label,
    shows_picture,
    sign_of,
)
from anthology.read.pageplan import PagePlan
from anthology.read.tables import (
    cells,
    columns,
    heads,
    holds_data,
    holds_tables,
    rows_left,
    rows_of,
    rows_spanned,
    strays,
)
from anthology.read.verse import (
    kept_lines,
    paragraphs_of,
)

_CAPTIONED = frozenset({"wp-caption", "thumb", "caption", "image-caption", "spip_documents"})


@dataclass(slots=True)
class PageWalk:
    """The reading of one page; `asides`: what the book has no form for."""

    out: PageChunks
    plan: PagePlan
    asides: Asides = field(init=False)

    def __post_init__(self) -> None:
        self.asides = Asides(self.out)

    def read(self, page: Node) -> None:
        """Read a page: its body, then its notes in the order of their calls."""
        start = Around(language=self.plan.language)
        self.walk([page], start)
        self.out.flush(last=True)
        for note in self.plan.notes.notes:
            self._note(note, start)

    def _note(self, note: Note, start: Around) -> None:
        """Read a note in the language of where it stands; its blocks are lines of it."""
        around, runs = start, list[Run]()
        for above in reversed(list(note.body[0].above())):
            around = spoken(above, around)
        for body in note.body:
            if runs:
                runs.append(Run("\n", (), "break"))
            runs.extend(self._collect([body], spoken(body, around), body))
        self.out.emit_note(note, runs, around)

    def walk(self, nodes: Iterable[Node], around: Around, body: Node | None = None) -> None:
        """Read elements in order; `body`: that of the note which is being read.

        Never calls itself but for a cell, a caption or a note.
        """
        stack = [(node, around, False) for node in reversed(list(nodes))]
        while stack:
            node, around, leaving = stack.pop()
            if leaving:
                self.leave(node, around)
            elif not node.tag and node not in self.plan.omitted:
                self.text(node.text, around)
            else:
                inner = self.enter(node, around, skip=node is not body)
                if inner is not None:
                    stack.append((node, inner, True))
                    stack.extend((child, inner, False) for child in reversed(node.children))

    # --- Elements ---------------------------------------------------------------------------------

    def enter(self, node: Node, around: Around, *, skip: bool) -> Around | None:
        """Begin an element: the surroundings inside it, or None if it is done with."""
        plan = self.plan
        if skip and node in plan.bodies:
            self.boundary(around, node)
            return None
        if self._set_aside(node, around) or self.asides.take(node):
            return None
        if self._sign(node, around):
            return None
        around = spoken(node, around)
        if node in plan.threads.comments:
            comment = plan.threads.comments[node]
            self.boundary(around, node)
            return Around(language=around.language, direction=around.direction, comment=comment)
        if node in plan.threads.authors:
            around = around.styled("strong")
        around = styles_of(node, around, plan.base)
        return self._enter_block(node, around) if node.block else self._enter_inline(node, around)

    def _set_aside(self, node: Node, around: Around) -> bool:
        """Leave an element out, if the plan says so."""
        notes = self.plan.notes
        omission = self.plan.omitted.get(node)
        if node in notes.backs:
            omission = BACK
        elif node in notes.headings:
            omission = NOTES_HEADING
        if omission is None:
            return False
        apart = around.cell or (not node.block and not self.out.flow.blank())
        if not apart:
            self.out.flush()
        for lines, why in self.plan.parts(node, omission):
            if apart:
                self.out.left.append((" ".join(filter(None, lines)), why))
            else:
                self.out.leave_out(lines, why)
        self.asides.within(node, self.plan.withheld(node))
        return True

    def _sign(self, node: Node, around: Around) -> bool:
        """Read an element that is a sign: a call, a page number, a picture, a line end."""
        note = self.plan.notes.calls.get(node)
        if note is not None:
            kept = tuple(s for s in around.styles if s[0] not in {"superscript", "link"})
            self.out.add(Run(node.words(), kept, "call", note.key), around)
            self.asides.within(node)
            return True
        label = page_label(node)
        if label is not None:
            self.out.flow.runs.append(Run(node.words(), (), "page", label))
            self.asides.within(node)
        elif node.tag == "img":
            self._image(node, around)
        elif node.tag == "br":
            self._break(around)
        elif node.tag == "hr":
            self.boundary(around, node)
            if not around.cell:
                self.out.flush()
                self.out.rule(around)
        else:
            return False
        return True

    def _enter_inline(self, node: Node, around: Around) -> Around:
        if around.verse and is_line(node):
            self.out.line()
        self._generate(node, 0, around)
        return around

    def _generate(self, node: Node, edge: int, around: Around) -> None:
        """The sign that a browser shows before (0) or behind (1) an element."""
        *signs, rule = generated(node, around.language)
        if signs[edge]:
            self.out.add(Run(signs[edge], around.styles, "made", rule), around)
        elif node.tag in {"mtr", "mtd"} and not edge:
            self.out.add(Run(" "), around)

    def _enter_block(self, node: Node, around: Around) -> Around | None:
        if around.verse and is_line(node):
            self.out.line()
            return around
        self.boundary(around, node)
        if around.cell:
            return around
        if picture := self._captioned(node, around):
            self._figure(node, picture, around)
            return None
        if node.tag == "table":
            if holds_data(node):
                self._table(node, around)
                return None
            if holds_tables(node):
                self.asides.count("table", node.words())
        return surround(node, around, title=node is self.plan.title)

    def leave(self, node: Node, around: Around) -> None:
        """End an element."""
        if not node.block:
            self._generate(node, 1, around)
        elif not (around.verse and is_line(node)):
            self.boundary(around, node)

    # --- Words and signs --------------------------------------------------------------------------

    def text(self, text: str, around: Around) -> None:
        """Words as they stand in the markup."""
        if around.pre in {"", "prose"} or around.cell:
            parts = paragraphs_of(text) if around.pre == "prose" and not around.cell else [text]
        else:
            self._lines(text, around)
            return
        for at, part in enumerate(parts):
            if at:
                self.out.flush()
            self.out.add(Run(part, around.styles), around)

    def _lines(self, text: str, around: Around) -> None:
        """Preformatted text; blank lines part stanzas, but not pieces of code."""
        parts = paragraphs_of(text) if around.pre == "lines" else [text]
        for at, part in enumerate(parts):
            if at:
                self.out.flush()
            begun = not self.out.flow.breaks() and not self.out.flow.blank()
            for number, line in enumerate(kept_lines(part, begun=begun)):
                if number:
                    self.out.flow.runs.append(Run("\n", (), "break"))
                self.out.add(Run(line, around.styles), around)

    def _break(self, around: Around) -> None:
        if self.out.flow.breaks() and not around.cell:
            self.out.flush()
        elif not self.out.flow.blank():
            self.out.flow.runs.append(Run("\n", (), "break"))

    def boundary(self, around: Around, node: Node) -> None:
        """The edge of a block: the end of a chunk, or in a cell of a line."""
        if not around.cell:
            self.out.flush()
        elif node.tag not in {"td", "th", "tr", "tbody"}:
            self.out.line()

    # --- Pictures and tables ----------------------------------------------------------------------

    def _image(self, image: Node, around: Around) -> None:
        sign = sign_of(image)
        if sign:
            self.out.add(Run(sign, around.styles), around)
        elif shows_picture(image) and around.comment is None:
            self.out.figures.append((image, self._beside(around)))

    def _captioned(self, node: Node, around: Around) -> Node | None:
        """The picture that an element shows with its caption, if that is all there is in it.

        Pictures in readers' comments are mostly faces: they stay where the comments are.
        """
        if around.comment is not None or not _captions(node):
            return None
        pictures = (n for n in node.walk() if n.tag == "img" and shows_picture(n))
        more = any(n.tag in {"table", "pre", "p"} or _captions(n) for n in beside_caption(node))
        return None if more else next(pictures, None)

    def _figure(self, node: Node, image: Node, around: Around) -> None:
        out, form = self.out, self._beside(around)
        caption = self._collect(node.children, around)
        out.figures = [(other, f) for other, f in out.figures if other is not image]
        out.figure(image, caption, form)
        out.put_off()

    def _table(self, table: Node, around: Around) -> None:
        self.walk(strays(table), around)
        self.out.flush()
        form = self._beside(around)
        found = list(rows_of(table))
        rows = [
            [self._cell(cell, around, left) for cell in cells(row)]
            for row, left in zip(found, rows_left(found), strict=True)
        ]
        self.out.table(rows, form)
        self.out.put_off()

    def _cell(self, cell: Node, around: Around, left: int) -> TableCell:
        runs = self._collect(cell.children, spoken(cell, around))
        return TableCell(runs, heads(cell), columns(cell), rows_spanned(cell, left))

    def _beside(self, around: Around) -> dict[str, Any]:
        """The form of a chunk that is no paragraph but stands among them."""
        begun = around.item is not None and around.item.begun
        bare = replace(around, heading=0, item=None)
        return {**form_of(bare, self.plan.language), "continues": begun}

    def _collect(
        self, nodes: Iterable[Node], around: Around, body: Node | None = None
    ) -> list[Run]:
        """The words of a cell, a caption or a note, as one run of lines."""
        flow, self.out.flow = self.out.flow, Flow()
        self.walk(nodes, replace(around, cell=True), body)
        runs, self.out.flow = self.out.flow.runs, flow
        return tidy(runs)


def _captions(node: Node) -> bool:
    """Whether an element is made to hold a picture and its caption."""
    return node.tag == "figure" or bool(_CAPTIONED.intersection(node.tokens()))
