"""Other tools behind one face, on varsyn's transcripts: what each makes of a description."""

from __future__ import annotations

from typing import Any

from varsyn.interop.biocommons import connect
from varsyn.reference import Reference, Transcript


class HgvsPeer:
    """biocommons ``hgvs`` with varsyn's reference as its data provider."""

    def __init__(self, reference: Reference) -> None:
        from hgvs.normalizer import Normalizer
        from hgvs.parser import Parser
        from hgvs.variantmapper import VariantMapper

        provider = connect(reference)
        self.parse = Parser().parse_hgvs_variant
        self.normalizer = Normalizer(provider, cross_boundaries=False)
        self.mapper = VariantMapper(provider)

    def normalize(self, text: str) -> str:
        return str(self.normalizer.normalize(self.parse(text)))

    def to_protein(self, text: str) -> str:
        return str(self.mapper.c_to_p(self.parse(text)))

    def to_genome(self, text: str, chrom: str) -> str:
        return str(self.normalizer.normalize(self.mapper.c_to_g(self.parse(text), chrom)))


class WeaverProvider:
    """The data provider protocol of hgvs-weaver on a reference.

    Chromosomes are known inside exons only; what lies between is ``N``, at which nothing shifts.
    """

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.provider = connect(reference)

    def _transcript(self, accession: str) -> Transcript:
        found = self.reference.transcript(accession)
        if found is None:
            raise KeyError(accession)
        return found

    def get_transcript(self, transcript_ac: str, reference_ac: str | None) -> dict[str, Any]:
        transcript = self._transcript(transcript_ac)
        alignment = next(
            (a for a in transcript.alignments if reference_ac in (None, a.chrom)),
            None,
        )
        exons = transcript.exons or ((0, len(transcript.sequence)),)
        rows: list[dict[str, Any]] = []
        if alignment is None:
            rows = [_exon(start, end, start, end, 1, f"{end - start}=") for start, end in exons]
        else:
            tx_exons = alignment.tx_exons or exons
            for number, ((low, high), (start, end)) in enumerate(zip(alignment.exons, tx_exons, strict=True)):
                cigar = alignment.cigars[number] if alignment.cigars else f"{end - start}="
                cigar = cigar.translate(_SWAP)
                rows.append(_exon(start, end, low, high, alignment.strand, cigar))
        return {
            "ac": transcript_ac,
            "gene": transcript.gene,
            "cds_start_index": transcript.cds_start,
            "cds_end_index": transcript.cds_end - 1 if transcript.cds_end is not None else None,
            "strand": alignment.strand if alignment is not None else 1,
            "reference_accession": alignment.chrom if alignment is not None else transcript_ac,
            "exons": rows,
        }

    def get_seq(self, ac: str, start: int, end: int | None, kind: object) -> str:
        transcript = self.reference.transcript(ac)
        if transcript is not None:
            return transcript.sequence[start:end]
        coding = self.reference.transcript_of_protein(ac)
        if coding is not None:
            return coding.protein[start:end]
        return self.provider.chromosomes.fetch(ac, start, end if end is not None else start + 1000)

    def get_symbol_accessions(self, symbol: str, source_kind: str, target_kind: str) -> list[tuple[str, str]]:
        transcript = self.reference.transcript(symbol)
        if transcript is not None and transcript.protein_accession:
            return [("protein_accession", transcript.protein_accession)]
        return []

    def get_identifier_type(self, identifier: str) -> str:
        for start, kind in (
            ("NC_", "genomic"),
            ("NP_", "protein"),
            ("NM_", "transcript"),
            ("NR_", "transcript"),
        ):
            if identifier.startswith(start):
                return f"{kind}_accession"
        return "unknown"


_SWAP = str.maketrans("DI", "ID")
"""Weaver's CIGARs run along the chromosome, the reference's along the transcript."""


def _exon(start: int, end: int, low: int, high: int, strand: int, cigar: str) -> dict[str, Any]:
    return {
        "transcript_start": start, "transcript_end": end, "reference_start": low,
        "reference_end": high - 1,  # its own provider gives the last base, whatever the docstring says
        "alt_strand": strand, "cigar": cigar,
    }  # fmt: skip


class WeaverPeer:
    """hgvs-weaver with varsyn's reference behind its data provider protocol."""

    def __init__(self, reference: Reference) -> None:
        import weaver

        self._parse = weaver.parse
        self.mapper = weaver.VariantMapper(WeaverProvider(reference))

    def normalize(self, text: str) -> str:
        return self.mapper.normalize_variant(self._parse(text)).format()

    def to_protein(self, text: str) -> str:
        return self.mapper.c_to_p(self._parse(text)).format()

    def to_genome(self, text: str, chrom: str) -> str:
        return self.mapper.normalize_variant(self.mapper.c_to_g(self._parse(text), chrom)).format()
