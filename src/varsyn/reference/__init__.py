"""Transcripts, proteins, features, genes and their synonyms behind one Protocol."""

from varsyn.reference.protocol import Reference
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
    "Feature",
    "Gene",
    "GeneMatch",
    "LegacyName",
    "NumberingFact",
    "ProteinFeatures",
    "Reference",
    "Transcript",
]
