"""Many mentions cut into batches, and where they are judged: here, or ahead in worker processes."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple

from varsyn.model import Mention, Resolution, VarsynError
from varsyn.synonyms.facts import Facts, Seen, checked, facts_of
from varsyn.synonyms.judge import DocumentKind, Group, Judge, Judged, described, joint_groups, settled
from varsyn.synonyms.memory import Memory
from varsyn.synonyms.writer import Batch

BATCH = 25_000
"""Mentions a transaction, about. Each dirties most pages of a large index: few cost less than many."""
STRETCH = 4
"""A document that goes on may stretch its batch to this many times the size, so that it stays whole."""
PARALLEL_FROM = 2
"""Batches from which worker processes are worth their start."""


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
        if len(waiting) >= size:
            goes_on = mention.document is not None and mention.document == waiting[-1].document
            if not goes_on or len(waiting) >= STRETCH * size:
                yield Batch(tuple(grouped(waiting, kind, source)))
                waiting = []
        waiting.append(mention)
    if waiting:
        yield Batch(tuple(grouped(waiting, kind, source)))


def judged_batches(resolutions: Iterable[Resolution], size: int = BATCH) -> Iterator[tuple[Batch, Judged]]:
    """Mentions that were resolved elsewhere, as batches with their facts."""
    stream = iter(resolutions)
    while waiting := list(islice(stream, size)):
        by_document: dict[str | None, list[Resolution]] = {}
        for resolution in waiting:
            checked(resolution.mention)
            by_document.setdefault(resolution.mention.document, []).append(resolution)
        groups = [
            Group(name, "paper", None, tuple(one.mention for one in some))
            for name, some in by_document.items()
        ]
        yield Batch(tuple(groups)), [[facts_of(one) for one in some] for some in by_document.values()]


class _Worker:
    """What a worker process keeps: its judge."""

    judge: Judge | None = None


def _start(make: Callable[[], Judge]) -> None:
    _Worker.judge = make()


def _alone(wanted: Mapping[bytes, Mention]) -> dict[bytes, Facts]:
    assert _Worker.judge is not None
    return _Worker.judge.alone(wanted)


def _together(documents: Mapping[int, Sequence[Mention]]) -> dict[int, list[Facts]]:
    assert _Worker.judge is not None
    return {at: _Worker.judge.together(mentions) for at, mentions in documents.items()}


class Ready(NamedTuple):
    """A batch whose mentions are judged. ``learned``: descriptions that were judged by themselves for it."""

    batch: Batch
    judged: Judged
    learned: Mapping[bytes, Facts]


class _Task(NamedTuple):
    """A batch under way."""

    batch: Batch
    places: list[list[bytes]]
    known: dict[bytes, Seen]
    wanted: dict[bytes, Mention]

    @classmethod
    def of(cls, batch: Batch, memory: Memory) -> _Task:
        known: dict[bytes, Seen] = {}

        def remembered(identifier: bytes) -> bool:
            if identifier in known:
                return True
            seen = memory.get(identifier)
            if seen is None:
                return False
            known[identifier] = seen
            return True

        places, wanted = described(batch.groups, remembered)
        return cls(batch, places, known, wanted)

    def joint(self, learned: Mapping[bytes, Facts]) -> dict[int, tuple[Mention, ...]]:
        """The documents to be read as a whole."""
        groups = self.batch.groups
        return {
            at: groups[at].mentions for at in joint_groups(groups, self.places, {**self.known, **learned})
        }

    def done(self, learned: Mapping[bytes, Facts], joint: Mapping[int, Sequence[Facts]]) -> Ready:
        """The batch, judged."""
        judged = settled(self.batch.groups, self.places, {**self.known, **learned}, joint)
        return Ready(self.batch, judged, learned)


Stream = Generator[Ready, None, None]
Judging = Callable[[Iterator[Batch]], Stream]


@contextmanager
def judging(
    judge: Callable[[], Judge],
    make: Callable[[], Judge] | None,
    memory: Memory,
    workers: int | None = None,
) -> Iterator[Judging]:
    """A function that turns batches into judged ones, in order, working ahead in other processes.

    ``make`` builds a judge in a worker (it must be picklable); without it, or for few batches, or with
    ``workers=0``, all is done here by ``judge()``. Descriptions in ``memory`` are not judged again.
    """
    count = max(0, (os.cpu_count() or 1) - 1) if workers is None else workers
    pools: list[ProcessPoolExecutor] = []

    def here(stream: Iterable[Batch]) -> Stream:
        for batch in stream:
            task = _Task.of(batch, memory)
            learned = judge().alone(task.wanted)
            joint = {at: judge().together(some) for at, some in task.joint(learned).items()}
            yield task.done(learned, joint)

    def run(stream: Iterator[Batch]) -> Stream:
        first = list(islice(stream, PARALLEL_FROM))
        if make is None or count == 0 or len(first) < PARALLEL_FROM:
            yield from here(chain(first, stream))
            return
        context = multiprocessing.get_context("spawn")
        pools.append(ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(make,)))
        try:
            yield from _ahead(chain(first, stream), pools[0], memory, count)
        except BrokenProcessPool as error:
            raise VarsynError(
                "a worker process ended before its work was done; what was written before that is safe",
                code="worker_lost",
                advice=("run the same command again, with --workers 0 if memory is short",),
            ) from error

    try:
        yield run
    finally:
        for pool in pools:
            pool.shutdown(wait=False, cancel_futures=True)


_Alone = tuple[_Task, "Future[dict[bytes, Facts]]"]
_Joint = tuple[_Task, dict[bytes, Facts], "Future[dict[int, list[Facts]]] | None"]


def _ahead(stream: Iterable[Batch], pool: ProcessPoolExecutor, memory: Memory, depth: int) -> Stream:
    """Descriptions first, then the documents that need it, each a step ahead of the one that writes."""
    first: deque[_Alone] = deque()
    second: deque[_Joint] = deque()

    def step() -> None:
        task, future = first.popleft()
        learned = future.result()
        joint = task.joint(learned)
        second.append((task, learned, pool.submit(_together, joint) if joint else None))

    def finished() -> Ready:
        task, learned, future = second.popleft()
        return task.done(learned, future.result() if future is not None else {})

    for batch in stream:
        task = _Task.of(batch, memory)
        first.append((task, pool.submit(_alone, task.wanted)))
        if len(first) > depth:
            step()
        while len(second) > 1:
            yield finished()
    while first:
        step()
    while second:
        yield finished()
