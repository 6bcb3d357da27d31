"""One text by itself: the reader's own pages of it, and behind them what a reader of it needs.

Sets questions, abbreviations, source and imprint; the text it takes as the reader has it, so that
every page number, paragraph number and line is the reader's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anthology.aids import title_of
from anthology.book import Book, Piece
from anthology.labels import Labels
from anthology.render.job import Galley
from anthology.render.makeup import Cited, make_up, paginate
from anthology.render.markup import Line, imprint
from anthology.render.pages import ARABIC, LETTER, Sheet
from anthology.render.printed import Printed, told
from anthology.render.setter import Setter
from anthology.render.setting import set_galleys
from anthology.render.shop import Shop
from anthology.variant import handout

TAIL = "tail"
"""The galley behind the text."""


def print_handouts(
    alone: Sequence[Book], book: Book, reader: Printed, shop: Shop
) -> Iterator[Printed]:
    """The hand-outs of books of one text each, which `reader` prints among all those of `book`."""
    lines = _imprint(book, reader, shop.labels)
    with told(book):
        setters = [_setter(one, shop, lines) for one in alone]
        jobs = [setter.tail(tail_pieces(setter.book)) for setter in setters]
        tails = set_galleys(jobs, shop.cache, shop.workers)
        for setter, tail in zip(setters, tails, strict=True):
            yield _bound(setter, tail, book.edition.title, reader)


def _setter(alone: Book, shop: Shop, lines: tuple[Line, ...]) -> Setter:
    (text,) = alone.texts
    setter = Setter(alone, shop, handout(text.entry.slug, shop.paper))
    setter.say(lines)
    return setter


def _bound(setter: Setter, tail: Galley, title: str, reader: Printed) -> Printed:
    """The reader's pages of a text with what stands behind them; `title` is the reader's."""
    (text,) = setter.book.texts
    galleys = {text.id: reader.galleys[text.id], TAIL: tail}
    first = reader.pagination.numbering[reader.pagination.first[text.id]][1]
    heads = title, text.running_title
    sheets = (
        Sheet(text.id, ARABIC, *heads, ((text.title, text.id, ()),), start=first),
        Sheet(TAIL, LETTER, *heads, tuple(_outline(setter.book, setter.shop.labels))),
    )
    cited = Cited(reader.pagination.label)
    pdf = make_up(galleys, sheets, setter.metadata(), cited=cited, partial=True)
    pagination = paginate({key: galley.map for key, galley in galleys.items()}, sheets)
    return Printed(pdf, galleys, sheets, pagination, cited, (), reader.index, setter.imprint)


def tail_pieces(alone: Book) -> tuple[Piece, ...]:
    """What stands behind the text, as far as there is any."""
    pieces = (
        ("questions", alone.questions),
        ("abbreviations", alone.abbreviations),
        ("sources", alone.sources),
    )
    return tuple((id, blocks) for id, blocks in pieces if blocks)


def _outline(alone: Book, labels: Labels) -> tuple[tuple[str, str, tuple[()]], ...]:
    named = ((title_of(blocks), id, ()) for id, blocks in tail_pieces(alone))
    return (*named, (labels.imprint, "imprint", ()))


def _imprint(book: Book, reader: Printed, labels: Labels) -> tuple[Line, ...]:
    """The reader's imprint, which says that this is a part of it."""
    title, *others = imprint(book, labels, printed=True, pages=reader.pages)
    said = Line("imprint-line", f"{labels.handout}."), Line("imprint-line", labels.handout_pages)
    return (title, *said, *others)
