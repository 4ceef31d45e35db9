"""Moving an edit along repeated bases without changing the sequence that it makes.

All positions are 0-based and interbase: ``start`` and ``end`` are the half-open interval that is deleted;
``low`` and ``high`` fence the shift (an exon, or the whole sequence). The functions work on bases and on
residues alike.
"""

from __future__ import annotations

from typing import NamedTuple


class Triple(NamedTuple):
    """Replace ``[start, end)`` of some sequence (0-based, half-open) by ``inserted``."""

    start: int
    end: int
    inserted: str


def apply(sequence: str, start: int, end: int, inserted: str) -> str:
    """The sequence with ``[start, end)`` replaced.

    >>> apply("ACGT", 1, 2, "TT")
    'ATTGT'
    """
    return sequence[:start] + inserted + sequence[end:]


def trim(sequence: str, start: int, end: int, inserted: str) -> Triple:
    """The smallest edit that does the same: shared ends removed, suffix first (so it lies leftmost).

    >>> trim("AACGT", 1, 4, "ATG")
    Triple(start=2, end=3, inserted='T')
    """
    stop = len(inserted)
    while end > start and stop and sequence[end - 1] == inserted[stop - 1]:
        end -= 1
        stop -= 1
    begin = 0
    while start < end and begin < stop and sequence[start] == inserted[begin]:
        start += 1
        begin += 1
    return Triple(start, end, inserted[begin:stop])


def shift_right(sequence: str, start: int, end: int, inserted: str, high: int | None = None) -> Triple:
    """The edit moved as far to the right (3') as the bases allow, not past ``high``.

    Only a pure deletion or a pure insertion can move; anything else comes back as it is.
    Source: HGVS nomenclature, general recommendations, the 3' rule.

    >>> shift_right("CAAAT", 1, 2, "")
    Triple(start=3, end=4, inserted='')
    >>> shift_right("CAAAT", 1, 1, "A")
    Triple(start=4, end=4, inserted='A')
    """
    limit = len(sequence) if high is None else min(high, len(sequence))
    if not inserted:
        if start == end:
            return Triple(start, end, inserted)
        while end < limit and sequence[start] == sequence[end]:
            start += 1
            end += 1
        return Triple(start, end, "")
    if start != end:
        return Triple(start, end, inserted)
    size = len(inserted)
    moved = 0
    while end < limit and sequence[end] == inserted[moved % size]:
        end += 1
        moved += 1
    turn = moved % size
    return Triple(end, end, inserted[turn:] + inserted[:turn])


def shift_left(sequence: str, start: int, end: int, inserted: str, low: int = 0) -> Triple:
    """The edit moved as far to the left (5') as the bases allow, not past ``low``.

    >>> shift_left("CAAAT", 3, 4, "")
    Triple(start=1, end=2, inserted='')
    """
    if not inserted:
        if start == end:
            return Triple(start, end, inserted)
        while start > low and sequence[start - 1] == sequence[end - 1]:
            start -= 1
            end -= 1
        return Triple(start, end, "")
    if start != end:
        return Triple(start, end, inserted)
    size = len(inserted)
    moved = 0
    while start > low and sequence[start - 1] == inserted[-1 - moved % size]:
        start -= 1
        moved += 1
    turn = size - moved % size
    return Triple(start, start, inserted[turn:] + inserted[:turn])


def justify(sequence: str, start: int, end: int, inserted: str) -> Triple:
    """The fully justified edit: trimmed, then spread over every place where it could be written.

    Two edits make the same sequence exactly when their fully justified forms are equal. An edit that
    changes nothing gives an empty triple at 0. Source: NCBI's variant overprecision correction algorithm
    (Holmes et al. 2020, Bioinformatics 36:1902), also used by SPDI and GA4GH VRS.

    >>> justify("CAAAT", 2, 3, "")
    Triple(start=1, end=4, inserted='AA')
    >>> justify("CAAAT", 1, 1, "A") == justify("CAAAT", 4, 4, "A")
    True
    """
    start, end, inserted = trim(sequence, start, end, inserted)
    if start == end and not inserted:
        return Triple(0, 0, "")
    if start != end and inserted:
        return Triple(start, end, inserted)
    left = shift_left(sequence, start, end, inserted)
    right = shift_right(sequence, left.start, left.end, left.inserted)
    if not inserted:
        return Triple(left.start, right.end, sequence[left.start : right.start])
    return Triple(left.start, right.end, left.inserted + sequence[left.start : right.end])
