"""Where a text of Project Gutenberg begins and ends, and what its header says.

Changes nothing and reads nothing but plain text; a text from elsewhere is left whole.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from anthology.ledger import Row
from anthology.read.reading import Hints
from anthology.span import Source

_NAME = r"(?:THE |THIS )?PROJECT GUTENBERG"
# A title may run over two lines before the closing asterisks.
_BEGINS = re.compile(
    rf"^[ \t]*\*{{2,3}} ?START OF {_NAME}(?:[^\n*]*\n){{0,3}}?[^\n*]*\*\*.*$"
    r"|^\*END ?\*? ?THE SMALL PRINT!.*$",
    re.MULTILINE | re.IGNORECASE,
)
_ENDS = re.compile(
    rf"^[ \t]*(?:\*{{2,3}} ?)?END OF {_NAME}.*$",
    re.MULTILINE | re.IGNORECASE,
)
# The credits, and the head of older files that a newer one was put before.
_CREDITS = re.compile(
    r"(?:\s*^(?:Produced by|E-?text prepared by|This e-?text was (?:prepared|produced) by|Credits:"
    r"|The Project Gutenberg E-?(?:text|book) of|\*{3}[ \t]*$)[^\n]*(?:\n(?=[^\n]*\S)[^\n]*)*)+",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"^(?P<key>Title|Author|Language|Original Publication):[ \t]*"
    r"(?P<value>\S[^\n]*(?:\n[ \t]+\S[^\n]*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b1[4-9]\d\d\b|\b20\d\d\b")
_FIRST = re.compile(
    r"Project Gutenberg(?:[’']s)?(?: E-?book| E-?text)?(?: of|,)? (?P<title>[^\n]+?),"
    r" by (?P<author>[^\n]+)",
    re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"^Character set (?:encoding|for this etext):[ \t]*([^\r\n]+)", re.MULTILINE | re.IGNORECASE
)
_LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "latin": "la",
    "greek": "el",
    "russian": "ru",
    "finnish": "fi",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "polish": "pl",
    "esperanto": "eo",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretch of a source that is the work, what stands round it, what the header says."""

    start: int
    end: int
    rows: tuple[Row, ...] = ()
    hints: Hints = field(default_factory=Hints)


def frame_of(source: Source) -> Frame:
    """Find header and licence; each is one omitted row under the rule `gutenberg`."""
    text = source.text
    begins = _BEGINS.search(text)
    start = begins.end() if begins else 0
    ends = _ENDS.search(text, start)
    end = ends.start() if ends else len(text)
    if begins is None and ends is None:
        return Frame(0, len(text))
    credits = _CREDITS.match(text, start, end)
    head = credits.end() if credits else start
    rows = (
        *_omitted(source, 0, head, "the header of Project Gutenberg"),
        *_omitted(source, end, len(text), "the licence of Project Gutenberg"),
    )
    return Frame(head, end, rows, _hints(text[:start]))


def declared_encoding(data: bytes) -> str:
    """The encoding that the header names, if it is one a codec knows, or nothing."""
    found = _CHARSET.search(data, 0, 20_000)
    named = found[1].decode("ascii", errors="ignore").strip() if found else ""
    return next(filter(None, map(_known, re.findall(r"[\w-]+", named))), "")


def _known(word: str) -> str:
    try:
        return codecs.lookup(word.lower().replace("cp-", "cp")).name
    except LookupError:
        return ""


def _omitted(source: Source, start: int, end: int, reason: str) -> tuple[Row, ...]:
    words = source.text[start:end]
    if not words.strip():
        return ()
    lead = len(words) - len(words.lstrip())
    span = source.span(start + lead, start + len(words.rstrip()))
    return (Row("omitted", "gutenberg", span, source.cut(span), reason=reason),)


def _hints(header: str) -> Hints:
    fields = {m["key"].casefold(): " ".join(m["value"].split()) for m in _FIELD.finditer(header)}
    first = _FIRST.search(header)
    # When the file was released (`Release Date:`) is no date of the work.
    published = _PUBLISHED.search(fields.get("original publication", ""))
    language = fields.get("language", "").casefold()
    return Hints(
        title=fields.get("title", first["title"] if first else ""),
        author=fields.get("author", first["author"].rstrip(" .") if first else ""),
        date=published[0] if published else "",
        language=_LANGUAGES.get(language, ""),
    )
