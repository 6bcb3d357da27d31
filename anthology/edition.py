"""The folder an editor owns → an `Edition`: every file read once, checked, with its text.

Reads the edition's folder and nothing else; makes no decision about a text and writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec

from anthology.decode import decode
from anthology.diagnostic import Diagnostic, EditionError, Place, SetupError
from anthology.gallery import Gallery, gallery_of
from anthology.isbn import fault as isbn_fault
from anthology.kept import Kept
from anthology.languagetag import is_language
from anthology.ownfaces import read_faces
from anthology.paper import page_faults
from anthology.pressprofiles import press_profiles
from anthology.profile import Profile
from anthology.read.formats import read
from anthology.read.plain import emphasized
from anthology.read.reading import Reading
from anthology.schema import (
    AbbreviationsFile,
    DecisionsFile,
    EditionFile,
    FactsFile,
    NamesFile,
    NumbersFile,
    PrintingFile,
    RightsFile,
    TextEntry,
)
from anthology.span import Source
from anthology.theme import PLAIN, Theme, read_theme
from anthology.tomlfile import line_near, line_of, load
from anthology.typefaces import OwnFaces

EDITION = "edition.toml"
_ABSENT = Source("", "")
_NO_ABBREVIATIONS = AbbreviationsFile()
_TAGS = "write a tag such as en, fr or de-CH"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class EditedText:
    """One text with all that the editor wrote for it; an absent file is an empty one.

    `content`: the bytes and words of all that it is edited from, but for `numbers`.
    """

    entry: TextEntry
    reading: Reading
    decisions: DecisionsFile
    decisions_text: str
    numbers: NumbersFile
    notes: Source
    headnote: Source
    gallery: Gallery = field(default_factory=Gallery)
    questions: Source = _ABSENT
    numbers_text: str = ""
    content: tuple[str | bytes, ...] = ()

    @property
    def source(self) -> Source:
        """The text in which every place is: the file's own, or what a reader sees of it."""
        return self.reading.source

    @property
    def decisions_name(self) -> str:
        """The name of the decisions file, for messages."""
        return f"decisions/{self.entry.slug}.toml"


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as its folder holds it. `files`: all that was looked for and found.

    `strays`: files beside them that are named like the file of a text, but of none there is.
    `absent`: texts of the edition that were not asked for.
    """

    root: Path
    file: EditionFile
    texts: tuple[EditedText, ...]
    names: NamesFile
    names_text: str
    rights: RightsFile
    rights_text: str
    printings: tuple[PrintingFile, ...]
    facts: FactsFile
    facts_text: str
    introduction: Source
    content_note: Source
    files: tuple[Path, ...]
    strays: tuple[str, ...] = ()
    absent: tuple[TextEntry, ...] = ()
    abbreviations: AbbreviationsFile = _NO_ABBREVIATIONS
    abbreviations_text: str = ""
    chronology: Source = _ABSENT
    colophon: Source = _ABSENT
    printings_text: tuple[str, ...] = ()
    file_text: str = ""
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    theme: Theme = PLAIN
    faces: OwnFaces = ()


class _Folder:
    """The folder being read; remembers which of its files were."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.read: list[Path] = []

    def bytes(self, name: str, asked: Place, hint: str) -> bytes:
        path = self.root / name
        try:
            data = path.read_bytes()
        except OSError as error:
            why = "no such file" if isinstance(error, FileNotFoundError) else error.strerror
            raise EditionError(
                Diagnostic("file-unreadable", f"cannot read {name}: {why}", asked, hint)
            ) from error
        self.read.append(path)
        return data

    def source(self, name: str, encoding: str = "") -> Source:
        """A text file of the editor's; an absent one is empty."""
        if not (self.root / name).exists():
            return Source(name, "")
        data = self.bytes(name, Place(name), "make the file readable")
        return Source(name, decode(data, name, encoding))


def read_edition(root: Path, only: str = "", kept: Kept | None = None) -> Edition:
    """Read and check the edition in a folder; `only` names the one text wanted.

    What was `kept` of readings is not read again.

    Raises SetupError when there is no edition, EditionError for what is wrong in its files.
    """
    folder = _Folder(root)
    file, toml = _edition_file(folder, only)
    facts = folder.source("facts.toml")
    names, rights = folder.source("names.toml"), folder.source("rights.toml")
    abbreviations = folder.source("abbreviations.toml")
    texts = tuple(_texts(folder, file, toml, only, kept or Kept()))
    profiles = dict(press_profiles(file, EDITION, toml, folder.bytes))
    theme = read_theme(root)
    folder.read.extend(theme.files)
    faces = read_faces(file, EDITION, toml, folder.bytes)
    introduction, content_note, chronology, colophon = (
        folder.source(f"{name}.md")
        for name in ("introduction", "content-note", "chronology", "colophon")
    )
    printings = tuple(_printings(folder))
    return Edition(
        root,
        file,
        texts,
        load(names.text, names.name, NamesFile),
        names.text,
        load(rights.text, rights.name, RightsFile),
        rights.text,
        tuple(printing for printing, _ in printings),
        load(facts.text, facts.name, FactsFile),
        facts.text,
        introduction,
        content_note,
        tuple(folder.read),
        tuple(_strays(root, {entry.slug for entry in file.text})),
        tuple(entry for entry in file.text if only not in ("", entry.slug)),
        load(abbreviations.text, abbreviations.name, AbbreviationsFile),
        abbreviations.text,
        chronology,
        colophon,
        tuple(toml for _, toml in printings),
        toml,
        profiles,
        theme,
        faces,
    )


def _texts(
    folder: _Folder, file: EditionFile, toml: str, only: str, kept: Kept
) -> Iterator[EditedText]:
    """The texts, or the one that is wanted."""
    for i, entry in enumerate(file.text):
        if only in ("", entry.slug):
            yield _read_text(folder, entry, partial(line_of, toml, "text", i), kept)


def _edition_file(folder: _Folder, only: str) -> tuple[EditionFile, str]:
    """The file edition.toml, and its text. Raises SetupError if there is none."""
    if not (folder.root / EDITION).is_file():
        message = f"there is no {EDITION} in this folder"
        hint = "give the folder of an edition: anthology build FOLDER"
        raise SetupError(Diagnostic("no-edition", message, Place(str(folder.root)), hint))
    toml = folder.source(EDITION).text
    file = load(toml, EDITION, EditionFile)
    problems = tuple(_check_entries(file, toml, only))
    if problems:
        raise EditionError(*problems)
    return file, toml


def _printings(folder: _Folder) -> Iterator[tuple[PrintingFile, str]]:
    """The printings in their order, each as its file has it.

    Raises EditionError for one that is named otherwise.
    """
    paths = sorted(folder.root.glob("printings/*.toml"))
    for path in sorted(paths, key=lambda p: (len(p.stem), p.stem)):
        file = folder.source(path.relative_to(folder.root).as_posix())
        printing = load(file.text, file.name, PrintingFile)
        if path.stem != str(printing.number):
            message = f"this is printing {printing.number}"
            hint = f"name the file {printing.number}.toml"
            raise EditionError(Diagnostic("printing-name", message, Place(file.name), hint))
        yield printing, file.text


def _strays(root: Path, slugs: set[str]) -> Iterator[str]:
    """Files of no text. Numbers may outlive their text, for they are never given again."""
    for kind in ("decisions/*.toml", "notes/*.md", "headnotes/*.md", "questions/*.md"):
        for path in sorted(root.glob(kind)):
            if path.stem not in slugs:
                yield path.relative_to(root).as_posix()


def _check_entries(file: EditionFile, toml: str, only: str) -> Iterator[Diagnostic]:
    def problem(rule: str, message: str, hint: str, *path: str | int) -> Diagnostic:
        return Diagnostic(rule, message, Place(EDITION, line_near(toml, *path)), hint)

    for i, entry in enumerate(file.text):
        yield from _check_entry(entry, i, file.text[:i], problem)
    yield from _check_values(file, problem)
    if not file.text:
        yield problem("no-text", "the edition has no text", "add a [[text]] table")
    if not is_language(file.language):
        yield problem("language-unknown", f"“{file.language}” names no language", _TAGS, "language")
    slugs = {entry.slug for entry in file.text}
    if file.text and only and only not in slugs:
        raise SetupError(
            Diagnostic(
                "text-unknown",
                f"no text is called “{only}”",
                Place(EDITION),
                f"texts: {', '.join(sorted(slugs))}",
            )
        )


def _check_entry(
    entry: TextEntry, i: int, before: tuple[TextEntry, ...], problem: Callable[..., Diagnostic]
) -> Iterator[Diagnostic]:
    """What is wrong with one text's table, by itself and beside those before it."""

    def fault(rule: str, message: str, hint: str, key: str) -> Diagnostic:
        return problem(rule, message, hint, "text", i, key)

    path = PurePosixPath(entry.source)
    if any(other.slug == entry.slug for other in before):
        message = f"two texts are called “{entry.slug}”"
        yield fault("slug-duplicate", message, "give one of them another slug", "slug")
    if not _SLUG.fullmatch(entry.slug):
        hint = "use lower-case letters, digits and hyphens"
        yield fault("slug-form", f"“{entry.slug}” cannot be a slug", hint, "slug")
    if any(other.number == entry.number for other in before):
        hint = "a text keeps its number for good; take the next free one"
        message = f"{entry.number} is not this text's alone"
        yield fault("number-duplicate", message, hint, "number")
    if entry.language and not is_language(entry.language):
        message = f"“{entry.language}” names no language"
        yield fault("language-unknown", message, _TAGS, "language")
    if path.is_absolute() or ".." in path.parts:
        message = f"“{entry.source}” is outside the edition"
        yield fault("source-outside", message, "copy the source into texts/", "source")


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _values(file: EditionFile) -> str:
    """Every text value of the file, one after another."""
    values = [v for table in (file, *file.text) for v in msgspec.structs.asdict(table).values()]
    return "\n".join(value for value in values if isinstance(value, str))


def _check_values(file: EditionFile, problem: Callable[..., Diagnostic]) -> Iterator[Diagnostic]:
    """Values that no e-book could hold."""
    if not _IDENTIFIER.fullmatch(file.identifier):
        yield problem("identifier-form", f"“{file.identifier}” cannot identify a book",
                      "use urn:uuid: or urn:isbn: and a number", "identifier")  # fmt: skip
    if not _LANGUAGE.fullmatch(file.language):
        yield problem("language-form", f"“{file.language}” is no language tag",
                      "use a tag such as en, fr or de-CH", "language")  # fmt: skip
    if file.date.year < 1000:
        yield problem("date-form", f"{file.date.isoformat()} cannot be the date of an edition",
                      "write a date as 2026-01-31", "date")  # fmt: skip
    if _CONTROL.search(_values(file)):
        yield problem("sign-forbidden", "a value holds a control character, which no book can",
                      "take it out; it may be written as \\u00..")  # fmt: skip
    isbn = file.variants.press.isbn
    if isbn and (wrong := isbn_fault(isbn)):
        yield problem("isbn-wrong", f"“{isbn}” is no ISBN: {wrong}", "compare it with its source",
                      "variants", "press", "isbn")  # fmt: skip
    for fault in page_faults(file.print):
        yield problem(fault.rule, fault.message, fault.hint, "print", fault.key)
    if not file.title.strip():
        yield problem("title-empty", "the book has no title", "write one", "title")


def _reading(
    data: bytes, entry: TextEntry, decided: DecisionsFile, line: Callable[[str], int]
) -> Reading:
    """The text as its reader sees it, emphasis as the editor says."""
    try:
        reading = read(data, entry.source, entry.encoding, frame=decided.paragraphs)
    except EditionError as error:
        raise EditionError(*(_blamed(d, line) for d in error.diagnostics)) from error
    return reading if reading.exact else emphasized(reading, decided.markup)


def _blamed(diagnostic: Diagnostic, line: Callable[[str], int]) -> Diagnostic:
    """An encoding that nobody knows is a fault of edition.toml, not of the text."""
    if diagnostic.rule != "encoding-unknown":
        return diagnostic
    return replace(diagnostic, place=Place(EDITION, line("encoding")))


def _read_text(
    folder: _Folder, entry: TextEntry, line: Callable[[str], int], kept: Kept
) -> EditedText:
    data = folder.bytes(
        entry.source, Place(EDITION, line("source")), "correct `source`, or put the file there"
    )
    slug = entry.slug
    decisions = folder.source(f"decisions/{slug}.toml")
    numbers = folder.source(f"numbers/{slug}.toml")
    decided = load(decisions.text, decisions.name, DecisionsFile)
    made_of = (data, entry.source, entry.encoding, repr((decided.paragraphs, decided.markup)))
    read_it = partial(_reading, data, entry, decided, line)
    reading = kept.made(f"{slug}.reading", made_of, read_it)
    gallery = gallery_of(reading, folder.root, decided, (decisions.name, decisions.text))
    folder.read.extend(gallery.files)
    numbered = partial(load, numbers.text, numbers.name, NumbersFile)
    notes, headnote = (folder.source(f"{kind}/{slug}.md") for kind in ("notes", "headnotes"))
    words = (decisions.text, notes.text, headnote.text)
    return EditedText(
        entry,
        reading,
        decided,
        decisions.text,
        kept.made(f"{slug}.numbers", (numbers.text,), numbered),
        notes,
        headnote,
        gallery,
        folder.source(f"questions/{slug}.md"),
        numbers.text,
        (data, repr(entry), *words, *gallery.content),
    )
