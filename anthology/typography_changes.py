"""Changes to a string: one edit, many made at once, and many rounds of them seen as one.

Knows no type rule and no language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

_MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: the stretch of a block's words, what stands there instead, by which rule.

    A stretch is never empty: what is put in is put in with the sign it stands beside.
    """

    start: int
    end: int
    new: str
    rule: str


Rule = Callable[[str], Iterable[Edit]]
"""Finds changes in a string. Of two that overlap the first holds."""
Kept = Callable[[str], Sequence[tuple[int, int]]]
"""Finds what no rule may touch in a string: start and end of each stretch, in order."""


def apply(text: str, changes: Sequence[Edit]) -> str:
    """The words with the changes made."""
    parts, at = [], 0
    for edit in changes:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*parts, text[at:]))


def settle(text: str, rules: Sequence[Rule], asked: frozenset[str], kept: Kept) -> tuple[Edit, ...]:
    """The changes after which no rule asks for more, in order and never overlapping.

    Each rule sees what the rules before it made; when all have been heard, they are heard again,
    until none has anything to say. So the edits of the result are none. Only rules whose names are
    in `asked` count, and the stretches that `kept` finds are never changed.
    """
    made: tuple[Edit, ...] = ()
    now = text
    for _ in range(_MOST_ROUNDS):
        before = now
        for rule in rules:
            found = [edit for edit in rule(now) if edit.rule in asked]
            if found and (new := _apart(now, found, kept)):
                made = _combine(text, made, new)
                now = apply(text, made)
        if now == before:
            break
    return made


def _apart(text: str, found: Iterable[Edit], kept: Kept) -> tuple[Edit, ...]:
    """Edits that change something, none over another or in a stretch that is kept."""
    out: list[Edit] = []
    for edit in sorted(found, key=lambda e: e.start):
        if (not out or edit.start >= out[-1].end) and text[edit.start : edit.end] != edit.new:
            out.append(edit)
    if not out:
        return ()
    return tuple(_outside(out, kept(text)))


def _outside(found: Sequence[Edit], places: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """The edits, in order, that touch none of the places, in order."""
    at = 0
    for edit in found:
        while at < len(places) and places[at][1] <= edit.start:
            at += 1
        if at == len(places) or places[at][0] >= edit.end:
            yield edit


@dataclass(slots=True)
class _Piece:
    """A change made, with its place in the string as it is now."""

    start: int
    end: int
    edit: Edit


def _combine(text: str, made: tuple[Edit, ...], new: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """One set of changes to `text` that does what `made` and then `new` do."""
    pieces = _pieces(made)
    out: list[Edit] = []
    done = 0
    for edit in new:
        first = done
        while first < len(pieces) and _before(pieces[first], edit):
            out.append(pieces[first].edit)
            first += 1
        done = first
        while done < len(pieces) and _touches(pieces[done], edit):
            done += 1
        out.append(_merged(text, pieces, first, done, edit))
    out += [piece.edit for piece in pieces[done:]]
    return tuple(e for e in out if text[e.start : e.end] != e.new)


def _pieces(made: tuple[Edit, ...]) -> list[_Piece]:
    shift, out = 0, []
    for edit in made:
        start = edit.start + shift
        out.append(_Piece(start, start + len(edit.new), edit))
        shift += len(edit.new) - (edit.end - edit.start)
    return out


def _before(piece: _Piece, edit: Edit) -> bool:
    return piece.end <= edit.start


def _touches(piece: _Piece, edit: Edit) -> bool:
    """A word taken out where an edit begins or ends is no part of it."""
    return piece.start < edit.end and piece.end > edit.start


def _merged(text: str, pieces: list[_Piece], first: int, last: int, edit: Edit) -> Edit:
    """The new edit, with the earlier ones it runs over, as one change of `text`."""
    if first == last:
        start = _origin(pieces, first, edit.start)
        return Edit(start, start + edit.end - edit.start, edit.new, edit.rule)
    head, tail = pieces[first], pieces[last - 1]
    start, lead = head.edit.start, head.edit.new[: max(edit.start - head.start, 0)]
    if edit.start < head.start:
        start -= head.start - edit.start
    end, rest = tail.edit.end, tail.edit.new[max(edit.end - tail.start, 0) :]
    if edit.end > tail.end:
        end, rest = end + edit.end - tail.end, ""
    return Edit(start, end, f"{lead}{edit.new}{rest}", head.edit.rule)


def _origin(pieces: list[_Piece], behind: int, place: int) -> int:
    """The place in the first string of a place that stands behind so many pieces."""
    if not behind:
        return place
    piece = pieces[behind - 1]
    return place - piece.end + piece.edit.end
