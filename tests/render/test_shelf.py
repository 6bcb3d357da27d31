"""Kept work is found again, distrusted when torn, and taken away when nobody asks for it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from anthology.render import shelf as shelves
from anthology.render.shelf import Shelf, prune

CODE = Path(shelves.__file__).parents[1]
# What these say comes to a galley in its job, or decides nothing of how it is set.
WORDS = {"diagnostic", "garbage", "labels", "translations", "span", "render/shelf"}


@dataclass(frozen=True)
class Work:
    words: str


def shelf(folder: Path) -> Shelf[Work]:
    return Shelf(folder, Work)


def build(folder: Path, *contents: bytes) -> list[bool]:
    """Ask for work as a build does; say of each piece whether it was there."""
    here = shelf(folder)
    there = [here.find(content) is not None for content in contents]
    for content in contents:
        here.keep(Work(content.decode()), content)
    here.note_use((content,) for content in contents)
    return there


def test_what_is_used_stays_and_what_is_not_goes(tmp_path: Path) -> None:
    for contents in ([b"a", b"b"], [b"a", b"c"]):
        build(tmp_path, *contents)
        prune(tmp_path, most=2)
    assert [bool(shelf(tmp_path).find(one)) for one in (b"a", b"b", b"c")] == [True, True, True]
    for contents in ([b"a"], [b"a", b"d"]):
        build(tmp_path, *contents)
        prune(tmp_path, most=2)
    assert [bool(shelf(tmp_path).find(one)) for one in (b"a", b"b", b"c", b"d")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_build_may_ask_as_often_as_it_likes(tmp_path: Path) -> None:
    """An index is set until its pages are settled; the texts set before are used all the same."""
    build(tmp_path, b"text")
    for number in range(100):
        build(tmp_path, f"index {number}".encode())
    prune(tmp_path)
    assert shelf(tmp_path).find(b"text") == Work("text")


def test_the_log_of_uses_does_not_grow(tmp_path: Path) -> None:
    for _ in range(5):
        build(tmp_path, b"a")
        prune(tmp_path, most=3)
    assert len((tmp_path / "uses.log").read_text().splitlines()) == 3


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    build(tmp_path, b"a")
    (tmp_path / "tmpabc").write_bytes(b"half written by a build beside this one")
    prune(tmp_path, most=1)
    assert (tmp_path / "tmpabc").exists()
    assert shelf(tmp_path).find(b"a") == Work("a")


def test_a_build_beside_one_that_prunes_makes_anew_what_is_gone(tmp_path: Path) -> None:
    build(tmp_path, b"a")
    prune(tmp_path, most=1)
    other = shelf(tmp_path)
    build(tmp_path, b"b")
    prune(tmp_path, most=1)
    assert other.find(b"a") is None
    other.keep(Work("a"), b"a")
    assert other.find(b"a") == Work("a")


def test_a_log_that_is_torn_costs_time_and_no_more(tmp_path: Path) -> None:
    build(tmp_path, b"a")
    with (tmp_path / "uses.log").open("ab") as log:
        log.write(b"\xff\x00 half a na")
    prune(tmp_path)
    assert shelf(tmp_path).find(b"a") == Work("a")


def test_without_a_folder_nothing_is_kept_or_pruned(tmp_path: Path) -> None:
    nowhere: Shelf[Work] = Shelf(None, Work)
    nowhere.keep(Work("a"), b"a")
    nowhere.note_use([(b"a",)])
    assert nowhere.find(b"a") is None
    prune(tmp_path / "nowhere")


def imported(module: str) -> set[str]:
    """The modules of ours that one imports."""
    nodes = ast.walk(ast.parse((CODE / f"{module}.py").read_text(encoding="utf-8")))
    named = [n for n in nodes if isinstance(n, ast.ImportFrom) and (n.module or "") != ""]
    paths = [(n, (n.module or "").removeprefix("anthology").strip(".")) for n in named]
    found = {path for _, path in paths}
    found |= {f"{path}.{alias.name}" for node, path in paths for alias in node.names}
    return {p for p in (f.replace(".", "/") for f in found) if (CODE / f"{p}.py").is_file()}


def test_a_galley_is_set_anew_when_any_module_that_sets_it_has_changed() -> None:
    seen: set[str] = set()
    waiting = ["render/galley"]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += imported(module)
    assert seen - WORDS == set(shelves._MAKERS)
