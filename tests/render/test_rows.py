"""Words in rows: what Pango would make of the same line, without asking it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from anthology.collation.pdfshown import Run
from anthology.collation.pdftext import page_runs
from anthology.render import glyphs, shaped
from anthology.render.galley import set_galley
from anthology.render.job import Galley, GalleyJob
from anthology.render.rows import Row, kept_layout
from anthology.render.words import Shaper
from anthology.typefaces import ITALIC, ROMAN

MakeJob = Callable[..., GalleyJob]
KINDS = (
    "<p>An <em>emphatic office “first”</em> of the party, 1/2 of “affable” fjords (AVAST, To. V.); "
    '<a href="https://example.org/a">a link that goes on and on over the end of its line</a>, its '
    '<abbr class="caps">NATO</abbr>, 1917–1923, x<sup>2</sup>, é ż ő ﬁ Æ Ꝏ — and § 4, Th Qu gy, '
    '<span lang="de">Donaudampfschifffahrt auf dem Fluß</span>; '
    '<span lang="fr">« Qu’est-ce que la <em>propriété</em>\u00a0? »</span> It was 5\u00a0p. '
    + "Administrative responsibility could be shared out; conviction could not. " * 9
    + "</p>"
)
NEAR = 0.12  # points: at each space the engine drops what is less than a thousandth of the size


def runs_of(galley: Galley) -> list[tuple[int, Run]]:
    """All text of a galley, with the page and the place of each piece."""
    faces: dict[tuple[int, int], Any] = {}
    with pikepdf.open(io.BytesIO(galley.pdf)) as pdf:
        return [(n, r) for n, page in enumerate(pdf.pages) for r in page_runs(page, faces)]


def drawn(job: GalleyJob, monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    """The rows that are drawn of a galley."""
    rows: list[Row] = []
    theirs = glyphs._Writer.write_row

    def write(self: Any, stream: Any, row: Row, matrix: Any) -> bool:
        rows.append(row)
        return theirs(self, stream, row, matrix)

    with monkeypatch.context() as patch:
        patch.setattr(glyphs._Writer, "write_row", write)
        set_galley(job)
    return rows


def by_pango(row: Row) -> tuple[list[int], float]:
    """The glyphs of a row's text, and how far they reach in px."""
    made = [g for _, run in glyphs._rows(kept_layout(row.text, row._style, row.width)) for g in run]
    return [glyph for glyph, *_ in made], sum(width for _, width, *_ in made) / 1024


def test_a_row_has_the_glyphs_and_the_width_that_pango_gives_it(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = drawn(job(KINDS), monkeypatch)
    assert len(rows) > 20
    for row in rows:
        glyphs, width = by_pango(row)
        assert [glyph for word in row.words for glyph, _, _ in word.glyphs] == glyphs
        assert row.width == pytest.approx(width, abs=0.03)


def test_a_row_ends_where_it_is_said_to(job: MakeJob, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in drawn(job(KINDS), monkeypatch):
        moved = sum(int(n) for n in re.findall(r">(-?\d+)<", row.operand()))
        shown = sum(width for word in row.words for _, width, _ in word.glyphs)
        assert (shown - moved) * row.measure.size / 1000 == pytest.approx(row.width, abs=0.02)


def test_a_galley_of_rows_shows_the_same_words_at_the_same_places(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = runs_of(set_galley(job(KINDS)))
    monkeypatch.setattr(shaped, "row_of", lambda *_: None)
    theirs = runs_of(set_galley(job(KINDS)))
    assert "".join(run.text for _, run in ours) == "".join(run.text for _, run in theirs)
    for a, b in zip(_ends(ours), _ends(theirs), strict=True):
        assert a == pytest.approx(b, abs=NEAR)


def _ends(runs: list[tuple[int, Run]]) -> list[tuple[float, float, float]]:
    """Baseline, left and right end of each line of a galley, in points."""
    lines: dict[tuple[int, float], list[Run]] = {}
    for page, run in runs:
        if run.text.strip():
            lines.setdefault((page, round(run.y, 1)), []).append(run)
    return [
        (y, min(run.x0 for run in found), max(run.x1 for run in found))
        for (_, y), found in sorted(lines.items())
    ]


@pytest.mark.parametrize(
    "words",
    ["Ελευθερία ἢ θάνατος", "z̈ and q̣̇ with marks", "Свобода или смерть", "a sign of none: 𓀀"],
)
def test_what_does_not_follow_from_words_alone_is_left_to_pango(
    words: str, job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join([words] * 12)
    rows = drawn(job(f"<p>{text}</p>"), monkeypatch)
    assert all(row.text.isascii() for row in rows)


def test_glyphs_of_another_language_than_the_text_are_left_to_pango(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "<p>" + "words that have the glyphs of a language of their own " * 4 + "</p>"
    assert drawn(job(words), monkeypatch)
    assert not drawn(job(words, extra='p { font-language-override: "TRK" }'), monkeypatch)


def test_a_row_answers_whatever_else_the_engine_asks(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    lined = "<p>" + "words that are underlined and struck " * 8 + "</p>"
    style = "p { text-decoration: underline line-through }"
    rows = drawn(job(lined, extra=style), monkeypatch)
    assert rows[0].underline_thickness > 0
    assert rows[0].layout is rows[0].layout


@pytest.mark.parametrize("face", [ROMAN, ITALIC])
def test_a_glyph_of_several_letters_stands_for_all_of_them(face: str) -> None:
    word = Shaper(face, {}, "en").word("affable")
    assert "".join(text for _, _, text in word.glyphs) == "affable"
    assert len(word.glyphs) < len("affable")


def test_what_follows_a_kern_is_moved_by_it() -> None:
    shaper = Shaper(ROMAN, {}, "en")
    word, apart = shaper.word("To"), shaper.word("T").reach + shaper.word("o").reach
    assert word.reach < apart
    assert (kern := re.search(r">(\d+)<", word.codes))
    assert int(kern[1]) == pytest.approx(apart - word.reach)
    assert word.written == pytest.approx(word.reach, abs=0.5)


def test_words_without_end_are_not_all_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anthology.render.words._MOST", 100)
    shaper = Shaper(ROMAN, {}, "en")
    first = shaper.word("word0")
    for number in range(1_000):
        shaper.word(f"word{number}")
    assert len(shaper._words) <= 100
    assert shaper.word("word0") == first


def test_rows_do_not_depend_on_what_was_set_before_them(job: MakeJob) -> None:
    first = set_galley(job(KINDS))
    set_galley(job(f'<p lang="de"><em>{"Office “first” To. AVAST, 1917 " * 40}</em></p>'))
    set_galley(job(KINDS, extra="p { font-size: 13.3px; hyphens: manual; text-align: left }"))
    assert set_galley(job(KINDS)) == first
