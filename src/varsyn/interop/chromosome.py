"""The bases of a chromosome, as far as aligned transcripts or a genome sequence tell them."""

from __future__ import annotations

from functools import lru_cache

from varsyn.allele.exon_map import exon_map
from varsyn.model import PositionError, UnknownReference
from varsyn.reference import GenomeSequence, Reference
from varsyn.sequence import reverse_complement

UNKNOWN = "N"


class Chromosomes:
    """Chromosome bases from a genome where there is one, otherwise from the exons of a reference.

    The exons know the bases between their ends; introns and what lies between genes is ``N``. Where two
    transcripts tell different bases for one place, or an alignment marks a mismatch, that base is ``N`` too:
    it is one of the two, and nothing here says which.

    >>> from varsyn.reference import open_reference
    >>> Chromosomes(open_reference()).fetch("NC_000015.10", 98911383, 98911384)
    'G'
    """

    def __init__(self, reference: Reference, genome: GenomeSequence | None = None) -> None:
        self.reference = reference
        self.genome = genome
        self._block = lru_cache(maxsize=256)(self._exonic)

    def fetch(self, accession: str, start: int, end: int) -> str:
        """Bases ``[start, end)``, 0-based and half-open, on the forward strand; ``N`` where not known.

        Raises
        ------
        PositionError: a negative or reversed interval.
        """
        if start < 0 or end < start:
            raise PositionError(f"[{start}, {end}) is no interval of {accession}")
        if self.genome is not None:
            return self.genome.fetch(accession, start, end).upper()
        first, last = start // _BLOCK, max(start, end - 1) // _BLOCK
        joined = "".join(self._block(accession, number) for number in range(first, last + 1))
        return joined[start - first * _BLOCK : end - first * _BLOCK]

    def known(self, accession: str, start: int, end: int) -> str:
        """As fetch, but raises UnknownReference where a base of the interval is not known."""
        bases = self.fetch(accession, start, end)
        if UNKNOWN in bases or len(bases) != end - start:
            place = f"{accession}:g.{start + 1}_{end}"
            raise UnknownReference(
                f"the bases of {place} are not in this reference, which has the exons of its genes only",
                code="no_genome_sequence",
                advice=("give a genome sequence (genome=…)",),
            )
        return bases

    def _exonic(self, accession: str, number: int) -> str:
        low = number * _BLOCK
        bases = [UNKNOWN] * _BLOCK
        settled = [False] * _BLOCK
        for transcript in self.reference.overlapping(accession, low, low + _BLOCK):
            for alignment in transcript.alignments:
                if alignment.chrom != accession:
                    continue
                for stretch in exon_map(alignment, transcript.exons).stretches:
                    there = transcript.sequence[stretch.tx : stretch.tx + stretch.length]
                    start = stretch.chrom
                    if alignment.strand == -1:
                        there = reverse_complement(there)
                        start -= stretch.length - 1
                    for position in range(max(start, low), min(start + len(there), low + _BLOCK)):
                        base = there[position - start] if stretch.same else UNKNOWN
                        if not settled[position - low]:
                            bases[position - low], settled[position - low] = base, True
                        elif bases[position - low] != base:
                            bases[position - low] = UNKNOWN
        return "".join(bases)


_BLOCK = 4096
"""Bases worked out at a time."""
