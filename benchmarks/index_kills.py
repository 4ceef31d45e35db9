"""Kill -9 at random points of a bulk add: ``python benchmarks/index_kills.py [TIMES] [--workers 2]``.

After each kill the index must open, pass ``check``, hold every batch that was reported as committed, and a
second run must end with exactly the content of an undisturbed one. A private server is started from the
distribution's binaries. With ``--workers``, descriptions are resolved by other processes, and a batch is
written while the next one is resolved, as in any long bulk add; their start takes most of the time of a run.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from index_crash import Corpus, Kill, survive, undisturbed
from postgres import Server, running_server


def run(name: str, corpus: Corpus, times: int, workers: int, new: Callable[[], str]) -> None:
    """Kill ``times`` times; ``new()`` gives the place of a fresh index."""
    expected, took = undisturbed(corpus, new(), workers)
    chance = random.Random(0)
    total = len(corpus.mentions)
    kills = [
        # Workers take a second to start: the time is counted from a batch on.
        Kill(chance.uniform(0, 0.05), chance.randrange(1, total))
        if workers
        else Kill(chance.uniform(0, took * 1.1))
        for _ in range(times)
    ]
    reported = [survive(corpus, new(), kill, expected, workers) for kill in kills]
    under_way = sum(0 < count < total for count in reported)
    print(f"{name}: {times} kills, {under_way} of them between two commits; nothing lost, the same content")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("times", type=int, nargs="?", default=200)
    parser.add_argument("--workers", type=int, default=0)
    arguments = parser.parse_args()
    corpus = Corpus(documents=300)
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(10**6))
        run(
            "SQLite",
            corpus,
            arguments.times,
            arguments.workers,
            lambda: str(Path(folder) / f"{next(numbers)}.db"),
        )
    with running_server() as address:
        run("PostgreSQL", corpus, arguments.times, arguments.workers, Server(address).new_database)


if __name__ == "__main__":
    main()
