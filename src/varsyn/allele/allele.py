"""The allele: one normalized edit on one sequence."""

from __future__ import annotations

import msgspec

from varsyn.sequence import Shape


class Allele(msgspec.Struct, frozen=True, gc=False):
    """Replace ``[start, end)`` of the sequence ``accession`` by ``inserted``: 0-based, half-open.

    ``start`` and ``end`` are interbase positions on the whole sequence (a transcript from its first base, a
    chromosome); on a transcript a position before the first or after the last known base is allowed and
    never ``verified``. Intronic edits add offsets: ``start_offset`` belongs to the first base of the
    interval, ``end_offset`` to its last, so that ``357+1`` is ``start=356, start_offset=1, end=357,
    end_offset=1`` counted from the transcript's own first base.

    ``shape`` is the HGVS kind of the edit. A duplication is held as the insertion of a second copy
    (``start == end``) where the bases are known; where they are not (introns without a genome sequence)
    ``shape`` is ``dup`` with an interval and an empty ``inserted``; likewise ``inv``.

    A ``repeat`` is a number of copies of ``deleted`` in a place whose bases are not known; ``inserted`` holds
    the copies.

    ``verified`` is False where the reference bases could not be checked. ``parts`` holds the single edits
    of a compound allele in cis, whose outer fields then describe the whole stretch.

    >>> Allele("NM_000875.5", 2574, 2575, "G", "A", "sub").inserted
    'A'
    """

    accession: str
    start: int
    end: int
    deleted: str
    inserted: str
    shape: Shape
    start_offset: int = 0
    end_offset: int = 0
    verified: bool = True
    parts: tuple[Allele, ...] = ()

    @property
    def intronic(self) -> bool:
        """Whether either end lies in an intron."""
        return self.start_offset != 0 or self.end_offset != 0
