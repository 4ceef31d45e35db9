"""What the printed distance of a frameshift says: counts behind the likelihood ratios of docs/probability.md.

    python benchmarks/frame_stops.py

The c. descriptions of the shared conformance lists (VARSYN_SHARED or ../shared) that shift the frame are
predicted on their gene's anchor; each name is tried where it belongs, and at up to four other places of its
residue. Seeded.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from calibration import SEED, shared

from varsyn.allele import allele_from_reading, predict
from varsyn.allele.protein import ProteinChange
from varsyn.model import VarsynError
from varsyn.notation import read
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.frame_stops import frame_stop
from varsyn.resolution.gene_context import GeneContext

LISTS = ("bic", "cftr2", "c_to_p", "clinvar_groups", "evagg")
OTHER_PLACES = 4
_DESCRIPTION = re.compile(r"(?:(NM_\d+\.\d+):)?(c\.[\w*+\->]+)")


def frameshifts(folder: Path, resolver: Resolver) -> Iterator[tuple[ProteinChange, GeneContext]]:
    """Each different frameshift with a known stop of the lists, on the anchor of its gene."""
    seen: set[tuple[str, str, int, int, str]] = set()
    for name in LISTS:
        with (folder / "conformance" / name / "cases.tsv").open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t"))
        for row in rows:
            for accession, text in _DESCRIPTION.findall("\t".join(one or "" for one in row.values())):
                named = resolver.reference.transcript(accession) if accession else None
                gene = named.gene if named is not None else "" if accession else row.get("gene") or ""
                context = resolver.context(gene)
                anchor = context.anchor
                if anchor is None or (named is not None and named != anchor):
                    continue
                try:
                    allele = allele_from_reading(read(text)[0], anchor)
                    change = predict(allele, anchor)
                except VarsynError:
                    continue
                key = (anchor.accession, str(change), allele.start, allele.end, allele.inserted)
                if change.kind == "fs" and change.ter.isdigit() and key not in seen:
                    seen.add(key)
                    yield change, context


def main() -> None:
    """Count and print."""
    folder = shared()
    if folder is None:
        sys.exit("shared conformance data not found: set VARSYN_SHARED")
    rng = random.Random(SEED)
    counts: Counter[tuple[bool, bool, str]] = Counter()
    for change, context in frameshifts(folder, Resolver(open_reference())):
        distance = int(change.ter)
        same = [at for at, one in enumerate(context.protein, start=1) if one == change.ref]
        others = [at for at in same if at != change.start]
        for place in (change.start, *rng.sample(others, min(OTHER_PLACES, len(others)))):
            for alt in (change.alt, ""):
                found = frame_stop(place, alt, distance, context)
                if found is not None:
                    counts[bool(alt), place == change.start, found.agreement] += 1
    for printed in (True, False):
        print("with the new residue:" if printed else "without the new residue:")
        for agreement in ("few", "more", "none"):
            print(f"  {agreement:<5} right {counts[printed, True, agreement]:>4}"
                  f"  elsewhere {counts[printed, False, agreement]:>5}")  # fmt: skip


if __name__ == "__main__":
    main()
