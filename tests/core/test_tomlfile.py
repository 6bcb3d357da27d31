"""Every message on a TOML file has its line."""

from __future__ import annotations

import pytest

from anthology.diagnostic import EditionError
from anthology.schema import DecisionsFile, EditionFile, NamesFile, NumbersFile, Table
from anthology.tomlfile import line_of, load

NAMES = """\
# names
[[person]]
heading = "A"
variants = ["A"]

[[person]]
heading = "B"
variants = [
  "B",
  7,
]
"""


EDITION = 'title = "A"\nlanguage = "en"\nidentifier = "urn:uuid:0"\ndate = 2026-01-02\n'


def fault(text: str, schema: type[Table]) -> str:
    with pytest.raises(EditionError) as caught:
        load(text, "f.toml", schema)
    return str(caught.value)


def test_broken_toml() -> None:
    assert fault("a = \n", NamesFile).startswith("f.toml:1:5: toml-syntax: Invalid value")


FAULTS: dict[str, tuple[str, type[Table], str, str]] = {
    "an unknown key in a table": (
        '[[omit]]\nexact = "a"\n\n[[omit]]\nexcat = "b"\n', DecisionsFile,
        "f.toml:5: toml-content: unknown key “excat” in [[omit]]", "perhaps “exact”",
    ),
    "an unknown key like no other": (
        EDITION + '[print]\ncolour = "red"\n', EditionFile,
        "f.toml:6: toml-content: unknown key “colour” in [print]",
        "known there: font, measure, page, paper",
    ),
    "an unknown table": (
        "[[ommit]]\n", DecisionsFile,
        "f.toml:1: toml-content: unknown key “ommit”", "perhaps “omit”",
    ),
    "a missing key, told at its table": (
        '[[person]]\nvariants = ["A"]\n', NamesFile,
        "f.toml:1: toml-content: the key “heading” is missing in [[person]]",
        'add a line: heading = "…"',
    ),
    "a missing key at the top": (
        'title = "A"\n', EditionFile,
        "f.toml: toml-content: the key “language” is missing at the top",
        'add a line: language = "…"',
    ),
    "no text": (
        EDITION, EditionFile,
        "f.toml: toml-content: the key “text” is missing at the top", "add a table: [[text]]",
    ),
    "a wrong item of a list, told at its key": (
        NAMES, NamesFile,
        "f.toml:8: toml-content: item 2 of “variants” in [[person]] must be words in quotation "
        "marks, not a whole number",
        'write each item so: "…"',
    ),
    "a wrong word": (
        '# markup\nmarkup = "asteriks"\n', DecisionsFile,
        "f.toml:2: toml-content: “markup” cannot be “asteriks”",
        'perhaps “asterisks”; allowed: "asterisks", "auto", "none"',
    ),
    "a wrong number": (
        '[[heading]]\nexact = "a"\nlevel = 5\n', DecisionsFile,
        "f.toml:3: toml-content: “level” in [[heading]] cannot be 5", "allowed: 2, 3",
    ),
    "a number for a word": (
        "markup = 3\n", DecisionsFile,
        "f.toml:1: toml-content: “markup” must be words in quotation marks, not a whole number",
        'allowed: "asterisks", "auto", "none"',
    ),
    "words for a table": (
        'omit = "x"\n', DecisionsFile,
        "f.toml:1: toml-content: “omit” must be a list, not words in quotation marks",
        "write it as a table: [[omit]]",
    ),
    "a date that is none": (
        EDITION.replace("2026-01-02", '"May"'), EditionFile,
        "f.toml:4: toml-content: “date” cannot be “May”", "write a date as 2026-01-31",
    ),
    "a number that is no paragraph number": (
        '[[paragraph]]\nnumber = "2.7"\nbegins = ""\ndigest = ""\n', NumbersFile,
        "f.toml:2: toml-content: “number” in [[paragraph]] cannot be “2.7”",
        "figures, then letters if need be: 27, 27a",
    ),
    "a language that is none": (
        '[[language]]\nexact = "a"\nlanguage = "French!"\n', DecisionsFile,
        "f.toml:3: toml-content: “language” in [[language]] cannot be “French!”",
        "use a tag such as en, fr or de-CH",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(FAULTS))
def test_what_is_wrong_is_said_in_a_sentence(what: str) -> None:
    text, schema, message, hint = FAULTS[what]
    assert fault(text, schema) == f"{message}\n  hint: {hint}"


def test_lines_of_keys_and_tables() -> None:
    assert line_of(NAMES, "person", 0) == 2
    assert line_of(NAMES, "person", 1) == 6
    assert line_of(NAMES, "person", 1, "heading") == 7
    assert line_of(NAMES, "person", 2) == 0


def test_a_table_under_a_table_has_its_own_line() -> None:
    text = "[[text]]\na = 1\n[[text.p]]\nb = 1\n[[text]]\n[[text.p]]\n[[text.p]]\nb = 2\n"
    assert line_of(text, "text", 0, "p", 0, "b") == 4
    assert line_of(text, "text", 1, "p", 1) == 7
    assert line_of(text, "text", 1, "p", 1, "b") == 8
