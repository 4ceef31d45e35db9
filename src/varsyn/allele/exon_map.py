"""Which base of a chromosome is which base of a transcript, exon by exon, gaps included."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from varsyn.allele.context import TranscriptContext
from varsyn.allele.coordinates import Site
from varsyn.model import BundleError
from varsyn.reference.records import Alignment, Interval

_STEP = re.compile(r"(\d*)([=MXID])")


class Stretch(NamedTuple):
    """``length`` transcript bases from ``tx`` on that stand base for base on the chromosome.

    ``chrom`` is the 0-based chromosome position of the first of them in transcript order (on strand -1 the
    next one is one lower); ``exon`` the index of the exon; ``same`` False where the bases differ.
    """

    tx: int
    chrom: int
    length: int
    exon: int
    same: bool = True


class ExonMap:
    """One alignment as a map of single bases; 0-based on both sides.

    ``tx_exons`` that do not touch show where an exon could not be aligned: nothing maps in between.
    """

    def __init__(self, alignment: Alignment, tx_exons: tuple[Interval, ...]) -> None:
        self.alignment = alignment
        self.strand = alignment.strand
        self.tx_exons = tx_exons
        self.stretches = tuple(_stretches(alignment, tx_exons))
        self._junctions = {end for _, end in tx_exons} & {start for start, _ in tx_exons}
        self._starts = [stretch.tx for stretch in self.stretches]
        lows = sorted(
            (min(s.chrom, s.chrom + (s.length - 1) * self.strand), i) for i, s in enumerate(self.stretches)
        )
        self._lows = [low for low, _ in lows]
        self._order = [index for _, index in lows]

    def to_chrom(self, site: Site) -> int | None:
        """The chromosome base of a transcript base or intron site; None where the alignment has none."""
        index = bisect_right(self._starts, site.base) - 1
        if index < 0:
            first = self.stretches[0]
            return first.chrom + (site.base - first.tx + site.offset) * self.strand
        stretch = self.stretches[index]
        within = site.base - stretch.tx
        if within >= stretch.length and index < len(self.stretches) - 1:
            return None
        if site.offset and not self._has_intron(site):
            return None
        return stretch.chrom + (within + site.offset) * self.strand

    def _has_intron(self, site: Site) -> bool:
        """Whether an intron lies where the offset points: the exon ends there and its neighbour touches."""
        return (site.base + 1 if site.offset > 0 else site.base) in self._junctions

    def to_tx(self, position: int) -> Site | None:
        """The transcript base or intron site of a chromosome base; None where the alignment has none.

        In introns the nearer exon is named, the 5' one in the very middle (HGVS, background, numbering).
        """
        order = bisect_right(self._lows, position) - 1
        if order >= 0:
            stretch = self.stretches[self._order[order]]
            within = (position - stretch.chrom) * self.strand
            if 0 <= within < stretch.length:
                return Site(stretch.tx + within)
        left, right = order, order + 1
        before, after = (left, right) if self.strand == 1 else (right, left)
        count = len(self.stretches)
        five = self.stretches[self._order[before]] if 0 <= before < count else None
        three = self.stretches[self._order[after]] if 0 <= after < count else None
        if five is None:
            assert three is not None
            return Site(three.tx + (position - three.chrom) * self.strand)
        end = five.tx + five.length
        past = (position - five.chrom) * self.strand - five.length + 1
        if three is None:
            return Site(end - 1 + past)
        if five.exon == three.exon or self.tx_exons[five.exon][1] != self.tx_exons[three.exon][0]:
            return None
        ahead = (three.chrom - position) * self.strand
        return Site(end - 1, past) if past <= ahead else Site(three.tx, -ahead)

    def same(self, base: int) -> bool:
        """Whether the chromosome has the same base as the transcript there, for all the alignment says."""
        index = bisect_right(self._starts, base) - 1
        return index < 0 or self.stretches[index].same

    def same_span(self, base: int) -> tuple[int, int]:
        """The transcript interval around a base that stands base for base on the chromosome."""
        index = max(bisect_right(self._starts, base) - 1, 0)
        stretch = self.stretches[index]
        return stretch.tx, max(stretch.tx + stretch.length, base + 1)

    def intron_length(self, site: Site) -> int | None:
        """Bases of the intron that an intron site lies in; None where the alignment does not show it."""
        if not self._has_intron(site):
            return None
        border = site.base + 1 if site.offset > 0 else site.base
        left, right = self.to_chrom(Site(border - 1)), self.to_chrom(Site(border))
        return abs(right - left) - 1 if left is not None and right is not None else None

    def nearest(self, site: Site) -> Site:
        """An intron site counted from the nearer exon; others come back as they are."""
        if not site.offset:
            return site
        position = self.to_chrom(site)
        found = self.to_tx(position) if position is not None else None
        return found if found is not None else site


def _stretches(alignment: Alignment, tx_exons: tuple[Interval, ...]) -> list[Stretch]:
    """The alignment cut into base-for-base stretches, in transcript order."""
    if len(tx_exons) != len(alignment.exons):
        raise BundleError(
            f"the alignment to {alignment.chrom} has {len(alignment.exons)} exons, "
            f"the transcript {len(tx_exons)}",
            code="alignment_unusable",
            advice=("rebuild the reference bundle from its source",),
        )
    found: list[Stretch] = []
    strand = alignment.strand
    for number, ((low, high), (start, end)) in enumerate(zip(alignment.exons, tx_exons, strict=True)):
        at = low if strand == 1 else high - 1
        cigar = alignment.cigars[number] if alignment.cigars else f"{end - start}="
        tx = start
        for size, step in _STEP.findall(cigar):
            count = int(size or 1)
            if step in "=MX":
                found.append(Stretch(tx, at, count, number, step != "X"))
            if step != "I":
                tx += count
            if step != "D":
                at += count * strand
        if tx != end or abs(at - (low if strand == 1 else high - 1)) != high - low:
            raise BundleError(
                f"exon {number + 1} does not fit its place on {alignment.chrom}",
                code="alignment_unusable",
                advice=("rebuild the reference bundle from its source",),
            )
    return found


@lru_cache(maxsize=2048)
def exon_map(alignment: Alignment, tx_exons: tuple[Interval, ...]) -> ExonMap:
    """The map of one alignment; ``tx_exons`` are used where the alignment states none of its own.

    Raises BundleError where the two do not fit.
    """
    return ExonMap(alignment, alignment.tx_exons or tx_exons)


def mapping_of(alignment: Alignment, context: TranscriptContext) -> ExonMap:
    """The map of one of a transcript's alignments, kept with what else is known of the transcript.

    Raises BundleError where the two do not fit.
    """
    known = context.maps.get(alignment.chrom)
    if known is None or known.alignment is not alignment:
        known = context.maps[alignment.chrom] = exon_map(alignment, context.transcript.exons)
    return known
