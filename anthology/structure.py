"""A reading, the machine's calls on it and the editor's decisions → the blocks of a text.

What the signs of the text do not show, `decisions/<slug>.toml` says. Changes no word: leaves hold
exactly what the source has at their place, but for the title and for emendations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from anthology.decisions import Places, locate
from anthology.diagnostic import Diagnostic, EditionError, Place, Severity, place_of
from anthology.document import MARK, Blocks, Paragraph, Text
from anthology.edition import EditedText
from anthology.effects import idle
from anthology.elide import elide, unprinted
from anthology.evidence import see
from anthology.hang import hang
from anthology.ledger import Ledger, Row, discreet
from anthology.lists import fold_lists
from anthology.read.inline import note_id
from anthology.read.reading import Chunk, Mark, unmarked
from anthology.settle import settle
from anthology.shape import Draft, Shaper
from anthology.span import Source, Span

_WORD = re.compile(r"\w+")
_NEAR = 6
"""How many paragraphs may stand before the title: a date, a rubric, a byline."""


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """A note of the author's own; `span`: its words.

    `marker`: the author's, with the count of its return where markers begin anew.
    """

    marker: str
    blocks: Blocks
    span: Span


@dataclass(frozen=True, slots=True)
class Structured:
    """A text with its structure settled. `title_span` is None where the title is supplied.

    `right`: places the editor calls right as they stand; `languages`: what the editor says some
    places are in.
    """

    title: Text
    body: Blocks
    notes: tuple[AuthorNote, ...]
    ledger: Ledger
    title_span: Span | None
    right: tuple[Span, ...] = ()
    languages: tuple[tuple[Span, str], ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


def structure(text: EditedText, editor: str = "") -> Structured:
    """Settle the structure of one text; `editor` decided what no decision says another did.

    Raises EditionError for a decision whose place is missing or ambiguous, or that changes
    nothing; a note given twice; a title that the source does not have. A reference without a note
    stays as the words it is, and a note without a reference is a paragraph, with a warning.
    """
    asked = locate(text, editor)
    places = settle(text.reading, see(text.reading), asked, text.entry)
    chunks, gone_rows = elide(text.source, text.reading.chunks, places)
    drafts = tuple(_drafts(text.source, chunks, places))
    drafts, picture_rows = hang(text.gallery, asked.asked, drafts)
    if not any(_leaves_words(text.source, draft) for draft in drafts):
        raise EditionError(_nothing_left(text))
    title, title_rows, drafts = _take_title(text, drafts)
    problems = (
        *idle(asked, [d.kept for d in drafts if any(map(len, d.kept))]),
        *unprinted(text.reading.chunks, asked),
    )
    if problems:
        raise EditionError(*sorted(problems, key=lambda problem: problem.place))
    drafts, uncalled = _uncalled(text, drafts)
    body = [draft for draft in drafts if draft.chunk.kind != "note"]
    notes = [draft for draft in drafts if draft.chunk.kind == "note"]
    markers = _pair(text, notes)
    shaper = Shaper(text, places, {m: note_id(text.entry.number, m) for m in markers})
    blocks = fold_lists(shaper.entries(body))
    author = tuple(_notes(shaper, notes))
    rows = (*places.rows, *gone_rows, *title_rows, *shaper.rows, *picture_rows)
    ledger = Ledger().joined(discreet(text.source, rows))
    right, spoken, warnings = asked.right, asked.languages, (*asked.drifts, *uncalled)
    return Structured(title, blocks, author, ledger, title.span, right, spoken, warnings)


def _leaves_words(source: Source, draft: Draft) -> bool:
    """Whether a draft leaves more than […]."""
    return draft.chunk.kind == "figure" or any(source.cut(s).strip() for s in draft.shown)


def _nothing_left(text: EditedText) -> Diagnostic:
    return Diagnostic(
        "text-empty",
        "the decisions leave nothing of the source to print",
        Place(text.decisions_name),
        "take out less, or take the text out of edition.toml",
    )


def _notes(shaper: Shaper, drafts: Sequence[Draft]) -> Iterator[AuthorNote]:
    """The author's notes, without their markers; one that a note names is called elsewhere."""
    waiting: AuthorNote | None = None
    for draft in drafts:
        paragraph = Paragraph(shaper.inlines(draft, calls=False))
        if waiting and draft.chunk.continues:
            span = replace(waiting.span, end=draft.end)
            waiting = replace(waiting, blocks=(*waiting.blocks, paragraph), span=span)
            continue
        if waiting:
            yield waiting
        start = draft.chunk.mark.end if draft.chunk.mark else draft.start
        span = Span(draft.chunk.span.source, start, draft.end)
        waiting = AuthorNote(draft.chunk.value, (paragraph,), span)
    if waiting:
        yield waiting


def _drafts(source: Source, chunks: Iterable[Chunk], places: Places) -> Iterator[Draft]:
    """Cut chunks where they are split, join them where they are joined.

    A picture between two that are joined stands behind them.
    """
    waiting: Draft | None = None
    pictures = list[Draft]()
    for chunk in chunks:
        for draft in _split(source, chunk, places):
            if waiting and draft.chunk.kind == "figure" and not any(map(len, draft.kept)):
                pictures.append(draft)
                continue
            if waiting and any(waiting.end <= j.start <= draft.start for j in places.joins):
                marks = (*waiting.chunk.marks, *draft.chunk.marks)
                kind = "plain" if waiting.chunk.kind == "elided" else waiting.chunk.kind
                joined = replace(waiting.chunk, marks=marks, kind=kind)
                waiting = Draft(joined, (*waiting.kept, *draft.kept))
                continue
            if waiting:
                yield from (waiting, *pictures)
            waiting, pictures = draft, []
    if waiting:
        yield from (waiting, *pictures)


def _split(source: Source, chunk: Chunk, places: Places) -> Iterator[Draft]:
    cuts = [s.start for s in places.splits if chunk.span.start < s.start < chunk.span.end]
    edges = [chunk.span.start, *cuts, chunk.span.end]
    for at, (start, end) in enumerate(pairwise(edges)):
        whole = Span(chunk.span.source, start, end)
        kept = tuple(s for s in (_trim(source, k) for k in places.kept(whole)) if len(s))
        picture = chunk.kind == "figure" and at == 0
        if kept or picture or (chunk.kind == "rule" and not len(whole)):
            first = at == 0 and (picture or not kept or _keeps_mark(chunk, kept[0]))
            yield Draft(
                chunk if first else _rest(chunk, whole), kept or (replace(whole, end=start),)
            )


def _rest(chunk: Chunk, span: Span) -> Chunk:
    """What is left of a chunk that lost its head: a plain paragraph."""
    kind = chunk.kind if chunk.kind in {"verse", "table"} else "plain"
    return replace(chunk, span=span, mark=None, kind=kind)


def _keeps_mark(chunk: Chunk, first: Span) -> bool:
    return first.start == chunk.span.start and (not chunk.mark or chunk.mark.end <= first.end)


def _trim(source: Source, span: Span) -> Span:
    words = source.cut(span)
    start = span.start + len(words) - len(words.lstrip())
    return source.span(start, max(start, span.start + len(words.rstrip())))


def _is_title(text: EditedText, draft: Draft) -> bool:
    words = _title_words(text.source, draft, draft.chunk.marks)
    return _WORD.findall(words.casefold()) == _WORD.findall(text.entry.title.casefold())


def _take_title(
    text: EditedText, drafts: tuple[Draft, ...]
) -> tuple[Text, list[Row], tuple[Draft, ...]]:
    """The title as printed, and the drafts without the line that is the source's own title."""
    entry = text.entry
    if entry.supplied:
        return Text(entry.title), [], drafts
    at = next((i for i, d in enumerate(drafts[:_NEAR]) if _is_title(text, d)), None)
    first = drafts[at or 0].kept
    words = _title_words(text.source, drafts[at or 0])
    if at is None:
        raise EditionError(
            Diagnostic(
                "title-differs",
                f"the title “{entry.title}” is not what the source begins with",
                place_of(text.source, first[0]),
                "give the source's own title, or say `supplied = true` in edition.toml",
            )
        )
    if words.count(MARK) != entry.title.count(MARK):
        raise EditionError(
            Diagnostic(
                "title-gap",
                f"{words.count(MARK)} passages of the title are taken out; the title of "
                f"edition.toml shows {entry.title.count(MARK)}",
                place_of(text.source, first[0]),
                f"write {MARK} in the title where words are taken out",
            )
        )
    span = Span(text.source.name, first[0].start, first[-1].end)
    rows = []
    if words != entry.title:
        reason = "titles are set in one style"
        rows = [Row("typographic", "title-style", span, words, entry.title, reason)]
    return Text(entry.title, span), rows, (*drafts[:at], *drafts[at + 1 :])


def _title_words(source: Source, draft: Draft, marks: Sequence[Mark] = ()) -> str:
    """The source's own title, as much of it as is kept, with […] where words are withheld, and
    without the signs of these marks.
    """
    places = [(gap.start, MARK) for gap in draft.gaps]
    places += [(span.start, unmarked(source, span, marks)) for span in draft.shown]
    for before, behind in pairwise(draft.kept):
        between = source.text[before.end : behind.start]
        places.append((before.end, " " if between != between.strip() else ""))
    return "".join(words for _, words in sorted(places))


def _uncalled(
    text: EditedText, drafts: Sequence[Draft]
) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """The drafts, those of notes that nothing calls made paragraphs, and a warning for each."""
    called = {m.value for d in drafts for m in d.chunk.marks if m.kind == "call"}
    odd = [d for d in drafts if d.chunk.kind == "note" and d.chunk.value not in called]
    found = tuple(
        Diagnostic(
            "note-unpaired",
            f"nothing calls the note [{draft.chunk.value}]: it is printed where it stands",
            place_of(text.source, draft.chunk.span),
            "compare another copy, or take it out by an [[omit]] decision",
            Severity.WARNING,
        )
        for draft in odd
        if not draft.chunk.continues
    )
    plain = {id(d): replace(d, chunk=_as_paragraph(d.chunk)) for d in odd}
    changed = [plain.get(id(d), d) for d in drafts]
    if odd:  # readers put notes behind the text; a paragraph stands where the source has it
        notes = [d for d in changed if d.chunk.kind == "note"]
        printed = [d for d in changed if d.chunk.kind != "note"]
        changed = [*sorted(printed, key=lambda d: d.start), *notes]
    return tuple(changed), found


def _as_paragraph(chunk: Chunk) -> Chunk:
    return replace(chunk, kind="plain", value="", mark=None, continues=False)


def _pair(text: EditedText, notes: Sequence[Draft]) -> tuple[str, ...]:
    """The markers of the author's notes; each must be given once."""
    given = Counter(draft.chunk.value for draft in notes if not draft.chunk.continues)
    problems = [
        Diagnostic(
            "note-unpaired",
            f"the note [{draft.chunk.value}] is given {given[draft.chunk.value]} times",
            place_of(text.source, draft.chunk.span),
            "take the odd note out of the text by an [[omit]] decision",
        )
        for draft in notes
        if given[draft.chunk.value] != 1
    ]
    if problems:
        raise EditionError(*problems)
    return tuple(given)
