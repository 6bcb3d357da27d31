"""A Markdown block's raw content and the places of its signs in the file.

markdown-it tells the lines of a block and the order of what stands in it, not the columns. Its
rules are wrapped here so that links, pictures, code and tags say where they begin and end; all
else follows from the order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

_Rule = Callable[[StateInline, bool], bool]


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables, footnotes and front matter; escapes and entities kept apart."""
    md = _Parser("commonmark", {"typographer": False})
    md.enable("table").disable("text_join")
    md.use(footnote_plugin, inline=False, move_to_end=False).use(front_matter_plugin)
    wrapped: dict[str, _Rule] = {
        "link": link,
        "autolink": autolink,
        "image": _pictured,
        "backticks": backtick,
        "html_inline": html_inline,
    }
    for name, rule in wrapped.items():
        md.inline.ruler.at(name, _ranged(rule))
    return md


class _Parser(MarkdownIt):
    """Takes a picture whatever its address is: nothing is fetched, and none may stand as words."""

    pictured = False

    def validateLink(self, url: str) -> bool:
        """Whether `url` may be that of a link; of a picture any may."""
        return self.pictured or super().validateLink(url)


def _pictured(state: StateInline, silent: bool) -> bool:
    if not isinstance(state.md, _Parser):
        return image(state, silent)
    state.md.pictured = True
    try:
        return image(state, silent)
    finally:
        state.md.pictured = False


def _ranged(rule: _Rule) -> _Rule:
    """The rule, writing down on the first token it makes where its source begins and ends."""

    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens) + bool(state.pending)
        done = rule(state, silent)
        if done and not silent and len(state.tokens) > count:
            state.tokens[count].meta["range"] = (start, state.pos)
        return done

    return run


@dataclass(frozen=True, slots=True)
class Content:
    """The raw content of a block: `text`, with places in it and in the file that correspond."""

    text: str
    inner: tuple[int, ...]
    outer: tuple[int, ...]

    def place(self, at: int) -> int:
        """The place in the file of a sign of the content."""
        line = max(0, bisect_right(self.inner, at) - 1)
        return max(0, self.outer[line] + at - self.inner[line])

    def end(self, at: int) -> int:
        """The place in the file behind the sign before `at`."""
        return self.place(at - 1) + 1 if at else self.place(0)


def content_of(token: Token, lines: Sequence[str], starts: Sequence[int]) -> Content:
    """The content of a block of words: whole lines, without what stands before them."""
    inner, outer = [], []
    at = 0
    text = token.content.removesuffix("\n")
    for number, line in enumerate(text.split("\n"), (token.map or [0])[0]):
        words = line.strip()
        whole = lines[number].rstrip()
        # It ends its line, or stands before the closing signs of a heading.
        column = len(whole) - len(words) if whole.endswith(words) else whole.rindex(words)
        inner.append(at + len(line) - len(line.lstrip()))
        outer.append(starts[number] + column)
        at += len(line) + 1
    return Content(text, tuple(inner), tuple(outer))


def cells_of(line: str, start: int, first: int) -> Iterator[Content]:
    """The cells of a table's row; `first` is the column where the row begins, `start` its line's.

    A bar inside a cell is written `\\|`: the stroke before it is no word.
    """
    edges = [first - 1 if line[first : first + 1] != "|" else first]
    edges += [at for at in _bars(line, first) if at > edges[0]]
    if line[edges[-1] + 1 :].strip() or edges[-1] < first:
        edges.append(len(line.rstrip()))
    for left, right in pairwise(edges):
        raw = line[left + 1 : right]
        begin = left + 1 + len(raw) - len(raw.lstrip())
        yield _cell(line[begin : left + 1 + len(raw.rstrip())], start + begin)


def _bars(line: str, first: int) -> Iterator[int]:
    at = line.find("|", first)
    while at >= 0:
        if line[at - 1 : at] != "\\":
            yield at
        at = line.find("|", at + 1)


def _cell(raw: str, start: int) -> Content:
    inner, outer, parts = [0], [start], []
    length = 0
    pieces = raw.split("\\|")
    for number, piece in enumerate(pieces):
        parts.append(piece)
        length += len(piece)
        start += len(piece) + 1
        if number < len(pieces) - 1:
            inner.append(length)
            outer.append(start)
            parts.append("|")
            length += 1
            start += 1
    return Content("".join(parts), tuple(inner), tuple(outer))
