"""What mammoth would drop from a DOCX without a word: made words of the text, or told.

Equations and boxes to tick become words, hidden words go and are told, and so are the words of
diagrams, of charts and of files inside the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from anthology.read.docxmath import M, runs
from anthology.read.docxpackage import Package, R, W

Tell = Callable[[str, str, str], None]
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_VML = "{urn:schemas-microsoft-com:vml}"


def words(element: etree._Element) -> str:
    """The words of an element, deleted ones too, with spaces for tabs and ends of paragraphs."""
    parts: list[str] = []
    for found in element.iter():
        name = etree.QName(found).localname if isinstance(found.tag, str) else ""
        if name in {"t", "delText"}:
            parts.append(found.text or "")
        elif name in {"p", "tab", "br", "cr"}:
            parts.append(" ")
    return "".join(parts)


def first(text: str, most: int = 60) -> str:
    """The first words of a text."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def remove(element: etree._Element) -> None:
    """Take an element out; nothing else moves."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def show_unseen(
    package: Package, part: str, hidden: Callable[[etree._Element], bool], tell: Tell
) -> None:
    """Make what mammoth knows nothing of into words, or tell of it. `hidden`: of a run."""
    root = package.part(part)
    if root is None:
        return
    _idle_paragraphs(root)
    _equations(root, tell)
    _hidden_words(root, hidden, tell)
    _capitals(root)
    # mammoth makes a box to tick of these, and forgets the sign that Word shows.
    for box in list(root.iter("{*}checkbox")):
        remove(box)
    for element in root.iter(W + "altChunk", W + "subDoc"):
        target = package.target(part, element.get(R + "id", ""))
        message = f"a part of the document is a file of its own, {target or 'not named'}"
        tell("docx-unread", message, "save the document anew, in one piece")
    for what, text in _drawn(package, root, part):
        if text.strip():
            message = f"the words of {what} are left out: “{first(text, 200)}”"
            tell("docx-drawing", message, "put them into the text if they belong there")


def _idle_paragraphs(root: etree._Element) -> None:
    """Take out paragraphs that hold nothing and count for nothing: some documents have thousands.

    One of a style or a list may have a number, and one whose end was deleted joins two others.
    """
    for paragraph in list(root.iter(W + "p")):
        if not len(paragraph):
            remove(paragraph)


def _equations(root: etree._Element, tell: Tell) -> None:
    for equation in list(root.iter(M + "oMath")):
        parent = equation.getparent()
        if parent is None:
            continue
        made = runs(equation)
        place = equation if parent.tag != M + "oMathPara" else parent
        for run in made:
            place.addprevious(run)
        remove(equation)
        text = "".join(words(run) for run in made)
        tell("docx-equation", f"an equation is set in one line: “{first(text)}”", "compare it")
    for paragraph in list(root.iter(M + "oMathPara")):
        remove(paragraph)


def _hidden_words(
    root: etree._Element, hidden: Callable[[etree._Element], bool], tell: Tell
) -> None:
    for run in list(root.iter(W + "r")):
        if hidden(run):
            text = words(run)
            remove(run)
            if text.strip():
                message = f"words that Word does not show are left out: “{first(text)}”"
                tell("docx-hidden", message, "show them in a word processor if they belong there")


def _capitals(root: etree._Element) -> None:
    """Join a dropped capital, which Word keeps in a paragraph of its own, with its word."""
    for frame in list(root.iter(W + "framePr")):
        paragraph = next(frame.iterancestors(W + "p"), None)
        follower = paragraph.getnext() if paragraph is not None else None
        if (
            paragraph is None
            or follower is None
            or follower.tag != W + "p"
            or frame.get(W + "dropCap", "none") == "none"
        ):
            continue
        own = follower.find(W + "pPr")
        at = 0 if own is None else follower.index(own) + 1
        for child in reversed([c for c in paragraph if c.tag != W + "pPr"]):
            follower.insert(at, child)
        remove(paragraph)


def _drawn(package: Package, root: etree._Element, part: str) -> Iterator[tuple[str, str]]:
    for ids in root.iter(_DIAGRAM + "relIds"):
        yield "a diagram", _words_of(package, package.target(part, ids.get(R + "dm", "")))
    for chart in root.iter(_CHART + "chart"):
        yield "a chart", _words_of(package, package.target(part, chart.get(R + "id", "")))
    for path in root.iter(_VML + "textpath"):
        yield "WordArt", path.get("string", "")


def _words_of(package: Package, name: str) -> str:
    part = package.parts.get(name)
    found = part.iter(_DRAWN + "t", _CHART + "v") if part is not None else ()
    return " ".join(text.text or "" for text in found)
