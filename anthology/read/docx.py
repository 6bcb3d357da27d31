"""A Word document (.docx) → its Reading, by way of mammoth.

mammoth reads runs, links, notes and tables; what paragraphs are, their styles say. Nothing that a
reader of the document sees is dropped without a word.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace

import mammoth
from bs4 import BeautifulSoup

from anthology.beside import is_remote
from anthology.read.composer import Composer
from anthology.read.docxpackage import Package, W, open_docx, open_pictures, refusal
from anthology.read.docxprepare import STYLE, Prepared, prepare
from anthology.read.docxwalk import DocxWalker
from anthology.read.plainlines import RULE
from anthology.read.reading import Chunk, Hints, Mark, Reading
from anthology.span import Source

_MAP = """
p => p:fresh
b => strong
i => em
u => em
strike => s
all-caps => span.allcaps
small-caps => span.smallcaps
comment-reference => sup.comment
"""
_SIGNS = frozenset({"call", "break", "page", "space"})
_IGNORED = "An unrecognised element was ignored: "
_UNDEFINED = "was referenced but not defined"  # a style: its name settles nothing here
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read_docx(data: bytes, name: str) -> Reading:
    """Read a Word document.

    Tracked changes, comments, headers and footers, and text boxes are warnings that say
    where and whose: inserted words are kept, deleted ones are not in the text. Raises EditionError
    `docx-broken`, `docx-unsafe` or `docx-old`.
    """
    package = open_docx(data, name)
    try:
        ready = prepare(package, name)
        html = _html(ready)
    # What a broken document makes of mammoth's tables and of ours shows in all of these.
    except (
        AttributeError, IndexError, KeyError, OSError, RecursionError, TypeError, ValueError,
        zipfile.BadZipFile,
    ) as error:  # fmt: skip
        message = f"the document cannot be read ({type(error).__name__}: {error})"
        hint = "open it in a word processor and save it anew as .docx"
        raise refusal("docx-broken", message, name, hint) from error
    composer = Composer(name)
    DocxWalker(ready, composer).document(BeautifulSoup(html, "lxml"))
    reading = composer.reading(_hints(package, ready))
    reading = replace(reading, chunks=tuple(_settled(reading.source, c) for c in reading.chunks))
    _account(ready, reading)
    files = [c.value for c in reading.chunks if c.kind == "figure" and not is_remote(c.value)]
    pictures = tuple(open_pictures(data, dict.fromkeys(files)))
    return replace(reading, diagnostics=tuple(ready.told), pictures=pictures)


def _settled(source: Source, chunk: Chunk) -> Chunk:
    """A chunk as it stands: a paragraph of ornaments is a rule; no mark begins with a space."""
    ornament = chunk.kind == "plain" and len(chunk.span) < 40
    if ornament and RULE.fullmatch(source.cut(chunk.span)):
        return replace(chunk, kind="rule", marks=())
    marks = (mark if mark.kind in _SIGNS else _trimmed(source, mark) for mark in chunk.marks)
    kept = (mark for mark in marks if len(mark.span))
    return replace(chunk, marks=tuple(sorted(kept, key=lambda m: (m.span.start, -m.span.end))))


def _trimmed(source: Source, mark: Mark) -> Mark:
    words = source.cut(mark.span)
    lead = len(words) - len(words.lstrip())
    end = mark.span.end - (len(words) - len(words.rstrip()))
    return replace(mark, span=source.span(mark.span.start + lead, max(end, mark.span.start + lead)))


def _html(ready: Prepared) -> str:
    tags = sorted(ready.languages)
    languages = (f"r.{STYLE}{tag} => span.{STYLE}{tag}" for tag in tags)
    result = mammoth.convert_to_html(
        ready.package.packed(),
        style_map=_MAP + "\n".join(languages),
        include_default_style_map=False,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
    )
    for message in dict.fromkeys(message.message for message in result.messages):
        if message.startswith(_IGNORED):
            ready.ignored.append(message.removeprefix(_IGNORED))
        elif _UNDEFINED not in message:
            ready.tell("docx-unread", message, "compare the text with the document")
    return str(result.value)


def _hints(package: Package, ready: Prepared) -> Hints:
    core = package.parts.get("docProps/core.xml")
    found = {} if core is None else {str(e.tag): (e.text or "").strip() for e in core}
    # Who wrote a text its paragraphs say better than its properties, which name who typed it.
    said = ", ".join(ready.authors)
    return Hints(
        title=found.get(_DC + "title", ""),
        author=said or found.get(_DC + "creator", ""),
        date=found.get(_TERMS + "created", "")[:10],
        language=found.get(_DC + "language", "") or ready.styles.language,
    )


def _account(ready: Prepared, reading: Reading) -> None:
    """Warn if signs of the document are not in the text: the walk must not lose what mammoth
    gives, nor mammoth what the document holds."""
    held: Counter[str] = Counter()
    for part in ("document", "footnotes", "endnotes"):
        root = ready.package.part(part)
        for text in root.iter(W + "t") if root is not None else ():
            held.update("".join((text.text or "").split()))
    lost = held - Counter(reading.source.text)
    if lost:
        within = f", of {', '.join(ready.ignored)}" if ready.ignored else ""
        message = f"{lost.total()} signs of the document are not in the text{within}"
        ready.tell("docx-lost", message, "save it anew as .docx, or as HTML, and compare")
