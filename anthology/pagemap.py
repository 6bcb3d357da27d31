"""The page map of a printed book as a file, for the e-book and for other programs.

Reads none back and lays out no page.
"""

from __future__ import annotations

from anthology.output import as_json
from anthology.render.pages import last_page
from anthology.render.printed import Printed


def page_map(printed: Printed, made_of: str) -> bytes:
    """The page map as JSON: for each printed page its label and the word it begins with.

    A beginning is an id and the number of non-space characters of it that stand on pages before:
    `starts` counts in a numbered paragraph, `opening` in a whole piece, headnote or body. `area` is
    the type area (left, top, right, bottom) in points from the top left corner of the page, `notes`
    where the notes at its foot begin. `where` is the page of each id, `last` that of the end of
    each part; `made_of` says of what the PDF was made (`pagesource.fingerprint`).
    """
    pages = []
    for sheet in printed.sheets:
        first = printed.pagination.first[sheet.key]
        for i, frame in enumerate(printed.maps[sheet.key].frames):
            start = {"id": frame.starts[0], "after": frame.starts[1]} if frame.starts else None
            opening = dict(zip(("id", "after", "begins"), frame.opening or (), strict=False))
            label = printed.pagination.labels[first + i]
            area = [round(at, 2) for at in (frame.left, frame.top, frame.right, frame.bottom)]
            notes = round(frame.notes, 2) if frame.notes is not None else None
            page = {"page": first + i + 1, "label": label, "area": area, "notes": notes}
            pages.append({**page, "starts": start, "opening": opening or None})
    of = printed.pagination
    ends = {s.key: last_page(printed.maps[s.key], of.first[s.key]) for s in printed.sheets}
    last = {key: of.labels[page] for key, page in ends.items()}
    where = {id: of.labels[page] for id, page in of.where.items()}
    return as_json({"made_of": made_of, "pages": pages, "where": where, "last": last})
