"""What all texts and pieces of an edition are edited with: words known, meanings, targets.

Made once, before the first text is edited; edits nothing but the editor's own prose.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from anthology.document import Blocks, Heading, plain
from anthology.edition import Edition
from anthology.labels import Labels
from anthology.meanings import Meanings, read_meanings
from anthology.references import Targets, filled
from anthology.slips import vocabulary


@dataclass(frozen=True, slots=True)
class Aids:
    """The aids of an edition. `known`: words that its texts vouch for, which are no slips."""

    known: Container[str]
    meanings: Meanings
    targets: Targets

    def polished(self, blocks: Blocks, slug: str = "") -> Blocks:
        """The editor's prose, on one text or the whole book, its references filled in.

        Its abbreviations are marked.
        """
        return self.meanings.in_prose(slug).mark(filled(blocks, self.targets))


def make_aids(
    edition: Edition, prose: Mapping[str, Blocks], labels: Labels, vouchers: Iterable[str]
) -> Aids:
    """The aids; `prose`: the pieces that bring their own titles, by id; `vouchers`: of the texts.

    Raises EditionError for what is wrong in `abbreviations.toml`.
    """
    entries = (*edition.file.text, *edition.absent)
    meanings = read_meanings(
        edition.abbreviations,
        edition.abbreviations_text,
        edition.file.language,
        {text.entry.slug: text.source for text in edition.texts},
        dict.fromkeys(entry.slug for entry in entries),
    )
    titles = {f"t{entry.number}": entry.short_title or entry.title for entry in entries}
    titles |= {id: title_of(blocks) for id, blocks in prose.items()}
    titles |= {f"questions-t{entry.number}": labels.questions for entry in entries}
    titles |= _titles(labels)
    absent = frozenset(entry.number for entry in edition.absent)
    return Aids(vocabulary(vouchers), meanings, Targets(titles, absent, labels))


def title_of(blocks: Blocks) -> str:
    """The first heading of a piece of prose."""
    return next((plain(b.children) for b in blocks if isinstance(b, Heading)), "")


def _titles(labels: Labels) -> dict[str, str]:
    """The pieces whose titles the program gives."""
    return {
        "contents": labels.contents,
        "imprint": labels.imprint,
        "abbreviations": labels.abbreviations,
        "questions": labels.questions,
        "note-on-texts": labels.textual_note,
        "sources": labels.sources,
        "index": labels.index,
        "organizations": labels.organizations,
        "people": labels.people,
    }
