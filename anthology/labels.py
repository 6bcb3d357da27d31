"""The words that the book itself says: names of its parts, what notes are called, what was done.

English, French and German, by the edition's language; an edition can put its own in the place of
any. The texts' own words never come from here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from typing import Any, ClassVar, Protocol, TypeVar

from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.translations import FRENCH, GERMAN


@dataclass(frozen=True, slots=True)
class LinkLabels:
    """What a reader is told of a link before following it (PDF/UA-1, 7.18.5), by its kind."""

    go_to: str
    go_to_page: str
    back_to: str
    go_to_address: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language.

    Words in braces are filled in. A label that begins with `count_` has two forms, for one and for
    more, parted by a bar; `quotes` has four marks so parted; `months` are twelve words.
    """

    contents: str = "Contents"
    imprint: str = "Imprint"
    sources: str = "Sources and rights"
    index: str = "Index of names"
    notes: str = "Notes"
    landmarks: str = "Parts of the book"
    cover: str = "Cover"
    title_page: str = "Title page"
    beginning: str = "Beginning of the texts"
    see: str = "See"
    see_also: str = "See also"
    continued: str = "{heading} (cont.)"
    organizations: str = "Index of organizations"
    people: str = "People in this book"
    born: str = "b. {year}"
    died: str = "d. {year}"
    editors_note: str = "Editor’s note"
    authors_note: str = "Author’s note"
    back: str = "Back to the text"
    back_to: str = "Back to the call of"
    edition_of: str = "Edition of"
    edited_by: str = "Edited by {editor}"
    set_in: str = "Set in EB Garamond."
    unsigned: str = "Unsigned|Anonymous"
    study_edition: str = "Study edition"
    large_print: str = "Large-print edition"
    handout: str = "Handout"
    booklet: str = "Booklet"
    press_edition: str = "for the press"
    booklet_sheets: str = (
        "Paper for a copy: {sheets} sheets of {paper}. Pages: {pages}. "
        "Gatherings: {gatherings} (sheets in each: {sizes})."
    )
    test_sheet: str = "Test sheet"
    test_fold: str = (
        "Fold the sheet in the middle, with this page outside: the pages follow as 1, 2, 3, 4."
    )
    test_again: str = (
        "If one of the tests fails, change the printer’s settings and print this sheet again. "
        "Then print the booklet with the same settings."
    )
    test_turn: str = "Does this page stand upright?"
    test_turn_how: str = (
        "Lay the sheet so that page 1 is at your right, and turn it like the leaf of a book. If "
        "pages 2 and 3 now stand on their heads, choose “flip on short edge” for printing on both "
        "sides."
    )
    test_light: str = (
        "Hold the sheet against the light: the crosses of pages 1 and 2 should meet within 2 mm."
    )
    test_scale: str = "Is this line 100 mm long?"
    test_scale_how: str = (
        "If it is shorter, the printer has made the pages smaller: choose “actual size”, or 100%, "
        "instead of “fit to page”."
    )
    test_order: str = (
        "The sheets of a gathering come out in order, the outermost first. Fold them together, "
        "and staple or sew them through the fold."
    )
    reader_pages: str = (
        "Numbers behind a stroke in the inner margin are pages of the reader, which this edition "
        "is a variant of. A page begins with the line beside which its number stands, or at the "
        "stroke in that line. The index and all references give the reader’s pages; contents and "
        "running heads give the pages of this edition."
    )
    line_numbers: str = "The small numbers in the inner margin count the lines of text on a page."
    handout_pages: str = "Page numbers are those of the reader, which this text is taken from."
    no_permission: str = "No permission is recorded."
    unknown_source: str = "Where it comes from is not recorded."
    address: str = "Address: {address}"
    captured: str = "Copied: {date}"
    holder: str = "Rights holder: {holder}"
    licence: str = "Licence: {licence}"
    permission: str = "Permission for {media}: {by} ({recorded})"
    for_print: str = "print"
    for_screen: str = "screens"
    for_both: str = "print and screens"
    at_most: str = ", at most {copies} copies"
    until: str = ", until {date}"
    withdrawn: str = "The permission was withdrawn on {date}."
    count_consents: str = "consent for a passage is open.|consents for passages are open."
    uncleared: str = (
        "No permission is recorded; this notice grants none. "
        "Ask the rights holders before copying or passing on."
    )
    no_printing: str = (
        "No printing is recorded yet: page numbers may still change, paragraph numbers will not."
    )
    printing: str = "Printing {number}, {date}."
    pages_of_printing: str = "Page numbers are those of printing {number}, {date}."
    after_printing: str = (
        "Changed since printing {number}, {date}: paragraph numbers are those of that printing, "
        "page numbers are not."
    )
    page: str = "Page {label}"
    pages: str = "Pages"
    cite: str = (
        "A number such as 3.27 means text 3, paragraph 27. These numbers stand in the margin of "
        "the printed book and before each paragraph of the e-book; they are the same in both."
    )
    index_pages: str = "Numbers are pages."
    index_reader_pages: str = (
        "Numbers are pages of the reader; here they stand behind a stroke in the inner margin."
    )
    index_on_page: str = "on page {place}"
    index_to_text: str = "to text {place}"
    index_author: str = "Bold numbers stand for a whole text by the person."
    index_paragraph: str = "{sign} is paragraph {note} of text {place}."
    index_text: str = "{sign} by itself is text {place} before its first paragraph."
    index_note: str = "{sign} is the editor’s note {note} {where}."
    index_notes: str = "{sign} are the editor’s notes {note} {where}."
    index_own_note: str = "{sign} is the author’s note [{note}] {where}."
    index_own_notes: str = "{sign} are the author’s notes [{note}] {where}."

    page_ref: str = ", p.\u00a0{page}"
    note_ref: str = "note {marker}"

    abbreviations: str = "List of abbreviations"
    in_texts: str = "In text {texts}.|In texts {texts}."
    last_and: str = " and "
    unresolved: str = "In {places} the text does not show which {short} is meant."
    questions: str = "Questions for discussion"

    months: str = (
        "January February March April May June July August September October November December"
    )
    picture: str = "Picture"
    date: str = "{day} {month} {year}"
    first_day: str = "1"
    quotes: str = "“|”|‘|’"
    colon: str = ":"

    access_text: str = "Text in reading order, with headings and a linked table of contents."
    access_paragraphs: str = "Paragraphs are numbered."
    access_notes: str = "Notes are linked both ways, and say whose they are."
    access_index: str = "There is a linked index."
    access_pages: str = "Page breaks and page list are those of the printed book."
    only_cover: str = "The only picture is the cover, whose words are given too."
    pictures_told: str = (
        "All pictures have descriptions or captions; the words of the cover are given too."
    )
    pictures_untold: str = "Some pictures have no description."
    not_assessed: str = "Nobody has assessed yet whether it conforms to a standard."

    go_to: str = "Go to {text}"
    go_to_page: str = "Go to page {text}"
    go_to_address: str = "Open the web address {text}"

    textual_note: str = "Note on the texts"
    textual_note_lead: str = (
        "What was done to each text, from the ledger that is kept of every change. "
        "Numbers such as 3.27 are those of text and paragraph."
    )
    signs: str = "Signs"
    form: str = "Form"
    nothing_changed: str = "No sign was changed and no form supplied."
    left_out: str = "Left out"
    withheld: str = "Withheld, and marked […]"
    abridged: str = "Abridged, and marked […]"
    a_passage: str = "a passage"
    the_editor: str = "the editor"
    decided_by: str = "decided by {by}"
    changed: str = "Changed"
    left_standing: str = "Left as it stands"
    now_reads: str = "{old} is now {new}"
    taken_out: str = "{old} is taken out"
    because: str = ", for it was {reason}"
    perhaps: str = ", perhaps for {new}"

    count_word: str = "word|words"
    count_quotation_mark: str = (
        "straight quotation mark made curly|straight quotation marks made curly"
    )
    count_apostrophe: str = "straight apostrophe made curly|straight apostrophes made curly"
    count_french_space: str = (
        "space taken out before punctuation|spaces taken out before punctuation"
    )
    count_sign_space: str = "hard space set beside punctuation|hard spaces set beside punctuation"
    count_stray_space: str = (
        "doubled or hard space made a plain one|doubled or hard spaces made plain ones"
    )
    count_spaced_dash: str = "hyphen made a dash|hyphens made dashes"
    count_dash: str = "row of hyphens made a dash|rows of hyphens made dashes"
    count_range: str = "hyphen between figures made a dash|hyphens between figures made dashes"
    count_prime: str = "straight mark made a prime|straight marks made primes"
    count_ellipsis_space: str = (
        "space inside points of omission made unbreakable|"
        "spaces inside points of omission made unbreakable"
    )
    count_no_break: str = "space made unbreakable|spaces made unbreakable"
    count_title_style: str = (
        "title set in the style of this book|titles set in the style of this book"
    )
    count_block_quotation: str = "passage set as a block quotation|passages set as block quotations"
    count_heading: str = "line set as a heading|lines set as headings"
    count_joined: str = "pair of cut paragraphs joined|pairs of cut paragraphs joined"
    count_split: str = "signature set on a line of its own|signatures set on lines of their own"

    @property
    def links(self) -> LinkLabels:
        """The labels of links in the printed book."""
        return LinkLabels(self.go_to, self.go_to_page, self.back_to, self.go_to_address)

    def day(self, date: datetime.date) -> str:
        """A date as the book prints it: 22 November 2026."""
        day = self.first_day if date.day == 1 else str(date.day)
        month = self.months.split()[date.month - 1]
        return self.date.format(day=day, month=month, year=date.year)

    def quoted(self, words: str) -> str:
        """Words in quotation marks, with those inside turned into the inner ones."""
        opening, closing, *inner = self.quotes.split("|")
        for outer, new in zip((opening, closing), inner, strict=True):
            for mark in filter(None, (outer, outer.strip())):
                words = words.replace(mark, new)
        return f"{opening}{words}{closing}"

    def count(self, rule: str, number: int) -> str:
        """How often a rule was used, in words; "" for a rule that the book does not tell of."""
        forms = getattr(self, f"count_{rule.replace('-', '_')}", "")
        one, _, many = forms.partition("|")
        return f"{number} {one if number == 1 else many or one}" if forms else ""


ENGLISH = Labels()
_LANGUAGES = {"en": ENGLISH, "fr": Labels(**FRENCH), "de": Labels(**GERMAN)}


def labels_for(language: str, overrides: Mapping[str, str] | None = None) -> Labels:
    """The labels of a language (a BCP 47 tag), in English if there are none in it.

    `overrides` are the edition's own, by the names of the fields, with - or _ between words; those
    of the readable ledger are passed over. Raises EditionError for a name that is no label and for
    words that lack what is filled in.
    """
    own = {name: words for name, words in (overrides or {}).items() if not is_ledgers(name)}
    return in_language(_LANGUAGES, language, own)


def is_ledgers(name: str) -> bool:
    """Whether a label is one of the readable ledger (`ledgerlabels`)."""
    return name.replace("-", "_").startswith("ledger_")


class _Words(Protocol):
    """Any dataclass of labels."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Chosen = TypeVar("Chosen", bound=_Words)


def in_language(
    languages: Mapping[str, Chosen], language: str, overrides: Mapping[str, str]
) -> Chosen:
    """The labels of a language, in English if there are none in it, with others in their place."""
    labels = languages.get(language.casefold().partition("-")[0], languages["en"])
    own = {name.replace("-", "_"): words for name, words in overrides.items()}
    found = tuple(_faults(own, asdict(labels)))
    if found:
        raise EditionError(*found)
    return replace(labels, **own)


def _faults(own: Mapping[str, str], usual: Mapping[str, str]) -> Iterator[Diagnostic]:
    place = Place("edition.toml")
    for name, words in own.items():
        shown = name.replace("_", "-")
        if name not in usual:
            near = get_close_matches(name, usual, 1)
            hint = f"perhaps `{near[0].replace('_', '-')}`" if near else "see docs/edition.md"
            yield Diagnostic("label-unknown", f"[labels] `{shown}` is no label", place, hint)
        elif _shape(words) != _shape(usual[name]):
            yield Diagnostic(
                "label-shape",
                f"[labels] `{shown}` has not what is filled in, or not so many parts",
                place,
                f"write it like “{usual[name]}”",
            )
        elif name == "months" and len(words.split()) != 12:
            yield Diagnostic("label-shape", "[labels] `months` are not twelve words", place)


def _shape(words: str) -> tuple[list[str], int]:
    """What is filled in and how many parts there are; a lone brace makes a shape of its own."""
    return sorted(re.findall(r"\{\w*\}|[{}]", words)), words.count("|")
