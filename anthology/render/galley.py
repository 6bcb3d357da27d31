"""One text set in type: XHTML and style sheets in, a tagged PDF and its page map out.

A galley is a pure function of its job, the fonts and the engine, so galleys are set side by side
and kept by content. Never knows its place in the book: folios and links across are make-up's.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import cssselect2
import weasyprint
from weasyprint.text.fonts import get_hb_object_data
from weasyprint.urls import FatalURLFetchingError

from anthology.render.again import Again
from anthology.render.alike import styles_shared
from anthology.render.audit import Fault, faults
from anthology.render.columns import columns_filled_once
from anthology.render.elements import classes
from anthology.render.fetcher import BookFetcher
from anthology.render.fit import Fit, our_lines
from anthology.render.fonts import font_bytes, other_faces, shown_by
from anthology.render.glyphs import glyphs_in_rows
from anthology.render.hang import hang_lines
from anthology.render.job import EngineLines, FaceUse, Galley, GalleyError, GalleyJob
from anthology.render.lastpage import lines_missing, remedies
from anthology.render.layoutmap import map_galley
from anthology.render.linemap import text_lines
from anthology.render.notearea import notes_in_order
from anthology.render.pageends import good_ends
from anthology.render.prepare import Copy, is_block, prepare
from anthology.render.proof import misfits
from anthology.render.settled import settled_once
from anthology.render.shaped import layouts_kept, shaped_once
from anthology.render.sheets import sheets, warnings_of_engine
from anthology.render.signs import to_public
from anthology.render.spared import spared
from anthology.render.styled import plain_values
from anthology.render.tags import our_tags
from anthology.render.turn import turn_lines
from anthology.typefaces import BOLD, ITALIC, ROMAN, faces_in_use


def set_galley(job: GalleyJob) -> Galley:
    """Set one galley in this process. Raises `GalleyError`."""
    with faces_in_use(job.own):
        return _set(job)


def _set(job: GalleyJob) -> Galley:
    copy = _parse(job)
    root = copy.root
    try:
        with _no_warnings(job.key), spared(), layouts_kept():
            document, fit = _lay_out(job, copy)
            if copy.turned:
                turn_lines(document, root)
            pages = document.pages
            hang_lines(pages)
            with our_tags(root, job.links), glyphs_in_rows():
                pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise GalleyError(job.key, f"{error}: {error.__cause__}") from error
    faces = _faces(job.key, copy, document.fonts)
    lines = text_lines(pages, root) if job.lined else ()
    mapped = map_galley(pages, root)
    return Galley(job.key, pdf, mapped, faces, tuple(_left(fit, root)), lines)


def _left(fit: Fit, root: ET.Element) -> Iterator[EngineLines]:
    parents = {child: parent for parent in root.iter() for child in parent}
    for left in fit.left.values():
        words = to_public(" ".join(left.text.split())[:40])
        yield EngineLines(_name(left.element, parents), words, left.reason)


class _Tree(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint ships no types
    """Hands WeasyPrint an XML tree as it is: its HTML parser would close a `p` before a note."""

    def __init__(self, root: ET.Element, fetcher: BookFetcher) -> None:
        super().__init__(string="<html/>", url_fetcher=fetcher)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root)
        self.etree_element = root


def _parse(job: GalleyJob) -> Copy:
    try:
        return prepare(job.xhtml)
    except ET.ParseError as error:
        raise GalleyError(job.key, f"the markup is not well-formed XML: {error}") from error


# Two ways to give a line and its note a page on which both find room (docs/engines.md): first let
# paragraphs break after any line, then let the note stand on the page after its call.
_CURES = ("cure-lines", "cure-note")
_TRIES = 6
_ENGINE_STYLES = """
.cure-lines { orphans: 1; widows: 1 }
.cure-note aside.note { footnote-policy: auto }
aside.engine-lines.goes-on, aside.engine-lines.continued { footnote-display: inline }
aside.engine-lines.continued:not(.goes-on)::after { content: "\\A"; white-space: pre }
"""


def _lay_out(job: GalleyJob, copy: Copy) -> tuple[Any, Fit]:
    """Lay the tree out; where text is lost or off the page, cure its paragraph and try again."""
    root = copy.root
    styles = (*job.styles, other_faces(copy.faces)) if copy.faces else job.styles
    parents = {child: parent for parent in root.iter() for child in parent}
    found: tuple[Fault, ...] = ()
    case, fit = _Case(job, styles, root), Fit()
    for _ in range(_TRIES):
        document = _fitted(root, case, fit)
        found = faults(document.pages, root)
        if not found:
            return _good_end(root, case, document, fit)
        if not _cure(found, parents):
            break
    raise GalleyError(job.key, "; ".join(_describe(fault, parents) for fault in found[:5]))


def _fitted(root: ET.Element, case: _Case, fit: Fit) -> Any:
    """Lay the tree out until each paragraph stands in the lines it was set in, or is left."""
    while True:
        document = case.render(root, fit)
        wrong = misfits(document.pages, fit)
        if not wrong and not fit.stale:
            return document
        for key, reason in wrong.items():  # one fewer to fit each time, so this ends
            plan = fit.plans[key]
            fit.leave(key, plan.text, reason, plan.notes)
        fit.stale = False


def _good_end(root: ET.Element, case: _Case, document: Any, fit: Fit) -> tuple[Any, Fit]:
    """Set paragraphs anew if the last page has but a few lines, and that can be mended so."""
    missing = lines_missing(document.pages)
    for remedy in remedies(fit, missing) if missing else ():
        other = fit.with_lines(remedy)
        tried = _fitted(root, case, other)
        if not faults(tried.pages, root) and lines_missing(tried.pages) < missing:
            return tried, other
        case.again.settle(document.pages)
    return document, fit


class _Case:
    """A job as the engine takes it: its sheets and pictures, however often it is laid out."""

    def __init__(self, job: GalleyJob, styles: Iterable[str], root: ET.Element) -> None:
        self.sheets, self.fetcher = sheets((*styles, _ENGINE_STYLES)), BookFetcher(job.pictures)
        self.again = Again(root)

    def render(self, root: ET.Element, fit: Fit) -> Any:
        """Lay the tree out once."""
        html = _Tree(root, self.fetcher)
        said = self.again.said()
        with _cheaply(), said, our_lines(fit, html), good_ends(fit), notes_in_order():
            found = html.render(stylesheets=self.sheets.parsed, font_config=self.sheets.fonts)
        self.again.settle(found.pages)
        return found


@contextmanager
def _cheaply() -> Iterator[None]:
    """While it lasts, the engine works nothing out twice."""
    with shaped_once(), settled_once(), plain_values(), styles_shared(), columns_filled_once():
        yield


def _cure(found: Iterable[Fault], parents: dict[ET.Element, ET.Element]) -> bool:
    """Add the next cure to each faulty paragraph; say whether any was left to add."""
    cured = False
    for block in dict.fromkeys(_block(fault.element, parents) for fault in found):
        if left := [cure for cure in _CURES if cure not in classes(block)]:
            block.set("class", f"{block.get('class', '')} {left[0]}".strip())
            cured = True
    return cured


def _block(element: ET.Element, parents: dict[ET.Element, ET.Element]) -> ET.Element:
    """The paragraph of the main text that the element, or the note around it, stands in."""
    chain = [element]
    while chain[-1] in parents:
        chain.append(parents[chain[-1]])
    notes = [number for number, link in enumerate(chain) if "note" in classes(link)]
    above = chain[notes[-1] + 1 :] if notes else chain
    return next((link for link in above if is_block(link)), chain[-1])


def _describe(fault: Fault, parents: dict[ET.Element, ET.Element]) -> str:
    return to_public(f"{_name(fault.element, parents)}: {fault.message}")


def _name(element: ET.Element, parents: dict[ET.Element, ET.Element]) -> str:
    """The id of an element or of the nearest around it."""
    name = element.get("id")
    while name is None and element in parents:
        element = parents[element]
        name = element.get("id")
    return name or "text"


@contextmanager
def _no_warnings(key: str) -> Iterator[None]:
    """Turn WeasyPrint's warnings (a sign without glyph, a dead link, bad CSS) into an error."""
    with warnings_of_engine() as records:
        yield
    if records:
        raise GalleyError(key, "; ".join(dict.fromkeys(records)))


def _faces(key: str, copy: Copy, fonts: dict[Any, Any]) -> tuple[FaceUse, ...]:
    """What was set from which face; text from any other face must not reach a reader."""
    uses: dict[tuple[str, str], dict[int, str]] = {}
    # By content: of one family, the engine may take the upright for what the italic lacks.
    files = {font_bytes(file): file for file in (ROMAN, ITALIC, BOLD, *copy.faces)}
    for font in fonts.values():
        file = files.get(get_hb_object_data(font.hb_face))
        if file is None:
            signs = " ".join(sorted(map(to_public, font.to_unicode.values())))
            raise GalleyError(key, f"in no typeface of ours, but taken from {font.family}: {signs}")
        glyphs = {
            glyph: to_public(shown_by(file, glyph, text)) for glyph, text in font.to_unicode.items()
        }
        uses.setdefault((font.hash, file), {}).update(glyphs)
    return tuple(
        FaceUse(*face, tuple(sorted(glyphs.items()))) for face, glyphs in sorted(uses.items())
    )
