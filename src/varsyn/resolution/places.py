"""Genome positions of single-base changes, from a table worked out once per transcript.

Single-base changes are nine in ten of what papers print. Where the alignment has no gaps their place on a
chromosome is one addition; everything else goes the general way through ``allele.genome``. A property test
holds the two to the same answers.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from varsyn.allele.variant import genomic_names

if TYPE_CHECKING:
    from varsyn.allele import Allele
    from varsyn.reference import Alignment, Transcript

_COMPLEMENT = {"A": "T", "C": "G", "G": "C", "T": "A"}

Names = tuple[tuple[str, str], ...]


class Places:
    """Where a transcript's bases lie on each chromosome it is aligned to without gaps."""

    __slots__ = ("_rows", "_simple", "_starts", "_transcript")

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        exons = transcript.exons
        tiled = bool(exons) and all(left[1] == right[0] for left, right in pairwise(exons))
        self._simple = tiled and all(_ungapped(one, transcript) for one in transcript.alignments)
        self._starts = tuple(start for start, _ in exons)
        self._rows = tuple(
            (one.assembly, f"{one.chrom}:g.", one.strand, _deltas(one, transcript))
            for one in (transcript.alignments if self._simple else ())
        )

    def names(self, allele: Allele) -> Names:
        """(assembly, ``NC_…:g.…``) for every assembly on which the allele has a place."""
        if (
            not self._simple
            or allele.shape != "sub"
            or allele.start_offset
            or not allele.verified
            or allele.start < 0
        ):
            return genomic_names(allele, self._transcript)
        index = bisect_right(self._starts, allele.start) - 1
        if index < 0 or allele.start >= self._transcript.exons[-1][1]:
            return genomic_names(allele, self._transcript)
        ref, alt = allele.deleted, allele.inserted
        return tuple(
            [
                (assembly, f"{prefix}{deltas[index] + allele.start}{ref}>{alt}")
                if strand == 1
                else (
                    assembly,
                    f"{prefix}{deltas[index] - allele.start}{_COMPLEMENT[ref]}>{_COMPLEMENT[alt]}",
                )
                for assembly, prefix, strand, deltas in self._rows
            ]
        )


def _ungapped(alignment: Alignment, transcript: Transcript) -> bool:
    if alignment.cigars or (alignment.tx_exons and alignment.tx_exons != transcript.exons):
        return False
    lengths = [end - start for start, end in transcript.exons]
    return lengths == [end - start for start, end in alignment.exons]


def _deltas(alignment: Alignment, transcript: Transcript) -> tuple[int, ...]:
    """For each exon what to add to (plus strand) or subtract from (minus) a base, to get its g. number."""
    pairs = zip(transcript.exons, alignment.exons, strict=True)
    if alignment.strand == 1:
        return tuple(chrom[0] - exon[0] + 1 for exon, chrom in pairs)
    return tuple(chrom[1] + exon[0] for exon, chrom in pairs)


class _Cache:
    """The tables of recently used transcripts."""

    def __init__(self, size: int = 1024) -> None:
        self._size = size
        self._kept: dict[str, tuple[Transcript, Places]] = {}

    def get(self, transcript: Transcript) -> Places:
        """The table of this very transcript, made on first use."""
        known = self._kept.get(transcript.accession)
        if known is not None and known[0] is transcript:
            return known[1]
        if len(self._kept) >= self._size:
            self._kept.pop(next(iter(self._kept)))
        made = Places(transcript)
        self._kept[transcript.accession] = (transcript, made)
        return made


places_of = _Cache().get
"""The table of a transcript, from the process-wide cache."""
