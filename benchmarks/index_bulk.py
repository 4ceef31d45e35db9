"""How fast mentions enter the index: ``python benchmarks/index_bulk.py [COUNT] [--postgres URL | --more]``.

Prints mentions per second over the whole run (resolution, sets of rows, transactions, everything), the
processor time of each process, and the memory that they hold at each eighth of the way. On a machine that
others use too, the clock says little: processor time says what two free cores would do.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from index_corpus import mentions, names

from varsyn.synonyms import SynonymIndex

TICK = os.sysconf("SC_CLK_TCK")


def held(process: int) -> float:
    """Memory that a process holds now, in MB (Linux)."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def workers_of(process: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += [int(number) for number in (task / "children").read_text().split()]
    return found


def busy(process: int) -> float:
    """Processor time of a process, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def run(target: str, count: int, distinct: int, workers: int | None, first: bool) -> None:
    """Add ``count`` mentions and report; ``first``: to an index that holds none."""
    here = os.getpid()
    memory: list[tuple[float, float]] = []
    others: dict[int, float] = {}

    def told(done: int) -> None:
        if done >= count // 8 * (len(memory) + 1):
            children = workers_of(here)
            memory.append((held(here), sum(map(held, children))))
            others.update((child, busy(child)) for child in children)

    printed = names(distinct)
    with SynonymIndex.open(target) as index:
        if not first:
            index.add("R481Q", gene="IGF1R", document="PMID:17264177")
        started, before = time.perf_counter(), time.process_time()
        report = index.add_many(mentions(count, printed), progress=told, workers=workers)
        took, writing = time.perf_counter() - started, time.process_time() - before
        stats = index.stats()
    resolving = sum(others.values())
    aside = "" if target.endswith(".db") else ", less what the server needs"
    print(f"{target.split(':')[0]}: {report.new:,} mentions in {took:.1f} s = {report.new / took:,.0f}/s")
    each, new = writing / count * 1e6, resolving / stats["descriptions"] * 1e6
    rate = count / max(writing, (writing + resolving) / 2)
    print(f"  writing process {writing:.1f} s of processor time = {each:.1f} us a mention")
    print(f"  resolving processes, their start included, {resolving:.1f} s = {new:.0f} us a description")
    print(f"  two cores that nobody else uses would let through at most {rate:,.0f}/s{aside}")
    print(
        f"  descriptions {stats['descriptions']:,}, variants {stats['variants']:,}, "
        f"documents {stats['documents']:,}"
    )
    print(f"  verdicts: {dict(sorted(report.statuses.items()))}")
    print(
        f"  memory of the writing process at each eighth: {', '.join(f'{one:.0f}' for one, _ in memory)} MB"
    )
    print(f"  memory of the resolving processes: {', '.join(f'{one:.0f}' for _, one in memory)} MB")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    parser.add_argument(
        "--distinct", type=int, help="descriptions to draw from (default: a quarter of COUNT)"
    )
    parser.add_argument(
        "--postgres", help="address of an empty database; SQLite in a temporary file without it"
    )
    parser.add_argument("--workers", type=int)
    parser.add_argument(
        "--more", action="store_true",
        help="add to an index that holds a mention already, and so keeps its look-up indexes meanwhile",
    )  # fmt: skip
    arguments = parser.parse_args()
    distinct = arguments.distinct or max(1, arguments.count // 4)
    if arguments.postgres:
        run(arguments.postgres, arguments.count, distinct, arguments.workers, not arguments.more)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(str(Path(folder) / "bulk.db"), arguments.count, distinct, arguments.workers, not arguments.more)


if __name__ == "__main__":
    main()
