"""Paragraphs in lines of total fit: even, whole, or left to the engine."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from random import Random
from typing import Any

import pikepdf
import pypdfium2
import pytest
import uharfbuzz

from anthology.collation.pdfshown import Run
from anthology.collation.pdftext import page_runs
from anthology.render import galley as galleys
from anthology.render import pageends
from anthology.render.fonts import font_bytes
from anthology.render.galley import set_galley
from anthology.render.job import Galley, GalleyJob
from anthology.render.words import Shaper
from anthology.typefaces import ROMAN

MakeJob = Callable[..., GalleyJob]
SetBody = Callable[..., Galley]
WithNote = Callable[[str, str], str]

TEXT = (
    "The members of the organization had been asked, in the spring of 1979, whether a newspaper "
    "that nobody outside the branch could be persuaded to buy was worth the three evenings a week "
    "which its production took from them. Nobody answered for some time. Then an older comrade, "
    "who had said little since the conference, remarked that a paper is not written for those who "
    "have already made up their minds; and that it was not the fault of the readers if there were "
    "none. Administrative responsibility, she added, could be shared out; conviction could not. "
)
MEASURE = 114 / 25.4 * 72
LEFT = 18 / 25.4 * 72
EDGE = 0.2  # the engine writes spaces in whole thousandths of the type size


def lines_of(galley: Galley, page: int = 0) -> list[list[Run]]:
    """The printed lines of a page: pieces on one baseline."""
    with pikepdf.open(io.BytesIO(galley.pdf)) as pdf:
        runs = page_runs(pdf.pages[page], {})
    found: dict[float, list[Run]] = {}
    for run in runs:
        if run.text.strip():
            found.setdefault(round(run.y, 1), []).append(run)
    return [found[y] for y in sorted(found, reverse=True)]


def words_of(galley: Galley, page: int = 0) -> list[str]:
    return ["".join(run.text for run in line) for line in lines_of(galley, page)]


# Shares of their own widths by which signs at the ends of lines hang in the margin.
HANGING_LEFT = {"“": 0.3, "(": 0.1}
HANGING_RIGHT = {"-": 0.5, "\u2010": 0.5, ".": 0.6, ",": 0.5, ";": 0.3, "”": 0.4, ")": 0.2}


def extent(line: list[Run]) -> tuple[float, float]:
    """Where a line begins and ends, without what hangs out of it."""
    line = sorted((run for run in line if run.text.strip()), key=lambda run: run.x0)
    first, last = line[0], line[-1]
    left = HANGING_LEFT.get(first.text[0], 0.0) * width_of(first.text[0], first)
    right = HANGING_RIGHT.get(last.text[-1], 0.0) * width_of(last.text[-1], last)
    return first.x0 + left, max(run.x1 for run in line) - right


def width_of(sign: str, run: Run) -> float:
    """How wide the face for text has a sign, in points."""
    font = uharfbuzz.Font(uharfbuzz.Face(font_bytes(ROMAN)))
    glyph = font.get_nominal_glyph(ord(sign))
    assert glyph is not None
    return float(font.get_glyph_h_advance(glyph) * run.size / font.face.upem)


def text_of(galley: Galley) -> str:
    """All words as a viewer gives them, divided words made whole."""
    pages = pypdfium2.PdfDocument(galley.pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub("[\ufffe\u2010]\\s*", "", " ".join(text.split()))


# --- even lines


def test_every_line_but_the_last_reaches_the_margin(galley: SetBody) -> None:
    lines = lines_of(galley(f'<p class="flush">{TEXT * 2}</p>'))
    edges = [extent(line) for line in lines]
    assert len({round(left, 2) for left, _ in edges}) == 1
    widths = [right - left for left, right in edges]
    assert all(width == pytest.approx(MEASURE, abs=EDGE) for width in widths[:-1])
    assert widths[-1] < MEASURE - 10


def test_lines_differ_in_size_by_no_more_than_a_hundredth(galley: SetBody) -> None:
    lines = lines_of(galley(f"<p>{TEXT * 3}</p>"))
    sizes = {round(run.size, 3) for line in lines for run in line}
    assert len(sizes) > 2
    assert all(10.5 * 0.99 - 0.01 <= size <= 10.5 * 1.01 + 0.01 for size in sizes)


def test_lines_stand_on_their_grid_whatever_their_size(galley: SetBody) -> None:
    lines = lines_of(galley(f"<p>{TEXT * 3}</p>"))
    steps = [a[0].y - b[0].y for a, b in pairwise(lines)]
    assert steps == pytest.approx([14.0] * len(steps), abs=0.02)


def test_no_line_of_three_words_ends_a_paragraph_if_four_can(galley: SetBody) -> None:
    """The last line is no shorter than the indent of the next paragraph."""
    for count in range(60, 90, 3):
        body = " ".join(TEXT.split()[:count])
        last = lines_of(galley(f"<p>{body}</p>"))[-1]
        left, right = extent(last)
        assert right - left >= 10.5


# --- across markup, every kind of paragraph


MARKED = (
    f"{TEXT}<em>{TEXT[:230]}</em> {TEXT[:120]}<strong>Small Capitals of Some Length</strong> "
    f'{TEXT[:90]}<span class="name" id="t1m1">Administrative Responsibility</span>; '
    f'<a href="https://example.org/">an address of so many words, one after another, that it '
    f"cannot but run over a line end or two</a> "
    f"{TEXT[:200]}<sup>2</sup> {TEXT}"
)


def test_lines_run_through_emphasis_links_and_small_capitals(galley: SetBody) -> None:
    galley_ = galley(f'<p class="flush">{MARKED}</p>')
    lines = lines_of(galley_)
    assert galley_.engine_lines == ()
    for line in lines[:-1]:
        left, right = extent(line)
        assert right - left == pytest.approx(MEASURE, abs=EDGE)


def test_a_link_over_two_lines_has_one_annotation_on_each(galley: SetBody) -> None:
    galley_ = galley(f'<p class="flush">{MARKED}</p>')
    with pikepdf.open(io.BytesIO(galley_.pdf)) as pdf:
        boxes = [[float(x) for x in a.Rect.as_list()] for a in pdf.pages[0].Annots.as_list()]
    assert len(boxes) in (2, 3)
    assert all(
        abs(right - left) > 5 and abs(top - bottom) > 5 for left, top, right, bottom in boxes
    )


@pytest.mark.parametrize(
    ("body", "left", "right"),
    [
        ("<blockquote><p>{}</p></blockquote>", 1.5 * 9.5, 1.5 * 9.5),
        ("<ol><li><p>{}</p></li></ol>", 2.25 * 10.5, 0),
        ('<div class="headnote" id="t1h"><p>{}</p></div>', 1.5 * 9.5, 1.5 * 9.5),
    ],
)
def test_quotations_items_and_headnotes_have_their_own_measure(
    galley: SetBody, body: str, left: float, right: float
) -> None:
    galley_ = galley(body.format(TEXT * 2))
    assert galley_.engine_lines == ()
    for line in lines_of(galley_)[1:-1]:
        assert extent(line) == pytest.approx((LEFT + left, LEFT + MEASURE - right), abs=EDGE)


def test_a_note_is_set_like_the_text(galley: SetBody, with_note: WithNote) -> None:
    galley_ = galley(f"<p>{TEXT}{with_note('t1n1', TEXT * 2)} {TEXT}</p>")
    lines = [line for line in lines_of(galley_) if line[-1].size < 9]
    assert galley_.engine_lines == ()
    assert len(lines) > 8
    for line in lines[:-1]:
        left, right = extent(line)
        assert right - left == pytest.approx(MEASURE, abs=EDGE)


def test_ragged_text_keeps_its_size_and_its_spaces(galley: SetBody) -> None:
    ragged = galley(f'<p style="text-align: left">{TEXT}</p>')
    assert {round(run.size, 3) for line in lines_of(ragged) for run in line} == {10.5}
    assert ragged.engine_lines == ()
    right = [extent(line)[1] for line in lines_of(ragged)]
    assert len({round(edge) for edge in right}) > 3
    assert all(edge < LEFT + MEASURE + 0.1 for edge in right)


def test_no_word_stands_alone_in_the_last_line_of_ragged_text(galley: SetBody) -> None:
    words = TEXT.split()
    for count in range(20, 60, 4):
        body = " ".join(words[:count])
        last = words_of(galley(f'<p style="text-align: left; text-indent: 0">{body}</p>'))[-1]
        assert len(last.split()) > 1, last


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("A Short Title", ["A Short Title"]),
        (
            "Socialism in One Organization: Notes on the ISO Crisis",
            ["Socialism in One Organization:", "Notes on the ISO Crisis"],
        ),
        (
            "Celebrating Two Years of Freedom from Trotskyism and Marxism",
            ["Celebrating Two Years of Freedom", "from Trotskyism and Marxism"],
        ),
    ],
)
def test_the_lines_of_a_title_are_alike_and_end_where_the_sense_does(
    galley: SetBody, title: str, lines: list[str]
) -> None:
    set_ = words_of(galley(f"<h1>{title}</h1><p>{TEXT}</p>"))
    assert [line.strip() for line in set_[: len(lines)]] == lines


# --- long notes


def long_note(words: list[str]) -> str:
    """A note in pieces, as the templates write it."""
    pieces = [words[n : n + 100] for n in range(0, len(words), 100)]
    made = '<a class="noteref editor" id="t1n1r" href="#t1n1">1</a>'
    for number, piece in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        id = "t1n1" if first else f"t1n1-{number + 1}"
        names = "note editor" + ("" if first else " continued") + ("" if last else " goes-on")
        marker = '<a class="note-marker" href="#t1n1r">1</a> ' if first else ""
        par = "note-par" + ("" if last else " runs-on")
        text = ("" if first else " ") + " ".join(piece)
        made += (
            f'<aside class="{names}" id="{id}">{marker}<span class="{par}">{text}</span></aside>'
        )
    return made


def test_a_long_note_runs_on_without_a_gap_between_its_pieces(galley: SetBody) -> None:
    words = (TEXT * 4).split()
    galley_ = galley(f"<p>{TEXT}{long_note(words)} {TEXT}</p>")
    lines = [line for line in lines_of(galley_) if line[-1].size < 9]
    widths = [right - left for left, right in map(extent, lines)]
    assert galley_.engine_lines == ()
    assert all(width == pytest.approx(MEASURE, abs=EDGE) for width in widths[:-1])
    assert " ".join(words[90:110]) in text_of(galley_).replace("  ", " ")


def test_a_long_note_that_cannot_be_fitted_still_runs_on(galley: SetBody) -> None:
    words = (TEXT * 4).split()
    words[150] = "0" * 86  # wider than the measure, not than the page
    galley_ = galley(f"<p>{TEXT}{long_note(words)} {TEXT}</p>")
    assert [left.reason for left in galley_.engine_lines] == [
        "a word in it is longer than the line"
    ]
    assert galley_.map.notes == ("t1n1", "t1n1-2", "t1n1-3", "t1n1-4")


# --- words


COMPOUNDS = (
    "Die Arbeitnehmerinteressenvertretungsversammlung beschloss die "
    "Parteiprogrammkommissionssitzungsprotokollveröffentlichung und die "
    "Gewerkschaftsvertrauensleutevollversammlungen auch. "
)


def test_words_that_are_nearly_as_long_as_a_line_are_divided_by_syllables(
    galley: SetBody,
) -> None:
    made = galley(f'<p class="long" lang="de">{COMPOUNDS}</p>')
    assert made.engine_lines == ()
    assert [line[-1] for line in words_of(made)[:-1]] == ["\N{HYPHEN}"] * 2


@pytest.mark.parametrize("element", ["h1", "h2", "h3"])
def test_a_word_too_long_for_a_heading_is_broken_in_it(galley: SetBody, element: str) -> None:
    made = galley(f"<{element}>Of {'0' * 150} and so on</{element}><p>{TEXT}</p>")
    assert [left.reason for left in made.engine_lines] == ["a word in it is longer than the line"]
    assert text_of(made).replace(" ", "").startswith("Of" + "0" * 150 + "andsoon")


@pytest.mark.parametrize("body", [
    "<h2>Auf dem Schiff</h2>", "<p>a <strong>Auf dem Schiff</strong></p>",
    "<p><span class='smallcaps'>Auf <i>dem</i> Schiff</span></p>",
])  # fmt: skip
def test_small_capitals_are_the_same_in_german(galley: SetBody, body: str) -> None:
    english, german = (galley(f'<div lang="{lang}">{body}</div>') for lang in ("en", "de"))
    assert german.faces == english.faces


def test_where_the_engine_breaks_a_word_anywhere_it_divides_none(galley: SetBody) -> None:
    made = galley(f'<p class="long" lang="de">{COMPOUNDS}{"0" * 86} {COMPOUNDS}</p>')
    assert len(made.engine_lines) == 1
    assert "\N{HYPHEN}" not in text_of(made)
    assert "0" * 50 in text_of(made)


def test_text_is_the_same_word_for_word_with_either_breaking(
    job: MakeJob, lossy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes may stand on another page, so words are counted and not compared in their order."""
    body = f"<p>{MARKED}</p>{lossy}"
    ours = text_of(set_galley(job(body)))
    monkeypatch.setattr("anthology.render.fit._Setter.finish", lambda _: None)
    theirs = text_of(set_galley(job(body)))
    assert ours != theirs
    assert Counter(ours.split()) == Counter(theirs.split())


def test_capitals_addresses_and_codes_are_never_divided(galley: SetBody) -> None:
    awkward = "ORGANIZATION https://example.org/organization/international organization_1979 "
    printed = words_of(galley(f"<p>{(awkward + TEXT[:70]) * 8}</p>"))
    for line in printed:
        end = re.search(r"(\S+)\u2010$", line)
        assert end is None or re.fullmatch(r"[^\W\d_]+", end[1].lstrip("“(")), line
        assert end is None or not end[1].isupper()


def test_a_no_break_space_holds_its_words_together(galley: SetBody) -> None:
    held = TEXT.replace("spring of 1979", "spring of\u00a01979").replace(
        "an older", "an\u00a0older"
    )
    for indent in range(0, 60, 7):
        printed = words_of(galley(f'<p style="text-indent: {indent}pt">{held}</p>'))
        assert not any(line.endswith(("spring of", "an")) and "\u00a0" in held for line in printed)


STAMPED = (
    '<a href="#p">1.2</a><span class="paged">, p.\u00a0<span class="page-box" id="{id}" '
    'data-page="p"></span></span>'
)


@pytest.mark.parametrize("words", range(0, 18, 3))
def test_a_box_for_a_page_number_is_a_part_of_its_line(galley: SetBody, words: int) -> None:
    """Wherever in its line it stands: in the middle, at its end, behind its end."""
    lead = " ".join(TEXT.split()[:words])
    boxes = STAMPED.format(id="a"), STAMPED.format(id="b")
    body = f'<p class="par" id="p">{lead} as in {boxes[0]} {TEXT} as in {boxes[1]}</p>'
    galley_ = galley(body)
    assert galley_.engine_lines == ()
    lines = lines_of(galley_)
    ends = {round(box.end.y, 1): box.end.x for box in galley_.map.boxes}
    height = galley_.map.frames[0].height
    for line in lines[:-1]:
        end = max(extent(line)[1], ends.get(round(height - line[0].y, 1), 0))
        assert end == pytest.approx(LEFT + MEASURE, abs=EDGE)
    assert not any(line.rstrip().endswith("1.2,") for line in words_of(galley_))


def test_a_soft_hyphen_says_where_a_word_is_divided(galley: SetBody) -> None:
    text = " ".join(["Donau\u00addampfschiffahrtsgesell\u00adschaft"] * 20)
    printed = words_of(galley(f"<p>{text}</p>"))
    ends = [line for line in printed if line.endswith("\u2010")]
    assert ends
    assert all(line.endswith(("Donau\u2010", "ampfschiffahrtsgesell\u2010")) for line in ends)


# --- what cannot be served


def test_a_word_longer_than_the_line_leaves_its_paragraph_to_the_engine(galley: SetBody) -> None:
    galley_ = galley(f'<p id="t1p1" data-n="1">{TEXT}{"0" * 67} {TEXT}</p><p>{TEXT}</p>')
    (left,) = galley_.engine_lines
    assert (left.id, left.reason) == ("t1p1", "a word in it is longer than the line")
    assert TEXT.startswith(left.words)


def test_a_paragraph_that_comes_out_otherwise_is_left_to_the_engine(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should widths ever be reckoned wrongly, the page is still right."""
    monkeypatch.setattr("anthology.render.widths.Type._shaped", lambda *_: 9.0)
    galley_ = set_galley(job(f'<p id="t1p1">{TEXT}</p>'))
    (left,) = galley_.engine_lines
    assert left.id == "t1p1"
    right = max(extent(line)[1] for line in lines_of(galley_))
    assert right <= 18 / 25.4 * 72 + MEASURE + 0.1


# --- the end of a page


@contextmanager
def as_they_come(*_: object) -> Iterator[None]:
    """Pages as the engine lays them out."""
    yield


def test_spaces_of_ragged_lines_are_as_wide_as_the_sheet_has_them(job: MakeJob) -> None:
    body = f"<p>{TEXT} <strong>Words in bold.</strong> Ἑλλάς. {TEXT}</p>"
    sheet = "p {{ text-align: left; text-indent: 0; word-spacing: {} }}"
    close, wide = (set_galley(job(body, extra=sheet.format(x))) for x in ("0", "0.1em"))
    assert not close.engine_lines  # all lines came out as wide as they were reckoned
    assert not wide.engine_lines
    em = lines_of(close)[0][0].size
    assert fifth_word(wide) - fifth_word(close) == pytest.approx(4 * 0.1 * em, abs=EDGE)


def fifth_word(galley: Galley) -> float:
    """Where the fifth word of a galley begins, in points."""
    text = pypdfium2.PdfDocument(galley.pdf)[0].get_textpage()
    before = " ".join(TEXT.split()[:4])
    return float(text.get_charbox(len(before) + 1)[0])


def new_shaper(face: str, features: tuple[tuple[str, Any], ...], language: str) -> Shaper:
    """One that knows no words yet."""
    return Shaper(face, dict(features), language)


def test_no_page_ends_in_a_divided_word(job: MakeJob, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "".join(f"<p>{TEXT * (n % 3 + 3)}</p>" for n in range(14))
    plain = job(f'<div class="body">{long}</div>')
    monkeypatch.setattr("anthology.render.paragraph.HYPHEN_COST", 0.0)
    monkeypatch.setattr("anthology.render.widths.shaper", new_shaper)  # no words of other galleys
    ours = set_galley(plain)
    monkeypatch.setattr(galleys, "good_ends", as_they_come)
    before = set_galley(plain)

    def ends(galley: Galley) -> list[str]:
        return [words_of(galley, page)[-1] for page in range(len(galley.map.frames))]

    assert any(line.endswith("\u2010") for line in ends(before))
    assert not any(line.endswith("\u2010") for line in ends(ours))
    assert text_of(ours) == text_of(before)


def test_a_paragraph_is_set_longer_where_a_line_is_missing_at_the_foot(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What must keep together leaves pages short; the paragraphs above make up for it."""
    random = Random(1)
    words = TEXT.split()
    body = "".join(
        f"<p>{' '.join(random.choices(words, k=random.choice((30, 95))))}</p>" for _ in range(60)
    )
    plain = job(f'<div class="body">{body}</div>')
    ours = set_galley(plain)
    monkeypatch.setattr(galleys, "good_ends", as_they_come)
    before = set_galley(plain)

    def missing(galley: Galley) -> list[int]:
        frames = galley.map.frames[:-1]
        feet = [lines_of(galley, page)[-1][0].y for page in range(len(frames))]
        return [round((foot - min(feet)) / 14) for foot in feet]

    assert sum(missing(before)) >= 4
    assert sum(missing(ours)) <= sum(missing(before)) / 2
    assert text_of(ours) == text_of(before)


def feet(galley: Galley) -> list[float]:
    """How many lines each page but the last ends above the longest."""
    last = [lines_of(galley, page)[-1][0].y for page in range(len(galley.map.frames) - 1)]
    return [round((foot - min(last)) / 14, 1) for foot in last]


BLOCK = f'<p style="break-inside: avoid; text-align: left">{" ".join(TEXT.split()[:36])}</p>'


def test_a_line_that_no_paragraph_can_give_is_given_to_headings_and_quotations(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three lines that keep together, over and over: each page would end a line or two short."""
    quoted = f"<blockquote>{BLOCK}</blockquote>"
    plain = job(f'<div class="body">{f"{BLOCK * 6}<h3>A Heading</h3>{BLOCK}{quoted}" * 9}</div>')
    ours = set_galley(plain)
    monkeypatch.setattr(pageends, "fill", lambda page, lack, line: lack)
    assert sum(feet(set_galley(plain))) > 3
    assert sum(feet(ours)) == 0
    assert all(round(step / 7) >= 2 for step in steps_of(ours))


def steps_of(galley: Galley) -> Iterator[float]:
    """From line to line, on all pages."""
    for page in range(len(galley.map.frames)):
        yield from (a[0].y - b[0].y for a, b in pairwise(lines_of(galley, page)))


def test_a_right_hand_page_may_be_as_short_as_the_one_it_faces(galley: SetBody) -> None:
    """Nothing on pages 1 and 2 can be made larger; page 3 would be two lines short of the foot."""
    body = f'<div class="body">{BLOCK * 26}<h3>A Heading</h3>{BLOCK * 20}</div>'
    assert feet(galley(body))[:3] == [0, 0, 0]
    assert len(lines_of(galley(body), 2)) == 31


def test_a_last_page_of_two_lines_is_spared_or_filled(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(4)
    words = TEXT.split()
    body = [" ".join(random.choices(words, k=92)) for _ in range(10)]
    plain = job("".join(f"<p>{text}</p>" for text in [*body, "One word more, and then no more."]))
    ours = set_galley(plain)
    monkeypatch.setattr(galleys, "lines_missing", lambda _: 0)
    before = set_galley(plain)
    last = len(before.map.frames) - 1
    assert len(lines_of(before, last)) < 5
    now = len(ours.map.frames) - 1
    assert now < last or len(lines_of(ours, now)) >= 5
    assert text_of(ours) == text_of(before)


# --- the tag tree


def test_a_paragraph_is_one_element_whatever_its_lines(galley: SetBody, read_tags: Any) -> None:
    galley_ = galley(f'<p id="t1p1" data-n="1">{MARKED}</p>')
    tags = read_tags(galley_.pdf)
    kinds = [str(element.S) for element in tags.elements()]
    assert kinds.count("/P") == 1
    assert kinds.count("/Link") == 1
    assert kinds.count("/Span") == 5  # em, strong, name, sup, and what the raised 2 says


# --- signs in the margin


def test_signs_at_the_ends_of_lines_hang_in_the_margin(galley: SetBody) -> None:
    lines = lines_of(galley(f'<p class="flush">{TEXT * 4}</p>'))
    beyond = {
        sign: max(run.x1 for run in line) - LEFT - MEASURE
        for line in lines[:-1]
        if not (sign := max(line, key=lambda run: run.x1).text[-1]).isalnum()
    }
    assert beyond["\u2010"] == pytest.approx(1.4, abs=0.3)  # half a hyphen of 10.5 pt
    assert all(0.2 < length < 2 for length in beyond.values())


def test_a_quotation_mark_that_begins_a_line_hangs_too_but_not_from_an_indent(
    galley: SetBody,
) -> None:
    flush = lines_of(galley(f'<p class="flush">“{TEXT}”</p>'))
    indented = lines_of(galley(f"<p>“{TEXT}”</p>"))
    mark = width_of("“", flush[0][0])
    assert flush[0][0].x0 == pytest.approx(LEFT - 0.3 * mark, abs=EDGE)
    assert indented[0][0].x0 == pytest.approx(LEFT + 10.5, abs=EDGE)


def test_a_ragged_line_hangs_nothing(galley: SetBody) -> None:
    lines = lines_of(galley(f'<p style="text-align: left; text-indent: 0">“{TEXT}”</p>'))
    assert all(line[0].x0 == pytest.approx(LEFT, abs=0.01) for line in lines)
