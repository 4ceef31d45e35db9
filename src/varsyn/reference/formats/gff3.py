"""GFF3 annotation of transcripts on chromosomes, as NCBI publishes it for RefSeq and MANE."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import unquote

import msgspec

from varsyn.reference.alignments import is_tail
from varsyn.reference.assemblies import assembly_name, assembly_of, chromosome_accession
from varsyn.reference.build import Build, Source
from varsyn.reference.formats import mane
from varsyn.reference.records import Interval
from varsyn.reference.rows import BadRowError, Finding
from varsyn.reference.tables import fault, lines
from varsyn.reference.transcript_rows import AlignmentRow, TranscriptRow

_CONTAINERS = frozenset({"gene", "pseudogene", "ncRNA_gene"})


class Annotated(msgspec.Struct):
    """A transcript as the annotation has it: 0-based, half-open intervals on the chromosome."""

    accession: str
    chrom: str
    assembly: str
    strand: int
    attributes: dict[str, str]
    exons: list[Interval] = []
    cds: list[Interval] = []
    protein: str = ""
    line: int = 0


def source(path: Path) -> Source:
    """A GFF3 file; the transcripts' sequences must have come from a FASTA file read earlier."""
    return Source("gff3", path, read, _add)


def read(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Annotated]]:
    """(line, transcript) of each transcript with exons, once all its lines have been seen.

    Memory holds one stretch of overlapping genes: a gene that begins behind all open ones closes them.
    """
    open_ones: dict[str, Annotated] = {}
    reached, chromosome, build = 0, "", ""
    for number, text in lines(stream, path):
        if text.startswith("#"):
            if text.startswith("#!genome-build "):
                build = assembly_name(text.split(maxsplit=1)[1]) or ""
            if text.startswith("###"):
                yield from _closed(open_ones)
            continue
        if not text.strip():
            continue
        cells = text.split("\t")
        if len(cells) != 9:
            raise fault(path, number, f"{len(cells)} columns, GFF3 has 9")
        start, end = _interval(cells, path, number)
        if cells[0] != chromosome or (cells[2] in _CONTAINERS and start >= reached):
            yield from _closed(open_ones)
            chromosome, reached = cells[0], 0
        reached = max(reached, end)
        _take(open_ones, cells, (start, end), build, number)
    yield from _closed(open_ones)


def _interval(cells: list[str], path: Path, number: int) -> Interval:
    try:
        start, end = int(cells[3]), int(cells[4])
    except ValueError as error:
        raise fault(path, number, f"{cells[3]!r}-{cells[4]!r} is no range") from error
    if not 1 <= start <= end:
        raise fault(path, number, f"{start}-{end} is no range")
    return start - 1, end


def _attributes(cell: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in cell.strip().strip(";").split(";"))
    return {key.strip(): unquote(value.strip()) for key, _, value in pairs if key.strip()}


def _take(
    open_ones: dict[str, Annotated], cells: list[str], interval: Interval, build: str, number: int
) -> None:
    attributes = _attributes(cells[8])
    kind = cells[2]
    if kind in ("exon", "CDS"):
        for parent in attributes.get("Parent", "").split(","):
            owner = open_ones.get(parent)
            if owner is not None and kind == "exon":
                owner.exons.append(interval)
            elif owner is not None:
                owner.cds.append(interval)
                owner.protein = owner.protein or attributes.get("protein_id", "")
        return
    accession = attributes.get("transcript_id") or attributes.get("Name", "")
    if "ID" in attributes and attributes.get("Parent") and accession:
        assembly = assembly_of(cells[0]) or build
        open_ones[attributes["ID"]] = Annotated(
            accession=accession,
            chrom=chromosome_accession(assembly, cells[0]) or cells[0],
            assembly=assembly,
            strand=-1 if cells[6] == "-" else 1,
            attributes=attributes,
            line=number,
        )


def _closed(open_ones: dict[str, Annotated]) -> Iterator[tuple[int, Annotated]]:
    for each in open_ones.values():
        if each.exons:
            yield each.line, each
    open_ones.clear()


def _add(build: Build, item: Annotated) -> None:
    if build.writer.has_transcript(item.accession):
        text = f"annotated at another place too, on {item.chrom}: the first one counts"
        build.findings.append(Finding("placed_again", item.accession, text, "note"))
        return
    sequence = build.staged_sequence(item.accession)
    if sequence is None:
        text = "annotated, but no FASTA file has its sequence: left out"
        build.findings.append(Finding("sequence_missing", item.accession, text))
        return
    row = transcript_row(item, sequence, mane.of_transcript(build, item.accession))
    if not row.exons:
        text = "exons on the chromosome and the sequence differ in length, gaps are not told: left out"
        build.findings.append(Finding("gapped_annotation", item.accession, text))
        return
    build.add_transcript(row)


def transcript_row(item: Annotated, sequence: str, known: mane.ManeRow | None) -> TranscriptRow:
    """The row of an annotated transcript. Raises BadRowError where the CDS lies outside of the exons."""
    exons = sorted(item.exons, reverse=item.strand < 0)
    tx_exons = _tiled(exons, sequence)
    cds = _on_transcript(item, exons) if item.cds else None
    references = _references(item.attributes)
    tags = item.attributes.get("tag", "").split(",")
    status = known.status if known else next((tag for tag in tags if tag.startswith("MANE ")), None)
    return TranscriptRow(
        accession=item.accession,
        sequence=sequence,
        gene=known.symbol if known else item.attributes.get("gene"),
        hgnc_id=references.get("HGNC"),
        mane=status,
        enst=(known.enst if known else references.get("Ensembl")) or None,
        protein_accession=item.protein or None,
        cds_start=cds[0] if cds else None,
        cds_end=cds[1] if cds else None,
        exons=tx_exons,
        alignments=[AlignmentRow(item.assembly, item.chrom, item.strand, exons)] if tx_exons else [],
        source="RefSeq annotation (GFF3) and RNA sequences (FASTA)",
    )


def _tiled(exons: list[Interval], sequence: str) -> list[Interval]:
    """The exons on the transcript, a poly(A) tail in the last; empty where lengths do not add up."""
    tiled: list[Interval] = []
    at = 0
    for start, end in exons:
        tiled.append((at, at + end - start))
        at = tiled[-1][1]
    if is_tail(sequence, at):
        tiled[-1] = (tiled[-1][0], len(sequence))
        return tiled
    return tiled if at == len(sequence) else []


def _on_transcript(item: Annotated, exons: list[Interval]) -> Interval:
    first = min(start for start, _ in item.cds)
    last = max(end for _, end in item.cds) - 1
    ends = sorted((_offset(first, item, exons), _offset(last, item, exons)))
    return ends[0], ends[1] + 1


def _offset(position: int, item: Annotated, exons: list[Interval]) -> int:
    passed = 0
    for start, end in exons:
        if start <= position < end:
            return passed + (position - start if item.strand > 0 else end - 1 - position)
        passed += end - start
    raise BadRowError(f"the CDS of {item.accession} reaches outside of its exons")


def _references(attributes: dict[str, str]) -> dict[str, str]:
    """Dbxref as database → accession: ``HGNC:HGNC:5465`` and ``Ensembl:ENST00000650285.1``."""
    pairs = (part.partition(":") for part in attributes.get("Dbxref", "").split(","))
    return {database: accession for database, _, accession in pairs if accession}
