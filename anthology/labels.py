"""The words that the book itself says: names of its parts, what notes are called.

English only, so far; the texts' own words never come from here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language."""

    contents: str = "Contents"
    imprint: str = "Imprint"
    sources: str = "Sources and rights"
    index: str = "Index of names"
    notes: str = "Notes"
    landmarks: str = "Parts of the book"
    cover: str = "Cover"
    title_page: str = "Title page"
    beginning: str = "Beginning of the texts"
    see: str = "See"
    editors_note: str = "Editor’s note"
    authors_note: str = "Author’s note"
    back_to: str = "Back to the call of"
    edition_of: str = "Edition of"
    set_in: str = "Set in EB Garamond."
    no_permission: str = "No permission is recorded."
    unknown_source: str = "Where it comes from is not recorded."
    cite: str = (
        "A number such as 3.27 means text 3, paragraph 27. These numbers stand in the margin of "
        "the printed book and before each paragraph of the e-book; they are the same in both."
    )
    index_by_page: str = (
        "Numbers are pages. 45n3 is the editor’s note 3 on page 45; 45n.iii is the author’s note "
        "[iii] there."
    )
    index_by_paragraph: str = (
        "3.27 is paragraph 27 of text 3; 3n4 is the editor’s note 4 to that text, and 1n.iii the "
        "author’s note [iii] to text 1."
    )

    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )

    def day(self, date: datetime.date) -> str:
        """A date as the book prints it: 22 November 2026."""
        return f"{date.day} {self.months[date.month - 1]} {date.year}"


ENGLISH = Labels()
