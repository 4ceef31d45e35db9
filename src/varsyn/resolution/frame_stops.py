"""Whether a shift of the frame ends where a printed frameshift says it does: ``Glu23ValfsTer17``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import msgspec

from varsyn.allele.context import context_of
from varsyn.model import Evidence, Message
from varsyn.model.residues import THREE_TO_ONE

if TYPE_CHECKING:
    from varsyn.allele.context import TranscriptContext
    from varsyn.model import Reading
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext

Agreement = Literal["few", "more", "none"]
"""What ends at the printed distance: the loss or gain of one or two bases, of more, or neither."""

LONGEST = 20
"""Most bases lost or doubled that are tried: of 251 frameshifts of public lists two have more."""
_RATIOS: dict[bool, dict[Agreement, float]] = {
    True: {"few": 27.0, "more": 1.5, "none": 0.07},
    False: {"few": 6.3, "more": 0.39, "none": 0.02},
}
"""LR of each, where the first new residue is printed and where it is not: what 251 frameshifts of public
lists say, against their names at 1,004 other places of the printed residue (`benchmarks/frame_stops.py`,
docs/probability.md). A distance is misprinted in 2 of 100 names."""


class FrameStop(msgspec.Struct, frozen=True):
    """How a printed distance agrees with the frames at a residue, and the distances that one or two bases
    lost or gained there give (HGVS: the first new residue is 1)."""

    agreement: Agreement
    few: tuple[int, ...] = ()
    sizes: tuple[int, ...] = ()
    """Losses (positive) and gains (negative) of more bases that end at the printed distance."""


def frame_stop(residue: int, alt: str, distance: int, context: GeneContext) -> FrameStop | None:
    """How a distance to the new stop agrees with what losses and duplications at a residue give.

    ``residue`` is 1-based, ``alt`` the new residue there in one letter, empty where it is not printed. None
    where the gene has no coding sequence, or the residue lies beyond it.

    >>> from varsyn.reference import open_reference
    >>> from varsyn.resolution import Resolver
    >>> frame_stop(23, "V", 16, Resolver(open_reference()).context("BRCA1"))
    FrameStop(agreement='none', few=(17,), sizes=())
    """
    anchor = context.anchor
    if anchor is None or anchor.cds_start is None or not 0 < residue <= len(context.protein):
        return None
    bases = context_of(anchor)
    few: set[int] = set()
    sizes: list[int] = []
    for size in range(-LONGEST, LONGEST + 1):
        if size % 3 == 0 or (abs(size) > 2 and distance < 2):
            continue
        rest = _codons_to_stop(bases, residue, size)
        if rest is None or (abs(size) > 2 and rest + 2 != distance):
            continue
        if alt and alt not in _residues(bases, residue, size):
            continue
        if abs(size) <= 2:
            few.add(rest + 2)
        else:
            sizes.append(size)
    agreement: Agreement = "few" if distance in few else "more" if sizes else "none"
    return FrameStop(agreement, tuple(sorted(few)), tuple(sizes))


def _codons_to_stop(bases: TranscriptContext, residue: int, size: int) -> int | None:
    """Codons between the residue and the new stop where ``size`` bases are lost (gained where negative) in
    its codon; None where the record ends before."""
    start = bases.cds_start + 3 * residue + size
    if not 0 <= start < bases.length:
        return None
    read = bases.to_stop(start)
    return len(read) - 1 if read.endswith("*") else None


def _residues(bases: TranscriptContext, residue: int, size: int) -> Iterator[str]:
    """The new residues in one letter that losses of ``size`` bases, or duplications, in a codon give."""
    low = bases.cds_start + 3 * (residue - 1)
    sequence = bases.sequence
    for at in range(low, low + 3):
        if size > 0:
            codon = (sequence[low:at] + sequence[at + size : at + size + 3])[:3]
        else:
            codon = (sequence[low:at] + sequence[max(0, at + size) : at] + sequence[at : at + 3])[:3]
        yield bases.translated(codon)


def stop_evidence(
    reading: Reading, residue: int, scheme: Scheme, context: GeneContext
) -> tuple[Evidence, Message | None] | None:
    """What the printed distance of a frameshift says of a ruler that leads to ``residue`` (1-based), and the
    remark where no usual shift ends there; None where no distance is printed or nothing can be read."""
    if not (reading.ter.isascii() and reading.ter.isdigit()):
        return None
    distance, alt = int(reading.ter), THREE_TO_ONE.get(reading.alt, "")
    found = frame_stop(residue, alt if alt != "X" else "", distance, context)
    if found is None:
        return None
    ratio = _RATIOS[bool(alt) and alt != "X"][found.agreement]
    words = f"one or two bases lost or doubled at residue {residue}"
    gives = f" and give {reading.alt}" if alt and alt != "X" else ""
    if found.few:
        ends = " or ".join(map(str, found.few))
        words = f"{words}{gives} end the frame after {ends} residues, not after {distance}"
    else:
        words = f"no {words}{gives} and a stop that is known"
    if found.agreement == "few":
        detail = f"the frame shifted by one or two bases ends at codon {residue + distance - 1}"
        return Evidence("frame_stop", detail, ratio, scheme.name), None
    if found.agreement == "more":
        size = min(found.sizes, key=lambda one: (abs(one), one))
        what = f"{abs(size)} bases {'lost' if size > 0 else 'doubled'}"
        detail = f"{what} would end at codon {residue + distance - 1}; {words}"
        close = bool(found.few) and min(abs(one - distance) for one in found.few) == 1
        near = Message("frame_stop_elsewhere", "warning" if close else "info", detail)
        return Evidence("frame_stop", detail, ratio, scheme.name), near
    return Evidence("frame_stop_elsewhere", words, ratio, scheme.name), Message(
        "frame_stop_elsewhere",
        "warning",
        f"{words}: the distance is misprinted, or other bases were inserted as well",
    )
