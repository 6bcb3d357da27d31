"""Files of any kind → a new edition, or more texts for one: what its edition.toml is to say.

Proposes titles, authors, dates and order from what the files show; the editor corrects them in a
file that explains itself. Reads what it is handed; writes nothing.
"""

from __future__ import annotations

import datetime
import itertools
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import tomlkit

from anthology.evidence import see
from anthology.language import language_of, primary
from anthology.looks import SURE
from anthology.read.reading import Chunk, Reading, unmarked

_BYLINE = re.compile(r"(?:by|von|par)\s+(?P<name>[^\d\n]{2,60})", re.IGNORECASE)
_LONGEST = 300  # signs of a title
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A file handed in: its name in the edition, how it reads."""

    source: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for a text; `why` tells the editor where title and author come from."""

    number: int
    slug: str
    source: str
    title: str
    supplied: bool
    byline: str
    date: str
    address: str
    why: str
    language: str = ""
    language_why: str = ""


def propose_texts(
    found: Sequence[Found], taken: Iterable[str] = (), first: int = 1
) -> tuple[Proposed, ...]:
    """The texts in the order proposed for the book: by date where all have one, else as given."""
    proposed = [_propose(one) for one in found]
    dated = [(date, p) for p in proposed if (date := _sortable(p.date)) is not None]
    if len(dated) == len(proposed):
        proposed = [p for _, p in sorted(dated, key=lambda one: one[0])]
    slugs = set(taken)
    named = []
    for number, text in enumerate(proposed, first):
        slug = _free(slugify(text.title), slugs)
        slugs.add(slug)
        named.append(replace(text, number=number, slug=slug))
    return tuple(named)


def _propose(found: Found) -> Proposed:
    reading, hints = found.reading, found.reading.hints
    title, supplied, why = _title(reading, found.source)
    byline = hints.author or _byline(reading)
    why += f"; author from {'the file' if hints.author else 'a byline'}" if byline else ""
    return Proposed(
        0, "", found.source, title, supplied, byline or "Unsigned", hints.date, hints.address, why,
        *_language(reading),
    )  # fmt: skip


_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _language(reading: Reading) -> tuple[str, str]:
    """The language that the file declares, or that its words show; and which of these it was."""
    declared = reading.hints.language.replace("_", "-")
    if _TAG.fullmatch(declared):
        return declared, "as the file says"
    found = language_of(reading.source.text)
    return (found.language, found.why) if found else ("", "")


def book_language(texts: Sequence[Proposed]) -> str:
    """The language of most of the texts; English where none shows one."""
    named = [text.language for text in texts if text.language]
    return max(sorted(set(named)), key=named.count) if named else "en"


def _titled(reading: Reading) -> Chunk | None:
    """What the format calls the title, the only heading of the first level, or a plain line that
    says what the file says of itself: near the head.
    """
    head = [chunk for chunk in reading.chunks[:6] if len(chunk.span) <= _LONGEST]
    tops = [c for c in reading.chunks if c.kind == "heading" and c.level == 1]
    found = [c for c in head if c.kind == "title"] or [c for c in head if tops == [c]]
    named = [c for c in head if _same(_visible(reading, c), reading.hints.title)]
    return next(iter((*found, *named)), None)


def _first_words(reading: Reading) -> str:
    """What the body begins with, site debris left out."""
    gone = {call.span for call in see(reading) if call.call == "omit" and call.score >= SURE}
    for chunk in reading.chunks:
        if chunk.span not in gone and chunk.kind not in {"note", "rule", "figure"}:
            return _visible(reading, chunk)
    return ""


def _visible(reading: Reading, chunk: Chunk) -> str:
    """The words of a chunk without the signs of its markup."""
    gone = [row.span for row in reading.rows if row.span.within(chunk.span)]
    return " ".join(unmarked(reading.source, chunk.span, chunk.marks, gone).split())


def _title(reading: Reading, name: str) -> tuple[str, bool, str]:
    """The source's own title if it shows one; else one in brackets, the editor's to mend."""
    hinted = reading.hints.title if re.search(r"\w", reading.hints.title) else ""
    if chunk := _titled(reading):
        titled = _visible(reading, chunk)
        if any(mark.kind == "call" for mark in chunk.marks):
            return f"[{titled}]", True, "the title has a note, and stays in the text as a heading"
        also = ", and as the file says" if _same(titled, hinted) else ""
        return titled, False, f"title as the text begins{also}"
    first = _first_words(reading)
    # A Word file goes on saying the title of the one that it was made from.
    sure = hinted and not name.lower().endswith(".docx")
    stopped = re.search(r"[;:,]$" if first.isupper() else r"[.;:,]$", first)
    short = 0 < len(first.split()) <= 16 and len(first) <= _LONGEST
    if short and not sure and not stopped:
        return first, False, "title as the text begins"
    if hinted:
        return f"[{hinted}]", True, "title from what the file says of itself"
    stem = re.sub(r"[_-]+", " ", PurePosixPath(name).stem).strip()
    return f"[{stem or 'Untitled'}]", True, "title from the name of the file"


def _same(one: str, other: str) -> bool:
    words = re.findall(r"\w+", one.casefold())
    return bool(words) and words == re.findall(r"\w+", other.casefold())


def _byline(reading: Reading) -> str:
    """Whom a line near the head names; “VON” may stand in a line of its own."""
    lines = [" ".join(reading.source.cut(c.span).split()) for c in reading.chunks[1:5]]
    for line in (*lines[:3], *map(" ".join, itertools.pairwise(lines))):
        if found := _BYLINE.fullmatch(line):
            return found["name"].strip(" .")
    return ""


def _sortable(date: str) -> tuple[int, int, int] | None:
    found = _ISO.search(date)
    if found:
        return int(found[1]), int(found[2]), int(found[3] or 0)
    year = _YEAR.search(date)
    return (int(year[1]), 0, 0) if year else None


def slugify(title: str) -> str:
    """A short name in lower-case letters, digits and hyphens, from the first words of a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words[:5])[:40].strip("-") or "text"


def _free(slug: str, taken: set[str]) -> str:
    count = 2
    free = slug
    while free in taken:
        free = f"{slug}-{count}"
        count += 1
    return free


def edition_toml(title: str, language: str, today: datetime.date, texts: Sequence[Proposed]) -> str:
    """A commented edition.toml. The identifier is made anew, once; the date is the day's."""
    head = f"""\
# The edition: what the book is, and its texts in order. Proposed by the program; correct it freely.
# docs/edition.md of the program explains every key.

title = {_toml(title)}
# subtitle = ""
language = {_toml(language)}
identifier = "{uuid.uuid4().urn}"
date = {today.isoformat()}              # books take every date from here

[print]
paper = "a5"                   # or "half-letter"

# The texts, in the order of the book. A text keeps its number for good, wherever it stands.
"""
    return head + "".join(text_toml(texts, language))


def text_toml(texts: Iterable[Proposed], language: str) -> Iterator[str]:
    """The `[[text]]` tables for a book in `language`."""
    for text in texts:
        yield f"\n[[text]]                       # {text.why}\n"
        yield f"number = {text.number}\nslug = {_toml(text.slug)}\nsource = {_toml(text.source)}\n"
        yield f"title = {_toml(text.title)}\n"
        if text.supplied:
            yield "supplied = true                # the title is not in the text\n"
        yield f"byline = {_toml(text.byline)}\n"
        if text.language and primary(text.language) != primary(language):
            yield f"language = {_toml(text.language)}                # {text.language_why}\n"
        for key, value in (("date", text.date), ("address", text.address)):
            yield f"{key} = {_toml(value)}\n" if value else f'# {key} = ""\n'
        yield '# origin = ""                  # where the text comes from, in a sentence\n'


RIGHTS_HEAD = """\
# The rights in each text: what is on record. `anthology check --release` says what is open.
# docs/edition.md of the program explains every key.

[release]
for = ["print", "screen"]
# copies = 30                  # how many are to be printed
"""


def rights_toml(texts: Iterable[Proposed]) -> Iterator[str]:
    """The `[[text]]` tables of rights.toml, with nothing on record yet."""
    for text in texts:
        yield f"\n[[text]]\nslug = {_toml(text.slug)}\n"
        yield '# captured = "2026-01-31"      # when it was copied from its source\n'
        yield '# holder = ""                  # whose the rights are\n'
        yield '# licence = ""                 # such as CC BY 4.0, or public domain\n'
        yield "# [[text.permission]]          # or leave that was given, as often as needed\n"
        yield '# by = ""\n# recorded = "letter of …"\n'


def _toml(words: str) -> str:
    return tomlkit.item(" ".join(words.split())).as_string()


MAKEFILE = """\
# `make` makes both books of this edition in build/. The program is called as written here;
# another one: make ANTHOLOGY=path/to/anthology
ANTHOLOGY ?= {program}
FILES := edition.toml $(wildcard *.md *.toml */*.toml */*.md texts decisions notes headnotes)

all: build/anthology.epub build/anthology.pdf
.PHONY: all check clean

-include build/anthology.d

build/anthology.epub: $(FILES)
\t$(ANTHOLOGY) build . --out build

build/anthology.pdf: build/anthology.epub
\t@test $@ -nt $< || $(ANTHOLOGY) build . --out build --format pdf

check:
\t$(ANTHOLOGY) check .

clean:
\trm -rf build
"""
