"""Where two sequences of words differ: small blocks, found in nearly linear time.

Knows nothing of books, streams or line ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Block = tuple[int, int, int, int]
"""`(i1, i2, j1, j2)`: `a[i1:i2]` stands where `b[j1:j2]` should, or the other way about."""

# Two stretches without a common rare word are compared word by word only up to this many pairs
# of words; above it they are one block, since difflib takes quadratic time or worse.
_PAIRS = 250_000


def unequal_blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[Block]:
    """The blocks in which `a` and `b` differ, in order; none if they are equal.

    Words that occur once on each side are matched first (longest increasing run of them, the
    "patience" order of Bram Cohen), then only what lies between two of them is compared closely.
    """
    i, m, j, n = _trimmed(a, b, 0, len(a), 0, len(b))
    ends = [(i - 1, j - 1), *_anchors(a, b, (i, m), (j, n)), (m, n)]
    for (i1, j1), (i2, j2) in pairwise(ends):
        yield from _between(a, b, *_trimmed(a, b, i1 + 1, i2, j1 + 1, j2))


def _trimmed(
    a: Sequence[str], b: Sequence[str], i1: int, i2: int, j1: int, j2: int
) -> tuple[int, int, int, int]:
    """The stretches `a[i1:i2]` and `b[j1:j2]` without their common head and tail."""
    while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return i1, i2, j1, j2


def _anchors(
    a: Sequence[str], b: Sequence[str], span_a: tuple[int, int], span_b: tuple[int, int]
) -> list[tuple[int, int]]:
    """Places of words that occur once in each stretch, in an order common to both."""
    once_a, once_b = _places(a, *span_a), _places(b, *span_b)
    pairs = [(i, once_b[word]) for word, i in once_a.items() if word in once_b]
    return _longest_increasing(pairs)


def _places(words: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Where each word stands that occurs once in `words[start:end]`, in order."""
    counts = Counter(words[start:end])
    return {words[i]: i for i in range(start, end) if counts[words[i]] == 1}


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of `pairs` (sorted by the first number) in which the second grows too."""
    tops: list[int] = []  # smallest second number that ends a run of this length
    ends: list[int] = []  # index in `pairs` of that number
    before: list[int] = []  # index in `pairs` of the pair before, -1 for none
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        tops[at : at + 1] = [j]
        ends[at : at + 1] = [index]
        before.append(ends[at - 1] if at else -1)
    run: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _between(
    a: Sequence[str], b: Sequence[str], i1: int, i2: int, j1: int, j2: int
) -> Iterator[Block]:
    """The blocks that differ in two stretches without common head, tail or rare word."""
    if (i2 - i1) * (j2 - j1) > _PAIRS:
        yield i1, i2, j1, j2
        return
    matcher = SequenceMatcher(None, a[i1:i2], b[j1:j2], autojunk=False)
    for tag, x1, x2, y1, y2 in matcher.get_opcodes():
        if tag != "equal":
            yield i1 + x1, i1 + x2, j1 + y1, j1 + y2
