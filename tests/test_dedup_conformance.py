"""Real names of real variants: all names of a variant in one set, different variants apart."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from conftest import REPOSITORY, run_varsyn
from varsyn.curation.frames import dedup


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


@pytest.fixture(scope="module")
def bundle(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The larger reference, built from the public-format files."""
    target = tmp_path_factory.mktemp("bundle") / "scale.sqlite"
    scale = shared / "scale"
    built = run_varsyn(
        "data", "build", "--transcripts", str(scale / "transcripts.jsonl.gz"),
        "--genes", str(scale / "genes.jsonl.gz"), "--quiet", "--out", str(target),
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    return target


def test_descriptions_of_one_clinvar_variant_are_one_set(shared: Path, bundle: Path) -> None:
    """Source: ClinVar (public domain), by way of the conformance folder clinvar_groups."""
    rows = [
        {"gene": case["gene"], "variant": text, "truth": f"{case['gene']} {case['variation_id']}"}
        for case in rows_of(shared / "conformance" / "clinvar_groups" / "cases.tsv")
        for text in case["descriptions"].split(" ")
    ]
    placed = dedup(pl.DataFrame(rows), reference=str(bundle))
    sets_of: dict[str, set[str]] = defaultdict(set)
    truths_of: dict[str, set[str]] = defaultdict(set)
    for row in placed.filter(pl.col("varsyn_status") == "resolved").to_dicts():
        sets_of[row["truth"]].add(row["varsyn_set"])
        truths_of[row["varsyn_set"]].add(row["truth"])
    false = {name: sorted(truths) for name, truths in truths_of.items() if len(truths) > 1}
    split = {truth: sorted(found) for truth, found in sets_of.items() if len(found) > 1}
    assert not false
    assert len(sets_of) > 150
    assert len(split) <= 0.01 * len(sets_of), split


def test_names_of_curated_papers(shared: Path, bundle: Path) -> None:
    """Source: evidence tables of curated papers in the conformance folder evagg; the larger reference."""
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "benchmarks" / "dedup_papers.py"),
         str(shared / "conformance" / "evagg" / "cases.tsv"), "--reference", str(bundle), "--documents"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "(false merges): 0" in done.stdout, done.stdout


@pytest.mark.parametrize("table", ["bic", "cftr2"])
def test_historic_names_join_no_other_variant(shared: Path, table: str) -> None:
    """A historic name that is placed is never in the set of another listed variant."""
    rows = []
    for case in rows_of(shared / "conformance" / table / "cases.tsv"):
        if "|" in case["hgvs_c"] or not case["hgvs_c"].startswith("c."):
            continue
        transcript = case["transcript"]
        rows.append({"gene": case["gene"], "variant": case["name"], "truth": case["hgvs_c"]})
        rows.append(
            {"gene": case["gene"], "variant": f"{transcript}:{case['hgvs_c']}", "truth": case["hgvs_c"]}
        )
    placed = dedup(pl.DataFrame(rows)).filter(pl.col("varsyn_set").is_not_null())
    named: dict[str, set[str]] = defaultdict(set)
    for row in placed.to_dicts():
        if row["variant"].endswith(f":{row['truth']}"):
            named[row["varsyn_set"]].add(row["truth"])
    wrong = [
        (row["variant"], row["truth"], sorted(named[row["varsyn_set"]]))
        for row in placed.to_dicts()
        if row["varsyn_reason"] == "dna_description"
        and named[row["varsyn_set"]]
        and row["truth"] not in named[row["varsyn_set"]]
    ]
    assert len(wrong) <= 0.005 * len(rows), wrong
