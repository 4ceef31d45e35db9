"""One grammatical interpretation of a mention."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from varsyn.model.repair import Repair
from varsyn.model.spelling import CANONICAL, Style, description, spell, with_reference

Coordinate = Literal["c", "g", "m", "n", "o", "r", "p"]
Edit = Literal[
    "sub", "del", "ins", "dup", "delins", "inv", "con", "repeat", "fs", "ext",
    "identity", "unknown", "none", "allele", "fusion",
]  # fmt: skip


class Reading(msgspec.Struct, frozen=True, gc=False):
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
    """Exact HGVS spelling after the prefix, where the fields above cannot hold it (exotic forms only)."""
    gene_is_reference: bool = False
    """The gene stood in the place of the reference: ``OPRM1:c.118A>G``."""
    also: tuple[Reading, ...] = ()
    """Descriptions of the same level printed with it as synonyms: ``p.Arg498Leu (p.R496L)``."""
    chain: str = ""
    """Protein chain that the number counts on, where printed: ``B`` in ``F(B25)L``, ``ε`` in ``εT264P``."""
    assembly: str = ""
    """Genome build where the mention names one: ``GRCh37``, ``GRCh38``."""

    @property
    def lossy(self) -> bool:
        """Whether any repair could have changed the meaning."""
        return any(repair.lossy for repair in self.repairs)

    @property
    def hgvs(self) -> str:
        """The canonical description with its reference, without gene words and without the protein half."""
        if self.id is not None and self.edit == "none" and self.coordinate is None:
            return self.id
        return with_reference(self, description(self), _WITHOUT_GENE)

    def __str__(self) -> str:
        return spell(self, CANONICAL)

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of ``varsyn read``: the stable fields always, the others where they say something.

        >>> Reading("c", "del", "420", "420", ref="C").as_dict()["hgvs"]
        'c.420del'
        """
        answer: dict[str, Any] = {
            "hgvs": self.hgvs,
            "accession": self.accession,
            "gene": self.gene,
            "coordinate": self.coordinate,
            "edit": self.edit,
            "start": self.start,
            "end": self.end,
            "ref": self.ref,
            "alt": self.alt,
            "uncertain": self.uncertain,
            "repairs": [msgspec.to_builtins(repair) for repair in self.repairs],
            "protein": self.protein.as_dict() if self.protein is not None else None,
        }
        if self.id is not None:
            answer["id"] = self.id
        for name in ("ref_end", "length", "ter", "copies", "phase", "printed", "chain", "assembly"):
            if value := getattr(self, name):
                answer[name] = value
        for name in ("parts", "also"):
            if readings := getattr(self, name):
                answer[name] = [reading.as_dict() for reading in readings]
        return answer


_WITHOUT_GENE = Style(gene=False)
