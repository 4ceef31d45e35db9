"""A protein change on another isoform or version of the protein."""

from __future__ import annotations

import msgspec

from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.protein import ProteinChange
from varsyn.reference.records import Transcript
from varsyn.sequence import shared_blocks

_MARGIN = 4
"""Residues that must agree beyond the change: 20^4 rules out that isoforms agree by mere chance there."""


def project_protein(change: ProteinChange, source: Transcript, target: Transcript) -> ProteinChange | None:
    """The change with the target protein's numbers; None where the two proteins differ there.

    Residues are matched by the identical stretches of the two proteins. A frameshift or an extension with
    a stated stop also needs the same bases up to that stop.
    """
    here, there = context_of(source), context_of(target)
    accession = target.protein_accession or ""
    if not here.coding or not there.coding:
        return None
    if change.parts:
        moved = [project_protein(part, source, target) for part in change.parts]
        known = tuple(part for part in moved if part is not None)
        if len(known) < len(moved):
            return None
        return msgspec.structs.replace(
            change, accession=accession, start=known[0].start, end=known[-1].end, parts=known
        )
    if not change.start:
        return msgspec.structs.replace(change, accession=accession)
    low, high = change.start - 1, max(change.end, change.start)
    shift = _shift(here.residues, there.residues, low, high)
    if shift is None:
        return None
    if (change.kind == "ext" or change.ter) and _onward(here, low, change) != _onward(
        there, low + shift, change
    ):
        return None
    end = change.end + shift if change.end else 0
    return msgspec.structs.replace(change, accession=accession, start=change.start + shift, end=end)


def _shift(first: str, second: str, low: int, high: int) -> int | None:
    """What to add to residue positions of the first protein to get the second's, around ``[low, high)``."""
    if first == second:
        return 0
    for block in shared_blocks(first, second):
        begin, end = block.first, block.first + block.length
        at_start = begin == 0 and block.second == 0
        at_end = end == len(first) and block.second + block.length == len(second)
        if (begin + _MARGIN <= low or (at_start and begin <= low)) and (
            high + _MARGIN <= end or (at_end and high <= end)
        ):
            return block.second - begin
    return None


def _onward(context: TranscriptContext, low: int, change: ProteinChange) -> str:
    """The bases that the new reading frame runs over, up to its stop; to the end where none is known."""
    start = context.cds_start + 3 * low
    if not change.ter.isdecimal():
        return context.sequence[start:]
    return context.sequence[start : start + 3 * (int(change.ter) + 2)]
