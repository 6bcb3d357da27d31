"""The printed books that one edition can become: what each is called, looks like and cites.

Data alone: sets nothing, reads no file of an edition.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Literal

from anthology.schema import LargePrint, Study

StudyPaper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class Dress:
    """What make-up adds to the pages, in points.

    `head`: size of running heads and folios, `rise` their baseline above the type area, `drop` that
    of a folio below it. `number`: size of paragraph numbers, `gap` between them and the type area.
    `rule`: length and thickness of the rule above the notes. `every`: how many lines from one line
    number to the next, 0 for none. `mark`: size of the reader's page numbers, `mark_gap` between
    them and the type area. `ruled`: from the type area to where lines for notes begin, from their
    end to the edge of the paper, and from one to the next.
    """

    head: float = 9.5
    rise: float = 20.0
    drop: float = 26.0
    number: float = 7.0
    gap: float = 8.0
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
    `cites_reader`: it says the reader's pages in its margins, and its index cites them.
    """

    name: str
    styles: tuple[str, ...]
    label: str = ""
    rules: str = ""
    dress: Dress = PLAIN
    cites_reader: bool = False

    def identifier(self, edition: str) -> str:
        """Its own identifier, made of that of the edition; the reader has the edition's."""
        return (
            uuid.uuid5(uuid.NAMESPACE_URL, f"{edition}#{self.name}").urn if self.label else edition
        )


def reader(paper: str) -> Variant:
    """The book that all others cite."""
    return Variant("reader", (f"paper-{paper}.css",))


_STUDY = Dress(every=5, mark_gap=26.0, ruled=(40.0, 34.0, 21.0))


def study(settings: Study) -> tuple[Variant, ...]:
    """Pages to work on: the reader's lines, numbered, beside a margin ruled for notes."""
    papers = ("a4", "letter") if settings.paper == "both" else (settings.paper,)
    return tuple(
        Variant(
            f"study-{paper}",
            ("variant-study.css", f"paper-study-{paper}.css"),
            "study_edition",
            dress=_STUDY,
            cites_reader=True,
        )
        for paper in papers
    )


_LARGE = Dress(
    head=1.0, rise=2.0, drop=2.4, number=8 / 9, gap=0.6, rule=(4.0, 0.06), mark=8 / 9, mark_gap=0.6
)
"""In parts of the size of type."""


def large_print(settings: LargePrint, readers: str) -> Variant:
    """Large type for those who cannot read small. `readers` is the paper of the reader."""
    paper = settings.paper or {"half-letter": "letter"}.get(readers, "a4")
    size = settings.size
    dress = replace(
        _LARGE,
        head=_LARGE.head * size,
        rise=_LARGE.rise * size,
        drop=_LARGE.drop * size,
        number=_LARGE.number * size,
        gap=_LARGE.gap * size,
        rule=(_LARGE.rule[0] * size, _LARGE.rule[1] * size),
        mark=_LARGE.mark * size,
        mark_gap=_LARGE.mark_gap * size,
    )
    return Variant(
        "large-print",
        ("variant-large-print.css", f"paper-large-print-{paper}.css"),
        "large_print",
        f"html {{ font-size: {size:g}pt }}",
        dress,
        cites_reader=True,
    )


def handout(slug: str, paper: str) -> Variant:
    """One text by itself, on the reader's own pages."""
    return replace(reader(paper), name=slug, label="handout")
