"""Every message on a TOML file has its line."""

from __future__ import annotations

import pytest

from anthology.diagnostic import EditionError
from anthology.schema import DecisionsFile, NamesFile, NumbersFile, Table
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


def fault(text: str, schema: type[Table]) -> str:
    with pytest.raises(EditionError) as caught:
        load(text, "f.toml", schema)
    return str(caught.value).partition("\n")[0]


def test_broken_toml() -> None:
    assert fault("a = \n", NamesFile).startswith("f.toml:1:5: toml-syntax: Invalid value")


def test_an_unknown_key_in_a_table() -> None:
    text = '[[omit]]\nexact = "a"\n\n[[omit]]\nexcat = "b"\n'
    assert fault(text, DecisionsFile) == "f.toml:5: toml-content: unknown key “excat”"


def test_an_unknown_table() -> None:
    assert fault("[[ommit]]\n", DecisionsFile) == "f.toml:1: toml-content: unknown key “ommit”"


def test_a_missing_key_is_told_at_its_table() -> None:
    said = fault('[[person]]\nheading = "A"\n', NamesFile)
    assert said == "f.toml:1: toml-content: Object missing required field variants"


def test_a_wrong_item_of_a_list_is_told_at_its_key() -> None:
    assert fault(NAMES, NamesFile) == "f.toml:8: toml-content: Expected str, got int"


def test_a_wrong_word() -> None:
    said = fault('# markup\nmarkup = "stars"\n', DecisionsFile)
    assert said.startswith("f.toml:2: toml-content: Invalid enum value")


def test_a_number_that_is_no_paragraph_number() -> None:
    text = '[[paragraph]]\nnumber = "2.7"\nbegins = ""\ndigest = ""\n'
    assert fault(text, NumbersFile).startswith("f.toml:2: toml-content: Expected str matching")


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
