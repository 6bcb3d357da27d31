"""The documentation is true: its commands run, its links lead somewhere, its CLI is the CLI."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from anthology.cli import main

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
COMMAND = re.compile(r"^\$ anthology (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def reference() -> str:
    """The page docs/cli.md, made from what the program itself says."""
    parts = ["# Commands\n\nMade from `anthology --help`; `pytest --accept` renews it.\n"]
    group = click.Context(main, info_name="anthology", terminal_width=80)
    parts.append(f"```\n{main.get_help(group)}\n```\n")
    parts += _commands(main, group)
    return "\n".join(parts)


def _commands(group: click.Group, above: click.Context) -> Iterator[str]:
    """The commands of a group; those of a group among them right behind it."""
    for name, command in sorted(group.commands.items()):
        context = click.Context(command, info_name=name, parent=above, terminal_width=80)
        yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            yield from _commands(command, context)


def test_the_page_of_commands_is_what_the_program_says(accept: bool) -> None:
    page = ROOT / "docs" / "cli.md"
    if accept:
        page.write_text(reference(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize(
    "line", [c for page in PAGES for c in COMMAND.findall(page.read_text(encoding="utf-8"))]
)
def test_commands_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "FOLDER" / "texts").mkdir(parents=True)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    toml = re.search(r"```toml\n(.*?)```", readme, re.DOTALL)
    assert toml
    (tmp_path / "FOLDER" / "edition.toml").write_text(toml[1], encoding="utf-8")
    text = "The title that the text begins with\n\nAnd its words.\n"
    (tmp_path / "FOLDER" / "texts" / "letter.txt").write_text(text, encoding="utf-8")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, line.split(), catch_exceptions=False)
    assert result.exit_code == 0, result.output
