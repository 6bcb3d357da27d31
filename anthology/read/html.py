"""A saved web page → its reading: text, notes, comments; and what belongs to the site, left out.

The markup shows the structure. Never fetches anything, never runs a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from anthology.diagnostic import Diagnostic, EditionError, Place, Severity
from anthology.read.charset import decode_marked_up
from anthology.read.composer import Composer
from anthology.read.dom import parse, tree_of
from anthology.read.nodes import Node
from anthology.read.notices import Omission
from anthology.read.pagechunks import PageChunks
from anthology.read.pageplan import plan_of
from anthology.read.pagewalk import PageWalk
from anthology.read.pictureparts import Parts, Take
from anthology.read.reading import Chunk, Hints, Reading
from anthology.read.webhints import hints_of

_MOST = 20  # messages of one kind


def read_html(data: bytes, name: str, declared: str = "") -> Reading:
    """Read a saved page; `declared`: the encoding, if the editor says it.

    Raises EditionError `source-empty`, `binary-file`, `source-too-large`, `encoding-…`.
    """
    text, said = decode_marked_up(data, name, declared)
    soup = parse(text)
    return read_tree(tree_of(soup), name, hints_of(soup), said)


def read_tree(
    page: Node,
    name: str,
    hints: Hints,
    said: Sequence[Diagnostic] = (),
    *,
    book: dict[Node, Omission] | None = None,
    take: Take | None = None,
) -> Reading:
    """Read a tree of what can be seen. `book`: all of it is text but for these elements.

    `take` gives the bytes of a picture in the archive that the page is from.
    """
    plan = plan_of(page, hints, book)
    composer = Composer(name)
    parts = Parts(take)
    walk = PageWalk(PageChunks(composer, plan.language, parts=parts), plan)
    walk.read(page)
    composer.diagnostics[:0] = said  # what was said of pictures among it
    composer.chunks = _without_idle_rules(composer.chunks)
    composer.diagnostics.extend(_messages(walk, name))
    reading = composer.reading(hints)
    if not reading.chunks:
        raise EditionError(_nothing(reading, name))
    return replace(reading, pictures=tuple(parts.taken.items()))


def _without_idle_rules(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Rules part two passages of the text; before comments, notes or the end they part nothing."""
    kept: list[Chunk] = []
    for chunk in reversed(chunks):
        after = kept[-1] if kept else None
        ends = after is None or after.kind == "note" or (after.opens and not chunk.thread)
        if chunk.kind != "rule" or not ends:
            kept.append(chunk)
    return kept[::-1]


def _nothing(reading: Reading, name: str) -> Diagnostic:
    if reading.source.text.strip():
        message, hint = "no text was found on the page, only parts of a site", "save it as text"
    else:
        message, hint = "the page shows no words", "it may have been made by a script: save it anew"
    return Diagnostic("source-empty", message, Place(name), hint)


def _messages(walk: PageWalk, name: str) -> Iterator[Diagnostic]:
    place = Place(name)

    def warn(rule: str, message: str, hint: str) -> Diagnostic:
        return Diagnostic(rule, message, place, hint, Severity.WARNING)

    for marker in list(dict.fromkeys(walk.plan.notes.missing))[:_MOST]:
        yield warn("note-missing", f"the note “{marker}” is called but not on the page", "find it")
    doubled = [n.key for n in walk.plan.notes.notes if n.key != n.marker]
    if doubled:
        message = f"markers of notes come back; told apart as {', '.join(doubled[:_MOST])}"
        yield warn("note-marker-twice", message, "compare the notes with the page")
    yield from walk.asides.remarks(name)
