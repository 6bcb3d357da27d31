"""`Book` → the printed book: galleys set, pages counted, contents and index made from the pages.

The order of work is here; how a galley is set and how galleys are joined is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from anthology.book import Book
from anthology.booktext import BookText
from anthology.diagnostic import Diagnostic, EditionError, Place, SetupError, Severity
from anthology.document import Table, leaves, walk
from anthology.edition import EDITION
from anthology.indexprint import IndexPrint
from anthology.render.job import Galley, GalleyError, GalleyMap
from anthology.render.makeup import Cited, MakeupError, Pagination, Sheet, make_up, paginate
from anthology.render.markup import Line
from anthology.render.pieces import TocEntry, is_wide
from anthology.render.setter import Reader, Setter, sheets_of
from anthology.render.setting import Task, nothing, set_galleys
from anthology.render.shop import Shop
from anthology.render.workers import workers_kept
from anthology.schema import PrintedPage
from anthology.variant import Variant
from anthology.variant import reader as the_reader


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished PDF, its galleys, and what was printed that depends on pages.

    `cited` are the pages that references in it name: its own, or those of the reader.
    """

    pdf: bytes
    galleys: Mapping[str, Galley]
    sheets: tuple[Sheet, ...]
    pagination: Pagination
    cited: Cited
    entries: tuple[TocEntry, ...]
    index: IndexPrint
    imprint: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def maps(self) -> Mapping[str, GalleyMap]:
        """The map of each galley."""
        return {key: galley.map for key, galley in self.galleys.items()}

    @property
    def pages(self) -> tuple[PrintedPage, ...]:
        """Where each page begins."""
        return tuple(page_starts(self.sheets, self.maps, self.pagination))


def print_book(
    book: Book,
    shop: Shop,
    variant: Variant | None = None,
    reader: Printed | None = None,
    meanwhile: Task = nothing,
) -> Printed:
    """Set and join a variant of the whole book, the reader if none is named.

    `reader` is given for a variant that cites it; `meanwhile` is what to do while the texts are
    set. Raises EditionError where a text cannot be set.
    """
    with told(book), workers_kept():
        cites = (
            Reader(Cited(reader.pagination.label, reader.pages), reader.index) if reader else None
        )
        setter = Setter(book, shop, variant or the_reader(shop.paper), cites)
        texts = set_galleys(list(setter.first()), shop.cache, shop.workers, meanwhile)
        return _print(setter, {galley.key: galley for galley in texts})


@contextmanager
def told(book: Book) -> Iterator[None]:
    """Turn what goes wrong in type-setting into errors that say where, and what can be done."""
    try:
        yield
    except GalleyError as error:
        place, hint = _advice(book, error)
        raise EditionError(Diagnostic("type-set", error.message, place, hint)) from error
    except MakeupError as error:
        hint = "look for a link to a place that is gone"
        raise EditionError(Diagnostic("make-up", str(error), Place(EDITION), hint)) from error
    except BrokenProcessPool as error:
        message = "a process that sets type was ended from outside, perhaps for want of memory"
        hint = "try again with --workers 1"
        raise SetupError(Diagnostic("type-set", message, Place("anthology"), hint)) from error


def _advice(book: Book, error: GalleyError) -> tuple[Place, str]:
    """Where to look, and what to do, by what the engine says."""
    said = error.message
    if "not well-formed" in said:
        return Place("templates/print.xhtml.j2"), "correct the template it came from"
    if said.startswith(("Ignored", "Invalid", "Expected", "Parse error")):
        return Place("styles"), "correct the style sheet; lines are counted in each by itself"
    place = Place(_file_of(book, error.key))
    if "typeface" in said or "glyph" in said:
        return place, "emend the sign by a decision, or make the e-book alone: --format epub"
    if "outside" in said:
        return place, "a word there is too long for the line: give it a space by a decision"
    return place, "shorten the note or the heading it names"


def _file_of(book: Book, key: str) -> str:
    names = {text.id: text.source.name for text in book.texts}
    return names.get(key, _WRITTEN.get(key, EDITION))


_WRITTEN = {
    "introduction": "introduction.md",
    "content-note": "content-note.md",
    "abbreviations": "abbreviations.toml",
    "questions": "questions",
    "chronology": "chronology.md",
    "colophon": "colophon.md",
}
"""The file, or the folder, that a piece of front or back matter is written in."""


def _print(setter: Setter, galleys: dict[str, Galley]) -> Printed:
    book, shop, variant = setter.book, setter.shop, setter.variant
    sheets = sheets_of(book, shop.labels, galleys)
    final = _finish(setter, sheets, galleys)
    setter.name_printing(_pages(sheets, galleys, final))
    galleys |= {g.key: g for g in set_galleys([setter.prelims()], shop.cache, shop.workers)}
    final = _finish(setter, sheets, galleys, _leaves(galleys["contents"]))
    cited = setter.reader.cited if setter.reader else Cited(final.label)
    return Printed(
        make_up(galleys, sheets, setter.metadata(), variant.dress, cited),
        {s.key: galleys[s.key] for s in sheets},
        sheets,
        final,
        cited,
        setter.entries(final),
        setter.index(final, galleys),
        setter.imprint,
        tuple(_to_be_looked_at(setter, [galleys[sheet.key] for sheet in sheets])),
    )


def _to_be_looked_at(setter: Setter, galleys: Iterable[Galley]) -> Iterator[Diagnostic]:
    for text in setter.book.texts:
        yield from _stacked(text, setter.medium.longest)
    for galley in galleys:
        yield from _uneven(setter.book, galley)


def _stacked(text: BookText, longest: int) -> Iterator[Diagnostic]:
    """Tables that no page is wide enough for: the style sheet sets them otherwise."""
    for block in walk(text.body):
        if isinstance(block, Table) and is_wide(block, longest):
            spans = (leaf.span for leaf in leaves((block,)) if leaf.span)
            starts = [text.source.locate(span.start) for span in spans][:1]
            place = Place(text.source.name, *(starts[0] if starts else ()))
            message = "a table is too wide for the page: its cells stand one below the other"
            hint = "look at it in the PDF; on a larger page, or with shorter words, it stands"
            yield Diagnostic("wide-table", message, place, hint, Severity.WARNING)


def _uneven(book: Book, galley: Galley) -> Iterator[Diagnostic]:
    """What deserves a look: paragraphs that could not be broken as a whole."""
    for left in galley.engine_lines:
        message = f"{left.id}: set line by line, for {left.reason}: “{left.words}…”"
        hint = "look at its spaces in the PDF; a soft hyphen in a long word lets it be divided"
        yield Diagnostic(
            "uneven-lines", message, Place(_file_of(book, galley.key)), hint, Severity.WARNING
        )


def _finish(
    setter: Setter, sheets: tuple[Sheet, ...], galleys: dict[str, Galley], guess: int = 1
) -> Pagination:
    """Set what prints page numbers, and count the pages of all; `guess`: leaves of the contents.

    The indexes print pages of the texts, which nothing in front of them moves, and of the front
    matter, which the contents move; these print the page of what stands behind the indexes.
    """
    leaves, needed = 0, guess
    while leaves != needed:  # what stands between contents and texts may be indexed, too
        leaves = needed
        _set_indexes(setter, sheets, galleys, leaves)
        galleys["contents"] = _contents(setter, sheets, galleys, leaves)
        needed = _leaves(galleys["contents"])
    return paginate({key: g.map for key, g in galleys.items()}, sheets)


def _pages(
    sheets: tuple[Sheet, ...], galleys: Mapping[str, Galley], pagination: Pagination
) -> tuple[PrintedPage, ...]:
    return tuple(page_starts(sheets, {key: g.map for key, g in galleys.items()}, pagination))


def page_starts(
    sheets: Iterable[Sheet], maps: Mapping[str, GalleyMap], pagination: Pagination
) -> Iterator[PrintedPage]:
    """Where each page of the book begins; blank ones, and those without words, begin nowhere."""
    for sheet in sheets:
        for number, frame in enumerate(maps[sheet.key].frames, pagination.first[sheet.key]):
            if frame.opening:
                yield PrintedPage(pagination.labels[number], *frame.opening)


def _set_indexes(
    setter: Setter, sheets: Sequence[Sheet], galleys: dict[str, Galley], leaves: int
) -> None:
    """Set the indexes that the book has, if the contents take so many leaves."""
    made = setter.index(_guess(sheets, galleys, leaves), galleys)
    jobs = [setter.index_job(index, made) for index in setter.book.indexes]
    found = set_galleys(jobs, setter.shop.cache, setter.shop.workers)
    galleys.update((galley.key, galley) for galley in found)
    setter.continued = frozenset(id for galley in found for id in galley.map.again)


def _leaves(galley: Galley) -> int:
    return (len(galley.map.frames) + 1) // 2


def _contents(
    setter: Setter, sheets: Sequence[Sheet], galleys: Mapping[str, Galley], leaves: int
) -> Galley:
    """The galley of the contents; set again, if they take more leaves than was thought."""
    job = setter.contents(_guess(sheets, galleys, leaves))
    (galley,) = set_galleys([job], setter.shop.cache, setter.shop.workers)
    needed = _leaves(galley)
    return galley if needed <= leaves else _contents(setter, sheets, galleys, needed)


def _guess(sheets: Sequence[Sheet], galleys: Mapping[str, Galley], leaves: int) -> Pagination:
    """The pages as they will be if the contents take so many leaves."""
    frame = next(iter(galleys.values())).map.frames[0]
    maps = {key: galley.map for key, galley in galleys.items()}
    maps["contents"] = GalleyMap((frame,) * (2 * leaves), {}, (), ())
    return paginate(maps, [sheet for sheet in sheets if sheet.key in maps])
