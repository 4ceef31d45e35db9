"""Genome names of ordinary edits, from a table worked out once per transcript.

Edits of known bases inside one exon are nearly all that papers print. Where the exon stands base for base on
the chromosome their place is one addition, and on the other strand a shift to the other end of the run;
everything else goes the general way through ``allele.genome``. A property test holds the two to the same
answers.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from varsyn.allele.allele import Allele
from varsyn.allele.context import context_of
from varsyn.allele.describe import describe_genomic, spelled
from varsyn.allele.exon_map import mapping_of
from varsyn.allele.genome import to_genome
from varsyn.model import BundleError, PositionError
from varsyn.sequence import reverse_complement, shift_left, shift_right

if TYPE_CHECKING:
    from varsyn.reference.records import Alignment, Transcript

_TURNED = {
    ref + alt: f"{reverse_complement(ref)}>{reverse_complement(alt)}" for ref in "ACGT" for alt in "ACGT"
}
"""Two bases, and their exchange as the other strand spells it."""
_IN_PLACE = frozenset({"del", "delins", "inv"})

Names = tuple[tuple[str, str], ...]
"""(assembly, ``NC_…:g.…``) pairs."""


def genomic_names(allele: Allele, transcript: Transcript) -> Names:
    """(assembly, ``NC_…:g.…``) for every assembly on which the allele has a place."""
    if allele.shape == "identity" and allele.start == allele.end:
        return ()
    names = [(one.assembly, genomic_name(allele, transcript, one.assembly)) for one in transcript.alignments]
    return tuple([(assembly, name) for assembly, name in names if name is not None])


def genomic_name(allele: Allele, transcript: Transcript, assembly: str) -> str | None:
    """``NC_…:g.…`` for one assembly; None where the allele has no place there."""
    try:
        return describe_genomic(to_genome(allele, transcript, assembly))
    except (PositionError, BundleError):
        return None


class _Row(NamedTuple):
    """One assembly: stretches of transcript bases that stand base for base on the chromosome.

    ``deltas`` are what to add to (plus strand) or subtract a base from (minus), to get its g. number.
    """

    assembly: str
    prefix: str
    strand: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    deltas: tuple[int, ...]


class Places:
    """Where a transcript's bases lie on each chromosome it is aligned to."""

    __slots__ = ("_rows", "_sequence", "_transcript")

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._sequence = transcript.sequence
        exons, alignments = transcript.exons, transcript.alignments
        tiled = bool(exons) and all(left[1] == right[0] for left, right in pairwise(exons))
        once = len({one.assembly for one in alignments}) == len(alignments)
        self._rows: tuple[_Row, ...] | None = None
        if tiled and once:
            rows = [_row(one, transcript) for one in alignments]
            shared = {row.starts: row.starts for row in rows}
            self._rows = tuple([row._replace(starts=shared[row.starts]) for row in rows])

    def names(self, allele: Allele) -> Names:
        """(assembly, ``NC_…:g.…``) for every assembly on which the allele has a place."""
        start, end = allele.start, allele.end
        plain = allele.verified and not (allele.start_offset or allele.end_offset or allele.parts)
        if self._rows is None or not plain or start < 0 or allele.shape == "identity":
            return genomic_names(allele, self._transcript)
        if allele.shape == "sub":
            return self.substitution(start, allele.deleted, allele.inserted)
        names: list[tuple[str, str]] = []
        for row in self._rows:
            # An insertion lies in the stretch of the base before it.
            index = bisect_right(row.starts, start if start < end else start - 1) - 1
            if index < 0 or end > row.ends[index]:
                what = None
            else:
                what = self._edit(allele, row, index)
            if what is not None:
                names.append((row.assembly, row.prefix + what))
            elif (name := genomic_name(allele, self._transcript, row.assembly)) is not None:
                names.append((row.assembly, name))
        return tuple(names)

    def substitution(self, start: int, ref: str, alt: str) -> Names:
        """The names of one base (0-based on the transcript) replaced by another."""
        turned = _TURNED.get(ref + alt)
        names: list[tuple[str, str]] = []
        at: tuple[int, ...] = ()
        for assembly, prefix, strand, starts, ends, deltas in self._rows or () if turned else ():
            # Assemblies mostly share one table of exons.
            if starts is not at:
                at, index = starts, bisect_right(starts, start) - 1
            if index < 0 or start >= ends[index]:
                break
            if strand == 1:
                names.append((assembly, f"{prefix}{deltas[index] + start}{ref}>{alt}"))
            else:
                names.append((assembly, f"{prefix}{deltas[index] - start}{turned}"))
        else:
            if turned and self._rows is not None:
                return tuple(names)
        allele = Allele(self._transcript.accession, start, start + 1, ref, alt, "sub")
        return genomic_names(allele, self._transcript)

    def _edit(self, allele: Allele, row: _Row, index: int) -> str | None:
        """The edit on a chromosome, from the number on; None where the general way has to tell."""
        if allele.start < allele.end:
            if allele.shape not in _IN_PLACE or allele.start == row.starts[index]:
                return None
            return self._replaced(allele, row, index)
        return self._inserted(allele, row, index) if allele.shape in ("ins", "dup") else None

    def _replaced(self, allele: Allele, row: _Row, index: int) -> str:
        """A deletion, deletion-insertion or inversion inside a stretch."""
        start, end, inserted = allele.start, allele.end, allele.inserted
        if row.strand == -1:
            if not inserted:
                start, end, _ = shift_left(self._sequence, start, end, "", row.starts[index])
            low, high = row.deltas[index] - end + 1, row.deltas[index] - start
            inserted = reverse_complement(inserted)
        else:
            low, high = row.deltas[index] + start, row.deltas[index] + end - 1
        where = f"{low}_{high}" if high > low else f"{low}"
        return f"{where}delins{spelled(inserted)}" if allele.shape == "delins" else f"{where}{allele.shape}"

    def _inserted(self, allele: Allele, row: _Row, index: int) -> str | None:
        """An insertion or duplication well inside a stretch; None where it touches a border."""
        sequence, first, last = self._sequence, row.starts[index], row.ends[index]
        start, inserted, size = allele.start, allele.inserted, len(allele.inserted)
        if allele.shape == "dup" and start - size <= first:
            return None
        if row.strand == -1:
            start, _, inserted = shift_left(sequence, start, start, inserted, first)
            copy, point = start, row.deltas[index] - start
        else:
            if allele.shape == "ins":
                start, _, inserted = shift_right(sequence, start, start, inserted, last)
            copy, point = start - size, row.deltas[index] + start - 1
        if not first < start < last:
            return None
        if first <= copy and copy + size <= last and sequence.startswith(inserted, copy):
            return f"{point - size + 1}_{point}dup" if size > 1 else f"{point}dup"
        inserted = reverse_complement(inserted) if row.strand == -1 else inserted
        return f"{point}_{point + 1}ins{spelled(inserted)}"


def _row(alignment: Alignment, transcript: Transcript) -> _Row:
    """The stretches of one alignment that lie in one exon each; none where it is unusable."""
    prefix = f"{alignment.chrom}:g."
    exons = transcript.exons
    if not alignment.cigars and (not alignment.tx_exons or alignment.tx_exons == exons):
        lengths = [end - start for start, end in exons]
        if lengths == [end - start for start, end in alignment.exons]:
            pairs = zip(exons, alignment.exons, strict=True)
            if alignment.strand == 1:
                deltas = tuple([chrom[0] - exon[0] + 1 for exon, chrom in pairs])
            else:
                deltas = tuple([chrom[1] + exon[0] for exon, chrom in pairs])
            starts, ends = tuple([start for start, _ in exons]), tuple([end for _, end in exons])
            return _Row(alignment.assembly, prefix, alignment.strand, starts, ends, deltas)
    context = context_of(transcript)
    try:
        mapping = mapping_of(alignment, context)
    except BundleError:
        return _Row(alignment.assembly, prefix, alignment.strand, (), (), ())
    found = [
        (at, at + length, chrom - at + 1 if mapping.strand == 1 else chrom + at + 1)
        for at, chrom, length, _, same in mapping.stretches
        if same and at >= 0 and at + length <= context.exon_of(at)[1]
    ]
    return _Row(
        alignment.assembly,
        prefix,
        alignment.strand,
        tuple([start for start, _, _ in found]),
        tuple([end for _, end, _ in found]),
        tuple([delta for _, _, delta in found]),
    )


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
