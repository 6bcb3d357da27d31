"""What a PDF says about itself: bookmarks, page labels, title and authors.

Takes every date from the edition, none from a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from anthology.render.pages import ARABIC, LETTER, ROMAN, MakeupError, Outline, Sheet


@dataclass(frozen=True, slots=True)
class Metadata:
    """The book's description; `date` is an ISO 8601 date or date and time, or a year."""

    title: str
    authors: tuple[str, ...]
    language: str
    identifier: str
    date: str
    description: str = ""
    publisher: str = ""


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


def add_metadata(pdf: Pdf, metadata: Metadata) -> None:
    """Write the XMP packet and the information dictionary, in agreement with each other."""
    producer = f"WeasyPrint {version('weasyprint')}, pikepdf {version('pikepdf')}"
    packet = Stream(pdf, _xmp(metadata, producer))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    entries = {
        "/Title": metadata.title,
        "/Author": "; ".join(metadata.authors),
        "/Subject": metadata.description,
        "/Producer": producer,
        "/CreationDate": _pdf_date(metadata.date),
    }
    for key, value in entries.items():
        if value:
            pdf.docinfo[key] = String(value)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _items(outline: Outline, places: Mapping[str, Array]) -> Iterator[OutlineItem]:
    for title, target, children in outline:
        if target not in places:
            raise MakeupError(f"the bookmark “{title}” leads to no id of the book: {target}")
        item = OutlineItem(title, destination=places[target])
        item.children.extend(_items(children, places))
        yield item


def _xmp(metadata: Metadata, producer: str) -> bytes:
    """The XMP packet (ISO 16684-1), with the mark of PDF/UA-1 (ISO 14289-1, clause 5)."""
    fields = [
        _field("dc:format", "application/pdf"),
        _field("dc:title", metadata.title, kind="Alt"),
        _field("dc:creator", *metadata.authors, kind="Seq"),
        _field("dc:description", metadata.description, kind="Alt"),
        _field("dc:publisher", metadata.publisher, kind="Bag"),
        _field("dc:language", metadata.language, kind="Bag"),
        _field("dc:identifier", metadata.identifier),
        _field("dc:date", metadata.date, kind="Seq"),
        _field("xmp:CreateDate", metadata.date),
        _field("pdf:Producer", producer),
        _field("pdfuaid:part", "1"),
    ]
    return _XMP.format(fields="\n".join(filter(None, fields))).encode()


def _field(name: str, *values: str, kind: str = "") -> str:
    """A property: one text, or an RDF container of a kind; nothing where there is no value."""
    texts = [escape(value) for value in values if value]
    if not texts:
        return ""
    if not kind:
        return f"<{name}>{texts[0]}</{name}>"
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{text}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{fields}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _pdf_date(date: str) -> str:
    """An ISO date as a PDF date (7.9.4): the digits, of which the year is enough."""
    if not date:
        return ""
    day, _, time = date.partition("T")
    digits = "".join(char for char in day + time[:8] if char.isdigit())
    return f"D:{digits}" + ("Z" if time else "")
