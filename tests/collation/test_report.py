"""The comparison: what is a difference, of which kind, and how it is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.collation.report import Difference, Report, collate, to_json
from anthology.collation.streams import Outside, Stream, words

TEXT = words("Workers of all lands, unite! You have nothing to lose but your chains.")
STREAMS = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=40).map(tuple)


def compare(expected: str, found: str) -> list[tuple[str, str, str]]:
    report = collate("pdf", [Stream("t1b", words(expected))], {"t1b": words(found)})
    return [(d.kind, " ".join(d.expected), " ".join(d.found)) for d in report.differences]


@pytest.mark.parametrize(
    ("expected", "found", "differences"),
    [
        ("one two three", "one two three", []),
        ("one two three", "one three", [("missing", "two", "")]),
        ("one three", "one two three", [("extra", "", "two")]),
        ("one two three", "one too three", [("changed", "two", "too")]),
        ("One two", "one two", [("changed", "One", "one")]),
        ("a self-evident b", "a selfevident b", [("changed", "self-evident", "selfevident")]),
        ("in to the", "into the", [("changed", "in to", "into")]),
        ("a one two b", "a two one b", [("moved", "one", "one")]),
        ("one x y two", "two x y one", [("moved", "one", "two"), ("moved", "two", "one")]),
        ("", "one", [("extra", "", "one")]),
        ("one", "", [("missing", "one", "")]),
    ],
)
def test_kinds(expected: str, found: str, differences: list[tuple[str, str, str]]) -> None:
    assert compare(expected, found) == differences


def test_a_passage_put_elsewhere_is_told_once() -> None:
    text = [f"w{n}" for n in range(60)]
    moved = [*text[:10], *text[20:40], *text[10:20], *text[40:]]
    assert compare(" ".join(text), " ".join(moved)) == [
        ("moved", " ".join(text[10:20]), " ".join(text[10:20]))
    ]


def test_differences_far_apart_are_told_apart() -> None:
    found = "Workers of all lands unite! You have nothing to lose but your your chains."
    assert compare(" ".join(TEXT), found) == [
        ("changed", "lands,", "lands"),
        ("extra", "", "your"),
    ]


def test_a_stream_missing_and_a_stream_that_nobody_expects() -> None:
    report = collate("epub", [Stream("t1b", TEXT)], {"t1n3": ("A", "note."), "": ("Stray.",)})
    assert [(d.kind, d.key, d.expected, d.found) for d in report.differences] == [
        ("missing", "t1b", TEXT, ()),
        ("extra", "", (), ("Stray.",)),
        ("extra", "t1n3", (), ("A", "note.")),
    ]
    assert not report.ok


def test_an_empty_stream_that_nobody_expects_is_no_difference() -> None:
    assert collate("epub", [], {"t1n3": ()}).ok


def test_text_outside_the_page_is_not_ok() -> None:
    report = collate("pdf", [Stream("t1b", TEXT)], {"t1b": TEXT}, [Outside(3, "chains.")])
    assert not report.differences
    assert not report.ok


def test_two_expected_streams_with_one_key_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="one key"):
        collate("pdf", [Stream("t1b", TEXT), Stream("t1b", TEXT)], {})


def test_the_report_counts_what_was_expected() -> None:
    report = collate("pdf", [Stream("t1b", TEXT), Stream("t1n1", ("So.",))], {"t1b": TEXT[1:]})
    assert (report.streams, report.words) == (2, len(TEXT) + 1)
    assert [(e.key, e.expected, e.found) for e in report.entries] == [
        ("t1b", len(TEXT), len(TEXT) - 1),
        ("t1n1", 1, 0),
    ]


def test_the_context_shows_the_place() -> None:
    found = (*TEXT[:6], "will", *TEXT[7:])
    (difference,) = collate("pdf", [Stream("t1b", TEXT)], {"t1b": found}).differences
    assert difference == Difference(
        kind="changed",
        key="t1b",
        at=6,
        expected=("have",),
        found=("will",),
        context="all lands, unite! You [-have-] {+will+} nothing to lose but",
    )


@given(STREAMS)
def test_a_text_never_differs_from_itself(text: tuple[str, ...]) -> None:
    assert collate("pdf", [Stream("t1b", text)], {"t1b": text}).ok


@given(STREAMS, st.data())
def test_a_word_taken_out_is_missing(text: tuple[str, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    assert kinds(text, (*text[:at], *text[at + 1 :])) == {"missing"}


@given(STREAMS, st.data())
def test_a_word_doubled_is_extra(text: tuple[str, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    assert kinds(text, (*text[:at], text[at], *text[at:])) == {"extra"}


@given(STREAMS, st.data())
def test_a_letter_altered_is_a_change(text: tuple[str, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    assert kinds(text, (*text[:at], f"{text[at]}d", *text[at + 1 :])) == {"changed"}


@given(STREAMS, st.data())
def test_two_words_exchanged_have_moved(text: tuple[str, ...], data: st.DataObject) -> None:
    one, two = sorted(data.draw(st.tuples(*[st.integers(0, len(text) - 1)] * 2)))
    found = list(text)
    found[one], found[two] = found[two], found[one]
    assert kinds(text, tuple(found)) == (set() if text[one] == text[two] else {"moved"})


@given(STREAMS, STREAMS)
def test_differences_turn_one_text_into_the_other(
    expected: tuple[str, ...], found: tuple[str, ...]
) -> None:
    report = collate("pdf", [Stream("t1b", expected)], {"t1b": found})
    assert report.ok == (expected == found)


def kinds(expected: tuple[str, ...], found: tuple[str, ...]) -> set[str]:
    report = collate("pdf", [Stream("t1b", expected)], {"t1b": found})
    return {difference.kind for difference in report.differences}


def test_a_huge_text_with_a_few_slips_gives_few_differences() -> None:
    text = tuple(f"w{n % 5000}" for n in range(100_000))
    found = (*text[:10], "slip", *text[11:50_000], *text[50_001:99_990], "one", *text[99_990:])
    report = collate("pdf", [Stream("t1b", text)], {"t1b": found})
    assert len(report.differences) < 10


def test_two_huge_texts_with_nothing_in_common_are_one_difference() -> None:
    report = collate("pdf", [Stream("t1b", ("a", "b") * 20_000)], {"t1b": ("b", "c") * 20_000})
    assert [d.kind for d in report.differences] == ["changed"]
    assert len(report.differences[0].context) < 400


def loaded(*reports: Report) -> Any:
    return json.loads(to_json(reports))["books"]


def test_the_json_lists_every_stream_in_a_settled_order() -> None:
    expected = [Stream("t1n10", ("ten",)), Stream("t1n2", ("two",)), Stream("t1b", TEXT)]
    found = {"t1b": TEXT, "t1n2": ("two",)}
    pdf = collate("pdf", expected, found, [Outside(3, "chains.")])
    epub = collate("epub", expected, {**found, "t1n10": ("ten",)})
    books = loaded(pdf, epub)
    assert [(book["book"], book["ok"]) for book in books] == [("epub", True), ("pdf", False)]
    assert [entry["key"] for entry in books[1]["entries"]] == ["t1b", "t1n2", "t1n10"]
    assert books[1]["entries"][2] == {"key": "t1n10", "expected": 1, "found": 0}
    assert books[1]["outside"] == [{"page": 3, "text": "chains."}]
    assert books[1]["differences"][0]["expected"] == "ten"
    assert to_json([pdf, epub]) == to_json([epub, pdf])


def test_the_json_shortens_a_lost_text_and_keeps_its_letters() -> None:
    (book,) = loaded(collate("pdf", [Stream("t1b", ("café",) * 1000)], {}))
    assert book["differences"][0]["expected"].endswith("café … (1000 words)")
    assert "café".encode() in to_json([collate("pdf", [Stream("t1b", ("café",))], {})])


def test_the_json_has_a_line_for_each_stream() -> None:
    lines = to_json([collate("pdf", [Stream("t1b", TEXT)], {"t1b": TEXT})]).decode().splitlines()
    assert '  {"key": "t1b", "expected": 13, "found": 13}' in lines
