"""What a plain text shows by its looks: each rule by an example, and the calls on the seeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from anthology.evidence import see
from anthology.looks import SURE, Seen
from anthology.read.plaintext import read_plaintext
from anthology.span import Source

if TYPE_CHECKING:
    from anthology.edition import Edition

GOLDEN = Path(__file__).parent / "golden"
LONG = "This is a paragraph of the ordinary kind, which says what it has to say " * 3 + "and ends."


def calls(text: str) -> list[tuple[str, str, str]]:
    reading = read_plaintext(text.encode(), "s")
    seen = see(reading)
    return [(s.call, reading.source.cut(s.span), s.value) for s in seen if s.score >= SURE]


def blocks(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def test_a_line_in_capitals_before_a_paragraph_is_a_heading() -> None:
    text = blocks("A title", LONG, "WHAT WE SAID", LONG, "WE SAID IT TWICE.", LONG)
    assert calls(text) == [("heading", "WHAT WE SAID", "")]


def test_a_lone_number_without_a_full_stop_is_a_heading_and_a_list_is_none() -> None:
    text = blocks(
        "A title", "1. The first part", LONG, "1. Two things:", LONG, "1. This;\n2. That."
    )
    assert calls(text) == [("heading", "1. The first part", "1.")]


def test_numbers_lost_by_a_web_page_are_counted_again() -> None:
    text = blocks("A title", "1. The first part", LONG, "1. The second part", LONG)
    assert [value for call, _, value in calls(text) if call == "heading"] == ["1.", "2."]


def test_what_is_announced_is_a_quotation() -> None:
    quoted = "We had walked for a day and found nothing that we looked for."
    assert calls(blocks("A title", f"{LONG} As she put it:", quoted, LONG)) == [
        ("quote", quoted, "")
    ]
    assert calls(blocks("A title", f"{LONG} As she put it.", quoted, LONG)) == []


def test_a_paragraph_in_quotation_marks_is_one_unless_people_talk() -> None:
    said = "“Nobody was there when we came, and nobody came while we stayed.”"
    assert calls(blocks("A title", LONG, said, LONG)) == [("quote", said, "")]
    assert calls(blocks("A title", LONG, *[said] * 12, LONG)) == []


def test_a_quotation_inside_a_quotation() -> None:
    outer = "From the letter of March a part of the first page is missing, it says:"
    inner = "“None of what you say was said by you when it could be heard.”"
    found = calls(blocks("A title", f"{LONG} Here it is:", outer, inner, LONG))
    assert found == [("quote", f"{outer}\n\n{inner}", ""), ("quote", inner, "")]


@pytest.mark.parametrize("second", ["went on to say.", "“thrive.” It did."])
def test_a_paragraph_cut_by_a_page_break_is_joined(second: str) -> None:
    first = "This is a paragraph which is cut in two where a page of the book"
    assert calls(blocks("A title", LONG, first, second)) == [("join", second, "")]
    assert calls(blocks("A title", LONG, f"{first} ended.", second)) == []


def test_more_blank_lines_than_usual_are_a_pause() -> None:
    assert calls(f"A title\n\n{LONG}\n\n\n{LONG}\n\n{LONG}\n") == [("pause", LONG, "")]


def test_blank_lines_that_a_heading_or_a_note_explains_are_no_pause() -> None:
    head = f"A title\n\nBy A. Model\n\n\n{LONG}\n\n{LONG}\n\n\n"
    chapter = "CHAPTER II.\n\nIn which they are told what they knew.\n\n\n"
    text = f"{head}{chapter}{LONG}[1]\n\n  [1] A note.\n\n\n{LONG}\n\n{LONG}\n"
    assert "pause" not in {seen.call for seen in see(read_plaintext(text.encode(), "s"))}


def test_paragraphs_between_two_items_go_on_the_first() -> None:
    more = "And there is more to be said of this."
    text = blocks("A title", "1. One is this.", more, "2. Two is that.", LONG)
    assert calls(text) == [("item", more, "")]


def test_a_letter_has_a_greeting_and_a_closing() -> None:
    text = blocks("A title", "Dear friends,", LONG, "Yours in haste,")
    assert calls(text) == [
        ("role", "Dear friends,", "salutation"),
        ("role", "Yours in haste,", "signature"),
    ]


def test_a_signature_run_into_the_preface_is_split_off() -> None:
    text = blocks("A title", f"{LONG} - Ann B. and Carl D.", *[LONG] * 6)
    assert ("split", "- Ann B. and Carl D.", "") in calls(text)
    assert ("role", LONG + " ", "preface") in calls(text)


@pytest.mark.parametrize(
    "debris", ["Comments are closed.", "3 thoughts on “A title”", "P.-S.", "Share this:", "- **"]
)
def test_site_debris_is_left_out(debris: str) -> None:
    assert calls(blocks("A title", LONG, debris)) == [("omit", debris, "")]


SLUGS = ["next-left", "critique", "one-organization", "raising-differences", "two-years"]


@pytest.mark.parametrize("slug", SLUGS)
def test_calls_on_the_five_texts(slug: str, seeds: Edition, accept: bool) -> None:
    """Read by eye against what each text holds; the doubtful ones are proposed, not followed."""
    text = next(t for t in seeds.texts if t.entry.slug == slug)
    made = "".join(f"{line(text.source, seen)}\n" for seen in see(text.reading))
    golden = GOLDEN / f"calls-{slug}.txt"
    if accept:
        golden.write_text(made, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == made


def line(source: Source, seen: Seen) -> str:
    number = source.locate(seen.span.start)[0]
    words = " ".join(source.cut(seen.span).split())
    shown = words if len(words) <= 48 else f"{words[:47]}…"
    kind = f"{seen.call} {seen.value}".strip()
    return f"{number}: {kind} {seen.score:.1f}: {shown} ({seen.why})"
