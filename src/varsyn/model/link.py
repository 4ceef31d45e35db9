"""A typed, directed, attributed relation between descriptions and variants."""

from __future__ import annotations

from typing import Literal

import msgspec

LinkType = Literal[
    "respelling", "same_allele", "legacy_numbering",
    "translation_of", "candidate_cause", "subsumed_by",
    "unique_cause", "curated_same", "curated_different",
]  # fmt: skip

ALLELE_PRESERVING: frozenset[LinkType] = frozenset(
    {"respelling", "same_allele", "legacy_numbering", "curated_same"}
)
"""The link types that merge (design 5.2); ``unique_cause`` joins too, but stays defeasible."""


class Link(msgspec.Struct, frozen=True):
    """``subject`` (a description or key) stands in relation ``type`` to ``object`` (a variant key)."""

    type: LinkType
    subject: str
    object: str
    probability: float = 1.0
    evidence: tuple[str, ...] = ()
    agent: str = "varsyn"
