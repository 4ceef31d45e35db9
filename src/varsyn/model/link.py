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
    """``subject`` (a description or key) stands in relation ``type`` to ``object`` (a variant key).

    ``subsumed_by`` goes from the fuller description to the shorter one that covers it
    (``p.Ile141SerfsTer19`` to ``p.Ile141fs``), ``translation_of`` from the protein change to the DNA variant
    that makes it, ``candidate_cause`` from the DNA variant to the protein change it may be behind.
    """

    type: LinkType
    subject: str
    object: str
    probability: float = 1.0
    evidence: tuple[str, ...] = ()
    agent: str = "varsyn"
    gene: str | None = None
    time: str = ""
    """When it came on record (UTC, ISO 8601); empty for a link that is not stored anywhere."""
    checksum: str = ""
    """Checksum of the reference bundle that it was made with."""
    id: str = ""
    """Identifier in the index (32 hexadecimal digits), for ``retract``; empty where it is derived."""
