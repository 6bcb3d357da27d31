"""Reading, structuring, setting in type rules and tiling a book of 400,000 words in 100 texts.

    .venv/bin/python tests/bench/long_book.py [--texts N]

The texts are made of the paragraphs of the five in seeds/, in an order that is always the same.
Each size runs in a process of its own, on one core; printed are seconds, the most memory, and the
ratio of twice the texts to the texts, which is 2 where the cost is linear.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD = 'title = "Long"\nlanguage = "en"\nidentifier = "urn:uuid:0"\ndate = 2026-01-02\n'
TEXT = """
[[text]]
number = {0}
slug = "text-{0}"
source = "texts/{0}.txt"
title = "[Text {0}]"
supplied = true
byline = "Unsigned"
"""


def make_edition(folder: Path, texts: int, words: int = 4000) -> None:
    """An edition of so many texts of about so many words."""
    paragraphs = [
        line
        for path in sorted((ROOT / "seeds" / "texts").iterdir())
        for line in path.read_text(encoding="utf-8").split("\n")
        if len(line.split()) > 30 and not line.startswith(" ")
    ]
    (folder / "texts").mkdir(parents=True)
    toml = HEAD
    for number in range(1, texts + 1):
        chosen, rest = list[str](), random.Random(number)
        while sum(len(p.split()) for p in chosen) < words:
            chosen.append(rest.choice(paragraphs))
        text = "\n\n".join(chosen).replace("[", "(").replace("]", ")")
        (folder / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
        toml += TEXT.format(number)
    (folder / "edition.toml").write_text(toml, encoding="utf-8")


def edit(folder: Path) -> None:
    """What is measured: the edition read, every text edited, the tiling checked."""
    from anthology.book import make_book
    from anthology.edition import read_edition
    from anthology.textcheck import tiling

    start = time.process_time()
    book = make_book(read_edition(folder))
    problems = [d for text in book.texts for d in tiling(text)]
    seconds = time.process_time() - start
    assert not problems, problems[0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.2f} {memory:.0f}")


def measure(texts: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as name:
        make_edition(Path(name) / "edition", texts)
        command = [sys.executable, __file__, "--edit", str(Path(name) / "edition")]
        made = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(made[0]), float(made[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--edit", type=Path)
    given = parser.parse_args()
    if given.edit:
        edit(given.edit)
        return
    half, _ = measure(given.texts // 2)
    whole, memory = measure(given.texts)
    times = whole / half
    print(
        f"{given.texts} texts: {whole:.1f} s, {memory:.0f} MB; twice the texts, times {times:.2f}"
    )


if __name__ == "__main__":
    main()
