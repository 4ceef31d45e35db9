"""What a reference holds: transcripts, alignments, genes, protein features, numbering facts."""

from __future__ import annotations

import msgspec

Interval = tuple[int, int]
"""0-based, half-open."""


class Alignment(msgspec.Struct, frozen=True):
    """Exons of a transcript on a chromosome: 0-based, half-open, in transcript order.

    ``tx_exons`` are the aligned exons on the transcript, empty where they are the transcript's ``exons``.
    ``cigars`` give gaps and mismatches exon by exon, in transcript orientation: ``=`` same base, ``X``
    different base, ``D`` bases that the chromosome lacks, ``I`` bases that it has in addition; empty where
    every aligned exon has one length on both. Exons that could not be aligned are left out: entries of
    ``tx_exons`` that do not touch have such an exon, and no single intron, between them.
    """

    assembly: str
    chrom: str
    """RefSeq accession of the chromosome, ``NC_000015.10``."""
    strand: int
    exons: tuple[Interval, ...]
    tx_exons: tuple[Interval, ...] = ()
    cigars: tuple[str, ...] = ()


class Transcript(msgspec.Struct, frozen=True):
    """A transcript with its sequence. All coordinates 0-based, half-open, on ``sequence``.

    ``cds_start``/``cds_end`` are None for a non-coding transcript; the stop codon is inside the CDS.
    """

    accession: str
    gene: str
    sequence: str
    cds_start: int | None = None
    cds_end: int | None = None
    exons: tuple[Interval, ...] = ()
    """Empty where the exon structure is not known."""
    exon_labels: tuple[str, ...] = ()
    protein_accession: str | None = None
    hgnc_id: str | None = None
    mane: str | None = None
    enst: str | None = None
    alignments: tuple[Alignment, ...] = ()
    kind: str = "refseq_exact"
    note: str = ""
    source: str = ""
    protein: str = ""
    """Protein in one-letter codes, without the stop; empty for a non-coding transcript."""


class Gene(msgspec.Struct, frozen=True):
    """A gene and the names it goes by."""

    symbol: str
    species: str = "Homo sapiens"
    id: str = ""
    name: str = ""
    previous_symbols: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    protein_names: tuple[str, ...] = ()
    mane_select: str = ""
    refseq_protein: str = ""
    ensembl_transcript: str = ""
    uniprot: str = ""
    location: str = ""
    ambiguous_aliases: tuple[tuple[str, str], ...] = ()
    """(alias, what else it names)."""
    note: str = ""


class GeneMatch(msgspec.Struct, frozen=True):
    """One gene that some words may mean, and how they mean it.

    ``matched`` is ``symbol``, ``previous``, ``alias``, ``protein_name``, ``ambiguous`` or ``id``;
    ``exact`` says that spelling and case are as listed.
    """

    gene: Gene
    matched: str
    name: str
    """The listed name that matched."""
    exact: bool = True
    warning: str = ""


class Feature(msgspec.Struct, frozen=True):
    """A protein feature in UniProt's terms: 1-based, inclusive, on the precursor."""

    type: str
    begin: int | None
    end: int | None
    description: str = ""


class ProteinFeatures(msgspec.Struct, frozen=True):
    """Processing features of a gene's protein (UniProt)."""

    gene: str
    uniprot: str
    features: tuple[Feature, ...] = ()
    initiator_met_removed: bool = False
    mature_start: int | None = None
    """First residue of the mature protein, 1-based on the precursor."""
    source: str = ""


class NumberingFact(msgspec.Struct, frozen=True):
    """One row of ``numbering.tsv``: a numbering convention that papers on a gene use."""

    gene: str
    molecule: str
    convention: str
    offset_to_add: str
    reference: str = ""
    uniprot: str = ""
    span: str = ""
    example: str = ""
    mane_note: str = ""
    source: str = ""
    confidence: str = ""


class LegacyName(msgspec.Struct, frozen=True):
    """One row of ``legacy_variants.tsv``: a printed name and the variant it stands for."""

    gene: str
    legacy: str
    kind: str
    refseq: str
    hgvs_c: str
    hgvs_p: str = ""
    rsid: str = ""
    note: str = ""
    source: str = ""
    confidence: str = ""
