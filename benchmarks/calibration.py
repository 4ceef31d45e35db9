"""Calibration: are answers given probability p right p of the time, and are decoys refused?

    python benchmarks/calibration.py [--svg docs/reliability.svg] [--json FILE]

Mentions with a known answer: the legacy names of the embedded table whose gene has a sequence; and, where
they are present, the names of BIC and CFTR2 and the labels of CIViC (VARSYN_SHARED or ../shared). For each
substitution among them one decoy, in turn of two kinds: the same letters at a random other position, and
random letters at a random position; neither fits as printed.

They are asked three times: one by one; one by one without the name list (inference alone); and in made-up
documents of one gene, eight names and up to three decoys each, beside documents of decoys only. Every
candidate counts with its probability, not only the best. Seeded, so that two runs agree.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from varsyn.allele import (
    allele_from_reading,
    allele_key,
    predict,
    project,
    protein_from_reading,
    protein_key,
)
from varsyn.allele.compare import covers
from varsyn.model import Candidate, Mention, Resolution, VarsynError
from varsyn.model.residues import ONE_TO_THREE
from varsyn.notation import read
from varsyn.reference import Reference, open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.gene_context import GeneContext
from varsyn.resolution.names import ListedNames

BINS = 10
SEED = 20240925


class Case(msgspec.Struct, frozen=True):
    """A mention with the keys of its true variant: of the allele, empty where only the protein is known, and
    of its protein change. ``source`` is the list it is from, ``decoy`` the kind of decoy, empty for none."""

    gene: str
    text: str
    key: str
    protein_key: str | None
    source: str
    decoy: str = ""

    @property
    def molecule(self) -> str:
        """What the name reads as first."""
        try:
            return "protein" if read(self.text)[0].coordinate == "p" else "DNA"
        except VarsynError:
            return "name"


class Point(msgspec.Struct, frozen=True):
    """One candidate: its probability, whether it is right, and the case that it is of."""

    probability: float
    right: bool
    case: Case


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
                yield Case(row.gene, row.legacy, *keys, "legacy")
    folder = shared()
    if folder is None:
        print("shared conformance data not found: legacy names only", file=sys.stderr)
        return
    for name in ("cftr2", "bic"):
        for row in _rows(folder, name):
            if "|" not in row["hgvs_c"]:
                keys = truth(row["gene"], row["hgvs_c"], row["transcript"], resolver)
                if keys is not None:
                    yield Case(row["gene"], row["name"], *keys, name)
    for row in _rows(folder, "civic"):
        key = _protein_truth(row["gene"], row["gold"], resolver)
        if key is not None:
            text = row["query"].removeprefix(row["gene"]).strip()
            yield Case(row["gene"], text, "", key, "civic")


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / "conformance" / name / "cases.tsv").open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream, delimiter="\t")


def _protein_truth(gene: str, gold: str, resolver: Resolver) -> str | None:
    """The key of a protein description on the gene's anchor; None where it is none, or does not fit."""
    anchor = resolver.context(gene).anchor if gene else None
    if anchor is None or not gold.startswith("p.") or " " in gold:
        return None
    try:
        change = protein_from_reading(read(gold)[0], anchor)
    except VarsynError:
        return None
    owner = anchor.protein_accession or anchor.accession
    return protein_key(change, resolver.context(gene).residues, owner)


_NUMBER = re.compile(r"\d+")
_RESIDUE = re.compile(r"([A-Z])(\d+)([A-Z*])\Z")
_BASE = re.compile(r"(\d+)([ACGT])>([ACGT])\Z|([ACGT])(\d+)([ACGT])\Z")


def decoys(real: Iterable[Case], resolver: Resolver, rng: random.Random) -> Iterator[Case]:
    """One decoy for each plain substitution, of both kinds in turn."""
    kinds = ("moved", "random")
    made = 0
    for case in real:
        context = resolver.context(case.gene)
        text = case.text.replace(" ", "").replace("->", ">")
        protein = _RESIDUE.match(text) is not None
        if not (protein or _BASE.match(text)) or not context.protein:
            continue
        kind = kinds[made % 2]
        size = len(context.protein) if protein else 3 * len(context.protein)
        for _ in range(50):
            if kind == "random":
                ref, alt = rng.sample(sorted(ONE_TO_THREE.keys() - set("*XU")) if protein else "ACGT", 2)
                text = f"{ref}1{alt}" if protein else f"1{ref}>{alt}"
            number = rng.randrange(1, size + 1)
            if _fits_as_printed(text, number, context, protein):
                continue
            yield Case(case.gene, _NUMBER.sub(str(number), text, count=1), "", None, case.source, kind)
            made += 1
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


DOCUMENT = 8
"""Names of one document."""


def documents(real: Iterable[Case], false: Iterable[Case], rng: random.Random) -> Iterator[list[Case]]:
    """Names of one gene with their share of decoys, shuffled; and as many decoys alone."""
    genes: dict[str, tuple[list[Case], list[Case]]] = {}
    for case in real:
        genes.setdefault(case.gene, ([], []))[0].append(case)
    for case in false:
        genes.setdefault(case.gene, ([], []))[1].append(case)
    for names, wrong in genes.values():
        rng.shuffle(names)
        rng.shuffle(wrong)
        share = len(wrong) / max(1, len(names))
        for start in range(0, len(names), DOCUMENT):
            part = names[start : start + DOCUMENT]
            low = round(start * share)
            mixed = part + wrong[low : round((start + len(part)) * share)]
            rng.shuffle(mixed)
            yield mixed
        if len(wrong) > 2:
            yield wrong[:DOCUMENT]


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
        elif variant.level == "protein" or not case.key:
            stated = variant.protein_key or ""
            right = stated == case.protein_key or covers(stated, case.protein_key or "")
        else:
            right = key == case.key
        yield Point(min(probability, 1.0), right, case)


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


Answered = tuple[Case, Resolution]


def one_by_one(resolver: Resolver, asked: Iterable[Case]) -> list[Answered]:
    """Each mention by itself."""
    return [(case, resolver.resolve(Mention(case.text, gene=case.gene))) for case in asked]


def in_documents(resolver: Resolver, asked: Iterable[list[Case]]) -> list[Answered]:
    """The mentions of each document together."""
    found: list[Answered] = []
    for cases_ in asked:
        mentions = [Mention(case.text, gene=case.gene) for case in cases_]
        found += zip(cases_, resolver.resolve_document(mentions), strict=True)
    return found


def measure(answered: list[Answered]) -> dict[str, object]:
    """The figures of one way to ask: all mentions, and each list and molecule with its decoys."""
    found = [point for case, answer in answered for point in points(case, answer)]
    classes: dict[str, list[Point]] = {}
    for point in found:
        classes.setdefault(f"{point.case.source} {point.case.molecule}", []).append(point)
    false = [(case, answer) for case, answer in answered if case.decoy]
    return {
        "mentions": len(answered) - len(false),
        "decoys": len(false),
        "candidates": len(found),
        "expected_calibration_error": round(error(found), 4),
        "decoys_accepted_at_0.95": round(accepted(false), 4),
        "by_decoy": {
            kind: round(accepted([one for one in false if one[0].decoy == kind]), 4)
            for kind in ("moved", "random")
        },
        "by_class": {name: (len(mine), round(error(mine), 3)) for name, mine in sorted(classes.items())},
        "bins": [(count, round(sure, 3), round(right, 3)) for _, count, sure, right in bins(found)],
        "points": found,
    }


def accepted(false: list[Answered]) -> float:
    """Share of decoys that are settled with a probability of 0.95 or more."""
    taken = [
        answer.variant is not None and (answer.probability or 0.0) >= 0.95 and answer.status != "mismatch"
        for _, answer in false
    ]
    return sum(taken) / max(1, len(taken))


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
    papers = list(documents(real, false, random.Random(SEED)))
    report = {}
    series = []
    for name, colour, answered in (
        ("one by one", "#1b4f8a", one_by_one(full, [*real, *false])),
        ("without the name list", "#a04c00", one_by_one(WithoutNames(reference), [*real, *false])),
        ("in documents", "#2e7d32", in_documents(full, papers)),
    ):
        figures = measure(answered)
        found = figures.pop("points")
        assert isinstance(found, list)
        series.append((name, colour, found))
        report[name] = figures
        print(f"{name}:")
        for key, value in figures.items():
            if key not in ("bins", "by_class"):
                print(f"  {key:<28} {value}")
        for kind, (count, wrong) in figures["by_class"].items():  # type: ignore[attr-defined]
            print(f"    {kind:<18} {count:>5} candidates, calibration error {wrong:.3f}")
        for count, sure, right in figures["bins"]:  # type: ignore[attr-defined]
            print(f"    {count:>5} candidates at {sure:.3f}: {right:.3f} right")
    if options.svg:
        options.svg.write_text(svg(series), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
