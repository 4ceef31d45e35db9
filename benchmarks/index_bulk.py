"""How fast mentions enter the index: ``python benchmarks/index_bulk.py [COUNT] [--postgres URL]``.

Prints mentions per second over the whole run (resolution, sets of rows, transactions, everything) and the
peak memory of the process, halfway and at the end. The index is checked afterwards.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from index_corpus import mentions

from varsyn.synonyms import SynonymIndex


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(target: str, count: int, distinct: int, workers: int | None) -> None:
    """Add ``count`` mentions and report."""
    marks: list[float] = []

    def told(done: int) -> None:
        if done >= count // 4 * (len(marks) + 1):
            marks.append(peak())

    with SynonymIndex.open(target) as index:
        started = time.perf_counter()
        report = index.add_many(mentions(count, distinct), progress=told, workers=workers)
        took = time.perf_counter() - started
        busy = time.process_time()
        stats = index.stats()
        print(f"{target.split(':')[0]}: {report.new:,} mentions in {took:.1f} s = {report.new / took:,.0f}/s")
        print(f"  processor time of the writing process {busy:.1f} s = {report.new / busy:,.0f}/s")
        print(
            f"  descriptions {stats['descriptions']:,}, variants {stats['variants']:,}, "
            f"documents {stats['documents']:,}"
        )
        print(f"  verdicts: {dict(sorted(report.statuses.items()))}")
        print(f"  peak memory at each quarter: {', '.join(f'{mark:.0f} MB' for mark in marks)}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--distinct", type=int, default=250_000)
    parser.add_argument(
        "--postgres", help="address of an empty database; SQLite in a temporary file without it"
    )
    parser.add_argument("--workers", type=int)
    arguments = parser.parse_args()
    if arguments.postgres:
        run(arguments.postgres, arguments.count, arguments.distinct, arguments.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(str(Path(folder) / "bulk.db"), arguments.count, arguments.distinct, arguments.workers)


if __name__ == "__main__":
    main()
