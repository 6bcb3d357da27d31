"""The words of one Markdown block: its marks, and the signs of markup that are no words.

Keeps to the order of what markdown-it found; every step ends at an exact place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from anthology.ledger import Row
from anthology.read.dom import parse, tree_of
from anthology.read.markdownspans import Content
from anthology.read.pageparts import alternative_of, is_decorative, shows_picture
from anthology.read.pictureparts import Parts
from anthology.read.reading import Mark, MarkKind
from anthology.span import Source, Span

_TAGS: dict[str, MarkKind] = {
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "b": "strong",
    "strong": "strong",
    "sup": "superscript",
    "sub": "subscript",
    "code": "code",
}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)")
# Elements that only say which language words are in, or which way they run.
_VOICES = frozenset({"span", "bdi", "bdo"})
_SAID = re.compile(r"""\s(lang|dir)\s*=\s*["']?([A-Za-z0-9-]+)""", re.IGNORECASE)
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture among words: its file, what it shows, the place of a caption that it has."""

    file: str
    alternative: str
    decorative: bool = False
    caption: Span | None = None

    @property
    def form(self) -> dict[str, Any]:
        """The fields of its chunk."""
        shown = {"alternative": self.alternative, "decorative": self.decorative}
        return {"kind": "figure", "value": self.file, **shown}


@dataclass(frozen=True, slots=True)
class _Open:
    kind: MarkKind
    start: int
    inner: int
    end: int = 0
    value: str = ""
    tag: str = ""


@dataclass(slots=True)
class Inline:
    """Reads the tokens of one block, once; what it found is in its fields.

    `told`: a rule, a place and a message for each thing the editor should know. In a table pictures
    have no `captions`: they stand behind it.
    """

    source: Source
    content: Content
    marks: list[Mark] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    told: list[tuple[str, int, str]] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)
    captions: bool = True
    at: int = 0
    _open: list[_Open] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> Inline:
        """Read all tokens of the block."""
        for token in tokens:
            self._token(token)
        while self._open:
            self._abandon()
        return self

    def _token(self, token: Token) -> None:
        match token.type:
            case "text":
                self.at = self.content.text.index(token.content, self.at) + len(token.content)
            case "text_special":
                self._special(token)
            case "softbreak" | "hardbreak":
                self._line_end("space" if token.type == "softbreak" else "break")
            case "em_open" | "strong_open":
                kind: MarkKind = "emphasis" if token.type == "em_open" else "strong"
                self._open.append(_Open(kind, self.at, self.at + len(token.markup)))
                self.at += len(token.markup)
            case "em_close" | "strong_close":
                self._close(self._opened(), self.at + len(token.markup))
            case _:
                self._ranged(token)

    def _ranged(self, token: Token) -> None:
        start, end = token.meta.get("range", (self.at, self.at))
        match token.type:
            case "code_inline":
                self._code(start, end, len(token.markup))
            case "link_open":
                href = str(token.attrGet("href") or "")
                self._open.append(_Open("link", start, start + 1, end, href))
                self.at = start + 1
            case "link_close":
                opened = self._opened()
                self._close(opened, opened.end)
            case "image":
                self._image(token, start, end)
            case "footnote_ref":
                sign = f"[^{token.meta['label']}]"
                self._mark("call", self.at, self.at + len(sign), token.meta["label"])
            case _:
                self._tag(token.content, start, end)

    # --- Pictures ---------------------------------------------------------------------------------

    def _image(self, token: Token, start: int, end: int) -> None:
        """A picture; the title of one that ends its block is its caption."""
        shown = " ".join("".join(t.content or " " for t in token.children or []).split())
        file = self.parts.keep(str(token.attrGet("src") or ""))
        title = str(token.attrGet("title") or "")
        at = self.content.text.rfind(title, start, end) if title.strip() else -1
        last = not self._open and not self.content.text[end:].strip()
        if at < 0 or "\n" in title or not (last and self.captions):
            self.pictures.append(Picture(file, shown or title))
            self._row("picture", start, end)
            if title and shown:
                self._tell("picture-title", start, f"the title “{title}” of a picture is left out")
            return
        self._row("picture", start, at)
        self._row("picture", at + len(title), end)
        self.pictures.append(Picture(file, shown, caption=self._span(at, at + len(title))))

    def _image_tag(self, tag: str, start: int, end: int) -> None:
        self.pictures.extend(pictures_in(tag, self.parts))
        self._row("picture", start, end)

    # --- Marks ------------------------------------------------------------------------------------

    def _span(self, start: int, end: int) -> Span:
        return self.source.span(self.content.place(start), self.content.end(end))

    def _mark(self, kind: MarkKind, start: int, end: int, value: str = "") -> None:
        self.marks.append(Mark(kind, self._span(start, end), value))
        self.at = end

    def _row(self, rule: str, start: int, end: int) -> None:
        span = self._span(start, end)
        self.rows.append(Row("markup", rule, span, self.source.cut(span)))
        self.at = end

    def _opened(self) -> _Open:
        """What Markdown closes; tags left open in it count for nothing."""
        while self._open[-1].tag:
            self._abandon()
        return self._open.pop()

    def _abandon(self) -> None:
        tag, at = self._open.pop(), self.at
        self._row("html-tag", tag.start, tag.inner)
        self.at = at

    def _close(self, opened: _Open, end: int) -> None:
        span = self._span(opened.start, end)
        before = min(self.content.place(opened.inner), span.end) - span.start
        behind = max(0, span.end - max(self.content.end(self.at), span.start + before))
        self.marks.append(Mark(opened.kind, span, opened.value, before, behind))
        self.at = end

    def _line_end(self, kind: MarkKind) -> None:
        text = self.content.text
        end = text.index("\n", self.at) + 1
        while end < len(text) and text[end] in " \t":
            end += 1
        span = self.source.span(self.content.place(self.at), self.content.place(end))
        self.marks.append(Mark(kind, span))
        self.at = end

    def _code(self, start: int, end: int, fence: int) -> None:
        raw = self.content.text[start + fence : end - fence]
        padded = len(raw) > 1 and raw[0] in " \n" and raw[-1] in " \n" and bool(raw.strip(" \n"))
        inner = start + fence + padded
        self.at = inner
        stop = end - fence - padded
        while (turn := self.content.text.find("\n", self.at, stop)) >= 0:
            span = self.source.span(self.content.end(turn), self.content.place(turn + 1))
            self.marks.append(Mark("space", span))
            self.at = turn + 1
        self.at = stop
        self._close(_Open("code", start, inner), end)

    # --- Escapes, entities, tags ------------------------------------------------------------------

    def _special(self, token: Token) -> None:
        raw, shown, start = token.markup, token.content, self.at
        end = start + len(raw)
        kept = raw.find(shown)
        if shown.isspace():
            self._mark("space", start, end)
        elif all(sign in _UNSEEN for sign in shown):
            self._row("entity", start, end)
        elif kept >= 0:
            rule = "escape" if token.info == "escape" else "entity"
            if kept:
                self._row(rule, start, start + kept)
            if kept + len(shown) < len(raw):
                self._row(rule, start + kept + len(shown), end)
        else:
            self._tell("entity", start, f"“{raw}” stands for “{shown}”; it stays as it is")
        self.at = end

    def _tag(self, tag: str, start: int, end: int) -> None:
        """An HTML tag among words: known ones mark them, others count for nothing."""
        found = _TAG.match(tag)
        name = found["name"].lower() if found else ""
        if name == "img":
            self._image_tag(tag, start, end)
        elif name == "br":
            self._mark("break", start, end)
        elif found and not found["end"] and name in _TAGS:
            self._open.append(_Open(_TAGS[name], start, end, tag=name))
            self.at = end
        elif found and not found["end"] and name in _VOICES and (voice := _voice(tag)):
            self._open.append(_Open("foreign", start, end, value=voice, tag=name))
            self.at = end
        elif found and self._open and self._open[-1].tag == name:
            self._close(self._open.pop(), end)
        else:
            if found:
                self._tell("html-tag", start, f"the tag {tag} is left out, not the words in it")
            self._row("html-tag" if found else "html-comment", start, end)

    def _tell(self, rule: str, at: int, message: str) -> None:
        self.told.append((rule, self.content.place(at), message))


def pictures_in(tags: str, parts: Parts) -> Iterator[Picture]:
    """The pictures that HTML in a Markdown file shows."""
    for node in tree_of(parse(tags)).walk():
        if node.tag == "img" and shows_picture(node):
            yield Picture(parts.choose(node), alternative_of(node), is_decorative(node))


def _voice(tag: str) -> str:
    """The language and direction that a tag says, as the value of a mark; nothing for neither."""
    said = {name.lower(): value for name, value in _SAID.findall(tag)}
    direction = said.get("dir", "").lower()
    return f"{said.get('lang', '')} {direction if direction in ('ltr', 'rtl') else ''}".rstrip()
