"""The words of the readable ledger in English, French and German: what the page itself says.

An edition can put its own in the place of any, as `[labels]` whose names begin with `ledger-`.
The reasons that the program gives are in `reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anthology.labels import in_language, is_ledgers
from anthology.ledger import Kind


@dataclass(frozen=True, slots=True)
class LedgerLabels:
    """The labels of one language; words in braces are filled in, forms for one and more barred."""

    language: str = "en"

    ledger_title: str = "Ledger: {title}"
    ledger_over: str = "Ledger of changes"
    ledger_lead: str = (
        "Each text beside its source, with every difference between the two marked where it "
        "stands. Paragraphs without a difference are folded up."
    )
    ledger_summary: str = "Summary"
    ledger_text: str = "Text"
    ledger_all_texts: str = "All texts"
    ledger_classes: str = "Classes of change"
    ledger_every_text: str = "all texts"
    ledger_rest: str = "also paragraphs without a change of these classes"
    ledger_unfold: str = "open them"
    ledger_keys: str = "keys: n next change, p the one before"
    ledger_source: str = "Source"
    ledger_book: str = "Book"
    ledger_from: str = "Source: {file}"
    ledger_removed: str = "Removed from line {line} on"
    ledger_source_line: str = "Source, line"
    ledger_both_line: str = "Source and book, line"
    ledger_same: str = "as in the source"
    ledger_changes: str = "Changes"
    ledger_previous: str = "Previous change"
    ledger_next: str = "Next change"
    ledger_none: str = "No change to show"
    ledger_said: str = "{at} of {all}: {words}"

    ledger_omitted: str = "omitted"
    ledger_withheld: str = "withheld"
    ledger_abridged: str = "abridged"
    ledger_markup: str = "markup"
    ledger_structural: str = "structural"
    ledger_typographic: str = "typographic"
    ledger_emended: str = "emended"
    ledger_queried: str = "queried"
    ledger_omitted_means: str = "left out, with the reason"
    ledger_withheld_means: str = (
        "taken out for a reason of rights or consent; its words are not on this page"
    )
    ledger_abridged_means: str = "taken out to shorten the text; the book shows […]"
    ledger_markup_means: str = (
        "signs that became structure, such as numbers of a list and calls of notes"
    )
    ledger_structural_means: str = "joined, split, set as a heading or a quotation"
    ledger_typographic_means: str = (
        "signs set in type; ␣ is a space, ⍽ one at which no line may end"
    )
    ledger_emended_means: str = "words changed by the editor, with the reason"
    ledger_queried_means: str = "words that may be a slip, left as they stand"

    ledger_left_out: str = "left out"
    ledger_picture: str = "picture {name} not printed"
    ledger_kept_back: str = "withheld"
    ledger_words: str = "{count} word|{count} words"
    ledger_changed: str = "{old} → {new}"
    ledger_taken_out: str = "{old} taken out"
    ledger_perhaps: str = "perhaps {new}"
    ledger_in_doubt: str = "queried"
    ledger_inside: str = "{kind}, inside a place {around}"
    ledger_because: str = "{what}: {reason}"
    ledger_by: str = "{what} ({by})"
    ledger_block_quotation: str = "set as a block quotation"
    ledger_heading_set: str = "set as a heading"
    ledger_joined: str = "joined to the paragraph before"
    ledger_split: str = "set on a line of its own"

    ledger_unit_title: str = "title"
    ledger_unit_authors_note: str = "author’s note"
    ledger_unit_not_printed: str = "not printed"
    ledger_unit_heading: str = "heading"
    ledger_unit_salutation: str = "salutation"
    ledger_unit_signature: str = "signature"
    ledger_unit_preface: str = "preface"
    ledger_unit_continued: str = "continued"

    def kind(self, kind: Kind) -> str:
        """The name of a class of change."""
        return str(getattr(self, f"ledger_{kind}"))

    def means(self, kind: Kind) -> str:
        """What a class of change is, in a line."""
        return str(getattr(self, f"ledger_{kind}_means"))

    def unit(self, name: str) -> str:
        """What a stretch of the page is called (`passages.Unit.label`)."""
        plain = name.replace("’", "").replace(" ", "_")
        return str(getattr(self, f"ledger_unit_{plain}")) if name else ""

    def words(self, count: int) -> str:
        """How many words there are."""
        one, _, many = self.ledger_words.partition("|")
        return (one if count == 1 else many).format(count=count)


_FRENCH: Mapping[str, str] = {
    "language": "fr",
    "ledger_title": "Registre\u00a0: {title}",
    "ledger_over": "Registre des changements",
    "ledger_lead": (
        "Chaque texte auprès de sa source, chaque différence entre les deux marquée à sa place. "
        "Les paragraphes sans différence sont repliés."
    ),
    "ledger_summary": "Résumé",
    "ledger_text": "Texte",
    "ledger_all_texts": "Tous les textes",
    "ledger_classes": "Classes de changements",
    "ledger_every_text": "tous les textes",
    "ledger_rest": "aussi les paragraphes sans changement de ces classes",
    "ledger_unfold": "les déplier",
    "ledger_keys": "touches\u00a0: n changement suivant, p le précédent",
    "ledger_source": "Source",
    "ledger_book": "Livre",
    "ledger_from": "Source\u00a0: {file}",
    "ledger_removed": "Supprimé à partir de la ligne {line}",
    "ledger_source_line": "Source, ligne",
    "ledger_both_line": "Source et livre, ligne",
    "ledger_same": "comme dans la source",
    "ledger_changes": "Changements",
    "ledger_previous": "Changement précédent",
    "ledger_next": "Changement suivant",
    "ledger_none": "Aucun changement à montrer",
    "ledger_said": "{at} sur {all}\u00a0: {words}",
    "ledger_omitted": "omis",
    "ledger_withheld": "retenu",
    "ledger_abridged": "abrégé",
    "ledger_markup": "balisage",
    "ledger_structural": "structure",
    "ledger_typographic": "typographie",
    "ledger_emended": "corrigé",
    "ledger_queried": "douteux",
    "ledger_omitted_means": "laissé de côté, avec la raison",
    "ledger_withheld_means": (
        "retiré pour une raison de droits ou de consentement\u202f; ses mots ne sont pas sur cette "
        "page"
    ),
    "ledger_abridged_means": "retiré pour abréger le texte\u202f; le livre porte […]",
    "ledger_markup_means": (
        "signes devenus structure, tels que numéros de liste et appels de note"
    ),
    "ledger_structural_means": "réuni, divisé, composé en intertitre ou en citation",
    "ledger_typographic_means": (
        "signes composés\u202f; ␣ est une espace, ⍽ une espace où aucune ligne ne peut finir"
    ),
    "ledger_emended_means": "mots changés par l’éditeur, avec la raison",
    "ledger_queried_means": "mots peut-être fautifs, laissés tels quels",
    "ledger_left_out": "laissé de côté",
    "ledger_picture": "image {name} non imprimée",
    "ledger_kept_back": "retenu",
    "ledger_words": "{count} mot|{count} mots",
    "ledger_changed": "{old} → {new}",
    "ledger_taken_out": "{old} supprimé",
    "ledger_perhaps": "peut-être {new}",
    "ledger_in_doubt": "douteux",
    "ledger_inside": "{kind}, à l’intérieur d’un passage {around}",
    "ledger_because": "{what}\u00a0: {reason}",
    "ledger_by": "{what} ({by})",
    "ledger_block_quotation": "composé en citation",
    "ledger_heading_set": "composé en intertitre",
    "ledger_joined": "réuni au paragraphe précédent",
    "ledger_split": "mis à la ligne",
    "ledger_unit_title": "titre",
    "ledger_unit_authors_note": "note de l’auteur",
    "ledger_unit_not_printed": "non imprimé",
    "ledger_unit_heading": "intertitre",
    "ledger_unit_salutation": "salutation",
    "ledger_unit_signature": "signature",
    "ledger_unit_preface": "préface",
    "ledger_unit_continued": "suite",
}

_GERMAN: Mapping[str, str] = {
    "language": "de",
    "ledger_title": "Verzeichnis: {title}",
    "ledger_over": "Verzeichnis der Änderungen",
    "ledger_lead": (
        "Jeder Text neben seiner Quelle, jeder Unterschied zwischen beiden an seiner Stelle "
        "bezeichnet. Absätze ohne Unterschied sind eingeklappt."
    ),
    "ledger_summary": "Übersicht",
    "ledger_text": "Text",
    "ledger_all_texts": "Alle Texte",
    "ledger_classes": "Arten der Änderung",
    "ledger_every_text": "alle Texte",
    "ledger_rest": "auch Absätze ohne eine Änderung dieser Arten",
    "ledger_unfold": "sie aufklappen",
    "ledger_keys": "Tasten: n nächste Änderung, p die vorige",
    "ledger_source": "Quelle",
    "ledger_book": "Buch",
    "ledger_from": "Quelle: {file}",
    "ledger_removed": "Entfernt ab Zeile {line}",
    "ledger_source_line": "Quelle, Zeile",
    "ledger_both_line": "Quelle und Buch, Zeile",
    "ledger_same": "wie in der Quelle",
    "ledger_changes": "Änderungen",
    "ledger_previous": "Vorige Änderung",
    "ledger_next": "Nächste Änderung",
    "ledger_none": "Keine Änderung zu zeigen",
    "ledger_said": "{at} von {all}: {words}",
    "ledger_omitted": "weggelassen",
    "ledger_withheld": "zurückgehalten",
    "ledger_abridged": "gekürzt",
    "ledger_markup": "Auszeichnung",
    "ledger_structural": "Struktur",
    "ledger_typographic": "Satz",
    "ledger_emended": "geändert",
    "ledger_queried": "fraglich",
    "ledger_omitted_means": "weggelassen, mit dem Grund",
    "ledger_withheld_means": (
        "aus Gründen der Rechte oder der Einwilligung entfernt; die Wörter stehen nicht auf dieser "
        "Seite"
    ),
    "ledger_abridged_means": "entfernt, um den Text zu kürzen; im Buch steht […]",
    "ledger_markup_means": (
        "Zeichen, die Struktur wurden, wie Nummern einer Liste und Verweise auf Anmerkungen"
    ),
    "ledger_structural_means": "verbunden, getrennt, als Überschrift oder Zitat gesetzt",
    "ledger_typographic_means": (
        "gesetzte Zeichen; ␣ ist ein Leerzeichen, ⍽ eines, bei dem keine Zeile enden darf"
    ),
    "ledger_emended_means": "vom Herausgeber geänderte Wörter, mit dem Grund",
    "ledger_queried_means": "vielleicht verschriebene Wörter, stehen gelassen",
    "ledger_left_out": "weggelassen",
    "ledger_picture": "Bild {name} nicht gedruckt",
    "ledger_kept_back": "zurückgehalten",
    "ledger_words": "{count} Wort|{count} Wörter",
    "ledger_changed": "{old} → {new}",
    "ledger_taken_out": "{old} getilgt",
    "ledger_perhaps": "vielleicht {new}",
    "ledger_in_doubt": "fraglich",
    "ledger_inside": "{kind}, innerhalb einer Stelle: {around}",
    "ledger_because": "{what}: {reason}",
    "ledger_by": "{what} ({by})",
    "ledger_block_quotation": "als Blockzitat gesetzt",
    "ledger_heading_set": "als Überschrift gesetzt",
    "ledger_joined": "mit dem vorigen Absatz verbunden",
    "ledger_split": "auf eine eigene Zeile gesetzt",
    "ledger_unit_title": "Titel",
    "ledger_unit_authors_note": "Anmerkung im Original",
    "ledger_unit_not_printed": "nicht gedruckt",
    "ledger_unit_heading": "Überschrift",
    "ledger_unit_salutation": "Anrede",
    "ledger_unit_signature": "Unterschrift",
    "ledger_unit_preface": "Vorrede",
    "ledger_unit_continued": "Fortsetzung",
}

ENGLISH = LedgerLabels()
_LANGUAGES = {
    "en": ENGLISH, "fr": LedgerLabels(**_FRENCH), "de": LedgerLabels(**_GERMAN),
}  # fmt: skip


def ledger_labels_for(language: str, overrides: Mapping[str, str] | None = None) -> LedgerLabels:
    """The labels of the ledger in a language, with the edition's own in their place.

    Raises EditionError as `labels.labels_for` does.
    """
    own = {n: w for n, w in (overrides or {}).items() if is_ledgers(n)}
    return in_language(_LANGUAGES, language, own)
