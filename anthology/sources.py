"""What the edition records of each text → the page “Sources and rights”.

Prints what edition.toml and rights.toml say, and says plainly what is not recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from anthology.document import Block, Blocks, Heading, Paragraph, Text
from anthology.labels import Labels
from anthology.rights import Rights
from anthology.schema import EditionFile, Permission, TextEntry, TextRights


def sources(edition: EditionFile, rights: Rights, labels: Labels) -> Blocks:
    """The page, text by text in the order of the book."""
    both = tuple(dict.fromkeys((edition.notice, *_uncleared(rights, labels))))
    return (
        Heading((Text(labels.sources),), 1),
        *(Paragraph((Text(words),)) for words in both if words),
        *(block for entry in edition.text for block in _entry(entry, rights, labels)),
    )


def _uncleared(rights: Rights, labels: Labels) -> Iterator[str]:
    if not all(rights.cleared(medium) for medium in rights.file.release.for_):
        yield labels.uncleared


def _entry(entry: TextEntry, rights: Rights, labels: Labels) -> Iterator[Block]:
    yield Heading((Text(f"{entry.number}. {entry.title}"),), 2)
    yield Paragraph((Text(_line(entry.byline, entry.date)),))
    yield Paragraph((Text(entry.origin or labels.unknown_source),))
    if entry.address:
        yield Paragraph((Text(labels.address.format(address=entry.address)),))
    waiting = sum(1 for p in rights.points if p.rule == "rights-consent" and p.text == entry.slug)
    for words in _rights(rights.of(entry.slug), labels, waiting):
        yield Paragraph((Text(words),))


def rights_of(slug: str, rights: Rights, labels: Labels) -> str:
    """What is on record of the rights in one text, in a few sentences."""
    waiting = sum(1 for p in rights.points if p.rule == "rights-consent" and p.text == slug)
    return " ".join(_rights(rights.of(slug), labels, waiting))


def _rights(text: TextRights, labels: Labels, waiting: int) -> Iterator[str]:
    """The lines on the rights in one text; `waiting`: consents that are not on record."""
    if text.captured:
        yield _line(labels.captured.format(date=text.captured))
    if text.holder:
        yield _line(labels.holder.format(holder=text.holder))
    if text.licence:
        yield _line(labels.licence.format(licence=text.licence))
    yield from (_permission(permission, labels) for permission in text.permission)
    if not (text.licence or text.permission):
        yield labels.no_permission
    if text.withdrawn:
        yield labels.withdrawn.format(date=labels.day(text.withdrawn))
    if waiting:
        yield labels.count("consents", waiting)


def _permission(permission: Permission, labels: Labels) -> str:
    by, recorded = permission.by, permission.recorded
    words = labels.permission.format(media=_media(permission, labels), by=by, recorded=recorded)
    if permission.copies:
        words += labels.at_most.format(copies=permission.copies)
    if permission.until:
        words += labels.until.format(date=labels.day(permission.until))
    return _line(words, permission.credit)


def _media(permission: Permission, labels: Labels) -> str:
    if set(permission.for_) == {"print", "screen"}:
        return labels.for_both
    return labels.for_print if "print" in permission.for_ else labels.for_screen


def _line(*parts: str) -> str:
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)
