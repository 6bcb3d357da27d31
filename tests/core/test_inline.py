"""Note calls, emphasis, emendations and hard wraps inside one paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.document import Emphasis, Inlines, Link, NoteRef, Paragraph, Text, leaves, plain
from anthology.ledger import Ledger, Row, tile
from anthology.read.inline import Scene, note_id, read_inlines, text_marks
from anthology.read.reading import Mark
from anthology.span import Source


def read(
    text: str, *, stars: bool = True, emend: tuple[tuple[int, int, str], ...] = ()
) -> tuple[Inlines, tuple[Row, ...], Source]:
    source = Source("s", text)
    emended = [Row("emended", "editor", source.span(a, b), text[a:b], new) for a, b, new in emend]
    whole = [source.span(0, len(text))]
    scene = Scene(source, {"iv": note_id(3, "iv")}, emended, set())
    marks = tuple(text_marks(source, whole[0], {"iv"}, stars=stars))
    inlines, rows = read_inlines(scene, whole, marks)
    return inlines, rows, source


def test_emphasis_and_calls_become_structure_with_their_rows() -> None:
    inlines, rows, source = read("a *b* c.[iv] [v]")
    assert plain(inlines) == "a b c. [v]"
    assert isinstance(inlines[1], Emphasis)
    assert inlines[3] == NoteRef("t3n-iv", source.span(8, 12))
    assert [(row.rule, row.old) for row in rows] == [
        ("emphasis", "*"),
        ("emphasis", "*"),
        ("note-call", "[iv]"),
    ]


def test_a_lone_asterisk_stays_a_sign() -> None:
    inlines, rows, _ = read("a *b* c*")
    assert plain(inlines) == "a b c*"
    assert len(rows) == 2


def test_asterisks_are_signs_where_the_editor_has_not_said_otherwise() -> None:
    assert plain(read("a *b*", stars=False)[0]) == "a *b*"


def test_a_wrapped_line_goes_on_with_one_space_that_knows_its_place() -> None:
    inlines, _, source = read("one  \n  two")
    assert inlines[1] == Text(" ", source.span(3, 8))


def test_an_emendation_may_hold_signs_and_line_ends() -> None:
    inlines, rows, source = read("a *b\nc* d", emend=((2, 7, "B C"),))
    assert plain(inlines) == "a B C d"
    assert rows == ()
    spans = [leaf.span for leaf in leaves((Paragraph(inlines),)) if leaf.span]
    assert tile(source, spans, Ledger(rows)) == ()


@given(st.text("ab *[iv]\n", max_size=40))
def test_every_sign_is_a_leaf_or_a_row(text: str) -> None:
    inlines, rows, source = read(text)
    spans = [leaf.span for leaf in leaves((Paragraph(inlines),)) if leaf.span]
    assert tile(source, spans, Ledger(rows)) == ()


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a b|c", "https://example.org/a%20b%7Cc"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("#meta", ""),
        ("AUTHORS.md", ""),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_addresses_that_lead_out_of_the_text_are_links(address: str, link: str) -> None:
    source = Source("s", "[here](there)")
    mark = Mark("link", source.span(0, 13), address, open=1, close=8)
    scene = Scene(source, {}, [], set())
    inlines, rows = read_inlines(scene, [source.span(0, 13)], (mark,))
    assert plain(inlines) == "here"
    assert [i.href for i in inlines if isinstance(i, Link)] == [link] * bool(link)
    assert [row.old for row in rows] == ["[", "](there)"]
