"""5,000 notes hung on one text of 400,000 words: seconds, and how they grow. Nothing fails.

python tests/bench/many_notes.py
"""

from __future__ import annotations

import random
import string
import time

from anthology.document import Paragraph, Text
from anthology.notes import annotate
from anthology.selector import fold
from anthology.span import Source

WORDS_A_PARAGRAPH = 100


def text_of(words: int, rng: random.Random) -> list[str]:
    """Paragraphs of made-up words, which recur as those of a language do."""
    known = ["".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9))) for _ in range(8000)]
    count = words // WORDS_A_PARAGRAPH
    return [" ".join(rng.choices(known, k=WORDS_A_PARAGRAPH)) + "." for _ in range(count)]


def notes_on(paragraphs: list[str], count: int, rng: random.Random) -> str:
    """A notes file: each note on one word, quoted with three neighbours on either side."""
    written = []
    for _ in range(count):
        words = rng.choice(paragraphs).split(" ")
        at = rng.randrange(5, len(words) - 8)
        before, after = " ".join(words[at - 3 : at]), " ".join(words[at + 1 : at + 4])
        written.append(f"> {before} **{words[at]}** {after}\n\nA note on *this* word.\n")
    return "\n".join(written)


def seconds(words: int, notes: int) -> float:
    """How long it takes to find the places and hang the notes."""
    rng = random.Random(4)
    paragraphs = text_of(words, rng)
    source = Source("texts/long.txt", "\n\n".join(paragraphs))
    blocks, at = [], 0
    for words_ in paragraphs:
        blocks.append(Paragraph((Text(words_, source.span(at, at + len(words_))),)))
        at += len(words_) + 2
    file = Source("notes/long.md", notes_on(paragraphs, notes, rng))
    began = time.perf_counter()
    annotated = annotate(1, tuple(blocks), (), file, fold(source))
    assert len(annotated.notes) == notes
    return time.perf_counter() - began


if __name__ == "__main__":
    half, whole = seconds(200_000, 2_500), seconds(400_000, 5_000)
    print(f"5,000 notes on 400,000 words: {whole:.1f} s (half of both: {half:.1f} s)")
    print(f"twice the text and notes: ×{whole / half:.2f}")
