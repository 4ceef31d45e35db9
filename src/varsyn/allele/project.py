"""From one transcript to another of the same gene: versions, isoforms."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from varsyn.allele.allele import Allele
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.coordinates import Site
from varsyn.allele.genome import from_genome, to_genome
from varsyn.allele.normalize import duplicate, join_parts, normalize_edit
from varsyn.model import BundleError, PositionError, ReferenceMismatch
from varsyn.reference.records import Transcript
from varsyn.sequence import Block, reverse_complement, shared_blocks


def project(allele: Allele, source: Transcript, target: Transcript) -> Allele:
    """The same allele on another transcript of the gene.

    A chromosome that both are aligned to carries it; otherwise the bases that the two records share around
    the edit do, and for versions of one record the same c. position in a region whose bases are not on
    record. Raises PositionError where the target does not have the place.
    """
    if source.accession == target.accession:
        return allele
    if allele.shape == "identity" and allele.start == allele.end:
        return Allele(target.accession, 0, 0, "", "", "identity")
    for alignment in target.alignments:
        if any(alignment.chrom == other.chrom for other in source.alignments):
            try:
                return from_genome(to_genome(allele, source, alignment.chrom, shifted=False), target)
            except (PositionError, ReferenceMismatch, BundleError):
                continue
    carried = None
    if not allele.intronic and allele.verified:
        carried = _by_sequence(allele, source, target)
    if carried is None:
        carried = _by_numbering(allele, source, target)
    if carried is not None:
        return carried
    raise PositionError(
        f"this place of {source.accession} is not on {target.accession}",
        code="not_on_target",
        advice=("the two transcripts differ here: keep the description on its own transcript",),
    )


@lru_cache(maxsize=512)
def _blocks(first: str, second: str) -> tuple[Block, ...]:
    return shared_blocks(first, second)


_MARGIN = 8
"""Bases that must agree beyond the edit before a shared stretch is trusted: 4^8 rules out mere chance."""


def _by_sequence(allele: Allele, source: Transcript, target: Transcript) -> Allele | None:
    """Carried by identical bases around the edit; None where the records differ there."""
    if allele.parts:
        parts = [_by_sequence(part, source, target) for part in allele.parts]
        known = [part for part in parts if part is not None]
        return join_parts(context_of(target), known) if len(known) == len(parts) else None
    if allele.start == allele.end and not allele.inserted:
        return None
    start, end = _borders(allele.start, allele.end, source, target)
    if start is None or end is None or start > end:
        return None
    context = context_of(target)
    if allele.shape == "identity":
        bases = target.sequence[start:end]
        return Allele(target.accession, start, end, bases, bases, "identity")
    size = len(allele.inserted)
    if allele.shape == "dup" and target.sequence.endswith(allele.inserted, 0, start):
        # A duplication keeps the exon of the copy it stands for.
        return duplicate(context, start - size, start)
    return normalize_edit(context, start, end, allele.inserted)


def _borders(start: int, end: int, source: Transcript, target: Transcript) -> tuple[int | None, int | None]:
    """Both ends of an edit on the target, each held by the identical bases outside of it.

    Where the edit is short both ends must lie on one diagonal, so that nothing but it is replaced.
    """
    left = right = None
    for block in _blocks(source.sequence, target.sequence):
        low, high = block.first, block.first + block.length
        shift = block.second - block.first
        if low <= start <= high and (low + _MARGIN <= start or low == 0):
            left = start + shift
        if low <= end <= high and (end + _MARGIN <= high or high == len(source.sequence)):
            right = end + shift
    if left is not None and right is not None and end - start < _MARGIN and right - left != end - start:
        return None, None
    return left, right


def _by_numbering(allele: Allele, source: Transcript, target: Transcript) -> Allele | None:
    """Versions of one record: places that no bases show keep their c. position or their exon border."""
    if source.accession.partition(".")[0] != target.accession.partition(".")[0] or allele.parts:
        return None
    first = _moved(Site(allele.start, allele.start_offset), source, target)
    last = _moved(Site(allele.end - 1, allele.end_offset), source, target)
    if first is None or last is None:
        return None
    moved = msgspec.structs.replace(
        allele, accession=target.accession, start=first, end=last + 1, verified=False
    )
    context = context_of(target)
    if allele.intronic or first < 0 or last >= context.length or moved.shape == "repeat":
        return moved
    return _checked(moved, context)


def _checked(allele: Allele, context: TranscriptContext) -> Allele | None:
    """An allele that has come to bases which are on record; None where its stated bases are others."""
    there = context.sequence[allele.start : allele.end]
    if allele.deleted not in ("", there):
        return None
    if allele.shape == "dup" and not allele.inserted:
        return duplicate(context, allele.start, allele.end)
    if allele.shape == "inv" and not allele.inserted:
        return normalize_edit(context, allele.start, allele.end, reverse_complement(there))
    if allele.shape == "identity":
        return msgspec.structs.replace(allele, deleted=there, inserted=there, verified=True)
    return normalize_edit(context, allele.start, allele.end, allele.inserted)


def _moved(site: Site, source: Transcript, target: Transcript) -> int | None:
    """The target's base for a site of the source."""
    here, there = context_of(source), context_of(target)
    base = site.base
    if here.coding and there.coding:
        if base < here.cds_start:
            return base - here.cds_start + there.cds_start if _same_start(here, there) else None
        if base >= here.cds_end:
            return base - here.cds_end + there.cds_end if _same_stop(here, there) else None
    for block in _blocks(source.sequence, target.sequence):
        if block.first <= base < block.first + block.length:
            moved = base - block.first + block.second
            border = moved + 1 if site.offset > 0 else moved
            known = there.exon_ends if site.offset > 0 else there.exon_starts
            return moved if not site.offset or not known or border in known else None
    return None


def _same_start(here: TranscriptContext, there: TranscriptContext) -> bool:
    return here.cds[:_SAME] == there.cds[:_SAME]


def _same_stop(here: TranscriptContext, there: TranscriptContext) -> bool:
    return here.cds[-_SAME:] == there.cds[-_SAME:]


_SAME = 30
"""Coding bases that must agree before the untranslated regions of two versions count alike."""
