"""A paragraph's stretches of source and its marks → inlines; emended words in their places.

A mark is a wrapper (emphasis, a link) or a sign that stands for something (the call of a note).
The signs of markup at the edges of a wrapper are written down, not printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from anthology.document import (
    MARK,
    Code,
    CrossRef,
    Elision,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    PageBreak,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
    Wrapper,
    plain,
    query,
    split_at,
)
from anthology.ledger import Row
from anthology.read.notepairs import AGAIN
from anthology.read.reading import Mark
from anthology.span import Source, Span

_SIGN = re.compile(r"\[(?P<note>[ivxlc]+|\d{1,3})\]|(?P<star>\*)|(?P<wrap>[ \t]*\n[ \t]*)")
_SIGNS = frozenset({"call", "break", "page", "space", "withheld", "abridged"})
# Addresses that mean something in a book: none of a file beside the source, of a place in it.
_OUTWARD = re.compile(r"\s*(?:https?://|ftp://|mailto:|doi:|urn:)\S", re.IGNORECASE)
_ILLEGAL = re.compile(r"[\s\"<>\\^`{|}]")  # in an address (RFC 3986, 2)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a paragraph is read with: its source, the ids of notes by marker, words emended."""

    source: Source
    notes: dict[str, str]
    emended: Sequence[Row]
    called: set[str]


def note_id(text: int, key: str) -> str:
    """The id of an author's note: `t3n-iv`; `t3n-1.2` for the second note 1, `t3n-x2a` for `*`."""
    plain = key.replace(AGAIN, ".")
    safe = re.sub(r"[^A-Za-z0-9._-]", lambda sign: f"x{ord(sign[0]):x}", plain)
    return f"t{text}n-{safe}"


def text_marks(
    source: Source, span: Span, markers: Collection[str], *, stars: bool
) -> Iterator[Mark]:
    """The marks that plain text itself shows: calls of known notes, line ends, `*emphasis*`."""
    opened: int | None = None
    for found in _SIGN.finditer(source.text, span.start, span.end):
        place = source.span(*found.span())
        if found["note"] in markers:
            yield Mark("call", place, found["note"])
        elif found["wrap"]:
            yield Mark("space", place)
        elif found["star"] and stars:
            if opened is None:
                opened = place.start
            else:
                yield Mark("emphasis", source.span(opened, place.end), open=1, close=1)
                opened = None


def read_inlines(
    scene: Scene, kept: Sequence[Span], marks: Sequence[Mark]
) -> tuple[Inlines, tuple[Row, ...]]:
    """The inlines of a paragraph, and a markup row for each sign that became structure.

    Marks that touch emended words count for nothing: the editor's words stand as written.
    """
    settled = [row.span for row in scene.emended]
    clear = [m for m in marks if not any(_touch(m.span, s) for s in settled if not _inside(s, m))]
    clear.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    reader = _Reader(scene, kept, [])
    inlines = tuple(reader.between(kept[0].start, kept[-1].end, clear)) if kept else ()
    return tuple(_once(inlines)), tuple(reader.rows)


def _once(inlines: Inlines) -> Iterator[Inline]:
    """Two gaps with nothing but space between them show one mark."""
    gap = False
    for inline in inlines:
        if gap and isinstance(inline, Elision):
            continue
        gap = isinstance(inline, Elision) or (gap and _is_blank(inline))
        yield inline


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.text.strip()


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(span: Span, mark: Mark) -> bool:
    """Whether words lie inside a wrapper, clear of its signs."""
    return (
        mark.kind not in _SIGNS
        and mark.span.start + mark.open <= span.start
        and span.end <= mark.span.end - mark.close
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    scene: Scene
    kept: Sequence[Span]
    rows: list[Row]

    def between(self, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Inline]:
        """The inlines of a stretch; of marks that cross, the one that begins first holds."""
        at, i = start, 0
        while i < len(marks):
            mark = marks[i]
            inner = i + 1
            while inner < len(marks) and marks[inner].span.start < mark.span.end:
                inner += 1
            if mark.span.start >= at and mark.span.end <= end and self._acts(mark):
                yield from self._leaves(at, mark.span.start)
                within = [m for m in marks[i + 1 : inner] if m.span.end <= mark.span.end]
                yield from self._mark(mark, within)
                at = mark.span.end
            i = inner
        yield from self._leaves(at, end)

    def _acts(self, mark: Mark) -> bool:
        """Whether a mark is on words that are kept, or ends the line before others left out."""
        if any(_touch(mark.span, kept) for kept in self.kept):
            return True
        ended = any(mark.span.start == kept.end for kept in self.kept[:-1])
        return mark.kind == "break" and ended

    def _mark(self, mark: Mark, within: Sequence[Mark]) -> Iterator[Inline]:
        span = mark.span
        if mark.kind in _SIGNS:
            yield from self._sign(mark)
            return
        start, end = span.start + mark.open, span.end - mark.close
        for edge in (Span(span.source, span.start, start), Span(span.source, end, span.end)):
            if len(edge):
                self.rows.append(Row("markup", mark.kind, edge, self.scene.source.cut(edge)))
        children = tuple(self.between(start, end, within))
        if mark.kind == "link" and not _OUTWARD.match(mark.value):
            yield from children
        elif mark.kind == "link":
            yield from _links(mark, children)
        elif children:
            yield _wrap(mark, children)

    def _sign(self, mark: Mark) -> Iterator[Inline]:
        words = self.scene.source.cut(mark.span)
        if mark.kind == "withheld" or mark.kind == "abridged":
            yield Elision(mark.kind, mark.span)
        elif mark.kind == "space":
            new = "" if mark.value == "none" else " "
            if words.strip() or not new:
                rule = "soft-hyphen" if words == "\u00ad" else "line-join"
                self.rows.append(Row("typographic", rule, mark.span, words, new))
            yield Text(new, mark.span)
        elif mark.kind == "break":
            for found in re.finditer(r"\S+", words):
                place = self.scene.source.span(
                    mark.span.start + found.start(), mark.span.start + found.end()
                )
                self.rows.append(Row("markup", "line-break", place, found[0]))
            yield LineBreak(mark.span)
        elif mark.kind == "page":
            self.rows.append(Row("markup", "original-page", mark.span, words))
            yield PageBreak(mark.value, mark.span)
        elif mark.value in self.scene.notes:
            yield self._call(mark, words)
        else:
            yield from self._leaves(mark.span.start, mark.span.end)

    def _call(self, mark: Mark, words: str) -> Inline:
        """The call of a note; another call of the same note is a link to it."""
        id = self.scene.notes[mark.value]
        if id in self.scene.called:
            return CrossRef(id, (Text(words, mark.span),))
        self.scene.called.add(id)
        self.rows.append(Row("markup", "note-call", mark.span, words))
        return NoteRef(id, mark.span)

    def _leaves(self, start: int, end: int) -> Iterator[Inline]:
        """The kept words of a stretch, with a space where something between was left out."""
        for i, kept in enumerate(self.kept):
            if i:
                yield from self._space(self.kept[i - 1].end, kept.start, start, end)
            low, high = max(start, kept.start), min(end, kept.end)
            if low < high:
                yield from self._words(low, high)

    def _space(self, gap: int, back: int, start: int, end: int) -> Iterator[Text]:
        """The space between two stretches, behind the first or before the second."""
        between = self.scene.source.text[gap:back]
        behind = len(between) - len(between.lstrip())
        before = len(between) - len(between.rstrip())
        span = self.scene.source.span
        if behind and start <= gap < end:
            yield Text(" ", span(gap, gap + behind))
        elif not behind and before and start <= back - before < end:
            yield Text(" ", span(back - before, back))

    def _words(self, start: int, end: int) -> Iterator[Text]:
        source = self.scene.source
        for row in self.scene.emended:
            if start <= row.span.start and row.span.end <= end:
                if row.span.start > start:
                    yield Text(
                        source.text[start : row.span.start], source.span(start, row.span.start)
                    )
                yield Text(row.new, row.span)
                start = row.span.end
        if start < end:
            yield Text(source.text[start:end], source.span(start, end))


def _links(mark: Mark, children: Inlines) -> Iterator[Inline]:
    """A link of the words on each side of a gap: a link holds words alone, and […] is none."""
    address = _ILLEGAL.sub(lambda sign: quote(sign[0]), mark.value.strip())
    rest = children
    while found := _first_gap(rest):
        at, gap = found
        before, behind = split_at(rest, at, calls_left=False)
        _, rest = split_at(behind, len(MARK))
        yield from (Link(address, before),) if plain(before).strip() else before
        yield gap
    yield from (Link(address, rest),) if plain(rest).strip() else rest


def _first_gap(inlines: Inlines) -> tuple[int, Elision] | None:
    """The first gap among these words, and the position at which it stands."""
    at = 0
    for inline in query(inlines):
        if isinstance(inline, Elision):
            return at, inline
        at += 0 if isinstance(inline, Wrapper) else len(plain((inline,)))
    return None


def _wrap(mark: Mark, children: Inlines) -> Inline:
    wrappers: dict[str, Callable[[Inlines], Inline]] = {
        "emphasis": Emphasis, "strong": Strong, "code": Code,
        "superscript": Superscript, "subscript": Subscript, "smallcaps": SmallCaps,
    }  # fmt: skip
    if mark.kind == "foreign":
        language, _, direction = mark.value.partition(" ")
        return Foreign(language, children, direction)
    return wrappers[mark.kind](children)
