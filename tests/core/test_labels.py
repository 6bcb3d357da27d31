"""The words of the book in each language, and the edition's own in their place."""

from __future__ import annotations

import datetime
import re
from dataclasses import asdict, fields
from xml.etree.ElementTree import Element

import pytest

from anthology.comments import REASON
from anthology.diagnostic import EditionError
from anthology.labels import ENGLISH, Labels, labels_for
from anthology.ledger import Ledger, Row
from anthology.ledgerlabels import ledger_labels_for
from anthology.picture import PictureError, read_picture
from anthology.queries import _REASONS
from anthology.read import furniture, generated, notices, pageasides
from anthology.read.notices import Omission
from anthology.reasons import reason_in
from anthology.render.roles import link_contents
from anthology.span import Span
from anthology.textnote import Facts, text_note
from anthology.translations import FRENCH, GERMAN
from anthology.typography import RULES, edits

NAMES = {field.name for field in fields(Labels)}


@pytest.mark.parametrize("words", [FRENCH, GERMAN])
def test_each_language_has_all_labels(words: dict[str, str]) -> None:
    assert words.keys() == NAMES


@pytest.mark.parametrize("words", [FRENCH, GERMAN])
def test_what_is_filled_in_is_the_same_in_each_language(words: dict[str, str]) -> None:
    english = asdict(ENGLISH)
    for name in NAMES:
        assert set(re.findall(r"\{\w+\}", words[name])) == set(
            re.findall(r"\{\w+\}", english[name])
        ), name
        assert words[name].count("|") == english[name].count("|"), name


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_labels_are_set_by_the_type_rules_of_their_language(language: str) -> None:
    labels = asdict(labels_for(language))
    # A hard space before what is filled in: the rules see none of it.
    del labels["quotes"], labels["date"], labels["page_ref"]
    assert {name: edits(words, language) for name, words in labels.items()} == dict.fromkeys(
        labels, ()
    )


def test_the_language_of_the_edition() -> None:
    assert labels_for("en-GB") is not None
    assert labels_for("en-GB").contents == "Contents"
    assert labels_for("fr").contents == "Table des matières"
    assert labels_for("de-AT").index == "Personenregister"
    assert labels_for("ru") == ENGLISH


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "1 March 2019", "22 November 2026"),
        ("fr", "1er mars 2019", "22 novembre 2026"),
        ("de", "1.\u00a0März 2019", "22.\u00a0November 2026"),
    ],
)
def test_days(language: str, first: str, last: str) -> None:
    labels = labels_for(language)
    assert labels.day(datetime.date(2019, 3, 1)) == first
    assert labels.day(datetime.date(2026, 11, 22)) == last


@pytest.mark.parametrize(
    ("language", "words", "quoted"),
    [
        ("en", "so “it” is", "“so ‘it’ is”"),
        ("fr", "il «\u00a0est\u00a0» là", "«\u00a0il “est” là\u00a0»"),
        ("de", "so „ist“ es", "„so ‚ist‘ es“"),
    ],
)
def test_quoted(language: str, words: str, quoted: str) -> None:
    assert labels_for(language).quoted(words) == quoted


def test_counts() -> None:
    assert ENGLISH.count("no-break", 1) == "1 space made unbreakable"
    assert ENGLISH.count("no-break", 2) == "2 spaces made unbreakable"
    assert ENGLISH.count("unheard-of", 2) == ""


def test_each_type_rule_is_counted_in_the_note_on_the_texts() -> None:
    for rule in (*RULES, "range", "title-style"):
        row = Row("typographic", rule, Span("s", 0, 1), "a", "b")
        assert ENGLISH.count(rule, 1) in str(text_note("T", Ledger((row,)), Facts())), rule


def test_the_editions_own() -> None:
    labels = labels_for("fr", {"contents": "Sommaire", "editors-note": "N.d.É."})
    assert (labels.contents, labels.editors_note) == ("Sommaire", "N.d.É.")
    assert labels.index == "Index des noms"


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ({"content": "X"}, "edition.toml: label-unknown: [labels] `content` is no label\n"),
        ({"go-to": "Go"}, "`go-to` has not what is filled in"),
        ({"go-to": "Go to {page}"}, "`go-to` has not what is filled in"),
        ({"contents": "a {text}"}, "`contents` has not what is filled in"),
        ({"contents": "a {"}, "`contents` has not what is filled in"),
        ({"quotes": "“|”"}, "write it like “"),
        ({"months": "January February"}, "not twelve words"),
    ],
)
def test_what_is_no_label(own: dict[str, str], message: str) -> None:
    with pytest.raises(EditionError) as error:
        labels_for("en", own)
    assert message in str(error.value)


def test_every_fault_is_told_and_the_nearest_label_proposed() -> None:
    with pytest.raises(EditionError) as error:
        labels_for("en", {"editors-not": "X", "go-to": "Y"})
    assert [d.rule for d in error.value.diagnostics] == ["label-unknown", "label-shape"]
    assert error.value.diagnostics[0].hint == "perhaps `editors-note`"


def link(kind: str, words: str) -> Element:
    element = Element("a", {"class": kind})
    element.text = words
    return element


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Editor’s note 3", "Back to the call of Editor’s note 3", "Go to page 3",
                "Go to 3"]),
        ("fr", ["Note de l’éditeur 3", "Retour à l’appel\u00a0: Note de l’éditeur 3",
                "Aller à la page 3", "Aller à 3"]),
        ("de", ["Editorische Anmerkung 3", "Zurück zum Verweis: Editorische Anmerkung 3",
                "Gehe zu Seite 3", "Gehe zu 3"]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_link(language: str, said: list[str]) -> None:
    labels = labels_for(language)
    found = [link(kind, "3") for kind in ("noteref editor", "note-marker", "locator", "")]
    for call in found[:2]:
        call.set("aria-label", f"{labels.editors_note} 3")  # as the templates do
    assert [link_contents(element, "#x", labels.links) for element in found] == said


def test_what_is_said_of_a_link_can_be_put_in_other_words() -> None:
    links = labels_for("en", {"go-to-address": "Web: {text}"}).links
    assert link_contents(link("", "a site"), "https://a.example", links) == "Web: a site"


# --- The readable ledger, and the reasons of the program ------------------------------------------

LEDGERS = {language: asdict(ledger_labels_for(language)) for language in ("en", "fr", "de")}


@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_ledger_has_all_its_words_in_each_language(language: str) -> None:
    english, other = LEDGERS["en"], LEDGERS[language]
    for name in english.keys() - {"language"}:
        for sign in (r"\{\w+\}", r"\|"):
            assert sorted(re.findall(sign, other[name])) == sorted(re.findall(sign, english[name]))
    same = {name for name in english if english[name] == other[name]}
    assert same <= {
        "ledger_changed", "ledger_source", "ledger_text", "ledger_because", "ledger_by",
        "ledger_from", "ledger_unit_salutation", "ledger_unit_signature",
    }  # fmt: skip


def test_words_of_the_ledger_can_be_put_otherwise() -> None:
    own = {"ledger-over": "All changes", "contents": "In this book"}
    assert ledger_labels_for("fr", own).ledger_over == "All changes"
    assert labels_for("fr", own).contents == "In this book"
    with pytest.raises(EditionError, match="`ledger-ower` is no label"):
        ledger_labels_for("en", {"ledger-ower": "X"})


def machine_reasons() -> list[str]:
    """Every reason that the program gives by itself and a book can print."""
    modules = (furniture, notices, pageasides)
    known = [value for module in modules for value in vars(module).values()]
    debris = dict.fromkeys(value.reason for value in known if isinstance(value, Omission))
    notes = [f"an author’s note to words {kind}" for kind in ("withheld", "abridged")]
    return [
        *debris,
        *generated.REASONS.values(),
        *notes,
        *(f"{note}: x" for note in notes),
        REASON,
        *_REASONS.values(),
    ]


@pytest.mark.parametrize("reason", machine_reasons())
def test_each_reason_of_the_program_is_translated(reason: str) -> None:
    assert len({reason, reason_in(reason, "fr"), reason_in(reason, "de-CH")}) == 3
    assert reason_in(reason, "en") == reason_in(reason, "fi") == reason


def test_reasons_put_together_are_translated_part_by_part() -> None:
    reason = "announced by “as he wrote, once:”, set off by blank lines"
    told = "angekündigt durch „as he wrote, once:“, durch Leerzeilen abgesetzt"
    assert reason_in(reason, "de") == told
    assert reason_in("no sentence ends before it, and a quotation mark is open", "fr") == (
        "aucune phrase ne finit avant, et un guillemet est ouvert"
    )


def test_why_a_picture_is_not_shown_is_translated() -> None:
    with pytest.raises(PictureError) as refused:
        read_picture(b"<svg/>")
    assert reason_in(refused.value.message, "de") == "ist SVG, das nicht gelesen wird"
    with pytest.raises(PictureError) as refused:
        read_picture(b"no picture")
    assert reason_in(refused.value.message, "fr") == "n’est ni PNG, ni JPEG, ni GIF, ni WebP"


def test_the_editors_own_reasons_stay_as_written() -> None:
    for reason in ("a slip", "a line of the site and more", "typed in capitals by me", ""):
        assert reason_in(reason, "fr") == reason
