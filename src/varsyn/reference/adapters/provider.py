"""Transcripts of any ``hgvs`` data provider (UTA, cdot) behind the Reference protocol."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

import msgspec

from varsyn.extras import load
from varsyn.reference.alignments import is_tail
from varsyn.reference.assemblies import assembly_of
from varsyn.reference.protocol import Reference
from varsyn.reference.records import (
    Gene,
    GeneMatch,
    LegacyName,
    NumberingFact,
    ProteinFeatures,
    Transcript,
)
from varsyn.reference.rows import BadRowError
from varsyn.reference.schema import split_version
from varsyn.reference.transcript_rows import AlignmentRow, TranscriptRow, transcript

METHOD = "splign"
"""The alignment method asked for: the one of NCBI, which both UTA and cdot have."""


class WholeSequences(Protocol):
    """Where sequences come from, if not from the provider."""

    def sequence(self, accession: str) -> str | None:
        """A whole sequence, or None."""
        ...


class ProviderReference:
    """A Reference whose transcripts come from an ``hgvs`` data provider, everything else from another one.

    The provider is asked first for transcripts; what it does not have comes from ``base``. Genes, protein
    features, numbering and legacy names are those of ``base``, as providers know none.

    Parameters
    ----------
    provider: an object with the interface ``hgvs.dataproviders.interface.Interface`` (UTA, cdot).
    base: the reference for the rest; usually the embedded bundle.
    sequences: where transcript sequences come from; the provider's ``get_seq`` without it.

    Needs the extra ``hgvs``.
    """

    def __init__(self, provider: Any, base: Reference, sequences: WholeSequences | None = None) -> None:
        self.provider = provider
        self.base = base
        self._sequences = sequences
        self._missing = load("hgvs.exceptions").HGVSError
        self.transcript = lru_cache(maxsize=1024)(self._transcript)
        self.transcripts_of = lru_cache(maxsize=256)(self._transcripts_of)

    def __reduce__(self) -> tuple[object, ...]:
        return (ProviderReference, (self.provider, self.base, self._sequences))

    @property
    def checksum(self) -> str:
        """SHA-256 over the provider's and the base's versions."""
        parts = (type(self.provider).__name__, str(self.provider.data_version()), self.base.checksum)
        return hashlib.sha256("|".join(parts).encode()).hexdigest()

    def _asked(self, question: str, *values: object) -> Any:
        """The provider's answer; None where it has none."""
        try:
            return getattr(self.provider, question)(*values)
        except (self._missing, KeyError):
            return None

    def _sequence(self, accession: str) -> str | None:
        if self._sequences is not None:
            return self._sequences.sequence(accession)
        found = self._asked("get_seq", accession)
        return str(found) if found else None

    def _transcript(self, accession: str) -> Transcript | None:
        info = self._asked("get_tx_identity_info", accession)
        sequence = self._sequence(accession) if info is not None else None
        if info is None or sequence is None:
            return self.base.transcript(accession)
        known = self.base.transcript(accession)
        row = TranscriptRow(
            accession=accession,
            sequence=sequence,
            gene=info["hgnc"] or None,
            mane=known.mane if known else self._mane(info["hgnc"], accession),
            enst=known.enst if known else None,
            hgnc_id=known.hgnc_id if known else None,
            protein_accession=self._asked("get_pro_ac_for_tx_ac", accession),
            cds_start=info["cds_start_i"],
            cds_end=info["cds_end_i"],
            exons=_tiled([int(each) for each in info["lengths"]], sequence),
            alignments=self._alignments(accession),
            kind="refseq_exact",
            source=f"{type(self.provider).__name__} {self.provider.data_version()}",
        )
        try:
            record, _ = transcript(row)
        except BadRowError:
            return known
        return msgspec.structs.replace(record, exon_labels=known.exon_labels if known else ())

    def _mane(self, symbol: str, accession: str) -> str | None:
        gene = self.base.gene(symbol) if symbol else None
        return "MANE Select" if gene is not None and gene.mane_select == accession else None

    def _alignments(self, accession: str) -> list[AlignmentRow]:
        found = []
        for option in self._asked("get_tx_mapping_options", accession) or ():
            chromosome = str(option["alt_ac"])
            assembly = assembly_of(chromosome)
            if option["alt_aln_method"] != METHOD or assembly is None:
                continue
            exons = self._asked("get_tx_exons", accession, chromosome, METHOD) or ()
            ordered = sorted(exons, key=lambda exon: int(exon["tx_start_i"]))
            if ordered:
                found.append(
                    AlignmentRow(
                        assembly=assembly,
                        chrom=chromosome,
                        strand=int(ordered[0]["alt_strand"]),
                        exons=[(int(exon["alt_start_i"]), int(exon["alt_end_i"])) for exon in ordered],
                        tx_exons=[(int(exon["tx_start_i"]), int(exon["tx_end_i"])) for exon in ordered],
                        cigars=[str(exon["cigar"]) for exon in ordered],
                    )
                )
        return sorted(found, key=lambda row: row.assembly)

    def versions(self, accession: str) -> Sequence[str]:
        """Versions that the provider lists (cdot does) or has among the base's; newest first."""
        base = split_version(accession)[0]
        listed = self._asked("get_tx_versions", base) if hasattr(self.provider, "get_tx_versions") else None
        known = {f"{base}.{version}" for version in listed or ()} | set(self.base.versions(base))
        if split_version(accession)[1] and self.transcript(accession) is not None:
            known.add(accession)
        return tuple(sorted(known, key=lambda each: -split_version(each)[1]))

    def _transcripts_of(self, symbol: str) -> Sequence[Transcript]:
        if not symbol:
            return ()
        rows = self._asked("get_tx_for_gene", symbol) or ()
        listed = sorted({str(row["tx_ac"]) for row in rows})
        records = {accession: self.transcript(accession) for accession in listed}
        for record in self.base.transcripts_of(symbol):
            records.setdefault(record.accession, record)
        gene = self.base.gene(symbol)
        preferred = gene.mane_select if gene is not None else ""
        kept = [record for record in records.values() if record is not None]
        return tuple(sorted(kept, key=lambda record: _place(record, preferred)))

    def anchor(self, symbol: str) -> Transcript | None:
        """The first of the gene's transcripts: MANE Select where there is one, as in a bundle."""
        return next(iter(self.transcripts_of(symbol)), None)

    def transcript_of_protein(self, accession: str) -> Transcript | None:
        """As in the base; providers do not look up transcripts by protein."""
        found = self.base.transcript_of_protein(accession)
        return self.transcript(found.accession) if found is not None else None

    def overlapping(self, chrom: str, start: int, end: int) -> Sequence[Transcript]:
        """Transcripts of the provider, or else of the base, over [start, end) of a chromosome (0-based)."""
        rows = self._asked("get_tx_for_region", chrom, METHOD, start, max(end, start + 1)) or ()
        listed = sorted({str(row["tx_ac"]) for row in rows})
        records = [record for record in map(self.transcript, listed) if record is not None]
        kept = [record for record in records if _covers(record, chrom, start, max(end, start + 1))]
        return tuple(kept) or self.base.overlapping(chrom, start, end)

    def gene(self, symbol: str, species: str | None = None) -> Gene | None:
        """As in the base."""
        return self.base.gene(symbol, species)

    def find_genes(self, words: str, species: str | None = None) -> Sequence[GeneMatch]:
        """As in the base."""
        return self.base.find_genes(words, species)

    def suggest_genes(self, words: str, limit: int = 5) -> Sequence[str]:
        """As in the base."""
        return self.base.suggest_genes(words, limit)

    def features(self, symbol: str) -> ProteinFeatures | None:
        """As in the base."""
        return self.base.features(symbol)

    def numbering(self, symbol: str) -> Sequence[NumberingFact]:
        """As in the base."""
        return self.base.numbering(symbol)

    def legacy_names(self, symbol: str) -> Sequence[LegacyName]:
        """As in the base."""
        return self.base.legacy_names(symbol)

    def find_legacy(self, name: str) -> Sequence[LegacyName]:
        """As in the base."""
        return self.base.find_legacy(name)

    def symbols(self) -> Iterator[str]:
        """As in the base."""
        return self.base.symbols()


def _tiled(lengths: list[int], sequence: str) -> list[tuple[int, int]]:
    """Exons of these lengths on the transcript, a poly(A) tail in the last."""
    exons: list[tuple[int, int]] = []
    for size in lengths:
        start = exons[-1][1] if exons else 0
        exons.append((start, start + size))
    if exons and is_tail(sequence, exons[-1][1]):
        exons[-1] = (exons[-1][0], len(sequence))
    return exons


def _place(record: Transcript, preferred: str) -> tuple[object, ...]:
    base, version = split_version(record.accession)
    return (
        record.mane != "MANE Select",
        record.accession != preferred,
        not preferred or base != split_version(preferred)[0],
        record.mane != "MANE Plus Clinical",
        record.cds_start is None,
        -len(record.protein),
        base,
        -version,
    )


def _covers(record: Transcript, chrom: str, start: int, end: int) -> bool:
    spans = (
        (min(low for low, _ in each.exons), max(high for _, high in each.exons))
        for each in record.alignments
        if each.chrom == chrom
    )
    return any(low < end and start < high for low, high in spans)
