"""Pages that others read: what they hand back is what this process would have read itself."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import pikepdf
import pytest

from anthology.collation import pageread
from anthology.collation.pdf import PdfReading, read_pdf
from anthology.render.workers import processes, workers_kept

Draw = Callable[..., bytes]
PAGES = 9


@pytest.fixture
def book(draw: Draw) -> bytes:
    """A word a page; the third page and the sixth are not written plainly."""
    data = draw(["P", "t1b", *((f"word{n}", 10, 50, n) for n in range(PAGES))], pages=PAGES)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = pdf.pages[2].obj.Contents
        contents.write(contents.read_bytes() + b" % a remark")
        torn = pdf.pages[5].obj.Contents
        torn.write(torn.read_bytes() + b" (x) Tj")
        pdf.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so few pages be worth the asking."""
    monkeypatch.setattr(pageread, "_MANY", 2)
    monkeypatch.setattr(pageread, "_AT_ONCE", 2)


class Pool:
    """Does every other piece of work; the rest nobody ever begins."""

    def __init__(self) -> None:
        self.asked: list[Future[Any]] = []

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Only what can be sent to another process comes through."""
        future: Future[Any] = Future()
        if len(self.asked) % 2:
            future.set_running_or_notify_cancel()
            future.set_result(pickle.loads(pickle.dumps(work))(*pickle.loads(pickle.dumps(given))))
        self.asked.append(future)
        return future


def read_with(pool: Pool, book: bytes, monkeypatch: pytest.MonkeyPatch) -> PdfReading:
    @contextmanager
    def waiting(_: int) -> Iterator[Pool]:
        yield pool

    monkeypatch.setattr(pageread, "are_waiting", lambda: True)
    monkeypatch.setattr(pageread, "processes", waiting)
    return read_pdf(book, ["t1b"])


def test_what_others_read_and_what_nobody_began_is_put_together(
    book: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, pool = read_pdf(book, ["t1b"]), Pool()
    assert len(alone.streams["t1b"]) == PAGES
    assert read_with(pool, book, monkeypatch) == alone
    assert [answer.cancelled() for answer in pool.asked] == [True, False, True, False, True]


def test_work_is_taken_back_where_the_tree_cannot_be_read(
    book: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> None:
        raise pikepdf.PdfError("torn")

    pool = Pool()
    monkeypatch.setattr("anthology.collation.pdftree.Tree.read", fault)
    with pytest.raises(Exception, match="torn"):
        read_with(pool, book, monkeypatch)
    assert all(answer.done() for answer in pool.asked)


def test_processes_that_wait_read_the_same(book: bytes) -> None:
    alone = read_pdf(book, ["t1b"])
    with workers_kept(), processes(2) as pool:
        assert list(pool.map(abs, [-1])) == [1]
        assert read_pdf(book, ["t1b"]) == alone
