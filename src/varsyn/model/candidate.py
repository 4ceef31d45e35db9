"""A hypothesis that survived."""

from __future__ import annotations

from typing import Any

import msgspec

from varsyn.model.evidence import Evidence
from varsyn.model.reading import Reading
from varsyn.model.scheme import NumberingUse
from varsyn.model.variant import Variant


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A normalized variant, the reading and ruler that led to it, its evidence and probability (0 to 1)."""

    variant: Variant
    probability: float
    numbering: NumberingUse
    evidence: tuple[Evidence, ...] = ()
    reading: Reading | None = None

    def as_dict(self) -> dict[str, Any]:
        """The entry of ``candidates`` in the interfaces."""
        record: dict[str, Any] = msgspec.to_builtins(self.record())
        return record

    def record(self) -> dict[str, Any]:
        """The same with the facts as they are, ready for an encoder."""
        variant = self.variant
        return {
            "hgvs_c": variant.hgvs_c,
            "hgvs_p": variant.hgvs_p,
            "key": variant.key,
            "protein_key": variant.protein_key,
            "probability": round(self.probability, 4),
            "numbering": self.numbering.as_dict(),
            "evidence": list(self.evidence),
        }
