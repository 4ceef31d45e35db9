"""Processes that write to an index and are killed, or that write at the same time."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import struct
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import NamedTuple

from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.shortcuts import lacking

FORK = multiprocessing.get_context("fork")
"""Children start with the sequences loaded; each opens its own connection to the index."""


class Corpus:
    """Mentions of real variants, resolved once, so that writing is what takes the time."""

    def __init__(self, documents: int = 300) -> None:
        self.resolver = Resolver(open_reference())
        self.mentions = list(_mentions(documents))
        for mention in self.mentions:
            self.resolver.resolve(mention)

    def open(self, target: str, workers: int = 0) -> SynonymIndex:
        """The index at ``target``, with the resolver that has seen all this, or with none for workers."""
        return SynonymIndex.open(target, resolver=None if workers else self.resolver)


def _mentions(documents: int) -> Iterator[Mention]:
    chance = random.Random(7)
    texts = [("IGF1R", t) for t in ("c.1532G>A", "p.Arg511Gln", "R481Q", "c.420del", "R59X", "c.265C>T")]
    texts += [("KRAS", t) for t in ("c.35G>A", "G12D", "c.35_36delinsAC", "G12V", "c.35G>T", "p.Gly12Asp")]
    texts += [("TP53", f"c.{n}del") for n in range(100, 400)] + [("TP53", "R175H"), ("TP53", "c.524G>A")]
    for number in range(documents):
        for at in range(10):
            gene, text = chance.choice(texts)
            yield Mention(text, gene=gene, document=f"PMID:{number}", start=at * 50)


def spawn(function: Callable[..., None], *arguments: object) -> multiprocessing.Process:
    """Start a child."""
    process = FORK.Process(target=function, args=arguments)
    process.start()
    return process


def add_and_report(corpus: Corpus, target: str, pipe: Connection, batch: int, workers: int) -> None:
    """Add the corpus; after each commit, report the number of mentions written."""
    with corpus.open(target, workers) as index:
        index.add_many(
            corpus.mentions,
            batch_size=batch,
            workers=workers,
            progress=lambda n: pipe.send_bytes(struct.pack("q", n)),
        )
    # The pytest machinery of the parent must not run in the child.
    os._exit(0)


class Kill(NamedTuple):
    """When a run is killed: ``seconds`` after it has reported ``count`` mentions (0: after its start)."""

    seconds: float
    count: int = 0


def killed_run(corpus: Corpus, target: str, kill: Kill, workers: int = 0, batch: int = 100) -> int:
    """Start adding the corpus, kill -9 the process; the count of mentions it had reported."""
    here, there = FORK.Pipe(duplex=False)
    process = spawn(add_and_report, corpus, target, there, batch, workers)
    there.close()
    reported = 0

    def told() -> bool:
        nonlocal reported
        try:
            (reported,) = struct.unpack("q", here.recv_bytes())
        except EOFError:
            return False
        return True

    while reported < kill.count and told():
        pass
    time.sleep(kill.seconds)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while here.poll() and told():
        pass
    return reported


def survive(corpus: Corpus, target: str, kill: Kill, expected: str, workers: int = 0) -> int:
    """One kill, and everything that must hold then; the count reported before the kill.

    ``expected`` is the digest of an undisturbed run. With ``workers``, other processes resolve, and batches
    are written beside.
    """
    reported = killed_run(corpus, target, kill, workers)
    with corpus.open(target, workers) as index:
        problems = index.check()
        assert problems == [], problems
        if index.database.is_sqlite:
            with index.database.reading() as connection:
                assert lacking(connection) == []
        held = index.stats()["mentions"]
        assert held >= reported, f"{reported} mentions were committed, {held} are there"
        assert index.add_many(corpus.mentions, batch_size=100, workers=0).new == len(corpus.mentions) - held
        assert index.check() == []
        assert index.digest() == expected
    return reported


def undisturbed(corpus: Corpus, target: str, workers: int = 0) -> tuple[str, float]:
    """Digest and duration of a run that nobody disturbs."""
    started = time.perf_counter()
    with corpus.open(target, workers) as index:
        index.add_many(corpus.mentions, batch_size=100, workers=workers)
        took = time.perf_counter() - started
        return index.digest(), took
