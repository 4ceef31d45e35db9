"""Numbering schemes: where they come from, and which one a list of mentions used."""

from varsyn.numbering.catalogue import schemes_for
from varsyn.numbering.examples import names_on_record
from varsyn.numbering.ground import Ground, Observation
from varsyn.numbering.infer import Inference, infer
from varsyn.numbering.introns import CountedIntron, ExonLabels, counted_introns, exon_label_schemes
from varsyn.numbering.scheme import CDNA_STANDARD, PROTEIN_STANDARD, Scheme

__all__ = [
    "CDNA_STANDARD",
    "PROTEIN_STANDARD",
    "CountedIntron",
    "ExonLabels",
    "Ground",
    "Inference",
    "Observation",
    "Scheme",
    "counted_introns",
    "exon_label_schemes",
    "infer",
    "names_on_record",
    "schemes_for",
]
