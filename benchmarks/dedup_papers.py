"""Missed and false merges on curated evidence tables.

``python benchmarks/dedup_papers.py TABLE [--reference BUNDLE] [--documents] [--rows] [--show]``

TABLE is tab-separated with the columns ``gene``, ``paper_variant``, ``transcript``, ``hgvs_c``, ``hgvs_p``,
``pmid`` (papers' names and the descriptions that curators gave them). Each name and each description becomes
a row of its own, so that nothing says which of them belong together; with ``--rows`` the table is read as it
stands. Two names belong together where the curators gave them one description. Descriptions are compared as
text only, after spelling (one-letter residues, ``X``, ``delT``): nothing of varsyn decides what is right.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import polars as pl

from varsyn.curation.frames import examine

_NAMES = "AlaArgAsnAspCysGlnGluGlyHisIleLeuLysMetPheProSerThrTrpTyrVal"
THREE = dict(zip("ARNDCQEGHILKMFPSTWYV", re.findall("[A-Z][a-z]{2}", _NAMES), strict=True)) | {
    "X": "Ter", "*": "Ter",
}  # fmt: skip


def spelled_p(text: str) -> str:
    """A protein description in one spelling."""
    bare = re.sub(r"[()\s-]", "", text.strip())
    bare = bare[2:] if bare.lower().startswith("p.") else bare
    bare = bare.replace("fs*", "fsTer").replace("*", "Ter")
    bare = re.sub(r"(?<![a-zA-Z])([A-Z])(?=\d)", lambda m: THREE.get(m[1], m[1]), bare)
    bare = re.sub(r"(?<=\d)([A-Z])(?=fs|$)", lambda m: THREE.get(m[1], m[1]), bare)
    return bare[:1].upper() + bare[1:]


def spelled_c(text: str) -> str:
    """A DNA description in one spelling."""
    bare = "".join(text.split())
    return re.sub(r"(del|dup)[ACGT]+$", r"\1", bare)


class Truth:
    """Which rows the curators hold to be one variant (union-find)."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        self.parent.setdefault(name, name)
        while self.parent[name] != name:
            name = self.parent[name]
        return name

    def join(self, one: str, other: str) -> None:
        self.parent[self.find(one)] = self.find(other)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--reference")
    parser.add_argument("--documents", action="store_true", help="read each paper as a whole")
    parser.add_argument("--rows", action="store_true", help="read the table as it stands")
    parser.add_argument("--show", action="store_true", help="list the pairs")
    options = parser.parse_args()
    cases = list(csv.DictReader(options.table.open(encoding="utf-8"), delimiter="\t"))
    causes: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        if case["hgvs_c"] and case["hgvs_p"]:
            causes[f"{case['gene']} {spelled_p(case['hgvs_p'])}"].add(spelled_c(case["hgvs_c"]))
    truth, rows = Truth(), []
    for number, case in enumerate(cases):
        gene = case["gene"]
        dna = f"{gene} {spelled_c(case['hgvs_c'])}" if case["hgvs_c"] else ""
        protein = f"{gene} {spelled_p(case['hgvs_p'])}" if case["hgvs_p"] else ""
        name = dna or protein or f"row {number}"
        if protein and len(causes[protein]) <= 1:
            truth.join(name, protein)
        for column in ("paper_variant", "hgvs_c", "hgvs_p"):
            if not case[column]:
                continue
            # By itself, a protein description of which the curators know two DNA causes is neither.
            alone = column == "hgvs_p" and len(causes[protein]) > 1 and not options.rows
            own = protein if alone else name
            around = {name: case[name] for name in ("gene", "transcript", "pmid")}
            rows.append({**around, "variant": case[column], "truth": own, "row": number})
    if options.rows:
        columns = ("gene", "paper_variant", "transcript", "hgvs_c", "hgvs_p", "pmid")
        frame = pl.DataFrame([{name: case[name] for name in columns} for case in cases])
    else:
        frame = pl.DataFrame(
            [{name: row[name] for name in row if name not in ("truth", "row")} for row in rows]
        )
    with examine(frame, reference=options.reference, whole_documents=options.documents) as found:
        placed: list[tuple[str, str, str]] = []
        statuses: Counter[str] = Counter()
        added = list(found.added())
        for number, row in enumerate(rows):
            cells = added[row["row"] if options.rows else number]
            home = str(cells[2])
            statuses[str(cells[0])] += 1
            placed.append((truth.find(row["truth"]), home, f"{row['gene']} {row['variant']}"))
    names = sorted(set(placed))
    merged = missed = unplaced = false = 0
    for one, other in combinations(names, 2):
        if one[2] == other[2]:
            continue
        same_truth, same_set = one[0] == other[0], bool(one[1]) and one[1] == other[1]
        if same_truth and same_set:
            merged += 1
        elif same_truth and one[1] and other[1]:
            missed += 1
            if options.show:
                print(f"missed: {one[2]} / {other[2]}")
        elif same_truth:
            unplaced += 1
            if options.show:
                print(f"unplaced: {one[2]} / {other[2]}")
        elif same_set:
            false += 1
            print(f"false: {one[2]} ({one[0]}) / {other[2]} ({other[0]})")
    print(f"names {len(names)}, curated variants {len({one[0] for one in names})}")
    print(f"names by status {dict(statuses)}")
    print(f"pairs of names of one variant: together {merged}, apart {missed}, one not placed {unplaced}")
    print(f"pairs of names of different variants in one set (false merges): {false}")


if __name__ == "__main__":
    main()
