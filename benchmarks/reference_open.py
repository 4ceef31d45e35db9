"""How long a bundle takes to open and to answer; needs nothing but varsyn.

    python benchmarks/reference_open.py [BUNDLE]

Times are the median of many runs, in milliseconds or microseconds, in this process, files in the page cache.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from varsyn.reference import Bundle, open_reference


def median(action: Callable[[], object], runs: int) -> float:
    """Median duration of an action, in seconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def each(questions: Sequence[str], ask: Callable[[str], object]) -> float:
    """Mean duration of one question, in microseconds."""
    start = time.perf_counter()
    for question in questions:
        ask(question)
    return (time.perf_counter() - start) / max(1, len(questions)) * 1e6


def look_ups(path: Path) -> list[tuple[str, float, float]]:
    """(what, microseconds the first time, microseconds again) of each kind of look-up."""
    names = Bundle(path)
    symbols = list(names.symbols())[:4000]
    words = []
    for symbol in symbols:
        gene = names.gene(symbol)
        words += [symbol.lower(), *(gene.aliases if gene else ())]
    accessions = [record.accession for symbol in symbols for record in names.transcripts_of(symbol)]
    found = []
    fresh = Bundle(path)
    asked: list[tuple[str, Sequence[str], Callable[[str], object]]] = [
        ("transcript(accession)", accessions[:1000], fresh.transcript),
        ("anchor(symbol)", symbols, fresh.anchor),
        ("find_genes(words)", words[:8000], fresh.find_genes),
        ("suggest_genes(words)", [f"{symbol[:-1]}QQ" for symbol in symbols[:100]], fresh.suggest_genes),
        ("features(symbol)", symbols, fresh.features),
        ("find_legacy(name)", words[:4000], fresh.find_legacy),
    ]
    for what, questions, ask in asked:
        found.append((what, each(questions, ask), each(questions, ask)))
    return found


def main() -> None:
    """Print the figures of a bundle, the embedded one without an argument."""
    path = open_reference(sys.argv[1] if len(sys.argv) > 1 else None).path
    bundle = Bundle(path)
    print(f"{path.name}: {bundle.meta['transcript']} transcripts, {bundle.meta['gene']} genes, "
          f"{path.stat().st_size / 1e6:.1f} MB")  # fmt: skip
    print(f"  open                   {median(lambda: Bundle(path), 200) * 1e3:8.3f} ms")
    print(f"  open_reference()       {median(lambda: open_reference(path), 200) * 1e3:8.3f} ms")
    for what, first, again in look_ups(path):
        print(f"  {what:<22} {first:8.1f} µs first, {again:6.2f} µs again")
    for symbol in bundle.symbols():
        bundle.transcripts_of(symbol)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"  resident memory, every transcript read: {peak:.0f} MB")


if __name__ == "__main__":
    main()
