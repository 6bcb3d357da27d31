"""What does not fit a page: each comes out whole on sensible pages, and what gives is told."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from anthology.build import Order, prepare, shop_of
from anthology.collation.report import Report
from anthology.render.printed import Printed, print_book
from anthology.typeset import collate_pdf

WORDS = "party question of the members letter organization branch meeting paper answered".split()
HEAD = """\
title = "Hard"
language = "en"
identifier = "urn:uuid:00000000-0000-4000-8000-000000000201"
date = 2026-01-01
"""
TEXT = """
[[text]]
slug = "{name}"
number = {number}
source = "texts/{name}.md"
title = "About {name}"
byline = "A. Writer"
supplied = true
"""


def running(random: Random, count: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(count))


def hard_texts(random: Random) -> dict[str, str]:
    """A text for each thing that is too long, too wide, too high, too many or too few."""

    def text(count: int) -> str:
        return running(random, count)

    cells = "\n".join("| " + " | ".join(text(2) for _ in range(14)) + " |" for _ in range(4))
    calls = " ".join(f"{random.choice(WORDS)}[^{n}]" for n in range(1, 301))
    bodies = "\n\n".join(f"[^{n}]: {text(6)}." for n in range(1, 301))
    return {
        "a-long-word": f"{text(40)} {'Donaudampfschifffahrtsgesellschaft' * 8} {text(60)}",
        "a-long-note": f"{text(120)}.[^1] {text(400)}\n\n[^1]: {text(3000)}.",
        "a-wide-table": f"{text(30)}\n\n{cells.splitlines()[0]}\n|{'---|' * 14}\n{cells}\n\nEnd.",
        "a-large-picture": f"{text(50)}\n\n![A large picture](large.png)\n\n{text(80)}",
        "signs-without-a-face": f"{text(30)} \u2f00\U00012000 {text(30)}",
        "one-line": "One line.",
        "a-long-heading": f"## {text(45)}\n\n{text(200)}",
        "300-notes": f"{calls}\n\n{bodies}",
    }


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hard")
    (folder / "texts").mkdir()
    entries = ""
    for number, (name, text) in enumerate(hard_texts(Random(3)).items(), 1):
        (folder / "texts" / f"{name}.md").write_text(text + "\n", encoding="utf-8")
        entries += TEXT.format(name=name, number=number)
    (folder / "edition.toml").write_text(HEAD + entries, encoding="utf-8")
    picture = io.BytesIO()
    Image.new("L", (4000, 6000), 90).save(picture, "PNG")
    (folder / "texts" / "large.png").write_bytes(picture.getvalue())
    return folder


@dataclass(frozen=True)
class Made:
    printed: Printed
    report: Report
    told: frozenset[tuple[str, str]]


@pytest.fixture(scope="module")
def made(edition: Path) -> Made:
    read, book, found = prepare(edition)
    printed = print_book(book, shop_of(Order(edition, edition / "build", workers=2), read))
    said = (*found, *printed.diagnostics)
    told = frozenset((d.rule, d.place.file.rpartition("/")[2]) for d in said)
    return Made(printed, collate_pdf(book, printed, printed.pdf), told)


def test_nothing_is_lost_or_off_its_page(made: Made) -> None:
    assert made.report.differences == ()
    assert made.report.outside == ()


def test_what_gives_is_told_with_its_place(made: Made) -> None:
    assert ("uneven-lines", "a-long-word.md") in made.told
    assert ("wide-table", "a-wide-table.md") in made.told
    assert ("sign-not-in-face", "signs-without-a-face.md") in made.told


def test_a_long_note_goes_on_over_pages_that_keep_room_for_text(made: Made) -> None:
    frames = made.printed.maps["t2"].frames
    noted = [frame for frame in frames if frame.notes is not None]
    assert len(noted) >= 5
    assert all(frame.notes - frame.top >= 4 * 14 for frame in noted)  # type: ignore[operator]


def test_300_notes_stand_on_the_pages_of_their_calls(made: Made) -> None:
    anchors = made.printed.maps["t8"].anchors
    notes = [f"t8n-{number}" for number in range(1, 301)]
    assert [anchors[note].page for note in notes] == [anchors[f"{note}r"].page for note in notes]
