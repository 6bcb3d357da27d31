"""What large tables say of words: each looked up once, and not again where an earlier run did.

The tables take longer to load than to look into; most words of a book were in it before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from anthology.kept import Kept

Answer = TypeVar("Answer")
Answers = Mapping[str, Mapping[str, Any]]
"""By the names of functions what they say of words."""
_NAME = "names.tables"
_MOST = 4
"""How many words may be kept for each one that was asked for."""


class _Told(dict[str, Any]):
    """What a function says of words; it is asked only where no earlier run did."""

    def __init__(self, function: Callable[[str], Any]) -> None:
        super().__init__()
        self.function = function
        self.before: Mapping[str, Any] = {}

    def __missing__(self, word: str) -> Any:
        before = self.before
        self[word] = answer = before[word] if word in before else self.function(word)
        return answer


_told: dict[str, _Told] = {}


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Remember what a function says of a word: of nothing else does it depend but the program."""
    told = _told[function.__name__] = _Told(function)
    return told.__getitem__


def recall(kept: Kept) -> None:
    """Bring over what was kept of an earlier run."""
    answers: Answers = kept.find(_NAME, ()) or {}
    for name, told in _told.items():
        told.before = answers.get(name, {})


def keep(kept: Kept) -> None:
    """Keep what was asked for, if there is something new; and what was kept, unless it is much."""
    if any(word not in told.before for told in _told.values() for word in told):
        kept.keep(_NAME, (), {name: _grown(told) for name, told in _told.items()})


def _grown(told: _Told) -> dict[str, Any]:
    many = len(told.before) > _MOST * len(told)
    return dict(told) if many else {**told.before, **told}
