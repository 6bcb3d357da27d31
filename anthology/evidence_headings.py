"""Which lines of a plain text are headings: the evidence for it, weighed.

A line that reads as a sentence is none, however short it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anthology.looks import SURE, Look, Seen, ended, figure, is_debris, pairs


def headings(looks: Sequence[Look]) -> Iterator[Seen]:
    """Which short lines head what follows, and their numbers."""
    numbered, headed = 0, 0
    for before, look, after in pairs(looks):
        # “3.” heads a section only where “2.” did; otherwise it goes on a list.
        goes_on = look.chunk.kind == "number" and figure(look) not in {1, headed + 1}
        score, why = _heading(before, look, after, looks[0])
        if look.chunk.kind == "number":
            headed = figure(look) if score >= SURE and not goes_on else -1
        if score <= 0 or goes_on:
            continue
        value = ""
        if look.chunk.kind == "number":
            numbered += 1
            value = f"{numbered}." if look.chunk.value == "1" else f"{look.chunk.value}."
        yield Seen("heading", look.chunk.span, min(score, 1.0), ", ".join(why), value)


def _heading(
    before: Look | None, look: Look, after: Look | None, title: Look
) -> tuple[float, list[str]]:
    """The weight that a short line is a heading: nothing for what reads as a sentence."""
    short = look.words <= 14 and len(look.text) <= 90 and look.chunk.kind in {"plain", "number"}
    last = after is None or after.chunk.kind == "note"
    if not short or last or look is title or is_debris(look):
        return 0.0, []
    if ended(look.text) and not re.search(r"[?!][”\"’]?$|[)\]]$", look.text):
        return 0.0, []
    score, why = 0.0, []
    letters = [char for char in look.text if char.isalpha()]
    if len(letters) > 2 and all(not char.islower() for char in letters):
        score, why = score + 0.6, ["typed in capitals"]
    if look.chunk.kind == "number" and _alone(before, after):
        score, why = score + 0.6, [*why, "numbered, but alone and without a full stop"]
    if _same_words(look.text, title.text):
        score, why = score + 0.6, [*why, "repeats the title"]
    if after and after.words >= 30 and look.chunk.kind == "plain" and look.words <= 10:
        score, why = score + 0.3, [*why, "short, without a full stop, before a long paragraph"]
    return (score, why) if why else (0.0, [])


def _alone(before: Look | None, after: Look | None) -> bool:
    return not any(near and near.chunk.kind == "number" for near in (before, after))


def _same_words(one: str, other: str) -> bool:
    first, second = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    return bool(first) and first == second[: len(first)] and len(first) * 3 >= len(second) * 2
