"""The XMP packet of a PDF (ISO 16684-1): what the book is, and which standards its file keeps.

Says what it is told; whether a file keeps a standard is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

Standard = Mapping[str, str]
"""The properties by which a file says that it keeps a standard."""


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


ARCHIVED: Standard = {"pdfaid:part": "2", "pdfaid:conformance": "B"}
"""PDF/A-2b (ISO 19005-2, 6.6.4): looks the same for good, but has no tags."""
ACCESSIBLE: Standard = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
"""PDF/A-2a, and PDF/UA-1 (ISO 14289-1, clause 5): tagged as well."""


def for_press(metadata: Metadata) -> Standard:
    """PDF/X-4 (ISO 15930-7, 6.5): what it is, that nothing is trapped, and which version of what.

    All dates are that of the edition.
    """
    return {
        "pdfxid:GTS_PDFXVersion": "PDF/X-4",
        "pdf:Trapped": "False",
        "xmp:ModifyDate": metadata.date,
        "xmp:MetadataDate": metadata.date,
        "xmpMM:DocumentID": metadata.identifier,
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
    }


_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def packet(metadata: Metadata, producer: str, standard: Standard) -> bytes:
    """The XMP packet. Of PDF/UA it says what the property means, for PDF/A knows it not."""
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
        *(_field(name, value) for name, value in standard.items()),
        _SCHEMA if "pdfuaid:part" in standard else "",
    ]
    shown = "\n".join(filter(None, fields))
    names = "".join(
        f'\n xmlns:{name}="{address}"'
        for name, address in _NAMESPACES.items()
        if f"<{name}:" in shown
    )
    return _XMP.format(names=names, fields=shown).encode()


def _field(name: str, *values: str, kind: str = "") -> str:
    """A property: one text, or an RDF container of a kind; nothing where there is no value."""
    texts = [escape(value, quote=False) for value in values if value]
    if not texts:
        return ""
    if not kind:
        return f"<{name}>{texts[0]}</{name}>"
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{text}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


# A property that PDF/A does not define must be described in the packet (ISO 19005-2, 6.6.2.3).
_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""{names}>
{fields}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
