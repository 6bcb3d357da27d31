"""The index of a book of 400,000 words with 20,000 mentions, typesetting apart. Nothing fails.

python tests/bench/index.py
"""

from __future__ import annotations

import random
import string
import time

from anthology.document import Paragraph, Text
from anthology.index import Locus, make_index
from anthology.indexprint import IndexPrint
from anthology.labels import ENGLISH
from anthology.locators import Paging, page_locators
from anthology.names import finder, mark, mentions
from anthology.schema import NamesFile, Person

WORDS, MENTIONS, PERSONS, A_PARAGRAPH, A_PAGE = 400_000, 20_000, 2_000, 100, 400


def made_up(rng: random.Random) -> str:
    """A word that is no name."""
    return "".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9)))


def written(names: NamesFile, rng: random.Random) -> tuple[Paragraph, ...]:
    """Paragraphs in which some persons are named often, most of them seldom."""
    known = [made_up(rng) for _ in range(8000)]
    words = rng.choices(known, k=WORDS)
    weights = [1 / rank for rank in range(1, PERSONS + 1)]
    named = rng.choices(names.person, weights, k=MENTIONS)
    for at, person in zip(rng.sample(range(WORDS), MENTIONS), named, strict=True):
        words[at] = rng.choice(person.variants)
    parts = (" ".join(words[at : at + A_PARAGRAPH]) for at in range(0, WORDS, A_PARAGRAPH))
    return tuple(Paragraph((Text(part),)) for part in parts)


def main() -> None:
    """Measure each step."""
    rng = random.Random(5)
    surnames = sorted({made_up(rng).title() + "son" for _ in range(2 * PERSONS)})[:PERSONS]
    people = tuple(Person(f"{name}, Ann", (f"Ann {name}", name)) for name in surnames)
    names = NamesFile(person=people)
    blocks = written(names, rng)
    began = time.perf_counter()
    marked = mark(blocks, finder(names, "long"), "t1m")
    found = time.perf_counter()
    loci = [
        (mention.person, Locus(mention.id, 1 + number * 10 // len(marked), str(number)))
        for number, block in enumerate(marked)
        for mention in mentions((block,))
    ]
    where = {
        locus.anchor: str(1 + int(locus.paragraph) * A_PARAGRAPH // A_PAGE) for _, locus in loci
    }
    index = make_index(names, loci)
    filed = time.perf_counter()
    paging = Paging(where.__getitem__, lambda id: id)
    made = IndexPrint(ENGLISH, lambda entry: page_locators(entry, paging), paged=True)
    note = made.headnote(index)
    count = sum(len(part.locators) for entry in index.entries for part in made.parts(entry))
    done = time.perf_counter()
    assert note == ENGLISH.index_pages
    print(f"{len(loci):,} mentions, {len(index.entries):,} headings, {count:,} locators")
    print(f"found {found - began:.1f} s, filed {filed - found:.1f} s, paged {done - filed:.1f} s")


if __name__ == "__main__":
    main()
