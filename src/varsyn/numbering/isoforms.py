"""Schemes from other isoforms and older versions: offsets found by aligning sequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from varsyn.model.scheme import Molecule
from varsyn.numbering.scheme import FIRST, LAST, Scheme
from varsyn.reference.records import Transcript
from varsyn.sequence.align import shared_blocks

ISOFORM_WEIGHT = 0.02
"""Prior weight of the numbers of another transcript that nobody named; HGVS numbers on the anchor have 1."""


class Shift(msgspec.Struct, frozen=True):
    """Numbers ``first`` to ``last`` (1-based, inclusive) of another sequence are ``offset`` higher here."""

    first: int
    last: int
    offset: int


def protein_shifts(other: Transcript, anchor: Transcript) -> tuple[Shift, ...]:
    """How residue numbers of ``other``'s protein map to the anchor's, stretch by stretch.

    >>> first = Transcript("NM_1.1", "A", "", protein="M" + "ACDEFGHIKLNPQRSTVWYACDEF")
    >>> second = Transcript("NM_2.1", "A", "", protein="MKK" + "ACDEFGHIKLNPQRSTVWYACDEF")
    >>> protein_shifts(first, second)
    (Shift(first=2, last=25, offset=2),)
    """
    if not other.protein or not anchor.protein or other.protein == anchor.protein:
        return ()
    return tuple(
        Shift(block.first + 1, block.first + block.length, block.second - block.first)
        for block in shared_blocks(other.protein, anchor.protein)
    )


def cdna_shifts(other: Transcript, anchor: Transcript) -> tuple[Shift, ...]:
    """How c. numbers (1-based, no 0) of ``other`` map to the anchor's, over both coding sequences."""
    if other.cds_start is None or anchor.cds_start is None:
        return ()
    coding, target = other.sequence[other.cds_start : other.cds_end], anchor.sequence[anchor.cds_start :]
    if not coding or target.startswith(coding):
        return ()
    return tuple(
        Shift(block.first + 1, block.first + block.length, block.second - block.first)
        for block in shared_blocks(coding, anchor.sequence[anchor.cds_start : anchor.cds_end])
    )


BOTH: tuple[Molecule, ...] = ("protein", "cdna")


def isoform_schemes(
    others: Iterable[Transcript], anchor: Transcript, molecules: tuple[Molecule, ...] = BOTH
) -> Iterator[Scheme]:
    """The rulers of a gene's other transcripts, where their numbers differ from the anchor's.

    ``molecules`` are those whose rulers are wanted: aligning coding sequences takes longest.
    """
    for other in others:
        if other.accession == anchor.accession:
            continue
        for molecule in molecules:
            shifts = (protein_shifts if molecule == "protein" else cdna_shifts)(other, anchor)
            for shift in shifts:
                if shift.offset:
                    yield Scheme(
                        "isoform",
                        molecule,
                        shift.offset,
                        shift.first,
                        shift.last,
                        anchor.accession,
                        "isoform",
                        ISOFORM_WEIGHT,
                        f"numbers of {_named(other, molecule)}",
                        f"alignment of {other.accession} with {anchor.accession}",
                    )


def _named(other: Transcript, molecule: str) -> str:
    if molecule == "protein" and other.protein_accession:
        return other.protein_accession
    return other.accession


def carried(scheme: Scheme, shifts: Iterable[Shift], reference: str) -> Iterator[Scheme]:
    """A scheme towards another transcript, carried onto the anchor stretch by stretch."""
    for shift in shifts:
        first = scheme.printed(shift.first)
        last = scheme.printed(shift.last)
        low = scheme.first if first is None else max(first, scheme.first)
        high = scheme.last if last is None else min(last, scheme.last)
        if low <= high:
            yield msgspec.structs.replace(
                scheme, offset=scheme.offset + shift.offset, first=low, last=high, reference=reference
            )


WHOLE: tuple[Shift, ...] = (Shift(FIRST, LAST, 0),)
"""The shift of a sequence onto itself."""


def shifts_between(other: Transcript, anchor: Transcript, molecule: Molecule) -> tuple[Shift, ...]:
    """Protein or c. shifts; the identity where the two sequences number alike."""
    if molecule == "protein":
        return WHOLE if other.protein == anchor.protein else protein_shifts(other, anchor)
    found = cdna_shifts(other, anchor)
    return found or WHOLE
