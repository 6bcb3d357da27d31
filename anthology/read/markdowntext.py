"""A text in Markdown → its Reading: the file itself is the source, its syntax is markup.

Takes structure from markdown-it and never types a sign that the file does not have; what it cannot
place becomes a paragraph with a warning, so that nothing is lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Any

from markdown_it.token import Token

from anthology.decode import decode_guessing
from anthology.ledger import Row
from anthology.read.markdownblocks import Lines, Words, front_hints
from anthology.read.markdownfound import Found
from anthology.read.markdowninline import Inline, pictures_in
from anthology.read.markdownspans import Content, content_of, parser
from anthology.read.notepairs import told_apart
from anthology.read.reading import Cell, Chunk, Mark, Reading
from anthology.span import Source, Span


def read_markdowntext(data: bytes, name: str, declared: str = "") -> Reading:
    """Read a text in Markdown: CommonMark, with tables, footnotes `[^1]` and front matter.

    Of the front matter, title, author, date, language and address are hints. HTML is left out as
    markup, its words stay, with a warning; so do entities for signs that the file does not have.
    Raises EditionError for what cannot be decoded.
    """
    text, _, warnings = decode_guessing(data, name, declared)
    reader = _Reader(Source(name, text))
    env: dict[str, Any] = {}
    reader.read(parser().parse(text, env))
    reader.found.account(env)
    reading = reader.found.reading(warnings)
    return replace(reading, chunks=told_apart(reading.chunks))


@dataclass(slots=True)
class _Item:
    """A list item or note: its marker, what its chunks have in common, whether one was read."""

    mark: Span
    form: dict[str, Any]
    begun: bool = False


class _Reader:
    """Walks the tokens of a file; `at` is how far the file's markers have been read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.file = Lines(source)
        self.found = Found(source)
        self.items: list[_Item] = []
        self.note: _Item | None = None
        self.quoted = self.at = 0

    def read(self, tokens: Sequence[Token]) -> None:
        """Read all blocks."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                self._table([t for t in tokens[at:end] if t.type in {"tr_open", "inline"}])
                at = end
            elif token.type in {"paragraph_open", "heading_open"}:
                self._words(tokens[at + 1], int(token.tag[1]) if token.tag != "p" else 0)
                at += 2
            else:
                self._token(token)
            at += 1

    def _token(self, token: Token) -> None:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self.quoted += token.nesting
            case "list_item_open":
                self._item(token)
            case "list_item_close":
                self._leave(self.items.pop())
            case "footnote_reference_open" | "footnote_reference_close":
                self._note(token)
            case _:
                self._block(token)

    def _block(self, token: Token) -> None:
        match token.type:
            case "hr":
                self._whole(token, "rule")
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._html(token)
            case "front_matter":
                self._front(token)
            case _:
                pass  # the edges of lists, and of what is inside a table

    # --- Items and notes --------------------------------------------------------------------------

    def _marker(self, token: Token, sign: str) -> Span:
        start = self.source.text.index(sign, max(self.at, self.file.whole(token)[0]))
        self.at = start + len(sign)
        return self.source.span(start, self.at)

    def _item(self, token: Token) -> None:
        mark = self._marker(token, token.info + token.markup)
        kind = "number" if token.info else "bullet"
        form = {"kind": kind, "value": token.info or token.markup, "indent": 2 * len(self.items)}
        self.items.append(_Item(mark, form))

    def _note(self, token: Token) -> None:
        if self.note:
            self._leave(self.note)
            self.note = None
        if token.nesting > 0:
            label = str(token.meta["label"])
            mark = self._marker(token, f"[^{label}]:")
            self.note = _Item(mark, {"kind": "note", "value": label})

    def _leave(self, item: _Item) -> None:
        if not item.begun:
            self.found.markup("list-marker", item.mark)

    def _add(self, span: Span, marks: Sequence[Mark] = (), **form: Any) -> None:
        """A chunk; the first of an item or note begins with its marker."""
        form["quoted"] = self.quoted
        item = self.items[-1] if self.items else None
        if form.get("kind", "plain") in {"plain", "heading"}:
            if self.note:
                span = self._with_items(span)
            if within := self.note or item:
                span = self._within(within, span, form)
        else:
            self._headless(form)
        target = self.found.notes if self.note else self.found.chunks
        target.append(Chunk(span, marks=tuple(_in_order(marks)), **form))

    def _headless(self, form: dict[str, Any]) -> None:
        """No marker heads what is no paragraph: a note's stands alone, an item's goes."""
        for item in self.items:
            self._leave(item)
            item.begun = True
        if self.note:
            form["continues"] = True
        if self.note and not self.note.begun:
            self.note.begun = True
            self.found.notes.append(Chunk(self.note.mark, mark=self.note.mark, **self.note.form))

    def _with_items(self, span: Span) -> Span:
        """In a note, list markers stay words: a note's chunk has no other marker than its own."""
        fresh = [item for item in self.items if not item.begun]
        for item in fresh:
            item.begun = True
        return replace(span, start=fresh[0].mark.start) if fresh else span

    def _within(self, item: _Item, span: Span, form: dict[str, Any]) -> Span:
        """Make a chunk one of an item's or note's: its first, or a further one."""
        form |= item.form
        if not item.begun:
            form["mark"] = item.mark
            return self._with_mark(item, span)
        form["continues"] = True
        if not self.note:
            form |= {"kind": "plain", "value": ""}
        return span

    def _with_mark(self, item: _Item, span: Span) -> Span:
        """The place with the marker before it; other signs between the two are markup."""
        item.begun = True
        late = takewhile(lambda row: row.span.start >= item.mark.end, reversed(self.found.rows))
        at = item.mark.end
        for taken in sorted(row.span for row in late if row.span.end <= span.start):
            self._between(at, taken.start, "markdown")
            at = taken.end
        self._between(at, span.start, "markdown")
        return replace(span, start=item.mark.start)

    # --- Blocks -----------------------------------------------------------------------------------

    def _words(self, token: Token, level: int) -> None:
        content = content_of(token, self.file.lines, self.file.starts)
        inline = self._inline(content, token)
        span = self.source.span(content.place(0), content.end(len(content.text)))
        pictured = [row.span for row in inline.rows if row.rule == "picture"]
        if inline.pictures and inline.pictures[-1].caption:
            span = replace(span, end=pictured[-2].start)  # a caption is not of the paragraph
            pictured = pictured[:-2]
        if "".join(self._without(span, pictured).split()):
            form = {"kind": "heading", "level": level} if level else {}
            self._add(span, inline.marks, **form)
        self._pictures(inline, span)

    def _without(self, span: Span, holes: Sequence[Span]) -> str:
        """The words of a place but for those of pictures in it."""
        at, parts = span.start, []
        for hole in holes:
            parts.append(self.source.text[at : hole.start])
            at = hole.end
        return "".join((*parts, self.source.text[at : span.end]))

    def _inline(self, content: Content, token: Token, *, captions: bool = True) -> Inline:
        inline = Inline(self.source, content, parts=self.found.parts, captions=captions)
        inline.read(token.children or [])
        self.found.rows.extend(inline.rows)
        for rule, place, message in inline.told:
            self.found.tell(rule, place, message)
        return inline

    def _pictures(self, inline: Inline, after: Span) -> None:
        place = replace(after, start=after.end)
        for picture in inline.pictures:
            self._add(picture.caption or place, **picture.form)

    def _whole(self, token: Token, kind: str) -> None:
        """A block that is all signs: its first line, from the first sign on."""
        number = (token.map or [0])[0]
        start, end = max(self.at, self.file.starts[number]), self.file.end(number)
        while start < end and self.source.text[start] != token.markup[:1]:
            start += 1
        self._add(self.source.span(start, end), kind=kind)

    def _code(self, token: Token) -> None:
        """Code keeps its lines; what a fence says of its language is markup."""
        if token.type == "fence":
            start = self.source.text.index(token.markup, max(self.at, self.file.whole(token)[0]))
            end = self.source.text.find("\n", start)
            self._between(start, end if end >= 0 else len(self.source.text), "code-fence")
        lines = tuple(self.file.code(token))
        if lines:
            span = replace(lines[0], end=lines[-1].end)
            ends = (replace(a, start=a.end, end=b.start) for a, b in pairwise(lines))
            marks = [Mark("code", span), *(Mark("break", end) for end in ends)]
            self._add(span, marks, kind="verse")

    def _table(self, tokens: Sequence[Token]) -> None:
        """A table is one chunk; cells beyond the columns of its head are kept."""
        rows: list[tuple[Cell, ...]] = []
        inlines: list[Inline] = []
        number, waiting = 0, iter(tuple[Content]())
        for token in tokens:
            if token.type == "tr_open":
                number = (token.map or [0])[0]
                cells = self.file.row(number, self.at, self.quoted)
                rows.append(tuple(self._cell(cell, head=not rows) for cell in cells))
                waiting = iter(cells)
            elif (cell := next(waiting, None)) and cell.text == token.content != "":
                inlines.append(self._inline(cell, token, captions=False))
        every = [cell.span for row in rows for cell in row]
        span = replace(every[0], end=max(every[-1].end, self.file.end(number)))
        for one, next_ in pairwise((*every, replace(span, start=span.end))):
            self._between(one.end, next_.start, "table")
        self._strokes(every, [row.span for inline in inlines for row in inline.rows])
        marks = [mark for inline in inlines for mark in inline.marks]
        self._add(span, marks, kind="table", rows=tuple(rows))
        for inline in inlines:
            self._pictures(inline, span)

    def _strokes(self, cells: Sequence[Span], rows: Sequence[Span]) -> None:
        """A bar inside a cell is written with a stroke before it."""
        taken = sorted(rows)
        for cell in cells:
            at = self.source.text.find("\\|", cell.start, cell.end)
            while at >= 0:
                stroke = self.source.span(at, at + 1)
                near = taken[bisect_right(taken, stroke) - 1 :][:1]
                if not any(map(stroke.within, near)):
                    self.found.markup("escape", stroke)
                at = self.source.text.find("\\|", at + 1, cell.end)

    def _cell(self, cell: Content, *, head: bool) -> Cell:
        return Cell(self.source.span(cell.place(0), cell.end(len(cell.text))), head)

    def _between(self, start: int, end: int, rule: str) -> None:
        """The signs between two places are markup."""
        if span := self.file.trimmed(start, end):
            self.found.markup(rule, span)

    def _html(self, token: Token) -> None:
        """HTML between paragraphs: tags, comments and scripts are left out, words stay."""
        words, tags = self.file.html(token)
        for tag in tags:
            self.found.markup("html", tag)
        if self._figure(words, tags):
            return
        for span, marks in words:
            self._add(span, marks)
        if words:
            place = words[0][0].start
            self.found.tell("html", place, "HTML stands here; its words are kept, not its tags")

    def _figure(self, words: Sequence[Words], tags: Sequence[Span]) -> bool:
        """Pictures in HTML; whether the words there are but the caption of one of them."""
        found = [
            (tag, p) for tag in tags for p in pictures_in(self.source.cut(tag), self.found.parts)
        ]
        captions = len(found) == len(words) == 1 and "<figcap" in "".join(
            map(self.source.cut, tags)
        )
        for tag, picture in found:
            span, marks = words[0] if captions else (replace(tag, start=tag.end), ())
            self._add(span, marks, **picture.form)
        return captions

    def _front(self, token: Token) -> None:
        if span := self.file.trimmed(*self.file.whole(token)):
            reason = "what the file says of itself"
            row = Row("omitted", "front-matter", span, self.source.cut(span), reason=reason)
            self.found.rows.append(row)
            self.found.hints = front_hints(token.content)


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
