"""The editor's decisions on one text → places in its source, and their rows of the ledger.

Finds what was quoted; settles nothing itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.document import Role
from anthology.edition import EditedText
from anthology.ledger import Kind, Row
from anthology.schema import DecisionsFile, HeadingDecision, Quoted, RoleDecision
from anthology.selector import Folded, Selector, find, fold
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
    """Where each decision holds, and the ledger rows that they give by themselves."""

    rows: tuple[Row, ...]
    removed: tuple[Span, ...]
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

    def kept(self, span: Span) -> Iterator[Span]:
        """The stretches of a place that are not removed."""
        start = span.start
        for gone in self.removed:
            if gone.end <= start or gone.start >= span.end:
                continue
            if gone.start > start:
                yield Span(span.source, start, gone.start)
            start = max(start, gone.end)
        if start < span.end:
            yield Span(span.source, start, span.end)

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


def locate(text: EditedText) -> Places:
    """Find every place; all that cannot be found is reported at once (EditionError)."""
    finder = _Finder(text)
    d = text.decisions
    omit, withhold = finder.all("omit", d.omit), finder.all("withhold", d.withhold)
    emend, query = finder.all("emend", d.emend), finder.all("query", d.query)
    quotes, items = finder.all("quote", d.quote), finder.all("item", d.item)
    joins, splits = finder.all("join", d.join), finder.all("split", d.split)
    pauses, headings = finder.all("pause", d.pause), finder.all("heading", d.heading)
    roles = finder.all("role", d.role)
    finder.all("plain", d.plain)
    right = finder.all("sic", d.sic)
    spoken = finder.all("language", d.language)
    problems = finder.problems or list(_overlaps(finder.asked))
    if problems:
        raise EditionError(*problems)
    omit, withhold = (tuple(_with_space(text.source, s) for s in gone) for gone in (omit, withhold))
    found = {"omitted": omit, "withheld": withhold, "queried": query, "emended": emend}
    rows = tuple(_rows(finder, d, found, {"quote": quotes, "join": joins, "split": splits}))
    emended = tuple(row for row in rows if row.kind == "emended")
    removed = tuple(sorted((*omit, *withhold), key=lambda s: s.start))
    return Places(
        rows,
        removed,
        quotes,
        items,
        joins,
        splits,
        pauses,
        tuple(zip(headings, d.heading, strict=True)),
        tuple(zip(roles, d.role, strict=True)),
        emended,
        tuple(finder.asked),
        right,
        tuple((span, one.language) for span, one in zip(spoken, d.language, strict=True)),
    )


_STRUCTURAL = {"quote": "block-quotation", "join": "joined", "split": "split"}


def _rows(
    finder: _Finder,
    d: DecisionsFile,
    found: Mapping[str, Sequence[Span]],
    structural: Mapping[str, Sequence[Span]],
) -> Iterator[Row]:
    """The rows of the ledger that decisions give by themselves, each with the editor's reason."""
    gone: tuple[tuple[Kind, Sequence[Quoted]], ...]
    gone = (("omitted", d.omit), ("withheld", d.withhold))
    for kind, asked in gone:
        for span, one in zip(found[kind], asked, strict=True):
            yield finder.row(kind, "editor", span, one.reason)
    for key, decided in (("quote", d.quote), ("join", d.join), ("split", d.split)):
        for span, one in zip(structural[key], decided, strict=True):
            yield finder.row("structural", _STRUCTURAL[key], span, one.reason)
    for span, slip in zip(found["queried"], d.query, strict=True):
        yield finder.row("queried", "editor", span, slip.reason, slip.perhaps)
    for span, change in zip(found["emended"], d.emend, strict=True):
        yield finder.row("emended", "editor", span, change.reason, change.new)


def _with_space(source: Source, span: Span) -> Span:
    """What is taken out between two spaces takes the second along."""
    if source.text[max(0, span.start - 1) : span.start].strip():
        return span
    rest = source.text[span.end :]
    return source.span(span.start, span.end + len(rest) - len(rest.lstrip()))


def _overlaps(asked: Sequence[Asked]) -> Iterator[Diagnostic]:
    """No words can be taken out or changed twice."""
    changes = [a for a in asked if a.key in {"omit", "withhold", "emend"}]
    for one, other in pairwise(sorted(changes, key=lambda a: a.span)):
        if other.span.start < one.span.end:
            one, other = sorted((one, other), key=lambda a: a.place)
            yield Diagnostic(
                "decision-overlap",
                f"this [[{other.key}]] and the [[{one.key}]] of line {one.place.line} overlap",
                other.place,
                "make one decision of the two, or part their places",
            )


def quoted_place(folded: Folded, asked: Quoted, place: Place, rule: str) -> Span:
    """The place that the editor quotes: `exact` words, or all that stands `from` … `to`.

    `place` is where it was asked for. Raises EditionError `rule`-place, -missing or -ambiguous.
    """
    ends = [bool(end) for end in (asked.from_, asked.to)]
    if any(ends) == bool(asked.exact) or any(ends) != all(ends):
        message, hint = "one place is needed", "give either `exact`, or both `from` and `to`"
        raise EditionError(Diagnostic(f"{rule}-place", message, place, hint))
    if asked.exact:
        return find(folded, Selector(asked.exact, asked.prefix, asked.suffix), place, rule)
    first = find(folded, Selector(asked.from_, asked.prefix), place, rule)
    last = find(folded, Selector(asked.to, suffix=asked.suffix), place, rule)
    if last.end < first.start:
        message = "`to` stands before `from`"
        raise EditionError(Diagnostic(f"{rule}-place", message, place, "exchange them"))
    return Span(first.source, first.start, max(first.end, last.end))


class _Finder:
    """Finds the places of one decisions file and keeps what went wrong."""

    def __init__(self, text: EditedText) -> None:
        self.text = text
        self.folded: Folded = fold(text.source)
        self.problems: list[Diagnostic] = []
        self.asked: list[Asked] = []

    def all(self, key: str, decisions: Sequence[Quoted]) -> tuple[Span, ...]:
        spans = []
        for i, decision in enumerate(decisions):
            place = Place(self.text.decisions_name, line_of(self.text.decisions_text, key, i))
            try:
                spans.append(quoted_place(self.folded, decision, place, "decision"))
                self.asked.append(Asked(key, spans[-1], place))
            except EditionError as error:
                self.problems.extend(error.diagnostics)
        return tuple(spans) if len(spans) == len(decisions) else ()

    def row(self, kind: Kind, rule: str, span: Span, reason: str, new: str = "") -> Row:
        return Row(kind, rule, span, self.text.source.cut(span).rstrip(), new, reason)


Passage = Sequence[Span]
"""The stretches of source that one paragraph keeps."""


def idle(places: Places, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Decisions that would be in the ledger and nowhere in the book."""
    starts = [passage[0].start for passage in passages]
    for asked in places.asked:
        effect = _EFFECTS.get(asked.key)
        # The beginning of a place can touch the paragraph it stands in and the next one.
        near = max(0, bisect_right(starts, asked.span.start) - 1)
        if effect and not effect.happens(asked.span, passages[near : near + 2]):
            yield Diagnostic("decision-idle", effect.otherwise, asked.place, effect.hint)


@dataclass(frozen=True, slots=True)
class _Effect:
    """Whether a decision changes one of the paragraphs near it, and what is said if not."""

    happens: Callable[[Span, Sequence[Passage]], bool]
    otherwise: str
    hint: str


def _begins(span: Span, near: Sequence[Passage]) -> bool:
    return any(span.start <= passage[0].start < span.end for passage in near)


def _holds(span: Span, near: Sequence[Passage]) -> bool:
    return any(passage[0].start <= span.start < passage[-1].end for passage in near)


def _heads(span: Span, near: Sequence[Passage]) -> bool:
    """Whether a paragraph begins there, a number before it apart."""
    return any(p[0].start <= span.start <= p[0].start + 8 for p in near)


def _joins(span: Span, near: Sequence[Passage]) -> bool:
    return any(a.end <= span.start <= b.start for passage in near for a, b in pairwise(passage))


def _changes(span: Span, near: Sequence[Passage]) -> bool:
    return any(span.within(kept) for passage in near for kept in passage)


def _leaves_mark(span: Span, near: Sequence[Passage]) -> bool:
    return not any(p[0].start < span.start and span.end < p[-1].end for p in near)


_PARAGRAPH = _Effect(
    _begins, "no paragraph of the body begins at this place", "quote the first words of one"
)
_INSIDE = _Effect(
    _holds, "this place is not in a paragraph of the body", "quote words of the body that are kept"
)
_EFFECTS = {
    "quote": _PARAGRAPH,
    "item": _PARAGRAPH,
    "pause": _PARAGRAPH,
    "split": _PARAGRAPH,
    "heading": _Effect(
        _heads, "no paragraph of the body begins at this place", "quote the first words of one"
    ),
    "role": _INSIDE,
    "plain": _INSIDE,
    "language": _INSIDE,
    "join": _Effect(
        _joins,
        "no paragraph that begins here can be joined to the one before",
        "quote the first words of the second paragraph",
    ),
    "emend": _Effect(
        _changes,
        "this place is not inside one printed paragraph",
        "emend each paragraph by itself; a title is corrected in edition.toml",
    ),
    "withhold": _Effect(
        _leaves_mark,
        "a passage inside a paragraph cannot be withheld: it would leave no mark",
        "withhold the whole paragraph, or split it behind the passage",
    ),
}
