"""Schemes from the structure of transcripts: cDNA numbers that start elsewhere than at the A of ATG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from varsyn.numbering.scheme import Scheme
from varsyn.reference.records import Transcript

FIRST_BASE_WEIGHT = 0.03
"""Prior weight of counting from a transcript's first base where no curated row says so."""


def structure_schemes(transcripts: Iterable[Transcript], anchor: Transcript) -> Iterator[Scheme]:
    """Historic cDNA numbers, counted from the first base of the anchor or of another version.

    >>> old = Transcript("NM_000492.3", "CFTR", "A" * 200, cds_start=132, cds_end=150)
    >>> [scheme.offset for scheme in structure_schemes([old], old)]
    [-132]
    """
    seen: set[int] = set()
    for transcript in transcripts:
        start = transcript.cds_start
        if start and start not in seen and not _no_utr(transcript):
            seen.add(start)
            yield Scheme(
                "historic_cdna",
                "cdna",
                -start,
                first=1,
                reference=anchor.accession,
                origin="structure",
                weight=FIRST_BASE_WEIGHT,
                title=f"cDNA counted from the first base of {transcript.accession}",
                source=f"{transcript.accession}, CDS start",
            )


def _no_utr(transcript: Transcript) -> bool:
    return transcript.kind == "cds_only"
