"""Words withheld or abridged are in neither finished file; […] stands where they stood."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pytest

from anthology.build import Order, build

EDITION = """\
title = "A Book"
language = "en"
identifier = "urn:uuid:6f0f2f5e-6a0b-4d7c-9b1e-000000000000"
date = 2026-01-02
editor = "R. Roe"

[[text]]
number = 1
slug = "one"
source = "texts/one.md"
title = "A Letter to […]"
byline = "Nobody"
"""
TEXT = """\
# A Letter to Qa

## About Qb and others

Qc began it, and then [see Qd here](https://example.org/there) the *matter of Qe* rested.[^1]

Then Qf said[^2] something that was long, and more was said of it until the evening came.

Qg and a whole paragraph.

- First
- Qh is an item
- Third, with Qi

> A quotation with Qj in it.

| Head | Other |
|------|-------|
| Qk   | open  |

One ends with Ql.

Qm begins another, and Qn ends the text.

[^1]: A note on Qo.

[^2]: Qp and all of this note.
"""
WORDS = {f"Q{letter}": f"Quizzaciously{letter}" for letter in "abcdefghijklmnop"}
PLACES = (
    *("Qa", "Qb and", "Qc", "see Qd", "of Qe", "Qg and a whole paragraph.", "Qh is an item", "Qi"),
    *("Qj", "Qk", "Qn ends the text.", "Qo"),
)


def spelt(words: str) -> str:
    """The short names of the words to be withheld, spelt out so long that nothing else is so."""
    return re.sub(r"Q[a-p]\b", lambda found: WORDS[found[0]], words)


@dataclass(frozen=True)
class Books:
    """Both books as plain words, by how they were read; `ledger`: what stands beside them."""

    read: dict[str, str]
    ledger: str


@pytest.fixture(scope="module", params=["withhold", "abridge"])
def books(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Books:
    root = tmp_path_factory.mktemp("withheld")
    places = [f'exact = "{spelt(place)}"' for place in PLACES]
    places += [f'from = "{spelt("Ql")}"\nto = "{spelt("Qm")}"']
    places += [f'from = "{spelt("Qf")}"\nto = "something"']
    rows = [f'[[{request.param}]]\n{place}\nreason = "a reason"\n' for place in places]
    for name, words in {
        "edition.toml": EDITION,
        "texts/one.md": spelt(TEXT),
        "decisions/one.toml": "\n".join(rows),
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(words, encoding="utf-8")
    made = build(Order(root, root / "out", workers=1))
    assert all(report.ok for report in made.reports)
    out = {path.name: path.read_bytes() for path in made.files}
    epub, pdf = out["anthology.epub"], out["anthology.pdf"]
    beside = "".join(out[f"anthology.ledger.{kind}"].decode() for kind in ("json", "html"))
    return Books({"epub": _epub(epub), "pdf": _pages(pdf), "tags": _objects(pdf)}, beside)


def _epub(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.endswith(".png")]
        return "\n".join(archive.read(name).decode("utf-8") for name in names)


def _pages(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def _objects(data: bytes) -> str:
    """Every string of the PDF, also those that no page shows: outline, destinations, metadata."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "\n".join(text for item in pdf.objects for text in _strings(item, top=True))


def _strings(item: object, *, top: bool = False) -> Iterator[str]:
    if isinstance(item, pikepdf.Object) and item.is_indirect and not top:
        return  # met by itself
    if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/Metadata":
        yield item.read_bytes().decode("utf-8")
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for value in dict(item.items()).values():
            yield from _strings(value)
    elif isinstance(item, pikepdf.Array):
        for value in item.as_list():
            yield from _strings(value)


def letters(words: str) -> str:
    """Letters alone, so that no hyphen at a line's end and no ligature hides a word."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char for char in plain if char.isalpha())


@pytest.mark.parametrize("way", ["epub", "pdf", "tags"])
def test_no_word_taken_out_is_in_a_finished_book(books: Books, way: str) -> None:
    assert "quizzaciously" not in letters(books.read[way])


def test_the_words_around_them_are(books: Books) -> None:
    assert "A Letter to" in books.read["tags"]  # the outline, so that strings are read at all
    for way in ("epub", "pdf"):
        for words in ("matter", "First", "Third, with", "A quotation with", "rested", "open"):
            assert letters(words) in letters(books.read[way]), (way, words)


def test_each_place_shows_its_mark(books: Books) -> None:
    """Twelve places alone; one runs over two paragraphs; one takes the call of a note along."""
    body = books.read["epub"].partition('id="t1b"')[2]
    assert body.count('<span class="elision gen">[…]</span>') == 13
    assert body.count('<p class="withheld gen">[…]</p>') == 1
    assert "A Letter to […]" in books.read["epub"]
    assert "A Letter to […]" in books.read["pdf"]
    assert "A note on […]." in re.sub("<.*?>", "", books.read["epub"])


def test_the_ledger_repeats_what_was_abridged_and_not_what_is_withheld(books: Books) -> None:
    told = "quizzaciously" in letters(books.ledger)
    assert told is ('"kind": "abridged"' in books.ledger)
    assert "R. Roe" in books.ledger
