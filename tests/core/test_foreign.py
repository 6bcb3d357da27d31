"""Blocks in another language are marked in both books, and the editor has the last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anthology.book import Book
from anthology.booktext import BookText
from anthology.check import check
from anthology.document import Foreign, inlines_of, plain
from anthology.edition import Edition
from anthology.indexprint import IndexPrint
from anthology.labels import ENGLISH
from anthology.render.markup import Medium, Press, all_notes
from anthology.resources import folder
from anthology.textcheck import languages

if TYPE_CHECKING:
    from tests.core.conftest import Desk, Edit

FRENCH = (
    "Tous les êtres humains naissent libres et égaux en dignité et en droits : ils sont doués "
    'de raison et "de conscience" et doivent agir les uns envers les autres.'
)
ENGLISH_WORDS = "It is said of the declaration that it was written in French, and that is so."


def marked(text: BookText) -> list[tuple[str, str]]:
    found = (i for i in inlines_of(text.body) if isinstance(i, Foreign))
    return [(i.language, plain(i.children)) for i in found]


def page(book: Book, text: BookText, name: str = "epub") -> str:
    medium = Medium(
        "epub" if name == "epub" else "print", all_notes(book, ENGLISH), (), IndexPrint(ENGLISH)
    )
    press = Press((folder("templates"),))
    template = {"epub": "epub.xhtml.j2", "print": "print.xhtml.j2"}[name]
    return press.set(
        template, book=book, medium=medium, labels=ENGLISH, title="", piece="text", galley="text",
        text=text, matter="bodymatter",
    ).decode()  # fmt: skip


def test_a_paragraph_in_another_language_is_marked_and_set_by_its_rules(edit: Edit) -> None:
    text = edit(f"{ENGLISH_WORDS}\n\n{FRENCH}\n")
    [(language, words)] = marked(text)
    assert language == "fr"
    assert "droits\u00a0:" in words
    assert "«\u00a0de conscience\u00a0»" in words


def test_below_twelve_words_nothing_is_marked(edit: Edit) -> None:
    text = edit(f"{ENGLISH_WORDS}\n\nTous les êtres humains naissent libres et égaux.\n")
    assert marked(text) == []


def test_paragraphs_of_a_quotation_are_judged_together(edit: Edit) -> None:
    halves = "Tous les êtres humains naissent libres et égaux.\n\nIls sont doués de raison et d’un."
    decisions = '[[quote]]\nfrom = "Tous les"\nto = "d’un."\n'
    text = edit(f"{ENGLISH_WORDS}\n\n{halves}\n\n{ENGLISH_WORDS}\n", decisions=decisions)
    assert [language for language, _ in marked(text)] == ["fr", "fr"]


@pytest.mark.parametrize("name", ["epub", "print"])
def test_both_books_say_the_language_on_the_paragraph(desk: Desk, name: str) -> None:
    desk.text(f"{ENGLISH_WORDS}\n\n{FRENCH}\n")
    book = desk.book()
    assert 'data-n="2" lang="fr" xml:lang="fr">' in page(book, book.texts[0], name)


@pytest.mark.parametrize("name", ["epub", "print"])
def test_a_note_on_foreign_words_stays_in_its_own_language(desk: Desk, name: str) -> None:
    desk.text(f"{FRENCH}\n", notes="> Tous les **êtres** humains\n\nBeings.\n")
    book = desk.book()
    text = page(book, book.texts[0], name)
    note = text[text.index("<aside") :]
    assert ' lang="en" xml:lang="en"' in note[: note.index(">")]


def test_the_editors_words_in_a_french_text_are_in_the_language_of_the_book(desk: Desk) -> None:
    entry = 'title = "[A Title]"\nsupplied = true\nlanguage = "fr"'
    desk.text(f"{FRENCH}\n", entry=entry, headnotes="Of rights.\n", notes="> **Tous**\n\nAll.\n")
    book = desk.book()
    text = page(book, book.texts[0])
    assert '<div class="headnote" id="t1h" lang="en" xml:lang="en">' in text
    assert marked(book.texts[0]) == []


def test_the_editor_overrules_what_was_detected(edit: Edit) -> None:
    decisions = '[[language]]\nfrom = "Tous"\nto = "les autres."\nlanguage = "en"\n'
    text = edit(f"{ENGLISH_WORDS}\n\n{FRENCH}\n", decisions=decisions)
    assert marked(text) == []
    assert text.detected == ()


def test_the_editor_names_the_language_of_words_in_a_paragraph(edit: Edit) -> None:
    decisions = '[[language]]\nexact = "raison d\'être"\nlanguage = "fr"\n'
    text = edit("It had lost its raison d'être, and *that* was *that*.\n", decisions=decisions)
    assert marked(text) == [("fr", "raison d’être")]


def test_a_decision_may_run_over_emphasis_and_paragraphs(edit: Edit) -> None:
    decisions = '[[language]]\nfrom = "deux trois"\nto = "quatre"\nlanguage = "fr"\n'
    text = edit("One *two deux* trois.\n\nQuatre quatre, five six *seven*.\n", decisions=decisions)
    assert marked(text) == [("fr", "deux trois."), ("fr", "Quatre quatre")]


def test_what_was_detected_is_listed_with_its_line_and_evidence(desk: Desk) -> None:
    desk.text(f"{ENGLISH_WORDS}\n\n{ENGLISH_WORDS}\n\n{ENGLISH_WORDS}\n\n{FRENCH}\n")
    edition = desk.edition()
    [said] = check(desk.book(), edition)
    assert str(said).startswith(
        "texts/one.txt:7:1: info: language-detected: “Tous les êtres humains naissent libres …” "
        "is set as “fr” ("
    )


def test_a_text_mostly_in_another_language_is_told_once(desk: Desk) -> None:
    desk.text(f"{FRENCH}\n\n{FRENCH}\n")
    [said] = languages(desk.book().texts[0])
    assert said.rule == "language-undeclared"


def test_no_block_of_the_seeds_is_in_another_language(book: Book, seeds: Edition) -> None:
    assert [found for text in book.texts for found in text.detected] == []
