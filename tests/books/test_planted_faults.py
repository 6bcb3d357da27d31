"""Three faults planted in each of the five texts: tiling and collation find every one.

A lost word, a doubled paragraph, a changed letter. They are planted in the blocks, before any book
is made, for the tiling check; in a finished EPUB; and in what a finished PDF is set from. Without
a fault, none of the three finds anything.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

import pytest

from anthology.book import Book
from anthology.booktext import BookText
from anthology.build import Order, collate_epub, prepare, shop_of
from anthology.collation.report import Report
from anthology.document import Inline, Inlines, Paragraph, Text, map_inlines, plain
from anthology.indexprint import linked_index
from anthology.render.cover import Cover, Drawing
from anthology.render.epub import make_epub
from anthology.render.markup import Press
from anthology.render.printed import print_book
from anthology.resources import folder, style
from anthology.span import Span
from anthology.textcheck import tiling
from anthology.typeset import collate_pdf

SEEDS = Path(__file__).parents[2] / "seeds"
SLUGS = ("next-left", "critique", "one-organization", "raising-differences", "two-years")
Fault = Literal["lost word", "doubled paragraph", "changed letter"]
FAULTS: tuple[Fault, ...] = get_args(Fault)


@dataclass(frozen=True)
class Target:
    """Where a fault is planted: a paragraph of plain words, and a word that its text has once."""

    id: str
    paragraph: Paragraph
    word: str

    @property
    def changed(self) -> str:
        """The word with another third letter."""
        return f"{self.word[:2]}{'x' if self.word[2] != 'x' else 'y'}{self.word[3:]}"


@pytest.fixture(scope="module")
def whole() -> Book:
    return prepare(SEEDS)[1]


def text_of(book: Book, slug: str) -> BookText:
    return next(text for text in book.texts if text.entry.slug == slug)


def target(text: BookText) -> Target:
    """The first paragraph of the body with nothing in it but words, twenty at the least."""
    everything = " ".join(text.source.text.split())
    for block in text.body:
        if not isinstance(block, Paragraph) or not block.number:
            continue
        words = plain(block.children)
        bare = all(isinstance(inline, Text) and inline.span for inline in block.children)
        if bare and len(words.split()) >= 20 and not re.search("[&<>]", words):
            for found in re.finditer(r"(?<= )[a-z]{7,}(?= )", words):
                if everything.count(found[0]) == 1:
                    return Target(f"{text.id}p{block.number}", block, found[0])
    raise LookupError(f"{text.entry.slug} has no such paragraph")


# --- In the blocks: tiling ------------------------------------------------------------------------


def damaged_text(text: BookText, fault: Fault) -> BookText:
    """The text with a fault in its blocks, as a stage of editing might have made it."""
    at = target(text)
    if fault == "doubled paragraph":
        where = text.body.index(at.paragraph)
        return replace(text, body=(*text.body[:where], at.paragraph, *text.body[where:]))
    new = "" if fault == "lost word" else at.changed

    def change(inlines: Inlines) -> Inlines:
        return tuple(new_one for one in inlines for new_one in respelt(one, at.word, new))

    body = tuple(map_inlines((b,), change)[0] if b is at.paragraph else b for b in text.body)
    return replace(text, body=body)


def respelt(inline: Inline, word: str, new: str) -> Iterator[Inline]:
    """A leaf with a word taken out of it, place and all, or changed at its place."""
    if not isinstance(inline, Text) or not inline.span or word not in inline.text:
        yield inline
        return
    source, start, end = inline.span.source, inline.span.start, inline.span.end
    at = inline.text.index(word)
    yield Text(inline.text[:at], Span(source, start, start + at))
    if new:
        yield Text(new, Span(source, start + at, start + at + len(word)))
    yield Text(inline.text[at + len(word) :], Span(source, start + at + len(word), end))


@pytest.mark.parametrize("slug", SLUGS)
def test_tiling_finds_no_fault_where_none_is(whole: Book, slug: str) -> None:
    assert list(tiling(text_of(whole, slug))) == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("slug", SLUGS)
def test_tiling_finds_it_in_the_blocks(whole: Book, slug: str, fault: Fault) -> None:
    text = text_of(whole, slug)
    at = target(text)
    found = [(d.rule, d.message) for d in tiling(damaged_text(text, fault))]
    if fault == "lost word":
        assert found == [("lost-words", f"“{at.word}” is in neither the book nor the ledger")]
    elif fault == "changed letter":
        said = f"“{at.word}” stands in the book as “{at.changed}”, and no row says so"
        assert found == [("changed-words", said)]
    else:
        leaves = [inline for inline in at.paragraph.children if plain((inline,)).strip()]
        assert [rule for rule, _ in found] == ["doubled-words"] * len(leaves)


# --- In the markup that both books are made of ----------------------------------------------------


def damaged_markup(markup: str, at: Target, fault: Fault) -> str:
    """XHTML with a fault in the paragraph; that of other pieces is left as it is."""
    found = re.search(rf'<p [^>]*id="{at.id}"[^>]*>.*?</p>', markup, re.DOTALL)
    if found is None:
        return markup
    old = found[0]
    if fault == "doubled paragraph":
        new = old + re.sub(r' (?:id|data-n)="[^"]*"', "", old)
    elif fault == "lost word":
        new = old.replace(f" {at.word} ", " ")
    else:
        new = old.replace(at.word, at.changed)
    assert new != old
    return markup.replace(old, new)


def told(report: Report) -> list[tuple[str, str, str, str]]:
    return [(d.kind, d.key, " ".join(d.expected), " ".join(d.found)) for d in report.differences]


def expect(report: Report, text: BookText, fault: Fault) -> None:
    """The collation reports the fault that was planted, where it was planted, and no other."""
    at, key = target(text), f"{text.id}b"
    if fault == "lost word":
        assert told(report) == [("missing", key, at.word, "")]
    elif fault == "changed letter":
        assert told(report) == [("changed", key, at.word, at.changed)]
    else:
        assert {(kind, place, old) for kind, place, old, _ in told(report)} == {("extra", key, "")}
        doubled = sorted(word for d in report.differences for word in d.found)
        assert doubled == sorted(plain(at.paragraph.children).split())
    assert not report.ok


# --- In a finished EPUB ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def epub(whole: Book) -> bytes:
    press = Press((folder("templates"),))
    cover, index = Cover(b"", Drawing(0, 0, ())), linked_index(whole, ())
    return make_epub(whole, press, style("epub.css"), cover, whole.labels, index)


def rewritten(epub: bytes, change: Callable[[str], str]) -> bytes:
    """The archive with each of its content documents changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(epub)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name.endswith(".xhtml") else data)
    return out.getvalue()


def test_the_collation_finds_no_fault_in_an_epub_without(whole: Book, epub: bytes) -> None:
    assert collate_epub(whole, rewritten(epub, str), linked_index(whole, ())).ok


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_collation_finds_it_in_the_epub(
    whole: Book, epub: bytes, slug: str, fault: Fault
) -> None:
    text = text_of(whole, slug)
    at = target(text)
    damaged = rewritten(epub, lambda markup: damaged_markup(markup, at, fault))
    expect(collate_epub(whole, damaged, linked_index(whole, ())), text, fault)


# --- In a finished PDF ----------------------------------------------------------------------------


class Damaging(Press):
    """A press with a fault in it: what comes from the templates is set as `change` has it."""

    change: Callable[[str], str] = str

    def set(self, template: str, **context: Any) -> bytes:
        return self.change(super().set(template, **context).decode()).encode()


Setting = Callable[[Callable[[str], str]], Report]


@pytest.fixture(scope="module", params=SLUGS)
def alone(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[BookText, Setting]:
    """A text, and the collation of a PDF of it alone, set from markup that was tampered with."""
    edition, book, _ = prepare(SEEDS, request.param)
    shop = shop_of(Order(SEEDS, tmp_path_factory.mktemp("pdf"), workers=1), edition)

    def setting(change: Callable[[str], str]) -> Report:
        press = Damaging((folder("templates"),))
        press.change = change
        printed = print_book(book, replace(shop, press=press))
        return collate_pdf(book, printed, printed.pdf)

    return book.texts[0], setting


def test_the_collation_finds_no_fault_in_a_pdf_without(alone: tuple[BookText, Setting]) -> None:
    assert alone[1](str).ok


@pytest.mark.parametrize("fault", FAULTS)
def test_the_collation_finds_it_in_the_pdf(alone: tuple[BookText, Setting], fault: Fault) -> None:
    text, setting = alone
    at = target(text)
    expect(setting(lambda markup: damaged_markup(markup, at, fault)), text, fault)
