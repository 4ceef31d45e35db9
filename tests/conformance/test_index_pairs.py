"""Two DNA changes with one protein change stay two variants, and the protein name leads to both.

The pairs are those names of a public list that several of its c. descriptions share; they lie outside the
repository (VARSYN_SHARED, or ``shared`` beside it), and without them these tests skip.
"""

from __future__ import annotations

import csv
from pathlib import Path

from index_kit import groups
from varsyn.model import Mention
from varsyn.synonyms import SynonymIndex


def pairs(folder: Path) -> dict[str, list[str]]:
    """Protein name to the single c. descriptions that share it."""
    with (folder / "conformance" / "cftr2" / "cases.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return {
        row["name"]: row["hgvs_c"].split("|")
        for row in rows
        if row["kind"] == "protein" and "|" in row["hgvs_c"] and "delins" not in row["hgvs_c"]
    }


def test_pairs_stay_apart_and_the_protein_name_leads_to_each(shared: Path, tmp_path: Path) -> None:
    found = pairs(shared)
    assert len(found) >= 10
    with SynonymIndex.open(tmp_path / "pairs.db") as index:
        index.add_many(
            Mention(text, gene="CFTR", document=f"{name}-{place}")
            for name, causes in found.items()
            for place, text in enumerate([*causes, name])
        )
        sets = groups(index)
        for name, causes in found.items():
            for text in (*causes, name):
                assert frozenset({text}) in sets, (name, text)
            matches = index.lookup(name, gene="CFTR")
            reached = {relative for match in matches if match.set for relative in match.set.relatives}
            assert {f"NM_000492.4:{cause}" for cause in causes} <= reached, name
