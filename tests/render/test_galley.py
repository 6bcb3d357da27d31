"""A galley: nothing of its text lost, everything where its map says, and kept by content."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from anthology.collation.pdfshown import ARTIFACT
from anthology.collation.pdftext import page_runs
from anthology.render import galley as galleys
from anthology.render import pageends, setting
from anthology.render.galley import set_galley
from anthology.render.job import Galley, GalleyError, GalleyJob
from anthology.render.setting import set_galleys

MakeJob = Callable[..., GalleyJob]
SetBody = Callable[..., Galley]
WithNote = Callable[[str, str], str]

SENTENCE = "The members of the branch answered that the discussion had never been in question."


def paragraph(number: int, text: str) -> str:
    return f'<p class="par numbered" id="t1p{number}" data-n="{number}">{text}</p>'


def first_word(galley: Galley, page: int) -> str:
    """The first word or end of a word on a page, without a note call or a hyphen behind it."""
    return on_page(galley, page).split()[0].rstrip("\ufffe\u20100123456789")


def on_page(galley: Galley, page: int) -> str:
    text = pypdfium2.PdfDocument(galley.pdf)[page].get_textpage().get_text_range()
    return str(text)


# --- nothing lost


def test_every_note_is_printed_in_its_order(dense: Galley) -> None:
    assert dense.map.notes == tuple(f"t1n{n + 1}" for n in range(14))
    assert set(dense.map.notes) <= set(dense.map.anchors)


@pytest.fixture
def notes_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the engine put off a note for a paragraph that begins at the foot of the page."""
    monkeypatch.setattr(pageends._Page, "_in_time", lambda _page, laid, *_: laid)


def test_no_note_is_put_off_for_a_paragraph_at_the_foot(
    galley: SetBody, lossy: str, notes_put_off: None, dense: Galley
) -> None:
    assert late(galley(lossy)) == ["t1n12"]
    assert late(dense) == []


def late(galley_: Galley) -> list[str]:
    """The notes that begin on another page than their call."""
    places = galley_.map.anchors
    calls = [name for name in places if name.endswith("r")]
    return [name[:-1] for name in calls if places[name].page != places[name[:-1]].page]


@pytest.mark.usefixtures("notes_put_off")
def test_where_the_engine_loses_a_note_the_paragraph_is_cured(
    job: MakeJob, lossy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cured: list[bool] = []
    cure = galleys._cure

    def watch(*known: Any) -> bool:
        cured.append(cure(*known))
        return cured[-1]

    monkeypatch.setattr(galleys, "_cure", watch)
    set_galley(job(lossy))
    assert cured == [True]


@pytest.mark.usefixtures("notes_put_off")
def test_a_note_that_cannot_be_saved_is_named(
    job: MakeJob, lossy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(galleys, "_cure", lambda *known: False)
    with pytest.raises(GalleyError, match=r"t1: t1n\d+: \d+ characters lost of “"):
        set_galley(job(lossy))


def test_a_note_longer_than_a_page_is_refused_not_printed_off_the_page(
    job: MakeJob, with_note: WithNote
) -> None:
    long = paragraph(1, "A call" + with_note("t1n1", f"{SENTENCE} " * 90) + " in the text.")
    with pytest.raises(GalleyError, match=r"t1n1: .* outside page"):
        set_galley(job(long))


def test_a_line_that_fits_but_for_a_space_is_not_broken_early(galley: SetBody) -> None:
    sentence = (
        "This volume brings together five texts that were written between 2009 and about 2022 by "
        "people who had left, or were about to leave, small political organizations. "
    )
    galley_ = galley(f'<p class="flush">{sentence * 3}</p>')
    assert "about\r\n2022 by people" in on_page(galley_, 0)
    assert "2022\r\n" not in on_page(galley_, 0)


# --- the map


def test_pages_start_where_the_map_says(dense: Galley, lossy: str) -> None:
    text = lossy.split('<p class="par numbered" id="')[1:]
    own = {}
    for piece in text:
        head, _, rest = piece.partition(">")
        body = rest.partition("</p>")[0]
        kept = "".join(part.rpartition("</aside>")[2] for part in body.split('<a class="noteref'))
        own[head.partition('"')[0]] = "".join(kept.split())
    for number, frame in enumerate(dense.map.frames):
        assert frame.starts is not None
        id, before = frame.starts
        assert own[id][before:].startswith(first_word(dense, number))
    counts = [frame.starts[1] for frame in dense.map.frames if frame.starts]
    assert [count > 0 for count in counts] == [False, True, False]


def test_hyphens_of_line_ends_calls_and_generated_text_do_not_count(
    galley: SetBody, with_note: WithNote
) -> None:
    many = [f"organizational{chr(97 + n % 26) * 3}" for n in range(260)]
    opening = '<span class="gen">1. </span>' + " ".join(many[:100])
    call = with_note("t1n1", "See below.")
    galley_ = galley(paragraph(1, f"{opening}{call} " + " ".join(many[100:])))
    for page, frame in enumerate(galley_.map.frames[1:], start=1):
        assert frame.starts is not None
        id, before = frame.starts
        assert id == "t1p1"
        assert "".join(many)[before:].startswith(first_word(galley_, page))


def test_a_blank_page_is_known_as_blank(galley: SetBody) -> None:
    galley_ = galley('<p>One.</p><p style="break-before: right">Three.</p>')
    assert [frame.blank for frame in galley_.map.frames] == [False, True, False]


def test_numbered_lines_stand_on_one_grid(galley: SetBody) -> None:
    quotation = f'<blockquote class="quotation numbered" id="t1p2" data-n="2"><p>{SENTENCE}</p>'
    body = paragraph(1, SENTENCE * 3) + quotation + "</blockquote>" + paragraph(3, SENTENCE)
    (_, _, first), (_, _, quoted), (_, label, last) = galley(body).map.numbered
    assert label == "3"
    assert (last.y - first.y) % 14 == pytest.approx(0, abs=0.01)
    # A smaller size stands in the middle of its line, a little above the grid.
    assert (first.y - quoted.y) % 14 == pytest.approx(0.35, abs=0.1)


def test_the_type_area_is_whole_lines_and_its_margins_are_mirrored(dense: Galley) -> None:
    recto, verso = dense.map.frames[:2]
    assert (recto.bottom - recto.top) == pytest.approx(34 * 14, abs=0.5)
    assert recto.left == pytest.approx(verso.width - verso.right, abs=0.01)
    assert recto.right - recto.left == pytest.approx(114 / 25.4 * 72, abs=0.1)


def test_a_list_item_says_its_own_number(galley: SetBody) -> None:
    items = '<ol class="list"><li value="7"><p>Seven.</p></li><li><p>Eight.</p></li></ol>'
    assert sorted(on_page(galley(items), 0).split()) == ["7.", "8.", "Eight.", "Seven."]


# --- signs, files and warnings


def test_a_sign_of_our_own_reads_back_as_itself(galley: SetBody) -> None:
    galley_ = galley("<p>All is well 😉 here.</p>")
    assert [text for use in galley_.faces if use.file == "Signs.ttf" for _, text in use.glyphs] == [
        "😉"
    ]


def test_a_sign_from_a_font_of_the_system_is_refused(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anthology.render.prepare.face_of", lambda _: "")
    with pytest.raises(GalleyError, match="漢"):
        set_galley(job("<p>The sign 漢 is not ours.</p>"))


@pytest.mark.parametrize(
    ("body", "extra", "message"),
    [
        ('<p><img src="https://example.org/a.png" alt="a"/></p>', "", "nothing else is fetched"),
        ("<p>Text.</p>", "@font-face { font-family: X; src: url(font:X.ttf) }", "no typeface"),
        ("<p>Text.</p>", "p { colour: red }", "unknown property"),
        ('<p><a href="#t1n9">9</a></p>', "", "No anchor #t1n9"),
        ("<p>Text.", "", "not well-formed"),
    ],
)
def test_what_the_engine_would_pass_over_is_an_error(
    job: MakeJob, body: str, extra: str, message: str
) -> None:
    with pytest.raises(GalleyError, match=message):
        set_galley(job(body, extra=extra))


# --- the tag tree


@pytest.mark.parametrize("word", ["abcdefghij" * 400, "0123456789" * 400, "天地玄黄" * 900])
def test_a_word_of_a_page_is_set_whole(galley: SetBody, word: str) -> None:
    """Each takes a second or two; as words of a language, measured whole, they took a minute."""
    made = galley(paragraph(1, f"Before. {word} And after."))
    assert len(made.map.frames) > 1
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        runs = [run for page in pdf.pages for run in page_runs(page, {})]
    assert word in "".join("".join(run.text for run in runs).split())


def test_a_paragraph_over_two_pages_is_one_element(
    dense: Galley, read_tags: Callable[[bytes], Any]
) -> None:
    tags = read_tags(dense.pdf)
    started = [frame.starts for frame in dense.map.frames]
    id = next(start[0] for start in started if start and start[1])
    paragraph = tags.by_id(id)
    assert paragraph.S == "/P"
    assert any("/MCID" in kid for kid in paragraph.K if not isinstance(kid, int))


def test_a_note_stands_behind_its_reference(
    dense: Galley, read_tags: Callable[[bytes], Any]
) -> None:
    tags = read_tags(dense.pdf)
    for id in dense.map.notes:
        note = tags.by_id(id)
        kids = [kid for kid in note.P.K if not isinstance(kid, int)]
        place = [kid.objgen for kid in kids].index(note.objgen)
        assert (str(note.S), str(kids[place - 1].S)) == ("/Note", "/Reference")
        assert str(kids[place - 1].ID) == f"{id}r"
        assert str(note.K[0].S) == "/Lbl"


def test_a_note_and_the_links_to_and_from_it_say_whose_it_is(
    galley: SetBody, with_note: WithNote, read_tags: Callable[[bytes], Any]
) -> None:
    text = "Voici" + with_note("t1n1", "one") + " la suite."
    tags = read_tags(galley(paragraph(1, f'<span lang="fr" xml:lang="fr">{text}</span>')).pdf)
    call, note = tags.by_id("t1n1r").K[0], tags.by_id("t1n1")
    back = note.K[0].K[0]
    assert [str(link.S) for link in (call, back)] == ["/Link", "/Link"]
    assert [str(link.Alt) for link in (call, back)] == ["Editor’s note 1"] * 2
    assert [str(link.Lang) for link in (call, back)] == ["en", "en"]  # words of the book's own
    assert (str(note.T), "/Alt" in note) == ("Editor’s note 1", False)  # its words are read


def test_what_a_sheet_writes_into_a_margin_is_no_part_of_the_text(
    job: MakeJob, read_tags: Callable[[bytes], Any]
) -> None:
    margin = '@page { @bottom-left { content: "Study copy" } }'
    made = set_galley(job(paragraph(1, SENTENCE), extra=margin))
    assert "Study copy" in on_page(made, 0)
    tags = read_tags(made.pdf)
    assert tags.text(tags.document) == SENTENCE
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        shown = page_runs(pdf.pages[0], {})
    assert {run.text for run in shown if run.mcid == ARTIFACT} == {"Study copy"}


def test_pieces_of_a_long_note_are_inside_it(
    galley: SetBody, with_note: WithNote, read_tags: Callable[[bytes], Any]
) -> None:
    piece = '<aside class="note editor continued" id="t1n1-2">'
    more = f'{piece}<span class="note-par">two</span></aside>'
    body = paragraph(1, "A call" + with_note("t1n1", "one") + more + " goes on.")
    tags = read_tags(galley(body).pdf)
    assert tags.text(tags.by_id("t1n1")).split() == ["1", "one", "two"]
    assert tags.by_id("t1n1-2").P.ID == "t1n1"
    assert tags.text(tags.by_id("t1p1")).split() == "A call 1 1 one two goes on.".split()


def test_pieces_of_a_long_note_run_on_and_the_next_note_begins_a_line(galley: SetBody) -> None:
    def long(number: int) -> str:
        id = f"t1n{number}"
        return (
            f'<a class="noteref editor" id="{id}r" href="#{id}">{number}</a>'
            f'<aside class="note editor goes-on" id="{id}">'
            f'<a class="note-marker" href="#{id}r">{number}</a> '
            f'<span class="note-par">{SENTENCE} This piece ends</span></aside>'
            f'<aside class="note editor continued" id="{id}-2">'
            '<span class="note-par">here.</span></aside>'
        )

    galley_ = galley(paragraph(1, f"Calls{long(1)} and{long(2)} no more."))
    assert galley_.map.notes == ("t1n1", "t1n1-2", "t1n2", "t1n2-2")
    lines = on_page(galley_, 0).split("\r\n")
    assert " ".join(lines).count("This piece ends here.") == 2
    assert [line[:5] for line in lines if line[0].isdigit()] == ["1 The", "2 The"]


def test_generated_text_is_a_label_and_foreign_words_say_their_language(
    galley: SetBody, read_tags: Callable[[bytes], Any]
) -> None:
    heading = '<h2 id="h"><span class="gen">1. </span>Words</h2>'
    foreign = '<p id="p">A <span id="s" lang="de" xml:lang="de">Wort</span>.</p>'
    tags = read_tags(galley(f'{heading}{foreign}<p class="withheld gen" id="w">[…]</p>').pdf)
    assert [str(kid.S) for kid in tags.by_id("h").K if not isinstance(kid, int)] == ["/Lbl"]
    assert tags.text(tags.by_id("w").K[0]) == "[…]"
    assert str(tags.by_id("w").K[0].S) == "/Lbl"
    assert (str(tags.by_id("s").Lang), "/Lang" in tags.by_id("p")) == ("de", False)


# --- many galleys


def test_galleys_are_kept_and_found_again(
    job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [job("<p>One.</p>", "t1"), job("<p>Two.</p>", "t2")]
    first = set_galleys(jobs, tmp_path, 1)

    def refuse(job: GalleyJob) -> Galley:
        raise GalleyError(job.key, "set again")

    monkeypatch.setattr(galleys, "set_galley", refuse)
    assert set_galleys(jobs, tmp_path, 1) == first
    with pytest.raises(GalleyError, match="t2: set again"):
        set_galleys([jobs[0], job("<p>Two!</p>", "t2")], tmp_path, 1)


def test_a_torn_entry_is_set_anew(job: MakeJob, tmp_path: Path) -> None:
    jobs = [job("<p>One.</p>")]
    first = set_galleys(jobs, tmp_path, 1)
    (entry,) = (path for path in tmp_path.iterdir() if path.name != "uses.log")
    for torn in (b"", entry.read_bytes()[:-1], b"\0" * 100):
        entry.write_bytes(torn)
        assert set_galleys(jobs, tmp_path, 1) == first


def test_galleys_come_back_in_order_and_the_first_error_is_raised(job: MakeJob) -> None:
    jobs = [job("<p>One.</p>", "t1"), job(f"<p>{SENTENCE}</p>", "t2")]
    assert [galley.key for galley in set_galleys(jobs, None, 1)] == ["t1", "t2"]
    with pytest.raises(GalleyError, match=r"^t1: "):
        set_galleys([job("<p>", "t1"), job("<p><p>", "t2")], None, 1)


@pytest.mark.slow
def test_worker_processes_set_the_same_galleys(
    job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting, "_WORTH_A_PROCESS", 1)
    jobs = [job("<p>One.</p>", "t1"), job(f"<p>{SENTENCE}</p>", "t2")]
    assert set_galleys(jobs, None, 2) == set_galleys(jobs, None, 1)


def test_a_date_stands_on_the_page_of_its_entry(galley: SetBody) -> None:
    entry = '<div class="definition"><dt id="d{0}">{0}</dt><dd><p id="e{0}">{1}</p></dd></div>'
    entries = "".join(entry.format(i, "It goes on. " * (i % 7 * 5 + 1)) for i in range(60))
    anchors = galley(f'<dl class="definitions">{entries}</dl>').map.anchors
    pages = [anchors[f"d{i}"].page for i in range(60)]
    assert pages == [anchors[f"e{i}"].page for i in range(60)]
    assert pages[-1] > 1
    assert len({anchors[f"e{i}"].x for i in range(60)}) <= 2  # one column, on rectos and versos
