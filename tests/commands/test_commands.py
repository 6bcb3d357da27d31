"""Command tests that anyone can write: Markdown files with files, commands and what they print.

A fenced block whose info string is a path is that file (an empty block takes the file away). A
block called `console` holds commands after `$ ` and, under each, all that it prints, and
`[exit 1]` if its exit code is not 0. `pytest --accept` rewrites what is printed; read the
difference by eye.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from anthology.cli import main

HERE = Path(__file__).parent
BLOCK = re.compile(r"^```(?P<info>[^\n]+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Command:
    line: str
    printed: str


def commands(body: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, _, printed = part.partition("\n")
        yield Command(line, printed)


def run(line: str) -> str:
    program, *arguments = line.split()
    assert program == "anthology"
    result = CliRunner().invoke(main, arguments, prog_name="anthology")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    code = f"[exit {result.exit_code}]\n" if result.exit_code else ""
    return result.output + code


def put(info: str, body: str) -> None:
    path = Path(info)
    if not body:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body.encode("latin-1" if "latin-1" in info else "utf-8"))


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.md")))
def test_commands(name: str, tmp_path: Path, accept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def check(found: re.Match[str]) -> str:
        if found["info"] != "console":
            put(found["info"], found["body"])
            return found[0]
        made = "".join(f"$ {c.line}\n{run(c.line)}" for c in commands(found["body"]))
        return f"```console\n{made}```"

    made = BLOCK.sub(check, text)
    if accept:
        (HERE / name).write_text(made, encoding="utf-8")
        return
    assert made == text
