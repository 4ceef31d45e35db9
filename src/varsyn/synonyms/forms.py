"""How people write one change: old DNA forms, every place of an edit in a repeat, protein forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Reading
from varsyn.model.spelling import Style, description
from varsyn.resolution.border import DONOR

if TYPE_CHECKING:
    from varsyn.reference.records import Transcript

_STATED = 20
"""Deleted or duplicated bases are spelled out up to this number."""
_PLACES = 6
"""Places of an edit in a repeat that are spelled out, besides the 3'-most."""


def with_bases(reading: Reading, anchor: Transcript | None) -> Reading:
    """The reading with the deleted or duplicated bases stated, where the transcript has them."""
    span = _span(reading, anchor)
    if reading.ref or anchor is None or span is None or reading.edit not in ("del", "dup", "delins"):
        return reading
    bases = anchor.sequence[span[0] : span[1]]
    return msgspec.structs.replace(reading, ref=bases) if 0 < len(bases) <= _STATED else reading


def _span(reading: Reading, anchor: Transcript | None) -> tuple[int, int] | None:
    """The 0-based, half-open stretch of the transcript between plain c. numbers; None for others."""
    start, end = reading.start, reading.end or reading.start
    if anchor is None or anchor.cds_start is None or not (start.isdigit() and end.isdigit()):
        return None
    return anchor.cds_start + int(start) - 1, anchor.cds_start + int(end)


def placements(reading: Reading, anchor: Transcript | None) -> Iterator[Reading]:
    """The same deletion, duplication or insertion further 5' in its repeat: old names took any place.

    Inside its exon; bases are stated. A duplication comes as the insertion of its copy as well, which is how
    it was written before there were duplications (``5382insC``).
    """
    span = _span(reading, anchor)
    if span is None or anchor is None or anchor.cds_start is None:
        return
    first, end = span
    exon = next((one for one in anchor.exons if one[0] <= first < one[1]), (0, len(anchor.sequence)))
    low = max(exon[0], anchor.cds_start)
    if reading.edit == "ins":
        yield from _insertions(reading, anchor, first + 1, reading.alt, low)
        return
    if reading.edit not in ("del", "dup") or not 0 < end - first <= _STATED:
        return
    for step in range(_PLACES + 1):
        bases = anchor.sequence[first:end]
        if step:
            start, last = first - anchor.cds_start + 1, end - anchor.cds_start
            yield msgspec.structs.replace(reading, start=str(start), end=str(last), ref=bases)
        if reading.edit == "dup":
            yield _inserted(reading, end - anchor.cds_start, bases)
        if first <= low or anchor.sequence[first - 1] != bases[-1]:
            if reading.edit == "dup" and first > low:
                yield _inserted(reading, first - anchor.cds_start, bases)
            return
        first, end = first - 1, end - 1


def _insertions(reading: Reading, anchor: Transcript, place: int, bases: str, low: int) -> Iterator[Reading]:
    """An insertion at an interbase place moved 5' as long as it gives the same sequence."""
    for _ in range(_PLACES if bases else 0):
        if place - 1 <= low or anchor.sequence[place - 1] != bases[-1]:
            return
        place, bases = place - 1, bases[-1] + bases[:-1]
        yield _inserted(reading, place - (anchor.cds_start or 0), bases)


def _inserted(reading: Reading, after: int, bases: str) -> Reading:
    return msgspec.structs.replace(
        reading, edit="ins", start=str(after), end=str(after + 1), ref="", alt=bases
    )


def into_intron(reading: Reading, anchor: Transcript | None) -> Reading | None:
    """A deletion at the end of an exon as the genome's 3' rule names it, where its intron begins with GT.

    ``c.722_743del`` of CFTR is ``c.723_743+1del``. None where the deletion does not reach the exon's end or
    cannot move over it.
    """
    span = _span(reading, anchor)
    if span is None or anchor is None or anchor.cds_start is None or reading.edit != "del":
        return None
    start, end = span
    border = next((one[1] for one in anchor.exons[:-1] if one[0] <= start < end <= one[1]), None)
    if border != end:
        return None
    known = anchor.sequence[:border] + DONOR
    while end < len(known) and start < border - 1 and known[start] == known[end]:
        start, end = start + 1, end + 1
    if end == border:
        return None
    edge = border - anchor.cds_start
    first, last = str(start - anchor.cds_start + 1), f"{edge}+{end - border}"
    return msgspec.structs.replace(reading, start=first, end=last, ref="", length="")


def dna_forms(reading: Reading, *, stated: bool = False) -> Iterator[str]:
    """How people write a DNA change without reference; with ``stated`` only forms that state its bases."""
    full = description(reading, Style(bases=True))
    yield full
    yield full.partition(".")[2]
    if not stated:
        yield description(reading, Style(prefix=False))
    if reading.edit == "sub":
        yield f"{reading.start}{reading.ref}->{reading.alt}"
        if len(reading.ref) == len(reading.alt) == 1 and reading.start.isdigit():
            yield f"{reading.ref}{reading.start}{reading.alt}"
    elif reading.edit in ("del", "dup") and reading.ref and reading.end not in ("", reading.start):
        yield f"{reading.start}{reading.edit}{reading.ref}"
        if not stated:
            yield f"{reading.start}{reading.edit}{len(reading.ref)}"
    elif reading.edit == "ins" and reading.alt:
        yield f"{reading.start}ins{reading.alt}"


def protein_forms(reading: Reading) -> Iterator[str]:
    """Three and one letters, with and without ``p.``, and every sign for a stop that is in use."""
    stops: tuple[str, ...] = ("Ter", "*", "X") if "Ter" in description(reading) else ("Ter",)
    if reading.edit == "sub" and reading.alt == "Ter":
        stops += ("Stop",)
    yield description(reading, Style(predicted=True))
    for letters in (3, 1):
        for stop in stops:
            if letters == 1 and stop in ("Ter", "Stop") and len(stops) > 1:
                continue
            for prefix in (True, False):
                yield description(reading, Style(letters=letters, stop=stop, predicted=False, prefix=prefix))
    if reading.edit == "fs":
        short = short_frameshift(reading)
        for letters in (3, 1):
            for prefix in (True, False):
                yield description(short, Style(letters=letters, predicted=False, prefix=prefix))
    if reading.edit == "del":
        for letters in (3, 1):
            place = description(reading, Style(letters=letters, predicted=False, prefix=False))
            place = place.removesuffix("del").replace("_", "-")
            yield from (f"Δ{place}", f"del{place}")
            if "-" in place:
                yield f"{place}del"


def short_frameshift(reading: Reading) -> Reading:
    """``p.Ile141fs`` of ``p.(Ile141SerfsTer19)``."""
    return msgspec.structs.replace(reading, alt="", ter="")
