"""A French and a German edition: no word of the apparatus, in either finished book, is English."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from anthology.build import Order, build

pytestmark = pytest.mark.slow

# Words that English cannot do without, and that neither French nor German has.
ENGLISH = re.compile(
    r"\b(?:the|of|and|to|with|from|is|by|this|that|for|its|it|which|page|see|back|go|open|left|out|"
    r"changed|change|note on|source,|book|withheld|omitted|word|words|line|index of)\b"
)
FRENCH_TOO = {"page"}

EDITION = """\
title = "{title}"
subtitle = "{subtitle}"
language = "{language}"
identifier = "urn:uuid:5a1f4b0e-4d0c-4c59-9d8e-0c1b6f6b7a1{digit}"
date = 2026-01-01
editor = "Jeanne Muller"

[[text]]
number = 1
slug = "un"
source = "texts/un.txt"
title = "{first}"
byline = "A. Dupont"
address = "https://a.example/1"

[[text]]
number = 2
slug = "deux"
source = "texts/deux.html"
title = "{second}"
byline = "Anonyme"
"""
NAMES = """\
[[person]]
heading = "Luxemburg, Rosa"
variants = ["Luxemburg"]

[[see]]
from = "Rosa la Rouge"
to = "Luxemburg, Rosa"
"""
DECISIONS = """\
[[emend]]
exact = "Pariss"
new = "Paris"

[[emend]]
exact = " QQQ"
new = ""

[[withhold]]
exact = "X. Y., 3 rue Z."
"""
WORDS = {
    "fr": {
        "title": "Les lettres", "subtitle": "Deux textes", "first": "La première lettre",
        "second": "La deuxième lettre", "closed": "Les commentaires sont fermés.",
        "body": 'Luxemburg a écrit à "Pariss", dans la ville QQQ, une lettre [1] et puis rien.',
        "more": "Rien n’est perdu, disent les amis de la ville, et tous le croient.",
        "note": "[1] Une note de la main de celui qui écrit.", "editors": "Une note de Paris.",
        "quoted": "Rien n’est **perdu**, disent",
    },
    "de": {
        "title": "Die Briefe", "subtitle": "Zwei Texte", "first": "Der erste Brief",
        "second": "Der zweite Brief", "closed": "Kommentare geschlossen",
        "body": 'Luxemburg schrieb nach "Pariss", in die Stadt QQQ, einen Brief [1] und mehr.',
        "more": "Nichts ist verloren, sagen die Freunde in der Stadt, und alle glauben es.",
        "note": "[1] Eine Anmerkung von der Hand dessen, der schreibt.",
        "editors": "Eine Anmerkung zu Paris.", "quoted": "Nichts ist **verloren**, sagen",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    language: str
    epub: zipfile.ZipFile
    pdf: Path
    ledger: str


@pytest.fixture(scope="module", params=["fr", "de"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    language = str(request.param)
    root = tmp_path_factory.mktemp(language)
    words = WORDS[language]
    files = {
        "edition.toml": EDITION.format(language=language, digit=len(language), **words),
        "names.toml": NAMES,
        "texts/un.txt": "\n\n".join(
            (words["first"], words["body"], words["more"], "X. Y., 3 rue Z.", words["note"])
        ),
        "texts/deux.html": (
            f'<html lang="{language}"><body><nav><a href="/">Accueil</a></nav><article>'
            f"<h1>{words['second']}</h1><p>{words['more']}</p><p>{words['closed']}</p>"
            "</article></body></html>"
        ),
        "decisions/un.toml": DECISIONS,
        "notes/un.md": f"> {words['quoted']}\n\n{words['editors']}\n",
        "headnotes/un.md": f"{words['editors']}\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build(Order(root, root / "out", workers=1))
    out = root / "out"
    ledger = (out / "anthology.ledger.html").read_text(encoding="utf-8")
    return Made(language, zipfile.ZipFile(out / "anthology.epub"), out / "anthology.pdf", ledger)


def english(language: str, said: str) -> list[str]:
    bare = re.sub(r"\{\w+\}|\S*(?:https?:|urn:|texts/)\S*", "", said)
    found = {match[0].lower() for match in ENGLISH.finditer(bare.lower())}
    return sorted(found - (FRENCH_TOO if language == "fr" else set()))


def spoken(root: etree._Element) -> Iterator[str]:
    """What a page shows or has read out: its words, and what its attributes say."""
    for element in root.iter():
        yield element.tail or ""
        if isinstance(element.tag, str) and not element.tag.endswith(("style", "script")):
            yield from (str(element.get(name) or "") for name in ("alt", "aria-label", "title"))
            yield element.text or ""


def test_no_word_of_the_e_book_is_english(made: Made) -> None:
    names = [name for name in made.epub.namelist() if name.endswith((".xhtml", ".ncx"))]
    assert len(names) > 8
    for name in names:
        said = " ".join(spoken(etree.fromstring(made.epub.read(name))))
        assert english(made.language, said) == [], name


def test_no_word_that_the_e_book_says_of_itself_is_english(made: Made) -> None:
    package = next(name for name in made.epub.namelist() if name.endswith(".opf"))
    root = etree.fromstring(made.epub.read(package))
    summary = root.xpath("string(//*[@property='schema:accessibilitySummary'])")
    assert len(str(summary)) > 50
    assert english(made.language, str(summary)) == []


def test_no_word_of_the_printed_book_is_english(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.pdf)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Luxemburg" in said
    assert english(made.language, said) == []


def test_no_word_that_is_said_of_links_and_bookmarks_is_english(made: Made) -> None:
    with pikepdf.open(made.pdf) as pdf:
        links: list[Any] = [link for leaf in pdf.pages for link in leaf.get("/Annots", [])]
        contents = [str(link.Contents) for link in links]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert len(contents) > 10
    assert english(made.language, " | ".join((*contents, *titles))) == []


def test_no_word_of_the_readable_ledger_is_english(made: Made) -> None:
    root = etree.fromstring(made.ledger.encode())
    assert root.get("lang") == made.language
    assert english(made.language, " ".join(spoken(root))) == []
    script = "".join(str(text) for text in root.xpath("//script/text()"))
    said = " ".join(re.findall(r'textContent = "([^"]*)"', script))
    assert english(made.language, said) == []


def test_the_words_looked_for_are_found_in_an_english_book() -> None:
    assert english("de", "Go to note 3") == ["go", "to"]
    assert english("fr", "Set in EB Garamond; left out, with the reason") == [
        "left", "out", "the", "with",
    ]  # fmt: skip
