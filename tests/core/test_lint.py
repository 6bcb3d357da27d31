"""Each rule for editors finds the fault of its own folder in tests/lint, and no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from anthology.book import make_book
from anthology.check import check
from anthology.diagnostic import AnthologyError
from anthology.edition import Edition, read_edition
from anthology.lint import RULES, rules_page

ROOT = Path(__file__).parents[2]
LINT = ROOT / "tests" / "lint"


def rules_found(root: Path) -> list[str]:
    try:
        edition = read_edition(root)
        return [d.rule for d in check(make_book(edition), edition)]
    except AnthologyError as error:
        return [d.rule for d in error.diagnostics]


def edition_of(rule: str, folder: Path) -> Path:
    """The sound edition with the files of one rule's folder over it."""
    for part in ("base", rule):
        shutil.copytree(LINT / part, folder, dirs_exist_ok=True)
    return folder


def test_the_edition_that_all_are_made_from_is_sound(tmp_path: Path) -> None:
    assert rules_found(edition_of("base", tmp_path)) == []


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    folders = {path.name for path in LINT.iterdir()} - {"base"}
    assert folders == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_the_rule_finds_its_fault_and_nothing_else(rule: str, tmp_path: Path) -> None:
    assert set(rules_found(edition_of(rule, tmp_path))) == {rule}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.advice])
def test_advice_can_be_switched_off(rule: str, tmp_path: Path) -> None:
    root = edition_of(rule, tmp_path)
    with (root / "edition.toml").open("a", encoding="utf-8") as toml:
        toml.write(f'\n[check]\noff = ["{rule}"]\n')
    assert rules_found(root) == []


def test_an_unknown_rule_is_told(tmp_path: Path) -> None:
    root = edition_of("base", tmp_path)
    with (root / "edition.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[check]\noff = ["note-lnog", "note-place"]\n')
    assert rules_found(root) == ["rule-unknown", "rule-unknown"]


def test_the_page_of_rules_is_what_the_program_says(accept: bool) -> None:
    page = ROOT / "docs" / "rules.md"
    if accept:
        page.write_text(rules_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == rules_page()


def test_the_seeds_follow_every_rule(seeds: Edition) -> None:
    assert [d for d in check(make_book(seeds), seeds) if d.rule in {r.id for r in RULES}] == []
