"""A protein change on another isoform or version of the protein."""

from __future__ import annotations

import msgspec

from varsyn.allele.context import context_of
from varsyn.allele.protein import ProteinChange
from varsyn.reference.records import Transcript
from varsyn.sequence import shared_blocks


def project_protein(change: ProteinChange, source: Transcript, target: Transcript) -> ProteinChange | None:
    """The change with the target protein's numbers; None where the two proteins differ there.

    Residues are matched by the identical stretches of the two proteins; a frameshift or a changed stop
    also needs everything after it to agree, since its distance is counted there.
    """
    here, there = context_of(source), context_of(target)
    accession = target.protein_accession or ""
    if not here.coding or not there.coding:
        return None
    if not change.start:
        return msgspec.structs.replace(change, accession=accession)
    if here.cds == there.cds:
        return msgspec.structs.replace(change, accession=accession)
    low, high = change.start - 1, max(change.end, change.start)
    if change.kind == "ext" or change.ter:
        if (
            source.sequence[here.cds_start + 3 * low :]
            != target.sequence[there.cds_end - (here.cds_end - here.cds_start - 3 * low) :]
        ):
            return None
    for block in shared_blocks(here.residues, there.residues):
        if block.first <= low and high <= block.first + block.length:
            shift = block.second - block.first
            return msgspec.structs.replace(
                change, accession=accession, start=change.start + shift, end=change.end + shift
            )
    return None
