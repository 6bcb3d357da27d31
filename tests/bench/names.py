"""Whom the proposer finds by itself, and how long names take in a book of 400,000 words.

    .venv/bin/python tests/bench/names.py                 the five texts of seeds/, and the time
    .venv/bin/python tests/bench/names.py --books FOLDER  books with a printed index

On the five texts the mentions that seeds/names.toml makes are right; the proposer does not see that
file. A mention counts only if its first and last letters agree.

FOLDER holds books as plain text (`*.txt`, as Project Gutenberg gives them: italics between _ _)
that end with a printed index. Taken for the indexed persons are the entries of the form “Surname,
Given names” whose surname stands in the book. Whom the index lacks is written to standard output
to be judged by eye, for an index leaves out most of those who are named once.
"""

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from anthology.book import make_book
from anthology.edition import read_edition
from anthology.index import make_index
from anthology.locators import paragraph_locators
from anthology.names import finder, mark, mentions
from anthology.naming import Proposed, proposed
from anthology.naming_passages import Passage
from anthology.naming_tables import DEMONYMS, KINDS, PLACES, SOFT_KINDS
from anthology.nominate import placed_of, undecided

ROOT = Path(__file__).parents[2]

# --- The five texts -------------------------------------------------------------------------------


def seeds() -> None:
    edition = read_edition(ROOT / "seeds")
    book = make_book(edition)
    passages = [one.passage for one in placed_of(book, edition)]
    right = {
        (i, start, end)
        for i, passage in enumerate(passages)
        for start, end, _ in finder(edition.names, passage.where).find(passage.words)
    }
    print(f"seeds: {len(edition.names.person)} headings, {len(right)} mentions")
    found = proposed(passages)
    for tier, chosen in (("sure", [one for one in found if one.sure]), ("sure, doubtful", found)):
        places = {(s.passage, s.start, s.end) for one in chosen for s in one.sightings}
        both = len(places & right)
        print(f"  {tier}: precision {both / len(places):.3f}, recall {both / len(right):.3f}")


# --- Books with a printed index -------------------------------------------------------------------

_ENTRY = re.compile(
    r"((?:(?:de|De|van|von) |O['’]|d['’])?[A-ZÀ-Þ][\w'’-]+), *"
    r"(?:(?:Rt\. Hon|Hon|Mrs?|Miss|Dr|Rev|Sir|Lord|Lady|Prof|Capt|Gen)\.? )*"
    r"((?:[A-ZÀ-Þ][\w-]+\.?|[A-Z]\.)(?:[ .][A-ZÀ-Þ][\w.-]*)*)\s*(?:[,:;(]|$|\d)"
)


def read_book(path: Path) -> tuple[str, str]:
    """The body and the index of a book."""
    text = path.read_bytes().decode("latin-1").replace("\r\n", "\n")
    text = re.sub(r"\A.*?\*\*\* ?START OF[^\n]*\n|\n\*\*\* ?END OF.*\Z", "", text, flags=re.DOTALL)
    *_, last = re.finditer(r"^ *index\b.*$", text, re.MULTILINE | re.IGNORECASE)
    return text[: last.start()], text[last.end() :]


def passages_of(body: str) -> Iterator[Passage]:
    for paragraph in re.split(r"\n\s*\n", body):
        words, italic = "", []
        for i, part in enumerate(re.split(r"_([^_]+)_", paragraph.replace("--", "—"))):
            if i % 2:
                italic.append((len(words), len(words) + len(part)))
            words += part
        heading = len(words) < 80 and not re.search(r"[.,;:]\s*$", words)
        yield Passage(words, "book", tuple(italic), heading)


def indexed(index: str, body: str) -> set[str]:
    """The surnames of the persons in an index, of those who are named in the book at all."""
    found = set[str]()
    for block in re.split(r"\n\s*\n", index):
        lines = [line for line in block.split("\n") if line.strip()]
        indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
        for line in lines:
            entry = _ENTRY.match(line.strip()) if len(line) - len(line.lstrip()) == indent else None
            if entry and not _no_person(entry[1], entry[2]):
                found.add(entry[1].title() if entry[1].isupper() else entry[1])
    return {name for name in found if re.search(rf"\b{re.escape(name)}\b", body)}


def _no_person(surname: str, given: str) -> bool:
    """“Cambridge, Massachusetts”, “Basis, The Fabian”."""
    words = [word.strip(".").lower() for word in given.split()]
    strange = (PLACES | DEMONYMS | KINDS | {"the", "north", "south"}) - {"washington", "lincoln"}
    return surname.lower() in KINDS - SOFT_KINDS or any(word in strange for word in words)


def books(folder: Path) -> None:
    for path in sorted(folder.glob("*.txt")):
        body, index = read_book(path)
        found = proposed(list(passages_of(body)))
        names = indexed(index, body)
        print(f"\n{path.stem}: {len(body.split()):,} words, {len(names)} indexed persons")
        sure, have = [one for one in found if one.sure], set[str]()
        for tier, chosen in (("sure", sure), ("sure, doubtful", found)):
            have = {part for one in chosen for sighting in one.sightings for part in sighting.parts}
            print(f"  {tier}: proposed {len(chosen)}, recall {len(names & have) / len(names):.3f}")
        print("  lacked:", ", ".join(sorted(names - have)))
        print("  in no index, sure:", _unknown(sure, names))
        print("  in no index, doubtful:", _unknown([o for o in found if not o.sure], names))


def _unknown(found: list[Proposed], names: set[str]) -> str:
    left = [one for one in found if names.isdisjoint(p for s in one.sightings for p in s.parts)]
    return f"{len(left)}: " + " | ".join(" ".join(one.name) for one in left)


# --- Time -----------------------------------------------------------------------------------------

_SURNAMES = [
    f"{a}{b}{c}"
    for a in ("Bar", "Cor", "Dun", "Fen")
    for b in ("del", "ning", "wick", "ro", "ley")
    for c in ("", "son", "s", "man", "field")
]
_GIVEN = ("Anna", "Karl", "Rosa", "Peter", "Louis")


def long_edition(folder: Path, texts: int = 100, words: int = 4000) -> None:
    """A book with a name every twenty words, of five hundred persons."""
    paragraphs = [
        line.replace("[", "(").replace("]", ")")
        for path in sorted((ROOT / "seeds" / "texts").iterdir())
        for line in path.read_text(encoding="utf-8").split("\n")
        if len(line.split()) > 30
    ]
    (folder / "texts").mkdir(parents=True)
    toml = 'title = "Long"\nlanguage = "en"\nidentifier = "urn:uuid:0"\ndate = 2026-01-02\n'
    for number in range(1, texts + 1):
        rest, chosen = random.Random(number), list[str]()
        while sum(len(p.split()) for p in chosen) < words:
            some = rest.choice(paragraphs).split()
            for at in range(len(some) // 20 * 20, 0, -20):
                some.insert(at, f"{rest.choice(_GIVEN)} {rest.choice(_SURNAMES)}")
            chosen.append(" ".join(some))
        (folder / "texts" / f"{number}.txt").write_text("\n\n".join(chosen), encoding="utf-8")
        toml += (
            f'\n[[text]]\nnumber = {number}\nslug = "t{number}"\nsource = "texts/{number}.txt"\n'
            'title = "[T]"\nsupplied = true\nbyline = "Unsigned"\n'
        )
    (folder / "edition.toml").write_text(toml, encoding="utf-8")
    people = (
        f'[[person]]\nheading = "{surname}, {given}"\nvariants = ["{given} {surname}"]\n'
        for surname in _SURNAMES
        for given in _GIVEN
    )
    (folder / "names.toml").write_text("\n".join(people), encoding="utf-8")


def measure() -> None:
    with tempfile.TemporaryDirectory() as name:
        long_edition(Path(name))
        edition = read_edition(Path(name))
        book = make_book(edition)
    words = sum(len(text.source.text.split()) for text in book.texts)
    start = time.process_time()
    count = sum(
        len(mentions(mark(text.body, finder(edition.names, text.entry.slug), "x")))
        for text in book.texts
    )
    marked = time.process_time() - start
    start = time.process_time()
    for entry in book.index.entries:
        paragraph_locators(entry)
    loci = [(e.heading, locus) for e in book.index.entries for locus in e.loci]
    make_index(edition.names, loci)
    indexed = time.process_time() - start
    start = time.process_time()
    list(undecided(book, edition))
    asked = time.process_time() - start
    print(
        f"{words:,} words, {len(edition.names.person)} persons, {count:,} mentions: mentions "
        f"{marked:.1f} s, index {indexed:.1f} s, proposer {asked:.1f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if given.books:
        books(given.books)
        return
    seeds()
    measure()


if __name__ == "__main__":
    main()
