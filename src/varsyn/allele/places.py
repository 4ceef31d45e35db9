"""Genome names of ordinary edits, from a table worked out once per transcript.

Edits of known bases inside one exon are nearly all that papers print. Where the alignment has no gaps their
place on a chromosome is one addition, and on the other strand a shift to the other end of the run; everything
else goes the general way through ``allele.genome``. A property test holds the two to the same answers.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from varsyn.allele.describe import describe_genomic, spelled
from varsyn.allele.genome import to_genome
from varsyn.model import BundleError, PositionError
from varsyn.sequence import reverse_complement, shift_left, shift_right

if TYPE_CHECKING:
    from varsyn.allele.allele import Allele
    from varsyn.reference.records import Alignment, Transcript

_COMPLEMENT = {"A": "T", "C": "G", "G": "C", "T": "A"}
_IN_PLACE = frozenset({"del", "delins", "inv"})

Names = tuple[tuple[str, str], ...]
"""(assembly, ``NC_…:g.…``) pairs."""


def genomic_names(allele: Allele, transcript: Transcript) -> Names:
    """(assembly, ``NC_…:g.…``) for every assembly on which the allele has a place."""
    names: list[tuple[str, str]] = []
    if allele.shape == "identity" and allele.start == allele.end:
        return ()
    for alignment in transcript.alignments:
        try:
            placed = to_genome(allele, transcript, alignment.assembly)
        except (PositionError, BundleError):
            continue
        names.append((alignment.assembly, describe_genomic(placed)))
    return tuple(names)


class Places:
    """Where a transcript's bases lie on each chromosome it is aligned to without gaps."""

    __slots__ = ("_ends", "_rows", "_sequence", "_simple", "_starts", "_transcript")

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._sequence = transcript.sequence
        exons, alignments = transcript.exons, transcript.alignments
        tiled = bool(exons) and all(left[1] == right[0] for left, right in pairwise(exons))
        once = len({one.assembly for one in alignments}) == len(alignments)
        self._simple = tiled and once and all(_ungapped(one, transcript) for one in alignments)
        self._starts = tuple(start for start, _ in exons)
        self._ends = tuple(end for _, end in exons)
        self._rows = tuple(
            (one.assembly, f"{one.chrom}:g.", one.strand, _deltas(one, transcript))
            for one in (alignments if self._simple else ())
        )

    def names(self, allele: Allele) -> Names:
        """(assembly, ``NC_…:g.…``) for every assembly on which the allele has a place."""
        start, end = allele.start, allele.end
        if (
            not self._simple
            or allele.start_offset
            or allele.end_offset
            or not allele.verified
            or start < 0
            or allele.parts
        ):
            return genomic_names(allele, self._transcript)
        # An insertion lies in the exon of the base before it.
        index = bisect_right(self._starts, start if start < end else start - 1) - 1
        if index < 0 or end > self._ends[index]:
            return genomic_names(allele, self._transcript)
        ref, alt = allele.deleted, allele.inserted
        if allele.shape == "sub" and ref in _COMPLEMENT and alt in _COMPLEMENT:
            return tuple(
                [
                    (assembly, f"{prefix}{deltas[index] + start}{ref}>{alt}")
                    if strand == 1
                    else (assembly, f"{prefix}{deltas[index] - start}{_COMPLEMENT[ref]}>{_COMPLEMENT[alt]}")
                    for assembly, prefix, strand, deltas in self._rows
                ]
            )
        if start < end:
            found = self._replaced(allele, index) if allele.shape in _IN_PLACE else None
        else:
            found = self._inserted(allele, index) if allele.shape in ("ins", "dup") else None
        return found if found is not None else genomic_names(allele, self._transcript)

    def _replaced(self, allele: Allele, index: int) -> Names | None:
        """Names of a deletion, deletion-insertion or inversion inside an exon."""
        names = []
        for assembly, prefix, strand, deltas in self._rows:
            start, end, inserted = allele.start, allele.end, allele.inserted
            if strand == -1:
                if not inserted:
                    start, end, _ = shift_left(self._sequence, start, end, "", self._starts[index])
                low, high = deltas[index] - end + 1, deltas[index] - start
                inserted = reverse_complement(inserted)
            else:
                low, high = deltas[index] + start, deltas[index] + end - 1
            where = f"{low}_{high}" if high > low else f"{low}"
            what = f"delins{spelled(inserted)}" if allele.shape == "delins" else allele.shape
            names.append((assembly, f"{prefix}{where}{what}"))
        return tuple(names)

    def _inserted(self, allele: Allele, index: int) -> Names | None:
        """Names of an insertion or duplication well inside an exon; None where it touches a border."""
        sequence, first, last = self._sequence, self._starts[index], self._ends[index]
        if allele.shape == "dup" and allele.start - len(allele.inserted) < first:
            return None
        names = []
        for assembly, prefix, strand, deltas in self._rows:
            start, inserted, size = allele.start, allele.inserted, len(allele.inserted)
            if strand == -1:
                start, _, inserted = shift_left(sequence, start, start, inserted, first)
                copy, point = start, deltas[index] - start
            else:
                if allele.shape == "ins":
                    start, _, inserted = shift_right(sequence, start, start, inserted, last)
                copy, point = start - size, deltas[index] + start - 1
            if not first < start < last:
                return None
            if first <= copy and copy + size <= last and sequence.startswith(inserted, copy):
                where = f"{point - size + 1}_{point}" if size > 1 else f"{point}"
                names.append((assembly, f"{prefix}{where}dup"))
            else:
                inserted = reverse_complement(inserted) if strand == -1 else inserted
                names.append((assembly, f"{prefix}{point}_{point + 1}ins{spelled(inserted)}"))
        return tuple(names)


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
