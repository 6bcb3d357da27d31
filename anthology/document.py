"""The algebra of a text: blocks and inlines, and the few functions that walk and split them.

Knows no HTML, no files and no books.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from anthology.span import Span


@dataclass(frozen=True, slots=True)
class Text:
    """Words. `span` is their place in the source; None for words that no source holds."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words the author stressed, or a title."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words strongly stressed."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be kept letter by letter."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Words or figures set above the line, as in 1re."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """Words or figures set below the line, as in H2O."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """Words the author set in small capitals."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language, or written the other way (`direction`: "rtl" or "ltr")."""

    language: str
    children: tuple[Inline, ...]
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside the book."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A link to a place in the book, by its id. `page`: paper says its page, too.

    `line`: where the editor wrote it (0: nowhere), for messages.
    """

    target: str
    children: tuple[Inline, ...]
    page: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation where a text first uses it; `language`: of `full`, if not the text's."""

    full: str
    children: tuple[Inline, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named; `person` is the heading in the authority file, `id` the place's anchor.

    `form`: the words that name, if they go on behind these.
    """

    person: str
    id: str
    children: tuple[Inline, ...]
    form: str = ""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The call of a note. `span` is the author's own marker in the source, if it has one."""

    note: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end that the author made."""

    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page of the original began, under its number there. It may fall inside a word.

    `ours`: a page of our own printed book, which the e-book marks.
    """

    label: str
    span: Span | None = None
    ours: bool = False


Elided = Literal["withheld", "abridged"]
"""Why words were taken out with a mark: for rights or consent, or to shorten a text."""
MARK = "[…]"
"""What the book prints in the place of words withheld or abridged."""


@dataclass(frozen=True, slots=True)
class Elision:
    """Words that the editor took out of a paragraph, printed as […]."""

    kind: Elided
    span: Span


Inline = (
    Text
    | Emphasis
    | Strong
    | Code
    | Superscript
    | Subscript
    | SmallCaps
    | Foreign
    | Link
    | CrossRef
    | Abbreviation
    | Mention
    | NoteRef
    | LineBreak
    | PageBreak
    | Elision
)
Wrapper = (
    Emphasis
    | Strong
    | Code
    | Superscript
    | Subscript
    | SmallCaps
    | Foreign
    | Link
    | CrossRef
    | Abbreviation
    | Mention
)
Inlines = tuple[Inline, ...]

Role = Literal["body", "salutation", "signature", "preface"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `number` is its own for good ("27", "27a"), or empty."""

    children: Inlines
    role: Role = "body"
    number: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `number` stands before it; `capitals`: typed in capitals; `id`: to link to it."""

    children: Inlines
    level: int = 2
    number: str = ""
    capitals: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation; it may hold another."""

    blocks: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; `value` is its number in an ordered list."""

    blocks: tuple[Block, ...]
    value: int | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, ordered or not."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Verse:
    """A stanza; its lines are parted by line breaks."""

    children: Inlines
    number: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; it stands only in tables. `head`: it says what its row or column is.

    `columns`, `rows`: how many it spans.
    """

    children: Inlines
    head: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table, row by row."""

    rows: tuple[tuple[Cell, ...], ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """What a definition is of: a date, an abbreviation; it stands only in definition lists."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Definition:
    """An entry of a definition list."""

    term: Term
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Entries that each begin with their term."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its file, what it shows in words for those who do not see it, its caption.

    `picture` is its name in the book. Without one it is not printed: its words stand in its place,
    or nothing but the caption where it is `left_out`. `decorative`: it needs no words.
    """

    file: str
    alternative: str
    children: Inlines = ()
    id: str = ""
    picture: str = ""
    decorative: bool = False
    left_out: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment: who wrote it, its number, what it says, the replies to it."""

    author: str
    number: str
    blocks: tuple[Block, ...]
    replies: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentThread:
    """Readers' comments under a text."""

    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A pause between sections that have no heading."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A passage the editor took out: a paragraph or more, printed as […]."""

    reason: str
    kind: Elided = "withheld"


Block = (
    Paragraph
    | Heading
    | Quotation
    | ListBlock
    | Verse
    | Table
    | Cell
    | DefinitionList
    | Term
    | Figure
    | CommentThread
    | SceneBreak
    | Withheld
)
Flow = Paragraph | Heading | Verse | Cell | Term | Figure
"""The blocks that hold inlines."""
Numbered = Paragraph | Quotation | Verse | Table
"""The blocks that may have a number."""
Blocks = tuple[Block, ...]


def walk(blocks: Blocks) -> Iterator[Block]:  # noqa: C901 – a case for each kind of block
    """Every block, outermost first, in reading order."""
    for block in blocks:
        yield block
        match block:
            case Paragraph() | Heading():
                pass
            case Quotation():
                yield from walk(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from walk(item.blocks)
            case Table():
                for row in block.rows:
                    yield from row
            case DefinitionList():
                for definition in block.items:
                    yield definition.term
                    yield from walk(definition.blocks)
            case CommentThread():
                yield from _walk_comments(block.comments)
            case Verse() | Cell() | Term() | Figure() | SceneBreak() | Withheld():
                pass


def _walk_comments(comments: tuple[Comment, ...]) -> Iterator[Block]:
    for comment in comments:
        yield from walk(comment.blocks)
        yield from _walk_comments(comment.replies)


def query(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, outermost first, in reading order."""
    for inline in inlines:
        yield inline
        # Most are text, and to ask for one of a dozen kinds takes five times as long.
        if not isinstance(inline, Text) and isinstance(inline, Wrapper):
            yield from query(inline.children)


def inlines_of(blocks: Blocks) -> Iterator[Inline]:
    """Every inline of these blocks, in reading order."""
    for block in walk(blocks):
        if isinstance(block, Flow):
            yield from query(block.children)


def leaves(blocks: Blocks) -> Iterator[Text]:
    """Every leaf of text, in reading order."""
    return (inline for inline in inlines_of(blocks) if isinstance(inline, Text))


def elided(block: Block) -> bool:
    """Whether nothing is left of a block but the mark of what was taken out."""
    marked = isinstance(block, Withheld)
    for inner in walk((block,)):
        marked = marked or isinstance(inner, Withheld)
        for inline in query(inner.children) if isinstance(inner, Flow) else ():
            if isinstance(inline, Text) and inline.text.strip():
                return False
            marked = marked or isinstance(inline, Elision)
    return marked


def plain(inlines: Inlines) -> str:
    """The words alone; a line break counts as a space, words taken out as their mark."""
    return "".join([i.text if isinstance(i, Text) else _words(i) for i in query(inlines)])


def _words(inline: Inline) -> str:
    if isinstance(inline, Elision):
        return MARK
    return " " if isinstance(inline, LineBreak) else ""


def map_inlines(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """The same blocks with the inlines of each paragraph and heading changed."""
    return tuple(_map_block(block, change) for block in blocks)


def _map_block(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    match block:
        case Paragraph() | Heading() | Verse() | Cell() | Term() | Figure():
            return replace(block, children=change(block.children))
        case Quotation():
            return replace(block, blocks=map_inlines(block.blocks, change))
        case ListBlock():
            items = (replace(i, blocks=map_inlines(i.blocks, change)) for i in block.items)
            return replace(block, items=tuple(items))
        case Table():
            rows = (tuple(_map_cell(cell, change) for cell in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case DefinitionList():
            return DefinitionList(tuple(_map_definition(i, change) for i in block.items))
        case CommentThread():
            return CommentThread(tuple(_map_comment(c, change) for c in block.comments))
        case SceneBreak() | Withheld():
            return block


def _map_cell(cell: Cell, change: Callable[[Inlines], Inlines]) -> Cell:
    return replace(cell, children=change(cell.children))


def _map_definition(item: Definition, change: Callable[[Inlines], Inlines]) -> Definition:
    return Definition(Term(change(item.term.children)), map_inlines(item.blocks, change))


def _map_comment(comment: Comment, change: Callable[[Inlines], Inlines]) -> Comment:
    replies = tuple(_map_comment(reply, change) for reply in comment.replies)
    return replace(comment, blocks=map_inlines(comment.blocks, change), replies=replies)


def _length(inline: Inline) -> int:
    return len(plain((inline,)))


def split_at(
    inlines: Inlines, position: int, *, calls_left: bool = True
) -> tuple[Inlines, Inlines]:
    """The inlines before and after a position in `plain(inlines)`; a wrapper becomes two.

    But a mention, which has an id and counts once, stays one: its first part.

    An inline without words (a note call) that stands at the position goes to the left part, or
    to the right one when `calls_left` is false.
    """
    left: list[Inline] = []
    for at, inline in enumerate(inlines):
        length = _length(inline)
        if length > position or (position == 0 and not (length == 0 and calls_left)):
            if position == 0:
                return tuple(left), inlines[at:]
            before, after = _split_one(inline, position, calls_left)
            return (*left, *before), (*after, *inlines[at + 1 :])
        left.append(inline)
        position -= length
    return tuple(left), ()


def _split_one(inline: Inline, position: int, calls_left: bool) -> tuple[Inlines, Inlines]:
    match inline:
        case Text():
            left, right = _split_text(inline, position)
            return (left,), (right,)
        case Mention():
            before, after = split_at(inline.children, position, calls_left=calls_left)
            form = inline.form or plain(inline.children)
            return (replace(inline, children=before, form=form),), after
        case (
            Emphasis()
            | Strong()
            | Code()
            | Superscript()
            | Subscript()
            | SmallCaps()
            | Foreign()
            | Link()
            | Abbreviation()
        ):
            before, after = split_at(inline.children, position, calls_left=calls_left)
            return (replace(inline, children=before),), (replace(inline, children=after),)
        case CrossRef():
            before, after = split_at(inline.children, position, calls_left=calls_left)
            # The page is said once, behind the last of the words.
            first = replace(inline, children=before, page=False)
            return (first,), (replace(inline, children=after),)
        case NoteRef() | LineBreak() | PageBreak() | Elision():
            raise AssertionError("an inline without words of its own cannot be split")


def _split_text(leaf: Text, position: int) -> tuple[Text, Text]:
    """Split a leaf; one whose words are not the source's leaves its whole place to the first."""
    before, after = leaf.text[:position], leaf.text[position:]
    if leaf.span is None:
        return Text(before), Text(after)
    source, start, end = leaf.span.source, leaf.span.start, leaf.span.end
    middle = start + position if len(leaf.span) == len(leaf.text) else end
    return Text(before, Span(source, start, middle)), Text(after, Span(source, middle, end))


def wrap(inlines: Inlines, start: int, end: int, make: Callable[[Inlines], Inline]) -> Inlines:
    """The inlines with the words from `start` to `end` put into a wrapper."""
    before, rest = split_at(inlines, start)
    middle, after = split_at(rest, end - start, calls_left=False)
    return (*before, make(middle), *after)
