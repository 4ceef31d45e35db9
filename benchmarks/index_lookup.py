"""Look-up by spelling as the index grows: ``python benchmarks/index_lookup.py [--up-to 10000000]``.

Fills a SQLite index with real-looking descriptions up to 10 k, 100 k, … and measures, at each size, 2,000
look-ups of different random spellings on record: the whole set with its papers, evidence and authors; with
the file in memory, and fresh from the disk. Descriptions enter as ready resolutions, in sorted portions,
since what is measured here is the look-up. Ten million take a quarter of an hour of processor time and 10 GB;
``--keep FILE`` keeps the index, and a kept one is not filled again.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from varsyn.model import Candidate, Evidence, Mention, NumberingUse, Resolution, Variant
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.agents import machine
from varsyn.synonyms.facts import facts_of, mention_id
from varsyn.synonyms.identity import content_id

GENES = 20_000
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
COLD, WARM_UP, ROUNDS, TIMES = 300, 300, 3, 2_000
"""Look-ups from the disk, to warm up, and in each round from memory; and the rounds."""


def resolution(number: int) -> Resolution:
    """Description ``number``: of each four, two spell one DNA variant and two its protein change."""
    variant, style = divmod(number, 4)
    gene = f"GENE{variant % GENES}"
    position = 1 + variant // GENES
    c, p = f"NM_{variant % GENES:06d}.1:c.{position}G>A", f"NP_{variant % GENES:06d}.1:p.(Arg{position}Gln)"
    protein_key = f"{gene}:p:{position}"
    if style < 2:
        text = f"c.{position}G>A" if style == 0 else c
        found = Variant(
            "allele", f"{gene}:c:{position}", gene=gene, hgvs_c=c, hgvs_p=p, protein_key=protein_key
        )
    else:
        text = f"p.Arg{position}Gln" if style == 2 else f"R{position}Q"
        found = Variant("protein", protein_key, gene=gene, hgvs_c=c, hgvs_p=p, protein_key=protein_key)
    evidence = (Evidence("residue_match", f"codon {position} = Arg", 18.0),)
    candidate = Candidate(found, 0.99, NumberingUse("hgvs", 0, str(position), str(position)), evidence)
    mention = Mention(text, gene=gene, document=f"PMID:{number // 5}")
    return Resolution(mention, "resolved", found, 0.99, (candidate,), gene=gene)


def fill(path: Path, start: int, stop: int, portion: int = 500_000) -> None:
    """Write the rows that descriptions ``start`` to ``stop`` make, with the indexes made last.

    The rows are those of ``SynonymIndex.add_resolutions``, put into the file in large sorted portions.
    """
    # Millions of rows without a cycle among them: looking for cycles would take half of the time.
    gc.disable()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-2000000")
        made = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in made:
            connection.execute(f"DROP INDEX {name}")
        first = machine()
        connection.execute(
            "INSERT OR IGNORE INTO agents VALUES (?,?,?,?,?)",
            (first.row_id, first.kind, first.name, first.orcid, first.version),
        )
        connection.execute(
            "INSERT OR IGNORE INTO audit VALUES (1, '2026-01-01T00:00:00Z', ?, 'add', NULL, NULL, '{}')",
            (first.row_id,),
        )
        for at in range(start, stop, portion):
            tables: dict[str, list[tuple[object, ...]]] = {name: [] for name in ROWS}
            for number in range(at, min(stop, at + portion)):
                rows(number, first.row_id, tables)
            connection.execute("BEGIN")
            for name, columns in ROWS.items():
                marks = ",".join("?" * columns)
                some = sorted(tables[name], key=lambda row: row[0])
                connection.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", map(_bound, some))
            connection.execute("COMMIT")
        for _, sql in made:
            connection.execute(sql)
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode=WAL")
    gc.enable()


def _bound(row: tuple[object, ...]) -> list[object]:
    """The row as the driver takes it fastest: it looks for an adapter of each ``bytes``."""
    return [bytearray(value) if isinstance(value, bytes) else value for value in row]


ROWS = {"documents": 3, "descriptions": 7, "variants": 12, "links": 11, "verdicts": 11, "mentions": 9}
"""Tables to fill, with their number of columns."""


def rows(number: int, agent: bytes, tables: dict[str, list[tuple[object, ...]]]) -> None:
    """The rows of description ``number``."""
    answer = resolution(number)
    made, mention = facts_of(answer), answer.mention
    link = made.link
    assert link is not None
    document = content_id("document", mention.document)
    tables["documents"].append((document, mention.document, "paper"))
    tables["descriptions"].append(made.description_row)
    tables["variants"] += made.variants
    tables["links"].append(
        (link.id, link.type, made.description, link.variant, link.probability, link.evidence, link.numbering,
         agent, 1, "benchmark", None)
    )  # fmt: skip
    tables["verdicts"].append(
        (made.verdict, made.description, made.status, made.spelling, made.gene, made.term, link.id, 0,
         made.repairs, made.messages, 1)
    )  # fmt: skip
    tables["mentions"].append(
        (mention_id(mention, made.description), document, made.verdict, None, None, None, None, 1, 0)
    )


class Times(NamedTuple):
    """Median and 99th percentile of a look-up, and its processor time on average, in milliseconds."""

    median: float
    slow: float
    busy: float


def measure(index: SynonymIndex, numbers: Sequence[int]) -> Times:
    """Look up the spellings of these descriptions, each once."""
    took: list[float] = []
    busy = 0.0
    for number in numbers:
        mention = resolution(number).mention
        started, running = time.perf_counter(), time.process_time()
        matches = index.lookup(mention.text, gene=mention.gene, resolve=False)
        took.append((time.perf_counter() - started) * 1000)
        busy += time.process_time() - running
        assert matches
        assert matches[0].set is not None
        assert mention.text in matches[0].set.texts
    took.sort()
    return Times(statistics.median(took), took[len(took) * 99 // 100], busy / len(took) * 1000)


def forget(path: Path) -> None:
    """Let the system drop the file's pages from memory."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def fetch(path: Path) -> None:
    """Read the file once, so that its pages are in memory as far as they fit."""
    with path.open("rb") as stream:
        while stream.read(1 << 24):
            pass


def report(path: Path, size: int) -> None:
    """Measure and print: spellings drawn at random, none of them twice."""
    numbers = random.Random(size).sample(range(size), COLD + WARM_UP + ROUNDS * TIMES)
    forget(path)
    with SynonymIndex.open(path) as index:
        cold = measure(index, numbers[:COLD])
    fetch(path)
    with SynonymIndex.open(path) as index:
        measure(index, numbers[COLD : COLD + WARM_UP])
        # The quietest of the rounds: others may be using the machine.
        starts = range(COLD + WARM_UP, len(numbers), TIMES)
        warm = min(measure(index, numbers[at : at + TIMES]) for at in starts)
    print(
        f"{size:>12,} descriptions ({path.stat().st_size / 1e6:,.0f} MB): from memory median "
        f"{warm.median:.3f} ms, 99 % under {warm.slow:.3f} ms, processor {warm.busy:.3f} ms; "
        f"from the disk median {cold.median:.3f} ms, 99 % under {cold.slow:.3f} ms",
        flush=True,
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--up-to", type=int, default=SIZES[-1], metavar="N")
    parser.add_argument("--keep", metavar="FILE", help="keep the index in this file, or use the one there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(arguments.keep or Path(folder) / "lookup.db")
        sizes = [size for size in SIZES if size < arguments.up_to] + [arguments.up_to]
        with SynonymIndex.open(path) as index:
            filled = index.stats()["descriptions"]
        for size in sizes:
            if size < filled:
                continue
            if size > filled:
                fill(path, filled, size)
                filled = size
            report(path, size)


if __name__ == "__main__":
    main()
