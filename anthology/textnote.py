"""The ledger of each text → the “Note on the texts” that the book prints.

Says in words what was done, from the ledger alone; adds nothing and counts nothing by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from anthology.document import Block, Blocks, Heading, ListBlock, ListItem, Paragraph, Text
from anthology.ledger import Ledger, Row

_CLASSES = {
    "quotation-mark": ("straight quotation mark made curly", "straight quotation marks made curly"),
    "apostrophe": ("straight apostrophe made curly", "straight apostrophes made curly"),
    "french-space": ("space taken out before punctuation", "spaces taken out before punctuation"),
    "stray-space": (
        "doubled or hard space made a plain one",
        "doubled or hard spaces made plain ones",
    ),
    "spaced-dash": ("hyphen made a dash", "hyphens made dashes"),
    "ellipsis-space": (
        "space inside points of omission made unbreakable",
        "spaces inside points of omission made unbreakable",
    ),
    "title-style": ("title set in the style of this book", "titles set in the style of this book"),
}
_STRUCTURE = {
    "block-quotation": ("passage set as a block quotation", "passages set as block quotations"),
    "heading": ("line set as a heading", "lines set as headings"),
    "joined": ("pair of cut paragraphs joined", "pairs of cut paragraphs joined"),
    "split": ("signature set on a line of its own", "signatures set on lines of their own"),
}
Cite = Callable[[Row], str]


def text_note(title: str, ledger: Ledger, cite: Cite) -> Blocks:
    """What was done to one text; `cite` gives the number of the paragraph a row stands in."""
    return (Heading((Text(title),), 2), *_summary(ledger), *_lists(ledger, cite))


def _summary(ledger: Ledger) -> Iterator[Block]:
    typographic = _counts(ledger.of("typographic"), _CLASSES)
    structural = _counts(ledger.of("structural"), _STRUCTURE)
    sentences = [
        f"{what}: {', '.join(counts)}."
        for what, counts in (("Signs", typographic), ("Form", structural))
        if counts
    ]
    if not sentences:
        sentences = ["No sign was changed and no form supplied."]
    yield Paragraph((Text(" ".join(sentences)),))


def _counts(rows: Sequence[Row], classes: dict[str, tuple[str, str]]) -> list[str]:
    found = Counter(row.rule for row in rows)
    return [
        f"{found[rule]} {one if found[rule] == 1 else many}"
        for rule, (one, many) in classes.items()
        if found[rule]
    ]


def _lists(ledger: Ledger, cite: Cite) -> Iterator[Block]:
    for heading, rows, tell in (
        ("Left out", ledger.of("omitted"), _removed),
        ("Withheld, and marked […]", ledger.of("withheld"), lambda row: row.reason or "a passage"),
        ("Changed", ledger.of("emended"), lambda row: _at(row, cite, _changed(row))),
        ("Left as it stands", ledger.of("queried"), lambda row: _at(row, cite, _queried(row))),
    ):
        if rows:
            yield Paragraph((Text(f"{heading}:"),))
            items = (ListItem((Paragraph((Text(f"{_end(tell(row))}"),)),)) for row in rows)
            yield ListBlock(tuple(items))


def _at(row: Row, cite: Cite, words: str) -> str:
    place = cite(row)
    return f"{place}: {words}" if place else words


def _end(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _quoted(words: str) -> str:
    """Words in quotation marks, with those inside turned into single ones."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def _removed(row: Row) -> str:
    words = " ".join(row.old.split())
    shown = words if len(words) <= 60 else f"{words[:28].rstrip()} … {words[-22:].lstrip()}"
    return f"{_quoted(shown)} – {row.reason}" if row.reason else _quoted(shown)


def _changed(row: Row) -> str:
    now = f"{row.old} is now {row.new}" if row.new else f"{row.old} is taken out"
    return f"{now}, for it was {row.reason}" if row.reason else now


def _queried(row: Row) -> str:
    perhaps = f", perhaps for {_quoted(row.new)}" if row.new else ""
    reason = f" ({row.reason})" if row.reason else ""
    return f"{_quoted(row.old)}{perhaps}{reason}"
