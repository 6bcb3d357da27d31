"""What is wrong in an editor's folder is told with file, line and a next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.diagnostic import AnthologyError, EditionError, SetupError
from anthology.edition import read_edition

if TYPE_CHECKING:
    from tests.core.conftest import Desk

ENTRY = 'title = "[A]"\nsupplied = true'


def fault(desk: Desk, only: str = "") -> list[str]:
    with pytest.raises(AnthologyError) as caught:
        read_edition(desk.root, only)
    return [str(d) for d in caught.value.diagnostics]


def test_a_folder_becomes_an_edition(desk: Desk) -> None:
    desk.text("Words.", decisions='markup = "asterisks"', notes="", headnotes="A letter.")
    edition = desk.edition()
    (text,) = edition.texts
    assert text.source.text == "Words."
    assert text.decisions.markup == "asterisks"
    assert text.headnote.text == "A letter."
    assert edition.introduction.text == ""
    assert [f.relative_to(desk.root).as_posix() for f in edition.files] == [
        "edition.toml",
        "texts/one.txt",
        "decisions/one.toml",
        "notes/one.md",
        "headnotes/one.md",
    ]


def test_no_edition(desk: Desk) -> None:
    (said,) = fault(desk)
    assert "no-edition: there is no edition.toml in this folder" in said


def test_an_unknown_key(desk: Desk) -> None:
    desk.text("Words.", entry=f'{ENTRY}\ncolour = "red"')
    (said,) = fault(desk)
    assert said.startswith("edition.toml:13: toml-content: unknown key “colour”")


def test_a_slug_twice(desk: Desk) -> None:
    desk.text("Words.")
    desk.text("Words.")
    (said,) = fault(desk)
    assert said.startswith("edition.toml:16: slug-duplicate: two texts are called “one”")


def test_all_faults_of_the_entries_at_once(desk: Desk) -> None:
    desk.text("Words.", slug="One")
    desk.text("Words.", slug="two")
    desk.texts[1] = desk.texts[1].replace("number = 2", "number = 1")
    desk.text("Words.", slug="three", entry=ENTRY)
    rules = [said.split(": ")[1] for said in fault(desk)]
    assert rules == ["slug-form", "number-duplicate"]


def test_a_number_twice(desk: Desk) -> None:
    desk.text("Words.", slug="one")
    desk.texts[0] = desk.texts[0].replace("number = 1", "number = 2")
    desk.text("Words.", slug="two")
    (said,) = fault(desk)
    assert said.startswith("edition.toml:15: number-duplicate:")


@pytest.mark.parametrize("source", ["/etc/passwd", "../two.txt", "texts/../../two.txt"])
def test_a_source_outside_the_folder(desk: Desk, source: str) -> None:
    desk.text("Words.")
    toml = (desk.root / "edition.toml").read_text().replace("texts/one.txt", source)
    desk.write("edition.toml", toml)
    (said,) = fault(desk)
    assert said.startswith(f"edition.toml:9: source-outside: “{source}” is outside the edition")


def test_a_missing_source(desk: Desk) -> None:
    desk.text("Words.")
    (desk.root / "texts/one.txt").unlink()
    (said,) = fault(desk)
    assert said.startswith("edition.toml:9: file-unreadable: cannot read texts/one.txt: no such")


@pytest.mark.parametrize("words", ["", " \n\n", "\u00a0"])
def test_an_empty_source(desk: Desk, words: str) -> None:
    desk.text(words)
    (said,) = fault(desk)
    assert said.startswith("texts/one.txt: source-empty:")


def test_a_source_in_another_encoding(desk: Desk) -> None:
    desk.text("Né à Liège, élevé à Orléans, mort à Nîmes.\n".encode() * 9 + b"au caf\xc3")
    (said,) = fault(desk)
    assert said.startswith("texts/one.txt:10:7: encoding-mixed: ")
    desk.texts.clear()
    desk.text(b"au caf\xe9", entry=f'{ENTRY}\nencoding = "cp1252"')
    assert desk.edition().texts[0].source.text == "au café"


def test_an_editors_file_must_be_utf8(desk: Desk) -> None:
    desk.text("Words.")
    desk.write("introduction.md", b"caf\xe9")
    (said,) = fault(desk)
    assert said.startswith("introduction.md:1:4: encoding-wrong:")
    assert "save the file anew as UTF-8" in said


def test_no_text(desk: Desk) -> None:
    desk.text("Words.")
    desk.write("edition.toml", (desk.root / "edition.toml").read_text().partition("[[")[0])
    assert "toml-content" in fault(desk)[0]


def test_one_text_alone(desk: Desk) -> None:
    desk.text("Words.", slug="one")
    desk.text(" ", slug="two")  # an empty source that is not asked for does no harm
    assert [t.entry.slug for t in read_edition(desk.root, "one").texts] == ["one"]
    with pytest.raises(SetupError, match="no text is called “three”"):
        read_edition(desk.root, "three")
    with pytest.raises(EditionError, match="source-empty"):
        read_edition(desk.root)


def test_numbers_begin_with_one(desk: Desk) -> None:
    desk.text("Words.")
    desk.write("edition.toml", (desk.root / "edition.toml").read_text().replace("= 1", "= 0"))
    (said,) = fault(desk)
    assert said.startswith("edition.toml:7: toml-content: “number” in [[text]] cannot be 0")


def test_a_control_character_in_a_value(desk: Desk) -> None:
    desk.text("Words.", entry='title = "A \\u0001 title"\nsupplied = true')
    (said,) = fault(desk)
    assert said.startswith("edition.toml: sign-forbidden: a value holds a control character")
