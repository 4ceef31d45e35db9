"""``varsyn read`` of many lines: rate and peak memory: ``python benchmarks/notation_stream.py``.

Files of 100,000 and of 1,000,000 lines are read by the command in a process of its own, from the file and
through a pipe. Time is the processor time of that process; memory its peak (``ru_maxrss``).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from notation_speed import descriptions, informal

LINES = (100_000, 1_000_000)
PART = 10_000


class Cost(NamedTuple):
    """Processor seconds and peak memory (MB) of one run, and how many lines came out."""

    seconds: float
    peak: float
    lines: int


def mixed(count: int, seed: int) -> list[str]:
    """Descriptions and informal forms in equal parts."""
    pairs = zip(descriptions(count // 2, seed), informal(count // 2, seed), strict=True)
    return [text for pair in pairs for text in pair]


def write(path: Path, made: Callable[[int, int], list[str]], count: int) -> None:
    """A file of distinct lines, made little by little: a program's peak counts that of its maker."""
    with path.open("w", encoding="utf-8") as lines:
        for seed in range(count // PART):
            lines.writelines(f"{text}\n" for text in made(PART, seed))


def run(path: Path, piped: bool) -> Cost:
    """One run of the command over the file, from its name or through a pipe."""
    command = [sys.executable, "-m", "varsyn", "read", "--format", "jsonl", "--input"]
    out = path.with_suffix(".out")
    with out.open("wb") as answers, path.open("rb") as lines:
        if piped:
            feeder = subprocess.Popen(["cat"], stdin=lines, stdout=subprocess.PIPE)
            program = subprocess.Popen([*command, "-"], stdin=feeder.stdout, stdout=answers)
        else:
            program = subprocess.Popen([*command, str(path)], stdout=answers)
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        if piped:
            feeder.wait()
    if program.returncode:
        raise SystemExit(f"varsyn read ended with {program.returncode}")
    with out.open("rb") as answers:
        count = sum(1 for _ in answers)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, count)


def main() -> None:
    """Print one line a file."""
    print(f"{'lines':46}{'seconds':>9}{'a second':>12}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, made in (("descriptions", descriptions), ("descriptions and informal forms", mixed)):
            for count in LINES:
                path = Path(folder) / "lines.txt"
                write(path, made, count)
                for piped in (False, True):
                    cost = run(path, piped)
                    if cost.lines != count:
                        raise SystemExit(f"{cost.lines} answers to {count} lines")
                    label = f"{count:>9,} {name}{', piped' if piped else ''}"
                    print(f"{label:46}{cost.seconds:9.1f}{count / cost.seconds:12,.0f}{cost.peak:9.1f}")


if __name__ == "__main__":
    main()
