"""Kept work is found again, distrusted when torn, and taken away when nobody asks for it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from anthology.collation.pagekeep import READING
from anthology.collation.partkeep import WALKING
from anthology.render import cover as covers
from anthology.render import shelf as shelves
from anthology.render.cover import Cover, Drawing, Shape, kept_cover
from anthology.render.shelf import Shelf, prune

CODE = Path(shelves.__file__).parents[1]
# What these say comes to a galley in its job, or decides nothing of how it is set.
WORDS = {"diagnostic", "garbage", "labels", "translations", "schema", "span", "render/shelf"}


@dataclass(frozen=True)
class Work:
    words: str


def shelf(folder: Path) -> Shelf[Work]:
    return Shelf(folder, Work, "code 1")


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
    nowhere: Shelf[Work] = Shelf(None, Work, "code 1")
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


def makers(*modules: str) -> set[str]:
    """The modules of ours that these ask, directly or not, and they themselves."""
    seen: set[str] = set()
    waiting = [*modules]
    while waiting:
        module = waiting.pop()
        if module not in seen | WORDS:
            seen.add(module)
            waiting += imported(module)
    return seen


def test_a_galley_is_set_anew_when_any_module_that_sets_it_has_changed() -> None:
    assert makers("render/galley") == set(shelves.SETTING)


def test_a_cover_is_drawn_anew_when_any_module_that_draws_it_has_changed() -> None:
    assert makers("render/galley", "render/coverdraw") == set(covers.DRAWING)


def test_a_page_is_read_anew_when_any_module_that_reads_it_has_changed() -> None:
    assert makers("collation/pagekeep") == set(READING)


def test_a_part_is_read_anew_when_any_module_that_reads_it_has_changed() -> None:
    assert makers("collation/pdf") == set(WALKING)


def test_what_other_code_made_is_not_found(tmp_path: Path) -> None:
    shelf(tmp_path).keep(Work("a"), b"a")
    assert Shelf(tmp_path, Work, "code 2").find(b"a") is None


def test_a_cover_is_drawn_once_for_the_same_art(tmp_path: Path) -> None:
    drawn: list[Cover] = []

    def draw() -> Cover:
        drawn.append(Cover(b"pixels", Drawing(3, 4, (Shape("M0 0", "#fff"),))))
        return drawn[-1]

    for art, style in [(b"art", "css"), (b"art", "css"), (b"other", "css"), (b"art", "other")]:
        assert kept_cover(tmp_path, art, [style], draw) == drawn[-1]
    assert len(drawn) == 3
    (torn, *_) = [path for path in tmp_path.iterdir() if path.name != "uses.log"]
    torn.write_bytes(torn.read_bytes()[:-1])
    for art, style in [(b"art", "css"), (b"other", "css"), (b"art", "other")]:
        kept_cover(tmp_path, art, [style], draw)
    assert len(drawn) == 4
