"""What a PDF says about itself: bookmarks, page labels, title and authors, meaning of colours.

Takes every date from the edition, none from a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from anthology.profile import Profile
from anthology.render.pages import ARABIC, LETTER, ROMAN, MakeupError, Outline, Sheet
from anthology.render.xmp import ACCESSIBLE, Metadata, Standard, packet

__all__ = ["Metadata", "add_intent", "add_labels", "add_metadata", "add_outline", "pdf_date"]


def add_outline(pdf: Pdf, sheets: Iterable[Sheet], places: Mapping[str, Array]) -> None:
    """Write the bookmarks. Raises `MakeupError` for a bookmark to no id."""
    with pdf.open_outline() as outline:
        for sheet in sheets:
            outline.root.extend(_items(sheet.outline, places))
    pdf.Root.PageMode = Name.UseOutlines


def add_labels(pdf: Pdf, numbering: Sequence[tuple[str, int]]) -> None:
    """Write page labels (ISO 32000-1, 12.4.2): one range for each run of one numbering."""
    ranges = Array()
    before = ("", 0)
    for page, (kind, number) in enumerate(numbering):
        if (kind, number) != (before[0], before[1] + 1):
            ranges.append(page)
            ranges.append(Dictionary(S=_STYLES[kind], St=number))
        before = kind, number
    pdf.Root.PageLabels = Dictionary(Nums=ranges)


_STYLES = {ROMAN: Name.r, ARABIC: Name.D, LETTER: Name.a}


def add_metadata(pdf: Pdf, metadata: Metadata, standard: Standard = ACCESSIBLE) -> None:
    """Write the XMP packet and the information dictionary, in agreement with each other."""
    producer = f"WeasyPrint {version('weasyprint')}, pikepdf {version('pikepdf')}"
    stream = Stream(pdf, packet(metadata, producer, standard))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    entries = {
        "/Title": metadata.title,
        "/Author": "; ".join(metadata.authors),
        "/Subject": metadata.description,
        "/Producer": producer,
        "/CreationDate": pdf_date(metadata.date),
    }
    for key, value in entries.items():
        if value:
            pdf.docinfo[key] = String(value)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def add_intent(pdf: Pdf, profile: Profile, kind: str = "GTS_PDFA1") -> None:
    """Say what the colours of all pages mean (ISO 32000-1, 14.11.5), with the profile itself."""
    stream = Stream(pdf, profile.data)
    stream.N = profile.components
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name(f"/{kind}"),
        OutputConditionIdentifier=String("Custom"),
        Info=String(profile.name),
        DestOutputProfile=pdf.make_indirect(stream),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _items(outline: Outline, places: Mapping[str, Array]) -> Iterator[OutlineItem]:
    for title, target, children in outline:
        if target not in places:
            raise MakeupError(f"the bookmark “{title}” leads to no id of the book: {target}")
        item = OutlineItem(title, destination=places[target])
        item.children.extend(_items(children, places))
        yield item


def pdf_date(date: str) -> str:
    """An ISO date as a PDF date (7.9.4): the digits, of which the year is enough."""
    if not date:
        return ""
    day, _, time = date.partition("T")
    digits = "".join(char for char in day + time[:8] if char.isdigit())
    return f"D:{digits}" + ("Z" if time else "")
