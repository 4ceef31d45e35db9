"""A numbering scheme: one ruler, as an immutable definition that knows no reference."""

from __future__ import annotations

from typing import Literal

import msgspec

from varsyn.model.scheme import Molecule

Origin = Literal["standard", "curated", "feature", "structure", "isoform", "inferred"]
"""Where a scheme comes from, most trusted first: the HGVS standard, a curated row, a protein feature,
the structure of a transcript, another isoform or version, an offset found from several mentions."""

FIRST = -(10**9)
LAST = 10**9


class Scheme(msgspec.Struct, frozen=True):
    """How the numbers of one ruler map to HGVS numbers on a reference sequence.

    ``offset`` is added to a printed number. Neither side has a number 0: -1 is directly before 1, as in
    HGVS c. numbering and in the numbering of signal- and propeptides. ``first``/``last`` are the printed
    numbers (1-based, inclusive) between which the ruler holds. ``weight`` is its prior weight among the
    rulers of a gene (docs/probability.md); ``reference`` the accession whose HGVS numbers result.

    >>> mature = Scheme("mature_protein", "protein", 46)
    >>> mature.position(338), mature.position(-4), mature.printed(43)
    (384, 43, -4)
    >>> bic = Scheme("historic_cdna", "cdna", -228)
    >>> bic.position(203), bic.position(6174)
    (-26, 5946)
    """

    name: str
    molecule: Molecule
    offset: int = 0
    first: int = FIRST
    last: int = LAST
    reference: str = ""
    origin: Origin = "standard"
    weight: float = 1.0
    title: str = ""
    source: str = ""
    reverse: bool = False
    """The ruler runs against the reference: the printed number is subtracted from ``offset``."""

    def position(self, printed: int) -> int | None:
        """The HGVS number (1-based, no 0) that a printed number stands for, None outside the span.

        Negative results are positions before the first base or residue.
        """
        if not self.first <= printed <= self.last or printed == 0:
            return None
        if self.reverse:
            index = self.offset - printed
        else:
            index = (printed - 1 if printed > 0 else printed) + self.offset
        return index + 1 if index >= 0 else index

    def printed(self, position: int) -> int | None:
        """The number that this ruler gives to an HGVS number (1-based, no 0), None outside the span."""
        if position == 0:
            return None
        index = position - 1 if position > 0 else position
        if self.reverse:
            number = self.offset - index
            return number if self.first <= number <= self.last else None
        index -= self.offset
        number = index + 1 if index >= 0 else index
        return number if self.first <= number <= self.last else None

    @property
    def standard(self) -> bool:
        """Whether this is HGVS numbering itself, on the anchor."""
        return self.origin == "standard"

    def label(self) -> str:
        """Name and offset in words: ``mature protein (+30)``.

        >>> Scheme("mature_protein", "protein", 30).label()
        'mature protein (+30)'
        """
        words = self.title or self.name.replace("_", " ")
        return f"{words} ({self.offset:+d})" if self.offset else words


PROTEIN_STANDARD = Scheme("hgvs", "protein", title="HGVS p.", source="HGVS nomenclature, p. numbering")
"""Residues counted from the initiator Met = 1 (HGVS nomenclature 21.0, background/numbering)."""

CDNA_STANDARD = Scheme("hgvs", "cdna", title="HGVS c.", source="HGVS nomenclature, c. numbering")
"""Bases counted from the A of the start codon = 1 (HGVS nomenclature 21.0, background/numbering)."""
