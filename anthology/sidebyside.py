"""A text's source and ledger → the two sides of a page: the source, and the words as printed.

Shows each row of the ledger once, at its place, and judges nothing. Words that are withheld never
get onto either side. Knows no HTML but the names of elements.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from anthology.booktext import BookText
from anthology.document import MARK
from anthology.ledger import Kind
from anthology.ledgerlabels import ENGLISH, LedgerLabels
from anthology.ledgerplan import Change, Plan, plan_of
from anthology.ledgersays import Says
from anthology.passages import Unit, passages
from anthology.reasons import ledger_in
from anthology.span import Source

_FIRST = 72
"""How many characters of a paragraph are enough to know it by."""
_TALL = 1500
"""A removed stretch of more characters is shown in a box that scrolls."""

# HTML allows no control characters: those that part words become spaces, all others U+FFFD.
_CONTROLS = {
    code: " " if chr(code).isspace() else "\ufffd"
    for code in (*range(0x20), *range(0x7F, 0xA0))
    if chr(code) not in "\t\n"
}
_CONTROL = re.compile(f"[{''.join(map(re.escape, map(chr, _CONTROLS)))}]")
_VISIBLE = {" ": "␣", "\u00a0": "⍽", "\u202f": "⍽", "\t": "⇥"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one mark; `tag` is empty, an HTML element, or "line" for a new line.

    `id` stands on the one piece that shows a row of the ledger; `shows` makes white space visible.
    """

    words: str = ""
    tag: str = ""
    classes: str = ""
    id: str = ""
    title: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph of the book, or a stretch that is not in it, with the source it was made from.

    `kinds` counts the rows shown in it; `cite` is the number a reader cites it by, or empty. Where
    nothing is `changed` but white space, the book's words are the source's and not given again.
    """

    id: str
    cite: str
    label: str
    line: int
    first: str
    kinds: tuple[tuple[Kind, int], ...]
    changed: bool
    tall: bool
    source: tuple[Piece, ...]
    book: tuple[Piece, ...]


def segments(text: BookText, labels: LedgerLabels = ENGLISH) -> Iterator[Segment]:
    """A text and its source, side by side, paragraph by paragraph."""
    text = replace(text, ledger=ledger_in(text.ledger, labels.language))
    found = passages(text)
    edges = [0, *(passage.end for passage in found[:-1])]
    units = [passage.unit for passage in found] or [Unit("not printed", printed=False)]
    length = len(text.source.text)
    plan = plan_of(text, edges)
    sheet = _Sheet(text.source, plan, labels)
    atoms = iter([*pairwise(plan.cuts), (length, length)])
    atom = next(atoms, None)
    seen = set[Unit]()
    for stop, unit in zip((*edges[1:], length + 1), units, strict=True):
        while atom and atom[0] < stop:
            sheet.atom(*atom)
            atom = next(atoms, None)
        whose = replace(unit, id="", cite="", label="continued") if unit in seen else unit
        if segment := sheet.segment(whose):
            seen.add(unit)
            yield segment


class _Sheet:
    """Collects the two sides, atom by atom: stretches in which nothing begins or ends."""

    def __init__(self, source: Source, plan: Plan, labels: LedgerLabels) -> None:
        self.source, self.plan = source, plan
        self.says = Says(source, labels)
        self.acting: Change | None = None
        self.doubts = self.secrets = 0
        self._clear()

    def _clear(self) -> None:
        self.left, self.right = list[Piece](), list[Piece]()
        self.kinds = Counter[Kind]()
        self.line = 0

    def atom(self, start: int, end: int) -> None:
        """Set one stretch, with what begins before it and what ends behind it."""
        self.line = self.line or self.source.locate(start)[0]
        for change in self.plan.before.get(start, ()):
            self._remark(self.right, change)
        for change in self.plan.acting.get(start, ()):
            self._begin(change)
        if start in self.plan.breaks:
            self.right.append(Piece(tag="br"))
        if start == end:
            return
        self.doubts += self.plan.doubts[start]
        self.secrets += self.plan.secrets[start]
        if not self.secrets:
            self._words(start, end)
        if self.acting and self.acting.row.span.end == end:
            self.acting = None
        for change in self.plan.behind.get(end, ()):
            self._remark(self.right, change)

    def segment(self, unit: Unit) -> Segment | None:
        """What was collected since the last segment, or None if it was nothing."""
        left, line = _trim(self.left, self.line)
        right, kinds = tuple(self.right), self.kinds
        self._clear()
        if not left and not kinds:
            return None
        changed = bool(kinds) or any(piece.tag not in {"", "line"} for piece in left)
        return Segment(
            unit.id,
            unit.cite,
            self.says.labels.unit(unit.label),
            line,
            _beginning(right) or _beginning(left) or MARK,
            tuple(sorted(kinds.items())),
            changed,
            not unit.printed and sum(len(piece.words) for piece in left) > _TALL,
            left,
            right if changed else (),
        )

    def _begin(self, change: Change) -> None:
        """A row begins to act; what it puts into the book stands where it begins."""
        row = change.row
        if len(row.span):
            self.acting = change
        match row.kind:
            case "withheld" | "abridged":
                if row.kind == "withheld" or not len(row.span):
                    self._remark(self.left, change)
                if row.rule not in {"note", "picture"}:
                    self.right.append(Piece(MARK, "span", "gen"))
            case "emended":
                if row.new:
                    self.right.append(Piece(_clean(row.new), "ins", "emended"))
                self._remark(self.right, change)
            case "typographic":
                self.kinds[row.kind] += 1
                self.right.append(_set_sign(change, self.says))
            case _ if not len(row.span):
                self._remark(self.left, change)
            case _:
                pass

    def _words(self, start: int, end: int) -> None:
        words = self.source.text[start:end]
        change, doubt = self.acting, "queried" if self.doubts else ""
        if change is None:
            piece = Piece(tag="mark" if doubt else "", classes=doubt)
            self.left += self._lines(words, start, piece)
            self.right.append(Piece(_clean(words), piece.tag, piece.classes))
            return
        kind = change.row.kind
        piece = Piece(tag="del", classes=f"{kind} {doubt}".rstrip())
        match kind:
            case "markup":
                first = start == change.row.span.start
                if first:
                    self.kinds[kind] += 1
                name = self.says.rule(change.row)
                marked = replace(piece, classes=f"change {piece.classes}", id=change.id, title=name)
                self.left += self._lines(words, start, marked if first else piece)
            case "omitted" | "abridged":
                last = end == change.row.span.end
                kept = words.rstrip() if last else words
                self.left += self._lines(kept, start, piece)
                if last:
                    self._remark(self.left, change)
                self.left += self._lines(words[len(kept) :], start + len(kept), Piece())
            case _:
                self.left += self._lines(words, start, piece)

    def _lines(self, words: str, start: int, like: Piece) -> Iterator[Piece]:
        """Words of the source, with a sign and the number of the line wherever one begins."""
        number = self.source.locate(start)[0]
        for at, part in enumerate(words.split("\n")):
            if at:
                yield Piece("\n", "line", shows=str(number + at))
            if part or (like.id and not at):
                shows = _visible(part) if like.tag == "del" else ""
                id = "" if at else like.id
                yield Piece(_clean(part), like.tag, like.classes, id, like.title, shows)

    def _remark(self, side: list[Piece], change: Change) -> None:
        self.kinds[change.row.kind] += 1
        words = _clean(self.says.remark(change))
        side.append(Piece(words, "span", f"change remark {change.row.kind}", change.id))


def _set_sign(change: Change, says: Says) -> Piece:
    """A sign as set in type; one that was taken out leaves an empty element."""
    row = change.row
    title = says.because(says.rule(row), row.reason)
    classes = "change typographic" if row.new else "change typographic gone"
    return Piece(_clean(row.new), "ins", classes, change.id, title, _visible(row.new))


def _clean(words: str) -> str:
    # Hardly any text has one, and to translate takes much longer than to look.
    return words.translate(_CONTROLS) if _CONTROL.search(words) else words


def _visible(words: str) -> str:
    """Signs to be seen in place of words that are white space; empty for all others."""
    return "".join(_VISIBLE.get(char, "␣") for char in words) if words.isspace() else ""


def _trim(pieces: Sequence[Piece], line: int) -> tuple[tuple[Piece, ...], int]:
    """The pieces without white space at the ends, and the line on which the first one stands."""
    first, last = 0, len(pieces)
    while first < last and _blank(pieces[first]):
        line = int(pieces[first].shows or line)
        first += 1
    while first < last and _blank(pieces[last - 1]):
        last -= 1
    kept = list(pieces[first:last])
    if kept and not kept[0].tag:
        kept[0] = replace(kept[0], words=kept[0].words.lstrip())
    if kept and not kept[-1].tag:
        kept[-1] = replace(kept[-1], words=kept[-1].words.rstrip())
    return tuple(kept), line


def _blank(piece: Piece) -> bool:
    return piece.tag in {"", "line"} and not piece.words.strip()


def _beginning(pieces: Sequence[Piece]) -> str:
    """The first words, to know a paragraph by."""
    words = ""
    for piece in pieces:
        if len(words) > 2 * _FIRST:
            break
        words += piece.words[: 2 * _FIRST] if piece.tag != "span" else ""
    words = " ".join(words.split())
    return words if len(words) <= _FIRST else f"{words[:_FIRST].rsplit(' ', 1)[0]} …"
