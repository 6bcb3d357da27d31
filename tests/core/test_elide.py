"""Passages withheld or abridged, anywhere: the book shows […], the ledger who decided and why."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from anthology.check import check
from anthology.collation.expected import expected_texts
from anthology.diagnostic import EditionError
from anthology.document import (
    Elision,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Quotation,
    Table,
    Verse,
    Withheld,
    inlines_of,
    leaves,
    plain,
    walk,
)
from anthology.ledgerpage import ledger_page
from anthology.output import ledger_json
from anthology.render.markup import Press
from anthology.resources import folder, style
from anthology.show import show
from anthology.textcheck import tiling

if TYPE_CHECKING:
    from anthology.booktext import BookText
    from tests.core.conftest import Desk


def taken(*exact: str, by: str = "withhold", **more: str) -> str:
    """A decision for each quoted place; `from … to` where it holds three points."""
    decisions = []
    for words in exact:
        first, points, last = words.partition(" … ")
        place = f'from = "{first}"\nto = "{last}"' if points else f'exact = "{words}"'
        keys = "".join(f'{key} = "{value}"\n' for key, value in more.items())
        decisions.append(f"[[{by}]]\n{place}\n{keys}")
    return "".join(decisions)


def outline(desk: Desk, words: str, decisions: str, ending: str = "txt", **files: str) -> list[str]:
    """The text as `anthology show blocks` tells it; tiled, and without a word that is withheld."""
    text = edited(desk, words, decisions, ending, **files)
    assert [d for text in desk.book().texts for d in tiling(text)] == []
    printed = " ".join(leaf.text for leaf in leaves(text.body))
    assert "SECRET" not in printed
    for stream in expected_texts(desk.book()):
        assert "SECRET" not in " ".join(stream.words)
    return list(show("blocks", "one", desk.root))[1:]


def edited(desk: Desk, words: str, decisions: str, ending: str = "txt", **files: str) -> BookText:
    desk.texts.clear()
    desk.text(words, decisions=decisions, **files)
    if ending != "txt":
        (desk.root / "texts/one.txt").rename(desk.root / f"texts/one.{ending}")
        toml = (desk.root / "edition.toml").read_text(encoding="utf-8")
        desk.write("edition.toml", toml.replace("one.txt", f"one.{ending}"))
    return desk.book().texts[0]


# --- Where in a text ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["withhold", "abridge"])
def test_words_inside_a_paragraph(desk: Desk, key: str) -> None:
    shown = outline(desk, "One.\n\nBefore SECRET words, after.\n", taken("SECRET words", by=key))
    assert shown == ["1: One.", "2: Before […], after."]


def test_the_beginning_and_the_end_of_a_paragraph(desk: Desk) -> None:
    assert outline(desk, "SECRET one, and two SECRET.\n", taken("SECRET one", "two SECRET")) == [
        "1: […], and […]."
    ]


def test_letters_inside_a_word(desk: Desk) -> None:
    text = edited(desk, "Mrs. SECRETlady came.\n", taken("SECRETlad"))
    assert plain(text.body[0].children) == "Mrs. […]y came."  # type: ignore[union-attr]
    (_, body) = expected_texts(desk.book())
    assert body.words == ("Mrs.", "y", "came.")


def test_a_whole_paragraph_has_no_number(desk: Desk) -> None:
    assert outline(desk, "One.\n\nSECRET.\n\nThree.\n", taken("SECRET.", reason="private")) == [
        "1: One.",
        "withheld: private",
        "2: Three.",
    ]


def test_several_paragraphs_leave_one_mark(desk: Desk) -> None:
    words = "One.\n\nSECRET.\n\nSECRET too.\n\nSECRET last.\n\nFive.\n"
    assert outline(desk, words, taken("SECRET. … SECRET last.", by="abridge", reason="long")) == [
        "1: One.",
        "abridged: long",
        "2: Five.",
    ]
    apart = taken("SECRET.", "SECRET too.", "SECRET last.")
    assert outline(desk, words, apart) == ["1: One.", "withheld: ", "2: Five."]


def test_across_the_end_of_a_paragraph_each_part_shows_its_mark(desk: Desk) -> None:
    """The Chicago Manual of Style, 17th ed., 13.56."""
    words = "One, SECRET end.\n\nSECRET.\n\nSECRET start, three.\n"
    assert outline(desk, words, taken("SECRET end. … SECRET start")) == [
        "1: One, […]",
        "2: […], three.",
    ]


def test_the_start_and_the_end_of_a_text(desk: Desk) -> None:
    words = "SECRET one.\n\nTwo.\n\nSECRET three.\n"
    assert outline(desk, words, taken("SECRET one.", "SECRET three.")) == [
        "withheld: ",
        "1: Two.",
        "withheld: ",
    ]


def test_nothing_but_marks_is_no_text(desk: Desk) -> None:
    with pytest.raises(EditionError, match="text-empty"):
        outline(desk, "SECRET one.\n\nSECRET two.\n", taken("SECRET one. … SECRET two."))


def test_list_items(desk: Desk) -> None:
    words = "1. One\n2. SECRET two\n3. SECRET three\n4. Four, SECRET\n"
    partly = taken("SECRET three", "SECRET two", ", SECRET")
    assert outline(desk, words, partly) == [
        *("item 1:", "  1: One", "item 2:", "  -: […]", "item 3:", "  -: […]"),
        *("item 4:", "  2: Four[…]"),
    ]
    whole = taken("2. SECRET two … 3. SECRET three", ", SECRET")
    assert outline(desk, words, whole) == [
        *("item 1:", "  1: One", "item 2:", "  -: […]", "item 4:", "  2: Four[…]")
    ]


def test_a_quotation_keeps_its_form(desk: Desk) -> None:
    words = "She writes:\n\n\nA SECRET quotation of many words, set off.\n\n\nMore of it.\n"
    quote = '[[quote]]\nexact = "A SECRET"\n'
    assert outline(desk, words, quote + taken("SECRET"))[1:3] == [
        "2 quotation:",
        "  -: A […] quotation of many words, set off.",
    ]
    whole = taken("A SECRET quotation of many words, set off.", reason="hers")
    assert outline(desk, words, quote + whole) == [
        "1: She writes:",
        "- quotation:",
        "  withheld: hers",
        "2: More of it.",
    ]


def test_a_line_of_verse(desk: Desk) -> None:
    words = "<p>One<br>SECRET two<br>three</p><p>Four.</p>"
    page = f"<html><body><article>{words}</article></body></html>"
    text = edited(desk, page, taken("SECRET two"), "html")
    (first, *_) = text.body
    assert isinstance(first, Paragraph | Verse)
    assert plain(first.children) == "One […] three"
    assert len(leaves_of(text, Elision)) == 1
    assert [d for text in desk.book().texts for d in tiling(text)] == []


def leaves_of(text: BookText, kind: type) -> list[object]:
    return [i for i in inlines_of(text.body) if isinstance(i, kind)]


def test_cells_of_a_table(desk: Desk) -> None:
    words = "Before.\n\n| a | b |\n|---|---|\n| SECRET c | d |\n| e SECRET | SECRET f |\n\nAfter.\n"
    text = edited(desk, words, taken("SECRET c", "SECRET | SECRET f"), "md")
    (table,) = [block for block in walk(text.body) if isinstance(block, Table)]
    assert [[plain(cell.children) for cell in row] for row in table.rows] == [
        ["a", "b"],
        ["[…]", "d"],
        ["e […]", "[…]"],
    ]
    assert [d for text in desk.book().texts for d in tiling(text)] == []


def test_headings(desk: Desk) -> None:
    words = "# Title\n\n## A SECRET heading\n\nOne.\n\n## SECRET two\n\nTwo.\n"
    text = edited(desk, words, taken("SECRET heading", "SECRET two"), "md")
    headings = [plain(b.children) for b in walk(text.body) if isinstance(b, Heading)]
    assert headings[-2:] == ["A […]", "[…]"]
    assert [d for text in desk.book().texts for d in tiling(text)] == []


def test_a_heading_seen_by_its_looks_stays_one(desk: Desk) -> None:
    words = "One is here.\n\nTHE SECRET CHAPTER\n\nTwo is here.\n"
    assert outline(desk, words, taken("SECRET"))[1] == "heading 2 : THE […] CHAPTER"


def test_emphasis_and_links_are_cut_where_the_words_are(desk: Desk) -> None:
    words = "An *open SECRET* and *SECRET* or *SECRET here.* [A SECRET link](https://x.y) ends.\n"
    cut = taken("SECRET* and *SECRET* or *SECRET", "SECRET link")
    text = edited(desk, words, cut, "md")
    assert [d for text in desk.book().texts for d in tiling(text)] == []
    (paragraph,) = text.body
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.children) == "An open […] here. A […] ends."
    links = [plain(i.children) for i in paragraph.children if isinstance(i, Link)]
    assert links == ["A "]


def test_emphasis_may_go_round_a_mark(desk: Desk) -> None:
    text = edited(desk, "An *open SECRET thing* here.\n", taken("SECRET"), "md")
    (emphasis,) = leaves_of(text, Emphasis)
    assert plain(emphasis.children) == "open […] thing"  # type: ignore[attr-defined]


def test_markup_between_paragraphs_is_counted_once(desk: Desk) -> None:
    words = "One.\n\n> SECRET words,\n> quoted\n\n- SECRET item\n\nTwo.\n"
    for key in ("withhold", "abridge", "omit"):
        text = edited(desk, words, taken("SECRET words, … SECRET item", by=key), "md")
        assert [d for text in desk.book().texts for d in tiling(text)] == [], key
        assert len([b for b in walk(text.body) if isinstance(b, Withheld)]) == (key != "omit")


# --- Notes ----------------------------------------------------------------------------------------

NOTED = "One SECRET.[i] Two.[ii]\n\n[i] SECRET words on it.\n\n[ii] More.\n"


def test_a_note_goes_with_its_only_call(desk: Desk) -> None:
    decisions = taken("SECRET.[i]", reason="private", by="withhold")
    assert outline(desk, NOTED, decisions) == ["1: One […] Two."]
    text = desk.book().texts[0]
    assert [note.marker for note in text.notes] == ["[ii]"]
    told = [(row.rule, row.reason, row.by) for row in text.ledger.of("withheld")]
    assert told == [
        ("editor", "private", "the editor"),
        ("note", "an author’s note to words withheld: private", "the editor"),
    ]
    assert check(desk.book(), desk.edition()) == ()


def test_a_note_that_is_withheld_is_still_called(desk: Desk) -> None:
    words = NOTED.replace("One SECRET", "One")
    for place in ("SECRET words on it.", "[i] SECRET words on it."):
        outline(desk, words, taken(place))
        text = desk.book().texts[0]
        assert [plain(b.children) for b in text.notes[0].blocks] == ["[…]"]  # type: ignore[union-attr]
        assert [i.note for i in inlines_of(text.body) if isinstance(i, NoteRef)] == [
            "t1n-i",
            "t1n-ii",
        ]


def test_words_of_a_note_and_the_end_of_the_body(desk: Desk) -> None:
    outline(desk, NOTED.replace("One SECRET", "One"), taken("Two.[ii] … SECRET words"))
    text = desk.book().texts[0]
    assert plain(text.body[0].children) == "One. […]"  # type: ignore[union-attr]
    assert [plain(b.children) for b in text.notes[0].blocks] == ["[…] on it."]  # type: ignore[union-attr]


def test_an_editors_note_on_words_taken_out_is_an_error(desk: Desk) -> None:
    with pytest.raises(EditionError) as caught:
        outline(desk, "A SECRET word.\n", taken("SECRET"), notes="> A **SECRET word**.\n\nWhat.\n")
    (said,) = caught.value.diagnostics
    assert str(said).startswith("notes/one.md:1: note-hidden: the note is on words that are")


def test_an_editors_note_beside_them_is_none(desk: Desk) -> None:
    text = edited(desk, "A SECRET word.\n", taken("SECRET"), notes="> **word**\n\nWhat.\n")
    paragraph = text.body[0]
    assert isinstance(paragraph, Paragraph)
    assert isinstance(paragraph.children[-1], NoteRef)


# --- Names, numbers, titles -----------------------------------------------------------------------


def test_nobody_is_named_by_words_taken_out_or_round_them(desk: Desk) -> None:
    desk.write(
        "names.toml",
        '[[person]]\nheading = "Doe, Jane"\nvariants = ["Jane Doe"]\n'
        '[[person]]\nheading = "Roe, Richard"\nvariants = ["Roe"]\n',
    )
    text = edited(desk, "Jane SECRET Doe and Richard Roe.\n", taken("SECRET", "Richard Roe"))
    assert plain(text.body[0].children) == "Jane […] Doe and […]."  # type: ignore[union-attr]
    assert desk.book().index.entries == ()


NUMBERS = "One is here.\n\nSECRET words begin the second paragraph.\n\nThree is here.\n"


def numbers(text: BookText) -> str:
    rows = (
        f'[[paragraph]]\nnumber = "{p.number}"\nbegins = "{p.begins}"\ndigest = "{p.digest}"\n'
        for p in text.numbers.paragraph
    )
    return "\n".join(rows)


def test_a_paragraph_keeps_its_number_whatever_is_taken_out_of_it(desk: Desk) -> None:
    kept = numbers(edited(desk, NUMBERS, ""))
    cut = taken("SECRET words begin the second")
    assert outline(desk, NUMBERS, cut, numbers=kept)[1] == "2: […] paragraph."


def test_the_number_of_a_paragraph_taken_out_is_kept_for_it(desk: Desk) -> None:
    kept = numbers(edited(desk, NUMBERS, ""))
    cut = taken("SECRET words begin the second paragraph.")
    without = edited(desk, NUMBERS, cut, numbers=kept)
    assert [p.number for p in without.numbers.paragraph] == ["1", "2", "3"]
    shown = outline(desk, NUMBERS + "\nFour.\n", cut, numbers=numbers(without))
    assert shown == ["1: One is here.", "withheld: ", "3: Three is here.", "4: Four."]
    assert outline_again(desk, numbers(without)) == ["1", "2", "3"]


def outline_again(desk: Desk, kept: str) -> list[str]:
    text = edited(desk, NUMBERS, "", numbers=kept)
    return [b.number for b in text.body if isinstance(b, Paragraph)]


def test_words_of_a_title_are_marked_by_the_editor(desk: Desk) -> None:
    words = "A letter to SECRET\n\nDear friend, one.\n"
    with pytest.raises(EditionError, match="title-gap"):
        edited(desk, words, taken("SECRET"), entry='title = "A letter to"')
    text = edited(desk, words, taken("SECRET"), entry='title = "A letter to […]"')
    assert text.title == "A letter to […]"
    assert [d for text in desk.book().texts for d in tiling(text)] == []
    assert "SECRET" not in repr(text.ledger)


# --- Decisions that cannot be ---------------------------------------------------------------------


@pytest.mark.parametrize("key", ["withhold", "abridge"])
@pytest.mark.parametrize(
    "other",
    [
        '[[emend]]\nexact = "SECRET"\nnew = "x"',
        '[[query]]\nexact = "SECRET"',
        '[[omit]]\nexact = "SECRET"',
        '[[abridge]]\nexact = "SECRET"',
    ],
)
def test_other_decisions_on_words_taken_out(desk: Desk, key: str, other: str) -> None:
    with pytest.raises(EditionError, match="decision-overlap"):
        edited(desk, "A SECRET word.\n", taken("A SECRET", by=key) + other + "\n")


def test_what_is_not_printed_cannot_be_marked(desk: Desk) -> None:
    page = "<html><body><nav>SECRET menu</nav><article><p>One two.</p></article></body></html>"
    with pytest.raises(EditionError) as caught:
        edited(desk, page, taken("SECRET menu"), "html")
    assert "decision-idle" in str(caught.value.diagnostics[0])


# --- Who decided, and what is told of it ----------------------------------------------------------


def told(desk: Desk) -> tuple[str, str, str]:
    """The ledger as JSON and as a page, and the note on the texts."""
    book = desk.book()
    page = ledger_page(book, Press((folder("templates"),)), style("ledger.css")).decode()
    note = [plain(i.children) for i in walk(book.textual_note) if isinstance(i, Paragraph)]
    return ledger_json(book).decode(), page, "\n".join(note)


def test_the_ledger_tells_who_and_why_and_no_withheld_word(desk: Desk) -> None:
    words = "One SECRET address\nof two lines. Then a long story, and so on.\n"
    decisions = taken("SECRET address of two", reason="private", by="withhold") + taken(
        "long story", by="abridge", reason="told elsewhere"
    ).replace("reason", 'by = "Jane Doe"\nreason')
    edited(desk, words, decisions)
    data, page, note = told(desk)
    for shown in (data, page, note):
        assert "SECRET" not in shown
        assert "private" in shown
        assert "told elsewhere" in shown
        assert "Jane Doe" in shown
    rows = json.loads(data)["texts"][0]["rows"]
    assert [
        (r["kind"], r["old"], r["by"], r["line"], r["last_line"], r["words"])
        for r in rows
        if r["kind"] in {"withheld", "abridged"}
    ] == [("withheld", "", "the editor", 1, 2, 4), ("abridged", "long story", "Jane Doe", 2, 2, 2)]
    assert "1.1: private (4 words, decided by the editor)." in note
    assert "1.1: told elsewhere (2 words, decided by Jane Doe)." in note
    assert 'value="abridged"' in page


def test_the_editor_is_the_editions(desk: Desk) -> None:
    desk.text("A SECRET word.\n", decisions=taken("SECRET"))
    toml = (desk.root / "edition.toml").read_text(encoding="utf-8")
    desk.write("edition.toml", 'editor = "R. Roe"\n' + toml)
    assert [row.by for row in desk.book().texts[0].ledger.of("withheld")] == ["R. Roe"]


def test_a_longer_passage_is_told_without_the_words_withheld_in_it(desk: Desk) -> None:
    decisions = '[[quote]]\nfrom = "One"\nto = "three."\nreason = "hers"\n' + taken("SECRET")
    edited(desk, "One SECRET\n\ntwo three.\n\nFour.\n", decisions)
    assert all("SECRET" not in shown for shown in told(desk))
    (row,) = desk.book().texts[0].ledger.of("structural")
    assert row.old.startswith("One […]")


def test_words_that_announce_a_quotation_are_not_told_if_withheld(desk: Desk) -> None:
    words = (
        "One is here.\n\nThen on a page SECRET wrote:\n\n"
        '"A quotation of many words that is set off from the rest of it."\n\nTwo.\n'
    )
    text = edited(desk, words, taken("SECRET"))
    assert [isinstance(b, Quotation) for b in text.body] == [False, False, True, False]
    assert all("SECRET" not in shown for shown in told(desk))


def test_other_comments_stay_withheld_when_one_is(desk: Desk) -> None:
    words = (
        "A text of one paragraph.\n\n2 thoughts on “A text”\n\n"
        "1. SECRET reader says:\nSECRET words.\n\n2. SECRET other says:\nSECRET more.\n"
    )
    shown = outline(desk, words, taken("SECRET words."))
    assert shown == ["1: A text of one paragraph.", "withheld: "] or len(shown) == 2


def test_an_item_of_a_list_is_no_list_of_its_own(desk: Desk) -> None:
    text = edited(desk, "1. One\n2. SECRET\n3. Three\n", taken("2. SECRET"))
    (block,) = text.body
    assert isinstance(block, ListBlock)
    assert [item.value for item in block.items] == [1, 2, 3]


# --- The same of what is omitted ------------------------------------------------------------------


def test_debris_behind_a_wrapped_line_leaves_a_space(desk: Desk) -> None:
    words = "A line that was wrapped by hand at its end\nDEBRIS goes on here, as wide.\n\nTwo.\n"
    assert outline(desk, words, taken("DEBRIS", by="omit"))[0].startswith(
        "1: A line that was wrapped by hand at its end goes on here"
    )


def test_debris_between_two_lines_of_a_page_leaves_their_end(desk: Desk) -> None:
    page = "<html><body><article><p>One<br>DEBRIS<br>two.</p><p>Three.</p></article></body></html>"
    text = edited(desk, page, taken("DEBRIS", by="omit"), "html")
    assert len(leaves_of(text, LineBreak)) == 1


@pytest.mark.parametrize("debris", ["DEBRIS *em*", "open *DEBRIS", "DEBRIS* close", "*DEBRIS"])
def test_signs_of_emphasis_are_counted_once(desk: Desk, debris: str) -> None:
    words = f"One {debris} two*. Three.\n" if debris.count("*") == 1 else f"One {debris} two.\n"
    words = words.replace("One DEBRIS* close two*", "One *two DEBRIS* close")
    edited(desk, words, 'markup = "asterisks"\n' + taken(debris, by="omit"))
    assert [d for text in desk.book().texts for d in tiling(text)] == []


def test_debris_inside_the_title(desk: Desk) -> None:
    text = edited(
        desk,
        "A Letter (DEBRIS) to Friends\n\nOne.\n",
        taken("(DEBRIS)", by="omit"),
        entry='title = "A Letter to Friends"',
    )
    assert text.title == "A Letter to Friends"
    assert check(desk.book(), desk.edition()) == ()
    assert next(expected_texts(desk.book())).words == ("A", "Letter", "to", "Friends", "Nobody")


# --- Pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["withhold", "abridge"])
def test_a_picture_inside_goes_with_the_words(desk: Desk, key: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (12, 8)).save(data, "PNG")
    desk.write("texts/face.png", data.getvalue())
    words = "One.\n\nSECRET two.\n\n![SECRET face](face.png)\n\nSECRET three.\n\nFour.\n"
    cut = taken("SECRET two. … SECRET three.", by=key, reason="asked for")
    assert len(edited(desk, words, "", "md").pictures) == 1
    text = edited(desk, words, cut, "md")
    assert text.pictures == ()
    assert check(desk.book(), desk.edition()) == ()
    rows = text.ledger.of("withheld", "abridged")
    assert [(row.rule, row.reason) for row in rows] == [
        ("editor", "asked for"),
        ("picture", "asked for"),
    ]
    assert [b for b in text.body if isinstance(b, Withheld)] == [
        Withheld("asked for", "withheld" if key == "withhold" else "abridged")
    ]
    assert any("SECRET face" in shown for shown in told(desk)) is (key == "abridge")
