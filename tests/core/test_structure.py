"""The editor's decisions settle what the file does not show; one without effect is an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from anthology.check import check
from anthology.diagnostic import EditionError, Severity
from anthology.document import NoteRef, inlines_of, leaves, plain
from anthology.show import show
from anthology.textcheck import tiling

if TYPE_CHECKING:
    from anthology.booktext import BookText
    from tests.core.conftest import Desk

    Edit = Callable[..., BookText]


def outline(desk: Desk, words: str, decisions: str = "", **files: str) -> list[str]:
    """The structure as `anthology show blocks` tells it, without the title; tiled besides."""
    desk.texts.clear()
    desk.text(words, decisions=decisions, **files)
    assert [d for text in desk.book().texts for d in tiling(text)] == []
    return list(show("blocks", "one", desk.root))[1:]


def fault(desk: Desk, words: str, decisions: str = "", **files: str) -> list[str]:
    with pytest.raises(EditionError) as caught:
        outline(desk, words, decisions, **files)
    return [str(d) for d in caught.value.diagnostics]


THREE = "One is here.\n\nTwo is here.\n\nThree is here.\n"


def test_without_decisions(desk: Desk) -> None:
    assert outline(desk, THREE) == ["1: One is here.", "2: Two is here.", "3: Three is here."]


def test_omit(desk: Desk) -> None:
    omit = '[[omit]]\nexact = "Two is here."\nreason = "debris"\n'
    assert outline(desk, THREE, omit) == ["1: One is here.", "2: Three is here."]
    omit = '[[omit]]\nexact = "is"\nprefix = "Two"\nreason = "debris"\n'
    assert outline(desk, THREE, omit)[1] == "2: Two here."


def test_withhold_leaves_a_mark(desk: Desk) -> None:
    withhold = '[[withhold]]\nexact = "Two is here."\nreason = "private"\n'
    assert outline(desk, THREE, withhold)[1] == "withheld: private"


def test_withheld_inside_a_quotation(desk: Desk) -> None:
    decisions = (
        '[[withhold]]\nexact = "Two is here."\nreason = "private"\n'
        '[[quote]]\nfrom = "One is"\nto = "Three is here."\n'
    )
    assert outline(desk, THREE, decisions) == [
        "1 quotation:",
        "  -: One is here.",
        "  withheld: private",
        "  -: Three is here.",
    ]


def test_quotations_may_nest(desk: Desk) -> None:
    quote = '[[quote]]\nfrom = "One is"\nto = "Two is here."\n[[quote]]\nexact = "Two is"\n'
    assert outline(desk, THREE, quote) == [
        "1 quotation:",
        "  -: One is here.",
        "  - quotation:",
        "    -: Two is here.",
        "2: Three is here.",
    ]


def test_headings_roles_pauses(desk: Desk) -> None:
    decisions = (
        '[[heading]]\nexact = "One is"\nnumber = "2."\nlevel = 3\n'
        '[[role]]\nexact = "Two is"\nrole = "salutation"\n'
        '[[pause]]\nexact = "Three is"\n'
    )
    assert outline(desk, THREE, decisions) == [
        "heading 3 2.: One is here.",
        "- (salutation): Two is here.",
        "pause",
        "1: Three is here.",
    ]


def test_join_and_split(desk: Desk) -> None:
    decisions = '[[join]]\nexact = "Two is"\n[[split]]\nexact = "here."\nprefix = "Three is "\n'
    assert outline(desk, THREE, decisions) == [
        "1: One is here. Two is here.",
        "2: Three is",
        "3: here.",
    ]


def test_items_and_what_goes_on_them(desk: Desk) -> None:
    words = "  1. One\n  2. Two\n\nMore of two.\n\n3. Three\n\nAfter.\n"
    assert outline(desk, words, '[[item]]\nexact = "More of two."\n') == [
        "item 1:",
        "  1: One",
        "item 2:",
        "  2: Two",
        "  3: More of two.",
        "item 3:",
        "  4: Three",
        "5: After.",
    ]


def test_emend_prints_the_editors_words(desk: Desk) -> None:
    emend = '[[emend]]\nexact = "Two is\\nhere"\nnew = "\\"Two\\""\nreason = "torn"\n'
    words = THREE.replace("Two is here", "Two is\nhere")
    assert outline(desk, words, emend)[1] == '2: "Two".'


def test_a_title_of_the_source_is_taken_from_the_body(desk: Desk) -> None:
    title = 'title = "A Title: So!"'
    words = "- A TITLE : SO !\n\nWords."
    assert outline(desk, words, entry=title) == ["1: Words."]
    (said,) = fault(desk, "Another title\n\nWords.", entry=title)
    assert said.startswith("texts/one.txt:1:1: title-differs: the title “A Title: So!” is not")


def test_decisions_that_leave_nothing(desk: Desk) -> None:
    (said,) = fault(desk, "One.", '[[omit]]\nexact = "One."\nreason = "x"\n')
    assert said.startswith("decisions/one.toml: text-empty")


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        ('[[quote]]\nexact = "is here."\nprefix = "Two "', "no paragraph of the body begins"),
        ('[[item]]\nexact = "is here."\nprefix = "Two "', "no paragraph of the body begins"),
        ('[[pause]]\nexact = "is here."\nprefix = "Two "', "no paragraph of the body begins"),
        ('[[join]]\nexact = "is here."\nprefix = "Two "', "no paragraph that begins here"),
        ('[[join]]\nexact = "One is"', "no paragraph that begins here"),
        ('[[emend]]\nfrom = "here."\nprefix = "One is "\nto = "Two"\nnew = "x"', "not inside one"),
    ],
)
def test_a_decision_without_effect_is_an_error(desk: Desk, decision: str, why: str) -> None:
    if decision.startswith("[[emend]]"):
        decision = decision.replace('from = "here."\nprefix = "One is "', 'from = "One"')
    (said,) = fault(desk, THREE, f"# first\n{decision}\n")
    assert said.startswith("decisions/one.toml:2: decision-idle: ")
    assert why in said


@pytest.mark.parametrize("rule", ["heading", "role", "emend", "query"])
def test_decisions_on_what_is_omitted(desk: Desk, rule: str) -> None:
    more = {"role": 'role = "preface"\n', "emend": 'new = "2"\n'}.get(rule, "")
    decisions = (
        '[[omit]]\nexact = "Two is here."\nreason = "x"\n'
        f'\n[[{rule}]]\nexact = "Two"\nreason = "x"\n{more}'
    )
    if rule == "query":  # what is left out may be queried: it changes nothing
        outline(desk, THREE, decisions)
        return
    (said,) = fault(desk, THREE, decisions)
    assert said.startswith("decisions/one.toml:5: decision-")


def test_overlapping_changes(desk: Desk) -> None:
    decisions = (
        '[[omit]]\nfrom = "Two"\nto = "Three"\nreason = "x"\n'
        '\n[[withhold]]\nexact = "Two is here."\nreason = "x"\n'
    )
    (said,) = fault(desk, THREE, decisions)
    assert "decision-overlap: this [[" in said


def test_all_places_that_are_not_found_at_once(desk: Desk) -> None:
    decisions = '[[quote]]\nexact = "Four"\n\n[[query]]\nexact = "is here."\n'
    missing, ambiguous = fault(desk, THREE, decisions)
    assert missing.startswith("decisions/one.toml:1: decision-missing: “Four” is nowhere")
    assert ambiguous.startswith("decisions/one.toml:4: decision-ambiguous: “is here.” matches 3")
    assert "(lines 1, 3, 5)" in ambiguous


@pytest.mark.parametrize(
    "place", ['from = "One"', 'to = "One"', "", 'exact = "One"\nfrom = "One"\nto = "Two"']
)
def test_half_a_place(desk: Desk, place: str) -> None:
    (said,) = fault(desk, THREE, f"[[omit]]\n{place}\n")
    assert said.startswith("decisions/one.toml:1: decision-place: one place is needed")


def test_places_the_wrong_way_round(desk: Desk) -> None:
    (said,) = fault(desk, THREE, '[[omit]]\nfrom = "Two"\nto = "One"\n')
    assert "`to` stands before `from`" in said


def test_neighbours_of_from_and_to_count(desk: Desk) -> None:
    omit = '[[omit]]\nfrom = "is"\nprefix = "Two"\nto = "here."\nsuffix = "Three"\nreason = "x"\n'
    assert outline(desk, THREE, omit)[1] == "2: Two"


NOTED = "A claim.[i] Another.[ii]\n\n[i] First note.\n\n[ii] Second, see [i].\n"


def test_notes_at_the_end_are_the_authors(desk: Desk, edit: Edit) -> None:
    text = edit(NOTED)
    assert [(n.id, n.marker) for n in text.notes] == [("t1n-i", "[i]"), ("t1n-ii", "[ii]")]
    assert outline(desk, NOTED) == ["1: A claim. Another."]


def test_a_reference_inside_a_note_is_not_its_call(desk: Desk, edit: Edit) -> None:
    text = edit(NOTED)
    assert list(show("notes", "one", desk.root))[1].endswith("Second, see [i].")
    assert check(desk.book(), desk.edition()) == ()
    assert len(text.notes) == 2


def test_what_looks_like_a_second_call_stays_as_it_is(desk: Desk, edit: Edit) -> None:
    text = edit(NOTED.replace("Another", "[ii]"))
    calls = [i.note for i in inlines_of(text.body) if isinstance(i, NoteRef)]
    assert calls == ["t1n-i", "t1n-ii"]
    assert not [d for d in check(desk.book(), desk.edition()) if d.severity is Severity.ERROR]


def test_a_note_without_its_call_is_printed_where_it_stands(desk: Desk, edit: Edit) -> None:
    text = edit(NOTED.replace("[ii]\n", "\n"))
    assert [note.marker for note in text.notes] == ["[i]"]
    last = "".join(leaf.text for leaf in leaves(text.body[-1:]))
    assert last.startswith("[ii]")
    (found,) = check(desk.book(), desk.edition())
    assert str(found).startswith(
        "texts/one.txt:5:1: warning: note-unpaired: nothing calls the note [ii]"
    )


PAGE = """\
<p>She said <q>no</q>, twice<a href="#n"><sup>1</sup></a>: H<sub>2</sub>O, hyphen&shy;ated.
<p id="n">1. First.
<h2>More</h2>
<p>Again<a href="#n"><sup>1</sup></a>.
<p id="n">1. Other.
"""


def test_a_page_keeps_the_signs_that_a_browser_makes_and_notes_counted_anew(desk: Desk) -> None:
    desk.write("texts/one.html", PAGE)
    desk.text("unused")
    head = (desk.root / "edition.toml").read_text(encoding="utf-8")
    desk.write("edition.toml", head.replace("texts/one.txt", "texts/one.html"))
    assert [d for text in desk.book().texts for d in tiling(text)] == []
    [text] = desk.book().texts
    assert "said “no”, twice" in plain(tuple(inlines_of(text.body)))
    assert "hyphenated" in plain(tuple(inlines_of(text.body)))
    assert [(note.id, note.marker) for note in text.notes] == [
        ("t1n-1", "[1]"),
        ("t1n-1.2", "[1]"),
    ]


LETTER = (
    "A sister left before the party was founded.\n\n"
    "He left the circle in May, they say.\n\nNobody spoke."
)


def drifts(desk: Desk, decision: str) -> list[str]:
    desk.text(LETTER, decisions=f"{decision}\n")
    found = check(desk.book(), desk.edition())
    return [str(d) for d in found if d.rule.endswith("-drifted")]


def test_a_decision_on_form_follows_its_words_where_the_source_was_corrected(desk: Desk) -> None:
    (said,) = drifts(desk, '[[query]]\nexact = "left"\nprefix = "He "\nsuffix = " the cirlce in"')
    assert said == (
        "decisions/one.toml:1: warning: decision-drifted: what stands around “left” in line 3 is "
        "not quite as quoted\n  hint: if that is the place, quote it anew: He **left** the circle "
        "in"
    )


@pytest.mark.parametrize("rule", ["omit", "withhold", "abridge", "emend"])
def test_a_cut_follows_only_words_that_stand_nowhere_else(desk: Desk, rule: str) -> None:
    more = 'reason = "x"\n' + ('new = "ring"\n' if rule == "emend" else "")
    quoted = f'[[{rule}]]\nexact = "circle"\nprefix = "He lfet the "\nsuffix = " in May"\n{more}'
    (said,) = drifts(desk, quoted)
    assert said.startswith(
        "decisions/one.toml:1: warning: decision-drifted: what stands around the"
    )
    assert "circle" not in said
    desk.texts.clear()
    twice = f'[[{rule}]]\nexact = "left"\nprefix = "He "\nsuffix = " the cirlce in"\n{more}'
    (said,) = fault(desk, LETTER, twice)
    assert said.startswith("decisions/one.toml:1: decision-missing: “left” is nowhere")
    assert "the words alone stand in lines 1, 3" in said


def test_the_ends_of_a_passage_must_be_as_quoted(desk: Desk) -> None:
    quoted = 'from = "left"\nprefix = "He "\nto = "May"\nsuffix = ", tehy say"\n'
    (said,) = fault(desk, LETTER, f"[[quote]]\n{quoted}")
    assert "decision-missing: “May” is nowhere" in said
