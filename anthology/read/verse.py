"""Which lines are verse: told by names, or by the look of short lines that begin with capitals.

Also keeps the space that counts in preformatted text, as no-break spaces. Knows no elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_NAMES = re.compile(r"(?:poem|poetry|verse|stanza|strophe|lyrics|spip_poesie|ws-poem)s?\Z")
_GROUP_NAMES = re.compile(r"(?:line-?(?:group|block)|lg|stanza|strophe)\Z")
_NUMBER_NAMES = re.compile(r"(?:l(?:ine)?[-_]?(?:num(?:ber)?|no)|ln|v(?:erse)?[-_]?num(?:ber)?)\Z")
_LINE_NAMES = re.compile(r"(?:line|verse-?line|l|v|i\d+|indent-?\d*)\Z")
_QUOTATION_NAMES = re.compile(r"(?:quote[bc]?|block-?quote|quotation|epigraph)\Z")
_FEWEST = 4  # lines: fewer may be an address or a signature
_LONGEST = 64  # signs in a line of verse that nothing else tells
_WRAPPED = (50, 90)  # signs in the fullest lines of prose wrapped by hand


def names_verse(tokens: Sequence[str]) -> bool:
    """Whether the names of an element say that it holds verse."""
    return any(_NAMES.match(token) or _GROUP_NAMES.match(token) for token in tokens)


def names_group(tokens: Sequence[str]) -> bool:
    """Whether the names of an element say that each of its parts is a line of verse."""
    return any(_GROUP_NAMES.match(token) for token in tokens)


def names_line_number(tokens: Sequence[str]) -> bool:
    """Whether the names of an element say that it numbers a line in the margin."""
    return any(_NUMBER_NAMES.match(token) for token in tokens)


def names_line(tokens: Sequence[str]) -> bool:
    """Whether the names of an element inside verse say that it is one line."""
    return any(_LINE_NAMES.match(token) for token in tokens)


def names_quotation(tokens: Sequence[str]) -> bool:
    """Whether the names of a paragraph say that it is a quotation set apart."""
    return any(_QUOTATION_NAMES.match(token) for token in tokens)


def looks_like_verse(lines: Sequence[str]) -> bool:
    """Whether lines that the author broke look like a stanza."""
    said = [line.strip() for line in lines if line.strip()]
    if len(said) < _FEWEST or len(said) != len(lines):
        return False
    capitals = sum(line.lstrip("“”\"'‘’«—–-([ \xa0")[:1].isupper() for line in said)
    addresses = any("@" in line or "://" in line for line in said)
    listed = sum(bool(re.match(r"\W*\d+[.)\]]|[-•*]\s", line)) for line in said)
    return (
        max(map(len, said)) <= _LONGEST
        and capitals >= 0.75 * len(said)
        and not addresses
        and listed < 2
    )


def wrapped_prose(text: str) -> bool:
    """Whether preformatted text is prose whose lines were wrapped by hand."""
    paragraphs = [p for p in re.split(r"\n[ \t]*\n", text) if p.strip()]
    long = [p for p in paragraphs if p.strip().count("\n") >= 1]
    if len(text) < 200 or not long:
        return False
    lines = [line.strip() for p in long for line in p.strip().split("\n")[:-1]]
    full = sum(_WRAPPED[0] <= len(line) <= _WRAPPED[1] for line in lines)
    code = sum(line.endswith(("{", "}", ";", "\\")) or "  " in line for line in lines)
    return full >= 0.7 * len(lines) and code < 0.2 * len(lines)


def paragraphs_of(text: str) -> list[str]:
    """Preformatted text, parted at blank lines."""
    return re.split(r"\n[ \t]*\n\s*?(?=[^\n])", text)


def kept_lines(text: str, *, begun: bool) -> Iterator[str]:
    """The lines of preformatted text; space at their head and runs inside become unbreakable.

    `begun`: words stand before it in its first line; words may always follow in its last.
    """
    lines = text.expandtabs(8).split("\n")
    for at, line in enumerate(lines):
        bare = line.rstrip(" ") if at < len(lines) - 1 else line
        head = 0 if begun and not at else len(bare) - len(bare.lstrip(" "))
        yield "\xa0" * head + re.sub(" {2,}", lambda run: "\xa0" * len(run[0]), bare[head:])
