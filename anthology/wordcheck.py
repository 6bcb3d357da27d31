"""Printed words, of whichever file → what no book can hold, and what leads nowhere.

Looks at the words it is given and at nothing else; reports and never mends.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from anthology.citation import number_in, paragraph_of
from anthology.diagnostic import Diagnostic, Place
from anthology.document import Blocks, CrossRef, Inline, Link, Text, inlines_of, plain
from anthology.span import Source
from anthology.unfaced import Unfaced, place_in, unfaced

Words = Sequence[tuple[str, Inline]]
"""Inlines, each with the name of the file it comes from."""

# Control characters; and planes in which no sign is, which carry others through type-setting.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\U00040000-\U000dffff]")
_WHOLE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Seen:
    """What some words show: faults by their rules; what rules on all words of the book ask for.

    `references`: where each cross-reference stands, and where it leads.
    """

    addresses: tuple[Diagnostic, ...]
    reference_words: tuple[Diagnostic, ...]
    signs: tuple[Diagnostic, ...]
    references: tuple[tuple[Place, str], ...]
    unfaced: Unfaced


def words_of(blocks: Iterable[tuple[str, Blocks]]) -> Words:
    """The inlines of some blocks, which come with the names of their files."""
    return tuple((name, inline) for name, some in blocks for inline in inlines_of(some))


def seen(words: Words, sources: Mapping[str, Source]) -> Seen:
    """Look at some words; `sources` are those of texts, by their names."""
    return Seen(
        tuple(_addresses(words)),
        tuple(_reference_words(words)),
        tuple(_signs(words, sources)),
        tuple((Place(name, i.line), i.target) for name, i in words if isinstance(i, CrossRef)),
        unfaced(words, sources),
    )


def dead(references: Iterable[tuple[Place, str]], known: Collection[str]) -> Iterator[Diagnostic]:
    """Cross-references of the editor's that lead nowhere; `known`: the ids of the book."""
    for place, target in references:
        if target not in known:
            yield Diagnostic(
                "reference-dead",
                f"#{target} is no place in the book",
                place,
                "write it as the book is cited: #3.27 (text 3, paragraph 27), #3n4, #3",
            )


def _addresses(words: Words) -> Iterator[Diagnostic]:
    """Every link out of the book is a whole address: what it was relative to is not in the book."""
    for name, inline in words:
        if isinstance(inline, Link) and not _WHOLE.match(inline.href):
            yield Diagnostic(
                "link-relative",
                f"“{inline.href}” is no whole address",
                Place(name),
                "write https://…, or a place of the book such as #3.27",
            )


def _reference_words(words: Words) -> Iterator[Diagnostic]:
    """What a reference prints is the number of the paragraph it leads to, if it is a number."""
    for name, inline in words:
        if not isinstance(inline, CrossRef):
            continue
        said, number = plain(inline.children), paragraph_of(inline.target)
        if number_in(said) not in ("", number):
            yield Diagnostic(
                "reference-differs",
                f"“{said}” leads to {number or f'#{inline.target}'}",
                Place(name, inline.line),
                f"correct one of the two, or leave the words out: [](#{number or inline.target})",
            )
        elif not said:
            yield Diagnostic(
                "reference-empty",
                f"the reference to #{inline.target} prints nothing",
                Place(name, inline.line),
                "write words for it between the square brackets",
            )


def _signs(words: Words, sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Every sign is one that a book can hold: XML 1.0, §2.2, has no control characters."""
    for name, inline in words:
        found = _FORBIDDEN.search(inline.text) if isinstance(inline, Text) else None
        if found and isinstance(inline, Text):
            yield Diagnostic(
                "sign-forbidden",
                f"no book can hold the {_kind(found[0])} U+{ord(found[0]):04X}",
                place_in(name, inline, found.start(), sources),
                "emend or omit it by a decision on this text",
            )


def _kind(sign: str) -> str:
    return "control character" if sign < " " else "code point"
