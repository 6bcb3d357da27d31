"""The marked texts and pieces → the list of abbreviations that the book prints.

Lists what the book uses, in filing order, and says which places stay open. Marks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from anthology.document import (
    Abbreviation,
    Block,
    Blocks,
    CrossRef,
    Definition,
    DefinitionList,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Term,
    Text,
    inlines_of,
    plain,
)
from anthology.filing import filing_key
from anthology.labels import Labels
from anthology.meanings import ABBREVIATIONS
from anthology.read.markdown import read_markdown
from anthology.schema import AbbreviationEntry, AbbreviationsFile
from anthology.tomlfile import line_of

Use = tuple[str, str]
"""An abbreviation and what it stands for."""


def uses(blocks: Blocks) -> frozenset[Use]:
    """The abbreviations marked in these blocks."""
    found = (i for i in inlines_of(blocks) if isinstance(i, Abbreviation))
    return frozenset((plain((i,)), i.full) for i in found)


def abbreviation_list(
    file: AbbreviationsFile,
    toml: str,
    used: Mapping[str, frozenset[Use]],
    unresolved: Sequence[tuple[str, str]],
    labels: Labels,
) -> Blocks:
    """The list; no blocks if the book uses none of the abbreviations.

    `used`: what is marked, by the number of the text, or "" for pieces of no text. `unresolved`:
    each abbreviation whose meaning a text does not show, with the id of its paragraph or note.
    """
    all_uses = frozenset[Use]().union(*used.values())
    entries = [(i, e) for i, e in enumerate(file.abbreviation) if (e.short, e.full) in all_uses]
    entries.sort(key=lambda pair: _filed(pair[1]))
    if not entries:
        return ()
    shorts = [entry.short for _, entry in entries]
    items = []
    for i, entry in entries:
        where = _where(entry, used, labels) if shorts.count(entry.short) > 1 else ""
        note = read_markdown(entry.note, ABBREVIATIONS, line_of(toml, "abbreviation", i))
        items.append(Definition(Term((Text(entry.short),)), (_full(entry, where), *note)))
    sentences = tuple(_open(unresolved, labels))
    return (Heading((Text(labels.abbreviations),), 1), *sentences, DefinitionList(tuple(items)))


def _filed(entry: AbbreviationEntry) -> tuple[object, ...]:
    return filing_key(entry.short), entry.short, filing_key(entry.full)


def _full(entry: AbbreviationEntry, where: str) -> Block:
    full: Inline = Text(entry.full)
    if entry.language:
        full = Foreign(entry.language, (full,))
    stop = "" if entry.full.endswith(".") else "."
    return Paragraph((full, Text(f"{stop} {where}")) if where else (full,))


def _where(entry: AbbreviationEntry, used: Mapping[str, frozenset[Use]], labels: Labels) -> str:
    """In which texts an abbreviation of several meanings has this one."""
    use = entry.short, entry.full
    texts = sorted((n for n, found in used.items() if n and use in found), key=int)
    one, _, many = labels.in_texts.partition("|")
    said = "".join(_joined(texts, labels.last_and))
    return (many if len(texts) > 1 else one).format(texts=said) if texts else ""


def _joined(parts: Sequence[str], last: str) -> Iterator[str]:
    for i, part in enumerate(parts):
        yield ("" if i == 0 else last if i == len(parts) - 1 else ", ") + part


def _open(unresolved: Iterable[tuple[str, str]], labels: Labels) -> Iterator[Block]:
    """A sentence for each abbreviation that some place leaves open."""
    by_short: dict[str, dict[str, None]] = {}
    for short, id in unresolved:
        by_short.setdefault(short, {})[id] = None
    for short, ids in sorted(by_short.items(), key=lambda pair: (filing_key(pair[0]), pair[0])):
        before, _, after = labels.unresolved.partition("{places}")
        places = tuple(_references(tuple(ids), labels.last_and))
        inlines = (Text(before.format(short=short)), *places, Text(after.format(short=short)))
        yield Paragraph(inlines)


def _references(ids: Sequence[str], last: str) -> Inlines:
    said: list[Inline] = []
    for joint, id in zip(_joined([""] * len(ids), last), ids, strict=True):
        said += [Text(joint), CrossRef(id, ())] if joint else [CrossRef(id, ())]
    return tuple(said)
