"""Contact sheets of finished pages, and two builds held against each other."""

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from anthology.cli import main
from anthology.pagediff import compare, differences, share_of
from anthology.pagepicture import open_pages
from anthology.proofsheet import grid_of, spreads

A5 = (420, 595)
TWELVE = [f"page {n} has its own words" for n in range(12)]


def make_pdf(
    path: Path, pages: Sequence[str], size: tuple[int, int] = A5, step: float = 14, first: int = 70
) -> Path:
    """A PDF of such pages, a line of text for each line; the folio is an artifact."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for number, words in enumerate(pages, 1):
            page = pdf.add_blank_page(page_size=size)
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            shown = [f"/Artifact BMC {_show(str(number), 60, 30)} EMC"]
            for row, line in enumerate(words.splitlines()):
                shown.append(_show(line, 60, size[1] - first - row * step))
            page.Contents = pdf.make_stream(" ".join(shown).encode())
        pdf.save(path, static_id=True)
    return path


def _show(words: str, x: float, y: float) -> str:
    return f"BT /F 10 Tf {x} {y} Td ({words}) Tj ET"


def told(old: Sequence[str], new: Sequence[str], folder: Path) -> list[str]:
    """What became of each page, as `kind old>new`, counted from 0."""
    one, other = make_pdf(folder / "old.pdf", old), make_pdf(folder / "new.pdf", new)
    with open_pages(one) as before, open_pages(other) as after:
        return [f"{c.kind} {c.old}>{c.new}" for c in compare(before, after)]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["proof-sheet", *map(str, args)], catch_exceptions=False)


# --- Sheets ---


def test_pages_stand_as_they_face_each_other(tmp_path: Path) -> None:
    with open_pages(make_pdf(tmp_path / "a.pdf", TWELVE[:4])) as pages:
        assert list(spreads(pages)) == [(None, 0), (1, 2), (3, None)]


def test_sheets_that_are_wider_than_high_stand_alone(tmp_path: Path) -> None:
    with open_pages(make_pdf(tmp_path / "a.pdf", TWELVE[:2], (842, 595))) as pages:
        assert list(spreads(pages)) == [(0, None), (1, None)]


def test_all_pages_are_drawn_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    pdf = make_pdf(tmp_path / "book.pdf", TWELVE * 3)
    assert "36 pages on 2 sheets" in run(pdf).output
    drawn = sorted((tmp_path / "proof" / "book").iterdir())
    assert [path.name for path in drawn] == ["sheet-001.png", "sheet-002.png"]
    before = [path.read_bytes() for path in drawn]
    run(pdf)
    assert [path.read_bytes() for path in drawn] == before


def test_sheets_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    out = tmp_path / "sheets"
    run(make_pdf(tmp_path / "a.pdf", TWELVE * 3), "--out", out)
    (out / "mine.png").touch()
    run(make_pdf(tmp_path / "a.pdf", TWELVE), "--out", out)
    assert sorted(path.name for path in out.iterdir()) == ["mine.png", "sheet-001.png"]


def test_the_grid_is_measured_on_the_pages(tmp_path: Path) -> None:
    lines = "\n".join(["a line of text"] * 30)
    with open_pages(make_pdf(tmp_path / "a.pdf", [lines] * 3, step=13.5)) as pages:
        grid = grid_of(pages)
    assert grid
    assert (grid.step, grid.first) == (13.5, 70 % 13.5)


def test_where_lines_stand_anyhow_there_is_no_grid(tmp_path: Path) -> None:
    pdf = make_pdf(tmp_path / "a.pdf", ["one line"] * 3)
    assert "no grid" in run(pdf, "--grid").output


def test_frames_are_drawn_where_the_page_map_has_them(tmp_path: Path) -> None:
    pdf = make_pdf(tmp_path / "a.pdf", ["words"])
    frames = '{"pages": [{"page": 1, "area": [72, 144, 360, 500], "notes": 400}]}'
    (tmp_path / "a.pages.json").write_text(frames)
    run(pdf, "--frames", "--dpi", "72")
    with Image.open(tmp_path / "proof" / "a" / "sheet-001.png") as sheet:
        x, y = sheet.width - 24 - A5[0], 24  # the page stands on the right
        assert sheet.getpixel((x + 200, y + 144)) == (225, 60, 140)
        assert sheet.getpixel((x + 200, y + 400)) == (235, 140, 20)


def test_frames_of_another_build_are_refused(tmp_path: Path) -> None:
    pdf = make_pdf(tmp_path / "a.pdf", ["words"])
    frames = '{"pages": [{"page": 9, "area": [72, 144, 360, 500], "notes": null}]}'
    (tmp_path / "a.pages.json").write_text(frames)
    result = run(pdf, "--frames")
    assert result.exit_code == 2
    assert "proof-frames: this page map is of another build than the PDF" in result.output


@pytest.mark.parametrize("said", ["", "no json", "[]", '{"pages": [1]}'])
def test_a_page_map_that_is_none_is_said(said: str, tmp_path: Path) -> None:
    (tmp_path / "a.pages.json").write_text(said)
    result = run(make_pdf(tmp_path / "a.pdf", ["words"]), "--frames")
    assert (result.exit_code, "this is no page map" in result.output) == (2, True)


def test_without_a_page_map_frames_cannot_be_drawn(tmp_path: Path) -> None:
    result = run(make_pdf(tmp_path / "a.pdf", ["words"]), "--frames")
    assert result.exit_code == 2
    assert "a.pages.json: proof-frames:" in result.output


# --- Files that are no book ---


def test_a_book_that_is_not_made_yet(tmp_path: Path) -> None:
    result = run(tmp_path / "anthology.pdf")
    assert result.exit_code == 2
    assert "pdf-missing" in result.output
    assert "hint: make the book first: anthology build" in result.output


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.7\n1 0 obj <<"])
def test_a_file_that_is_no_pdf(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    result = run(tmp_path / "a.pdf")
    assert (result.exit_code, "pdf-unreadable" in result.output) == (2, True)
    assert not (tmp_path / "proof").exists()


def test_an_old_pdf_that_is_none_leaves_the_sheets_of_before(tmp_path: Path) -> None:
    pdf = make_pdf(tmp_path / "a.pdf", TWELVE)
    run(pdf)
    assert run(pdf, "--against", tmp_path / "none.pdf").exit_code == 2
    assert (tmp_path / "proof" / "a" / "sheet-001.png").exists()


# --- Two builds ---


def test_the_same_build_twice(tmp_path: Path) -> None:
    assert told(TWELVE, TWELVE, tmp_path) == [f"same {n}>{n}" for n in range(12)]


def test_a_page_in_between_moves_those_behind_it(tmp_path: Path) -> None:
    new = [*TWELVE[:2], "something else", *TWELVE[2:4]]
    expected = ["same 0>0", "same 1>1", "new None>2", "moved 2>3", "moved 3>4"]
    assert told(TWELVE[:4], new, tmp_path) == expected


def test_a_page_taken_out_is_gone(tmp_path: Path) -> None:
    assert told(TWELVE[:3], [TWELVE[0], TWELVE[2]], tmp_path) == [
        "same 0>0", "moved 2>1", "gone 1>None",
    ]  # fmt: skip


def test_a_word_changed_changes_its_page(tmp_path: Path) -> None:
    new = [TWELVE[0], "page 1 has other words", TWELVE[2]]
    assert told(TWELVE[:3], new, tmp_path) == ["same 0>0", "changed 1>1", "same 2>2"]


def test_words_divided_into_other_lines_are_the_same_words(tmp_path: Path) -> None:
    new = [TWELVE[0].replace("its ", "its\n")]
    assert told(TWELVE[:1], new, tmp_path) == ["reset 0>0"]


def test_pages_that_change_places_are_moved(tmp_path: Path) -> None:
    one, two, three = TWELVE[:3]
    found = told([one, two, three], [two, three, one], tmp_path)
    assert found == ["moved 1>0", "moved 2>1", "moved 0>2"]


def test_blank_pages_keep_their_places(tmp_path: Path) -> None:
    pages = [TWELVE[0], "", TWELVE[1], "", TWELVE[2]]
    found = told(pages, pages, tmp_path)
    assert found == [f"same {n}>{n}" for n in range(5)]


def test_the_comparison_is_told_and_drawn(tmp_path: Path) -> None:
    old = make_pdf(tmp_path / "old.pdf", TWELVE)
    new = make_pdf(tmp_path / "new.pdf", [*TWELVE[:4], "otherwise", *TWELVE[5:], "one more"])
    output = run(new, "--against", old).output
    assert "13 pages, before 12: 11 the same, 1 changed, 1 new" in output
    assert "  page 5: changed (" in output
    assert "  page 13: new" in output
    drawn = sorted(path.name for path in (tmp_path / "proof" / "new").glob("spread-*"))
    assert drawn == ["spread-004.png", "spread-012.png"]


def test_old_ink_is_red_and_new_ink_blue() -> None:
    old, new = Image.new("L", (3, 1), 255), Image.new("L", (4, 1), 255)
    old.putpixel((0, 0), 0)
    old.putpixel((1, 0), 0)
    new.putpixel((1, 0), 0)
    new.putpixel((2, 0), 0)
    both = differences(old, new)
    shown = [both.getpixel((x, 0)) for x in range(4)]
    assert shown == [(255, 0, 0), (0, 0, 0), (0, 0, 255), (255, 255, 255)]
    assert share_of(old, new) == 2 / 4
