"""Start-up, batch speed and memory: ``python benchmarks/startup.py [--runs N] [--mentions N]``.

Prints a Markdown table: the median of the runs, wall clock and processor time, the least and the most wall
clock. All is one thread. "Cold" is a new process each time (files are in the system's cache after the first).
On a machine that does other things the processor time is the better figure.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

RESIDUES = "ARNDCQEGHILKMFPSTWYV"


class Taken(NamedTuple):
    """Seconds of one run: on the clock, and of the processor."""

    wall: float
    processor: float


def seconds(command: list[str], runs: int) -> list[Taken]:
    """The time of each run of a command in a new process, after one that is not counted."""
    taken = []
    for _ in range(runs + 1):
        before = os.times()
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall, after = time.perf_counter() - started, os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        taken.append(Taken(wall, used))
    return taken[1:]


def row(name: str, goal: str, taken: list[Taken], less: Taken | None = None) -> str:
    """A line of the table; ``less`` is taken off every run."""
    less = less or Taken(0.0, 0.0)
    wall = sorted(max(0.0, 1000 * (one.wall - less.wall)) for one in taken)
    used = max(0.0, 1000 * (statistics.median(one.processor for one in taken) - less.processor))
    clock = f"{statistics.median(wall):.0f} ms ({wall[0]:.0f} to {wall[-1]:.0f})"
    return f"| {name} | {goal} | {clock} | {used:.0f} ms |"


def mentions(count: int) -> list[str]:
    """Distinct mentions of the kinds that lists of variants hold, on genes with a sequence; seeded."""
    from varsyn.reference import open_reference

    reference, dice = open_reference(), random.Random(1)
    genes = [
        anchor for symbol in reference.symbols() if (anchor := reference.anchor(symbol)) and anchor.protein
    ]
    made: dict[str, None] = {}
    while len(made) < count:
        transcript = dice.choice(genes)
        number = dice.randrange(2, len(transcript.protein))
        residue, other = transcript.protein[number - 1], dice.choice(RESIDUES)
        base = (transcript.cds_start or 0) + 3 * number
        kind = dice.randrange(6)
        if kind == 0:
            text = f"{transcript.gene} {residue}{number}{other}"
        elif kind == 1:
            text = f"{transcript.gene} {residue}{max(1, number - 24)}{other}"
        elif kind == 2:
            text = f"{transcript.gene} p.{residue}{number}*"
        elif kind == 3:
            there = transcript.sequence[base]
            text = f"{transcript.gene} c.{3 * number + 1}{there}>{'A' if there != 'A' else 'G'}"
        elif kind == 4:
            text = f"{transcript.accession}:c.{3 * number + 1}del"
        else:
            text = f"{transcript.gene} c.{3 * number + 1}_{3 * number + 2}ins{dice.choice('ACGT')}"
        made[text] = None
    return list(made)


def batch(texts: list[str]) -> tuple[Taken, float, dict[str, int]]:
    """Time and peak memory (MB) of resolving all texts as a batch on one thread, and how many got what."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "mentions.txt"
        table.write_text("\n".join(texts), "utf-8")
        program = (
            "import resource, sys, time\n"
            "from varsyn.cli import group\n"
            "started, used = time.perf_counter(), time.process_time()\n"
            f"group(['resolve', '--input', {str(table)!r}, '--format', 'jsonl'], standalone_mode=False)\n"
            "print(time.perf_counter() - started, time.process_time() - used,"
            " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    wall, used, peak = map(float, done.stderr.split())
    statuses = Counter(json.loads(line)["status"] for line in done.stdout.splitlines())
    return Taken(wall, used), peak, statuses


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--mentions", type=int, default=20_000)
    options = parser.parse_args()
    runs, program = options.runs, [sys.executable, "-m", "varsyn"]
    bare = seconds([sys.executable, "-c", "pass"], runs)
    empty = Taken(*(statistics.median(column) for column in zip(*bare, strict=True)))
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | goal | wall clock | processor |\n|---|---|---|---|")
    print(row("an empty Python program", "", bare))
    imported = seconds([sys.executable, "-c", "import varsyn"], runs)
    print(row("`import varsyn`, without Python itself", "under 100 ms", imported, empty))
    resolved = seconds([*program, "resolve", "IGF1R R481Q"], runs)
    print(row("`varsyn resolve` of one mention, cold", "under 400 ms", resolved))
    print(row("`varsyn read` of one mention, cold", "", seconds([*program, "read", "c.420delC"], runs)))
    texts = mentions(options.mentions)
    taken, peak, statuses = batch(texts)
    what = f"`varsyn resolve --input`, {len(texts):,} distinct mentions"
    rate = f"{len(texts) / taken.wall:,.0f}/s | {len(texts) / taken.processor:,.0f}/s"
    print(f"| {what} | 10,000/s | {rate} |")
    print(f"| peak memory of that | under 150 MB | {peak:.0f} MB | |")
    print("\nVerdicts: " + ", ".join(f"{count:,} {status}" for status, count in sorted(statuses.items())))


if __name__ == "__main__":
    main()
