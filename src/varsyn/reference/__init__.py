"""Transcripts, proteins, features, genes and their synonyms behind one Protocol."""

from varsyn.reference.bundle import Bundle
from varsyn.reference.opening import open_reference
from varsyn.reference.protocol import GenomeSequence, Reference
from varsyn.reference.records import (
    Alignment,
    Feature,
    Gene,
    GeneMatch,
    LegacyName,
    NumberingFact,
    ProteinFeatures,
    Transcript,
)

__all__ = [
    "Alignment",
    "Bundle",
    "Feature",
    "Gene",
    "GeneMatch",
    "GenomeSequence",
    "LegacyName",
    "NumberingFact",
    "ProteinFeatures",
    "Reference",
    "Transcript",
    "open_reference",
]
