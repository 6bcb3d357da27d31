"""The processes that set type: how they come to be, are made ready ahead, and wait for more.

Knows the engine of print by the names of modules only, so that one who starts them need not load
it, and knows nothing of what they do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext

from anthology.garbage import collect_seldom

_READ = ("anthology.render.galley", "anthology.render.ready")
"""The module that such a process works in, and the one that reads what all of them need."""


@dataclass(slots=True)
class _Staff:
    """The processes that wait for work, if any do; `kept`: such as there are, are to wait."""

    pool: ProcessPoolExecutor | None = None
    kept: bool = False


_staff = _Staff()


@contextmanager
def workers_kept() -> Iterator[None]:
    """While it lasts, processes that have set galleys wait for more: they know sheets and fonts."""
    if _staff.kept:
        yield
        return
    _staff.kept = True
    try:
        yield
    finally:
        pool, _staff.pool, _staff.kept = _staff.pool, None, False
        if pool is not None:
            pool.shutdown()


def are_waiting() -> bool:
    """Whether there are processes that wait."""
    return _staff.pool is not None


@contextmanager
def processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """The processes that wait, or else so many new ones."""
    if _staff.pool is None and _staff.kept:
        _staff.pool = _begun(count)
    if _staff.pool is not None:
        yield _staff.pool
        return
    with _begun(count) as pool:
        yield pool


def _begun(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, _context(), collect_seldom)


def warm_up() -> None:
    """Let the process that all setters of type are forked off be made ready beside other work."""
    if sys.platform == "linux":
        _context()
        forkserver.ensure_running()


def _context() -> BaseContext:
    """Processes forked off one that has read the engine: that takes a second, and only once.

    On macOS, whose frameworks must not be forked once in use, each reads it anew.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_READ))
    return context
