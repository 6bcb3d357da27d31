"""The editor's own prose in Markdown → blocks. For introduction, headnotes and notes.

CommonMark by markdown-it-py, typographer off. Raw HTML is an error, never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from anthology.citation import id_of
from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.document import (
    Block,
    Blocks,
    Code,
    CrossRef,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    SceneBreak,
    Strong,
    Text,
)

PAGE = "page"
"""The title of a link by which a reference asks for the page on paper: `[](#3.27 "page")`."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TITLE = "a reference inside the book has a title that says nothing"
_HINT = 'only "page" is one, for the number of the page on paper: [](#3.27 "page")'


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"typographer": False})


def read_markdown(text: str, file: str, first_line: int = 1) -> Blocks:
    """Read prose into blocks; comments (`<!-- … -->`) are for editors and left out.

    Raises EditionError `prose-unknown` for what the book has no form for (HTML, pictures, code).
    """
    tokens = [t for t in _parser().parse(text) if not _comment(t)]
    reader = _Reader(tokens, file, first_line)
    return tuple(reader.blocks(None))


def bullet_lines(text: str) -> tuple[int, ...]:
    """The lines, from 1, of the items of the outermost bullet lists."""
    tokens = _parser().parse(text)
    return tuple(
        token.map[0] + 1
        for token in tokens
        if token.type == "list_item_open" and token.level == 1 and token.markup in "-*+"
        if token.map
    )


def _comment(token: Token) -> bool:
    """Whether a token is comments alone: words on the line where one ends must not be lost."""
    return token.type == "html_block" and not _COMMENT.sub("", token.content).strip()


class _Reader:
    """Reads one run of tokens; `at` is the next."""

    def __init__(self, tokens: Sequence[Token], file: str, first_line: int) -> None:
        self.tokens, self.file, self.first_line, self.at = tokens, file, first_line, 0

    def blocks(self, until: str | None) -> Iterator[Block]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                return
            yield self._block(token)

    def _block(self, token: Token) -> Block:
        match token.type:
            case "paragraph_open":
                return Paragraph(self._content())
            case "heading_open":
                return Heading(self._content(), int(token.tag[1]))
            case "blockquote_open":
                return Quotation(tuple(self.blocks("blockquote_close")))
            case "bullet_list_open":
                return ListBlock(tuple(self._items("bullet_list_close")))
            case "ordered_list_open":
                start = token.attrGet("start")
                return self._ordered(1 if start is None else int(start))
            case "hr":
                return SceneBreak()
            case _:
                raise EditionError(self._unknown(token, token.map))

    def _content(self) -> Inlines:
        inline = self.tokens[self.at]
        self.at += 2
        return _Inlines(inline, self._unknown, self.first_line).read()

    def _items(self, until: str) -> Iterator[ListItem]:
        while self.tokens[self.at].type != until:
            self.at += 1
            yield ListItem(tuple(self.blocks("list_item_close")))
        self.at += 1

    def _ordered(self, start: int) -> ListBlock:
        items = self._items("ordered_list_close")
        return ListBlock(
            tuple(ListItem(item.blocks, start + i) for i, item in enumerate(items)), ordered=True
        )

    def _unknown(self, token: Token, lines: Sequence[int] | None) -> Diagnostic:
        line = (lines[0] if lines else 0) + self.first_line
        return Diagnostic(
            "prose-unknown",
            f"the book has no form for {token.type}",
            Place(self.file, line),
            "use paragraphs, emphasis, links, lists, quotations and headings",
        )


class _Inlines:
    """Reads the inline tokens of one block."""

    def __init__(
        self,
        inline: Token,
        unknown: Callable[[Token, Sequence[int] | None], Diagnostic],
        first_line: int,
    ) -> None:
        self.tokens = inline.children or []
        self.lines, self.unknown, self.first_line, self.at = inline.map, unknown, first_line, 0

    def read(self, until: str | None = None) -> Inlines:
        out: list[Inline] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            out.append(self._inline(token))
        return tuple(out)

    def _inline(self, token: Token) -> Inline:
        match token.type:
            case "text":
                return Text(token.content)
            case "softbreak":
                return Text(" ")
            case "hardbreak":
                return LineBreak()
            case "code_inline":
                return Code((Text(token.content),))
            case "em_open":
                return Emphasis(self.read("em_close"))
            case "strong_open":
                return Strong(self.read("strong_close"))
            case "link_open":
                return self._link(token)
            case "html_inline" if token.content.startswith("<!--"):
                return Text("")
            case _:
                raise EditionError(self.unknown(token, [self._line()]))

    def _line(self) -> int:
        """The line of the file, from 0, that the next token stands on."""
        breaks = sum(t.type.endswith("break") for t in self.tokens[: self.at])
        return (self.lines or [0])[0] + breaks

    def _link(self, token: Token) -> Inline:
        href, title, line = str(token.attrGet("href")), token.attrGet("title"), self._line()
        children = self.read("link_close")
        if not href.startswith("#"):
            return Link(href, children)
        if title not in (None, PAGE):
            problem = self.unknown(token, [line])
            raise EditionError(replace(problem, rule="reference-title", message=_TITLE, hint=_HINT))
        return CrossRef(id_of(href[1:]), children, title == PAGE, line + self.first_line)
