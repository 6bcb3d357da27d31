"""The labels of the book in French and German, by the names of the fields of `labels.Labels`.

Words only. Each language has its own signs: hard spaces before the high signs of French, its
quotation marks, its way to write a day.
"""

from __future__ import annotations

from collections.abc import Mapping

FRENCH: Mapping[str, str] = {
    "contents": "Table des matières",
    "imprint": "Mentions légales",
    "sources": "Sources et droits",
    "index": "Index des noms",
    "notes": "Notes",
    "landmarks": "Parties du livre",
    "cover": "Couverture",
    "title_page": "Page de titre",
    "beginning": "Début des textes",
    "see": "Voir",
    "editors_note": "Note de l’éditeur",
    "authors_note": "Note de l’auteur",
    "back": "Retour au texte",
    "back_to": "Retour à l’appel\u00a0:",
    "edition_of": "Édition du",
    "edited_by": "Édité par {editor}",
    "set_in": "Composé en EB Garamond.",
    "unsigned": "Non signé|Anonyme",
    "study_edition": "Édition d’étude",
    "large_print": "Édition en grands caractères",
    "handout": "Tiré à part",
    "booklet": "Cahier à plier",
    "press_edition": "pour l’impression",
    "booklet_sheets": (
        "Papier pour un exemplaire\u00a0: {sheets} feuilles {paper}. Pages\u00a0: {pages}. "
        "Cahiers\u00a0: {gatherings} (feuilles par cahier\u00a0: {sizes})."
    ),
    "test_sheet": "Feuille d’essai",
    "test_fold": (
        "Pliez la feuille au milieu, cette page à l’extérieur\u00a0: les pages se suivent dans "
        "l’ordre 1, 2, 3, 4."
    ),
    "test_again": (
        "Si l’un des essais échoue, changez les réglages de l’imprimante et imprimez de nouveau "
        "cette feuille. Imprimez ensuite le cahier avec les mêmes réglages."
    ),
    "test_turn": "Cette page est-elle à l’endroit\u202f?",
    "test_turn_how": (
        "Posez la feuille, la page 1 à votre droite, et tournez-la comme le feuillet d’un livre. "
        "Si les pages 2 et 3 ont alors la tête en bas, choisissez «\u00a0retourner sur le bord "
        "court\u00a0» pour l’impression recto verso."
    ),
    "test_light": (
        "Tenez la feuille à contre-jour\u00a0: les croix des pages 1 et 2 doivent se rejoindre "
        "à 2 mm près."
    ),
    "test_scale": "Cette ligne mesure-t-elle 100 mm\u202f?",
    "test_scale_how": (
        "Si elle est plus courte, l’imprimante a réduit les pages\u00a0: choisissez «\u00a0taille "
        "réelle\u00a0», ou 100\u00a0%, au lieu d’«\u00a0ajuster à la page\u00a0»."
    ),
    "test_order": (
        "Les feuilles d’un cahier sortent dans l’ordre, en commençant par celle de l’extérieur. "
        "Pliez-les ensemble, puis agrafez ou cousez-les dans le pli."
    ),
    "reader_pages": (
        "Les nombres précédés d’un trait, dans la marge intérieure, sont les pages du recueil "
        "dont cette édition est une variante. Une page commence avec la ligne que son nombre "
        "accompagne, ou au trait qui se trouve dans cette ligne. L’index et les renvois donnent "
        "les pages du recueil\u00a0; la table et les titres courants, celles de cette édition."
    ),
    "line_numbers": (
        "Les petits nombres de la marge intérieure comptent les lignes de texte de la page."
    ),
    "handout_pages": "Les numéros de page sont ceux du recueil dont ce texte est tiré.",
    "no_permission": "Aucune autorisation n’est consignée.",
    "unknown_source": "La provenance n’est pas consignée.",
    "address": "Adresse\u00a0: {address}",
    "captured": "Copie du\u00a0: {date}",
    "holder": "Titulaire des droits\u00a0: {holder}",
    "licence": "Licence\u00a0: {licence}",
    "permission": "Autorisation ({media})\u00a0: {by} ({recorded})",
    "for_print": "impression",
    "for_screen": "écran",
    "for_both": "impression et écran",
    "at_most": ", {copies} exemplaires au plus",
    "until": ", jusqu’au {date}",
    "withdrawn": "L’autorisation a été retirée le {date}.",
    "count_consents": (
        "consentement pour un passage manque encore.|"
        "consentements pour des passages manquent encore."
    ),
    "uncleared": (
        "Aucune autorisation n’est enregistrée\u202f; cette mention n’en accorde aucune. "
        "Demandez aux titulaires des droits avant de copier ou de transmettre."
    ),
    "no_printing": (
        "Aucun tirage n’est encore consigné\u00a0: les numéros de page peuvent changer, ceux des "
        "paragraphes non."
    ),
    "printing": "Tirage {number}, {date}.",
    "pages_of_printing": "Les numéros de page sont ceux du tirage {number}, {date}.",
    "after_printing": (
        "Modifié depuis le tirage {number}, {date}\u00a0: les numéros des paragraphes sont ceux de "
        "ce tirage, non ceux des pages."
    ),
    "page": "Page {label}",
    "pages": "Pages",
    "cite": (
        "Un nombre tel que 3.27 désigne le paragraphe 27 du texte 3. Ces nombres figurent en marge "
        "du livre imprimé et devant chaque paragraphe du livre numérique\u202f; ce sont les mêmes "
        "dans les deux."
    ),
    "see_also": "Voir aussi",
    "continued": "{heading} (suite)",
    "organizations": "Index des organisations",
    "people": "Les personnes de ce livre",
    "born": "né(e) en {year}",
    "died": "mort(e) en {year}",
    "index_pages": "Les nombres sont ceux des pages.",
    "index_reader_pages": (
        "Les nombres sont les pages du recueil\u00a0; ici, elles sont indiquées dans la marge "
        "intérieure, après un trait."
    ),
    "index_on_page": "page {place}",
    "index_to_text": "au texte {place}",
    "index_author": "Les nombres gras sont ceux d’un texte de la personne.",
    "index_paragraph": "{sign} est le paragraphe {note} du texte {place}.",
    "index_text": "{sign} seul est le texte {place} avant son premier paragraphe.",
    "index_note": "{sign} est la note {note} de l’éditeur, {where}.",
    "index_notes": "{sign} sont les notes {note} de l’éditeur, {where}.",
    "index_own_note": "{sign} est la note [{note}] de l’auteur, {where}.",
    "index_own_notes": "{sign} sont les notes [{note}] de l’auteur, {where}.",
    "page_ref": ", p.\u00a0{page}",
    "note_ref": "note {marker}",
    "abbreviations": "Liste des abréviations",
    "in_texts": "Dans le texte {texts}.|Dans les textes {texts}.",
    "last_and": " et ",
    "unresolved": "En {places}, le texte ne montre pas de quel {short} il s’agit.",
    "questions": "Questions pour la discussion",
    "months": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    "picture": "Image",
    "date": "{day} {month} {year}",
    "first_day": "1er",
    "quotes": "«\u00a0|\u00a0»|“|”",
    "colon": "\u00a0:",
    "access_text": "Texte dans l’ordre de lecture, avec des titres et une table des matières liée.",
    "access_paragraphs": "Les paragraphes sont numérotés.",
    "access_notes": "Les notes sont liées dans les deux sens et disent de qui elles sont.",
    "access_index": "Il y a un index lié.",
    "access_pages": "Les sauts et la liste de pages sont ceux du livre imprimé.",
    "only_cover": "La seule image est la couverture, dont les mots sont aussi donnés.",
    "pictures_told": (
        "Toutes les images ont une description ou une légende\u202f; les mots de la couverture "
        "sont aussi donnés."
    ),
    "pictures_untold": "Certaines images n’ont pas de description.",
    "not_assessed": "Personne n’a encore vérifié s’il est conforme à une norme.",
    "go_to": "Aller à {text}",
    "go_to_page": "Aller à la page {text}",
    "go_to_address": "Ouvrir l’adresse {text}",
    "textual_note": "Note sur les textes",
    "textual_note_lead": (
        "Ce qui a été fait à chaque texte, d’après le registre où chaque changement est consigné. "
        "Les nombres tels que 3.27 sont ceux du texte et du paragraphe."
    ),
    "signs": "Signes",
    "form": "Forme",
    "nothing_changed": "Aucun signe n’a été changé, aucune forme ajoutée.",
    "left_out": "Omis",
    "withheld": "Retenu, et marqué […]",
    "abridged": "Abrégé, et marqué […]",
    "the_editor": "l’éditeur",
    "decided_by": "décidé par {by}",
    "count_word": "mot|mots",
    "a_passage": "un passage",
    "changed": "Changé",
    "left_standing": "Laissé tel quel",
    "now_reads": "{old} est devenu {new}",
    "taken_out": "{old} est supprimé",
    "because": ", car c’était {reason}",
    "perhaps": ", peut-être pour {new}",
    "count_quotation_mark": "guillemet droit remplacé|guillemets droits remplacés",
    "count_apostrophe": "apostrophe droite courbée|apostrophes droites courbées",
    "count_french_space": (
        "espace supprimée avant la ponctuation|espaces supprimées avant la ponctuation"
    ),
    "count_sign_space": (
        "espace insécable posée auprès de la ponctuation|"
        "espaces insécables posées auprès de la ponctuation"
    ),
    "count_stray_space": (
        "espace double ou insécable rendue simple|espaces doubles ou insécables rendues simples"
    ),
    "count_no_break": "espace rendue insécable|espaces rendues insécables",
    "count_spaced_dash": (
        "trait d’union remplacé par un tiret|traits d’union remplacés par des tirets"
    ),
    "count_dash": (
        "suite de traits d’union remplacée par un tiret|"
        "suites de traits d’union remplacées par des tirets"
    ),
    "count_prime": "signe de mesure droit remplacé|signes de mesure droits remplacés",
    "count_range": (
        "trait d’union entre chiffres remplacé par un tiret|"
        "traits d’union entre chiffres remplacés par des tirets"
    ),
    "count_ellipsis_space": (
        "espace rendue insécable dans des points de suspension|"
        "espaces rendues insécables dans des points de suspension"
    ),
    "count_title_style": "titre mis au style de ce livre|titres mis au style de ce livre",
    "count_block_quotation": "passage composé en citation|passages composés en citation",
    "count_heading": "ligne composée en intertitre|lignes composées en intertitres",
    "count_joined": ("paire de paragraphes coupés réunie|paires de paragraphes coupés réunies"),
    "count_split": "signature mise à la ligne|signatures mises à la ligne",
}

GERMAN: Mapping[str, str] = {
    "contents": "Inhalt",
    "imprint": "Impressum",
    "sources": "Quellen und Rechte",
    "index": "Personenregister",
    "notes": "Anmerkungen",
    "landmarks": "Teile des Buches",
    "cover": "Umschlag",
    "title_page": "Titelseite",
    "beginning": "Beginn der Texte",
    "see": "Siehe",
    "editors_note": "Editorische Anmerkung",
    "authors_note": "Anmerkung im Original",
    "back": "Zurück zum Text",
    "back_to": "Zurück zum Verweis:",
    "edition_of": "Ausgabe vom",
    "edited_by": "Herausgegeben von {editor}",
    "set_in": "Gesetzt aus der EB Garamond.",
    "unsigned": "Ungezeichnet|Anonym",
    "study_edition": "Arbeitsausgabe",
    "large_print": "Ausgabe in großer Schrift",
    "handout": "Einzeltext",
    "booklet": "Heft zum Falzen",
    "press_edition": "Druckvorlage",
    "booklet_sheets": (
        "Papier für ein Exemplar: {sheets} Blatt {paper}. Seiten: {pages}. "
        "Lagen: {gatherings} (Blatt je Lage: {sizes})."
    ),
    "test_sheet": "Probeblatt",
    "test_fold": (
        "Falzen Sie das Blatt in der Mitte, diese Seite nach außen: Die Seiten folgen als 1, 2, "
        "3, 4."
    ),
    "test_again": (
        "Misslingt eine der Proben, ändern Sie die Einstellungen des Druckers und drucken Sie "
        "dieses Blatt noch einmal. Drucken Sie dann das Heft mit denselben Einstellungen."
    ),
    "test_turn": "Steht diese Seite aufrecht?",
    "test_turn_how": (
        "Legen Sie das Blatt so, dass Seite 1 rechts liegt, und wenden Sie es wie das Blatt eines "
        "Buches. Stehen die Seiten 2 und 3 nun auf dem Kopf, wählen Sie für den beidseitigen Druck "
        "„an der kurzen Kante spiegeln“."
    ),
    "test_light": (
        "Halten Sie das Blatt gegen das Licht: Die Kreuze der Seiten 1 und 2 sollen sich auf 2 mm "
        "genau treffen."
    ),
    "test_scale": "Ist diese Linie 100 mm lang?",
    "test_scale_how": (
        "Ist sie kürzer, hat der Drucker die Seiten verkleinert: Wählen Sie „tatsächliche Größe“ "
        "oder 100\u00a0% statt „an Seite anpassen“."
    ),
    "test_order": (
        "Die Blätter einer Lage kommen in ihrer Folge heraus, das äußerste zuerst. Falzen Sie sie "
        "zusammen und heften Sie sie durch den Falz."
    ),
    "reader_pages": (
        "Zahlen hinter einem Strich am inneren Rand sind Seiten des Lesebuchs, zu dem diese "
        "Ausgabe gehört. Eine Seite beginnt mit der Zeile, neben der ihre Zahl steht, oder beim "
        "Strich in dieser Zeile. Register und Verweise nennen die Seiten des Lesebuchs, Inhalt und "
        "Kolumnentitel die dieser Ausgabe."
    ),
    "line_numbers": "Die kleinen Zahlen am inneren Rand zählen die Textzeilen der Seite.",
    "handout_pages": "Die Seitenzahlen sind die des Lesebuchs, dem dieser Text entnommen ist.",
    "no_permission": "Eine Erlaubnis ist nicht verzeichnet.",
    "unknown_source": "Die Herkunft ist nicht verzeichnet.",
    "address": "Adresse: {address}",
    "captured": "Kopiert: {date}",
    "holder": "Rechteinhaber: {holder}",
    "licence": "Lizenz: {licence}",
    "permission": "Erlaubnis ({media}): {by} ({recorded})",
    "for_print": "Druck",
    "for_screen": "Bildschirm",
    "for_both": "Druck und Bildschirm",
    "at_most": ", höchstens {copies} Exemplare",
    "until": ", bis {date}",
    "withdrawn": "Die Erlaubnis wurde am {date} zurückgezogen.",
    "count_consents": ("Zustimmung zu einer Stelle steht aus.|Zustimmungen zu Stellen stehen aus."),
    "uncleared": (
        "Eine Erlaubnis ist nicht verzeichnet; dieser Vermerk erteilt keine. "
        "Fragen Sie die Rechteinhaber, bevor Sie etwas kopieren oder weitergeben."
    ),
    "no_printing": (
        "Noch ist keine Auflage verzeichnet: Seitenzahlen können sich ändern, Absatzzahlen nicht."
    ),
    "printing": "Auflage {number}, {date}.",
    "pages_of_printing": "Die Seitenzahlen sind die der Auflage {number}, {date}.",
    "after_printing": (
        "Geändert seit der Auflage {number}, {date}: Die Absatzzahlen sind die jener Auflage, die "
        "Seitenzahlen nicht."
    ),
    "page": "Seite {label}",
    "pages": "Seiten",
    "cite": (
        "Eine Zahl wie 3.27 bedeutet Text 3, Absatz 27. Diese Zahlen stehen am Rand des gedruckten "
        "Buches und vor jedem Absatz des E-Books; sie sind in beiden gleich."
    ),
    "see_also": "Siehe auch",
    "continued": "{heading} (Forts.)",
    "organizations": "Register der Organisationen",
    "people": "Personen in diesem Buch",
    "born": "geb. {year}",
    "died": "gest. {year}",
    "index_pages": "Die Zahlen sind Seitenzahlen.",
    "index_reader_pages": (
        "Die Zahlen sind Seiten des Lesebuchs; hier stehen sie hinter einem Strich am inneren Rand."
    ),
    "index_on_page": "auf Seite {place}",
    "index_to_text": "zu Text {place}",
    "index_author": "Fette Zahlen stehen für einen ganzen Text der Person.",
    "index_paragraph": "{sign} ist Absatz {note} von Text {place}.",
    "index_text": "{sign} allein ist Text {place} vor seinem ersten Absatz.",
    "index_note": "{sign} ist die editorische Anmerkung {note} {where}.",
    "index_notes": "{sign} sind die editorischen Anmerkungen {note} {where}.",
    "index_own_note": "{sign} ist die Anmerkung [{note}] des Originals {where}.",
    "index_own_notes": "{sign} sind die Anmerkungen [{note}] des Originals {where}.",
    "page_ref": ", S.\u00a0{page}",
    "note_ref": "Anmerkung {marker}",
    "abbreviations": "Abkürzungsverzeichnis",
    "in_texts": "In Text {texts}.|In den Texten {texts}.",
    "last_and": " und ",
    "unresolved": "In {places} zeigt der Text nicht, welche Bedeutung von {short} gemeint ist.",
    "questions": "Fragen zur Diskussion",
    "months": (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    ),
    "picture": "Bild",
    "date": "{day}.\u00a0{month} {year}",
    "first_day": "1",
    "quotes": "„|“|‚|‘",
    "colon": ":",
    "access_text": "Text in Lesereihenfolge, mit Überschriften und verlinktem Inhaltsverzeichnis.",
    "access_paragraphs": "Die Absätze sind nummeriert.",
    "access_notes": "Anmerkungen sind in beide Richtungen verlinkt und sagen, von wem sie sind.",
    "access_index": "Es gibt ein verlinktes Register.",
    "access_pages": "Seitenumbrüche und Seitenliste sind die des gedruckten Buches.",
    "only_cover": "Das einzige Bild ist der Umschlag, dessen Wörter auch angegeben sind.",
    "pictures_told": (
        "Alle Bilder haben eine Beschreibung oder Unterschrift; die Wörter des Umschlags sind auch "
        "angegeben."
    ),
    "pictures_untold": "Einige Bilder haben keine Beschreibung.",
    "not_assessed": "Noch hat niemand geprüft, ob es einer Norm entspricht.",
    "go_to": "Gehe zu {text}",
    "go_to_page": "Gehe zu Seite {text}",
    "go_to_address": "Öffne die Webadresse {text}",
    "textual_note": "Zu den Texten",
    "textual_note_lead": (
        "Was an jedem Text getan wurde, nach dem Verzeichnis, das über jede Änderung geführt wird. "
        "Zahlen wie 3.27 sind die von Text und Absatz."
    ),
    "signs": "Zeichen",
    "form": "Form",
    "nothing_changed": "Kein Zeichen wurde geändert und keine Form ergänzt.",
    "left_out": "Weggelassen",
    "withheld": "Zurückgehalten und mit […] bezeichnet",
    "abridged": "Gekürzt und mit […] bezeichnet",
    "the_editor": "die Redaktion",
    "decided_by": "entschieden: {by}",
    "count_word": "Wort|Wörter",
    "a_passage": "eine Stelle",
    "changed": "Geändert",
    "left_standing": "Stehen gelassen",
    "now_reads": "{old} heißt jetzt {new}",
    "taken_out": "{old} ist getilgt",
    "because": ", denn es war {reason}",
    "perhaps": ", vielleicht für {new}",
    "count_quotation_mark": ("gerades Anführungszeichen ersetzt|gerade Anführungszeichen ersetzt"),
    "count_apostrophe": "gerader Apostroph ersetzt|gerade Apostrophe ersetzt",
    "count_french_space": (
        "Leerzeichen vor Satzzeichen getilgt|Leerzeichen vor Satzzeichen getilgt"
    ),
    "count_sign_space": (
        "geschütztes Leerzeichen bei Satzzeichen gesetzt|"
        "geschützte Leerzeichen bei Satzzeichen gesetzt"
    ),
    "count_stray_space": (
        "doppeltes oder geschütztes Leerzeichen vereinfacht|"
        "doppelte oder geschützte Leerzeichen vereinfacht"
    ),
    "count_no_break": "Leerzeichen geschützt|Leerzeichen geschützt",
    "count_spaced_dash": (
        "Bindestrich durch einen Gedankenstrich ersetzt|Bindestriche durch Gedankenstriche ersetzt"
    ),
    "count_dash": (
        "Folge von Bindestrichen durch einen Gedankenstrich ersetzt|"
        "Folgen von Bindestrichen durch Gedankenstriche ersetzt"
    ),
    "count_prime": "gerades Maßzeichen ersetzt|gerade Maßzeichen ersetzt",
    "count_range": (
        "Bindestrich zwischen Ziffern durch einen Bis-Strich ersetzt|"
        "Bindestriche zwischen Ziffern durch Bis-Striche ersetzt"
    ),
    "count_ellipsis_space": (
        "Leerzeichen in Auslassungspunkten geschützt|Leerzeichen in Auslassungspunkten geschützt"
    ),
    "count_title_style": (
        "Titel im Stil dieses Buches gesetzt|Titel im Stil dieses Buches gesetzt"
    ),
    "count_block_quotation": ("Stelle als Blockzitat gesetzt|Stellen als Blockzitate gesetzt"),
    "count_heading": "Zeile als Überschrift gesetzt|Zeilen als Überschriften gesetzt",
    "count_joined": ("Paar getrennter Absätze verbunden|Paare getrennter Absätze verbunden"),
    "count_split": (
        "Unterschrift auf eine eigene Zeile gesetzt|Unterschriften auf eigene Zeilen gesetzt"
    ),
}
