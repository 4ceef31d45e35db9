"""How fast and in how much memory mentions are found, on made-up abstracts.

    python benchmarks/extract_speed.py [--abstracts 10000]

Prints, each measured in a fresh process on one core: the rate of finding with every mention confirmed by the
grammars; the rate of ``varsyn extract`` over a folder, gene linking and output included; the peak memory of
that for 1,000 and for all abstracts (flat: the two are alike); and for one text file of 200 MB.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from synthetic_abstracts import abstracts

MEGABYTE = 1_000_000
LARGE = 200 * MEGABYTE


def apart(function: Callable[..., float], *arguments: object) -> tuple[float, float]:
    """(what the function returns, peak memory in MB) of a call in a fresh process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_report, args=(theirs, function, arguments))
    process.start()
    value, peak = ours.recv()
    process.join()
    return float(value), float(peak)


def _report(pipe: object, function: Callable[..., float], arguments: tuple[object, ...]) -> None:
    value = function(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pipe.send((value, peak))  # type: ignore[attr-defined]


def finding(folder: str) -> float:
    """Megabytes a second of CPU time: scan, shapes, grammars, judgement. Every abstract is new to it."""
    from varsyn.literature.finder import Finder

    texts = [path.read_text() for path in sorted(Path(folder).iterdir())]
    finder = Finder()
    finder.find("c.1G>A, delta F508 and a C-to-T transition at nucleotide 7")
    started = time.process_time()
    for text in texts:
        finder.find(text)
    return sum(map(len, texts)) / MEGABYTE / (time.process_time() - started)


def extracting(paths: list[str]) -> float:
    """Megabytes a second of CPU time: reading the files, finding, linking to genes, JSON."""
    from varsyn.literature.batch import Settings, files_in, run

    files = files_in(paths)
    started = time.process_time()
    with Path(os.devnull).open("w") as sink:
        for output in run(files, Settings(), 1):
            sink.write(output.text)
    return sum(map(os.path.getsize, files)) / MEGABYTE / (time.process_time() - started)


def _write(folder: Path, texts: Iterable[str]) -> None:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--abstracts", type=int, default=10_000)
    count = parser.parse_args().abstracts
    with tempfile.TemporaryDirectory() as folder:
        few, many, dense, large = (Path(folder, name) for name in ("few", "many", "dense", "large.txt"))
        _write(few, abstracts(1_000))
        _write(many, abstracts(count))
        _write(dense, abstracts(count, dense=True))
        block = "\n".join(abstracts(1_000))
        with large.open("w") as stream:
            for _ in range(LARGE // len(block)):
                stream.write(block)
        rate, _ = apart(finding, str(many))
        print(f"finding, confirmed        {rate:6.1f} MB/s  ({count:,} abstracts, one core)")
        rate, _ = apart(finding, str(dense))
        print(f"finding, dense variant    {rate:6.1f} MB/s")
        rate, peak = apart(extracting, [str(few)])
        print(f"extract 1,000 abstracts   {rate:6.1f} MB/s  peak {peak:.0f} MB")
        rate, peak = apart(extracting, [str(many)])
        print(f"extract {count:,} abstracts  {rate:6.1f} MB/s  peak {peak:.0f} MB")
        rate, peak = apart(extracting, [str(large)])
        print(f"extract one 200 MB file   {rate:6.1f} MB/s  peak {peak:.0f} MB")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
