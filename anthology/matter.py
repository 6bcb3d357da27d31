"""The editor's pieces of front and back matter → blocks: chronology, questions for discussion.

Says by file and line what has not the form that is asked for. Fills in no reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.document import (
    Block,
    Blocks,
    Definition,
    DefinitionList,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Strong,
    Term,
    Text,
    plain,
)
from anthology.read.markdown import bullet_lines, read_markdown
from anthology.span import Source

_ENTRY_HINT = "write an entry so: - **1934** what happened ([1.27](#1.27))"


def chronology(source: Source) -> Blocks:
    """The chronology: each bullet list becomes a list of dates and what happened then.

    Raises EditionError `chronology-entry` for an entry that does not begin with a date in bold, or
    says nothing of it, and `chronology-form` for a file without entries.
    """
    lines, problems = iter(bullet_lines(source.text)), list[Diagnostic]()
    blocks = tuple(
        _dated(block, source.name, lines, problems) if _is_bulleted(block) else block
        for block in read_markdown(source.text, source.name)
    )
    if problems:
        raise EditionError(*problems)
    if blocks and not any(isinstance(block, DefinitionList) for block in blocks):
        place = Place(source.name)
        raise EditionError(Diagnostic("chronology-form", "it has no entry", place, _ENTRY_HINT))
    return blocks


def _is_bulleted(block: Block) -> bool:
    return isinstance(block, ListBlock) and not block.ordered


def _dated(block: Block, file: str, lines: Iterator[int], problems: list[Diagnostic]) -> Block:
    if not isinstance(block, ListBlock):
        return block
    entries = []
    for item, line in zip(block.items, lines, strict=False):
        entry = _entry(item)
        if entry is None:
            message = "the entry is not a date in bold and what happened then"
            problems.append(Diagnostic("chronology-entry", message, Place(file, line), _ENTRY_HINT))
        else:
            entries.append(entry)
    return DefinitionList(tuple(entries))


def _entry(item: ListItem) -> Definition | None:
    """The date in bold and the rest of the item; None where either is missing."""
    first = item.blocks[0] if item.blocks else None
    inlines = first.children if isinstance(first, Paragraph) else ()
    # The parser puts an empty text before what is bold.
    date, *rest = [i for i in inlines if i != Text("")] or [Text("")]
    if not isinstance(date, Strong) or not plain(tuple(rest)).strip():
        return None
    if isinstance(rest[0], Text):
        rest[0] = Text(rest[0].text.lstrip())
    return Definition(Term(date.children), (Paragraph(tuple(rest)), *item.blocks[1:]))


def questions(number: int, title: str, source: Source) -> Blocks:
    """The questions on one text under its title, a section of their chapter; none in an empty file.

    Raises EditionError `questions-form` for a file that is not one numbered list, with paragraphs
    before or after it.
    """
    blocks = read_markdown(source.text, source.name)
    if not blocks:
        return ()
    lists = [b for b in blocks if isinstance(b, ListBlock)]
    others = [b for b in blocks if not isinstance(b, ListBlock | Paragraph)]
    if len(lists) != 1 or others or not lists[0].ordered:
        message = "it is not one numbered list of questions"
        hint = "number the questions 1., 2., 3.; paragraphs may stand before them, but no heading"
        raise EditionError(Diagnostic("questions-form", message, Place(source.name), hint))
    return (Heading((Text(f"{number}. {title}"),), 2, id=f"questions-t{number}"), *blocks)
