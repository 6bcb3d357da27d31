"""Make-up: pages counted, galleys joined, and every reader of the PDF served."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from anthology.render.job import Galley, GalleyJob, GalleyMap, PageFrame, Point
from anthology.render.makeup import MakeupError, Metadata, Sheet, make_up, paginate
from anthology.render.pages import roman

SetBody = Callable[..., Galley]
Joined = tuple[Mapping[str, Galley], tuple[Sheet, ...]]

METADATA = Metadata(
    title="Questions & Answers",
    authors=("A. Writer", "B. Writer"),
    language="en",
    identifier="urn:uuid:0",
    date="2026-11-22",
    description="A test.",
    publisher="The Press",
)
FRAME = PageFrame(width=420, height=600, left=50, top=60, right=370, bottom=540, starts=None)


def pages(count: int, **anchors: int) -> GalleyMap:
    places = {id: Point(number, 50, 60) for id, number in anchors.items()}
    return GalleyMap((FRAME,) * count, places, (), ())


def sheet(key: str, numbering: str = "arabic", **more: Any) -> Sheet:
    return Sheet(key, numbering, "Verso head", "Recto head", **more)


# --- counting pages


def test_galleys_open_on_rectos_and_arabic_numbers_start_again() -> None:
    maps = {"front": pages(3), "intro": pages(2), "t1": pages(1, t1=0), "t2": pages(2, t2p9=1)}
    sheets = [sheet("front", "roman"), sheet("intro", "roman"), sheet("t1"), sheet("t2")]
    pagination = paginate(maps, sheets)
    assert pagination.first == {"front": 0, "intro": 4, "t1": 6, "t2": 8}
    assert pagination.labels == ("i", "ii", "iii", "iv", "v", "vi", "1", "2", "3", "4")
    assert (pagination.label("t1"), pagination.label("t2p9")) == ("1", "4")


def test_an_id_may_stand_only_once_and_must_stand_somewhere() -> None:
    with pytest.raises(MakeupError, match="x stands twice"):
        paginate({"a": pages(1, x=0), "b": pages(1, x=0)}, [sheet("a"), sheet("b")])
    with pytest.raises(MakeupError, match="no page has the id y"):
        paginate({"a": pages(1, x=0)}, [sheet("a")]).label("y")


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (90, "xc")]
)
def test_roman_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


# --- the joined book


@pytest.fixture(scope="module")
def joined(galley: SetBody, dense: Galley) -> Joined:
    """Contents with links across, a text of three pages, an index."""
    contents = (
        '<section id="contents"><h1>Contents</h1><ol class="toc"><li class="toc-entry text">'
        '<p class="toc-title"><a href="book:t1p1">First</a> '
        '<a class="toc-page" href="book:t1p1">1</a></p></li></ol></section>'
    )
    index = (
        '<section id="index"><h1>Index</h1><div class="letter"><ul class="entries">'
        '<li class="entry"><span class="term">Serge, Victor</span>, '
        '<a class="locator" href="book:t1p2">2</a>; <a href="https://example.org/">a site</a>'
        "</li></ul></div></section>"
    )
    opening = '<section id="t2"><h1>Second</h1><p>All is well 😉 <em>here</em>.</p></section>'
    galleys = {
        "contents": galley(contents, "contents"),
        "t1": dense,
        "t2": galley(opening, "t2"),
        "index": galley(index, "index"),
    }
    sheets = (
        sheet("contents", "roman", outline=(("Contents", "contents", ()),)),
        sheet("t1", outline=(("First", "t1p1", (("Second paragraph", "t1p2", ()),)),)),
        sheet("t2"),
        sheet("index", outline=(("Index", "index", ()),)),
    )
    return galleys, sheets


@pytest.fixture(scope="module")
def book(joined: Joined) -> bytes:
    return make_up(*joined, METADATA)


@pytest.fixture(scope="module")
def pdf(book: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(book))


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [link for leaf in pdf.pages for link in leaf.get("/Annots", [])]


def test_the_book_is_pdf_ua(book: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(book)
    report = page.validate_pdf(str(path), profile="ua1")
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_pages_are_labelled_and_blank_versos_are_blank(book: bytes) -> None:
    document = pypdfium2.PdfDocument(book)
    labels = [document.get_page_label(number) for number in range(len(document))]
    assert labels == ["i", "ii", "1", "2", "3", "4", "5", "6", "7"]
    texts = [leaf.get_textpage().get_text_range().strip() for leaf in document]
    assert [number for number, text in enumerate(texts) if not text] == [1, 5, 7]


def test_links_lead_to_named_places_and_say_so(pdf: pikepdf.Pdf) -> None:
    names = [str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]
    assert names == sorted(names)
    internal = [link for link in links(pdf) if "/Dest" in link]
    assert {str(link.Dest) for link in internal} <= set(names)
    contents = {str(link.Contents) for link in links(pdf)}
    assert {"Go to First", "Go to page 2", "Editor’s note 3"} <= contents
    assert "Back to the call of Editor’s note 3" in contents
    assert "Open the web address a site" in contents


def test_a_link_across_galleys_arrives(pdf: pikepdf.Pdf, joined: Joined) -> None:
    flat = list(pdf.Root.Names.Dests.Names)
    places = {str(name): place for name, place in zip(flat[::2], flat[1::2], strict=True)}
    point = joined[0]["t1"].map.anchors["t1p2"]
    target = places["t1p2"]
    assert target[0].objgen == pdf.pages[2 + point.page].objgen
    assert float(target[3]) == pytest.approx(595.276 - point.y, abs=10)


@pytest.mark.parametrize("href", ["book:nowhere", "book:t2n1"])
def test_a_link_to_nowhere_is_refused(galley: SetBody, href: str) -> None:
    lost = {"t9": galley(f'<p><a href="{href}">there</a></p>', "t9")}
    with pytest.raises(MakeupError, match=rf"{href[5:]} \(galley t9\)"):
        make_up(lost, [sheet("t9")], METADATA)


def test_a_bookmark_to_nowhere_is_refused(galley: SetBody) -> None:
    lost = {"t9": galley("<p>Text.</p>", "t9")}
    with pytest.raises(MakeupError, match=r"“A” leads to no id of the book: t9"):
        make_up(lost, [sheet("t9", outline=(("A", "t9", ()),))], METADATA)


def test_bookmarks_keep_their_order_and_depth(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [("Contents", []), ("First", ["Second paragraph"]), ("Index", [])]


def test_there_is_one_tree_with_a_part_for_each_galley(
    book: bytes, read_tags: Callable[[bytes], Any]
) -> None:
    tags = read_tags(book)
    parts = [str(part.ID) for part in tags.document.K]
    assert parts == ["galley-contents", "galley-t1", "galley-t2", "galley-index"]
    assert tags.text(tags.by_id("t2")).split() == "Second All is well 😉 here .".split()


def test_ids_are_unique_and_lead_to_their_elements(pdf: pikepdf.Pdf, joined: Joined) -> None:
    flat = list(pdf.Root.StructTreeRoot.IDTree.Names)
    names = [str(name) for name in flat[::2]]
    assert all(before < after for before, after in pairwise(names))
    assert [str(element.ID) for element in flat[1::2]] == names
    anchors = {id for galley in joined[0].values() for id in galley.map.anchors}
    assert anchors <= set(names)


def test_every_link_and_mark_finds_its_element(pdf: pikepdf.Pdf) -> None:
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(number): parent for number, parent in zip(flat[::2], flat[1::2], strict=True)}
    assert sorted(parents) == list(range(len(parents)))
    assert all(Name.Link == parents[int(link.StructParent)].S for link in links(pdf))
    for leaf in pdf.pages:
        marks = [
            int(step.operands[1].MCID)
            for step in pikepdf.parse_content_stream(leaf)
            if str(step.operator) == "BDC" and "/MCID" in step.operands[1]
        ]
        if marks:
            assert sorted(marks) == list(range(len(parents[int(leaf.obj.StructParents)])))


def test_notes_stand_behind_their_references_in_the_book(
    book: bytes, read_tags: Callable[[bytes], Any]
) -> None:
    kinds = [str(element.S) for element in read_tags(book).elements()]
    flow = [kind for kind in kinds if kind in ("/Reference", "/Note")]
    assert flow.count("/Note") == 14
    assert all(flow[at - 1] == "/Reference" for at, kind in enumerate(flow) if kind == "/Note")


def test_heads_and_folios_are_printed_but_are_no_part_of_the_text(
    book: bytes, read_tags: Callable[[bytes], Any]
) -> None:
    document = pypdfium2.PdfDocument(book)
    verso, recto = (document[number].get_textpage() for number in (3, 4))
    assert verso.get_text_bounded(bottom=540).split() == ["2", "Verso", "head"]
    assert recto.get_text_bounded(bottom=540).split() == ["Recto", "head", "3"]
    tags = read_tags(book)
    assert "head" not in tags.text(tags.document)


def test_bare_pages_bear_nothing(joined: Joined) -> None:
    galleys, _ = joined
    data = make_up({"t2": galleys["t2"]}, [sheet("t2", bare=True)], METADATA)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert not {"/StampRoman", "/StampItalic"} & set(fonts.keys())


def test_each_face_is_embedded_once(pdf: pikepdf.Pdf) -> None:
    programs = [
        str(item.FontName)
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item
    ]
    assert sorted(name.partition("+")[2] for name in programs) == [
        "EBGaramond",
        "EBGaramond-Italic",
        "Signs",
    ]


def test_the_book_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert pdf.docinfo["/Title"] == "Questions & Answers"
    assert pdf.docinfo["/Author"] == "A. Writer; B. Writer"
    assert pdf.docinfo["/CreationDate"] == "D:20261122"
    assert (str(pdf.Root.Lang), bool(pdf.Root.ViewerPreferences.DisplayDocTitle)) == ("en", True)
    with pdf.open_metadata(update_docinfo=False) as xmp:
        assert xmp["dc:title"] == "Questions & Answers"
        assert xmp["dc:creator"] == ["A. Writer", "B. Writer"]
        assert (xmp["pdfuaid:part"], xmp["dc:date"]) == ("1", ["2026-11-22"])
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
    (intent,) = pdf.Root.OutputIntents
    assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)


@pytest.mark.parametrize(
    ("date", "written"),
    [("2026", "D:2026"), ("2026-11-22T06:45:19Z", "D:20261122064519Z"), ("", None)],
)
def test_dates_come_from_the_edition(joined: Joined, date: str, written: str | None) -> None:
    data = make_up({"t2": joined[0]["t2"]}, [sheet("t2")], replace(METADATA, date=date))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.docinfo.get("/CreationDate") == written


# --- page numbers in the text

REFERRING = (
    '<section id="t9"><p class="par numbered" id="t9p1" data-n="1">As in '
    '<a href="book:t1p2">1.2</a><span class="paged">, p.\u00a0<span class="page-box" '
    'id="t9-page-1" data-page="t1p2"></span></span>); and the '
    '<abbr title="Ligue communiste" lang="fr" xml:lang="fr">LCR</abbr>.</p></section>'
)


def test_a_page_number_is_stamped_into_its_place_in_the_text(
    galley: SetBody, dense: Galley, read_tags: Callable[[bytes], Any], tmp_path: Path
) -> None:
    galleys = {"t1": dense, "t9": galley(REFERRING, "t9")}
    sheets = (sheet("t1"), sheet("t9"))
    book = make_up(galleys, sheets, METADATA)
    number = paginate({k: g.map for k, g in galleys.items()}, sheets).label("t1p2")
    tags = read_tags(book)
    assert tags.text(tags.by_id("t9-page-1")) == number
    shown = "".join(tags.text(tags.by_id("t9p1")).split())
    assert shown == f"Asin1.2,p.{number});andtheLCR."
    (box,) = galleys["t9"].map.boxes
    assert (box.target, box.italic, box.size) == ("t1p2", False, 10.5)
    path = tmp_path / "book.pdf"
    path.write_bytes(book)
    assert page.validate_pdf(str(path), profile="ua1").is_compliant


def test_what_an_abbreviation_stands_for_is_in_the_tree(
    galley: SetBody, dense: Galley, read_tags: Callable[[bytes], Any]
) -> None:
    galleys = {"t1": dense, "t9": galley(REFERRING, "t9")}
    tags = read_tags(make_up(galleys, (sheet("t1"), sheet("t9")), METADATA))
    (span,) = [e for e in tags.elements() if "/E" in e]
    # The engine is handed the space before a word inside its element, and it must not be lost.
    assert (str(span.S), str(span.E), str(span.Lang)) == ("/Span", " Ligue communiste", "fr")
    assert tags.text(span) == " LCR"


# --- the same bytes

SCRIPT = """
import hashlib, sys
from pathlib import Path
from anthology.render.galley import set_galley
from anthology.render.job import GalleyJob
from anthology.render.makeup import Metadata, Sheet, make_up
styles = tuple(Path(name).read_text() for name in sys.argv[2:])
galley = set_galley(GalleyJob("t1", Path(sys.argv[1]).read_bytes(), styles))
metadata = Metadata("T", ("A",), "en", "urn:x", "2026-11-22")
book = make_up({"t1": galley}, [Sheet("t1", "arabic", "Left", "Right")], metadata)
print(hashlib.sha256(book).hexdigest())
"""


@pytest.mark.slow
def test_time_zone_hash_seed_and_folder_leave_no_trace(
    job: Callable[..., GalleyJob], lossy: str, tmp_path: Path
) -> None:
    root = Path(__file__).parents[2]
    styles = [str(root / "styles" / name) for name in ("print.css", "paper-a5.css")]
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        folder = tmp_path / f"run {seed}"
        folder.mkdir()
        (folder / "text.xhtml").write_bytes(job(lossy).xhtml)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, "text.xhtml", *styles],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1
