"""A reference behind the data provider interface of ``hgvs``: no PostgreSQL, no SeqRepo, no network."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import Any

from bioutils.assemblies import make_ac_name_map
from hgvs.dataproviders.interface import Interface
from hgvs.exceptions import HGVSDataNotAvailableError

from varsyn.interop.chromosome import UNKNOWN, Chromosomes
from varsyn.model import VarsynError
from varsyn.reference import Alignment, GenomeSequence, Reference, Transcript

METHOD = "splign"
"""The alignment method that ``hgvs`` asks for by default; a reference has one alignment an assembly."""

Row = dict[str, Any]
"""``hgvs`` reads rows by column name, as from a database."""


class BundleProvider(Interface):  # type: ignore[misc]  # hgvs ships no types
    """The data provider that ``hgvs`` mappers and normalizers ask; ``biocommons.connect`` makes it.

    All intervals are 0-based and half-open, as ``hgvs`` wants them. What the reference does not have is
    answered with HGVSDataNotAvailableError. Rows follow UTA 1.1 (Wang et al. 2018, Hum Mutat 39:1803), whose
    exon rows are in chromosome order and whose CIGARs run along the transcript.
    """

    required_version = "1.1"

    def __init__(self, reference: Reference, genome: GenomeSequence | None = None) -> None:
        self.reference = reference
        self.chromosomes = Chromosomes(reference, genome)
        self.url = "varsyn"
        super().__init__()

    def __str__(self) -> str:
        return f"BundleProvider <data_version:{self.data_version()}>"

    def data_version(self) -> str:
        """Identifies the content of the reference."""
        return self.reference.checksum

    def schema_version(self) -> str:
        """The UTA schema whose rows are imitated."""
        return "1.1"

    @staticmethod
    def sequence_source() -> str:
        """Where sequences come from, as ``hgvs`` tells it in its messages."""
        return "varsyn"

    def get_assembly_map(self, assembly_name: str) -> dict[str, str]:
        """Chromosome accession → name, for one assembly."""
        names: dict[str, str] = make_ac_name_map(assembly_name)
        return names

    def get_seq(self, ac: str, start_i: int | None = None, end_i: int | None = None) -> str:
        """Bases or residues ``[start_i, end_i)`` of a transcript, protein or chromosome.

        Of a chromosome without a genome sequence, exons alone are known: an interval must begin in one, and
        bases beyond its end are ``N``, at which ``hgvs`` stops shifting.
        """
        transcript = self.reference.transcript(ac)
        if transcript is not None:
            return transcript.sequence[start_i:end_i]
        coding = self.reference.transcript_of_protein(ac)
        if coding is not None and coding.protein:
            return coding.protein[start_i:end_i]
        if not ac.startswith("NC_"):
            raise HGVSDataNotAvailableError(f"no sequence {ac} in this reference")
        if start_i is None or end_i is None:
            raise HGVSDataNotAvailableError(f"{ac} is there in part only: give start and end")
        try:
            bases = self.chromosomes.fetch(ac, start_i, end_i)
        except VarsynError as error:
            raise HGVSDataNotAvailableError(str(error)) from error
        if bases.startswith(UNKNOWN):
            raise HGVSDataNotAvailableError(
                f"{ac}:g.{start_i + 1} lies in no exon of this reference; it needs a genome sequence"
            )
        return bases

    def get_acs_for_protein_seq(self, seq: str) -> list[str]:
        """The name by digest that ``hgvs`` gives a protein without an accession."""
        return ["MD5_" + hashlib.md5(seq.encode(), usedforsecurity=False).hexdigest()]

    def get_gene_info(self, gene: str) -> Row | None:
        """Location, description and aliases of a gene by its official symbol."""
        found = self.reference.gene(gene)
        if found is None:
            return None
        return {
            "hgnc": found.symbol,
            "maploc": found.location,
            "descr": found.name,
            "summary": found.note,
            "aliases": ",".join((*found.previous_symbols, *found.aliases)),
            "added": None,
        }

    def get_pro_ac_for_tx_ac(self, tx_ac: str) -> str | None:
        """The protein accession of a transcript."""
        transcript = self.reference.transcript(tx_ac)
        return transcript.protein_accession if transcript is not None else None

    def get_similar_transcripts(self, tx_ac: str) -> list[Row]:
        """None are compared: always empty."""
        return []

    def get_tx_exons(self, tx_ac: str, alt_ac: str, alt_aln_method: str) -> list[Row]:
        """The exons of a transcript on a chromosome, in chromosome order."""
        transcript, alignment = self._aligned(tx_ac, alt_ac, alt_aln_method)
        tx_exons = alignment.tx_exons or transcript.exons
        rows = []
        for number, (on_chromosome, on_transcript) in enumerate(zip(alignment.exons, tx_exons, strict=True)):
            cigar = (
                alignment.cigars[number] if alignment.cigars else f"{on_transcript[1] - on_transcript[0]}="
            )
            rows.append(
                {
                    "tx_ac": transcript.accession,
                    "alt_ac": alignment.chrom,
                    "alt_strand": alignment.strand,
                    "alt_aln_method": METHOD,
                    "ord": number,
                    "tx_start_i": on_transcript[0],
                    "tx_end_i": on_transcript[1],
                    "alt_start_i": on_chromosome[0],
                    "alt_end_i": on_chromosome[1],
                    "cigar": cigar,
                }
            )
        return sorted(rows, key=lambda row: row["alt_start_i"])

    def get_tx_for_gene(self, gene: str) -> list[Row]:
        """The aligned transcripts of a gene, longest first."""
        transcripts = sorted(self.reference.transcripts_of(gene), key=lambda t: -len(t.sequence))
        return [
            _info(transcript, alignment) for transcript in transcripts for alignment in _usable(transcript)
        ]

    def get_tx_for_region(self, alt_ac: str, alt_aln_method: str, start_i: int, end_i: int) -> list[Row]:
        """The transcripts over a place of a chromosome."""
        rows = []
        for transcript in self.reference.overlapping(alt_ac, start_i, end_i):
            for alignment in _usable(transcript):
                if alignment.chrom == alt_ac and alt_aln_method == METHOD:
                    starts, ends = zip(*alignment.exons, strict=True)
                    rows.append(
                        {
                            "tx_ac": transcript.accession,
                            "alt_ac": alt_ac,
                            "alt_strand": alignment.strand,
                            "alt_aln_method": METHOD,
                            "start_i": min(starts),
                            "end_i": max(ends),
                        }
                    )
        return rows

    def get_tx_identity_info(self, tx_ac: str) -> Row:
        """Coding interval and exon lengths of a transcript."""
        transcript = self.reference.transcript(tx_ac)
        if transcript is None:
            raise HGVSDataNotAvailableError(f"no transcript {tx_ac} in this reference")
        exons = transcript.exons or ((0, len(transcript.sequence)),)
        return {
            "tx_ac": transcript.accession,
            "alt_ac": transcript.accession,
            "alt_aln_method": "transcript",
            "cds_start_i": transcript.cds_start,
            "cds_end_i": transcript.cds_end,
            "lengths": [end - start for start, end in exons],
            "hgnc": transcript.gene,
        }

    def get_tx_info(self, tx_ac: str, alt_ac: str, alt_aln_method: str) -> Row:
        """Gene and coding interval of a transcript that is aligned to a chromosome."""
        return _info(*self._aligned(tx_ac, alt_ac, alt_aln_method))

    def get_tx_mapping_options(self, tx_ac: str) -> list[Row]:
        """The chromosomes that a transcript is aligned to."""
        transcript = self.reference.transcript(tx_ac)
        if transcript is None:
            return []
        return [
            {"tx_ac": transcript.accession, "alt_ac": alignment.chrom, "alt_aln_method": METHOD}
            for alignment in _usable(transcript)
        ]

    def _aligned(self, tx_ac: str, alt_ac: str, method: str) -> tuple[Transcript, Alignment]:
        transcript = self.reference.transcript(tx_ac)
        if transcript is not None and method == METHOD:
            for alignment in _usable(transcript):
                if alignment.chrom == alt_ac:
                    return transcript, alignment
        raise HGVSDataNotAvailableError(f"no alignment of {tx_ac} to {alt_ac} by {method} in this reference")


def _usable(transcript: Transcript) -> list[Alignment]:
    """The alignments that begin with the transcript and leave no exon out: ``hgvs`` cannot map by others.

    A transcript without one is aligned to itself, for the exon borders that the normalizer asks for.
    """
    usable = []
    for alignment in transcript.alignments:
        exons = alignment.tx_exons or transcript.exons
        touching = all(left[1] == right[0] for left, right in pairwise(exons))
        if exons and exons[0][0] == 0 and touching and len(exons) == len(alignment.exons):
            usable.append(alignment)
    if not usable:
        exons = transcript.exons or ((0, len(transcript.sequence)),)
        usable.append(Alignment("", transcript.accession, 1, exons, exons))
    return usable


def _info(transcript: Transcript, alignment: Alignment) -> Row:
    return {
        "hgnc": transcript.gene,
        "cds_start_i": transcript.cds_start,
        "cds_end_i": transcript.cds_end,
        "tx_ac": transcript.accession,
        "alt_ac": alignment.chrom,
        "alt_aln_method": METHOD,
    }
