"""What a printer gets of a book: its pages and its cover, and a line on each for the order.

How pages and cover are made is not decided here.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pikepdf import Pdf

from anthology.book import Book
from anthology.diagnostic import Diagnostic, EditionError, Place
from anthology.profile import Profile, black_ink
from anthology.render.bare import ColourError
from anthology.render.impose import MM
from anthology.render.press import Trim, for_printer
from anthology.render.presscover import cover_of, press_cover
from anthology.render.setter import Setter
from anthology.render.shop import Shop
from anthology.variant import press as variant_of


@dataclass(frozen=True, slots=True)
class PressBook:
    """Pages and cover, and what there is to say of each."""

    pages: bytes
    cover: bytes
    said: str
    cover_said: str


def for_press(book: Book, shop: Shop, reader: bytes, profiles: Mapping[str, Profile]) -> PressBook:
    """The book for a printer, from the finished reader and the profiles that the edition has.

    Raises EditionError where a style gives a colour that black ink cannot print.
    """
    settings = book.edition.variants.press
    metadata = Setter(book, shop, variant_of(shop.paper)).metadata()
    profile = profiles.get(settings.icc) or black_ink()
    with Pdf.open(io.BytesIO(reader)) as pdf:
        size = tuple(float(edge) for edge in pdf.pages[0].mediabox)[2:]
        pages = -(-len(pdf.pages) // settings.pages) * settings.pages
    trim = Trim(size[0], size[1], settings.bleed * MM, settings.marks)
    try:
        made = for_printer(reader, metadata, profile, trim, settings.pages)
    except ColourError as error:
        hint = "give the colour as #rrggbb in styles/"
        raise EditionError(
            Diagnostic("press-colour", f"the pages have {error}", Place("styles"), hint)
        ) from error
    cover = cover_of((size[0], size[1]), pages, settings, book.edition.language)
    described = replace(metadata, title=f"{metadata.title}: {shop.labels.cover}")
    outer = profiles.get(settings.cover_icc) or profile
    paper = f"{cover.width:.0f} × {cover.height:.0f} mm, bleed {cover.bleed:g} mm, {profile.name}"
    return PressBook(
        made,
        press_cover(book, shop, cover, settings.isbn, described, outer),
        f"{pages} pages, {paper}",
        f"spine {cover.spine:.1f} mm ({pages // 2} leaves of {settings.thickness:g} mm); "
        f"{outer.name}",
    )
