"""What counts as a picture, which files may be read, and what the editor decides of them."""

from __future__ import annotations

import io
import os
import zlib
from pathlib import Path
from struct import pack
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from anthology.beside import find_beside
from anthology.check import check
from anthology.diagnostic import EditionError
from anthology.document import Figure, plain, walk
from anthology.edition import read_edition
from anthology.picture import PIXELS, PictureError, read_picture

if TYPE_CHECKING:
    from tests.core.conftest import Desk

HEAD = """\
title = "A Book"
language = "en"
identifier = "urn:uuid:0"
date = 2026-01-02
"""


def picture(kind: str = "PNG", size: tuple[int, int] = (12, 8), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode in {"RGB", "P", "CMYK"} else 90).save(out, kind)
    return out.getvalue()


# --- Bytes ----------------------------------------------------------------------------------------


SECRET = "60.17 N 24.94 E, by Jo Model"


def telling(kind: str, **more: object) -> bytes:
    """A picture whose file says more than it shows."""
    exif, text = Image.Exif(), PngInfo()
    exif[0x013B], exif[0x010E] = SECRET, SECRET  # artist, description
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    image, out = Image.effect_noise((60, 40), 80).convert("RGB"), io.BytesIO()
    said = {"exif": exif, "pnginfo": text} if kind == "PNG" else {"exif": exif, "comment": SECRET}
    image.save(out, kind, dpi=(300, 300), **said, **more)
    data = out.getvalue()
    return data + SECRET.encode() if kind == "JPEG" else data


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"restart_marker_rows": 1}),
    ],
)
def test_what_a_file_says_besides_its_picture_is_dropped(
    kind: str, more: dict[str, object]
) -> None:
    data = telling(kind, icc_profile=b"a profile of colours", **more)
    found = read_picture(data)
    assert b"Jo Model" in data
    assert b"Jo Model" not in found.data
    assert b"60.17" not in found.data
    with Image.open(io.BytesIO(data)) as one, Image.open(io.BytesIO(found.data)) as other:
        assert one.tobytes() == other.tobytes()
        assert other.info["icc_profile"] == b"a profile of colours"
        assert round(other.info["dpi"][0]) == 300
    assert read_picture(found.data) == found


def test_a_picture_that_says_it_lies_on_its_side_is_turned() -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112], exif[0x013B] = 6, SECRET
    Image.new("RGB", (12, 8), "teal").save(out, "JPEG", exif=exif)
    found = read_picture(out.getvalue())
    assert found.size == "8×12"
    assert b"Jo Model" not in found.data


@pytest.mark.parametrize(
    ("kind", "mode", "becomes"),
    [
        ("PNG", "RGB", "png"),
        ("PNG", "1", "png"),
        ("PNG", "I;16", "png"),
        ("JPEG", "RGB", "jpg"),
        ("JPEG", "CMYK", "jpg"),
        ("GIF", "P", "png"),
        ("WEBP", "RGB", "png"),
    ],
)
def test_pictures_become_png_or_jpeg_of_the_same_measures(
    kind: str, mode: str, becomes: str
) -> None:
    data = picture(kind, mode=mode)
    found = read_picture(data)
    assert found == read_picture(data)
    assert found.name.endswith(f".{becomes}")
    assert found.size == "12×8"
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.size == (12, 8)
        assert image.mode in {"RGB", "L", "P", "1"}
    assert (found.data == data) == ((kind, mode) in {("PNG", "RGB"), ("PNG", "1"), ("JPEG", "RGB")})


def test_a_photograph_on_its_side_is_set_upright_and_says_no_more_of_itself() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "where it was taken"
    Image.new("RGB", (12, 8)).save(out, "JPEG", exif=exif)
    found = read_picture(out.getvalue())
    assert found.size == "8×12"
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.size == (8, 12)
        assert not image.getexif()


def test_of_a_picture_that_moves_the_first_frame_stands() -> None:
    out = io.BytesIO()
    frames = [Image.new("P", (9, 9), n) for n in range(3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with Image.open(io.BytesIO(read_picture(out.getvalue()).data)) as image:
        assert getattr(image, "n_frames", 1) == 1


def bomb() -> bytes:
    """A PNG of a few bytes that says it has thousands of millions of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"no picture at all", "is neither PNG"),
        (b'<?xml version="1.0"?><svg xmlns="x"><script>f()</script></svg>', "is SVG"),
        (b"\xef\xbb\xbf <!-- c --><svg:svg/>", "is SVG"),
        (picture("BMP"), "is neither PNG"),
        (picture(size=(300, 300))[:-60], "is broken"),
        (picture("JPEG", (300, 300))[:-200], "is broken"),
        (picture("GIF", (300, 300), "P")[:40], "is broken"),
        (picture("WEBP", (300, 300))[:50], "is broken"),
        (picture()[:20], "is broken"),
        (bomb(), "is broken|unpacks to"),
        (b"\x89PNG" + bytes(33 * 2**20), "has more than"),
    ],
)
def test_what_is_no_sound_picture_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(PictureError, match=why) as raised:
        read_picture(data)
    assert raised.value.rule == "picture-refused"
    assert raised.value.hint


def test_more_pixels_than_a_page_can_show_are_refused_before_they_are_unpacked() -> None:
    flat = picture(size=(16_000, PIXELS // 16_000 + 1), mode="1")
    with pytest.raises(PictureError, match="unpacks to 16000"):
        read_picture(flat)


def test_truncated_pictures_are_refused_even_where_the_engine_of_print_overlooks_them() -> None:
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        with pytest.raises(PictureError, match="is broken"):
            read_picture(picture("JPEG", (300, 300))[:-200])
        assert ImageFile.LOAD_TRUNCATED_IMAGES
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


# --- Files ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition with one picture, and one beside the edition that must not be read."""
    inside = tmp_path / "edition" / "texts" / "my images"
    inside.mkdir(parents=True)
    (inside / "a.png").write_bytes(picture())
    (tmp_path / "edition" / "b.png").write_bytes(picture())
    (tmp_path / "secret.png").write_bytes(picture())
    (inside / "out.png").symlink_to(tmp_path / "secret.png")
    (inside / "in.png").symlink_to(inside / "a.png")
    (inside / "loop.png").symlink_to(inside / "loop.png")
    os.mkfifo(inside / "pipe.png")
    return tmp_path / "edition"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("my images/a.png", "texts/my images/a.png"),
        ("my%20images/a.png?width=300#top", "texts/my images/a.png"),
        ("my images\\a.png", "texts/my images/a.png"),
        ("./nowhere/../my images/a.png", "texts/my images/a.png"),
        ("my images/in.png", "texts/my images/in.png"),
        ("../b.png", "b.png"),
    ],
)
def test_a_file_inside_is_found_however_it_is_written(
    folder: Path, address: str, found: str
) -> None:
    assert find_beside(folder, "texts", address)[0] == found


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("http://x.example/a.png", "picture-remote"),
        ("HTTPS://x.example/a.png", "picture-remote"),
        ("//x.example/a.png", "picture-remote"),
        ("cid:a", "picture-remote"),
        ("file:///etc/passwd", "picture-outside"),
        ("C:\\a.png", "picture-outside"),
        ("/etc/passwd", "picture-outside"),
        ("\\\\host\\a.png", "picture-outside"),
        ("~/a.png", "picture-outside"),
        ("../../secret.png", "picture-outside"),
        ("%2e%2e/%2e%2e/secret.png", "picture-outside"),
        ("..\\..\\secret.png", "picture-outside"),
        ("my images/out.png", "picture-outside"),
        ("a\x00.png", "picture-outside"),
        ("my images/loop.png", "picture-missing"),
        ("my images/pipe.png", "picture-missing"),
        ("my images", "picture-missing"),
        ("b.png", "picture-missing"),
        ("x" * 5000, "picture-missing"),
        ("", "picture-missing"),
    ],
)
def test_nothing_else_is_read(folder: Path, address: str, rule: str) -> None:
    with pytest.raises(PictureError) as raised:
        find_beside(folder, "texts", address)
    assert raised.value.rule == rule


# --- Decisions ------------------------------------------------------------------------------------

PAGE = """# A page

First words.

![](images/a.png)

![A remote mill](http://x.example/b.png "Its caption")

Last words.
"""


@pytest.fixture
def page(desk: Desk) -> Desk:
    desk.write("texts/one.md", PAGE)
    desk.write("texts/images/a.png", picture())
    desk.write(
        "edition.toml",
        f'{HEAD}\n[[text]]\nnumber = 1\nslug = "one"\nsource = "texts/one.md"\n'
        'title = "A page"\nbyline = "Nobody"\n',
    )
    return desk


def figures(desk: Desk) -> list[Figure]:
    return [block for block in walk(desk.book().texts[0].body) if isinstance(block, Figure)]


def rules(desk: Desk) -> list[str]:
    return sorted(d.rule for d in check(desk.book(), read_edition(desk.root)))


def test_without_decisions_what_cannot_be_shown_or_seen_is_told(page: Desk) -> None:
    first, second = figures(page)
    assert (first.id, first.alternative, first.picture[:7]) == ("t1f1", "", "images/")
    assert (second.picture, second.left_out, plain(second.children)) == ("", False, "Its caption")
    assert rules(page) == ["picture-remote", "picture-undescribed"]
    [row] = [r for r in page.book().texts[0].ledger.rows if r.rule == "picture" and not r.span]
    assert (row.kind, row.old, row.reason) == ("omitted", "A remote mill", "is on the web")


def test_the_editor_says_what_a_picture_shows_and_gives_a_file_for_one(page: Desk) -> None:
    page.write("photographs/b.jpg", picture("JPEG", (30, 20)))
    page.write(
        "decisions/one.toml",
        '[[picture]]\nsource = "images/a.png"\nalt = "A mill"\n\n'
        '[[picture]]\nsource = "http://x.example/b.png"\nfile = "photographs/b.jpg"\n',
    )
    first, second = figures(page)
    assert first.alternative == "A mill"
    assert second.picture.endswith(".jpg")
    assert [p.size for p in page.book().texts[0].pictures] == ["12×8", "30×20"]
    assert rules(page) == []
    read = {path.name for path in read_edition(page.root).files}
    assert {"a.png", "b.jpg"} <= read


def test_the_editor_leaves_pictures_out_and_their_captions_stay(page: Desk) -> None:
    page.write(
        "decisions/one.toml",
        '[[picture]]\nsource = "images/a.png"\nomit = true\nreason = "not the author\'s"\n\n'
        '[[picture]]\nsource = "http://x.example/b.png"\nomit = true\n',
    )
    [second] = figures(page)
    assert second.left_out
    assert rules(page) == []
    rows = [r for r in page.book().texts[0].ledger.of("omitted") if r.rule == "picture"]
    assert [row.reason for row in rows] == ["not the author's", "left out by the editor"]


def test_a_picture_goes_with_the_passage_it_stands_in(page: Desk) -> None:
    page.write("decisions/one.toml", '[[omit]]\nfrom = "First words"\nto = "Last words."\n')
    assert page.book().texts[0].body == ()
    assert rules(page) == []
    rows = [r for r in page.book().texts[0].ledger.of("omitted") if r.rule == "picture"]
    assert {row.reason for row in rows} == {"in a passage that is taken out, line 1"}


@pytest.mark.parametrize(
    ("decision", "rule"),
    [
        ('source = "images/z.png"\nalt = "A mill"', "picture-unknown"),
        ('source = "images/a.png"', "picture-decision"),
        ('source = "images/a.png"\nomit = true\nalt = "A mill"', "picture-decision"),
        ('source = "images/a.png"\nomit = true\nfile = "b.png"', "picture-decision"),
        ('source = "images/a.png"\nalt = "A"\n[[picture]]\nsource = "images/a.png"\nalt = "B"',
         "picture-decision"),
    ],
)  # fmt: skip
def test_decisions_that_say_nothing_or_too_much_are_errors(
    page: Desk, decision: str, rule: str
) -> None:
    page.write("decisions/one.toml", f"[[picture]]\n{decision}\n")
    with pytest.raises(EditionError) as raised:
        page.book()
    [found] = raised.value.diagnostics
    assert (found.rule, found.place.file) == (rule, "decisions/one.toml")
    assert found.place.line > 0


def test_a_missing_picture_makes_its_folder_something_that_was_read(page: Desk) -> None:
    (page.root / "texts/images/a.png").unlink()
    assert rules(page) == ["picture-missing", "picture-remote"]
    assert (page.root / "texts/images").resolve() in read_edition(page.root).files


def test_paragraphs_are_joined_across_a_picture(desk: Desk, page: Desk) -> None:
    page.write("texts/one.md", "# A page\n\nFirst\n\n![a](images/a.png)\n\nand last words.\n")
    page.write("decisions/one.toml", '[[join]]\nexact = "and last words."\n')
    paragraph, figure = page.book().texts[0].body
    assert plain(getattr(paragraph, "children", ())) == "First and last words."
    assert isinstance(figure, Figure)
