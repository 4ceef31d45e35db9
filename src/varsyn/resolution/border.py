"""Edits at the end of an exon, where the first two bases of the intron are known: GT in GT-AG introns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from varsyn.model import Reading
    from varsyn.reference import Transcript

DONOR = "GT"
"""First two bases of 98.7 % of mammalian introns (Burset et al. 2000, Nucleic Acids Res. 28:4364)."""
_ALSO = ("G", "TC")
"""The bases that nearly all introns have at each of them: GC-AG introns are most of the rest."""


class Across(NamedTuple):
    """An edit that reaches from an exon into the intron behind it.

    ``final`` says that the known bases of the intron settle its 3'-most place.
    """

    reading: Reading
    final: bool


def across_border(reading: Reading, anchor: Transcript) -> Across | None:
    """A deletion or insertion in cDNA numbers that steps over an exon border, in genomic terms.

    A stretch of genomic DNA cannot lose the end of one exon and the start of the next without the intron
    between: a range given by its size (``710del4``) therefore runs into the intron, and is then moved 3' as
    far as the intron's first two bases allow. None where it stays inside one exon, or names the bases it
    takes (then the sequence decides).
    """
    if len(anchor.exons) < 2 or anchor.cds_start is None or not reading.start.isdigit():
        return None
    if reading.end in ("", reading.start) or not reading.end.isdigit() or reading.ref:
        return None
    first = anchor.cds_start + int(reading.start) - 1
    last = anchor.cds_start + int(reading.end) - 1
    exon = next((one for one in anchor.exons if one[0] <= first < one[1]), None)
    if exon is None or last < exon[1] or exon == anchor.exons[-1]:
        return None
    border = exon[1]
    if reading.edit == "ins":
        return _insertion(reading, anchor, border) if last == first + 1 else None
    if reading.edit == "del":
        return _deletion(reading, anchor, border, first, last + 1)
    return Across(_placed(reading, anchor, border, first, last), False) if reading.edit == "delins" else None


def _insertion(reading: Reading, anchor: Transcript, border: int) -> Across:
    size = len(reading.alt)
    low = border - size - (anchor.cds_start or 0) + 1
    if size and low > 0 and anchor.sequence[border - size : border] == reading.alt:
        # A second copy of the exon's own end, whatever the intron begins with.
        copy = msgspec.structs.replace(
            reading, edit="dup", alt="", start=str(low), end=str(low + size - 1), length=""
        )
        return Across(copy, True)
    final = reading.alt[:1] not in _ALSO[0] if reading.alt else False
    return Across(_placed(reading, anchor, border, border - 1, border), final)


def _deletion(reading: Reading, anchor: Transcript, border: int, start: int, end: int) -> Across:
    """``[start, end)`` (0-based, counted on into the intron) moved 3' over known bases."""
    known = anchor.sequence[:border] + DONOR
    while end < len(known) and known[start] == known[end]:
        start, end = start + 1, end + 1
    final = end < len(known) and known[start] not in _ALSO[end - border]
    return Across(_placed(reading, anchor, border, start, end - 1), final)


def _placed(reading: Reading, anchor: Transcript, border: int, first: int, last: int) -> Reading:
    """The reading from base ``first`` to ``last`` (0-based, inclusive, counted on into the intron)."""
    edge = border - (anchor.cds_start or 0)
    ends = [
        str(at - border + edge + 1) if at < border else f"{edge}+{at - border + 1}" for at in (first, last)
    ]
    return msgspec.structs.replace(reading, start=ends[0], end=ends[1], length="")
