"""The 3' rule outside of exons, with the bases of a genome sequence."""

from __future__ import annotations

import msgspec

from varsyn.allele.allele import Allele
from varsyn.allele.chromosome import GenomeSequence, normalize_genomic
from varsyn.allele.context import TranscriptContext
from varsyn.allele.exon_map import ExonMap, mapping_of
from varsyn.allele.genome import lift, place
from varsyn.model import BundleError, PositionError, UnknownReference


def settle(allele: Allele, context: TranscriptContext, genome: GenomeSequence) -> Allele:
    """The allele checked and moved with the genome's bases, where it reaches outside the exons' bases.

    That is: intronic and flanking edits, and deletions or insertions whose 3' shift ended at an exon
    border and may go on in the intron (HGVS nomenclature 21: the exception to the 3' rule is for
    exon/exon junctions only). Edits inside exons come back as they are; so does an allele on a chromosome
    that the genome does not have.
    """
    if allele.parts or allele.shape == "repeat" or not _reaches_out(allele, context):
        return allele
    for alignment in context.transcript.alignments:
        try:
            mapping = mapping_of(alignment, context)
            return _settled(allele, context, mapping, genome)
        except (UnknownReference, BundleError, _NotPlacedError):
            continue
    return allele


class _NotPlacedError(Exception):
    """The allele has no single place on this chromosome."""


def _reaches_out(allele: Allele, context: TranscriptContext) -> bool:
    if allele.intronic or not allele.verified:
        return True
    if allele.shape not in ("del", "ins", "dup"):
        return False
    end = allele.end
    return end in context.exon_ends and end != context.length


def _settled(allele: Allele, context: TranscriptContext, mapping: ExonMap, genome: GenomeSequence) -> Allele:
    try:
        placed = place(allele, context, mapping)
    except PositionError as error:
        raise _NotPlacedError from error
    if not allele.intronic and allele.verified and allele.shape in ("ins", "dup"):
        placed = msgspec.structs.replace(placed, deleted="")
    moved = normalize_genomic(placed, genome, strand=mapping.strand)
    if moved.shape == "dup":
        # On the transcript a duplication of unknown bases is held as the range of its copy.
        size = len(moved.inserted)
        low = moved.start - size if mapping.strand == 1 else moved.start
        copy = msgspec.structs.replace(
            moved, start=low, end=low + size, deleted=moved.inserted, inserted="", verified=True
        )
        return _verified(lift(copy, context, mapping))
    return _verified(lift(moved, context, mapping))


def _verified(allele: Allele) -> Allele:
    return allele if allele.verified else msgspec.structs.replace(allele, verified=True)
