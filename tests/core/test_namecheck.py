"""What the authority file says of headings and forms that cannot be meant is told, line by line."""

from __future__ import annotations

import pytest

from anthology.document import Paragraph, Text
from anthology.namecheck import check_headings, form_of, unused_forms
from anthology.names import check_names, finder, mark, mentions
from anthology.schema import NamesFile
from anthology.tomlfile import load


def person(heading: str, more: str = 'variants = ["X"]') -> str:
    return f'[[person]]\nheading = "{heading}"\n{more}\n'


def see(one: str, other: str) -> str:
    return f'[[see]]\nfrom = "{one}"\nto = "{other}"\n'


def told(toml: str) -> list[str]:
    names = load(toml, "names.toml", NamesFile)
    return [str(d).partition("\n")[0] for d in check_headings(names, toml, "letter")]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            person("Marx, Karl", ""),
            "1: name-formless: “Marx, Karl” has no form by which a text could name it",
        ),
        (
            person("Smith, J.") + person("Smith, J"),
            "4: warning: name-filed-alike: “Smith, J” files like “Smith, J.”: which comes first "
            "is chance",
        ),
        (
            see("A", "A"),
            "1: name-see-circular: the reference from “A” leads back to it",
        ),
        (
            person("A") + see("A", "B") + person("B"),
            "4: name-see-heading: “A” is a heading with places of its own: "
            "no “see” can stand there",
        ),
        (
            person("A", 'variants = ["X"]\nsee-also = ["A"]'),
            "4: name-see-also: “A” sends the reader on to itself",
        ),
        (
            person("A", 'variants = ["X"]\nsee-also = ["B"]'),
            "4: name-see-also: “A” sends the reader on to “B”",
        ),
        (
            person("A", 'variants = ["X"]\nsee-also = ["P"]')
            + person("P", 'variants = ["Y"]\ncategory = "organization"'),
            "4: name-see-also: “A” sends the reader on to “P”",
        ),
    ],
)
def test_a_fault_of_the_file(toml: str, message: str) -> None:
    assert [line.partition(":")[2] for line in told(toml)] == [message]


def test_references_in_a_circle_are_told_at_each_step() -> None:
    found = told(see("A", "B") + see("B", "C") + see("C", "A") + see("D", "A"))
    assert [line.split(": ")[1] for line in found] == ["name-see-circular"] * 3


def test_what_is_sound() -> None:
    related = 'variants = ["X"]\nsee-also = ["B"]'
    sound = person("A", related) + person("B", 'variants = ["Y"]\nsee-also = ["A"]')
    glossed = person("Chris [a reader]") + person("Chris [a writer]") + see("C", "A")
    organization = person("A, the", 'variants = ["Z"]\ncategory = "organization"')
    assert told(sound + glossed + organization) == []


FORMS = """\
[[person]]
heading = "Luxemburg, Rosa"
variants = ["Luxemburg", "Luxembourg"]

[[person.variant]]
form = "Rosa"
texts = ["letter"]

[[person]]
heading = "Leviné, Rosa"
variants = ["Leviné"]

[[person.variant]]
form = "Rosa"
texts = ["essay"]
"""


def test_a_form_may_be_anothers_in_another_text() -> None:
    names = load(FORMS, "names.toml", NamesFile)
    assert list(check_names(names, FORMS, ["essay", "letter"])) == []
    found = {slug: next(finder(names, slug).find("Rosa"))[2] for slug in ("essay", "letter")}
    assert found == {"essay": "Leviné, Rosa", "letter": "Luxemburg, Rosa"}
    assert list(finder(names, "other").find("Rosa")) == []


def test_two_cannot_claim_a_form_in_one_text() -> None:
    toml = FORMS.replace('texts = ["essay"]', 'texts = ["essay", "letter"]')
    found = check_names(load(toml, "names.toml", NamesFile), toml, ["essay", "letter"])
    assert [d.rule for d in found] == ["name-claimed"]


def test_forms_that_occur_nowhere_are_told_with_their_texts_in_mind() -> None:
    names = load(FORMS, "names.toml", NamesFile)
    words = (Paragraph((Text("Luxemburg wrote; Leviné and Rosa wrote."),)),)
    marked = mentions(mark(words, finder(names, "essay"), "m"))
    seen = [("essay", m.person, form_of(m)) for m in marked]
    found = [d.message for d in unused_forms(names, FORMS, seen)]
    assert found == [
        "“Luxembourg” names “Luxemburg, Rosa” nowhere in the book",
        "“Rosa” names “Luxemburg, Rosa” nowhere in the book",
    ]
