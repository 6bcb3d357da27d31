"""The machine's doubtful calls on a text → a first decisions file for the editor to go through.

Every call stands there as a comment with its weight and its evidence; taking the `#` away turns it
round. Writes nothing itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from anthology.edition import EditedText
from anthology.evidence import see
from anthology.looks import SURE, Call, Seen
from anthology.selector import Folded, Selector, candidates, fold
from anthology.span import Span

CLEAR = 0.75
_WORDS = 6
_MOST = 24


def proposals(text: EditedText) -> str:
    """The text of a decisions file: what is clear in one line, each doubtful call with its like."""
    calls = see(text.reading)
    folded = fold(text.source)
    clear = Counter(call.call for call in calls if call.score >= CLEAR)
    lines = [
        f"# Decisions on “{text.entry.title}”. Each names a place by its words and gives a reason;",
        "# docs/edition.md lists the kinds. What follows was proposed by the machine: a call,",
        "# its weight from 0 to 1, its evidence. Take the “# ” away before a table and its",
        "# keys to turn the call round.",
        "#",
        f"# Clear, and followed: {_counts(clear)}.",
        *(line for call in doubtful(text) for line in _proposal(call, folded)),
    ]
    if not doubtful(text):
        lines.append("# Nothing was doubtful.")
    return "\n".join(lines) + "\n"


def doubtful(text: EditedText) -> tuple[Seen, ...]:
    """The calls that an editor should look at."""
    return tuple(call for call in see(text.reading) if call.score < CLEAR)


def _counts(found: Mapping[Call, int]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(found.items())) or "nothing"


def _proposal(call: Seen, folded: Folded) -> Iterator[str]:
    followed = call.score >= SURE
    line, _ = folded.source.locate(call.span.start)
    state = "followed" if followed else "not followed"
    yield ""
    yield f"# line {line}: {call.call} {call.value}".rstrip() + f", {call.score:.1f}, {state}"
    yield f"#   because: {call.why}"
    yield f"#   instead: {'an ordinary paragraph' if followed else _instead(call)}"
    yield f"# [[{'plain' if followed else call.call}]]"
    for key, words in _place(call, folded, followed):
        yield f"# {key} = {_quoted(words)}"
    if call.call == "role" and not followed:
        yield f'# role = "{call.value}"'
    yield '# reason = ""'


def _instead(call: Seen) -> str:
    return {
        "heading": "a heading",
        "quote": "a block quotation",
        "join": "goes on the paragraph before it",
        "item": "goes on the list item before it",
        "omit": "site debris, left out",
        "pause": "a pause before it",
        "role": f"a {call.value}",
        "split": "a paragraph of its own",
    }[call.call]


def _place(call: Seen, folded: Folded, followed: bool) -> Iterable[tuple[str, str]]:
    """The place as the decision wants it: first words, or first and last ones."""
    first = unique_start(folded, call.span)
    if followed or call.call not in {"quote", "item"}:
        return [("exact", first)]
    return [("from", first), ("to", unique_end(folded, call.span))]


def unique_start(folded: Folded, span: Span) -> str:
    """The fewest first words of a place that stand nowhere else, or as many as are reasonable."""
    words = folded.source.cut(span).split()
    return _unique(folded, [words[:count] for count in range(_WORDS, _MOST)])


def unique_end(folded: Folded, span: Span) -> str:
    """The fewest last words of a place that stand nowhere else."""
    words = folded.source.cut(span).split()
    return _unique(folded, [words[-count:] for count in range(_WORDS, _MOST)])


def _unique(folded: Folded, tries: Iterable[list[str]]) -> str:
    shown = ""
    for words in tries:
        shown = " ".join(words)
        if len(candidates(folded, Selector(shown))) == 1:
            return shown
    return shown


def _quoted(words: str) -> str:
    """A TOML string."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
