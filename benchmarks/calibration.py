"""Calibration: are answers given probability p right p of the time, and are decoys refused?

    python benchmarks/calibration.py [--svg docs/reliability.svg] [--json FILE]

Mentions with a known answer: the legacy names of the embedded table whose gene has a sequence, resolved
once with and once without the name list (the second measures inference alone); and, where they are present,
the CFTR2 and BIC names of the shared conformance data (VARSYN_SHARED or ../shared). For each substitution
among them one decoy: the same gene and letters at a random other position that does not fit as printed.
Seeded, so that two runs agree.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from varsyn.allele import allele_from_reading, allele_key, predict, project, protein_key
from varsyn.model import Candidate, Mention, Resolution, VarsynError
from varsyn.notation import read
from varsyn.reference import Reference, open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.gene_context import GeneContext
from varsyn.resolution.names import ListedNames

BINS = 10
SEED = 20240925


class Case(msgspec.Struct, frozen=True):
    """A mention and the keys of its true variant: of the allele and of its protein change."""

    gene: str
    text: str
    key: str
    protein_key: str | None
    decoy: bool = False


class Point(msgspec.Struct, frozen=True):
    """One candidate: its probability, and whether it is right."""

    probability: float
    right: bool
    decoy: bool = False


def shared() -> Path | None:
    """The folder of shared conformance data, where there is one."""
    given = os.environ.get("VARSYN_SHARED")
    found = Path(given) if given else Path(__file__).resolve().parents[2] / "shared"
    return found if (found / "conformance").is_dir() else None


def truth(gene: str, hgvs_c: str, refseq: str, resolver: Resolver) -> tuple[str, str | None] | None:
    """Keys of a c. description on the gene's anchor; None where it cannot be placed."""
    context = resolver.context(gene)
    anchor = context.anchor
    if anchor is None:
        return None
    root = refseq.partition(".")[0]
    source = anchor if anchor.accession.partition(".")[0] == root else None
    for transcript in resolver.reference.transcripts_of(gene):
        if source is None and transcript.accession.partition(".")[0] == root:
            source = transcript
    if source is None:
        return None
    try:
        allele = allele_from_reading(read(hgvs_c)[0], source)
        allele = project(allele, source, anchor)
    except VarsynError:
        return None
    change = predict(allele, anchor)
    owner = anchor.protein_accession or anchor.accession
    return allele_key(allele, anchor), protein_key(change, context.residues, owner)


def cases(resolver: Resolver) -> Iterator[Case]:
    """Every mention with a known answer."""
    for symbol in sorted(resolver.reference.symbols()):
        for row in resolver.reference.legacy_names(symbol):
            keys = truth(row.gene, row.hgvs_c, row.refseq, resolver)
            if keys is not None:
                yield Case(row.gene, row.legacy, *keys)
    folder = shared()
    if folder is None:
        print("shared conformance data not found: legacy names only", file=sys.stderr)
        return
    for name in ("cftr2", "bic"):
        with (folder / "conformance" / name / "cases.tsv").open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                if "|" not in row["hgvs_c"]:
                    keys = truth(row["gene"], row["hgvs_c"], row["transcript"], resolver)
                    if keys is not None:
                        yield Case(row["gene"], row["name"], *keys)


_NUMBER = re.compile(r"\d+")
_RESIDUE = re.compile(r"([A-Z])(\d+)([A-Z*])\Z")
_BASE = re.compile(r"(\d+)([ACGT])>([ACGT])\Z|([ACGT])(\d+)([ACGT])\Z")


def decoys(real: list[Case], resolver: Resolver, rng: random.Random) -> Iterator[Case]:
    """One decoy for each plain substitution: the position shuffled to one that does not fit as printed."""
    for case in real:
        context = resolver.context(case.gene)
        text = case.text.replace(" ", "").replace("->", ">")
        if not (_RESIDUE.match(text) or _BASE.match(text)) or not context.protein:
            continue
        for _ in range(50):
            protein = _RESIDUE.match(text) is not None
            size = len(context.protein) if protein else 3 * len(context.protein)
            number = rng.randrange(1, size + 1)
            if _fits_as_printed(text, number, context, protein):
                continue
            yield Case(case.gene, _NUMBER.sub(str(number), text, count=1), "", None, decoy=True)
            break


def _fits_as_printed(text: str, number: int, context: GeneContext, protein: bool) -> bool:
    if protein:
        return context.protein[number - 1] == text[0]
    match = _BASE.match(text)
    anchor = context.anchor
    if match is None or anchor is None or anchor.cds_start is None:
        return True
    letter = match[2] or match[4]
    return anchor.sequence[anchor.cds_start + number - 1] == letter


def points(case: Case, answer: Resolution) -> Iterator[Point]:
    """Each candidate of an answer: the protein change counts as one candidate, its causes as its parts."""
    seen: dict[str, float] = {}
    best: dict[str, Candidate] = {}
    for candidate in answer.candidates:
        key = candidate.variant.key
        seen[key] = seen.get(key, 0.0) + candidate.probability
        best.setdefault(key, candidate)
    for key, probability in seen.items():
        variant = best[key].variant
        if case.decoy:
            right = False
        elif variant.level == "protein":
            right = variant.protein_key == case.protein_key
        else:
            right = key == case.key
        yield Point(min(probability, 1.0), right, case.decoy)


def error(found: list[Point]) -> float:
    """Expected calibration error over ten bins of equal width."""
    return sum(count * abs(sure - right) for _, count, sure, right in bins(found)) / max(1, len(found))


def bins(found: list[Point]) -> list[tuple[int, int, float, float]]:
    """(bin, candidates in it, their mean probability, share that is right) for every bin with any."""
    rows = []
    for number in range(BINS):
        mine = [one for one in found if min(BINS - 1, int(one.probability * BINS)) == number]
        if mine:
            sure = sum(one.probability for one in mine) / len(mine)
            rows.append((number, len(mine), sure, sum(one.right for one in mine) / len(mine)))
    return rows


def measure(resolver: Resolver, real: list[Case], false: list[Case]) -> dict[str, object]:
    """The figures of one resolver."""
    found = [
        point
        for case in (*real, *false)
        for point in points(case, resolver.resolve(Mention(case.text, gene=case.gene)))
    ]
    accepted = sum(
        1
        for case in false
        if (answer := resolver.resolve(Mention(case.text, gene=case.gene))).status == "resolved"
        and (answer.probability or 0.0) >= 0.95
    )
    return {
        "mentions": len(real),
        "decoys": len(false),
        "candidates": len(found),
        "expected_calibration_error": round(error(found), 4),
        "decoys_accepted_at_0.95": round(accepted / max(1, len(false)), 4),
        "bins": [(count, round(sure, 3), round(right, 3)) for _, count, sure, right in bins(found)],
        "points": found,
    }


class WithoutNames(Resolver):
    """A resolver that knows the rulers but not the listed names."""

    def context(self, symbol: str) -> GeneContext:
        """The gene's context with an empty name list."""
        known = super().context(symbol)
        known.__dict__["names"] = ListedNames(())
        return known


def svg(series: list[tuple[str, str, list[Point]]]) -> str:
    """The reliability plot: mean probability against share right, a dot a bin, its area the candidates."""
    size, left, low = 320, 60, 340
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="400" viewBox="0 0 560 400" '
        'font-family="sans-serif" font-size="12">',
        "<title>Reliability of varsyn's probabilities</title>",
        '<rect width="560" height="400" fill="#ffffff"/>',
        f'<rect x="{left}" y="{low - size}" width="{size}" height="{size}" fill="none" stroke="#888888"/>',
        f'<line x1="{left}" y1="{low}" x2="{left + size}" y2="{low - size}" stroke="#bbbbbb" '
        'stroke-dasharray="5 4"/>',
        f'<text x="{left + size / 2}" y="{low + 38}" text-anchor="middle">probability given</text>',
        f'<text x="18" y="{low - size / 2}" text-anchor="middle" '
        f'transform="rotate(-90 18 {low - size / 2})">share right</text>',
    ]
    for tick in (0.0, 0.5, 1.0):
        parts.append(f'<text x="{left + tick * size}" y="{low + 18}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{left - 8}" y="{low - tick * size + 4}" text-anchor="end">{tick:g}</text>')
    for place, (name, colour, found) in enumerate(series):
        rows = bins(found)
        for _, count, sure, right in rows:
            radius = 3 + 9 * (count / max(1, len(found))) ** 0.5
            parts.append(
                f'<circle cx="{left + sure * size:.1f}" cy="{low - right * size:.1f}" r="{radius:.1f}" '
                f'fill="{colour}" fill-opacity="0.55" stroke="{colour}"/>'
            )
        y = 60 + 22 * place
        parts.append(
            f'<circle cx="400" cy="{y}" r="6" fill="{colour}" fill-opacity="0.55" stroke="{colour}"/>'
        )
        parts.append(f'<text x="412" y="{y + 4}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    reference: Reference = open_reference()
    full = Resolver(reference)
    real = list(cases(full))
    false = list(decoys(real, full, random.Random(SEED)))
    report = {}
    series = []
    for name, colour, resolver in (
        ("with the name list", "#1b4f8a", full),
        ("inference alone", "#a04c00", WithoutNames(reference)),
    ):
        figures = measure(resolver, real, false)
        found = figures.pop("points")
        assert isinstance(found, list)
        series.append((name, colour, found))
        report[name] = figures
        print(f"{name}:")
        for key, value in figures.items():
            if key != "bins":
                print(f"  {key:<28} {value}")
        for count, sure, right in figures["bins"]:  # type: ignore[attr-defined]
            print(f"    {count:>5} candidates at {sure:.3f}: {right:.3f} right")
    if options.svg:
        options.svg.write_text(svg(series), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
