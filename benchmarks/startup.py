"""Start-up, batch speed and memory: ``python benchmarks/startup.py [--runs N] [--mentions N]``.

Prints a Markdown table. Times are wall clock on one thread; the median of the runs is shown with the least
and the most. "Cold" is a new process each time (files are in the system's cache after the first).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RESIDUES = "ARNDCQEGHILKMFPSTWYV"


def seconds(command: list[str], runs: int) -> list[float]:
    """Wall clock of each run of a command in a new process."""
    taken = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
    return taken[1:]


def row(name: str, goal: str, taken: list[float]) -> str:
    middle, least, most = statistics.median(taken), min(taken), max(taken)
    return f"| {name} | {goal} | {middle * 1000:.0f} ms ({least * 1000:.0f} to {most * 1000:.0f}) |"


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


def batch(texts: list[str]) -> tuple[float, float, dict[str, int]]:
    """Seconds and peak memory (MB) of resolving all texts as a batch on one thread, and how many got what."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "mentions.txt"
        table.write_text("\n".join(texts), "utf-8")
        program = (
            "import resource, sys, time\n"
            "from varsyn.cli import group\n"
            "started = time.perf_counter()\n"
            f"group(['resolve', '--input', {str(table)!r}, '--format', 'jsonl'], standalone_mode=False)\n"
            "print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,"
            " file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    taken, peak = map(float, done.stderr.split())
    statuses: dict[str, int] = {}
    for line in done.stdout.splitlines():
        status = json.loads(line)["status"]
        statuses[status] = statuses.get(status, 0) + 1
    return taken, peak, statuses


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--mentions", type=int, default=20_000)
    options = parser.parse_args()
    python, runs = sys.executable, options.runs
    bare = seconds([python, "-c", "pass"], runs)
    imported = seconds([python, "-c", "import varsyn"], runs)
    net = [max(0.0, taken - statistics.median(bare)) for taken in imported]
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | goal | measured |\n|---|---|---|")
    print(row("an empty Python program", "", bare))
    print(row("`import varsyn`, without Python itself", "under 100 ms", net))
    resolve = [python, "-m", "varsyn", "resolve"]
    print(
        row("`varsyn resolve` of one mention, cold", "under 400 ms", seconds([*resolve, "IGF1R R481Q"], runs))
    )
    print(
        row(
            "`varsyn read` of one mention, cold",
            "",
            seconds([python, "-m", "varsyn", "read", "c.420delC"], runs),
        )
    )
    texts = mentions(options.mentions)
    taken, peak, statuses = batch(texts)
    what = f"`varsyn resolve --input`, {len(texts):,} distinct mentions, one thread"
    print(f"| {what} | 10,000/s, under 150 MB | {len(texts) / taken:,.0f}/s, {peak:.0f} MB |")
    print("\nVerdicts: " + ", ".join(f"{count:,} {status}" for status, count in sorted(statuses.items())))
    own = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nMost memory that any of these processes held: {own:.0f} MB")


if __name__ == "__main__":
    main()
