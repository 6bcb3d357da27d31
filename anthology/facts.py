"""The fact sheet: which facts there are, how they may be used, and which notes rest on which.

A note names its facts in a comment: `<!-- F12 -->`. Reads comments alone and judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.span import Source

FACTS = "facts.toml"
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_ID = re.compile(r"\b[A-Z]\d+\b")


def cited_facts(notes: Source) -> Iterator[tuple[int, tuple[str, ...]]]:
    """For each note of a file: the line of its place, and the facts named in its comments."""
    blanked = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), notes.text)
    lines = ["", *blanked.split("\n")]
    starts = [
        n for n in range(1, len(lines)) if lines[n].startswith(">") and not lines[n - 1].strip()
    ]
    comments = [
        (notes.text.count("\n", 0, m.start()) + 1, m[1]) for m in _COMMENT.finditer(notes.text)
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        named = (_ID.findall(words) for line, words in comments if start <= line < end)
        yield start, tuple(id for ids in named for id in ids)
