"""Nominees → drafts of tables for `names.toml`, which the editor accepts or rejects once.

Text only: reads no file and writes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anthology.naming import fold
from anthology.naming_tables import FAMILY_FIRST, PARTICLES, is_given, is_surname
from anthology.nominate import Naming, Nominee
from anthology.schema import NamesFile

HEAD = """\
# The persons named in this edition: the authority file of the index of names; see docs/edition.md.
"""
_LEAD = """
# Proposed by the program, the sure ones first. To accept one, write [[person]] instead of
# [[candidate]] and see to the heading; to reject it, write [[rejected]]. What is left waits.
"""


def drafts(nominees: Sequence[Nominee], names: NamesFile) -> str:
    """The tables for `names.toml`, or nothing where there is nobody to propose."""
    headings = [person.heading for person in names.person]
    ordered = sorted(nominees, key=lambda one: (not one.sure, fold(heading(one)), heading(one)))
    headings += [heading(one) for one in ordered]
    tables = [_table(one, headings) for one in ordered]
    return _LEAD + "".join(tables) if tables else ""


def heading(one: Nominee) -> str:
    """The heading a person gets at first: surname first, but for rulers, and names of the East."""
    name = tuple(_spaced(part) for part in one.name)
    if one.title:
        return f"{name[0]}, {one.title.capitalize()}"
    numbered = name[-1].strip(".").isupper() and len(name[-1]) > 1 and "." not in name[-1]
    western = is_given(name[0]) and is_surname(name[-1]) and "-" not in name[-1]
    eastern = name[0].lower() in FAMILY_FIRST and not western
    if len(name) == 1 or numbered or eastern:
        return " ".join(name)
    first = next((i for i, part in enumerate(name) if i and part in PARTICLES), len(name) - 1)
    return f"{' '.join(name[first:])}, {' '.join(name[:first])}"


def _spaced(part: str) -> str:
    """Initials with a space between them: E. P."""
    return part.replace(".", ". ").strip() if part.count(".") > 1 else part


def _table(one: Nominee, headings: Sequence[str]) -> str:
    forms = dict.fromkeys(naming.form for naming in one.namings)
    where = sorted({naming.where for naming in one.namings})
    lines = [
        "",
        f"# {'sure' if one.sure else 'doubtful'}, {len(one.namings)} × in {', '.join(where)}",
        *(f"#   {n.place.file}:{n.place.line}: {n.context}" for n in _examples(one)),
        *(f"#   shares the surname with {' '.join(rival)}" for rival in one.rivals),
        *(f"#   is perhaps {other}" for other in _like(heading(one), headings)),
        "[[candidate]]",
        f"heading = {_quoted(heading(one))}",
        f"variants = [{', '.join(map(_quoted, sorted(forms, key=lambda f: (-len(f), f))))}]",
    ]
    if one.rivals or (len(one.name) == 1 and is_given(one.name[0])):
        lines.append(f"texts = [{', '.join(map(_quoted, where))}]")
    return "\n".join(lines) + "\n"


def _examples(one: Nominee) -> Iterator[Naming]:
    """The first place of each of the first three forms."""
    seen = dict[str, Naming]()
    for naming in one.namings:
        seen.setdefault(naming.form, naming)
    yield from list(seen.values())[:3]


def _like(heading: str, headings: Iterable[str]) -> Iterator[str]:
    """Headings whose surname is spelled nearly so: Trotzky, Trotsky."""
    from jellyfish import damerau_levenshtein_distance as distance

    surname = fold(heading.partition(",")[0])
    for other in headings:
        against = fold(other.partition(",")[0])
        if other == heading or not surname or not against:
            continue
        near = len(surname) >= _LONG and len(against) >= _LONG and distance(surname, against) == 1
        if surname == against or near:
            yield other


_LONG = 5


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def named(nominees: Iterable[Nominee]) -> tuple[int, int]:
    """How many are sure, and how many doubtful."""
    tiers = [one.sure for one in nominees]
    return tiers.count(True), tiers.count(False)
