"""The editor's cross-references: those without words get some; for paper, pages are put in.

`[](#3.27)` prints 3.27, `[](#3)` the short title of text 3, `[](#3n4)` “note 4”. Whether a target
exists is not asked here; `check` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from anthology.citation import marker_of, paragraph_of, text_of
from anthology.document import Blocks, CrossRef, Inline, Inlines, Text, Wrapper, map_inlines
from anthology.labels import Labels

_MADE_OF_TEXTS = frozenset({"abbreviations", "index", "organizations", "people", "questions"})


@dataclass(frozen=True, slots=True)
class Targets:
    """What references can lead to: titles by id, and the numbers of texts not in this book.

    A book from which texts are absent may also lack what is made of them: the questions on them,
    the list of abbreviations, the index.
    """

    titles: Mapping[str, str]
    absent: frozenset[int]
    labels: Labels

    def words(self, id: str) -> str:
        """What a reference to this id prints by itself; "" if nothing does."""
        marker = marker_of(id)
        note = self.labels.note_ref.format(marker=marker) if marker else ""
        return paragraph_of(id) or note or self.titles.get(id, "")

    def lacks(self, id: str) -> bool:
        """Whether this id may be in the whole book, but not in this one."""
        made = id in _MADE_OF_TEXTS or id.startswith("questions-")
        return text_of(id) in self.absent or (made and bool(self.absent))


def filled(blocks: Blocks, targets: Targets) -> Blocks:
    """The blocks with words in every reference.

    What refers to something that is not in this book is words alone: it leads nowhere.
    """

    def change(inlines: Inlines) -> Inlines:
        return tuple(new for inline in inlines for new in one(inline))

    def one(inline: Inline) -> Iterator[Inline]:
        if isinstance(inline, CrossRef):
            said = targets.words(inline.target)
            words = inline.children or ((Text(said),) if said else ())
            if targets.lacks(inline.target):
                yield from words
            else:
                yield replace(inline, children=words)
        elif isinstance(inline, Wrapper):
            yield replace(inline, children=change(inline.children))
        else:
            yield inline

    return map_inlines(blocks, change)


def paged(blocks: Blocks, labels: Labels, page_of: Callable[[str], str]) -> Blocks:
    """The blocks as paper has them: where a reference asks for its page, the page is said."""

    def change(inlines: Inlines) -> Inlines:
        return tuple(new for inline in inlines for new in one(inline))

    def one(inline: Inline) -> Iterator[Inline]:
        if isinstance(inline, Wrapper):
            inline = replace(inline, children=change(inline.children))
        yield inline
        if isinstance(inline, CrossRef) and inline.page:
            yield Text(labels.page_ref.format(page=page_of(inline.target)))

    return map_inlines(blocks, change)
