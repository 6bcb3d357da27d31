"""What the engine of print is asked to set, and what it hands back: a galley and its page map.

Plain values, so that whoever joins galleys need not load the engine. All measures are points from
the top left corner of a page; pages count from 0 in their galley.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from anthology.labels import ENGLISH, LinkLabels
from anthology.typefaces import OwnFaces, own_faces


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a page of the galley."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page and its type area.

    `starts` names the numbered element whose text is the first numbered text on the page, and how
    many non-space characters of its own text stand on earlier pages (0: it begins here). Own text
    is what the template took from a source: without note calls, notes, class `gen`, list markers,
    hyphens of divided words, soft hyphens, or the text of numbered elements inside it.
    `notes` is where the notes at the foot begin, if the page has any.
    `opening` is the same for all text, numbered or not (headings, prose): the id of the piece,
    headnote or body, how many characters of it stand on earlier pages, and the next few.
    """

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    starts: tuple[str, int] | None
    blank: bool = False
    notes: float | None = None
    opening: tuple[str, int, str] | None = None


@dataclass(frozen=True, slots=True)
class PageBox:
    """An empty box of fixed width that waits for the number of the page `target` stands on.

    `end` is its right end on the baseline of its line, `size` that of the type around it.
    """

    id: str
    target: str
    end: Point
    width: float
    size: float
    italic: bool


@dataclass(frozen=True, slots=True)
class GalleyMap:
    """Frames of the pages, first place of each id, numbered elements with their first baseline.

    `again`: the ids of those before which a heading is said again.
    """

    frames: tuple[PageFrame, ...]
    anchors: dict[str, Point]
    numbered: tuple[tuple[str, str, Point], ...]
    notes: tuple[str, ...]
    boxes: tuple[PageBox, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with text of the book in it: its page, baseline and ends.

    `place` is the piece, headnote or body its text belongs to; `words` says of each word how many
    characters of the piece stand before it, and where it begins. `counted`: it is a line of a text
    or of prose, no heading, and has a number where lines are numbered.
    """

    page: int
    base: float
    left: float
    right: float
    place: str
    words: tuple[tuple[int, float], ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class GalleyJob:
    """A galley to be set: its key, its XHTML file, its style sheets in cascade order.

    `pictures` are those that it shows, by name; `links`: what is said of its links to those who
    cannot see them. `lined`: its map says where every line stands. `own`: the edition's typefaces.
    """

    key: str
    xhtml: bytes
    styles: tuple[str, ...]
    pictures: tuple[tuple[str, bytes], ...] = ()
    links: LinkLabels = ENGLISH.links
    lined: bool = False
    own: OwnFaces = field(default_factory=own_faces)


@dataclass(frozen=True, slots=True)
class FaceUse:
    """Glyphs that a galley's PDF shows of one face, with the text each stands for.

    `resource` is the name the page contents call it by, `file` the face's name in `fonts`.
    """

    resource: str
    file: str
    glyphs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class EngineLines:
    """A paragraph that the engine broke line by line: an id near it, its words, the reason."""

    id: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Galley:
    """A text set in type. `lines`: where they stand, if the job asked for it."""

    key: str
    pdf: bytes
    map: GalleyMap
    faces: tuple[FaceUse, ...]
    engine_lines: tuple[EngineLines, ...] = ()
    lines: tuple[TextLine, ...] = ()


class GalleyError(Exception):
    """A galley cannot be set as it is: a note lost, text off the page, a sign in no typeface."""

    def __init__(self, key: str, message: str) -> None:
        """`key` is the galley's; `message` names the words or the note."""
        super().__init__(key, message)
        self.key = key
        self.message = message

    def __str__(self) -> str:
        """The message, led by the galley's key."""
        return f"{self.key}: {self.message}"
