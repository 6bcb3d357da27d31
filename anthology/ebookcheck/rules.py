"""The rules for the finished e-book: the list, and the check of a file by all of them.

Light enough for every build; what needs a browser or a Java machine is under `make test-readers`.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.diagnostic import Diagnostic, Place
from anthology.ebookcheck import aloud, package, sheet, ways
from anthology.ebookcheck.archive import read_ebook
from anthology.ebookcheck.finding import Rule

RULES = (
    Rule("ebook-manifest", "The manifest lists every file once, and no other.", package.unlisted),
    Rule("ebook-spine", "Every document is read, once.", package.unread),
    Rule("ebook-claim", "Conformance is claimed with who assessed it and when.", package.unproved),
    Rule("ebook-language", "A language tag names a language.", package.bogus_languages),
    Rule("ebook-contents", "The contents lead to every document.", ways.not_in_contents),
    Rule("ebook-landmark", "Every landmark is there.", ways.missing_landmarks),
    Rule("ebook-ncx", "Older systems find the same contents and pages.", ways.other_ncx),
    Rule("ebook-link", "Every link leads somewhere.", ways.dead_links),
    Rule("ebook-link-words", "A link has words, not an arrow alone.", ways.wordless_links),
    Rule("ebook-id-twice", "An id stands once in the book.", ways.doubled_ids),
    Rule("ebook-id-idle", "An id is linked to, or readers cite by it.", ways.idle_ids),
    Rule("ebook-page", "The page list leads to the mark of each page.", ways.stray_pages),
    Rule("ebook-note-back", "A note is called, and leads back.", ways.one_way_notes),
    Rule("ebook-heading", "A document has one heading of the first level.", aloud.headless),
    Rule("ebook-heading-order", "Headings leave no level out.", aloud.leaping_headings),
    Rule("ebook-note-label", "A note says whose it is.", aloud.nameless_notes),
    Rule("ebook-role", "What has a type has the role that goes with it.", aloud.roleless),
    Rule(
        "ebook-picture", "A picture has words, or is declared to need none.", aloud.untold_pictures
    ),
    Rule("ebook-css-old", "Old reading systems can read the style sheet.", sheet.breaking),
    Rule("ebook-css-reader", "The style sheet leaves the looks to the reader.", sheet.imposing),
    Rule("ebook-css-hidden", "What is hidden is hidden everywhere.", sheet.hiding),
)
_HINT = "this is a fault of the templates, the style sheet or the program; no book was written"


def check_ebook(data: bytes) -> Iterator[Diagnostic]:
    """All that breaks a rule in a finished EPUB. Raises AnthologyError where it cannot be read."""
    book = read_ebook(data)
    for rule in RULES:
        for found in rule.find(book):
            yield Diagnostic(rule.id, found.message, Place(found.file, found.line), _HINT)
