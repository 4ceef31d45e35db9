"""A large table through ``varsyn dedup``: time, memory, and the same sets from shuffled rows.

``python benchmarks/dedup_million.py [--rows N ...] [--variants N ...] [--workers N] [--shuffles N]``

The table is made up (seeded): variants on genes of the embedded reference, each under the names that papers
use (c., p. in three and one letters, predicted, mature numbering, with both halves), common ones much more
often than rare ones, with papers, probands, families and two columns of other text. The number of variants
sets the number of different names (up to seven each). With ``--shuffles`` the last table goes through again
in other orders; what comes out is compared by content: which rows share a set, and each set's names, papers
and people.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from varsyn.reference import Transcript, open_reference
from varsyn.sequence import translate

_NAMES = "AlaCysAspGluPheGlyHisIleLysLeuMetAsnProGlnArgSerThrValTrpTyr"
THREE = dict(zip("ACDEFGHIKLMNPQRSTVWY", re.findall("[A-Z][a-z]{2}", _NAMES), strict=True))


def names_of(transcript: Transcript, offset: int, dice: random.Random) -> list[str]:
    """The names of one random missense variant of a transcript; empty where the base change is silent."""
    start = transcript.cds_start or 0
    residue = dice.randrange(offset + 2, len(transcript.protein))
    at = start + 3 * (residue - 1) + dice.randrange(3)
    old = transcript.sequence[at]
    new = dice.choice([base for base in "ACGT" if base != old])
    codon_at = start + 3 * (residue - 1)
    codon = transcript.sequence[codon_at : codon_at + 3]
    mutated = codon[: at - codon_at] + new + codon[at - codon_at + 1 :]
    before, after = transcript.protein[residue - 1], translate(mutated)
    if after == before or after not in THREE or before not in THREE:
        return []
    dna = f"c.{at - start + 1}{old}>{new}"
    full = f"p.{THREE[before]}{residue}{THREE[after]}"
    names = [dna, f"{transcript.accession}:{dna}", f"{dna} ({full})", full, f"{before}{residue}{after}"]
    names.append(f"p.({full[2:]})")
    if offset:
        names.append(f"{before}{residue - offset}{after}")
    return names


def write_table(target: Path, rows: int, variants: int, seed: int = 1) -> None:
    dice = random.Random(seed)
    reference = open_reference()
    genes = [
        (anchor, (features.mature_start or 1) - 1 if (features := reference.features(symbol)) else 0)
        for symbol in sorted(reference.symbols())
        if (anchor := reference.anchor(symbol)) and anchor.protein and len(anchor.protein) > 120
    ]
    made: list[tuple[str, list[str]]] = []
    while len(made) < variants:
        transcript, offset = dice.choice(genes)
        if names := names_of(transcript, offset, dice):
            made.append((transcript.gene, names))
    weights = [1 / (rank + 10) for rank in range(len(made))]
    chosen = dice.choices(range(len(made)), weights, k=rows)
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "gene", "variant", "PMID", "proband", "family", "phenotype", "remark"])
        for number, variant in enumerate(chosen):
            gene, names = made[variant]
            family = number // 3
            writer.writerow(
                [number, gene, names[int(dice.random() ** 2 * len(names))], 10_000_000 + number // 40,
                 f"P{number}", f"F{family}", "short stature; microcephaly", 'seen in clinic, "index case"']
            )  # fmt: skip


def run(table: Path, out: Path, workers: int) -> tuple[float, float, int]:
    """Seconds on the clock, seconds of processor time, peak memory (kB, largest process) of one run."""
    command = [sys.executable, "-m", "varsyn", "dedup", str(table), "-o", str(out), "--workers", str(workers)]
    started = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, used, after.ru_maxrss


def content_of(placed: Path, sets: Path) -> tuple[dict[str, int], set[str]]:
    """Row id to the smallest row id of its set (names of sets left aside); the lines of the sets table."""
    members: dict[str, int] = {}
    homes: dict[str, str] = {}
    with placed.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            home = row["varsyn_set"] or f"none {row['id']}"
            homes[row["id"]] = home
            members[home] = min(members.get(home, 1 << 60), int(row["id"]))
    return {row: members[home] for row, home in homes.items()}, set(sets.read_text("utf-8").splitlines())


def shuffle(table: Path, target: Path, seed: int) -> None:
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    body = lines[1:]
    random.Random(seed).shuffle(body)
    target.write_text(lines[0] + "".join(body), encoding="utf-8")


def compare(table: Path, out: Path, shuffles: int, workers: int) -> None:
    """Put the same rows through in other orders and print how many rows and sets differ."""
    sets = out.with_name(f"{table.stem}.sets.csv")
    rows_before, sets_before = content_of(out, sets)
    moved = changed = 0
    for seed in range(shuffles):
        shuffled = table.with_name("shuffled.csv")
        shuffle(table, shuffled, seed)
        run(shuffled, out, workers)
        rows, lines = content_of(out, out.with_name("shuffled.sets.csv"))
        moved += sum(rows[row] != home for row, home in rows_before.items())
        changed += len(lines ^ sets_before)
        print(f"shuffle {seed + 1}: rows in another set {moved}, differing sets {changed}", flush=True)
    print(f"{shuffles} shuffles of {len(rows_before):,} rows: rows in another set {moved}, sets {changed}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[250_000, 1_000_000])
    parser.add_argument("--variants", type=int, nargs="+", default=[8_000])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--shuffles", type=int, default=0)
    options = parser.parse_args()
    print("| rows | variants | file | time | processor time | rows/s | largest process |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for rows, variants in product(options.rows, options.variants):
            table, out = Path(folder, f"{rows}.csv"), Path(folder, "out", "placed.csv")
            out.parent.mkdir(exist_ok=True)
            write_table(table, rows, variants)
            taken, used, peak = run(table, out, options.workers)
            size = table.stat().st_size / 1e6
            speed, memory = f"{rows / taken:,.0f}", f"{peak / 1e3:.0f} MB"
            cells = (f"{rows:,}", f"{variants:,}", f"{size:.0f} MB", f"{taken:.1f} s", f"{used:.1f} s")
            print("|", " | ".join([*cells, speed, memory]), "|", flush=True)
        if options.shuffles:
            compare(table, out, options.shuffles, options.workers)


if __name__ == "__main__":
    main()
