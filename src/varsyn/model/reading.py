"""One grammatical interpretation of a mention."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from varsyn.model.repair import Repair

Coordinate = Literal["c", "g", "m", "n", "o", "r", "p"]
Edit = Literal[
    "sub", "del", "ins", "dup", "delins", "inv", "con", "repeat", "fs", "ext",
    "identity", "unknown", "none", "allele", "fusion",
]  # fmt: skip


class Reading(msgspec.Struct, frozen=True):
    """One grammatical interpretation of what was written; knows nothing of sequences.

    Positions are HGVS positions as printed (1-based, inclusive at both ends), as strings:
    ``357+1``, ``*46``, ``-14``, ``IVS2+1``; for proteins the residue number alone. ``end`` equals
    ``start`` for a single position. DNA bases are upper case, RNA lower case, residues three-letter codes
    joined (``GlyLeu``), ``Ter`` for a stop.
    """

    coordinate: Coordinate | None = None
    edit: Edit = "none"
    start: str = ""
    end: str = ""
    ref: str = ""
    """Stated deleted or replaced bases; for proteins the residue at ``start``."""
    alt: str = ""
    """Inserted bases or residues; for ``fs`` and ``ext`` the first new residue."""
    accession: str | None = None
    gene: str | None = None
    uncertain: bool = False
    """In parentheses: predicted (``p.(…)``) or not certain."""
    repairs: tuple[Repair, ...] = ()
    protein: Reading | None = None
    """The protein half printed with it: ``c.… (p.…)``."""
    id: str | None = None
    """Identifier (rsID, ClinVar, ClinGen, COSMIC, nickname) where the mention is one."""
    ref_end: str = ""
    """For a protein range, the residue at ``end``."""
    length: str = ""
    """Stated size where no sequence is given (``del4``, ``ins24``)."""
    ter: str = ""
    """``fs``/``ext``: printed distance to the new stop: ``19``, ``?``, or empty where not printed."""
    copies: str = ""
    """``repeat``: printed copy number(s), ``10`` or ``(10_20)``."""
    phase: str = ""
    """``allele``: ``cis``, ``trans``, ``unknown``, ``mosaic``, ``chimeric``."""
    parts: tuple[Reading, ...] = ()
    """``allele`` and ``fusion``: the single descriptions."""
    printed: str = ""
    """Exact HGVS spelling where the fields above cannot hold it (exotic forms only)."""

    @property
    def lossy(self) -> bool:
        """Whether any repair could have changed the meaning."""
        return any(repair.lossy for repair in self.repairs)

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of ``varsyn read``: the stable fields always, the others where they say something."""
        raise NotImplementedError
