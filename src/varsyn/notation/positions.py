"""Arithmetic on printed nucleotide positions, as far as that needs no exon table."""

from __future__ import annotations

import re

POSITION = r"[-*]?\d+(?:[+-]\d+)?"
"""An HGVS position without uncertainty: ``420``, ``-14``, ``*46``, ``357+1`` (1-based, no 0)."""

_PLAIN = re.compile(r"([-*]?)(\d+)([+-]\d+)?\Z")
_INTRON = re.compile(r"(IVS\w+?)([+-])(\d+)\Z")


def parts(position: str) -> tuple[str, int, int] | None:
    """Region (``""``, ``-`` or ``*``), base and offset of a plain position; None for any other.

    >>> parts("*46-2"), parts("IVS2+1")
    (('*', 46, -2), None)
    """
    match = _PLAIN.match(position)
    if match is None or len(match[2]) > 12:
        return None
    return match[1], int(match[2]), int(match[3] or 0)


def sort_key(position: str) -> tuple[int, int, int] | None:
    """Orders plain positions along the transcript; None for positions that cannot be ordered."""
    found = parts(position)
    if found is None:
        return None
    region, base, offset = found
    return {"-": 0, "": 1, "*": 2}[region], -base if region == "-" else base, offset


def shift(position: str, by: int) -> str | None:
    """The position ``by`` bases further, in the same exon, intron or UTR; None where that cannot be told.

    An offset shifts within its intron and may not leave it; ``-1`` is followed by ``1``.

    >>> shift("1528", 3), shift("-1", 1), shift("357+1", 2), shift("358-1", 1), shift("IVS2+1", 1)
    ('1531', '1', '357+3', '358', 'IVS2+2')
    """
    found = parts(position)
    if found is None:
        match = _INTRON.match(position)
        if match is None:
            return None
        moved = int(match[2] + match[3]) + by
        if moved == 0 or (moved > 0) != (match[2] == "+"):
            return None
        return f"{match[1]}{moved:+d}"
    region, base, offset = found
    if offset:
        moved = offset + by
        if offset < 0 < moved or moved < 0 < offset:
            return None
        return f"{region}{base}{moved:+d}" if moved else f"{region}{base}"
    if region == "-":
        moved = by - base
        return str(moved) if moved < 0 else str(moved + 1)
    moved = base + by
    if moved < 1:
        return f"-{1 - moved}" if not region else None
    return f"{region}{moved}"


def abbreviated_end(start: str, end: str) -> str | None:
    """The end of a shortened range: ``1782-83`` is 1782 to 1783; None where it is no shortening.

    >>> abbreviated_end("1782", "83"), abbreviated_end("1050", "54"), abbreviated_end("357", "12")
    ('1783', '1054', None)
    """
    if not (start.isdigit() and end.isdigit()) or len(end) >= len(start):
        return None
    full = start[: len(start) - len(end)] + end
    return full if int(full) > int(start) else None


def abbreviated_offset(start: str, end: str) -> str | None:
    """The end of a range inside an intron that gives its offset only; None where it is no such range.

    >>> abbreviated_offset("1532+1", "+4"), abbreviated_offset("1533-9", "6"), abbreviated_offset("15+5", "4")
    ('1532+4', '1533-6', None)
    """
    found = parts(start)
    offset = end.lstrip("+-")
    if found is None or not found[2] or not offset.isdigit() or len(offset) > 6:
        return None
    sign = "+" if found[2] > 0 else "-"
    if end[0] in "+-" and end[0] != sign:
        return None
    later = int(sign + offset) > found[2]
    return f"{found[0]}{found[1]}{sign}{offset}" if later else None


def has_zero(position: str) -> bool:
    """Whether the base number of the position is 0, which no HGVS position is.

    >>> has_zero("0"), has_zero("10+5"), has_zero("-0")
    (True, False, True)
    """
    found = parts(position)
    return found is not None and found[1] == 0


def neighbours(start: str, end: str) -> bool:
    """Whether the two positions flank one gap (offsets meet their exon border)."""
    return shift(start, 1) == end or shift(end, -1) == start
