"""Kill -9 at random points of a bulk add: ``python benchmarks/index_kills.py [TIMES]``.

After each kill the index must open, pass ``check``, hold every batch that was reported as committed, and a
second run must end with exactly the content of an undisturbed one. A private server
is started from the distribution's binaries.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from index_crash import Corpus, survive, undisturbed
from postgres import Server, running_server


def run(name: str, corpus: Corpus, times: int, new: object) -> None:
    """Kill ``times`` times; ``new()`` gives the place of a fresh index."""
    assert callable(new)
    expected, took = undisturbed(corpus, new())
    chance = random.Random(0)
    total = len(corpus.mentions)
    reported = [survive(corpus, new(), chance.uniform(0, took * 1.1), expected) for _ in range(times)]
    under_way = sum(0 < count < total for count in reported)
    print(f"{name}: {times} kills, {under_way} of them between two commits; nothing lost, the same content")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("times", type=int, nargs="?", default=200)
    arguments = parser.parse_args()
    corpus = Corpus(documents=300)
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(10**6))
        run("SQLite", corpus, arguments.times, lambda: str(Path(folder) / f"{next(numbers)}.db"))
    with running_server() as address:
        run("PostgreSQL", corpus, arguments.times, Server(address).new_database)


if __name__ == "__main__":
    main()
