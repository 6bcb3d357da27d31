"""A printing frozen: the book set in type, its pages written down, both books made of them.

Sets no type itself and decides nothing about what is kept: that is the work of `printing`.
"""

from __future__ import annotations

from anthology.book import Book
from anthology.build import (
    EDITED,
    Order,
    Outcome,
    Say,
    build,
    errors_stop,
    prepare,
    shop_of,
)
from anthology.diagnostic import Diagnostic, Place, SetupError
from anthology.edition import Edition
from anthology.kept import Kept
from anthology.output import make_folder, printing_toml, write
from anthology.printing import freeze
from anthology.render.printed import Printed, print_book


def freeze_printing(order: Order, number: int, say: Say) -> tuple[str, Outcome]:
    """Freeze what is printed now as printing `number`, and make both books of it.

    Raises SetupError where that printing is there already or is not the next.
    """
    edition, book, printed = set_pages(order, say)
    following = max((p.number for p in edition.printings), default=0) + 1
    path = order.edition / "printings" / f"{number}.toml"
    if number != following:
        message = f"the next printing is {following}"
        if number < following:
            message = f"printing {number} is frozen; {message}"
        hint = f"anthology printing {following}"
        raise SetupError(Diagnostic("printing-number", message, Place(str(path)), hint))
    paper = order.paper or edition.file.print.page or edition.file.print.paper
    frozen = freeze(number, book, paper, printed.pages)
    make_folder(path.parent)
    write(path, printing_toml(frozen).encode())
    numbered = sum(len(text.paragraph) for text in frozen.text)
    told = f"{path}: {len(frozen.page)} pages and {numbered} paragraph numbers are kept"
    return told, build(order, say)


def set_pages(order: Order, say: Say = lambda _: None) -> tuple[Edition, Book, Printed]:
    """Set the book in type and write nothing but galleys: where would each page begin?"""
    say("Reading and editing")
    kept = Kept(order.out / EDITED)
    edition, book, found = prepare(order.edition, kept=kept)
    errors_stop(found)
    make_folder(order.out)
    kept.save(whole=True)
    say("Setting type")
    printed = print_book(book, shop_of(order, edition, kept))
    kept.save()
    return edition, book, printed
