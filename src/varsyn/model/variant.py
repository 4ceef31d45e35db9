"""A normalized allele on an anchor sequence, or a protein change where only that is known."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class Variant(msgspec.Struct, frozen=True, gc=False):
    """The canonical answer: which variant it is. Equality and hash are by ``level`` and ``key`` alone.

    ``key`` is shared by all DNA descriptions of one allele (design 5.1: the fully justified triple on the
    anchor sequence); ``protein_key`` by everything that names one protein change. For ``level`` protein
    the two are equal, and ``hgvs_c`` is the only single-base cause, where there is exactly one.
    """

    level: Literal["allele", "protein"]
    key: str
    gene: str | None = None
    hgvs_c: str | None = None
    hgvs_p: str | None = None
    hgvs_g: tuple[tuple[str, str], ...] = ()
    """(assembly, description) pairs."""
    spdi: str | None = None
    protein_key: str | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Variant):
            return NotImplemented
        return self.level == other.level and self.key == other.key

    def __hash__(self) -> int:
        return hash((self.level, self.key))

    def __str__(self) -> str:
        protein = self.hgvs_p.rpartition(":")[2] if self.hgvs_p else ""
        if self.hgvs_c and protein:
            return f"{self.hgvs_c} {protein}"
        return self.hgvs_c or self.hgvs_p or self.key

    def as_dict(self) -> dict[str, Any]:
        """The ``variant`` object of the interfaces."""
        return {
            "level": self.level,
            "hgvs_c": self.hgvs_c,
            "hgvs_p": self.hgvs_p,
            "hgvs_g": dict(self.hgvs_g),
            "spdi": self.spdi,
            "key": self.key,
            "protein_key": self.protein_key,
        }
