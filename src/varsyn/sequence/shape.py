"""What an edit is: the HGVS kind of a trimmed edit, and tandem repeats around it."""

from __future__ import annotations

from typing import Literal

from varsyn.sequence.strand import reverse_complement

Shape = Literal["identity", "sub", "del", "ins", "dup", "inv", "delins", "repeat"]


def shape_of(sequence: str, start: int, end: int, inserted: str) -> Shape:
    """The HGVS kind of a trimmed, 3'-shifted edit of bases; positions 0-based, half-open.

    Order of preference: substitution, deletion, inversion, duplication, insertion, deletion-insertion
    (HGVS nomenclature 21, general recommendations, prioritization). A duplication is an insertion of what
    stands directly 5' of it.

    >>> shape_of("CAAAT", 4, 4, "A"), shape_of("ACTG", 1, 3, "AG"), shape_of("ACTG", 1, 2, "GG")
    ('dup', 'inv', 'delins')
    """
    size = end - start
    if not inserted:
        return "del" if size else "identity"
    if not size:
        length = len(inserted)
        return "dup" if start >= length and sequence.startswith(inserted, start - length) else "ins"
    if size == 1 and len(inserted) == 1:
        return "sub" if sequence[start] != inserted else "identity"
    if size == len(inserted) and size > 1 and inserted == reverse_complement(sequence[start:end]):
        return "inv"
    return "delins"


def repeat_run(sequence: str, start: int, unit: str) -> tuple[int, int]:
    """The longest run of whole copies of ``unit`` that has ``start`` (0-based) on a copy's first base.

    Returns the run as (start, end), half-open; an empty run where the unit is not there.

    >>> repeat_run("TCAGCAGCAGT", 4, "CAG")
    (1, 10)
    """
    size = len(unit)
    end = start
    while sequence.startswith(unit, end):
        end += size
    if end == start:
        return start, start
    while start >= size and sequence.startswith(unit, start - size):
        start -= size
    return start, end
