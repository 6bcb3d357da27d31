"""`Book` → XHTML for both books, through one set of Jinja templates.

Sets no type and writes no file. What differs between the books is in a `Medium`; the words of a
text pass through untouched.
"""

from __future__ import annotations

import re
import traceback
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, Literal

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from anthology.book import Book
from anthology.booktext import BookText
from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.direction import direction_of
from anthology.document import (
    MARK,
    Block,
    Flow,
    Foreign,
    Inlines,
    NoteRef,
    Table,
    plain,
    query,
    walk,
)
from anthology.foreign import whole
from anthology.indexprint import IndexPrint
from anthology.labels import Labels
from anthology.languagetag import is_language
from anthology.picture import SCHEME
from anthology.printing import latest, statement
from anthology.render.footnote import Footnote, footnotes
from anthology.render.pieces import file_of, galley_of, is_long, is_wide
from anthology.resources import folder
from anthology.rights import statements
from anthology.schema import EditionFile, PrintedPage
from anthology.theme import Theme
from anthology.typefaces import ROMAN, family_of, own_family

# EPUB 3 Structural Semantics, and the role of the Digital Publishing WAI-ARIA Module that goes
# with each.
_SEMANTICS: dict[str, tuple[str, str]] = {
    "titlepage": ("titlepage", ""),
    "copyright-page": ("copyright-page", ""),
    "introduction": ("introduction", "doc-introduction"),
    "preface": ("preface", "doc-preface"),
    "appendix": ("appendix", "doc-appendix"),
    "glossary": ("glossary", "doc-glossary"),
    "colophon": ("colophon", "doc-colophon"),
    "chapter": ("chapter", "doc-chapter"),
    "noteref": ("noteref", "doc-noteref"),
    "footnotes": ("footnotes", ""),
    "footnote": ("footnote", "doc-footnote"),
    "backlink": ("backlink", "doc-backlink"),
    "index": ("index", "doc-index"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the imprint."""

    role: str
    words: str


@dataclass(frozen=True, slots=True)
class Medium:
    """What one of the two books does its own way."""

    name: Literal["print", "epub"]
    notes: Mapping[str, Footnote]
    imprint: tuple[Line, ...]
    index: IndexPrint
    here: str = ""
    ornament: str = "* * *"
    boxes: Iterator[int] = field(default_factory=lambda: count(1))
    openings: Mapping[str, str] = field(default_factory=dict)
    """For each piece that begins with a printed page, the label of that page."""
    longest: int = 40
    """How many letters of a word a line surely holds."""
    endnotes: bool = False
    """Whether notes stand behind their text; in an e-book they always do."""

    @property
    def notes_inline(self) -> bool:
        """Whether a note's body stands right behind its call, to be set at the foot of the page."""
        return self.name == "print" and not self.endnotes

    @property
    def numbers_inline(self) -> bool:
        """Whether paragraph numbers are part of the text; in print they go into the margin."""
        return self.name == "epub"

    def href(self, target: str) -> str:
        """A link to an id of the book."""
        if self.name == "epub":
            return f"{file_of(target)}#{target}"
        return f"#{target}" if galley_of(target) == self.here else f"book:{target}"

    def picture(self, name: str) -> str:
        """The address of a picture: a file of the e-book; in print the engine is handed it."""
        return name if self.name == "epub" else f"{SCHEME}{name}"

    def box(self) -> str:
        """A fresh id for a box that make-up stamps a page number into."""
        return f"{self.here}-page-{next(self.boxes)}"

    def note(self, id: str) -> Footnote:
        """The note of an id."""
        return self.notes[id]

    def plain(self, inlines: Inlines) -> str:
        """The words alone."""
        return plain(inlines)

    def long(self, inlines: Inlines) -> bool:
        """Whether a word is longer than a line, and has no place to be broken."""
        return is_long(plain(inlines), self.longest)

    def wide(self, table: Table) -> bool:
        """Whether a table has more columns, or longer words in them, than a page has room for."""
        return is_wide(table, self.longest)

    def semantics(self, kind: str) -> Markup:
        """The attributes by which an e-book says what an element is."""
        if self.name == "print" or not kind:
            return Markup("")
        epub_type, role = _SEMANTICS.get(kind, (kind, ""))
        return Markup("").join(
            Markup(' {}="{}"').format(name, value)
            for name, value in (("epub:type", epub_type), ("role", role))
            if value
        )


def all_notes(book: Book, labels: Labels) -> dict[str, Footnote]:
    """The notes of all texts, ready for templates."""
    language = book.edition.language
    return {
        id: note for text in book.texts for id, note in notes_of(text, labels, language).items()
    }


def notes_of(text: BookText, labels: Labels, language: str) -> dict[str, Footnote]:
    """Those of one text; `language` is that of the book."""
    return footnotes(text.notes, labels, dict(_languages(text, language)))


def _languages(text: BookText, language: str) -> Iterator[tuple[str, str]]:
    """The notes whose language is not that of the words around them, or around their call."""
    spoken = text.entry.language or language
    bodies = (text.body, *(note.blocks for note in text.notes))
    inside = {id for blocks in bodies for block in walk(blocks) for id in _called_abroad(block)}
    for note in text.notes:
        own = spoken if note.series == "author" else language
        if own != spoken or note.id in inside:
            yield note.id, own


def _called_abroad(block: Block) -> Iterator[str]:
    """The notes called among words of another language; a call may part such words in two."""
    if not isinstance(block, Flow):
        return
    marks = (i.children for i in query(block.children) if isinstance(i, Foreign))
    runs = [block.children] if whole(block.children) else list(marks)
    yield from (i.note for run in runs for i in query(run) if isinstance(i, NoteRef))


def lifted(inlines: Inlines) -> tuple[Markup, Inlines]:
    """The attributes of a block that is in another language as a whole, and what it holds.

    A block of which nothing says the direction runs as most of its letters do.
    """
    mark, found = whole(inlines), direction_of(plain(inlines))
    if mark is None:
        return tongue("", found), inlines
    return tongue(mark.language, mark.direction or found), mark.children


def tongue(language: str, direction: str = "") -> Markup:
    """The attributes that say a language (XHTML wants it twice) and a direction; none for none.

    A source may say a language that there is not; it is not said again.
    """
    language = language if language and is_language(language) else ""
    if not language and not direction:
        return Markup("")
    named = (("lang", language), ("xml:lang", language), ("dir", direction))
    return Markup("").join(Markup(' {}="{}"').format(n, value) for n, value in named if value)


def imprint(
    book: Book,
    labels: Labels,
    *,
    printed: bool,
    pages: Sequence[PrintedPage] | None = None,
    isbn: str = "",
) -> tuple[Line, ...]:
    """The lines of the imprint. `pages`: where those of the printed book begin, once they do."""
    edition = book.edition
    medium: Literal["print", "screen"] = "print" if printed else "screen"
    lines = [
        Line("imprint-title", ". ".join(s for s in (edition.title, edition.subtitle) if s)),
        Line(
            "imprint-line",
            labels.edited_by.format(editor=edition.editor) if edition.editor else "",
        ),
        Line("imprint-line", edition.edition_statement),
        Line("imprint-line", _series(edition)),
        Line("imprint-line", edition.publisher),
        Line("imprint-line", f"{labels.edition_of} {labels.day(edition.date)}"),
        Line("imprint-line", statement(latest(book.printings), book, labels, pages)),
        Line("identifier", edition.identifier),
        Line("identifier", f"ISBN {isbn}" if isbn else ""),
        *(Line("rights", words) for words in statements(book.edition, book.rights, labels, medium)),
        Line("imprint-line", labels.cite),
        Line("imprint-line", _set_in(labels) if printed else ""),
    ]
    return tuple(line for line in lines if line.words)


def _series(edition: EditionFile) -> str:
    series = edition.series
    return ", ".join(filter(None, (series.title, series.number))) if series else ""


def _set_in(labels: Labels) -> str:
    """What the book is set in."""
    return labels.set_in.replace(family_of(ROMAN), own_family() or family_of(ROMAN))


# What a template can do wrong besides Jinja's own errors: whatever its expressions raise, a loop
# without end, a file that is not UTF-8.
_FAULTS = (
    TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RuntimeError, OSError,
)  # fmt: skip


def press_of(theme: Theme) -> Press:
    """The templates of an edition: its own before ours."""
    return Press((folder("templates"),), theme.templates)


OURS = "anthology"
"""Before the name of a template: ours is meant, whatever the edition has by that name."""


_WORDS = re.compile(r"[^\W\d_]+")
# Two capitals or more that make a word, with a plural or an ending behind them; not initials.
_CAPITALS = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ]{2,}(?=(?:s|er|ers)?(?![\w]))(?!\.[A-Z])")
# What keeps its capitals: countries in two letters (R. Bringhurst, The Elements of Typographic
# Style, 3.2.2; “us” is a word), and a number that belongs to a name, as in World War II.
_COUNTRIES = frozenset("EU NZ UK US".split())
_NUMERAL = re.compile(r"[IVX]+")
_NAMED = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+[ \N{NO-BREAK SPACE}]$")


def capitals(text: str) -> Markup:
    """Text with its abbreviations marked, which print sets in small capitals.

    Words that stand all in capitals, a heading or a shout, are left as they are.
    """
    shouted = text.isupper() and len(_WORDS.findall(text)) > 1
    found = (match.span() for match in _CAPITALS.finditer("" if shouted else text))
    pieces, at = [], 0
    for start, end in found:
        if _keeps(text, start, end):
            continue
        pieces.append(escape(text[at:start]))
        pieces.append(Markup('<span class="caps">{}</span>').format(text[start:end]))
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def _keeps(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    named = _NUMERAL.fullmatch(word) and _NAMED.search(text[:start])
    return word in _COUNTRIES or bool(named)


def kind_of(node: object) -> str:
    """What a block or an inline is: `paragraph`, `text`."""
    return type(node).__name__.lower()


class Press:
    """The templates, made ready once; `set` fills one in."""

    def __init__(
        self, folders: tuple[Path, ...], own: Mapping[str, tuple[str, Path]] | None = None
    ) -> None:
        """`own`: templates of the edition, with their files, before those of the same names.

        They are strangers' code, and so run where they reach nothing but what they are given.
        """
        self.own, self._ours = own or {}, folders
        self.folders = (*folders, *{path.parent for _, path in self.own.values()})
        ours = jinja2.FileSystemLoader([str(folder) for folder in folders])
        kind = ImmutableSandboxedEnvironment if own else jinja2.Environment
        self.environment = kind(
            loader=jinja2.ChoiceLoader(
                [jinja2.FunctionLoader(self._own), jinja2.PrefixLoader({OURS: ours}), ours]
            ),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.environment.globals["mark"] = MARK
        self.environment.globals["kind"] = kind_of
        self.environment.filters["kind"] = kind_of  # the same, asked in half the time
        self.environment.globals["lifted"] = lifted
        self.environment.filters["capitals"] = capitals
        self.environment.filters["words"] = lambda term: plain(term.children)
        self.environment.globals["tongue"] = tongue
        self.environment.globals["direction_of"] = direction_of

    @cached_property
    def digest(self) -> bytes:
        """The templates, ours and the edition's own, in one number."""
        ours = sorted(path for folder in self._ours for path in folder.glob("*.j2"))
        said = [(path.name, path.read_bytes()) for path in ours]
        own = sorted((name, words) for name, (words, _) in self.own.items())
        return sha256(repr((said, own)).encode()).digest()

    def set(self, template: str, **context: Any) -> bytes:
        """Fill in a template. Raises EditionError `template-broken` with file and line."""
        try:
            made = self.environment.get_template(template).render(**context).encode()
            if self.own and ".xhtml" in template:
                self._must_be_xml(template, made)
            return made
        except jinja2.TemplateError as error:
            raise EditionError(self._broken(template, error)) from error
        except _FAULTS as error:
            unread = isinstance(error, UnicodeDecodeError | RecursionError | OSError)
            if self._where(error) is None and not unread:
                raise
            raise EditionError(self._broken(template, error)) from error

    def _own(self, name: str) -> tuple[str, str, None] | None:
        """A template of the edition, as loaders give it."""
        found = self.own.get(name)
        return (found[0], str(found[1]), None) if found else None

    def _must_be_xml(self, template: str, made: bytes) -> None:
        """Both books are XML: what an edition's template leaves open is said here, with its words.

        Raises EditionError `template-broken`.
        """
        try:
            ET.fromstring(made)
        except ET.ParseError as error:
            line, column = error.position
            near = made.decode().split("\n")[line - 1][max(0, column - 40) : column + 20].strip()
            used = template if template in self.own else next(iter(self.own))
            message = f"what it makes is not well-formed XML, near “{near}”: {error.msg}"
            names = ", ".join(f"templates/{name}" for name in self.own)
            hint = f"correct the template; the edition's own are {names}"
            raise EditionError(
                Diagnostic("template-broken", message, Place(f"templates/{used}"), hint)
            ) from error

    def _broken(self, template: str, error: Exception) -> Diagnostic:
        place = Place(f"templates/{template}")
        if isinstance(error, jinja2.TemplateSyntaxError):
            place = Place(f"templates/{error.name or template}", error.lineno)
        else:
            place = self._where(error) or place
        missing = isinstance(error, jinja2.TemplateNotFound)
        return Diagnostic(
            "template-broken",
            f"there is no template “{error}”" if missing else str(error),
            place,
            "correct the template; the books of the last build are untouched",
        )

    def _where(self, error: BaseException) -> Place | None:
        frames = traceback.extract_tb(error.__traceback__)
        for frame in reversed(frames):
            name = Path(frame.filename)
            if any(name.is_relative_to(folder) for folder in self.folders):
                return Place(f"templates/{name.name}", frame.lineno or 0)
        return None
