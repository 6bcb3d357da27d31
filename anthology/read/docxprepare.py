"""A DOCX made ready for mammoth: what mammoth would drop in silence is kept, or told.

Inserted words stay and deleted words go, each with a diagnostic; so do comments, headers and text
boxes. Paragraphs get anchors, and runs the properties that their styles and languages give them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from anthology.diagnostic import Diagnostic, Place, Severity
from anthology.read.docxpackage import MC, Package, R, W
from anthology.read.docxruby import open_ruby
from anthology.read.docxstyles import Look, Styles, inset_quotations, is_on
from anthology.read.docxunseen import first, remove, show_unseen, words

ANCHOR = "anthology-p-"
STYLE = "anthology-lang-"
PICTURE = "anthology-picture:"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_HOLDERS = (_DRAWING + "inline", _DRAWING + "anchor")
_DESCRIBED = _DRAWING + "docPr"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_TITLE = "{urn:schemas-microsoft-com:office:office}title"
_PROPERTIES = ("i", "b", "smallCaps", "strike", "caps")
_INLINE = ("fldSimple", "dir", "bdo", "smartTag", "customXml", "ins", "moveTo")
_DROPPED = (
    "commentReference",
    "commentRangeStart",
    "commentRangeEnd",
    "bookmarkStart",
    "bookmarkEnd",
)
_RULES = {
    "ins": ("docx-inserted", "inserted", "the words are kept"),
    "moveTo": ("docx-moved", "moved here", "the words are kept"),
    "del": ("docx-deleted", "deleted", "the words are left out"),
    "moveFrom": ("docx-moved", "moved away from here", "the words are left out"),
}
_NEAR = 12  # paragraphs, in which a document may name its author
_SETTLE = "accept or reject the changes in a word processor, and save the file anew"


@dataclass(slots=True)
class Prepared:
    """A package ready for mammoth, the looks of its paragraphs by anchor, what is to be told."""

    package: Package
    name: str
    styles: Styles
    looks: list[Look] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    markers: dict[str, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)

    def tell(self, rule: str, message: str, hint: str) -> None:
        """Keep a warning."""
        self.told.append(Diagnostic(rule, message, Place(self.name), hint, Severity.WARNING))


def prepare(package: Package, name: str) -> Prepared:
    """Make a package ready, in place."""
    ready = Prepared(package, name, Styles(package))
    _margins(ready)
    _comments(ready)
    for part in ("document", "footnotes", "endnotes"):
        root = package.part(part)
        if root is not None:
            _part(ready, root, part)
    ready.looks[:] = inset_quotations(ready.looks)
    package.parts.pop("word/comments.xml", None)
    return ready


def _part(ready: Prepared, root: etree._Element, part: str) -> None:
    _choose(root)
    show_unseen(ready.package, part, lambda run: _hides(ready, run), ready.tell)
    _free_boxes(ready, root)
    _changes(ready, root, part)
    for tag in _INLINE:
        for element in list(root.iter(W + tag)):
            _unwrap(element)
    for element in list(root.iter(*(W + tag for tag in _DROPPED))):
        remove(element)
    for element in root.iter(W + "cr"):
        element.tag = W + "br"
    if read_above := open_ruby(root):
        message = f"readings above the words stand in brackets behind them, as of “{read_above[0]}”"
        ready.tell("docx-ruby", message, "compare with the page")
    _pictures(ready, root, part)
    _markers(ready, root)
    for paragraph in root.iter(W + "p"):
        _paragraph(ready, paragraph)


def _hides(ready: Prepared, run: etree._Element) -> bool:
    """Whether Word shows nothing of a run."""
    return ready.styles.run_has(run.find(W + "rPr"), "vanish")


def _is_mark(change: etree._Element) -> bool:
    """Whether a change is of the end of a paragraph or of a row, and holds no words."""
    parent = change.getparent()
    return parent is not None and str(parent.tag) in {W + "rPr", W + "trPr"}


def _unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place; its properties go."""
    parent = element.getparent()
    if parent is None or _is_mark(element):
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        if not str(child.tag).endswith("Pr"):
            parent.insert(at + 1, child)
    parent.remove(element)


# --- Changes, comments, margins, boxes ------------------------------------------------------------


def _changes(ready: Prepared, root: etree._Element, part: str) -> None:
    """Tell of tracked changes, once for each paragraph, author and kind; drop what is deleted."""
    found: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
    for number, paragraph in enumerate(root.iter(W + "p"), 1):
        for change in paragraph.iter(*(W + tag for tag in _RULES)):
            tag, author = etree.QName(change).localname, change.get(W + "author", "unnamed")
            found[number, author, tag].append("¶" if _is_mark(change) else words(change))
    for (number, author, tag), texts in found.items():
        rule, done, kept = _RULES[tag]
        where = f"paragraph {number}" + ("" if part == "document" else f" of the {part}")
        text = first(" … ".join(filter(None, texts)))
        ready.tell(rule, f"“{text}” was {done} by {author} in {where}; {kept}", _SETTLE)
    _deleted_rows(ready, root)
    for gone in list(root.iter(W + "del", W + "moveFrom")):
        if not _is_mark(gone):
            remove(gone)


def _deleted_rows(ready: Prepared, root: etree._Element) -> None:
    for mark in list(root.iterfind(f".//{W}tr/{W}trPr/{W}del")):
        row = next(mark.iterancestors(W + "tr"))
        author, text = mark.get(W + "author", "unnamed"), first(words(row))
        message = f"a row of a table was deleted by {author}; it is left out: “{text}”"
        ready.tell("docx-deleted", message, _SETTLE)
        remove(row)


def _comments(ready: Prepared) -> None:
    comments, document = ready.package.part("comments"), ready.package.part("document")
    if comments is None or document is None:
        return
    places: dict[str, tuple[int, str]] = {}
    for number, paragraph in enumerate(document.iter(W + "p"), 1):
        for call in paragraph.iter(W + "commentReference"):
            places[call.get(W + "id", "")] = (number, first(words(paragraph), 40))
    for comment in comments.iter(W + "comment"):
        number, near = places.get(comment.get(W + "id", ""), (0, ""))
        where = f"paragraph {number} (“{near}”)" if number else "no paragraph"
        author = comment.get(W + "author", "unnamed")
        text = first(words(comment), 200)
        message = f"a comment by {author} on {where} is left out: “{text}”"
        ready.tell("docx-comment", message, "make it an editor's note if readers should see it")


def _margins(ready: Prepared) -> None:
    told = set()
    for name, root in ready.package.parts.items():
        found = re.fullmatch(r"word/(header|footer)\d*\.xml", name)
        text = first(words(root)) if found else ""
        if found and text.strip(" 0123456789") and text not in told:
            told.add(text)
            message = f"the {found[1]} of the pages is left out: “{text}”"
            ready.tell("docx-margin", message, "put its words into the text if they belong there")


def _choose(root: etree._Element) -> None:
    """Of two forms of the same thing, the one that new word processors show."""
    for both in list(root.iter(MC + "AlternateContent")):
        chosen = both.find(MC + "Choice")
        if chosen is None:
            chosen = both.find(MC + "Fallback")
        parent = both.getparent()
        if parent is not None:
            at = parent.index(both)
            for child in reversed(list(chosen) if chosen is not None else []):
                parent.insert(at + 1, child)
            parent.remove(both)


def _free_boxes(ready: Prepared, root: etree._Element) -> None:
    """Put the paragraphs of a text box behind the paragraph that holds it."""
    for box in list(root.iter(W + "txbxContent")):
        host = next((p for p in reversed(list(box.iterancestors(W + "p")))), None)
        if host is None or host.getparent() is None:
            continue
        text = first(words(box))
        content = [child for child in box if child.tag in {W + "p", W + "tbl"}]
        remove(box)
        for child in reversed(content):
            host.addnext(child)
        if text:
            message = f"a text box stands behind the paragraph that holds it: “{text}”"
            ready.tell("docx-box", message, "look whether the order is right")


# --- Pictures, calls of notes, paragraphs and runs ------------------------------------------------


def _pictures(ready: Prepared, root: etree._Element, part: str) -> None:
    """Write a picture's file into its description, where mammoth keeps it."""
    for old in list(root.iter("{urn:schemas-microsoft-com:vml}imagedata")):
        _renew(old)
    for blip in root.iter(_MAIN + "blip"):
        file = ready.package.target(part, blip.get(R + "embed") or blip.get(R + "link") or "")
        holder = next(
            (p for p in blip.iterancestors() if str(p.tag).endswith(("}inline", "}anchor"))), None
        )
        for described in holder if holder is not None else ():
            if str(described.tag).endswith("}docPr"):
                shown = described.get("descr", "").strip() or described.get("title", "")
                plain = next(described.iter("{*}decorative"), None)
                decorates = plain is not None and plain.get("val") in {"1", "true"}
                mark = "decorative" if decorates else ""
                described.set("descr", f"{PICTURE}{file}|{mark}|{shown}")


def _renew(old: etree._Element) -> None:
    """Put a picture as Word drew it until 2007 into the form that mammoth reads with its words."""
    shape, holder = old.getparent(), next(old.iterancestors(W + "pict", W + "object"), None)
    if holder is None or shape is None:
        return
    drawing = etree.Element(W + "drawing")
    inline = etree.SubElement(drawing, _HOLDERS[0])
    shown = shape.get("alt") or old.get(_TITLE) or ""
    etree.SubElement(inline, _DESCRIBED).set("descr", shown)
    inner = inline
    for tag in (_MAIN + "graphic", _MAIN + "graphicData", _PICTURE + "pic", _PICTURE + "blipFill"):
        inner = etree.SubElement(inner, tag)
    etree.SubElement(inner, _MAIN + "blip").set(R + "embed", old.get(R + "id", ""))
    holder.addprevious(drawing)
    shape.remove(old)


def _markers(ready: Prepared, root: etree._Element) -> None:
    """A note's own sign (“*”), where the author gave one, is no word beside the call."""
    for kind in ("footnote", "endnote"):
        for call in root.iter(f"{W}{kind}Reference"):
            if call.get(W + "customMarkFollows", "0") not in {"1", "true", "on"}:
                continue
            texts = list(call.itersiblings(W + "t"))
            ready.markers[f"{kind}-{call.get(W + 'id', '')}"] = "".join(t.text or "" for t in texts)
            for text in texts:
                remove(text)


def _paragraph(ready: Prepared, paragraph: etree._Element) -> None:
    anchor = etree.Element(W + "bookmarkStart")
    anchor.set(W + "id", "0")
    anchor.set(W + "name", f"{ANCHOR}{len(ready.looks)}")
    own = paragraph.find(W + "pPr")
    paragraph.insert(0 if own is None else paragraph.index(own) + 1, anchor)
    ready.looks.append(ready.styles.look(paragraph))
    if ready.looks[-1].byline and len(ready.looks) <= _NEAR:
        ready.authors.append(" ".join(words(paragraph).split()))
    for run in paragraph.iter(W + "r"):
        _run(ready, run, ready.looks[-1].direction)


def _run(ready: Prepared, run: etree._Element, direction: str) -> None:
    """Write what a run's style and language mean into the run itself."""
    own = run.find(W + "rPr")
    on = [name for name in _PROPERTIES if ready.styles.run_has(own, name)]
    tags = list(_language(ready, own, run, direction))
    if own is None:
        own = etree.Element(W + "rPr")
        run.insert(0, own)
    for old in own.findall(W + "rStyle") + [e for n in _PROPERTIES for e in own.findall(W + n)]:
        own.remove(old)
    for name in on:
        own.append(etree.Element(W + name))
    if tags:
        ready.languages.add(tags[0])
        style = etree.Element(W + "rStyle")
        style.set(W + "val", STYLE + tags[0])
        own.insert(0, style)


def _language(
    ready: Prepared, own: etree._Element | None, run: etree._Element, direction: str
) -> Iterator[str]:
    """`fr`, `ar-rtl` …, if a run's language or direction is not that of its document.

    British and American English are one language here: word processors mix them freely.
    """
    rtl = bool(is_on(own, "rtl"))
    said = own.find(W + "lang") if own is not None else None
    language = said.get(W + ("bidi" if rtl else "val"), "") if said is not None else ""
    base = ready.styles.language.partition("-")[0]
    foreign = language and language.partition("-")[0] != base and words(run).strip()
    turned = rtl and direction != "rtl"
    if foreign or (turned and language):
        yield f"{language}-rtl" if turned else language
