"""What the variants of the printed book are made with, by the settings of an edition."""

import re

import pytest

from anthology.schema import LargePrint, Study
from anthology.variant import handout, large_print, reader, study


def test_each_has_a_name_and_an_identifier_of_its_own() -> None:
    made = (*study(Study(), "a5"), large_print(LargePrint(), "a5"), handout("one", "a5"))
    assert [v.name for v in made] == ["study-a4", "study-letter", "large-print", "one"]
    assert len({v.identifier("urn:uuid:0") for v in made}) == 4
    assert reader("a5").identifier("urn:uuid:0") == "urn:uuid:0"


def test_one_paper_alone() -> None:
    assert [v.name for v in study(Study("letter"), "a5")] == ["study-letter"]


def test_beside_a_half_letter_reader_its_lines_are_as_long() -> None:
    """5.5 in less margins of 0.71 and 0.63 in (styles/paper-half-letter.css) are 105.66 mm."""
    for variant, width in zip(study(Study(), "half-letter"), (210, 215.9), strict=True):
        outer = re.findall(r"margin-(?:left|right): ([0-9.]+)mm", variant.rules)
        assert [round(width - 30 - float(mm), 1) for mm in outer] == [105.7, 105.7]


@pytest.mark.parametrize(("measure", "outer"), [(96, 84), (120, 60), (150, None)])
def test_lines_are_as_long_as_those_of_a_page_of_the_editions_own(
    measure: float, outer: float | None
) -> None:
    (variant,) = study(Study("a4"), "own", measure)
    found = re.findall(r"margin-(?:left|right): ([0-9.]+)mm", variant.rules)
    assert [float(mm) for mm in found] == ([outer, outer] if outer else [])


def test_large_print_goes_with_the_paper_of_the_reader_and_its_size_with_all() -> None:
    assert "paper-large-print-a4.css" in large_print(LargePrint(), "a5").styles
    assert "paper-large-print-letter.css" in large_print(LargePrint(), "half-letter").styles
    assert "paper-large-print-a4.css" in large_print(LargePrint("a4"), "half-letter").styles
    larger = large_print(LargePrint(size=27), "a5")
    assert larger.rules.startswith("html { font-size: 27pt }")
    assert larger.dress.mark == larger.dress.number == 24


def test_large_print_has_no_serifs_unless_it_is_asked_to() -> None:
    assert large_print(LargePrint(), "a5").sans
    assert not large_print(LargePrint(face="serif"), "a5").sans
    assert (
        large_print(LargePrint(), "a5").longest
        < large_print(LargePrint(face="serif"), "a5").longest
    )
