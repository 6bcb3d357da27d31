"""One set of templates, two books: well-formed, escaped, and with no word or space too many."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from lxml import etree

from anthology.book import Book
from anthology.booktext import BookText
from anthology.diagnostic import EditionError
from anthology.document import Blocks, Cell, Heading, Paragraph, Table, Text, plain, walk
from anthology.indexprint import IndexPrint
from anthology.labels import ENGLISH
from anthology.render.cover import Cover, Drawing
from anthology.render.epub import make_epub
from anthology.render.markup import Medium, Press, all_notes, capitals
from anthology.render.pieces import is_long, is_wide
from anthology.resources import folder

if TYPE_CHECKING:
    from tests.core.conftest import Desk

X = "{http://www.w3.org/1999/xhtml}"
MediumName = Literal["print", "epub"]
COVER = Cover(b"png", Drawing(1600, 2560, ()))
MEDIA: tuple[MediumName, ...] = ("print", "epub")


@pytest.fixture(scope="session")
def press() -> Press:
    return Press((folder("templates"),))


def rendered(press: Press, book: Book, text: BookText, name: MediumName) -> etree._Element:
    notes = all_notes(book, ENGLISH)
    medium = Medium(name, notes, (), IndexPrint(ENGLISH), here=text.id)
    data = press.set(
        f"{name}.xhtml.j2",
        medium=medium,
        labels=ENGLISH,
        title=text.title,
        text=text,
        book=book,
        galley="text",
        piece="text",
        matter="bodymatter",
    )
    return etree.fromstring(data)


def by_id(root: etree._Element, id: str) -> etree._Element:
    (found,) = (e for e in root.iter() if e.get("id") == id)
    return found


def own_words(element: etree._Element) -> str:
    """The words of an element without what we generate and without notes and their calls."""
    return "".join(_own(element))


def _own(element: etree._Element) -> Iterator[str]:
    kinds = (element.get("class") or "").split()
    if not {"gen", "note", "noteref", "note-marker", "backlink"} & set(kinds):
        yield " " if element.tag == f"{X}br" else element.text or ""
        for child in element:
            yield from _own(child)
            yield child.tail or ""


def paragraphs_of(blocks: Blocks) -> list[str]:
    return [plain(b.children) for b in walk(blocks) if isinstance(b, Paragraph | Heading)]


@pytest.mark.parametrize("name", MEDIA)
@pytest.mark.parametrize("at", range(5))
def test_the_markup_of_the_seeds_has_the_words_of_the_blocks(
    press: Press, book: Book, at: int, name: MediumName
) -> None:
    text = book.texts[at]
    root = rendered(press, book, text, name)
    body = by_id(root, f"{text.id}b")
    shown = [
        own_words(e)
        for e in body.iter(f"{X}p", f"{X}h2", f"{X}h3")
        if "gen" not in (e.get("class") or "").split()
    ]
    # In the e-book the number of a paragraph is followed by a space that belongs to it.
    lead = " " if name == "epub" else ""
    assert [s.removeprefix(lead) for s in shown] == paragraphs_of(text.body)


@pytest.mark.parametrize("name", MEDIA)
@pytest.mark.parametrize("at", range(5))
def test_every_call_of_the_seeds_has_its_note_and_ids_are_unique(
    press: Press, book: Book, at: int, name: MediumName
) -> None:
    text = book.texts[at]
    root = rendered(press, book, text, name)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)
    for note in text.notes:
        call = by_id(root, f"{note.id}r")
        assert (call.get("href") or "").endswith(f"#{note.id}")
        assert call.text == note.marker
        assert by_id(root, note.id).tag == f"{X}aside"
    links = [e.get("href") or "" for e in root.iter(f"{X}a")]
    inside = [h[1:] for h in links if h.startswith("#")]
    assert set(inside) <= set(ids)


def test_signs_of_markup_are_escaped(press: Press, desk: Desk) -> None:
    text = desk.edit("If a < b & c > d, <b>so</b>.", notes="> If **a**\n\nA & \\<B>.\n")
    for name in MEDIA:
        root = rendered(press, desk.book(), text, name)
        body = by_id(root, "t1b")
        assert own_words(body).strip() == "If a < b & c > d, <b>so</b>."
        assert "A & <B>." in "".join(by_id(root, "t1n1").itertext())


def test_nothing_is_added_inside_inline_text(press: Press, desk: Desk) -> None:
    words = "in*ter*rup[i]ted *so* much\n\n[i] So.\n"
    text = desk.edit(words, decisions='markup = "asterisks"')
    for name in MEDIA:
        root = rendered(press, desk.book(), text, name)
        assert own_words(by_id(root, "t1p1")).strip() == "interrupted so much"


def test_blocks(press: Press, desk: Desk) -> None:
    words = "HEAD OF ALL\n\nOne.\n\nQuoted.\n\n3. Three.\n\nSecret.\n\nEnd."
    text = desk.edit(
        words,
        decisions='[[heading]]\nexact = "HEAD"\nnumber = "2."\n[[quote]]\nexact = "Quoted."\n'
        '[[withhold]]\nexact = "Secret."\nreason = "x"\n[[pause]]\nexact = "End."\n',
    )
    body = by_id(rendered(press, desk.book(), text, "print"), "t1b")
    markup = re.sub(r"\s*xmlns(:\w+)?=\"[^\"]*\"", "", etree.tostring(body, encoding="unicode"))
    assert [line for line in markup.splitlines() if line] == [
        '<div class="body" id="t1b">',
        '<h2 class="heading capitals"><span class="gen">2. </span>HEAD OF ALL</h2>',
        '<p class="par flush numbered" id="t1p1" data-n="1">One.</p>',
        '<blockquote class="quotation numbered" id="t1p2" data-n="2">',
        '<p class="par flush">Quoted.</p>',
        "</blockquote>",
        '<ol class="list">',
        '<li value="3">',
        '<p class="par flush numbered" id="t1p3" data-n="3">Three.</p>',
        "</li>",
        "</ol>",
        '<p class="withheld gen">[…]</p>',
        '<p class="scene-break gen">* * *</p>',
        '<p class="par flush numbered" id="t1p4" data-n="4">End.</p>',
        "</div>",
    ]


def test_abbreviations_lists_and_references(press: Press, desk: Desk) -> None:
    desk.text("The ISO.", headnotes='See [](#1.1 "page").')
    desk.write("abbreviations.toml", '[[abbreviation]]\nshort = "ISO"\nfull = "I & S"\n')
    book = desk.book()
    shown = {name: rendered(press, book, book.texts[0], name) for name in MEDIA}
    for root in shown.values():
        (abbr,) = root.iter(f"{X}abbr")
        words = "".join(abbr.itertext())
        assert (abbr.get("title"), words, abbr.tail) == ("I & S", "ISO", ".")
    assert own_words(by_id(shown["epub"], "t1h")).strip() == "See 1.1."
    assert own_words(by_id(shown["print"], "t1h")).strip() == "See 1.1, p.\u00a0."
    box = by_id(shown["print"], "t1-page-1")
    assert (box.get("data-page"), box.text, len(box)) == ("t1p1", None, 0)


def test_a_list_of_terms(press: Press, desk: Desk) -> None:
    desk.text("One.")
    desk.write("chronology.md", "# Dates\n\n- **1917** A *revolution*.\n")
    book = desk.book()
    medium = Medium("print", {}, (), IndexPrint(ENGLISH), here="chronology")
    data = press.set(
        "print.xhtml.j2", book=book, medium=medium, labels=ENGLISH, title="", galley="back",
        sections=(("chronology", book.chronology),),
    )  # fmt: skip
    lines = data.decode().splitlines()
    assert lines[lines.index('<dl class="definitions">') :][:5] == [
        '<dl class="definitions">',
        '<div class="definition"><dt>1917</dt><dd>',
        '<p class="par flush">A <em>revolution</em>.</p>',
        "</dd></div>",
        "</dl>",
    ]


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("<p>\n{{ book.titel }}</p>", 2),
        ("<p>\n\n{% if %}</p>", 3),
        ("<p>\n{{ 1 / 0 }}</p>", 2),
        ("<p>\n{{ book | upperr }}</p>", 2),
        ("<p>\n{{ book + 1 }}</p>", 2),
        ("<p>\n{% include 'gone.j2' %}", 2),
    ],
)
def test_a_broken_template_gives_file_and_line(
    tmp_path: Path, book: Book, template: str, line: int
) -> None:
    (tmp_path / "broken.j2").write_text(template)
    with pytest.raises(EditionError) as caught:
        Press((tmp_path,)).set("broken.j2", book=book)
    place = f"templates/broken.j2:{line}"
    assert str(caught.value).startswith(f"{place}: template-broken: ")


def test_the_program_s_own_faults_are_not_laid_on_the_template(tmp_path: Path) -> None:
    (tmp_path / "fine.j2").write_text("{{ fault() }}")

    def fault() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Press((tmp_path,)).set("fine.j2", fault=fault)


def test_the_e_book_of_the_seeds_is_well_formed_and_the_same_twice(
    press: Press, book: Book
) -> None:
    archive = make_epub(book, press, "p {}", COVER, ENGLISH, IndexPrint(ENGLISH))
    assert archive == make_epub(book, press, "p {}", COVER, ENGLISH, IndexPrint(ENGLISH))
    with zipfile.ZipFile(io.BytesIO(archive)) as epub:
        assert epub.namelist()[0] == "mimetype"
        pages = {n: epub.read(n) for n in epub.namelist() if n.endswith(".xhtml")}
    targets = {f"{Path(n).name}#{i}" for n, data in pages.items() for i in ids_of(data)}
    for name, data in pages.items():
        for link in etree.fromstring(data).iter(f"{X}a"):
            href = link.get("href") or ""
            target = f"{Path(name).name}{href}" if href.startswith("#") else href
            assert "#" not in target or "://" in target or target in targets


def ids_of(data: bytes) -> list[str]:
    return [e.get("id") or "" for e in etree.fromstring(data).iter() if e.get("id")]


@pytest.mark.parametrize(("name", "file"), [("print", ""), ("epub", "index.xhtml")])
def test_a_reference_of_the_index_leads_to_its_heading(
    press: Press, book: Book, name: MediumName, file: str
) -> None:
    medium = Medium(name, {}, (), IndexPrint(ENGLISH), here="index")
    context = {
        "title": "",
        "galley": "index",
        "piece": "index",
        "index": book.index,
        "matter": "index-body",
    }
    data = press.set(f"{name}.xhtml.j2", book=book, medium=medium, labels=ENGLISH, **context)
    root = etree.fromstring(data)
    links = root.findall(f".//{X}li[@class='see']//{X}a")
    assert len(links) == len([e for e in book.index.entries if e.see]) > 0
    for link, entry in zip(links, (e for e in book.index.entries if e.see), strict=True):
        before, _, id = str(link.get("href")).partition("#")
        assert before == file
        assert by_id(root, id).findtext(f".//{X}span") == entry.see
        assert "".join(str(part) for part in link.itertext()) == entry.see


@pytest.mark.parametrize("name", MEDIA)
def test_only_a_call_right_behind_another_is_set_off_from_it(
    press: Press, desk: Desk, name: MediumName
) -> None:
    desk.text("So[1][2] it is[3] here.\n\n[1] One.\n\n[2] Two.\n\n[3] Three.\n")
    book = desk.book()
    root = rendered(press, book, book.texts[0], name)
    classes = {str(e.get("id")): str(e.get("class")) for e in root.iter(f"{X}a")}
    assert {id: kinds for id, kinds in classes.items() if "noteref" in kinds} == {
        "t1n-1r": "noteref author", "t1n-2r": "noteref author beside", "t1n-3r": "noteref author",
    }  # fmt: skip


def test_a_table_without_room_on_the_page_is_called_wide() -> None:
    def table(*words: str) -> Table:
        return Table((tuple(Cell((Text(word),)) for word in words),) * 2)

    assert not is_wide(table("1869", "twelve looms"))
    assert not is_wide(table(*"abcdefghijklmno"))
    assert is_wide(table(*["Samsung"] * 7))


def test_a_string_longer_than_a_line_is_called_long() -> None:
    assert is_long(f"see {'=' * 60} there")
    assert not is_long("https://example.org/" + "a-b/" * 40)
    assert not is_long("x" * 3000)
    assert not is_long("Donaudampfschifffahrtsgesellschaft")


def test_abbreviations_are_marked_and_initials_are_not() -> None:
    said = capitals("The SWP (UK), two ISOers & ISOs of C.L.R. James; a USSR-born I, DISCOvery")
    assert str(said) == (
        'The <span class="caps">SWP</span> (UK), two '
        '<span class="caps">ISO</span>ers &amp; <span class="caps">ISO</span>s of C.L.R. James; '
        'a <span class="caps">USSR</span>-born I, DISCOvery'
    )


def test_signs_beside_an_abbreviation_make_no_shout_of_it() -> None:
    assert str(capitals(", SWP [")) == ', <span class="caps">SWP</span> ['
    assert str(capitals("WHO, ME?")) == "WHO, ME?"
