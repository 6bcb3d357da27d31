"""The study edition, large print and hand-outs of a small edition, read as a reader reads them.

Where things stand on the pages is taken from the finished PDFs, and held against the finished
reader: nothing here asks the program where it put them.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner, Result

from anthology.build import Order, shop_of
from anthology.build import prepare as edit
from anthology.cli import main
from anthology.collation.pdf import read_pdf
from anthology.printrun import print_variant
from anthology.render.printed import Printed, print_book

EDITION = """\
title = "A Small Reader"
language = "en"
identifier = "urn:uuid:6f0f2f5e-6a0b-4d7c-9b1e-0000000000aa"
date = 2026-01-02
{variants}
[[text]]
number = 1
slug = "first"
source = "texts/first.txt"
title = "First Text"
byline = "A Writer"

[[text]]
number = 4
slug = "second"
source = "texts/second.md"
title = "{long}"
short-title = "Second Text"
byline = "Another Writer"
"""
LONG = "Second Text: " + " and ".join(
    f"{word} Matters of Some Length" for word in ("Great", "Small", "Old", "New", "Settled")
)
WORDS = (
    "alpha brave cedar delta ember flint grove harbor island jasper kettle lantern meadow "
    "nectar orchard pepper quarry river saddle timber under valley winter yonder zephyr"
).split()


def prose(count: int, seed: int) -> str:
    """So many words, of which no two pages begin alike."""
    found = [WORDS[(i * i + 7 * i + seed * i // 3 + seed) % len(WORDS)] for i in range(count)]
    return " ".join(found).capitalize() + "."


FIRST = "First Text\n\n" + "\n\n".join(prose(90 + 13 * i, i) for i in range(8)) + "\n"
SECOND = "\n\n".join(
    (
        f"# {LONG}",
        prose(260, 40),
        "## Heading",
        prose(230, 41),
        f"> {prose(120, 42)}",
        f"Quillon {prose(300, 43)}",
    )
)
FILES = {
    "texts/first.txt": FIRST,
    "texts/second.md": SECOND + "\n",
    "introduction.md": "# Introduction\n\n" + prose(420, 50) + "\n",
    "notes/second.md": '> **Quillon**\n\nSee [](#1.3 "page") and ' + prose(30, 60) + "\n",
    "questions/first.md": "1. What does [](#1.2) say, and [](#4.1)?\n",
    "names.toml": '[[person]]\nheading = "Lantern, A."\nvariants = ["lantern harbor", "ember"]\n',
}
NARROW = '[variants.study]\npaper = "a4"\n'


@dataclass(frozen=True)
class Char:
    """A character of a page: where it stands, from the lower left corner, and its size."""

    text: str
    x: float
    y: float
    size: float
    face: str


@dataclass(frozen=True)
class Made:
    """The variants of the small edition, and the reader that they cite."""

    folder: Path
    reader: Printed

    def pdf(self, name: str) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(self.folder / name)


def write(root: Path, variants: str, files: dict[str, str]) -> Path:
    toml = EDITION.format(variants=variants, long=LONG)
    for name, words in {"edition.toml": toml, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = write(tmp_path_factory.mktemp("edition"), NARROW, FILES)
    order = Order(root, root / "build", workers=1)
    for name in ("study", "large-print", "handouts"):
        outcome = print_variant(order, name)
        assert all(report.ok for report in outcome.reports)
    edition, book, _ = edit(root)
    return Made(root / "build", print_book(book, shop_of(order, edition)))


def chars(sheet: pypdfium2.PdfPage) -> list[Char]:
    """The characters of a page that are seen, as the program that shows it tells of them."""
    text = sheet.get_textpage()
    found = []
    for i in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        name = ctypes.create_string_buffer(99)
        pdfium.FPDFText_GetFontInfo(text, i, name, 99, ctypes.c_int())
        scale = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, i, scale)
        sign = chr(pdfium.FPDFText_GetUnicode(text, i))
        size = pdfium.FPDFText_GetFontSize(text, i) * abs(scale.d)
        if sign.strip():
            face = name.value.decode().partition("+")[2]
            found.append(Char(sign, x.value, y.value, round(size, 3), face))
    return found


def lines(found: list[Char]) -> list[list[Char]]:
    """The lines of a page from the top, each from left to right."""
    ordered = sorted(found, key=lambda char: (-round(char.y), char.x))
    groups = itertools.groupby(ordered, key=lambda char: round(char.y))
    return [list(group) for _, group in groups]


def strokes(sheet: pypdfium2.PdfPage) -> list[tuple[float, float]]:
    """The upright strokes on a page: place, and foot."""
    bounds = (o.get_bounds() for o in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))
    return [(left, low) for left, low, right, top in bounds if right - left < 2 < top - low < 20]


def said(line: list[Char]) -> str:
    return "".join(char.text for char in line)


def area(name: str, recto: bool) -> tuple[float, float]:
    """The left and right ends of the type area, in points, as the paper's style sheet has them."""
    mm = 72 / 25.4
    inner, outer = (30 * mm, 66 * mm) if name == "study" else (28 * mm, 28 * mm)
    left, right = (inner, outer) if recto else (outer, inner)
    return left, 210 * mm - right


FILE = {"study": "anthology.study-a4.pdf", "large-print": "anthology.large-print.pdf"}


@pytest.mark.parametrize("name", FILE)
def test_the_margin_says_where_each_page_of_the_reader_begins(made: Made, name: str) -> None:
    found: dict[str, str] = {}
    for number, sheet in enumerate(made.pdf(FILE[name])):
        left, right = area(name, number % 2 == 0)
        marks = strokes(sheet)
        for line in lines(chars(sheet)):
            near = [x for x, low in marks if 0 < line[0].y - low < 9]
            inside = [char for char in line if left - 1 < char.x < right + 1]
            margin = [char for char in line if char not in inside and char.size > 7.1]
            beside = [x for x in near if not left < x < right]
            label = said([char for char in margin if any(0 < char.x - x < 30 for x in beside)])
            if label:
                start = max((x for x in near if left < x < right), default=left - 2)
                found[label] = said([char for char in inside if char.x > start])
    there = [p for p in made.reader.pages if p.place not in ("contents", "index", "title-page")]
    there = [p for p in there if p.place not in ("half-title", "imprint")]
    assert len(there) > 9
    assert found.keys() == {p.label for p in there}
    for begun in there:
        shown, wanted = (UNLIKE.sub("", words) for words in (found[begun.label], begun.begins))
        length = min(len(shown), len(wanted))
        assert length
        assert shown[:length] == wanted[:length]


UNLIKE = re.compile(r"[\d‐•–-]")
"""What a line has that its words have not: calls of notes, hyphens, the marks of lists."""


def test_every_fifth_line_of_text_has_its_number(made: Made) -> None:
    """Headings, notes, heads and folios are not counted; quotations are."""
    pdf, pages, behind_texts = made.pdf(FILE["study"]), 0, False
    for number, sheet in enumerate(pdf):
        if not pdf.get_page_label(number).isdigit() or not (found := chars(sheet)):
            continue
        left, right = area("study", number % 2 == 0)
        inside = [c for c in found if left - 1 < c.x < right + 1]
        text = [
            c for c in inside if c.size > 9.51 or (9 < c.size < 9.51 and "Italic" not in c.face)
        ]
        text = [c for c in text if 91 < c.y < 764 and c.size < 10.7]
        bodies = [line for line in lines(text) if said(line) not in NO_TEXT]
        inner = [c for c in found if (c.x < left - 1) == (number % 2 == 0) and c.size < 7.1]
        inner = [c for c in inner if c.x < left - 1 or c.x > right + 1]
        shown = {said(line): line[0].y for line in lines(inner)}
        if behind_texts := behind_texts or "Questionsfordiscussion" in said(found):
            assert not shown
            continue
        wanted = {str(n): line[0].y for n, line in enumerate(bodies, 1) if n % 5 == 0}
        assert shown == pytest.approx(wanted, abs=0.6)
        pages += bool(wanted)
    assert pages >= 4


NO_TEXT = {"Heading", "1", "4"}


def test_large_print_is_large_ragged_and_undivided(made: Made) -> None:
    ends = set()
    for number, sheet in enumerate(made.pdf(FILE["large-print"])):
        found = chars(sheet)
        assert all(char.size > 15.9 for char in found)
        assert not any("Italic" in char.face for char in found)
        assert all("NotoSans" in char.face for char in found)
        left, right = area("large-print", number % 2 == 0)
        for line in lines([c for c in found if left - 1 < c.x < right]):
            assert line[-1].text not in "‐-"
            ends.add(round(line[-1].x / 10))
    assert len(ends) > 10


@pytest.mark.parametrize("name", [*FILE.values(), "handouts/first.pdf", "handouts/second.pdf"])
def test_each_keeps_the_rules_of_tagged_pdf_and_says_what_it_is(made: Made, name: str) -> None:
    assert page.validate_pdf(str(made.folder / name), profile="ua1").is_compliant
    with pikepdf.open(made.folder / name) as pdf, pikepdf.open(io.BytesIO(made.reader.pdf)) as own:
        assert re.search(r"\((Study edition|Large-print edition|Handout)\)", str(pdf.docinfo.Title))
        ids = [
            re.search(rb"<dc:identifier>(.+?)<", p.Root.Metadata.read_bytes()) for p in (pdf, own)
        ]
        assert ids[0]
        assert ids[1]
        assert ids[0][1] != ids[1][1]
        assert len(pdf.open_outline().root) > 2


@pytest.mark.parametrize("name", FILE)
def test_index_and_references_cite_the_reader(made: Made, name: str) -> None:
    """The index of a variant has the numbers of the reader's; contents have its own."""
    files = made.reader.pdf, (made.folder / FILE[name]).read_bytes()
    indexes = [" ".join(read_pdf(data, {"index"}).streams["index"]) for data in files]
    cited = [words.partition("Lantern, A.")[2] for words in indexes]
    assert re.search(r"\d–\d", cited[0])
    assert cited[0] == cited[1]
    assert "here they stand behind a stroke" in indexes[1]
    notes = [read_pdf(data, {"t4n1"}).streams["t4n1"][:5] for data in files]
    assert notes[0] == notes[1]
    assert re.fullmatch(r"See 1\.3, p\. \d+ and", " ".join(notes[0]))
    book = made.pdf(FILE[name])
    labels = {book.get_page_label(i): said(chars(book[i])) for i in range(len(book))}
    contents = re.search(r"First Text\s*(\d+)", words_of(book).partition("Contents")[2])
    assert contents
    assert "FirstText" in labels[contents[1]]


def words_of(pdf: pypdfium2.PdfDocument) -> str:
    return " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)


def test_a_hand_out_has_the_readers_own_pages(made: Made) -> None:
    reader = pypdfium2.PdfDocument(made.reader.pdf)
    by_label = {reader.get_page_label(i): reader[i] for i in range(len(reader))}
    shared = 0
    for slug in ("first", "second"):
        pdf = made.pdf(f"handouts/{slug}.pdf")
        labels = [pdf.get_page_label(i) for i in range(len(pdf))]
        for label, sheet in zip(labels, pdf, strict=True):
            if label.isdigit():
                assert chars(sheet) == chars(by_label[label])
                shared += 1
        behind_it = "".join(label for label in labels if not label.isdigit())
        assert behind_it
        assert "abcd".startswith(behind_it)
    assert shared == sum(label.isdigit() for label in by_label) - behind(made.reader)


def behind(reader: Printed) -> int:
    """How many pages of the reader stand behind its texts."""
    first = min(reader.pagination.first[s.key] for s in reader.sheets if s.key in BACK)
    return len(reader.pagination.labels) - first


BACK = {"questions", "note-on-texts", "sources", "index"}


def test_a_hand_out_has_what_belongs_to_its_text_alone(made: Made) -> None:
    first, second = (words_of(made.pdf(f"handouts/{slug}.pdf")) for slug in ("first", "second"))
    assert "What does 1.2 say, and 4.1?" in " ".join(first.split())
    assert "Questions for discussion" not in second
    assert "Sources and rights" in first
    assert "Another Writer" not in first


def links(path: Path) -> Iterator[tuple[str, bool]]:
    """Where each link of a PDF leads, and whether that is a place in it."""
    with pikepdf.open(path) as pdf:
        names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
        for sheet in pdf.pages:
            for annotation in sheet.obj.get("/Annots", []):
                if "/Dest" in annotation:
                    yield str(annotation.Dest), str(annotation.Dest) in names


def test_a_link_to_what_a_hand_out_has_not_is_plain_words(made: Made) -> None:
    leads = dict(links(made.folder / "handouts/second.pdf"))
    assert leads
    assert all(leads.values())
    assert "t1p3" not in leads
    assert "See 1.3" in words_of(made.pdf("handouts/second.pdf"))


def test_the_imprint_says_which_variant_it_is(made: Made) -> None:
    for name, words in (
        (FILE["study"], "Study edition."),
        (FILE["large-print"], "Large-print edition."),
        ("handouts/first.pdf", "Handout."),
    ):
        shown = " ".join(words_of(made.pdf(name)).split())
        assert words in shown
        assert "No printing is recorded yet" in shown


def test_the_same_input_gives_the_same_bytes(made: Made) -> None:
    path = made.folder / FILE["study"]
    before = path.read_bytes()
    print_variant(Order(made.folder.parent, made.folder, workers=1), "study")
    assert path.read_bytes() == before


# --- settings and what is wrong in them


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Result]:
    """What the command says of a small edition with these settings."""

    def run(name: str, variants: str, **files: str) -> Result:
        root = write(tmp_path, variants, {**FILES, **files})
        call = ["print", name, str(root), "--out", str(root / "build"), "--workers", "1"]
        return CliRunner().invoke(main, call)

    return run


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ('[variants.study]\npaper = "a3"\n', "edition.toml:6"),
        ("[variants.large-print]\nsize = 12\n", "large print is 18 to 32 points"),
        ("[variants.studdy]\n", "studdy"),
        ("[variants.handouts]\nbooklet = 3\n", "edition.toml:6"),
    ],
)
def test_a_wrong_setting_is_told(told: Callable[..., Result], variants: str, message: str) -> None:
    result = told("study", variants)
    assert result.exit_code == 1
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_variant_that_there_is_not(told: Callable[..., Result]) -> None:
    result = told("pocket", "")
    assert result.exit_code == 2
    assert "'pocket' is not one of" in result.output


def test_large_print_as_large_as_it_goes_on_letter(
    told: Callable[..., Result], tmp_path: Path
) -> None:
    """An edition of texts alone; a word of 39 letters, which no line holds at this size."""
    word = "honorificabilitudinitatibusandsomethingx"[:39]
    result = told(
        "large-print",
        '[variants.large-print]\npaper = "letter"\nsize = 32\n',
        **{
            "texts/first.txt": f"First Text\n\nBegins {word} and ends.\n",
            "questions/first.md": "",
            "notes/second.md": "",
            "introduction.md": "# Introduction\n\nIt is short.\n",
            "texts/second.md": f"# {LONG}\n\nSo is this.\n",
            "names.toml": "",
        },
    )
    assert result.exit_code == 0, result.output
    pdf = pypdfium2.PdfDocument(tmp_path / "build" / FILE["large-print"])
    assert tuple(map(round, pdf[0].get_size())) == (612, 792)
    assert min(char.size for sheet in pdf for char in chars(sheet)) > 28


def test_hand_outs_of_an_edition_of_one_text_that_has_nothing_else(tmp_path: Path) -> None:
    toml = EDITION.format(variants="", long=LONG).partition("[[text]]\nnumber = 4")[0]
    (tmp_path / "texts").mkdir()
    (tmp_path / "edition.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "texts/first.txt").write_text("First Text\n\nIt is short.\n", encoding="utf-8")
    outcome = print_variant(Order(tmp_path, tmp_path / "build", workers=1), "handouts")
    assert [path.name for path in outcome.files] == ["first.pdf"]
    pdf = pypdfium2.PdfDocument(outcome.files[0])
    assert [pdf.get_page_label(i) for i in range(len(pdf))] == ["1", "2", "a"]
    assert "It is short." in words_of(pdf)
    assert "Questions" not in words_of(pdf)
