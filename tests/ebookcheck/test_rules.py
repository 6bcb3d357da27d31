"""Each rule for the finished e-book finds a book that breaks it, and that alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from anthology.book import Book, make_book
from anthology.diagnostic import AnthologyError
from anthology.ebookcheck.rules import RULES, check_ebook
from anthology.edition import read_edition
from anthology.indexprint import linked_index
from anthology.render.cover import Cover, Drawing
from anthology.render.epub import make_epub
from anthology.render.markup import Press
from anthology.resources import folder, style
from anthology.schema import PrintedPage

EDITION = """\
title = "A Book"
language = "en"
identifier = "urn:uuid:0"
date = 2026-01-02

[accessibility]
assessed-by = "The Reading Room"
date = 2026-01-01

[[text]]
number = 1
slug = "one"
source = "texts/one.md"
title = "A Title"
byline = "Rosa Luxemburg"
"""
TEXT = """\
# A Title

Here is what Rosa Luxemburg said of the matter.

## A heading

And here is more of it, *mot à mot*.

![A door.](door.png)
"""
NOTES = "> what **Rosa Luxemburg** said\n\nA note.\n\n> **more of it**\n\nAnother note.\n"
NAMES = '[[person]]\nheading = "Luxemburg, Rosa"\nvariants = ["Rosa Luxemburg"]\n'
PAGES = (PrintedPage("1", "t1", 0, ""), PrintedPage("2", "t1b", 9, "tRosa"))


def png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root = tmp_path_factory.mktemp("edition")
    written = {"edition.toml": EDITION, "texts/one.md": TEXT, "notes/one.md": NOTES}
    for name, words in {**written, "names.toml": NAMES}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(words, encoding="utf-8")
    (root / "texts" / "door.png").write_bytes(png())
    return make_book(read_edition(root))


@pytest.fixture(scope="module")
def epub(small: Book) -> bytes:
    return made(small, PAGES)


def made(book: Book, pages: tuple[PrintedPage, ...] = ()) -> bytes:
    press = Press((folder("templates"),))
    cover, index = Cover(png(), Drawing(1600, 2560, ())), linked_index(book, pages)
    return make_epub(book, press, style("epub.css"), cover, book.labels, index, pages)


Files = dict[str, bytes]


def changed(epub: bytes, change: Callable[[Files], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(epub)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in files.items():
            new.writestr(name, data)
    return out.getvalue()


def swap(name: str, old: str, new: str) -> Callable[[Files], None]:
    """The same book with other words in one file."""

    def change(files: Files) -> None:
        path = f"EPUB/{name}"
        before = files[path]
        files[path] = before.replace(old.encode(), new.encode(), 1)
        assert files[path] != before, f"{name} has no “{old}”"

    return change


def both(*changes: Callable[[Files], None]) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


def renamed(name: str, old: str, new: str) -> Callable[[Files], None]:
    """The same book with all elements of one kind in one file of another kind."""

    def change(files: Files) -> None:
        words = files[f"EPUB/{name}"].decode()
        files[f"EPUB/{name}"] = re.sub(rf"(</?){old}\b", rf"\g<1>{new}", words).encode()

    return change


def without_art(files: Files) -> None:
    del files["EPUB/cover.png"]


def added(files: Files) -> None:
    files["EPUB/stray.txt"] = b"left behind"


def found(epub: bytes) -> list[tuple[str, str, str]]:
    return [(d.rule, d.place.file, d.message) for d in check_ebook(epub)]


# --- A book without fault -------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [PAGES, ()])
def test_a_book_as_we_make_it_breaks_no_rule(small: Book, pages: tuple[PrintedPage, ...]) -> None:
    assert found(made(small, pages)) == []


def test_the_book_of_the_seeds_breaks_no_rule() -> None:
    book = make_book(read_edition(Path(__file__).parents[2] / "seeds"))
    assert found(made(book)) == []


# --- One fault a book -----------------------------------------------------------------------------

ONE = "text-1.xhtml"
BACK = '<a class="backlink" href="#t1n1r"'
EXAMPLES: dict[str, tuple[Callable[[Files], None], str]] = {
    "ebook-manifest": (added, "does not list EPUB/stray.txt"),
    "ebook-spine": (swap("content.opf", '<itemref idref="imprint"/>', ""), "stands 0 times"),
    "ebook-claim": (
        swap("content.opf", 'property="a11y:certifiedBy"', 'property="dcterms:publisher"'),
        "and nobody who assessed it",
    ),
    "ebook-language": (
        swap(ONE, '<p class="byline">', '<p class="byline" lang="xx-zz" xml:lang="xx-zz">'),
        "“xx-zz” names no language",
    ),
    "ebook-contents": (
        both(
            swap("nav.xhtml", "sources.xhtml#sources", "index.xhtml#index"),
            swap("toc.ncx", "sources.xhtml#sources", "index.xhtml#index"),
        ),
        "the contents do not lead to it",
    ),
    "ebook-landmark": (
        swap("nav.xhtml", 'epub:type="bodymatter"', 'epub:type="part"'),
        "bodymatter",
    ),
    "ebook-ncx": (swap("toc.ncx", "#t1s1", "#t1"), "navPoints are not those"),
    "ebook-link": (
        swap("sources.xhtml", "<h1 ", '<p><a href="text-1.xhtml#nowhere">there</a></p><h1 '),
        "has no place “nowhere”",
    ),
    "ebook-link-words": (swap(ONE, ">Back to the text<", ">↩<"), "says nothing but “↩”"),
    "ebook-id-twice": (
        swap(ONE, '<p class="byline">', '<p class="byline" id="t1p1">'),
        "the id “t1p1” stands",
    ),
    "ebook-id-idle": (
        swap(ONE, '<p class="byline">', '<p class="byline" id="by">'),
        "nothing uses the id “by”",
    ),
    "ebook-page": (
        swap(ONE, 'title="Page 2"', 'title="Page 3"'),
        "“2” of the page list does not lead to the mark",
    ),
    "ebook-note-back": (
        swap(ONE, f'{BACK} epub:type="backlink" role="doc-backlink"', '<a href="#t1n1r"'),
        "no link leads back from the note “t1n1”",
    ),
    "ebook-heading": (
        both(renamed("sources.xhtml", "h1", "p"), renamed("sources.xhtml", "h2", "p")),
        "it has no heading of the first level",
    ),
    "ebook-heading-order": (renamed(ONE, "h2", "h3"), "is of level 3, after one of level 1"),
    "ebook-note-label": (
        swap(ONE, 'role="doc-footnote" aria-label="Editor’s note 1"', 'role="doc-footnote"'),
        "the note “t1n1” has no label",
    ),
    "ebook-role": (
        swap(ONE, 'epub:type="chapter" role="doc-chapter"', 'epub:type="chapter"'),
        "has not the role doc-chapter",
    ),
    "ebook-picture": (swap(ONE, 'alt="A door."', 'alt=""'), "nothing says what"),
    "ebook-css-old": (
        swap("epub.css", "em { font-style", "em { margin: calc(1em + 1px); font-style"),
        "calc() may cost the whole sheet",
    ),
    "ebook-css-reader": (
        swap("epub.css", "em { font-style", "em { color: #333; font-style"),
        "color: #333 is lost",
    ),
    "ebook-css-hidden": (swap("epub.css", "[hidden] { display: none; }", ""), "[hidden]"),
}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_rule_finds_its_example_and_no_other_does(epub: bytes, rule: str) -> None:
    change, message = EXAMPLES[rule]
    broken = found(changed(epub, change))
    assert {id for id, _, _ in broken} == {rule}
    assert any(message in said for _, _, said in broken), broken


# --- More ways to break them ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("ebook-manifest", without_art),
        ("ebook-claim", swap("content.opf", 'property="dcterms:date"', 'property="dcterms:type"')),
        ("ebook-link", swap(ONE, 'src="', 'src="gone-')),
        ("ebook-link", swap("cover.xhtml", "cover.png", "covers.png")),
        ("ebook-picture", swap("cover.xhtml", "aria-label", "data-label")),
        ("ebook-note-back", swap(ONE, 'href="#t1n1" epub', 'href="#t1n2" epub')),
        ("ebook-note-label", swap(ONE, 'footnote" aria-label="Ed', 'footnote" aria-label="X')),
        ("ebook-page", swap(ONE, 'epub:type="pagebreak" role="doc-pagebreak"', "")),
        ("ebook-language", swap("content.opf", "<dc:language>en<", "<dc:language>english<")),
        ("ebook-css-old", swap("epub.css", "em {", "@media (width: 9em) { i {} } em {")),
        ("ebook-css-old", swap("epub.css", "em {", "em::before { margin: 0 } em {")),
        ("ebook-css-old", swap("epub.css", "em {", "i:not(.a) { margin: 0 } em {")),
        ("ebook-css-old", swap("epub.css", "em {", "i { --a: 1px } em {")),
        ("ebook-css-old", swap("epub.css", "em {", "i { width: 9vw } em {")),
        ("ebook-css-old", swap("epub.css", "em {", "i { margin: 0 !important } em {")),
        ("ebook-css-reader", swap("epub.css", "em {", "body { margin: 2em } em {")),
        ("ebook-css-reader", swap("epub.css", "em {", "html { line-height: 1.5 } em {")),
        ("ebook-css-reader", swap("epub.css", "em {", "p { text-align: justify } em {")),
        ("ebook-css-reader", swap("epub.css", "em {", "p { font-family: serif } em {")),
    ],
)  # fmt: skip
def test_other_examples(epub: bytes, rule: str, change: Callable[[Files], None]) -> None:
    assert rule in {id for id, _, _ in found(changed(epub, change))}


def test_what_is_no_epub_is_said_to_be_none() -> None:
    with pytest.raises(AnthologyError, match="ebook-unreadable"):
        list(check_ebook(b"no archive"))


def test_each_rule_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "ebook.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(ebook-[a-z-]+)` \| (.*) \|$", page, re.MULTILINE)
    assert listed == [(rule.id, rule.sentence) for rule in RULES]
