"""What the edition records of each text → the page “Sources and rights”.

Prints what edition.toml says, and says plainly what is not recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.document import Block, Blocks, Heading, Paragraph, Text
from anthology.labels import Labels
from anthology.schema import EditionFile, TextEntry


def sources(edition: EditionFile, labels: Labels) -> Blocks:
    """The page, text by text in the order of the book."""
    return (
        Heading((Text(labels.sources),), 1),
        *_notice(edition),
        *(block for entry in edition.text for block in _entry(entry, labels)),
    )


def _notice(edition: EditionFile) -> Iterator[Block]:
    if edition.notice:
        yield Paragraph((Text(edition.notice),))


def _entry(entry: TextEntry, labels: Labels) -> Iterator[Block]:
    yield Heading((Text(f"{entry.number}. {entry.title}"),), 2)
    yield Paragraph((Text(_line(entry.byline, entry.date)),))
    yield Paragraph((Text(entry.origin or labels.unknown_source),))
    if entry.address:
        yield Paragraph((Text(labels.address.format(address=entry.address)),))
    yield Paragraph((Text(entry.permission or labels.no_permission),))


def _line(*parts: str) -> str:
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)
