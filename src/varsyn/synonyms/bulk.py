"""Many mentions cut into batches, and where they are judged: here, or ahead in worker processes."""

from __future__ import annotations

import gc
import marshal
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple

from varsyn import processes
from varsyn.model import Mention, Resolution, VarsynError
from varsyn.synonyms.facts import Facts, checked, facts_of
from varsyn.synonyms.judge import (
    DocumentKind,
    Group,
    Judge,
    Judged,
    Known,
    described,
    joint_groups,
    settled,
)
from varsyn.synonyms.memory import Memory
from varsyn.synonyms.parcel import Judgement, Parcel, parcel_of
from varsyn.synonyms.writer import Batch, Offer, offers

BATCH = 25_000
"""Mentions a transaction, about. Each dirties most pages of a large index: few cost less than many."""
STRETCH = 4
"""A document that goes on may stretch its batch to this many times the size, so that it stays whole."""
PARALLEL_FROM = 2
"""Batches from which worker processes are worth their start."""
AHEAD = 1
"""Batches whose descriptions workers judge while the documents of one are read."""
PORTION = 500
"""Descriptions that a worker is given at once."""
WITHOUT_REFERENCES = 2
"""Version of the marshal format that does not look for values that occur twice, and so is much faster."""
SELDOM = (100_000, 20, 100)
"""Thresholds of Python's search for cycles while rows are made by the ten thousand."""


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


def resolved_batches(resolutions: Iterable[Resolution], size: int = BATCH) -> Iterator[Ready]:
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
        batch = Batch(tuple(groups))
        judged: Judged = [[facts_of(one) for one in some] for some in by_document.values()]
        yield Ready(batch, offers(batch, judged), {}, ahead=False)


class _Worker:
    """What a worker process keeps: its judge."""

    judge: Judge | None = None


def _start(make: Callable[[], Judge]) -> None:
    _Worker.judge = make()
    # What is loaded now stays; and looking for cycles in rows, which have none, took a third of the time.
    gc.freeze()
    gc.set_threshold(*SELDOM)


def _alone(wanted: Mapping[bytes, Mention]) -> Packet:
    assert _Worker.judge is not None
    return _packed(_Worker.judge.alone(wanted).values())


def _together(documents: Sequence[Sequence[Mention]]) -> list[Packet]:
    assert _Worker.judge is not None
    return [_packed(_Worker.judge.together(mentions)) for mentions in documents]


Packet = tuple[bytes, list[Facts]]
"""Parcels, with gaps for what does not fit into one, and the facts for the gaps."""


def _packed(facts: Iterable[Facts]) -> Packet:
    """Facts on their way to the process that writes, which runs the same Python."""
    every = list(facts)
    parcels = [parcel_of(fact) for fact in every]
    try:
        rows = [tuple(one) if one is not None else None for one in parcels]
        return marshal.dumps(rows, WITHOUT_REFERENCES), [
            fact for fact, one in zip(every, parcels, strict=True) if one is None
        ]
    except ValueError:
        # A text of a class of its own, as of numpy.
        return marshal.dumps([None] * len(every)), every


def _unpacked(packet: Packet) -> Iterator[Judgement]:
    others = iter(packet[1])
    for row in marshal.loads(packet[0]):
        yield Parcel._make(row) if row is not None else next(others)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Within, Python looks for cycles less often: rows by the ten thousand have none."""
    before = gc.get_threshold()
    if before == SELDOM:
        # Another thread is at it, and will put things back.
        yield
        return
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Ready(NamedTuple):
    """A batch whose mentions are judged. ``learned``: descriptions that were judged by themselves for it."""

    batch: Batch
    offered: Mapping[bytes, Offer]
    learned: Mapping[bytes, Judgement]
    ahead: bool
    """Whether other processes judge what follows, so that this one may be written meanwhile."""


class _Task:
    """A batch under way: what is known of its descriptions, and what is still to be judged."""

    def __init__(self, batch: Batch, memory: Memory, under_way: Mapping[bytes, _Task]) -> None:
        self.batch = batch
        self.learned: dict[bytes, Judgement] = {}
        self.joint: dict[int, tuple[Mention, ...]] = {}
        self._singles: dict[bytes, Known] = {}
        self._alone: Judged = []
        self._lent: dict[bytes, _Task] = {}
        self._futures: list[Future[Packet]] = []
        self._joint: Future[list[Packet]] | None = None
        singles, lent, get = self._singles, self._lent, memory.get

        def known(identifier: bytes) -> bool:
            if identifier in singles or identifier in lent:
                return True
            seen = get(identifier)
            if seen is not None:
                singles[identifier] = seen
                return True
            lender = under_way.get(identifier)
            if lender is not None:
                lent[identifier] = lender
                return True
            return False

        self._places, self.wanted = described(batch.groups, known)

    def submit(self, pool: ProcessPoolExecutor) -> None:
        """Give what is to be judged to the workers, in portions."""
        wanted = iter(self.wanted.items())
        while portion := dict(islice(wanted, PORTION)):
            self._futures.append(pool.submit(_alone, portion))

    def gather(self) -> None:
        """Wait for the workers."""
        found: dict[bytes, Judgement] = {}
        for future in self._futures:
            found.update((fact.description, fact) for fact in _unpacked(future.result()))
        self._futures = []
        self.learn(found)

    def learn(self, learned: Mapping[bytes, Judgement]) -> None:
        """Take what the descriptions were judged to be; which documents are to be read as a whole."""
        self.learned.update(learned)
        self._singles.update(self.learned)
        self._singles.update(
            (identifier, task.learned[identifier]) for identifier, task in self._lent.items()
        )
        groups, singles = self.batch.groups, self._singles
        self._alone = [[singles[identifier] for identifier in some] for some in self._places]
        self.joint = {at: groups[at].mentions for at in joint_groups(groups, self._alone)}
        # An earlier batch that is kept would keep the ones before it.
        self._lent, self._singles, self._places = {}, {}, []

    def submit_joint(self, pool: ProcessPoolExecutor) -> None:
        """Give the documents that are to be read as a whole to the workers."""
        self._joint = pool.submit(_together, list(self.joint.values())) if self.joint else None

    def finish(self) -> Ready:
        """The batch, once the workers have read its documents."""
        read = self._joint.result() if self._joint is not None else []
        joint = {at: list(_unpacked(packed)) for at, packed in zip(self.joint, read, strict=True)}
        return self.done(joint, ahead=True)

    def done(self, joint: Mapping[int, Sequence[Judgement]], *, ahead: bool = False) -> Ready:
        """The batch, judged."""
        judged = settled(self.batch.groups, self._alone, joint)
        return Ready(self.batch, offers(self.batch, judged), self.learned, ahead)


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
    count = _processes() if workers is None else workers
    pools: list[ProcessPoolExecutor] = []

    def here(stream: Iterable[Batch]) -> Stream:
        for batch in stream:
            task = _Task(batch, memory, {})
            task.learn(judge().alone(task.wanted))
            yield task.done({at: judge().together(some) for at, some in task.joint.items()})

    def run(stream: Iterator[Batch]) -> Stream:
        first = list(islice(stream, PARALLEL_FROM))
        if make is None or count == 0 or len(first) < PARALLEL_FROM:
            yield from here(chain(first, stream))
            return
        pools.append(processes.pool(count, _start, make))
        try:
            yield from _ahead(chain(first, stream), pools[0], memory)
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


def _processes() -> int:
    """Worker processes: as many as are left beside the one that writes, but two where there are two cores.

    A worker rests while there is nothing to judge, so that three processes keep two cores busy.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 0 if cores == 1 else max(2, cores - 1)


def _ahead(stream: Iterable[Batch], pool: ProcessPoolExecutor, memory: Memory) -> Stream:
    """Descriptions first, then the documents that need it, each a step ahead of the one that writes.

    A description that an earlier batch under way asks for is not asked for again.
    """
    first: deque[_Task] = deque()
    second: deque[_Task] = deque()
    written: deque[_Task] = deque()
    under_way: dict[bytes, _Task] = {}

    def step() -> None:
        task = first.popleft()
        task.gather()
        task.submit_joint(pool)
        second.append(task)

    def finished() -> Stream:
        task = second.popleft()
        yield task.finish()
        # It is being written now, and those before it are in the index.
        written.append(task)
        if len(written) > 1:
            done = written.popleft()
            for identifier in done.wanted:
                if under_way.get(identifier) is done:
                    del under_way[identifier]

    for batch in stream:
        task = _Task(batch, memory, under_way)
        under_way.update(dict.fromkeys(task.wanted, task))
        task.submit(pool)
        first.append(task)
        if len(first) > AHEAD:
            step()
        while len(second) > 1:
            yield from finished()
    while first:
        step()
        while len(second) > 1:
            yield from finished()
    while second:
        yield from finished()
