"""Galleys set side by side, in processes of their own, or taken from those kept by content.

Loads no engine of print itself where there are processes that do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import astuple
from pathlib import Path

from anthology.garbage import collect_now
from anthology.render.job import Galley, GalleyError, GalleyJob
from anthology.render.shaper import shaper
from anthology.render.shelf import SETTING, Shelf, made_by
from anthology.render.workers import are_waiting, processes

Task = Callable[[], object]


def nothing() -> None:
    """What there is to do besides, if nothing is."""


def set_galleys(
    jobs: Sequence[GalleyJob], cache: Path | None, workers: int, meanwhile: Task = nothing
) -> tuple[Galley, ...]:
    """Set the jobs in `workers` processes, or take them from the folder `cache`; keep their order.

    `meanwhile` is done once, by this process, while the others set type. Raises what it raises, and
    the `GalleyError` of the first job that fails, after the others are set and kept.
    """
    shelf = Shelf(cache, Galley, f"{made_by(SETTING)}\n{shaper()}")
    kept = {job: found for job in jobs if (found := shelf.find(*_content(job))) is not None}
    missing = [job for job in jobs if job not in kept]
    done: dict[GalleyJob, Galley | GalleyError] = dict(kept)
    for job, result in _set_all(missing, workers, meanwhile):
        done[job] = result
        if isinstance(result, Galley):
            shelf.keep(result, *_content(job))
    shelf.note_use(_content(job) for job in jobs)
    galleys = []
    for job in jobs:
        result = done[job]
        if isinstance(result, GalleyError):
            raise result
        galleys.append(result)
    return tuple(galleys)


_WORTH_A_PROCESS = 30_000  # bytes of XHTML that take as long to set as a process to start


def _content(job: GalleyJob) -> tuple[bytes, ...]:
    pictures = (part for name, data in job.pictures for part in (name.encode(), data))
    said = "\n".join(astuple(job.links)).encode()
    styles = (style.encode() for style in job.styles)
    lined = (b"lined",) if job.lined else ()
    own = (part for name, data in job.own for part in (name.encode(), data))
    return (job.key.encode(), job.xhtml, said, *styles, *pictures, *lined, *own)


def _set_all(
    jobs: Sequence[GalleyJob], workers: int, meanwhile: Task
) -> Iterator[tuple[GalleyJob, Galley | GalleyError]]:
    """Set the longest first, so that no worker is left with it when the others are done."""
    jobs = sorted(jobs, key=lambda job: (-len(job.xhtml), job.key))
    if not jobs or (workers <= 1 and not are_waiting()):
        meanwhile()
        yield from ((job, _outcome(job)) for job in jobs)
        return
    size = sum(len(job.xhtml) for job in jobs)
    with processes(min(workers, len(jobs), 1 + size // _WORTH_A_PROCESS)) as pool:
        futures: list[tuple[GalleyJob, Future[Galley | GalleyError]]]
        futures = [(job, pool.submit(_set_apart, job)) for job in jobs]
        try:
            meanwhile()
        except BaseException:
            for _, future in futures:
                future.cancel()
            raise
        yield from ((job, future.result()) for job, future in futures)


def _set_apart(job: GalleyJob) -> Galley | GalleyError:
    """Set a galley in a process that does nothing else."""
    collect_now()  # what the one before left: nobody waits for it any more
    return _outcome(job)


def _outcome(job: GalleyJob) -> Galley | GalleyError:
    from anthology.render.galley import set_galley  # the engine: it is loaded where type is set

    try:
        return set_galley(job)
    except GalleyError as error:
        return error
