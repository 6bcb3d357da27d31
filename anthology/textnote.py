"""The ledger of each text → the “Note on the texts” that the book prints.

Says in words what was done, from the ledger alone; adds nothing and counts nothing by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from anthology.document import Block, Blocks, Heading, ListBlock, ListItem, Paragraph, Text
from anthology.labels import ENGLISH, Labels
from anthology.ledger import Ledger, Row

_SIGNS = (
    "quotation-mark apostrophe prime french-space sign-space stray-space spaced-dash dash range "
    "ellipsis-space no-break title-style"
).split()
_FORM = "block-quotation heading joined split".split()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row alone does not tell.

    `cite`: the number of the paragraph it stands in; `size`: how many words the source has there;
    `editor`: who decided where nobody else is named.
    """

    cite: Callable[[Row], str] = lambda _: ""
    size: Callable[[Row], int] = lambda row: len(row.old.split())
    editor: str = ""


def text_note(title: str, ledger: Ledger, facts: Facts, labels: Labels = ENGLISH) -> Blocks:
    """What was done to one text."""
    return (
        Heading((Text(title),), 2),
        *_summary(ledger, labels),
        *_lists(ledger, facts, labels),
    )


def _summary(ledger: Ledger, labels: Labels) -> Iterator[Block]:
    typographic = _counts(ledger.of("typographic"), _SIGNS, labels)
    structural = _counts(ledger.of("structural"), _FORM, labels)
    sentences = [
        f"{what}{labels.colon} {', '.join(counts)}."
        for what, counts in ((labels.signs, typographic), (labels.form, structural))
        if counts
    ]
    if not sentences:
        sentences = [labels.nothing_changed]
    yield Paragraph((Text(" ".join(sentences)),))


def _counts(rows: Sequence[Row], rules: Sequence[str], labels: Labels) -> list[str]:
    found = Counter(row.rule for row in rows)
    return [labels.count(rule, found[rule]) for rule in rules if found[rule]]


def _lists(ledger: Ledger, facts: Facts, labels: Labels) -> Iterator[Block]:
    tell = _Teller(facts, labels)
    for heading, rows, line in (
        (labels.left_out, ledger.of("omitted"), tell.removed),
        (labels.withheld, ledger.of("withheld"), tell.elided),
        (labels.abridged, ledger.of("abridged"), tell.elided),
        (labels.changed, ledger.of("emended"), tell.changed),
        (labels.left_standing, ledger.of("queried"), tell.queried),
    ):
        if rows:
            yield Paragraph((Text(f"{heading}{labels.colon}"),))
            items = (ListItem((Paragraph((Text(_end(line(row))),)),)) for row in rows)
            yield ListBlock(tuple(items))


def _end(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


_MARKUP = re.compile(r"\]\([^)]*\)|[*_`#\[\]\\]|<[^>]*>")
_SHOWN = 10


def _abridged(words: str) -> str:
    """The first and last words of a passage, without the signs of markup, cut between words."""
    plain = _MARKUP.sub("", words).split() or words.split()
    shown = plain if len(plain) <= _SHOWN else [*plain[:5], "…", *plain[-4:]]
    return _spelt(" ".join(shown))


def _spelt(words: str) -> str:
    """Words with signs that no reader would see named by number."""
    return "".join(char if _is_seen(char) else f"U+{ord(char):04X}" for char in words)


def _is_seen(char: str) -> bool:
    return char not in "\u2028\u2029\x0b\x0c" and (char.isprintable() or char.isspace())


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells of a row in the words of the book."""

    facts: Facts
    labels: Labels

    def removed(self, row: Row) -> str:
        quoted = self.labels.quoted(_abridged(row.old))
        if row.rule == "picture":
            quoted = f"{self.labels.picture}{self.labels.colon} {quoted}"
        said = f"{quoted} – {row.reason}" if row.reason else quoted
        return f"{said}{self._other(row)}"

    def elided(self, row: Row) -> str:
        """How much was taken out, why, who decided; never what it was."""
        extent = self.labels.count("word", self.facts.size(row))
        extent = self.labels.picture if row.rule == "picture" else extent
        who = self.labels.decided_by.format(by=row.by) if row.by else ""
        said = ", ".join(filter(None, (extent, who)))
        return self._at(row, f"{row.reason or self.labels.a_passage} ({said})")

    def changed(self, row: Row) -> str:
        form = self.labels.now_reads if row.new else self.labels.taken_out
        reason = self.labels.because.format(reason=row.reason) if row.reason else ""
        said = form.format(old=_spelt(row.old), new=_spelt(row.new))
        return self._at(row, f"{said}{reason}{self._other(row)}")

    def queried(self, row: Row) -> str:
        new = self.labels.quoted(row.new)
        perhaps = self.labels.perhaps.format(new=new) if row.new else ""
        reason = f" ({row.reason})" if row.reason else ""
        said = f"{self.labels.quoted(_spelt(row.old))}{perhaps}{reason}"
        return self._at(row, f"{said}{self._other(row)}")

    def _other(self, row: Row) -> str:
        """Who decided, where it was not the editor of the book."""
        if row.by in {"", self.facts.editor}:
            return ""
        return f" ({self.labels.decided_by.format(by=row.by)})"

    def _at(self, row: Row, words: str) -> str:
        place = self.facts.cite(row)
        return f"{place}{self.labels.colon} {words}" if place else words
