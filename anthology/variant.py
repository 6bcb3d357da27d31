"""The printed books that one edition can become: what each is called, looks like and cites.

Data alone: sets nothing, reads no file of an edition.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from anthology.schema import LargePrint, Study


@dataclass(frozen=True, slots=True)
class Dress:
    """What make-up adds to the pages, in points.

    `head`: size of running heads and folios, `rise` their baseline above the type area, `drop` that
    of a folio below it; `upright`: heads are not in italics, and figures are as high as capitals.
    `number`: size of paragraph numbers, `gap` between them and the type area. `rule`: length and
    thickness of the rule above the notes. `every`: how many lines from one line number to the
    next, 0 for none. `mark`: size of the reader's page numbers, `mark_gap` between them and the
    type area. `ruled`: from the type area to where lines for notes begin, from their end to the
    edge of the paper, and from one to the next.
    """

    head: float = 9.5
    rise: float = 20.0
    drop: float = 26.0
    number: float = 7.0
    gap: float = 8.0
    upright: bool = False
    rule: tuple[float, float] = (40.0, 0.4)
    every: int = 0
    mark: float = 8.5
    mark_gap: float = 8.0
    ruled: tuple[float, float, float] | None = None


PLAIN = Dress()
"""The reader's."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One printed book of an edition.

    `name` is that of its file, `label` the field of `Labels` that says what it is (none: the
    reader). `styles` are the names of its style sheets, over print.css; `rules` goes behind them.
    `cites_reader`: it says the reader's pages in its margins, and its index cites them. `longest`:
    how many letters of a word a line surely holds. `endnotes`: notes stand behind their text.
    `sans`: it is printed with a face without serifs.
    """

    name: str
    styles: tuple[str, ...]
    label: str = ""
    rules: str = ""
    dress: Dress = PLAIN
    cites_reader: bool = False
    longest: int = 40
    endnotes: bool = False
    sans: bool = False

    def identifier(self, edition: str) -> str:
        """Its own identifier, made of that of the edition; the reader has the edition's."""
        return (
            uuid.uuid5(uuid.NAMESPACE_URL, f"{edition}#{self.name}").urn if self.label else edition
        )


def reader(paper: str) -> Variant:
    """The book that all others cite."""
    return Variant("reader", (f"paper-{paper}.css",))


_STUDY = Dress(every=5, mark_gap=26.0, ruled=(40.0, 34.0, 21.0))


def study(settings: Study, readers: str, measure: float = 0.0) -> tuple[Variant, ...]:
    """Pages to work on: the reader's lines, numbered, beside a margin ruled for notes.

    `readers` is the paper of the reader, by which the measure goes; `measure` that of a page of its
    own, in millimetres. Lines that would leave no margin to write in are as long as on A5.
    """
    lines = measure or (_HALF_LETTER if readers == "half-letter" else 0.0)
    papers = ("a4", "letter") if settings.paper == "both" else (settings.paper,)
    return tuple(
        Variant(
            f"study-{paper}",
            ("variant-study.css", f"paper-study-{paper}.css"),
            "study_edition",
            _as_wide(_WIDTHS[paper], lines) if lines else "",
            _STUDY,
            cites_reader=True,
        )
        for paper in papers
    )


# In millimetres: the widths of the papers, of their inner margin, of a half-letter page's lines.
_WIDTHS = {"a4": 210.0, "letter": 215.9}
_INNER, _HALF_LETTER = 30.0, 105.66
_RULED = 50.0  # millimetres of outer margin that can be written in


def _as_wide(width: float, lines: float) -> str:
    """The margins of a page for work with lines of this length; none that cannot be written in."""
    if width - _INNER - lines < _RULED:
        return ""
    outer = f"{width - _INNER - lines:.2f}mm"
    return f"@page :right {{ margin-right: {outer} }} @page :left {{ margin-left: {outer} }}"


def _large(size: float) -> Dress:
    """All that is stamped, by the size of the type: nothing below eight ninths of it."""
    small = size * 8 / 9
    return Dress(
        head=small,
        rise=min(2 * size, 48.0),  # or it would leave the paper
        drop=min(2.4 * size, 60.0),
        number=small,
        gap=0.6 * size,
        upright=True,
        rule=(4 * size, 0.06 * size),
        mark=small,
        mark_gap=0.6 * size,
    )


def large_print(settings: LargePrint, readers: str) -> Variant:
    """Large type for those who cannot read small. `readers` is the paper of the reader."""
    paper = settings.paper or {"half-letter": "letter"}.get(readers, "a4")
    sans = settings.face == "sans"
    return Variant(
        "large-print",
        ("variant-large-print.css", f"paper-large-print-{paper}.css"),
        "large_print",
        f"html {{ font-size: {settings.size:g}pt }}" + (_SANS if sans else ""),
        _large(settings.size),
        cites_reader=True,
        longest=int((640 if sans else 720) / settings.size),
        endnotes=True,
        sans=sans,
    )


# All faces have the narrow space of the book's own: wide letters want a wider one.
_SANS = " html, aside.note { word-spacing: 0.06em }"


def handout(slug: str, paper: str) -> Variant:
    """One text by itself, on the reader's own pages."""
    own = reader(paper)
    return replace(own, name=slug, label="handout", styles=(*own.styles, "variant-handout.css"))


def booklet(sheet: str, paper: str) -> Variant:
    """The reader's own pages on sheets of this paper, to be folded."""
    return replace(reader(paper), name=f"booklet-{sheet}", label="booklet")


def press(paper: str) -> Variant:
    """The reader's own pages for a printer."""
    return replace(reader(paper), name="press", label="press_edition")
