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
Cite = Callable[[Row], str]


def text_note(title: str, ledger: Ledger, cite: Cite, labels: Labels = ENGLISH) -> Blocks:
    """What was done to one text; `cite` gives the number of the paragraph a row stands in."""
    return (
        Heading((Text(title),), 2),
        *_summary(ledger, labels),
        *_lists(ledger, cite, labels),
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


def _lists(ledger: Ledger, cite: Cite, labels: Labels) -> Iterator[Block]:
    tell = _Teller(cite, labels)
    for heading, rows, line in (
        (labels.left_out, ledger.of("omitted"), tell.removed),
        (labels.withheld, ledger.of("withheld"), tell.withheld),
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

    cite: Cite
    labels: Labels

    def removed(self, row: Row) -> str:
        quoted = self.labels.quoted(_abridged(row.old))
        if row.rule == "picture":
            quoted = f"{self.labels.picture}{self.labels.colon} {quoted}"
        return f"{quoted} – {row.reason}" if row.reason else quoted

    def withheld(self, row: Row) -> str:
        return row.reason or self.labels.a_passage

    def changed(self, row: Row) -> str:
        form = self.labels.now_reads if row.new else self.labels.taken_out
        reason = self.labels.because.format(reason=row.reason) if row.reason else ""
        return self._at(row, f"{form.format(old=_spelt(row.old), new=_spelt(row.new))}{reason}")

    def queried(self, row: Row) -> str:
        new = self.labels.quoted(row.new)
        perhaps = self.labels.perhaps.format(new=new) if row.new else ""
        reason = f" ({row.reason})" if row.reason else ""
        return self._at(row, f"{self.labels.quoted(_spelt(row.old))}{perhaps}{reason}")

    def _at(self, row: Row, words: str) -> str:
        place = self.cite(row)
        return f"{place}{self.labels.colon} {words}" if place else words
