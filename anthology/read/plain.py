"""Emphasis in a plain text as the editor says: as found, none, or between all asterisks.

Settles nothing else, and changes no word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from anthology.read.inline import text_marks
from anthology.read.reading import Reading


def emphasized(reading: Reading, markup: Literal["auto", "none", "asterisks"]) -> Reading:
    """A reading with emphasis as the editor says: as found, none, or between all asterisks."""
    if markup == "auto":
        return reading
    chunks = []
    for chunk in reading.chunks:
        marks = [mark for mark in chunk.marks if mark.kind != "emphasis"]
        if markup == "asterisks":
            found = text_marks(reading.source, chunk.span, (), stars=True)
            marks += [mark for mark in found if mark.kind == "emphasis"]
        chunks.append(replace(chunk, marks=tuple(marks)))
    return replace(reading, chunks=tuple(chunks))
