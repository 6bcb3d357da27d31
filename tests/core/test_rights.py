"""The rights ledger: what is open of it, and what the books say of rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.check import check
from anthology.diagnostic import EditionError
from anthology.document import Blocks, Heading, Paragraph, plain, walk
from anthology.rights import open_points, statements

if TYPE_CHECKING:
    from anthology.book import Book
    from tests.core.conftest import Desk

ENTRY = 'title = "[A]"\nsupplied = true\naddress = "x.y"'
RECORD = 'slug = "one"\ncaptured = "2026"\nholder = "A. Author"\n'
LEAVE = '[[text.permission]]\nby = "A. Author"\nrecorded = "letter of 1 May"\n'


def lines(blocks: Blocks) -> list[str]:
    return [plain(b.children) for b in walk(blocks) if isinstance(b, Paragraph | Heading)]


def book_of(desk: Desk, rights: str, words: str = "One two three.", **files: str) -> Book:
    desk.text(words, entry=ENTRY, **files)
    desk.write("rights.toml", rights)
    return desk.book()


def said(book: Book) -> list[str]:
    return [point.message for point in open_points(book.rights)]


def test_nothing_on_record_is_open_in_every_respect(desk: Desk) -> None:
    desk.text("One.")
    assert said(desk.book()) == [
        "text 1: the address of its source is not recorded",
        "text 1: the day it was copied is not recorded",
        "text 1: its rights holder is not recorded",
        "text 1: no licence and no permission for print is recorded",
        "text 1: no licence and no permission for screens is recorded",
    ]


def test_a_licence_clears_both_books(desk: Desk) -> None:
    book = book_of(desk, f'[[text]]\n{RECORD}licence = "CC BY 4.0"\n')
    assert said(book) == []
    assert book.rights.cleared("print")
    assert book.rights.cleared("screen")


@pytest.mark.parametrize(
    ("release", "leave", "open_now"),
    [
        ("", "", []),
        ("", 'for = ["print"]\n', ["no licence and no permission for screens is recorded"]),
        ('for = ["print"]\n', 'for = ["print"]\n', []),
        ("", "copies = 30\n", ["30 copies are permitted; how many are printed is not said"]),
        ("copies = 31\n", "copies = 30\n", ["31 copies are planned, 30 permitted"]),
        ("copies = 30\n", "copies = 30\n", []),
        ("", "until = 2026-01-02\n", []),
        ('for = ["screen"]\n', "until = 2026-01-01\n",
         ["the permission ended on 2026-01-01, before the edition’s date"]),
    ],
)  # fmt: skip
def test_a_permission_has_limits(desk: Desk, release: str, leave: str, open_now: list[str]) -> None:
    book = book_of(desk, f"[release]\n{release}[[text]]\n{RECORD}{LEAVE}{leave}")
    assert said(book) == [f"text 1: {words}" for words in open_now]


def test_one_good_permission_is_enough(desk: Desk) -> None:
    old = f"{LEAVE}until = 2020-01-01\n"
    assert said(book_of(desk, f"[[text]]\n{RECORD}{old}{LEAVE}")) == []


def test_a_withdrawal_outweighs_a_licence(desk: Desk) -> None:
    record = f'[[text]]\n{RECORD}licence = "CC BY 4.0"\nwithdrawn = 2026-01-01\n'
    assert said(book_of(desk, record)) == ["text 1: the permission was withdrawn on 2026-01-01"]


def test_a_passage_is_open_until_consent_is_recorded_or_it_is_withheld(desk: Desk) -> None:
    record = f'[[text]]\n{RECORD}licence = "CC0"\n[[text.passage]]\nexact = "Two."\nof = "B."\n'
    text = "One.\n\nTwo.\n\nThree."
    (message,) = said(book_of(desk, record, text))
    assert message == (
        "text 1: no consent of B. is on record for the passage at line 3 of texts/one.txt"
    )
    desk.write("rights.toml", f'{record}recorded = "letter of 1 May"\n')
    assert said(desk.book()) == []
    desk.write("rights.toml", record)
    desk.write("decisions/one.toml", '[[withhold]]\nexact = "Two."\nreason = "not asked"\n')
    assert said(desk.book()) == []


def test_a_passage_keeps_its_place_when_the_source_is_corrected_around_it(desk: Desk) -> None:
    quoted = 'exact = "Two"\nprefix = "One is heer. "\nsuffix = " is here."'
    record = f'[[text]]\n{RECORD}licence = "CC0"\n[[text.passage]]\n{quoted}\n'
    book = book_of(desk, record, "One is here. Two is here.")
    assert said(book)[0].endswith("for the passage at line 1 of texts/one.txt")
    (drift,) = (str(d) for d in check(book, desk.edition()) if d.rule == "rights-drifted")
    assert drift == (
        "rights.toml:6: warning: rights-drifted: what stands around the quoted words in line 1 is "
        "not quite as quoted\n  hint: if that is the place, quote it anew"
    )
    desk.texts.clear()
    with pytest.raises(EditionError, match="rights-missing"):  # another place might be meant
        book_of(desk, record, "One is here. Two is here. Two went.")


def test_what_a_passage_is_about_is_not_printed(desk: Desk) -> None:
    record = '[[text]]\nslug = "one"\n[[text.passage]]\nexact = "two"\nabout = "a private matter"\n'
    book = book_of(desk, record)
    assert lines(book.sources)[-1] == "1 consent for a passage is open."
    assert "private" not in " ".join(lines(book.sources))


def test_the_page_of_sources_says_what_is_on_record(desk: Desk) -> None:
    leave = f'{LEAVE}for = ["print"]\ncopies = 30\nuntil = 2027-05-01\ncredit = "By leave of A."\n'
    record = f'[[text]]\n{RECORD}licence = "CC0"\nwithdrawn = 2026-02-01\n{leave}'
    assert lines(book_of(desk, record).sources)[5:] == [
        "Address: x.y",
        "Copied: 2026.",
        "Rights holder: A. Author.",
        "Licence: CC0.",
        "Permission for print: A. Author (letter of 1 May), at most 30 copies, until 1 May 2027. "
        "By leave of A.",
        "The permission was withdrawn on 1 February 2026.",
    ]


def test_an_uncleared_book_says_so_and_a_cleared_one_prints_the_credit(desk: Desk) -> None:
    leave = f'{LEAVE}for = ["print"]\ncredit = "By leave of A."\n'
    book = book_of(desk, f"[[text]]\n{RECORD}{leave}")
    imprint = [
        statements(book.edition, book.rights, book.labels, medium) for medium in ("print", "screen")
    ]
    assert imprint == [("By leave of A.",), (book.labels.uncleared,)]


@pytest.mark.parametrize(
    ("rights", "message"),
    [
        ('[[text]]\nslug = "two"\n', "rights.toml:2: rights-stranger: no text is called “two”"),
        ('[[text]]\nslug = "one"\n' * 2, "rights.toml:4: rights-doubled: “one” has two tables"),
        ('[[text]]\nslug = "one"\n[[text.passage]]\nexact = "four"\n',
         "rights.toml:3: rights-missing: “four” is nowhere in texts/one.txt"),
        ('[[text]]\nslug = "one"\n[[text.passage]]\nof = "B."\n',
         "rights.toml:3: rights-place: one place is needed"),
    ],
)  # fmt: skip
def test_faults_of_the_file(desk: Desk, rights: str, message: str) -> None:
    try:
        found = "\n".join(map(str, check(book_of(desk, rights), desk.edition())))
    except EditionError as error:
        found = str(error)
    assert found.startswith(message)


def test_nothing_of_the_five_texts_is_cleared(book: Book) -> None:
    texts = {point.text for point in book.rights.points if point.rule == "rights-permission"}
    assert len(texts) == 5
    consents = [p.text for p in book.rights.points if p.rule == "rights-consent"]
    assert consents == ["two-years", "two-years"]
