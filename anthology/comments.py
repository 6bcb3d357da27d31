"""Readers' comments under a text: left out unless every commenter's consent is recorded.

They are other people's words. What is printed becomes a thread, replies under what they answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from anthology.diagnostic import Diagnostic, EditionError, place_of
from anthology.document import Block, Comment, CommentThread
from anthology.ledger import Row
from anthology.read.reading import Chunk, Reading
from anthology.schema import TextEntry
from anthology.span import Span

REASON = "readers’ comments: other people’s words, without their consent on record"


def withheld_comments(reading: Reading, entry: TextEntry, gone: Sequence[Span]) -> Iterator[Row]:
    """A row for each stretch of comments that must not be printed and is not `gone` already.

    Raises EditionError `comment-consent` where comments are to be printed without consent.
    """
    if entry.comments == "print":
        _check_consents(reading, entry)
        return
    for run in _runs(reading.chunks):
        whole = Span(run[0].span.source, run[0].span.start, run[-1].span.end)
        for span in whole.less(gone):
            if reading.source.cut(span).strip():
                yield Row("withheld", "comments", span, reason=REASON)


def _runs(chunks: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    run: list[Chunk] = []
    for chunk in chunks:
        if chunk.thread:
            run.append(chunk)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _check_consents(reading: Reading, entry: TextEntry) -> None:
    """Comments are counted in reading order; each needs a consent with that number."""
    consented = {consent.comment for consent in entry.consent if consent.recorded}
    opened = [chunk for chunk in reading.chunks if chunk.thread and chunk.opens]
    problems = [
        Diagnostic(
            "comment-consent",
            f"comment {number} is to be printed, and no consent to that is recorded",
            place_of(reading.source, chunk.span),
            "record it under [[text.consent]] in edition.toml, or leave the comments out",
        )
        for number, chunk in enumerate(opened, 1)
        if number not in consented
    ]
    if problems:
        raise EditionError(*problems)


@dataclass(slots=True)
class _Open:
    """A comment still growing."""

    depth: int
    author: str
    number: str
    blocks: list[Block] = field(default_factory=list)
    replies: list[_Open] = field(default_factory=list)

    def closed(self) -> Comment:
        replies = tuple(reply.closed() for reply in self.replies)
        return Comment(self.author, self.number, tuple(self.blocks), replies)


def fold_thread(chunks: Sequence[Chunk], block_of: Callable[[int], Block]) -> CommentThread:
    """The comments that a run of chunks is; `block_of` makes the block of the chunk at an index."""
    roots: list[_Open] = []
    path: list[_Open] = []
    for i, chunk in enumerate(chunks):
        if chunk.opens or not path:
            while path and path[-1].depth >= chunk.thread:
                path.pop()
            number = "" if chunk.kind == "bullet" else chunk.value
            comment = _Open(chunk.thread, chunk.alternative, number)
            (path[-1].replies if path else roots).append(comment)
            path.append(comment)
        path[-1].blocks.append(block_of(i))
    return CommentThread(tuple(root.closed() for root in roots))
