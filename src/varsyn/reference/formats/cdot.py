"""cdot's transcript files (JSON): exon structure and genome placement, without sequences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from varsyn.reference.alignments import is_tail
from varsyn.reference.assemblies import assembly_name
from varsyn.reference.build import Build, Source
from varsyn.reference.formats import mane
from varsyn.reference.formats.json_stream import members
from varsyn.reference.records import Interval
from varsyn.reference.rows import BadRowError, Finding
from varsyn.reference.tables import fault
from varsyn.reference.transcript_rows import AlignmentRow, TranscriptRow

_GAP = re.compile(r"([MID])(\d+)")


class CdotBuild(msgspec.Struct):
    """A transcript on one genome build; ``exons`` are [start, end, number, cDNA start, cDNA end, gap].

    Chromosome intervals are 0-based and half-open, cDNA positions 1-based and inclusive.
    """

    contig: str
    strand: str
    exons: list[tuple[int, int, int, int, int, str | None]]
    tag: str | None = None


class CdotTranscript(msgspec.Struct):
    """One entry of ``transcripts``; codons are 0-based transcript positions, ``stop_codon`` its end."""

    genome_builds: dict[str, CdotBuild]
    id: str | None = None
    gene_name: str | None = None
    hgnc: str | None = None
    protein: str | None = None
    start_codon: int | None = None
    stop_codon: int | None = None


def source(path: Path) -> Source:
    """A cdot JSON file; the transcripts' sequences must have come from a FASTA file read earlier."""
    return Source("cdot", path, read, _add)


def read(stream: IO[bytes], path: Path) -> Iterator[tuple[int, tuple[str, CdotTranscript]]]:
    """(1, (accession, entry)) of each transcript; the file is never held as a whole."""
    for accession, text in members(stream, path, "transcripts"):
        try:
            yield 1, (accession, msgspec.json.decode(text, type=CdotTranscript))
        except msgspec.MsgspecError as error:
            raise fault(path, None, f"transcript {accession}: {error}") from error


def _add(build: Build, item: tuple[str, CdotTranscript]) -> None:
    accession, entry = item
    sequence = build.staged_sequence(accession)
    if sequence is None:
        build.findings.append(
            Finding("sequence_missing", accession, "no FASTA file has its sequence: left out")
        )
        return
    try:
        build.add_transcript(transcript_row(accession, entry, sequence, mane.of_transcript(build, accession)))
    except BadRowError as error:
        raise BadRowError(f"transcript {accession}: {error}") from error


def transcript_row(
    accession: str, entry: CdotTranscript, sequence: str, known: mane.ManeRow | None
) -> TranscriptRow:
    """The row of an entry with its sequence; a poly(A) tail beyond the last exon belongs to that exon."""
    alignments = [
        _alignment(name, placed) for name, placed in entry.genome_builds.items() if assembly_name(name)
    ]
    exons = list(alignments[0].tx_exons) if alignments else []
    if exons and is_tail(sequence, exons[-1][1]):
        exons[-1] = (exons[-1][0], len(sequence))
    tags = ",".join(placed.tag or "" for placed in entry.genome_builds.values())
    status = known.status if known else _mane(tags)
    coding = entry.start_codon is not None and entry.stop_codon is not None
    return TranscriptRow(
        accession=accession,
        sequence=sequence,
        gene=entry.gene_name,
        hgnc_id=entry.hgnc,
        mane=status,
        enst=known.enst if known else None,
        protein_accession=entry.protein,
        cds_start=entry.start_codon if coding else None,
        cds_end=entry.stop_codon if coding else None,
        exons=exons,
        alignments=alignments,
        source="cdot and RNA sequences (FASTA)",
    )


def _mane(tags: str) -> str | None:
    plain = tags.replace("_", " ")
    return next((name for name in ("MANE Select", "MANE Plus Clinical") if name in plain), None)


def _alignment(name: str, placed: CdotBuild) -> AlignmentRow:
    ordered = sorted(placed.exons, key=lambda exon: exon[3])
    return AlignmentRow(
        assembly=assembly_name(name) or name,
        chrom=placed.contig,
        strand=-1 if placed.strand == "-" else 1,
        exons=[(exon[0], exon[1]) for exon in ordered],
        tx_exons=[(exon[3] - 1, exon[4]) for exon in ordered],
        cigars=[_cigar(exon[5], (exon[3] - 1, exon[4])) for exon in ordered],
    )


def _cigar(gap: str | None, on_transcript: Interval) -> str:
    """A gap of GFF3's notation as CIGAR: its ``I`` are bases that the chromosome lacks (here ``D``)."""
    if not gap:
        return f"{on_transcript[1] - on_transcript[0]}="
    steps = _GAP.findall(gap)
    if "".join(step + count for step, count in steps) != gap.replace(" ", ""):
        raise BadRowError(f"{gap!r} is no gap of M, I and D")
    return "".join(count + {"M": "=", "I": "D", "D": "I"}[step] for step, count in steps)
