"""mammoth's HTML of a Word document → words, blocks and marks, told to a composer in order.

Knows only the few elements that the style map of `docx` lets mammoth write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from anthology.read.composer import Composer
from anthology.read.docxnumbering import numeral, value
from anthology.read.docxpackage import W
from anthology.read.docxprepare import ANCHOR, PICTURE, STYLE, Prepared
from anthology.read.docxstyles import Look
from anthology.read.docxunseen import first, words
from anthology.read.notices import CONTENTS
from anthology.read.reading import Cell, MarkKind
from anthology.span import Span

_CONTENTS = "contents list, with the page numbers of the document"
_MARKS: dict[str, MarkKind] = {
    "em": "emphasis",
    "strong": "strong",
    "sup": "superscript",
    "sub": "subscript",
}
_UNSEEN = {
    "s": "struck words are printed like others",
    "allcaps": "words shown in capitals are printed as they were typed",
    "input": "boxes to tick are left out",
}


@dataclass(slots=True)
class DocxWalker:
    """Walks the blocks, then the notes, which mammoth puts into a list at the end."""

    ready: Prepared
    composer: Composer
    markers: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[str, str, bool]] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _told: set[str] = field(default_factory=set)
    _skip: frozenset[str] = frozenset()

    def document(self, page: BeautifulSoup) -> None:
        """The whole document."""
        children = list(_tags(page.body)) if page.body else []
        notes = children.pop() if children and children[-1].name == "ol" else None
        for child in children:
            self._block(child)
        for item in _tags(notes) if notes else ():
            self._note(item)
        self._uncalled()

    def _block(self, tag: Tag) -> None:
        if tag.name == "table":
            self._table(tag)
        elif tag.name == "p":
            self._paragraph(tag)
        elif tag.name == "img":
            self._tag(tag)
            self._end()
        else:
            for child in _tags(tag):
                self._block(child)

    # --- Paragraphs -------------------------------------------------------------------------------

    def _look(self, tag: Tag) -> Look:
        for link in tag.find_all("a", id=True):
            id = str(link["id"])
            if id.startswith(ANCHOR):
                return self.ready.looks[int(id.removeprefix(ANCHOR))]
        return Look()

    def _paragraph(self, tag: Tag) -> None:
        look = self._look(tag)
        start = self.composer.length
        form: dict[str, Any] = {
            "kind": look.kind,
            "level": look.level,
            "quoted": look.quoted,
            "direction": look.direction,
            "continues": look.continues,
        }
        if look.kind in {"number", "bullet"}:
            form |= {"value": look.number or "•", "indent": 2 * look.item}
        style = _language_of(tag)
        form["language"] = style.removeprefix(STYLE).removesuffix("-rtl")
        self._skip = frozenset({style, "strong" if look.kind in {"heading", "title"} else ""})
        self.composer.begin(**form)
        if look.label:
            self.composer.words(f"{look.label} ")
        self._inside(tag)
        self._end()
        if look.contents:
            self.composer.omit(start, CONTENTS.rule, _CONTENTS)

    def _end(self) -> None:
        """End a block; the pictures that stood in it follow it."""
        self.composer.end()
        for file, shown, plain in self.pictures:
            form = {"kind": "figure", "value": file, "alternative": shown, "decorative": plain}
            self.composer.begin(**form)
            self.composer.end()
        self.pictures.clear()

    # --- Words ------------------------------------------------------------------------------------

    def _inside(self, tag: Tag) -> None:
        for child in tag.children:
            self._inline(child)

    def _inline(self, node: PageElement) -> None:
        if isinstance(node, NavigableString):
            self.composer.words(str(node))
        elif isinstance(node, Tag):
            self._tag(node)

    def _tag(self, tag: Tag) -> None:
        call = _call_in(tag)
        if call:
            marker = self._marker(call)
            self.composer.sign("call", f"[{marker}]", marker)
        elif tag.name == "br":
            self.composer.line_break()
        elif tag.name == "img":
            told = str(tag.get("alt") or "").removeprefix(PICTURE)
            file, mark, shown = [*told.split("|", 2), "", ""][:3]
            self.pictures.append((file, shown, mark == "decorative" and not shown))
        else:
            self._tell_of(tag)
            with self._marked(tag):
                self._inside(tag)

    def _marked(self, tag: Tag) -> AbstractContextManager[None]:
        # mammoth reads the field HYPERLINK "address" \l "place" as one address.
        href = str(tag.get("href") or "").replace('" \\l "', "#")
        style = " ".join(tag.get_attribute_list("class")) if tag.get("class") else ""
        if tag.name == "a" and href and not href.startswith("#"):
            return self.composer.marked("link", href)
        if tag.name in _MARKS and tag.name not in self._skip:
            return self.composer.marked(_MARKS[tag.name])
        if style == "smallcaps":
            return self.composer.marked("smallcaps")
        if style.startswith(STYLE) and style not in self._skip:
            language = style.removeprefix(STYLE)
            turned = language.endswith("-rtl")
            value = f"{language.removesuffix('-rtl')} rtl" if turned else language
            return self.composer.marked("foreign", value)
        return nullcontext()

    def _tell_of(self, tag: Tag) -> None:
        what = "allcaps" if tag.get("class") == ["allcaps"] else tag.name
        if what in _UNSEEN and what not in self._told:
            self._told.add(what)
            near = first(tag.get_text(), 40)
            message = f"{_UNSEEN[what]}, first “{near}”"
            self.ready.tell("docx-looks", message, "look whether readers need to know")

    # --- Notes ------------------------------------------------------------------------------------

    def _marker(self, id: str) -> str:
        """The marker of a note as the document counts it, or as its author wrote it."""
        if id not in self.markers:
            kind = id.partition("-")[0]
            own = self.ready.markers.get(id, "")
            self._counts[kind] += not own
            marker = own or numeral(self._counts[kind], self._form(kind))
            taken = marker in self.markers.values()
            self.markers[id] = f"{kind[0]}{self._counts[kind]}" if taken else marker
        return self.markers[id]

    def _form(self, kind: str) -> str:
        for part in ("document", "settings"):
            root = self.ready.package.part(part)
            for properties in root.iter(f"{W}{kind}Pr") if root is not None else ():
                if form := value(properties, "numFmt"):
                    return form
        return "lowerRoman" if kind == "endnote" else "decimal"

    def _note(self, item: Tag) -> None:
        for back in item.find_all("a", href=True):
            if str(back["href"]).startswith(("#footnote-ref-", "#endnote-ref-")):
                back.decompose()
        marker = self._marker(str(item.get("id") or ""))
        begun = False
        for block in item.find_all("p"):
            if block.get_text().strip():
                self._skip = frozenset()
                self.composer.begin(kind="note", value=marker, continues=begun)
                self._inside(block)
                self._end()
                begun = True

    def _uncalled(self) -> None:
        for kind in ("footnote", "endnote"):
            root = self.ready.package.part(f"{kind}s")
            for note in root.iter(W + kind) if root is not None else ():
                called = f"{kind}-{note.get(W + 'id', '')}" in self.markers
                if not called and not note.get(W + "type") and words(note).strip():
                    message = f"a {kind} that nothing calls is left out: “{first(words(note))}”"
                    self.ready.tell("note-unpaired", message, "call it in the document")

    # --- Tables -----------------------------------------------------------------------------------

    def _table(self, table: Tag) -> None:
        rows = [
            list(_cells(row)) for row in table.find_all("tr") if row.find_parent("table") is table
        ]
        if sum(map(len, rows)) == 1:
            for child in _tags(rows[0][0]):
                self._block(child)
            return
        self._skip = frozenset()
        self.composer.begin(kind="table")
        found = []
        for at, row in enumerate(rows):
            if at:
                self.composer.line_break()
            found.append(tuple(self._cell(cell, first=not i) for i, cell in enumerate(row)))
        count = len(self.composer.chunks)
        self.composer.end()
        if len(self.composer.chunks) > count:
            spans = [cell.span for row in found for cell in row]
            chunk = self.composer.chunks[-1]
            marks = tuple(m for m in chunk.marks if any(map(m.span.within, spans)))
            self.composer.chunks[-1] = replace(chunk, marks=marks, rows=tuple(found))
        self._end()

    def _cell(self, cell: Tag, *, first: bool) -> Cell:
        """A cell; a sign of its own parts it from the one before."""
        if not first:
            self.composer.sign("space", "\t")
        start = self.composer.length
        for at, block in enumerate(cell.find_all("p")):
            if at and self.composer.length > start:
                self.composer.line_break()
            self._inside(block)
        span = Span(self.composer.name, start, self.composer.length)
        columns = str(cell.get("colspan") or "1")
        return Cell(span, cell.name == "th", int(columns) if columns.isdigit() else 1)


def _tags(tag: Tag) -> Iterator[Tag]:
    return (child for child in tag.children if isinstance(child, Tag))


def _cells(row: Tag) -> Iterator[Tag]:
    return (cell for cell in _tags(row) if cell.name in {"td", "th"})


def _call_in(tag: Tag) -> str:
    """The id of the note that an element calls, if it does nothing else."""
    link = tag if tag.name == "a" else tag.find("a") if tag.name == "sup" else None
    if not isinstance(link, Tag) or link.get_text() != tag.get_text():
        return ""
    called = str(link.get("id") or "").startswith(("footnote-ref-", "endnote-ref-"))
    return str(link.get("href") or "").removeprefix("#") if called else ""


def _language_of(tag: Tag) -> str:
    """The style that all words of a paragraph have, if they are in a language not the text's."""
    found = set()
    for text in tag.find_all(string=True):
        if text.strip():
            spans = (p for p in text.parents if p.name == "span")
            classes = (" ".join(span.get_attribute_list("class")) for span in spans)
            found.add(next((c for c in classes if c.startswith(STYLE)), ""))
    return found.pop() if len(found) == 1 else ""
