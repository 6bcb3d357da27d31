"""The pictures of one text: where the bytes of each are, and what the editor decides of it.

Takes them out of the source file, or reads those beside it inside the edition's folder. What cannot
be shown is told, never guessed at; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from anthology.beside import find_beside, read_file
from anthology.diagnostic import Diagnostic, EditionError, Place, Severity, place_of
from anthology.picture import Picture, PictureError, read_picture
from anthology.read.reading import Chunk, Reading
from anthology.schema import DecisionsFile, PictureDecision
from anthology.tomlfile import line_of

_NONE = PictureDecision("")


@dataclass(frozen=True, slots=True)
class Hung:
    """What becomes of a picture: it is shown, left out (`reason`), or cannot be shown (`fault`).

    `decided` holds what the editor says of it; an empty `alternative` there leaves the source's.
    """

    picture: Picture | None = None
    decided: PictureDecision = _NONE
    reason: str = ""
    fault: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a text by their names in the source, and the chunks that show them in order.

    `files`: what of the edition was read.
    A folder among them is one in which a picture was looked for and not found.
    """

    hung: Mapping[str, Hung] = field(default_factory=dict)
    figures: tuple[Chunk, ...] = ()
    files: tuple[Path, ...] = ()

    def of(self, name: str) -> Hung:
        """The picture of a name."""
        return self.hung[name]

    @property
    def content(self) -> Iterator[str | bytes]:
        """All that the pictures and the decisions on them are, piece by piece."""
        for name, hung in self.hung.items():
            data, known = (hung.picture.data, hung.picture.name) if hung.picture else (b"", "")
            yield from (data, repr((name, known, hung.decided, hung.reason, hung.fault)))

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What cannot be shown, a warning each."""
        return tuple(hung.fault for hung in self.hung.values() if hung.fault)


def gallery_of(
    reading: Reading, root: Path, decided: DecisionsFile, decisions: tuple[str, str]
) -> Gallery:
    """Find and read the pictures of a text in the edition `root`.

    `decisions`: name and text of the decisions file. Raises EditionError `picture-unknown` and
    `picture-decision` for what is wrong there.
    """
    every = tuple(chunk for chunk in reading.chunks if chunk.kind == "figure")
    figures = {chunk.value: chunk for chunk in reversed(every)}
    figures = {chunk.value: figures[chunk.value] for chunk in every}  # each where it comes first
    problems = tuple(_check(decided.picture, figures, *decisions))
    if problems:
        raise EditionError(*problems)
    said = {one.source: one for one in decided.picture}
    folder = str(PurePosixPath(reading.source.name).parent)
    hanger = _Hanger(reading, root, folder, dict(reading.pictures))
    hung = {name: hanger.hang(figures[name], said.get(name, _NONE)) for name in figures}
    return Gallery(hung, every, tuple(dict.fromkeys(hanger.files)))


def _check(
    decisions: tuple[PictureDecision, ...], figures: Mapping[str, Chunk], name: str, toml: str
) -> Iterator[Diagnostic]:
    seen = set[str]()
    for i, one in enumerate(decisions):
        place = Place(name, line_of(toml, "picture", i))
        if one.source not in figures:
            known = ", ".join(f"“{figure}”" for figure in list(figures)[:20]) or "none"
            message = f"the text has no picture “{one.source}”"
            yield Diagnostic("picture-unknown", message, place, f"its pictures: {known}")
        elif one.source in seen:
            message = f"two decisions are on the picture “{one.source}”"
            yield Diagnostic("picture-decision", message, place, "make one of them")
        elif _unclear(one):
            message = "a decision on a picture says one thing of it"
            hint = "give `alt` or `decorative = true`, with `file` or without; or `omit = true`"
            yield Diagnostic("picture-decision", message, place, hint)
        seen.add(one.source)


def _unclear(one: PictureDecision) -> bool:
    said = [bool(one.alt), one.decorative, one.omit].count(True)
    return said > 1 or (one.omit and bool(one.file)) or not (said or one.file)


@dataclass(slots=True)
class _Hanger:
    """Reads pictures: parts of the source file, or files below `root`."""

    reading: Reading
    root: Path
    folder: str
    parts: Mapping[str, bytes]
    files: list[Path] = field(default_factory=list)

    def hang(self, chunk: Chunk, decided: PictureDecision) -> Hung:
        if decided.omit:
            return Hung(None, decided, decided.reason or "left out by the editor")
        try:
            picture = read_picture(self._bytes(chunk.value, decided.file))
        except PictureError as error:
            return Hung(None, decided, error.message, self._fault(chunk, decided, error))
        if picture.spacer and not decided.file:
            return Hung(None, decided, f"shows nothing: {picture.width} × {picture.height} pixels")
        return Hung(picture, decided)

    def _bytes(self, name: str, instead: str) -> bytes:
        if not instead and name in self.parts:
            if not self.parts[name]:
                hint = "save it inside the edition, and name that file"
                raise PictureError("picture-missing", "is not in the file of the text", hint)
            return self.parts[name]
        folder = "" if instead else self.folder
        try:
            _, path = find_beside(self.root, folder, instead or name)
        except PictureError as error:
            if error.rule == "picture-missing":
                self.files.append(self._near(folder, instead or name))
            raise
        self.files.append(path)
        return read_file(path)

    def _near(self, folder: str, name: str) -> Path:
        """The folder in which the missing file would be, or the nearest one above it."""
        top = self.root.resolve()
        above = (self.root / folder / name).resolve().parents
        return next((p for p in above if p.is_dir() and p.is_relative_to(top)), top)

    def _fault(self, chunk: Chunk, decided: PictureDecision, error: PictureError) -> Diagnostic:
        name = decided.file or chunk.value
        shown = name if len(name) <= 80 else f"{name[:80]}…"
        how = f"{error.hint}: [[picture]] with `file`, in the decisions on this text"
        return Diagnostic(
            error.rule,
            f"the picture “{shown}” {error.message}; what it shows stands in brackets",
            place_of(self.reading.source, chunk.span),
            how,
            Severity.WARNING,
        )
