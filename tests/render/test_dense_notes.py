"""Texts with a note every 30 to 100 words, of 5 to 1,200 words: none lost, late or printed over."""

from __future__ import annotations

import math
from pathlib import Path
from random import Random

import pytest

from anthology.build import Order, prepare, shop_of
from anthology.render.printed import Printed, print_book
from anthology.typeset import collate_pdf

WORDS = "party question of the members letter organization branch meeting paper answered".split()
EDITION = """\
title = "Dense"
language = "en"
identifier = "urn:uuid:00000000-0000-4000-8000-00000000000{seed}"
date = 2026-01-01
[[text]]
slug = "dense"
number = 1
source = "texts/dense.md"
title = "Dense"
byline = "A."
supplied = true
"""


def running(random: Random, count: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(count))


def dense_text(seed: int, notes: int = 10) -> str:
    """A Markdown text; the lengths of its notes are spread evenly over their orders of size."""
    random = Random(seed)
    text, bodies = [], []
    for number in range(1, notes + 1):
        text.append(f"{running(random, random.randint(30, 100))}.[^{number}]")
        if number % 3 == 0:
            text.append("\n\n")
        length = round(math.exp(random.uniform(math.log(5), math.log(1200))))
        bodies.append(f"[^{number}]: {running(random, length).capitalize()}.")
    return " ".join(text) + "\n\n" + "\n\n".join(bodies) + "\n"


@pytest.fixture(params=range(8))
def printed(request: pytest.FixtureRequest, tmp_path: Path) -> Printed:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "dense.md").write_text(dense_text(request.param), encoding="utf-8")
    (tmp_path / "edition.toml").write_text(EDITION.format(seed=request.param), encoding="utf-8")
    edition, book, _ = prepare(tmp_path)
    shop = shop_of(Order(tmp_path, tmp_path / "build", workers=1), edition)
    made = print_book(book, shop)
    report = collate_pdf(book, made, made.pdf)
    assert not report.differences
    assert not report.outside
    return made


def test_every_note_begins_on_the_page_of_its_call(printed: Printed) -> None:
    anchors = printed.maps["t1"].anchors
    calls = {name[:-1]: point.page for name, point in anchors.items() if name.endswith("r")}
    late = {name for name, page in calls.items() if anchors[name].page != page}
    assert len(calls) == 10
    assert late == set()
    assert printed.maps["t1"].notes[:1] == ("t1n-1",)
