"""What a book is made with: templates, labels, paper, style sheets, processes.

Needs no engine of print: the e-book is made with the same. Makes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from anthology.kept import Kept
from anthology.labels import Labels
from anthology.paper import Page
from anthology.render.markup import Press
from anthology.theme import PAPER, PLAIN, Theme
from anthology.variant import Variant


@dataclass(frozen=True, slots=True)
class Shop:
    """What a book is set with: templates, labels, paper, the folder of kept galleys, processes.

    `theme`: style sheets. `page`: of the reader, if it is none of ours. `kept`: work on its texts.
    """

    press: Press
    labels: Labels
    paper: str
    cache: Path | None
    workers: int
    theme: Theme = PLAIN
    page: Page | None = None
    kept: Kept = field(default_factory=Kept)

    @property
    def measure(self) -> float:
        """Millimetres of the lines of a page of the edition's own; 0 if it has none."""
        return self.page.measure if self.page else 0.0

    def longest(self, variant: Variant) -> int:
        """How many letters of a word a line of a variant surely holds."""
        if not self.page or f"paper-{PAPER}.css" not in variant.styles:
            return variant.longest
        return int(variant.longest * min(1.0, self.page.share))
