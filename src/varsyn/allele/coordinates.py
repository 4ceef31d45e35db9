"""HGVS positions of a transcript to 0-based positions on its sequence, and back."""

from __future__ import annotations

from typing import NamedTuple

from varsyn.allele.context import TranscriptContext
from varsyn.model import InvalidNotation, Position, PositionError

FLANK = 5000
"""How far before the first or after the last base of a transcript a c. position is still read."""


class Site(NamedTuple):
    """A base: 0-based on the transcript, with its offset into the intron (0 for an exonic base)."""

    base: int
    offset: int = 0


def site_of(text: str, context: TranscriptContext, coordinate: str) -> Site:
    """The base that a printed position means (``357+1``, ``-14``, ``*46``; 1-based).

    ``coordinate`` is ``c`` (or ``r``, which counts like it) for coding transcripts, otherwise ``n``, ``g``
    or ``m``, which count from the first base. Raises PositionError for a position the transcript lacks.
    Source: HGVS nomenclature 21, background, numbering.
    """
    if text in ("pter", "qter"):
        return _end_of_record(text, context)
    if text.isdecimal() and text.isascii():
        number, region, offset = int(text), "", 0
    else:
        try:
            position = Position.parse(text)
        except InvalidNotation as error:
            raise PositionError(
                f"{text!r} is no exact position",
                code="position_not_exact",
                advice=("give the position as a number, such as 357, 357+1, -14 or *46",),
            ) from error
        number, region, offset = position.base, position.region, position.offset
    if number == 0:
        raise PositionError(
            "there is no position 0", code="position_zero", advice=("the base before c.1 is c.-1",)
        )
    relative = coordinate == "c" or (coordinate == "r" and context.coding)
    if relative and not context.coding:
        raise PositionError(
            f"{context.transcript.accession} is non-coding: it has no c. positions",
            code="not_coding",
            advice=(f"write it as n.: {context.transcript.accession}:n.{text}",),
        )
    if region and not relative:
        raise PositionError(
            f"{text!r} is a c. position: n., g. and m. count from the first base",
            code="position_not_relative",
            advice=("write it with c., or as a plain number",),
        )
    if not relative:
        base = number - 1
    elif region == "-":
        base = context.cds_start - number
    elif region == "*":
        base = context.cds_end + number - 1
    else:
        base = context.cds_start + number - 1
        if base >= context.cds_end:
            raise _beyond_cds(text, context, number)
    if not 0 <= base < context.length:
        _check_flank(text, base, context, relative)
    if offset:
        return _intronic(text, base, offset, context)
    return Site(base)


def _end_of_record(text: str, context: TranscriptContext) -> Site:
    """``pter`` and ``qter``: the first and last base, where the record has them."""
    if text == "pter" and context.complete_5_prime:
        return Site(0)
    if text == "qter" and context.complete_3_prime:
        return Site(context.length - 1)
    raise PositionError(
        f"the record of {context.transcript.accession} does not reach its {text}",
        code="position_out_of_range",
        advice=("give the position as a number",),
    )


def _beyond_cds(text: str, context: TranscriptContext, number: int) -> PositionError:
    size = context.cds_end - context.cds_start
    return PositionError(
        f"c.{text} lies beyond the coding sequence of {context.transcript.accession}, which ends at c.{size}",
        code="position_out_of_range",
        advice=(f"after the stop codon count with a star: c.*{number - size}",),
    )


def _check_flank(text: str, base: int, context: TranscriptContext, relative: bool) -> None:
    """Positions outside the record are read where they can exist: missing UTRs, or the near flank."""
    if relative and base < 0:
        if not context.complete_5_prime or base >= -FLANK:
            return
    elif relative and (not context.complete_3_prime or base < context.length + FLANK):
        return
    raise PositionError(
        f"position {text} lies outside {context.transcript.accession}, which has {context.length} bases",
        code="position_out_of_range",
        advice=("check the number and the transcript",),
    )


def _intronic(text: str, base: int, offset: int, context: TranscriptContext) -> Site:
    """An intron offset: it must hang on the right end of an exon; past the outer exons it is flank."""
    if not context.exon_starts or not 0 <= base < context.length:
        return Site(base, offset)
    start, end = context.exon_of(base)
    if offset > 0 and base == end - 1:
        return Site(base + offset) if end == context.exon_ends[-1] else Site(base, offset)
    if offset < 0 and base == start:
        return Site(base + offset) if start == context.exon_starts[0] else Site(base, offset)
    coordinate = "c" if context.coding else "n"
    first, last = (
        position_of(Site(start), context, coordinate),
        position_of(Site(end - 1), context, coordinate),
    )
    raise PositionError(
        f"{text} counts into an intron from the middle of an exon ({first} to {last})",
        code="not_at_exon_border",
        advice=(f"introns begin at {last}+1 and end at {first}-1", "check the transcript version"),
    )


def position_of(site: Site, context: TranscriptContext, coordinate: str) -> str:
    """The printed position of a base: the inverse of ``site_of``."""
    base = site.base
    if coordinate != "c":
        number = str(base + 1)
    elif base < context.cds_start:
        number = str(base - context.cds_start)
    elif base >= context.cds_end:
        number = f"*{base - context.cds_end + 1}"
    else:
        number = str(base - context.cds_start + 1)
    return f"{number}{site.offset:+d}" if site.offset else number
