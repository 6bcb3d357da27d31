"""A row of the ledger → what the readable page says of it, in the words of its language.

Knows no HTML and no place on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.ledger import Row
from anthology.ledgerlabels import LedgerLabels
from anthology.ledgerplan import Change
from anthology.reasons import rule_in
from anthology.span import Source


@dataclass(frozen=True, slots=True)
class Says:
    """What the page says of a row, in the words of its language."""

    source: Source
    labels: LedgerLabels

    def rule(self, row: Row) -> str:
        """The name of the rule that made a row."""
        return rule_in(row.rule, self.labels.language)

    def remark(self, change: Change) -> str:
        """What is said of a row beside its words, and who decided it."""
        said, by = self._what(change), change.row.by
        return self.labels.ledger_by.format(what=said, by=by) if by else said

    def _what(self, change: Change) -> str:
        row, labels = change.row, self.labels
        kind = labels.kind(row.kind)
        if change.inside:
            around = labels.kind(change.inside.kind)
            return labels.ledger_inside.format(kind=kind, around=around)
        match row.kind:
            case "withheld":
                count = len(self.source.cut(row.span).split())
                said = self.because(labels.ledger_kept_back, row.reason)
                return f"{said}, {labels.words(count)}"
            case "structural":
                return self.because(self._form(row), row.reason)
            case "emended":
                form = labels.ledger_changed if row.new else labels.ledger_taken_out
                said = form.format(old=f"“{row.old}”", new=f"“{row.new}”")
                return self.because(said, row.reason)
            case "queried":
                perhaps = labels.ledger_perhaps.format(new=f"“{row.new}”")
                return self.because(perhaps if row.new else labels.ledger_in_doubt, row.reason)
            case "omitted":
                picture = labels.ledger_picture.format(name=f"“{row.old}”")
                what = picture if row.rule == "picture" else labels.ledger_left_out
                return self.because(what, row.reason)
            case _:
                return self.because(kind, row.reason)

    def _form(self, row: Row) -> str:
        labels = self.labels
        forms = {
            "block-quotation": labels.ledger_block_quotation,
            "heading": labels.ledger_heading_set,
            "joined": labels.ledger_joined,
            "split": labels.ledger_split,
        }
        return forms.get(row.rule) or self.rule(row)

    def because(self, what: str, reason: str) -> str:
        """What was done, and why, if that is written down."""
        return self.labels.ledger_because.format(what=what, reason=reason) if reason else what
