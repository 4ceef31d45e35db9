"""Hypotheses for genomic readings: chromosome and build to a transcript's own coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from varsyn.allele import Allele, from_genome
from varsyn.model import Evidence, Message, NumberingUse, Reading, VarsynError
from varsyn.reference.assemblies import CHROMOSOME_VERSIONS, assembly_name
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.probability import bases_ratio

if TYPE_CHECKING:
    from varsyn.reference import Reference, Transcript

_NAMED = re.compile(r"(?:chr)?(\d{1,2}|[XYM]|MT)\Z", re.IGNORECASE)


@lru_cache(maxsize=256)
def chromosomes(name: str) -> tuple[tuple[str, str], ...]:
    """(assembly, accession) pairs that a chromosome name or accession may mean.

    >>> chromosomes("chr15")
    (('GRCh37', 'NC_000015.9'), ('GRCh38', 'NC_000015.10'))
    >>> chromosomes("NC_000015.9")
    (('GRCh37', 'NC_000015.9'),)
    """
    match = _NAMED.match(name)
    if match is not None:
        label = match[1].upper()
        if label in ("M", "MT"):
            return (("GRCh38", "NC_012920.1"),)
        number = {"X": 23, "Y": 24}.get(label) or int(label)
        if not 1 <= number <= 24:
            return ()
        return tuple(
            (build, f"NC_{number:06d}.{versions[number - 1]}")
            for build, versions in CHROMOSOME_VERSIONS.items()
        )
    if name.startswith("NC_"):
        for build, versions in CHROMOSOME_VERSIONS.items():
            for number, version in enumerate(versions, start=1):
                if name == f"NC_{number:06d}.{version}":
                    return ((build, name),)
        return (("", name),)
    return ()


def genomic_hypotheses(
    reading: Reading, assembly: str | None, gene: str | None, reference: Reference
) -> Iterator[tuple[Hypothesis, Transcript]]:
    """Every (build, transcript) that a genomic reading can lie on, the base checked where it is known.

    Without a named build both are tried; each gene's anchor transcript speaks for it.
    """
    wanted = assembly_name(assembly or "") or assembly_name(reading.assembly or "")
    places = chromosomes(reading.accession or "")
    if wanted is not None and len(places) > 1:  # an accession with its version names its build itself
        places = tuple(place for place in places if place[0] in (wanted, ""))
    if not (reading.start.isdigit() and (reading.end or reading.start).isdigit()):
        return
    start, end = int(reading.start) - 1, int(reading.end or reading.start)
    for build, chrom in places:
        seen: set[str] = set()
        for near in reference.overlapping(chrom, start, end):
            if near.gene in seen or (gene is not None and near.gene != gene):
                continue
            seen.add(near.gene)
            anchor = reference.anchor(near.gene)
            for transcript in dict.fromkeys((anchor.accession if anchor else near.accession, near.accession)):
                target = reference.transcript(transcript)
                hypothesis = _on(reading, build, chrom, start, end, target) if target is not None else None
                if hypothesis is not None and target is not None:
                    yield hypothesis, target
                    break


def _on(
    reading: Reading, build: str, chrom: str, start: int, end: int, transcript: Transcript
) -> Hypothesis | None:
    """The reading on one transcript, None where the transcript is not aligned there."""
    use = NumberingUse("genomic", None, reading.start, reading.start, f"{chrom} {build}".strip())
    placed = _allele(reading, chrom, start, end)
    if placed is None:
        return None
    try:
        allele = from_genome(placed, transcript)
    except VarsynError as error:
        if "mismatch" not in error.code:
            return None
        wrong = Evidence("base_mismatch", error.message, 0.02, build or chrom)
        return Hypothesis(reading, use, 1.0, 0.02, (wrong,), fits=False)
    stated = reading.ref if allele.verified else ""
    ratio = bases_ratio(stated)
    evidence = (
        Evidence("base_match", f"{chrom}:g.{reading.start} is {stated}", round(ratio, 2), build or chrom)
        if stated
        else Evidence("not_checkable", f"no sequence at {chrom}:g.{reading.start}", 1.0, build or chrom)
    )
    return Hypothesis(reading, use, 1.0, ratio, (evidence,), allele=allele)


def _allele(reading: Reading, chrom: str, start: int, end: int) -> Allele | None:
    """The reading as an edit on the chromosome: 0-based, half-open, forward strand."""
    edit, ref, alt = reading.edit, reading.ref, reading.alt
    if edit == "sub":
        return Allele(chrom, start, end, ref, alt, "sub" if len(alt) == len(ref) == 1 else "delins")
    if edit == "ins":
        return Allele(chrom, start + 1, start + 1, "", alt, "ins") if alt else None
    if edit == "del":
        return Allele(chrom, start, end, ref, "", "del")
    if edit == "dup":
        return Allele(chrom, start, end, ref, "", "dup")
    if edit == "delins":
        return Allele(chrom, start, end, ref, alt, "delins") if alt else None
    if edit == "inv":
        return Allele(chrom, start, end, ref, "", "inv")
    if edit == "identity":
        return Allele(chrom, start, end, ref, ref, "identity")
    return None


def build_note(builds: list[str]) -> Message:
    """The remark for a mention without a build."""
    if len(builds) == 1:
        return Message(
            "assembly_inferred", "info", f"no assembly is named; the reference base fits {builds[0]}"
        )
    return Message(
        "assembly_ambiguous",
        "warning",
        f"no assembly is named and the place exists on {' and '.join(builds)}: give --assembly",
    )
