"""The printed book of 100 texts, cold and after one word changed, beside one plain WeasyPrint run.

    .venv/bin/python tests/bench/big_book.py [--texts N]

The texts are made of the paragraphs of the edition in seeds: 4,000 words, 20 notes and 12 mentions
of persons each. Ours is a process of its own that reads, sets, joins, and reads the PDF back; the
plain run sets the same markup with the same style sheets as one document, as WeasyPrint comes,
without tags, total fit, page numbers or checks. Nothing fails.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cold_build import (  # type: ignore[import-not-found]  # beside this file
    PLAIN,
    ROOT,
    one_document,
    timed,
)

from anthology.build import Order, prepare, shop_of
from anthology.garbage import collect_seldom
from anthology.render import printed
from anthology.render.makeup import make_up
from anthology.render.setter import Setter
from anthology.render.setting import set_galleys
from anthology.render.workers import processes, workers_kept
from anthology.variant import reader

WORDS, NOTES, MENTIONS, PERSONS = 4_000, 20, 12, 100
HEAD = """\
title = "A Big Book"
language = "en"
identifier = "urn:uuid:00000000-0000-4000-8000-000000000100"
date = 2026-01-01
"""
TEXT = """
[[text]]
slug = "text-{0}"
number = {0}
source = "texts/text-{0}.md"
title = "Text {0}"
byline = "A. Writer"
supplied = true
"""


def paragraphs() -> list[str]:
    """Long paragraphs of the five texts, without signs that Markdown would read."""
    _, book, _ = prepare(ROOT / "seeds")
    lines = (line for text in book.texts for line in text.source.text.split("\n"))
    long = (line.strip() for line in lines if len(line.split()) > 40)
    return ["".join(c for c in line if c not in "[]*_<>`#|\\") for line in long]


def names() -> list[str]:
    """Surnames that stand in no other text."""
    rng = random.Random(8)
    syllables = "bal dor fen gar hol kem lun mor nas pol rud sel tor vek wim zan".split()
    return sorted({"".join(rng.choices(syllables, k=3)).title() for _ in range(PERSONS)})


def text_of(number: int, known: list[str], people: list[str]) -> str:
    """A text with its notes and names at places of their own."""
    rng = random.Random(number)
    chosen, count = [], 0
    while count < WORDS:
        chosen.append(rng.choice(known).split())
        count += len(chosen[-1])
    bodies = []
    for note in range(1, NOTES + 1):
        words = rng.choice(chosen)
        words[rng.randrange(5, len(words))] += f"[^{note}]"
        bodies.append(f"[^{note}]: {' '.join(rng.choice(known).split()[: rng.randint(5, 60)])}")
    for _ in range(MENTIONS):
        words = rng.choice(chosen)
        words[rng.randrange(1, 5)] += f" {rng.choice(people)}"
    return "\n\n".join([*map(" ".join, chosen), *bodies]) + "\n"


def edition(folder: Path, texts: int) -> Path:
    """An edition of so many texts."""
    known, people, written = paragraphs(), names(), ""
    (folder / "texts").mkdir(parents=True)
    for number in range(1, texts + 1):
        text = text_of(number, known, people)
        (folder / "texts" / f"text-{number}.md").write_text(text, encoding="utf-8")
        written += text
    entries = "".join(TEXT.format(number) for number in range(1, texts + 1))
    (folder / "edition.toml").write_text(HEAD + entries, encoding="utf-8")
    persons = "".join(
        f'[[person]]\nheading = "{n}, Ann"\nvariants = ["{n}"]\n\n' for n in people if n in written
    )
    (folder / "names.toml").write_text(persons, encoding="utf-8")
    return folder


def change(folder: Path, number: int) -> None:
    """Change one word in a text."""
    text = folder / "texts" / f"text-{number}.md"
    words = text.read_text(encoding="utf-8")
    text.write_text(words.replace(" the ", " that ", 1), encoding="utf-8")


def set_and_joined(folder: Path, out: Path) -> tuple[float, float, int]:
    """How long type-setting alone takes with all galleys kept but those that changed.

    And how much of that is their joining; and how many pages there are.
    """
    read, book, _ = prepare(folder)
    seconds: list[float] = []

    def watch(*arguments: Any) -> bytes:
        began = time.perf_counter()
        pdf = make_up(*arguments)
        seconds.append(time.perf_counter() - began)
        return pdf

    began = time.perf_counter()
    with patch.object(printed, "make_up", watch):
        made = printed.print_book(book, shop_of(Order(folder, out), read))
    return time.perf_counter() - began, seconds[-1], len(made.pagination.labels)


def most_memory() -> int:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def galley_process(folder: Path, out: Path) -> int:
    """The most memory, in MB, of a process that has set twenty galleys."""
    read, book, _ = prepare(folder)
    shop = shop_of(Order(folder, out), read)
    jobs = list(Setter(book, shop, reader(shop.paper), None).first())[:20]
    with workers_kept(), processes(1) as pool:
        set_galleys(jobs, None, 1)
        return pool.submit(most_memory).result()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100)
    given = parser.parse_args()
    collect_seldom()  # as our command does
    with tempfile.TemporaryDirectory() as name:
        folder, out = edition(Path(name) / "edition", given.texts), Path(name) / "out"
        order = (
            sys.executable,
            "-m",
            "anthology",
            "build",
            folder,
            "--out",
            out,
            "--format",
            "pdf",
        )
        cold = timed(*order)
        change(folder, (given.texts + 1) // 2)
        changed = timed(*order)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        change(folder, (given.texts + 1) // 2)
        alone, joining, pages = set_and_joined(folder, out)
        galley = galley_process(folder, out)
        page = one_document(folder, out)
        styles = [ROOT / "styles" / sheet for sheet in ("print.css", "paper-a5.css")]
        plain = timed(sys.executable, "-c", PLAIN, page, Path(name) / "plain.pdf", *styles)
    print(f"{given.texts} texts, {pages} pages; plain WeasyPrint {plain:.1f} s")
    print(f"cold {cold:.1f} s, ratio {cold / plain:.2f}")
    print(f"one word changed {changed:.1f} s, ratio {changed / plain:.3f}")
    print(f"of that, setting and joining {alone:.1f} s, ratio {alone / plain:.3f}")
    print(f"make-up {1000 * joining / pages:.1f} ms a page")
    print(f"largest process {largest} MB; one that sets galleys {galley} MB")


if __name__ == "__main__":
    main()
