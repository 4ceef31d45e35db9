"""Many mentions: cut into batches, judged in worker processes, written one batch a transaction."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from varsyn.model import Mention, Resolution
from varsyn.synonyms.facts import Facts, checked, facts_of
from varsyn.synonyms.judge import DocumentKind, Group, Judge, Judged
from varsyn.synonyms.writer import Batch

BATCH = 5_000
"""Mentions a transaction, about."""
STRETCH = 4
"""A document that goes on may stretch its batch to this many times the size, so that it stays whole."""
PARALLEL_FROM = 3
"""Batches from which worker processes are worth their start."""
T = TypeVar("T")


def grouped(
    mentions: Iterable[Mention], kind: DocumentKind = "paper", source: str | None = None
) -> list[Group]:
    """Mentions by document, in order of first appearance; those without a document make one group."""
    found: dict[str | None, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.document, []).append(mention)
    return [Group(name, kind, source, tuple(some)) for name, some in found.items()]


def batches(
    mentions: Iterable[Mention], size: int = BATCH, kind: DocumentKind = "paper", source: str | None = None
) -> Iterator[Batch]:
    """Cut a stream into batches, between documents where it can be.

    >>> stream = [Mention("A1B", document=name) for name in "aabbb"]
    >>> [batch.size for batch in batches(stream, size=1)]
    [2, 3]
    """
    waiting: list[Mention] = []
    for mention in mentions:
        full = len(waiting) >= size
        goes_on = bool(waiting) and mention.document is not None and mention.document == waiting[-1].document
        if full and (not goes_on or len(waiting) >= STRETCH * size):
            yield Batch(tuple(grouped(waiting, kind, source)))
            waiting = []
        waiting.append(mention)
    if waiting:
        yield Batch(tuple(grouped(waiting, kind, source)))


def judged_batches(resolutions: Iterable[Resolution], size: int = BATCH) -> Iterator[tuple[Batch, Judged]]:
    """Mentions that were resolved elsewhere, as batches with their facts."""
    waiting: list[Resolution] = []
    for resolution in resolutions:
        checked(resolution.mention)
        waiting.append(resolution)
        if len(waiting) >= size:
            yield _judged(waiting)
            waiting = []
    if waiting:
        yield _judged(waiting)


def _judged(resolutions: list[Resolution]) -> tuple[Batch, Judged]:
    by_document: dict[str | None, list[Resolution]] = {}
    for resolution in resolutions:
        by_document.setdefault(resolution.mention.document, []).append(resolution)
    groups: list[Group] = []
    facts: list[Facts] = []
    which: list[list[int]] = []
    for name, some in by_document.items():
        groups.append(Group(name, "paper", None, tuple(one.mention for one in some)))
        which.append(list(range(len(facts), len(facts) + len(some))))
        facts += [facts_of(one) for one in some]
    return Batch(tuple(groups)), Judged(facts, which)


class _Worker:
    """What a worker process keeps: its judge."""

    judge: Judge | None = None


def _start(make: Callable[[], Judge]) -> None:
    _Worker.judge = make()


def _work(groups: tuple[Group, ...]) -> Judged:
    assert _Worker.judge is not None
    return _Worker.judge.judge(groups)


Pairs = Generator[tuple[Batch, Judged], None, None]
Judging = Callable[[Iterator[Batch]], Pairs]


@contextmanager
def judging(
    judge: Callable[[], Judge], make: Callable[[], Judge] | None, workers: int | None = None
) -> Iterator[Judging]:
    """A function that pairs each batch with its facts, in order, working ahead in other processes.

    ``make`` builds a judge in a worker (it must be picklable); without it, or for few batches, or with
    ``workers=0``, all is done here by ``judge()``.
    """
    count = max(0, (os.cpu_count() or 1) - 1) if workers is None else workers
    pool: ProcessPoolExecutor | None = None

    def here(stream: Iterator[Batch]) -> Pairs:
        for batch in stream:
            yield batch, judge().judge(batch.groups)

    def ahead(stream: Iterator[Batch]) -> Pairs:
        nonlocal pool
        first = list(islice(stream, PARALLEL_FROM))
        if make is None or count == 0 or len(first) < PARALLEL_FROM:
            yield from here(iter(first))
            yield from here(stream)
            return
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(make,))
        running: deque[tuple[Batch, Future[Judged]]] = deque()
        for batch in _chain(first, stream):
            running.append((batch, pool.submit(_work, batch.groups)))
            if len(running) > count + 1:
                done, future = running.popleft()
                yield done, future.result()
        while running:
            done, future = running.popleft()
            yield done, future.result()

    try:
        yield ahead
    finally:
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _chain(first: Iterable[T], rest: Iterable[T]) -> Iterator[T]:
    yield from first
    yield from rest
