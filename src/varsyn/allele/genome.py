"""Alleles between a transcript and a chromosome."""

from __future__ import annotations

import msgspec

from varsyn.allele.allele import Allele
from varsyn.allele.bases import reduced
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.coordinates import FLANK, Site
from varsyn.allele.exon_map import ExonMap, mapping_of
from varsyn.allele.normalize import join_parts, normalize_edit
from varsyn.model import BundleError, PositionError, ReferenceMismatch, UnknownReference
from varsyn.reference.records import Alignment, Transcript
from varsyn.sequence import Shape, reverse_complement, shift_left, shift_right


def alignment_to(transcript: Transcript, target: str) -> Alignment | None:
    """The transcript's alignment to an assembly (``GRCh38``) or a chromosome accession, if it has one."""
    for alignment in transcript.alignments:
        if target in (alignment.assembly, alignment.chrom):
            return alignment
    return None


def to_genome(allele: Allele, transcript: Transcript, target: str, *, shifted: bool = True) -> Allele:
    """The allele on the chromosome: ``target`` is an assembly or a chromosome accession.

    The result lies on the forward strand, 3'-most there as far as the transcript's bases tell (within the
    exon), or without ``shifted`` at the very bases that it has on the transcript. Raises UnknownReference
    without such an alignment, PositionError where the place is not aligned.
    """
    alignment = alignment_to(transcript, target)
    if alignment is None:
        raise UnknownReference(
            f"{transcript.accession} is not aligned to {target}",
            code="not_aligned",
            advice=("aligned to: " + (", ".join(a.assembly for a in transcript.alignments) or "nothing"),),
        )
    context = context_of(transcript)
    mapping = mapping_of(alignment, context)
    if allele.parts:
        parts = tuple(
            sorted((place(p, context, mapping, shifted) for p in allele.parts), key=lambda p: p.start)
        )
        first, last = parts[0], parts[-1]
        return Allele(
            alignment.chrom, first.start, last.end, "", "", "delins", verified=allele.verified, parts=parts
        )
    return place(allele, context, mapping, shifted)


def place(allele: Allele, context: TranscriptContext, mapping: ExonMap, shifted: bool = True) -> Allele:
    """One edit on the chromosome, by its exon map."""
    strand = mapping.strand
    if allele.shape == "repeat":
        raise _not_aligned(allele, mapping)
    known = allele.verified and not allele.intronic
    if known and allele.shape in ("del", "ins", "dup"):
        start, end, inserted, shape, low, high = _place_pure(allele, context, mapping, shifted)
    else:
        start, end, inserted, shape = allele.start, allele.end, allele.inserted, allele.shape
        low, high = _interval(allele, context, mapping)
    deleted = context.sequence[start:end] if known else allele.deleted
    if known and not all(mapping.same(base) for base in range(start, end)):
        raise PositionError(
            f"{allele.accession} and {mapping.alignment.chrom} differ in their bases here",
            code="not_on_genome",
            advice=("describe the variant on the transcript",),
        )
    if known and end > start and high - low != end - start and not _spans_intron(start, end, context):
        raise PositionError(
            f"{allele.accession} and {mapping.alignment.chrom} differ in length here",
            code="not_on_genome",
            advice=("describe the variant on the transcript",),
        )
    if strand == -1:
        deleted, inserted = reverse_complement(deleted), reverse_complement(inserted)
    if high - low != len(deleted):
        deleted = ""
    chrom = mapping.alignment.chrom
    return Allele(chrom, low, high, deleted, inserted, shape, verified=allele.verified)


def _spans_intron(start: int, end: int, context: TranscriptContext) -> bool:
    return context.exon_of(start) != context.exon_of(max(start, end - 1))


def _place_pure(
    allele: Allele, context: TranscriptContext, mapping: ExonMap, shifted: bool
) -> tuple[int, int, str, Shape, int, int]:
    """A deletion or insertion of known bases, moved to the chromosome's 3' end within its exon."""
    strand, sequence = mapping.strand, context.sequence
    first, last = context.exon_of(max(allele.start - 1, 0) if allele.start == allele.end else allele.start)
    low_same, high_same = mapping.same_span(max(allele.start - 1, first))
    first, last = max(first, low_same), min(last, high_same)
    start, end, inserted = allele.start, allele.end, allele.inserted
    copy = start - len(inserted) if allele.shape == "dup" else start
    if context.exon_of(copy) != context.exon_of(max(end - 1, copy)):
        # Bases of two exons: on the chromosome the intron between them goes with them.
        low, high = _interval_over_introns(allele, context, mapping, copy, end)
        return copy, copy, "", allele.shape, low, high
    left = shift_left(sequence, start, end, inserted, first)
    right = shift_right(sequence, start, end, inserted, last)
    if strand == -1 and shifted:
        start, end, inserted = left
    elif shifted and allele.shape == "ins":
        start, end, inserted = right
    elif strand == -1 and allele.shape == "dup":
        # On the other strand the new copy stands before the old one.
        start = end = start - len(inserted)
    if start != end:
        low, high = _interval(msgspec.structs.replace(allele, start=start, end=end), context, mapping)
        return start, end, inserted, "del", low, high
    point = _point(start, context, mapping)
    if point is None:
        # At an exon border, or beside a gap: a copy, or what can be written inside the exon, stays with it.
        if allele.shape == "ins" and left.start == right.start:
            raise PositionError(
                f"an insertion between two exons has no single place on {mapping.alignment.chrom}",
                code="between_exons",
                advice=("give the genomic description", "or say in which exon it lies"),
            )
        neighbour = start - 1 if start > first else start
        base = _base(Site(neighbour), context, mapping)
        if base is None:
            raise _not_aligned(allele, mapping)
        point = base + 1 if (neighbour < start) == (strand == 1) else base
    copy = start if strand == -1 else start - len(inserted)
    beside = first <= copy and copy + len(inserted) <= last and sequence.startswith(inserted, copy)
    return start, end, inserted, "dup" if beside else "ins", point, point


def _point(start: int, context: TranscriptContext, mapping: ExonMap) -> int | None:
    """The chromosome's interbase position before a transcript base; None where neighbours are parted."""
    left, right = _base(Site(start - 1), context, mapping), _base(Site(start), context, mapping)
    if left is None or right is None or (right - left) * mapping.strand != 1:
        return None
    return max(left, right)


def _interval_over_introns(
    allele: Allele, context: TranscriptContext, mapping: ExonMap, start: int, end: int
) -> tuple[int, int]:
    """The chromosome interval of ``[start, end)`` over several exons, at the chromosome's 3' end."""
    sequence = context.sequence
    if mapping.strand == -1:
        low = max(context.exon_of(start)[0], start - end + 1 + context.exon_of(end - 1)[0])
        while start > low and sequence[start - 1] == sequence[end - 1]:
            start, end = start - 1, end - 1
    plain = msgspec.structs.replace(allele, start=start, end=end, inserted="", shape="del")
    return _interval(plain, context, mapping)


def _interval(allele: Allele, context: TranscriptContext, mapping: ExonMap) -> tuple[int, int]:
    """The interbase interval on the chromosome, ascending."""
    strand = mapping.strand
    if allele.shape == "ins":
        left = _base(Site(allele.end - 1, allele.end_offset), context, mapping)
        right = _base(Site(allele.start, allele.start_offset), context, mapping)
        if left is None or right is None or (right - left) * strand != 1:
            raise _not_aligned(allele, mapping)
        point = max(left, right)
        return point, point
    if allele.start == allele.end and not allele.intronic:
        return 0, 0
    first = _base(Site(allele.start, allele.start_offset), context, mapping)
    last = _base(Site(allele.end - 1, allele.end_offset), context, mapping)
    if first is None or last is None:
        raise _not_aligned(allele, mapping)
    return (first, last + 1) if strand == 1 else (last, first + 1)


def _base(site: Site, context: TranscriptContext, mapping: ExonMap) -> int | None:
    """The chromosome base of a site; None where it cannot be known."""
    if not context.exon_starts and not mapping.alignment.tx_exons:
        return None
    base = site.base
    first, last = mapping.tx_exons[0][0], mapping.tx_exons[-1][1]
    if base < first and (first > 0 or not context.complete_5_prime):
        return None
    if base >= last and (last < context.length or not context.complete_3_prime):
        return None
    return mapping.to_chrom(site)


def _not_aligned(allele: Allele, mapping: ExonMap) -> PositionError:
    return PositionError(
        f"this place of {allele.accession} is not aligned to {mapping.alignment.chrom}",
        code="not_on_genome",
        advice=("the transcript and the chromosome differ here, or the record does not reach so far",),
    )


def from_genome(allele: Allele, transcript: Transcript) -> Allele:
    """The allele on the transcript, normalized there. ``allele`` lies on a chromosome, forward strand.

    Stated bases are checked against the transcript. Raises UnknownReference where the transcript is not
    aligned to that chromosome, PositionError where the place is not on the transcript (too far away, or in
    a gap of the alignment), ReferenceMismatch where the bases do not fit.
    """
    alignment = alignment_to(transcript, allele.accession)
    if alignment is None:
        raise UnknownReference(
            f"{transcript.accession} is not aligned to {allele.accession}",
            code="not_aligned",
            advice=("aligned to: " + (", ".join(a.chrom for a in transcript.alignments) or "nothing"),),
        )
    context = context_of(transcript)
    mapping = mapping_of(alignment, context)
    if allele.parts:
        parts = sorted((lift(p, context, mapping) for p in allele.parts), key=lambda p: (p.start, p.end))
        return join_parts(context, parts)
    return lift(allele, context, mapping)


def lift(allele: Allele, context: TranscriptContext, mapping: ExonMap) -> Allele:
    """One edit of the chromosome on the transcript, by its exon map."""
    if allele.shape == "dup" and allele.inserted:
        # As the stretch that is copied: it lies in the exon, where the point behind it may not.
        size = len(allele.inserted)
        allele = msgspec.structs.replace(
            allele, start=allele.start - size, deleted=allele.inserted, inserted=""
        )
    strand = mapping.strand
    inserted, deleted = allele.inserted, allele.deleted
    if strand == -1:
        inserted, deleted = reverse_complement(inserted), reverse_complement(deleted)
    if inserted and deleted and allele.shape != "identity" and not _on_record(allele, context, mapping):
        # What does not change need not be on the transcript (the anchor base of VCF, for one).
        first, last, deleted, inserted, shape = reduced(deleted, inserted)
        low, high = (allele.start, allele.end)
        start, end = (low + first, low + last) if strand == 1 else (high - last, high - first)
        allele = msgspec.structs.replace(allele, start=start, end=end, shape=shape)
    accession, sequence = context.transcript.accession, context.sequence
    if allele.start == allele.end and inserted:
        low, high = allele.start - 1, allele.start
        left, right = (low, high) if strand == 1 else (high, low)
        before, after = _site(left, context, mapping, allele), _site(right, context, mapping, allele)
        if not before.offset and not after.offset and _inside(before, after, context):
            return normalize_edit(context, after.base, after.base, inserted)
        # At an exon border the same insertion may be written one base further in.
        if not before.offset and after.offset and sequence.endswith(inserted[-1], 0, before.base + 1):
            return normalize_edit(context, before.base, before.base, inserted[-1] + inserted[:-1])
        if before.offset and not after.offset and sequence.startswith(inserted[0], after.base):
            return normalize_edit(context, after.base + 1, after.base + 1, inserted[1:] + inserted[0])
        return Allele(
            accession, after.base, before.base + 1, "", inserted, "ins",
            after.offset, before.offset, verified=False,
        )  # fmt: skip
    low, high = allele.start, allele.end - 1
    first, last = (low, high) if strand == 1 else (high, low)
    begin, finish = _site(first, context, mapping, allele), _site(last, context, mapping, allele)
    if begin.offset or finish.offset or not _inside(begin, finish, context):
        return Allele(
            accession, begin.base, finish.base + 1, deleted, inserted, allele.shape,
            begin.offset, finish.offset, verified=False,
        )  # fmt: skip
    there = context.sequence[begin.base : finish.base + 1]
    if not allele.verified and len(there) == allele.end - allele.start:
        _check_stated(deleted, there, begin.base, allele, accession, mapping)
    if allele.shape == "dup" and not inserted:
        return normalize_edit(context, finish.base + 1, finish.base + 1, there)
    if allele.shape == "inv":
        inserted = reverse_complement(there)
    if allele.shape == "identity":
        inserted = deleted or there
    return normalize_edit(context, begin.base, finish.base + 1, inserted)


def _on_record(allele: Allele, context: TranscriptContext, mapping: ExonMap) -> bool:
    """Whether both ends of an interval of the chromosome are bases of the transcript's record."""
    ends = mapping.to_tx(allele.start), mapping.to_tx(allele.end - 1)
    return all(site is not None and not site.offset and 0 <= site.base < context.length for site in ends)


def _check_stated(
    deleted: str, there: str, base: int, allele: Allele, accession: str, mapping: ExonMap
) -> None:
    """Bases stated for the chromosome must be the transcript's, but where the alignment marks a mismatch."""
    fit = len(deleted) == len(there) and all(
        (stated == known) == mapping.same(base + i)
        for i, (stated, known) in enumerate(zip(deleted, there, strict=True))
    )
    if deleted and not fit:
        raise ReferenceMismatch(
            f"{allele.accession}:g.{allele.start + 1} stands for {there} on {accession}, not {deleted}",
            advice=(
                "check the assembly and the strand",
                "the chromosome and the transcript may differ here: a genome sequence would tell",
            ),
        )


def _inside(first: Site, last: Site, context: TranscriptContext) -> bool:
    return first.base >= 0 and last.base < context.length


def _site(position: int, context: TranscriptContext, mapping: ExonMap, allele: Allele) -> Site:
    try:
        site = mapping.to_tx(position)
    except BundleError:
        site = None
    if site is None or not -FLANK <= site.base < context.length + FLANK:
        raise PositionError(
            f"{allele.accession}:{position + 1} does not lie on {context.transcript.accession}",
            code="not_on_transcript",
            advice=("name another transcript or gene",),
        )
    # A record, or its alignment, may leave out the exons at either end: what lies there is unknown.
    first, last = mapping.tx_exons[0][0], mapping.tx_exons[-1][1]
    before = site.base < first and (first > 0 or not context.complete_5_prime)
    behind = site.base >= last and (last < context.length or not context.complete_3_prime)
    if before or behind:
        raise PositionError(
            f"{allele.accession}:{position + 1} lies outside the part of {context.transcript.accession} "
            f"that is on record and aligned to {allele.accession}",
            code="not_on_transcript",
            advice=("name another transcript, or describe the variant on the chromosome alone",),
        )
    return site
