"""The editor's decisions on one text → places in its source, and their rows of the ledger.

Finds what was quoted; settles nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

import msgspec

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.document import Role
from anthology.edition import EditedText
from anthology.ledger import Kind, Row
from anthology.schema import DecisionsFile, HeadingDecision, Quoted, RoleDecision
from anthology.selector import Folded, Found, Selector, find, fold
from anthology.selector import locate as locate_quoted
from anthology.span import Source, Span
from anthology.tomlfile import line_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision found: its key, its place in the source, where the editor wrote it."""

    key: str
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Places:
    """Where each decision holds, and the ledger rows that they give by themselves.

    What is `removed` leaves no mark in the book, and `left_out` is that of it which is no markup;
    what is `elided` leaves […], and has a row each.
    """

    rows: tuple[Row, ...]
    removed: tuple[Span, ...]
    left_out: tuple[Span, ...]
    elided: tuple[Row, ...]
    quotes: tuple[Span, ...]
    items: tuple[Span, ...]
    joins: tuple[Span, ...]
    splits: tuple[Span, ...]
    pauses: tuple[Span, ...]
    headings: tuple[tuple[Span, HeadingDecision], ...]
    roles: tuple[tuple[Span, RoleDecision], ...]
    emended: tuple[Row, ...]
    asked: tuple[Asked, ...]
    right: tuple[Span, ...]
    languages: tuple[tuple[Span, str], ...]
    drifts: tuple[Diagnostic, ...] = ()

    def kept(self, span: Span) -> Iterator[Span]:
        """The stretches of a place that are not removed."""
        return span.less(self.removed)

    def quotes_at(self, offset: int) -> tuple[Span, ...]:
        """The block quotations around a place, outermost first."""
        around = [q for q in self.quotes if q.start <= offset < q.end]
        return tuple(sorted(around, key=lambda q: (q.start, -q.end)))

    def in_item(self, offset: int) -> bool:
        """Whether a paragraph goes on a list item."""
        return any(i.start <= offset < i.end for i in self.items)

    def heading_in(self, start: int, end: int) -> HeadingDecision | None:
        """The decision that what stands between two offsets is a heading, if there is one."""
        return next((d for s, d in self.headings if start <= s.start < end), None)

    def role_in(self, start: int, end: int) -> Role | None:
        """The part a paragraph plays, if the editor gave it one."""
        return next((d.role for s, d in self.roles if start <= s.start < end), None)


def locate(text: EditedText, editor: str = "") -> Places:
    """Find every place; all that cannot be found is reported at once (EditionError).

    `editor`: who decides what no decision says that another did.
    """
    finder = _Finder(text, editor)
    d = text.decisions
    omit, withhold = finder.all("omit", d.omit), finder.all("withhold", d.withhold)
    abridge = finder.all("abridge", d.abridge)
    emend, query = finder.all("emend", d.emend), finder.all("query", d.query)
    quotes, items = finder.all("quote", d.quote), finder.all("item", d.item)
    joins, splits = finder.all("join", d.join), finder.all("split", d.split)
    pauses, headings = finder.all("pause", d.pause), finder.all("heading", d.heading)
    roles = finder.all("role", d.role)
    finder.all("plain", d.plain)
    right = finder.all("sic", d.sic)
    spoken = finder.all("language", d.language)
    problems = sorted(finder.problems or _overlaps(finder.asked), key=lambda p: p.place)
    if problems:
        raise EditionError(*problems)
    omit = tuple(_with_space(text.source, span) for span in omit)
    found: dict[Kind, Sequence[Span]] = {"omitted": omit, "withheld": withhold}
    found |= {"abridged": abridge, "queried": query, "emended": emend}
    rows = tuple(_rows(finder, d, found, {"quote": quotes, "join": joins, "split": splits}))
    elided = (row for row in rows if row.kind in {"withheld", "abridged"})
    return Places(
        rows,
        tuple(sorted(omit)),
        tuple(sorted(omit)),
        tuple(sorted(elided, key=lambda row: row.span)),
        quotes,
        items,
        joins,
        splits,
        pauses,
        tuple(zip(headings, map(finder.signed, d.heading), strict=True)),
        tuple(zip(roles, map(finder.signed, d.role), strict=True)),
        tuple(row for row in rows if row.kind == "emended"),
        tuple(finder.asked),
        right,
        tuple((span, one.language) for span, one in zip(spoken, d.language, strict=True)),
        tuple(finder.drifts),
    )


_STRUCTURAL = {"quote": "block-quotation", "join": "joined", "split": "split"}


def _rows(
    finder: _Finder,
    d: DecisionsFile,
    found: Mapping[Kind, Sequence[Span]],
    structural: Mapping[str, Sequence[Span]],
) -> Iterator[Row]:
    """The rows of the ledger that decisions give by themselves, each with the editor's reason."""
    gone: tuple[tuple[Kind, Sequence[Quoted]], ...]
    gone = (("omitted", d.omit), ("withheld", d.withhold), ("abridged", d.abridge))
    for kind, asked in gone:
        for span, one in zip(found[kind], asked, strict=True):
            yield finder.row(kind, "editor", span, one)
    for key, decided in (("quote", d.quote), ("join", d.join), ("split", d.split)):
        for span, one in zip(structural[key], decided, strict=True):
            yield finder.row("structural", _STRUCTURAL[key], span, one)
    for span, slip in zip(found["queried"], d.query, strict=True):
        yield finder.row("queried", "editor", span, slip, slip.perhaps)
    for span, change in zip(found["emended"], d.emend, strict=True):
        yield finder.row("emended", "editor", span, change, change.new)


def _with_space(source: Source, span: Span) -> Span:
    """What is taken out between two spaces takes the second along."""
    if source.text[max(0, span.start - 1) : span.start].strip():
        return span
    rest = source.text[span.end :]
    return source.span(span.start, span.end + len(rest) - len(rest.lstrip()))


_CHANGES = frozenset({"omit", "withhold", "abridge", "emend"})
_TOLD = frozenset({"query", "withhold"}), frozenset({"query", "abridge"})


def _overlaps(asked: Sequence[Asked]) -> Iterator[Diagnostic]:
    """No words can be taken out or changed twice; no question tells what the book does not."""
    changes = [a for a in asked if a.key in _CHANGES or a.key == "query"]
    for pair in combinations(changes, 2):
        keys = frozenset(asked.key for asked in pair)
        if pair[0].span.touches(pair[1].span) and (keys <= _CHANGES or keys in _TOLD):
            one, other = sorted(pair, key=lambda a: a.place)
            yield Diagnostic(
                "decision-overlap",
                f"this [[{other.key}]] and the [[{one.key}]] of line {one.place.line} overlap",
                other.place,
                "make one decision of the two, or part their places",
            )


def quoted_place(
    folded: Folded, asked: Quoted, place: Place, rule: str, *, sure: bool = True
) -> Found:
    """The place that the editor quotes: `exact` words, or all that stands `from` … `to`.

    `place` is where it was asked for; what stands around the words may have been corrected since,
    which is a warning. `sure`: words are taken out or changed, or somebody's consent hangs on them,
    so the exact words must stand nowhere else, and both ends of a passage be as quoted. Raises
    EditionError `rule`-place, -missing or -ambiguous.
    """
    ends = [bool(end) for end in (asked.from_, asked.to)]
    if any(ends) == bool(asked.exact) or any(ends) != all(ends):
        message, hint = "one place is needed", "give either `exact`, or both `from` and `to`"
        raise EditionError(Diagnostic(f"{rule}-place", message, place, hint))
    if asked.exact:
        whole = Selector(asked.exact, asked.prefix, asked.suffix)
        return locate_quoted(folded, whole, place, rule, alone=sure, discreet=sure)
    first = find(folded, Selector(asked.from_, asked.prefix), place, rule)
    last = find(folded, Selector(asked.to, suffix=asked.suffix), place, rule)
    if last.end < first.start:
        message = "`to` stands before `from`"
        raise EditionError(Diagnostic(f"{rule}-place", message, place, "exchange them"))
    return Found(Span(first.source, first.start, max(first.end, last.end)))


_Decision = TypeVar("_Decision", bound=Quoted)


class _Finder:
    """Finds the places of one decisions file and keeps what went wrong."""

    def __init__(self, text: EditedText, editor: str) -> None:
        self.text = text
        self.editor = editor
        self.folded: Folded = fold(text.source)
        self.problems: list[Diagnostic] = []
        self.asked: list[Asked] = []
        self.drifts: list[Diagnostic] = []

    def all(self, key: str, decisions: Sequence[Quoted]) -> tuple[Span, ...]:
        spans = []
        for i, decision in enumerate(decisions):
            place = Place(self.text.decisions_name, line_of(self.text.decisions_text, key, i))
            try:
                sure = key in _CHANGES
                found = quoted_place(self.folded, decision, place, "decision", sure=sure)
                spans.append(found.span)
                self.drifts += [found.drift] if found.drift else []
                self.asked.append(Asked(key, found.span, place))
            except EditionError as error:
                self.problems.extend(error.diagnostics)
        return tuple(spans) if len(spans) == len(decisions) else ()

    def row(self, kind: Kind, rule: str, span: Span, decided: Quoted, new: str = "") -> Row:
        old = "" if kind == "withheld" else self.text.source.cut(span).rstrip()
        by = self.signed(decided).by
        return Row(kind, rule, span, old, new, decided.reason, by)

    def signed(self, decision: _Decision) -> _Decision:
        """The decision with the name of who made it."""
        return msgspec.structs.replace(decision, by=decision.by or self.editor)
