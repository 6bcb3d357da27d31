"""A file of plain text: what its looks show is read, and each sign is accounted for once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.ledger import Ledger, tile
from anthology.read.plainlines import Frame
from anthology.read.plaintext import read_plaintext
from anthology.read.reading import Chunk, Reading

FIXTURES = Path(__file__).parent / "fixtures"
SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "texts").glob("*.txt"))


def read(text: str, frame: Frame = "auto") -> Reading:
    reading = read_plaintext(text.encode(), "texts/one.txt", frame=frame)
    holds(reading)
    return reading


def holds(reading: Reading) -> None:
    """The law of every reading: all is there once, and marks lie inside and do not cross."""
    assert not reading.exact
    assert tile(reading.source, [c.span for c in reading.chunks], Ledger(reading.rows)) == ()
    for chunk in reading.chunks:
        words = reading.source.cut(chunk.span)
        assert words == words.strip()
        assert chunk.mark is None or chunk.mark.within(chunk.span)
        for mark in chunk.marks:
            assert mark.span.within(chunk.span)
            assert mark.open + mark.close < len(mark.span)
        for one, other in pairwise(chunk.marks):
            assert other.span.start >= one.span.end or other.span.within(one.span)


def seen(reading: Reading) -> list[tuple[str, str]]:
    return [(c.kind, reading.source.cut(c.span)) for c in reading.chunks]


def marks(reading: Reading, chunk: Chunk) -> list[tuple[str, str, str]]:
    return [(m.kind, reading.source.cut(m.span), m.value) for m in chunk.marks]


# --- Lines and paragraphs -------------------------------------------------------------------------

WRAPPED = """\
The mill stood by the river for a hundred years before anyone
thought of asking why it had been built there, and by then it
was too late to ask. The river had moved.

Those who had known were dead, or had gone to the city; they
had taken what they knew with them, as people do.
"""


def test_lines_wrapped_by_hand_are_joined() -> None:
    reading = read(WRAPPED)
    assert [kind for kind, _ in seen(reading)] == ["plain", "plain"]
    assert [m[:2] for c in reading.chunks for m in marks(reading, c)] == [("space", "\n")] * 3


def test_lines_are_joined_though_some_are_long() -> None:
    long = "And one went on and on, as if nobody had ever told it where to stop. " * 3
    reading = read(
        f"They wrote to me, which was kind of them, when they\n{long}\nhad left.\n\nYes."
    )
    assert [m[0] for m in marks(reading, reading.chunks[0])] == ["space", "space"]


def test_no_space_is_meant_behind_a_hyphen_or_a_dash() -> None:
    text = """
It had been a long, long day, so they said, for the twenty-
five of them who stayed until the evening came at last--
and it was over for them all, if not for us, at the very
end.
"""
    reading = read(WRAPPED + text)
    assert [m[2] for m in marks(reading, reading.chunks[2])] == ["none", "none", ""]


def test_each_line_is_a_paragraph_where_no_blank_line_parts_them() -> None:
    line = "A paragraph that runs on for quite some time, as they do when nobody wraps them. " * 3
    assert len(read(f"{line}\n{line}\n{line}").chunks) == 3
    assert len(read("Alone it stood.\nSo did this one.").chunks) == 2


def test_each_line_is_a_paragraph_though_a_few_blank_lines_stand_between() -> None:
    line = "A paragraph that runs on for quite some time, as they do when nobody wraps them. " * 3
    reading = read(f"{line}\n“Yes,” she said.\n{line}\n\n{line}\n“No.”\n{line}")
    assert len(reading.chunks) == 6


def test_the_editor_may_say_what_a_line_is() -> None:
    assert len(read("one\ntwo\n\nthree", "lines").chunks) == 3
    assert len(read("one\ntwo", "blocks").chunks) == 1


def test_wrapped_text_without_any_blank_line_is_parted_by_indents() -> None:
    text = WRAPPED.replace("\n\n", "\n").replace("Those who", "   Those who")
    reading = read("   " + text)
    assert [reading.source.cut(c.span)[:9] for c in reading.chunks] == ["The mill ", "Those who"]


def test_short_lines_that_are_no_verse_keep_their_ends() -> None:
    reading = read(WRAPPED + "\nMuch love,\nChris\n")
    assert marks(reading, reading.chunks[2]) == [("break", "\n", "")]


def test_all_line_ends_and_a_mark_of_order_are_understood() -> None:
    expected = seen(read(WRAPPED))
    for end in ("\r\n", "\r"):
        data = b"\xef\xbb\xbf" + WRAPPED.replace("\n", end).encode()
        assert seen(read_plaintext(data, "f")) == expected


def test_a_separator_of_unicode_is_no_line_end() -> None:
    assert len(read("one\u2028two\u0085three").chunks) == 1


# --- Verse, tables, rules -------------------------------------------------------------------------

VERSE = """\
    The shuttle flies, the shuttle sings,
      And what it sings is mine;
    The master counts his hundred things,
      I count but thread and twine.
"""


def test_verse_keeps_its_lines_and_what_they_are_set_in() -> None:
    reading = read(f"{WRAPPED}\n{VERSE}\n{VERSE}\n{WRAPPED}")
    kinds = [c.kind for c in reading.chunks]
    assert kinds == ["plain", "plain", "verse", "verse", "plain", "plain"]
    stanza = reading.chunks[2]
    assert stanza.indent == 0
    assert marks(reading, stanza) == [("break", "\n    ", "")] * 3
    printed = reading.source.cut(stanza.span).replace("\n    ", "\n").split("\n")
    assert [len(line) - len(line.lstrip()) for line in printed] == [0, 2, 0, 2]


def test_a_poem_alone_is_verse_with_or_without_blank_lines() -> None:
    lines = VERSE.replace("    ", "").replace("  ", "")
    assert [c.kind for c in read(f"{lines}\n{lines}").chunks] == ["verse", "verse"]
    assert [c.kind for c in read(lines + lines).chunks] == ["verse"]


def test_a_prose_quotation_set_in_is_no_verse() -> None:
    quotation = "".join(
        f"      {line}\n" for line in WRAPPED.split("\n\n", maxsplit=1)[0].split("\n")
    )
    assert [c.kind for c in read(f"{WRAPPED}\n{quotation}\n{WRAPPED}").chunks] == ["plain"] * 5


def test_german_nouns_at_the_heads_of_lines_make_no_verse() -> None:
    text = """\
Die Arbeiter der Fabrik wussten, dass die Leitung an diesem
Morgen nicht kommen würde, und sie wussten auch, warum. Die
Maschinen standen still, die Fenster waren offen, und an der
Wand hing noch der alte Kalender.
"""
    assert [c.kind for c in read(f"{text}\n{text}").chunks] == ["plain", "plain"]


TABLE = """\
+------+--------+
| Year | Pieces |
+------+--------+
| 1869 |     12 |
+------+--------+
"""


def test_tables_drawn_with_signs_are_kept_line_by_line() -> None:
    columns = "Year      Pieces   Sold\n1869          12      3\n1870          13      9\n"
    for drawn in (TABLE, columns):
        reading = read(f"{WRAPPED}\n{drawn}\n{WRAPPED}")
        table = reading.chunks[2]
        assert table.kind == "verse"
        kinds = [m.kind for m in table.marks]
        assert kinds == ["code"] + ["break"] * (drawn.count("\n") - 1)
        assert reading.source.cut(table.span) == drawn.strip()


@pytest.mark.parametrize("rule", ["* * *", "-----", "***", "     *       *       *", "_____", "⁂"])
def test_a_rule_is_a_rule(rule: str) -> None:
    assert [c.kind for c in read(f"One.\n\n{rule}\n\nTwo.").chunks] == ["plain", "rule", "plain"]


@pytest.mark.parametrize("words", ["...", "- **", "•  •", "--", "1917. The year", "501(c)(3)"])
def test_what_is_neither_rule_nor_item(words: str) -> None:
    assert seen(read(f"One.\n\n{words}\n\nTwo."))[1] == ("plain", words)


# --- Items ----------------------------------------------------------------------------------------


def test_items_have_their_marker_and_indent() -> None:
    numbers = "1. bread;\n2. work;\n   and more of it.\n\n  a) now\n  b) here"
    items = read(f"They want:\n\n{numbers}\n\n• and\n- all").chunks[1:]
    assert [(c.kind, c.value, c.indent) for c in items] == [
        ("number", "1", 0),
        ("number", "2", 0),
        ("number", "a", 2),
        ("number", "b", 2),
        ("bullet", "•", 0),
        ("bullet", "-", 0),
    ]
    assert [m.kind for m in items[1].marks] == ["space"]


def test_a_number_that_wrapping_brought_to_the_head_of_a_line_is_no_item() -> None:
    text = "The committee met in the old hall by the river on January\n12. It was cold, and the\n"
    reading = read(text + "windows of the old hall had been broken for years by then.\n")
    assert [c.kind for c in reading.chunks] == ["plain"]


# --- Notes ----------------------------------------------------------------------------------------


def notes(reading: Reading) -> list[tuple[str, str, bool]]:
    cut = reading.source.cut
    return [(c.value, cut(c.span), c.continues) for c in reading.chunks if c.kind == "note"]


def calls(reading: Reading) -> list[tuple[str, str]]:
    found = [m for c in reading.chunks for m in c.marks if m.kind == "call"]
    return [(reading.source.cut(m.span), m.value) for m in found]


@pytest.mark.parametrize(
    ("text", "called", "noted"),
    [
        ("So.[1] And.[2]\n\n[1] One.\n[2] Two.", ["[1]", "[2]"], ["1", "2"]),
        ("So.[i] And.[ii]\n\n[i] One.\n\n[ii] Two.", ["[i]", "[ii]"], ["i", "ii"]),
        ("So.[^1]\n\n[^1]: One.", ["[^1]"], ["1"]),
        ("So.¹ And.²\n\n¹ One.\n² Two.", ["¹", "²"], ["1", "2"]),
        ("So.* And.\n\n* One.", ["*"], ["*"]),
        ("So.* And.†\n\n* One.\n\n† Two.", ["*", "†"], ["*", "†"]),
        ("So[A] it.\n\n[Footnote A: One.]", ["[A]"], ["A"]),
        ("So.[1] And.[2]\n\nNotes\n\n1. One.\n\n2. Two.", ["[1]", "[2]"], ["1", "2"]),
        ("So (1) and (2).\n\nNOTES:\n\n1. One.\n\n2. Two.", ["(1)", "(2)"], ["1", "2"]),
        ("So.1 “And.”2 In 1917 x.\n\nEndnotes\n\n1. One.\n2. Two.", ["1", "2"], ["1", "2"]),
    ],
)
def test_notes_are_paired_in_every_form(text: str, called: list[str], noted: list[str]) -> None:
    reading = read(text)
    assert [sign for sign, _ in calls(reading)] == called
    assert [value for _, value in calls(reading)] == noted
    assert [value for value, _, _ in notes(reading)] == noted
    assert reading.diagnostics == ()


def test_a_note_in_the_midst_goes_behind_the_body_with_all_its_paragraphs() -> None:
    reading = read("So.[1]\n\n[Footnote 1: One [sic]\nand\n\nmore [or less].]\n\nAnd so on.")
    assert [kind for kind, _ in seen(reading)] == ["plain", "plain", "note", "note"]
    assert notes(reading) == [
        ("1", "[Footnote 1: One [sic]\nand", False),
        ("1", "more [or less].", True),
    ]
    assert [(row.kind, row.old) for row in reading.rows] == [("markup", "]")]


def test_numbers_that_begin_anew_pair_first_with_first() -> None:
    reading = read("A.[1]\n\n[1] One.\n\nB.[1]\n\n[1] Other.")
    assert len(calls(reading)) == 2
    assert [words for _, words, _ in notes(reading)] == ["[1] One.", "[1] Other."]


def test_a_centred_line_below_a_note_is_no_part_of_it() -> None:
    reading = read(f"So[1] it is.\n\n  [1] One.\n\n    More of it.\n\n{'THE END.':>40}\n")
    assert [words for _, words, _ in notes(reading)] == ["[1] One.", "More of it."]
    assert ("plain", "THE END.") in seen(reading)


def test_notes_stand_in_the_order_of_their_calls_and_odd_calls_are_told() -> None:
    reading = read("So.[2] And.[1] And.[1]\n\n[1] One.\n[2] Two.\n[3] Three.")
    assert [value for value, _, _ in notes(reading)] == ["2", "1", "3"]
    assert [d.message for d in reading.diagnostics] == ["the note [1] has no text"]


def test_numbers_in_brackets_that_nothing_calls_number_paragraphs() -> None:
    reading = read("[1] It is so.\n\n[2] It is not.\n\n[B] it")
    assert [(c.kind, c.value) for c in reading.chunks] == [
        ("number", "1"),
        ("number", "2"),
        ("plain", ""),
    ]


def test_a_numbered_list_under_no_heading_is_no_notes() -> None:
    assert calls(read("So (1) and (2).\n\n1. One.\n\n2. Two.")) == []


# --- Signs in the text ----------------------------------------------------------------------------


def test_emphasis_in_pairs_is_marked() -> None:
    reading = read("It _was_ so, *very* much, and **loud**; _“over\nthe line”_, he *said*.")
    found = [m for m in reading.chunks[0].marks if m.kind not in {"break", "space"}]
    assert [(m.kind, reading.source.cut(m.span), m.open, m.close) for m in found] == [
        ("emphasis", "_was_", 1, 1),
        ("emphasis", "*very*", 1, 1),
        ("strong", "**loud**", 2, 2),
        ("emphasis", "_“over\nthe line”_", 1, 1),
        ("emphasis", "*said*", 1, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "snake_case_name and 2*3*4",
        "http://example.org/_a_/b_c_d",
        "Fill in ______ and ____.",
        "one * two * three",
        "f** and s**t",
        "an _open mark",
    ],
)
def test_signs_that_are_no_emphasis_stay(text: str) -> None:
    assert read(text).chunks[0].marks == ()


def test_a_sign_that_is_mostly_odd_is_left_alone_and_told() -> None:
    reading = read("It *was* so.\n\nFrom 5* to 7* they *said.")
    assert all(c.marks == () for c in reading.chunks)
    assert [d.rule for d in reading.diagnostics] == ["emphasis-doubtful"]


def test_page_numbers_that_count_up_are_marked() -> None:
    reading = read("[Pg 1]\n\nOne revo[Pg 2]lution. [Pg 3] And\n\n[Pg 4]\n\nso on.\n\n[Pg 5]")
    cut = reading.source.cut
    assert [(cut(m.span), m.value) for c in reading.chunks for m in c.marks] == [
        ("[Pg 1]\n\n", "1"),
        ("[Pg 2]", "2"),
        ("[Pg 3] ", "3"),
        ("[Pg 4]\n\n", "4"),
        ("[Pg 5]", "5"),
    ]
    assert len(reading.chunks) == 2


def test_other_forms_are_page_numbers_only_in_a_row() -> None:
    def pages(text: str) -> list[str]:
        return [m.value for c in read(text).chunks for m in c.marks if m.kind == "page"]

    assert pages("One {23} two {24} three.") == ["23", "24"]
    assert pages("One [p. 23] two [p. 24] three.") == ["23", "24"]
    assert pages("As Marx says [p. 23], and again [p. 7].") == []
    assert pages("The set {2} has one member.") == []


# --- Project Gutenberg ----------------------------------------------------------------------------


def test_a_text_of_project_gutenberg() -> None:
    reading = read_plaintext((FIXTURES / "old-etext.txt").read_bytes(), "old-etext.txt")
    holds(reading)
    assert reading.hints.title == "Songs of the Loom And Other Pieces"
    assert reading.hints.author == "Anna Weaver"
    assert (reading.hints.date, reading.hints.language) == ("", "en")
    omitted = [row for row in reading.rows if row.kind == "omitted"]
    assert {row.rule for row in omitted} == {"gutenberg"}
    assert omitted[0].old.endswith("Online Distributed Proofreading Team")
    assert omitted[1].old.startswith("End of the Project Gutenberg EBook")
    cut = reading.source.cut
    assert [(c.kind, c.value, cut(c.span).split("\n")[-1]) for c in reading.chunks] == [
        ("plain", "", "PREFACE."),
        ("plain", "", "five of them that are printed here are not the best."),
        ("verse", "", "      I count but thread and twine."),
        ("verse", "", "      And yesterday is gone."),
        ("plain", "", "[A] which nobody denied."),
        ("rule", "", "*       *       *       *       *"),
        ("plain", "", "    ANNA WEAVER"),
        ("verse", "", "+-------+--------+"),
        ("note", "1", "without a day of rest."),
        ("note", "1", "She died in 1871 [or 1872]."),
        ("note", "A", "[Footnote A: Not in the first edition."),
    ]
    assert calls(reading) == [("[1]", "1"), ("[A]", "A")]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("*** START OF THE PROJECT GUTENBERG EBOOK A TITLE ***",
         "*** END OF THE PROJECT GUTENBERG EBOOK A TITLE ***"),
        ("***START OF THE PROJECT GUTENBERG EBOOK A\nTITLE***", "***END OF THE PROJECT GUTENBERG"),
        ("*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
         "End of Project Gutenberg's A Title"),
        ("*END THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.10/04/01*END*",
         "End of The Project Gutenberg Etext of A Title"),
    ],
)  # fmt: skip
def test_old_and_new_forms_of_the_frame(begins: str, ends: str) -> None:
    head = "The Project Gutenberg Etext of A Title, by A. N. Author"
    reading = read(f"{head}\n\n{begins}\n\n\nThe work.\n\n\n{ends}\n\nLicence.\n")
    assert seen(reading) == [("plain", "The work.")]
    assert (reading.hints.title, reading.hints.author) == ("A Title", "A. N. Author")


def test_the_header_may_say_the_encoding() -> None:
    header = (
        "Title: T\n\nCharacter set encoding: CP-1251\n\n*** START OF THE PROJECT GUTENBERG X ***\n"
    )
    reading = read_plaintext(f"{header}\nда".encode("cp1251"), "f")
    assert seen(reading) == [("plain", "да")]
    assert reading.diagnostics == ()


# --- Comments -------------------------------------------------------------------------------------


def test_a_thread_of_comments() -> None:
    """As the second seed has it: numbers and bullets, set in the deeper the later they answer."""
    reading = read(
        "Body.\n\n3 thoughts on “Body”\n\n  1. First.\n\n    More.\n\n    Much love,\n    Chris\n\n"
        "    • An answer.\n\n      More of it.\n\n      • Deeper.\n\n"
        "  2. Anna says:\n    Second.\n\nComments are closed."
    )
    assert [(c.kind, c.thread, c.opens, c.value, c.alternative) for c in reading.chunks] == [
        ("plain", 0, False, "", ""),
        ("heading", 0, False, "", ""),
        ("number", 1, True, "1", "Chris"),
        ("plain", 1, False, "", ""),
        ("plain", 1, False, "", ""),
        ("bullet", 2, True, "•", ""),
        ("plain", 2, False, "", ""),
        ("bullet", 3, True, "•", ""),
        ("number", 1, True, "2", "Anna"),
        ("plain", 0, False, "", ""),
    ]


def test_a_sentence_that_counts_comments_begins_no_thread() -> None:
    reading = read("There were 3 comments on it.\n\n1. One.\n\n2. Two.")
    assert all(c.thread == 0 for c in reading.chunks)


# --- The five texts of the edition ----------------------------------------------------------------


def seed(start: str) -> Reading:
    [path] = [path for path in SEEDS if path.name.startswith(start)]
    return read_plaintext(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_seeds_are_read_without_a_doubt(path: Path) -> None:
    """Their paragraphs, one by one, are in the golden files of `tests/core`."""
    reading = read_plaintext(path.read_bytes(), path.name)
    holds(reading)
    assert (reading.rows, reading.diagnostics) == ((), ())


def test_seed_000_is_a_paragraph_a_line() -> None:
    assert [c.kind for c in seed("000").chunks] == ["plain"] * 22


def test_seed_001_has_its_thread() -> None:
    reading = seed("001")
    opened = [c for c in reading.chunks if c.opens]
    assert [c.thread for c in opened] == [1, 2, 1, 2, 1, 3, 4, 1, 2, 1]
    assert [c.value for c in opened] == ["1", "•", "2", "•", "3", "•", "•", "4", "•", "5"]
    assert [c.alternative for c in opened] == ["Chris", *[""] * 9]
    breaks = [m for c in reading.chunks for m in c.marks if m.kind == "break"]
    assert [reading.source.locate(m.span.start)[0] for m in breaks] == [37]
    spaces = [m for c in reading.chunks for m in c.marks if m.kind == "space"]
    lines = [reading.source.locate(m.span.start)[0] for m in spaces]
    assert lines == [
        *range(78, 83),
        *range(85, 93),
        *range(95, 97),
        *range(99, 107),
        *range(109, 113),
    ]
    assert reading.source.cut(reading.chunks[-1].span) == "Comments are closed."


def test_seed_002_has_its_lists() -> None:
    items = [(c.kind, c.value) for c in seed("002").chunks if c.kind != "plain"]
    bullets = [("bullet", "•")] * 3
    first = [("number", "1"), ("number", "2"), *bullets, ("number", "3"), ("number", "4")]
    assert items == [*first, *(("number", str(n)) for n in range(1, 6))]


def test_seed_003_has_its_nine_notes() -> None:
    reading = seed("003")
    markers = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
    assert [value for value, _, _ in notes(reading)] == markers
    assert [value for _, value in calls(reading)] == markers
    items = [(c.value, c.indent) for c in reading.chunks if c.kind == "number"]
    assert items == [("1", 2), ("1", 2), ("1", 2), ("2", 2), ("3", 2), ("1", 2)]


def test_seed_004_has_its_fifteen_emphases() -> None:
    reading = seed("004")
    stressed = [m for c in reading.chunks for m in c.marks if m.kind == "emphasis"]
    lines = [reading.source.locate(m.span.start)[0] for m in stressed]
    assert lines == [28] * 3 + [36] + [38] * 4 + [50, 66, 74, 78, 96, 102, 106]


# --- Any text -------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"word Word _ * ** [1] [i] ¹ † | - • 1. a) [^1]: [p. {7} [Pg ] “so” 3 : . http://x".split(),
        *("\n", "\n\n", "\n  ", "\n    ", " ", "   ", "\t", "\u00a0", "\n[1] ", "\n* ", "\n1. "),
        *("\n[Footnote 1: ", "\nNotes\n\n", "\n2 comments\n\n  1. ", "\n* * *\n", "\n| a | b |\n"),
        *("[Pg 8]", "{9}", "\n*** START OF THE PROJECT GUTENBERG EBOOK ***\n", "é" * 50),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["auto", "lines", "blocks"]))
def test_every_sign_is_accounted_for_once(text: str, frame: Frame) -> None:
    holds(read_plaintext(text.encode(), "f", frame=frame))


@given(st.text(max_size=80).filter(lambda text: "\ufeff" not in text[:1]))
def test_any_text_at_all(text: str) -> None:
    clean = "".join(c for c in text if c.isprintable() or c in " \n\t\r")
    holds(read_plaintext(clean.encode("utf-8", "ignore"), "f"))


# --- Size -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "word " * 400_000,
        "x" * 2_000_000,
        "a" + "\n" * 100_000 + "b",
        "".join(f"[Pg {n}]\n\nx\n\n" for n in range(1, 3000)),
        "[Footnote 1: x\n\n" * 3000,
        "*" * 100_000 + " *a" * 30_000,
        "2 comments\n\n" + "  1. a\n\n    b\n\n" * 3000,
    ],
    ids=["2 MB of words", "2 MB of one word", "blank lines", "pages", "notes", "stars", "thread"],
)
def test_cost_is_linear(text: str) -> None:
    """Each takes well under a second; what were quadratic would not end within the hour."""
    holds(read_plaintext(text.encode(), "f"))
