"""Straight marks → quotation marks, apostrophes and primes, in the style of a language.

A mark that the author curled is the author's: no style is turned into another. Marks of any style
count as opened and closed, so that a straight one inside them is taken for what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from anthology.typography_changes import Edit

_OPENERS = "([{–—-/“‘„‚«‹"


@dataclass(frozen=True, slots=True)
class Style:
    """The marks of a language: outside, and inside a quotation; what a word may drop at its head.

    `fused`: a word may end in an apostrophe and the next begin at once, as in *l'homme*.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    single: tuple[str, str]
    elisions: re.Pattern[str]
    fused: bool = False
    openers: str = _OPENERS


ENGLISH = Style(
    outer=("“", "”"),
    inner=("“", "”"),
    single=("‘", "’"),
    elisions=re.compile(
        r"(?:\d\d(?:s\b|\b(?!'))|(?:[Tt](?:is|was|were|will|would|isn|wasn|il)|em|n|[Cc]uz)\b)"
    ),
)
FRENCH = Style(
    outer=("«", "»"),
    inner=("“", "”"),
    single=("‘", "’"),
    elisions=re.compile(r"\d\d\b(?!')"),
    fused=True,
)
GERMAN = Style(
    outer=("„", "“"),
    inner=("„", "“"),
    single=("‚", "‘"),
    elisions=re.compile(
        r"(?:\d\d(?:er)?\b(?!')|(?:[Ss]|[Nn](?:e|en|er|em)?|rein|raus|rum|runter|ran|mal)\b(?!'))"
    ),
)
GUILLEMETS = Style(
    outer=("»", "«"),
    inner=("»", "«"),
    single=("›", "‹"),
    elisions=GERMAN.elisions,
    openers="([{–—-/„‚»›",
)
SWISS = Style(outer=("«", "»"), inner=("«", "»"), single=("‹", "›"), elisions=GERMAN.elisions)

_FAR = 2000  # farther back no open quotation is looked for
_INWARD = re.compile(r"»\w[^«»]*«")
_OUTWARD = re.compile(r"«\w[^«»]*»")


def german(text: str, swiss: bool = False) -> Style:
    """The style for a German block: guillemets where the author wrote some, and in Switzerland."""
    if swiss or _OUTWARD.search(text):
        return SWISS
    return GUILLEMETS if _INWARD.search(text) else GERMAN


_SIZE = r"\d{1,2}(?:[.,]\d+|[½¼¾])?"
_SIZE = r"\d{1,2}(?:[.,]\d+|[½¼¾])?"
_CERTAIN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=\d)(')(?=[ \u00a0]?{_SIZE}\")",  # 6'2", the feet
        r"(?<=\d)(')(?=[ \u00a0](?:tall|high|long|wide|deep|by|x)\b)",
        rf"(?<=['′][ \u00a0]){_SIZE}(\")",  # 5' 10", the inches
        r"(?<=\d['′])\d{1,2}[½¼¾]?(\")",
        rf"(?<=°)[ \u00a0]?{_SIZE}(')(?:[ \u00a0]?{_SIZE}(\"))?",
        r"\b\d{1,2}[½¼¾]?(\")? ?[x×] ?\d{1,2}[½¼¾]?(\")",
    )
)
_ALONE = re.compile(r"(?<![\d.,'‘“\"])\b\d{1,2}[½¼¾]?(\")(?=[ -][a-z])")


def primes(text: str) -> Iterator[Edit]:
    """Feet and inches, minutes and seconds: only where the figures leave no doubt."""
    if '"' not in text and "'" not in text:
        return
    for pattern in _CERTAIN:
        for found in pattern.finditer(text):
            yield from _primed(found)
    for found in _ALONE.finditer(text):
        if not _opened_before(text, found.start()):
            yield from _primed(found)


def _primed(found: re.Match[str]) -> Iterator[Edit]:
    for group, mark in enumerate(found.groups(), 1):
        if mark:
            yield Edit(*found.span(group), "′" if mark == "'" else "″", "prime")


def _opened_before(text: str, at: int) -> bool:
    """Whether a quotation stands open: an odd number of straight marks, or a curly one alone."""
    before = text[max(0, at - _FAR) : at]
    return bool(before.count('"') % 2) or before.count("“") > before.count("”")


_TYPED = re.compile(r"``(?=\S)|(?<=\S)''(?!')")
_WRONG_WAY = re.compile(
    r"(?<![\w‘])‘(?=(?:[Tt]is|[Tt]was|[Tt]were)\b|n[’'](?!\w))"
    r"|(?<=\s)‘(?=\d0s\b)(?![^‘]{0,2000}’(?!\w))"
)


def typed(text: str, style: Style) -> Iterator[Edit]:
    """Marks that a typist made of two signs (``so''), and apostrophes curled the wrong way."""
    if "``" in text:
        for found in _TYPED.finditer(text):
            new = style.outer[0] if found[0] == "``" else style.outer[1]
            yield Edit(*found.span(), new, "quotation-mark")
    if style is ENGLISH and "‘" in text:
        for found in _WRONG_WAY.finditer(text):
            yield Edit(*found.span(), "’", "apostrophe")


def curled(text: str, style: Style) -> Iterator[Edit]:
    """Each straight mark as what it is: opening, closing, or an apostrophe."""
    if '"' not in text and "'" not in text:
        return
    reader = _Reader(text, style)
    for found in re.finditer("[\"'“”„«»‚‘’‹›]", text):
        at, mark = found.start(), found[0]
        if mark == "'":
            new = reader.single(at)
            yield Edit(at, at + 1, new, "apostrophe" if new == "’" else "quotation-mark")
        elif mark == '"':
            yield Edit(at, at + 1, reader.double(at), "quotation-mark")
        else:
            reader.seen(mark)


@dataclass(slots=True)
class _Reader:
    """Reads a block mark by mark, and knows which quotations stand open."""

    text: str
    style: Style
    doubles: list[str] = field(default_factory=list)  # the closing marks that are waited for
    singles: int = 0
    first: int = -1  # where the run of straight marks began that is being read
    last: int = -2

    def double(self, at: int) -> str:
        """What the straight double mark at this place is."""
        if self._opens(at):
            nested = any(self.style.outer[1] in closing for closing in self.doubles)
            opening, closing = self.style.inner if nested else self.style.outer
            self.doubles.append(closing)
            return opening
        return self.doubles.pop()[0] if self.doubles else self.style.outer[1]

    def single(self, at: int) -> str:
        """What the straight single mark at this place is."""
        opening, closing = self.style.single
        if self._opens(at) and not self.style.elisions.match(self.text, at + 1):
            self.singles += 1
            return opening
        if self.singles and not self._joins(at):
            self.singles -= 1
            return closing
        return "’"

    def seen(self, mark: str) -> None:
        """Take note of a mark that is curled already."""
        opening, closing = self.style.single
        if self.doubles and mark in self.doubles[-1]:
            self.doubles.pop()
        elif mark in _closing(self.style):
            self.doubles.append(_closing(self.style)[mark])
        elif mark == opening:
            self.singles += 1
        elif mark == closing and closing != "’":
            self.singles = max(self.singles - 1, 0)

    def _joins(self, at: int) -> bool:
        """An apostrophe inside a word."""
        return self.text[at - 1 : at].isalnum() and self.text[at + 1 : at + 2].isalnum()

    def _opens(self, at: int) -> bool:
        """A straight mark opens after nothing, a space, a bracket, a dash or an opening mark."""
        if at != self.last + 1:  # of marks in a row the first decides
            self.first = at
        self.last = at
        after = self.text[at + 1 : at + 2] or " "
        before = self.text[self.first - 1] if self.first else " "
        if self.style.fused and self._follows_elision(at):
            return not after.isspace()
        return (before.isspace() or before in self.style.openers) and not after.isspace()

    def _follows_elision(self, at: int) -> bool:
        """Whether a double mark stands straight after l’, d’, qu’ …"""
        text = self.text
        return (
            text[at] == '"'
            and at >= 2
            and text[at - 1] in "'’"
            and text[at - 2].isalpha()
            and text[at + 1 : at + 2].isalpha()
        )


def _closing(style: Style) -> dict[str, str]:
    """The double marks that open in a style, with those that close them."""
    return _INWARD_MARKS if style is GUILLEMETS else _OUTWARD_MARKS


_INWARD_MARKS = {"»": "«", "„": "“”"}
_OUTWARD_MARKS = {"«": "»", "„": "“”", "“": "”"}
