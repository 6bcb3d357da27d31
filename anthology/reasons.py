"""The reasons that the program writes into the ledger, and the names of its rules, in French and
German.

The ledger keeps them in English; a book or a page in another language says them in that. What an
editor wrote is in the editor's words and stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from anthology.ledger import Ledger

_PHRASES: Mapping[str, tuple[str, str]] = {
    # Site debris
    "stands outside the text on its page": (
        "hors du texte sur sa page", "steht auf der Seite außerhalb des Textes"),
    "links to other pages of the site": (
        "liens vers d’autres pages du site", "Verweise auf andere Seiten der Website"),
    "head of the site": ("en-tête du site", "Kopf der Website"),
    "foot of the site": ("pied du site", "Fuß der Website"),
    "contents list whose links lead only to places on the page": (
        "sommaire dont les liens ne mènent qu’à des endroits de la page",
        "Inhaltsliste, deren Verweise nur auf Stellen der Seite führen"),
    "buttons for sharing the page": (
        "boutons de partage de la page", "Knöpfe zum Teilen der Seite"),
    "list of other pages of the site": (
        "liste d’autres pages du site", "Liste anderer Seiten der Website"),
    "notice about cookies or privacy": (
        "avis sur les cookies ou la vie privée", "Hinweis zu Cookies oder Datenschutz"),
    "form to fill in": ("formulaire à remplir", "Formular"),
    "note of the site about comments, not a comment": (
        "note du site sur les commentaires, non un commentaire",
        "Hinweis der Website zu Kommentaren, kein Kommentar"),
    "automatic message that another site links here": (
        "message automatique d’un autre site qui renvoie ici",
        "automatische Nachricht, dass eine andere Website hierher verweist"),
    "link for editors of the site": (
        "lien pour les rédacteurs du site", "Verweis für Bearbeiter der Website"),
    "categories and tags of the site": (
        "catégories et mots-clés du site", "Rubriken und Schlagwörter der Website"),
    "advertisement or appeal of the site": (
        "publicité ou appel du site", "Werbung oder Aufruf der Website"),
    "link of a heading to itself": (
        "lien d’un intertitre vers lui-même", "Verweis einer Überschrift auf sich selbst"),
    "link from a note back to its place": (
        "lien d’une note vers son appel", "Verweis einer Anmerkung zurück auf ihre Stelle"),
    "heading of the notes, which have their own place": (
        "titre des notes, qui ont leur propre place",
        "Überschrift der Anmerkungen, die ihren eigenen Platz haben"),
    "link for answering a comment": (
        "lien pour répondre à un commentaire", "Verweis zum Antworten auf einen Kommentar"),
    "buttons and messages of the scripts of the page": (
        "boutons et messages des scripts de la page",
        "Knöpfe und Meldungen der Skripte der Seite"),
    "number of a line of verse, in the margin of its page": (
        "numéro d’un vers, en marge de sa page",
        "Nummer eines Verses, am Rand seiner Seite"),
    "readers’ comments, which could not be told apart": (
        "commentaires de lecteurs, impossibles à distinguer les uns des autres",
        "Kommentare von Lesern, die nicht auseinanderzuhalten waren"),
    "hidden on the page: browsers do not show it": (
        "caché sur la page\u00a0: les navigateurs ne le montrent pas",
        "auf der Seite verborgen: Browser zeigen es nicht"),
    "words in a drawing, which is not printed": (
        "mots dans un dessin, qui n’est pas imprimé",
        "Wörter in einer Zeichnung, die nicht gedruckt wird"),
    "a sign for the eye alone, which the page says is no word": (
        "un signe pour l’œil seul, dont la page dit qu’il n’est pas un mot",
        "ein Zeichen nur fürs Auge, das nach der Seite kein Wort ist"),
    "marked on the page as deleted": (
        "marqué sur la page comme supprimé", "auf der Seite als gelöscht bezeichnet"),
    "the page marks a quotation, and browsers show the marks": (
        "la page marque une citation, et les navigateurs montrent les guillemets",
        "die Seite bezeichnet ein Zitat, und Browser zeigen die Zeichen"),
    "the reading that the page sets over a word follows it, in brackets": (
        "la lecture que la page met au-dessus d’un mot le suit, entre parenthèses",
        "die Lesung, die die Seite über ein Wort setzt, folgt ihm in Klammern"),
    "the page sets a fraction, which stands on the line here": (
        "la page compose une fraction, qui est ici sur la ligne",
        "die Seite setzt einen Bruch, der hier auf der Zeile steht"),
    "heading of the site over its readers’ comments": (
        "titre du site au-dessus des commentaires de ses lecteurs",
        "Überschrift der Website über den Kommentaren ihrer Leser"),
    "empty heading of the site": ("intertitre vide du site", "leere Überschrift der Website"),
    "label of the site for a postscript": (
        "étiquette du site pour un post-scriptum", "Marke der Website für ein Postskriptum"),
    "date line of the site": ("ligne de date du site", "Datumszeile der Website"),
    "the header of Project Gutenberg": (
        "l’en-tête du Project Gutenberg", "der Kopf von Project Gutenberg"),
    "the licence of Project Gutenberg": (
        "la licence du Project Gutenberg", "die Lizenz von Project Gutenberg"),
    "what the file says of itself": (
        "ce que le fichier dit de lui-même", "was die Datei über sich selbst sagt"),
    # Pictures
    "left out by the editor": ("omis par l’éditeur", "vom Herausgeber weggelassen"),
    "shows nothing: {0} × {1} pixels": (
        "ne montre rien\u00a0: {0} × {1} pixels", "zeigt nichts: {0} × {1} Pixel"),
    "in a passage that is taken out, line {0}": (
        "dans un passage retiré, ligne {0}", "in einer entfernten Stelle, Zeile {0}"),
    "is SVG, which is not read": (
        "est du SVG, qui n’est pas lu", "ist SVG, das nicht gelesen wird"),
    "has more than {0} MB": ("a plus de {0} Mo", "hat mehr als {0} MB"),
    "is neither PNG, JPEG, GIF nor WebP": (
        "n’est ni PNG, ni JPEG, ni GIF, ni WebP", "ist weder PNG, JPEG, GIF noch WebP"),
    "is empty": ("est vide", "ist leer"),
    "is broken ({0})": ("est endommagée ({0})", "ist beschädigt ({0})"),
    "unpacks to {0} × {1} pixels": (
        "se déploie en {0} × {1} pixels", "entpackt sich zu {0} × {1} Pixeln"),
    "is not in the file of the text": (
        "n’est pas dans le fichier du texte", "ist nicht in der Datei des Textes"),
    "is on the web": ("est sur le web", "ist im Web"),
    "is outside the edition": ("est hors de l’édition", "ist außerhalb der Ausgabe"),
    "is not there": ("est absente", "ist nicht da"),
    "leads outside the edition by a link": (
        "mène par un lien hors de l’édition", "führt über einen Link aus der Ausgabe hinaus"),
    "cannot be read: {0}": ("ne peut être lue\u00a0: {0}", "ist nicht lesbar: {0}"),
    # Withheld, queried, set
    "readers’ comments: other people’s words, without their consent on record": (
        "commentaires de lecteurs\u00a0: mots d’autrui, sans accord consigné",
        "Kommentare von Lesern: Worte anderer, ohne dass eine Einwilligung verzeichnet ist"),
    "an author’s note to words withheld: {0}": (
        "note de l’auteur à des mots retenus\u00a0: {0}",
        "Anmerkung im Original zu zurückgehaltenen Wörtern: {0}"),
    "an author’s note to words withheld": (
        "note de l’auteur à des mots retenus",
        "Anmerkung im Original zu zurückgehaltenen Wörtern"),
    "an author’s note to words abridged: {0}": (
        "note de l’auteur à des mots abrégés\u00a0: {0}",
        "Anmerkung im Original zu gekürzten Wörtern: {0}"),
    "an author’s note to words abridged": (
        "note de l’auteur à des mots abrégés", "Anmerkung im Original zu gekürzten Wörtern"),
    "the quotation is not closed": (
        "la citation n’est pas fermée", "das Zitat ist nicht geschlossen"),
    "the quotation is not opened": (
        "la citation n’est pas ouverte", "das Zitat ist nicht eröffnet"),
    "the number is given twice": (
        "le numéro est donné deux fois", "die Nummer ist zweimal vergeben"),
    "titles are set in one style": (
        "les titres sont composés d’une seule manière", "Titel sind auf eine Art gesetzt"),
    # What a plain text shows by its looks
    "typed in capitals": ("en capitales", "in Großbuchstaben"),
    "numbered, but alone and without a full stop": (
        "numéroté, mais seul et sans point final", "nummeriert, aber allein und ohne Schlusspunkt"),
    "repeats the title": ("répète le titre", "wiederholt den Titel"),
    "short, without a full stop, before a long paragraph": (
        "court, sans point final, devant un long paragraphe",
        "kurz, ohne Schlusspunkt, vor einem langen Absatz"),
    "in quotation marks from end to end": (
        "entre guillemets d’un bout à l’autre", "ganz in Anführungszeichen"),
    "set off by blank lines": ("isolé par des lignes vides", "durch Leerzeilen abgesetzt"),
    "announced inside a quotation": (
        "annoncé dans une citation", "innerhalb eines Zitats angekündigt"),
    "announced by “{0}”": ("annoncé par «\u00a0{0}\u00a0»", "angekündigt durch „{0}“"),
    "no sentence ends before it, and it begins with a small letter": (
        "aucune phrase ne finit avant, et il commence par une minuscule",
        "kein Satz endet davor, und er beginnt mit einem Kleinbuchstaben"),
    "no sentence ends before it, and a quotation mark is open": (
        "aucune phrase ne finit avant, et un guillemet est ouvert",
        "kein Satz endet davor, und ein Anführungszeichen ist offen"),
    "no sentence ends before it": ("aucune phrase ne finit avant", "kein Satz endet davor"),
    "between items {0} and {1} of one list": (
        "entre les points {0} et {1} d’une liste", "zwischen den Punkten {0} und {1} einer Liste"),
    "{0} blank lines before it": ("{0} lignes vides devant", "{0} Leerzeilen davor"),
    "greets a reader": ("salue un lecteur", "grüßt einen Leser"),
    "stands before the greeting": ("précède la salutation", "steht vor der Anrede"),
    "closes a letter": ("clôt une lettre", "schließt einen Brief"),
    "a signature run into the paragraph": (
        "une signature à la fin du paragraphe", "eine Unterschrift am Ende des Absatzes"),
    "names after a dash, at the end": (
        "des noms après un tiret, à la fin", "Namen nach einem Strich, am Ende"),
    "signed apart": ("signé à part", "eigens unterschrieben"),
}  # fmt: skip

_RULES: Mapping[str, tuple[str, str]] = {
    "apostrophe": ("apostrophe", "Apostroph"),
    "continued": ("suite du changement", "Fortsetzung der Änderung"),
    "dash": ("tiret", "Gedankenstrich"),
    "ellipsis-space": ("espace dans des points de suspension", "Leerzeichen in Punkten"),
    "french-space": ("espace avant la ponctuation", "Leerzeichen vor Satzzeichen"),
    "line-join": ("lignes réunies", "Zeilen verbunden"),
    "no-break": ("espace insécable", "geschütztes Leerzeichen"),
    "prime": ("signe de mesure", "Maßzeichen"),
    "quotation-mark": ("guillemet", "Anführungszeichen"),
    "range": ("tiret entre chiffres", "Bis-Strich"),
    "sign-space": ("espace auprès d’un signe", "Leerzeichen bei einem Zeichen"),
    "spaced-dash": ("tiret entre espaces", "Gedankenstrich mit Leerzeichen"),
    "stray-space": ("espace superflue", "überzähliges Leerzeichen"),
    "title-style": ("style des titres", "Stil der Titel"),
    "code": ("code", "Code"),
    "emphasis": ("italique", "Hervorhebung"),
    "foreign": ("langue étrangère", "fremde Sprache"),
    "escape": ("signe d’échappement", "Fluchtzeichen"),
    "html": ("balise HTML", "HTML-Auszeichnung"),
    "line-break": ("fin de ligne", "Zeilenende"),
    "link": ("lien", "Verweis"),
    "link-definition": ("définition d’un lien", "Angabe eines Verweises"),
    "markdown": ("signe de Markdown", "Markdown-Zeichen"),
    "list-marker": ("marque de liste", "Listenzeichen"),
    "note-bracket": ("crochet de note", "Klammer einer Anmerkung"),
    "note-call": ("appel de note", "Verweis auf eine Anmerkung"),
    "note-marker": ("marque de note", "Zeichen einer Anmerkung"),
    "original-page": ("page de l’original", "Seite des Originals"),
    "rule": ("filet", "Linie"),
    "soft-hyphen": ("trait d’union conditionnel", "weicher Trennstrich"),
    "quotation-made": ("guillemet de la page", "Anführungszeichen der Seite"),
    "reading-bracket": ("parenthèse de lecture", "Klammer einer Lesung"),
    "fraction-bar": ("barre de fraction", "Bruchstrich"),
    "subscript": ("indice", "tiefgestellt"),
    "smallcaps": ("petites capitales", "Kapitälchen"),
    "strong": ("gras", "Fettdruck"),
    "superscript": ("exposant", "hochgestellt"),
}
_COLUMNS = {"fr": 0, "de": 1}


def reason_in(reason: str, language: str) -> str:
    """A reason in the language of the book (BCP 47); one that is the editor's, as written."""
    column = _COLUMNS.get(language.casefold().partition("-")[0])
    return reason if column is None else _translated(reason, column)


def rule_in(rule: str, language: str) -> str:
    """The name of a rule in words."""
    column = _COLUMNS.get(language.casefold().partition("-")[0])
    plain = rule.replace("-", " ")
    return plain if column is None else _RULES.get(rule, (plain, plain))[column]


def ledger_in(ledger: Ledger, language: str) -> Ledger:
    """A ledger with its reasons in the language of the book."""
    rows = ((row, reason_in(row.reason, language)) for row in ledger.rows)
    said = (row if row.reason == reason else replace(row, reason=reason) for row, reason in rows)
    return replace(ledger, rows=tuple(said))


@cache
def _translated(reason: str, column: int) -> str:
    """A reason made of known phrases, parted by commas, each in another language."""
    done, at = list[str](), 0
    while at < len(reason):
        found = next(((f, t) for p, t in _PATTERNS if (f := p.match(reason, at))), None)
        if found is None:
            return reason
        match, told = found
        done.append(told[column].format(*match.groups()))
        at = match.end() + len(", ")
    return ", ".join(done) or reason


def _pattern(phrase: str) -> re.Pattern[str]:
    """What finds a phrase that is followed by another, or by nothing."""
    words = re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(phrase))
    return re.compile(rf"{words}(?=, |\Z)")


_PATTERNS = tuple(
    (_pattern(phrase), told)
    for phrase, told in sorted(_PHRASES.items(), key=lambda one: -len(one[0]))
)
