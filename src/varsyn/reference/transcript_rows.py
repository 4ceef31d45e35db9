"""Rows of transcripts turned into records: shapes checked, contents linted."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import msgspec

from varsyn.reference.alignments import MisalignedError, checked, placed_like, without_gapped_exons
from varsyn.reference.records import Alignment, Interval, Transcript
from varsyn.reference.rows import BadRowError, Finding, hgnc_id
from varsyn.reference.translation import encoded_protein
from varsyn.sequence import translate

NEAR_START = frozenset({"ATG", "CTG", "TTG", "GTG", "ACG", "ATT", "ATA", "ATC", "AAG", "AGG"})
"""ATG and its one-base neighbours: translation is known to start at some of them too (WT1: CTG)."""

_BASES = re.compile(r"[ACGTRYSWKMBDHVN]+\Z")


Found = Callable[..., None]
"""Takes a finding: code, text, severity."""


class AlignmentRow(msgspec.Struct):
    """``alignments`` of a transcript row; fields as in the design's input format."""

    assembly: str
    chrom: str
    strand: int
    exons: list[tuple[int, int]]
    tx_exons: list[tuple[int, int]] = []
    cigars: list[str] = []
    exon_lengths_match: bool | None = None
    """False where the source says that exon lengths differ: then no poly(A) tail is assumed."""


class TranscriptRow(msgspec.Struct):
    """A row of ``transcripts.jsonl``; all intervals 0-based, half-open."""

    accession: str
    sequence: str
    gene: str | None = None
    hgnc_id: str | None = None
    mane: str | None = None
    enst: str | None = None
    protein_accession: str | None = None
    protein: str | None = None
    cds_start: int | None = None
    cds_end: int | None = None
    exons: list[tuple[int, int]] = []
    exon_labels: list[str] = []
    alignments: list[AlignmentRow] = []
    lrg: str | None = None
    kind: str = "refseq_exact"
    note: str | None = None
    source: str | None = None
    digest: str | None = None
    length: int | None = None


def digest(sequence: str) -> str:
    """GA4GH identifier of a sequence: ``SQ.`` and sha512t24u of its upper-case letters.

    >>> digest("ACGT")
    'SQ.aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2'
    """
    sha = hashlib.sha512(sequence.upper().encode("ascii")).digest()[:24]
    return "SQ." + base64.urlsafe_b64encode(sha).decode("ascii")


def transcript(row: TranscriptRow) -> tuple[Transcript, list[Finding]]:
    """The transcript a row describes, with what the lint found. Raises BadRowError where nothing can be kept.

    What cannot be true is left out and named in a finding: exon lists that do not tile the sequence,
    alignments that do not agree with the exons. Sequences are never altered.
    """
    findings: list[Finding] = []

    def found(code: str, text: str, severity: Literal["note", "warning"] = "warning") -> None:
        findings.append(Finding(code, row.accession, text, severity))

    sequence = _sequence(row)
    protein = ""
    if row.cds_start is not None and row.cds_end is not None:
        if not 0 <= row.cds_start < row.cds_end <= len(sequence):
            raise BadRowError(f"CDS {row.cds_start}-{row.cds_end} is not inside the {len(sequence)} bases")
        protein = _protein(row, sequence, found)
    elif row.cds_start is not None or row.cds_end is not None:
        raise BadRowError("of cds_start and cds_end only one is given")
    exons, alignments, note = _exons(row, sequence, found)
    labels = tuple(row.exon_labels)
    if labels and len(labels) != len(exons):
        if exons:
            found("exon_labels_dropped", f"{len(labels)} exon labels for {len(exons)} exons: labels left out")
        labels = ()
    return (
        Transcript(
            accession=row.accession,
            gene=row.gene or "",
            sequence=sequence,
            cds_start=row.cds_start,
            cds_end=row.cds_end,
            exons=exons,
            exon_labels=labels,
            protein_accession=row.protein_accession,
            hgnc_id=hgnc_id(row.hgnc_id),
            mane=row.mane,
            enst=row.enst,
            alignments=_alignments(row.accession, exons, alignments, sequence, findings),
            kind=row.kind,
            note=" ".join(filter(None, (row.note, note))),
            source=row.source or "",
            protein=protein,
        ),
        findings,
    )


def _sequence(row: TranscriptRow) -> str:
    if not row.accession.strip() or any(letter.isspace() for letter in row.accession):
        raise BadRowError(f"{row.accession!r} is no accession")
    sequence = row.sequence.upper().replace("U", "T")
    if not _BASES.match(sequence):
        raise BadRowError("the sequence is empty or has letters that are no bases")
    if row.length is not None and row.length != len(sequence):
        raise BadRowError(f"the sequence has {len(sequence)} bases, {row.length} are stated")
    if row.digest is not None and row.digest != digest(sequence):
        raise BadRowError(f"the digest of the sequence is {digest(sequence)}, {row.digest} is stated")
    return sequence


def _protein(row: TranscriptRow, sequence: str, found: Found) -> str:
    cds = sequence[row.cds_start : row.cds_end]
    protein = encoded_protein(cds)
    if len(cds) % 3:
        found("cds_not_whole", f"the CDS has {len(cds)} bases, no multiple of three")
    if translate(cds[-3:]) != "*":
        found("cds_without_stop", f"the CDS ends in {cds[-3:]}, no stop codon")
    if cds[:3] not in NEAR_START:
        found(
            "cds_without_start", f"the CDS begins with {cds[:3]}, no start codon: a part of it may be missing"
        )
    if "*" in protein:
        found("cds_inner_stop", f"a stop codon inside the CDS at codon {protein.index('*') + 1}")
    if row.protein is not None and row.protein.rstrip("*") != protein:
        found("protein_differs", "the CDS does not translate to the protein that its source states")
    if "U" in protein:
        found("selenocysteine", f"{protein.count('U')} TGA codons in frame read as selenocysteine", "note")
    return protein


def _exons(
    row: TranscriptRow, sequence: str, found: Found
) -> tuple[tuple[Interval, ...], list[AlignmentRow], str]:
    exons = tuple(row.exons)
    if not exons:
        if row.alignments:
            found("alignment_dropped", "alignments without an exon list left out")
        return (), [], ""
    if not _tile(exons):
        found(
            "exons_dropped", "the exon list does not tile the transcript: it and the alignments are left out"
        )
        return (), [], "exon list left out: it does not tile the transcript"
    if exons[-1][1] == len(sequence):
        return exons, row.alignments, ""
    if exons[-1][1] > len(sequence) > exons[-1][0] and "partial" in row.kind:
        beyond = exons[-1][1] - len(sequence)
        found(
            "exons_cut", f"the last exon goes on for {beyond} bases that the sequence does not have", "note"
        )
        exons = (*exons[:-1], (exons[-1][0], len(sequence)))
        return exons, [_cut(each, beyond) for each in row.alignments], ""
    found("exons_dropped", f"exons end at {exons[-1][1]}, the sequence at {len(sequence)}: exons left out")
    return (), [], "exon list left out: it does not end with the sequence"


def _tile(exons: tuple[Interval, ...]) -> bool:
    adjacent = all(a[1] == b[0] for a, b in pairwise(exons))
    return exons[0][0] == 0 and adjacent and all(start < end for start, end in exons)


def _cut(row: AlignmentRow, beyond: int) -> AlignmentRow:
    start, end = row.exons[-1]
    last = (start, end - beyond) if row.strand == 1 else (start + beyond, end)
    return msgspec.structs.replace(row, exons=[*row.exons[:-1], last])


def _alignments(
    accession: str,
    exons: tuple[Interval, ...],
    rows: list[AlignmentRow],
    sequence: str,
    findings: list[Finding],
) -> tuple[Alignment, ...]:
    given = [
        (
            Alignment(
                row.assembly, row.chrom, row.strand, tuple(row.exons), tuple(row.tx_exons), tuple(row.cigars)
            ),
            row.exon_lengths_match is not False,
        )
        for row in rows
    ]
    kept: list[Alignment] = []
    for alignment, tail in given:
        try:
            kept.append(checked(alignment, exons, sequence, tail=tail))
        except MisalignedError as error:
            others = [other for other, _ in given]
            rescued, finding = _rescued(accession, alignment, others, exons, sequence, str(error))
            findings.append(finding)
            kept += rescued
    return tuple(kept)


def _rescued(
    accession: str,
    alignment: Alignment,
    others: list[Alignment],
    exons: tuple[Interval, ...],
    sequence: str,
    reason: str,
) -> tuple[list[Alignment], Finding]:
    for other in others:
        moved = None if other is alignment else placed_like(alignment, other, exons)
        if moved is None:
            continue
        try:
            rescued = checked(moved, exons, sequence, tail=False)
        except MisalignedError:
            continue
        text = f"{alignment.assembly}: {len(moved.exons)} exons paired as on {other.assembly} ({reason})"
        return [rescued], Finding("alignment_from_other_assembly", accession, text, "note")
    part = without_gapped_exons(alignment, exons)
    if part is not None and _agrees(part, exons, sequence):
        text = f"{alignment.assembly}: exons whose gap is not located left out ({reason})"
        return [part], Finding("alignment_exons_dropped", accession, text)
    text = f"{alignment.assembly}: alignment left out ({reason})"
    return [], Finding("alignment_dropped", accession, text)


def _agrees(alignment: Alignment, exons: tuple[Interval, ...], sequence: str) -> bool:
    try:
        checked(alignment, exons, sequence, tail=False)
    except MisalignedError:
        return False
    return True


def renamed(record: Transcript, symbol: str) -> Transcript:
    """The transcript under another gene symbol."""
    return msgspec.structs.replace(record, gene=symbol)
